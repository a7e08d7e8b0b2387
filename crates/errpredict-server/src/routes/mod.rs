//! What each route does: parse, ask the store, shape the answer.

pub(crate) mod actions;
pub(crate) mod analysis;
pub(crate) mod anomalies;
pub(crate) mod compute;
pub(crate) mod events;
pub(crate) mod feedback;
pub(crate) mod feedback_link;
pub(crate) mod forecasts;
pub(crate) mod groups;
pub(crate) mod incoming;
pub(crate) mod ingest;
pub(crate) mod insights;
pub(crate) mod jobs;
mod measured;
pub(crate) mod models;
pub(crate) mod oidc;
pub(crate) mod operations;
pub(crate) mod people;
pub(crate) mod predictions;
pub(crate) mod preview;
pub(crate) mod protocols;
pub(crate) mod sign_in;
pub(crate) mod stream;
pub(crate) mod topology;
pub(crate) mod training;
mod uploads;
mod webhooks;
