//! Taking a service or a person's text out of what was counted.
//!
//! Counts by time say nothing of a person, and of users and endpoints only the number is kept. Names of services and error
//! types, releases and one sample message of each group are text.

use std::sync::Arc;

use crate::time::Timestamp;

use super::Rollup;
use super::group::Sample;
use super::names::{bounded, cut};
use super::service::ServiceRollup;

impl Rollup {
    /// Takes out a service with all it counted, also from the sum of all services; `false` if there is none of that name.
    ///
    /// What was counted while it was over the cap is part of [`Rollup::other`] and cannot be told apart any more.
    /// [`Rollup::observed`] goes on counting its events. The rollup is settled.
    pub fn remove_service(&mut self, name: &str) -> bool {
        self.settle();
        let name = bounded(name, self.config.max_name_bytes).into_owned();
        let is_removed = self.services.retain(|entry| *entry.name != *name);
        if is_removed {
            self.settled = false;
            self.settle();
        }
        is_removed
    }

    /// Rewrites every sample message, such as to take a person's name out of it. The rollup is settled.
    pub fn redact(&mut self, redacted: impl Fn(&str) -> String) {
        let max_bytes = self.config.max_sample_bytes;
        self.change_samples(|sample| {
            if let Some((_, text)) = &mut sample.found {
                let new = redacted(text);
                if *new != **text {
                    *text = Arc::from(cut(&new, max_bytes));
                }
            }
        });
    }

    /// Forgets the sample messages of events before a time; a group shows a newer one when it next has one. The rollup is
    /// settled.
    pub fn drop_samples_before(&mut self, at: Timestamp) {
        self.change_samples(|sample| {
            sample.found = sample.found.take().filter(|(found_at, _)| *found_at >= at)
        });
    }

    fn change_samples(&mut self, change: impl Fn(&mut Sample)) {
        self.settle();
        self.each_mut().for_each(|service| service.change_samples(&change));
        // Of several samples the system has the earliest, or the smallest: which that is may have changed.
        self.settled = false;
        self.settle();
    }
}

impl ServiceRollup {
    fn change_samples(&mut self, change: impl Fn(&mut Sample)) {
        let groups = self.groups.values_mut().chain(self.ungraded.values_mut());
        groups.for_each(|group| change(&mut group.sample));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;

    fn rollup(services: &[&str]) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for i in 0..200_i64 {
            let service = ["shop", "bank", "post"][i as usize % 3];
            if services.contains(&service) {
                let message = format!("user {} of {service} failed", ["ann", "bob"][i as usize % 2]);
                let at = Timestamp::clamped(1_700_000_000_000 + i * 1_000_000);
                let severity = (i % 5 > 0).then_some(Severity::High);
                rollup.observe(EventRef {
                    message: Some(&message),
                    ..EventRef::new(at, service, severity, "T")
                });
            }
        }
        rollup.settle();
        rollup
    }

    fn contains(rollup: &mut Rollup, text: &str) -> bool {
        rollup.save().windows(text.len()).any(|part| part == text.as_bytes())
    }

    #[test]
    fn a_service_is_as_if_it_had_never_been() {
        let mut erased = rollup(&["shop", "bank", "post"]);
        assert!(erased.remove_service("bank"));
        assert!(!erased.remove_service("bank"), "it is gone");
        assert!(!contains(&mut erased, "bank"));
        let never = rollup(&["shop", "post"]);
        assert!(erased.system() == never.system() && erased.services().eq(never.services()));
        assert_eq!(erased.observed(), 200);
        // The map goes on: what is there is found, what comes anew is added.
        erased.observe(EventRef::new(Timestamp::clamped(1_800_000_000_000), "post", Severity::High, "T"));
        erased.settle();
        assert_eq!(erased.services().len(), 2);
    }

    #[test]
    fn text_of_a_person_is_rewritten_everywhere() {
        let mut rollup = rollup(&["shop", "bank"]);
        assert!(contains(&mut rollup, "ann") && contains(&mut rollup, "bob"));
        rollup.redact(|text| text.replace("ann", "<user>").replace("bob", "<user>"));
        assert!(!contains(&mut rollup, "ann") && !contains(&mut rollup, "bob"));
        assert!(contains(&mut rollup, "user <user> of shop failed"));
        let system: Vec<&str> = rollup.system().groups().map(|(_, group)| group.sample()).collect();
        assert!(!system.is_empty() && system.iter().all(|text| text.contains("<user>")), "{system:?}");
    }

    #[test]
    fn old_samples_are_forgotten_and_new_ones_come() {
        let mut rollup = rollup(&["shop"]);
        let end = rollup.last().unwrap();
        rollup.drop_samples_before(end.plus_ms(1));
        assert!(rollup.system().groups().all(|(_, group)| group.sample().is_empty()));
        let again = EventRef {
            message: Some("user ann of shop failed"),
            ..EventRef::new(end, "shop", Severity::High, "T")
        };
        rollup.observe(again);
        rollup.settle();
        let shop = rollup.service("shop").unwrap();
        assert_eq!(shop.groups().filter(|(_, group)| !group.sample().is_empty()).count(), 1);
    }
}
