//! What a service's own history said at earlier times, and what came of it: base rates tried on the past.
//!
//! At every time asked the share of [`occurrence`](super::occurrence) is that of the history up to then, so nothing
//! after a time has a say in what is said at it. One sweep over the cells serves all times: it sums up how long the
//! span ahead held at least as many events as each threshold, and a time reads the sums as they stand.
//!
//! Cost: cells × log thresholds + times, per service and horizon.
//!
//! Works badly with fewer than about 30 times: what came is then mostly chance.

use super::occurrence::{History, MIN_SPANS, Target};
use crate::error::{Error, Result};
use crate::time::{MINUTE_MS, Timestamp};

/// What a history said at a time, and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastShare {
    /// The time.
    pub at: Timestamp,
    /// Events within the horizon from which on it is what is foreseen.
    pub at_least: u64,
    /// The share and the spans it rests on, as [`History::share`] gave them then; absent where the history was short.
    pub share: Option<(f64, f64)>,
    /// When that many events had come, within the horizon.
    pub came: Option<Timestamp>,
}

/// What `history` said at `times` (ascending), each a horizon or more before its end, and what came.
///
/// # Errors
/// `invalid_argument` for a horizon of 0 or times that are not ascending.
pub fn past_shares(
    history: History<'_>,
    target: Target,
    horizon_minutes: u32,
    times: &[Timestamp],
) -> Result<Vec<PastShare>> {
    if horizon_minutes == 0 {
        return Err(Error::setting("horizon_minutes", "at least 1", 0));
    }
    if times.windows(2).any(|pair| pair[0] > pair[1]) {
        return Err(Error::new(crate::ErrorKind::InvalidArgument, "the times must be ascending"));
    }
    let horizon_ms = i64::from(horizon_minutes) * MINUTE_MS;
    let mut known = Known::default();
    let needed: Vec<u64> = times
        .iter()
        .map(|&at| match target {
            Target::Critical => 1,
            Target::Burst => {
                known.threshold(&History { from: history.from.min(at), at, ..history }, horizon_minutes)
            }
        })
        .collect();
    let held = held_ms(&history, horizon_ms, times, &needed);
    let each = times.iter().zip(needed).zip(held).map(|((&at, at_least), held)| {
        let observed_ms = at.ms() - history.from.min(at).ms();
        let n_spans = observed_ms as f64 / horizon_ms as f64;
        let share =
            (n_spans >= MIN_SPANS).then(|| (held as f64 / (observed_ms - horizon_ms) as f64, n_spans));
        PastShare { at, at_least, share, came: came(&history, at, horizon_ms, at_least) }
    });
    Ok(each.collect())
}

/// When the events after `at` had reached `at_least`, if within the horizon.
fn came(history: &History<'_>, at: Timestamp, horizon_ms: i64, at_least: u64) -> Option<Timestamp> {
    let mut sum = 0;
    let mut ahead = history.cells.range(at, at.plus_ms(horizon_ms).min(history.at));
    ahead.find_map(|(end, count)| {
        sum += count;
        (sum >= at_least).then_some(end)
    })
}

/// The threshold of a burst grows with the mean, so between two means with the same one it is that one too.
#[derive(Debug, Default)]
struct Known {
    /// Threshold, and the lowest and highest mean it was found for.
    last: Option<(u64, f64, f64)>,
}

impl Known {
    fn threshold(&mut self, history: &History<'_>, horizon_minutes: u32) -> u64 {
        let mean = history.mean_per_span(horizon_minutes);
        if let Some((threshold, low, high)) = self.last
            && (low..=high).contains(&mean)
        {
            return threshold;
        }
        let found = history.burst_threshold(horizon_minutes);
        self.last = match self.last {
            Some((threshold, low, high)) if threshold == found => {
                Some((found, low.min(mean), high.max(mean)))
            }
            _ => Some((found, mean, mean)),
        };
        found
    }
}

/// For each time *t* the milliseconds *s* in [from, t − H) for which (*s*, *s* + H] held at least as many events as
/// that time needs.
fn held_ms(history: &History<'_>, horizon_ms: i64, times: &[Timestamp], needed: &[u64]) -> Vec<i64> {
    let mut levels = needed.to_vec();
    levels.sort_unstable();
    levels.dedup();
    // Milliseconds spent at or above level i - 1 but below level i.
    let mut spent = vec![0_i64; levels.len() + 1];
    let begin = history.from.ms();
    let mut answers = Vec::with_capacity(times.len());
    let (mut inside, mut since, mut next) = (0_u64, begin, 0);
    let mut advance = |to: i64, inside: u64| {
        let place = levels.partition_point(|level| *level <= inside);
        while let Some(time) = times.get(next) {
            let end = time.ms() - horizon_ms;
            if end > to {
                break;
            }
            let from = levels.partition_point(|level| *level < needed[next]) + 1;
            let open = if inside >= needed[next] { (end - since).max(0) } else { 0 };
            answers.push(spent.iter().skip(from).sum::<i64>() + open);
            next += 1;
        }
        if to > since {
            spent[place] += to.saturating_sub(since);
            since = to;
        }
    };
    let mut exits = history.cells.range(history.from, history.at).peekable();
    for (entry, count) in history.cells.range(history.from, history.at) {
        let enters = entry.ms() - horizon_ms;
        while let Some((exit, leaving)) = exits.next_if(|(exit, _)| exit.ms() <= enters) {
            advance(exit.ms(), inside);
            inside -= leaving;
        }
        advance(enters, inside);
        inside += count;
    }
    for (exit, leaving) in exits {
        advance(exit.ms(), inside);
        inside -= leaving;
    }
    advance(i64::MAX, inside);
    answers
}

#[cfg(test)]
mod tests {
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
        let cells = rollup.service("s").unwrap().errors();
        for (target, horizon) in [(Target::Critical, 30), (Target::Burst, 30), (Target::Burst, 120)] {
            let times: Vec<Timestamp> =
                (1..6_000 / i64::from(horizon)).map(|k| time(k * i64::from(horizon))).collect();
            let whole = History { cells, from: time(45), at: time(6_000) };
            let found = past_shares(whole, target, horizon, &times).unwrap();
            assert_eq!(found.len(), times.len());
            let (mut n_said, mut n_came, mut thresholds) = (0, 0, std::collections::BTreeSet::new());
            for said in found {
                let then = History { cells, from: time(45).min(said.at), at: said.at };
                if target == Target::Burst {
                    assert_eq!(said.at_least, then.burst_threshold(horizon), "{}", said.at);
                }
                assert_eq!(
                    said.share,
                    then.share(horizon, said.at_least).ok(),
                    "{target:?} {horizon} {}",
                    said.at
                );
                let within = cells.between(said.at, said.at.plus_ms(i64::from(horizon) * MINUTE_MS));
                assert_eq!(said.came.is_some(), within >= said.at_least);
                if let Some(came) = said.came {
                    assert!(cells.between(said.at, came) >= said.at_least);
                    assert!(cells.between(said.at, came.plus_ms(-MINUTE_MS)) < said.at_least);
                }
                n_said += usize::from(said.share.is_some());
                n_came += usize::from(said.came.is_some());
                thresholds.insert(said.at_least);
            }
            assert!(n_said > 40 && n_came > 5, "{n_said} {n_came}");
            assert_eq!(thresholds.len() > 2, target == Target::Burst, "{thresholds:?}");
        }
        let history = History { cells, from: time(45), at: time(6_000) };
        assert!(past_shares(history, Target::Burst, 0, &[]).is_err());
        assert!(past_shares(history, Target::Burst, 5, &[time(9), time(8)]).is_err());
    }
}
