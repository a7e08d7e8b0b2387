//! The past of all services, as far as it is known at a time.

use std::collections::BTreeMap;

use crate::rollup::{Rollup, ServiceRollup};

use super::heard::{log_begin, service_begin};
use super::record::Record;
use crate::predict::occurrences::{Occurrences, time};
use crate::predict::{BurstRule, Target, TargetLimit};

/// What is trouble for each service, by kind.
pub(super) type Limits = BTreeMap<Target, BTreeMap<String, TargetLimit>>;

/// All services at a time.
pub(super) struct Past<'a> {
    /// Minutes since 1970; nothing after it is read.
    pub(super) at: u32,
    pub(super) services: Vec<(&'a str, &'a ServiceRollup)>,
    pub(super) begins: Vec<u32>,
    pub(super) kinds: Vec<Kind>,
}

/// One kind of trouble.
pub(super) struct Kind {
    pub(super) target: Target,
    pub(super) limits: Vec<Option<TargetLimit>>,
    /// Of each service; none where it cannot come.
    pub(super) records: Vec<Option<Record>>,
    /// Of any service.
    pub(super) system: Record,
}

impl<'a> Past<'a> {
    /// The past up to `at`; what is trouble is as in `known`, for services it does not hold as their history says.
    pub(super) fn new(rollup: &'a Rollup, at: u32, horizons: &[u32], known: &Limits) -> Self {
        let log_begin = log_begin(rollup, at);
        let services: Vec<(&str, &ServiceRollup)> = rollup.services().collect();
        let begins: Vec<u32> =
            services.iter().map(|(_, service)| service_begin(service, log_begin, at)).collect();
        let kind = |&target: &Target| {
            let mut occurrences = Vec::with_capacity(services.len());
            let mut limits = Vec::with_capacity(services.len());
            for ((name, service), &begin) in services.iter().zip(&begins) {
                let known = known.get(&target).and_then(|limits| limits.get(*name)).copied();
                let limit = known.or_else(|| {
                    TargetLimit::of(target, &BurstRule::default(), service, time(begin), time(at))
                });
                occurrences
                    .push(limit.map(|limit| limit.occurrences(target, service, time(begin), time(at))));
                limits.push(limit);
            }
            let of_any = Occurrences::of_any(occurrences.iter().flatten());
            let records = occurrences.iter().zip(&begins).map(|(occurrences, &begin)| {
                occurrences.as_ref().map(|occurrences| Record::new(occurrences, begin, horizons))
            });
            Kind {
                target,
                records: records.collect(),
                limits,
                system: Record::new(&of_any, log_begin, horizons),
            }
        };
        let kinds = Target::ALL.iter().map(kind);
        let kinds = kinds.filter(|kind| kind.limits.iter().any(Option::is_some)).collect();
        Past { at, services, begins, kinds }
    }

    pub(super) fn limits(&self) -> Limits {
        let of_kind = |kind: &Kind| {
            let each = self.services.iter().zip(&kind.limits);
            each.filter_map(|((name, _), limit)| Some(((*name).to_owned(), (*limit)?))).collect()
        };
        self.kinds.iter().map(|kind| (kind.target, of_kind(kind))).collect()
    }
}
