//! A budget of false alarms kept by control, whatever the data do.
//!
//! Data change, and a threshold from the past then spends many times its budget or none of it. So a budget is kept by
//! control ([`AlertRule::follow`]): as outcomes become known, each false alarm raises the threshold's log-odds and
//! each service-week watched lowers them by the budget's worth. That is the update of adaptive conformal inference
//! (Gibbs and Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021) for a rate per time; its
//! long-run rate is the budget whatever the data do, as far as the floor at half the mean of the predictions allows.
//!
//! Works badly when outcomes come late or false alarms come all at once: what has been overspent is known only a
//! horizon later.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::alarms::check_horizon;
use super::alert::{AlertPolicy, AlertRule, FLOOR_SHARE};
use super::{logit, sigmoid};
use crate::error::Result;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// A prediction as the control of a budget sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watched<'a> {
    /// The service.
    pub service: &'a str,
    /// When it was foreseen.
    pub at: Timestamp,
    /// The probability.
    pub probability: f64,
    /// Whether the target came within the horizon; used only from `at` + horizon on. Nothing where it is not known.
    pub outcome: Option<bool>,
    /// Share of the horizon in which the target would be new, see [`super::fresh_share`].
    pub fresh: f64,
}

/// A service belongs to the fleet for so long after a prediction.
const FLEET_MS: i64 = 7 * DAY_MS;

/// Log-odds by which a week at twice the budget, or at none of it, moves the threshold. By judgement: smaller, and a
/// changed log spends its budget many times before it is held; larger, and alerts swing.
const GAIN: f64 = 1.0;
/// Budgeted false alarms a week of all services together below which the fleet counts as that large: with one service a
/// single false alarm must not end all alerts. By judgement: three, so that one moves the threshold by a third of a
/// unit.
const FLEET_MIN: f64 = 3.0;
/// Predictions over which the floor follows the mean probability. By judgement: long enough that one incident does not
/// lift the floor, short enough to follow a season.
const FLOOR_ROWS: f64 = 5000.0;

/// One service under control.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Followed {
    /// Newest prediction.
    asked: Timestamp,
    /// Until when its last alarm lasts.
    quiet: Timestamp,
    /// Until when its known outcomes cover the time.
    covered: Timestamp,
}

/// What was said of one prediction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Raised {
    /// What it was held against at that time; absent where nothing raises an alert.
    pub threshold: Option<f64>,
    /// Whether it raises an alert.
    pub alert: bool,
    /// Whether that alert starts an alarm: the first one in a horizon.
    pub starts: bool,
}

/// Where the control of a budget stands: what all predictions and outcomes so far have made of the threshold.
///
/// For one time: [`AlertControl::begin`], then [`AlertControl::learn`] for every earlier prediction whose horizon is
/// over by then, oldest first, then [`AlertControl::ask`] for each prediction of that time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertControl {
    /// Log-odds added to the threshold.
    moved: f64,
    /// Mean of what is held against the threshold.
    mean: f64,
    /// Services asked about in the last week, and when they were counted.
    fleet: usize,
    counted_at: Timestamp,
    services: BTreeMap<String, Followed>,
}

impl AlertControl {
    /// Before the first prediction under that rule.
    #[must_use]
    pub fn new(rule: &AlertRule) -> Self {
        AlertControl {
            moved: 0.0,
            mean: rule.mean,
            fleet: 0,
            counted_at: Timestamp::MIN,
            services: BTreeMap::new(),
        }
    }

    /// Comes to a time, no earlier than the last one.
    pub fn begin(&mut self, at: Timestamp) {
        if at >= self.counted_at.plus_ms(HOUR_MS) {
            let heard = |service: &&Followed| service.asked.plus_ms(FLEET_MS) > at;
            self.fleet = self.services.values().filter(heard).count();
            self.counted_at = at;
        }
    }

    /// Learns whether the target came within the horizon after a prediction at `at` that started an alarm or did not.
    pub fn learn(
        &mut self,
        rule: &AlertRule,
        (service, at): (&str, Timestamp),
        horizon_ms: i64,
        (starts, happened): (bool, bool),
    ) {
        let AlertPolicy::FalseAlarms(budget) = rule.policy else { return };
        let weekly = (budget * self.fleet as f64).max(FLEET_MIN);
        let Some(service) = self.services.get_mut(service) else { return };
        let week_ms = 7.0 * DAY_MS as f64;
        let end = at.plus_ms(horizon_ms);
        let watched_ms = end.ms() - at.max(service.covered).ms().min(end.ms());
        service.covered = end.max(service.covered);
        let wrong = f64::from(u8::from(starts && !happened));
        self.moved += GAIN * (wrong - budget * watched_ms as f64 / week_ms) / weekly;
    }

    /// Whether a prediction raises an alert, and against which threshold.
    pub fn ask(
        &mut self,
        rule: &AlertRule,
        (service, at): (&str, Timestamp),
        horizon_ms: i64,
        (probability, fresh): (f64, f64),
    ) -> Raised {
        let Some(threshold) = rule.threshold else {
            return Raised { threshold: None, alert: false, starts: false };
        };
        let score = rule.policy.score(probability, fresh);
        if let AlertPolicy::Probability(_) = rule.policy {
            let alert = score >= threshold;
            return Raised { threshold: Some(threshold), alert, starts: alert };
        }
        self.mean += (score - self.mean) / FLOOR_ROWS;
        // Held at the floor, so that it rises from there and not from further below.
        self.moved = self.moved.max(logit(FLOOR_SHARE * self.mean) - logit(threshold));
        let threshold = sigmoid(logit(threshold) + self.moved);
        let alert = score >= threshold;
        if !self.services.contains_key(service) {
            let never = Followed { asked: Timestamp::MIN, quiet: Timestamp::MIN, covered: Timestamp::MIN };
            self.services.insert(service.to_owned(), never);
        }
        let mut starts = false;
        if let Some(service) = self.services.get_mut(service) {
            service.asked = at;
            starts = alert && at >= service.quiet;
            if starts {
                service.quiet = at.plus_ms(horizon_ms);
            }
        }
        Raised { threshold: Some(threshold), alert, starts }
    }

    /// Whether the numbers are ones.
    pub(super) fn is_sound(&self) -> bool {
        self.moved.is_finite() && self.mean.is_finite()
    }
}

impl AlertRule {
    /// What those predictions raise, rows **in time order**.
    ///
    /// Under a budget the threshold is controlled with the outcomes known at each time and is never below half the
    /// mean of the predictions; a given probability stays as it is.
    ///
    /// # Errors
    /// `invalid_argument` for a horizon that is not positive.
    pub fn follow(&self, rows: &[Watched<'_>], horizon_ms: i64) -> Result<Vec<Raised>> {
        check_horizon(horizon_ms)?;
        let mut control = AlertControl::new(self);
        let mut raised: Vec<Raised> = Vec::with_capacity(rows.len());
        let mut known = 0;
        for (i, row) in rows.iter().enumerate() {
            control.begin(row.at);
            while known < i && rows[known].at.plus_ms(horizon_ms) <= row.at {
                let before = &rows[known];
                if let Some(happened) = before.outcome {
                    let starts = raised[known].starts;
                    control.learn(self, (before.service, before.at), horizon_ms, (starts, happened));
                }
                known += 1;
            }
            raised.push(control.ask(self, (row.service, row.at), horizon_ms, (row.probability, row.fresh)));
        }
        Ok(raised)
    }
}

#[cfg(test)]
mod tests {
    use super::super::alarms::{AlarmCounts, Foreseen, count_alerts};
    use super::*;

    /// Rows of 40 services every six hours for 30 weeks: probabilities between 0 and 1, the target as often as
    /// `truth` of the probability says.
    fn fleet(names: &[String], truth: impl Fn(usize, f64) -> f64) -> Vec<Watched<'_>> {
        let mut rng = crate::stats::Rng::new(11);
        let mut rows = Vec::new();
        for step in 0..30 * 28 {
            for service in names {
                let probability = rng.uniform() * rng.uniform() * 0.5;
                let outcome = Some(rng.uniform() < truth(step, probability));
                let at = Timestamp::clamped(1_700_000_000_000 + step as i64 * 6 * HOUR_MS);
                rows.push(Watched { service, at, probability, outcome, fresh: 1.0 });
            }
        }
        rows
    }

    fn alerts(rule: &AlertRule, rows: &[Watched<'_>], horizon_ms: i64) -> Vec<bool> {
        rule.follow(rows, horizon_ms).unwrap().iter().map(|raised| raised.alert).collect()
    }

    fn rate(rows: &[Watched<'_>], alerts: &[bool]) -> f64 {
        let seen: Vec<Foreseen<'_>> = rows
            .iter()
            .map(|row| Foreseen {
                service: row.service,
                at: row.at,
                probability: row.probability,
                came: row.outcome.unwrap().then(|| row.at.plus_ms(HOUR_MS)),
                fresh: row.fresh,
            })
            .collect();
        count_alerts(&seen, alerts, 6 * HOUR_MS).unwrap().false_per_service_week().unwrap()
    }

    #[test]
    fn a_budget_is_kept_where_the_data_drift() {
        let names: Vec<String> = (0..40).map(|i| format!("s{i}")).collect();
        let rule = |threshold| AlertRule {
            policy: AlertPolicy::FalseAlarms(1.0),
            threshold: Some(threshold),
            mean: 0.125,
            expected: AlarmCounts::default(),
        };
        // A threshold far too low and one far too high; the target all but stops coming after ten weeks.
        let rows = fleet(&names, |step, p| if step < 280 { p } else { 0.1 * p });
        for threshold in [0.15, 0.49] {
            let kept = rate(&rows, &alerts(&rule(threshold), &rows, 6 * HOUR_MS));
            assert!((0.8..1.25).contains(&kept), "{threshold}: {kept}");
            let still: Vec<bool> = rows.iter().map(|row| row.probability >= threshold).collect();
            assert!(!(0.5..2.0).contains(&rate(&rows, &still)), "{threshold}: {}", rate(&rows, &still));
        }
    }

    #[test]
    fn the_threshold_stays_above_half_the_mean_and_knows_no_future() {
        // Solved: a probability of 0.001 or 0.9, always right. The budget cannot be spent and need not be.
        let names: Vec<String> = (0..40).map(|i| format!("s{i}")).collect();
        let mut rows = fleet(&names, |_, p| if p > 0.4 { 1.0 } else { 0.0 });
        rows.iter_mut().for_each(|row| row.probability = if row.outcome == Some(true) { 0.9 } else { 0.001 });
        let rule = AlertRule {
            policy: AlertPolicy::FalseAlarms(1.0),
            threshold: Some(0.5),
            mean: 0.02,
            expected: AlarmCounts::default(),
        };
        let told = alerts(&rule, &rows, 6 * HOUR_MS);
        assert!(rows.iter().zip(&told).all(|(row, alert)| *alert == (row.probability > 0.5)));
        // Outcomes from the middle on are turned round: no alert before they are known may differ.
        let middle = rows.len() / 2;
        let mut other = rows.clone();
        other[middle..].iter_mut().for_each(|row| row.outcome = row.outcome.map(|came| !came));
        let known = rows[middle].at.plus_ms(6 * HOUR_MS);
        let changed = alerts(&rule, &other, 6 * HOUR_MS);
        assert!((0..rows.len()).all(|i| rows[i].at >= known || told[i] == changed[i]));
        let never = AlertRule { threshold: None, ..rule };
        assert!(alerts(&never, &rows, DAY_MS).iter().all(|alert| !alert));
        let fixed = AlertRule { policy: AlertPolicy::Probability(0.7), threshold: Some(0.7), ..rule };
        assert_eq!(alerts(&fixed, &rows, DAY_MS), told);
        assert!(rule.follow(&rows, 0).is_err());
    }
}
