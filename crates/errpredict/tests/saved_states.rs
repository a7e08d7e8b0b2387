//! What earlier versions saved is still read: see `tests/fixtures/README.md`.

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

/// Before the releases that events bear were kept: the made events have those of deployments alone.
#[test]
fn a_rollup_of_version_4_and_its_row_are_those_of_today() {
    let bytes = fixture("rollup.v4.bin");
    let (mut loaded, mut today) = (Rollup::load(&bytes).unwrap(), folded());
    assert!(loaded == today);
    assert_eq!(loaded.save(), today.save());
    assert_ne!(loaded.save(), bytes);
    let mut broken = bytes;
    let middle = broken.len() / 2;
    broken[middle] ^= 1;
    assert_eq!(Rollup::load(&broken).unwrap_err().code(), "corrupt");
    let row = fixture("rollup_row.v1.bin");
    let rows = Rollup::from_rows([&row[..]]).unwrap().rows_by_service();
    assert_eq!(rows[0], today.rows_by_service()[0]);
}

#[test]
fn watches_without_a_version_go_on() {
    let json = fixture("watches.v0.json");
    let watches = errpredict::Watches::load(&json).unwrap();
    // The three services that are kept, all together, and the number `queue`.
    assert_eq!(watches.len(), 5);
    let again = errpredict::Watches::load(&watches.save().unwrap()).unwrap();
    assert_eq!(again.save().unwrap(), watches.save().unwrap());
    let monitor = errpredict::Monitor::resume(folded()).with_watches(watches);
    let end = folded().last().unwrap();
    assert!(monitor.advance(end).unwrap().is_empty(), "each step once: the version before judged them");
    let next = Timestamp::clamped(1_750_000_020_000 + 30 * 60_000);
    let point = monitor.measure("queue", next, 21.0).unwrap();
    assert!(point.expected.is_some_and(|expected| (20.0..22.0).contains(&expected)), "{point:?}");
}
