//! `alerts/preview/`: what an alert policy would have sent in the past weeks, and how often rightly, before it is switched on.
//!
//! It counts what is stored: predictions with what came of them, and anomalies with what people said of them. Of what nobody knows it
//! says that nobody knows, and no share is made of it.

use std::collections::BTreeMap;

use axum::Json;
use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::{Error, Severity, Timestamp};
use errpredict_store::{PastAnomaly, PastPrediction};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::caller::Caller;
use crate::clock::now;
use crate::extract::Body;
use crate::problem::Answered;

/// A policy that is not switched on yet.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Policy {
    /// Predictions with at least this probability are sent (0 to 1).
    #[schemars(range(min = 0.0, max = 1.0))]
    probability: f64,
    /// Anomalies this severe or worse are sent; null for none.
    severity: Option<Severity>,
    /// Of this service alone.
    #[schemars(length(min = 1, max = 255))]
    service: Option<String>,
    /// Predictions of this target alone: `critical`, `burst`, `failed_requests` or `slow_requests`.
    #[schemars(length(min = 1, max = 64))]
    target: Option<String>,
    /// How far back it is tried (1 to 90 days).
    #[schemars(range(min = 1, max = 90))]
    days: u16,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy { probability: 0.7, severity: Some(Severity::High), service: None, target: None, days: 21 }
    }
}

/// Messages, and how many of them were right.
#[derive(Debug, Default, PartialEq, Serialize, JsonSchema)]
pub(crate) struct Judged {
    /// Messages that would have been sent.
    messages: u64,
    /// Those that were right: it came; a person said that something was wrong.
    right: u64,
    /// Those that were not: it did not come; a person said that nothing was wrong.
    wrong: u64,
    /// Those of which nobody knows.
    unknown: u64,
    /// The share of right ones among those that are known, 0 to 1; null where none is.
    precision: Option<f64>,
    /// Its 95 % interval (Wilson): lower and upper end.
    precision_interval: Option<[f64; 2]>,
}

/// A message that would have been sent.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(crate) struct Message {
    /// When.
    at: Timestamp,
    /// About which service; null for all together.
    service: Option<String>,
    /// The target of a prediction, or the type of an anomaly.
    about: String,
    /// The probability of a prediction.
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    /// The severity of an anomaly.
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<Severity>,
    /// Whether it was right; null where nobody knows.
    right: Option<bool>,
}

/// What a policy would have done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Preview {
    /// From when on it was tried.
    since: Timestamp,
    /// Until when.
    until: Timestamp,
    /// Messages a day.
    messages_per_day: f64,
    /// Messages about predictions: one for each service, target and horizon until that horizon has passed.
    predictions: Judged,
    /// Messages about anomalies: one for each.
    anomalies: Judged,
    /// Predictions that are stored of that time, whatever their probability.
    stored_predictions: i64,
    /// Those of them that came.
    stored_occurred: i64,
    /// The newest messages, at most 50.
    newest: Vec<Message>,
    /// What must be known to read the numbers.
    notes: Vec<String>,
}

/// Rows that are looked at.
const MOST: u32 = 100_000;
/// Messages that are shown.
const SHOWN: usize = 50;
/// Standard normal quantile of a 95 % interval.
const Z95: f64 = 1.959_963_984_540_054;

impl Policy {
    fn check(&self) -> Answered<()> {
        if !(0.0..=1.0).contains(&self.probability) {
            return Err(Error::setting("probability", "from 0 to 1", self.probability).into());
        }
        if !(1..=90).contains(&self.days) {
            return Err(Error::setting("days", "from 1 to 90", self.days).into());
        }
        if let Some(target) = &self.target {
            errpredict::predict::Target::from_name(target)?;
        }
        Ok(())
    }

    /// The severities that are sent.
    fn severities(&self) -> Vec<Severity> {
        let all = [Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];
        all.into_iter().filter(|one| self.severity.is_some_and(|least| *one >= least)).collect()
    }
}

impl Judged {
    fn of<'a>(rights: impl Iterator<Item = &'a Message>) -> Judged {
        let mut judged = Judged::default();
        for message in rights {
            judged.messages += 1;
            match message.right {
                Some(true) => judged.right += 1,
                Some(false) => judged.wrong += 1,
                None => judged.unknown += 1,
            }
        }
        let known = judged.right + judged.wrong;
        if known > 0 {
            let (right, n) = (judged.right as f64, known as f64);
            let share = right / n;
            let middle = share + Z95 * Z95 / (2.0 * n);
            let half = Z95 * (share * (1.0 - share) / n + Z95 * Z95 / (4.0 * n * n)).sqrt();
            let whole = 1.0 + Z95 * Z95 / n;
            judged.precision = Some(share);
            judged.precision_interval =
                Some([((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0)]);
        }
        judged
    }
}

/// The messages of predictions, in their order: while the horizon of one goes on, its question is not sent again.
fn of_predictions(rows: &[PastPrediction]) -> Vec<Message> {
    let mut quiet: BTreeMap<(Option<&str>, &str, i64), Timestamp> = BTreeMap::new();
    let mut sent = Vec::new();
    for row in rows {
        let question = (row.service.as_deref(), row.target.as_str(), row.horizon_minutes);
        if quiet.get(&question).is_some_and(|until| row.at < *until) {
            continue;
        }
        quiet.insert(question, row.at.plus_ms(row.horizon_minutes * MINUTE_MS));
        sent.push(Message {
            at: row.at,
            service: row.service.clone(),
            about: row.target.clone(),
            probability: Some(row.probability),
            severity: None,
            right: row.occurred,
        });
    }
    sent
}

fn of_anomalies(rows: Vec<PastAnomaly>) -> Vec<Message> {
    let one = |row: PastAnomaly| Message {
        at: row.at,
        service: row.service,
        about: row.anomaly_type,
        probability: None,
        severity: Some(row.severity),
        right: row.confirmed,
    };
    rows.into_iter().map(one).collect()
}

pub(crate) async fn preview(caller: Caller, Body(policy): Body<Policy>) -> Answered<Json<Preview>> {
    policy.check()?;
    let (service, target) = (policy.service.as_deref(), policy.target.as_deref());
    let until = now();
    let since = until.plus_ms(-i64::from(policy.days) * DAY_MS);
    let tenant = &caller.tenant;
    let stored = tenant.past_counts(since, service, target).await?;
    let rows = tenant.past_predictions(since, policy.probability, service, target, MOST).await?;
    let severities = policy.severities();
    let strange = match severities.is_empty() {
        true => Vec::new(),
        false => tenant.past_anomalies(since, &severities, service, MOST).await?,
    };
    let is_cut = rows.len() == MOST as usize || strange.len() == MOST as usize;
    let (foreseen, strange) = (of_predictions(&rows), of_anomalies(strange));
    let (predictions, anomalies) = (Judged::of(foreseen.iter()), Judged::of(strange.iter()));
    let mut notes = Vec::new();
    let mut note = |is_so: bool, text: String| {
        if is_so {
            notes.push(text);
        }
    };
    note(
        stored.predictions == 0,
        "No prediction is stored of this time: nothing can be said of what would have been foreseen."
            .to_owned(),
    );
    let late = stored.first_at.filter(|first| *first > since.plus_ms(DAY_MS));
    if let Some(first) = late {
        note(
            true,
            format!("Predictions are stored since {first} alone: before, nothing could have been sent."),
        );
    }
    note(
        predictions.unknown > 0,
        format!(
            "Of {} of {} messages about predictions nobody knows yet whether it came.",
            predictions.unknown, predictions.messages
        ),
    );
    note(
        anomalies.unknown > 0,
        format!(
            "Of {} of {} messages about anomalies nobody has said whether something was wrong.",
            anomalies.unknown, anomalies.messages
        ),
    );
    note(
        is_cut,
        format!("Of what is stored the first {MOST} rows of a kind were looked at: take fewer days."),
    );
    let mut newest: Vec<Message> = foreseen.into_iter().chain(strange).collect();
    newest.sort_by_key(|message| std::cmp::Reverse(message.at));
    let messages_per_day = newest.len() as f64 / f64::from(policy.days);
    newest.truncate(SHOWN);
    Ok(Json(Preview {
        since,
        until,
        messages_per_day,
        predictions,
        anomalies,
        stored_predictions: stored.predictions,
        stored_occurred: stored.occurred,
        newest,
        notes,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(minute: i64, service: &str, occurred: Option<bool>) -> PastPrediction {
        PastPrediction {
            at: Timestamp::clamped(minute * MINUTE_MS),
            service: Some(service.to_owned()),
            target: "critical".to_owned(),
            horizon_minutes: 120,
            probability: 0.8,
            occurred,
        }
    }

    #[test]
    fn a_question_is_sent_once_until_its_horizon_has_passed() {
        let rows = [
            row(0, "a", Some(true)),
            row(30, "a", Some(false)),
            row(40, "b", None),
            row(119, "a", None),
            row(120, "a", Some(false)),
        ];
        let sent = of_predictions(&rows);
        let minutes: Vec<i64> = sent.iter().map(|message| message.at.ms() / MINUTE_MS).collect();
        assert_eq!(minutes, [0, 40, 120]);
        let judged = Judged::of(sent.iter());
        assert_eq!((judged.messages, judged.right, judged.wrong, judged.unknown), (3, 1, 1, 1));
        assert_eq!(judged.precision, Some(0.5));
        // Wilson's interval of one of two.
        let [lower, upper] = judged.precision_interval.unwrap();
        assert!(
            (lower - 0.094_531_205_734_230_7).abs() < 1e-9 && (upper - 0.905_468_794_265_769).abs() < 1e-9,
            "{lower} {upper}"
        );
    }

    #[test]
    fn of_what_nobody_knows_no_share_is_made() {
        let judged = Judged::of(of_predictions(&[row(0, "a", None)]).iter());
        assert_eq!(
            (judged.messages, judged.unknown, judged.precision, judged.precision_interval),
            (1, 1, None, None)
        );
        assert_eq!(Judged::of([].iter()), Judged::default());
    }
}
