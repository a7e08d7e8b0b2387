//! Many metrics of one service in time order: neighbours and shape of what the last rows looked like.
//!
//! Every column is scaled to [0, 1] over the history and cut to [-3, 4]. Row t is then described four times, causally:
//!
//! * *level and spread*, at two speeds: the row, its fading mean and fading spread (weight 0.1, or 0.01, of the newest row);
//! * *lags*, at two steps: the rows t, t-1, t-2, t-3, t-4, or t, t-2, ..., t-10, side by side.
//!
//! Each description is scored by the distance to its 5th nearest among `n_references` random rows of the history
//! (Ramaswamy, Rastogi and Shim 2000) and by its Mahalanobis distance from all of it with a ridge of 1 % (as
//! `robust_covariance` with share 1). The eight scores are divided by their own 99 % quantile on held-out rows of the
//! history and averaged, then averaged over the last three rows: 1 is about 1 in 100 of the history.
//!
//! Causes: the columns by their largest change within the interval, against their own rows just before and in units of
//! their own steps and range (`local_change`), given as shares.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `n_references` | 2000 | rows of the history kept as neighbours | rows | 100 to 100,000 |
//!
//! Works badly when the history holds many anomalies of the same kind: then they are near neighbours; and on a column that rises in the
//! history and in the data, whose last rows lie beyond all of the history (a steady rise, and one that goes on after the history, is taken off first).

use ndarray::{Array2, ArrayView2, Axis, concatenate};
use serde::{Deserialize, Serialize};

use super::anomaly::{AnomalyCause, AnomalyDetection};
use super::covariance::Shape;
use super::knn::search;
use super::level::Unit;
use super::local_change::LocalChange;
use super::neighbours::Neighbours;
use super::prepare::{Columns, Scale};
use crate::error::{Error, ErrorKind, Result};
use crate::stats::Rng;
use crate::time::Timestamp;
use crate::work::Work;

/// Settings of the detector for many metrics in time order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MetricsDetection {
    /// Rows of the history kept as neighbours.
    pub n_references: usize,
}

impl Default for MetricsDetection {
    fn default() -> Self {
        MetricsDetection { n_references: 2_000 }
    }
}

/// Weights of the newest row in the fading means and spreads. By judgement: memories of about ten and of a hundred
/// rows. The slower one came later (commit 8c8ce8d), with the evaluation on the public half in
/// `docs/evaluation/anomaly.md`; no comparison was kept.
const NEWEST: [f64; 2] = [0.1, 0.01];
/// Lags of the other descriptions, in rows.
const LAGS: [&[usize]; 2] = [&[0, 1, 2, 3, 4], &[0, 2, 4, 6, 8, 10]];
/// The longest of them.
const LONGEST_LAG: usize = 10;
/// Rows whose mean score is the score of the last of them: one restless row is not an anomaly.
const SMOOTH: usize = 3;
/// Which neighbour's distance counts.
const K: usize = 5;
/// Ridge of the shapes. By judgement: the same as the default of `robust_covariance`; without one, columns that move as
/// one decide alone.
const RIDGE: f64 = 0.01;
/// Scaled values are cut to this range: far outside, further is not stranger. By judgement: three ranges beyond either
/// end; wider, and one column a million times too large hides all others.
const CUT: (f64, f64) = (-3.0, 4.0);
/// Rows before an interval that count when its causes are sought: scores are means of rows and remember lags, so the
/// change came first.
const LOOK_BACK: usize = 5;
/// Rows of the history that give the unit of each score.
const HELD_OUT: usize = 1_000;
/// Their quantile that is the unit. By judgement: a higher one rests on too few held-out rows, the median would make
/// heavy-tailed descriptions loud.
const UNIT_QUANTILE: f64 = 0.99;
/// Rows of history without which nothing can be held out.
const MIN_HISTORY: usize = 50;

/// A fitted [`MetricsDetection`], which carries the last rows seen so that it can go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedMetrics {
    columns: Columns,
    views: Vec<View>,
    /// Fading mean and spread of every column after the last row, per weight.
    levels: Vec<Vec<(f64, f64)>>,
    /// The last rows, scaled, oldest first, as many as the longest lag.
    tail: Vec<Vec<f64>>,
    /// Scores of the last rows before they are averaged, oldest first.
    last_scores: Vec<f64>,
    /// What each column just did, for the causes.
    change: LocalChange,
}

/// One description of the history, and the units of its two scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct View {
    neighbours: Neighbours,
    shape: Shape,
    units: (f64, f64),
}

/// Scores of rows in time order, with the deviations that explain them.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricsScores {
    /// One score per row; 1 is about 1 in 100 of the history.
    pub scores: Vec<f64>,
    /// Change of every column in every row against its own rows just before (rows x columns), in its own unit.
    pub changes: Array2<f64>,
    /// Where every column just was, in every row.
    pub expected: Array2<f64>,
    /// The rows as given.
    pub actual: Array2<f64>,
}

impl MetricsDetection {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if (100..=100_000).contains(&self.n_references) {
            Ok(())
        } else {
            Err(Error::setting("n_references", "from 100 to 100,000", self.n_references))
        }
    }

    /// What fitting to such a table, and scoring as many rows, is estimated to take.
    #[must_use]
    pub fn work(&self, rows: usize, columns: usize) -> Work {
        // The fading levels, and the rows with those before them.
        let widths = [2, 2, LAGS[0].len(), LAGS[1].len()].map(|times| times * columns);
        let of_view = |width: usize| {
            let wide = width as f64;
            search(rows + HELD_OUT, self.n_references.min(rows), width, K)
                + Work::steps(rows as f64 * wide * wide, 4.0)
                + Work::steps(wide * wide * wide, 4.0)
        };
        let held = (rows * widths.iter().sum::<usize>()) as f64 * 24.0;
        (widths.into_iter().map(of_view).sum::<Work>() + Work::steps((rows * columns) as f64, 300.0))
            .holding(held)
    }

    /// Fits to the history, rows in time order, most of them normal; a gap is `NaN`.
    ///
    /// # Errors
    /// `invalid_setting`, `not_enough_data` below 50 rows, `invalid_argument` for values beyond 1e150.
    pub fn fit(&self, history: ArrayView2<'_, f64>, seed: u64) -> Result<FittedMetrics> {
        self.validate()?;
        let columns = Columns::fit(history, Scale::MinMax, MIN_HISTORY)?;
        let mut fitted = FittedMetrics {
            columns,
            views: Vec::new(),
            levels: vec![Vec::new(); NEWEST.len()],
            tail: Vec::new(),
            last_scores: Vec::new(),
            change: LocalChange::fit(history),
        };
        let descriptions = fitted.describe(history)?;
        let mut order = Rng::new(seed).sample(history.nrows(), history.nrows());
        let n_held = HELD_OUT.min(history.nrows() / 4);
        let mut held = order.split_off(history.nrows() - n_held);
        order.truncate(self.n_references);
        order.sort_unstable();
        held.sort_unstable();
        for description in &descriptions {
            let all: Vec<usize> = (0..description.nrows()).collect();
            let mut view = View {
                neighbours: Neighbours::new(&description.select(Axis(0), &order)),
                shape: Shape::of(description, &all, RIDGE)?,
                units: (1.0, 1.0),
            };
            let (near, far) = view.distances(&description.select(Axis(0), &held));
            view.units = (unit(near), unit(far));
            fitted.views.push(view);
        }
        Ok(fitted)
    }
}

/// The 99 % quantile of held-out scores; 1 if they are all 0.
fn unit(mut scores: Vec<f64>) -> f64 {
    scores.sort_by(f64::total_cmp);
    let at = ((scores.len() as f64 - 1.0) * UNIT_QUANTILE) as usize;
    scores.get(at).copied().filter(|unit| *unit > 0.0).unwrap_or(1.0)
}

impl View {
    fn distances(&self, rows: &Array2<f64>) -> (Vec<f64>, Vec<f64>) {
        let nearest = self.neighbours.nearest(rows, K.min(self.neighbours.len()), false);
        let near =
            nearest.iter().map(|best| best.last().map_or(0.0, |(d, _)| f64::from(*d).sqrt())).collect();
        (near, self.shape.distances(rows))
    }
}

impl FittedMetrics {
    /// Scores the rows that follow the last ones seen, in time order, each by itself and those before it.
    ///
    /// # Errors
    /// `invalid_argument` for another number of columns, or values beyond 1e150.
    pub fn score(&mut self, rows: ArrayView2<'_, f64>) -> Result<MetricsScores> {
        let descriptions = self.describe(rows)?;
        let mut scores = vec![0.0; rows.nrows()];
        let weight = 1.0 / (2 * self.views.len()) as f64;
        for (view, description) in self.views.iter().zip(&descriptions) {
            let (near, far) = view.distances(description);
            for ((score, near), far) in scores.iter_mut().zip(near).zip(far) {
                *score += weight * (near / view.units.0 + far / view.units.1);
            }
        }
        scores.iter_mut().for_each(|score| *score = self.smoothed(*score));
        let (mut changes, mut expected) = (Array2::zeros(rows.raw_dim()), Array2::zeros(rows.raw_dim()));
        for ((i, j), value) in rows.indexed_iter() {
            let change = self.change.update(j, *value);
            (changes[[i, j]], expected[[i, j]]) = (change.strength, change.expected);
        }
        Ok(MetricsScores { scores, changes, expected, actual: rows.to_owned() })
    }

    /// Scores the rows it was fitted to: the first of them follows none, and not the last of them, which may lie elsewhere.
    ///
    /// # Errors
    /// Those of [`FittedMetrics::score`].
    pub fn score_fitted(&mut self, rows: ArrayView2<'_, f64>) -> Result<MetricsScores> {
        self.levels.iter_mut().for_each(Vec::clear);
        self.tail.clear();
        self.last_scores.clear();
        self.change.forget();
        self.score(rows)
    }

    /// The mean of that score and the ones before it.
    fn smoothed(&mut self, score: f64) -> f64 {
        if self.last_scores.len() == SMOOTH {
            self.last_scores.remove(0);
        }
        self.last_scores.push(score);
        self.last_scores.iter().sum::<f64>() / self.last_scores.len() as f64
    }

    /// All descriptions of every row; moves levels and tail on.
    fn describe(&mut self, rows: ArrayView2<'_, f64>) -> Result<Vec<Array2<f64>>> {
        let mut scaled = self.columns.apply(rows)?;
        scaled.mapv_inplace(|value| value.clamp(CUT.0, CUT.1));
        let levels = self.levels.iter_mut().zip(NEWEST);
        let mut descriptions: Vec<_> = levels.map(|(level, weight)| spread(&scaled, level, weight)).collect();
        descriptions.extend(self.lags(&scaled)?);
        Ok(descriptions)
    }

    fn lags(&mut self, scaled: &Array2<f64>) -> Result<Vec<Array2<f64>>> {
        let n = scaled.ncols();
        let Some(first) = scaled.rows().into_iter().next().map(|row| row.to_vec()) else {
            return Ok(LAGS.iter().map(|lags| Array2::zeros((0, lags.len() * n))).collect());
        };
        // Before the first row ever, the first row itself.
        while self.tail.len() < LONGEST_LAG {
            self.tail.insert(0, first.clone());
        }
        let before = Array2::from_shape_fn((LONGEST_LAG, n), |(i, j)| self.tail[i][j]);
        let all = concatenate(Axis(0), &[before.view(), scaled.view()])
            .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        self.tail = (all.nrows() - LONGEST_LAG..all.nrows()).map(|i| all.row(i).to_vec()).collect();
        let side_by_side = |lags: &&[usize]| {
            Array2::from_shape_fn((scaled.nrows(), lags.len() * n), |(i, j)| {
                all[[i + LONGEST_LAG - lags[j / n], j % n]]
            })
        };
        Ok(LAGS.iter().map(side_by_side).collect())
    }
}

/// Every row with its fading mean and spread, which move on.
fn spread(scaled: &Array2<f64>, levels: &mut Vec<(f64, f64)>, weight: f64) -> Array2<f64> {
    let n = scaled.ncols();
    let mut spread = Array2::zeros((scaled.nrows(), 3 * n));
    for (row, mut out) in scaled.rows().into_iter().zip(spread.rows_mut()) {
        if levels.is_empty() {
            *levels = row.iter().map(|value| (*value, 0.0)).collect();
        }
        for (j, (value, level)) in row.iter().zip(levels.iter_mut()).enumerate() {
            level.0 += weight * (value - level.0);
            level.1 += weight * ((value - level.0) * (value - level.0) - level.1);
            (out[j], out[n + j], out[2 * n + j]) = (*value, level.0, level.1.max(0.0).sqrt());
        }
    }
    spread
}

/// Columns that an anomaly names.
const NAMED: usize = 5;
/// Score from which a row belongs to an interval in the causes. By judgement: twice that of 1 in 100 rows of the history, because
/// causes are asked of what is strange beyond doubt.
const CAUSES_FROM: f64 = 2.0;
/// Longest stretch of calm rows that shares one line of causes: causes are a matter of few rows.
const CALM_ROWS: usize = 5;

/// Rows one after the other, and the columns that deviate most in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CausesOfRows {
    /// The first row, from 0.
    pub start: usize,
    /// The last row.
    pub end: usize,
    /// The columns, those that deviate most first.
    pub features: Vec<String>,
    /// The highest score of these rows.
    pub score: f64,
    /// Whether they are strange beyond doubt, each of them.
    pub anomalous: bool,
}

impl MetricsScores {
    /// Says in anomalies of these rows, the first of which ends at `first_end`, which columns they are about.
    pub fn explain(
        &self,
        anomalies: &mut [AnomalyDetection],
        names: &[String],
        (first_end, step_ms): (Timestamp, i64),
    ) {
        let newest = self.scores.len().saturating_sub(1) as i64;
        let row = |time: Timestamp, after: i64| {
            ((time.ms() - first_end.ms()) / step_ms.max(1) + after).clamp(0, newest) as usize
        };
        if self.scores.is_empty() {
            return;
        }
        for anomaly in anomalies.iter_mut().filter(|anomaly| anomaly.causes.is_empty()) {
            anomaly.causes = self.causes(names, row(anomaly.start, 1), row(anomaly.end, 0));
            anomaly.causes.retain(|cause| cause.share > 0.0);
            anomaly.causes.truncate(NAMED);
        }
    }

    /// The columns that changed most in rows `from..=to` or just before, largest share first, with what they were before and at the
    /// row of their largest change.
    #[must_use]
    pub fn causes(&self, names: &[String], from: usize, to: usize) -> Vec<AnomalyCause> {
        let from = from.saturating_sub(LOOK_BACK);
        let most = |j: usize| {
            (from..=to).fold((from, 0.0), |most: (usize, f64), i| {
                if self.changes[[i, j]] > most.1 { (i, self.changes[[i, j]]) } else { most }
            })
        };
        let most: Vec<(usize, f64)> = (0..self.changes.ncols()).map(most).collect();
        let total: f64 = most.iter().map(|(_, change)| change).sum::<f64>().max(f64::MIN_POSITIVE);
        let mut order: Vec<usize> = (0..most.len()).collect();
        order.sort_by(|i, j| most[*j].1.total_cmp(&most[*i].1).then(i.cmp(j)));
        let cause = |j: usize| {
            let (at, change) = most[j];
            let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
            AnomalyCause {
                name: names.get(j).cloned().unwrap_or_default(),
                share: change / total,
                expected: finite(self.expected[[at, j]]),
                actual: finite(self.actual[[at, j]]),
                unit: Unit::Value,
            }
        };
        order.into_iter().map(cause).collect()
    }

    /// The causes of all rows, stretch by stretch: every row is in one of them.
    #[must_use]
    pub fn stretches(&self, names: &[String]) -> Vec<CausesOfRows> {
        let is_strange: Vec<bool> = self.scores.iter().map(|score| *score >= CAUSES_FROM).collect();
        let mut found = Vec::new();
        let mut from = 0;
        for to in 0..is_strange.len() {
            let ends = to + 1 == is_strange.len() || is_strange[to + 1] != is_strange[from];
            if ends || (!is_strange[from] && to + 1 - from == CALM_ROWS) {
                found.push(CausesOfRows {
                    start: from,
                    end: to,
                    features: self.causes(names, from, to).into_iter().map(|cause| cause.name).collect(),
                    score: self.scores[from..=to].iter().copied().fold(0.0, f64::max),
                    anomalous: is_strange[from],
                });
                from = to + 1;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics(n: usize, seed: u64) -> Array2<f64> {
        let mut rng = Rng::new(seed);
        let mut load = 0.0;
        let mut rows = Array2::zeros((n, 4));
        for mut row in rows.rows_mut() {
            load += 0.1 * (rng.normal() - load);
            for (j, value) in row.iter_mut().enumerate() {
                *value = load * (j + 1) as f64 + 0.1 * rng.normal();
            }
        }
        rows
    }

    #[test]
    fn a_broken_correlation_is_found_and_its_metric_named() {
        let mut model = MetricsDetection::default().fit(metrics(3_000, 1).view(), 7).unwrap();
        let mut rows = metrics(500, 2);
        // The third metric stays within its range but no longer follows the load.
        rows.column_mut(2).iter_mut().skip(300).take(20).for_each(|value| *value += 2.0);
        let scores = model.score(rows.view()).unwrap();
        let most = (0..500).max_by(|i, j| scores.scores[*i].total_cmp(&scores.scores[*j])).unwrap();
        assert!((300..325).contains(&most), "{most}");
        let names: Vec<String> = (0..4).map(|j| format!("f{j}")).collect();
        let causes = scores.causes(&names, 300, 319);
        assert_eq!(causes[0].name, "f2", "{causes:?}");
        assert!((causes.iter().map(|cause| cause.share).sum::<f64>() - 1.0).abs() < 1e-12);
        let stretches = scores.stretches(&names);
        assert!(stretches.iter().all(|one| one.anomalous || one.end - one.start < CALM_ROWS));
        assert_eq!((stretches[0].start, stretches[stretches.len() - 1].end), (0, 499));
        assert!(stretches.windows(2).all(|two| two[0].end + 1 == two[1].start), "every row is in one");
        let strange = stretches.iter().find(|one| (one.start..=one.end).contains(&most)).unwrap();
        assert_eq!((strange.score, strange.features.len()), (scores.scores[most], 4));
    }

    #[test]
    fn rows_in_one_go_or_in_two_score_the_same() {
        let model = MetricsDetection::default().fit(metrics(600, 1).view(), 7).unwrap();
        let rows = metrics(100, 3);
        let whole = model.clone().score(rows.view()).unwrap().scores;
        let mut going_on = model;
        let half = |range: std::ops::Range<usize>| rows.select(Axis(0), &range.collect::<Vec<_>>());
        let mut parts = going_on.score(half(0..37).view()).unwrap().scores;
        let json = serde_json::to_string(&going_on).unwrap();
        let mut loaded: FittedMetrics = serde_json::from_str(&json).unwrap();
        parts.extend(loaded.score(half(37..100).view()).unwrap().scores);
        assert_eq!(parts, whole);
    }

    #[test]
    fn the_first_rows_are_no_stranger_where_a_level_shifts_later() {
        let mut rows = metrics(1_500, 4);
        rows.column_mut(1).iter_mut().skip(900).for_each(|value| *value += 20.0);
        let mut model = MetricsDetection::default().fit(rows.view(), 7).unwrap();
        let scores = model.score_fitted(rows.view()).unwrap();
        let largest = |rows: std::ops::Range<usize>| scores.scores[rows].iter().copied().fold(0.0, f64::max);
        assert!(largest(0..20) < largest(900..920), "{} {}", largest(0..20), largest(900..920));
        assert_eq!(scores.expected.row(0), rows.row(0), "nothing was known before it");
        // Scored once more it says the same.
        assert_eq!(model.score_fitted(rows.view()).unwrap(), scores);
    }

    #[test]
    fn hard_input() {
        let constant = Array2::from_elem((80, 2), 3.0);
        let mut model = MetricsDetection::default().fit(constant.view(), 1).unwrap();
        let gaps = Array2::from_elem((5, 2), f64::NAN);
        assert!(model.score(gaps.view()).unwrap().scores.iter().all(|score| score.is_finite()));
        assert!(model.score(Array2::zeros((0, 2)).view()).unwrap().scores.is_empty());
        assert!(MetricsDetection::default().fit(Array2::zeros((10, 2)).view(), 1).is_err());
    }
}
