//! Peers by their counts: a service of a group of like ones that does not do what the others do, within a false-alarm budget.
//!
//! Each member's count in a step is held against its own usual count (its mean so far, of at most two weeks by weight) and
//! against what the others make of theirs in the same step:
//!
//! ```text
//! g   = median over the other members of (count + 1/2) / (usual + 1/2)
//! e   = g * usual of the member      count ~ NegativeBinomial(mean e, size 1/r)
//! ```
//!
//! with 1/r the spread that the member's own earlier steps show (so it holds how uncertain g is), and a tail learned from its
//! own earlier tests (see [`tail`](super::tail)). A step is strange where that is within its share of the budget and the
//! count is at least twice, or at most half, of e. So a group that rises together is nothing, and one that does not rise with
//! it is something, which no look at a single service can tell. Every step is judged by earlier ones only.
//!
//! The idea is that of augurs-outlier (a series unlike its group, by the median absolute deviation from the group's median),
//! with the deviation of counts in place of the MAD, because the peers of services are few and their sizes differ.
//!
//! Works badly where fewer than four members count more than a few a step, where half of them are strange in the same way,
//! and in the first three days.

use super::anomaly::{AnomalyDetection, SMALLEST_P, Strange, strangeness};
use super::anomaly_type::{AnomalyType, FoundBy};
use super::chance::Chance;
use super::level::Unit;
use super::metric::Subject;
use super::tail::{Beyond, Tail};
use crate::stats::median;
use crate::stats::special::{count_lower_tail, count_upper_tail};
use crate::time::{DAY_MS, Timestamp};

/// How a group is judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeersOfCounts {
    /// False alarms allowed per member and week.
    pub false_alarms_per_week: f64,
    /// End of the first step, and the length of a step.
    pub steps: (Timestamp, i64),
    /// Whether too few are told as well.
    pub falls: bool,
}

/// Other members that are needed to say what is usual of them: the median of three is one of them.
const LEAST_OTHERS: usize = 3;
/// Usual count in a step below which a member says little of its group, and the group little of it. By judgement: below
/// it half and double are two errors more or less.
const LEAST_USUAL: f64 = 4.0;
/// Steps before which nothing is known of a member: three days of six hours.
const LEAST_STEPS: u32 = 12;
/// Steps after which a count weighs 1/e: two weeks of six hours. By judgement: long enough to hold two weekends, short
/// enough to follow a service that grows.
const MEMORY_STEPS: f64 = 56.0;
/// Spread that nothing contradicts yet, and the steps it counts for. By judgement: a deviation of 22 % beside chance,
/// for three days of six hours; with none the first days would raise alarms.
const PRIOR_SPREAD: (f64, f64) = (0.05, 12.0);
/// Deviations at which an error is cut before it enters the spread: one incident is not a spread. By judgement: the
/// same three as of single series.
const CUT_DEVIATIONS: f64 = 3.0;
/// Times what the others make likely, or part of it, from which a member is unlike them. By judgement: lower, and
/// customers who move from one service to another are told.
const LEAST_RATIO: f64 = 2.0;

/// Strange steps without pause after which they are learned all the same: four days of six hours, as in
/// [`counts`](super::counts).
const ADOPT_STEPS: usize = 16;

/// One member, on its way through its counts.
#[derive(Debug, Clone, Default)]
struct Member {
    steps: u32,
    /// Fading sums of counts and of steps.
    count: f64,
    weight: f64,
    /// Of squared errors beyond Poisson, and of squared expectations.
    excess: f64,
    squared: f64,
    tails: [Tail; 2],
    open: Option<Open>,
}

/// Strange steps without a calm one between them.
#[derive(Debug, Clone, Copy)]
struct Open {
    first: usize,
    last: usize,
    up: bool,
    p_value: f64,
    of_budget: f64,
    expected: f64,
    actual: f64,
    peak: usize,
}

impl Member {
    fn usual(&self) -> Option<f64> {
        let usual = self.count / self.weight.max(f64::MIN_POSITIVE);
        (self.steps >= LEAST_STEPS && usual >= LEAST_USUAL).then_some(usual)
    }

    fn spread(&self) -> f64 {
        let (spread, steps) = PRIOR_SPREAD;
        let prior = steps * self.squared / f64::from(self.steps).max(1.0);
        let prior = if prior > 0.0 { prior } else { 1.0 };
        ((self.excess + spread * prior) / (self.squared + prior)).max(0.0)
    }

    fn learn(&mut self, count: f64) {
        let fade = libm::exp(-1.0 / MEMORY_STEPS);
        self.count = fade * self.count + count;
        self.weight = fade * self.weight + 1.0;
        self.steps += 1;
    }

    fn learn_error(&mut self, count: f64, expected: f64, deviation: f64) {
        let error = (count - expected).clamp(-CUT_DEVIATIONS * deviation, CUT_DEVIATIONS * deviation);
        self.excess += error * error - expected;
        self.squared += expected * expected;
    }
}

/// The anomalies of each member of a group, from their counts per step, `NaN` where a member was not heard of yet. Members
/// have equally many steps.
#[must_use]
pub fn peers_of_counts(
    members: &[(Subject, Vec<f64>)],
    settings: &PeersOfCounts,
) -> Vec<Vec<AnomalyDetection>> {
    let n_steps = members.iter().map(|(_, counts)| counts.len()).min().unwrap_or_default();
    let tests_per_week = (7 * DAY_MS) as f64 / settings.steps.1.max(1) as f64;
    let sides = if settings.falls { 2.0 } else { 1.0 };
    let threshold = (settings.false_alarms_per_week / tests_per_week / sides).min(0.5);
    let mut state = vec![Member::default(); members.len()];
    let mut found = vec![Vec::new(); members.len()];
    for step in 0..n_steps {
        let now: Vec<f64> = members.iter().map(|(_, counts)| counts[step]).collect();
        let usual: Vec<Option<f64>> = state.iter().map(Member::usual).collect();
        let ratio =
            |i: usize| usual[i].filter(|_| !now[i].is_nan()).map(|usual| (now[i] + 0.5) / (usual + 0.5));
        let ratios: Vec<Option<f64>> = (0..members.len()).map(ratio).collect();
        for (i, member) in state.iter_mut().enumerate().filter(|(i, _)| !now[*i].is_nan()) {
            let mut others: Vec<f64> =
                ratios.iter().enumerate().filter(|(j, _)| *j != i).filter_map(|(_, ratio)| *ratio).collect();
            let common = (others.len() >= LEAST_OTHERS).then(|| median(&mut others)).flatten();
            let strange = usual[i]
                .zip(common)
                .and_then(|(usual, common)| judge(member, now[i], usual * common, threshold, settings.falls));
            let over = take(member, strange, step);
            found[i].extend(over.map(|open| told(&members[i].0, &open, n_steps, settings)));
            let is_new_usual = |open: Open| open.last + 1 - open.first >= ADOPT_STEPS;
            if strange.is_none() || member.open.is_some_and(is_new_usual) {
                member.learn(now[i]);
            }
        }
    }
    for (i, member) in state.iter().enumerate() {
        found[i].extend(member.open.map(|open| told(&members[i].0, &open, n_steps, settings)));
    }
    found
}

/// What a strange step says: direction, tail probability, part of the budget, expected and seen.
type Step = (bool, f64, f64, f64, f64);

fn judge(member: &mut Member, count: f64, expected: f64, threshold: f64, falls: bool) -> Option<Step> {
    let spread = member.spread();
    let deviation = (expected + expected * expected * spread).sqrt();
    let up = count > expected;
    let size = 1.0 / spread.max(1e-9);
    let by_model = if up {
        0.5 * (count_upper_tail(count, expected, size) + count_upper_tail(count + 1.0, expected, size))
    } else {
        0.5 * (count_lower_tail(count, expected, size) + count_lower_tail(count - 1.0, expected, size))
    };
    let tail = &mut member.tails[usize::from(up)];
    let goes_on = member.open.is_some_and(|open| open.up == up);
    // A member has few steps to learn a tail from, so the reserve decides as well whether something begins, and how rare it
    // is. A stretch that goes on came once: its later steps neither need the reserve nor teach the tail.
    let (p_value, of_budget) = if goes_on {
        (by_model, f64::INFINITY)
    } else {
        let told = tail.told(by_model, Beyond::COUNTS);
        tail.learn(by_model, Beyond::COUNTS);
        (told, told / threshold)
    };
    member.tails[usize::from(!up)].learn(1.0, Beyond::COUNTS);
    if !goes_on {
        member.learn_error(count, expected, deviation);
    }
    let ratio = (count + 0.5) / (expected + 0.5);
    // What goes on is over only when it has come well back: the others' own usual moves towards their new level meanwhile.
    let least = if goes_on { LEAST_RATIO.sqrt() } else { LEAST_RATIO };
    let is_far = if up { ratio >= least } else { falls && ratio <= 1.0 / least };
    (is_far && p_value < threshold).then_some((up, p_value.max(SMALLEST_P), of_budget, expected, count))
}

/// Takes a step into what is under way; gives what is over.
fn take(member: &mut Member, strange: Option<Step>, step: usize) -> Option<Open> {
    let Some((up, p_value, of_budget, expected, actual)) = strange else {
        return match member.open {
            Some(open) if step > open.last => member.open.take(),
            _ => None,
        };
    };
    let over = member.open.filter(|open| open.up != up);
    let open = match member.open {
        Some(open) if open.up == up => {
            let is_peak = p_value < open.p_value;
            let of_peak =
                if is_peak { (expected, actual, step) } else { (open.expected, open.actual, open.peak) };
            let (expected, actual, peak) = of_peak;
            let p_value = p_value.min(open.p_value);
            let of_budget = of_budget.min(open.of_budget);
            Open { last: step, p_value, of_budget, expected, actual, peak, ..open }
        }
        _ => Open { first: step, last: step, up, p_value, of_budget, expected, actual, peak: step },
    };
    member.open = Some(open);
    over
}

fn told(subject: &Subject, open: &Open, n_steps: usize, settings: &PeersOfCounts) -> AnomalyDetection {
    let (first_end, step_ms) = settings.steps;
    let end_of = |step: usize| first_end.plus_ms(step as i64 * step_ms);
    let mut anomaly = AnomalyDetection::new(Strange {
        subject,
        anomaly_type: if open.up { AnomalyType::Spike } else { AnomalyType::Drop },
        up: Some(open.up),
        place: (end_of(open.first).plus_ms(-step_ms), end_of(open.last), end_of(open.peak)),
        at: end_of(n_steps.saturating_sub(1)),
        numbers: (open.expected, open.actual),
        unit: Unit::Count { per_ms: step_ms },
        p_value: open.p_value,
        chance: Chance::per_week(open.of_budget * settings.false_alarms_per_week),
        score: strangeness(open.p_value, open.expected, open.actual),
        found_by: FoundBy::Peers,
    });
    anomaly.ongoing = open.last + 1 == n_steps;
    anomaly
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;
    use crate::time::HOUR_MS;

    const STEPS: usize = 28 * 4;

    fn settings(falls: bool) -> PeersOfCounts {
        let first_end = Timestamp::from_ms(1_795_392_000_000).unwrap();
        PeersOfCounts { false_alarms_per_week: 0.05, steps: (first_end, 6 * HOUR_MS), falls }
    }

    /// Six members of different size, all under one factor that moves.
    fn group(seed: u64, factor: impl Fn(usize, usize) -> f64) -> Vec<(Subject, Vec<f64>)> {
        let mut rng = Rng::new(seed);
        let mut members = vec![Vec::new(); 6];
        for step in 0..STEPS {
            let load = [0.5, 1.0, 1.6, 0.9][step % 4] * (1.0 + 0.3 * rng.normal()).clamp(0.3, 3.0);
            for (j, counts) in members.iter_mut().enumerate() {
                counts.push(
                    rng.poisson(load * [6.0, 12.0, 30.0, 60.0, 20.0, 200.0][j] * factor(step, j)) as f64
                );
            }
        }
        let named = |(j, counts)| (Subject::errors_of(format!("web-{j}")), counts);
        members.into_iter().enumerate().map(named).collect()
    }

    #[test]
    fn one_that_does_not_move_with_its_group_is_found_either_way() {
        // Found, told of another, and still told at the end; their usual level moves up meanwhile.
        let (mut dropped, mut ongoing, mut spiked, mut others) = (0, 0, 0, 0);
        for seed in 0..8 {
            // All but one rise to the fourfold, which becomes their usual level in time; then one alone does.
            let left_behind = group(seed, |step, j| if step >= 106 && j != 3 { 4.0 } else { 1.0 });
            let found = peers_of_counts(&left_behind, &settings(true));
            dropped += usize::from(found[3].iter().any(|one| one.anomaly_type == AnomalyType::Drop));
            ongoing += usize::from(found[3].iter().any(|one| one.ongoing));
            others += found.iter().enumerate().filter(|(j, found)| *j != 3 && !found.is_empty()).count();
            let rises = peers_of_counts(&left_behind, &settings(false));
            assert!(rises[3].iter().all(|one| one.anomaly_type != AnomalyType::Drop), "seed {seed}");
            let alone = group(seed, |step, j| if step == 100 && j == 3 { 4.0 } else { 1.0 });
            let found = peers_of_counts(&alone, &settings(true));
            let is_spike =
                |one: &AnomalyDetection| (one.anomaly_type, one.ongoing) == (AnomalyType::Spike, false);
            spiked += usize::from(found[3].iter().any(is_spike));
            assert!(found[3].iter().all(|one| one.found_by == FoundBy::Peers));
        }
        let told = (dropped, ongoing, spiked, others);
        assert!(dropped >= 7 && ongoing >= 5 && spiked >= 7 && others <= 1, "{told:?} of 8");
    }

    #[test]
    fn what_is_found_does_not_depend_on_what_comes_later() {
        let all = group(3, |step, j| if (60..64).contains(&step) && j == 1 { 6.0 } else { 1.0 });
        let key =
            |found: &[Vec<AnomalyDetection>]| found[1].iter().map(|one| one.key.clone()).collect::<Vec<_>>();
        let whole = key(&peers_of_counts(&all, &settings(true)));
        assert_eq!(whole.len(), 1);
        for n in 61..STEPS {
            let part: Vec<_> =
                all.iter().map(|(subject, counts)| (subject.clone(), counts[..n].to_vec())).collect();
            assert_eq!(key(&peers_of_counts(&part, &settings(true))), whole, "{n} steps");
        }
    }

    #[test]
    fn a_group_that_moves_together_and_a_small_one_are_calm() {
        let mut alarms = 0;
        for seed in 100..200 {
            let found = peers_of_counts(&group(seed, |_, _| 1.0), &settings(true));
            alarms += found.iter().map(Vec::len).sum::<usize>();
        }
        // 0.05 a member and week: 100 groups of six for three and a half weeks after the first three days.
        assert!(alarms as f64 <= 0.05 * 600.0 * 3.5, "{alarms}");
        let few = &group(1, |step, j| if step > 90 && j == 0 { 9.0 } else { 1.0 })[..3];
        assert!(peers_of_counts(few, &settings(true)).iter().all(Vec::is_empty));
        assert!(peers_of_counts(&[], &settings(true)).is_empty());
    }
}
