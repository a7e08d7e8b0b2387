//! `errpredict train`: a model from a log.

use std::io::Write;
use std::path::PathBuf;

use errpredict::features::FeatureQuery;
use errpredict::predict::{
    AlertPolicy, Plan, Predictor, Saved, Shares, Split, Target, Task, Training, self_queries, split_by_time,
};
use errpredict::{Error, ErrorKind, Result, Rollup};

use super::features::duration_ms;
use crate::tables::{self, Queries};

/// Steps of the self-labelled grid in a horizon.
const STEPS_IN_HORIZON: i64 = 4;
/// The finest step of the self-labelled grid.
const STEP_MIN_MS: i64 = 10 * 60_000;

/// How a model is trained; `backtest` takes the same.
#[derive(Debug, clap::Args)]
pub(crate) struct TaskArguments {
    /// Log files: plain, .gz or .zst; - is standard input
    #[arg(required = true, value_name = "EVENTS")]
    pub(crate) logs: Vec<PathBuf>,
    /// Groups and attributes of the services: a table with service,group,...
    #[arg(long, value_name = "FILE")]
    pub(crate) services: Option<PathBuf>,
    /// How far ahead, such as 30m, 2h or 24h
    #[arg(long, value_name = "TIME", default_value = "24h")]
    pub(crate) horizon: String,
    /// What is foreseen: critical or burst
    #[arg(long, value_name = "NAME", default_value = "critical")]
    pub(crate) target: String,
    /// Only this error group counts: a fingerprint of 16 hex digits
    #[arg(long, value_name = "ID")]
    pub(crate) fingerprint: Option<String>,
    /// Times between the queries the log asks itself; a quarter of the horizon otherwise
    #[arg(long, value_name = "TIME")]
    pub(crate) every: Option<String>,
    /// auto (the ensemble) or a method's name
    #[arg(long, value_name = "NAME", default_value = "auto")]
    pub(crate) method: String,
    /// Settings of method, calibration and recalibration as JSON; --method wins
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Alert so often that at most N false alarms come up per service and week
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    pub(crate) false_alarms: f64,
    /// Alert at this probability instead
    #[arg(long, value_name = "P", conflicts_with = "false_alarms")]
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
}

impl TaskArguments {
    /// Everything training is told.
    pub(crate) fn plan(&self) -> Result<Plan> {
        let mut training = match &self.config {
            Some(path) => read_json(path)?,
            None => Training::default(),
        };
        if self.method != "auto" {
            training.method = Predictor::from_name(&self.method)?;
        }
        let task = Task {
            target: Target::from_name(&self.target)?,
            horizon_ms: duration_ms(&self.horizon)?,
            fingerprint: self.fingerprint.as_deref().map(str::parse).transpose()?,
            ..Task::default()
        };
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
        let step = match &self.every {
            Some(step) => duration_ms(step)?,
            None => (duration_ms(&self.horizon)? / STEPS_IN_HORIZON).max(STEP_MIN_MS),
        };
        let queries = self_queries(rollup, step);
        let splits = split_by_time(&queries, shares)?;
        Ok((queries, splits))
    }
}

fn read_json(path: &std::path::Path) -> Result<Training> {
    serde_json::from_reader(errpredict_io::open(path)?).map_err(|error| {
        Error::new(ErrorKind::InvalidSetting, error.to_string()).with("file", path.display())
    })
}

/// Trains, writes the model and says how good it is.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let plan = arguments.task.plan()?;
    let statics = tables::statics(arguments.task.services.as_deref())?;
    let file = arguments.queries.as_deref().map(Queries::read).transpose()?;
    let rollup = tables::rollup(&arguments.task.logs)?;
    let (queries, splits) = match &file {
        Some(file) => {
            let queries = file.feature_queries();
            let splits = match &file.splits {
                Some(names) => names.iter().map(|name| Split::from_name(name)).collect(),
                None => split_by_time(&queries, Shares::ALL)?,
            };
            (queries, splits)
        }
        None => arguments.task.self_labelled(&rollup, Shares::ALL)?,
    };
    let saved = plan.fit(&rollup, &statics, &queries, &splits, arguments.task.seed)?;
    let mut output = errpredict_io::create(&arguments.output)?;
    output.write_all(&saved.to_bytes()?).map_err(tables::cannot_write)?;
    output.finish()?;
    if arguments.output.as_os_str() != "-" {
        tables::say(&summary(&saved))?;
    }
    Ok(())
}

/// What a model is and how good it was on rows it had not seen.
pub(super) fn summary(saved: &Saved) -> String {
    let metrics = &saved.model.metrics;
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.4}"));
    let mut text = format!(
        "{} for `{}` within {} h, {} features, fitted on {} rows\n",
        saved.model.predictor().name(),
        saved.target,
        saved.model.horizon_ms as f64 / 3.6e6,
        saved.model.features.len(),
        metrics.n_fit,
    );
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
