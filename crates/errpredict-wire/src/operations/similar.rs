//! Finds the texts most similar to others, and the groups they form with what people decided.

use std::collections::BTreeMap;

use errpredict::pattern::similar::{Decision, SAME_ERROR, Scratch, Similar};
use errpredict::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

use crate::guard;

/// Matches given back per text unless asked otherwise.
const TOP: usize = 10;
/// Texts of one call: every text may have to be compared with every other.
const MOST_TEXTS: usize = 3_000;
/// Matches of one call, over all texts.
const MOST_MATCHES: usize = 100_000;
/// Bytes of an id, which every match repeats.
const MOST_ID_BYTES: usize = 128;

/// The texts and what is asked of them.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SimilarRequest")]
pub(crate) struct Request {
    /// Known texts (messages, stack traces), oldest first.
    #[serde(deserialize_with = "guard::at_most::<MOST_TEXTS, _, _>")]
    texts: Vec<Text>,
    /// Texts to look for; without any, every known text is compared with the others.
    #[serde(default, deserialize_with = "guard::at_most::<MOST_TEXTS, _, _>")]
    queries: Vec<Query>,
    /// Most matches for each; 10 when absent. All texts together have at most 100,000.
    top: Option<usize>,
    /// Least similarity of a match, 0 to 1.
    #[serde(default)]
    least: f64,
    /// Similarity from which texts are one group, 0 to 1.
    threshold: Option<f64>,
    /// What people decided, oldest first: of two decisions about the same pair the later counts.
    #[serde(default)]
    decisions: Vec<Decided>,
}

/// One known text.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct Text {
    /// Its id, used once.
    id: String,
    /// The text.
    text: String,
    /// What must not be mixed: a project, a tenant.
    #[serde(default)]
    partition: String,
}

/// One text to look for.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct Query {
    /// The text.
    text: String,
    /// The partition to look in.
    #[serde(default)]
    partition: String,
}

/// What a person decided.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct Decided {
    /// One id.
    one: String,
    /// The other.
    other: String,
    /// Whether they are the same error.
    same: bool,
}

/// Matches and groups.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "SimilarResponse")]
pub(crate) struct Response {
    /// For each query (or text), the most similar known texts, best first.
    matches: Vec<Vec<Found>>,
    /// Per known text the id of the oldest text of its group.
    groups: Vec<String>,
}

/// One match.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Found {
    /// The id of the known text.
    id: String,
    /// Similarity, 0 to 1.
    score: f64,
}

/// # Errors
/// `invalid_setting` for a similarity out of range, `invalid_input` for an id used twice, a decision about an unknown
/// id, or decisions that contradict each other; `limit_exceeded` for more than 3,000 texts, 3,000 queries, or 100,000
/// matches in all.
pub(crate) fn run(request: Request) -> Result<Response> {
    let threshold = request.threshold.unwrap_or(SAME_ERROR);
    for (name, value) in [("least", request.least), ("threshold", threshold)] {
        if !(0.0..=1.0).contains(&value) {
            return Err(Error::setting(name, "between 0 and 1", value));
        }
    }
    let top = request.top.unwrap_or(TOP).min(request.texts.len());
    let asked = if request.queries.is_empty() { request.texts.len() } else { request.queries.len() };
    guard::count("matches of all texts", MOST_MATCHES, asked.saturating_mul(top))?;
    if let Some(long) = request.texts.iter().find(|text| text.id.len() > MOST_ID_BYTES) {
        guard::count("bytes of an id", MOST_ID_BYTES, long.id.len())?;
    }
    let mut rows: BTreeMap<&str, u64> = BTreeMap::new();
    let mut partitions: BTreeMap<&str, u32> = BTreeMap::new();
    let mut similar = Similar::new();
    for (row, text) in (0..).zip(&request.texts) {
        if rows.insert(&text.id, row).is_some() {
            return Err(refuse(format!("the id `{}` is used twice", text.id)));
        }
        let next = partitions.len() as u32;
        similar.add(row, *partitions.entry(&text.partition).or_insert(next), &text.text);
    }
    similar.settle();
    let row = |id: &str| rows.get(id).copied().ok_or_else(|| refuse(format!("no text has the id `{id}`")));
    let decide = |decided: &Decided| {
        let (one, other) = (row(&decided.one)?, row(&decided.other)?);
        Ok(if decided.same { Decision::Same(one, other) } else { Decision::Different(one, other) })
    };
    let decisions: Vec<Decision> = request.decisions.iter().map(decide).collect::<Result<_>>()?;
    let id = |row: u64| request.texts[row as usize].id.clone();
    let groups = similar.groups(threshold, &decisions);
    if let Some(Decision::Same(one, other) | Decision::Different(one, other)) =
        groups.contradictions().first()
    {
        let (one, other) = (id(*one), id(*other));
        return Err(refuse(format!(
            "`{one}` and `{other}` are decided to be different, but others join them"
        )));
    }
    let mut scratch = Scratch::default();
    let found: Vec<_> = if request.queries.is_empty() {
        (0..similar.len()).map(|at| similar.nearest_to(at, top, request.least, &mut scratch)).collect()
    } else {
        let nearest = |query: &Query| match partitions.get(query.partition.as_str()) {
            Some(partition) => similar.nearest(&query.text, *partition, top, request.least, &mut scratch),
            None => Vec::new(),
        };
        request.queries.iter().map(nearest).collect()
    };
    let told = |matches: Vec<errpredict::pattern::similar::Match>| {
        matches.into_iter().map(|found| Found { id: id(found.key), score: found.score }).collect()
    };
    Ok(Response {
        matches: found.into_iter().map(told).collect(),
        groups: groups.of_texts().iter().map(|row| id(*row)).collect(),
    })
}

fn refuse(what: String) -> Error {
    Error::new(ErrorKind::InvalidInput, what)
}
