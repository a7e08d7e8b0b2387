//! Finds the templates of messages, from where an earlier answer left off.

use errpredict::pattern::templates::{Merge, TemplateId, Templates, TemplatesConfig};
use errpredict::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

/// The messages and what was learnt before.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TemplatesRequest")]
pub(crate) struct Request {
    /// Messages, oldest first.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    messages: Vec<String>,
    /// Settings; those of the state where one is given.
    config: Option<TemplatesConfig>,
    /// The `state` of an earlier answer.
    state: Option<serde_json::Value>,
    /// Whether the answer carries the state to go on from.
    #[serde(default)]
    keep_state: bool,
}

/// What was found.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "TemplatesResponse")]
pub(crate) struct Response {
    /// Per message its template, merges followed, and what stands at its variables.
    messages: Vec<Parsed>,
    /// Templates of those messages, by id.
    templates: Vec<Known>,
    /// Every merge so far, oldest first; an id that was merged leads on to the one it is now.
    merges: Vec<Merge>,
    /// What to send along to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<serde_json::Value>,
}

/// One message.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Parsed {
    /// Its template.
    template: TemplateId,
    /// What stands at the variables; null where the text of the template, made of many messages, is another.
    parameters: Option<Vec<String>>,
}

/// One template.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Known {
    /// Its id.
    id: TemplateId,
    /// Its text, `<*>` for what varies.
    text: String,
    /// Messages of it so far.
    n_messages: u64,
}

/// # Errors
/// `invalid_setting` for settings out of range, `invalid_input` for a state that is none, `invalid_argument` for a
/// state and settings together.
pub(crate) fn run(request: Request) -> Result<Response> {
    let mut templates = match (request.state, request.config) {
        (None, config) => Templates::new(config.unwrap_or_default())?,
        (Some(state), None) => serde_json::from_value(state)
            .map_err(|error| Error::new(ErrorKind::InvalidInput, format!("`state` does not fit: {error}")))?,
        (Some(_), Some(_)) => {
            let message = "`config` cannot be changed under a `state`, which holds its own";
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
    };
    let ids: Vec<TemplateId> = request.messages.iter().map(|message| templates.observe(message)).collect();
    let mut known = std::collections::BTreeMap::new();
    let mut messages = Vec::with_capacity(ids.len());
    for (id, message) in ids.into_iter().zip(&request.messages) {
        let id = templates.resolve(id);
        if !known.contains_key(&id)
            && let Some(template) = templates.template(id)
        {
            known.insert(id, template);
        }
        let parameters = known.get(&id).and_then(|template| template.parameters(message));
        let parameters = parameters.map(|found| found.into_iter().map(str::to_owned).collect());
        messages.push(Parsed { template: id, parameters });
    }
    let state = if request.keep_state {
        let state = serde_json::to_value(&templates);
        Some(state.map_err(|error| Error::new(ErrorKind::Internal, format!("the state: {error}")))?)
    } else {
        None
    };
    Ok(Response {
        messages,
        templates: known
            .into_values()
            .map(|template| Known { id: template.id, text: template.text, n_messages: template.n_messages })
            .collect(),
        merges: templates.merges().to_vec(),
        state,
    })
}
