//! What values features take, and whether they still do: statistics of rows, and their drift.
//!
//! The drift of a feature is the population stability index between the rows a model learnt from and later ones (Siddiqi,
//! *Credit Risk Scorecards*, 2006, chapter 6): with the shares p and q of rows in each of ten bins of equal counts (of the
//! earlier rows; missing values are a bin of their own),
//!
//! PSI = Σ (q − p) · ln(q / p),
//!
//! half a row added to every bin so that an empty one gives a finite number. The same source calls below 0.1 stable and
//! 0.25 and above ([`MOVED`]) a changed population.
//!
//! Works badly with fewer than some hundred rows: chance alone then gives about (bins − 1) · (1/n + 1/m).

use serde::{Deserialize, Serialize};

use ndarray::{ArrayView1, ArrayView2};

use crate::error::{Error, ErrorKind, Result};

/// Bins of equal counts.
const BINS: usize = 10;
/// Stability index from which a feature no longer takes the values it was learnt on (Siddiqi 2006).
pub const MOVED: f64 = 0.25;
/// Added to the count of every bin, as above (2006: an empty bin must give a finite number).
const HALF: f64 = 0.5;

/// What values a feature took (table `model_features`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FeatureStatistics {
    /// Name of the feature.
    pub name: String,
    /// Rows looked at.
    pub rows: u64,
    /// Share of them without a value, 0 to 1.
    pub missing: f64,
    /// Smallest value; absent where every one is missing, like the next three.
    pub min: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation, n − 1; 0 for one value.
    pub std: Option<f64>,
    /// Upper ends of the bins of the stability index but the last, ascending, each value once.
    pub edges: Vec<f64>,
    /// Rows in each of those bins, in the last one, and without a value.
    pub counts: Vec<u64>,
}

/// How far the values of a feature have moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FeatureDrift {
    /// Name of the feature.
    pub name: String,
    /// Population stability index.
    pub psi: f64,
    /// Whether it is [`MOVED`] or more.
    pub moved: bool,
    /// What values it takes now.
    pub now: FeatureStatistics,
}

impl FeatureStatistics {
    /// The statistics of every column, `NaN` = missing.
    ///
    /// # Errors
    /// `invalid_argument` unless there is a name a column and no value is infinite; `not_enough_data` without rows.
    pub fn of(names: &[String], rows: ArrayView2<'_, f64>) -> Result<Vec<Self>> {
        check(names.len(), rows)?;
        Ok(names.iter().zip(rows.columns()).map(|(name, column)| of_column(name, column, None)).collect())
    }
}

/// How far each feature has moved from what it was: `reference` against later rows with the same columns.
///
/// # Errors
/// Those of [`FeatureStatistics::of`].
pub fn drift(reference: &[FeatureStatistics], rows: ArrayView2<'_, f64>) -> Result<Vec<FeatureDrift>> {
    check(reference.len(), rows)?;
    let moved = |(before, column): (&FeatureStatistics, ArrayView1<'_, f64>)| {
        let now = of_column(&before.name, column, Some(&before.edges));
        let shares = |counts: &[u64]| -> Vec<f64> {
            let total: f64 = counts.iter().map(|count| *count as f64 + HALF).sum();
            counts.iter().map(|count| (*count as f64 + HALF) / total).collect()
        };
        let psi: f64 = shares(&before.counts)
            .iter()
            .zip(shares(&now.counts))
            .map(|(p, q)| (q - p) * libm::log(q / p))
            .sum();
        FeatureDrift { name: before.name.clone(), psi, moved: psi >= MOVED, now }
    };
    Ok(reference.iter().zip(rows.columns()).map(moved).collect())
}

fn check(names: usize, rows: ArrayView2<'_, f64>) -> Result<()> {
    if names != rows.ncols() {
        let message = format!("needs one name a column, got {names} for {}", rows.ncols());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    if rows.nrows() == 0 {
        return Err(Error::not_enough("rows", 1, 0));
    }
    if rows.iter().any(|value| value.is_infinite()) {
        return Err(Error::new(ErrorKind::InvalidArgument, "a value is infinite"));
    }
    Ok(())
}

/// The statistics of a column, counted in the given bins or in its own.
fn of_column(name: &str, column: ArrayView1<'_, f64>, edges: Option<&[f64]>) -> FeatureStatistics {
    let mut values: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
    values.sort_unstable_by(f64::total_cmp);
    let n = values.len();
    let edges = edges.map_or_else(|| own_edges(&values), <[f64]>::to_vec);
    let mut counts = vec![0; edges.len() + 2];
    for value in &values {
        counts[edges.partition_point(|edge| edge < value)] += 1;
    }
    if let Some(missing) = counts.last_mut() {
        *missing = (column.len() - n) as u64;
    }
    let mean = (n > 0).then(|| values.iter().sum::<f64>() / n as f64);
    let std = mean.map(|mean| {
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        (squares / (n as f64 - 1.0).max(1.0)).sqrt()
    });
    FeatureStatistics {
        name: name.to_owned(),
        rows: column.len() as u64,
        missing: (column.len() - n) as f64 / column.len().max(1) as f64,
        min: values.first().copied(),
        max: values.last().copied(),
        mean,
        std,
        edges,
        counts,
    }
}

/// The ends of bins of equal counts; values that are all one leave fewer.
fn own_edges(sorted: &[f64]) -> Vec<f64> {
    let mut edges: Vec<f64> = (1..BINS)
        .filter_map(|bin| sorted.get((bin * sorted.len() / BINS).checked_sub(1)?))
        .copied()
        .collect();
    edges.dedup();
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;
    use ndarray::Array2;

    fn rows(seed: u64, shift: f64) -> Array2<f64> {
        let mut rng = Rng::new(seed);
        Array2::from_shape_fn((2_000, 3), |(_, column)| match column {
            0 => rng.normal() + shift,
            1 if rng.uniform() < 0.2 + 0.2 * shift => f64::NAN,
            1 => 7.0,
            _ => f64::from(u8::from(rng.uniform() < 0.1)),
        })
    }

    fn names() -> Vec<String> {
        ["normal", "often missing", "rare"].map(str::to_owned).to_vec()
    }

    #[test]
    fn statistics_are_those_of_the_values() {
        let values = ndarray::array![[1.0, f64::NAN], [2.0, f64::NAN], [4.0, f64::NAN], [f64::NAN, f64::NAN]];
        let found = FeatureStatistics::of(&names()[..2], values.view()).unwrap();
        assert_eq!((found[0].min, found[0].max, found[0].missing), (Some(1.0), Some(4.0), 0.25));
        // numpy: mean 2.3333333333333335, std(ddof=1) 1.5275252316519468.
        assert!((found[0].mean.unwrap() - 7.0 / 3.0).abs() < 1e-15);
        assert!((found[0].std.unwrap() - 1.527_525_231_651_946_8).abs() < 1e-15);
        assert_eq!((found[1].mean, found[1].missing, found[1].counts.clone()), (None, 1.0, vec![0, 4]));
        assert_eq!(found[0].counts.iter().sum::<u64>(), 4);
        let text = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<Vec<FeatureStatistics>>(&text).unwrap(), found);
    }

    #[test]
    fn what_moves_is_found_and_what_stays_is_not() {
        let reference = FeatureStatistics::of(&names(), rows(1, 0.0).view()).unwrap();
        let same = drift(&reference, rows(2, 0.0).view()).unwrap();
        assert!(same.iter().all(|one| !one.moved && one.psi < 0.03), "{same:?}");
        let moved = drift(&reference, rows(3, 1.0).view()).unwrap();
        assert!(moved[0].moved && moved[0].psi > 0.7, "a shift of one deviation: {}", moved[0].psi);
        assert!(moved[1].psi > 0.15, "twice as many missing: {}", moved[1].psi);
        assert!(!moved[2].moved, "{}", moved[2].psi);
        // Two bins, 0.9 and 0.1 against 0.6 and 0.4: (0.6 − 0.9) ln(0.6 / 0.9) + (0.4 − 0.1) ln(0.4 / 0.1) = 0.5375.
        let of = |ones: usize| Array2::from_shape_fn((10_000, 1), |(i, _)| f64::from(u8::from(i < ones)));
        let before = FeatureStatistics::of(&names()[..1], of(1_000).view()).unwrap();
        let psi = drift(&before, of(4_000).view()).unwrap()[0].psi;
        assert!((psi - 0.5375).abs() < 2e-3, "{psi}");
    }

    #[test]
    fn bad_rows_are_refused() {
        let values = ndarray::array![[1.0, f64::INFINITY]];
        let empty = Array2::<f64>::zeros((0, 2));
        for (names, rows, code) in [
            (&names()[..1], values.view(), "invalid_argument"),
            (&names()[..2], values.view(), "invalid_argument"),
            (&names()[..2], empty.view(), "not_enough_data"),
        ] {
            assert_eq!(FeatureStatistics::of(names, rows).unwrap_err().code(), code);
        }
    }
}
