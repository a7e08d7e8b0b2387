//! From probabilities to alerts: a threshold from a budget of false alarms, and the lead time to expect.
//!
//! A probability over the threshold raises an alarm for its service; further ones within the horizon belong to the
//! same alarm, for they foresee the same span. An alarm is false when the target does not come in the horizon after
//! it. The budget says how many false alarms a service and week may have; the threshold is the lowest that keeps it
//! on rows the model was not fitted on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// A probability with what came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foreseen<'a> {
    /// The service.
    pub service: &'a str,
    /// When it was foreseen.
    pub at: Timestamp,
    /// The probability.
    pub probability: f64,
    /// When the target first came in the horizon after; nothing if it did not.
    pub came: Option<Timestamp>,
}

/// What a threshold raises.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlarmCounts {
    /// Alarms raised.
    pub alarms: u64,
    /// Alarms without the target in the horizon after them.
    pub false_alarms: u64,
    /// Service-weeks watched.
    pub service_weeks: f64,
    /// Median hours from a right alarm to the target; absent without one.
    pub median_lead_h: Option<f64>,
}

impl AlarmCounts {
    /// False alarms per service and week; absent where nothing was watched.
    #[must_use]
    pub fn false_per_service_week(&self) -> Option<f64> {
        (self.service_weeks > 0.0).then(|| self.false_alarms as f64 / self.service_weeks)
    }

    /// Share of alarms that were right; absent without alarms.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        (self.alarms > 0).then(|| (self.alarms - self.false_alarms) as f64 / self.alarms as f64)
    }
}

/// When to raise an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AlertPolicy {
    /// At this probability (the mission's 0.70) and above.
    Probability(f64),
    /// So often that at most this many false alarms come up per service and week.
    FalseAlarms(f64),
}

impl Default for AlertPolicy {
    fn default() -> Self {
        AlertPolicy::FalseAlarms(1.0)
    }
}

/// A threshold with what it did on rows the model was not fitted on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AlertRule {
    /// Where the threshold comes from.
    pub policy: AlertPolicy,
    /// Probabilities at or above it raise an alarm; absent where no threshold keeps the budget, or where the
    /// target never came in the validation rows.
    pub threshold: Option<f64>,
    /// What it raised on the validation rows, expected lead time included.
    pub expected: AlarmCounts,
}

/// Thresholds tried for a budget: even steps through the ranked probabilities, exact where there are few.
const CANDIDATES: usize = 400;

impl AlertPolicy {
    /// The threshold this policy gives on rows with known outcomes, and what to expect of it.
    ///
    /// # Errors
    /// `invalid_setting` for a probability outside 0 to 1 or a negative budget; `invalid_argument` for a horizon
    /// that is not positive.
    pub fn fit(&self, rows: &[Foreseen<'_>], horizon_ms: i64) -> Result<AlertRule> {
        let threshold = match *self {
            AlertPolicy::Probability(p) if (0.0..=1.0).contains(&p) => Some(p),
            AlertPolicy::Probability(p) => return Err(Error::setting("probability", "in 0..1", p)),
            AlertPolicy::FalseAlarms(n) if n >= 0.0 && n.is_finite() => within_budget(rows, horizon_ms, n)?,
            AlertPolicy::FalseAlarms(n) => return Err(Error::setting("false_alarms", "at least 0", n)),
        };
        let expected = match threshold {
            Some(threshold) => count_alarms(rows, threshold, horizon_ms)?,
            None => count_alarms(rows, f64::INFINITY, horizon_ms)?,
        };
        Ok(AlertRule { policy: *self, threshold, expected })
    }
}

/// The lowest threshold, going down from the highest probability, before the budget is first exceeded; none where
/// the target never came.
fn within_budget(rows: &[Foreseen<'_>], horizon_ms: i64, budget: f64) -> Result<Option<f64>> {
    // Without a single right alarm to be had, any threshold would only spend the budget.
    if rows.iter().all(|row| row.came.is_none()) {
        return Ok(None);
    }
    let mut ranked: Vec<f64> = rows.iter().map(|row| row.probability).collect();
    ranked.sort_unstable_by(|a, b| b.total_cmp(a));
    ranked.dedup();
    let step = ranked.len().div_ceil(CANDIDATES).max(1);
    let mut best = None;
    for threshold in ranked.iter().step_by(step) {
        let counts = count_alarms(rows, *threshold, horizon_ms)?;
        if counts.false_per_service_week().is_none_or(|rate| rate > budget) {
            break;
        }
        best = Some(*threshold);
    }
    Ok(best)
}

/// The alarms that a threshold raises.
///
/// # Errors
/// `invalid_argument` for a horizon that is not positive.
pub fn count_alarms(rows: &[Foreseen<'_>], threshold: f64, horizon_ms: i64) -> Result<AlarmCounts> {
    if horizon_ms <= 0 {
        let message = format!("the horizon must be positive, got {horizon_ms} ms");
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let mut by_service: BTreeMap<&str, Vec<&Foreseen<'_>>> = BTreeMap::new();
    rows.iter().for_each(|row| by_service.entry(row.service).or_default().push(row));
    let mut counts = AlarmCounts::default();
    let mut leads_h = Vec::new();
    for rows in by_service.values_mut() {
        rows.sort_by_key(|row| row.at);
        counts.service_weeks += watched_ms(rows, horizon_ms) as f64 / (7.0 * DAY_MS as f64);
        let mut quiet_until = Timestamp::MIN;
        for row in rows.iter().filter(|row| row.probability >= threshold) {
            if row.at < quiet_until {
                continue;
            }
            quiet_until = row.at.plus_ms(horizon_ms);
            counts.alarms += 1;
            match row.came {
                Some(came) => leads_h.push((came.ms() - row.at.ms()) as f64 / HOUR_MS as f64),
                None => counts.false_alarms += 1,
            }
        }
    }
    leads_h.sort_unstable_by(f64::total_cmp);
    let middle = leads_h.len() / 2;
    counts.median_lead_h = match leads_h.len() {
        0 => None,
        n if n % 2 == 1 => Some(leads_h[middle]),
        _ => Some((leads_h[middle - 1] + leads_h[middle]) / 2.0),
    };
    Ok(counts)
}

/// Time covered by the horizons after the rows of one service, each moment once.
fn watched_ms(rows: &[&Foreseen<'_>], horizon_ms: i64) -> i64 {
    let mut covered = 0;
    let mut until = Timestamp::MIN;
    for row in rows {
        let end = row.at.plus_ms(horizon_ms);
        covered += end.ms() - row.at.max(until).ms();
        until = end;
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(service: &'static str, hour: i64, probability: f64, came: Option<i64>) -> Foreseen<'static> {
        let at = |hour: i64| Timestamp::clamped(1_700_000_000_000 + hour * HOUR_MS);
        Foreseen { service, at: at(hour), probability, came: came.map(at) }
    }

    #[test]
    fn alarms_within_a_horizon_are_one() {
        let rows = [
            row("a", 0, 0.9, Some(20)),
            row("a", 6, 0.9, Some(20)),
            row("a", 30, 0.8, None),
            row("a", 36, 0.95, None),
            row("b", 0, 0.1, None),
        ];
        let counts = count_alarms(&rows, 0.8, DAY_MS).unwrap();
        assert_eq!((counts.alarms, counts.false_alarms), (2, 1));
        assert_eq!(counts.median_lead_h, Some(20.0));
        assert_eq!(counts.precision(), Some(0.5));
        // 0 to 60 h of a and 0 to 24 h of b.
        assert!((counts.service_weeks - 84.0 / 168.0).abs() < 1e-12);
        assert!(count_alarms(&rows, 0.8, 0).is_err());
    }

    #[test]
    fn the_budget_picks_the_lowest_threshold_that_keeps_it() {
        // Ten weeks of one service: right at 0.9, wrong at 0.5 in five of them, wrong at 0.2 in all.
        let mut rows = Vec::new();
        for week in 0..10 {
            let start = week * 168;
            rows.push(row("a", start, 0.9, Some(start + 3)));
            rows.push(row("a", start + 48, if week % 2 == 0 { 0.5 } else { 0.0 }, None));
            rows.extend((3..7).map(|day| row("a", start + 24 * day, 0.2, None)));
        }
        for (budget, threshold) in [(0.0, Some(0.9)), (1.0, Some(0.5)), (100.0, Some(0.0))] {
            let rule = AlertPolicy::FalseAlarms(budget).fit(&rows, DAY_MS).unwrap();
            assert_eq!(rule.threshold, threshold, "{budget}");
            assert!(rule.expected.false_per_service_week().unwrap() <= budget);
        }
        assert_eq!(
            AlertPolicy::FalseAlarms(1.0).fit(&rows, DAY_MS).unwrap().expected.median_lead_h,
            Some(3.0)
        );
        assert_eq!(AlertPolicy::FalseAlarms(1.0).fit(&[], DAY_MS).unwrap().threshold, None);
        let nothing_came = [row("a", 0, 0.9, None), row("a", 48, 0.1, None)];
        assert_eq!(AlertPolicy::FalseAlarms(9.0).fit(&nothing_came, DAY_MS).unwrap().threshold, None);
        assert!(AlertPolicy::FalseAlarms(-1.0).fit(&rows, DAY_MS).is_err());
        assert!(AlertPolicy::Probability(1.5).fit(&rows, DAY_MS).is_err());
    }
}
