//! Half-space trees over the last values of a series, one value at a time.
//!
//! A row is the last `lags` values and the newest step; [`half_space_trees`](crate::detect::HalfSpaceTrees) score it and
//! learn from it (Tan, Ting and Liu 2011; shingles as in Guha, Mishra, Roy and Schrijvers 2016). Without a history the first 100
//! rows are learned and score 0. Memory does not grow.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `lags` | 4 | values in a row | values | 1 to 64 |
//! | `trees` | | [`HalfSpaceTrees`](crate::detect::HalfSpaceTrees) | | |
//!
//! Works badly for small deviations: only what leaves where the values of the last window were is strange.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{FittedSeries, SeriesMethod, check};
use crate::detect::Fitted;
use crate::detect::prepare::LARGEST;
use crate::detect::{FittedHalfSpaceTrees, HalfSpaceTrees, Method};
use crate::error::{Error, Result};
use crate::stats::Series;
use crate::stats::all_finite;
use crate::work::Work;

/// Settings of half-space trees over lags.
///
/// ```
/// use errpredict::detect::series::{LagTrees, FittedSeries, SeriesMethod};
/// use errpredict::stats::Series;
/// use errpredict::time::HOUR_MS;
///
/// // The same eleven values again and again, and one spike.
/// let values = (0..400).map(|hour| (7 * hour % 11) as f64 + if hour == 390 { 60.0 } else { 0.0 }).collect();
/// let series = Series { first_end: "2026-11-01T01:00:00Z".parse()?, step_ms: HOUR_MS, values };
/// let scores = LagTrees::default().fit(&series, 0)?.score_fitted(&series)?;
/// let largest = |from: usize, to| scores[from..to].iter().copied().fold(f64::MIN, f64::max);
/// assert!(largest(380, 400) > largest(200, 370));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct LagTrees {
    /// Values in a row.
    pub lags: usize,
    /// The trees.
    pub trees: HalfSpaceTrees,
}

impl Default for LagTrees {
    fn default() -> Self {
        LagTrees { lags: 4, trees: HalfSpaceTrees::default() }
    }
}

impl LagTrees {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if !(1..=64).contains(&self.lags) {
            return Err(Error::setting("lags", "from 1 to 64", self.lags));
        }
        self.trees.validate()
    }
}

/// Rows that are learned before any is scored.
const WARM_UP: usize = 100;

/// A fitted [`LagTrees`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedLagTrees {
    settings: LagTrees,
    seed: u64,
    /// The last values, oldest first.
    last: Vec<f64>,
    /// Rows kept until there are enough to begin.
    waiting: Vec<Vec<f64>>,
    trees: Option<FittedHalfSpaceTrees>,
}

impl SeriesMethod for LagTrees {
    type Fitted = FittedLagTrees;

    fn fit(&self, history: &Series, seed: u64) -> Result<Self::Fitted> {
        check(history)?;
        self.validate()?;
        let mut fitted = FittedLagTrees {
            settings: self.clone(),
            seed,
            last: Vec::new(),
            waiting: Vec::new(),
            trees: None,
        };
        fitted.score(history)?;
        Ok(fitted)
    }

    fn work(&self, rows: usize, _columns: usize) -> Work {
        self.trees.work(rows, self.lags)
    }
}

impl FittedLagTrees {
    fn update(&mut self, value: f64) -> Result<f64> {
        if value.is_nan() {
            return Ok(0.0);
        }
        if self.last.len() == self.settings.lags {
            self.last.remove(0);
        }
        let step = (value - self.last.last().copied().unwrap_or(value)).clamp(-LARGEST, LARGEST);
        self.last.push(value);
        if self.last.len() < self.settings.lags {
            return Ok(0.0);
        }
        let row: Vec<f64> = self.last.iter().copied().chain([step]).collect();
        if let Some(trees) = &mut self.trees {
            return trees.update(&row);
        }
        self.waiting.push(row);
        if self.waiting.len() == WARM_UP {
            let rows = Array2::from_shape_fn((WARM_UP, self.settings.lags + 1), |(i, j)| self.waiting[i][j]);
            self.trees = Some(self.settings.trees.fit(rows.view(), self.seed)?);
            self.waiting = Vec::new();
        }
        Ok(0.0)
    }
}

impl FittedSeries for FittedLagTrees {
    fn is_sound(&self) -> bool {
        let lags = self.settings.lags;
        let is_row = |row: &Vec<f64>| row.len() == lags + 1 && all_finite(row);
        self.settings.validate().is_ok()
            && self.last.len() <= lags
            && all_finite(&self.last)
            && self.waiting.len() < WARM_UP
            && self.waiting.iter().all(is_row)
            && self.trees.as_ref().is_none_or(|trees| trees.is_sound() && trees.n_features() == lags + 1)
    }

    fn score(&mut self, series: &Series) -> Result<Vec<f64>> {
        check(series)?;
        series.values.iter().map(|value| self.update(*value)).collect()
    }
}
