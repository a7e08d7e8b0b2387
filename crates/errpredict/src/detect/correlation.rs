//! Correlation break: metrics that used to move together do not.
//!
//! The history is cut into windows of `window` rows. For every pair of metrics the correlation r of each window gives a
//! Fisher z, and pairs whose typical correlation is strong are watched. A new window is tested against the windows of
//! the history:
//!
//! ```text
//! z = atanh r (Fisher 1915)      t = (mean z - z) / (s sqrt(1 + 1 / n)),  signs turned so that mean z > 0
//! p = P(T > t),  Student's t with n - 1 degrees of freedom: the prediction of one more window
//! ```
//!
//! z is close to normal, and its spread s is what the history shows, so metrics that wander slowly (few independent
//! rows in a window) or rest at night need no correction by hand. A break has p below its share of the false-alarm budget
//! (Bonferroni, over pairs and windows) and is looser than every window of the history. Windows overlap by half; broken
//! ones that touch are one interval. Each broken pair speaks against both of its metrics with its -log10 p.
//!
//! A metric that stands still while its partner moves has r = 0; where both stand still, or a value is missing, nothing
//! is tested. Only whole windows are judged, so later rows change nothing.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `window` | 60 | rows whose correlation is one observation | rows | 10 to 10,000 |
//! | `min_correlation` | 0.7 | typical correlation from which a pair is watched | | 0.1 to 0.99 |
//! | `false_alarms_per_10_000_rows` | 1 | budget of all pairs together | alarms | above 0 |
//!
//! Works badly when the history has fewer than 20 windows (nothing is watched), when the metrics move together only in a
//! daily cycle longer than the window, and for breaks much shorter than half a window.

use ndarray::{ArrayView2, Axis};
use serde::{Deserialize, Serialize};

use super::anomaly::{AnomalyCause, AnomalyDetection, Strange, evidence};
use super::anomaly_type::{AnomalyType, FoundBy};
use super::chance::Chance;
use super::level::Unit;
use super::metric::{Metric, Subject};
use super::prepare::check;
use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::stats::special::beta_lower;
use crate::time::{DAY_MS, Timestamp};

/// Settings of the correlation break.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CorrelationBreak {
    /// Rows whose correlation is one observation.
    pub window: usize,
    /// Typical correlation from which a pair is watched.
    pub min_correlation: f64,
    /// False alarms allowed in 10,000 rows, for all pairs together.
    pub false_alarms_per_10_000_rows: f64,
}

impl Default for CorrelationBreak {
    fn default() -> Self {
        CorrelationBreak { window: 60, min_correlation: 0.7, false_alarms_per_10_000_rows: 1.0 }
    }
}

/// Windows of the history without which the spread of a pair is not known.
const MIN_WINDOWS: usize = 20;
/// Correlations are cut here: beyond, atanh measures rounding.
const LARGEST_CORRELATION: f64 = 0.999;
/// Least spread of z that is believed. By judgement: two hundredths of z; below it numbers that move as one would break
/// at the last digit.
const SMALLEST_SPREAD: f64 = 0.02;
/// Deviation relative to the largest magnitude below which a metric stands still. Above the rounding of sums of 64-bit
/// numbers (2^-52 each), far below what any number shows.
const STANDS_STILL: f64 = 1e-9;
/// Rows the budget is for. By definition of the setting, whose name says it.
const BUDGET_ROWS: f64 = 10_000.0;

/// A fitted [`CorrelationBreak`]: the pairs that are watched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedCorrelationBreak {
    n_columns: usize,
    window: usize,
    /// Tail probability of one test that is a break.
    threshold: f64,
    pairs: Vec<Pair>,
}

/// Two metrics that move together; z is turned so that its mean is above 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Pair {
    columns: (usize, usize),
    sign: f64,
    mean: f64,
    spread: f64,
    least: f64,
    n_windows: usize,
}

/// One interval in which metrics that used to move together do not.
#[derive(Debug, Clone, PartialEq)]
pub struct BrokenCorrelation {
    /// First row.
    pub from: usize,
    /// Last row.
    pub to: usize,
    /// Last row of the window of the strongest break.
    pub peak: usize,
    /// Tail probability of the strongest break, for a single test.
    pub p_value: f64,
    /// Number of tests made in 10,000 rows.
    pub n_tests: f64,
    /// Typical correlation of the pair that broke most.
    pub expected: f64,
    /// Its correlation in that window.
    pub actual: f64,
    /// Every column with a broken pair, most broken first: column, share of the evidence, and correlation with its
    /// most broken partner before and now.
    pub columns: Vec<(usize, f64, f64, f64)>,
}

impl CorrelationBreak {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if !(10..=10_000).contains(&self.window) {
            return Err(Error::setting("window", "from 10 to 10,000", self.window));
        }
        if !(0.1..=0.99).contains(&self.min_correlation) {
            return Err(Error::setting("min_correlation", "from 0.1 to 0.99", self.min_correlation));
        }
        let budget = self.false_alarms_per_10_000_rows;
        if !(budget > 0.0 && budget.is_finite()) {
            return Err(Error::setting("false_alarms_per_10_000_rows", "a finite number above 0", budget));
        }
        Ok(())
    }

    /// Learns from a history in time order which pairs move together and how tightly; a gap is `NaN`.
    ///
    /// # Errors
    /// `invalid_setting`; `invalid_argument` for values beyond 1e150.
    pub fn fit(&self, history: ArrayView2<'_, f64>) -> Result<FittedCorrelationBreak> {
        self.validate()?;
        check(history)?;
        let n = history.ncols();
        let windows: Vec<_> = history
            .axis_chunks_iter(Axis(0), self.window)
            .filter(|chunk| chunk.nrows() == self.window)
            .map(directions)
            .collect();
        let mut pairs = Vec::new();
        for a in 0..n {
            for b in a + 1..n {
                let z: Vec<f64> = windows.iter().filter_map(|w| fisher_z(&w[a], &w[b])).collect();
                pairs.extend(self.pair((a, b), &z));
            }
        }
        let tests = (pairs.len() * 2) as f64 * BUDGET_ROWS / self.window as f64;
        let threshold = (self.false_alarms_per_10_000_rows / tests.max(1.0)).min(0.5);
        Ok(FittedCorrelationBreak { n_columns: n, window: self.window, threshold, pairs })
    }

    fn pair(&self, columns: (usize, usize), z: &[f64]) -> Option<Pair> {
        let n = z.len() as f64;
        let mean = z.iter().sum::<f64>() / n;
        if z.len() < MIN_WINDOWS || libm::tanh(mean).abs() < self.min_correlation {
            return None;
        }
        let spread = (z.iter().map(|z| (z - mean) * (z - mean)).sum::<f64>() / (n - 1.0)).sqrt();
        let sign = mean.signum();
        let least = z.iter().map(|z| sign * z).fold(f64::INFINITY, f64::min);
        let spread = spread.max(SMALLEST_SPREAD);
        Some(Pair { columns, sign, mean: mean.abs(), spread, least, n_windows: z.len() })
    }
}

/// Centred columns of unit length: `None` with a gap, all 0 where the metric stands still.
fn directions(window: ArrayView2<'_, f64>) -> Vec<Option<Vec<f64>>> {
    let direction = |column: ndarray::ArrayView1<'_, f64>| {
        let n = column.len() as f64;
        let mean = column.iter().sum::<f64>() / n;
        if mean.is_nan() {
            return None;
        }
        let largest = column.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
        let length = column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>().sqrt();
        let moves = length > STANDS_STILL * largest * n.sqrt();
        Some(column.iter().map(|x| if moves { (x - mean) / length } else { 0.0 }).collect())
    };
    window.columns().into_iter().map(direction).collect()
}

/// atanh of the correlation; nothing with a gap or where both stand still.
fn fisher_z(a: &Option<Vec<f64>>, b: &Option<Vec<f64>>) -> Option<f64> {
    let (a, b) = (a.as_ref()?, b.as_ref()?);
    let moves = |direction: &[f64]| direction.iter().any(|x| *x != 0.0);
    if !moves(a) && !moves(b) {
        return None;
    }
    let r: f64 = a.iter().zip(b).map(|(x, y)| x * y).sum();
    Some(libm::atanh(r.clamp(-LARGEST_CORRELATION, LARGEST_CORRELATION)))
}

impl Pair {
    /// Tail probability of a window with that z, turned.
    fn p_value(&self, z: f64) -> f64 {
        let n = self.n_windows as f64;
        let t = (self.mean - z) / (self.spread * (1.0 + 1.0 / n).sqrt());
        if t <= 0.0 {
            return 1.0;
        }
        let freedom = n - 1.0;
        let x = freedom / (freedom + t * t);
        0.5 * beta_lower(0.5 * freedom, 0.5, x, t * t / (freedom + t * t))
    }
}

/// One broken pair in one window.
struct Broken<'a> {
    pair: &'a Pair,
    from: usize,
    p_value: f64,
    actual: f64,
}

impl FittedCorrelationBreak {
    /// Number of pairs that are watched: 0 means that nothing can break.
    #[must_use]
    pub fn n_pairs(&self) -> usize {
        self.pairs.len()
    }

    /// The breaks in rows that follow the history, in time order.
    ///
    /// # Errors
    /// `invalid_argument` for another number of columns, or values beyond 1e150.
    pub fn find(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<BrokenCorrelation>> {
        check(rows)?;
        if rows.ncols() != self.n_columns {
            let message =
                format!("expected {} columns as in the history, got {}", self.n_columns, rows.ncols());
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let mut found: Vec<Vec<Broken<'_>>> = Vec::new();
        for from in (0..=rows.nrows()).step_by((self.window / 2).max(1)) {
            if from + self.window > rows.nrows() {
                break;
            }
            let broken = self.test(rows.slice_axis(Axis(0), (from..from + self.window).into()), from);
            match (found.last_mut(), broken.is_empty()) {
                (_, true) => {}
                (Some(last), _) if last.last().is_some_and(|b| from <= b.from + self.window) => {
                    last.extend(broken);
                }
                _ => found.push(broken),
            }
        }
        Ok(found.iter().filter_map(|broken| self.interval(broken)).collect())
    }

    fn test(&self, window: ArrayView2<'_, f64>, from: usize) -> Vec<Broken<'_>> {
        let directions = directions(window);
        let test = |pair: &'_ Pair| {
            let z = fisher_z(&directions[pair.columns.0], &directions[pair.columns.1])?;
            let (turned, p_value) = (pair.sign * z, pair.p_value(pair.sign * z));
            let is_broken = p_value <= self.threshold && turned < pair.least;
            is_broken.then(|| (p_value, libm::tanh(z)))
        };
        let broken = self.pairs.iter().filter_map(|pair| test(pair).map(|found| (pair, found)));
        broken.map(|(pair, (p_value, actual))| Broken { pair, from, p_value, actual }).collect()
    }

    fn interval(&self, broken: &[Broken<'_>]) -> Option<BrokenCorrelation> {
        let strongest = broken.iter().min_by(|a, b| a.p_value.total_cmp(&b.p_value))?;
        let expected = |broken: &Broken<'_>| broken.pair.sign * libm::tanh(broken.pair.mean);
        let mut columns = Vec::new();
        for column in 0..self.n_columns {
            let own = || broken.iter().filter(|b| b.pair.columns.0 == column || b.pair.columns.1 == column);
            let weight: f64 = own().map(|b| -libm::log10(b.p_value.max(super::SMALLEST_P))).sum();
            if let Some(most) = own().min_by(|a, b| a.p_value.total_cmp(&b.p_value)) {
                columns.push((column, weight, expected(most), most.actual));
            }
        }
        let total: f64 = columns.iter().map(|column| column.1).sum();
        columns.iter_mut().for_each(|column| column.1 /= total);
        columns.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Some(BrokenCorrelation {
            from: broken.first()?.from,
            to: broken.last()?.from + self.window - 1,
            peak: strongest.from + self.window - 1,
            p_value: strongest.p_value,
            n_tests: (self.pairs.len() * 2) as f64 * BUDGET_ROWS / self.window as f64,
            expected: expected(strongest),
            actual: strongest.actual,
            columns,
        })
    }

    /// The breaks as anomalies: row `i` is the bucket that ends at `first_end` + i x `step_ms`.
    ///
    /// # Errors
    /// Those of [`FittedCorrelationBreak::find`].
    pub fn anomalies(
        &self,
        scope: &Scope,
        names: &[String],
        rows: ArrayView2<'_, f64>,
        first_end: Timestamp,
        step_ms: i64,
    ) -> Result<Vec<AnomalyDetection>> {
        let tests_per_week =
            (self.pairs.len() * 2) as f64 / self.window as f64 * (7 * DAY_MS) as f64 / step_ms.max(1) as f64;
        let subject = Subject::new(scope.clone(), Metric::Correlation);
        let end_of = |row: usize| first_end.plus_ms(step_ms.saturating_mul(row as i64));
        let anomaly = |found: BrokenCorrelation| {
            let place = (end_of(found.from).plus_ms(-step_ms), end_of(found.to), end_of(found.peak));
            // However sure: half of the correlation lost is never worse than medium.
            let lost = 1.0 - (found.actual / found.expected).clamp(0.0, 1.0);
            let score = evidence(found.p_value).min(lost);
            let mut anomaly = AnomalyDetection::new(Strange {
                subject: &subject,
                anomaly_type: AnomalyType::CorrelationBreak,
                up: None,
                place,
                at: end_of(rows.nrows().saturating_sub(1)),
                numbers: (found.expected, found.actual),
                unit: Unit::Correlation,
                p_value: found.p_value,
                chance: Chance::per_week(found.p_value * tests_per_week),
                score,
                found_by: FoundBy::Correlation,
            });
            anomaly.ongoing = found.to + self.window / 2 >= rows.nrows();
            anomaly.causes = found
                .columns
                .into_iter()
                .map(|(column, share, expected, actual)| AnomalyCause {
                    name: names.get(column).cloned().unwrap_or_default(),
                    share,
                    expected,
                    actual,
                    unit: Unit::Correlation,
                })
                .collect();
            anomaly
        };
        Ok(self.find(rows)?.into_iter().map(anomaly).collect())
    }
}

#[cfg(test)]
mod tests;
