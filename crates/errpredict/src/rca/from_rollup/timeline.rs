//! What happened around the onset, in order.

use serde::{Deserialize, Serialize};

use super::{Look, begin_of};
use crate::named::named;
use crate::pattern::label_of;
use crate::rollup::ServiceRollup;
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

/// A deployment older than this is not blamed, and after which age it counts half.
pub(super) const DEPLOYMENT_MS: i64 = 4 * HOUR_MS;

/// Moments of one kind that are told: the earliest.
const OF_ONE_KIND: usize = 12;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MomentKind {
    /// A deployment, of any service.
    Deployment,
    /// The errors of another service rose.
    OtherRise,
    /// An error group of the service was seen for the first time.
    NewGroup,
    /// The errors of the service rose: the onset.
    Rise,
}

named!(MomentKind, "kind of moment":
    Deployment "deployment",
    OtherRise "other_rise",
    NewGroup "new_group",
    Rise "rise",
);

/// One thing that happened at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Moment {
    /// When; of a deployment without a release and of rises, to the minute.
    pub at: Timestamp,
    /// What kind of thing.
    pub kind: MomentKind,
    /// The service it happened to.
    pub service: String,
    /// What exactly: the release, the error type of the group or its message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

impl Look<'_> {
    /// Deployments and rises of all services, new groups of this one: oldest first.
    pub(super) fn timeline(&self, moves: &[(&str, &ServiceRollup, Option<Timestamp>)]) -> Vec<Moment> {
        let earliest = self.onset.plus_ms(-DEPLOYMENT_MS);
        let moment = |at, kind, service: &str, subject: Option<&str>| Moment {
            at,
            kind,
            service: service.to_owned(),
            subject: subject.map(str::to_owned),
        };
        let everyone = std::iter::once((self.service, self.own)).chain(moves.iter().map(|m| (m.0, m.1)));
        let deployed = everyone.flat_map(|(name, service)| {
            deployments(service, earliest, self.at)
                .map(move |(at, release)| moment(at, MomentKind::Deployment, name, release))
        });
        let others = moves.iter().filter_map(|&(name, _, moved)| {
            Some(moment(begin_of(moved?), MomentKind::OtherRise, name, None))
        });
        let new = self.own.groups().filter(|(_, group)| {
            let first = group.first();
            earliest < first && first <= self.at
        });
        let new = new.map(|(_, group)| {
            moment(group.first(), MomentKind::NewGroup, self.service, Some(&label_of(group, self.at)))
        });
        let mut timeline = vec![moment(begin_of(self.onset), MomentKind::Rise, self.service, None)];
        for mut kind in [deployed.collect::<Vec<_>>(), others.collect(), new.collect()] {
            kind.sort_by(order);
            kind.truncate(OF_ONE_KIND);
            timeline.append(&mut kind);
        }
        timeline.sort_by(order);
        timeline
    }
}

/// By minutes: the rise began in its minute, after what made it.
fn order(a: &Moment, b: &Moment) -> std::cmp::Ordering {
    let minute = |moment: &Moment| moment.at.floor_to(MINUTE_MS);
    (minute(a), a.kind, a.at, &a.service, &a.subject).cmp(&(minute(b), b.kind, b.at, &b.service, &b.subject))
}

/// Deployments in (`after`, `up_to`], those with a release by their own time.
pub(super) fn deployments(
    service: &ServiceRollup,
    after: Timestamp,
    up_to: Timestamp,
) -> impl Iterator<Item = (Timestamp, Option<&str>)> {
    let named = service.releases().filter(move |(at, _)| after < *at && *at <= up_to);
    let unnamed = service
        .deployments()
        .range(after, up_to)
        .map(|(end, _)| end)
        .filter(|end| !service.releases().any(|(at, _)| at.bucket_end(MINUTE_MS) == *end));
    named.map(|(at, release)| (at, Some(release))).chain(unnamed.map(|end| (end, None)))
}
