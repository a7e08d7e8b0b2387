//! A row of `error_predictions`, read column by column: nothing else is read as often, one by one.

use std::str::FromStr;

use errpredict::predict::{ErrorPrediction, Factor, PastWords, Question};
use errpredict::{Error, Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, Json};
use uuid::Uuid;

use crate::page::Cursor;
use crate::row::unread;
use crate::times::timestamp;

/// A prediction as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredPrediction {
    /// The row's id; it carries [`ErrorPrediction::at`].
    pub id: Uuid,
    /// What was said.
    #[serde(flatten)]
    pub said: ErrorPrediction,
    /// When its horizon ends.
    pub due_at: Timestamp,
    /// When an alert was raised.
    pub alerted_at: Option<Timestamp>,
    /// Whether it came; absent while nobody knows.
    pub actually_occurred: Option<bool>,
    /// When it came.
    pub occurred_at: Option<Timestamp>,
    /// Whether an alert was followed by trouble, or none by none.
    pub was_correct: Option<bool>,
    /// When it was known whether it came.
    pub resolved_at: Option<Timestamp>,
}

impl StoredPrediction {
    /// Its place in [`Tenant::predictions`](crate::Tenant::predictions).
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.said.at, id: self.id }
    }
}

/// The columns that [`stored`] reads, in its order, and those that [`super::factors`] reads.
macro_rules! prediction {
    ($rest:literal) => {
        concat!(
            "select id, at, service, target, fingerprint, burst_threshold, horizon_minutes, basis, probability, lower, upper, key, \
             level, usual, band, threshold, fresh, alert, severity, raw_log_odds, n_spans, because, worth_said, worth_came, \
             worth_cases, factors, worth, due_at, alerted_at, actually_occurred, occurred_at, was_correct, resolved_at, \
             feature_ids as _feature_ids, feature_values as _feature_values, feature_parts as _feature_parts, \
             factor_sums as _factor_sums ",
            $rest
        )
    };
}
pub(super) use prediction;

/// The place of the first column that [`super::factors`] reads.
pub(super) const FEATURES: usize = 33;

/// The columns of a row, one after the other.
struct Columns<'a> {
    row: &'a Row,
    next: usize,
}

impl<'a> Columns<'a> {
    fn take<T: FromSql<'a>>(&mut self) -> Result<T> {
        self.next += 1;
        self.row.try_get(self.next - 1).map_err(unread)
    }

    /// A word that names a value.
    fn word<T: FromStr<Err = Error>>(&mut self) -> Result<T> {
        self.take::<&str>()?.parse().map_err(unread)
    }

    fn time(&mut self) -> Result<Option<Timestamp>> {
        Ok(self.take::<Option<jiff::Timestamp>>()?.map(timestamp))
    }
}

/// The prediction of a row, with the factors that are told by numbers.
pub(super) fn stored(row: &Row, factors: Option<Vec<Factor>>) -> Result<StoredPrediction> {
    let mut columns = Columns { row, next: 0 };
    let id = columns.take()?;
    let at = timestamp(columns.take()?);
    let service: Option<String> = columns.take()?;
    let question = Question {
        at,
        scope: service.map_or(errpredict::Scope::System, errpredict::Scope::Service),
        target: columns.word()?,
        fingerprint: columns.take::<Option<&str>>()?.map(str::parse).transpose().map_err(unread)?,
        burst_threshold: columns.take::<Option<i64>>()?.map(i64::unsigned_abs),
        horizon_minutes: columns.take::<i32>()?.unsigned_abs(),
    };
    let basis = columns.word()?;
    let probability = columns.take()?;
    let mut said = ErrorPrediction::new(question, basis, probability, (columns.take()?, columns.take()?));
    said.key = columns.take()?;
    said.level = columns.take()?;
    said.usual = columns.take()?;
    said.band = columns.word()?;
    said.threshold = columns.take()?;
    said.fresh = columns.take()?;
    said.alert = columns.take()?;
    said.severity = columns.take::<Option<&str>>()?.map(Severity::from_str).transpose().map_err(unread)?;
    said.raw_log_odds = columns.take()?;
    said.n_spans = columns.take()?;
    said.because = columns.take::<Option<Vec<String>>>()?.unwrap_or_default();
    let worth = (columns.take()?, columns.take()?, columns.take::<Option<i64>>()?);
    let by_name: Option<Json<Vec<Factor>>> = columns.take()?;
    let before: Option<Json<PastWords>> = columns.take()?;
    said.factors = factors.or(by_name.map(|Json(factors)| factors)).unwrap_or_default();
    said.worth = match worth {
        (Some(said), Some(came), Some(cases)) => {
            Some(PastWords { said, came, cases: usize::try_from(cases).map_err(unread)? })
        }
        _ => before.map(|Json(worth)| worth),
    };
    let due_at = timestamp(columns.take()?);
    Ok(StoredPrediction {
        id,
        said,
        due_at,
        alerted_at: columns.time()?,
        actually_occurred: columns.take()?,
        occurred_at: columns.time()?,
        was_correct: columns.take()?,
        resolved_at: columns.time()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_read_where_they_stand() {
        let text = prediction!("").trim_start_matches("select ").replace(char::is_whitespace, "");
        let columns: Vec<&str> = text.split(',').collect();
        let names: Vec<&str> = columns[FEATURES..].iter().filter_map(|one| one.split("as_").next()).collect();
        assert_eq!(names, ["feature_ids", "feature_values", "feature_parts", "factor_sums"]);
    }
}
