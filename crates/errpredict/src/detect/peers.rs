//! Peers: the one of several alike that does not do what the others do.
//!
//! Rows are times, columns the members of one group: services, hosts, disks. Each member is held against its own usual, and
//! then against what the others do in the same row:
//!
//! ```text
//! v_j = x_j / u_j            where all columns are rates (never below 0), u_j the median of the fitted rows
//! v_j = (x_j - u_j) / w_j    otherwise, w_j = 1.4826 MAD
//! m   = median of v over the row                          what all of them do
//! d_j = |v_j - m| / (s_j max(1, m))    for rates          s_j = 1.4826 x median of that over the fitted rows
//! d_j = |v_j - m| / s_j                otherwise
//! score = max over members of d_j
//! ```
//!
//! So ten times the load on all of them is nothing, and one that stays where it was while the others rise is as strange as one
//! that rises alone. Median and MAD hold while more than half of the members do what is usual (Iglewicz and Hoaglin 1993,
//! "How to detect and handle outliers"; among series of one group as Grafana's `augurs-outlier`, whose MAD detector compares
//! the values themselves). A member that is missing in a row is left out of it. No settings.
//!
//! Works badly with fewer than three members (of two that part nobody knows which is strange), when half of the members are
//! strange in the same way, and when the members do not move together.

use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use super::metrics::MetricsScores;
use super::prepare::{Columns, LARGEST, Scale};
use super::{Fitted, Method};
use crate::error::Result;
use crate::stats::{MAD_TO_DEVIATION, median};
use crate::work::Work;

/// Least usual deviation of a member from the others, in units of its own usual. By judgement: peers that are equal to
/// the last digit in the fitted rows are not strange at the first hundredth.
const LEAST_SPREAD: f64 = 0.01;
/// Deviations beyond this are told as this. By judgement: it keeps scores short; nothing is strange a million million
/// deviations away and not at half of that.
const FARTHEST: f64 = 1e12;

/// The member that does not do what the others do. No settings.
///
/// ```
/// use errpredict::detect::{Fitted, Method, Peers};
/// use errpredict::ndarray::Array2;
///
/// // Four hosts of different size under one load; in row 60 it trebles, for all but the third.
/// let rows = Array2::from_shape_fn((100, 4), |(i, j)| {
///     let load = if i == 60 && j != 2 { 30.0 } else { 10.0 + (i % 3) as f64 };
///     load * (1 + j) as f64
/// });
/// let model = Peers::default().fit(rows.view(), 0)?;
/// let scores = model.score(rows.view())?;
/// assert!(scores.iter().all(|score| *score <= scores[60]));
/// let names: Vec<String> = (1..5).map(|j| format!("host-{j}")).collect();
/// assert_eq!(model.explained(rows.view())?.causes(&names, 60, 60)[0].name, "host-3");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Peers {}

/// A fitted [`Peers`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedPeers {
    columns: Columns,
    /// Whether members are held against their usual by ratio.
    are_rates: bool,
    /// Usual deviation of each member from the others.
    spread: Vec<f64>,
}

impl Method for Peers {
    type Fitted = FittedPeers;

    fn fit(&self, rows: ArrayView2<'_, f64>, _seed: u64) -> Result<Self::Fitted> {
        let columns = Columns::fit(rows, Scale::Robust, 2)?;
        let are_rates = rows.iter().all(|value| value.is_nan() || *value >= 0.0)
            && (0..columns.n_columns()).all(|j| columns.fill_of(j) > 0.0);
        let mut fitted = FittedPeers { spread: vec![1.0; columns.n_columns()], columns, are_rates };
        let mut apart = vec![Vec::new(); fitted.spread.len()];
        for row in rows.rows() {
            let against_usual = fitted.against_usual(row.iter().copied());
            let Some(common) = common(&against_usual) else { continue };
            let unit = fitted.unit(common);
            for (apart, value) in apart.iter_mut().zip(&against_usual).filter(|(_, value)| !value.is_nan()) {
                apart.push((value - common).abs() / unit);
            }
        }
        for (spread, mut apart) in fitted.spread.iter_mut().zip(apart) {
            *spread = (MAD_TO_DEVIATION * median(&mut apart).unwrap_or(1.0)).max(LEAST_SPREAD);
        }
        Ok(fitted)
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        Work::steps((rows * columns) as f64, 300.0)
    }
}

/// What all of them do: the median of those that are there.
fn common(against_usual: &[f64]) -> Option<f64> {
    let mut there: Vec<f64> = against_usual.iter().copied().filter(|value| !value.is_nan()).collect();
    median(&mut there)
}

impl FittedPeers {
    /// The members of one row against their own usual; `NaN` where one is missing.
    fn against_usual(&self, row: impl Iterator<Item = f64>) -> Vec<f64> {
        let of = |(j, value): (usize, f64)| {
            let against = match self.are_rates {
                true => value / self.columns.fill_of(j),
                false => self.columns.scaled(j, value),
            };
            if value.is_nan() { f64::NAN } else { against.clamp(-LARGEST, LARGEST) }
        };
        row.enumerate().map(of).collect()
    }

    /// What deviations are counted in: at ten times the usual rate peers differ by ten times as much.
    fn unit(&self, common: f64) -> f64 {
        if self.are_rates { common.max(1.0) } else { 1.0 }
    }

    /// How far each member is from the others, and what all of them do; zeros where nobody is there.
    fn apart(&self, row: impl Iterator<Item = f64>) -> (Vec<f64>, f64) {
        let against_usual = self.against_usual(row);
        let Some(common) = common(&against_usual) else { return (vec![0.0; self.spread.len()], 0.0) };
        let unit = self.unit(common);
        let of = |(value, spread): (&f64, &f64)| match value.is_nan() {
            true => 0.0,
            false => ((value - common).abs() / (spread * unit)).min(FARTHEST),
        };
        (against_usual.iter().zip(&self.spread).map(of).collect(), common)
    }

    /// What a member would be if it did what the others do.
    fn as_the_others(&self, member: usize, common: f64) -> f64 {
        match self.are_rates {
            true => self.columns.fill_of(member) * common,
            false => self.columns.unscaled(member, common),
        }
    }

    /// The scores, with how far each member was from the others and what it would have been as one of them.
    ///
    /// # Errors
    /// Those of [`Fitted::score`].
    pub fn explained(&self, rows: ArrayView2<'_, f64>) -> Result<MetricsScores> {
        self.columns.accept(rows)?;
        let (mut changes, mut expected) = (Array2::zeros(rows.raw_dim()), Array2::zeros(rows.raw_dim()));
        let mut scores = Vec::with_capacity(rows.nrows());
        for (i, row) in rows.rows().into_iter().enumerate() {
            let (apart, common) = self.apart(row.iter().copied());
            scores.push(apart.iter().copied().fold(0.0, f64::max));
            for (j, apart) in apart.into_iter().enumerate() {
                changes[[i, j]] = apart;
                expected[[i, j]] = self.as_the_others(j, common).clamp(-LARGEST, LARGEST);
            }
        }
        Ok(MetricsScores { scores, changes, expected, actual: rows.to_owned() })
    }
}

impl Fitted for FittedPeers {
    fn is_sound(&self) -> bool {
        self.columns.is_sound()
            && self.spread.len() == self.columns.n_columns()
            && self.spread.iter().all(|spread| *spread >= LEAST_SPREAD && spread.is_finite())
            && (!self.are_rates || (0..self.spread.len()).all(|j| self.columns.fill_of(j) > 0.0))
    }

    fn n_features(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        Ok(self.explained(rows)?.scores)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    /// Six hosts of different size under one daily load, with noise of their own.
    fn hosts(n: usize, seed: u64) -> Array2<f64> {
        let mut rng = Rng::new(seed);
        Array2::from_shape_fn((n, 6), |(i, j)| {
            let load = 2.0 + libm::sin(i as f64 / 24.0 * std::f64::consts::TAU);
            rng.poisson(load * [3.0, 10.0, 20.0, 40.0, 80.0, 15.0][j]) as f64
        })
    }

    fn strangest(rows: &Array2<f64>) -> (usize, MetricsScores) {
        let scores = Peers {}.fit(rows.view(), 0).unwrap().explained(rows.view()).unwrap();
        let most = (0..rows.nrows()).max_by(|i, j| scores.scores[*i].total_cmp(&scores.scores[*j])).unwrap();
        (most, scores)
    }

    #[test]
    fn one_that_does_not_do_as_the_others_is_found_and_named() {
        let names: Vec<String> = (0..6).map(|j| format!("host{j}")).collect();
        // Five times the load on all but one, which is then as unlike as one that rises alone.
        for (what, stays) in [("alone up", false), ("alone left behind", true)] {
            let mut rows = hosts(400, 3);
            for j in (0..6).filter(|j| (*j == 3) != stays) {
                rows[[300, j]] *= 6.0;
            }
            let (most, scores) = strangest(&rows);
            assert_eq!(most, 300, "{what}");
            let causes = scores.causes(&names, 300, 300);
            assert_eq!(causes[0].name, "host3", "{what}: {causes:?}");
            assert_eq!(causes[0].actual, rows[[300, 3]]);
            assert_eq!(causes[0].actual > causes[0].expected, !stays, "{what}: {causes:?}");
        }
    }

    #[test]
    fn what_all_of_them_do_is_nothing() {
        let mut rows = hosts(400, 4);
        rows.row_mut(300).mapv_inplace(|value| 10.0 * value);
        let calm = strangest(&hosts(400, 4)).1;
        let most = |scores: &[f64]| scores.iter().copied().fold(0.0, f64::max);
        let (_, scores) = strangest(&rows);
        assert!(scores.scores[300] <= most(&calm.scores), "{} {}", scores.scores[300], most(&calm.scores));
    }

    #[test]
    fn missing_members_and_few_of_them() {
        let mut rows = hosts(100, 5);
        rows.column_mut(2).fill(f64::NAN);
        rows.row_mut(7).fill(f64::NAN);
        let (_, scores) = strangest(&rows);
        assert_eq!(scores.scores[7], 0.0);
        assert!(scores.changes.column(2).iter().all(|change| *change == 0.0));
        let alone = Array2::from_shape_fn((50, 1), |(i, _)| if i == 20 { 900.0 } else { 1.0 });
        assert!(strangest(&alone).1.scores.iter().all(|score| *score == 0.0), "alone nobody is unlike");
    }
}
