//! The watched series of a monitor, saved as JSON: loaded, they go on in a monitor.

use errpredict::time::HOUR_MS;
use errpredict::{EventRef, Monitor, RollupConfig, Severity, Timestamp, Watches};

/// See the module.
pub fn check(data: &[u8]) {
    let Some(watches) = super::from_json::<Watches>(data) else { return };
    let Some(rollup) = super::small_rollup(RollupConfig::monitor()) else { return };
    let Some(last) = rollup.last() else { return };
    let monitor = Monitor::resume(rollup).with_watches(watches);
    for hour in 1..=3 {
        let at = Timestamp::clamped(last.ms() + hour * HOUR_MS);
        monitor.observe(EventRef::new(at, "a", Severity::High, "E"));
        if let Err(error) = monitor.advance(at) {
            super::refused(&error, &["invalid_argument", "limit_exceeded"]);
        }
        let step = monitor.watches().config().values.step_ms;
        let end = Timestamp::clamped(at.ms() / step * step);
        match monitor.measure("queue", end, 12.5 * hour as f64) {
            Ok(point) => assert!(point.p_value.is_finite() && point.expected.is_none_or(f64::is_finite)),
            Err(error) => super::refused(&error, &["invalid_argument", "limit_exceeded"]),
        }
    }
    let saved = serde_json::to_vec(&monitor.watches()).expect("what goes on can be written");
    let again: Watches = serde_json::from_slice(&saved).expect("and read again");
    assert!(serde_json::to_vec(&again).expect("and written") == saved);
}
