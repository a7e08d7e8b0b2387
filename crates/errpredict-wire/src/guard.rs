//! What stands between a caller and the core: the size of a request, what a stateless call may ask for, and panics.
//!
//! A request is a text of a stranger. Its bytes are limited before it is read; so is the number of its values, because two
//! bytes of text (`0,`) become up to 24 in memory; its depth is limited by the parser. What a small request can still ask
//! much for (services, horizons, matches) has a limit of its own where it is known.

use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};

use errpredict::analysis::AnalysisConfig;
use errpredict::detect::{DetectorChoice, Measurements};
use errpredict::features::{FeatureSet, FeatureSource, Statics};
use errpredict::forecast::ForecastSettings;
use errpredict::predict::{CLASSES, Plan, ProbabilityModel, SeverityModel, training_step_ms};
use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Error, ErrorKind, Result, Rollup, Timestamp, Work};
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error as _, SeqAccess, Visitor};
use serde_json::Value;

use crate::bounds;

/// Bytes of a request; a longer one is refused before it is read.
///
/// Sixty thousand events of 256 bytes fit. More go in through a handle, call after call.
pub const MAX_REQUEST_BYTES: usize = 16 << 20;
/// Values of a request: numbers, texts, objects, lists.
pub(crate) const MOST_VALUES: usize = 1_000_000;
/// Shorter requests cannot hold more than [`MOST_VALUES`]: a value takes two bytes with what parts it from the next.
const COUNTED_FROM: usize = 2 * MOST_VALUES;
/// Events of one call.
pub(crate) const MOST_EVENTS: usize = 50_000;
/// Services of one stateless call; a handle has as many as its settings say.
pub(crate) const MOST_SERVICES: usize = 1_000;
/// Values that all forecasts of one analysis hold, or one forecast by itself.
const MOST_FORECAST: usize = 200_000;
/// Horizons of one analysis.
const MOST_HORIZONS: usize = 50;
/// Moments of the past that one call learns from.
const MOST_ROWS: usize = 20_000;
/// Steps that all methods of one call are fitted to, over all services and refits of the backtest: above, ten years of one
/// service took five seconds in a test build.
const MOST_STEPS: usize = 100_000;
/// Steps of one series that methods are fitted to: two years of hours.
const MOST_STEPS_OF_ONE: usize = 20_000;
/// Rows of a table whose rows are compared with each other.
const MOST_TABLE_ROWS: usize = 10_000;
/// Steps of a table that is gone through once.
const MOST_TABLE_STEPS: usize = 100_000;
/// Columns of a table: some methods take time with the cube of their number.
const MOST_COLUMNS: usize = 256;
/// What a setting that time and memory grow with may be at most, by its name.
const MOST_OF: [(&str, f64); 6] = [
    ("trees", 1_000.0),
    ("n_trees", 1_000.0),
    ("rounds", 2_000.0),
    ("max_steps", 1_000.0),
    ("steps", 1_000.0),
    ("k", 1_000.0),
];
/// Nanoseconds of one feature of one service at one time.
const FEATURE_NS: f64 = 100.0;
/// Nanoseconds of what a history said of one target at one time of the past: 630 to 920 in a build for tests, with one thread.
const PAST_NS: f64 = 1_000.0;
/// Bytes that are held of each.
const PAST_BYTES: f64 = 100.0;
/// Hours that are looked back, services whose past is held at once, and targets: see `analysis/worth.rs`.
const PAST_HOURS: usize = 28 * 24;
/// See [`PAST_HOURS`].
const PAST_SERVICES: usize = 64;
/// See [`PAST_HOURS`].
const PAST_TARGETS: f64 = 2.0;
/// Predictions of one call.
pub(crate) const MOST_PREDICTIONS: usize = 5_000;

/// Refuses a request that is too long or holds too many values.
pub(crate) fn size(request: &str) -> Result<()> {
    if request.len() > MAX_REQUEST_BYTES {
        let message = format!("a request has at most {MAX_REQUEST_BYTES} bytes, got {}", request.len());
        return Err(Error::new(ErrorKind::LimitExceeded, message));
    }
    if request.len() < COUNTED_FROM { Ok(()) } else { count("values", MOST_VALUES, values(request)) }
}

/// How many values a JSON text holds at most: one more than there are commas, brackets and braces that open.
fn values(text: &str) -> usize {
    let (mut is_text, mut is_escaped, mut n) = (false, false, 1);
    for byte in text.bytes() {
        if is_escaped {
            is_escaped = false;
        } else if byte == b'"' {
            is_text = !is_text;
        } else if is_text {
            is_escaped = byte == b'\\';
        } else if matches!(byte, b',' | b'[' | b'{') {
            n += 1;
        }
    }
    n
}

/// A list of a request, for `#[serde(deserialize_with)]`: what is beyond its limit is not read.
pub(crate) fn at_most<'de, const MOST: usize, D, T>(deserializer: D) -> std::result::Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_seq(AtMost::<MOST, T>(PhantomData))
}

/// What serde says of a list that is too long; [`message`](crate::message) knows it by its beginning.
pub(crate) const TOO_LONG: &str = "at most ";

struct AtMost<const MOST: usize, T>(PhantomData<T>);

impl<'de, const MOST: usize, T: Deserialize<'de>> Visitor<'de> for AtMost<MOST, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MOST}")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Vec<T>, A::Error> {
        let mut found = Vec::new();
        while let Some(one) = list.next_element()? {
            if found.len() == MOST {
                return Err(A::Error::custom(format!("{TOO_LONG}{MOST} in one call")));
            }
            found.push(one);
        }
        Ok(found)
    }
}

/// Refuses an analysis that asks for too much at once of so many services with so many hours of history.
pub(crate) fn analysis(config: &AnalysisConfig, n_services: usize, hours: usize) -> Result<()> {
    count("horizons", MOST_HORIZONS, config.horizons_minutes.len())?;
    count("rows of `foresight`", MOST_ROWS, config.foresight.rows)?;
    settings(&config.forecast.method)?;
    let asked = if config.services.is_empty() { n_services } else { config.services.len().min(n_services) };
    let hours = hours.min(config.history_hours as usize);
    forecast(&config.forecast, asked, hours)
}

/// Refuses to tell what words were worth at more times of the past, and of more services, than one call may take.
pub(crate) fn past(config: &AnalysisConfig, n_services: usize, hours: usize) -> Result<()> {
    let minutes = (hours.min(PAST_HOURS) * 60) as f64;
    let times = || config.horizons_minutes.iter().map(move |horizon| minutes / f64::from(*horizon).max(1.0));
    let (all, most) = (times().sum::<f64>(), times().fold(0.0, f64::max));
    // Of every service for what is usual, and of each once more with all of them together.
    let said = PAST_TARGETS * all * (2 * n_services + 1) as f64;
    let held = PAST_TARGETS * most * n_services.min(PAST_SERVICES) as f64 * PAST_BYTES;
    let what = format!("what was said of {n_services} services at {all:.0} times of the past");
    bounds::fits(&what, Work::steps(said, PAST_NS).holding(held))
}

/// Whole hours from the first event to the last one.
pub(crate) fn hours(rollup: &Rollup) -> usize {
    let span_ms = rollup.last().zip(rollup.first()).map_or(0, |(last, first)| last.ms() - first.ms());
    usize::try_from(span_ms / HOUR_MS).unwrap_or(usize::MAX)
}

/// Refuses a log of more hours than one call goes through one by one.
pub(crate) fn history(rollup: &Rollup) -> Result<()> {
    count("hours of history", MOST_STEPS_OF_ONE, hours(rollup))
}

/// Refuses forecasts of so many series with so many steps each that would take too long.
pub(crate) fn forecast(settings: &ForecastSettings, n_series: usize, steps: usize) -> Result<()> {
    let values = n_series.saturating_mul(settings.horizon).saturating_mul(1 + settings.fan.len());
    count("values of all forecasts", MOST_FORECAST, values)?;
    count("steps of a series", MOST_STEPS_OF_ONE, steps)?;
    // As many fits as the backtest asks for beyond its usual three count as so many more series.
    let plan = &settings.backtest;
    let origins = plan.max_origins.min(steps / plan.stride.max(1) + 1);
    let fits = (1 + origins / plan.refit_every.max(1)).div_ceil(3);
    count("steps of all services", MOST_STEPS, n_series.saturating_mul(steps).saturating_mul(fits))?;
    let what = format!("`{}` on {n_series} series of {steps} steps", settings.method.name());
    bounds::fits(&what, settings.work(steps) * n_series as f64)
}

/// Refuses a table that its detector would take too long for.
pub(crate) fn table(
    choice: &DetectorChoice,
    data: &Measurements,
    history: Option<&Measurements>,
) -> Result<()> {
    let rows = data.rows().nrows().saturating_add(history.map_or(0, |history| history.rows().nrows()));
    let columns = data.names().len();
    count("columns", MOST_COLUMNS, columns)?;
    match choice {
        DetectorChoice::Rows(detector) => {
            settings(detector)?;
            count("rows", MOST_TABLE_ROWS, rows)?;
        }
        DetectorChoice::Series(detector) => {
            settings(detector)?;
            count("steps", MOST_TABLE_STEPS, rows)?;
        }
        _ => count("steps", MOST_TABLE_STEPS, rows)?,
    }
    bounds::fits(
        &format!("`{}` on {rows} rows of {columns} columns", choice.name()),
        choice.work(rows, columns),
    )
}

/// Refuses settings of a method that time or memory would grow with beyond all bounds.
pub(crate) fn settings<T: Serialize>(method: &T) -> Result<()> {
    let internal = |error: serde_json::Error| Error::new(ErrorKind::Internal, error.to_string());
    let mut todo = vec![serde_json::to_value(method).map_err(internal)?];
    while let Some(value) = todo.pop() {
        match value {
            Value::Array(values) => todo.extend(values),
            Value::Object(fields) => {
                for (name, value) in fields {
                    let most = MOST_OF.iter().find(|(known, _)| *known == name).map(|(_, most)| *most);
                    if let (Some(most), Some(asked)) = (most, value.as_f64())
                        && asked > most
                    {
                        let message = format!("`{name}` is at most {most} in one call, got {asked}");
                        return Err(Error::new(ErrorKind::LimitExceeded, message));
                    }
                    todo.push(value);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Refuses more counts than are tested in one call.
pub(crate) fn counts(n: usize) -> Result<()> {
    count("counts", MOST_TABLE_STEPS, n)
}

/// Refuses a training whose log would ask itself at too many times, before it does, or that would take too long; the times given,
/// where some are.
pub(crate) fn training(
    rollup: &Rollup,
    statics: &Statics,
    plan: &Plan,
    every_ms: Option<i64>,
    given: Option<usize>,
) -> Result<()> {
    training_times(rollup, statics, plan, every_ms, given, 1.0)
}

fn training_times(
    rollup: &Rollup,
    statics: &Statics,
    plan: &Plan,
    every_ms: Option<i64>,
    given: Option<usize>,
    fits: f64,
) -> Result<()> {
    settings(plan)?;
    let step_ms = every_ms.unwrap_or_else(|| training_step_ms(plan.task.horizon_ms));
    let rows = given.unwrap_or_else(|| asks_itself(rollup, step_ms));
    count("rows to learn from", MOST_ROWS, rows)?;
    let Some(last) = rollup.last() else { return Ok(()) };
    let set = FeatureSet::fit(rollup, statics, last);
    let features = FeatureSource::new(rollup, statics, set)?.names().len();
    let what = format!("`{}` on {rows} rows of {features} features", plan.training.method.name());
    bounds::fits(&what, plan.training.work(rows, features) * fits)
}

/// [`training`] of a model of severities: a fit a step from one severity to the next, of the method and of those it is chosen from.
pub(crate) fn severities(
    rollup: &Rollup,
    statics: &Statics,
    plan: &Plan,
    every_ms: Option<i64>,
    given: Option<usize>,
) -> Result<()> {
    training_times(rollup, statics, plan, every_ms, given, (CLASSES.len() - 1) as f64)
}

/// At how many times a log asks itself, over all services.
fn asks_itself(rollup: &Rollup, step_ms: i64) -> usize {
    let step_ms = step_ms.max(MINUTE_MS);
    let asked = |first: Timestamp, last: Timestamp| (last.ms() - first.ms()) / step_ms + 1;
    let all = rollup.services().filter_map(|(_, counts)| Some(asked(counts.first()?, rollup.last()?)));
    usize::try_from(all.sum::<i64>()).unwrap_or(usize::MAX)
}

/// Refuses to measure what a model relies on at more times than in one call.
pub(crate) fn times_to_measure_on(rows: usize) -> Result<()> {
    count("times to measure on", MOST_ROWS, rows)
}

/// Refuses to measure what a model relies on where that would take too long: on the times given, else on those that the log asks itself.
pub(crate) fn importances(model: &ProbabilityModel, rollup: &Rollup, given: Option<usize>) -> Result<()> {
    let rows = given.unwrap_or_else(|| asks_itself(rollup, training_step_ms(model.model.horizon_ms)));
    times_to_measure_on(rows)?;
    let what = format!("what `{}` relies on, on {rows} rows", model.model.predictor().name());
    bounds::fits(&what, model.importances_work(rows))
}

/// Refuses answers of a model that would take too long: so many predictions, and so many of them explained.
pub(crate) fn answers(model: &ProbabilityModel, predictions: usize, explained: usize) -> Result<()> {
    let work = model.model.predictor().as_fitted().answering() * (predictions + explained) as f64;
    let what = format!("`{}` for {predictions} predictions", model.model.predictor().name());
    bounds::fits(&what, work + Work::steps((predictions * model.model.features.len()) as f64, FEATURE_NS))
}

/// The same of a model of severities.
pub(crate) fn severity_answers(model: &SeverityModel, predictions: usize) -> Result<()> {
    let features = Work::steps((predictions * model.features.len()) as f64, FEATURE_NS);
    let what = format!("severities of `{}` for {predictions} predictions", model.method);
    bounds::fits(&what, model.answering_work(predictions) + features)
}

/// Refuses a list that is too long.
pub(crate) fn count(what: &str, most: usize, got: usize) -> Result<()> {
    if got <= most {
        return Ok(());
    }
    Err(Error::new(ErrorKind::LimitExceeded, format!("at most {most} {what} in one call, got {got}")))
}

/// Runs `work`; a panic, which is a bug of errpredict, becomes an `internal` error and goes no further.
pub(crate) fn unwinding<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    // What `work` holds by itself is dropped with the panic. What a handle keeps may lack a part of the one call that
    // met the bug; it goes on, because a process that watches itself must not lose its counts with one analysis.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let said = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no words");
        Err(Error::new(ErrorKind::Internal, format!("a bug in errpredict, please report it: {said}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_internal_error() {
        let error = unwinding(|| -> Result<()> { panic!("of a kind") }).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.message().ends_with("of a kind"), "{error}");
        assert_eq!(unwinding(|| Ok(3)).unwrap(), 3);
    }

    #[test]
    fn sizes_have_a_limit() {
        assert!(size(&" ".repeat(MAX_REQUEST_BYTES)).is_ok());
        assert_eq!(size(&" ".repeat(MAX_REQUEST_BYTES + 1)).unwrap_err().kind(), ErrorKind::LimitExceeded);
        assert!(size(&"0,".repeat(MOST_VALUES - 1)).is_ok());
        assert_eq!(size(&"0,".repeat(MOST_VALUES)).unwrap_err().kind(), ErrorKind::LimitExceeded);
        assert!(count("horizons", 3, 3).is_ok());
        assert_eq!(count("horizons", 3, 4).unwrap_err().message(), "at most 3 horizons in one call, got 4");
    }

    #[test]
    fn settings_have_limits_wherever_they_stand() {
        use errpredict::predict::Predictor;
        let predictor = |text: &str| serde_json::from_str::<Predictor>(text).unwrap();
        settings(&predictor(r#"{"method": "random_forest", "trees": 1000}"#)).unwrap();
        let many = r#"{"method": "ensemble", "members": [{"method": "random_forest", "trees": 1000000000}]}"#;
        assert_eq!(settings(&predictor(many)).unwrap_err().kind(), ErrorKind::LimitExceeded);
    }

    #[test]
    fn values_are_counted_outside_of_texts() {
        assert_eq!(values(r#"{"a": [1, 2, {"b": "1,2,[{\"", "c": 3}], "d": "\\"}"#), 8);
        assert_eq!(values("7"), 1);
    }

    #[test]
    fn a_list_that_is_too_long_is_not_read_to_its_end() {
        let read = |text: &str| at_most::<2, _, u8>(&mut serde_json::Deserializer::from_str(text));
        assert_eq!(read("[1, 2]").unwrap(), [1, 2]);
        assert!(read("[1, 2, 3, what is this").unwrap_err().to_string().starts_with(TOO_LONG));
    }
}
