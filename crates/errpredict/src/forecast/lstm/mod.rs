//! LSTM: a recurrent network, trained across many series, that corrects the seasonal naive forecast.
//!
//! Formula: a window of `sequence` steps is taken against its mean and divided by its mean distance from it. Two layers
//! of `units` read, step by step, the value and the value one longest season before the end of the block ahead:
//! c(t) = σ(f)·c(t−1) + σ(i)·tanh(g), h(t) = σ(o)·tanh(c(t)), with (i, f, g, o) linear in the input and h(t−1).
//! After the last step a linear output gives `ahead` corrections of the mean of the last day and the same day of the
//! last week. Longer horizons feed the forecast back in. Training makes the mean absolute error least (Adam, norm of the
//! gradient held at 1, falling step size).
//! Source: S. Hochreiter & J. Schmidhuber, Long Short-Term Memory, Neural Computation 9 (1997); windows taken relative
//! to themselves and one network for many series as in S. Smyl, A Hybrid Method of Exponential Smoothing and Recurrent
//! Neural Networks, International Journal of Forecasting 36 (2020); D. P. Kingma & J. Ba, Adam (2015).
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `layers` | 2 | layers, one above the other | 1 to 8 |
//! | `units` | 64 | units of each layer | 1 to 1,024 |
//! | `sequence` | 72 | steps of a window | 1 to 4,096 |
//! | `ahead` | 24 | steps that one window forecasts | 1 to 4,096 |
//! | `steps` | 600 | training steps | 0 to 1,000,000 |
//! | `batch` | 32 | windows of each training step | 1 to 4,096 |
//! | `rate` | 0.002 | first step size | above 0, at most 1 |
//! | `across` | true | train one network on all series of a call; false: one a series, from its own past only | |
//! | `network` | none | a trained network to use: nothing is trained then | |
//!
//! On one machine the same seed gives the same network to the bit, on any number of threads; another processor may round
//! its sums otherwise while training. Forecasts of a given network are the same everywhere.
//!
//! Works badly on few or short series: the simple methods it corrects are then better alone.

mod network;
mod train;

pub use network::Network;

use serde::{Deserialize, Serialize};

use super::prepare::{usable_seasons, without_gaps};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::all_finite;
use crate::work::Work;

/// Specification 4.6.
const LAYERS: usize = 2;
const UNITS: usize = 64;
const SEQUENCE: usize = 72;
/// A day of hours.
const AHEAD: usize = 24;
/// Chosen on ends of the histories of the evaluation set: more steps gained nothing there.
const STEPS: usize = 600;
const BATCH: usize = 32;
const RATE: f64 = 0.002;
/// Largest accepted settings.
const MAX_LAYERS: usize = 8;
const MAX_UNITS: usize = 1024;
const MAX_WINDOW: usize = 4096;
const MAX_STEPS: usize = 1_000_000;

/// Settings of the recurrent network.
///
/// ```
/// use errpredict::forecast::{Fitted, Lstm, Method};
///
/// // Small, so that it is trained in a moment: what it learns by itself is little.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let small = Lstm { layers: 1, units: 4, steps: 20, ..Lstm::default() };
/// let next = small.fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 60.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Lstm {
    /// Layers, one above the other.
    pub layers: usize,
    /// Units of each layer.
    pub units: usize,
    /// Steps of a window.
    pub sequence: usize,
    /// Steps that one window forecasts.
    pub ahead: usize,
    /// Training steps.
    pub steps: usize,
    /// Windows of each training step.
    pub batch: usize,
    /// First step size.
    pub rate: f64,
    /// Train one network on all series of a call instead of one a series.
    pub across: bool,
    /// A trained network to use; its sizes go before the settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<Network>,
}

impl Default for Lstm {
    fn default() -> Self {
        Lstm {
            layers: LAYERS,
            units: UNITS,
            sequence: SEQUENCE,
            ahead: AHEAD,
            steps: STEPS,
            batch: BATCH,
            rate: RATE,
            across: true,
            network: None,
        }
    }
}

impl Lstm {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        for (name, value, most) in [
            ("layers", self.layers, MAX_LAYERS),
            ("units", self.units, MAX_UNITS),
            ("sequence", self.sequence, MAX_WINDOW),
            ("ahead", self.ahead, MAX_WINDOW),
            ("batch", self.batch, MAX_WINDOW),
        ] {
            if value == 0 || value > most {
                return Err(Error::setting(name, &format!("1 to {most}"), value));
            }
        }
        if self.steps > MAX_STEPS {
            return Err(Error::setting("steps", &format!("at most {MAX_STEPS}"), self.steps));
        }
        if !(self.rate > 0.0 && self.rate <= 1.0) {
            return Err(Error::setting("rate", "above 0 and at most 1", self.rate));
        }
        self.network.as_ref().map_or(Ok(()), Network::validate)
    }

    /// These settings with a network trained on all `histories` (gaps are `NaN`); unchanged if there is one already.
    ///
    /// Series without a window and a whole block after it teach nothing; without any such series the network stays
    /// as it started, and so close to the forecast that it corrects.
    ///
    /// # Errors
    /// `invalid_setting`; `invalid_argument` for infinite values.
    pub fn train(&self, histories: &[&[f64]], seasons: &[usize], seed: u64) -> Result<Lstm> {
        self.validate()?;
        if self.network.is_some() {
            return Ok(self.clone());
        }
        let mut lessons = Vec::with_capacity(histories.len());
        for history in histories.iter().filter(|history| history.iter().any(|value| !value.is_nan())) {
            let values = without_gaps(history, seasons)?.into_owned();
            lessons.push((Seasons::of(seasons, values.len(), self.ahead), values));
        }
        Ok(Lstm { network: Some(train::train(self, &lessons, seed)), ..self.clone() })
    }
}

/// The network and the newest values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedLstm {
    network: Network,
    seasons: Seasons,
    /// As many of the newest values as a window looks at, oldest first.
    newest: Vec<f64>,
}

/// How far back a block is compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Seasons {
    /// The shortest usable season, 1 without one.
    short: usize,
    /// The longest.
    long: usize,
    /// The least multiple of the longest that is no shorter than a block.
    back: usize,
}

impl Seasons {
    fn of(seasons: &[usize], n: usize, ahead: usize) -> Seasons {
        let usable = usable_seasons(seasons, n, 2);
        let short = usable.first().copied().unwrap_or(1);
        let long = usable.last().copied().unwrap_or(1);
        Seasons { short, long, back: ahead.div_ceil(long) * long }
    }

    /// Value number `place` of `values`; those before the first are taken a season later.
    fn value(self, values: &[f64], place: isize) -> f64 {
        let long = self.long as isize;
        let place = if place < 0 { place.rem_euclid(long) } else { place };
        values[(place as usize).min(values.len() - 1)]
    }

    /// The forecast that the network corrects, for `ahead` steps after `values`.
    fn base(self, values: &[f64], ahead: usize) -> impl Iterator<Item = f64> + '_ {
        let n = values.len();
        let last = move |season: usize, step: usize| {
            self.value(values, (n + step) as isize - (season * (step / season + 1)) as isize)
        };
        (0..ahead).map(move |step| 0.5 * (last(self.short, step) + last(self.long, step)))
    }
}

/// Longest season of a saved model, in steps.
const MOST_SEASON: usize = 1 << 24;

/// What the network sees of the end of a series.
struct Window {
    inputs: Vec<[f32; network::INPUTS]>,
    /// Corrections are in this unit; 0 where all values are the same, and nothing can be said.
    scale: f64,
}

impl Window {
    fn new(values: &[f64], seasons: Seasons, sequence: usize, ahead: usize) -> Window {
        let (n, back) = (values.len() as isize, seasons.back as isize);
        let places = n - sequence as isize..n;
        let seen = || places.clone().map(|place| seasons.value(values, place));
        let level = seen().sum::<f64>() / sequence as f64;
        let scale = seen().map(|value| (value - level).abs()).sum::<f64>() / sequence as f64;
        let relative = |value: f64| if scale > 0.0 { ((value - level) / scale) as f32 } else { 0.0 };
        let inputs = places.map(|place| {
            let season_ago = seasons.value(values, place + ahead as isize - back);
            [relative(seasons.value(values, place)), relative(season_ago)]
        });
        Window { inputs: inputs.collect(), scale }
    }
}

impl Method for Lstm {
    type Fitted = FittedLstm;

    fn fit(&self, history: &[f64], seasons: &[usize], seed: u64) -> Result<FittedLstm> {
        let values = without_gaps(history, seasons)?;
        let trained = self.train(&[&values], seasons, seed)?;
        let Some(network) = trained.network else {
            return Err(Error::setting("network", "a trained network", "none"));
        };
        let seasons = Seasons::of(seasons, values.len(), network.ahead);
        let kept = (network.sequence + seasons.back).min(values.len());
        // Whole seasons are left out, so that places before the kept values keep their phase.
        let left_out = (values.len() - kept) / seasons.long * seasons.long;
        Ok(FittedLstm { network, seasons, newest: values[left_out..].to_vec() })
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        let Lstm { layers, units, sequence, ahead, .. } = *self;
        let cells = (sequence * layers) as f64 * units as f64;
        let sums = cells * 8.0 * units as f64 + (units * ahead) as f64;
        let fits = if self.network.is_some() { 0.0 } else { (self.steps * self.batch) as f64 };
        // Forward, back and the gradient; what a whole window holds of each gate and its slope.
        let held = self.batch as f64 * cells * 100.0;
        (Work::steps((1.0 + fits) * sums, 1.3) + Work::steps(steps as f64, 50.0)).holding(held)
    }
}

impl Fitted for FittedLstm {
    fn is_sound(&self) -> bool {
        let Seasons { short, long, back } = self.seasons;
        let Network { sequence, ahead, .. } = self.network;
        self.network.validate().is_ok()
            && (1..=MOST_SEASON).contains(&short)
            && (short..=MOST_SEASON).contains(&long)
            && back == ahead.div_ceil(long) * long
            && (1..=sequence + back + long + 1).contains(&self.newest.len())
            && all_finite(&self.newest)
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let Network { sequence, ahead, .. } = self.network;
        let mut path = self.newest.clone();
        let known = path.len();
        while path.len() < known + horizon {
            let window = Window::new(&path, self.seasons, sequence, ahead);
            let base: Vec<f64> = self.seasons.base(&path, ahead).collect();
            let corrections = self.network.run(&window.inputs);
            path.extend(base.iter().zip(corrections).map(|(base, by)| base + window.scale * f64::from(by)));
        }
        path[known..known + horizon].to_vec()
    }

    fn update(&mut self, value: f64) {
        let value = if value.is_nan() { self.points(1)[0] } else { value };
        // As many as a window looks at and one season more: then that season goes, at once and rarely.
        if self.newest.len() > self.network.sequence + self.seasons.back + self.seasons.long {
            self.newest.drain(..self.seasons.long);
        }
        self.newest.push(value);
    }
}

#[cfg(test)]
pub(super) mod tests;
