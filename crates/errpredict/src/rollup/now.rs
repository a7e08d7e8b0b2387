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
    rollup: &'r ServiceRollup,
    tiers: Tiers,
}

impl ErrorsNow<'_> {
    pub(crate) fn errors(&self) -> Cells {
        self.rollup.plain_now(Plain::Errors, &self.tiers)
    }
}

impl Rollup {
    /// The errors of all services together, then of each by name.
    pub(crate) fn errors_now(&self) -> impl Iterator<Item = ErrorsNow<'_>> {
        let tiers = self.tiers_now();
        let mut services: Vec<_> = self.services.entries().iter().collect();
        services.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let services = services.into_iter().map(|entry| (Some(&*entry.name), entry.value.get()));
        std::iter::once((None, self.system.get())).chain(services).map(move |(service, rollup)| ErrorsNow {
            service,
            first: rollup.first(),
            rollup,
            tiers,
        })
    }
}
