//! Patterns: what messages and errors have in common.
//!
//! - [`templates`]: message → template and parameters, one message at a time;
//! - [`similar`]: texts → the nearest known ones, groups, what a person decided about them;
//! - [`states`]: error groups of a rollup → new, regressed, escalating, vanished.
//!
//! Patterns are a map beside the rollup, never inside it: a fingerprint is a pure function of one event, a template
//! depends on the messages seen before.

mod label;
mod script;
pub mod similar;
pub mod states;
pub mod templates;

pub use label::label_of;
