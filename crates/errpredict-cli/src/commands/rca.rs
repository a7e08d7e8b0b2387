//! `errpredict rca`.

use std::io::Write;
use std::path::PathBuf;

use errpredict::rca::Ranking;
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::{Cell, TableWriter, create, read_incident};

use crate::past::read_history;

/// Metrics written per ranked service.
const METRICS_PER_SERVICE: usize = 2;

/// Ranks the likely root causes of incidents.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folders of incidents, each with incident.json and metrics.csv.gz
    #[arg(required = true)]
    incidents: Vec<PathBuf>,
    /// Answer: incident, rank, service, metric (the input's own column name), score
    #[arg(short, long)]
    output: PathBuf,
    /// Also write every ranking with its causes, their shares, evidence and actions: one JSON object per line
    #[arg(long)]
    json: Option<PathBuf>,
    /// Earlier incidents and actions, as `errpredict feedback` writes them; those known by the onset count
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
}

/// Reads, ranks, writes; one incident at a time.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let history = read_history(arguments.history.as_deref())?;
    let mut table =
        TableWriter::create(&arguments.output, ["incident", "rank", "service", "metric", "score"])?;
    let mut json = arguments.json.as_deref().map(create).transpose()?;
    let failed = |error: &dyn std::fmt::Display| {
        Error::new(ErrorKind::Io, format!("cannot write the answer: {error}"))
    };
    let mut unreadable = Vec::new();
    for folder in &arguments.incidents {
        let incident = match read_incident(folder) {
            Ok(incident) => incident,
            // One damaged folder does not lose the others; it is named at the end, and the exit code says so.
            Err(error) => {
                unreadable.push(format!("{}: {error}", folder.display()));
                continue;
            }
        };
        let answer = match history.answer(&incident) {
            Ok(answer) => answer,
            Err(error) if error.kind() == ErrorKind::InvalidInput => {
                unreadable.push(format!("{}: {error}", folder.display()));
                continue;
            }
            Err(error) => return Err(error),
        };
        for row in rows(&answer.ranking) {
            table.row(row)?;
        }
        if let Some(json) = &mut json {
            let line = serde_json::to_string(&answer).map_err(|error| failed(&error))?;
            writeln!(json, "{line}").map_err(|error| failed(&error))?;
        }
    }
    table.finish()?;
    json.map_or(Ok(()), |json| json.finish())?;
    if unreadable.is_empty() {
        return Ok(());
    }
    let (failed, all) = (unreadable.len(), arguments.incidents.len());
    let message = format!("{failed} of {all} incidents could not be read: {}", unreadable.join("; "));
    Err(Error::new(ErrorKind::InvalidInput, message))
}

/// Rows in rank order: per service its first metrics, or one row without a metric.
fn rows(ranking: &Ranking) -> Vec<[Cell<'_>; 5]> {
    let mut rows = Vec::new();
    for service in &ranking.services {
        let metrics = service.metrics.iter().take(METRICS_PER_SERVICE).map(|metric| metric.column.as_str());
        let metrics: Vec<&str> = if service.metrics.is_empty() { vec![""] } else { metrics.collect() };
        for metric in metrics {
            let rank = rows.len() + 1;
            rows.push([
                (&ranking.incident).into(),
                rank.into(),
                (&service.service).into(),
                metric.into(),
                service.score.into(),
            ]);
        }
    }
    rows
}
