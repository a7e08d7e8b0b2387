//! What every job has at hand, and analyses that several jobs share.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use errpredict::analysis::{Analysis, AnalysisConfig, Depth, analyze_keeping};
use errpredict::features::Statics;
use errpredict::history::History;
use errpredict::predict::{Basis, ErrorPrediction, FittedForesight, Foresight};
use errpredict::{Error, ErrorKind, Result, Rollup, Stop, Timestamp};
use errpredict_store::{Store, Tenant, Written};
use jiff::tz::TimeZone;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::config::Config;
use crate::job::JOBS;
use crate::schedule::zone_of;

/// The model that foresees, as the registry calls it.
pub const FORESIGHT: &str = "foresight";

/// What every job has at hand. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Context {
    /// The store.
    pub store: Store,
    /// What was set.
    pub config: Arc<Config>,
    /// The folder of a private cluster, whose disk is watched.
    pub(crate) data_folder: Option<PathBuf>,
    pub(crate) zone: TimeZone,
    kept: Arc<Mutex<BTreeMap<String, Arc<Mutex<Kept>>>>>,
}

/// What was last found of a tenant, and the model that answered.
#[derive(Debug, Default)]
struct Kept {
    last: Option<Arc<Analysed>>,
    model: Option<(Uuid, FittedForesight)>,
    /// Learnt at the question, where no model answers.
    learnt: Option<FittedForesight>,
}

/// An analysis that was made, and what it was made of.
struct Made {
    analysis: Analysis,
    used: Option<FittedForesight>,
    rollup: Rollup,
}

/// An analysis that is stored.
#[derive(Debug)]
pub struct Analysed {
    /// As of when it was asked.
    pub at: Timestamp,
    /// What was found.
    pub analysis: Analysis,
    /// What was new or changed in the store.
    pub written: Written,
    /// The model that foresaw; none where there is none yet.
    pub model: Option<Uuid>,
}

impl Context {
    /// A context over a store.
    ///
    /// # Errors
    /// Those of [`Config::check`].
    pub fn new(store: Store, config: Config) -> Result<Context> {
        config.check()?;
        let zone = zone_of(&config.jobs.zone)?;
        Ok(Context { store, config: Arc::new(config), data_folder: None, zone, kept: Arc::default() })
    }

    /// The same with the folder of a private cluster, whose disk is watched.
    #[must_use]
    pub fn with_data_folder(self, folder: Option<PathBuf>) -> Context {
        Context { data_folder: folder, ..self }
    }

    /// What is known of a tenant's services beside their events: by whose clock they are used, and who calls whom, as traces told it.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn statics(&self, tenant: &Tenant) -> Result<Statics> {
        Ok(tenant.on_primary().statics().await?.in_zone(self.config.statics().zone()))
    }

    /// How deep an analysis of a time goes: as deep as any job that is due then asks for, so that it is made once.
    fn depth_at(&self, at: Timestamp, asked: Depth) -> Depth {
        let due = JOBS.iter().filter(|job| job.every.is_due(at, &self.zone)).filter_map(|job| job.analyses);
        due.fold(asked, Depth::max)
    }

    /// What is found of a tenant as of a time, written to the store: made once for all jobs of that time. None where nothing was
    /// stored up to then.
    ///
    /// # Errors
    /// Those of [`analyze_keeping`] and [`Tenant::write_analysis`].
    pub async fn analysed(
        &self,
        tenant: &Tenant,
        at: Timestamp,
        asked: Depth,
    ) -> Result<Option<Arc<Analysed>>> {
        self.found(tenant, at, asked, false).await
    }

    /// As [`Context::analysed`], quickly; but where something goes on of which nobody was told yet, causes are looked for before
    /// anything is written, so that whoever tells of it can say why.
    ///
    /// # Errors
    /// Those of [`Context::analysed`].
    pub async fn looked_at(&self, tenant: &Tenant, at: Timestamp) -> Result<Option<Arc<Analysed>>> {
        self.found(tenant, at, Depth::Quick, true).await
    }

    async fn found(
        &self,
        tenant: &Tenant,
        at: Timestamp,
        asked: Depth,
        deeper_for_news: bool,
    ) -> Result<Option<Arc<Analysed>>> {
        let of_tenant = self.kept.lock().await.entry(tenant.id().to_owned()).or_default().clone();
        // Whoever comes second waits for the first.
        let mut kept = of_tenant.lock().await;
        if let Some(last) = kept.last.as_ref().filter(|last| last.at == at && last.analysis.depth >= asked) {
            return Ok(Some(last.clone()));
        }
        let rollup = tenant.rollup().await?;
        if rollup.first().is_none_or(|first| first > at) {
            return Ok(None);
        }
        let mut config = self.config.analysis(self.depth_at(at, asked));
        config.statics = self.statics(tenant).await?;
        // What people said of times, limits, errors and predictions counts from when it was said.
        let calendar = tenant.on_primary().calendar().await?;
        calendar.tell(&mut config);
        let history = Arc::new(tenant.history(at, &calendar).await?);
        let model = self.model_of(tenant, &mut kept).await?;
        // One that is too old is not asked, and what was learnt in its place is kept.
        let model = model.filter(|model| answers(model, &config, at));
        let id = model.as_ref().and(kept.model.as_ref()).map(|(id, _)| *id);
        let model = model.or_else(|| kept.learnt.clone());
        let mut made = self.analyse(rollup, at, config.clone(), model.clone(), history.clone()).await?;
        if deeper_for_news && made.analysis.depth < Depth::Deep && is_news(tenant, &made.analysis).await? {
            let config = AnalysisConfig { depth: Depth::Deep, ..config };
            made = self.analyse(made.rollup, at, config, model, history).await?;
        }
        if id.is_none() {
            kept.learnt = made.used;
        }
        let written = tenant.write_analysis_of(&made.analysis, id).await?;
        let analysed = Arc::new(Analysed { at, analysis: made.analysis, written, model: id });
        kept.last = Some(analysed.clone());
        Ok(Some(analysed))
    }

    /// The model that answers, read once. One that cannot be read does not answer: what was learnt at the question does in its place.
    async fn model_of(&self, tenant: &Tenant, kept: &mut Kept) -> Result<Option<FittedForesight>> {
        let Some(active) = tenant.on_primary().active_model(FORESIGHT).await? else { return Ok(None) };
        if let Some((id, model)) = &kept.model
            && *id == active.id
        {
            return Ok(Some(model.clone()));
        }
        let Some(model) = read_model(tenant, active.id).await? else { return Ok(None) };
        kept.model = Some((active.id, model.clone()));
        Ok(Some(model))
    }

    async fn analyse(
        &self,
        rollup: Rollup,
        at: Timestamp,
        config: AnalysisConfig,
        model: Option<FittedForesight>,
        history: Arc<History>,
    ) -> Result<Made> {
        let threshold = self.config.jobs.alert_probability;
        apart(move || {
            let (mut analysis, used) = analyze_keeping(&rollup, at, &config, &history, model, Stop::NEVER)?;
            let services = analysis.services.iter_mut().chain([&mut analysis.system]);
            services.flat_map(|found| &mut found.predictions).for_each(|told| raise(told, threshold));
            Ok(Made { analysis, used, rollup })
        })
        .await
    }
}

/// The model that answers what an analysis of a tenant asks at a time, with its id: for whoever makes one as the jobs make theirs
/// ([`Config::analysis`], [`Context::statics`]). None where there is none, where it was learnt with other settings or later, and for a
/// quick analysis, which foresees nothing.
///
/// # Errors
/// `unavailable` where the database cannot be reached.
pub async fn answering(
    tenant: &Tenant,
    config: &AnalysisConfig,
    at: Timestamp,
) -> Result<Option<(Uuid, FittedForesight)>> {
    if config.depth == Depth::Quick {
        return Ok(None);
    }
    let Some(active) = tenant.on_primary().active_model(FORESIGHT).await? else { return Ok(None) };
    let model = read_model(tenant, active.id).await?;
    Ok(model.filter(|model| answers(model, config, at)).map(|model| (active.id, model)))
}

/// Whether a model was learnt as an analysis asks, not after a time and not too long before.
fn answers(model: &FittedForesight, config: &AnalysisConfig, at: Timestamp) -> bool {
    let Foresight { keep_minutes, .. } = config.foresight;
    model.answers(&config.foresight, &config.statics, &config.horizons_minutes, at, keep_minutes)
}

/// The model of an id; none where it has no bytes, or none that can be read.
async fn read_model(tenant: &Tenant, id: Uuid) -> Result<Option<FittedForesight>> {
    let Some(bytes) = tenant.model_artifact(id).await? else { return Ok(None) };
    match FittedForesight::from_bytes(&bytes) {
        Ok(model) => Ok(Some(model)),
        Err(error) => {
            tracing::warn!(tenant = tenant.id(), model = %id, error = %error, "the model that should answer cannot be read: one is learnt at the question in its place");
            Ok(None)
        }
    }
}

/// Whether anything goes on that belongs to no alert.
async fn is_news(tenant: &Tenant, analysis: &Analysis) -> Result<bool> {
    let found = analysis.services.iter().flat_map(|service| &service.anomalies);
    let going: Vec<&str> =
        found.filter(|one| one.ongoing && one.is_told()).map(|one| one.key.as_str()).collect();
    if going.is_empty() {
        return Ok(false);
    }
    let open = tenant.alerts_going_on().await?;
    let known = open.iter().filter_map(|alert| alert.alert.fired["keys"].as_array()).flatten();
    let known: Vec<&str> = known.filter_map(|key| key.as_str()).collect();
    Ok(going.iter().any(|key| !known.contains(key)))
}

/// Says of a prediction whether it raises an alert: likely enough, not usually as likely, and not such that the past speaks against it.
pub(crate) fn raise(told: &mut ErrorPrediction, threshold: f64) {
    told.threshold = Some(threshold);
    let is_usual = told.usual.is_some_and(|usual| usual >= threshold);
    told.alert =
        told.basis == Basis::Model && told.probability >= threshold && !is_usual && !told.is_doubtful();
}

/// Runs what takes long on a thread that may.
pub(crate) async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::new(ErrorKind::Internal, format!("the work of a job ended badly: {error}")))?
}
