//! `errpredict predict`: probabilities, or severities, from a log and a model.

use std::path::PathBuf;

use errpredict::Result;
use errpredict::features::FeatureQuery;
use errpredict::predict::{CLASSES, Model};

use crate::reading::ReadArguments;
use crate::tables::{self, Cell, Queries, TableWriter};

/// What to predict.
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
    /// Times to predict at: query_id,service,timestamp; every service at the end of the log otherwise
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// The table to write (.gz is packed, - is standard output)
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

/// Predicts and writes the table.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let model = tables::any_model(&arguments.model)?;
    let statics = tables::statics(arguments.services.as_deref(), arguments.reading.zone.as_deref())?;
    let file = arguments.queries.as_deref().map(Queries::read).transpose()?;
    let rollup = arguments.reading.rollup(&arguments.reading.config()?)?;
    let now = rollup.now().unwrap_or_default();
    let queries = match &file {
        Some(file) => file.feature_queries(),
        None => rollup.services().map(|(service, _)| FeatureQuery { service, at: now }).collect(),
    };
    let keys: &[&str] = if file.is_some() { &["query_id"] } else { &["service", "timestamp"] };
    let keys_of = |i: usize| match &file {
        Some(file) => vec![Cell::from(&file.ids[i])],
        None => vec![queries[i].service.into(), queries[i].at.into()],
    };
    match model {
        Model::Probability(saved) => {
            let predictions = saved.predict_queries(&rollup, &statics, &queries)?;
            let columns = keys.iter().chain(&["probability", "lower95", "upper95", "alert"]);
            let mut table = TableWriter::create(&arguments.output, columns)?;
            for (i, found) in predictions.iter().enumerate() {
                let values =
                    [found.probability.into(), found.lower.into(), found.upper.into(), found.alert.into()];
                table.row(keys_of(i).into_iter().chain(values))?;
            }
            table.finish()
        }
        Model::Severity(saved) => {
            let answers = saved.predict_queries(&rollup, &statics, &queries)?;
            let columns = keys.iter().chain(&["severity", "balanced"]).chain(&CLASSES);
            let mut table = TableWriter::create(&arguments.output, columns)?;
            for (i, answer) in answers.iter().enumerate() {
                let classes = [CLASSES[answer.likeliest].into(), CLASSES[answer.balanced].into()];
                let values = answer.probabilities.iter().map(|p| Cell::from(*p));
                table.row(keys_of(i).into_iter().chain(classes).chain(values))?;
            }
            table.finish()
        }
    }
}
