//! Noise in the shapes that errors come in: what a detector must leave alone.

use errpredict::stats::Rng;
use errpredict::stats::Series;
use errpredict::time::HOUR_MS;
use errpredict::{EventRef, Rollup, Severity, Timestamp};

/// A way for the rate of errors to run.
#[derive(Debug)]
pub struct Shape {
    /// Its name.
    pub name: &'static str,
    /// Errors in hour `hour`, on average.
    pub rate: fn(&mut Rng, usize) -> f64,
}

fn wave(hour: usize, period: usize) -> f64 {
    #[allow(clippy::disallowed_methods, reason = "a simulation needs no portable sine")]
    let wave = (hour as f64 / period as f64 * std::f64::consts::TAU).sin();
    wave
}

/// Weekdays four times as busy as the two days of the weekend, and a daily cycle.
fn week(hour: usize) -> f64 {
    let day = if (hour / 24) % 7 < 5 { 1.0 } else { 0.25 };
    day * (1.0 + 0.5 * wave(hour, 24))
}

/// A gamma-distributed factor of mean 1 and shape `shape`: errors that come in bunches.
fn bunches(rng: &mut Rng, shape: usize) -> f64 {
    #[allow(clippy::disallowed_methods, reason = "a simulation needs no portable logarithm")]
    let sum: f64 = (0..shape).map(|_| -(1.0 - rng.uniform()).ln()).sum();
    sum / shape as f64
}

/// The shapes.
pub const SHAPES: [Shape; 8] = [
    Shape { name: "low counts, 0.3/h", rate: |_, _| 0.3 },
    Shape { name: "steady, 20/h", rate: |_, _| 20.0 },
    Shape { name: "trend, threefold in 30 days", rate: |_, hour| 10.0 * (1.0 + hour as f64 / 360.0) },
    Shape { name: "daily cycle, 9 to 51/h", rate: |_, hour| 30.0 * (1.0 + 0.7 * wave(hour, 24)) },
    Shape { name: "low daily cycle, 0.3 to 1.7/h", rate: |_, hour| 1.0 + 0.7 * wave(hour, 24) },
    Shape { name: "weekly cycle, weekends at a quarter", rate: |_, hour| 30.0 * week(hour) },
    Shape { name: "bursts: gamma rates of shape 4", rate: |rng, _| 20.0 * bunches(rng, 4) },
    Shape {
        name: "bursts in a daily cycle",
        rate: |rng, hour| 20.0 * (1.0 + 0.7 * wave(hour, 24)) * bunches(rng, 4),
    },
];

impl Shape {
    /// Counts of an hour each.
    #[must_use]
    pub fn series(&self, seed: u64, index: u64, hours: usize, first_end: Timestamp) -> Series {
        let mut rng = Rng::for_item(seed, index);
        let mut value = |hour| {
            let rate = (self.rate)(&mut rng, hour);
            rng.poisson(rate) as f64
        };
        Series { first_end, step_ms: HOUR_MS, values: (0..hours).map(&mut value).collect() }
    }
}

/// Adds a series as errors of a service, spread over each hour.
pub fn add(rollup: &mut Rollup, service: &str, series: &Series, types: &[(&str, f64)], rng: &mut Rng) {
    for (i, count) in series.values.iter().enumerate() {
        let start = series.end_of(i).plus_ms(-HOUR_MS);
        for _ in 0..*count as u64 {
            let at = start.plus_ms((rng.uniform() * HOUR_MS as f64) as i64);
            let mut left = rng.uniform();
            let kind = types.iter().find(|(_, share)| {
                left -= share;
                left < 0.0
            });
            rollup.observe(EventRef::new(at, service, Severity::High, kind.unwrap_or(&types[0]).0));
        }
    }
}
