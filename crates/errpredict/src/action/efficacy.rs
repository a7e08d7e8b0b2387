//! What each type of action achieved before, learnt from what happened afterwards against the forecast.
//!
//! After an action has run, the errors seen are compared with the errors forecast for the same time without it.
//! The log ratio r = ln((seen + ½) / (forecast + ½)) is averaged per type and pulled towards "no effect":
//!
//! ```text
//! mean = Σ r / (n + k)        reduction = 1 − exp(mean)        interval: mean ± 1.96 · s / √(n + k)
//! ```
//!
//! with k = 2 imagined outcomes without effect and s the spread around the mean, not below 0.5 (a forecast alone
//! misses by that much). So one lucky outcome proves nothing, and a type that was never tried has no figure at all.
//!
//! **Works badly when** actions are only taken when errors are about to fall by themselves and the forecast does not
//! know it: regression to the mean then looks like an effect.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::kind::ActionType;
use crate::error::{Error, ErrorKind, Result};
use crate::rollup::ServiceRollup;
use crate::stats::Z_95;
use crate::time::{DAY_MS, Timestamp};

/// Imagined outcomes without effect that every type starts with. By judgement: with none one lucky outcome is an
/// effect; with many an action must be taken often before it has any.
const PRIOR_OUTCOMES: f64 = 2.0;
/// Least spread of a log ratio: a forecast without any action misses by about a factor of e^0.5. By judgement: no page
/// measures it; a smaller one would call two like outcomes sure.
const LEAST_SPREAD: f64 = 0.5;
/// Keeps the ratio finite when nothing was forecast or seen (Anscombe's half count).
const HALF: f64 = 0.5;

/// What happened after one action.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The type that was done.
    pub action_type: ActionType,
    /// Errors forecast for the time after it, had nothing been done.
    pub forecast: f64,
    /// Errors seen in that time.
    pub seen: f64,
}

impl Outcome {
    /// Errors that were forecast and did not come; below 0 where more came.
    #[must_use]
    pub fn errors_prevented(&self) -> f64 {
        self.forecast - self.seen
    }

    /// About how many users met no error because of it: errors prevented, times the users that an error met within the 24
    /// hours before. Nothing where no error of that time named a user.
    #[must_use]
    pub fn users_spared(&self, service: &ServiceRollup, executed_at: Timestamp) -> Option<f64> {
        let day_before = executed_at.plus_ms(-DAY_MS);
        let users = service.users().between(day_before, executed_at).estimate();
        let errors = service.errors().between(day_before, executed_at) as f64;
        (users > 0.0 && errors > 0.0).then(|| self.errors_prevented() * users / errors)
    }
}

/// The measured effect of one type.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Effect {
    /// Share of the forecast errors that did not happen; below 0 when there were more than forecast.
    pub reduction: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
    /// Number of outcomes behind it.
    pub outcomes: u64,
}

/// Sums of the log ratios per type; adding outcomes in any order gives the same within rounding.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Efficacy {
    sums: BTreeMap<ActionType, Sums>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Sums {
    n: u64,
    sum: f64,
    sum_of_squares: f64,
}

impl Efficacy {
    /// Learns from one outcome.
    ///
    /// # Errors
    /// `invalid_argument` if a count is negative or not finite.
    pub fn learn(&mut self, outcome: &Outcome) -> Result<()> {
        for (name, value) in [("forecast", outcome.forecast), ("seen", outcome.seen)] {
            if !value.is_finite() || value < 0.0 {
                let message = format!("`{name}` must be a finite count of at least 0, got {value}");
                return Err(Error::new(ErrorKind::InvalidArgument, message));
            }
        }
        let ratio = libm::log((outcome.seen + HALF) / (outcome.forecast + HALF));
        let sums = self.sums.entry(outcome.action_type).or_default();
        sums.n += 1;
        sums.sum += ratio;
        sums.sum_of_squares += ratio * ratio;
        Ok(())
    }

    /// The effect of a type, or nothing if it was never tried.
    #[must_use]
    pub fn of(&self, action_type: ActionType) -> Option<Effect> {
        let sums = self.sums.get(&action_type).filter(|sums| sums.n > 0)?;
        let n = sums.n as f64 + PRIOR_OUTCOMES;
        let mean = sums.sum / n;
        let variance = (sums.sum_of_squares / n - mean * mean).max(LEAST_SPREAD * LEAST_SPREAD);
        let half = Z_95 * (variance / n).sqrt();
        let reduction = |log_ratio: f64| 1.0 - libm::exp(log_ratio);
        Some(Effect {
            reduction: reduction(mean),
            low: reduction(mean + half),
            high: reduction(mean - half),
            outcomes: sums.n,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt(outcomes: &[(f64, f64)]) -> Effect {
        let mut efficacy = Efficacy::default();
        for &(forecast, seen) in outcomes {
            efficacy.learn(&Outcome { action_type: ActionType::CacheClear, forecast, seen }).unwrap();
        }
        assert!(efficacy.of(ActionType::CodePatch).is_none(), "never tried: no figure");
        efficacy.of(ActionType::CacheClear).unwrap()
    }

    #[test]
    fn what_an_action_spared_is_counted_in_errors_and_users() {
        use crate::event::{EventRef, Severity};
        let mut rollup = crate::Rollup::new(crate::RollupConfig::default()).unwrap();
        let at = Timestamp::clamped(1_795_392_000_000);
        for i in 0..100 {
            let user = (i / 4).to_string();
            let event = EventRef::new(at.plus_ms(-60_000 * i), "shop", Severity::High, "T");
            rollup.observe(EventRef { user_id: Some(&user), ..event });
        }
        rollup.settle();
        let outcome = Outcome { action_type: ActionType::CacheClear, forecast: 90.0, seen: 10.0 };
        assert!((outcome.errors_prevented() - 80.0).abs() < 1e-9);
        let users = outcome.users_spared(rollup.service("shop").unwrap(), at).unwrap();
        assert!((18.0..22.0).contains(&users), "one user in four errors: {users}");
        assert_eq!(outcome.users_spared(rollup.service("shop").unwrap(), at.plus_ms(3 * DAY_MS)), None);
    }

    #[test]
    fn one_success_proves_nothing_many_do() {
        let once = learnt(&[(100.0, 10.0)]);
        assert!(once.low < 0.0 && once.high > 0.0, "{once:?}");
        let often = learnt(&[(100.0, 10.0); 20]);
        assert!(often.low > 0.7 && often.reduction > 0.8 && often.reduction < 0.9, "{often:?}");
    }

    #[test]
    fn an_action_that_harms_shows() {
        let harm = learnt(&[(10.0, 40.0); 12]);
        assert!(harm.reduction < -1.0 && harm.high < 0.0, "{harm:?}");
    }

    #[test]
    fn no_effect_stays_near_zero() {
        let none = learnt(&[(50.0, 60.0), (50.0, 42.0), (20.0, 19.0), (5.0, 6.0)]);
        assert!(none.reduction.abs() < 0.1 && none.low < 0.0 && none.high > 0.0, "{none:?}");
    }

    #[test]
    fn bad_counts_are_refused() {
        let mut efficacy = Efficacy::default();
        for (forecast, seen) in [(f64::NAN, 1.0), (1.0, -1.0), (f64::INFINITY, 0.0)] {
            assert!(
                efficacy.learn(&Outcome { action_type: ActionType::CacheClear, forecast, seen }).is_err()
            );
        }
    }
}
