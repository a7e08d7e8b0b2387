//! Two ways of foreseeing on the same rows: which one is better, beyond chance.
//!
//! The difference of their log losses is averaged over the rows; its interval comes from the differences summed over blocks of time
//! across all services, as in the core's comparison of two models (`errpredict::predict::compare`), because rows of one time say the
//! same.

use errpredict::Timestamp;
use errpredict::predict::MIN_PROBABILITY;
use serde::Serialize;

/// Blocks of time that the rows are cut into, at most.
const BLOCKS: i64 = 20;
/// Fewer rows with the event, or without it, decide nothing.
pub(crate) const LEAST_EVENTS: usize = 10;
/// Two-sided 95 % quantiles of Student's t with 1 to 19 degrees of freedom.
const T95: [f64; 19] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093,
];

/// A row that both answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) at: Timestamp,
    pub(crate) horizon_ms: i64,
    pub(crate) came: bool,
    /// What the one said, and what the other.
    pub(crate) said: (f64, f64),
}

/// How the second did against the first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Difference {
    pub(crate) rows: usize,
    pub(crate) events: usize,
    /// Mean log losses.
    pub(crate) first: f64,
    pub(crate) second: f64,
    /// Second less first: below 0 the second is better.
    pub(crate) difference: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

impl Difference {
    /// Enough came, and enough did not.
    pub(crate) fn decides(&self) -> bool {
        self.events >= LEAST_EVENTS && self.rows - self.events >= LEAST_EVENTS
    }

    pub(crate) fn second_is_better(&self) -> bool {
        self.decides() && self.upper < 0.0
    }

    pub(crate) fn second_is_worse(&self) -> bool {
        self.decides() && self.lower > 0.0
    }
}

/// The log loss of a probability.
pub(crate) fn log_loss(said: f64, came: bool) -> f64 {
    -libm::log(if came { said } else { 1.0 - said }.max(MIN_PROBABILITY))
}

/// What was said in one block of time, added up.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Block {
    pub(crate) rows: usize,
    pub(crate) events: usize,
    /// Sums of the log losses of both.
    pub(crate) first: f64,
    pub(crate) second: f64,
}

/// Compares the two; none without rows.
pub(crate) fn compare(rows: &[Row]) -> Option<Difference> {
    let from = rows.iter().map(|row| row.at).min()?;
    let to = rows.iter().map(|row| row.at).max()?;
    let horizon = rows.iter().map(|row| row.horizon_ms).max().unwrap_or(1);
    let long = ((to.ms() - from.ms()) / BLOCKS + 1).max(horizon).max(1);
    let place = |at: Timestamp| usize::try_from((at.ms() - from.ms()) / long).unwrap_or_default();
    let mut blocks = vec![Block::default(); place(to) + 1];
    for row in rows {
        let block = &mut blocks[place(row.at)];
        block.rows += 1;
        block.events += usize::from(row.came);
        block.first += log_loss(row.said.0, row.came);
        block.second += log_loss(row.said.1, row.came);
    }
    of_blocks(&blocks)
}

/// The same of what was added up before.
pub(crate) fn of_blocks(blocks: &[Block]) -> Option<Difference> {
    let rows: usize = blocks.iter().map(|block| block.rows).sum();
    if rows == 0 {
        return None;
    }
    let n = rows as f64;
    let first = blocks.iter().map(|block| block.first).sum::<f64>() / n;
    let second = blocks.iter().map(|block| block.second).sum::<f64>() / n;
    let difference = second - first;
    let n_blocks = blocks.len();
    // One block tells nothing of how far differences vary.
    let half = if n_blocks < 2 {
        f64::MAX
    } else {
        let few = n_blocks as f64 / (n_blocks - 1) as f64;
        let of_block = |block: &Block| block.second - block.first - difference * block.rows as f64;
        let sum: f64 = blocks.iter().map(|block| of_block(block).powi(2)).sum();
        T95[(n_blocks - 2).min(T95.len() - 1)] * (few * sum).sqrt() / n
    };
    Some(Difference {
        rows,
        events: blocks.iter().map(|block| block.events).sum(),
        first,
        second,
        difference,
        lower: (difference - half).max(f64::MIN),
        upper: (difference + half).min(f64::MAX),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use errpredict::time::HOUR_MS;

    fn rows(said: impl Fn(usize, bool) -> (f64, f64)) -> Vec<Row> {
        (0..400)
            .map(|i| {
                let came = i % 5 == 0;
                let at = Timestamp::clamped(1_700_000_000_000 + i as i64 * HOUR_MS);
                Row { at, horizon_ms: HOUR_MS, came, said: said(i, came) }
            })
            .collect()
    }

    #[test]
    fn the_better_of_two_is_told_beyond_chance_and_equal_ones_are_not() {
        let better = compare(&rows(|_, came| (0.2, if came { 0.6 } else { 0.1 }))).unwrap();
        assert!(better.second_is_better() && !better.second_is_worse(), "{better:?}");
        let worse = compare(&rows(|_, came| (0.2, if came { 0.05 } else { 0.3 }))).unwrap();
        assert!(worse.second_is_worse() && !worse.second_is_better(), "{worse:?}");
        // Now the one is better, now the other.
        let equal = compare(&rows(|i, _| if i / 40 % 2 == 0 { (0.2, 0.3) } else { (0.3, 0.2) })).unwrap();
        assert!(!equal.second_is_better() && !equal.second_is_worse(), "{equal:?}");
        assert!((better.first - (0.2 * -libm::log(0.2) - 0.8 * libm::log(0.8))).abs() < 1e-12);
    }

    #[test]
    fn few_rows_decide_nothing() {
        assert_eq!(compare(&[]), None);
        let few: Vec<Row> =
            rows(|_, came| (0.2, if came { 0.9 } else { 0.01 })).into_iter().take(40).collect();
        assert!(!compare(&few).unwrap().second_is_better(), "8 events");
        let one = compare(&few[..1]).unwrap();
        assert!(one.lower.is_finite() && one.upper.is_finite());
    }
}
