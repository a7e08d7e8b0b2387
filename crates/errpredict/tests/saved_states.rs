//! What earlier versions saved is still read: see `tests/fixtures/README.md`.
#![allow(missing_docs, clippy::unwrap_used)]

use errpredict::{Event, EventKind, Rollup, RollupConfig, Severity, Timestamp};

include!("saved/events.rs");

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The rollup of the made events, as this version folds them.
fn folded() -> Rollup {
    let mut rollup = Rollup::new(config()).unwrap();
    for event in events() {
        rollup.observe(event.as_event_ref());
    }
    rollup.settle();
    rollup
}

#[test]
fn a_rollup_of_version_3_is_the_rollup_of_today() {
    let bytes = fixture("rollup.v3.bin");
    let mut loaded = Rollup::load(&bytes).unwrap();
    let mut today = folded();
    // Version 3 did not know how far ahead an event may be.
    today = today.with_config(loaded.config().clone()).unwrap();
    assert!(loaded == today);
    assert_eq!(loaded.save(), today.save());
    let mut broken = bytes;
    let middle = broken.len() / 2;
    broken[middle] ^= 1;
    assert_eq!(Rollup::load(&broken).unwrap_err().code(), "corrupt");
}
