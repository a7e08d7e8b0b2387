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
//! Data change, and a threshold from the past then spends many times its budget or none of it. So a budget is kept by
//! control ([`AlertRule::follow`]): as outcomes become known, each false alarm raises the threshold's log-odds and
//! each service-week watched lowers them by the budget's worth. That is the update of adaptive conformal inference
//! (Gibbs and Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021) for a rate per time; its
//! long-run rate is the budget whatever the data do, as far as the floor at half the mean of the predictions allows.
//!
//! Works badly when outcomes come late or false alarms come all at once (services that fail together): what has been
//! overspent is known only a horizon later. And where trouble that goes on should be named again and again: give a
//! probability instead of a budget.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{logit, sigmoid};
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
    /// Share of the horizon in which the target would be new, see [`fresh_share`].
    pub fresh: f64,
}

/// Share of the horizon after `at` in which the target would be new: not within a horizon of the last time it came.
#[must_use]
pub fn fresh_share(at: Timestamp, last_came: Option<Timestamp>, horizon_ms: i64) -> f64 {
    let Some(last) = last_came else { return 1.0 };
    ((at.ms() - last.ms()).max(0) as f64 / horizon_ms.max(1) as f64).min(1.0)
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
    /// What is at or above it raises an alarm: a probability, under a budget one of something new; absent where no
    /// threshold keeps the budget with a right alarm on the validation rows.
    pub threshold: Option<f64>,
    /// Mean of what was held against the threshold on the validation rows: where its floor starts.
    pub mean: f64,
    /// What it raised on the validation rows, expected lead time included.
    pub expected: AlarmCounts,
}

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
    /// Share of the horizon in which the target would be new, see [`fresh_share`].
    pub fresh: f64,
}

/// A service belongs to the fleet for so long after a prediction.
const FLEET_MS: i64 = 7 * DAY_MS;

/// Log-odds by which a week at twice the budget, or at none of it, moves the threshold.
const GAIN: f64 = 1.0;
/// Budgeted false alarms a week of all services together below which the fleet counts as that large: with one
/// service a single false alarm must not end all alerts.
const FLEET_MIN: f64 = 3.0;
/// The floor of a budget's threshold as a share of the mean. At the mean itself the skew of rare events left up to a
/// fifth of the budget unused on the development origins; at half of it 0.85 to 1.05 of it was used.
const FLOOR_SHARE: f64 = 0.5;
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

/// Thresholds tried for a budget: even steps through the ranked probabilities, exact where there are few.
const CANDIDATES: usize = 400;

impl AlertPolicy {
    /// What is held against the threshold.
    fn score(&self, probability: f64, fresh: f64) -> f64 {
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

/// The alarms that a threshold of the probability raises.
///
/// # Errors
/// `invalid_argument` for a horizon that is not positive.
pub fn count_alarms(rows: &[Foreseen<'_>], threshold: f64, horizon_ms: i64) -> Result<AlarmCounts> {
    let alerts: Vec<bool> = rows.iter().map(|row| row.probability >= threshold).collect();
    count_alerts(rows, &alerts, horizon_ms)
}

/// The alarms that those alerts raise, one alert a row.
///
/// # Errors
/// `invalid_argument` for a horizon that is not positive or another number of alerts than rows.
pub fn count_alerts(rows: &[Foreseen<'_>], alerts: &[bool], horizon_ms: i64) -> Result<AlarmCounts> {
    check_horizon(horizon_ms)?;
    if rows.len() != alerts.len() {
        let message = format!("needs one alert a row, got {} for {}", alerts.len(), rows.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let mut by_service: BTreeMap<&str, Vec<(&Foreseen<'_>, bool)>> = BTreeMap::new();
    rows.iter()
        .zip(alerts)
        .for_each(|(row, alert)| by_service.entry(row.service).or_default().push((row, *alert)));
    let mut counts = AlarmCounts::default();
    let mut leads_h = Vec::new();
    for rows in by_service.values_mut() {
        rows.sort_by_key(|(row, _)| row.at);
        counts.service_weeks += watched_ms(rows, horizon_ms) as f64 / (7.0 * DAY_MS as f64);
        let mut quiet_until = Timestamp::MIN;
        for (row, _) in rows.iter().filter(|(_, alert)| *alert) {
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

fn check_horizon(horizon_ms: i64) -> Result<()> {
    if horizon_ms > 0 {
        return Ok(());
    }
    let message = format!("the horizon must be positive, got {horizon_ms} ms");
    Err(Error::new(ErrorKind::InvalidArgument, message))
}

/// Time covered by the horizons after the rows of one service, each moment once.
fn watched_ms(rows: &[(&Foreseen<'_>, bool)], horizon_ms: i64) -> i64 {
    let mut covered = 0;
    let mut until = Timestamp::MIN;
    for (row, _) in rows {
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
        Foreseen { service, at: at(hour), probability, came: came.map(at), fresh: 1.0 }
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
        assert!(rows.iter().zip(&alerts).all(|(row, alert)| *alert == rule.raises(row)));
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
