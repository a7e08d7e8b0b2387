//! Deployments of logs that record none: the first line of a service that bears another release.
//!
//! Of every service and release the earliest line is kept, which does not depend on the order of the lines, nor on how
//! many threads read them. While old and new run beside each other nothing is new: one release is deployed once. Going
//! back to a release that was there before is not seen.
//!
//! A log that recorded a deployment of the service by then needs no such guess, and within its first hour nothing tells a
//! new release from one that was there all along.

use std::collections::BTreeMap;

use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{EventRef, Rollup, Timestamp};

/// Releases kept of a service, those that came first: more are no releases of a service, and cost memory.
const MOST_RELEASES: usize = 1024;
/// Services with releases; where there are more, nothing is kept at all, as it would depend on the order.
const MOST_SERVICES: usize = 10_000;
/// Bytes of a release that are compared and kept.
const RELEASE_BYTES: usize = 200;
/// Places of the cache of what came last; a power of two.
const PLACES: usize = 256;

/// When each release of each service was first seen.
#[derive(Default)]
pub(super) struct Releases {
    services: BTreeMap<Box<str>, BTreeMap<Box<str>, Timestamp>>,
    too_many: bool,
    /// What most lines repeat: a service with its release, and since when that is known.
    last: Vec<(Box<str>, Box<str>, Timestamp)>,
}

fn place(service: &str) -> usize {
    let bytes = service.as_bytes();
    let ends = [bytes.first(), bytes.last()].map(|byte| usize::from(byte.copied().unwrap_or_default()));
    (bytes.len() * 31 + ends[0] * 7 + ends[1]) % PLACES
}

impl Releases {
    /// Notes the release of an event.
    #[inline]
    pub(super) fn observe(&mut self, event: &EventRef<'_>) {
        let Some(release) = event.release else { return };
        let known = self.last.get(place(event.service));
        let is_known = known.is_some_and(|(service, last, first)| {
            event.timestamp >= *first && **service == *event.service && **last == *release
        });
        if !is_known && !release.is_empty() {
            self.note(event.service, release, event.timestamp);
        }
    }

    #[cold]
    fn note(&mut self, service: &str, release: &str, at: Timestamp) {
        // Before 1970 nothing is counted either.
        if self.too_many || at < Timestamp::clamped(0) {
            return;
        }
        let kept = &release[..release.floor_char_boundary(RELEASE_BYTES)];
        // A place that another service holds stays its own, so that two of one place do not take turns.
        let first = self.services.get(service).and_then(|releases| releases.get(kept));
        let is_held =
            |(other, ..): &(Box<str>, Box<str>, Timestamp)| !other.is_empty() && **other != *service;
        if first.is_some_and(|first| *first <= at) && self.last.get(place(service)).is_some_and(is_held) {
            return;
        }
        if !self.services.contains_key(service) {
            self.services.insert(service.into(), BTreeMap::default());
        }
        if let Some(releases) = self.services.get_mut(service) {
            earlier(releases, kept, at);
        }
        self.check();
        if self.last.is_empty() {
            self.last = vec![Default::default(); PLACES];
        }
        self.last[place(service)] = (service.into(), release.into(), at);
    }

    fn check(&mut self) {
        if self.services.len() > MOST_SERVICES {
            self.too_many = true;
            self.services.clear();
        }
    }

    /// Adds what another thread saw.
    pub(super) fn merge(&mut self, other: Releases) {
        self.too_many |= other.too_many;
        for (service, theirs) in other.services {
            let own = self.services.entry(service).or_default();
            theirs.iter().for_each(|(release, at)| earlier(own, release, *at));
        }
        if self.too_many {
            self.services.clear();
        }
        self.check();
    }

    /// Notes in a settled rollup what was deployed; settles it again.
    pub(super) fn deploy(self, rollup: &mut Rollup) {
        let mut found: Vec<(Box<str>, Box<str>, Timestamp)> = Vec::new();
        for (service, releases) in self.services.into_iter().filter(|(_, releases)| releases.len() > 1) {
            let Some(own) = rollup.service(&service) else { continue };
            let Some(known) = own.first().map(|first| first.plus_ms(HOUR_MS)) else { continue };
            // Until the end of its minute: a line of the deployment and the first of the release come together.
            let is_recorded =
                |at: Timestamp| own.deployments().between(Timestamp::MIN, at.bucket_end(MINUTE_MS)) > 0;
            let first = releases.values().min().copied();
            for (release, at) in releases {
                if Some(at) != first && at >= known && !is_recorded(at) {
                    found.push((service.clone(), release, at));
                }
            }
        }
        if !found.is_empty() {
            found.iter().for_each(|(service, release, at)| rollup.note_deployment(service, *at, release));
            rollup.settle();
        }
    }
}

/// Keeps the earliest time of a release, and the releases that came first: what is left out came later than as many others,
/// whatever comes.
fn earlier(releases: &mut BTreeMap<Box<str>, Timestamp>, release: &str, at: Timestamp) {
    if let Some(first) = releases.get_mut(release) {
        *first = (*first).min(at);
        return;
    }
    releases.insert(release.into(), at);
    if releases.len() > MOST_RELEASES {
        let latest = releases.iter().max_by_key(|(name, at)| (**at, (*name).clone()));
        if let Some(name) = latest.map(|(name, _)| name.clone()) {
            releases.remove(&name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use errpredict::{EventKind, RollupConfig, Severity};

    const MINUTES: i64 = 60_000;

    /// Lines of `shop` at minutes, with their releases; `None` for a line of a deployment.
    fn found(lines: &[(i64, Option<&str>)]) -> Vec<(i64, String)> {
        let fold = |lines: &mut dyn Iterator<Item = &(i64, Option<&str>)>, parts: usize| {
            let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
            let mut releases: Vec<Releases> = (0..parts).map(|_| Releases::default()).collect();
            for (n, (minute, release)) in lines.enumerate() {
                let at = Timestamp::clamped(1_767_225_600_000 + minute * MINUTES);
                let mut event = EventRef::new(at, "shop", Severity::Info, "");
                event.release = *release;
                if release.is_none() {
                    event.kind = EventKind::Deployment;
                }
                rollup.observe(event);
                releases[n % parts].observe(&event);
            }
            rollup.settle();
            let mut all = releases.remove(0);
            releases.into_iter().for_each(|other| all.merge(other));
            all.deploy(&mut rollup);
            rollup
        };
        let mut one = fold(&mut lines.iter(), 1);
        // In any order, on any number of threads: the same to the byte.
        assert_eq!(fold(&mut lines.iter().rev(), 1).save(), one.save());
        assert_eq!(fold(&mut lines.iter(), 3).save(), one.save());
        let own = one.service("shop").unwrap();
        assert_eq!(own.events().total(), lines.len() as u64, "no line is made up");
        let minute = |at: Timestamp| (at.ms() - 1_767_225_600_000) / MINUTES;
        own.releases().map(|(at, release)| (minute(at), release.to_owned())).collect()
    }

    #[test]
    fn a_changed_release_is_one_deployment() {
        let old = (0..200).step_by(10).map(|minute| (minute, Some("1.8")));
        let new = (200..300).step_by(10).map(|minute| (minute, Some("1.9")));
        // Rolled out while the old one still answers, and gone back to in the end.
        let mixed = (195..260).step_by(7).map(|minute| (minute, Some("1.8")));
        let lines: Vec<_> = old.clone().chain(new).chain(mixed).collect();
        let one = vec![(200, "1.9".to_owned())];
        for (lines, expected, why) in [
            (lines, one.clone(), "rolled out"),
            (old.clone().collect(), vec![], "one release"),
            (old.clone().chain([(30, Some("1.7"))]).collect(), vec![], "in its first hour"),
            (old.clone().chain([(199, None), (200, Some("1.9"))]).collect(), vec![], "recorded by a line"),
            // What is recorded later is not known yet.
            (old.chain([(200, Some("1.9")), (250, None)]).collect(), one, "recorded later"),
        ] {
            assert_eq!(found(&lines), expected, "{why}");
        }
    }

    #[test]
    fn those_that_came_first_are_kept_in_any_order() {
        let name = |n: usize| format!("r{n}");
        let kept = |order: &mut dyn Iterator<Item = usize>| {
            let mut releases = BTreeMap::new();
            order.for_each(|n| earlier(&mut releases, &name(n), Timestamp::clamped(n as i64 * 1000)));
            releases
        };
        let n = MOST_RELEASES + 50;
        let there = kept(&mut (0..n));
        assert_eq!(there, kept(&mut (0..n).rev()));
        assert!(there.len() == MOST_RELEASES && !there.contains_key(&*name(MOST_RELEASES)));
    }
}
