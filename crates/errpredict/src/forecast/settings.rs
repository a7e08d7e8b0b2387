//! How to forecast a series.

use serde::{Deserialize, Serialize};

use super::backtest::Backtest;
use super::calendar::{Calendar, HolidayDates};
use super::{Auto, Forecaster};
use crate::error::{Error, Result};
use crate::work::Work;

/// Steps ahead (specification 4.6: 24 hours).
const HORIZON: usize = 24;
/// Day and week in hours.
const SEASONS: [usize; 2] = [24, 168];
/// Level of the interval. That of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020), by which
/// `docs/evaluation/forecast.md` scores.
const LEVEL: f64 = 0.95;
/// Nanoseconds of one forecast value at one origin. By judgement: some multiplications and a quantile.
const POINT_NS: f64 = 50.0;
/// Longest horizon accepted.
const MAX_HORIZON: usize = 100_000;

/// How to forecast a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ForecastSettings {
    /// The method.
    pub method: Forecaster,
    /// Steps ahead.
    pub horizon: usize,
    /// Lengths of the seasons in steps, shortest first; those the history cannot carry are left out.
    pub seasons: Vec<usize>,
    /// Share of future values that the interval should hold, between 0 and 1.
    pub level: f64,
    /// Levels of further intervals, for fan charts.
    pub fan: Vec<f64>,
    /// Value whose crossing is of interest: upwards from below, downwards from above.
    pub threshold: Option<f64>,
    /// Zone whose clock the seasons follow (IANA name); absent: UTC.
    pub zone: Option<String>,
    /// Holidays with their dates, past and ahead.
    pub holidays: Vec<HolidayDates>,
    /// Whether the metric can never be negative; absent: as the history shows it.
    pub non_negative: Option<bool>,
    /// The backtest that intervals and accuracy come from.
    pub backtest: Backtest,
    /// Seed of everything random.
    pub seed: u64,
}

impl Default for ForecastSettings {
    fn default() -> Self {
        ForecastSettings {
            method: Forecaster::Auto(Auto::default()),
            horizon: HORIZON,
            seasons: SEASONS.to_vec(),
            level: LEVEL,
            fan: Vec::new(),
            threshold: None,
            zone: None,
            holidays: Vec::new(),
            non_negative: None,
            backtest: Backtest::default(),
            seed: 0,
        }
    }
}

impl ForecastSettings {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        if self.horizon == 0 || self.horizon > MAX_HORIZON {
            return Err(Error::setting("horizon", &format!("1 to {MAX_HORIZON} steps"), self.horizon));
        }
        for (name, level) in
            std::iter::once(("level", &self.level)).chain(self.fan.iter().map(|level| ("fan", level)))
        {
            if !(*level > 0.0 && *level < 1.0) {
                return Err(Error::setting(name, "between 0 and 1", level));
            }
        }
        if let Some(threshold) = self.threshold.filter(|threshold| !threshold.is_finite()) {
            return Err(Error::setting("threshold", "a finite number", threshold));
        }
        self.calendar().map(drop)
    }

    /// What a forecast of a history of so many steps is estimated to take: the fits of its backtest and its own.
    #[must_use]
    pub fn work(&self, steps: usize) -> Work {
        let season = self.seasons.iter().copied().max().unwrap_or(1);
        let plan = &self.backtest;
        let origins = plan.max_origins.min(steps / plan.stride.max(1) + 1);
        let fits = 1 + origins.div_ceil(plan.refit_every.max(1));
        let told = (origins * self.horizon * (1 + self.fan.len())) as f64;
        self.method.work(steps, season) * fits as f64 + Work::steps(told, POINT_NS)
    }

    pub(crate) fn calendar(&self) -> Result<Calendar> {
        Calendar::new(self.zone.as_deref(), &self.holidays)
    }
}
