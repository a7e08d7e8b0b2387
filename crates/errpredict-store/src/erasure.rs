//! A person is taken out of every table of a tenant, with a receipt.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Result, Rollup};
use serde::{Deserialize, Serialize};

use crate::store::{Query, Tenant, apart};

/// How many rows of each table were changed or removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Erased(pub BTreeMap<String, u64>);

const ERASE: Query = Query { name: "erase a person", text: "select ai_platform.erase_person($1, $2)" };
/// Every event of the tenant is looked at, which takes as long as it takes.
const PATIENCE: Query = Query {
    name: "let an erasure take its time",
    text: "select set_config('statement_timeout', '6h', true)",
};
const AUDIT: Query = Query {
    name: "say in the audit log that a person was erased",
    text: "select ai_platform.append_audit('erase', 'person', '-', null, $1)",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[ERASE, PATIENCE, AUDIT];

/// What stands where a person was.
const ERASED: &str = "[erased]";

impl Tenant {
    /// Takes a person out: events stay without the user's id and without it as a word of their texts, those of others too where the id
    /// is distinct (five characters, or three with a letter among them: a short number names other things as well); what errpredict and
    /// people wrote, and samples in the counts, lose it; who did what becomes nobody; entries of the audit log that name the person
    /// stay as digests, so that the chain holds. Numbers that errpredict measured stay, whatever they are. A receipt that names nobody
    /// is kept. All of it or nothing. What is configured is left: names of silences, hooks and services, labels of watched series.
    ///
    /// # Errors
    /// `invalid_argument` for an empty id, `unavailable` where the database cannot be reached.
    pub async fn erase_person(&self, id: &str) -> Result<Erased> {
        if id.is_empty() {
            return Err(Error::new(
                ErrorKind::InvalidArgument,
                "expected the id of a person, got an empty one",
            ));
        }
        let (tenant, id) = (self.clone(), id.to_owned());
        apart(move || erase(tenant.clone(), id.clone())).await
    }
}

async fn erase(tenant: Tenant, id: String) -> Result<Erased> {
    let work = tenant.begin().await?;
    work.rows(&PATIENCE, &[]).await?;
    let rows = work.rows(&ERASE, &[&id, &tenant.hashes(&id)]).await?;
    let row = rows.first().ok_or_else(|| Error::new(ErrorKind::Internal, "an erasure gave no counts"))?;
    let mut erased: Erased = crate::store::value(row)?;
    let redacted =
        crate::rollups::redact(&work, |rollup: &mut Rollup| rollup.redact(|text| without(text, &id))).await?;
    erased.0.insert("rollup_days".to_owned(), redacted);
    let counts = serde_json::to_value(&erased).map_err(crate::tables::unwritable)?;
    work.rows(&AUDIT, &[&counts]).await?;
    work.commit().await?;
    Ok(erased)
}

/// The text without the id as a word of its own.
fn without(text: &str, id: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find(id) {
        let (before, after) = (&rest[..place], &rest[place + id.len()..]);
        let joined = out.chars().next_back().or(before.chars().next_back());
        let before_word = before.chars().next_back().or(joined).is_some_and(is_word);
        out.push_str(before);
        out.push_str(if before_word || after.chars().next().is_some_and(is_word) { id } else { ERASED });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_taken_out() {
        for (text, left) in [
            ("user ada failed", "user [erased] failed"),
            ("ada", "[erased]"),
            ("ada,ada", "[erased],[erased]"),
            ("adamant ada1 _ada", "adamant ada1 _ada"),
            ("", ""),
        ] {
            assert_eq!(without(text, "ada"), left, "{text}");
        }
        assert_eq!(without("a.b+c", "a.b"), "[erased]+c", "no pattern");
    }
}
