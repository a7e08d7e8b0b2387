//! [`Templates`] behind a handle.

use std::sync::{Mutex, MutexGuard, PoisonError};

use errpredict::Result;
use errpredict::pattern::templates::{Merge, Template, TemplateId, Templates, TemplatesConfig};
use serde::{Deserialize, Serialize};

use super::{Handle, Kept};

/// Templates, learnt as messages come.
#[derive(Debug)]
pub(crate) struct Learnt(Mutex<Templates>);

/// How templates are told apart.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TemplatesSettings")]
pub(crate) struct Settings {
    /// The settings of the method.
    #[serde(default)]
    config: TemplatesConfig,
}

impl Kept for Learnt {
    type Settings = Settings;

    fn open(settings: Settings) -> Result<Self> {
        Ok(Learnt(Mutex::new(Templates::new(settings.config)?)))
    }

    fn load(bytes: &[u8]) -> Result<Self> {
        Ok(Learnt(Mutex::new(Templates::load(bytes)?)))
    }

    fn save(&self) -> Result<Vec<u8>> {
        self.lock().save()
    }
}

impl Learnt {
    fn lock(&self) -> MutexGuard<'_, Templates> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Messages to learn from.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TemplatesObserveRequest")]
pub(crate) struct ObserveRequest {
    /// Oldest first.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    messages: Vec<String>,
}

/// What they are.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "TemplatesObserveResponse")]
pub(crate) struct ObserveResponse {
    /// The template of each message, merges so far followed.
    templates: Vec<TemplateId>,
}

pub(super) fn observe(
    learnt: &Learnt,
    request: ObserveRequest,
    _: Option<&Handle>,
) -> Result<ObserveResponse> {
    let mut templates = learnt.lock();
    let ids: Vec<TemplateId> = request.messages.iter().map(|message| templates.observe(message)).collect();
    Ok(ObserveResponse { templates: ids.into_iter().map(|id| templates.resolve(id)).collect() })
}

/// Nothing to ask.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TemplatesListRequest")]
pub(crate) struct ListRequest {}

/// Every template.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "TemplatesListResponse")]
pub(crate) struct ListResponse {
    /// By id.
    templates: Vec<Listed>,
    /// Every merge so far, oldest first; an id that was merged leads on to the one it is now.
    merges: Vec<Merge>,
    /// Messages learnt from.
    n_messages: u64,
}

/// One template.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "ListedTemplate")]
pub(crate) struct Listed {
    /// Its id.
    id: TemplateId,
    /// Its text, `<*>` for what varies.
    text: String,
    /// Messages of it so far.
    n_messages: u64,
}

pub(super) fn list(learnt: &Learnt, _: ListRequest, _: Option<&Handle>) -> Result<ListResponse> {
    let templates = learnt.lock();
    let listed =
        |template: Template| Listed { id: template.id, text: template.text, n_messages: template.n_messages };
    Ok(ListResponse {
        templates: templates.iter().map(listed).collect(),
        merges: templates.merges().to_vec(),
        n_messages: templates.n_messages(),
    })
}
