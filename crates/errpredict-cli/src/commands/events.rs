//! `errpredict events`: what was read, one line of JSON an event. It is also how a log is converted.

use std::path::PathBuf;

use errpredict::{Error, ErrorKind, Result};
use errpredict_io::{ReadOptions, ReadReport, create, read_events, sources, write_event};
use serde::Serialize;

use crate::reading::{ReadArguments, say_what_was_read};

/// Which logs, and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    /// Where the events go, one JSON object a line (.gz is packed, - is standard output)
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Also write what was read, what was left out and why, as JSON
    #[arg(long, value_name = "FILE")]
    json_report: Option<PathBuf>,
}

/// The report as a file.
#[derive(Serialize)]
struct Report<'a> {
    /// Lines left out.
    left_out: u64,
    /// Why, in words.
    why: Vec<Why>,
    #[serde(flatten)]
    read: &'a ReadReport,
}

/// One reason and how many lines it left out.
#[derive(Serialize)]
struct Why {
    reason: &'static str,
    lines: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'static str>,
}

/// Writes the events.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let options = ReadOptions { attributes: true, ..arguments.reading.config()?.read };
    let mut output = create(&arguments.output)?;
    let mut failed = None;
    let report = read_events(&sources(&arguments.reading.logs)?, &options, &mut |event, _| {
        if failed.is_none() {
            failed = write_event(&event, &mut output).err();
        }
    })?;
    if let Some(error) = failed {
        return Err(cannot_write(&arguments.output, &error));
    }
    output.finish()?;
    if let Some(path) = &arguments.json_report {
        write_report(path, &report)?;
    }
    say_what_was_read(&report);
    Ok(())
}

fn write_report(path: &std::path::Path, report: &ReadReport) -> Result<()> {
    let why = report.reasons.iter().map(|(reason, lines)| Why {
        reason: reason.about(),
        lines: *lines,
        help: reason.help(),
    });
    let whole = Report { left_out: report.bad, why: why.collect(), read: report };
    let mut file = create(path)?;
    serde_json::to_writer_pretty(&mut file, &whole)
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display())))?;
    file.finish()
}

fn cannot_write(path: &std::path::Path, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display()))
}
