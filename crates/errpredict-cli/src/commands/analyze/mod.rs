//! `errpredict analyze LOG...`: the main job.

mod causes;
mod patterns;
mod text;

use std::io::Write;
use std::path::{Path, PathBuf};

use errpredict::analysis::{Analysis, AnalysisConfig, Depth, analyze_with_history};
use errpredict::{Error, ErrorKind, Result, RollupConfig, Timestamp};
use errpredict_io::{ReadOptions, html};
use serde::Deserialize;

use crate::past::{read_history, read_json};
use crate::reading::ReadArguments;
use crate::style::Style;

/// Analyse a log: what is wrong, how sure, since when, where it is going, what to do.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    /// The time to analyse (RFC 3339); nothing after it is read [default: the newest event]
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// Only these services
    #[arg(long = "only", value_name = "SERVICE")]
    only: Vec<String>,
    /// quick (anomalies), full (predictions, forecasts, actions) or deep (causes too)
    #[arg(long, value_name = "DEPTH")]
    depth: Option<String>,
    /// Earlier incidents, actions and decisions, as `errpredict feedback` writes them
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    /// Write the whole analysis as JSON (schema/wire/analyze.response.json); - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the analysis as one self-contained page with charts; - is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Services shown in the terminal report, those in most trouble first
    #[arg(long, default_value_t = 12, value_name = "N")]
    top: usize,
}

/// The configuration file: `{"read": {...}, "rollup": {...}, "analysis": {...}}`, every part optional.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Config {
    read: ReadOptions,
    rollup: RollupConfig,
    analysis: AnalysisConfig,
}

/// Reads, analyses, reports.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let mut config = arguments
        .reading
        .config
        .as_deref()
        .map_or_else(|| Ok(Config::default()), |path| read_json(path, "the configuration"))?;
    config.analysis.services.extend(arguments.only.iter().cloned());
    if let Some(depth) = &arguments.depth {
        config.analysis.depth = depth_of(depth)?;
    }
    let (rollup, report) = arguments.reading.rollup(config.read, &config.rollup)?;
    let newest = rollup.last().ok_or_else(|| no_events(&report))?;
    let at = arguments.at.unwrap_or_else(|| newest.bucket_end(errpredict::time::MINUTE_MS));
    let history = read_history(arguments.history.as_deref())?;
    let analysis = analyze_with_history(&rollup, at, &config.analysis, &history)?;
    if let Some(path) = &arguments.json {
        write_json(path, &analysis)?;
        if path == Path::new("-") {
            return Ok(());
        }
    }
    if let Some(path) = &arguments.html {
        let names: Vec<_> = arguments.reading.logs.iter().map(|log| log.to_string_lossy()).collect();
        let title = names.join(" ");
        write_html(path, &html::report(&html::Contents::new(&title, &analysis, &rollup)))?;
        if path == Path::new("-") {
            return Ok(());
        }
    }
    let page = text::page(&analysis, &report, arguments.top, Style::of_stdout());
    std::io::stdout()
        .write_all(page.as_bytes())
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write to standard output: {error}")))
}

fn no_events(report: &errpredict_io::ReadReport) -> Error {
    let message = format!("needs at least 1 event, got 0 of {} lines", report.lines);
    let error = Error::new(ErrorKind::NotEnoughData, message);
    match report.samples.first() {
        None => error,
        Some(bad) => error.with("file", &bad.source).with("line", bad.line).with("expected", &bad.expected),
    }
}

fn depth_of(text: &str) -> Result<Depth> {
    match text {
        "quick" => Ok(Depth::Quick),
        "full" => Ok(Depth::Full),
        "deep" => Ok(Depth::Deep),
        _ => Err(Error::unknown("depth", text, &["quick", "full", "deep"])),
    }
}

fn write_json(path: &Path, analysis: &Analysis) -> Result<()> {
    let mut output = errpredict_io::create(path)?;
    serde_json::to_string_pretty(analysis)
        .map_err(std::io::Error::from)
        .and_then(|text| output.write_all(errpredict_io::json_for_terminals(&(text + "\n")).as_bytes()))
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display())))?;
    output.finish()
}

fn write_html(path: &Path, page: &str) -> Result<()> {
    let mut output = errpredict_io::create(path)?;
    output
        .write_all(page.as_bytes())
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display())))?;
    output.finish()
}
