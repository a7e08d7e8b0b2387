//! What comes in: bytes of a request, in whatever protocol the sender speaks, into [`Event`](errpredict::Event)s and what
//! was refused, part by part. Pure functions; nothing here listens or stores, and none reads a clock: the time is an argument
//! where one is needed.
//!
//! | Sender | Function | Gives |
//! |---|---|---|
//! | any, packed | [`body::unpack`] | the bytes, within a bound |
//! | a log: JSON, NDJSON, text of any form | [`log::take`] | [`Taken`] |
//! | OpenTelemetry over HTTP | [`otlp::take`], [`otlp::answer`] | [`Taken`] and who called whom |
//! | a client of Sentry | [`sentry::client`], [`sentry::take_envelope`], [`sentry::take_store`] | [`Taken`], release health, what clients dropped |
//! | sentry-cli | [`sourcemaps::take_chunks`], [`sourcemaps::assemble`], [`sourcemaps::read_bundle`] | source maps |
//! | Alertmanager | [`alertmanager::take`] | [`Taken`] |
//! | Prometheus | [`remote_write::take`] | samples of chosen series |
//! | a deployment | [`changes::take`] | [`Taken`] |
//! | whoever signs | [`signature::standard`], [`signature::github`] | whether it is he |
//!
//! Every reader works by [`reader_options`]: attributes are kept, and what is of a person or a secret is taken out.

pub mod alertmanager;
pub mod body;
pub mod changes;
pub mod log;
pub mod otlp;
mod protobuf;
pub mod remote_write;
pub mod sentry;
pub mod signature;
pub mod sourcemaps;
mod taken;

use errpredict::redact::RedactConfig;
use errpredict_io::ReadOptions;

pub use taken::{Limits, Refused, Taken};

/// The options of a reader for what comes in: one thread, attributes kept, `redact` applied, records as long as a body may be.
#[must_use]
pub fn reader_options(redact: Option<RedactConfig>) -> ReadOptions {
    /// A body is one record where it is one object, and its size is bounded before it is read.
    const RECORD_BYTES: usize = 256 << 20;
    ReadOptions {
        attributes: true,
        redact,
        max_line_bytes: RECORD_BYTES,
        max_samples: Taken::LISTED,
        threads: 1,
        ..ReadOptions::default()
    }
}
