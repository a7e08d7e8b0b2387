//! Forgetting in small steps, so that no event waits for more than one array of counts.
//!
//! A rollup that is folded for years would have to look at every array now and then, to make old minutes hours and old
//! hours days. All at once that holds up the event at hand, and every other, for a tenth of a second. So a monitor closes one
//! array after the other, round and round. Where a round stands never shows: coarsening is the same in any order, and a
//! snapshot is settled before it is read.

use super::Rollup;
use super::config::events_a_round;
use super::plain::Plain;
use super::service::ServiceRollup;
use super::shared::Shared;
use super::tiers::Tiers;

/// Where a round stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sweep {
    tiers: Tiers,
    /// 0 the services over the cap, then the services.
    service: usize,
    part: usize,
    /// Events for each array.
    every: u32,
    until: u32,
    /// A fixed number in place of `every`.
    forced: Option<u32>,
}

impl Sweep {
    /// Begins a new round.
    pub(crate) fn restart(&mut self) {
        (self.service, self.part) = (0, 0);
    }

    /// Closes an array after every so many events.
    #[cfg(test)]
    pub(crate) fn every(events: u32) -> Sweep {
        Sweep { forced: Some(events), ..Sweep::default() }
    }
}

impl Rollup {
    /// Counts one event, and closes the next array when it is time.
    #[inline]
    pub(crate) fn sweep(&mut self, sweep: &mut Sweep) {
        sweep.until = sweep.until.saturating_sub(1);
        if sweep.until == 0 {
            self.sweep_on(sweep);
        }
    }

    #[cold]
    fn sweep_on(&mut self, sweep: &mut Sweep) {
        if (sweep.service, sweep.part) == (0, 0) {
            sweep.tiers = self.tiers_now();
        }
        // At every service, not once a round: while services come, a round that was planned for the few at its beginning
        // would take a hundred times as long.
        if sweep.part == 0 {
            let arrays = self.arrays();
            let every = events_a_round(arrays) / arrays.max(1);
            sweep.every = sweep.forced.unwrap_or_else(|| u32::try_from(every).unwrap_or(u32::MAX)).max(1);
        }
        sweep.until = sweep.every;
        let Sweep { tiers, service, part, .. } = sweep;
        let n_services = 1 + self.services.entries().len();
        match self.nth_mut(*service) {
            Some(found) if *part < found.parts() => {
                found.close_part(*part, tiers);
                *part += 1;
            }
            _ => (*service, *part) = (if *service + 1 < n_services { *service + 1 } else { 0 }, 0),
        }
    }

    /// Closes everything at once.
    pub(crate) fn close(&mut self) {
        let tiers = self.tiers_now();
        self.settled = false;
        self.system = Shared::new(ServiceRollup::new(&self.config));
        for service in self.each_mut() {
            (0..service.parts()).for_each(|part| service.close_part(part, &tiers));
        }
    }

    /// The borders of retention as of now.
    pub(super) fn tiers_now(&self) -> Tiers {
        if self.config.forgets_nothing() {
            return Tiers::default();
        }
        let witnesses = u64::from(self.config.witnesses);
        let mut newest: Vec<(u32, u64)> =
            self.parts().flat_map(|part| part.newest_events(witnesses)).collect();
        newest.sort_unstable_by_key(|(end, _)| std::cmp::Reverse(*end));
        let mut seen = 0_u64;
        let newest = newest.into_iter().find(|(_, count)| {
            seen = seen.saturating_add(*count);
            seen >= witnesses
        });
        newest.map_or(Tiers::default(), |(end, _)| Tiers::new(&self.config, end))
    }

    fn arrays(&self) -> usize {
        self.parts().map(ServiceRollup::parts).sum()
    }

    fn nth_mut(&mut self, service: usize) -> Option<&mut ServiceRollup> {
        match service.checked_sub(1) {
            Some(index) => Some(self.services.entry_value_mut(index)?.write()),
            None => Some(self.other.as_mut()?.write()),
        }
    }
}

impl ServiceRollup {
    /// How many arrays and rows of windows there are.
    pub(super) fn parts(&self) -> usize {
        let keys = self.types.entries().len() + self.groups.entries().len() + self.ungraded.entries().len();
        Plain::N + N_WINDOWS + keys
    }

    /// Closes one of them: old buckets as wide as `tiers` says, and shared by copies from now on.
    fn close_part(&mut self, part: usize, tiers: &Tiers) {
        let Some(windows) = part.checked_sub(Plain::N) else {
            self.plain[part].close(tiers);
            return;
        };
        match windows {
            0 => return self.latency.close(tiers.hours, |end| tiers.latency_window(end)),
            1 => return self.users.close(tiers.hours, |end| tiers.distinct_window(end)),
            2 => return self.endpoints.close(tiers.hours, |end| tiers.distinct_window(end)),
            _ => {}
        }
        let mut index = windows - N_WINDOWS;
        if let Some(cells) = self.types.entry_value_mut(index) {
            return cells.close(tiers);
        }
        index -= self.types.entries().len();
        if let Some(group) = self.groups.entry_value_mut(index) {
            return group.cells.close(tiers);
        }
        index -= self.groups.entries().len();
        if let Some(group) = self.ungraded.entry_value_mut(index) {
            group.cells.close(tiers);
        }
    }
}

/// Response times, users and endpoints.
const N_WINDOWS: usize = 3;
