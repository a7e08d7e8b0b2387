//! Feature rows made ready: checked, gaps filled, put on one scale.

use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::stats::{MAD_TO_DEVIATION, all_finite, median};

/// Largest magnitude accepted: its square and sums of squares stay finite.
pub(super) const LARGEST: f64 = 1e150;
/// Beyond 2^53 counts are no longer whole, and far beyond it their variances overflow.
pub(super) const LARGEST_COUNT: f64 = 9_007_199_254_740_992.0;

/// How a column is put on a common scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// As it is.
    None,
    /// (x - min) / (max - min).
    MinMax,
    /// (x - mean) / standard deviation.
    Standard,
    /// (x - median) / (1.4826 x median absolute deviation).
    Robust,
}

/// Per column: what a gap becomes, and an offset and factor. Learned from the fitted rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Columns {
    fill: Vec<f64>,
    offset: Vec<f64>,
    factor: Vec<f64>,
}

impl Columns {
    /// Learns fill (median), offset and factor. A constant column gets factor 1, so that it adds nothing where it
    /// stays what it was and counts in its own units where it does not.
    pub(super) fn fit(rows: ArrayView2<'_, f64>, scale: Scale, at_least: usize) -> Result<Self> {
        check(rows)?;
        if rows.nrows() < at_least {
            return Err(Error::not_enough("rows", at_least, rows.nrows()));
        }
        if rows.ncols() == 0 {
            return Err(Error::not_enough("columns", 1, 0));
        }
        let n = rows.ncols();
        let mut columns = Columns { fill: vec![0.0; n], offset: vec![0.0; n], factor: vec![1.0; n] };
        for (j, column) in rows.columns().into_iter().enumerate() {
            let mut values: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
            if values.is_empty() {
                continue;
            }
            let median = median(&mut values).unwrap_or(0.0);
            columns.fill[j] = median;
            let (offset, width) = spread(&mut values, median, scale);
            columns.offset[j] = offset;
            if width > 0.0 {
                columns.factor[j] = 1.0 / width;
            }
        }
        Ok(columns)
    }

    pub(super) fn n_columns(&self) -> usize {
        self.fill.len()
    }

    /// Whether saved columns are what a fit can give.
    pub(super) fn is_sound(&self) -> bool {
        let parts = [&self.fill, &self.offset, &self.factor];
        self.n_columns() > 0 && parts.iter().all(|part| part.len() == self.n_columns() && all_finite(part))
    }

    /// What a gap in that column becomes.
    pub(super) fn fill_of(&self, column: usize) -> f64 {
        self.fill[column]
    }

    /// A value of that column on its scale.
    pub(super) fn scaled(&self, column: usize, value: f64) -> f64 {
        (value - self.offset[column]) * self.factor[column]
    }

    /// The value of that column that lies there on its scale.
    pub(super) fn unscaled(&self, column: usize, scaled: f64) -> f64 {
        self.offset[column] + scaled / self.factor[column]
    }

    /// Checks values and number of columns of rows to be scored.
    pub(super) fn accept(&self, rows: ArrayView2<'_, f64>) -> Result<()> {
        check(rows)?;
        if rows.ncols() != self.n_columns() {
            let message =
                format!("expected {} columns as in the fitted rows, got {}", self.n_columns(), rows.ncols());
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        Ok(())
    }

    /// The rows with gaps filled and every column on its scale.
    pub(super) fn apply(&self, rows: ArrayView2<'_, f64>) -> Result<Array2<f64>> {
        self.accept(rows)?;
        let mut out = Array2::zeros(rows.raw_dim());
        for (mut to, from) in out.rows_mut().into_iter().zip(rows.rows()) {
            for (j, (to, from)) in to.iter_mut().zip(from).enumerate() {
                let value = if from.is_nan() { self.fill[j] } else { *from };
                *to = (value - self.offset[j]) * self.factor[j];
            }
        }
        Ok(out)
    }

    /// One row with gaps filled and every column on its scale, into `out`.
    pub(super) fn apply_row(&self, row: &[f64], out: &mut [f64]) {
        for (j, (to, from)) in out.iter_mut().zip(row).enumerate() {
            let value = if from.is_nan() { self.fill[j] } else { from.clamp(-LARGEST, LARGEST) };
            *to = (value - self.offset[j]) * self.factor[j];
        }
    }
}

pub(super) fn check(rows: ArrayView2<'_, f64>) -> Result<()> {
    // Without a branch per value first: nearly always all of them are fine.
    let n_bad = |values: &[f64]| values.iter().filter(|value| value.abs() > LARGEST).count();
    if rows.as_slice().is_some_and(|values| n_bad(values) == 0) {
        return Ok(());
    }
    match rows.indexed_iter().find(|(_, value)| value.is_infinite() || value.abs() > LARGEST) {
        None => Ok(()),
        Some(((row, column), value)) => {
            let message = format!("values must be finite and within 1e150, got {value}");
            Err(Error::new(ErrorKind::InvalidArgument, message).with("row", row).with("column", column))
        }
    }
}

/// Offset and width of a column on that scale. The order of `values` may change.
fn spread(values: &mut [f64], median_value: f64, scale: Scale) -> (f64, f64) {
    let n = values.len() as f64;
    match scale {
        Scale::None => (0.0, 1.0),
        Scale::MinMax => {
            let (low, high) = values
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
            (low, high - low)
        }
        Scale::Standard => deviation(values, n),
        Scale::Robust => {
            let (_, fallback) = deviation(values, n);
            values.iter_mut().for_each(|value| *value = (*value - median_value).abs());
            let width = MAD_TO_DEVIATION * median(values).unwrap_or(0.0);
            (median_value, if width > 0.0 { width } else { fallback })
        }
    }
}

fn deviation(values: &[f64], n: f64) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n;
    (mean, variance.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_and_gaps() {
        let rows = ndarray::array![[1.0, 5.0], [2.0, 5.0], [f64::NAN, 5.0], [5.0, 5.0]];
        for (scale, expected) in [
            (Scale::None, [1.0, 2.0, 2.0, 5.0]),
            (Scale::MinMax, [0.0, 0.25, 0.25, 1.0]),
            (Scale::Robust, [-1.0 / 1.4826, 0.0, 0.0, 3.0 / 1.4826]),
        ] {
            let out = Columns::fit(rows.view(), scale, 1).unwrap().apply(rows.view()).unwrap();
            for (got, expected) in out.column(0).iter().zip(expected) {
                assert!((got - expected).abs() < 1e-12, "{scale:?}: {got} {expected}");
            }
            assert!(out.column(1).iter().all(|value| value.is_finite()));
        }
        let mut even = [4.0, 1.0, 3.0, 2.0];
        assert_eq!(median(&mut even), Some(2.5));
        let bad = ndarray::array![[f64::INFINITY]];
        assert!(
            Columns::fit(bad.view(), Scale::None, 1).unwrap_err().to_string().contains("row 0, column 0")
        );
    }
}
