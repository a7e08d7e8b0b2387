//! Reading counts of a rollup that is not settled, without settling all of it.

use crate::time::Timestamp;

use super::Rollup;
use super::cells::Cells;
use super::plain::Plain;
use super::service::ServiceRollup;
use super::tiers::Tiers;

/// The errors of a service as settling would make them.
#[derive(Debug)]
pub(crate) struct ErrorsNow<'r> {
    /// None for all services together.
    pub(crate) service: Option<&'r str>,
    /// The first event of any kind.
    pub(crate) first: Option<Timestamp>,
    /// The service, or all of them.
    parts: Vec<&'r ServiceRollup>,
    tiers: Tiers,
}

impl ErrorsNow<'_> {
    pub(crate) fn errors(&self) -> Cells {
        let parts: Vec<Cells> =
            self.parts.iter().map(|part| part.plain_now(Plain::Errors, &self.tiers)).collect();
        Cells::sum(&parts)
    }
}

impl Rollup {
    /// The errors of all services together, then of each by name.
    pub(crate) fn errors_now(&self) -> impl Iterator<Item = ErrorsNow<'_>> {
        let tiers = self.tiers_now();
        let mut services: Vec<_> = self.services.entries().iter().collect();
        services.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let services = services.into_iter().map(move |entry| {
            let service = entry.value.get();
            ErrorsNow { service: Some(&*entry.name), first: service.first(), parts: vec![service], tiers }
        });
        let all = ErrorsNow { service: None, first: self.first(), parts: self.parts().collect(), tiers };
        std::iter::once(all).chain(services)
    }
}

impl Cells {
    /// The newest buckets, as many as hold `count` where there are so many, and what came late; settled or not, in any order.
    pub(super) fn newest(&self, count: u64) -> Vec<(u32, u64)> {
        let mut newest = self.late().to_vec();
        let mut found = 0_u64;
        for (ends, totals) in self.stretches().into_iter().rev() {
            for i in (0..ends.len()).rev() {
                if found >= count {
                    return newest;
                }
                let of_bucket = totals[i] - i.checked_sub(1).map_or(0, |before| totals[before]);
                found = found.saturating_add(of_bucket);
                newest.push((ends[i], of_bucket));
            }
        }
        newest
    }
}
