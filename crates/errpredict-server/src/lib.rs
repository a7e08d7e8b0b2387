//! The errpredict service: an HTTP API over the store, sign-in, and the ways in that other software already speaks.

pub mod ingest;
