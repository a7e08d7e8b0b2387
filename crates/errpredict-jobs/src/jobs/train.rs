//! `train_error_prediction_models`: a new model is learnt, kept in the shadow, and answers once it is better on data that came after.
//!
//! One model foresees for all services of a tenant. The one that answers stays until the one in its shadow beats it beyond chance; a
//! shadow that is worse goes, and one that nothing tells apart goes after a time, so that a newer one may try. The first one answers
//! at once: there is nothing to hold it against but base rates, which it falls back to by itself where it does not beat them.

use errpredict::analysis::Depth;
use errpredict::predict::{FittedForesight, Target};
use errpredict::time::DAY_MS;
use errpredict::vocabulary::{ModelType, TrainingStatus};
use errpredict::{Result, Rollup, Timestamp};
use errpredict_store::{ModelFigures, NewModel, StoredModel, Tenant, TrainingFigures};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{reference, shadow};
use crate::alerts::{TrainingResult, notify_training_result};
use crate::context::{Context, FORESIGHT, apart};
use crate::job::Done;

/// Fewer events teach nothing (specification 4.5).
const LEAST_EVENTS: u64 = 1_000;

/// Weighs the shadow, then learns a new one where there is none.
pub(crate) async fn run(context: &Context, tenant: &Tenant, at: Timestamp) -> Result<Done> {
    let rollup = tenant.rollup().await?;
    let events = rollup.observed();
    if events < LEAST_EVENTS {
        return Ok(Done {
            samples: events,
            outputs: json!({"skipped": format!("{events} events teach nothing: {LEAST_EVENTS} are needed; base rates answer")}),
            ..Done::default()
        });
    }
    let done = learn(context, tenant, at, rollup).await;
    let result = match &done {
        Ok(outputs) => TrainingResult { at, outputs: outputs.clone(), failure: None },
        Err(error) => TrainingResult { at, outputs: Value::Null, failure: Some(error.to_string()) },
    };
    notify_training_result(context, tenant, &result).await?;
    Ok(Done { samples: events, outputs: done?, warnings: Vec::new() })
}

async fn learn(context: &Context, tenant: &Tenant, at: Timestamp, rollup: Rollup) -> Result<Value> {
    let primary = tenant.on_primary();
    let active = primary.active_model(FORESIGHT).await?;
    let waiting = primary.models_of_name(FORESIGHT).await?.into_iter().find(|model| model.stage == "shadow");
    let mut rollup = rollup;
    rollup.settle();
    let (rollup, weighed) = match (&active, &waiting) {
        (Some(active), Some(waiting)) => weigh(context, tenant, at, rollup, (active, waiting)).await?,
        // Registered and never answered: nothing was there to compare it with, or the process ended between the two.
        (None, Some(waiting)) => {
            tenant.promote_model(waiting.id).await?;
            (rollup, json!({"promoted": waiting.id, "reason": "no other answers"}))
        }
        _ => (rollup, Value::Null),
    };
    if weighed["waits"].is_string() || (weighed["promoted"].is_string() && active.is_none()) {
        return Ok(json!({"shadow": weighed}));
    }
    // Where none answers that can be asked, the first that is learnt does at once.
    let answers = match &active {
        Some(active) => weighed["promoted"].is_string() || model(tenant, active).await?.is_some(),
        None => waiting.is_some(),
    };
    let began = context.store.now().await?;
    let trained = train(context, tenant, at, rollup, !answers).await;
    // One that came to nothing stands in the history of the model that was to be replaced.
    let nothing = match &trained {
        Ok(trained) => trained["skipped"].as_str().map(|why| format!("skipped: {why}")),
        Err(error) => Some(error.to_string()),
    };
    if let (Some(why), Some(active)) = (nothing, active.as_ref().or(waiting.as_ref())) {
        let settings = json!(context.config.analysis(Depth::Full).foresight);
        let training = tenant.begin_training(active.id, began, &settings).await?;
        let ended = context.store.now().await?;
        tenant.end_training(training, TrainingStatus::Failed, ended, None, Some(&why)).await?;
    }
    Ok(json!({"shadow": weighed, "trained": trained?}))
}

/// A model as it was kept; none where it has no bytes, or none that can be read.
async fn model(tenant: &Tenant, stored: &StoredModel) -> Result<Option<FittedForesight>> {
    let Some(bytes) = tenant.model_artifact(stored.id).await? else { return Ok(None) };
    match FittedForesight::from_bytes(&bytes) {
        Ok(model) => Ok(Some(model)),
        Err(error) => {
            tracing::warn!(tenant = tenant.id(), model = %stored.id, error = %error, "a model cannot be read");
            Ok(None)
        }
    }
}

/// Holds the shadow against the model that answers: it takes over, goes, or waits for more.
async fn weigh(
    context: &Context,
    tenant: &Tenant,
    at: Timestamp,
    rollup: Rollup,
    (active, waiting): (&StoredModel, &StoredModel),
) -> Result<(Rollup, Value)> {
    let (of_active, of_shadow) = match (model(tenant, active).await?, model(tenant, waiting).await?) {
        (Some(of_active), Some(of_shadow)) => (of_active, of_shadow),
        (None, Some(_)) => {
            tenant.promote_model(waiting.id).await?;
            let reason = "the one that should answer cannot be read";
            return Ok((rollup, json!({"promoted": waiting.id, "instead_of": active.id, "reason": reason})));
        }
        (_, None) => {
            tenant.archive_model(waiting.id).await?;
            return Ok((rollup, json!({"archived": waiting.id, "reason": "it cannot be read"})));
        }
    };
    let statics = context.statics(tenant).await?;
    let age_days = (at.ms() - of_shadow.fitted_at().ms()) / DAY_MS;
    let (rollup, found) = apart(move || {
        let found = shadow::against(&rollup, &of_active, &of_shadow, &statics, at)?;
        Ok((rollup, found))
    })
    .await?;
    let is_better = found.is_some_and(|found| found.second_is_better());
    let is_worse = found.is_some_and(|found| found.second_is_worse());
    let weighed = if is_better {
        tenant.promote_model(waiting.id).await?;
        json!({"promoted": waiting.id, "instead_of": active.id, "reason": "it foresees better, beyond chance, on data that came after both were learnt"})
    } else if is_worse {
        tenant.archive_model(waiting.id).await?;
        json!({"archived": waiting.id, "reason": "it foresees worse than the model that answers, on data that came after both were learnt"})
    } else if age_days >= i64::from(context.config.jobs.shadow_days) {
        tenant.archive_model(waiting.id).await?;
        json!({"archived": waiting.id, "reason": format!("in {age_days} days nothing told it apart from the model that answers")})
    } else {
        json!({"waits": waiting.id, "reason": "nothing tells it apart from the model that answers yet"})
    };
    Ok((rollup, with_comparison(weighed, &json!(found))))
}

fn with_comparison(mut weighed: Value, found: &Value) -> Value {
    weighed["comparison"] = found.clone();
    weighed
}

/// Learns from everything up to a time, and registers what was learnt.
async fn train(
    context: &Context,
    tenant: &Tenant,
    at: Timestamp,
    rollup: Rollup,
    is_first: bool,
) -> Result<Value> {
    let config = context.config.analysis(Depth::Full);
    let (settings, horizons) = (config.foresight.clone(), config.horizons_minutes.clone());
    let asked = horizons.clone();
    // What people said of predictions, and of what was missed, is learnt from and calibrated with.
    let calendar = tenant.on_primary().calendar().await?;
    let said = tenant.history(at, &calendar).await?.said(&horizons, at)?;
    let n_said = said.len();
    let statics = context.statics(tenant).await?;
    let began = context.store.now().await?;
    let mut rollup = rollup;
    let (fitted, statistics, events, figures) = apart(move || {
        let fitted = settings.fit_taught(&rollup, &statics, at, &asked, &said)?;
        let statistics = reference::of(&rollup, at)?;
        let (events, data_from) = (rollup.observed(), rollup.first());
        let data_hash: String =
            Sha256::digest(rollup.save()).iter().map(|byte| format!("{byte:02x}")).collect();
        let figures = TrainingFigures {
            data_from,
            data_to: Some(at),
            data_hash: Some(data_hash),
            ..TrainingFigures::default()
        };
        Ok((fitted, statistics, events, figures))
    })
    .await?;
    let questions =
        Target::ALL.iter().flat_map(|target| horizons.iter().map(move |horizon| (*target, *horizon)));
    let models: Vec<String> = questions
        .filter(|(target, horizon)| fitted.has_model(*target, *horizon))
        .map(|(target, horizon)| format!("{} within {horizon} min", target.name()))
        .collect();
    if models.is_empty() {
        return Ok(
            json!({"skipped": "nothing beats the base rates yet, which answer: trouble was too rare"}),
        );
    }
    let new = NewModel {
        name: FORESIGHT.to_owned(),
        model_type: ModelType::ErrorClassifier,
        service: None,
        algorithm: "hazards: logistic regression and shallow trees".to_owned(),
        config: json!({"settings": config.foresight, "horizons_minutes": horizons, "fitted_at": at, "answers": models}),
        sample_count: i64::try_from(events).ok(),
        feature_count: i32::try_from(statistics.len()).ok(),
        figures: ModelFigures::default(),
    };
    let id = tenant.register_model(&new, &fitted.to_bytes()?).await?;
    let training = tenant.begin_training(id, began, &json!(config.foresight)).await?;
    tenant.keep_features(id, &statistics, &fitted.importance()).await?;
    tenant.keep_training_figures(training, &figures).await?;
    let ended = context.store.now().await?;
    tenant.end_training(training, TrainingStatus::Completed, ended, new.sample_count, None).await?;
    if is_first {
        tenant.promote_model(id).await?;
    }
    tenant.feedback_was_taught(at).await?;
    Ok(
        json!({"model": id, "taught_by": n_said, "stage": if is_first { "active" } else { "shadow" }, "answers": models}),
    )
}
