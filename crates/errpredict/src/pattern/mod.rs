//! Patterns: what messages and errors have in common.
//!
//! - [`templates`]: message → template and parameters, one message at a time.
//!
//! Patterns are a map beside the rollup, never inside it: a fingerprint is a pure function of one event, a template
//! depends on the messages seen before.

pub mod templates;
