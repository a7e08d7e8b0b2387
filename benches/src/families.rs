//! Errors of services to which nothing happens, in the ways that real ones come: evenly, in bunches, in cascades.

use errpredict::stats::Rng;
use errpredict::time::HOUR_MS;

/// Error types with their shares: the mix has something to look at.
pub const TYPES: [(&str, f64); 6] = [
    ("TimeoutError", 0.4),
    ("ConnectionError", 0.25),
    ("KeyError", 0.2),
    ("DatabaseError", 0.1),
    ("MemoryError", 0.04),
    ("DiskError", 0.01),
];

/// Hours that a gamma rate of the negative binomial family keeps.
const GAMMA_SHAPES: [f64; 3] = [0.5, 1.0, 2.0];
/// Autocorrelation from hour to hour and deviation of the logarithm of the Cox family's rate.
const COX: (f64, f64) = (0.9, 0.6);
/// Branching ratio of the Hawkes family; its children come within an hour on average.
const BRANCHING: f64 = 0.7;
/// Exponent and largest size of the clusters, and the minutes each of them takes.
const CLUSTERS: (f64, f64, f64) = (1.3, 500.0, 10.0);

/// One way for errors to come by themselves, always at the same rate on average.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Independent errors.
    Poisson,
    /// Each hour with a gamma-distributed rate of its own.
    NegativeBinomial,
    /// A daily times a weekly cycle.
    Season,
    /// A rate whose logarithm wanders from hour to hour.
    Cox,
    /// Every error brings others.
    Hawkes,
    /// Clusters of a heavy-tailed size, each of one type: retries, a batch that fails line by line.
    Clusters,
}

/// An error: milliseconds since the begin, and its type.
pub type Error = (i64, &'static str);

impl Family {
    /// All of them.
    pub const ALL: [Family; 6] = [
        Family::Poisson,
        Family::NegativeBinomial,
        Family::Season,
        Family::Cox,
        Family::Hawkes,
        Family::Clusters,
    ];

    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Family::Poisson => "Poisson",
            Family::NegativeBinomial => "negative binomial",
            Family::Season => "season",
            Family::Cox => "autocorrelated (log-AR(1))",
            Family::Hawkes => "Hawkes",
            Family::Clusters => "Pareto clusters",
        }
    }

    /// The errors of `hours` hours at `rate` an hour, in no order.
    #[must_use]
    pub fn errors(self, rng: &mut Rng, rate: f64, hours: i64) -> Vec<Error> {
        let mut errors = Vec::new();
        match self {
            Family::Poisson => (0..hours).for_each(|hour| of_hour(&mut errors, rng, hour, rate)),
            Family::NegativeBinomial => {
                let shape = GAMMA_SHAPES[rng.below(GAMMA_SHAPES.len())];
                for hour in 0..hours {
                    let factor = gamma(rng, shape) / shape;
                    of_hour(&mut errors, rng, hour, rate * factor);
                }
            }
            Family::Season => {
                for hour in 0..hours {
                    of_hour(&mut errors, rng, hour, rate * season(hour));
                }
            }
            Family::Cox => {
                let (keep, deviation) = COX;
                let step = deviation * (1.0 - keep * keep).sqrt();
                let mut level = deviation * rng.normal();
                for hour in 0..hours {
                    level = keep * level + step * rng.normal();
                    of_hour(&mut errors, rng, hour, rate * exp(level - deviation * deviation / 2.0));
                }
            }
            Family::Hawkes => hawkes(&mut errors, rng, rate, hours),
            Family::Clusters => clusters(&mut errors, rng, rate, hours),
        }
        errors
    }
}

/// Adds the errors of one hour, evenly spread.
pub fn of_hour(errors: &mut Vec<Error>, rng: &mut Rng, hour: i64, rate: f64) {
    for _ in 0..rng.poisson(rate) {
        let ms = hour * HOUR_MS + (rng.uniform() * HOUR_MS as f64) as i64;
        let kind = any_type(rng);
        errors.push((ms, kind));
    }
}

fn any_type(rng: &mut Rng) -> &'static str {
    let mut left = rng.uniform();
    let found = TYPES.iter().find(|(_, share)| {
        left -= share;
        left < 0.0
    });
    found.unwrap_or(&TYPES[0]).0
}

/// Days four times as busy as nights, weekdays twice as busy as weekends; 1 on average.
fn season(hour: i64) -> f64 {
    #[allow(clippy::disallowed_methods, reason = "a simulation needs no portable sine")]
    let wave = (hour as f64 / 24.0 * std::f64::consts::TAU).sin();
    let day = if (hour / 24) % 7 < 5 { 7.0 / 6.0 } else { 7.0 / 12.0 };
    day * (1.0 + 0.6 * wave)
}

/// Immigrants and their descendants (Hawkes and Oakes 1974).
fn hawkes(errors: &mut Vec<Error>, rng: &mut Rng, rate: f64, hours: i64) {
    let end = hours * HOUR_MS;
    let mut open = Vec::new();
    for hour in 0..hours {
        of_hour(&mut open, rng, hour, rate * (1.0 - BRANCHING));
    }
    while let Some((ms, kind)) = open.pop() {
        errors.push((ms, kind));
        for _ in 0..rng.poisson(BRANCHING) {
            let child = ms - (ln(1.0 - rng.uniform()) * HOUR_MS as f64) as i64;
            if child < end {
                let kind = any_type(rng);
                open.push((child, kind));
            }
        }
    }
}

fn clusters(errors: &mut Vec<Error>, rng: &mut Rng, rate: f64, hours: i64) {
    let (exponent, largest, minutes) = CLUSTERS;
    // The mean of a Pareto variable from 1, cut at the largest.
    let mean = exponent / (exponent - 1.0) - powf(largest, 1.0 - exponent) / (exponent - 1.0);
    for hour in 0..hours {
        for _ in 0..rng.poisson(rate / mean) {
            let begin = hour * HOUR_MS + (rng.uniform() * HOUR_MS as f64) as i64;
            let size = powf(1.0 - rng.uniform(), -1.0 / exponent).min(largest) as usize;
            let kind = any_type(rng);
            for _ in 0..size {
                let ms = begin + (rng.uniform() * minutes * 60_000.0) as i64;
                if ms < hours * HOUR_MS {
                    errors.push((ms, kind));
                }
            }
        }
    }
}

/// A gamma variable of that shape and scale 1 (Marsaglia and Tsang 2000).
fn gamma(rng: &mut Rng, shape: f64) -> f64 {
    if shape < 1.0 {
        let power = powf(1.0 - rng.uniform(), 1.0 / shape);
        return gamma(rng, shape + 1.0) * power;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = rng.normal();
        let v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
        if v > 0.0 && ln(1.0 - rng.uniform()) < 0.5 * x * x + d - d * v + d * ln(v) {
            return d * v;
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "a simulation needs no portable functions")]
fn exp(x: f64) -> f64 {
    x.exp()
}

#[allow(clippy::disallowed_methods, reason = "a simulation needs no portable functions")]
fn ln(x: f64) -> f64 {
    x.ln()
}

#[allow(clippy::disallowed_methods, reason = "a simulation needs no portable functions")]
fn powf(x: f64, y: f64) -> f64 {
    x.powf(y)
}
