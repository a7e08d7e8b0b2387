//! A straight line through the newest seasons, and the season around it; robust against single wild values.
//!
//! Formula: slope b = median over pairs of the same phase of (y(j) − y(i)) / (j − i) within the newest `cycles` of the
//! longest season; profile p(phase) = median of y(t) − b·t over those cycles; forecast p(phase) + b·t. Without a season
//! pairs lie half of the window apart and the profile is one level.
//! Source: R. M. Hirsch, J. R. Slack & R. A. Smith, Techniques of Trend Analysis for Monthly Water Quality Data, Water
//! Resources Research 18 (1982), the seasonal Kendall slope; H. Theil (1950) for the incomplete set of pairs.
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `cycles` | 4 | longest seasons looked back at | 2 to 100 |
//! | `window` | 336 | values looked back at where there is no season | 4 to 100,000 |
//!
//! Works badly when the trend bends or ends: a line goes on for ever.

use serde::{Deserialize, Serialize};

use super::prepare::{is_place, usable_seasons, without_gaps};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::{all_finite, median};
use crate::work::Work;

/// Longest seasons looked back at.
const CYCLES: usize = 4;
/// Values looked back at without a season: two weeks of hours.
const WINDOW: usize = 336;

/// Settings of the straight line.
///
/// ```
/// use errpredict::forecast::{Linear, Fitted, Method};
///
/// // Three weeks of hours with a daily cycle; the next day is like the others.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let next = Linear::default().fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 25.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Linear {
    /// Longest seasons looked back at.
    pub cycles: usize,
    /// Values looked back at where there is no season.
    pub window: usize,
}

impl Default for Linear {
    fn default() -> Self {
        Linear { cycles: CYCLES, window: WINDOW }
    }
}

impl Linear {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        if !(2..=100).contains(&self.cycles) {
            return Err(Error::setting("cycles", "2 to 100", self.cycles));
        }
        if !(4..=100_000).contains(&self.window) {
            return Err(Error::setting("window", "4 to 100000", self.window));
        }
        Ok(())
    }
}

/// A slope, and what lies around the line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedLinear {
    slope: f64,
    /// Per phase, the level without the trend since `t` = 0; `next` is the phase of the next value.
    profile: Vec<f64>,
    next: usize,
    /// Steps from `t` = 0 to the next value.
    t: f64,
    /// Share of its error that a new value moves its phase by.
    gain: f64,
}

impl Method for Linear {
    type Fitted = FittedLinear;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedLinear> {
        self.validate()?;
        let values = without_gaps(history, seasons)?;
        let season = usable_seasons(seasons, values.len(), 2).last().copied().unwrap_or(1);
        let length = if season > 1 {
            season * self.cycles.min(values.len() / season)
        } else {
            self.window.min(values.len())
        };
        let newest = &values[values.len() - length..];
        let slope = slope(newest, season);
        // Phases count from the first value of the window.
        let profile: Vec<f64> = (0..season)
            .map(|phase| {
                let times = (phase..length).step_by(season);
                median(&mut times.map(|t| newest[t] - slope * t as f64).collect::<Vec<f64>>()).unwrap_or(0.0)
            })
            .collect();
        let per_phase = (length / season).max(1);
        let gain = 1.0 / per_phase as f64;
        Ok(FittedLinear { slope, profile, next: length % season, t: length as f64, gain })
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        Work::steps(steps as f64, 200.0)
    }
}

/// Median slope over pairs of the same phase, or half of the values apart; 0 for a single value.
fn slope(values: &[f64], season: usize) -> f64 {
    let n = values.len();
    let mut slopes = Vec::new();
    let mut add = |lag: usize| {
        let pairs = values.iter().zip(values.iter().skip(lag));
        slopes.extend(pairs.map(|(before, after)| after / lag as f64 - before / lag as f64));
    };
    if season > 1 {
        (1..n / season).for_each(|cycles| add(cycles * season));
    } else if n > 1 {
        add(n.div_ceil(2));
    }
    median(&mut slopes).unwrap_or(0.0)
}

impl Fitted for FittedLinear {
    fn is_sound(&self) -> bool {
        all_finite(&[self.slope, self.t])
            && (0.0..=1.0).contains(&self.gain)
            && !self.profile.is_empty()
            && all_finite(&self.profile)
            && is_place(self.next, &self.profile)
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let season = self.profile.len();
        (0..horizon)
            .map(|h| self.profile[(self.next + h) % season] + self.slope * (self.t + h as f64))
            .collect()
    }

    fn update(&mut self, value: f64) {
        if !value.is_nan() {
            let error = value - self.points(1)[0];
            self.profile[self.next] += self.gain * error;
        }
        self.next = (self.next + 1) % self.profile.len();
        self.t += 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_season_goes_on_whatever_single_values_do() {
        let value = |t: usize| 50.0 + 0.3 * t as f64 + [0.0, 8.0, -5.0, 2.0, 1.0, -6.0][t % 6];
        let wild = |t: usize| if t % 29 == 3 { 900.0 } else { value(t) };
        for (n, seasons) in [(240, &[6][..]), (245, &[6]), (240, &[3, 12])] {
            let history: Vec<f64> = (0..n).map(wild).collect();
            let mut model = Linear::default().fit(&history, seasons, 0).unwrap();
            for start in [n, n + 5] {
                for (h, point) in model.points(30).iter().enumerate() {
                    assert!((point - value(start + h)).abs() < 1e-6, "{n} {h}: {point} {}", value(start + h));
                }
                (start..start + 5).for_each(|t| model.update(value(t)));
            }
        }
        let line: Vec<f64> = (0..101).map(|t| 7.0 - 2.0 * f64::from(t)).collect();
        assert_eq!(Linear::default().fit(&line, &[], 0).unwrap().points(2), [-195.0, -197.0]);
        assert_eq!(Linear::default().fit(&[4.0], &[24], 0).unwrap().points(2), [4.0, 4.0]);
        for bad in [Linear { cycles: 1, ..Linear::default() }, Linear { window: 3, ..Linear::default() }] {
            assert!(bad.fit(&line, &[], 0).is_err());
        }
    }
}
