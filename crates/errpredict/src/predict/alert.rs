//! From probabilities to alerts: a threshold from a budget of false alarms, and the lead time to expect.
//!
//! A probability over the threshold raises an alarm for its service; further ones within the horizon belong to the
//! same alarm, for they foresee the same span. An alarm is false when the target does not come in the horizon after
//! it. The budget says how many false alarms a service and week may have; the threshold is the lowest that keeps it
//! on rows the model was not fitted on, but never below half the mean: an alarm there would be worth less than none.
//!
//! Under a budget it is not the probability that is held against the threshold but the probability of something
//! **new**: p · min(1, d / horizon), d the time since the target last came. Where it came d ago, another one within
//! the horizon of that is the same trouble going on, and of the span ahead only the part of length d is beyond it; the
//! factor is that part, taken as if it came at any moment alike. A false alarm about trouble that everybody already
//! sees costs as much as any other: with thresholds that spend a budget of 1 exactly, the last development origin of
//! `grid5000` had 0.48 of its onsets warned about instead of 0.38, the last two of `webmon` 0.30 instead of 0.26 and 0.58
//! instead of 0.59; right alarms about what goes on become fewer (986 instead of 1,580 on `grid5000`).
//!
//! Data change, and a threshold from the past then spends many times its budget or none of it: see
//! [`super::alert_control`].
//!
//! Works badly when outcomes come late or false alarms come all at once (services that fail together): what has been
//! overspent is known only a horizon later. And where trouble that goes on should be named again and again: give a
//! probability instead of a budget.

use serde::{Deserialize, Serialize};

use super::alarms::{AlarmCounts, Foreseen, count_alerts};
use crate::error::{Error, Result};

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
    /// What is at or above it raises an alarm: a probability, under a budget one of something new; absent where no
    /// threshold keeps the budget with a right alarm on the validation rows.
    pub threshold: Option<f64>,
    /// Mean of what was held against the threshold on the validation rows: where its floor starts.
    pub mean: f64,
    /// What it raised on the validation rows, expected lead time included.
    pub expected: AlarmCounts,
}

impl AlertRule {
    /// Whether a row is at or above the threshold as it was fitted, before any outcome moves it.
    #[must_use]
    pub fn raises(&self, row: &Foreseen<'_>) -> bool {
        self.threshold.is_some_and(|threshold| self.policy.score(row.probability, row.fresh) >= threshold)
    }

    /// The alarms that the threshold as it was fitted raises.
    ///
    /// # Errors
    /// `invalid_argument` for a horizon that is not positive.
    pub fn count(&self, rows: &[Foreseen<'_>], horizon_ms: i64) -> Result<AlarmCounts> {
        let alerts: Vec<bool> = rows.iter().map(|row| self.raises(row)).collect();
        count_alerts(rows, &alerts, horizon_ms)
    }
}

/// The floor of a budget's threshold as a share of the mean. At the mean itself the skew of rare events left up to a
/// fifth of the budget unused on the development origins; at half of it 0.85 to 1.05 of it was used.
pub(super) const FLOOR_SHARE: f64 = 0.5;
/// Thresholds tried for a budget: even steps through the ranked probabilities, exact where there are few.
const CANDIDATES: usize = 400;

impl AlertPolicy {
    /// What is held against the threshold.
    pub(super) fn score(&self, probability: f64, fresh: f64) -> f64 {
        match self {
            AlertPolicy::Probability(_) => probability,
            AlertPolicy::FalseAlarms(_) => probability * fresh,
        }
    }

    /// The threshold this policy gives on rows with known outcomes, and what to expect of it.
    ///
    /// # Errors
    /// `invalid_setting` for a probability outside 0 to 1 or a negative budget; `invalid_argument` for a horizon
    /// that is not positive.
    pub fn fit(&self, rows: &[Foreseen<'_>], horizon_ms: i64) -> Result<AlertRule> {
        let threshold = match *self {
            AlertPolicy::Probability(p) if (0.0..=1.0).contains(&p) => Some(p),
            AlertPolicy::Probability(p) => return Err(Error::setting("probability", "in 0..1", p)),
            AlertPolicy::FalseAlarms(n) if n >= 0.0 && n.is_finite() => {
                self.within_budget(rows, horizon_ms, n)?
            }
            AlertPolicy::FalseAlarms(n) => return Err(Error::setting("false_alarms", "at least 0", n)),
        };
        let scores = rows.iter().map(|row| self.score(row.probability, row.fresh));
        let mean = scores.sum::<f64>() / rows.len().max(1) as f64;
        let rule = AlertRule { policy: *self, threshold, mean, expected: AlarmCounts::default() };
        Ok(AlertRule { expected: rule.count(rows, horizon_ms)?, ..rule })
    }

    /// The lowest threshold, going down from the highest score to half their mean, before the budget is first
    /// exceeded; none where none of its alarms is right.
    fn within_budget(&self, rows: &[Foreseen<'_>], horizon_ms: i64, budget: f64) -> Result<Option<f64>> {
        let scores: Vec<f64> = rows.iter().map(|row| self.score(row.probability, row.fresh)).collect();
        let floor = FLOOR_SHARE * scores.iter().sum::<f64>() / scores.len().max(1) as f64;
        let mut ranked = scores.clone();
        ranked.sort_unstable_by(|a, b| b.total_cmp(a));
        ranked.dedup();
        let step = ranked.len().div_ceil(CANDIDATES).max(1);
        let mut best = None;
        for threshold in ranked.iter().step_by(step).take_while(|threshold| **threshold >= floor) {
            let alerts: Vec<bool> = scores.iter().map(|score| score >= threshold).collect();
            let counts = count_alerts(rows, &alerts, horizon_ms)?;
            if counts.false_per_service_week().is_none_or(|rate| rate > budget) {
                break;
            }
            // Without a single right alarm a threshold would only spend the budget.
            if counts.alarms > counts.false_alarms {
                best = Some(*threshold);
            }
        }
        Ok(best)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Watched;
    use super::super::alarms::{fresh_share, row};
    use super::*;
    use crate::time::{DAY_MS, HOUR_MS, Timestamp};

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
        // The mean is 0.32: a threshold of 0.2 is above half of it, 0 is below.
        for (budget, threshold) in [(0.0, Some(0.9)), (1.0, Some(0.5)), (100.0, Some(0.2))] {
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
        // It comes, but never where it is foreseen.
        let missed = [row("a", 0, 0.9, None), row("a", 48, 0.5, None), row("a", 72, 0.01, Some(75))];
        assert_eq!(AlertPolicy::FalseAlarms(9.0).fit(&missed, DAY_MS).unwrap().threshold, None);
        assert!(AlertPolicy::FalseAlarms(-1.0).fit(&rows, DAY_MS).is_err());
        assert!(AlertPolicy::Probability(1.5).fit(&rows, DAY_MS).is_err());
    }

    #[test]
    fn trouble_that_goes_on_does_not_spend_the_budget() {
        for (last, share) in
            [(None, 1.0), (Some(-48), 1.0), (Some(-24), 1.0), (Some(-6), 0.25), (Some(0), 0.0)]
        {
            let at = |hour: i64| Timestamp::clamped(1_700_000_000_000 + hour * HOUR_MS);
            assert_eq!(fresh_share(at(0), last.map(at), DAY_MS), share, "{last:?}");
        }
        // Ten weeks: every week one likely thing that goes on, wrongly foreseen, and a new one a little less likely.
        let mut rows = Vec::new();
        for week in 0..10 {
            let start = week * 168;
            rows.push(Foreseen { fresh: 0.1, ..row("a", start, 0.9, None) });
            rows.push(row("a", start + 48, 0.6, Some(start + 50)));
            rows.push(row("a", start + 96, if week % 2 == 0 { 0.5 } else { 0.0 }, None));
            rows.extend((5..7).map(|day| row("a", start + 24 * day, 0.05, None)));
        }
        let rule = AlertPolicy::FalseAlarms(0.9).fit(&rows, DAY_MS).unwrap();
        assert_eq!((rule.threshold, rule.expected.alarms, rule.expected.false_alarms), (Some(0.5), 15, 5));
        // A given probability looks at the probability alone.
        let fixed = AlertPolicy::Probability(0.7).fit(&rows, DAY_MS).unwrap();
        assert_eq!((fixed.expected.alarms, fixed.expected.false_alarms), (10, 10));
        let watched: Vec<Watched<'_>> = rows
            .iter()
            .map(|row| Watched {
                service: row.service,
                at: row.at,
                probability: row.probability,
                outcome: None,
                fresh: row.fresh,
            })
            .collect();
        let alerts = rule.follow(&watched, DAY_MS).unwrap();
        assert!(rows.iter().zip(&alerts).all(|(row, raised)| raised.alert == rule.raises(row)));
    }
}
