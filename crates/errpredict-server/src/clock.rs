//! The one place where the service reads a clock.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use errpredict::Timestamp;

/// What time it is.
#[expect(clippy::disallowed_methods, reason = "a service lives in time; everything below it is told")]
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::clamped(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// For how long something takes, and how long it is kept.
#[expect(clippy::disallowed_methods, reason = "as above")]
pub(crate) fn instant() -> Instant {
    Instant::now()
}
