//! What a metric did against its own last rows: the evidence for blaming it.
//!
//! ```text
//! change_j(t) = |x_j(t) - median of the 20 rows before| / (s_j + 0.03 (highest - lowest x_j so far))
//! ```
//!
//! with s_j the standard deviation of the steps from row to row in the history. In words: how far the metric left where it
//! just was, in units of its usual step, but never counting less than 3 % of its range as far. People who mark causes
//! look at plots that span the range of each metric, and at what moves when the incident starts; deviation from the
//! mean of weeks names the metrics that are always restless instead.
//!
//! Constant memory: 20 rows and four numbers a metric. The range grows with what is seen and includes the row itself.
//!
//! Works badly when the anomaly creeps over more than some 20 rows, or began before the first row.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use crate::stats::median;

/// Rows whose median is where a metric just was.
const ROWS_BEFORE: usize = 20;
/// Share of the range so far that is the least unit of a change. By judgement: what shows in a plot of the whole range;
/// less, and restless digits are blamed.
const RANGE_SHARE: f64 = 0.03;

/// Remembers the last rows, the usual steps and the ranges of all metrics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct LocalChange {
    /// Standard deviation of the steps in the history.
    steps: Vec<f64>,
    /// Lowest and highest value so far; nothing before the first.
    ranges: Vec<Option<(f64, f64)>>,
    /// The last present values of each metric, oldest first, at most [`ROWS_BEFORE`].
    recent: Vec<Vec<f64>>,
}

/// How far one metric moved in one row, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Change {
    pub(super) strength: f64,
    pub(super) expected: f64,
    pub(super) actual: f64,
}

impl LocalChange {
    /// Learns steps, ranges and last rows from a history in time order; a gap is `NaN`.
    pub(super) fn fit(history: ArrayView2<'_, f64>) -> Self {
        let n = history.ncols();
        let mut change =
            LocalChange { steps: vec![0.0; n], ranges: vec![None; n], recent: vec![Vec::new(); n] };
        for (j, column) in history.columns().into_iter().enumerate() {
            let steps = column.iter().zip(column.iter().skip(1)).map(|(a, b)| b - a).filter(|d| !d.is_nan());
            let (mut count, mut mean, mut moments) = (0.0, 0.0, 0.0);
            for step in steps {
                count += 1.0;
                let before = step - mean;
                mean += before / count;
                moments += before * (step - mean);
            }
            change.steps[j] = if count > 0.0 { (moments / count).sqrt() } else { 0.0 };
            for value in column.iter().filter(|value| !value.is_nan()) {
                change.learn(j, *value);
            }
        }
        change
    }

    /// The change of metric `j` in the next row, which is then remembered. A gap did not change.
    pub(super) fn update(&mut self, j: usize, value: f64) -> Change {
        if value.is_nan() {
            return Change::default();
        }
        let expected = median(&mut self.recent[j].clone()).unwrap_or(value);
        self.learn(j, value);
        let range = self.ranges[j].map_or(0.0, |(low, high)| high - low);
        let unit = self.steps[j] + RANGE_SHARE * range;
        let strength = if unit > 0.0 { (value - expected).abs() / unit } else { 0.0 };
        Change { strength, expected, actual: value }
    }

    /// Forgets the last rows: what comes next follows none.
    pub(super) fn forget(&mut self) {
        self.recent.iter_mut().for_each(Vec::clear);
    }

    fn learn(&mut self, j: usize, value: f64) {
        let range = self.ranges[j].get_or_insert((value, value));
        *range = (range.0.min(value), range.1.max(value));
        if self.recent[j].len() == ROWS_BEFORE {
            self.recent[j].remove(0);
        }
        self.recent[j].push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    #[test]
    fn the_metric_that_moves_is_blamed_not_the_restless_one() {
        // Column 0 swings through its whole range all the time, column 1 rests and then jumps by a third of its range.
        let history = Array2::from_shape_fn((200, 2), |(i, j)| match j {
            0 => f64::from(u8::from(i % 2 == 0)),
            _ => f64::from(u8::from(i < 3)),
        });
        let mut change = LocalChange::fit(history.view());
        assert!(change.update(1, 0.3).strength > 3.0 * change.update(0, 1.0).strength);
    }

    #[test]
    fn units_do_not_matter_and_gaps_and_constants_are_calm() {
        for scale in [1e-6, 1.0, 1e9] {
            let history = Array2::from_shape_fn((50, 1), |(i, _)| scale * (i % 5) as f64);
            let got = LocalChange::fit(history.view()).update(0, 10.0 * scale);
            assert!((got.strength - 8.0 / (0.3 + 2.0)).abs() < 0.4, "{}", got.strength);
            assert_eq!((got.expected, got.actual), (2.0 * scale, 10.0 * scale));
        }
        let mut constant = LocalChange::fit(Array2::from_elem((50, 1), 4.0).view());
        assert_eq!(constant.update(0, 4.0).strength, 0.0);
        assert_eq!(constant.update(0, f64::NAN), Change::default());
        // The first departure of a constant is all of its range.
        assert!((constant.update(0, 5.0).strength - 1.0 / RANGE_SHARE).abs() < 1e-9);
        assert_eq!(LocalChange::fit(Array2::zeros((0, 1)).view()).update(0, 3.0).strength, 0.0);
    }
}
