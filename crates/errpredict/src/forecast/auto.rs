//! The automatic choice: a weighted combination of the candidates, weighed by how they did in a backtest.
//!
//! Every candidate runs through the same rolling-origin backtest within the history. Its weight is
//! (least error / its error)^`power`, where the error is the mean absolute error over all origins and steps;
//! candidates beyond `worst` times the least error are left out. The forecast is the weighted mean of theirs, and its
//! backtest errors are the weighted mean of their errors, so that its interval costs no further fit.
//! Source: weights from past errors as in J. M. Bates & C. W. J. Granger, The Combination of Forecasts (1969).
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `candidates` | see [`Auto::default`] | methods to choose from | at least one |
//! | `power` | 4 | how sharply weights fall with the error; 0 is the plain mean | 0 or more |
//! | `worst` | 1.5 | candidates with more than this many times the least error are left out | at least 1 |
//! | `horizon` | 24 | steps ahead that [`Method::fit`] weighs by; a whole forecast uses its own | 1 or more |
//!
//! Works badly when the history is too short for a backtest: then the first candidate alone is used.

use serde::{Deserialize, Serialize};

use super::backtest::{Backtest, ErrorPaths, backtest};
use super::{
    Ar, Fitted, FittedForecaster, Forecaster, Linear, Method, Mstl, SeasonalMedian, SeasonalNaive, Ses, Theta,
};
use crate::error::{Error, Result};
use crate::stats::mean;
use crate::work::Work;

/// How sharply weights fall with the error. Chosen on held-out ends of the histories like all settings of forecasts
/// (`docs/evaluation/forecast.md`); no comparison was kept.
const POWER: f64 = 4.0;
/// Candidates with more than this many times the least error are left out. Chosen on held-out ends of the histories
/// like all settings of forecasts (`docs/evaluation/forecast.md`); no comparison was kept.
const WORST: f64 = 1.5;
/// Steps ahead (specification 4.6).
const HORIZON: usize = 24;

/// Settings of the automatic choice.
///
/// ```
/// use errpredict::forecast::{Auto, Fitted, Method};
///
/// // Three weeks of hours with a daily cycle; the next day is like the others.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let next = Auto::default().fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 25.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Auto {
    /// Methods to choose from.
    pub candidates: Vec<Forecaster>,
    /// How sharply weights fall with the error.
    pub power: f64,
    /// Candidates with more than this many times the least error are left out.
    pub worst: f64,
    /// Steps ahead that fitting alone weighs by.
    pub horizon: usize,
}

impl Default for Auto {
    fn default() -> Self {
        let candidates = vec![
            Forecaster::Ar(Ar::default()),
            Forecaster::Ar(Ar { log: true, ..Ar::default() }),
            Forecaster::Mstl(Mstl { log: true, ..Mstl::default() }),
            Forecaster::Theta(Theta::default()),
            Forecaster::Linear(Linear::default()),
            Forecaster::SeasonalNaive(SeasonalNaive { longest: false }),
            Forecaster::SeasonalNaive(SeasonalNaive { longest: true }),
            Forecaster::Ses(Ses::default()),
            Forecaster::SeasonalMedian(SeasonalMedian { window: 24, by_phase: false }),
            Forecaster::SeasonalMedian(SeasonalMedian { window: 168, by_phase: false }),
            Forecaster::SeasonalMedian(SeasonalMedian { window: 7, by_phase: true }),
        ];
        Auto { candidates, power: POWER, worst: WORST, horizon: HORIZON }
    }
}

impl Auto {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        if self.candidates.is_empty() {
            return Err(Error::setting("candidates", "at least one method", "none"));
        }
        if self.candidates.iter().any(|candidate| matches!(candidate, Forecaster::Auto(_))) {
            return Err(Error::setting("candidates", "methods other than `auto`", "`auto`"));
        }
        if !(self.power >= 0.0 && self.power.is_finite()) {
            return Err(Error::setting("power", "0 or more", self.power));
        }
        if !(self.worst >= 1.0 && self.worst.is_finite()) {
            return Err(Error::setting("worst", "at least 1", self.worst));
        }
        if self.horizon == 0 {
            return Err(Error::setting("horizon", "1 or more", self.horizon));
        }
        Ok(())
    }

    /// Weighs and fits the candidates, and gives the errors that the combination would have made.
    ///
    /// # Errors
    /// `invalid_setting`; those of the candidates.
    pub fn fit_with_errors(
        &self,
        history: &[f64],
        seasons: &[usize],
        horizon: usize,
        plan: &Backtest,
        seed: u64,
    ) -> Result<(FittedAuto, ErrorPaths)> {
        self.validate()?;
        let runs = self
            .candidates
            .iter()
            .map(|candidate| backtest(candidate, history, seasons, horizon, plan, seed))
            .collect::<Result<Vec<ErrorPaths>>>()?;
        let weights = self.weights(&runs);
        let mut combined = runs[0].clone();
        combined.errors.iter_mut().for_each(|error| *error *= 0.0);
        let mut members = Vec::new();
        for ((candidate, run), weight) in self.candidates.iter().zip(&runs).zip(weights) {
            if weight > 0.0 {
                combined.errors.iter_mut().zip(&run.errors).for_each(|(sum, error)| *sum += weight * error);
                members.push(Member { weight, model: candidate.fit(history, seasons, seed)? });
            }
        }
        Ok((FittedAuto { members }, combined))
    }

    /// Weights that add up to 1, from backtest errors.
    fn weights(&self, runs: &[ErrorPaths]) -> Vec<f64> {
        let error = |run: &ErrorPaths| mean(run.errors.iter().filter(|e| !e.is_nan()).map(|e| e.abs()));
        let errors: Vec<Option<f64>> = runs.iter().map(error).collect();
        let least = errors.iter().flatten().copied().fold(f64::INFINITY, f64::min);
        let raw: Vec<f64> = errors
            .iter()
            .enumerate()
            .map(|(number, error)| match error {
                // No backtest at all: the first candidate alone.
                None => f64::from(u8::from(number == 0)),
                Some(error) if *error <= 0.0 => 1.0,
                Some(error) if *error > self.worst * least => 0.0,
                Some(error) => libm::pow(least / error, self.power),
            })
            .collect();
        let sum: f64 = raw.iter().sum();
        raw.iter().map(|weight| weight / sum).collect()
    }
}

/// The members of the combination.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedAuto {
    members: Vec<Member>,
}

/// One fitted candidate and its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Member {
    weight: f64,
    model: FittedForecaster,
}

impl FittedAuto {
    /// Name and weight of each member, in the order of the candidates.
    pub fn members(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        self.members.iter().map(|member| (member.model.name(), member.weight))
    }
}

impl Method for Auto {
    type Fitted = FittedAuto;

    fn fit(&self, history: &[f64], seasons: &[usize], seed: u64) -> Result<FittedAuto> {
        Ok(self.fit_with_errors(history, seasons, self.horizon, &Backtest::default(), seed)?.0)
    }

    fn work(&self, steps: usize, season: usize) -> Work {
        self.candidates.iter().map(|candidate| candidate.work(steps, season)).sum()
    }
}

impl Fitted for FittedAuto {
    fn is_sound(&self) -> bool {
        // Each model was checked when it was read.
        !self.members.is_empty() && self.members.iter().all(|member| (0.0..=1.0).contains(&member.weight))
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let mut sum = vec![0.0; horizon];
        for member in &self.members {
            let points = member.model.as_fitted().points(horizon);
            sum.iter_mut().zip(points).for_each(|(sum, point)| *sum += member.weight * point);
        }
        sum
    }

    fn update(&mut self, value: f64) {
        self.members.iter_mut().for_each(|member| member.model.as_fitted_mut().update(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_candidate_gets_the_weight() {
        // A pure daily profile: the day repeated is exact, the level alone is not.
        let history: Vec<f64> = (0..200).map(|t| [1.0, 9.0, 4.0, 2.0][t % 4]).collect();
        let model = Auto::default().fit(&history, &[4], 0).unwrap();
        assert!(model.members().all(|(name, _)| name != "theta") || model.points(1)[0] - 1.0 < 1e-6);
        for (point, expected) in model.points(4).iter().zip([1.0, 9.0, 4.0, 2.0]) {
            assert!((point - expected).abs() < 1e-6, "{point} {expected}");
        }
        let sum: f64 = model.members().map(|(_, weight)| weight).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn bad_settings_are_refused() {
        for auto in [
            Auto { candidates: Vec::new(), ..Auto::default() },
            Auto { candidates: vec![Forecaster::Auto(Auto::default())], ..Auto::default() },
            Auto { power: -1.0, ..Auto::default() },
            Auto { worst: 0.5, ..Auto::default() },
        ] {
            assert!(auto.fit(&[1.0, 2.0], &[], 0).is_err());
        }
    }
}
