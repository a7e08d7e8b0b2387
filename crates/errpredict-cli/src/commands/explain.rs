//! `errpredict explain`: what moved a prediction.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use errpredict::Result;
use errpredict::features::{FeatureQuery, FeatureSource};

use crate::tables::{self, Queries};

/// What to explain.
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
    /// Predictions to explain: query_id,service,timestamp
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Factors of each, those that moved it most first
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    /// The table to write: query_id,probability,rank,feature,value,contribution
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

/// Explains and writes the table.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let saved = tables::model(&arguments.model)?;
    let statics = tables::statics(arguments.services.as_deref())?;
    let file = Queries::read(&arguments.queries)?;
    let rollup = tables::rollup(&arguments.logs)?;
    let queries: Vec<FeatureQuery<'_>> = file.feature_queries();
    let predictions = saved.predict_queries(&rollup, &statics, &queries)?;
    let source = FeatureSource::new(&rollup, &statics, saved.task_state()?.feature_set.clone())?;
    let mut writer = BufWriter::new(errpredict_io::create(&arguments.output)?);
    writeln!(writer, "query_id,probability,rank,feature,value,contribution").map_err(tables::cannot_write)?;
    for ((query, id), predicted) in queries.iter().zip(&file.ids).zip(&predictions) {
        for (rank, factor) in saved.explain(&source, &statics, *query, arguments.top)?.iter().enumerate() {
            let value = factor.value.map_or(String::new(), |value| value.to_string());
            writeln!(
                writer,
                "{},{},{},{},{value},{}",
                tables::field(id),
                predicted.probability,
                rank + 1,
                tables::field(&factor.feature),
                factor.contribution
            )
            .map_err(tables::cannot_write)?;
        }
    }
    writer.into_inner().map_err(|error| tables::cannot_write(error.into_error()))?.finish()
}
