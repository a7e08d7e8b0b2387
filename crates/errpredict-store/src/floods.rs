//! Which error groups flood: of one that comes more often in an hour than is worth keeping, every event is counted and few are kept.
//!
//! How often a group came is known to this process alone and not kept: after a start a flood is kept in full until it is seen again.
//! What is exact, whatever is kept, are the counts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use errpredict::Event;
use errpredict::time::HOUR_MS;
use uuid::Uuid;

/// Groups and hours that are followed at most; beyond that all begin anew.
const MOST_FOLLOWED: usize = 100_000;

/// From when on a group floods, and what is kept of it then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FloodConfig {
    /// Events of one group and service in an hour that are all kept.
    pub all_up_to: u32,
    /// Of those beyond, one in so many is kept: 1 keeps all.
    pub one_in: u32,
}

impl Default for FloodConfig {
    /// Ten thousand are more than anybody looks at, and a hundredth of the rest shows how it went on.
    fn default() -> Self {
        FloodConfig { all_up_to: 10_000, one_in: 100 }
    }
}

/// An event with its id and its group.
pub(crate) type Arriving = (Event, Uuid, Option<String>);

/// Service, group and hour.
type Group = (String, String, i64);

/// How often groups came, by tenant. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Floods(Arc<Mutex<Counted>>);

/// By tenant and group.
type Counted = BTreeMap<(Arc<str>, Group), u32>;

/// What is to be done with a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Thinning {
    /// For each event of the batch, whether it is only counted.
    pub(crate) is_thinned: Vec<bool>,
    /// Whether a group is in a flood or near one: then nobody else counts these services meanwhile.
    pub(crate) is_near: bool,
}

impl Floods {
    /// Looks at a batch that comes in.
    pub(crate) fn look(&self, tenant: &Arc<str>, events: &[Arriving], config: &FloodConfig) -> Thinning {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > MOST_FOLLOWED {
            counts.clear();
        }
        let mut thinning = Thinning::default();
        for (event, _, fingerprint) in events {
            let Some(fingerprint) = fingerprint else {
                thinning.is_thinned.push(false);
                continue;
            };
            let hour = event.timestamp.ms().div_euclid(HOUR_MS);
            let group = (event.service.clone(), fingerprint.clone(), hour);
            let count = counts.entry((tenant.clone(), group)).or_default();
            *count = count.saturating_add(1);
            let beyond = count.saturating_sub(config.all_up_to);
            thinning.is_thinned.push(beyond > 0 && !beyond.is_multiple_of(config.one_in.max(1)));
            thinning.is_near |= *count > config.all_up_to / 2;
        }
        thinning
    }
}

#[cfg(test)]
mod tests {
    use errpredict::Severity;

    use super::*;

    #[test]
    fn what_floods_is_thinned_and_nothing_beside_it() {
        let floods = Floods::default();
        let tenant: Arc<str> = "t".into();
        let config = FloodConfig { all_up_to: 10, one_in: 5 };
        let event = |service: &str, ms: i64, fingerprint: Option<&str>| {
            let at = "2026-11-23T12:00:00Z".parse::<errpredict::Timestamp>().unwrap().plus_ms(ms);
            (Event::new(at, service, Severity::High, "E"), Uuid::nil(), fingerprint.map(str::to_owned))
        };
        let kept = |events: Vec<Arriving>| {
            let thinning = floods.look(&tenant, &events, &config);
            (thinning.is_thinned.iter().filter(|thinned| !**thinned).count(), thinning.is_near)
        };
        let many = |n: i64, service: &str, group| (0..n).map(|i| event(service, i, group)).collect();
        for (what, events, wanted) in [
            ("few", many(5, "a", Some("g")), (5, false)),
            ("as many as are kept", many(5, "a", Some("g")), (5, true)),
            ("a flood", many(20, "a", Some("g")), (4, true)),
            ("another group", many(5, "a", Some("h")), (5, false)),
            ("another service", many(5, "b", Some("g")), (5, false)),
            ("no error", many(50, "a", None), (50, false)),
            ("the next hour", vec![event("a", HOUR_MS, Some("g"))], (1, false)),
        ] {
            assert_eq!(kept(events), wanted, "{what}");
        }
        assert_eq!(floods.look(&"u".into(), &many(5, "a", Some("g")), &config).is_thinned, [false; 5]);
    }
}
