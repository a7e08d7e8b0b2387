//! `errpredict explain`: what moved a prediction.

use std::path::PathBuf;

use errpredict::Result;
use errpredict::features::{FeatureQuery, FeatureSource};

use crate::reading::ReadArguments;
use crate::tables::{self, Queries, TableWriter};

/// What to explain.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    /// What is known of the services: a table with service,group,depends_on,...
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
    let rollup = arguments.reading.rollup(&arguments.reading.config()?)?;
    let queries: Vec<FeatureQuery<'_>> = file.feature_queries();
    let predictions = saved.predict_queries(&rollup, &statics, &queries)?;
    let source = FeatureSource::new(&rollup, &statics, saved.task_state()?.feature_set.clone())?;
    let columns = ["query_id", "probability", "rank", "feature", "value", "contribution"];
    let mut table = TableWriter::create(&arguments.output, columns)?;
    for ((query, id), predicted) in queries.iter().zip(&file.ids).zip(&predictions) {
        for (rank, factor) in saved.explain(&source, &statics, *query, arguments.top)?.iter().enumerate() {
            table.row([
                id.into(),
                predicted.probability.into(),
                (rank + 1).into(),
                (&factor.feature).into(),
                factor.value.into(),
                factor.contribution.into(),
            ])?;
        }
    }
    table.finish()
}
