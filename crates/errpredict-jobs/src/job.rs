//! The eight jobs: one file each, one line to register it.

use errpredict::analysis::Depth;
use errpredict::vocabulary::PipelineStage;
use errpredict::{Error, Result, Timestamp};
use errpredict_store::Tenant;
use serde_json::{Value, json};

use crate::context::Context;
use crate::jobs;
use crate::schedule::Every;

/// A job: what it is called, when it is due, and what it asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Job {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// When it is due.
    pub every: Every,
    /// The stage that stands in `ml_pipeline_logs`.
    pub stage: PipelineStage,
    /// The analysis it reads, where it reads one.
    pub analyses: Option<Depth>,
}

/// What came of a job for a tenant.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Done {
    /// Rows or events it worked on.
    pub samples: u64,
    /// What came of it.
    pub outputs: Value,
    /// What a person should read.
    pub warnings: Vec<String>,
}

impl Done {
    /// Nothing to do, and why.
    pub(crate) fn nothing(why: &str) -> Done {
        Done { outputs: json!({"nothing": why}), ..Done::default() }
    }
}

macro_rules! jobs {
    ($($module:ident $name:literal, $every:expr, $stage:ident, $analyses:expr, $about:literal;)+) => {
        /// Every job. Of those that are due at the same time the first ones are claimed first: what finds and tells trouble before what
        /// learns from it.
        pub const JOBS: &[Job] = &[$(Job {
            name: $name,
            about: $about,
            every: $every,
            stage: PipelineStage::$stage,
            analyses: $analyses,
        }),+];

        /// Does the work of a job for one tenant, as of a time. Done again for the same time it changes nothing that was done.
        ///
        /// # Errors
        /// `unknown_name` for a job that is none, and those of the job.
        pub async fn run_job(context: &Context, name: &str, tenant: &Tenant, at: Timestamp) -> Result<Done> {
            match name {
                $($name => Box::pin(jobs::$module::run(context, tenant, at)).await,)+
                _ => Err(unknown(name)),
            }
        }
    };
}

jobs! {
    detect "detect_anomalies_background", Every::Minutes(15), AnomalyDetection, Some(Depth::Quick),
        "finds what is strange, and tells of it";
    predict "predict_errors_batch", Every::Minutes(60), Prediction, Some(Depth::Deep),
        "foresees trouble of every service, with causes, forecasts and actions";
    alert "alert_high_risk_predictions", Every::Minutes(5), Prediction, None,
        "tells of what is likely to come, and again where nobody answers";
    insights "generate_ai_insights", Every::Minutes(30), Forecast, Some(Depth::Full),
        "says what it means: trends, patterns, capacity";
    track "track_model_performance", Every::At(&[0, 6, 12, 18]), ModelEvaluation, None,
        "keeps each model's day, and what is strange in it";
    train "train_error_prediction_models", Every::At(&[2]), ModelTraining, None,
        "learns anew, and lets the new model answer once it is better on later data";
    evaluate "evaluate_model_performance", Every::At(&[3]), ModelEvaluation, None,
        "holds what was foreseen against what happened, and what did not";
    cleanup "cleanup_old_predictions", Every::At(&[4]), DataPreparation, None,
        "takes away what is too old, and makes room for what comes";
}

/// The job of a name.
///
/// # Errors
/// `unknown_name`, with the names there are.
pub fn job_named(name: &str) -> Result<&'static Job> {
    JOBS.iter().find(|job| job.name == name).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Error {
    let names: Vec<&str> = JOBS.iter().map(|job| job.name).collect();
    Error::unknown("job", name, &names)
}
