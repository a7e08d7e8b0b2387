//! Another configuration for what was counted under one.

use crate::error::Result;

use super::Rollup;
use super::config::RollupConfig;
use super::names::cut;
use super::service::ServiceRollup;

impl Rollup {
    /// The same counts under another configuration, settled.
    ///
    /// What a smaller cap no longer keeps by name is summed up with the others, as if it had been the cap all the time, and
    /// what a shorter retention no longer keeps is forgotten. A larger cap or retention holds from now on: what was summed up
    /// or forgotten does not come back, so a key that comes anew counts from now on, with its earlier events among the others.
    ///
    /// # Errors
    /// `invalid_setting` for a configuration out of its range.
    pub fn with_config(mut self, config: RollupConfig) -> Result<Rollup> {
        self.settle();
        let mut rollup = Rollup::new(config)?;
        rollup.add_counters(&self);
        let services = self.services.into_entries();
        for entry in services {
            let service = entry.value.get().recapped(&rollup.config);
            rollup.add_service(&entry.name, service);
        }
        if let Some(other) = &self.other {
            let other = other.get().recapped(&rollup.config);
            rollup.other_mut().merge(&other);
        }
        rollup.settled = false;
        rollup.settle();
        Ok(rollup)
    }
}

impl ServiceRollup {
    fn recapped(&self, config: &RollupConfig) -> ServiceRollup {
        let mut service = ServiceRollup::sum(config, &[self]);
        service.releases.merge_first(&self.releases);
        for group in service.groups.values_mut().chain(service.ungraded.values_mut()) {
            if let Some((_, text)) = &mut group.sample.found {
                *text = cut(text, config.max_sample_bytes).into();
            }
        }
        service
    }
}
