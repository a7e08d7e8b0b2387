//! Whether what was foreseen came, as far as the counts know.

use std::collections::BTreeMap;

use errpredict::predict::{BurstRule, ErrorPrediction, FittedTask, Target, TargetLimit, Task};
use errpredict::time::MINUTE_MS;
use errpredict::{Rollup, Timestamp};
use errpredict_store::OpenPrediction;

/// The question of a prediction, which is all that its outcome depends on.
pub(crate) fn question_of(told: &ErrorPrediction) -> OpenPrediction {
    OpenPrediction {
        id: Default::default(),
        at: told.at,
        due_at: told.at.plus_ms(i64::from(told.horizon_minutes) * MINUTE_MS),
        scope: told.scope.clone(),
        target: told.target,
        fingerprint: told.fingerprint,
        burst_threshold: told.burst_threshold,
        horizon_minutes: told.horizon_minutes,
    }
}

/// When what was foreseen of a service first came within the horizon; none where it did not come. What is not known is no answer: a
/// service that is no longer counted, or a limit that nobody can tell any more.
pub(crate) fn first_came(rollup: &Rollup, told: &OpenPrediction) -> Option<Option<Timestamp>> {
    let name = told.scope.service()?;
    let service = rollup.service(name)?;
    let learnt = || {
        let from = service.first().unwrap_or(told.at);
        TargetLimit::of(told.target, &BurstRule::default(), service, from, told.at)
    };
    let mut limit = match told.target {
        Target::Critical => TargetLimit::FIRST,
        // How slow is slow was learnt from the past of that time, which is still there.
        Target::SlowRequests => learnt()?,
        _ => TargetLimit { at_least: 1, window_minutes: BurstRule::default().window_minutes, slow_ms: None },
    };
    if told.target.is_burst() {
        limit.at_least = told.burst_threshold.or_else(|| learnt().map(|limit| limit.at_least))?;
    }
    let task = Task {
        target: told.target,
        horizon_ms: i64::from(told.horizon_minutes) * MINUTE_MS,
        fingerprint: told.fingerprint,
        burst: BurstRule::default(),
    };
    let fitted = FittedTask { task, limit, limits: BTreeMap::new() };
    Some(fitted.first_after(rollup, name, told.at))
}

/// What came of each prediction, in their order. All services together are in trouble wherever one is: of those that were told of at the
/// same time the first that came counts.
pub(crate) fn outcomes(rollup: &Rollup, told: &[OpenPrediction]) -> Vec<Option<Option<Timestamp>>> {
    let own: Vec<_> = told.iter().map(|one| first_came(rollup, one)).collect();
    let question = |one: &OpenPrediction| (one.at, one.target, one.horizon_minutes);
    let mut any: BTreeMap<_, Option<Timestamp>> = BTreeMap::new();
    for (one, came) in told.iter().zip(&own) {
        if let (Some(came), false) = (came, one.scope.is_system()) {
            let first = any.entry(question(one)).or_insert(*came);
            *first = match (*first, *came) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
    }
    told.iter()
        .zip(own)
        .map(|(one, own)| if one.scope.is_system() { any.get(&question(one)).copied() } else { own })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use errpredict::{EventRef, RollupConfig, Scope, Severity};

    fn at(minutes: i64) -> Timestamp {
        Timestamp::clamped(1_795_392_000_000 + minutes * MINUTE_MS)
    }

    fn asked(scope: Scope, target: Target, at: Timestamp, threshold: Option<u64>) -> OpenPrediction {
        OpenPrediction {
            id: Default::default(),
            at,
            due_at: at.plus_ms(120 * MINUTE_MS),
            scope,
            target,
            fingerprint: None,
            burst_threshold: threshold,
            horizon_minutes: 120,
        }
    }

    #[test]
    fn what_came_and_what_did_not_is_told_and_what_is_not_known_is_not() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        rollup.observe(EventRef::new(at(0), "shop", Severity::Critical, "Down"));
        for i in 0..10 {
            rollup.observe(EventRef::new(at(300).plus_ms(i), "shop", Severity::High, "E"));
        }
        rollup.observe(EventRef::new(at(1_000), "calm", Severity::High, "E"));
        rollup.settle();
        let shop = || Scope::Service("shop".to_owned());
        let told = [
            asked(shop(), Target::Critical, at(-60), None),
            asked(shop(), Target::Critical, at(60), None),
            asked(shop(), Target::Burst, at(240), Some(10)),
            asked(shop(), Target::Burst, at(240), Some(11)),
            asked(Scope::System, Target::Burst, at(240), None),
            asked(Scope::Service("gone".to_owned()), Target::Critical, at(60), None),
            asked(Scope::System, Target::Burst, at(700), None),
        ];
        assert_eq!(
            outcomes(&rollup, &told),
            [Some(Some(at(0))), Some(None), Some(Some(at(301))), Some(None), Some(Some(at(301))), None, None,]
        );
    }
}
