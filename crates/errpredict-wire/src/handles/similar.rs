//! [`Similar`] behind a handle: the index, and the ids that the caller knows the texts by.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use errpredict::container::{self, Kind};
use errpredict::pattern::similar::{Scratch, Similar};
use errpredict::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

use super::{Handle, Kept};
use crate::guard;

/// Most matches of one text.
const MOST_MATCHES: usize = 1_000;
/// Matches given back unless asked otherwise.
const TOP: usize = 10;

/// Version of what is saved.
const STATE_VERSION: u32 = 1;

/// Texts that are searched.
#[derive(Debug)]
pub(crate) struct Texts(Mutex<Index>);

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    similar: Similar,
    /// The caller's id of each text, in the order of the index.
    ids: Vec<String>,
    /// The number of each partition.
    partitions: BTreeMap<String, u32>,
}

/// No settings.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SimilarSettings")]
pub(crate) struct Settings {}

impl Kept for Texts {
    type Settings = Settings;

    fn open(_: Settings) -> Result<Self> {
        Ok(Texts(Mutex::new(Index::default())))
    }

    fn load(bytes: &[u8]) -> Result<Self> {
        let (_, body) = container::unpack(Kind::NamedTexts, STATE_VERSION..=STATE_VERSION, bytes)?;
        let refuse = |what: &str| container::refused(ErrorKind::Corrupt, Kind::NamedTexts, what);
        let index: Index = serde_json::from_slice(body).map_err(|error| refuse(&error.to_string()))?;
        if index.ids.len() != index.similar.len() {
            return Err(refuse(&format!("{} ids of {} texts", index.ids.len(), index.similar.len())));
        }
        Ok(Texts(Mutex::new(index)))
    }

    fn save(&self) -> Result<Vec<u8>> {
        let body = serde_json::to_vec(&*self.lock());
        let body = body
            .map_err(|error| container::refused(ErrorKind::Internal, Kind::NamedTexts, &error.to_string()))?;
        Ok(container::pack(Kind::NamedTexts, STATE_VERSION, &body))
    }
}

impl Texts {
    fn lock(&self) -> MutexGuard<'_, Index> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Texts to add.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SimilarAddRequest")]
pub(crate) struct AddRequest {
    /// Oldest first.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    texts: Vec<Added>,
}

/// One text.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SimilarAddedText")]
pub(crate) struct Added {
    /// What it is called in answers.
    id: String,
    /// The text.
    text: String,
    /// What must not be mixed: a project, a tenant.
    #[serde(default)]
    partition: String,
}

/// How many there are.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "SimilarAddResponse")]
pub(crate) struct AddResponse {
    /// Texts in the index.
    n_texts: usize,
}

pub(super) fn add(texts: &Texts, request: AddRequest, _: Option<&Handle>) -> Result<AddResponse> {
    let mut index = texts.lock();
    for added in request.texts {
        let next = index.partitions.len() as u32;
        let partition = *index.partitions.entry(added.partition).or_insert(next);
        let row = index.ids.len() as u64;
        index.similar.add(row, partition, &added.text);
        index.ids.push(added.id);
    }
    index.similar.settle();
    Ok(AddResponse { n_texts: index.similar.len() })
}

/// A text to look for.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SimilarNearestRequest")]
pub(crate) struct NearestRequest {
    /// The text.
    text: String,
    /// The partition to look in.
    #[serde(default)]
    partition: String,
    /// Most matches; 10 when absent, 1,000 at most.
    top: Option<usize>,
    /// Least similarity of a match, 0 to 1.
    #[serde(default)]
    least: f64,
}

/// The texts most like it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "SimilarNearestResponse")]
pub(crate) struct NearestResponse {
    /// Best first.
    matches: Vec<Like>,
}

/// One match.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "SimilarMatch")]
pub(crate) struct Like {
    /// The id it was added with.
    id: String,
    /// Similarity, 0 to 1.
    score: f64,
}

pub(super) fn nearest(texts: &Texts, request: NearestRequest, _: Option<&Handle>) -> Result<NearestResponse> {
    let top = request.top.unwrap_or(TOP);
    guard::count("matches", MOST_MATCHES, top)?;
    if !(0.0..=1.0).contains(&request.least) {
        return Err(Error::setting("least", "between 0 and 1", request.least));
    }
    let index = texts.lock();
    let Some(partition) = index.partitions.get(&request.partition) else {
        return Ok(NearestResponse { matches: Vec::new() });
    };
    let mut scratch = Scratch::default();
    let found = index.similar.nearest(&request.text, *partition, top, request.least, &mut scratch);
    let like = |found: errpredict::pattern::similar::Match| {
        index.ids.get(found.key as usize).map(|id| Like { id: id.clone(), score: found.score })
    };
    Ok(NearestResponse { matches: found.into_iter().filter_map(like).collect() })
}
