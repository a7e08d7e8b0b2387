//! Keeps what errpredict reads and finds in PostgreSQL, tenant by tenant.
//!
//! ```no_run
//! use errpredict_store::{Cluster, ClusterConfig, Migrator};
//! # async fn example() -> errpredict::Result<()> {
//! // A private cluster in a folder, where there is no server.
//! let cluster = Cluster::start(ClusterConfig::new("/var/lib/errpredict")).await?;
//! Migrator::connect(&cluster.connection(), std::time::Duration::from_secs(60)).await?.up(None).await?;
//! # Ok(()) }
//! ```
//!
//! Every table of the schema `ai_models` is described in `docs/schema.md`, and which type of the core gives which column in
//! `docs/store_types.md`.
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

mod access;
mod action_runs;
mod alerts;
mod analysis;
mod answers;
mod audit;
mod blocking;
mod changes;
mod cluster;
mod conditions;
mod configuration;
mod connection;
mod database;
mod deliveries;
mod digest;
mod duty;
mod erasure;
mod error;
mod events;
mod feature_names;
mod floods;
mod gathered;
mod ids;
mod incoming;
mod joined;
mod keys;
mod knowledge;
mod listing;
mod migrate;
mod own;
mod page;
mod parts;
mod people;
mod pool;
mod pull;
mod push;
mod query;
mod random;
mod replica;
mod retention;
mod rollups;
mod row;
mod slots;
mod status;
mod store;
mod store_config;
mod tables;
mod tenants;
mod times;
mod transfer;
mod verifiers;
mod weeks;
mod work;

pub use access::{Principal, Renewed, StoredKey};
pub use action_runs::{RunEnd, RunKind, StoredActionRun};
pub use alerts::{AlertStep, NewAlert, OutMessage, StoredAlert};
pub use analysis::{STALE_MS, Written};
pub use answers::{Asked, KeptAnswer};
pub use audit::{AuditEntry, ChainFault};
pub use blocking::{BlockingStore, Found};
pub use changes::Changes;
pub use cluster::{Binaries, Cluster, ClusterConfig};
pub use conditions::{CountedErrors, ForecastHit, GroupHit, LikelyHit};
pub use configuration::{
    Applied, Calendar, Change, ChangeKind, Condition, Configuration, Executor, Group, HookSetting, LeftAlone,
    NormalSetting, OnCall, PlannedWindow, PolicySetting, Reached, Retention, Section, ServiceSetting, When,
    named,
};
pub use connection::Connection;
pub use database::{Database, runtime};
pub use deliveries::TestMessage;
pub use duty::{StoredPolicy, StoredSilence};
pub use erasure::Erased;
pub use events::{IngestConfig, Ingested, MOST_IN_A_BATCH, Refusal, ThinnedGroup};
pub use floods::FloodConfig;
pub use incoming::{
    ChosenSeries, Dependency, MapStamp, Measured, MeasuredSeries, Measurement, NewSeries, NewSourceMap,
    NewWebhookSource, ReleaseHealth, SeenCall, SeenSessions, StoredSourceMap, WebhookSource,
};
pub use keys::Keys;
pub use listing::{DEEPEST, Listed, Listing, Parameter, Selection, Wanted};
pub use migrate::{Migrator, STEPS, Step, StepStatus};
pub use own::{AlertLoad, Arrival, JobHealth, ModelHealth, OpenAlerts, Unreached};
pub use page::{Cursor, Page};
pub use people::Resealed;
pub use pull::{PullConfig, Pulled};
pub use random::random_bytes;
pub use retention::{RetentionConfig, Retired};
pub use slots::{ClaimedSlot, OpenSlot, PlannedSlot, StoredSlot};
pub use status::{ServiceStatus, TableSize};
pub use store::{Store, Tenant};
pub use store_config::StoreConfig;
pub use tables::lists;
pub use tables::{
    AccuracyOfDay, ActiveModel, AnomalyFilter, ClaimedMessage, CountOf, CriticalAnomaly, Dashboard,
    DayOfModel, Evaluation, EventStats, FeatureSnapshot, HighRisk, ModelFigures, NewModel, NewNotification,
    OpenPrediction, Outcome, Overview, PastAnomaly, PastCounts, PastPrediction, PredictionFilter, Reach,
    Resolution, ScoreRow, ServiceInsights, ServiceLine, ServicePredictions, StageEnd, StoredAction,
    StoredAnomaly, StoredEvent, StoredFeature, StoredFeedback, StoredForecast, StoredInsight, StoredModel,
    StoredNotification, StoredPattern, StoredPrediction, StoredRootCauses, StoredRun, StoredTraining,
    TrainingFigures,
};
pub use tenants::StoredTenant;

pub use transfer::Transferred;

/// Every statement that the store sends, by name: a test prepares each against the migrated schema and looks at its plan.
#[doc(hidden)]
#[must_use]
pub fn statements() -> Vec<(&'static str, &'static str)> {
    let mut all = tables::queries();
    all.extend(analysis::QUERIES);
    all.extend(configuration::queries());
    all.extend(events::queries());
    all.extend(incoming::queries());
    all.extend(
        [
            access::QUERIES,
            action_runs::QUERIES,
            alerts::QUERIES,
            answers::QUERIES,
            audit::QUERIES,
            conditions::QUERIES,
            deliveries::QUERIES,
            duty::QUERIES,
            knowledge::QUERIES,
            erasure::QUERIES,
            own::QUERIES,
            parts::QUERIES,
            people::QUERIES,
            pull::QUERIES,
            push::QUERIES,
            retention::QUERIES,
            rollups::QUERIES,
            slots::QUERIES,
            status::QUERIES,
            tenants::QUERIES,
        ]
        .concat(),
    );
    all.iter().map(|query| (query.name, query.text)).collect()
}
