//! The clocks of this machine: only the program reads them.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use errpredict::Timestamp;

#[expect(clippy::disallowed_methods, reason = "the program waits and measures; the core never does")]
pub(super) fn now() -> Instant {
    Instant::now()
}

#[expect(
    clippy::disallowed_methods,
    reason = "only to tell events from the future, and how long the program did not run"
)]
pub(in crate::commands) fn wall_clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::clamped(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
