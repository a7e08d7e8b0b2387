//! Exponential smoothing with error, trend and season, the form chosen automatically.
//!
//! With level l, slope b, seasonal s, damping φ and the one-step forecast μ(t):
//!
//! | Season | μ(t) | r | l(t) | b(t) | s(t) |
//! |---|---|---|---|---|---|
//! | none | l + φb | y − μ | l + φb + αr | φb + βr | |
//! | additive | l + φb + s(t−m) | y − μ | l + φb + αr | φb + βr | s(t−m) + γr |
//! | multiplicative | (l + φb)·s(t−m) | y − μ | l + φb + αr/s(t−m) | φb + βr/s(t−m) | s(t−m) + γr/(l + φb) |
//!
//! Additive and multiplicative errors share these recursions and differ in their likelihood (r against r/μ).
//! Smoothing weights minimise it (Nelder-Mead); the form has the least corrected Akaike criterion.
//! Initial states come from a classical decomposition (the season from the whole history, level and slope from its first
//! two seasons), not by search, which is what makes this fast.
//! Source: R. J. Hyndman, A. B. Koehler, J. K. Ord & R. D. Snyder, Forecasting with Exponential Smoothing (2008).
//!
//! | Setting | Default | Meaning |
//! |---|---|---|
//! | `seasonal` | true | consider forms with a season |
//! | `damped_only` | false | of the forms with a trend, consider only damped ones |
//!
//! Works badly with several seasons at once (only the shortest is used) and with seasons much longer than 24 steps.

use serde::{Deserialize, Serialize};

use super::prepare::{is_place, is_unit, unit, usable_seasons, without_gaps};
use super::theta::indices;
use super::{Fitted, Method};
use crate::error::Result;
use crate::stats::simplex::nelder_mead;
use crate::stats::{all_finite, mean};

/// Damping lies between these (Hyndman and Athanasopoulos 2021, the usual bounds).
const DAMPING: (f64, f64) = (0.8, 0.98);
/// Smoothing weights keep this far from 0 and 1. The bounds of `ets` in the package `forecast` of R (Hyndman and
/// Khandakar 2008).
const MARGIN: f64 = 1e-4;
/// Values that the first level is taken from, at least.
const LEAST_START: usize = 10;
/// Forms taken from the coarse comparison into the exact one.
const FINALISTS: usize = 4;
/// Calls of the likelihood per finalist.
const MAX_CALLS: usize = 160;
/// Relative agreement of likelihoods that ends a search. By judgement: criteria of two forms that differ by less are
/// the same choice; a smaller one costs time.
const TOLERANCE: f64 = 1e-5;

/// Settings of automatic exponential smoothing.
///
/// ```
/// use errpredict::forecast::{Ets, Fitted, Method};
///
/// // Three weeks of hours with a daily cycle; the next day is like the others.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let next = Ets::default().fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 25.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Ets {
    /// Consider forms with a season.
    pub seasonal: bool,
    /// Of the forms with a trend, consider only damped ones.
    pub damped_only: bool,
}

impl Default for Ets {
    fn default() -> Self {
        Ets { seasonal: true, damped_only: false }
    }
}

/// How the parts of a model act together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    None,
    Additive,
    Multiplicative,
}

/// The form of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Form {
    multiplicative_error: bool,
    trend: bool,
    damped: bool,
    season: Part,
}

/// Smoothing weights; those of absent parts are 0, and the damping of an undamped trend is 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Weights {
    alpha: f64,
    beta: f64,
    gamma: f64,
    phi: f64,
}

/// A fitted model: form, weights and the newest states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedEts {
    form: Form,
    weights: Weights,
    /// States are in units of this many of the metric.
    unit: f64,
    level: f64,
    slope: f64,
    /// Seasonal states; the one at `next` belongs to the next step.
    seasonal: Vec<f64>,
    next: usize,
}

impl Method for Ets {
    type Fitted = FittedEts;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedEts> {
        let values = without_gaps(history, seasons)?;
        let season = usable_seasons(seasons, values.len(), 2).first().copied().filter(|_| self.seasonal);
        Ok(fit_values(&values, season.unwrap_or(1), self.damped_only))
    }

    fn work(&self, steps: usize, _season: usize) -> crate::work::Work {
        crate::work::Work::steps(steps as f64, 25_000.0)
    }
}

impl FittedEts {
    /// One-step forecast, in units.
    fn one_step(&self) -> f64 {
        let base = self.level + self.weights.phi * self.slope;
        match self.form.season {
            Part::None => base,
            Part::Additive => base + self.seasonal[self.next],
            Part::Multiplicative => base * self.seasonal[self.next],
        }
    }
}

impl Fitted for FittedEts {
    fn is_sound(&self) -> bool {
        let Weights { alpha, beta, gamma, phi } = self.weights;
        all_finite(&[alpha, beta, gamma, phi, self.level, self.slope])
            && is_unit(self.unit)
            && all_finite(&self.seasonal)
            && self.seasonal.is_empty() == (self.form.season == Part::None)
            && is_place(self.next, &self.seasonal)
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let (mut base, mut slope) = (self.level, self.slope);
        let mut points = Vec::with_capacity(horizon);
        for h in 0..horizon {
            slope *= self.weights.phi;
            base += slope;
            let part = || self.seasonal[(self.next + h) % self.seasonal.len()];
            points.push(
                self.unit
                    * match self.form.season {
                        Part::None => base,
                        Part::Additive => base + part(),
                        Part::Multiplicative => base * part(),
                    },
            );
        }
        points
    }

    fn update(&mut self, value: f64) {
        let damped = self.weights.phi * self.slope;
        let base = self.level + damped;
        let rest = if value.is_nan() { 0.0 } else { value / self.unit - self.one_step() };
        let (for_level, for_season) = match self.form.season {
            Part::Multiplicative => {
                (rest / away_from_zero(self.seasonal[self.next]), rest / away_from_zero(base))
            }
            _ => (rest, rest),
        };
        self.level = base + self.weights.alpha * for_level;
        self.slope = damped + self.weights.beta * for_level;
        if self.form.season != Part::None {
            self.seasonal[self.next] += self.weights.gamma * for_season;
            self.next = (self.next + 1) % self.seasonal.len();
        }
    }
}

/// The best model for values without gaps; a `season` of 1 is none.
pub(crate) fn fit_values(values: &[f64], season: usize, damped_only: bool) -> FittedEts {
    let unit = unit(values);
    let scaled: Vec<f64> = values.iter().map(|value| value / unit).collect();
    let mut forms = forms(&scaled, season);
    forms.retain(|form| !damped_only || !form.trend || form.damped);
    let mut search = Search { values: &scaled, season, starts: Vec::new(), seasonal: vec![0.0; season] };
    search.starts =
        [Part::None, Part::Additive, Part::Multiplicative]
            .map(|part| {
                if part == Part::None || season > 1 { start(&scaled, season, part) } else { State::default() }
            })
            .to_vec();
    // Coarse: a few sets of weights for each form. Exact: the best forms only.
    let mut coarse: Vec<(f64, Form, Vec<f64>)> = Vec::with_capacity(forms.len());
    for form in forms {
        let mut best: Option<(f64, Vec<f64>)> = None;
        for guess in guesses(form) {
            let value = search.criterion(form, &guess);
            if best.as_ref().is_none_or(|(least, _)| value < *least) {
                best = Some((value, guess));
            }
        }
        if let Some((value, guess)) = best {
            coarse.push((value, form, guess));
        }
    }
    coarse.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best: Option<(f64, Form, Vec<f64>)> = None;
    for (_, form, guess) in coarse.into_iter().take(FINALISTS) {
        let found = nelder_mead(&guess, 0.1, MAX_CALLS, TOLERANCE, |x| search.criterion(form, x));
        if best.as_ref().is_none_or(|(least, ..)| found.value < *least) {
            best = Some((found.value, form, found.at));
        }
    }
    let none = Form { multiplicative_error: false, trend: false, damped: false, season: Part::None };
    let (_, form, at) = best.unwrap_or((0.0, none, vec![0.5]));
    let weights = weights(form, &at);
    let start = &search.starts[form.season as usize];
    let mut model = FittedEts {
        form,
        weights,
        unit,
        level: start.level(form),
        slope: if form.trend { start.slope } else { 0.0 },
        seasonal: start.seasonal.clone(),
        next: 0,
    };
    values.iter().for_each(|value| model.update(*value));
    model
}

/// The forms that make sense for the values: ratios need positive values, and trends and seasons enough of them.
fn forms(values: &[f64], season: usize) -> Vec<Form> {
    let positive = values.iter().all(|value| *value > 0.0);
    let mut forms = Vec::new();
    for season in
        [Part::None, Part::Additive, Part::Multiplicative].into_iter().take(if season > 1 { 3 } else { 1 })
    {
        for multiplicative_error in [false, true] {
            let unstable = season == Part::Multiplicative && !multiplicative_error;
            if unstable
                || (multiplicative_error && !positive)
                || (season == Part::Multiplicative && !positive)
            {
                continue;
            }
            for (trend, damped) in [(false, false), (true, false), (true, true)] {
                if trend && values.len() < 10 {
                    continue;
                }
                forms.push(Form { multiplicative_error, trend, damped, season });
            }
        }
    }
    forms
}

/// First points of the search, in the unit cube.
fn guesses(form: Form) -> Vec<Vec<f64>> {
    let mut guesses = Vec::new();
    for alpha in [0.1, 0.5, 0.9] {
        for gamma in if form.season == Part::None { &[0.0][..] } else { &[0.05, 0.4] } {
            let mut guess = vec![alpha];
            if form.trend {
                guess.push(0.05);
            }
            if form.season != Part::None {
                guess.push(*gamma);
            }
            if form.damped {
                guess.push(0.9);
            }
            guesses.push(guess);
        }
    }
    guesses
}

/// Point of the unit cube → weights: 0 < β < α < 1 and 0 < γ < 1 − α.
fn weights(form: Form, at: &[f64]) -> Weights {
    let within = |x: f64| x.clamp(0.0, 1.0) * (1.0 - 2.0 * MARGIN) + MARGIN;
    let mut at = at.iter().copied();
    let mut next = || within(at.next().unwrap_or(0.0));
    let alpha = next();
    let beta = if form.trend { next() * alpha } else { 0.0 };
    let gamma = if form.season == Part::None { 0.0 } else { next() * (1.0 - alpha) };
    let phi = if form.damped { DAMPING.0 + (DAMPING.1 - DAMPING.0) * next() } else { 1.0 };
    Weights { alpha, beta, gamma, phi }
}

/// States before the first value.
#[derive(Debug, Clone, Default)]
struct State {
    /// Level of forms without a trend.
    mean: f64,
    /// Level and slope of forms with one.
    level: f64,
    slope: f64,
    seasonal: Vec<f64>,
}

impl State {
    fn level(&self, form: Form) -> f64 {
        if form.trend { self.level } else { self.mean }
    }
}

/// The season is the mean profile of the whole history; mean and line are those of its first two seasons without it.
fn start(values: &[f64], season: usize, part: Part) -> State {
    if part == Part::None {
        let first = &values[..values.len().min(LEAST_START)];
        let (level, slope) = line(first);
        return State {
            mean: mean(first.iter().copied()).unwrap_or(0.0),
            level,
            slope,
            seasonal: Vec::new(),
        };
    }
    let seasonal = indices(values, season, part == Part::Multiplicative);
    let first: Vec<f64> = values
        .iter()
        .take((2 * season).max(LEAST_START))
        .enumerate()
        .map(|(t, value)| {
            let index = seasonal[t % season];
            if part == Part::Multiplicative { value / away_from_zero(index) } else { value - index }
        })
        .collect();
    let (level, slope) = line(&first);
    State { mean: mean(first.iter().copied()).unwrap_or(0.0), level, slope, seasonal }
}

/// Least-squares line: its value just before the first value, and its slope.
fn line(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let (middle, mean) = ((n + 1.0) / 2.0, values.iter().sum::<f64>() / n);
    let (mut across, mut spread) = (0.0, 0.0);
    for (i, value) in values.iter().enumerate() {
        let x = (i + 1) as f64 - middle;
        across += x * (value - mean);
        spread += x * x;
    }
    let slope = if spread > 0.0 { across / spread } else { 0.0 };
    (mean - slope * middle, slope)
}

/// Division by it stays finite.
fn away_from_zero(x: f64) -> f64 {
    const LEAST: f64 = 1e-8;
    if x.abs() >= LEAST {
        x
    } else if x < 0.0 {
        -LEAST
    } else {
        LEAST
    }
}

/// What every call of the likelihood needs.
struct Search<'a> {
    values: &'a [f64],
    season: usize,
    /// By [`Part`].
    starts: Vec<State>,
    seasonal: Vec<f64>,
}

impl Search<'_> {
    /// Corrected Akaike criterion of a form at a point of the unit cube; points outside cost what they lie outside.
    fn criterion(&mut self, form: Form, at: &[f64]) -> f64 {
        let outside: f64 = at.iter().map(|x| (x - x.clamp(0.0, 1.0)).abs()).sum();
        let weights = weights(form, at);
        let start = &self.starts[form.season as usize];
        let (level, slope) = (start.level(form), if form.trend { start.slope } else { 0.0 });
        self.seasonal.clear();
        self.seasonal.extend_from_slice(&start.seasonal);
        let deviance = match (form.season, form.multiplicative_error) {
            (Part::None, false) => run::<0, false>(self.values, weights, level, slope, &mut []),
            (Part::None, true) => run::<0, true>(self.values, weights, level, slope, &mut []),
            (Part::Additive, false) => {
                run::<1, false>(self.values, weights, level, slope, &mut self.seasonal)
            }
            (Part::Additive, true) => run::<1, true>(self.values, weights, level, slope, &mut self.seasonal),
            (Part::Multiplicative, _) => {
                run::<2, true>(self.values, weights, level, slope, &mut self.seasonal)
            }
        };
        let n = self.values.len() as f64;
        let seasonal = if form.season == Part::None { 0 } else { self.season };
        let parameters = (2 + 2 * usize::from(form.trend) + usize::from(form.damped) + seasonal) as f64
            + f64::from(u8::from(form.season != Part::None));
        let corrected = 2.0 * parameters * n / (n - parameters - 1.0).max(1.0);
        deviance + corrected + outside * (1.0 + deviance.abs())
    }
}

/// −2 log-likelihood (up to a constant) of one pass. `SEASON`: 0 none, 1 additive, 2 multiplicative.
fn run<const SEASON: u8, const MULTIPLICATIVE_ERROR: bool>(
    values: &[f64],
    weights: Weights,
    mut level: f64,
    mut slope: f64,
    seasonal: &mut [f64],
) -> f64 {
    // A sum of squares of exactly 0 would give a criterion of −∞. By judgement: errors of 1e-12 in units near 1 are an
    // exact fit.
    const LEAST: f64 = 1e-24;
    // Logarithms of products of this many one-step forecasts; in units near 1 they stay far from over- and underflow.
    const BATCH: u32 = 8;
    let Weights { alpha, beta, gamma, phi } = weights;
    let (mut squares, mut logs, mut product, mut pending) = (0.0, 0.0, 1.0_f64, 0);
    let season = seasonal.len().max(1);
    for chunk in values.chunks(season.max(if SEASON == 0 { values.len() } else { 1 })) {
        for (i, value) in chunk.iter().enumerate() {
            let damped = phi * slope;
            let base = level + damped;
            let part = if SEASON == 0 { 0.0 } else { seasonal[i] };
            let mu = match SEASON {
                0 => base,
                1 => base + part,
                _ => base * part,
            };
            let rest = value - mu;
            let (for_level, for_season) = if SEASON == 2 {
                (rest / away_from_zero(part), rest / away_from_zero(base))
            } else {
                (rest, rest)
            };
            level = base + alpha * for_level;
            slope = damped + beta * for_level;
            if SEASON != 0 {
                seasonal[i] = part + gamma * for_season;
            }
            if MULTIPLICATIVE_ERROR {
                let safe = away_from_zero(mu);
                let relative = rest / safe;
                squares += relative * relative;
                product *= safe.abs();
                pending += 1;
                if pending == BATCH {
                    logs += libm::log(product);
                    (product, pending) = (1.0, 0);
                }
            } else {
                squares += rest * rest;
            }
        }
    }
    logs += libm::log(product);
    values.len() as f64 * libm::log(squares.max(LEAST)) + 2.0 * logs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_trend_and_season() {
        let season = [5.0, -3.0, 1.0, -3.0];
        let noise = |t: usize| ((t * 7919) % 11) as f64 * 0.02;
        let values: Vec<f64> = (0..80).map(|t| 50.0 + 0.5 * t as f64 + season[t % 4] + noise(t)).collect();
        let points = Ets::default().fit(&values, &[4], 0).unwrap().points(8);
        for (h, point) in points.iter().enumerate() {
            let expected = 50.1 + 0.5 * (80 + h) as f64 + season[(80 + h) % 4];
            assert!((point - expected).abs() < 0.5, "{h}: {point} {expected}");
        }
    }

    #[test]
    fn a_growing_season_is_multiplicative() {
        let season = [1.5, 0.5, 1.2, 0.8];
        let values: Vec<f64> = (0..80)
            .map(|t| (20.0 + 2.0 * t as f64) * season[t % 4] + ((t * 7919) % 7) as f64 * 0.1)
            .collect();
        let model = Ets::default().fit(&values, &[4], 0).unwrap();
        assert_eq!(model.form.season, Part::Multiplicative);
        let expected = (20.0 + 2.0 * 80.0) * 1.5;
        assert!((model.points(1)[0] - expected).abs() < 0.03 * expected, "{:?}", model.points(1));
    }

    #[test]
    fn updating_is_the_same_as_having_seen() {
        let values: Vec<f64> = (0..60).map(|t| 30.0 + (t % 5) as f64 + ((t * 37) % 17) as f64).collect();
        let mut model = fit_values(&values[..50], 5, false);
        values[50..].iter().for_each(|value| model.update(*value));
        assert_eq!(model.weights, fit_values(&values[..50], 5, false).weights);
        assert!(model.points(5).iter().all(|point| (20.0..60.0).contains(point)));
    }
}
