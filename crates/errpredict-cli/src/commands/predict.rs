//! `errpredict predict`: probabilities from a log and a model.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use errpredict::Result;
use errpredict::features::FeatureQuery;
use errpredict::predict::Saved;
use errpredict::time::MINUTE_MS;

use crate::tables::{self, Queries};

/// What to predict.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Log files: plain, .gz or .zst; - is standard input
    #[arg(required = true, value_name = "EVENTS")]
    logs: Vec<PathBuf>,
    /// Groups and attributes of the services: a table with service,group,...
    #[arg(long, value_name = "FILE")]
    services: Option<PathBuf>,
    /// The model, as `errpredict train` wrote it
    #[arg(long, value_name = "MODEL")]
    model: PathBuf,
    /// Times to predict at: query_id,service,timestamp; every service at the end of the log otherwise
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// The table to write (.gz is packed, - is standard output)
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

/// Predicts and writes the table.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let saved = tables::model(&arguments.model)?;
    let statics = tables::statics(arguments.services.as_deref())?;
    let file = arguments.queries.as_deref().map(Queries::read).transpose()?;
    let rollup = tables::rollup(&arguments.logs)?;
    let now = rollup.last().unwrap_or_default().bucket_end(MINUTE_MS);
    let queries = match &file {
        Some(file) => file.feature_queries(),
        None => rollup.services().map(|(service, _)| FeatureQuery { service, at: now }).collect(),
    };
    let predictions = saved.predict_queries(&rollup, &statics, &queries)?;
    let threshold = alert_threshold(&saved);
    let mut writer = BufWriter::new(errpredict_io::create(&arguments.output)?);
    let mut write = || -> std::io::Result<()> {
        let keys = if file.is_some() { "query_id" } else { "service,timestamp" };
        writeln!(writer, "{keys},probability,lower95,upper95,alert")?;
        for (i, (query, predicted)) in queries.iter().zip(&predictions).enumerate() {
            match &file {
                Some(file) => write!(writer, "{}", tables::field(&file.ids[i]))?,
                None => write!(writer, "{},{}", tables::field(query.service), query.at)?,
            }
            let alert = u8::from(predicted.probability >= threshold);
            writeln!(writer, ",{},{},{},{alert}", predicted.probability, predicted.lower, predicted.upper)?;
        }
        Ok(())
    };
    write().map_err(tables::cannot_write)?;
    writer.into_inner().map_err(|error| tables::cannot_write(error.into_error()))?.finish()
}

/// The probability from which on the model raises an alert; above 1 where it never does.
fn alert_threshold(saved: &Saved) -> f64 {
    saved.task.as_ref().and_then(|state| state.alert.threshold).unwrap_or(f64::INFINITY)
}
