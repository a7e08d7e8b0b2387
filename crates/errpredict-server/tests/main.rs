//! Everything here goes over HTTP to a service on a real PostgreSQL: one private cluster for the whole run, one database and one
//! service for each test.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod access;
mod analysis;
mod client;
#[path = "../../errpredict-store/tests/common/mod.rs"]
mod common;
mod configuration;
mod description;
mod incoming;
mod ingest;
mod ingestion;
mod jwt;
mod kills;
mod life;
mod lists;
mod operated;
mod operations;
mod overload;
mod pages;
mod people;
mod protocols;
mod reference;
mod replica;
mod sign_in;
mod watched;
