//! `ml_models`: versions of models, of which one of a name answers.

use errpredict::vocabulary::ModelType;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::predictions::unwritable;
use crate::digest::hex;
use crate::store::{Plan, Query, Tenant, apart};

/// A model to be kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewModel {
    /// What it is called; versions of one name follow each other.
    pub name: String,
    /// What it is for.
    pub model_type: ModelType,
    /// The service it is for; none for all.
    pub service: Option<String>,
    /// The method, such as `gradient_boosting`.
    pub algorithm: String,
    /// Settings it was fitted with.
    pub config: Value,
    /// Rows it was fitted on.
    pub sample_count: Option<i64>,
    /// Features it reads.
    pub feature_count: Option<i32>,
    /// How good it was when it was fitted.
    pub figures: ModelFigures,
}

/// Figures of a model, each absent where nobody measured it.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ModelFigures {
    /// Share of right answers.
    pub accuracy: Option<f64>,
    /// Share of alarms that were right.
    pub precision: Option<f64>,
    /// Share of trouble that was foreseen.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// Brier score, 0 (best) to 1.
    pub brier: Option<f64>,
    /// Expected calibration error, 0 (best) to 1.
    pub ece: Option<f64>,
    /// Mean absolute error as a share of the actual value.
    pub mape: Option<f64>,
    /// Root of the mean squared error.
    pub rmse: Option<f64>,
}

/// A model as it stands in the store, without its bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredModel {
    /// The row's id.
    pub id: Uuid,
    /// Its version among those of its name, from 1.
    pub version: i32,
    /// `shadow`, `active` or `archived`.
    pub stage: String,
    /// What was kept.
    #[serde(flatten)]
    pub model: NewModel,
    /// The model that answered before it.
    pub parent_id: Option<Uuid>,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub artifact_hash: Option<String>,
    /// When it was last trained.
    pub last_trained_at: Option<Timestamp>,
}

/// A row of the view of models that answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActiveModel {
    /// The model.
    pub model_id: Uuid,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: i32,
    /// Share of right predictions of the last seven days.
    pub accuracy_7d: Option<f64>,
    /// The same less that of the seven days before.
    pub accuracy_trend_7d: Option<f64>,
}

macro_rules! model {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'version', version, 'stage', stage, 'name', name, \
             'model_type', model_type, 'service', service, 'algorithm', algorithm, 'config', config, 'sample_count', sample_count, \
             'feature_count', feature_count, 'parent_id', parent_id, 'artifact_hash', artifact_hash, \
             'last_trained_at', last_trained_at, 'figures', jsonb_build_object('accuracy', accuracy, 'precision', precision, \
             'recall', recall, 'f1', f1, 'brier', brier, 'ece', ece, 'mape', mape, 'rmse', rmse))) ",
            $rest
        )
    };
}

const LOCK: Query = Query {
    name: "one writer of models a name",
    text: "select pg_advisory_xact_lock(hashtextextended('errpredict model ' || ai_platform.current_tenant() || $1, 0))",
};
const REGISTER: Query = Query {
    name: "register a model",
    text: "insert into ai_models.ml_models (tenant_id, name, version, model_type, service, algorithm, status, config, sample_count, \
           feature_count, accuracy, precision, recall, f1, brier, ece, mape, rmse, artifact, artifact_hash, id) \
           select ai_platform.current_tenant(), r.name, (select coalesce(max(m.version), 0) + 1 from ai_models.ml_models m \
           where m.tenant_id = ai_platform.current_tenant() and m.name = r.name), r.model_type, r.service, r.algorithm, 'inactive', \
           r.config, r.sample_count, r.feature_count, f.accuracy, f.precision, f.recall, f.f1, f.brier, f.ece, f.mape, f.rmse, $2, $3, $4 \
           from jsonb_to_record($1) as r(name text, model_type text, service text, algorithm text, config jsonb, \
           sample_count bigint, feature_count int, figures jsonb), \
           jsonb_to_record(r.figures) as f(accuracy float8, precision float8, recall float8, f1 float8, brier float8, ece float8, \
           mape float8, rmse float8) on conflict (id) do nothing",
};
const BY_ID: Query = Query { name: "model", text: model!("from ai_models.ml_models where id = $1") };
const OF_NAME: Query = Query {
    name: "models of a name",
    text: model!("from ai_models.ml_models where name = $1 order by version desc"),
};
const ACTIVE: Query = Query {
    name: "model of a name that answers",
    text: model!("from ai_models.ml_models where name = $1 and stage = 'active'"),
};
const OF_SERVICE: Query = Query {
    name: "models of a service that answer",
    text: model!("from ai_models.ml_models where service = $1 and stage = 'active' order by name"),
};
const UNTRAINED: Query = Query {
    name: "models not trained since",
    text: model!(
        "from ai_models.ml_models where last_trained_at < $1 and stage = 'active' order by last_trained_at"
    ),
};
const ARTIFACT: Query = Query {
    name: "bytes of a model",
    text: "select artifact, artifact_hash from ai_models.ml_models where id = $1",
};
const RETIRE: Query = Query {
    name: "archive the model of a name that answers",
    text: "update ai_models.ml_models set stage = 'archived', status = 'inactive' where name = $1 and stage = 'active' returning id, parent_id",
};
const ACTIVATE: Query = Query {
    name: "let a model answer",
    text: "update ai_models.ml_models set stage = 'active', status = 'active', parent_id = coalesce($2, parent_id) where id = $1 returning 1",
};
const ARCHIVE: Query = Query {
    name: "archive a model",
    text: "update ai_models.ml_models set stage = 'archived', status = 'archived' where id = $1 returning 1",
};
const VIEW: Query = Query {
    name: "view of models that answer",
    text: "select to_jsonb(v) from ai_models.active_models_summary() v",
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = model!("");

pub(super) const QUERIES: &[Query] = &[
    LOCK, REGISTER, BY_ID, OF_NAME, ACTIVE, OF_SERVICE, UNTRAINED, ARTIFACT, RETIRE, ACTIVATE, ARCHIVE, VIEW,
];

impl Tenant {
    /// Keeps a new version of a model, beside the one that answers; gives its id.
    ///
    /// # Errors
    /// `invalid_input` for a share outside 0 to 1 or an empty name, `unavailable` where the database cannot be reached.
    pub async fn register_model(&self, model: &NewModel, artifact: &[u8]) -> Result<Uuid> {
        let values = serde_json::to_value(model).map_err(unwritable)?;
        // Named before it is written: where the answer of a commit is lost, it is the same one that is written again.
        let id = Uuid::from_bytes(crate::random::random_bytes()?);
        let (tenant, name, artifact) = (self.clone(), model.name.clone(), artifact.to_vec());
        let register = move || {
            let (tenant, name, artifact, values) =
                (tenant.clone(), name.clone(), artifact.clone(), values.clone());
            async move {
                let work = tenant.begin().await?;
                work.rows(&LOCK, &[&name]).await?;
                work.rows(&REGISTER, &[&values, &artifact, &hex(&artifact), &id]).await?;
                work.commit().await?;
                Ok(id)
            }
        };
        apart(register).await
    }

    /// The model of an id.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn model(&self, id: Uuid) -> Result<Option<StoredModel>> {
        Ok(self.values(&BY_ID, Plan::Kept, &[&id]).await?.pop())
    }

    /// Every version of a name, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::model`].
    pub async fn models_of_name(&self, name: &str) -> Result<Vec<StoredModel>> {
        self.values(&OF_NAME, Plan::Kept, &[&name]).await
    }

    /// The version of a name that answers.
    ///
    /// # Errors
    /// As [`Tenant::model`].
    pub async fn active_model(&self, name: &str) -> Result<Option<StoredModel>> {
        Ok(self.values(&ACTIVE, Plan::Kept, &[&name]).await?.pop())
    }

    /// The models of a service that answer, by name.
    ///
    /// # Errors
    /// As [`Tenant::model`].
    pub async fn active_models_of(&self, service: &str) -> Result<Vec<StoredModel>> {
        self.values(&OF_SERVICE, Plan::Kept, &[&service]).await
    }

    /// The models that answer and were last trained before a time.
    ///
    /// # Errors
    /// As [`Tenant::model`].
    pub async fn models_not_trained_since(&self, at: Timestamp) -> Result<Vec<StoredModel>> {
        self.values(&UNTRAINED, Plan::Fresh, &[&crate::times::sql_time(at)]).await
    }

    /// The models that answer, with the trend of seven days, as of when the views were last refreshed.
    ///
    /// # Errors
    /// As [`Tenant::model`].
    pub async fn active_models_view(&self) -> Result<Vec<ActiveModel>> {
        self.values(&VIEW, Plan::Kept, &[]).await
    }

    /// The bytes of a model; none for one without any.
    ///
    /// # Errors
    /// `corrupt` where they are not those that were kept.
    pub async fn model_artifact(&self, id: Uuid) -> Result<Option<Vec<u8>>> {
        let rows = self.rows(&ARTIFACT, Plan::Kept, &[&id]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let (bytes, hash): (Option<Vec<u8>>, Option<String>) = (row.get(0), row.get(1));
        match bytes {
            Some(bytes) if hash.as_deref() != Some(&hex(&bytes)) => {
                let message = format!(
                    "the bytes of model {id} are not those that were kept: their checksum does not hold"
                );
                Err(Error::new(ErrorKind::Corrupt, message))
            }
            bytes => Ok(bytes),
        }
    }

    /// Lets a model answer in place of the one that does; both change or neither. Doing it again changes nothing.
    ///
    /// # Errors
    /// `not_found` without such a model, `corrupt` where its bytes are damaged: the one before goes on then.
    pub async fn promote_model(&self, id: Uuid) -> Result<()> {
        let model = self.model(id).await?.ok_or_else(|| no_model(id))?;
        if self.model_artifact(id).await?.is_none() {
            let message = format!("the bytes of model {id} are not kept any more: it cannot answer");
            return Err(Error::new(ErrorKind::NotFound, message));
        }
        let (tenant, name) = (self.clone(), model.model.name);
        apart(move || promote(tenant.clone(), name.clone(), id)).await
    }

    /// Lays a model aside; where it answers, none of its name does then. False where there is none.
    ///
    /// # Errors
    /// As [`Tenant::model`].
    pub async fn archive_model(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&ARCHIVE, &[&id]).await? > 0)
    }

    /// Lets the model answer again that did before; gives its id. Both change or neither.
    ///
    /// # Errors
    /// `not_found` where no model of that name answers, or none did before.
    pub async fn roll_back_model(&self, name: &str) -> Result<Uuid> {
        let (tenant, name) = (self.clone(), name.to_owned());
        apart(move || roll_back(tenant.clone(), name.clone())).await
    }
}

fn no_model(what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no model {what}"))
}

async fn promote(tenant: Tenant, name: String, id: Uuid) -> Result<()> {
    let work = tenant.begin().await?;
    work.rows(&LOCK, &[&name]).await?;
    let active = work.rows(&ACTIVE, &[&name]).await?;
    let active: Option<StoredModel> = active.first().map(crate::store::value).transpose()?;
    if active.as_ref().is_some_and(|active| active.id == id) {
        return Ok(());
    }
    work.rows(&RETIRE, &[&name]).await?;
    let before = active.map(|active| active.id);
    if work.rows(&ACTIVATE, &[&id, &before]).await?.is_empty() {
        return Err(no_model(id));
    }
    work.commit().await
}

async fn roll_back(tenant: Tenant, name: String) -> Result<Uuid> {
    let work = tenant.begin().await?;
    work.rows(&LOCK, &[&name]).await?;
    let retired = work.rows(&RETIRE, &[&name]).await?;
    let row = retired.first().ok_or_else(|| no_model(format!("`{name}` that answers")))?;
    let before: Option<Uuid> = row.get(1);
    let before = before.ok_or_else(|| no_model(format!("`{name}` that answered before")))?;
    let none: Option<Uuid> = None;
    if work.rows(&ACTIVATE, &[&before, &none]).await?.is_empty() {
        return Err(no_model(before));
    }
    work.commit().await?;
    Ok(before)
}
