//! What must hold for any bytes: nothing panics; damage is refused with an error of a stable code; what is accepted
//! saves again to the same bytes and can be used. One file per fuzz target; each file of a corpus is one input.

use errpredict::{Error, EventRef, Rollup, RollupConfig, Severity, Timestamp};
use serde::{Serialize, de::DeserializeOwned};

pub mod config;
pub mod fitted;
pub mod model;
pub mod monitor;
pub mod patterns;
pub mod readers;
pub mod rollup;
pub mod templates;
pub mod wire;

/// Every target by name, which is also the name of its corpus.
pub const TARGETS: &[(&str, fn(&[u8]))] = &[
    ("config", config::check),
    ("fitted", fitted::check),
    ("model", model::check),
    ("monitor", monitor::check),
    ("patterns", patterns::check),
    ("readers", readers::check),
    ("rollup", rollup::check),
    ("templates", templates::check),
    ("wire", wire::check),
];

/// The error is one of these kinds and says something.
fn refused(error: &Error, codes: &[&str]) {
    assert!(codes.contains(&error.code()), "{}: {error}", error.code());
    assert!(!error.message().is_empty());
}

/// JSON that is accepted means the same when it is written and read again.
fn from_json<T: Serialize + DeserializeOwned>(json: &[u8]) -> Option<T> {
    let value: T = serde_json::from_slice(json).ok()?;
    let saved = serde_json::to_vec(&value).expect("what was read can be written");
    let again: T = serde_json::from_slice(&saved).expect("what was written can be read");
    assert!(serde_json::to_vec(&again).expect("written again") == saved, "saved differently the second time");
    Some(value)
}

/// A first byte that chooses, and the rest.
fn choice(data: &[u8]) -> Option<(usize, &[u8])> {
    data.split_first().map(|(choice, rest)| (usize::from(*choice), rest))
}

/// Two services over three days.
pub fn small_rollup(config: RollupConfig) -> Option<Rollup> {
    let mut rollup = Rollup::new(config).ok()?;
    for i in 0..300_i64 {
        let at = Timestamp::clamped(1_700_000_000_000 + i * 900_000);
        let service = if i % 3 == 0 { "a" } else { "b" };
        rollup.observe(EventRef::new(at, service, Severity::ALL[(i % 5) as usize], "E"));
    }
    rollup.settle();
    Some(rollup)
}
