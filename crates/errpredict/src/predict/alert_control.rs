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

/// Log-odds by which a week at twice the budget, or at none of it, moves the threshold.
const GAIN: f64 = 1.0;
/// Budgeted false alarms a week of all services together below which the fleet counts as that large: with one
/// service a single false alarm must not end all alerts.
const FLEET_MIN: f64 = 3.0;
/// Predictions over which the floor follows the mean probability.
const FLOOR_ROWS: f64 = 5000.0;

/// One service under control.
#[derive(Debug, Clone, Copy)]
struct Followed {
    /// Newest prediction.
    asked: Timestamp,
    /// Until when its last alarm lasts.
    quiet: Timestamp,
    /// Until when its known outcomes cover the time.
    covered: Timestamp,
}

impl Default for Followed {
    fn default() -> Self {
        Followed { asked: Timestamp::MIN, quiet: Timestamp::MIN, covered: Timestamp::MIN }
    }
}

impl AlertRule {
    /// Which of those predictions raise an alert, rows **in time order**.
    ///
    /// Under a budget the threshold is controlled with the outcomes known at each time and is never below half the
    /// mean of the predictions; a given probability stays as it is.
    ///
    /// # Errors
    /// `invalid_argument` for a horizon that is not positive.
    pub fn follow(&self, rows: &[Watched<'_>], horizon_ms: i64) -> Result<Vec<bool>> {
        check_horizon(horizon_ms)?;
        let Some(threshold) = self.threshold else { return Ok(vec![false; rows.len()]) };
        let AlertPolicy::FalseAlarms(budget) = self.policy else {
            return Ok(rows.iter().map(|row| row.probability >= threshold).collect());
        };
        let week_ms = 7.0 * DAY_MS as f64;
        let (mut moved, mut mean, mut known) = (0.0, self.mean, 0);
        let mut services: BTreeMap<&str, Followed> = BTreeMap::new();
        let (mut fleet, mut counted_at) = (0, Timestamp::MIN);
        let mut starts = vec![false; rows.len()];
        let mut alerts = Vec::with_capacity(rows.len());
        for (i, row) in rows.iter().enumerate() {
            if row.at >= counted_at.plus_ms(HOUR_MS) {
                fleet = services.values().filter(|service| service.asked.plus_ms(FLEET_MS) > row.at).count();
                counted_at = row.at;
            }
            let weekly = (budget * fleet as f64).max(FLEET_MIN);
            while known < i && rows[known].at.plus_ms(horizon_ms) <= row.at {
                let (before, end) = (&rows[known], rows[known].at.plus_ms(horizon_ms));
                if let Some(happened) = before.outcome
                    && let Some(service) = services.get_mut(before.service)
                {
                    let watched_ms = end.ms() - before.at.max(service.covered).ms().min(end.ms());
                    service.covered = end.max(service.covered);
                    let wrong = f64::from(u8::from(starts[known] && !happened));
                    moved += GAIN * (wrong - budget * watched_ms as f64 / week_ms) / weekly;
                }
                known += 1;
            }
            let score = self.policy.score(row.probability, row.fresh);
            mean += (score - mean) / FLOOR_ROWS;
            // Held at the floor, so that it rises from there and not from further below.
            moved = moved.max(logit(FLOOR_SHARE * mean) - logit(threshold));
            let alert = score >= sigmoid(logit(threshold) + moved);
            let service = services.entry(row.service).or_default();
            service.asked = row.at;
            if alert && row.at >= service.quiet {
                service.quiet = row.at.plus_ms(horizon_ms);
                starts[i] = true;
            }
            alerts.push(alert);
        }
        Ok(alerts)
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
            let kept = rate(&rows, &rule(threshold).follow(&rows, 6 * HOUR_MS).unwrap());
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
        let alerts = rule.follow(&rows, 6 * HOUR_MS).unwrap();
        assert!(rows.iter().zip(&alerts).all(|(row, alert)| *alert == (row.probability > 0.5)));
        // Outcomes from the middle on are turned round: no alert before they are known may differ.
        let middle = rows.len() / 2;
        let mut other = rows.clone();
        other[middle..].iter_mut().for_each(|row| row.outcome = row.outcome.map(|came| !came));
        let known = rows[middle].at.plus_ms(6 * HOUR_MS);
        let changed = rule.follow(&other, 6 * HOUR_MS).unwrap();
        assert!((0..rows.len()).all(|i| rows[i].at >= known || alerts[i] == changed[i]));
        let never = AlertRule { threshold: None, ..rule };
        assert!(never.follow(&rows, DAY_MS).unwrap().iter().all(|alert| !alert));
        let fixed = AlertRule { policy: AlertPolicy::Probability(0.7), threshold: Some(0.7), ..rule };
        assert_eq!(fixed.follow(&rows, DAY_MS).unwrap(), alerts);
        assert!(rule.follow(&rows, 0).is_err());
    }
}
