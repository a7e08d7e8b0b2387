//! The errpredict service: an HTTP API over the store, sign-in, and the ways in that other software already speaks.
//!
//! A request goes through one door (`door.rs`: limits, who asks, whether he may) to the route that the one table
//! (`table.rs`) has for it; a route parses, asks the store, and shapes the answer. The description of the API is made from the same
//! table.
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

mod app;
mod auth;
mod cache;
mod caller;
mod clock;
mod config;
mod door;
mod extract;
mod first;
mod gauges;
pub mod ingest;
mod limits;
mod maps;
mod metrics;
mod openapi;
mod outward;
mod page;
mod pages;
mod problem;
mod role;
mod route;
mod routes;
mod secret;
mod serve;
mod table;
mod telemetry;

pub use config::{Config, KEYS, Key};
pub use first::{first_admin, give_key};
pub use problem::ProblemDetails;
pub use role::Role;
pub use secret::{Secret, random as random_secret};
pub use serve::{PageRow, Service, asked_to_end, listen, openapi_json, pages};
