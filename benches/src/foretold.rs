//! What `analyze` forecasts of simulated services, beside what came.

use errpredict::analysis::{AnalysisConfig, Depth, analyze};
use errpredict::forecast::{TimeSeriesForecast, TrendDirection};
use errpredict::stats::Rng;
use errpredict::time::HOUR_MS;
use errpredict::{Rollup, Scope};

use crate::families::{Error, Family, of_hour};
use crate::trials::{add, at, rollup};

/// Hours ahead.
pub const AHEAD: usize = 24;

/// How a service changes beside its family.
#[derive(Debug, Clone, Copy)]
pub enum Course {
    /// Not at all.
    Steady,
    /// Hours (from, to) have so many times the errors.
    Incident(i64, i64, f64),
    /// From that hour on the rate grows evenly, by that factor in so many hours, and on in the same way.
    Moving(i64, f64, i64),
}

/// The errors of a service of that family and course.
#[must_use]
pub fn errors(family: Family, course: Course, rng: &mut Rng, rate: f64, hours: i64) -> Vec<Error> {
    match course {
        Course::Steady => family.errors(rng, rate, hours),
        Course::Incident(from, to, factor) => {
            let mut errors = family.errors(rng, rate, hours);
            for hour in from..to.min(hours) {
                of_hour(&mut errors, rng, hour, rate * (factor - 1.0));
            }
            errors
        }
        Course::Moving(from, factor, within) => {
            // Thinned from the fastest rate: every family keeps its own way to come.
            let times = |hour: i64| {
                let grown = 1.0 + (factor - 1.0) * (hour - from).max(0) as f64 / within as f64;
                grown.max(0.05)
            };
            let most = times(0).max(times(hours));
            let all = family.errors(rng, rate * most, hours);
            all.into_iter().filter(|(ms, _)| rng.uniform() < times(ms / HOUR_MS) / most).collect()
        }
    }
}

/// A forecast beside what came.
#[derive(Debug, Clone)]
pub struct Foretold {
    /// What was said.
    pub forecast: TimeSeriesForecast,
    /// What came in each hour.
    pub came: Vec<f64>,
    /// Errors of the last day.
    pub last_day: f64,
}

impl Foretold {
    /// Share of the hours whose interval held what came.
    #[must_use]
    pub fn held(&self) -> f64 {
        let inside = self.forecast.values.iter().zip(&self.came).filter(|(value, came)| {
            value.lower.is_some_and(|lower| lower <= **came)
                && value.upper.is_some_and(|upper| **came <= upper)
        });
        inside.count() as f64 / self.came.len() as f64
    }

    /// Width of the interval, on average.
    #[must_use]
    pub fn width(&self) -> f64 {
        let widths =
            self.forecast.values.iter().map(|v| v.upper.unwrap_or(f64::NAN) - v.lower.unwrap_or(f64::NAN));
        widths.sum::<f64>() / self.forecast.values.len() as f64
    }

    /// What was said of the day and what came of it.
    #[must_use]
    pub fn totals(&self) -> (f64, f64) {
        (self.forecast.values.iter().map(|value| value.value).sum(), self.came.iter().sum())
    }

    /// Whether more came in any hour than `at most` said.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.forecast.highest.is_some_and(|highest| self.came.iter().any(|came| *came > highest))
    }

    /// Of a word for the direction: 1 where it was right, ½ for a tie; nothing where none was said.
    #[must_use]
    pub fn right(&self) -> Option<f64> {
        let moved = self.totals().1 - self.last_day;
        let moved = match self.forecast.trend.direction {
            TrendDirection::Rising => moved,
            TrendDirection::Falling => -moved,
            TrendDirection::Stable => return None,
        };
        Some(if moved > 0.0 {
            1.0
        } else if moved < 0.0 {
            0.0
        } else {
            0.5
        })
    }
}

/// What is asked: forecasts, no probabilities.
#[must_use]
pub fn config() -> AnalysisConfig {
    AnalysisConfig { depth: Depth::Full, horizons_minutes: Vec::new(), ..AnalysisConfig::default() }
}

/// What `analyze` forecasts of each of those services at hour `now`, one log for all of them, and what came in the next day.
///
/// # Panics
/// When an analysis fails.
#[must_use]
#[allow(clippy::expect_used, reason = "a bench that cannot analyse has failed")]
pub fn foretold(services: &[(String, Vec<Error>)], now: i64, rng: &mut Rng) -> Vec<Foretold> {
    let mut all: Rollup = rollup();
    for (name, errors) in services {
        add(&mut all, rng, name, errors);
    }
    all.settle();
    let analysis = analyze(&all, at(now * HOUR_MS), &config()).expect("an analysis");
    let of = |(name, errors): &(String, Vec<Error>)| {
        let scope = Scope::service_named(name.as_str());
        let found = analysis.services.iter().find(|service| service.scope == scope)?;
        let count = |from: i64, to: i64| {
            errors.iter().filter(|(ms, _)| (from * HOUR_MS < *ms) && *ms <= to * HOUR_MS).count() as f64
        };
        Some(Foretold {
            forecast: found.forecast.clone()?,
            came: (0..AHEAD as i64).map(|hour| count(now + hour, now + hour + 1)).collect(),
            last_day: count(now - AHEAD as i64, now),
        })
    };
    services.iter().filter_map(of).collect()
}
