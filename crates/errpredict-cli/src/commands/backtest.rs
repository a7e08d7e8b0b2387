//! `errpredict backtest`: what would have fired, and how often rightly.

use std::path::PathBuf;

use errpredict::evaluate;
use errpredict::features::FeatureQuery;
use errpredict::predict::{Foreseen, Shares, Split, count_alerts, foreseen};
use errpredict::{Error, Result};

use errpredict_io::numbers::plural;

use super::train::{TaskArguments, summary, write_page};
use crate::progress::while_fitting;
use crate::tables::{self, TableWriter};

/// Longest service name that is shown.
const NAME_CHARS: usize = 60;
/// Alarms that are listed one by one.
const LISTED: usize = 20;

/// What to try on the past.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    task: TaskArguments,
    /// Write the tested predictions: service,timestamp,probability,came
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write a page about the model on the tested times: how good, when it alerts, what it relies on
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Trains on the first 60 % of the span, chooses and calibrates on the next 20 %, tests on the last 20 %.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let plan = arguments.task.plan()?;
    let statics = tables::statics(arguments.task.services.as_deref())?;
    let rollup = arguments.task.rollup()?;
    let (queries, splits) = arguments.task.self_labelled(&rollup, Shares::BACKTEST)?;
    let what = format!("training on {}", plural(queries.len() as u64, "time"));
    let seed = arguments.task.seed;
    let (saved, _) =
        while_fitting(what, |progress| plan.fit_seen(&rollup, &statics, &queries, &splits, seed, progress))?;
    let tested: Vec<FeatureQuery<'_>> = queries
        .iter()
        .zip(&splits)
        .filter(|(_, split)| **split == Split::Rest)
        .map(|(query, _)| *query)
        .collect();
    let predictions = saved.predict_queries(&rollup, &statics, &tested)?;
    let rows = foreseen(&saved, &rollup, &tested, &predictions)?;
    let task = &saved.task_state()?.task;
    let alerts: Vec<bool> = saved
        .alerts(&rollup, &tested, &predictions)?
        .into_iter()
        .zip(&tested)
        .filter(|(_, query)| task.outcome(&rollup, query.service, query.at).is_some())
        .map(|(alert, _)| alert)
        .collect();
    if rows.is_empty() {
        return Err(Error::not_enough("test times whose horizon the log covers", 1, 0));
    }
    if let Some(path) = &arguments.output {
        write_rows(path, &rows)?;
    }
    if let Some(path) = &arguments.html {
        let rows_are = "times of the last fifth, which it had not seen";
        write_page(path, &arguments.task, &saved, &rows, rows_are, (&rollup, &statics))?;
    }
    tables::say(&(summary(&saved) + &report(&rows, &alerts, &saved)?))
}

fn report(rows: &[Foreseen<'_>], alerts: &[bool], saved: &errpredict::predict::Saved) -> Result<String> {
    let labels: Vec<bool> = rows.iter().map(|row| row.came.is_some()).collect();
    let probabilities: Vec<f64> = rows.iter().map(|row| row.probability).collect();
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.4}"));
    let rate = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
    let mut text = format!(
        "tested on the last {} times: base rate {rate:.4}, PR-AUC {}, Brier {:.4} (base rate alone {:.4}), ECE {:.4}\n",
        rows.len(),
        number(evaluate::pr_auc(&labels, &probabilities).ok()),
        evaluate::brier(&labels, &probabilities)?,
        rate * (1.0 - rate),
        evaluate::expected_calibration_error(&labels, &probabilities, evaluate::DEFAULT_BINS)?,
    );
    if saved.task_state()?.alert.threshold.is_none() {
        return Ok(text);
    }
    let counts = count_alerts(rows, alerts, saved.model.horizon_ms)?;
    text += &format!(
        "would have fired {} times in {:.1} service-weeks, {} falsely ({} a service and week), median lead {} h\n",
        counts.alarms,
        counts.service_weeks,
        counts.false_alarms,
        number(counts.false_per_service_week()),
        number(counts.median_lead_h),
    );
    let mut fired: Vec<&Foreseen<'_>> =
        rows.iter().zip(alerts).filter(|(_, alert)| **alert).map(|(row, _)| row).collect();
    fired.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.at.cmp(&b.at)));
    for row in fired.iter().take(LISTED) {
        let came = row.came.map_or("nothing came".to_owned(), |came| format!("came {came}"));
        text += &format!(
            "  {}  {:.3}  {}  {came}\n",
            row.at,
            row.probability,
            errpredict_io::printable(row.service, NAME_CHARS)
        );
    }
    if fired.len() > LISTED {
        text += &format!("  and {} more times\n", fired.len() - LISTED);
    }
    Ok(text)
}

fn write_rows(path: &std::path::Path, rows: &[Foreseen<'_>]) -> Result<()> {
    let mut table = TableWriter::create(path, ["service", "timestamp", "probability", "came"])?;
    for row in rows {
        table.row([row.service.into(), row.at.into(), row.probability.into(), row.came.into()])?;
    }
    table.finish()
}
