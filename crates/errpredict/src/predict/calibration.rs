//! Making a probability mean what it says.
//!
//! Maps log-odds to probabilities, fitted on rows the model has not seen:
//!
//! - `none`: σ(z);
//! - `platt`: σ(a·z + b), with Platt's smoothed targets (Platt, "Probabilistic outputs for support vector machines",
//!   1999; as scikit-learn's sigmoid calibration);
//! - `beta`: σ(a·ln p − b·ln(1 − p) + c), a, b ≥ 0 (Kull, Silva Filho and Flach, "Beta calibration", AISTATS 2017);
//! - `isotonic`: the best non-decreasing step function by pooling adjacent violators (Zadrozny and Elkan 2002),
//!   joined linearly between its steps.
//!
//! [`Calibration::choose`] compares them by log loss, forward in time: each block of rows is scored by maps fitted
//! on the blocks before it.
//!
//! Works badly when the base rate drifts after fitting: see [`super::recalibration`].

use serde::{Deserialize, Serialize};

use super::lbfgs::minimise;
use super::{MIN_PROBABILITY, sigmoid};

/// Time-ordered blocks: the first only fits, each later one scores.
const N_BLOCKS: usize = 5;
/// Rows of the rarer class below which a map is not fitted: its numbers would be noise.
const MIN_CLASS: usize = 10;
/// A more complex map must win by this share of the log loss, or the simpler one stays. By judgement: a thousandth is
/// less than any figure of a map's use; without one, chance picks the map with more numbers.
const MARGIN: f64 = 0.001;

/// A fitted map from log-odds to probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Calibration {
    /// σ(z).
    None,
    /// σ(slope · z + intercept).
    Platt {
        /// Stretches log-odds; below 1 where the model was too sure.
        slope: f64,
        /// Moves them.
        intercept: f64,
    },
    /// σ(a · ln p − b · ln(1 − p) + c).
    Beta {
        /// Weight of ln p, at least 0.
        a: f64,
        /// Weight of −ln(1 − p), at least 0.
        b: f64,
        /// Moves the log-odds.
        c: f64,
    },
    /// Joined steps.
    Isotonic {
        /// Log-odds, ascending.
        log_odds: Vec<f64>,
        /// Probability at each, not decreasing.
        probability: Vec<f64>,
    },
}

impl Calibration {
    /// The names of the maps, simplest first.
    pub const NAMES: [&'static str; 4] = ["none", "platt", "beta", "isotonic"];

    /// The name of this map.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Calibration::None => "none",
            Calibration::Platt { .. } => "platt",
            Calibration::Beta { .. } => "beta",
            Calibration::Isotonic { .. } => "isotonic",
        }
    }

    /// The probability of the error; strictly between 0 and 1.
    #[must_use]
    pub fn probability(&self, log_odds: f64) -> f64 {
        let p = match self {
            Calibration::None => sigmoid(log_odds),
            Calibration::Platt { slope, intercept } => sigmoid(slope * log_odds + intercept),
            Calibration::Beta { a, b, c } => {
                let (ln_p, ln_q) = log_parts(log_odds);
                sigmoid(a * ln_p - b * ln_q + c)
            }
            Calibration::Isotonic { log_odds: xs, probability } => interpolate(xs, probability, log_odds),
        };
        p.clamp(MIN_PROBABILITY, 1.0 - MIN_PROBABILITY)
    }

    /// Fits the named map; `none` where there are too few rows of a class. Names not in [`Self::NAMES`] give `none`.
    #[must_use]
    pub fn fit(name: &str, log_odds: &[f64], labels: &[bool]) -> Self {
        let hits = labels.iter().filter(|label| **label).count();
        if hits.min(labels.len() - hits) < MIN_CLASS {
            return Calibration::None;
        }
        match name {
            "platt" => platt(log_odds, labels),
            "beta" => beta(log_odds, labels),
            "isotonic" => isotonic(log_odds, labels),
            _ => Calibration::None,
        }
    }

    /// The simplest map that none beats forward in time, fitted on all rows. Rows are in time order.
    ///
    /// A more complex map must save `MARGIN` of the log loss and win in all later blocks but one: rows that fail
    /// together in few incidents make a map look good once by chance.
    #[must_use]
    pub fn choose(log_odds: &[f64], labels: &[bool]) -> Self {
        let n = labels.len();
        let losses = |name: &str| -> [f64; N_BLOCKS - 1] {
            std::array::from_fn(|i| {
                let (from, to) = (n * (i + 1) / N_BLOCKS, n * (i + 2) / N_BLOCKS);
                let map = Self::fit(name, &log_odds[..from], &labels[..from]);
                (from..to)
                    .map(|i| {
                        let p = map.probability(log_odds[i]);
                        -libm::log(if labels[i] { p } else { 1.0 - p })
                    })
                    .sum()
            })
        };
        let mut best = ("none", losses("none"));
        for name in &Self::NAMES[1..] {
            let reached = losses(name);
            let wins = reached.iter().zip(&best.1).filter(|(new, old)| new < old).count();
            let total = |losses: &[f64]| losses.iter().sum::<f64>();
            if wins + 1 >= reached.len() && total(&reached) < total(&best.1) * (1.0 - MARGIN) {
                best = (name, reached);
            }
        }
        Self::fit(best.0, log_odds, labels)
    }

    pub(super) fn is_sound(&self) -> bool {
        match self {
            Calibration::None => true,
            Calibration::Platt { slope, intercept } => slope.is_finite() && intercept.is_finite(),
            Calibration::Beta { a, b, c } => [a, b, c].iter().all(|value| value.is_finite()),
            Calibration::Isotonic { log_odds, probability } => {
                let ascending = |values: &[f64]| {
                    values.iter().all(|value| value.is_finite())
                        && values.windows(2).all(|pair| pair[0] <= pair[1])
                };
                !log_odds.is_empty()
                    && log_odds.len() == probability.len()
                    && ascending(log_odds)
                    && ascending(probability)
            }
        }
    }
}

/// ln p and ln(1 − p) of log-odds, without rounding p to 0 or 1.
fn log_parts(log_odds: f64) -> (f64, f64) {
    let softplus = |x: f64| x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
    (-softplus(-log_odds), -softplus(log_odds))
}

/// The value at `x` on the line through the points, level outside them.
fn interpolate(xs: &[f64], ys: &[f64], x: f64) -> f64 {
    let above = xs.partition_point(|point| *point < x);
    match (above.checked_sub(1), xs.get(above)) {
        (None, _) => ys.first().copied().unwrap_or(0.5),
        (Some(last), None) => ys[last],
        (Some(below), Some(right)) => {
            let share = (x - xs[below]) / (right - xs[below]);
            ys[below] + share * (ys[above] - ys[below])
        }
    }
}

/// Mean log loss of σ(Σ w_j · column_j) against soft targets, minimised over w.
fn fit_linear<const K: usize>(rows: &[[f64; K]], targets: &[f64], start: [f64; K]) -> [f64; K] {
    let mut x = start;
    let scale = 1.0 / rows.len() as f64;
    minimise(&mut x, 200, 1e-10, |x, gradient| {
        gradient.fill(0.0);
        let mut value = 0.0;
        for (row, target) in rows.iter().zip(targets) {
            let margin: f64 = row.iter().zip(x).map(|(a, b)| a * b).sum();
            let (ln_p, ln_q) = log_parts(margin);
            value -= scale * (target * ln_p + (1.0 - target) * ln_q);
            let residual = scale * (sigmoid(margin) - target);
            gradient.iter_mut().zip(row).for_each(|(g, a)| *g += residual * a);
        }
        value
    });
    x
}

fn platt(log_odds: &[f64], labels: &[bool]) -> Calibration {
    let hits = labels.iter().filter(|label| **label).count() as f64;
    let misses = labels.len() as f64 - hits;
    let (high, low) = ((hits + 1.0) / (hits + 2.0), 1.0 / (misses + 2.0));
    let rows: Vec<[f64; 2]> = log_odds.iter().map(|z| [*z, 1.0]).collect();
    let targets: Vec<f64> = labels.iter().map(|label| if *label { high } else { low }).collect();
    let [slope, intercept] = fit_linear(&rows, &targets, [1.0, 0.0]);
    Calibration::Platt { slope, intercept }
}

fn beta(log_odds: &[f64], labels: &[bool]) -> Calibration {
    let parts: Vec<(f64, f64)> = log_odds.iter().map(|z| log_parts(*z)).collect();
    let targets: Vec<f64> = labels.iter().map(|label| f64::from(u8::from(*label))).collect();
    let rows: Vec<[f64; 3]> = parts.iter().map(|(p, q)| [*p, -q, 1.0]).collect();
    let [a, b, c] = fit_linear(&rows, &targets, [1.0, 1.0, 0.0]);
    if a >= 0.0 && b >= 0.0 {
        return Calibration::Beta { a, b, c };
    }
    // The constrained optimum lies on the border: the offending part is left out, as the authors do.
    let rows: Vec<[f64; 2]> = parts.iter().map(|(p, q)| [if a < 0.0 { -q } else { *p }, 1.0]).collect();
    let [slope, c] = fit_linear(&rows, &targets, [1.0, 0.0]);
    let slope = slope.max(0.0);
    if a < 0.0 {
        Calibration::Beta { a: 0.0, b: slope, c }
    } else {
        Calibration::Beta { a: slope, b: 0.0, c }
    }
}

fn isotonic(log_odds: &[f64], labels: &[bool]) -> Calibration {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|a, b| log_odds[*a].total_cmp(&log_odds[*b]));
    // Blocks of (first x, last x, hits, rows); equal x is one point.
    let mut blocks: Vec<(f64, f64, f64, f64)> = Vec::new();
    for i in order {
        let (x, hit) = (log_odds[i], f64::from(u8::from(labels[i])));
        match blocks.last_mut() {
            Some(last) if last.1 == x => (last.2, last.3) = (last.2 + hit, last.3 + 1.0),
            _ => blocks.push((x, x, hit, 1.0)),
        }
    }
    let mut pooled: Vec<(f64, f64, f64, f64)> = Vec::new();
    for block in blocks {
        pooled.push(block);
        while let [.., before, last] = pooled.as_slice() {
            if before.2 * last.3 < last.2 * before.3 {
                break;
            }
            let joined = (before.0, last.1, before.2 + last.2, before.3 + last.3);
            pooled.pop();
            pooled.pop();
            pooled.push(joined);
        }
    }
    // A block without hits is not proof of 0: stay within what so many rows can tell apart.
    let edge = 1.0 / (labels.len() as f64 + 2.0);
    let (mut xs, mut ys) = (Vec::new(), Vec::new());
    for (first, last, hits, rows) in pooled {
        let p = (hits / rows).clamp(edge, 1.0 - edge);
        xs.push(first);
        ys.push(p);
        if last > first {
            xs.push(last);
            ys.push(p);
        }
    }
    Calibration::Isotonic { log_odds: xs, probability: ys }
}
