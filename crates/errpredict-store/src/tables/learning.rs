//! What is known about models: `model_training_history`, `model_evaluation_metrics`, `model_performance_tracking`,
//! `model_features`.

use errpredict::Result;
use errpredict::Timestamp;
use errpredict::features::{FeatureDrift, FeatureSet, FeatureStatistics, Statics};
use errpredict::vocabulary::TrainingStatus;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::predictions::unwritable;
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// A training as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredTraining {
    /// The row's id.
    pub id: Uuid,
    /// The model.
    pub model_id: Uuid,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How it ended.
    pub status: TrainingStatus,
    /// Rows it was fitted on.
    pub samples: Option<i64>,
    /// Why it failed.
    pub failure_reason: Option<String>,
}

/// An evaluation on data that the model had not seen; figures absent that nobody measured.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Evaluation {
    /// What it was tried on.
    pub dataset: String,
    /// Rows.
    pub samples: Option<i64>,
    /// Share of right answers.
    pub accuracy: Option<f64>,
    /// Share of alarms that were right.
    pub precision: Option<f64>,
    /// Share of trouble that was foreseen.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// Area under the ROC curve.
    pub roc_auc: Option<f64>,
    /// Area under the precision-recall curve.
    pub pr_auc: Option<f64>,
    /// Brier score.
    pub brier: Option<f64>,
    /// Log loss.
    pub log_loss: Option<f64>,
    /// Expected calibration error.
    pub ece: Option<f64>,
    /// Mean absolute error.
    pub mae: Option<f64>,
    /// Root of the mean squared error.
    pub rmse: Option<f64>,
    /// Share of values inside their interval.
    pub coverage: Option<f64>,
    /// Mean squared error; of probabilities it is the Brier score.
    pub mse: Option<f64>,
    /// The share of what there is to explain that is explained: 1 less the mean squared error over the variance of what came.
    pub r2: Option<f64>,
    /// Continuous ranked probability score; of what comes or does not it is the Brier score.
    pub crps: Option<f64>,
    /// Right and false alarms, what was missed, and what was rightly calm.
    pub confusion_matrix: Option<Value>,
    /// The first time of what it was tried on.
    pub period_from: Option<Timestamp>,
    /// The last.
    pub period_to: Option<Timestamp>,
    /// Against what it was held, and how far the two lie apart: base rates that were said beside it, or another model.
    pub comparison: Option<Value>,
}

/// From what a training learnt and how well; absent what nobody knows.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainingFigures {
    /// The first time of what it learnt from.
    pub data_from: Option<Timestamp>,
    /// The last.
    pub data_to: Option<Timestamp>,
    /// A hash of what it learnt from, in hexadecimal digits: the same data has the same.
    pub data_hash: Option<String>,
    /// What chance was drawn with.
    pub seed: Option<i64>,
    /// Log loss on the rows it was fitted on.
    pub training_loss: Option<f64>,
    /// Share of right answers among them.
    pub training_accuracy: Option<f64>,
    /// Log loss on rows it had not seen.
    pub validation_loss: Option<f64>,
    /// Share of right answers among them.
    pub validation_accuracy: Option<f64>,
    /// The same, of what was kept in the end.
    pub final_accuracy: Option<f64>,
    /// Share of alarms that were right.
    pub final_precision: Option<f64>,
    /// Share of trouble that was foreseen.
    pub final_recall: Option<f64>,
    /// Harmonic mean of the two.
    pub final_f1: Option<f64>,
}

/// A model's day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DayOfModel {
    /// Predictions that are resolved.
    pub predictions_made: i64,
    /// Of these, those that came true.
    pub predictions_correct: i64,
    /// Alarms that were followed by trouble.
    pub true_positives: i64,
    /// Alarms that were not.
    pub false_positives: i64,
    /// Share of calm times with an alarm.
    pub false_positive_rate: Option<f64>,
    /// Share of calm times without one.
    pub true_negative_rate: Option<f64>,
    /// Mean of forecast less actual errors of an hour, of the forecasts of the day before.
    pub forecast_error: Option<f64>,
    /// Mean of what lies between them.
    pub forecast_mae: Option<f64>,
    /// The same as a share of the actual number, of hours that had any.
    pub forecast_mape: Option<f64>,
    /// Brier score.
    pub brier: Option<f64>,
    /// Errors that did not come because of actions whose effect was measured on that day; absent where none was.
    pub errors_prevented: Option<f64>,
    /// About how many users met no error because of these; absent where no error named a user.
    pub users_spared: Option<f64>,
    /// Anomalies that began on it, whoever found them.
    pub anomalies: i64,
    /// Alerts of predictions for each service in a week, as many as on that day.
    pub alerts_per_service_week: Option<f64>,
}

/// A row of the view of accuracies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccuracyOfDay {
    /// The model.
    pub model_id: Uuid,
    /// The day, as `2026-11-23`.
    pub date: String,
    /// Predictions that are resolved.
    pub predictions_made: i64,
    /// Share of these that came true.
    pub accuracy: Option<f64>,
    /// Brier score.
    pub brier: Option<f64>,
}

/// A feature that a model reads, as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredFeature {
    /// Its name.
    pub name: String,
    /// How much it counts, 0 to 1.
    pub importance: Option<f64>,
    /// Mean of the values learnt from.
    pub mean: Option<f64>,
    /// Share of values that were missing.
    pub missing: Option<f64>,
    /// How far it has moved since: the population stability index.
    pub psi: Option<f64>,
}

macro_rules! training {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'model_id', model_id, 'started_at', started_at, \
             'ended_at', ended_at, 'status', status, 'samples', samples, 'failure_reason', failure_reason)) ",
            $rest
        )
    };
}

const BEGIN: Query = Query {
    name: "begin a training",
    text: "insert into ai_models.model_training_history (tenant_id, model_id, started_at, code_version, hyperparameters, trained_by, \
           config) values (ai_platform.current_tenant(), $1, $2, $3, $4, ai_platform.current_actor(), \
           coalesce((select m.config from ai_models.ml_models m where m.id = $1), '{}')) returning to_jsonb(id)",
};
const END: Query = Query {
    name: "end a training",
    text: "update ai_models.model_training_history set status = $2, ended_at = $3, samples = $4, failure_reason = $5 \
           where id = $1 and status = 'running' returning 1",
};
const FIGURES: Query = Query {
    name: "say from what a training learnt",
    text: "update ai_models.model_training_history t set data_from = r.data_from, data_to = r.data_to, data_hash = r.data_hash, \
           seed = r.seed, training_loss = r.training_loss, training_accuracy = r.training_accuracy, \
           validation_loss = r.validation_loss, validation_accuracy = r.validation_accuracy, final_accuracy = r.final_accuracy, \
           final_precision = r.final_precision, final_recall = r.final_recall, final_f1 = r.final_f1 \
           from jsonb_to_record($2) as r(data_from timestamptz, data_to timestamptz, data_hash text, seed bigint, \
           training_loss float8, training_accuracy float8, validation_loss float8, validation_accuracy float8, \
           final_accuracy float8, final_precision float8, final_recall float8, final_f1 float8) where t.id = $1 returning 1",
};
const TRAININGS: Query = Query {
    name: "trainings of a model",
    text: training!(
        "from ai_models.model_training_history where model_id = $1 order by started_at desc limit $2"
    ),
};
const RUNNING: Query = Query {
    name: "trainings that run since before",
    text: training!(
        "from ai_models.model_training_history where status = 'running' and started_at < $1 order by started_at"
    ),
};
const EVALUATE: Query = Query {
    name: "keep an evaluation",
    text: "with kept as (insert into ai_models.model_evaluation_metrics (tenant_id, model_id, training_id, dataset, samples, accuracy, \
           precision, recall, f1, roc_auc, pr_auc, brier, log_loss, ece, mae, rmse, coverage, mse, r2, crps, confusion_matrix, \
           period_from, period_to, comparison, evaluated_at) \
           select ai_platform.current_tenant(), $1, $2, r.* , $4 from jsonb_to_record($3) as r(dataset text, samples bigint, \
           accuracy float8, precision float8, recall float8, f1 float8, roc_auc float8, pr_auc float8, brier float8, log_loss float8, \
           ece float8, mae float8, rmse float8, coverage float8, mse float8, r2 float8, crps float8, confusion_matrix jsonb, \
           period_from timestamptz, period_to timestamptz, comparison jsonb) returning id) \
           update ai_models.ml_models set last_evaluated_at = greatest(last_evaluated_at, $4) where id = $1 \
           and exists (select 1 from kept) returning 1",
};
const EVALUATIONS: Query = Query {
    name: "evaluations of a model",
    text: "select to_jsonb(e) from ai_models.model_evaluation_metrics e where model_id = $1 order by evaluated_at desc limit $2",
};
const EVALUATION_OF_TRAINING: Query = Query {
    name: "evaluations of a training",
    text: "select to_jsonb(e) from ai_models.model_evaluation_metrics e where training_id = $1",
};
const TRACK: Query = Query {
    name: "keep the day of a model",
    text: "insert into ai_models.model_performance_tracking (tenant_id, model_id, date, predictions_made, predictions_correct, \
           accuracy, true_positives, false_positives, false_positive_rate, brier, errors_prevented, true_negative_rate, \
           forecast_error, forecast_mae, forecast_mape, users_spared, anomalies, alerts_per_service_week) \
           select ai_platform.current_tenant(), $1, $2, r.predictions_made, r.predictions_correct, \
           r.predictions_correct::float8 / nullif(r.predictions_made, 0), r.true_positives, r.false_positives, r.false_positive_rate, \
           r.brier, coalesce(r.errors_prevented, done.errors), r.true_negative_rate, r.forecast_error, r.forecast_mae, r.forecast_mape, \
           done.users, \
           (select count(*) from ai_models.anomaly_detections a where a.start_at >= $2::date and a.start_at < $2::date + 1), \
           (select 7.0 * count(*) from ai_platform.alerts a where a.kind = 'prediction' and a.opened_at >= $2::date \
           and a.opened_at < $2::date + 1)::float8 / (select nullif(count(distinct p.service), 0) from ai_models.error_predictions p \
           where p.model_id = $1 and p.at >= $2::date and p.at < $2::date + 1) \
           from jsonb_to_record($3) as r(predictions_made bigint, predictions_correct bigint, \
           true_positives bigint, false_positives bigint, false_positive_rate float8, brier float8, errors_prevented float8, \
           true_negative_rate float8, forecast_error float8, forecast_mae float8, forecast_mape float8) \
           cross join (select sum((a.measured_effect ->> 'errors_prevented')::float8) as errors, \
           sum((a.measured_effect ->> 'users_spared')::float8) as users from ai_models.preventive_actions a \
           where (a.measured_effect ->> 'measured_at')::timestamptz >= $2::date \
           and (a.measured_effect ->> 'measured_at')::timestamptz < $2::date + 1) done where true \
           on conflict (model_id, date) do update set predictions_made = excluded.predictions_made, \
           predictions_correct = excluded.predictions_correct, accuracy = excluded.accuracy, true_positives = excluded.true_positives, \
           false_positives = excluded.false_positives, false_positive_rate = excluded.false_positive_rate, brier = excluded.brier, \
           errors_prevented = excluded.errors_prevented, true_negative_rate = excluded.true_negative_rate, \
           forecast_error = excluded.forecast_error, forecast_mae = excluded.forecast_mae, \
           forecast_mape = excluded.forecast_mape, users_spared = excluded.users_spared, \
           anomalies = excluded.anomalies, alerts_per_service_week = excluded.alerts_per_service_week returning 1",
};
const DAYS: Query = Query {
    name: "days of a model",
    text: "select to_jsonb(t) from ai_models.model_performance_tracking t where model_id = $1 order by date desc limit $2",
};
const ALL_DAYS: Query = Query {
    name: "days of all models",
    text: "select to_jsonb(t) from ai_models.model_performance_tracking t where date >= $1 order by date desc limit $2",
};
const TREND: Query = Query {
    name: "view of accuracies by day",
    text: "select to_jsonb(v) from ai_models.model_accuracy_trend() v",
};
const FEATURES: Query = Query {
    name: "keep the features of a model",
    text: "insert into ai_models.model_features (tenant_id, model_id, name, feature_type, importance, min, max, mean, std, missing, \
           description, extraction_method) \
           select ai_platform.current_tenant(), $1, r.name, 'numeric', r.importance, r.min, r.max, r.mean, r.std, r.missing, \
           coalesce(r.description, ''), coalesce(r.extraction_method, '') \
           from jsonb_to_recordset($2) as r(name text, importance float8, min float8, max float8, mean float8, std float8, \
           missing float8, description text, extraction_method text) on conflict (model_id, name) do update set importance = excluded.importance, min = excluded.min, \
           max = excluded.max, mean = excluded.mean, std = excluded.std, missing = excluded.missing, \
           description = excluded.description, extraction_method = excluded.extraction_method \
           returning pg_notify('errpredict_changes', tenant_id::text)",
};
const DRIFT: Query = Query {
    name: "say how far features have moved",
    text: "update ai_models.model_features f set psi = r.psi from jsonb_to_recordset($2) as r(name text, psi float8) \
           where f.model_id = $1 and f.name = r.name returning pg_notify('errpredict_changes', f.tenant_id::text)",
};
const MOST_IMPORTANT: Query = Query {
    name: "features of a model that count most",
    text: "select to_jsonb(f) from ai_models.model_features f where model_id = $1 order by importance desc nulls last limit $2",
};
const DRIFTED: Query = Query {
    name: "features that have moved further than",
    text: "select to_jsonb(f) from ai_models.model_features f where psi > $1 order by psi desc limit $2",
};

pub(super) const QUERIES: &[Query] = &[
    BEGIN,
    END,
    FIGURES,
    TRAININGS,
    RUNNING,
    EVALUATE,
    EVALUATIONS,
    EVALUATION_OF_TRAINING,
    TRACK,
    DAYS,
    ALL_DAYS,
    TREND,
    FEATURES,
    DRIFT,
    MOST_IMPORTANT,
    DRIFTED,
];

impl Tenant {
    /// Says that a training of a model begins; gives its id.
    ///
    /// # Errors
    /// `invalid_input` without such a model.
    pub async fn begin_training(&self, model: Uuid, at: Timestamp, hyperparameters: &Value) -> Result<Uuid> {
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&model, &sql_time(at), &errpredict::VERSION, hyperparameters];
        let ids: Vec<Uuid> = self.values(&BEGIN, Plan::Kept, &values).await?;
        Ok(ids.first().copied().unwrap_or_default())
    }

    /// Says how a training ended; a completed one stamps its model. False where it does not run.
    ///
    /// # Errors
    /// `invalid_input` for a failure without a reason, or an end before the begin.
    pub async fn end_training(
        &self,
        id: Uuid,
        status: TrainingStatus,
        at: Timestamp,
        samples: Option<i64>,
        failure_reason: Option<&str>,
    ) -> Result<bool> {
        let done =
            self.change(&END, &[&id, &status.name(), &sql_time(at), &samples, &failure_reason]).await?;
        Ok(done > 0)
    }

    /// Says from what a training learnt and how well; false where there is none.
    ///
    /// # Errors
    /// `invalid_input` for a share outside 0 to 1.
    pub async fn keep_training_figures(&self, id: Uuid, figures: &TrainingFigures) -> Result<bool> {
        let figures = serde_json::to_value(figures).map_err(unwritable)?;
        Ok(self.change(&FIGURES, &[&id, &figures]).await? > 0)
    }

    /// The trainings of a model, the newest first.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn trainings(&self, model: Uuid, limit: u16) -> Result<Vec<StoredTraining>> {
        self.values(&TRAININGS, Plan::Kept, &[&model, &i64::from(limit)]).await
    }

    /// Trainings that have run since before a time: perhaps their process is gone.
    ///
    /// # Errors
    /// As [`Tenant::trainings`].
    pub async fn trainings_running_since(&self, before: Timestamp) -> Result<Vec<StoredTraining>> {
        self.values(&RUNNING, Plan::Fresh, &[&sql_time(before)]).await
    }

    /// Keeps how good a model was at a time; false without such a model.
    ///
    /// # Errors
    /// `invalid_input` for a share outside 0 to 1.
    pub async fn keep_evaluation(
        &self,
        model: Uuid,
        training: Option<Uuid>,
        at: Timestamp,
        found: &Evaluation,
    ) -> Result<bool> {
        let found = serde_json::to_value(found).map_err(unwritable)?;
        Ok(self.change(&EVALUATE, &[&model, &training, &found, &sql_time(at)]).await? > 0)
    }

    /// The evaluations of a model, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::trainings`].
    pub async fn evaluations(&self, model: Uuid, limit: u16) -> Result<Vec<Evaluation>> {
        self.values(&EVALUATIONS, Plan::Kept, &[&model, &i64::from(limit)]).await
    }

    /// The evaluations that belong to a training.
    ///
    /// # Errors
    /// As [`Tenant::trainings`].
    pub async fn evaluations_of_training(&self, training: Uuid) -> Result<Vec<Evaluation>> {
        self.values(&EVALUATION_OF_TRAINING, Plan::Kept, &[&training]).await
    }

    /// Keeps what a model said on a day and what came; said again, the newer counts.
    ///
    /// # Errors
    /// `invalid_input` for more right predictions than predictions, or without such a model.
    pub async fn keep_day_of_model(&self, model: Uuid, day: Timestamp, found: &DayOfModel) -> Result<()> {
        let found = serde_json::to_value(found).map_err(unwritable)?;
        self.change(&TRACK, &[&model, &crate::times::day(day), &found]).await.map(drop)
    }

    /// The days of a model, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::trainings`].
    pub async fn days_of_model(&self, model: Uuid, limit: u16) -> Result<Vec<DayOfModel>> {
        self.values(&DAYS, Plan::Kept, &[&model, &i64::from(limit)]).await
    }

    /// The days of all models since one, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::trainings`].
    pub async fn days_of_all_models(&self, since: Timestamp, limit: u16) -> Result<Vec<DayOfModel>> {
        self.values(&ALL_DAYS, Plan::Fresh, &[&crate::times::day(since), &i64::from(limit)]).await
    }

    /// The accuracy of each model by day, as of when the views were last refreshed.
    ///
    /// # Errors
    /// As [`Tenant::trainings`].
    pub async fn accuracy_trend(&self) -> Result<Vec<AccuracyOfDay>> {
        self.values(&TREND, Plan::Kept, &[]).await
    }

    /// Keeps the features of a model: what values they took, and how much each counts (by name).
    ///
    /// # Errors
    /// `invalid_input` without such a model.
    pub async fn keep_features(
        &self,
        model: Uuid,
        found: &[FeatureStatistics],
        importance: &[(String, f64)],
    ) -> Result<usize> {
        // What a feature says is known of those that errpredict computes; a model of other numbers has none of these words.
        let known = FeatureSet::without_types(&Statics::default()).features();
        let row = |feature: &FeatureStatistics| {
            let mut value = serde_json::to_value(feature).map_err(unwritable)?;
            let words = known.iter().find(|one| one.name == feature.name);
            value["description"] = json!(words.map(|one| &one.meaning));
            value["extraction_method"] =
                json!(words.map(|one| format!("from counts of events; {}, {}", one.unit, one.range)));
            let counts = importance.iter().find(|(name, _)| Some(name.as_str()) == value["name"].as_str());
            value["importance"] = json!(counts.map(|(_, importance)| importance.clamp(0.0, 1.0)));
            Ok(value)
        };
        let rows: Vec<Value> = found.iter().map(row).collect::<Result<_>>()?;
        self.change(&FEATURES, &[&model, &Value::Array(rows)]).await
    }

    /// Says how far the features of a model have moved since they were learnt; gives how many were found.
    ///
    /// # Errors
    /// As [`Tenant::trainings`].
    pub async fn keep_drift(&self, model: Uuid, found: &[FeatureDrift]) -> Result<usize> {
        let rows = serde_json::to_value(found).map_err(unwritable)?;
        self.change(&DRIFT, &[&model, &rows]).await
    }

    /// The features of a model that count most.
    ///
    /// # Errors
    /// As [`Tenant::trainings`].
    pub async fn most_important_features(&self, model: Uuid, limit: u16) -> Result<Vec<StoredFeature>> {
        self.values(&MOST_IMPORTANT, Plan::Kept, &[&model, &i64::from(limit)]).await
    }

    /// Features of any model that have moved further than a population stability index, the furthest first.
    ///
    /// # Errors
    /// As [`Tenant::trainings`].
    pub async fn drifted_features(&self, psi: f64, limit: u16) -> Result<Vec<StoredFeature>> {
        self.values(&DRIFTED, Plan::Kept, &[&psi, &i64::from(limit)]).await
    }
}
