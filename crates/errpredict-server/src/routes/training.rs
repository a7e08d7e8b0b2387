//! `models/{id}/train/`: a new version of a model from the events that are stored, beside the one that answers.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use errpredict::features::{FeatureQuery, Statics};
use errpredict::predict::{Plan, ProbabilityModel, Progress, Shares, Split, self_labelled};
use errpredict::vocabulary::{ModelType, TrainingStatus};
use errpredict::{Error, ErrorKind, Result, Rollup};
use errpredict_jobs::FORESIGHT;
use errpredict_store::{Evaluation, ModelFigures, NewModel, StoredModel, TrainingFigures};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::app::{App, Shared};
use crate::caller::Caller;
use crate::clock::now;
use crate::extract::{Body, Id};
use crate::places::InLine;
use crate::problem::{Answered, Problem};
use crate::route::BASE;

/// How it is trained.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Question, method and alert; those that the model was fitted with where absent.
    plan: Option<Plan>,
    /// Seed of everything random.
    seed: u64,
}

/// A training that was begun.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Begun {
    /// Its id among the trainings of the model.
    training_id: Uuid,
    /// Where they are listed: how it ended stands there.
    url: String,
}

fn found_plan(model: &StoredModel, wanted: Option<Plan>) -> Answered<Plan> {
    if model.model.model_type != ModelType::ErrorClassifier {
        let detail = format!(
            "models of type `{}` are not trained by the service: expected one of type `{}`",
            model.model.model_type.name(),
            ModelType::ErrorClassifier.name()
        );
        return Err(Problem::new(StatusCode::BAD_REQUEST, "invalid_argument", detail));
    }
    // Its bytes are others: what is trained here could not be read where it is asked.
    if model.model.name == FORESIGHT {
        let detail = format!(
            "the model `{FORESIGHT}` is learnt by a job: expected POST jobs/train_error_prediction_models/run/"
        );
        return Err(Problem::new(StatusCode::BAD_REQUEST, "invalid_argument", detail));
    }
    let plan = match wanted {
        Some(plan) => plan,
        None => serde_json::from_value(model.model.config.clone()).map_err(|error| {
            let detail = format!("the model does not say how it was fitted ({error}): give `plan`");
            Problem::new(StatusCode::BAD_REQUEST, "invalid_argument", detail)
        })?,
    };
    plan.task.validate()?;
    Ok(plan)
}

pub(crate) async fn train(
    State(app): State<Shared>,
    caller: Caller,
    Id(id): Id,
    Body(wanted): Body<Wanted>,
) -> Answered<(StatusCode, Json<Begun>)> {
    let model = caller.tenant.model(id).await?;
    let model = model.ok_or_else(|| Problem::not_found(format!("model {id}")))?;
    let plan = found_plan(&model, wanted.plan)?;
    let config =
        serde_json::to_value(&plan).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    let line = app.analyses.line_up(caller.tenant_id, "trainings")?;
    let training = caller.tenant.begin_training(id, now(), &config).await?;
    let begun = Begun { training_id: training, url: format!("{BASE}models/{id}/training-history/") };
    tokio::spawn(async move {
        let done = work(&app, &caller, line, &model, (plan, wanted.seed), training).await;
        let tenant = &caller.tenant;
        let ended = match &done {
            Ok((version, samples)) => {
                app.tell(caller.tenant_id, "training", json!({"id": training, "model_id": version}));
                tenant.end_training(training, TrainingStatus::Completed, now(), Some(*samples), None).await
            }
            Err(error) => {
                tracing::warn!(training = %training, error = %error, "a training failed");
                let why = error.to_string();
                tenant.end_training(training, TrainingStatus::Failed, now(), None, Some(&why)).await
            }
        };
        if let Err(error) = ended {
            tracing::error!(training = %training, error = %error, "how a training ended could not be kept");
        }
        app.changed(caller.tenant_id);
    });
    Ok((StatusCode::ACCEPTED, Json(begun)))
}

/// Fits on what is stored and keeps what came of it; gives the new version and the rows it was fitted on.
async fn work(
    app: &App,
    caller: &Caller,
    line: InLine,
    model: &StoredModel,
    (plan, seed): (Plan, u64),
    training: Uuid,
) -> Result<(Uuid, i64)> {
    let tenant = &caller.tenant;
    // One heavy thing after the other, as analyses are.
    let permit = line.turn().await?;
    let rollup = tenant.rollup().await?;
    let service = model.model.service.clone();
    let span = app.telemetry.part_of(caller.place);
    let fitted = tokio::task::spawn_blocking({
        let plan = plan.clone();
        move || {
            let fitted = fit(&rollup, &plan, service.as_deref(), seed);
            drop(permit);
            let model = fitted?;
            let (data_from, data_to) = (rollup.first(), rollup.last());
            let data_hash = Some(format!("{:016x}", model.data_hash));
            let of_data = TrainingFigures { data_from, data_to, data_hash, ..TrainingFigures::default() };
            Ok::<_, Error>((model, of_data))
        }
    });
    let fitted = fitted
        .await
        .map_err(|error| Error::new(ErrorKind::Internal, format!("a training ended badly: {error}")))?;
    app.telemetry.end(span, "train", &fitted);
    let (saved, of_data) = fitted?;
    let metrics = saved.model.metrics;
    let samples = i64::try_from(metrics.n_fit).unwrap_or(i64::MAX);
    let version = NewModel {
        name: model.model.name.clone(),
        model_type: ModelType::ErrorClassifier,
        service: model.model.service.clone(),
        algorithm: saved.model.predictor().name().to_owned(),
        config: serde_json::to_value(&plan)
            .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?,
        sample_count: Some(samples),
        feature_count: i32::try_from(saved.model.features.len()).ok(),
        figures: ModelFigures {
            accuracy: metrics.accuracy,
            precision: metrics.precision,
            recall: metrics.recall,
            f1: metrics.f1,
            brier: Some(metrics.brier),
            ece: Some(metrics.ece),
            ..ModelFigures::default()
        },
    };
    let id = tenant.register_model(&version, &saved.to_bytes()?).await?;
    let evaluation = Evaluation {
        dataset: "later events of the store, which the fit had not seen".to_owned(),
        samples: i64::try_from(metrics.n_validation).ok(),
        accuracy: metrics.accuracy,
        precision: metrics.precision,
        recall: metrics.recall,
        f1: metrics.f1,
        pr_auc: metrics.pr_auc,
        brier: Some(metrics.brier),
        log_loss: Some(metrics.log_loss),
        ece: Some(metrics.ece),
        // Of what comes or does not, the squared error of a probability is the Brier score.
        mse: Some(metrics.brier),
        crps: Some(metrics.brier),
        period_from: of_data.data_from,
        period_to: of_data.data_to,
        ..Evaluation::default()
    };
    let figures = TrainingFigures {
        seed: i64::try_from(seed).ok(),
        training_loss: metrics.fitted_log_loss,
        training_accuracy: metrics.fitted_accuracy,
        validation_loss: Some(metrics.log_loss),
        validation_accuracy: metrics.accuracy,
        final_accuracy: metrics.accuracy,
        final_precision: metrics.precision,
        final_recall: metrics.recall,
        final_f1: metrics.f1,
        ..of_data
    };
    tenant.keep_training_figures(training, &figures).await?;
    tenant.keep_evaluation(id, Some(training), now(), &evaluation).await?;
    Ok((id, samples))
}

/// The fit itself, on a thread that may work for long.
fn fit(rollup: &Rollup, plan: &Plan, service: Option<&str>, seed: u64) -> Result<ProbabilityModel> {
    let (queries, splits) = self_labelled(rollup, plan.task.horizon_ms, None, Shares::ALL)?;
    let kept =
        queries.into_iter().zip(splits).filter(|(query, _)| service.is_none_or(|of| query.service == of));
    let (queries, splits): (Vec<FeatureQuery<'_>>, Vec<Split>) = kept.unzip();
    if queries.is_empty() {
        let whose = service.map_or_else(String::new, |service| format!(" of `{service}`"));
        let message = format!(
            "no event{whose} is stored that a model could be fitted on: POST ingest/events/ takes some"
        );
        return Err(Error::new(ErrorKind::NotEnoughData, message));
    }
    let (saved, _) = plan.fit_seen(rollup, &Statics::default(), &queries, &splits, seed, Progress::NONE)?;
    Ok(saved)
}
