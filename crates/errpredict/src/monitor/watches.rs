//! The series that a monitor watches: errors per step of every service, and numbers that the process measures itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::placed_errors;
use crate::detect::{
    AnomalyDetection, CountPrior, Measure, Subject, WATCH_BYTES, Watch, WatchPoint, WatchSettings,
};
use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::rollup::{ErrorsNow, Rollup};
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

/// What a monitor watches.
///
/// | Setting | Default | Meaning | Unit | Range |
/// |---|---|---|---|---|
/// | `errors` | hourly counts | how the errors of each service, and of `system`, are watched | | measure `counts` |
/// | `values` | values a minute | how named numbers are watched | | |
/// | `max_series` | 10,000 | series of each of the two at most | series | at least 1 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct WatchConfig {
    /// How the errors of each service are watched.
    pub errors: WatchSettings,
    /// How named numbers are watched.
    pub values: WatchSettings,
    /// Series of each kind at most.
    pub max_series: usize,
}

impl Default for WatchConfig {
    fn default() -> Self {
        WatchConfig {
            errors: WatchSettings::default(),
            values: WatchSettings { measure: Measure::Values, step_ms: 60_000, ..WatchSettings::default() },
            max_series: 10_000,
        }
    }
}

/// The state of all watched series: see [`Watches::save`]. As JSON it is the same.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "Saved")]
pub struct Watches {
    version: Version,
    config: WatchConfig,
    /// The errors of all services together.
    system: Option<Watch>,
    errors: BTreeMap<String, Watch>,
    values: BTreeMap<String, Watch>,
}

/// Version of the form: 1 keeps the sum of all services apart, so that a service may have any name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Version(u32);

impl Default for Version {
    fn default() -> Self {
        Version(1)
    }
}

/// What is read, before it is checked.
#[derive(Deserialize)]
struct Saved {
    /// Absent in the first form, in which the sum of all services stood among them by the name of `system`.
    version: Option<u32>,
    config: WatchConfig,
    system: Option<Watch>,
    errors: BTreeMap<String, Watch>,
    values: BTreeMap<String, Watch>,
}

impl TryFrom<Saved> for Watches {
    type Error = Error;

    fn try_from(saved: Saved) -> Result<Self> {
        let Saved { version, config, mut system, mut errors, values } = saved;
        match version {
            None => system = errors.remove("system"),
            Some(1) => {}
            Some(version) => {
                let message = format!("watches of version {version}, this build knows 1 and those before it");
                return Err(Error::new(ErrorKind::UnsupportedVersion, message));
            }
        }
        let checked = Watches::new(config)?;
        let measure = checked.config.errors.measure;
        let of_values = checked.config.values.measure;
        let is_sound = errors.len().max(values.len()) <= checked.config.max_series
            && errors.values().chain(&system).all(|watch| watch.is_sound(measure))
            && values.values().all(|watch| watch.is_sound(of_values));
        if !is_sound {
            let message = "the saved series do not fit their settings, or hold numbers out of range";
            return Err(Error::new(ErrorKind::Corrupt, message));
        }
        Ok(Watches { system, errors, values, ..checked })
    }
}

/// Bytes of a name in the map, its entry and its share of the tree: an upper bound for names of up to 64 bytes.
const NAME_BYTES: usize = 64 + 2 * std::mem::size_of::<String>() + 16;
/// Steps that a watch catches up with at most in one go: after a longer pause the older ones are a gap.
const MAX_STEPS: i64 = 10_000;

impl Watches {
    /// Nothing watched yet.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn new(config: WatchConfig) -> Result<Self> {
        config.errors.validate()?;
        config.values.validate()?;
        if config.errors.measure != Measure::Counts {
            return Err(Error::setting("errors.measure", "counts", "values"));
        }
        if config.errors.step_ms % MINUTE_MS != 0 {
            return Err(Error::setting("errors.step_ms", "whole minutes", config.errors.step_ms));
        }
        if config.max_series == 0 {
            return Err(Error::setting("max_series", "at least 1", 0));
        }
        Ok(Watches { config, ..Watches::default() })
    }

    /// How it watches.
    #[must_use]
    pub fn config(&self) -> &WatchConfig {
        &self.config
    }

    /// Number of series.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::from(self.system.is_some()) + self.errors.len() + self.values.len()
    }

    /// Whether nothing is watched.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes held: at most [`WATCH_BYTES`] and the name for each series.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let long = self.errors.keys().chain(self.values.keys()).map(|name| name.len().saturating_sub(64));
        self.len() * (WATCH_BYTES + NAME_BYTES) + long.sum::<usize>()
    }

    /// Judges the next value of a named number and learns from it; an unknown name begins a new series.
    ///
    /// # Errors
    /// `limit_exceeded` for a new name beyond `max_series`; those of [`Watch::update`].
    pub fn measure(&mut self, name: &str, end: Timestamp, value: f64) -> Result<WatchPoint> {
        let settings = &self.config.values;
        if let Some(watch) = self.values.get_mut(name) {
            return watch.update(&Subject::measured(name), settings, end, value);
        }
        if self.values.len() >= self.config.max_series {
            let message =
                format!("{} series are watched already, the most by `max_series`", self.values.len());
            return Err(Error::new(ErrorKind::LimitExceeded, message).with("name", name));
        }
        let mut watch = Watch::new(settings, CountPrior::default())?;
        let point = watch.update(&Subject::measured(name), settings, end, value)?;
        self.values.insert(name.to_owned(), watch);
        Ok(point)
    }

    /// Judges every step of every service, and of all together, that ends at `at` or before and was not judged yet.
    ///
    /// Events that come later than that for a step already judged are in the rollup, but not in what the watch learned.
    /// The rollup need not be settled.
    pub(super) fn advance(&mut self, rollup: &Rollup, at: Timestamp) -> Result<Vec<AnomalyDetection>> {
        let mut found = Vec::new();
        let prior = self.prior();
        let settings = &self.config.errors;
        for now in rollup.errors_now() {
            let is_full = self.errors.len() >= self.config.max_series;
            let watch = match now.service {
                // All services together are no newcomer among services, and take no place of one.
                None => match &mut self.system {
                    Some(watch) => watch,
                    none => none.insert(Watch::new(settings, CountPrior::default())?),
                },
                Some(name) => match self.errors.get_mut(name) {
                    Some(watch) => watch,
                    None if is_full => continue,
                    None => self.errors.entry(name.to_owned()).or_insert(Watch::new(settings, prior)?),
                },
            };
            advance_one(watch, settings, &now, at, &mut found)?;
        }
        Ok(found)
    }

    /// Watches a service no longer; `false` if it was not watched.
    pub(super) fn remove(&mut self, service: &str) -> bool {
        self.errors.remove(service).is_some()
    }

    /// What the services watched for a day or more tell of a new one.
    fn prior(&self) -> CountPrior {
        let a_day = (DAY_MS / self.config.errors.step_ms).max(1) as u64;
        let known: Vec<(f64, f64)> = self
            .errors
            .values()
            .filter(|watch| watch.n_buckets() >= a_day)
            .filter_map(Watch::count_rate)
            .collect();
        let (rates, spreads): (Vec<f64>, Vec<f64>) = known.into_iter().unzip();
        CountPrior::from_others(&rates, &spreads).unwrap_or_default()
    }
}

fn advance_one(
    watch: &mut Watch,
    settings: &WatchSettings,
    now: &ErrorsNow<'_>,
    at: Timestamp,
    found: &mut Vec<AnomalyDetection>,
) -> Result<()> {
    let step = settings.step_ms;
    let newest = at.floor_to(step);
    // A service begins with its first whole step.
    let Some(begin) = watch.last_end(settings).or_else(|| now.first.map(|first| first.bucket_end(step)))
    else {
        return Ok(());
    };
    let begin = begin.max(newest.plus_ms(-MAX_STEPS * step));
    if newest <= begin {
        return Ok(());
    }
    let subject = Subject::from(now.service.map_or(Scope::System, Scope::service_named));
    let errors = now.errors();
    let series = errors.series(begin, newest, step);
    for (i, value) in series.values.iter().enumerate() {
        let point = watch.update(&subject, settings, series.end_of(i), *value)?;
        for anomaly in point.anomalies {
            // Where it began does not depend on who asks, nor on the step that flagged it.
            let anomaly = placed_errors(now.first, &errors, anomaly);
            // Under way it is told again at every step, with the same key: the last word counts.
            match found.iter_mut().find(|known: &&mut AnomalyDetection| known.key == anomaly.key) {
                Some(known) => *known = anomaly,
                None => found.push(anomaly),
            }
        }
    }
    Ok(())
}
