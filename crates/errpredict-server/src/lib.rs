//! The errpredict service: an HTTP API over the store, sign-in, and the ways in that other software already speaks.
//!
//! A request goes through one door (`door.rs`: limits, who asks, whether he may) to the route that the one table
//! (`table.rs`) has for it; a route parses, asks the store, and shapes the answer. The description of the API is made from the same
//! table.
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

mod app;
mod auth;
mod bodies;
mod cache;
mod caller;
mod clock;
mod config;
mod connections;
mod door;
mod extract;
mod first;
mod gauges;
pub mod ingest;
mod limits;
mod maps;
mod metrics;
mod once;
mod openapi;
mod outward;
mod page;
mod pages;
mod places;
mod problem;
mod role;
mod route;
mod routes;
mod secret;
mod serve;
mod table;
mod telemetry;
mod wrote;

pub use config::{Config, KEYS, Key, Network};
pub use first::{first_admin, give_key, make_tenant};
pub use problem::ProblemDetails;
pub use role::Role;
pub use secret::{Secret, random as random_secret};
pub use serve::{PageRow, Service, asked_to_end, listen, openapi_json, pages};
