//! `errpredict train`: a model from a log.

mod severity;

use std::io::Write;
use std::path::PathBuf;

use errpredict::Fingerprint;
use errpredict::features::{FeatureQuery, Statics};
use errpredict::predict::{
    AlertPolicy, Foreseen, MIN_ROWS, Plan, Predictor, ProbabilityModel, Shares, Split, Target, Task,
    self_labelled, split_by_time,
};
use errpredict::{Error, ErrorKind, Result, Rollup};

use errpredict::numbers::plural;
use errpredict_io::html::{ModelContents, ROWS_OF_TRAINING, model_report};

use crate::progress::{while_fitting, while_working};
use crate::reading::ReadArguments;
use crate::tables::{self, Queries};
use crate::values;

/// How a model is trained; `backtest` takes the same.
#[derive(Debug, clap::Args)]
pub(crate) struct TaskArguments {
    #[command(flatten)]
    pub(crate) reading: ReadArguments,
    /// What is known of the services: a table with service,group,depends_on,...
    #[arg(long, value_name = "FILE")]
    pub(crate) services: Option<PathBuf>,
    /// How far ahead, such as 30m, 2h or 24h
    #[arg(long, value_name = "TIME", default_value = "24h", value_parser = values::duration_ms)]
    pub(crate) horizon: i64,
    /// What is foreseen: critical, burst, failed_requests, slow_requests or (train only) severity, the worst one to come
    #[arg(long, value_name = "NAME", default_value = "critical", value_parser = sought)]
    pub(crate) target: Sought,
    /// Only this error group counts: a fingerprint of 16 hex digits
    #[arg(long, value_name = "ID")]
    pub(crate) fingerprint: Option<Fingerprint>,
    /// Times between the queries the log asks itself; a quarter of the horizon otherwise
    #[arg(long, value_name = "TIME", value_parser = values::duration_ms)]
    pub(crate) every: Option<i64>,
    /// auto (the configuration's, else the ensemble) or a method's name
    #[arg(long, value_name = "NAME", default_value = "auto", value_parser = method)]
    pub(crate) method: MethodChoice,
    /// Alert so often that at most N false alarms come up per service and week
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = values::at_least_0)]
    pub(crate) false_alarms: f64,
    /// Alert at this probability instead
    #[arg(long, value_name = "P", conflicts_with = "false_alarms", value_parser = values::share)]
    pub(crate) alert_at: Option<f64>,
    /// Seed of everything random
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
}

/// What to train.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    task: TaskArguments,
    /// Times to learn from: query_id,service,timestamp and split (train is fitted on, val chooses and calibrates)
    #[arg(long, value_name = "FILE", conflicts_with = "every")]
    queries: Option<PathBuf>,
    /// The model to write
    #[arg(short, long, value_name = "MODEL")]
    output: PathBuf,
    /// Write a page about the model: how good, when it alerts, what it relies on
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

impl TaskArguments {
    /// Everything training is told.
    pub(crate) fn plan(&self) -> Result<Plan> {
        let Sought::Task(target) = self.target else {
            let message = "`severity` raises no alerts to try on the past: `train --target severity` says how good such a model is";
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        };
        let mut training = self.reading.config()?.training;
        if let Some(method) = &self.method.0 {
            training.method = method.clone();
        }
        let task =
            Task { target, horizon_ms: self.horizon, fingerprint: self.fingerprint, ..Task::default() };
        let alert =
            self.alert_at.map_or(AlertPolicy::FalseAlarms(self.false_alarms), AlertPolicy::Probability);
        Ok(Plan { task, training, alert })
    }

    /// The queries the log asks itself, with their splits.
    pub(crate) fn self_labelled<'a>(
        &self,
        rollup: &'a Rollup,
        shares: Shares,
    ) -> Result<(Vec<FeatureQuery<'a>>, Vec<Split>)> {
        self_labelled(rollup, self.horizon, self.every, shares)
    }

    /// The logs.
    pub(crate) fn rollup(&self) -> Result<Rollup> {
        self.reading.rollup(&self.reading.config()?)
    }
}

/// A method, or nothing for `auto`.
#[derive(Debug, Clone)]
pub(crate) struct MethodChoice(Option<Predictor>);

/// What is foreseen.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sought {
    /// Whether a target comes.
    Task(Target),
    /// How severe the worst will be.
    Severity,
}

fn sought(name: &str) -> Result<Sought> {
    match name {
        "severity" => Ok(Sought::Severity),
        _ => Target::from_name(name).map(Sought::Task).map_err(|_| {
            let known: Vec<&str> = Target::NAMES.iter().copied().chain(["severity"]).collect();
            Error::unknown("target", name, &known)
        }),
    }
}

fn method(name: &str) -> Result<MethodChoice> {
    match name {
        "auto" => Ok(MethodChoice(None)),
        name => Predictor::from_name(name).map(|method| MethodChoice(Some(method))),
    }
}

/// Trains, writes the model and says how good it is.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    if let Sought::Severity = arguments.task.target {
        return severity::run(arguments);
    }
    let plan = arguments.task.plan()?;
    let statics =
        tables::statics(arguments.task.services.as_deref(), arguments.task.reading.zone.as_deref())?;
    let file = arguments.queries.as_deref().map(Queries::read).transpose()?;
    let rollup = arguments.task.rollup()?;
    let (queries, splits) = arguments.learnt_from(file.as_ref(), &rollup)?;
    let seed = arguments.task.seed;
    let what = format!("training on {}", plural(queries.len() as u64, "time"));
    let (saved, seen) =
        while_fitting(what, |progress| plan.fit_seen(&rollup, &statics, &queries, &splits, seed, progress))?;
    write_model(&arguments.output, &saved.to_bytes()?)?;
    if let Some(path) = &arguments.html {
        write_page(path, &arguments.task, &saved, &seen, ROWS_OF_TRAINING, (&rollup, &statics))?;
    }
    if arguments.output.as_os_str() != "-" {
        tables::say(&summary(&saved))?;
    }
    Ok(())
}

impl Arguments {
    /// The times to learn from with their splits: those of the file, else the log's own.
    fn learnt_from<'a>(
        &self,
        file: Option<&'a Queries>,
        rollup: &'a Rollup,
    ) -> Result<(Vec<FeatureQuery<'a>>, Vec<Split>)> {
        let Some(file) = file else { return self.task.self_labelled(rollup, Shares::ALL) };
        let queries = file.feature_queries();
        let splits = match &file.splits {
            Some(names) => names.iter().map(|name| Split::from_name(name)).collect(),
            None => split_by_time(&queries, Shares::ALL)?,
        };
        Ok((queries, splits))
    }
}

fn write_model(path: &std::path::Path, bytes: &[u8]) -> Result<()> {
    let mut output = errpredict_io::create(path)?;
    output.write_all(bytes).map_err(tables::cannot_write)?;
    output.finish()
}

/// Writes the page of a model, its importances measured on those rows.
pub(super) fn write_page(
    path: &std::path::Path,
    task: &TaskArguments,
    saved: &ProbabilityModel,
    rows: &[Foreseen<'_>],
    rows_are: &str,
    (rollup, statics): (&Rollup, &Statics),
) -> Result<()> {
    let queries: Vec<FeatureQuery<'_>> =
        rows.iter().map(|row| FeatureQuery { service: row.service, at: row.at }).collect();
    let importances = while_working("measuring what the model relies on".to_owned(), || {
        saved.importances(rollup, statics, &queries, task.seed)
    })?;
    let names: Vec<_> = task.reading.logs.iter().map(|log| log.to_string_lossy()).collect();
    let title = names.join(" ");
    let contents = ModelContents::new(&title, saved, rows, rows_are).with_importances(&importances);
    let mut output = errpredict_io::create(path)?;
    output.write_all(model_report(&contents)?.as_bytes()).map_err(tables::cannot_write)?;
    output.finish()
}

/// What a model is and how good it was on rows it had not seen.
pub(super) fn summary(saved: &ProbabilityModel) -> String {
    let metrics = &saved.model.metrics;
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.4}"));
    let mut text = format!(
        "{} for `{}` within {} h, {} features, fitted on {} rows\n",
        saved.model.predictor().name(),
        saved.target,
        saved.model.horizon_ms as f64 / errpredict::time::HOUR_MS as f64,
        saved.model.features.len(),
        metrics.n_fit,
    );
    let rows = metrics.n_fit + metrics.n_validation;
    if rows < MIN_ROWS {
        text += &format!(
            "{rows} rows are too few to fit a method ({MIN_ROWS} are needed): this is the base rate\n"
        );
    }
    text += &format!(
        "validated on {} later rows: base rate {:.4}, PR-AUC {}, Brier {:.4}, log loss {:.4}, ECE {:.4}\n",
        metrics.n_validation,
        metrics.base_rate,
        number(metrics.pr_auc),
        metrics.brier,
        metrics.log_loss,
        metrics.ece,
    );
    if let Some(state) = &saved.task {
        let expected = &state.alert.expected;
        text += &match state.alert.threshold {
            Some(threshold) => format!(
                "alerts at {threshold:.4}: {} alarms in {:.1} service-weeks, {} of them false ({} a service and week), median lead {} h\n",
                expected.alarms,
                expected.service_weeks,
                expected.false_alarms,
                number(expected.false_per_service_week()),
                number(expected.median_lead_h),
            ),
            None => "no threshold keeps the budget of false alarms with a right one: no alerts\n".to_owned(),
        };
    }
    text
}
