//! `errpredict features`: the feature rows a model sees, as a table.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use errpredict::features::{FeatureQuery, FeatureSet, FeatureSource};
use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Error, ErrorKind, Result, Timestamp};

use crate::tables::{self, Queries};

/// Rows that are computed and written at a time, so that memory does not grow with the number of queries.
const CHUNK: usize = 4_096;

/// What to compute features of.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Log files: plain, .gz or .zst; - is standard input
    #[arg(required = true, value_name = "LOG")]
    logs: Vec<PathBuf>,
    /// At this time (RFC 3339 or seconds since 1970)
    #[arg(long, value_name = "TIME", conflicts_with_all = ["every", "queries"])]
    at: Option<String>,
    /// At every whole step between the first and the last event, such as 30m, 1h or 1d
    #[arg(long, value_name = "STEP", conflicts_with = "queries")]
    every: Option<String>,
    /// At the times of a table with query_id,service,timestamp
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// Groups and attributes of the services: a table with service,group,...
    #[arg(long, value_name = "FILE")]
    services: Option<PathBuf>,
    /// Count the 20 commonest error types up to this time; everything of the log otherwise
    #[arg(long, value_name = "TIME")]
    types_until: Option<String>,
    /// The table to write: service,timestamp,<feature>... (.gz is packed, - is standard output)
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

/// Writes the table.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let statics = tables::statics(arguments.services.as_deref())?;
    let queries = arguments.queries.as_deref().map(Queries::read).transpose()?;
    let rollup = tables::rollup(&arguments.logs)?;
    let (first, last) = rollup.first().zip(rollup.last()).ok_or_else(|| Error::not_enough("events", 1, 0))?;
    let until = arguments.types_until.as_deref().map(time).transpose()?.unwrap_or(last);
    let source = FeatureSource::new(&rollup, &statics, FeatureSet::fit(&rollup, &statics, until))?;

    let times = match (&arguments.at, &arguments.every) {
        (Some(at), _) => vec![time(at)?],
        (None, Some(step)) => grid(first, last, duration_ms(step)?),
        (None, None) => vec![last.bucket_end(MINUTE_MS)],
    };
    let asked = match &queries {
        Some(queries) => queries.feature_queries(),
        None => rollup
            .services()
            .flat_map(|(service, _)| times.iter().map(move |at| FeatureQuery { service, at: *at }))
            .collect(),
    };
    let output = errpredict_io::create(&arguments.output)?;
    let mut writer = BufWriter::with_capacity(1 << 20, output);
    write_rows(&mut writer, &source, &asked, queries.as_ref().map(|queries| queries.ids.as_slice()))
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write the features: {error}")))?;
    let output = writer.into_inner().map_err(|error| Error::new(ErrorKind::Io, error.to_string()))?;
    output.finish()
}

fn write_rows(
    writer: &mut impl Write,
    source: &FeatureSource<'_>,
    asked: &[FeatureQuery<'_>],
    ids: Option<&[String]>,
) -> std::io::Result<()> {
    if ids.is_some() {
        write!(writer, "query_id,")?;
    }
    write!(writer, "service,timestamp")?;
    for name in source.names() {
        write!(writer, ",{}", tables::field(name))?;
    }
    writeln!(writer)?;
    for (chunk, queries) in asked.chunks(CHUNK).enumerate() {
        let rows = source.sweep(queries);
        for (i, (query, row)) in queries.iter().zip(rows.rows()).enumerate() {
            if let Some(ids) = ids {
                write!(writer, "{},", tables::field(&ids[chunk * CHUNK + i]))?;
            }
            write!(writer, "{},{}", tables::field(query.service), query.at)?;
            for value in row {
                // A missing value is an empty field.
                if value.is_nan() { write!(writer, ",")? } else { write!(writer, ",{value}")? }
            }
            writeln!(writer)?;
        }
    }
    Ok(())
}

fn time(text: &str) -> Result<Timestamp> {
    tables::time(text).ok_or_else(|| {
        let message =
            format!("expected a time such as 2026-11-23T07:00:00Z or seconds since 1970, got `{text}`");
        Error::new(ErrorKind::InvalidArgument, message)
    })
}

/// A duration such as `30m`, `1h` or `7d`.
pub(super) fn duration_ms(text: &str) -> Result<i64> {
    let bad = || {
        Error::new(
            ErrorKind::InvalidArgument,
            format!("expected a duration such as 30m, 24h or 7d, got `{text}`"),
        )
    };
    let unit = text.chars().last().ok_or_else(bad)?;
    let unit_ms = match unit {
        'm' => MINUTE_MS,
        'h' => HOUR_MS,
        'd' => 24 * HOUR_MS,
        _ => return Err(bad()),
    };
    let number: i64 = text[..text.len() - 1].parse().map_err(|_| bad())?;
    match number.checked_mul(unit_ms) {
        Some(ms) if number > 0 => Ok(ms),
        _ => Err(bad()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, ms) in [("30m", 1_800_000), ("1h", 3_600_000), ("7d", 604_800_000)] {
            assert_eq!(duration_ms(text).unwrap(), ms);
        }
        for text in ["", "h", "0h", "-1h", "1", "1w", "99999999999999999999d", "é"] {
            assert!(duration_ms(text).is_err(), "{text}");
        }
    }
}
