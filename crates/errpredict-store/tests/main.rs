//! Everything here runs on a real PostgreSQL: one private cluster for the whole run, one database for each test.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod access;
mod broken;
mod clock;
mod cluster;
mod common;
mod disk_full;
mod erasure;
mod events;
mod floods;
mod groups;
mod joined;
mod kept;
mod kills;
mod life_cycle;
mod listings;
mod lost;
mod migrations;
mod models;
mod others;
mod people;
mod plans;
mod pooler;
mod pull;
mod replica;
mod repository;
mod retention;
mod said;
mod schema;
mod schema_page;
mod tenants;
mod tls;
mod transfer;
mod untried;
