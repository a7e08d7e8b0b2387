//! Patterns: what messages and errors have in common.
//!
//! - [`templates`]: message → template and parameters, one message at a time;
//! - [`similar`]: texts → the nearest known ones, groups, what a person decided about them;
//! - [`states`]: error groups of a rollup → new, regressed, escalating, vanished;
//! - [`resolved`]: a group that a person called resolved → whether it came back.
//!
//! Patterns are a map beside the rollup, never inside it: a fingerprint is a pure function of one event, a template
//! depends on the messages seen before.
//!
//! ```
//! use errpredict::pattern::similar::{Scratch, Similar};
//! use errpredict::pattern::templates::{Templates, TemplatesConfig};
//!
//! let mut templates = Templates::new(TemplatesConfig::default())?;
//! let ids = ["took 31 ms", "took 4711 ms"].map(|message| templates.observe(message));
//! assert_eq!(ids[0], ids[1]);
//!
//! let mut similar = Similar::new();
//! similar.add(1, 0, "TimeoutError: payment gateway did not answer");
//! similar.add(2, 0, "NullPointerException: cart total");
//! similar.settle();
//! let nearest = similar.nearest("payment gateway did not answer in time", 0, 1, 0.0, &mut Scratch::default());
//! assert_eq!(nearest[0].key, 1);
//! # Ok::<(), errpredict::Error>(())
//! ```

mod label;
pub mod resolved;
mod script;
pub mod similar;
pub mod states;
pub mod templates;

pub use label::label_of;
