//! `errpredict backtest`: what would have fired, and how often rightly.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use errpredict::Result;
use errpredict::predict::{Backtest, Foreseen, Shares, Tested, backtest};

use errpredict::numbers::plural;
use errpredict_io::html::ROWS_OF_BACKTEST;

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
    /// Write the numbers and every alert as JSON; - is standard output, without the text
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Trains on the first 60 % of the span, chooses and calibrates on the next 20 %, tests on the last 20 %.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let plan = arguments.task.plan()?;
    let statics =
        tables::statics(arguments.task.services.as_deref(), arguments.task.reading.zone.as_deref())?;
    let rollup = arguments.task.rollup()?;
    let (queries, splits) = arguments.task.self_labelled(&rollup, Shares::BACKTEST)?;
    let what = format!("training on {}", plural(queries.len() as u64, "time"));
    let seed = arguments.task.seed;
    let Tested { model, rows, result } = while_fitting(what, |progress| {
        backtest(&plan, &rollup, &statics, (&queries, &splits), seed, progress)
    })?;
    if let Some(path) = &arguments.output {
        write_rows(path, &rows)?;
    }
    if let Some(path) = &arguments.html {
        write_page(path, &arguments.task, &model, &rows, ROWS_OF_BACKTEST, (&rollup, &statics))?;
    }
    if let Some(path) = &arguments.json {
        write_json(path, &result)?;
        if path == Path::new("-") {
            return Ok(());
        }
    }
    tables::say(&(summary(&model) + &report(&result)))
}

fn write_json(path: &Path, tested: &Backtest) -> Result<()> {
    let mut output = errpredict_io::create(path)?;
    let text = serde_json::to_string_pretty(tested).map_err(std::io::Error::from);
    text.and_then(|text| output.write_all(errpredict_io::json_for_terminals(&(text + "\n")).as_bytes()))
        .map_err(tables::cannot_write)?;
    output.finish()
}

fn report(tested: &Backtest) -> String {
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.4}"));
    let mut text = format!(
        "tested on the last {} times: base rate {:.4}, PR-AUC {}, Brier {:.4} (base rate alone {:.4}), ECE {:.4}\n",
        tested.times,
        tested.base_rate,
        number(tested.pr_auc),
        tested.brier,
        tested.brier_of_base_rate,
        tested.expected_calibration_error,
    );
    let Some(alarms) = &tested.alarms else { return text };
    text += &format!(
        "would have fired {} times in {:.1} service-weeks, {} falsely ({} a service and week), median lead {} h\n",
        alarms.counts.alarms,
        alarms.counts.service_weeks,
        alarms.counts.false_alarms,
        number(alarms.false_per_service_week),
        number(alarms.counts.median_lead_h),
    );
    for alert in tested.alerts.iter().take(LISTED) {
        let came = alert.came.map_or("nothing came".to_owned(), |came| format!("came {came}"));
        text += &format!(
            "  {}  {:.3}  {}  {came}\n",
            alert.at,
            alert.probability,
            errpredict_io::printable(&alert.service, NAME_CHARS)
        );
    }
    if tested.alerts.len() > LISTED {
        text += &format!("  and {} more times\n", tested.alerts.len() - LISTED);
    }
    text
}

fn write_rows(path: &Path, rows: &[Foreseen<'_>]) -> Result<()> {
    let mut table = TableWriter::create(path, ["service", "timestamp", "probability", "came"])?;
    for row in rows {
        table.row([row.service.into(), row.at.into(), row.probability.into(), row.came.into()])?;
    }
    table.finish()
}
