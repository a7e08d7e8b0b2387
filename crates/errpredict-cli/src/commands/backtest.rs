//! `errpredict backtest`: what would have fired, and how often rightly.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use errpredict::evaluate;
use errpredict::features::FeatureQuery;
use errpredict::predict::{AlarmCounts, Foreseen, Saved, Shares, Split, count_alerts, foreseen};
use errpredict::{Error, Result, Timestamp};
use serde::Serialize;

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
    /// Write the numbers and every alert as JSON; - is standard output, without the text
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// What the test showed, as text and as JSON.
#[derive(Debug, Serialize)]
struct Tested<'a> {
    /// Version of this message.
    version: u32,
    /// What was foreseen.
    target: &'a str,
    /// Within how many hours.
    horizon_h: f64,
    /// The method that was chosen.
    method: &'a str,
    /// The first and the last time tested.
    from: Timestamp,
    to: Timestamp,
    /// Times tested, a service each.
    times: usize,
    /// Share of them after which it came.
    base_rate: f64,
    /// Area below precision against recall; absent where it never or always came.
    pr_auc: Option<f64>,
    brier: f64,
    /// What always saying the base rate would have scored.
    brier_of_base_rate: f64,
    expected_calibration_error: f64,
    /// Absent where no threshold keeps the budget of false alarms.
    alarms: Option<Alarms>,
    /// Every time at which it would have alerted, the surest first; those within a horizon are one alarm.
    alerts: Vec<Alert<'a>>,
}

#[derive(Debug, Serialize)]
struct Alarms {
    /// Where the threshold stood at first; it follows the outcomes.
    threshold: f64,
    #[serde(flatten)]
    counts: AlarmCounts,
    false_per_service_week: Option<f64>,
    precision: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Alert<'a> {
    service: &'a str,
    at: Timestamp,
    probability: f64,
    /// When it came; absent where it did not within the horizon.
    came: Option<Timestamp>,
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
    let tested = measured(&rows, &alerts, &saved)?;
    if let Some(path) = &arguments.json {
        write_json(path, &tested)?;
        if path == Path::new("-") {
            return Ok(());
        }
    }
    tables::say(&(summary(&saved) + &report(&tested)))
}

fn measured<'a>(rows: &[Foreseen<'a>], alerts: &[bool], saved: &'a Saved) -> Result<Tested<'a>> {
    let labels: Vec<bool> = rows.iter().map(|row| row.came.is_some()).collect();
    let probabilities: Vec<f64> = rows.iter().map(|row| row.probability).collect();
    let rate = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
    let alarms = match saved.task_state()?.alert.threshold {
        None => None,
        Some(threshold) => {
            let counts = count_alerts(rows, alerts, saved.model.horizon_ms)?;
            let (false_per_service_week, precision) = (counts.false_per_service_week(), counts.precision());
            Some(Alarms { threshold, counts, false_per_service_week, precision })
        }
    };
    let mut fired: Vec<Alert<'_>> = (rows.iter().zip(alerts))
        .filter(|(_, alert)| **alert && alarms.is_some())
        .map(|(row, _)| Alert {
            service: row.service,
            at: row.at,
            probability: row.probability,
            came: row.came,
        })
        .collect();
    fired.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.at.cmp(&b.at)));
    let times = || rows.iter().map(|row| row.at);
    Ok(Tested {
        version: 1,
        target: &saved.target,
        horizon_h: saved.model.horizon_ms as f64 / 3.6e6,
        method: saved.model.predictor().name(),
        from: times().min().unwrap_or_default(),
        to: times().max().unwrap_or_default(),
        times: rows.len(),
        base_rate: rate,
        pr_auc: evaluate::pr_auc(&labels, &probabilities).ok(),
        brier: evaluate::brier(&labels, &probabilities)?,
        brier_of_base_rate: rate * (1.0 - rate),
        expected_calibration_error: evaluate::expected_calibration_error(
            &labels,
            &probabilities,
            evaluate::DEFAULT_BINS,
        )?,
        alarms,
        alerts: fired,
    })
}

fn write_json(path: &Path, tested: &Tested<'_>) -> Result<()> {
    let mut output = errpredict_io::create(path)?;
    let text = serde_json::to_string_pretty(tested).map_err(std::io::Error::from);
    text.and_then(|text| output.write_all(errpredict_io::json_for_terminals(&(text + "\n")).as_bytes()))
        .map_err(tables::cannot_write)?;
    output.finish()
}

fn report(tested: &Tested<'_>) -> String {
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
            errpredict_io::printable(alert.service, NAME_CHARS)
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
