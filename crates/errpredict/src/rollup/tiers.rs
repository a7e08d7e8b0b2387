//! Which buckets are minutes, hours and days, and which are forgotten.

use super::config::RollupConfig;

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// Borders between the tiers, in minutes since 1970, a pure function of the newest times and the configuration.
///
/// Borders lie on whole hours and days, and only ever move forward, so that coarsening twice, in any order,
/// with late events in between, gives the same cells as coarsening once. A border of 0 is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tiers {
    /// Buckets that end at or before this are dropped.
    pub(super) dropped: u32,
    /// Buckets that end at or before this are days.
    pub(super) days: u32,
    /// Buckets that end at or before this are hours.
    pub(super) hours: u32,
}

impl Tiers {
    /// The borders when retention counts from `newest` (minutes since 1970).
    pub(super) fn new(config: &RollupConfig, newest: u32) -> Self {
        let border = |hours: Option<u32>, step: u32| match hours {
            Some(hours) => newest.saturating_sub(hours.saturating_mul(HOUR)) / step * step,
            None => 0,
        };
        let days = border(config.hours_kept_for_h, DAY);
        Tiers {
            dropped: border(config.days_kept_for_h, DAY),
            days,
            hours: border(config.minutes_kept_for_h, HOUR).max(days),
        }
    }

    /// The window of response times that takes the window with this end: fine, then an hour, then nothing.
    pub(super) fn latency_window(&self, end: u32) -> Option<u32> {
        if end > self.hours { Some(end) } else { (end > self.days).then(|| end.div_ceil(HOUR) * HOUR) }
    }

    /// The window of distinct keys that takes the window with this end: an hour, then a day, then nothing.
    pub(super) fn distinct_window(&self, end: u32) -> Option<u32> {
        if is_after(end, self.hours / DAY * DAY) {
            Some(end)
        } else {
            is_after(end, self.days).then(|| end.div_ceil(DAY) * DAY)
        }
    }

    /// Whether a bucket with this end, and so every later one, is left as it is.
    pub(super) fn is_fine(&self, end: u32) -> bool {
        is_after(end, self.hours)
    }

    /// The end of the bucket that takes the bucket with this end; none when it is forgotten.
    pub(super) fn coarse(&self, end: u32) -> Option<u32> {
        if is_after(end, self.hours) {
            Some(end)
        } else if is_after(end, self.days) {
            Some(end.div_ceil(HOUR) * HOUR)
        } else {
            is_after(end, self.dropped).then(|| end.div_ceil(DAY) * DAY)
        }
    }

    /// The first bucket that may have to become wider, when none up to `looked` is a minute still.
    pub(super) fn first_after(&self, looked: u32, ends: &[u32]) -> usize {
        let are_hours = ends.first().is_some_and(|&first| is_after(first, self.days));
        if are_hours { ends.partition_point(|&end| end <= looked) } else { 0 }
    }

    /// Makes old buckets from place `from` on as wide as they shall be, or drops them.
    pub(super) fn coarsen(&self, from: usize, ends: &mut Vec<u32>, totals: &mut Vec<u64>) {
        let mut kept = from;
        let mut before = from.checked_sub(1).map_or(0, |last| totals[last]);
        let mut base = before;
        for i in from..ends.len() {
            let total = totals[i];
            let count = total - before;
            before = total;
            let Some(end) = self.coarse(ends[i]) else { continue };
            base = base.saturating_add(count);
            if kept == 0 || ends[kept - 1] != end {
                ends[kept] = end;
                kept += 1;
            }
            totals[kept - 1] = base;
        }
        ends.truncate(kept);
        totals.truncate(kept);
    }
}

fn is_after(end: u32, border: u32) -> bool {
    border == 0 || end > border
}
