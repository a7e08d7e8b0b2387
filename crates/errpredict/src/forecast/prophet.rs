//! Prophet: a trend with changepoints, Fourier seasons and holidays, fitted to the maximum of the posterior.
//!
//! Formula: with t from 0 to 1 over the history and y divided by its largest magnitude,
//! y(t) = m + k·t + Σ δ(j)·(t − s(j))⁺ + Σ season Σ order (a·sin + b·cos) + Σ holiday h + noise of σ,
//! priors k, m ~ N(0, 5), a, b, h ~ N(0, 10), δ ~ Laplace(0, τ), σ ~ N⁺(0, 0.5).
//! Source: S. J. Taylor & B. Letham, Forecasting at Scale, The American Statistician 72 (2018).
//!
//! The maximum is found by majorisation: |δ| is bounded by a parabola that touches it, so that each round is one
//! ridge regression on the same cross products (D. R. Hunter & R. Li, Variable Selection Using MM Algorithms, Annals of
//! Statistics 33, 2005). The posterior never falls from round to round, and a round costs no pass over the data,
//! which the search by gradients of the reference implementation needs.
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `changepoints` | 25 | places where the slope may change, evenly over the first `changepoint_range` | 0 to 200 |
//! | `changepoint_range` | 0.8 | share of the history that holds changepoints | above 0, at most 1 |
//! | `changepoint_scale` | 0.05 | τ: how readily the slope changes | above 0 |
//! | `order_short` | 4 | Fourier order of the shortest season | 1 to 50 |
//! | `order_long` | 3 | Fourier order of longer seasons | 1 to 50 |
//! | `holidays` | none | names and places of special steps, also ahead | |
//!
//! Works badly right after level shifts (the trend is continuous) and on seasons with sharp corners (orders are low);
//! it takes no account of the newest residuals.

use serde::{Deserialize, Serialize};

use super::prepare::{MOST_STEPS, usable_seasons, without_gaps};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::all_finite;
use crate::stats::ridge::Cholesky;
use crate::work::Work;

/// Standard deviation of slope and offset before anything is seen (the reference implementation's).
const TREND_SCALE: f64 = 5.0;
/// The same of Fourier coefficients and holidays.
const SEASON_SCALE: f64 = 10.0;
/// The same of the noise.
const NOISE_SCALE: f64 = 0.5;
/// Noise below this share of the largest value is as good as none. By judgement: it only keeps an exact fit from an
/// endless search.
const LEAST_NOISE: f64 = 1e-5;
/// A slope change below this is none; the parabola stays finite there.
const LEAST_CHANGE: f64 = 1e-7;
/// Rounds at most.
const MAX_ROUNDS: usize = 60;
/// Relative change of the noise that ends the search. By judgement: points no longer move in the digits that are shown.
const TOLERANCE: f64 = 1e-6;
/// Largest accepted settings.
const MAX_CHANGEPOINTS: usize = 200;
const MAX_ORDER: usize = 50;

/// Special steps that share one effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its name.
    pub name: String,
    /// Places of its steps, counted from the first value of the history (0); those ahead are forecast.
    pub steps: Vec<usize>,
}

/// Settings of Prophet.
///
/// ```
/// use errpredict::forecast::{Prophet, Fitted, Method};
///
/// // Three weeks of hours with a daily cycle; the next day is like the others.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let next = Prophet::default().fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 25.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Prophet {
    /// Number of places where the slope may change.
    pub changepoints: usize,
    /// Share of the history that holds changepoints.
    pub changepoint_range: f64,
    /// How readily the slope changes.
    pub changepoint_scale: f64,
    /// Fourier order of the shortest season.
    pub order_short: usize,
    /// Fourier order of longer seasons.
    pub order_long: usize,
    /// Special steps.
    pub holidays: Vec<Holiday>,
}

impl Default for Prophet {
    fn default() -> Self {
        Prophet {
            changepoints: 25,
            changepoint_range: 0.8,
            changepoint_scale: 0.05,
            order_short: 4,
            order_long: 3,
            holidays: Vec::new(),
        }
    }
}

impl Prophet {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        if self.changepoints > MAX_CHANGEPOINTS {
            return Err(Error::setting(
                "changepoints",
                &format!("at most {MAX_CHANGEPOINTS}"),
                self.changepoints,
            ));
        }
        if !(self.changepoint_range > 0.0 && self.changepoint_range <= 1.0) {
            return Err(Error::setting("changepoint_range", "above 0 and at most 1", self.changepoint_range));
        }
        if !(self.changepoint_scale > 0.0 && self.changepoint_scale.is_finite()) {
            return Err(Error::setting("changepoint_scale", "above 0", self.changepoint_scale));
        }
        for (name, order) in [("order_short", self.order_short), ("order_long", self.order_long)] {
            if order == 0 || order > MAX_ORDER {
                return Err(Error::setting(name, &format!("1 to {MAX_ORDER}"), order));
            }
        }
        Ok(())
    }
}

/// What the model is made of, and its coefficients.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedProphet {
    design: Design,
    coefficients: Vec<f64>,
    scale: f64,
    /// Place of the next step.
    next: usize,
}

/// Columns of the regression: offset, slope, changes of slope, Fourier terms, holidays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Design {
    /// Steps that make up 1 of t.
    length: f64,
    /// Changepoints, in t.
    changes: Vec<f64>,
    /// Per season: length and its table of sines and cosines, `2 · order` numbers a phase.
    seasons: Vec<(usize, Vec<f64>)>,
    holidays: Vec<Vec<usize>>,
}

impl Method for Prophet {
    type Fitted = FittedProphet;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedProphet> {
        self.validate()?;
        // Only to check the values: missing ones are simply no rows here.
        let checked = without_gaps(history, seasons)?;
        let first = history.len() - checked.len();
        let seasons = usable_seasons(seasons, checked.len(), 2);
        let rows: Vec<(usize, f64)> =
            history.iter().copied().enumerate().filter(|(_, value)| !value.is_nan()).collect();
        let largest = rows.iter().map(|(_, value)| value.abs()).fold(0.0, f64::max);
        let scale = if largest > 0.0 { largest } else { 1.0 };
        let design = self.design(history.len(), first, rows.len(), &seasons);
        let coefficients = maximum(&design, self.changepoint_scale, &rows, scale);
        Ok(FittedProphet { design, coefficients, scale, next: history.len() })
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        let columns =
            (2 + self.changepoints + 2 * self.order_short + 2 * self.order_long + self.holidays.len()) as f64;
        Work::steps(steps as f64 * columns * columns, 10.0) + Work::steps(columns * columns * columns, 500.0)
    }
}

impl Prophet {
    fn design(&self, n: usize, first: usize, rows: usize, seasons: &[usize]) -> Design {
        let length = (n - 1).max(1) as f64;
        let inside = ((rows as f64 * self.changepoint_range) as usize).saturating_sub(1);
        let count = self.changepoints.min(inside);
        let (from, span) = (first as f64 / length, (n - first) as f64 * self.changepoint_range / length);
        let changes = (1..=count).map(|j| from + span * j as f64 / count as f64).collect();
        let table = |season: usize, order: usize| {
            let angle = |k: usize, phase: usize| {
                2.0 * std::f64::consts::PI * ((k * phase) % season) as f64 / season as f64
            };
            let order = order.min(season / 2).max(1);
            (0..season)
                .flat_map(|phase| (1..=order).map(move |k| angle(k, phase)))
                .flat_map(|angle| [libm::sin(angle), libm::cos(angle)])
                .collect()
        };
        let orders = std::iter::once(self.order_short).chain(std::iter::repeat(self.order_long));
        Design {
            length,
            changes,
            seasons: seasons
                .iter()
                .zip(orders)
                .map(|(season, order)| (*season, table(*season, order)))
                .collect(),
            holidays: self.holidays.iter().map(|holiday| holiday.steps.clone()).collect(),
        }
    }
}

impl Design {
    fn width(&self) -> usize {
        let fourier: usize = self.seasons.iter().map(|(season, table)| table.len() / season).sum();
        2 + self.changes.len() + fourier + self.holidays.len()
    }

    /// The columns at one place.
    fn row(&self, place: usize, row: &mut Vec<f64>) {
        let t = place as f64 / self.length;
        row.clear();
        row.extend([1.0, t]);
        row.extend(self.changes.iter().map(|change| (t - change).max(0.0)));
        for (season, table) in &self.seasons {
            let per_phase = table.len() / season;
            row.extend_from_slice(&table[place % season * per_phase..][..per_phase]);
        }
        row.extend(self.holidays.iter().map(|steps| f64::from(u8::from(steps.contains(&place)))));
    }
}

/// Coefficients at the maximum of the posterior.
fn maximum(design: &Design, changepoint_scale: f64, rows: &[(usize, f64)], scale: f64) -> Vec<f64> {
    let width = design.width();
    let n = rows.len() as f64;
    let mut gram = vec![0.0; width * width];
    let mut right = vec![0.0; width];
    let (mut row, mut squares) = (Vec::with_capacity(width), 0.0);
    for (place, value) in rows {
        let y = value / scale;
        design.row(*place, &mut row);
        squares += y * y;
        for i in 0..width {
            let x = row[i];
            if x != 0.0 {
                right[i] += x * y;
                gram[i * width..=i * width + i].iter_mut().zip(&row).for_each(|(g, z)| *g += x * z);
            }
        }
    }
    let changes = 2..2 + design.changes.len();
    let mut theta = vec![0.0; width];
    theta[changes.clone()].fill(changepoint_scale);
    let mut variance = (squares / n).max(LEAST_NOISE * LEAST_NOISE);
    for _ in 0..MAX_ROUNDS {
        let mut a = gram.clone();
        for i in 0..width {
            let precision = if changes.contains(&i) {
                1.0 / (changepoint_scale * theta[i].abs().max(LEAST_CHANGE))
            } else if i < 2 {
                1.0 / (TREND_SCALE * TREND_SCALE)
            } else {
                1.0 / (SEASON_SCALE * SEASON_SCALE)
            };
            a[i * width + i] += variance * precision;
        }
        theta.copy_from_slice(&right);
        Cholesky::new(a, width).solve(&mut theta);
        // yᵀy − 2θᵀXᵀy + θᵀXᵀXθ, with only the lower half of XᵀX kept.
        let mut quadratic = 0.0;
        for i in 0..width {
            let below: f64 = gram[i * width..i * width + i].iter().zip(&theta).map(|(g, x)| g * x).sum();
            quadratic += theta[i] * (2.0 * below + gram[i * width + i] * theta[i]);
        }
        let linear: f64 = right.iter().zip(&theta).map(|(r, x)| r * x).sum();
        let rest = (squares - 2.0 * linear + quadratic).max(0.0);
        // Maximum over σ of −n·log σ − rest / 2σ² − σ² / (2·0.5²): a quadratic equation in σ².
        let s = NOISE_SCALE * NOISE_SCALE;
        let root = 0.5 * s * (-n + (n * n + 4.0 * rest / s).sqrt());
        let next = root.max(LEAST_NOISE * LEAST_NOISE);
        let change = (next - variance).abs();
        variance = next;
        if change <= TOLERANCE * variance {
            break;
        }
    }
    theta
}

impl Fitted for FittedProphet {
    fn is_sound(&self) -> bool {
        let Design { length, changes, seasons, holidays: _ } = &self.design;
        let is_table = |(season, table): &(usize, Vec<f64>)| {
            *season > 0 && table.len().is_multiple_of(*season) && all_finite(table)
        };
        all_finite(&[*length, self.scale])
            && *length > 0.0
            && all_finite(changes)
            && seasons.iter().all(is_table)
            && self.coefficients.len() == self.design.width()
            && all_finite(&self.coefficients)
            && self.next as u64 <= MOST_STEPS
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let mut row = Vec::with_capacity(self.coefficients.len());
        (self.next..self.next + horizon)
            .map(|place| {
                self.design.row(place, &mut row);
                self.scale * row.iter().zip(&self.coefficients).map(|(x, b)| x * b).sum::<f64>()
            })
            .collect()
    }

    /// The curve does not bend to a new value: only the place moves on, until the next fit.
    fn update(&mut self, _value: f64) {
        self.next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(t: usize) -> f64 {
        3.0 * libm::sin(t as f64 * 2.0 * std::f64::consts::PI / 24.0)
    }

    #[test]
    fn trend_change_and_season_are_found() {
        let value = |t: usize| 20.0 + 0.05 * t as f64 + 0.1 * (t as f64 - 200.0).max(0.0) + wave(t);
        let history: Vec<f64> = (0..400).map(value).collect();
        let points = Prophet::default().fit(&history, &[24], 0).unwrap().points(48);
        for (h, point) in points.iter().enumerate() {
            assert!((point - value(400 + h)).abs() < 0.5, "{h}: {point} {}", value(400 + h));
        }
    }

    #[test]
    fn holidays_are_learnt_and_come_again() {
        let special = |t: usize| t % 100 == 50;
        let value = |t: usize| 30.0 + wave(t) + if special(t) { 12.0 } else { 0.0 };
        let history: Vec<f64> = (0..400).map(value).collect();
        let steps = (0..500).filter(|t| special(*t)).collect();
        let prophet =
            Prophet { holidays: vec![Holiday { name: "sale".to_owned(), steps }], ..Prophet::default() };
        let points = prophet.fit(&history, &[24], 0).unwrap().points(100);
        for (h, point) in points.iter().enumerate() {
            assert!((point - value(400 + h)).abs() < 0.3, "{h}: {point} {}", value(400 + h));
        }
    }

    #[test]
    fn settings_out_of_range_are_refused() {
        for prophet in [
            Prophet { changepoints: 1000, ..Prophet::default() },
            Prophet { changepoint_range: 0.0, ..Prophet::default() },
            Prophet { changepoint_scale: -1.0, ..Prophet::default() },
            Prophet { order_short: 0, ..Prophet::default() },
        ] {
            assert!(prophet.fit(&[1.0, 2.0], &[], 0).is_err());
        }
    }
}
