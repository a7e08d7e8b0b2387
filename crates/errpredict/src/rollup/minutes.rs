//! Buckets of a minute, in minutes since 1970.

use crate::time::{MINUTE_MS, Timestamp};

/// The minute bucket of a time, named by its end, in minutes since 1970; none before 1970.
pub(super) fn minute_end(at: Timestamp) -> Option<u32> {
    let ms = u64::try_from(at.ms()).ok()?;
    u32::try_from(ms.div_ceil(MINUTE_MS as u64)).ok()
}

/// The time of a bucket end.
pub(super) fn end_time(end: u32) -> Timestamp {
    Timestamp::clamped(i64::from(end) * MINUTE_MS)
}
