//! `errpredict analyze LOG...`: the main job.

// Writing into a String cannot fail; `line!` keeps the result out of sight.
macro_rules! line {
    ($page:expr) => { $page.push('\n') };
    ($page:expr, $($text:tt)*) => { { let _ = writeln!($page, $($text)*); } };
}

mod causes;
mod going;
mod kept;
mod likely;
mod markdown;
mod patterns;
mod text;
mod unread;
mod widths;

use std::io::Write;
use std::path::{Path, PathBuf};

use errpredict::analysis::{Analysis, Depth, ServiceAnalysis, analyze_keeping, past_worth};
use errpredict::predict::FittedForesight;
use errpredict::{Error, ErrorKind, Result, Rollup, Severity, Stop, Timestamp};
use errpredict_io::html;

use crate::clock;
use crate::exit::{Outcome, whoever_reads};
use crate::past::read_history;
use crate::reading::ReadArguments;
use crate::style::Style;
use crate::tables::{self, say};
use crate::values::Deployed;
use crate::{told, values};

/// Analyse a log: what is wrong, how sure, since when, where it is going, what to do.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    /// The time to analyse (RFC 3339 or seconds since 1970); nothing after it counts [default: the newest event]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    at: Option<Timestamp>,
    /// Only these services
    #[arg(long = "only", value_name = "SERVICE")]
    only: Vec<String>,
    /// quick (anomalies), full (predictions, forecasts, actions) or deep (causes too) [default: deep]
    #[arg(long, value_name = "DEPTH", value_parser = values::depth)]
    depth: Option<Depth>,
    /// A deployment that no log records, such as checkout=2.4.1@2026-11-27T14:00:00Z; may be given several times
    #[arg(long, value_name = "SERVICE=VERSION@TIME", value_parser = values::deployed)]
    deployed: Vec<Deployed>,
    /// Earlier incidents, actions and decisions, as `errpredict feedback` writes them
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    /// Groups, dependencies and attributes of the services (service,group,depends_on,...): probabilities are learnt over a
    /// group too
    #[arg(long, value_name = "FILE")]
    services: Option<PathBuf>,
    /// Keep what is learnt of the past there and use it for a day, so that the next analysis is quicker
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Write the whole analysis as JSON (schema/wire/analyze.response.json); - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the analysis as one self-contained page with charts; - is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the report as Markdown, for a ticket or a chat; - is standard output
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Exit with 4 when something of this severity or worse goes on: low, medium, high or critical. What rises in a log of less
    /// than a day is medium
    #[arg(long, value_name = "SEVERITY", value_parser = values::severity_to_fail_on)]
    fail_on: Option<Severity>,
    /// Services shown in the terminal report, those in most trouble first
    #[arg(long, default_value_t = 12, value_name = "N", value_parser = values::at_least_one)]
    top: usize,
}

impl Arguments {
    /// # Errors
    /// `invalid_setting` where two forms would be mixed on standard output.
    fn check(&self) -> Result<()> {
        let forms = [("--json", &self.json), ("--html", &self.html), ("--markdown", &self.markdown)];
        let is_stdout = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new("-"));
        let on_stdout: Vec<&str> =
            forms.iter().filter(|(_, path)| is_stdout(path)).map(|(name, _)| *name).collect();
        if on_stdout.len() > 1 {
            let got = format!("{} with `-`", on_stdout.join(" and "));
            return Err(Error::setting(on_stdout[1], "at most one form on standard output", got));
        }
        Ok(())
    }
}

/// Reads, analyses, reports.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    arguments.check()?;
    let mut config = arguments.reading.config()?;
    config.analysis.services.extend(arguments.only.iter().cloned());
    config.analysis.depth = arguments.depth.unwrap_or(config.analysis.depth);
    config.analysis.detection.zone = arguments.reading.zone.clone().or(config.analysis.detection.zone);
    let (mut rollup, report) = arguments.reading.rollup_and_report(&config)?;
    // Before what is only said is counted: it does not move the end of the log.
    let newest = rollup.newest().unwrap_or_default();
    deploy(&mut rollup, &arguments.deployed)?;
    let at = arguments.at.unwrap_or_else(|| newest.bucket_end(errpredict::time::MINUTE_MS));
    let history = read_history(arguments.history.as_deref())?;
    if arguments.services.is_some() {
        config.analysis.statics =
            tables::statics(arguments.services.as_deref(), arguments.reading.zone.as_deref())?;
    }
    let kept = arguments.model.as_deref().map(kept::read).transpose()?.flatten();
    let before = kept.as_ref().map(FittedForesight::fitted_at);
    let (mut analysis, learnt) = analyze_keeping(&rollup, at, &config.analysis, &history, kept, Stop::NEVER)?;
    if let (Some(path), Some(learnt)) = (&arguments.model, &learnt)
        && before != Some(learnt.fitted_at())
    {
        kept::write(path, learnt)?;
    }
    unread::first(&mut analysis.headline, &report);
    analysis.warnings.extend(unread::of_lines(&report));
    let analysis = analysis;
    let outcome = outcome(&analysis, arguments.fail_on);
    if let Some(path) = &arguments.json {
        whoever_reads(write_json(path, &analysis))?;
        if path == Path::new("-") {
            return Ok(outcome);
        }
    }
    if let Some(path) = &arguments.html {
        let names: Vec<_> = arguments.reading.logs.iter().map(|log| log.to_string_lossy()).collect();
        let title = names.join(" ");
        // A quick analysis has no probabilities that could have been worth anything.
        let past = if config.analysis.depth > Depth::Quick {
            past_worth(&rollup, at, &config.analysis)?
        } else {
            Vec::new()
        };
        write_text(path, &html::report(&html::Contents::new(&title, &analysis, &rollup).with_past(&past)))?;
        if path == Path::new("-") {
            return Ok(outcome);
        }
    }
    let beyond = rollup.last().filter(|last| arguments.at.is_none() && *last > at);
    let page = |style| {
        let page = text::page(&analysis, &report, arguments.top, style);
        let page = if analysis.headline.unread { unread::not_calm(&page) } else { page };
        match beyond {
            Some(last) => format!("{}\n\n{page}", style.severity(Severity::High, &clock::beyond(at, last))),
            None => page,
        }
    };
    if let Some(path) = &arguments.markdown {
        write_text(path, &markdown::of(&page(Style::PLAIN)))?;
        if path == Path::new("-") {
            return Ok(outcome);
        }
    }
    whoever_reads(say(&page(Style::of_stdout())))?;
    Ok(outcome)
}

/// Counts the deployments that are said. One of a service that is in no log would be of none.
///
/// # Errors
/// `unknown_name` for such a service.
fn deploy(rollup: &mut Rollup, deployed: &[Deployed]) -> Result<()> {
    for one in deployed {
        if rollup.service(&one.service).is_none() {
            let known: Vec<&str> = rollup.services().map(|(name, _)| name).collect();
            return Err(Error::unknown("service", &one.service, &known));
        }
        rollup.observe(one.event());
        rollup.settle();
    }
    Ok(())
}

/// What `--fail-on` asks for: whether something of that severity or worse goes on.
fn outcome(analysis: &Analysis, fail_on: Option<Severity>) -> Outcome {
    let Some(least) = fail_on else { return Outcome::Done };
    let all = std::iter::once(&analysis.system).chain(&analysis.services);
    let goes_on = all
        .clone()
        .flat_map(|service| &service.anomalies)
        .any(|anomaly| anomaly.ongoing && anomaly.severity >= least && told::is_told(anomaly));
    // Nobody can say how strange what rises in a log of hours is: it is as bad as it is told.
    let rises = |service: &ServiceAnalysis| service.rise.as_ref().is_some_and(|rise| rise.until.is_none());
    let goes_on = goes_on || least <= told::OF_RISE && all.clone().any(rises);
    if goes_on { Outcome::GoesOn } else { Outcome::Done }
}

fn write_json(path: &Path, analysis: &Analysis) -> Result<()> {
    let mut output = errpredict_io::create(path)?;
    serde_json::to_string_pretty(analysis)
        .map_err(std::io::Error::from)
        .and_then(|text| output.write_all(errpredict_io::json_for_terminals(&(text + "\n")).as_bytes()))
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display())))?;
    output.finish()
}

fn write_text(path: &Path, page: &str) -> Result<()> {
    let mut output = errpredict_io::create(path)?;
    output
        .write_all(page.as_bytes())
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display())))?;
    output.finish()
}
