//! The map of a hazard's log-odds that what came lately asks for.
//!
//! A model learnt over years is right on average over years. What has come since says how it stands now: slope and
//! intercept (Platt's map, 1999) are found by penalised likelihood on the rows that were answered without knowing
//! what came, older ones weighing less. How fast they forget, and whether there is a map at all, is chosen forward in
//! time: the judged rows are cut into blocks, and each block is answered by the map of what was known before it
//! (prequential choice: Dawid, "The prequential approach", JRSS A 1984).

use crate::predict::{Calibration, sigmoid};

/// A row that was answered without knowing what came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) minute: u32,
    /// From when on what came is known.
    pub(super) known: u32,
    pub(super) odds: f64,
    pub(super) came: bool,
    pub(super) weight: f64,
}

/// One way to follow: rows weigh half after so many days; whether the slope is found as well, or the intercept alone.
#[derive(Debug, Clone, Copy)]
struct Way {
    half_life_days: f64,
    slope: bool,
}

/// Ways that are tried.
const WAYS: [Way; 4] = [
    Way { half_life_days: f64::INFINITY, slope: true },
    Way { half_life_days: 180.0, slope: true },
    Way { half_life_days: 60.0, slope: false },
    Way { half_life_days: 20.0, slope: false },
];
/// Blocks that the rows are cut into; the first is never answered.
const BLOCKS: usize = 6;
/// A map must save this share of the log loss, or there is none.
const MARGIN: f64 = 0.001;
/// Rows of the rarer outcome below which there is no map, as in [`Calibration::fit`].
const MIN_CLASS: usize = 10;
/// The precision of the belief in no map, of slope and intercept: a standard deviation of a half.
const PRIOR: f64 = 4.0;
/// Steps of Newton's method: it has converged long before.
const STEPS: usize = 8;
/// By definition.
const MINUTES_A_DAY: f64 = 1440.0;

/// The best map of those rows, oldest first; none where none does better.
pub(super) fn map_of(rows: &[Said]) -> Calibration {
    let came = rows.iter().filter(|row| row.came).count();
    if came.min(rows.len() - came) < MIN_CLASS {
        return Calibration::None;
    }
    let mut losses = [0.0; WAYS.len()];
    let mut plain = 0.0;
    let n = rows.len();
    for block in 1..BLOCKS {
        let asked = &rows[n * block / BLOCKS..n * (block + 1) / BLOCKS];
        let Some(first) = asked.first() else { continue };
        let before: Vec<Said> = rows.iter().filter(|row| row.known <= first.minute).copied().collect();
        let loss = |map: (f64, f64)| -> f64 {
            asked.iter().map(|row| row.weight * log_loss(sigmoid(map.0 * row.odds + map.1), row.came)).sum()
        };
        plain += loss((1.0, 0.0));
        for (way, total) in WAYS.iter().zip(&mut losses) {
            *total += loss(way.fit(&before, first.minute));
        }
    }
    let mut best: (Option<&Way>, f64) = (None, (1.0 - MARGIN) * plain);
    for (way, loss) in WAYS.iter().zip(losses) {
        if loss < best.1 {
            best = (Some(way), loss);
        }
    }
    let Some(way) = best.0 else { return Calibration::None };
    let now = rows.last().map_or(0, |row| row.known);
    let (slope, intercept) = way.fit(rows, now);
    if slope > 0.0 { Calibration::Platt { slope, intercept } } else { Calibration::None }
}

impl Way {
    /// Slope and intercept by what was known at `now`.
    fn fit(&self, rows: &[Said], now: u32) -> (f64, f64) {
        let weight = |row: &Said| {
            let age = f64::from(now.saturating_sub(row.known)) / MINUTES_A_DAY;
            row.weight * libm::exp2(-age / self.half_life_days)
        };
        let weights: Vec<f64> = rows.iter().map(weight).collect();
        let (sum, squares) = weights.iter().fold((0.0, 0.0), |(s, q), w| (s + w, q + w * w));
        if sum <= 0.0 {
            return (1.0, 0.0);
        }
        // As many rows as unequal weights are worth (Kish 1965).
        let scale = sum / squares;
        let (mut slope, mut intercept) = (1.0, 0.0);
        for _ in 0..STEPS {
            let (mut g0, mut g1) = (PRIOR * intercept, PRIOR * (slope - 1.0));
            let (mut h00, mut h01, mut h11) = (PRIOR, 0.0, PRIOR);
            for (row, weight) in rows.iter().zip(&weights) {
                let p = sigmoid(slope * row.odds + intercept);
                let residual = scale * weight * (p - f64::from(u8::from(row.came)));
                let curve = scale * weight * p * (1.0 - p);
                g0 += residual;
                g1 += residual * row.odds;
                h00 += curve;
                h01 += curve * row.odds;
                h11 += curve * row.odds * row.odds;
            }
            if self.slope {
                let determinant = h00 * h11 - h01 * h01;
                intercept -= (h11 * g0 - h01 * g1) / determinant;
                slope -= (h00 * g1 - h01 * g0) / determinant;
            } else {
                intercept -= g0 / h00;
            }
        }
        if slope.is_finite() && intercept.is_finite() { (slope, intercept) } else { (1.0, 0.0) }
    }
}

pub(super) fn log_loss(p: f64, label: bool) -> f64 {
    -libm::log(if label { p } else { 1.0 - p }.max(crate::predict::MIN_PROBABILITY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    /// A row a quarter of an hour for 400 days: said `odds`, came as `truth` has it on that day.
    fn said(truth: impl Fn(f64, f64) -> f64) -> Vec<Said> {
        let mut rng = Rng::new(3);
        let one = |i: u32| {
            let (minute, odds) = (i * 60, 2.0 * rng.normal() - 1.0);
            let came = rng.uniform() < sigmoid(truth(f64::from(minute) / MINUTES_A_DAY, odds));
            Said { minute, known: minute + 1440, odds, came, weight: 1.0 }
        };
        (0..400 * 24).map(one).collect()
    }

    #[test]
    fn what_was_right_stays_and_what_drifted_is_followed() {
        assert_eq!(map_of(&said(|_, odds| odds)), Calibration::None);
        let Calibration::Platt { slope, intercept } = map_of(&said(|_, odds| 0.5 * odds - 0.7)) else {
            panic!()
        };
        assert!((slope - 0.5).abs() < 0.05 && (intercept + 0.7).abs() < 0.1, "{slope} {intercept}");
        let drifts = |day: f64, odds: f64| if day < 300.0 { odds } else { odds - 1.5 };
        let Calibration::Platt { intercept, .. } = map_of(&said(drifts)) else { panic!() };
        assert!((intercept + 1.5).abs() < 0.3, "{intercept}");
        assert_eq!(map_of(&said(|_, _| -20.0)), Calibration::None, "nothing came");
    }
}
