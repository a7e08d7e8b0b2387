//! Error groups of a rollup → new, regressed, escalating, vanished.
//!
//! Everything is counted in the `recent_ms` up to `at` and in the `baseline_ms` before it. Buckets after `at` are
//! never read.
//!
//! Of a service without any error the groups of events without a level are looked at.
//!
//! - **new**: its first event lies in the recent time, and the service was heard from for at least `known_ms` before.
//! - **regressed**: it was there before, was silent for at least `quiet_ms`, and came back in the recent time.
//! - **escalating**: its rate rose by at least `rise` and more than chance: given a + b events in recent and baseline
//!   time of lengths r and s, equal rates make a binomial (a + b, r / (r + s)), so the p-value is P(A ≥ a)
//!   (Przyborowski and Wilenski, *Homogeneity of results in testing samples from Poisson series*, Biometrika 31,
//!   1940). Errors come in bursts, so counts are first divided by their dispersion, the variance over the mean of the
//!   baseline in windows as long as the recent time, at least 1 (McCullagh and Nelder, *Generalized Linear Models*,
//!   1989, section 6.2).
//! - **vanished**: nothing in the recent time where it came in most stretches of that length before, and by the baseline's rate that has at most the probability
//!   exp(-expected / dispersion).
//!
//! The last two are tests: their level `alpha` is shared among the groups of the service (Bonferroni).
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `recent_ms` | 24 h | what counts as now | 1 min ..= 30 days |
//! | `baseline_ms` | 14 days | what it is compared with | 2 × `recent_ms` ..= 365 days |
//! | `quiet_ms` | 14 days | silence after which an error counts as gone | `recent_ms` ..= 365 days |
//! | `known_ms` | 3 days | least history of the service before anything is called new | 0 ..= 365 days |
//! | `rise` | 2 | least ratio of the rates of an escalating group | ≥ 1 |
//! | `alpha` | 0.01 | chance of one false escalation or disappearance in a service | 0 < alpha < 1 |
//!
//! **Works badly when** a group has a strong weekly rhythm and the recent time is a Sunday (it may seem to vanish),
//! and when the baseline is a single burst (the dispersion then hides everything but a larger burst).
//!
//! ```
//! use errpredict::pattern::states::{State, StatesConfig, states};
//! use errpredict::time::HOUR_MS;
//! use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
//!
//! let mut rollup = Rollup::new(RollupConfig::default())?;
//! let start: Timestamp = "2026-11-01T00:00:00Z".parse()?;
//! for hour in 0..20 * 24 {
//!     rollup.observe(EventRef::new(start.plus_ms(hour * HOUR_MS), "shop", Severity::High, "TimeoutError"));
//! }
//! let now = start.plus_ms(20 * 24 * HOUR_MS);
//! rollup.observe(EventRef::new(now, "shop", Severity::High, "OutOfMemory"));
//! rollup.settle();
//! let found = states(&rollup, now, &StatesConfig::default())?;
//! assert_eq!((found.len(), found[0].state), (1, State::New));
//! # Ok::<(), errpredict::Error>(())
//! ```

use super::label::label_of;
use crate::fingerprint::Fingerprint;
use crate::named::named;
use crate::rollup::{Cells, ErrorGroup, Rollup, ServiceRollup};
use crate::stats::special::beta_lower;
use crate::time::{DAY_MS, MINUTE_MS};
use crate::{Error, Result, Timestamp};

/// How an error group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", schemars(rename = "GroupStateName"))]
pub enum State {
    /// Never seen before.
    New,
    /// Gone for long, and back.
    Regressed,
    /// Much more often than before.
    Escalating,
    /// Regular before, silent now.
    Vanished,
}

named!(State, "state":
    New "new",
    Regressed "regressed",
    Escalating "escalating",
    Vanished "vanished",
);

/// One group in one of the four states, with the numbers that say so.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupState {
    /// The service.
    pub service: String,
    /// The error group, as 16 hexadecimal digits.
    pub fingerprint: String,
    /// The type of error.
    pub error_type: String,
    /// What it is called: its type, or what its messages say where it has none; never empty.
    #[serde(default)]
    pub label: String,
    /// The state.
    pub state: State,
    /// Length of the recent time, over which `recent` and `expected` count.
    pub recent_ms: i64,
    /// Events in the recent time.
    pub recent: u64,
    /// Events in the baseline time.
    pub baseline: u64,
    /// Events expected in the recent time at the baseline's rate.
    pub expected: f64,
    /// Chance of the observation if nothing had changed; absent where nothing is tested (new, regressed).
    pub p_value: Option<f64>,
    /// For a regressed group: the end of the last bucket before the silence.
    pub silent_since: Option<Timestamp>,
    /// For a new group: when it first came.
    #[serde(default)]
    pub since: Option<Timestamp>,
}

/// Settings of [`states`]; see the table in the [module](self).
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct StatesConfig {
    /// What counts as now, in milliseconds.
    pub recent_ms: i64,
    /// What it is compared with, in milliseconds.
    pub baseline_ms: i64,
    /// Silence after which an error counts as gone, in milliseconds.
    pub quiet_ms: i64,
    /// Least history of the service before anything is called new, in milliseconds.
    pub known_ms: i64,
    /// Least ratio of the rates of an escalating group.
    pub rise: f64,
    /// Chance of one false escalation or disappearance in a service.
    pub alpha: f64,
}

impl Default for StatesConfig {
    fn default() -> Self {
        StatesConfig {
            recent_ms: DAY_MS,
            baseline_ms: 14 * DAY_MS,
            quiet_ms: 14 * DAY_MS,
            known_ms: 3 * DAY_MS,
            rise: 2.0,
            alpha: 0.01,
        }
    }
}

impl StatesConfig {
    /// Checks the ranges.
    ///
    /// # Errors
    /// `invalid_setting`, naming the setting, its range and the value.
    pub fn validate(&self) -> Result<()> {
        let year = 365 * DAY_MS;
        for (name, value, low, high) in [
            ("recent_ms", self.recent_ms, MINUTE_MS, 30 * DAY_MS),
            ("baseline_ms", self.baseline_ms, self.recent_ms.saturating_mul(2), year),
            ("quiet_ms", self.quiet_ms, self.recent_ms, year),
            ("known_ms", self.known_ms, 0, year),
        ] {
            if !(low..=high).contains(&value) {
                return Err(Error::setting(name, &format!("{low}..={high}"), value));
            }
        }
        if self.rise.is_nan() || self.rise < 1.0 || self.rise.is_infinite() {
            return Err(Error::setting("rise", "at least 1 and finite", self.rise));
        }
        if !(self.alpha > 0.0 && self.alpha < 1.0) {
            return Err(Error::setting("alpha", "between 0 and 1", self.alpha));
        }
        Ok(())
    }
}

/// The groups of all services that are new, regressed, escalating or vanished at that time (floored to a minute),
/// by service and fingerprint. The rollup must be settled.
///
/// # Errors
/// `invalid_setting` if a setting is out of range.
pub fn states(rollup: &Rollup, at: Timestamp, config: &StatesConfig) -> Result<Vec<GroupState>> {
    let mut found = Vec::new();
    for (name, service) in rollup.services() {
        found.extend(service_states(name, service, at, config)?);
    }
    Ok(found)
}

/// As [`states`], of one service under that name.
///
/// # Errors
/// `invalid_setting` if a setting is out of range.
pub fn service_states(
    name: &str,
    service: &ServiceRollup,
    at: Timestamp,
    config: &StatesConfig,
) -> Result<Vec<GroupState>> {
    config.validate()?;
    let times = Times::new(at.floor_to(MINUTE_MS), config);
    // Only groups known by then count, so that the future changes nothing.
    let by_then = |(_, group): &(Fingerprint, &ErrorGroup)| group.first() <= times.at;
    let mut groups: Vec<(Fingerprint, &ErrorGroup)> = service.groups().filter(by_then).collect();
    // Where no line states a level its messages are all that can change.
    if groups.is_empty() {
        groups = service.ungraded_groups().filter(by_then).collect();
    }
    let level = config.alpha / groups.len().max(1) as f64;
    let known = service.first().is_some_and(|first| first.plus_ms(config.known_ms) <= times.recent);
    let state_of = |(fingerprint, group): (Fingerprint, &ErrorGroup)| {
        let facts = Facts::new(group, &times);
        let (state, p_value) = facts.state(&times, config, known, level)?;
        Some(GroupState {
            service: name.to_owned(),
            fingerprint: fingerprint.to_string(),
            error_type: group.error_type().to_owned(),
            label: label_of(group, times.at),
            state,
            recent_ms: times.recent_ms,
            recent: facts.recent,
            baseline: facts.baseline,
            expected: facts.expected,
            p_value,
            silent_since: facts.before.filter(|_| state == State::Regressed),
            since: Some(facts.first).filter(|_| state == State::New),
        })
    };
    Ok(groups.into_iter().filter_map(state_of).collect())
}

/// Ends of the windows.
struct Times {
    at: Timestamp,
    recent: Timestamp,
    baseline: Timestamp,
    recent_ms: i64,
    baseline_ms: i64,
}

impl Times {
    fn new(at: Timestamp, config: &StatesConfig) -> Self {
        let recent = at.plus_ms(-config.recent_ms);
        let baseline = recent.plus_ms(-config.baseline_ms);
        Times { at, recent, baseline, recent_ms: config.recent_ms, baseline_ms: config.baseline_ms }
    }
}

/// What is known of one group.
struct Facts {
    first: Timestamp,
    recent: u64,
    baseline: u64,
    expected: f64,
    dispersion: f64,
    /// Whether it came in most stretches as long as the recent time of the baseline: one burst was never usual.
    is_usual: bool,
    /// Share of the recent time in recent and baseline together, the baseline from the group's first event.
    share: f64,
    /// End of the last bucket before the recent time.
    before: Option<Timestamp>,
    /// End of the first bucket in it.
    back: Option<Timestamp>,
}

impl Facts {
    fn new(group: &ErrorGroup, times: &Times) -> Self {
        let cells = group.cells();
        // A group younger than the baseline is compared with its own life.
        let from = times.baseline.max(group.first().floor_to(MINUTE_MS)).min(times.recent);
        let baseline_ms = (times.recent.ms() - from.ms()).clamp(0, times.baseline_ms) as f64;
        let recent_ms = times.recent_ms as f64;
        let baseline = cells.between(from, times.recent);
        let expected = if baseline_ms > 0.0 { baseline as f64 * recent_ms / baseline_ms } else { 0.0 };
        Facts {
            first: group.first(),
            recent: cells.between(times.recent, times.at),
            baseline,
            expected,
            is_usual: came_in_most(cells, from, times.recent, times.recent_ms),
            dispersion: dispersion(cells, from, times.recent, times.recent_ms),
            share: recent_ms / (recent_ms + baseline_ms),
            before: cells.last_at(times.recent),
            back: cells.range(times.recent, times.at).next().map(|(end, _)| end),
        }
    }

    fn state(
        &self,
        times: &Times,
        config: &StatesConfig,
        known: bool,
        level: f64,
    ) -> Option<(State, Option<f64>)> {
        if self.recent == 0 {
            let p_value = libm::exp(-self.expected / self.dispersion);
            return (self.is_usual && p_value <= level).then_some((State::Vanished, Some(p_value)));
        }
        if self.first > times.recent {
            return known.then_some((State::New, None));
        }
        if let (Some(before), Some(back)) = (self.before, self.back)
            && back.ms() - before.ms() >= config.quiet_ms
        {
            return Some((State::Regressed, None));
        }
        if self.baseline == 0 || (self.recent as f64) < config.rise * self.expected {
            return None;
        }
        let recent = (self.recent as f64 / self.dispersion).floor();
        let others = (self.baseline as f64 / self.dispersion).ceil();
        // P(A >= a) of the binomial (a + b, share) is I_share(a, b + 1).
        let p_value =
            if recent >= 1.0 { beta_lower(recent, others + 1.0, self.share, 1.0 - self.share) } else { 1.0 };
        (p_value <= level).then_some((State::Escalating, Some(p_value)))
    }
}

/// Stretches in which something must have come before it is called usual: twice may be chance, and a week has few more.
const USUAL_STRETCHES: i64 = 3;

/// Whether something came in most of the stretches of that length, and in a few at least.
fn came_in_most(cells: &Cells, from: Timestamp, up_to: Timestamp, step_ms: i64) -> bool {
    let n_windows = (up_to.ms() - from.ms()) / step_ms;
    let end = |window: i64| up_to.plus_ms(-window * step_ms);
    let came = (0..n_windows).filter(|window| cells.between(end(window + 1), end(*window)) > 0);
    let came = came.count() as i64;
    came >= USUAL_STRETCHES && 2 * came > n_windows
}

/// Variance over mean of the counts in windows of that length, at least 1.
fn dispersion(cells: &Cells, from: Timestamp, up_to: Timestamp, step_ms: i64) -> f64 {
    let n_windows = (up_to.ms() - from.ms()) / step_ms;
    if n_windows < 2 {
        return 1.0;
    }
    let count = |window: i64| {
        let end = up_to.plus_ms(-window * step_ms);
        cells.between(end.plus_ms(-step_ms), end) as f64
    };
    let mean = (0..n_windows).map(count).sum::<f64>() / n_windows as f64;
    let squares: f64 = (0..n_windows).map(|window| (count(window) - mean) * (count(window) - mean)).sum();
    if mean > 0.0 { (squares / (n_windows - 1) as f64 / mean).max(1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR_MS;
    use crate::{EventRef, RollupConfig, Severity};

    /// Hours before noon of a day in 2026 at which a group has one event each.
    fn rollup(groups: &[(&str, Vec<i64>)]) -> (Rollup, Timestamp) {
        let at: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (error_type, hours) in groups {
            for hour in hours {
                let time = at.plus_ms(-hour * HOUR_MS);
                rollup.observe(EventRef::new(time, "shop", Severity::High, error_type));
            }
        }
        rollup.settle();
        (rollup, at)
    }

    fn found(groups: &[(&str, Vec<i64>)]) -> Vec<(String, State)> {
        let (rollup, at) = rollup(groups);
        let states = states(&rollup, at, &StatesConfig::default()).unwrap();
        let mut found: Vec<_> = states.into_iter().map(|state| (state.error_type, state.state)).collect();
        found.sort();
        found
    }

    #[test]
    fn each_state_and_none() {
        let steady = || (0..24 * 15).step_by(4).collect::<Vec<i64>>();
        let all = found(&[
            ("Steady", steady()),
            ("New", vec![1, 2]),
            ("Regressed", vec![3, 24 * 20, 24 * 21]),
            ("Escalating", (0..20).chain((24..24 * 15).step_by(12)).collect()),
            ("Vanished", (25..24 * 15).step_by(2).collect()),
            ("Rare", vec![5, 24 * 6]),
        ]);
        let expected = [
            ("Escalating", State::Escalating),
            ("New", State::New),
            ("Regressed", State::Regressed),
            ("Vanished", State::Vanished),
        ];
        let expected: Vec<_> = expected.iter().map(|(name, state)| ((*name).to_owned(), *state)).collect();
        assert_eq!(all, expected);
    }

    #[test]
    fn nothing_is_new_in_a_young_log() {
        assert_eq!(found(&[("A", vec![1, 2, 3]), ("B", vec![30])]), []);
    }

    #[test]
    fn bursts_are_not_escalations() {
        // Thirty events at once every other day: thirty today are nothing new.
        let bursts: Vec<i64> = (0..7).flat_map(|n| std::iter::repeat_n(n * 48 + 5, 30)).collect();
        assert_eq!(found(&[("Bursts", bursts)]), []);
    }

    #[test]
    fn one_burst_was_never_usual() {
        // 200 within an hour of one day of twenty, and 90 within an hour of the day before the last.
        let bursts = |hour: i64, n: usize| std::iter::repeat_n(hour, n).collect::<Vec<i64>>();
        assert_eq!(found(&[("Once", bursts(48, 200)), ("Lately", bursts(30, 90))]), []);
        // Three days and no more are not known to be usual where it was silent on as many.
        let half: Vec<i64> = (1..=12).step_by(2).flat_map(|day| bursts(day * 24 + 5, 40)).collect();
        assert_eq!(found(&[("EveryOther", half)]), []);
    }

    #[test]
    fn the_future_changes_nothing() {
        let groups = [("A", (0..400).collect::<Vec<i64>>()), ("B", vec![1, 500, 501])];
        let (rollup, at) = rollup(&groups);
        let earlier = at.plus_ms(-2 * DAY_MS);
        let cut: Vec<(&str, Vec<i64>)> = groups
            .iter()
            .map(|(name, hours)| (*name, hours.iter().copied().filter(|hour| *hour >= 48).collect()))
            .collect();
        let (past, _) = self::rollup(&cut);
        let config = StatesConfig::default();
        assert_eq!(states(&rollup, earlier, &config).unwrap(), states(&past, earlier, &config).unwrap());
    }

    #[test]
    fn the_tail_is_the_binomial() {
        // P(A >= 3) for A binomial (5, 0.2): 10·0.008·0.64 + 5·0.0016·0.8 + 0.00032 = 0.05792.
        assert!((beta_lower(3.0, 3.0, 0.2, 0.8) - 0.057_92).abs() < 1e-12);
    }

    #[test]
    fn settings_out_of_range_are_refused() {
        let config = StatesConfig { baseline_ms: DAY_MS, ..StatesConfig::default() };
        let error = config.validate().unwrap_err();
        assert_eq!(error.to_string(), "`baseline_ms` must be 172800000..=31536000000, got 86400000");
        assert!(StatesConfig { rise: f64::NAN, ..StatesConfig::default() }.validate().is_err());
    }
}
