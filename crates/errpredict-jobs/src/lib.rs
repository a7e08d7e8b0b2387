//! The jobs of errpredict, as functions over its store that take time as an argument; the worker that runs them; and the alerts that
//! come of what they find.
//!
//! ```no_run
//! use errpredict_jobs::{Config, Context, Worker};
//! use errpredict_store::{Connection, Store, StoreConfig};
//! # async fn example() -> errpredict::Result<()> {
//! let connection = Connection::parse("postgresql://errpredict@db.example/errpredict")?;
//! let store = Store::connect(&connection, &StoreConfig::default()).await?;
//! let context = Context::new(store, Config::default())?;
//! // Until the process is asked to end; any number of workers may run on one database.
//! Worker::new(context, Some(connection))?.run(std::future::pending()).await?;
//! # Ok(()) }
//! ```
//!
//! One table of slots is the truth of what is due (`errpredict_store::ClaimedSlot`): whoever claims a slot works on it, whether it is
//! this worker or another program that calls [`run_job`]. What is learnt and found is written so that doing it twice changes nothing.
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

mod act;
mod alerts;
mod backoff;
mod config;
mod context;
mod declared;
mod job;
mod jobs;
mod own;
mod prometheus;
mod run;
mod schedule;
mod secret;
mod send;
mod worker;

pub use act::{begin_unattended, executor_for, verify, work};
pub use alerts::{
    Degradation, EVERYBODY, Link, Message, News, Number, PlatformTrouble, SLACK, Said, TEST, Told,
    TrainingResult, line, notify_critical_anomaly, notify_high_risk_prediction, notify_model_degradation,
    notify_platform, notify_training_result, read_token, test_message, token, update, update_predictions,
};
pub use backoff::Backoff;
pub use config::{Actions, Alerts, Config, Email, Hook, Jobs, Platform, Slack, Sms};
pub use context::{Analysed, Context, FORESIGHT, answering};
pub use declared::{Fault, check, configuration_text, read_configuration};
pub use job::{Done, JOBS, Job, job_named, run_job};
pub use own::look_after_itself;
pub use prometheus::{Fetched, Prometheus, PulledSeries};
pub use run::work_on;
pub use schedule::{Every, zone_of};
pub use secret::Secret;
pub use send::{Format, Sender, Sent, is_public};
pub use worker::Worker;
