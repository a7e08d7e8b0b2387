//! Whether a level has been climbing or falling for days, as distinct from having jumped, from a weekly cycle, and from chance.
//!
//! The values are added up to blocks of one season (days of hours). A cycle of several blocks (a week) is divided out by
//! the median ratio of each of its days to the mean of the whole cycle around it. The square roots of the newest 14 blocks,
//! whose noise is the same at every level for counts, then are explained by a constant, a line and the best single step. A
//! move is told where the line explains more than the step (a level that jumped and stayed moves no more), its slope is four standard
//! errors or more from 0, its newer half alone goes the same way, and the next block is to lie clearly beyond the newest one.
//!
//! Works badly when a rise has just ended: a few blocks pass before it shows.

use serde::{Deserialize, Serialize};

use crate::stats::mean;

/// Blocks looked at: a fortnight of days.
const BLOCKS: usize = 14;
/// Least blocks that tell a line from a step.
const LEAST_BLOCKS: usize = 8;
/// Standard errors of a slope that is no chance: the quantile .9991 of t with 12 degrees of freedom. In a simulation of 1,800
/// steady services of six families (those of `benches/src/families.rs`) one was told to move.
const LEAST_T: f64 = 4.0;
/// The newer half must not speak against it: one standard error, the same in that simulation; no other was tried.
const LEAST_T_OF_HALF: f64 = 1.0;

/// Standard deviations by which the next block must lie beyond the newest one. In a simulation of services whose rate triples in
/// 14 days (2, 8, 30, 100 an hour, Poisson and with a season) 0, 0.5 and 0.8 said so of 90, 86 and 82 %, and were right in 88, 91 and
/// 92 % (the next day against the last).
const LEAST_STEP: f64 = 0.5;

/// Which way a level moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Moves {
    Up,
    Down,
}

/// Which way the values move, if they do; `season` values make a block, `cycle` is the next longer season.
pub(super) fn moves(values: &[f64], season: usize, cycle: Option<usize>) -> Option<Moves> {
    let mut blocks = blocks(values, season.max(1));
    if blocks.iter().any(|block| *block < 0.0) {
        return None;
    }
    if let Some(length) = cycle.filter(|cycle| season > 1 && cycle % season == 0).map(|cycle| cycle / season)
    {
        divide_out(&mut blocks, length);
    }
    let newest = &blocks[blocks.len().saturating_sub(BLOCKS)..];
    if newest.len() < LEAST_BLOCKS {
        return None;
    }
    let roots: Vec<f64> = newest.iter().map(|block| block.sqrt()).collect();
    let line = Line::of(&roots);
    let half = Line::of(&roots[roots.len() / 2..]);
    let sign = line.slope.signum();
    let is_sure = line.t().abs() >= LEAST_T && half.t() * sign >= LEAST_T_OF_HALF;
    let next = line.at(roots.len() as f64);
    let goes_on = (next - roots[roots.len() - 1]) * sign >= LEAST_STEP * line.deviation();
    (is_sure && goes_on && line.left < best_step(&roots)).then_some(if sign > 0.0 {
        Moves::Up
    } else {
        Moves::Down
    })
}

/// Sums of `season` values each, oldest first, the newest ending with the newest value; gaps count as the mean of their
/// block. Nothing from before a block without any value.
fn blocks(values: &[f64], season: usize) -> Vec<f64> {
    let of =
        |block: &[f64]| mean(block.iter().copied().filter(|v| !v.is_nan())).map(|mean| mean * season as f64);
    let mut found: Vec<f64> = values.rchunks_exact(season).map_while(of).collect();
    found.reverse();
    found
}

/// Divides each block by how its place in a cycle of `length` blocks usually stands to the whole cycle.
fn divide_out(blocks: &mut [f64], length: usize) {
    let n = blocks.len();
    if length < 2 || n < 3 * length {
        return;
    }
    let half = length / 2;
    let ratio = |i: usize| {
        let around = &blocks[i.checked_sub(half)?..(i + length - half).min(n)];
        let mean = around.iter().sum::<f64>() / around.len() as f64;
        (around.len() == length && mean > 0.0).then(|| blocks[i] / mean)
    };
    let factor = |phase: usize| {
        let mut ratios: Vec<f64> = (phase..n).step_by(length).filter_map(ratio).collect();
        ratios.sort_unstable_by(f64::total_cmp);
        let middle = ratios.len().checked_sub(1)? / 2;
        Some(0.5 * (ratios[middle] + ratios[ratios.len() / 2]))
    };
    let factors: Vec<f64> =
        (0..length).map(|phase| factor(phase).filter(|f| *f > 0.0).unwrap_or(1.0)).collect();
    blocks.iter_mut().enumerate().for_each(|(i, block)| *block /= factors[i % length]);
}

/// A least-squares line through values one step apart.
struct Line {
    slope: f64,
    /// Value in the middle.
    middle: f64,
    n: f64,
    /// Sum of the squares of the places around the middle.
    spread: f64,
    /// Sum of squares left over.
    left: f64,
}

impl Line {
    fn of(values: &[f64]) -> Line {
        let n = values.len() as f64;
        let middle = values.iter().sum::<f64>() / n;
        let place = |i: usize| i as f64 - 0.5 * (n - 1.0);
        let spread: f64 = (0..values.len()).map(|i| place(i) * place(i)).sum();
        let slope = values.iter().enumerate().map(|(i, value)| place(i) * value).sum::<f64>() / spread;
        let off = |(i, value): (usize, &f64)| value - middle - slope * place(i);
        let left = values.iter().enumerate().map(off).map(|off| off * off).sum();
        Line { slope, middle, n, spread, left }
    }

    fn at(&self, place: f64) -> f64 {
        self.middle + self.slope * (place - 0.5 * (self.n - 1.0))
    }

    /// Standard deviation around the line.
    fn deviation(&self) -> f64 {
        (self.left / (self.n - 2.0)).sqrt()
    }

    /// The slope in standard errors.
    fn t(&self) -> f64 {
        let variance = self.left / (self.n - 2.0) / self.spread;
        if variance > 0.0 {
            self.slope / variance.sqrt()
        } else {
            self.slope.signum() * f64::MAX * self.slope.abs().min(1.0)
        }
    }
}

/// Sum of squares that the best single step leaves over, two values on either side at least.
fn best_step(values: &[f64]) -> f64 {
    let left = |part: &[f64]| {
        let mean = part.iter().sum::<f64>() / part.len() as f64;
        part.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()
    };
    let cuts = 2..values.len() - 1;
    cuts.map(|cut| left(&values[..cut]) + left(&values[cut..])).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    fn hours(days: usize, rate: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut rng = Rng::new(5);
        (0..24 * days).map(|hour| rng.poisson(rate(hour)) as f64).collect()
    }

    #[test]
    fn a_rise_moves_and_a_jump_a_week_and_chance_do_not() {
        let rise = |hour: usize| 40.0 * (1.0 + 2.0 * hour.saturating_sub(16 * 24) as f64 / 336.0);
        let found = |values: &[f64]| moves(values, 24, Some(168));
        assert_eq!(found(&hours(30, rise)), Some(Moves::Up));
        assert_eq!(found(&hours(30, |hour| 150.0 - rise(hour))), Some(Moves::Down));
        assert_eq!(found(&hours(30, |hour| if hour < 23 * 24 { 8.0 } else { 24.0 })), None, "a jump");
        let week = |hour: usize| if (hour / 24) % 7 < 5 { 20.0 } else { 5.0 };
        for day in 20..34 {
            assert_eq!(found(&hours(day, week)), None, "a week, after {day} days");
        }
        assert_eq!(found(&hours(7, rise)), None, "too few days");
        assert_eq!(found(&[3.0; 720]), None);
        let n = (0..200).filter(|seed| {
            let mut rng = Rng::new(*seed);
            let values: Vec<f64> = (0..720).map(|_| rng.poisson(8.0) as f64).collect();
            found(&values).is_some()
        });
        assert!(n.count() <= 2);
    }
}
