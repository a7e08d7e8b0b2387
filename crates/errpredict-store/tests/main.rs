//! Everything here runs on a real PostgreSQL: one private cluster for the whole run, one database for each test.

mod cluster;
mod common;
mod events;
mod life_cycle;
mod migrations;
mod repository;
mod schema;
mod schema_page;
mod tenants;
