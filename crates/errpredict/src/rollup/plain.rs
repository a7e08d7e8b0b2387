//! The counts that stand alone: which there are, and those of the minute under way.

use crate::event::Severity;

/// The counts that stand alone, in the order in which they are held.
#[derive(Debug, Clone, Copy)]
pub(super) enum Plain {
    Events,
    Errors,
    /// The first of the severities, from info to critical.
    Severities,
    Requests = Plain::Severities as isize + Severity::ALL.len() as isize,
    Statuses,
    ServerErrors,
    Deployments,
    OtherTypes,
    OtherGroups,
    LatencyCount,
    LatencySumUs,
    Traces,
    TraceFrames,
    Ungraded,
    OtherUngraded,
}

impl Plain {
    /// How many there are.
    pub(super) const N: usize = Plain::OtherUngraded as usize + 1;
}

/// Most events fall into the minute of the one before: their counts stand together here, where they share a few
/// cache lines, until another minute comes.
#[derive(Debug, Clone, Default)]
pub(super) struct Open {
    pub(super) minute: u32,
    pub(super) counts: [u64; Plain::N],
}

/// The hash by which names are kept over a cap and distinct keys are counted.
pub(super) fn hash(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}
