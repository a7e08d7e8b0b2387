//! `errpredict features`: the feature rows a model sees, as a table.

use std::path::{Path, PathBuf};

use errpredict::features::{FeatureQuery, FeatureSet, FeatureSource};
use errpredict::{Error, Result, Timestamp};

use crate::reading::ReadArguments;
use crate::tables::{self, Cell, Queries, TableWriter};
use crate::values;

/// Rows that are computed and written at a time, so that memory does not grow with the number of queries.
const CHUNK: usize = 4_096;

/// What to compute features of.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    /// At this time (RFC 3339 or seconds since 1970)
    #[arg(long, value_name = "TIME", value_parser = values::time, conflicts_with_all = ["every", "queries"])]
    at: Option<Timestamp>,
    /// At every whole step between the first and the last event, such as 30m, 1h or 1d
    #[arg(long, value_name = "STEP", value_parser = values::duration_ms, conflicts_with = "queries")]
    every: Option<i64>,
    /// At the times of a table with query_id,service,timestamp
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// What is known of the services: a table with service,group,depends_on,...
    #[arg(long, value_name = "FILE")]
    services: Option<PathBuf>,
    /// Count the 20 commonest error types up to this time; everything of the log otherwise
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    types_until: Option<Timestamp>,
    /// The table to write: service,timestamp,<feature>... (.gz is packed, - is standard output)
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

/// Writes the table.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let statics = tables::statics(arguments.services.as_deref(), arguments.reading.zone.as_deref())?;
    let queries = arguments.queries.as_deref().map(Queries::read).transpose()?;
    let rollup = arguments.reading.rollup(&arguments.reading.config()?)?;
    let (first, last) = rollup.first().zip(rollup.last()).ok_or_else(|| Error::not_enough("events", 1, 0))?;
    let until = arguments.types_until.unwrap_or(last);
    let source = FeatureSource::new(&rollup, &statics, FeatureSet::fit(&rollup, &statics, until))?;

    let times = match (arguments.at, arguments.every) {
        (Some(at), _) => vec![at],
        (None, Some(step)) => grid(first, last, step),
        (None, None) => vec![rollup.now().unwrap_or(last)],
    };
    let asked = match &queries {
        Some(queries) => queries.feature_queries(),
        None => rollup
            .services()
            .flat_map(|(service, _)| times.iter().map(move |at| FeatureQuery { service, at: *at }))
            .collect(),
    };
    let ids = queries.as_ref().map(|queries| queries.ids.as_slice());
    write_rows(&arguments.output, &source, &asked, ids)
}

fn write_rows(
    path: &Path,
    source: &FeatureSource<'_>,
    asked: &[FeatureQuery<'_>],
    ids: Option<&[String]>,
) -> Result<()> {
    let columns = ids.map(|_| "query_id").into_iter().chain(["service", "timestamp"]);
    let columns = columns.chain(source.names().iter().map(String::as_str));
    let mut table = TableWriter::create(path, columns)?;
    for (chunk, queries) in asked.chunks(CHUNK).enumerate() {
        let rows = source.sweep(queries);
        for (i, (query, row)) in queries.iter().zip(rows.rows()).enumerate() {
            let id = ids.map(|ids| Cell::from(&ids[chunk * CHUNK + i]));
            let keys = id.into_iter().chain([query.service.into(), query.at.into()]);
            table.row(keys.chain(row.iter().map(|value| Cell::from(*value))))?;
        }
    }
    table.finish()
}

/// Every whole step after the first event up to the first one at or after the last.
pub(super) fn grid(first: Timestamp, last: Timestamp, step_ms: i64) -> Vec<Timestamp> {
    let (mut at, end) = (first.bucket_end(step_ms), last.bucket_end(step_ms));
    let mut times = Vec::new();
    while at <= end {
        times.push(at);
        at = at.plus_ms(step_ms);
    }
    times
}
