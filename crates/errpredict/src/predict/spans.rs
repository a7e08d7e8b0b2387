//! Sets of minutes, as spans that do not touch: what the shares of the past are measured with.
//!
//! A span is [from, to) in minutes since 1970. Lengths before each span are kept, so that the length of any part of
//! the set is two binary searches.

/// A set of minutes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spans {
    from: Vec<u32>,
    to: Vec<u32>,
    /// Minutes of the set before each span.
    before: Vec<u64>,
}

impl Spans {
    /// The union of spans that come in the order of their beginnings.
    pub(super) fn union(spans: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut set = Spans::default();
        for (from, to) in spans {
            if from >= to {
                continue;
            }
            match set.to.last_mut() {
                Some(last) if from <= *last => *last = to.max(*last),
                _ => {
                    set.from.push(from);
                    set.to.push(to);
                }
            }
        }
        let mut sum = 0;
        set.before = (0..set.from.len())
            .map(|i| {
                let before = sum;
                sum += u64::from(set.to[i] - set.from[i]);
                before
            })
            .collect();
        set
    }

    /// The spans, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.from.iter().copied().zip(self.to.iter().copied())
    }

    /// Minutes in the set.
    pub(super) fn length(&self) -> u64 {
        self.before
            .last()
            .zip(self.from.last().zip(self.to.last()))
            .map_or(0, |(before, (from, to))| before + u64::from(to - from))
    }

    /// Minutes of the set before `minute`.
    pub(super) fn before(&self, minute: u32) -> u64 {
        match self.from.partition_point(|from| *from < minute).checked_sub(1) {
            None => 0,
            Some(i) => self.before[i] + u64::from(minute.min(self.to[i]) - self.from[i]),
        }
    }

    /// Minutes of the set in [from, to).
    pub(super) fn between(&self, from: u32, to: u32) -> u64 {
        self.before(to).saturating_sub(self.before(from))
    }

    pub(super) fn contains(&self, minute: u32) -> bool {
        let i = self.from.partition_point(|from| *from <= minute);
        i > 0 && minute < self.to[i - 1]
    }

    /// The `n`-th minute of the set, from 0.
    pub(super) fn nth(&self, n: u64) -> Option<u32> {
        let i = self.before.partition_point(|before| *before <= n).checked_sub(1)?;
        let minute = u64::from(self.from[i]) + (n - self.before[i]);
        u32::try_from(minute).ok().filter(|minute| *minute < self.to[i])
    }

    /// What both hold.
    pub(super) fn and(&self, other: &Spans) -> Spans {
        let (mut i, mut j) = (0, 0);
        let mut shared = Vec::new();
        while i < self.from.len() && j < other.from.len() {
            let (from, to) = (self.from[i].max(other.from[j]), self.to[i].min(other.to[j]));
            if from < to {
                shared.push((from, to));
            }
            if self.to[i] <= other.to[j] { i += 1 } else { j += 1 }
        }
        Spans::union(shared)
    }

    /// What this one holds and the other does not.
    pub(super) fn without(&self, other: &Spans) -> Spans {
        let mut left = Vec::new();
        let mut j = 0;
        for (mut from, to) in self.iter() {
            while other.to.get(j).is_some_and(|end| *end <= from) {
                j += 1;
            }
            let mut k = j;
            while from < to {
                match other.from.get(k) {
                    Some(&taken) if taken < to => {
                        left.push((from, taken.max(from)));
                        from = other.to[k].max(from);
                        k += 1;
                    }
                    _ => break,
                }
            }
            left.push((from, to));
        }
        Spans::union(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    fn minutes(set: &Spans) -> Vec<u32> {
        (0..200).filter(|minute| set.contains(*minute)).collect()
    }

    #[test]
    fn sets_agree_with_lists_of_their_minutes() {
        let mut rng = Rng::new(3);
        for _ in 0..50 {
            let mut made = || {
                let mut spans: Vec<(u32, u32)> = (0..rng.below(9))
                    .map(|_| {
                        let from = rng.below(150) as u32;
                        (from, from + rng.below(25) as u32)
                    })
                    .collect();
                spans.sort_unstable();
                let flat = (0..200).filter(|m| spans.iter().any(|(from, to)| (*from..*to).contains(m)));
                let flat: Vec<u32> = flat.collect();
                (Spans::union(spans), flat)
            };
            let ((a, of_a), (b, of_b)) = (made(), made());
            assert_eq!(minutes(&a), of_a);
            assert_eq!(a.length(), of_a.len() as u64);
            for (n, minute) in of_a.iter().enumerate() {
                assert_eq!(a.nth(n as u64), Some(*minute));
            }
            assert_eq!(a.nth(of_a.len() as u64), None);
            for border in 0..200 {
                assert_eq!(a.before(border), of_a.iter().filter(|m| **m < border).count() as u64);
            }
            let both: Vec<u32> = of_a.iter().copied().filter(|m| of_b.contains(m)).collect();
            assert_eq!(minutes(&a.and(&b)), both);
            let only: Vec<u32> = of_a.iter().copied().filter(|m| !of_b.contains(m)).collect();
            let without = a.without(&b);
            assert_eq!((minutes(&without), without.length()), (only.clone(), only.len() as u64));
        }
    }
}
