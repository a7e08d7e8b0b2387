//! What a service's own history said at earlier times, and what came of it: base rates tried on the past.
//!
//! At every time asked the share of [`shares`](super::shares) is that of the history up to then, so nothing after a time
//! has a say in what is said at it. What a burst is follows the history as well; times with the same limit are read off
//! one set of spans.
//!
//! Cost: cells × limits that differ + times × log cells, per service and horizon.
//!
//! Works badly with fewer than about 30 times: what came is then mostly chance.

use std::collections::BTreeMap;

use super::occurrences::{TargetLimit, minute};
use super::shares::{MIN_SPANS, Past};
use crate::error::{Error, Result};
use crate::time::{MINUTE_MS, Timestamp};

/// What a history said at a time, and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PastShare {
    /// The time.
    pub(crate) at: Timestamp,
    /// From how many events on it is what is foreseen; nothing where nothing could be counted.
    pub(crate) limit: Option<TargetLimit>,
    /// The share and the spans it rests on, as [`Past::share`] gave them then; absent where the history was short.
    pub(crate) share: Option<(f64, f64)>,
    /// When it came, within the horizon.
    pub(crate) came: Option<Timestamp>,
}

/// What `history` said at `times` (ascending), each a horizon or more before its end, and what came.
///
/// # Errors
/// `invalid_setting` for a horizon of 0, `invalid_argument` for times that are not ascending.
pub(crate) fn past_shares(
    history: Past<'_>,
    horizon_minutes: u32,
    times: &[Timestamp],
) -> Result<Vec<PastShare>> {
    if horizon_minutes == 0 {
        return Err(Error::setting("horizon_minutes", "at least 1", 0));
    }
    if times.windows(2).any(|pair| pair[0] > pair[1]) {
        return Err(Error::new(crate::ErrorKind::InvalidArgument, "the times must be ascending"));
    }
    let limits: Vec<Option<TargetLimit>> =
        times.iter().map(|&at| Past { from: history.from.min(at), at, ..history }.limit()).collect();
    let shares = shares_at(&history, horizon_minutes, times, &limits);
    let horizon_ms = i64::from(horizon_minutes) * MINUTE_MS;
    let came = |at: Timestamp, limit: &Option<TargetLimit>| {
        let limit = (*limit)?;
        let until = at.plus_ms(horizon_ms).min(history.at);
        limit.first_in(limit.counted(history.target, history.service, at, until))
    };
    let each = times.iter().zip(&limits).zip(shares).map(|((&at, limit), share)| PastShare {
        at,
        limit: *limit,
        share,
        came: came(at, limit),
    });
    Ok(each.collect())
}

/// A limit as something with an order.
type LimitBits = (u64, u32, Option<u64>);

/// The share of the history up to each of `times` whose next `horizon_minutes` (not 0) held the target by the limit of
/// that time, and the spans it rests on; absent where the history was shorter than three horizons.
pub(super) fn shares_at(
    history: &Past<'_>,
    horizon_minutes: u32,
    times: &[Timestamp],
    limits: &[Option<TargetLimit>],
) -> Vec<Option<(f64, f64)>> {
    let mut by_limit: BTreeMap<Option<LimitBits>, Vec<usize>> = BTreeMap::new();
    for (place, limit) in limits.iter().enumerate() {
        let key = limit.map(|limit| (limit.at_least, limit.window_minutes, limit.slow_ms.map(f64::to_bits)));
        by_limit.entry(key).or_default().push(place);
    }
    let mut found = vec![None; times.len()];
    for places in by_limit.into_values() {
        let limit = places.first().and_then(|place| limits[*place]);
        // A minute counts where all of its horizon had passed by the time asked: nothing later has a say.
        let came = limit.map(|limit| {
            limit
                .occurrences(history.target, history.service, history.from, history.at)
                .ahead(horizon_minutes)
        });
        for place in places {
            let (from, at) = (minute(history.from.min(times[place])), minute(times[place]));
            let observed = at.saturating_sub(from);
            let n_spans = f64::from(observed) / f64::from(horizon_minutes);
            if n_spans >= MIN_SPANS {
                let held = came.as_ref().map_or(0, |came| came.between(from, at - horizon_minutes));
                found[place] = Some((held as f64 / f64::from(observed - horizon_minutes), n_spans));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::target::Target;
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::stats::Rng;

    #[test]
    fn what_was_said_then_is_what_the_history_says_without_what_came_after() {
        let mut rng = Rng::new(5);
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let time = |minute: i64| Timestamp::from_ms(minute * MINUTE_MS).unwrap();
        for minute in 40..6_000 {
            // Quiet, then a day of trouble, then quiet again: the threshold of a burst moves.
            let rate = if (2_000..3_000).contains(&minute) { 0.5 } else { 0.02 };
            for _ in 0..3 {
                if rng.uniform() < rate {
                    rollup.observe(EventRef::new(time(minute), "s", Severity::Critical, "E"));
                }
            }
        }
        rollup.settle();
        let service = rollup.service("s").unwrap();
        let past = |target, at: Timestamp| Past { service, target, from: time(45).min(at), at };
        for (target, horizon) in [(Target::Critical, 30), (Target::Burst, 30), (Target::Burst, 120)] {
            let times: Vec<Timestamp> =
                (1..6_000 / i64::from(horizon)).map(|k| time(k * i64::from(horizon))).collect();
            let found = past_shares(past(target, time(6_000)), horizon, &times).unwrap();
            assert_eq!(found.len(), times.len());
            let (mut n_said, mut n_came, mut thresholds) = (0, 0, std::collections::BTreeSet::new());
            for said in found {
                let then = past(target, said.at);
                assert_eq!(said.limit, then.limit(), "{}", said.at);
                assert_eq!(said.share, then.share(horizon).ok(), "{target:?} {horizon} {}", said.at);
                let (limit, until) = (said.limit.unwrap(), said.at.plus_ms(i64::from(horizon) * MINUTE_MS));
                let within = |up_to| limit.first_in(limit.counted(target, service, said.at, up_to));
                assert_eq!(said.came, within(until.min(time(6_000))));
                if let Some(came) = said.came {
                    assert_eq!(within(came), Some(came));
                    assert_eq!(within(came.plus_ms(-MINUTE_MS)), None);
                }
                n_said += usize::from(said.share.is_some());
                n_came += usize::from(said.came.is_some());
                thresholds.insert(said.limit.unwrap().at_least);
            }
            assert!(n_said > 40 && n_came > 5, "{n_said} {n_came}");
            assert_eq!(thresholds.len() > 2, target == Target::Burst, "{thresholds:?}");
        }
        let history = past(Target::Burst, time(6_000));
        assert!(past_shares(history, 0, &[]).is_err());
        assert!(past_shares(history, 5, &[time(9), time(8)]).is_err());
    }
}
