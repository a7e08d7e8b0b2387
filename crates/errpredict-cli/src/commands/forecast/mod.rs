//! `errpredict forecast`: the future of the series in a CSV file, or of the metrics of a log.

mod grid;
mod read;
mod write;

use std::path::{Path, PathBuf};

use errpredict::forecast::{ForecastSettings, Forecaster, Histories, HolidayDates};
use errpredict::{Result, Stop};
use errpredict_io::Table;
use indicatif::{ProgressBar, ProgressStyle};

use crate::reading::ReadArguments;
use crate::values;

/// Days of a week.
const WEEK: usize = 7;

/// Levels of the narrower bands of a page.
const FAN: [f64; 2] = [0.8, 0.5];

/// Arguments of `forecast`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    /// Read a log instead of a CSV file and forecast this per service and hour: errors, requests, error_rate,
    /// response_time_p50, _p95, _p99, _mean or _max
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    metric: Vec<String>,
    /// Steps ahead
    #[arg(long, default_value_t = 24)]
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
    /// Column of the value, or several of them; empty is a gap [default: y, value or count]
    #[arg(long, value_delimiter = ',')]
    value: Vec<String>,
    /// Method by name, or as JSON with its settings
    #[arg(long, default_value = "auto", value_parser = method)]
    method: Forecaster,
    /// Level of the interval in percent
    #[arg(long, default_value_t = 95.0, value_parser = values::percent)]
    level: f64,
    /// Value whose crossing is of interest
    #[arg(long, allow_negative_numbers = true)]
    threshold: Option<f64>,
    /// Holidays: a CSV file with the columns date (2026-12-25) and name, past dates and those ahead
    #[arg(long, value_name = "FILE")]
    holidays: Option<PathBuf>,
    /// Forecast the sum of all series too, as `system`, and make the forecasts add up (a log's errors and requests
    /// always do)
    #[arg(long)]
    system: bool,
    /// Seed of everything random
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Write everything known about each series as JSON lines instead of CSV
    #[arg(long)]
    json: bool,
    /// Write a page with fan charts and decompositions as well
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Output file
    #[arg(short, long, default_value = "-")]
    output: PathBuf,
}

/// Forecasts every series.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let settings = settings(arguments)?;
    let all = if arguments.metric.is_empty() { read::table(arguments)? } else { read::log(arguments)? };
    let bar = progress_bar(all.iter().map(|histories| histories.series.len()).sum());
    let done = || bar.inc(1);
    let forecasts = all
        .iter()
        .map(|histories| histories.forecasts_until(&settings, &done, Stop::NEVER))
        .collect::<Result<Vec<_>>>();
    bar.finish_and_clear();
    let forecasts = forecasts?;
    if let Some(path) = &arguments.html {
        let title =
            arguments.reading.logs.iter().map(|log| log.to_string_lossy()).collect::<Vec<_>>().join(" ");
        let pages: Vec<_> = all.iter().flat_map(Histories::all).zip(forecasts.iter().flatten()).collect();
        write::page(path, &errpredict_io::html::forecasts(&pages, &settings, &title)?)?;
    }
    let forecasts: Vec<_> = forecasts.into_iter().flatten().collect();
    write::forecasts(&arguments.output, arguments.json, arguments.level, all.len() > 1, &forecasts)
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
        // The narrower bands of a fan chart.
        fan: if arguments.html.is_some() { FAN.to_vec() } else { Vec::new() },
        zone: arguments.reading.zone.clone(),
        holidays: arguments.holidays.as_deref().map(holidays).transpose()?.unwrap_or_default(),
        seed: arguments.seed,
        ..ForecastSettings::default()
    };
    settings.validate()?;
    Ok(settings)
}

/// The holidays of a file, dates by name in name order.
fn holidays(path: &Path) -> Result<Vec<HolidayDates>> {
    let table = Table::read(path)?;
    let dates = table.column("date")?.parse("a date such as 2026-12-25", |text| {
        let text = text.trim();
        let settings = HolidayDates { name: String::new(), dates: vec![text.to_owned()] };
        let checked = ForecastSettings { holidays: vec![settings], ..ForecastSettings::default() };
        checked.validate().is_ok().then(|| text.to_owned())
    })?;
    let mut by_name = std::collections::BTreeMap::<&str, Vec<String>>::new();
    for (name, date) in table.column("name")?.text().zip(dates) {
        by_name.entry(name.trim()).or_default().push(date);
    }
    Ok(by_name.into_iter().map(|(name, dates)| HolidayDates { name: name.to_owned(), dates }).collect())
}

/// A bar on a terminal, nothing on a pipe.
fn progress_bar(series: usize) -> ProgressBar {
    if !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(series as u64);
    let template = "forecasting {bar:30} {pos}/{len} series {eta}";
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
