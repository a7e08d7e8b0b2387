//! Following a drifting base rate with outcomes already known.
//!
//! At time *t* every prediction made at or before *t* − horizon has an outcome. Decayed sums over those rows of what
//! was predicted (E), what happened (O) and how many there were (N) move the log-odds of all new predictions by
//!
//! δ = logit((O + m·e) / (N + m)) − logit(e), e = E / N,
//!
//! with *m* rows of trust in the model. Causal: nothing after *t* is used. The half-life and *m* are chosen on
//! validation rows, "off" among the choices. A one-parameter form of the on-line recalibration of Kull and Flach
//! and of the "calibration in the large" of Cox (1958).
//!
//! Works badly when outcomes come late (long horizons) or when rows fail together in few incidents: then the rate
//! of the last weeks says little about the next.

use serde::{Deserialize, Serialize};

use super::{logit, sigmoid};
use crate::time::Timestamp;

const DAY_MS: f64 = 86_400_000.0;
/// Half-lives tried, in days.
const HALF_LIVES: [f64; 4] = [7.0, 30.0, 90.0, 365.0];
/// Trust tried, in rows.
const TRUSTS: [f64; 4] = [100.0, 1000.0, 5000.0, 20_000.0];
/// Share of the log loss recalibration must save on validation rows, or it stays off.
const MARGIN: f64 = 0.0005;

/// How a model follows the base rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recalibration {
    /// Age at which an outcome counts half, in days.
    pub half_life_days: f64,
    /// Rows of trust in the model.
    pub trust: f64,
}

/// Decayed sums up to a time.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct RecentOutcomes {
    rows: f64,
    predicted: f64,
    happened: f64,
    at: Option<Timestamp>,
}

impl RecentOutcomes {
    /// When the newest outcome became known.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        self.at
    }
}

impl Recalibration {
    /// Counts an outcome that became known at `at`, not before earlier ones; `log_odds` before recalibration.
    pub fn observe(&self, state: &mut RecentOutcomes, at: Timestamp, log_odds: f64, happened: bool) {
        self.decay(state, at);
        state.rows += 1.0;
        state.predicted += sigmoid(log_odds);
        state.happened += f64::from(u8::from(happened));
    }

    /// What to add to log-odds.
    #[must_use]
    pub fn shift(&self, state: &RecentOutcomes) -> f64 {
        if state.rows <= 0.0 {
            return 0.0;
        }
        let expected = state.predicted / state.rows;
        let seen = (state.happened + self.trust * expected) / (state.rows + self.trust);
        logit(seen) - logit(expected)
    }

    fn decay(&self, state: &mut RecentOutcomes, at: Timestamp) {
        if let Some(last) = state.at
            && at > last
        {
            let age_days = (at.ms() - last.ms()) as f64 / DAY_MS;
            let keep = libm::exp2(-age_days / self.half_life_days);
            state.rows *= keep;
            state.predicted *= keep;
            state.happened *= keep;
        }
        state.at = Some(state.at.map_or(at, |last| last.max(at)));
    }

    /// Log-odds of rows in time order, each moved by the outcomes known at its time; also the state at the end.
    /// A row's own outcome is known `horizon_ms` after it.
    #[must_use]
    pub fn run(
        &self,
        times: &[Timestamp],
        log_odds: &[f64],
        labels: &[bool],
        horizon_ms: i64,
    ) -> (Vec<f64>, RecentOutcomes) {
        let mut state = RecentOutcomes::default();
        let mut known = 0;
        let moved = times
            .iter()
            .zip(log_odds)
            .map(|(at, z)| {
                while known < times.len() && times[known].plus_ms(horizon_ms) <= *at {
                    let when = times[known].plus_ms(horizon_ms);
                    self.observe(&mut state, when, log_odds[known], labels[known]);
                    known += 1;
                }
                z + self.shift(&state)
            })
            .collect();
        (moved, state)
    }

    /// The settings with the least log loss on those rows, or none where standing still is as good.
    #[must_use]
    pub fn choose(times: &[Timestamp], log_odds: &[f64], labels: &[bool], horizon_ms: i64) -> Option<Self> {
        let loss = |scores: &[f64]| -> f64 {
            scores
                .iter()
                .zip(labels)
                .map(|(z, label)| {
                    let towards = if *label { *z } else { -z };
                    (-towards).max(0.0) + libm::log1p(libm::exp(-towards.abs()))
                })
                .sum()
        };
        let mut best = (None, loss(log_odds) * (1.0 - MARGIN));
        for half_life_days in HALF_LIVES {
            for trust in TRUSTS {
                let candidate = Recalibration { half_life_days, trust };
                let reached = loss(&candidate.run(times, log_odds, labels, horizon_ms).0);
                if reached < best.1 {
                    best = (Some(candidate), reached);
                }
            }
        }
        best.0
    }
}
