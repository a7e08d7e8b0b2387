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

mod cluster;
mod digest;
mod error;
mod migrate;
mod times;

pub use cluster::{Binaries, Cluster, ClusterConfig};
pub use migrate::{Migrator, STEPS, Step, StepStatus};
