//! A rollup made ready for features: counts of groups added up once, decayed sums and spans stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::class::{TypeClass, type_class};
use crate::clock::Clock;
use crate::error::Result;
use crate::event::Severity;
use crate::rollup::{Cells, Rollup, ServiceRollup};
use crate::time::{MINUTE_MS, Timestamp};

use super::counts::{Checkpoints, Decay, Merged, Steps, Track, seen_spans};
use super::registry::DECAYED;
use super::set::FeatureSet;
use super::statics::Statics;
use super::windows::HOUR;

pub(super) const N_SEVERITIES: usize = Severity::ALL.len();
pub(super) const N_CLASSES: usize = TypeClass::ALL.len();
pub(super) const N_DECAYED: usize = DECAYED.len();

/// A service counts as heard from for 30 days after an event.
pub(super) const HEARD_H: u32 = 720;
/// Windows of the shares of a group's services with a critical event.
pub(super) const SHARE_WINDOWS_H: [u32; 4] = [1, 6, 24, 168];

/// One service as the features read it.
#[derive(Debug)]
pub(super) struct ServiceSource<'a> {
    pub(super) rollup: Option<&'a ServiceRollup>,
    /// Most severe first, as in the registry.
    pub(super) severities: [Track<'a>; N_SEVERITIES],
    pub(super) types: Vec<TypeSource<'a>>,
    pub(super) decayed: [Track<'a>; N_DECAYED],
    pub(super) stored: Arc<Stored>,
}

/// What is stored of one service beside its counts.
#[derive(Debug)]
pub(super) struct Stored {
    /// Of each of its types the class, and the place among the common types.
    types: Vec<(Option<TypeClass>, Option<usize>)>,
    pub(super) checkpoints: [Checkpoints; N_DECAYED],
    /// Every bucket of every error group, by time: (end, group, count).
    pub(super) group_cells: Vec<(u32, u32, u32)>,
    pub(super) n_groups: usize,
    /// When each error group was first seen, ascending, as the end of the minute.
    pub(super) group_firsts: Vec<u32>,
    pub(super) statics: Vec<f64>,
    pub(super) group: usize,
    /// The services it depends on, as places in [`Ready::services`].
    pub(super) upstream: Vec<usize>,
}

/// One error type of a service.
#[derive(Debug)]
pub(super) struct TypeSource<'a> {
    pub(super) track: Track<'a>,
    pub(super) class: Option<TypeClass>,
    /// Its place among the common types.
    pub(super) slot: Option<usize>,
}

/// A group of services as the features read it.
#[derive(Debug, Default)]
pub(super) struct GroupSource {
    pub(super) severities: [Merged; N_SEVERITIES],
    pub(super) types: Vec<Merged>,
    pub(super) decayed: [Merged; N_DECAYED],
    pub(super) checkpoints: [Checkpoints; N_DECAYED],
    pub(super) heard: Steps,
    pub(super) critical: [Steps; SHARE_WINDOWS_H.len()],
    pub(super) failing: Steps,
}

/// All services and groups, ready; what is borrowed of the rollup stands in [`Sources`].
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) set: FeatureSet,
    pub(super) names: Vec<String>,
    pub(super) decay: Decay,
    pub(super) clock: Clock,
    services: Vec<Arc<Stored>>,
    /// A service nobody ever heard of, in the group `""`.
    unknown: Arc<Stored>,
    pub(super) index: BTreeMap<String, usize>,
    pub(super) groups: Vec<GroupSource>,
}

impl Ready {
    /// # Errors
    /// `invalid_setting` for a zone that is not known.
    pub(super) fn new(rollup: &Rollup, statics: &Statics, set: FeatureSet) -> Result<Self> {
        let clock = Clock::new(set.zone(), &[])?;
        let decay = Decay::new();
        let mut names: Vec<&str> =
            rollup.services().map(|(name, _)| name).chain(statics.services()).collect();
        names.sort_unstable();
        names.dedup();
        let mut group_index = BTreeMap::new();
        for name in &names {
            group_index.insert(statics.group(name), 0);
        }
        group_index.values_mut().enumerate().for_each(|(i, group)| *group = i);
        let index: BTreeMap<String, usize> =
            names.iter().enumerate().map(|(i, name)| ((*name).to_owned(), i)).collect();
        let services: Vec<Arc<Stored>> = names
            .iter()
            .map(|name| {
                let upstream = statics.depends_on(name).iter();
                Arc::new(Stored {
                    statics: statics.encoded(name, set.attributes()),
                    group: group_index.get(statics.group(name)).copied().unwrap_or(0),
                    upstream: upstream.filter_map(|name| index.get(name).copied()).collect(),
                    ..Stored::new(rollup.service(name), &set, &decay)
                })
            })
            .collect();
        let unknown = Arc::new(Stored {
            statics: statics.encoded("", set.attributes()),
            group: group_index.get("").copied().unwrap_or(usize::MAX),
            ..Stored::new(None, &set, &decay)
        });
        let views: Vec<ServiceSource<'_>> =
            names.iter().zip(&services).map(|(name, stored)| stored.of(rollup.service(name))).collect();
        let mut members = vec![Vec::new(); group_index.len()];
        views.iter().for_each(|service| members[service.stored.group].push(service));
        let groups = members.iter().map(|members| GroupSource::new(members, &set, &decay)).collect();
        Ok(Ready { names: set.names(), set, decay, clock, services, unknown, index, groups })
    }
}

/// What is ready, beside the counts of the rollup it was made of.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    pub(super) ready: Arc<Ready>,
    pub(super) services: Vec<ServiceSource<'a>>,
    pub(super) unknown: ServiceSource<'a>,
}

impl<'a> Sources<'a> {
    /// The rollup must be the one that was made ready.
    pub(super) fn new(rollup: &'a Rollup, ready: &Arc<Ready>) -> Self {
        // The places in the index are those in the order of the names.
        let services = ready.index.keys().zip(&ready.services);
        Sources {
            services: services.map(|(name, stored)| stored.of(rollup.service(name))).collect(),
            unknown: ready.unknown.of(None),
            ready: Arc::clone(ready),
        }
    }
}

fn track(cells: &Cells) -> Track<'_> {
    Track::new(cells)
}

impl Stored {
    fn new(rollup: Option<&ServiceRollup>, set: &FeatureSet, decay: &Decay) -> Self {
        let decayed = decayed(rollup);
        let mut group_cells = Vec::new();
        let mut group_firsts = Vec::new();
        for (i, (_, group)) in rollup.iter().flat_map(|service| service.groups()).enumerate() {
            let cells = track(group.cells()).cells();
            group_cells
                .extend(cells.map(|(end, count)| (end, i as u32, u32::try_from(count).unwrap_or(u32::MAX))));
            group_firsts.push(minute(group.first().bucket_end(MINUTE_MS)));
        }
        group_cells.sort_by_key(|(end, _, _)| *end);
        group_firsts.sort_unstable();
        let slot = |name: &str| set.types().iter().position(|common| common == name);
        let types = rollup.iter().flat_map(|service| service.types());
        Stored {
            types: types.map(|(name, _)| (type_class(name), slot(name))).collect(),
            checkpoints: decayed.map(|track| Checkpoints::new(track, decay)),
            group_cells,
            n_groups: group_firsts.len(),
            group_firsts,
            statics: Vec::new(),
            group: 0,
            upstream: Vec::new(),
        }
    }

    /// With the counts of that service.
    fn of<'a>(self: &Arc<Self>, rollup: Option<&'a ServiceRollup>) -> ServiceSource<'a> {
        let cells = rollup.iter().flat_map(|service| service.types());
        let types = cells
            .zip(&self.types)
            .map(|((_, cells), &(class, slot))| TypeSource { track: track(cells), class, slot })
            .collect();
        ServiceSource {
            rollup,
            severities: severities(rollup),
            types,
            decayed: decayed(rollup),
            stored: Arc::clone(self),
        }
    }
}

/// Most severe first.
fn severities(rollup: Option<&ServiceRollup>) -> [Track<'_>; N_SEVERITIES] {
    let mut tracks = Severity::ALL
        .map(|severity| rollup.map_or(Track::default(), |service| track(service.severity(severity))));
    tracks.reverse();
    tracks
}

fn decayed(rollup: Option<&ServiceRollup>) -> [Track<'_>; N_DECAYED] {
    rollup.map_or_else(Default::default, |service| {
        let counted = [service.events(), service.errors(), service.severity(Severity::Critical)];
        counted.map(track)
    })
}

impl GroupSource {
    fn new(members: &[&ServiceSource<'_>], set: &FeatureSet, decay: &Decay) -> Self {
        let severities =
            std::array::from_fn(|i| Merged::new(members.iter().map(|member| member.severities[i])));
        let types = (0..set.types().len()).map(|slot| {
            let of_type =
                members.iter().flat_map(|member| &member.types).filter(|known| known.slot == Some(slot));
            Merged::new(of_type.map(|known| known.track))
        });
        let decayed: [Merged; N_DECAYED] =
            std::array::from_fn(|i| Merged::new(members.iter().map(|member| member.decayed[i])));
        let checkpoints = std::array::from_fn(|i| Checkpoints::new(decayed[i].track(), decay));
        let spans = |hours: u32, of: &dyn Fn(&ServiceSource<'_>) -> Vec<u32>| {
            let mut changes = Vec::new();
            members.iter().for_each(|member| seen_spans(&of(member), hours, &mut changes));
            Steps::new(changes)
        };
        let critical =
            SHARE_WINDOWS_H.map(|hours| spans(hours, &|member| member.severities[0].ends.to_vec()));
        let mut failing = Vec::new();
        members.iter().for_each(|member| failing_spans(member, &mut failing));
        GroupSource {
            severities,
            types: types.collect(),
            heard: spans(HEARD_H, &|member| member.decayed[0].ends.to_vec()),
            critical,
            failing: Steps::new(failing),
            decayed,
            checkpoints,
        }
    }
}

/// The spans in which a service's newest event is critical, each at most as long as it counts as heard from.
fn failing_spans(service: &ServiceSource<'_>, changes: &mut Vec<(u32, i32)>) {
    let (events, critical) = (service.decayed[0], service.severities[0]);
    let mut next = 0;
    for end in critical.ends {
        // The first later minute with events but no critical one ends the span; consecutive critical minutes join.
        while next < events.ends.len() && events.ends[next] <= *end {
            next += 1;
        }
        let longest = end.saturating_add(HEARD_H * HOUR);
        let until = events.ends.get(next).map_or(longest, |later| longest.min(*later));
        if until > *end {
            changes.extend([(*end, 1), (until, -1)]);
        }
    }
}

/// A time as minutes since 1970.
pub(super) fn minute(at: Timestamp) -> u32 {
    at.ms().div_euclid(MINUTE_MS).clamp(0, i64::from(u32::MAX)) as u32
}
