//! `errpredict train --target severity`: a model of how severe the worst event to come will be.

use errpredict::numbers::plural;
use errpredict::predict::{MIN_ROWS, SeverityModel, SeverityPlan};
use errpredict::{Error, ErrorKind, Result};

use super::{Arguments, write_model};
use crate::progress::while_fitting;
use crate::tables::{self, Queries};

/// Trains a model of severities, writes it and says how good it is.
pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let task = &arguments.task;
    for (given, option) in [
        (task.fingerprint.is_some(), "--fingerprint"),
        (task.alert_at.is_some(), "--alert-at"),
        (arguments.html.is_some(), "--html"),
    ] {
        if given {
            let message = format!("{option} does not go with --target severity: it is of a probability");
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
    }
    let plan = SeverityPlan { horizon_ms: task.horizon, method: task.method.0.clone() };
    let statics = tables::statics(task.services.as_deref(), task.reading.zone.as_deref())?;
    let file = arguments.queries.as_deref().map(Queries::read).transpose()?;
    let rollup = task.rollup()?;
    let (queries, splits) = arguments.learnt_from(file.as_ref(), &rollup)?;
    let what = format!("training on {}", plural(queries.len() as u64, "time"));
    let saved =
        while_fitting(what, |progress| plan.fit(&rollup, &statics, &queries, &splits, task.seed, progress))?;
    write_model(&arguments.output, &saved.to_bytes()?)?;
    if arguments.output.as_os_str() != "-" {
        tables::say(&summary(&saved))?;
    }
    Ok(())
}

/// What a model of severities is, and how good it was on rows it had not seen.
fn summary(saved: &SeverityModel) -> String {
    let metrics = &saved.metrics;
    let mut text = format!(
        "{} for the worst severity within {} h, {} features, fitted on {} rows\n",
        saved.method,
        saved.horizon_ms as f64 / errpredict::time::HOUR_MS as f64,
        saved.features.len(),
        metrics.n_fit,
    );
    let rows = metrics.n_fit + metrics.n_validation;
    if rows < MIN_ROWS {
        text += &format!(
            "{rows} rows are too few to fit a method ({MIN_ROWS} are needed): this is how often each came\n"
        );
    }
    let (Some(likeliest), Some(balanced), Some(base)) =
        (&metrics.likeliest, &metrics.balanced, metrics.base_log_loss)
    else {
        return text + "no later rows to validate on: how good it is is not known\n";
    };
    let tried: Vec<String> = metrics.tried.iter().map(|(name, loss)| format!("{name} {loss:.4}")).collect();
    if !tried.is_empty() {
        text += &format!("chosen on a sample of the rows by log loss: {}\n", tried.join(", "));
    }
    let loss = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"));
    text += &format!(
        "validated on {} later rows: log loss {} (before calibration {}, frequencies alone {base:.4})\n",
        metrics.n_validation,
        loss(metrics.log_loss),
        loss(metrics.raw_log_loss),
    );
    for (name, confusion) in [("likeliest", likeliest), ("balanced", balanced)] {
        text += &format!(
            "{name} class: accuracy {:.4} (commonest class alone {:.4}), balanced accuracy {:.4}\n",
            confusion.accuracy(),
            confusion.majority_share(),
            confusion.balanced_accuracy(),
        );
    }
    text
}
