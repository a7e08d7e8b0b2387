//! What to analyse and how.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::detect::CountDetection;
use crate::error::{Error, Result};
use crate::features::Statics;
use crate::forecast::ForecastSettings;
use crate::named::named;
use crate::pattern::similar::SAME_ERROR;
use crate::pattern::states::StatesConfig;
use crate::predict::Foresight;
use crate::window::Window;

/// Hours of history looked at: 30 days, so that a weekly season shows four times.
pub(super) const HISTORY_HOURS: u32 = 720;
/// Hours for which an anomaly that has ended is still reported.
const RECENT_HOURS: u32 = 24;
/// Horizons of the predictions in minutes (specification 4.5).
const HORIZONS_MINUTES: [u32; 3] = [30, 120, 1440];
/// Error groups listed per service.
const MAX_GROUPS: usize = 5;
/// Services forecast in full: at 3 ms each a third of a second, however many there are.
const MAX_FULL_FORECASTS: usize = 100;
/// Patterns listed for the whole system.
const MAX_PATTERNS: usize = 20;

/// How far an analysis goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// Anomalies only.
    Quick,
    /// Predictions, forecasts, patterns and states of errors, insights and actions too.
    Full,
    /// Root causes too.
    #[default]
    Deep,
}

named!(Depth, "depth":
    Quick "quick",
    Full "full",
    Deep "deep",
);

/// What to analyse and how.
///
/// | Setting | Default | Meaning | Unit | Range |
/// |---|---|---|---|---|
/// | `depth` | deep | how far to go | | quick, full, deep |
/// | `services` | all | the services to analyse | names | known ones |
/// | `history_hours` | 720 | history looked at | hours | 1 to 87,600 |
/// | `recent_hours` | 24 | how long an anomaly that has ended is reported | hours | any |
/// | `horizons_minutes` | 30, 120, 1440 | how far ahead to predict | minutes | 1 to 43,200 each |
/// | `foresight` | | how probabilities are learnt from the log's own past: [`Foresight`] | | |
/// | `statics` | none | groups, dependencies and attributes of services: [`Statics`] | | |
/// | `max_groups` | 5 | error groups listed per service | | any |
/// | `max_full_forecasts` | 100 | services whose forecast weighs all candidates of `auto`, those with most errors first; of the others the better of `ses` and `seasonal_naive` is taken | | any |
/// | `max_patterns` | 20 | patterns of messages listed for all services | | any |
/// | `similar` | 0.5 | similarity from which another error group is told | | 0 to 1 |
/// | `states` | | when a group is new, regressed, escalating, vanished: [`StatesConfig`] | | |
/// | `limits` | none | errors or requests an hour that a service must not pass: [`Limits`] by name | per hour | above 0 |
/// | `maintenance` | none | stretches of time that say nothing of what is usual, in which nothing is told: [`Window`] | | |
/// | `detection` | | the false-alarm budget and the rest of [`CountDetection`] | | |
/// | `forecast` | | horizon, level and backtest of [`ForecastSettings`] | | |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AnalysisConfig {
    /// How far to go.
    pub depth: Depth,
    /// The services to analyse; empty for all.
    pub services: Vec<String>,
    /// Hours of history looked at.
    pub history_hours: u32,
    /// Hours for which an anomaly that has ended is still reported.
    pub recent_hours: u32,
    /// How far ahead to predict, in minutes.
    pub horizons_minutes: Vec<u32>,
    /// How probabilities are learnt from the log's own past.
    pub foresight: Foresight,
    /// What is known of the services beside the log.
    pub statics: Statics,
    /// Error groups listed per service, commonest first.
    pub max_groups: usize,
    /// Services whose forecast weighs all candidates of `auto`, those with most errors first; of the others the better of
    /// `ses` and `seasonal_naive` is taken. Any other method is used for all.
    pub max_full_forecasts: usize,
    /// Patterns of messages listed for all services, commonest first.
    pub max_patterns: usize,
    /// Similarity from which another error group is told.
    pub similar: f64,
    /// When an error group is new, regressed, escalating or vanished.
    pub states: StatesConfig,
    /// What a service can take, by its name; forecasts are held against it.
    pub limits: BTreeMap<String, Limits>,
    /// When services are worked on: what such hours hold is no measure of what is usual, and what lies inside is not told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub maintenance: Vec<Window>,
    /// How anomalies are told from chance.
    pub detection: CountDetection,
    /// How the errors per hour are forecast; its horizon is in hours.
    pub forecast: ForecastSettings,
}

/// What a service can take.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Errors an hour that are too many.
    pub errors_per_hour: Option<f64>,
    /// Requests an hour that it can serve.
    pub requests_per_hour: Option<f64>,
}

impl Default for AnalysisConfig {
    fn default() -> Self {
        AnalysisConfig {
            depth: Depth::default(),
            services: Vec::new(),
            history_hours: HISTORY_HOURS,
            recent_hours: RECENT_HOURS,
            horizons_minutes: HORIZONS_MINUTES.to_vec(),
            foresight: Foresight::default(),
            statics: Statics::default(),
            max_groups: MAX_GROUPS,
            max_full_forecasts: MAX_FULL_FORECASTS,
            max_patterns: MAX_PATTERNS,
            similar: SAME_ERROR,
            states: StatesConfig::default(),
            limits: BTreeMap::new(),
            maintenance: Vec::new(),
            detection: CountDetection::default(),
            forecast: ForecastSettings { non_negative: Some(true), ..ForecastSettings::default() },
        }
    }
}

impl AnalysisConfig {
    /// What is known of the services, their hours by the zone of the detection where it states none of its own.
    pub(crate) fn statics_in_zone(&self) -> Statics {
        let zone = self.statics.zone().or(self.detection.zone.as_deref());
        self.statics.clone().in_zone(zone)
    }

    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if !(1..=87_600).contains(&self.history_hours) {
            return Err(Error::setting("history_hours", "1 to 87600", self.history_hours));
        }
        if let Some(minutes) = self.horizons_minutes.iter().find(|minutes| !(1..=43_200).contains(*minutes)) {
            return Err(Error::setting("horizons_minutes", "1 to 43200 each", minutes));
        }
        self.foresight.validate()?;
        if !(0.0..=1.0).contains(&self.similar) {
            return Err(Error::setting("similar", "between 0 and 1", self.similar));
        }
        for (service, limits) in &self.limits {
            let given = [
                ("errors_per_hour", limits.errors_per_hour),
                ("requests_per_hour", limits.requests_per_hour),
            ];
            for (name, limit) in given {
                if limit.is_some_and(|limit| !(limit.is_finite() && limit > 0.0)) {
                    let name = format!("limits.{service}.{name}");
                    return Err(Error::setting(&name, "finite and above 0", limit.unwrap_or(f64::NAN)));
                }
            }
        }
        self.maintenance.iter().try_for_each(Window::validate)?;
        self.states.validate()?;
        self.detection.validate()?;
        self.forecast.validate()
    }
}
