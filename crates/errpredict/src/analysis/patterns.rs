//! Patterns of the errors: templates and similar errors over the groups of all services, as a map beside the rollup.
//!
//! A rollup keeps one message of every error group, the earliest. Their templates are learnt in the order in which the
//! groups were first seen, so that looking again later gives every pattern the same first group. Groups that one
//! template covers are told together: the same message with another name in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::pattern::similar::{Decision, Scratch, Similar};
use crate::pattern::templates::{TemplateId, Templates};
use crate::rollup::{ErrorGroup, Rollup, ServiceRollup};
use crate::time::{DAY_MS, Timestamp};

/// Similar groups told per group.
const SIMILAR: usize = 3;
/// Services and error types named per pattern; the count says how many there are.
const NAMED: usize = 8;

/// What the messages of some error groups have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PatternSummary {
    /// The message with `<*>` for what varies; empty for groups without a message.
    pub template: String,
    /// The types of error, commonest first, at most 8.
    pub error_types: Vec<String>,
    /// The services it came in within the last 24 hours, by name, at most 8.
    pub services: Vec<String>,
    /// How many these are.
    pub n_services: u64,
    /// The error groups, oldest first.
    pub fingerprints: Vec<String>,
    /// When the first of them was seen.
    pub first_seen: Timestamp,
    /// Errors of the last 24 hours, in all services.
    pub errors_last_day: u64,
    /// Errors in the history looked at, in all services.
    pub errors: u64,
}

/// Another error group with nearly the same words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SimilarGroup {
    /// Its fingerprint.
    pub fingerprint: String,
    /// Its type of error.
    pub error_type: String,
    /// What it is called: its type, or what its messages have in common where it has none.
    #[serde(default)]
    pub label: String,
    /// Its services, by name, at most 8.
    pub services: Vec<String>,
    /// Similarity of type and message, 0 to 1.
    pub score: f64,
    /// Whether a person decided that the two are the same.
    pub decided: bool,
}

/// One error group of the whole system.
struct Known<'a> {
    fingerprint: Fingerprint,
    group: &'a ErrorGroup,
    template: TemplateId,
}

/// The patterns of all error groups seen by a time.
#[derive(Default)]
pub(super) struct Patterns<'a> {
    /// Oldest first.
    known: Vec<Known<'a>>,
    places: BTreeMap<Fingerprint, usize>,
    /// The services that have a group, by name, with what each has of it.
    services: BTreeMap<Fingerprint, Vec<(&'a str, &'a ErrorGroup)>>,
    templates: Templates,
    similar: Similar,
    decisions: BTreeMap<(u64, u64), bool>,
}

fn pair(one: u64, other: u64) -> (u64, u64) {
    (one.min(other), one.max(other))
}

/// The message with another number in the names that end in one, such as `v8` or `_5:`, which a fingerprint leaves out;
/// nothing where it has no such name.
fn with_other_names(message: &str) -> Option<String> {
    let other = |word: &str| {
        let name = word.trim_end_matches([':', ',', '.', ';', ')']);
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_name = !stem.is_empty()
            && stem.len() < name.len()
            && stem.chars().all(|c| c.is_ascii_alphabetic() || c == '_' || c == '-');
        let turn = |c: char| c.to_digit(10).map_or(c, |d| char::from(b'0' + ((d + 1) % 10) as u8));
        if is_name {
            stem.chars().chain(word[stem.len()..].chars().map(turn)).collect()
        } else {
            word.to_owned()
        }
    };
    let words: Vec<String> = message.split(' ').map(other).collect();
    let text = words.join(" ");
    (text != message).then_some(text)
}

/// The groups whose messages are told of: the errors, and of a service without any what states no level.
fn told_groups(
    service: &ServiceRollup,
    at: Timestamp,
) -> impl Iterator<Item = (Fingerprint, &ErrorGroup)> + '_ {
    let is_without = service.errors().first_end().is_none_or(|first| first > at);
    let ungraded = is_without.then(|| service.ungraded_groups()).into_iter().flatten();
    service.groups().chain(ungraded).filter(move |(_, group)| group.first() <= at)
}

impl<'a> Patterns<'a> {
    pub(super) fn new(rollup: &'a Rollup, at: Timestamp, decisions: &[Decision]) -> Self {
        let mut patterns = Patterns::default();
        for decision in decisions {
            let (Decision::Same(one, other) | Decision::Different(one, other)) = *decision;
            patterns.decisions.insert(pair(one, other), matches!(decision, Decision::Same(..)));
        }
        let told: BTreeSet<Fingerprint> = rollup
            .services()
            .flat_map(|(_, service)| told_groups(service, at))
            .map(|(fingerprint, _)| fingerprint)
            .collect();
        let of_all = rollup.system().groups().chain(rollup.system().ungraded_groups());
        let mut groups: Vec<_> =
            of_all.filter(|(fingerprint, group)| group.first() <= at && told.contains(fingerprint)).collect();
        groups.sort_by_key(|(fingerprint, group)| (group.first(), *fingerprint));
        for (place, (fingerprint, group)) in groups.into_iter().enumerate() {
            let template = patterns.templates.observe(group.sample_at(at));
            // One message is kept of each group; that others of it bear another number in a name its fingerprint says.
            if group.cells().between(Timestamp::MIN, at) > 1
                && let Some(other) = with_other_names(group.sample_at(at))
            {
                patterns.templates.observe(&other);
            }
            patterns.similar.add(
                fingerprint.0,
                0,
                &format!("{}\n{}", group.error_type(), group.sample_at(at)),
            );
            patterns.places.insert(fingerprint, place);
            patterns.known.push(Known { fingerprint, group, template });
        }
        patterns.similar.settle();
        for (name, service) in rollup.services() {
            for (fingerprint, group) in told_groups(service, at) {
                patterns.services.entry(fingerprint).or_default().push((name, group));
            }
        }
        patterns
    }

    /// The template of an error group, by the groups of all services.
    pub(super) fn template(&self, fingerprint: Fingerprint) -> Option<String> {
        let known = &self.known[*self.places.get(&fingerprint)?];
        self.templates.template(known.template).map(|template| template.text).filter(|text| !text.is_empty())
    }

    /// What a group is called: its type, or what its messages have in common; never empty.
    fn label(&self, fingerprint: Fingerprint) -> String {
        let known = self.places.get(&fingerprint).map(|&place| self.known[place].group.error_type());
        let named = known.filter(|error_type| !error_type.is_empty()).map(str::to_owned);
        let text = named.or_else(|| self.template(fingerprint));
        text.unwrap_or_else(|| "errors without a message".to_owned())
    }

    /// Whether a group states a type of error.
    pub(super) fn has_type(&self, fingerprint: Fingerprint) -> bool {
        let place = self.places.get(&fingerprint);
        place.is_some_and(|&place| !self.known[place].group.error_type().is_empty())
    }

    /// What the messages of a group have in common, where no other group of the service has the same in common: else the name
    /// would not tell them apart.
    pub(super) fn own_template(&self, fingerprint: Fingerprint, service: &str) -> Option<String> {
        let template = self.known[*self.places.get(&fingerprint)?].template;
        let is_shared = self.known.iter().any(|other| {
            other.template == template
                && other.fingerprint != fingerprint
                && self.is_of(other.fingerprint, service)
        });
        self.template(fingerprint).filter(|_| !is_shared)
    }

    /// Whether an older group of the service says the same with other words filled in: then what is new is a word.
    pub(super) fn was_known(&self, fingerprint: Fingerprint, service: &str, before: Timestamp) -> bool {
        let Some(&place) = self.places.get(&fingerprint) else { return false };
        let Known { group, template, .. } = &self.known[place];
        self.template(fingerprint).is_some()
            && self.known.iter().any(|older| {
                older.template == *template
                    && older.group.error_type() == group.error_type()
                    && older.group.first() < before
                    && self.is_of(older.fingerprint, service)
            })
    }

    /// The other groups most similar to one, of at least that similarity, and those a person called the same.
    pub(super) fn similar(
        &self,
        fingerprint: Fingerprint,
        least: f64,
        scratch: &mut Scratch,
    ) -> Vec<SimilarGroup> {
        let Some(&place) = self.places.get(&fingerprint) else { return Vec::new() };
        let told = |other: Fingerprint, score: f64, decided: bool| {
            let group = self.known[*self.places.get(&other)?].group;
            Some(SimilarGroup {
                fingerprint: other.to_string(),
                error_type: group.error_type().to_owned(),
                label: self.label(other),
                services: self
                    .services_of(&[other], |_| true)
                    .into_iter()
                    .take(NAMED)
                    .map(str::to_owned)
                    .collect(),
                score,
                decided,
            })
        };
        // What a person decided stands first and takes no place from what is merely alike.
        let same =
            self.decisions.iter().filter(|(_, same)| **same).filter_map(
                |((one, other), _)| match fingerprint.0 {
                    own if own == *one => Some(*other),
                    own if own == *other => Some(*one),
                    _ => None,
                },
            );
        let same: BTreeSet<u64> = same.collect();
        let score = |other: u64| {
            let all = self.similar.nearest_to(place, self.known.len(), 0.0, &mut Scratch::default());
            all.iter().find(|found| found.key == other).map_or(0.0, |found| found.score)
        };
        let mut groups: Vec<SimilarGroup> =
            same.iter().filter_map(|other| told(Fingerprint(*other), score(*other), true)).collect();
        let decided = |other: u64| self.decisions.contains_key(&pair(fingerprint.0, other));
        let n_decided = self.decisions.len();
        let alike = self.similar.nearest_to(place, SIMILAR + n_decided, least, scratch);
        let alike = alike.into_iter().filter(|found| !decided(found.key)).take(SIMILAR);
        groups.extend(alike.filter_map(|found| told(Fingerprint(found.key), found.score, false)));
        groups
    }

    /// The commonest patterns of the last 24 hours.
    pub(super) fn summaries(&self, from: Timestamp, at: Timestamp, most: usize) -> Vec<PatternSummary> {
        let day = at.plus_ms(-DAY_MS);
        let mut by_template: BTreeMap<TemplateId, Vec<&Known<'_>>> = BTreeMap::new();
        for known in &self.known {
            by_template.entry(self.templates.resolve(known.template)).or_default().push(known);
        }
        let count = |groups: &[&Known<'_>], after| -> u64 {
            groups.iter().map(|known| known.group.cells().between(after, at)).sum()
        };
        let mut common: Vec<_> = by_template
            .into_iter()
            .map(|(id, groups)| (count(&groups, day), id, groups))
            .filter(|(errors, ..)| *errors > 0)
            .collect();
        common.sort_by_key(|(errors, id, _)| (std::cmp::Reverse(*errors), *id));
        common.truncate(most);
        common
            .into_iter()
            .map(|(errors_last_day, id, groups)| {
                let fingerprints: Vec<Fingerprint> = groups.iter().map(|known| known.fingerprint).collect();
                let came = |group: &ErrorGroup| group.cells().between(day, at) > 0;
                let services = self.services_of(&fingerprints, came);
                let mut types: BTreeMap<&str, u64> = BTreeMap::new();
                for known in &groups {
                    *types.entry(known.group.error_type()).or_default() +=
                        known.group.cells().between(day, at);
                }
                let mut types: Vec<(&str, u64)> = types.into_iter().collect();
                types.sort_by_key(|(name, errors)| (std::cmp::Reverse(*errors), *name));
                PatternSummary {
                    template: self.templates.template(id).map_or(String::new(), |template| template.text),
                    error_types: types.into_iter().take(NAMED).map(|(name, _)| name.to_owned()).collect(),
                    n_services: services.len() as u64,
                    services: services.into_iter().take(NAMED).map(str::to_owned).collect(),
                    fingerprints: fingerprints.iter().map(Fingerprint::to_string).collect(),
                    first_seen: groups[0].group.first(),
                    errors_last_day,
                    errors: count(&groups, from),
                }
            })
            .collect()
    }

    fn is_of(&self, fingerprint: Fingerprint, service: &str) -> bool {
        self.services.get(&fingerprint).is_some_and(|all| all.iter().any(|(name, _)| *name == service))
    }

    /// The services that have any of those groups, as `which` says, by name.
    fn services_of(
        &self,
        fingerprints: &[Fingerprint],
        which: impl Fn(&ErrorGroup) -> bool,
    ) -> BTreeSet<&'a str> {
        let all = fingerprints.iter().flat_map(|fingerprint| self.services.get(fingerprint)).flatten();
        all.filter(|(_, group)| which(group)).map(|(name, _)| *name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_vary() {
        for (message, other) in [
            ("segment _5: checksum failed", Some("segment _6: checksum failed")),
            ("no model v89", Some("no model v90")),
            ("redis-1: refused", Some("redis-2: refused")),
            ("no answer", None),
            ("took 500 ms at 0x1f on 2026-09-10", None),
        ] {
            let other = other.map(str::to_owned);
            assert_eq!(with_other_names(message).is_some(), other.is_some(), "{message}");
            // Any other number does: a template keeps none of them.
            let told = |message: &str, more: Option<String>| {
                let mut templates = Templates::default();
                let id = templates.observe(message);
                more.map(|more| templates.observe(&more));
                templates.template(id).unwrap().text
            };
            assert_eq!(told(message, with_other_names(message)), told(message, other), "{message}");
        }
    }
}
