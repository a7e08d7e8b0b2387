//! Counts by minute as the features read them: cumulated, searched with a hint, decayed.

use crate::rollup::Cells;

use super::windows::{HALF_LIVES_H, HOUR};

pub(super) const N_HALF_LIVES: usize = HALF_LIVES_H.len();

/// Cumulated counts by bucket end (minutes since 1970), borrowed from a rollup or from a [`Merged`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Track<'a> {
    pub(super) ends: &'a [u32],
    totals: &'a [u64],
}

/// Counts of several services added up.
#[derive(Debug, Clone, Default)]
pub(super) struct Merged {
    ends: Vec<u32>,
    totals: Vec<u64>,
}

impl Merged {
    pub(super) fn new<'a>(tracks: impl Iterator<Item = Track<'a>>) -> Self {
        let mut cells: Vec<(u32, u64)> = Vec::new();
        tracks.for_each(|track| cells.extend(track.cells()));
        // Sorted runs one after the other: the standard stable sort merges them.
        cells.sort_by_key(|(end, _)| *end);
        let mut merged = Merged::default();
        let mut total = 0;
        for (end, count) in cells {
            total += count;
            if merged.ends.last() == Some(&end) {
                merged.totals.pop();
            } else {
                merged.ends.push(end);
            }
            merged.totals.push(total);
        }
        merged
    }

    pub(super) fn track(&self) -> Track<'_> {
        Track { ends: &self.ends, totals: &self.totals }
    }
}

impl<'a> Track<'a> {
    pub(super) fn new(cells: &'a Cells) -> Self {
        Track { ends: cells.ends(), totals: cells.totals() }
    }

    /// Number of buckets that end at or before `minute`. The hint makes a sweep forward cheap and changes nothing
    /// else.
    #[inline]
    pub(super) fn seek(&self, hint: &mut u32, minute: u32) -> usize {
        let ends = self.ends;
        let mut i = (*hint as usize).min(ends.len());
        if i > 0 && ends[i - 1] > minute {
            i = ends[..i].partition_point(|end| *end <= minute);
        } else {
            let mut step = 1;
            // Gallop: in a sweep the next place is near.
            while i + step <= ends.len() && ends[i + step - 1] <= minute {
                i += step;
                step *= 2;
            }
            let last = (i + step).min(ends.len());
            i += ends[i..last].partition_point(|end| *end <= minute);
        }
        *hint = i as u32;
        i
    }

    /// The same without a hint.
    pub(super) fn find(&self, minute: u32) -> usize {
        self.ends.partition_point(|end| *end <= minute)
    }

    /// Sum of the first `n` buckets.
    #[inline]
    pub(super) fn total(&self, n: usize) -> u64 {
        if n == 0 { 0 } else { self.totals[n - 1] }
    }

    /// Count in buckets with `after` < end <= `up_to`.
    pub(super) fn between(&self, after: u32, up_to: u32) -> u64 {
        let (from, to) = (self.find(after), self.find(up_to));
        if from >= to { 0 } else { self.total(to) - self.total(from) }
    }

    pub(super) fn cells(self) -> impl Iterator<Item = (u32, u64)> + 'a {
        let before = std::iter::once(&0).chain(self.totals);
        self.ends.iter().zip(self.totals).zip(before).map(|((end, total), before)| (*end, total - before))
    }
}

/// Powers 2^(−minutes / half-life) for every half-life, as the product of two table entries.
#[derive(Debug)]
pub(super) struct Decay {
    fine: Vec<[f64; N_HALF_LIVES]>,
    coarse: Vec<[f64; N_HALF_LIVES]>,
}

const FINE_BITS: u32 = 10;
/// 4,096 × 1,024 minutes are eight years; beyond that the power is computed.
const COARSE: usize = 4_096;
/// Decayed sums below this are 0: keeps subnormal numbers, which are slow, out of the sums.
const NEGLIGIBLE: f64 = 1e-60;

impl Decay {
    pub(super) fn new() -> Self {
        let powers = |minutes: f64| HALF_LIVES_H.map(|hours| libm::exp2(-minutes / f64::from(hours * HOUR)));
        Decay {
            fine: (0..1 << FINE_BITS).map(|i| powers(f64::from(i))).collect(),
            coarse: (0..COARSE).map(|i| powers((i << FINE_BITS) as f64)).collect(),
        }
    }

    #[inline]
    fn apply(&self, sums: &mut [f64; N_HALF_LIVES], minutes: u32) {
        let fine = &self.fine[(minutes & ((1 << FINE_BITS) - 1)) as usize];
        let coarse = &self.coarse[((minutes >> FINE_BITS) as usize).min(COARSE - 1)];
        for (sum, (fine, coarse)) in sums.iter_mut().zip(fine.iter().zip(coarse)) {
            let decayed = *sum * (fine * coarse);
            *sum = if decayed < NEGLIGIBLE { 0.0 } else { decayed };
        }
    }
}

/// Buckets between stored states of a decayed sum.
const CHECKPOINT: usize = 64;

/// States of the decayed sums of one track after every 64th bucket.
///
/// The sums are defined by one recursion over the buckets, oldest first: S ← S · 2^(−Δ/h) + count. A sweep carries
/// S along, a single time starts at the nearest stored state; both walk the same steps, so the bits agree.
#[derive(Debug, Default)]
pub(super) struct Checkpoints(Vec<DecayState>);

/// Decayed sums after some number of buckets.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DecayState {
    n: usize,
    last: u32,
    sums: [f64; N_HALF_LIVES],
}

impl DecayState {
    fn advance(&mut self, track: Track<'_>, n: usize, decay: &Decay) {
        for i in self.n..n {
            let end = track.ends[i];
            decay.apply(&mut self.sums, end - self.last);
            let count = (track.total(i + 1) - track.total(i)) as f64;
            self.sums.iter_mut().for_each(|sum| *sum += count);
            self.last = end;
        }
        self.n = n;
    }
}

impl Checkpoints {
    pub(super) fn new(track: Track<'_>, decay: &Decay) -> Self {
        let mut state = DecayState::default();
        let states = (0..=track.ends.len() / CHECKPOINT).map(|i| {
            state.advance(track, i * CHECKPOINT, decay);
            state
        });
        Checkpoints(states.collect())
    }

    /// The decayed sums at minute `at`, which the first `n` buckets do not pass.
    pub(super) fn at(
        &self,
        state: &mut DecayState,
        track: Track<'_>,
        n: usize,
        at: u32,
        decay: &Decay,
    ) -> [f64; N_HALF_LIVES] {
        if state.n > n || n - state.n > CHECKPOINT {
            *state = self.0.get(n / CHECKPOINT).copied().unwrap_or_default();
        }
        state.advance(track, n, decay);
        let mut sums = state.sums;
        decay.apply(&mut sums, at.saturating_sub(state.last));
        sums
    }
}

/// A number that changes at known minutes.
#[derive(Debug, Default)]
pub(super) struct Steps {
    from: Vec<u32>,
    level: Vec<u32>,
}

impl Steps {
    /// How many of the services are inside one of their spans [from, to), given by (from, +1) and (to, −1).
    pub(super) fn new(mut changes: Vec<(u32, i32)>) -> Self {
        changes.sort_unstable();
        let mut steps = Steps::default();
        let mut level = 0_i64;
        for (minute, change) in changes {
            level += i64::from(change);
            if steps.from.last() == Some(&minute) {
                steps.level.pop();
            } else {
                steps.from.push(minute);
            }
            steps.level.push(level.max(0) as u32);
        }
        steps
    }

    pub(super) fn at(&self, hint: &mut u32, minute: u32) -> u32 {
        let track = Track { ends: &self.from, totals: &[] };
        match track.seek(hint, minute) {
            0 => 0,
            i => self.level[i - 1],
        }
    }
}

/// Appends the spans during which one service has a bucket end in the last `hours` hours.
pub(super) fn seen_spans(ends: &[u32], hours: u32, changes: &mut Vec<(u32, i32)>) {
    let grain = super::windows::granularity(hours);
    let mut open: Option<(u32, u32)> = None;
    for end in ends {
        let until = end.div_ceil(grain).saturating_mul(grain).saturating_add(hours * HOUR);
        open = match open {
            Some((from, to)) if *end <= to => Some((from, until)),
            Some((from, to)) => {
                changes.extend([(from, 1), (to, -1)]);
                Some((*end, until))
            }
            None => Some((*end, until)),
        };
    }
    if let Some((from, to)) = open {
        changes.extend([(from, 1), (to, -1)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(cells: &[(u32, u64)]) -> Merged {
        let ends = cells.iter().map(|(end, _)| *end).collect();
        let totals = cells.iter().scan(0, |sum, (_, count)| {
            *sum += count;
            Some(*sum)
        });
        Merged { ends, totals: totals.collect() }
    }

    #[test]
    fn any_hint_finds_the_same_place() {
        let track = merged(&[(2, 1), (5, 2), (9, 1), (30, 4), (31, 1), (100, 1)]);
        let track = track.track();
        for minute in 0..120 {
            for hint in 0..8 {
                assert_eq!(track.seek(&mut { hint }, minute), track.find(minute), "{minute} from {hint}");
            }
        }
        assert_eq!(track.between(5, 30), 5);
        assert_eq!(track.between(30, 5), 0);
    }

    #[test]
    fn merging_adds_counts() {
        let (a, b) = (merged(&[(1, 2), (4, 1)]), merged(&[(1, 1), (2, 5)]));
        let sum = Merged::new([a.track(), b.track()].into_iter());
        assert_eq!(sum.track().cells().collect::<Vec<_>>(), [(1, 3), (2, 5), (4, 1)]);
    }

    #[test]
    fn decayed_sums_follow_their_formula_and_agree_to_the_bit() {
        let cells: Vec<(u32, u64)> =
            (0..500).map(|i: u32| (10_000 + i * i % 977 + i * 40, 1 + u64::from(i % 3))).collect();
        let mut cells = cells;
        cells.sort_unstable();
        cells.dedup_by_key(|(end, _)| *end);
        let owned = merged(&cells);
        let (track, decay) = (owned.track(), Decay::new());
        let checkpoints = Checkpoints::new(track, &decay);
        let mut carried = DecayState::default();
        for at in (9_990..40_000).step_by(37) {
            let n = track.find(at);
            let swept = checkpoints.at(&mut carried, track, n, at, &decay);
            let single = checkpoints.at(&mut DecayState::default(), track, n, at, &decay);
            assert_eq!(swept.map(f64::to_bits), single.map(f64::to_bits), "{at}");
            for (sum, hours) in swept.iter().zip(HALF_LIVES_H) {
                let passed = cells.iter().filter(|(end, _)| *end <= at);
                let exact: f64 = passed
                    .map(|(end, count)| {
                        *count as f64 * libm::exp2(-f64::from(at - end) / f64::from(hours * HOUR))
                    })
                    .sum();
                assert!((sum - exact).abs() <= 1e-11 * exact.max(1e-40), "{at} {hours}: {sum} for {exact}");
            }
        }
    }

    #[test]
    fn steps_count_services_seen() {
        let mut changes = Vec::new();
        seen_spans(&[10, 50, 200], 1, &mut changes);
        seen_spans(&[100], 1, &mut changes);
        let steps = Steps::new(changes);
        for (minute, expected) in
            [(9, 0), (10, 1), (109, 2), (110, 1), (159, 1), (160, 0), (200, 1), (260, 0)]
        {
            assert_eq!(steps.at(&mut 0, minute), expected, "{minute}");
        }
    }
}
