//! `errpredict forecast`: the future of the series in a CSV file.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use errpredict::forecast::{ForecastSettings, Forecaster, TimeSeriesForecast, forecast_all};
use errpredict::stats::Series;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use errpredict_io::{Table, create};

use crate::tables::field;
use crate::values;

/// Hours of a week.
const WEEK: usize = 7;
/// Numbered steps are taken as hours, only so that the result has times at all.
const HOUR_MS: i64 = 3_600_000;
/// A time far outside the others would make a series of nothing but gaps.
const MAX_GAP_SHARE: usize = 50;
/// Names looked for when no column is named, in this order.
const ID_NAMES: [&str; 3] = ["unique_id", "id", "series"];
const TIME_NAMES: [&str; 5] = ["t", "timestamp", "time", "ds", "date"];
const VALUE_NAMES: [&str; 3] = ["y", "value", "count"];

/// Arguments of `forecast`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// CSV with one row per series and time; `-` is standard input
    data: PathBuf,
    /// Steps ahead
    #[arg(long)]
    horizon: usize,
    /// Length of the season in steps; seven of them are tried as well where the history is long enough
    #[arg(long, default_value_t = 24)]
    season: usize,
    /// Column that names the series [default: unique_id, id or series; without one the file is one series]
    #[arg(long)]
    id: Option<String>,
    /// Column of the time, RFC 3339 or a step number [default: t, timestamp, time, ds or date]
    #[arg(long)]
    time: Option<String>,
    /// Column of the value; empty is a gap [default: y, value or count]
    #[arg(long)]
    value: Option<String>,
    /// Method by name, or as JSON with its settings
    #[arg(long, default_value = "mstl", value_parser = method)]
    method: Forecaster,
    /// Level of the interval in percent
    #[arg(long, default_value_t = 95.0, value_parser = values::percent)]
    level: f64,
    /// Value whose crossing is of interest
    #[arg(long, allow_negative_numbers = true)]
    threshold: Option<f64>,
    /// Seed of everything random
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Write everything known about each series as JSON lines instead of CSV
    #[arg(long)]
    json: bool,
    /// Output file
    #[arg(short, long, default_value = "-")]
    output: PathBuf,
}

/// Forecasts every series of the file.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let settings = settings(arguments)?;
    let series = read(arguments)?;
    note(&format!(
        "{} series, {} steps ahead, method {}",
        series.len(),
        settings.horizon,
        settings.method.name()
    ));
    let forecasts = forecast_all(&series, "value", &settings);
    let mut output = create(&arguments.output)?;
    let written = if arguments.json {
        write_json(&mut output, forecasts)
    } else {
        write_csv(&mut output, arguments.level, forecasts)
    };
    written.map_err(|error| match error {
        Failure::Forecast(error) => error,
        Failure::Output(error) => {
            Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", arguments.output.display()))
        }
    })?;
    output.finish()
}

/// What can go wrong while results are written.
enum Failure {
    Forecast(Error),
    Output(std::io::Error),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::Output(error)
    }
}

fn write_csv(
    output: &mut impl Write,
    level: f64,
    forecasts: Vec<Result<TimeSeriesForecast>>,
) -> std::result::Result<(), Failure> {
    writeln!(output, "unique_id,h,yhat,lo{level},hi{level}")?;
    for forecast in forecasts {
        let forecast = forecast.map_err(Failure::Forecast)?;
        let id = field(&forecast.service);
        let text = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
        for (step, value) in forecast.values.iter().enumerate() {
            writeln!(
                output,
                "{id},{},{},{},{}",
                step + 1,
                value.value,
                text(value.lower),
                text(value.upper)
            )?;
        }
    }
    Ok(())
}

fn write_json(
    output: &mut impl Write,
    forecasts: Vec<Result<TimeSeriesForecast>>,
) -> std::result::Result<(), Failure> {
    for forecast in forecasts {
        let forecast = forecast.map_err(Failure::Forecast)?;
        serde_json::to_writer(&mut *output, &forecast).map_err(std::io::Error::from)?;
        writeln!(output)?;
    }
    Ok(())
}

fn method(text: &str) -> Result<Forecaster> {
    values::method(text, Forecaster::from_name)
}

fn settings(arguments: &Arguments) -> Result<ForecastSettings> {
    let settings = ForecastSettings {
        method: arguments.method.clone(),
        horizon: arguments.horizon,
        seasons: vec![arguments.season, arguments.season.saturating_mul(WEEK)],
        level: arguments.level / 100.0,
        threshold: arguments.threshold,
        seed: arguments.seed,
        ..ForecastSettings::default()
    };
    settings.validate()?;
    Ok(settings)
}

/// The series of the file, by name.
fn read(arguments: &Arguments) -> Result<Vec<(String, Series)>> {
    let table = Table::read(&arguments.data)?;
    let named = |given: &Option<String>, known: &[&str]| match given {
        Some(name) => table.column(name).map(Some),
        None => Ok(known.iter().find_map(|name| table.get(name))),
    };
    let missing = |what: &str, known: &[&str]| {
        let message =
            format!("name the column of the {what} with `--{what}`: none of {} is there", known.join(", "));
        Error::new(ErrorKind::InvalidInput, message).with("file", arguments.data.display())
    };
    let ids = named(&arguments.id, &ID_NAMES)?;
    let times = named(&arguments.time, &TIME_NAMES)?.ok_or_else(|| missing("time", &TIME_NAMES))?;
    let values = named(&arguments.value, &VALUE_NAMES)?.ok_or_else(|| missing("value", &VALUE_NAMES))?;
    let times = times.parse("a step number or an RFC 3339 time with zone", |text| {
        let text = text.trim();
        text.parse::<i64>().ok().map(Place::Step).or_else(|| text.parse().ok().map(Place::Time))
    })?;
    let values = values.numbers()?;
    let mut rows: BTreeMap<&str, Vec<(Place, f64)>> = BTreeMap::new();
    match ids {
        Some(ids) => ids.text().zip(times.into_iter().zip(values)).for_each(|(id, row)| {
            rows.entry(id).or_default().push(row);
        }),
        None => {
            rows.insert("series", times.into_iter().zip(values).collect());
        }
    }
    let named =
        |(id, rows): (&str, Vec<(Place, f64)>)| Ok((id.to_owned(), evenly(id, rows, &arguments.data)?));
    rows.into_iter().map(named).collect()
}

/// A place in time as the file gives it; steps come before times only so that a mix is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Step(i64),
    Time(Timestamp),
}

impl Place {
    fn number(self) -> i64 {
        match self {
            Place::Step(step) => step,
            Place::Time(time) => time.ms(),
        }
    }
}

/// Puts rows on an even grid: its step is the commonest distance, and what is missing is a gap.
fn evenly(id: &str, mut rows: Vec<(Place, f64)>, file: &Path) -> Result<Series> {
    let bad = |message: String| {
        Error::new(ErrorKind::InvalidInput, message).with("file", file.display()).with("series", id)
    };
    rows.sort_by_key(|(place, _)| *place);
    let numbered = matches!(rows.first(), Some((Place::Step(_), _)));
    if rows.iter().any(|(place, _)| matches!(place, Place::Step(_)) != numbered) {
        return Err(bad("expected step numbers or times, found both".to_owned()));
    }
    let mut distances: BTreeMap<i64, usize> = BTreeMap::new();
    for pair in rows.windows(2) {
        let distance = pair[1].0.number().saturating_sub(pair[0].0.number());
        if distance == 0 {
            let time = match pair[0].0 {
                Place::Step(step) => step.to_string(),
                Place::Time(time) => time.to_string(),
            };
            return Err(bad(format!("expected one value per time, found two at {time}")));
        }
        *distances.entry(distance).or_default() += 1;
    }
    let commonest = distances.iter().max_by_key(|(distance, count)| (**count, -**distance));
    let step = commonest.map_or(if numbered { 1 } else { HOUR_MS }, |(distance, _)| *distance);
    let first = rows.first().map_or(0, |(place, _)| place.number());
    let mut values: Vec<f64> = Vec::with_capacity(rows.len());
    for (place, value) in &rows {
        let offset = place.number().saturating_sub(first);
        let index = usize::try_from(offset / step).unwrap_or(usize::MAX);
        if offset % step != 0 {
            return Err(bad(format!("expected steps of {step}, found a time {} after one", offset % step)));
        }
        if index > rows.len().saturating_mul(MAX_GAP_SHARE) {
            return Err(bad(format!("{} values spread over {index} steps of {step}", rows.len())));
        }
        values.resize(index, f64::NAN);
        values.push(*value);
    }
    let first_end = match rows.first() {
        Some((Place::Time(time), _)) => *time,
        _ => Timestamp::from_ms(first.saturating_mul(HOUR_MS)).unwrap_or(Timestamp::MIN),
    };
    Ok(Series { first_end, step_ms: if numbered { step.saturating_mul(HOUR_MS) } else { step }, values })
}

/// One line for a person at a terminal; nothing on a pipe.
fn note(text: &str) {
    let mut stderr = std::io::stderr();
    if stderr.is_terminal() {
        // Nothing is lost when the terminal is gone.
        let _ = writeln!(stderr, "{text}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(numbers: &[i64]) -> Vec<(Place, f64)> {
        numbers.iter().map(|n| (Place::Step(*n), *n as f64)).collect()
    }

    #[test]
    fn rows_come_in_any_order_and_gaps_are_kept() {
        let series = evenly("a", steps(&[5, 1, 2, 3]), Path::new("x")).unwrap();
        assert_eq!(series.values.len(), 5);
        assert!(series.values[3].is_nan() && series.values[4] == 5.0);
        let hour = |text: &str| (Place::Time(text.parse().unwrap()), 1.0);
        let rows =
            vec![hour("2026-01-01T00:00:00Z"), hour("2026-01-01T00:10:00Z"), hour("2026-01-01T00:20:00Z")];
        assert_eq!(evenly("a", rows, Path::new("x")).unwrap().step_ms, 600_000);
    }

    #[test]
    fn bad_times_are_named() {
        for (numbers, expected) in [
            (vec![1, 2, 2], "two at 2"),
            (vec![0, 2, 4, 5], "steps of 2"),
            (vec![0, 1, 2, 1_000_000], "spread over 1000000 steps"),
        ] {
            let error = evenly("checkout", steps(&numbers), Path::new("x.csv")).unwrap_err();
            assert!(error.message().contains(expected), "{error}");
            assert!(error.to_string().contains("series checkout"), "{error}");
        }
    }
}
