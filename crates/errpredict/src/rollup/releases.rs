//! Releases of a service: those its deployments named, and those its events bear.
//!
//! Many logs record no deployment, and each of their lines bears a release. The first event of another release is then taken
//! for its deployment. Of each release the earliest event is kept, which does not depend on the order of events; the
//! deployments that follow from it are computed whenever the rollup is settled, and never stored.
//!
//! While old and new run beside each other nothing is new: one release is deployed once. Going back to a release that was
//! there before is not seen. A service that recorded a deployment by then needs no such guess, and within its first hour
//! nothing tells a new release from one that was there all along.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::error::Result;
use crate::event::EventRef;
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::bytes::{Input, corrupt, put, put_text, put_time};
use super::cells::Cells;
use super::minutes::minute_end;
use super::names::cut;
use super::tiers::Tiers;

/// How many of the newest deployments are remembered with their release.
const DEPLOYMENTS_KEPT: usize = 32;
/// Releases kept by their first event, those that came first: more are no releases of a service, and cost memory.
const FIRST_KEPT: usize = 256;
/// Bytes of a release that are compared and kept.
const RELEASE_BYTES: usize = 200;

/// What is known of the releases of a service.
#[derive(Debug, Clone, Default)]
pub(super) struct Releases {
    /// The newest recorded deployments that named one.
    recorded: BTreeSet<(Timestamp, Arc<str>)>,
    /// When each release was first borne by an event that is no deployment.
    first: BTreeMap<Arc<str>, Timestamp>,
    /// What most events repeat: a release, and a time since which it is known.
    last: Option<(Arc<str>, Timestamp)>,
    /// What was deployed without a record, as of the last time it was settled.
    changes: Option<Box<Changes>>,
}

/// Deployments that only a changed release tells.
#[derive(Debug, Clone, Default)]
struct Changes {
    /// These alone.
    found: BTreeSet<(Timestamp, Arc<str>)>,
    /// With the recorded ones: all, and the newest that named a release.
    all: Cells,
    named: BTreeSet<(Timestamp, Arc<str>)>,
}

impl Releases {
    /// Notes a recorded deployment.
    pub(super) fn record(&mut self, at: Timestamp, release: &str, max_bytes: usize) {
        self.recorded.insert((at, cut(release, max_bytes).into()));
        keep_newest(&mut self.recorded);
    }

    /// Notes the release that an event bears.
    #[inline]
    pub(super) fn see(&mut self, event: &EventRef<'_>) {
        let Some(release) = event.release else { return };
        let is_known =
            self.last.as_ref().is_some_and(|(last, since)| event.timestamp >= *since && **last == *release);
        if !is_known {
            self.note(release, event.timestamp);
        }
    }

    #[cold]
    fn note(&mut self, release: &str, at: Timestamp) {
        let release = cut(release, RELEASE_BYTES);
        if release.is_empty() {
            return;
        }
        let name = match self.first.get_key_value(release) {
            Some((name, first)) if *first <= at => Arc::clone(name),
            _ => {
                let name: Arc<str> = release.into();
                self.earlier(&name, at);
                name
            }
        };
        self.last = Some((name, at));
    }

    /// Keeps the earliest time of a release, and the releases that came first: what is left out came later than as many
    /// others, whatever comes.
    fn earlier(&mut self, release: &Arc<str>, at: Timestamp) {
        let first = self.first.entry(Arc::clone(release)).or_insert(at);
        *first = (*first).min(at);
        if self.first.len() > FIRST_KEPT {
            let latest = self.first.iter().max_by(|a, b| (a.1, a.0).cmp(&(b.1, b.0)));
            if let Some(name) = latest.map(|(name, _)| Arc::clone(name)) {
                self.first.remove(&name);
            }
        }
    }

    /// Adds what another part of the same events recorded.
    pub(super) fn merge_recorded(&mut self, other: &Releases) {
        self.recorded.extend(other.recorded.iter().cloned());
        keep_newest(&mut self.recorded);
    }

    /// Adds when another part of the events of the same service first saw each release.
    pub(super) fn merge_first(&mut self, other: &Releases) {
        other.first.iter().for_each(|(release, at)| self.earlier(release, *at));
    }

    /// Computes what was deployed without a record.
    pub(super) fn settle(&mut self, first_event: Option<Timestamp>, recorded: &Cells, tiers: &Tiers) {
        self.changes = None;
        if self.first.len() < 2 {
            return;
        }
        let known = first_event.map(|first| first.plus_ms(HOUR_MS));
        let earliest = self.first.values().min().copied();
        // Until the end of its minute: an event of the deployment and the first of the release come together.
        let is_recorded = |at: Timestamp| recorded.between(Timestamp::MIN, at.bucket_end(MINUTE_MS)) > 0;
        let new = self.first.iter().filter(|(_, at)| {
            Some(**at) != earliest && known.is_some_and(|known| **at >= known) && !is_recorded(**at)
        });
        let found = new.map(|(release, at)| (*at, Arc::clone(release))).collect();
        self.change(found, recorded, tiers);
    }

    /// The same of all services together, each of which has its own.
    pub(super) fn settle_sum<'a>(
        &mut self,
        parts: impl Iterator<Item = &'a Releases>,
        recorded: &Cells,
        tiers: &Tiers,
    ) {
        self.changes = None;
        let found =
            parts.filter_map(|part| part.changes.as_deref()).flat_map(|part| part.found.iter().cloned());
        let found = found.collect();
        self.change(found, recorded, tiers);
    }

    fn change(&mut self, found: BTreeSet<(Timestamp, Arc<str>)>, recorded: &Cells, tiers: &Tiers) {
        if found.is_empty() {
            return;
        }
        let mut all = recorded.clone();
        found.iter().filter_map(|(at, _)| minute_end(*at)).for_each(|minute| all.add_many(minute, 1));
        all.settle(tiers);
        let mut named = self.recorded.clone();
        named.extend(found.iter().cloned());
        keep_newest(&mut named);
        self.changes = Some(Box::new(Changes { found, all, named }));
    }

    /// All deployments, where some of them are not recorded.
    pub(super) fn deployments(&self) -> Option<&Cells> {
        self.changes.as_ref().map(|changes| &changes.all)
    }

    /// The newest deployments that named a release, oldest first.
    pub(super) fn named(&self) -> impl DoubleEndedIterator<Item = (Timestamp, &str)> + '_ {
        let named = self.changes.as_ref().map_or(&self.recorded, |changes| &changes.named);
        named.iter().map(|(at, release)| (*at, &**release))
    }

    /// The times of everything that is kept.
    pub(super) fn times(&self) -> impl Iterator<Item = Timestamp> + '_ {
        self.recorded.iter().map(|(at, _)| *at).chain(self.first.values().copied())
    }

    /// What of it has its time where `is_inside` says.
    pub(super) fn part(&self, is_inside: impl Fn(Timestamp) -> bool) -> Releases {
        Releases {
            recorded: self.recorded.iter().filter(|(at, _)| is_inside(*at)).cloned().collect(),
            first: self
                .first
                .iter()
                .filter(|(_, at)| is_inside(**at))
                .map(|(name, at)| (Arc::clone(name), *at))
                .collect(),
            ..Releases::default()
        }
    }

    /// Bytes held on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        /// A node's share of keys and links.
        const NODE: usize = 48;
        let changes = self.changes.as_ref().map_or(0, |changes| {
            size_of::<Changes>()
                + changes.all.heap_bytes()
                + (changes.found.len() + changes.named.len()) * NODE
        });
        let recorded: usize = self.recorded.iter().map(|(_, release)| release.len() + NODE).sum();
        let first: usize = self.first.keys().map(|release| release.len() + NODE).sum();
        recorded + first + changes
    }

    pub(super) fn put(&self, out: &mut Vec<u8>, with_first: bool) {
        put(out, self.recorded.len() as u64);
        for (at, release) in &self.recorded {
            put_time(out, *at);
            put_text(out, release);
        }
        if with_first {
            put(out, self.first.len() as u64);
            for (release, at) in &self.first {
                put_time(out, *at);
                put_text(out, release);
            }
        }
    }

    pub(super) fn read(input: &mut Input<'_>, with_first: bool) -> Result<Releases> {
        let mut releases = Releases::default();
        for _ in 0..input.length()? {
            let at = input.time()?;
            releases.recorded.insert((at, input.text()?.into()));
        }
        if with_first {
            for _ in 0..input.length()? {
                let at = input.time()?;
                let release = input.text()?;
                if release.is_empty() || releases.first.insert(release.into(), at).is_some() {
                    return Err(corrupt(format!("the release `{release}` is empty or stands there twice")));
                }
            }
            if releases.first.len() > FIRST_KEPT {
                return Err(corrupt(format!("more than {FIRST_KEPT} releases of a service")));
            }
        }
        Ok(releases)
    }
}

/// Equal when everything that is stored is equal: the rest follows from it and from the counts.
impl PartialEq for Releases {
    fn eq(&self, other: &Self) -> bool {
        self.recorded == other.recorded && self.first == other.first
    }
}

fn keep_newest(deployments: &mut BTreeSet<(Timestamp, Arc<str>)>) {
    while deployments.len() > DEPLOYMENTS_KEPT {
        deployments.pop_first();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventKind, Severity};
    use crate::rollup::{Rollup, RollupConfig};

    const START: i64 = 1_767_225_600_000;

    /// Lines of `shop` at minutes, with their releases; `None` for a line of a deployment.
    fn found(lines: &[(i64, Option<&str>)]) -> Vec<(i64, String)> {
        let roll = |lines: &mut dyn Iterator<Item = &(i64, Option<&str>)>| {
            let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
            for (minute, release) in lines {
                let at = Timestamp::clamped(START + minute * MINUTE_MS);
                let mut event = EventRef::new(at, "shop", Severity::Info, "");
                event.release = *release;
                if release.is_none() {
                    event.kind = EventKind::Deployment;
                }
                rollup.observe(event);
            }
            rollup.settle();
            rollup
        };
        let mut one = roll(&mut lines.iter());
        let bytes = one.save();
        // In any order, in parts, from bytes and from rows: the same to the byte, with the same deployments.
        let mut parts = roll(&mut lines.iter().step_by(2));
        parts.merge(roll(&mut lines.iter().skip(1).step_by(2))).unwrap();
        parts.settle();
        let rows = one.rows_by_day();
        let deployed = |rollup: &Rollup| {
            let own = rollup.service("shop").unwrap();
            let minute = |at: Timestamp| (at.ms() - START) / MINUTE_MS;
            let named: Vec<(i64, String)> =
                own.releases().map(|(at, release)| (minute(at), release.to_owned())).collect();
            assert_eq!(rollup.system().deployments(), own.deployments());
            assert!(rollup.system().releases().eq(own.releases()));
            (named, own.deployments().total())
        };
        for mut other in [
            roll(&mut lines.iter().rev()),
            parts,
            Rollup::load(&bytes).unwrap(),
            Rollup::from_rows(rows.iter().map(|row| &row.bytes[..])).unwrap(),
        ] {
            assert_eq!(other.save(), bytes);
            assert_eq!(deployed(&other), deployed(&one));
        }
        let own = one.service("shop").unwrap();
        assert_eq!(own.events().total(), lines.len() as u64, "no line is made up");
        let recorded = lines.iter().filter(|(_, release)| release.is_none()).count();
        let (named, total) = deployed(&one);
        assert_eq!(total, (named.len() + recorded) as u64);
        named
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
            (old.clone().chain([(200, Some("1.9")), (250, None)]).collect(), one, "recorded later"),
            // Over midnight, so that each row has a day of its own.
            (
                old.map(|(minute, release)| (minute + 1400, release)).chain([(1700, Some("1.9"))]).collect(),
                vec![(1700, "1.9".to_owned())],
                "over two days",
            ),
        ] {
            assert_eq!(found(&lines), expected, "{why}");
        }
    }

    #[test]
    fn those_that_came_first_are_kept_in_any_order() {
        let kept = |order: &mut dyn Iterator<Item = usize>| {
            let mut releases = Releases::default();
            order.for_each(|n| releases.note(&format!("r{n}"), Timestamp::clamped(n as i64 * 1000)));
            releases.first
        };
        let n = FIRST_KEPT + 50;
        let there = kept(&mut (0..n));
        assert_eq!(there, kept(&mut (0..n).rev()));
        assert!(there.len() == FIRST_KEPT && !there.contains_key(&*format!("r{FIRST_KEPT}")));
    }

    #[test]
    fn a_service_that_is_gone_deployed_nothing() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (service, minute, release) in
            [("shop", 0, "1"), ("bank", 0, "1"), ("shop", 90, "2"), ("bank", 95, "2")]
        {
            let at = Timestamp::clamped(START + minute * MINUTE_MS);
            let event = EventRef::new(at, service, Severity::Info, "");
            rollup.observe(EventRef { release: Some(release), ..event });
        }
        rollup.settle();
        assert_eq!(rollup.system().deployments().total(), 2);
        assert!(rollup.remove_service("bank"));
        assert_eq!(rollup.system().deployments().total(), 1);
    }
}
