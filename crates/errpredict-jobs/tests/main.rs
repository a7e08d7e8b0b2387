//! Everything here runs on a real PostgreSQL: one private cluster for the whole run, one database for each test. Messages go to real
//! receivers on this machine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "how soon jobs begin and messages arrive is what is measured")]

mod actions;
mod alerts;
mod common;
mod conditions;
mod configuration;
mod deliveries;
mod due;
mod feedback;
mod figures;
mod jobs;
mod kills;
mod mail;
mod models;
mod own;
mod prometheus;
mod receivers;
mod send;
#[path = "../../errpredict-store/tests/common/mod.rs"]
mod shared;
mod slots;
mod steps;
mod together;
