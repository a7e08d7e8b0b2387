//! Intervals from the errors a method really made (split conformal prediction, step by step).
//!
//! The errors e of all backtest origins are divided by a scale s(h, p, o, ŷ) = a(h)·b(p)·c(o)·d(ŷ): the mean absolute
//! error of step h, smoothed over neighbouring steps; that of the hour p of the day relative to all hours; how rough the
//! hours before origin o were (exponentially weighted mean change from season to season, over its mean, to the power
//! 0.4); and √(½ + ½·|ŷ| / mean magnitude), since larger values err more. The pooled quotients give the quantiles q, and
//! the interval is ŷ + 1.2·s·q. With n quotients the quantile p is the ⌈(n + 1)·p⌉-th smallest, which keeps the promised
//! coverage for exchangeable errors (Vovk, Gammerman & Shafer, Algorithmic Learning in a Random World, 2005;
//! Lei et al., Distribution-Free Predictive Inference for Regression, 2018). Nothing after an origin enters its scale.
//!
//! Works badly when the future is rougher than the history: no interval knows what has never happened.

use serde::{Deserialize, Serialize};

use super::backtest::ErrorPaths;
use crate::stats::mean;

/// Steps on either side that share in a step's scale.
const SCALE_NEIGHBOURS: usize = 5;
/// Intervals are wider than the errors say by this factor: errors of one path depend on each other, weights and
/// settings were chosen on them, and the future drifts. At 95 % the automatic choice held 92.8 and 92.6 % of the values
/// held out within the histories of the two evaluation sets without it, 96.0 and 94.4 % with it.
const RESERVE: f64 = 1.2;
/// Steps after which a change counts half for the roughness, the power it acts with, and the part of it that is fixed.
/// Chosen on values held out within the histories of the two evaluation sets: the score of the interval (MSIS) fell from
/// 26.5 to 26.2 and from 5.96 to 5.95, coverage rose from 93.8 to 94.6 and from 95.8 to 95.9 %.
const ROUGHNESS_HALF_LIFE: f64 = 24.0;
const ROUGHNESS_POWER: f64 = 0.4;
const PART_FIXED: f64 = 0.3;
/// Errors of average size that every phase of the season starts with. Chosen on held-out ends of histories, as was the
/// smoothing over steps (20 before; commit f2873c3).
const PHASE_PRIOR: f64 = 60.0;

/// Lower and upper end at some level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// How rough the hours before an origin were, and how the size of errors goes with that of the value.
#[derive(Debug, Clone, PartialEq)]
struct Roughness {
    /// Factor for an origin after so many values, 1 for a usual one.
    by_origin: Vec<f64>,
    /// Mean magnitude of the values.
    magnitude: f64,
}

impl Roughness {
    fn of(history: &[f64], season: usize) -> Roughness {
        let change =
            |i: usize| i.checked_sub(season).map_or(f64::NAN, |before| (history[i] - history[before]).abs());
        let usual = mean((0..history.len()).map(change).filter(|change| !change.is_nan())).unwrap_or(0.0);
        let fade = libm::pow(0.5, 1.0 / ROUGHNESS_HALF_LIFE);
        let mut now = usual;
        let mut by_origin = Vec::with_capacity(history.len() + 1);
        for i in 0..=history.len() {
            let relative = if usual > 0.0 { now / usual } else { 1.0 };
            by_origin.push(libm::pow((1.0 - PART_FIXED) * relative + PART_FIXED, ROUGHNESS_POWER));
            if i < history.len() && !change(i).is_nan() {
                now = fade * now + (1.0 - fade) * change(i);
            }
        }
        let magnitude = mean(history.iter().filter(|value| !value.is_nan()).map(|value| value.abs()));
        Roughness { by_origin, magnitude: magnitude.unwrap_or(0.0) }
    }

    fn factor(&self, origin: usize, point: f64) -> f64 {
        let relative = if self.magnitude > 0.0 { point.abs() / self.magnitude } else { 1.0 };
        let by_size = (0.5 * relative + 0.5).sqrt();
        // 1e6 is beyond any use, and keeps an absurd point from an infinite interval.
        self.by_origin[origin.min(self.by_origin.len() - 1)] * by_size.min(1e6)
    }
}

/// Error scales by step and by phase of the season, and the pooled, sorted quotients.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Calibration {
    /// By step ahead.
    scales: Vec<f64>,
    /// By phase of the season (number of values before, modulo the season), relative to all phases.
    phases: Vec<f64>,
    roughness: Roughness,
    quotients: Vec<f64>,
    /// The largest quotient of each path, sorted: how far the worst step of a future lies above its forecast.
    largest: Vec<f64>,
}

impl Calibration {
    /// From backtest errors on `history`; nothing without any. A `season` of 1 is none.
    pub(crate) fn new(paths: &ErrorPaths, season: usize, history: &[f64]) -> Option<Calibration> {
        let horizon = paths.horizon;
        let season = season.max(1);
        let roughness = Roughness::of(history, season);
        let errors: Vec<(usize, usize, f64)> = present(paths)
            .map(|(origin, step, error)| {
                let point = history[origin + step] - error;
                (origin, step, error / roughness.factor(origin, point))
            })
            .collect();
        let mut sums = vec![(0.0_f64, 0.0_f64); horizon];
        for (_, step, error) in &errors {
            sums[*step].0 += error.abs();
            sums[*step].1 += 1.0;
        }
        let scales: Vec<f64> = (0..horizon)
            .map(|h| {
                let near = &sums[h.saturating_sub(SCALE_NEIGHBOURS)..(h + SCALE_NEIGHBOURS + 1).min(horizon)];
                let (sum, count) = near.iter().fold((0.0, 0.0), |(s, c), (sum, count)| (s + sum, c + count));
                if count > 0.0 { sum / count } else { 0.0 }
            })
            .collect();
        // Every phase starts with `prior` errors of average size, so that few errors say little.
        let mut phases = vec![(PHASE_PRIOR, PHASE_PRIOR); season];
        for (origin, step, error) in errors.iter().filter(|(_, step, _)| scales[*step] > 0.0) {
            let phase = &mut phases[(origin + step) % season];
            phase.0 += error.abs() / scales[*step];
            phase.1 += 1.0;
        }
        let phases: Vec<f64> = phases.iter().map(|(sum, count)| sum / count).collect();
        let mut quotients: Vec<f64> = errors
            .iter()
            .map(|(origin, step, error)| {
                let scale = scales[*step] * phases[(origin + step) % season];
                if scale > 0.0 { error / scale } else { 0.0 }
            })
            .collect();
        let of_paths = errors.iter().map(|(origin, ..)| *origin).zip(quotients.iter().copied());
        let mut largest: Vec<f64> = Vec::new();
        let mut path = None;
        for (origin, quotient) in of_paths {
            match largest.last_mut().filter(|_| path == Some(origin)) {
                Some(most) => *most = most.max(quotient),
                None => largest.push(quotient),
            }
            path = Some(origin);
        }
        largest.sort_unstable_by(f64::total_cmp);
        quotients.sort_unstable_by(f64::total_cmp);
        (!quotients.is_empty()).then_some(Calibration { scales, phases, roughness, quotients, largest })
    }

    /// What the share `level` of futures stays below at this step and all others alike: the conformal quantile of the
    /// largest quotients of whole paths (a band for all steps together: Lei et al. 2018, over paths instead of steps).
    pub(crate) fn bound(&self, point: f64, origin: usize, step: usize, level: f64) -> f64 {
        let n = self.largest.len();
        let rank = ((((n + 1) as f64) * level).ceil() as usize).clamp(1, n) - 1;
        point + self.scale(point, origin, step) * self.largest[rank]
    }

    fn scale(&self, point: f64, origin: usize, step: usize) -> f64 {
        let phase = self.phases[(origin + step) % self.phases.len()];
        phase * self.scales[step.min(self.scales.len() - 1)] * RESERVE * self.roughness.factor(origin, point)
    }

    /// The interval around `point`, `step` steps ahead (0 is the next value) of `origin` values.
    pub(crate) fn around(&self, point: f64, origin: usize, step: usize, level: f64) -> Interval {
        let scale = self.scale(point, origin, step);
        let tail = 0.5 * (1.0 - level);
        Interval {
            lower: point + scale * self.quotient(tail),
            upper: point + scale * self.quotient(1.0 - tail),
        }
    }

    /// Conformal quantile of the quotients: outward from the middle, so that both tails are on the safe side.
    fn quotient(&self, share: f64) -> f64 {
        let n = self.quotients.len();
        let upper_tail = share.max(1.0 - share);
        let rank = ((((n + 1) as f64) * upper_tail).ceil() as usize).clamp(1, n) - 1;
        if share >= 0.5 { self.quotients[rank] } else { self.quotients[n - 1 - rank] }
    }
}

/// Origin, step and error of everything that could be compared.
fn present(paths: &ErrorPaths) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
    let by_origin = paths.paths().zip(&paths.origins);
    by_origin
        .flat_map(|(path, origin)| path.iter().enumerate().map(|(step, error)| (*origin, step, *error)))
        .filter(|(_, _, error)| !error.is_nan())
}

/// Range that the metric itself keeps to, and whether it counts things.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    /// Never below 0.
    pub(crate) non_negative: bool,
    /// Whole numbers only.
    pub(crate) counts: bool,
}

impl Range {
    /// As the history shows it: a metric that was never negative stays so, one of whole numbers is a count.
    pub(crate) fn of(history: &[f64], non_negative: Option<bool>) -> Range {
        let mut present = history.iter().filter(|value| !value.is_nan());
        let never_below = history.iter().all(|value| value.is_nan() || *value >= 0.0);
        Range {
            non_negative: non_negative.unwrap_or(never_below),
            counts: never_below && present.all(|value| value.fract() == 0.0),
        }
    }

    /// The point and an interval that holds it. Where the errors were all on one side, or the interval holds no count but
    /// the nearest, it grows as far as the point (to whole counts); a point that lies outside by no more than rounding
    /// moves to the end.
    pub(crate) fn around(self, point: f64, ends: Interval) -> (f64, Interval) {
        let inside = point.clamp(ends.lower, ends.upper.max(ends.lower));
        if (point - inside).abs() <= 1e-9 * (1.0 + point.abs()) {
            return (inside, ends);
        }
        let (below, above) = if self.counts { (point.floor(), point.ceil()) } else { (point, point) };
        (point, Interval { lower: ends.lower.min(below), upper: ends.upper.max(above) })
    }

    /// A point inside the range.
    pub(crate) fn point(self, point: f64) -> f64 {
        if self.non_negative { point.max(0.0) } else { point }
    }

    /// The interval inside the range. For counts its ends are the outermost counts it holds (the same coverage,
    /// nothing wider than needed); one that holds no count becomes the nearest count.
    pub(crate) fn interval(self, interval: Interval) -> Interval {
        let (mut lower, mut upper) = (self.point(interval.lower), self.point(interval.upper));
        if self.counts {
            let middle = (0.5 * (lower + upper)).round();
            (lower, upper) = (lower.ceil().min(middle), upper.floor().max(middle));
        }
        Interval { lower, upper }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(errors: Vec<f64>, horizon: usize) -> ErrorPaths {
        ErrorPaths { horizon, origins: (0..errors.len() / horizon).collect(), errors }
    }

    #[test]
    fn quantiles_by_hand() {
        // 39 errors −19..19: the 97.5 % quantile of 39 is the ⌈40 · 0.975⌉ = 39th smallest, 19. The history is as rough
        // everywhere, and all points are as good as of its mean magnitude.
        let errors = (-19..=19).map(f64::from).collect();
        let calibration = Calibration::new(&paths(errors, 1), 1, &[1e6; 40]).unwrap();
        for (level, expected) in [(0.95, 19.0), (0.5, 10.0)] {
            let interval = calibration.around(1e6, 0, 0, level);
            assert!((interval.lower - 1e6 + expected * RESERVE).abs() < 0.01, "{level}: {interval:?}");
            assert!((interval.upper - 1e6 - expected * RESERVE).abs() < 0.01, "{level}: {interval:?}");
        }
    }

    #[test]
    fn rough_hours_and_large_values_widen_an_interval() {
        let calm = |t: usize| 100.0 + ((t * 7919) % 5) as f64;
        let mut history: Vec<f64> = (0..400).map(calm).collect();
        (376..400).for_each(|t| history[t] += if t % 2 == 0 { 40.0 } else { -40.0 });
        let errors: Vec<f64> = (0..300).map(|t| ((t * 31) % 11) as f64 - 5.0).collect();
        let calibration = Calibration::new(&paths(errors, 1), 24, &history).unwrap();
        let width = |point: f64, origin: usize| {
            let interval = calibration.around(point, origin, 0, 0.9);
            interval.upper - interval.lower
        };
        assert!(width(100.0, 400) > 1.5 * width(100.0, 370), "{} {}", width(100.0, 400), width(100.0, 370));
        let by_size = width(700.0, 370) / width(100.0, 370);
        assert!((by_size - 2.0).abs() < 0.05, "√(½ + ½ · 7) = 2: {by_size}");
    }

    #[test]
    fn counts_stay_counts_and_never_below_zero() {
        let range = Range::of(&[0.0, 3.0, f64::NAN], None);
        for (lower, upper, expected) in
            [(-2.5, 4.7, (0.0, 4.0)), (0.2, 0.4, (0.0, 0.0)), (1.6, 1.9, (2.0, 2.0))]
        {
            let interval = range.interval(Interval { lower, upper });
            assert_eq!((interval.lower, interval.upper), expected);
        }
        let range = Range::of(&[0.5, -3.0], None);
        assert_eq!(range.interval(Interval { lower: -2.5, upper: 4.7 }).lower, -2.5);
    }

    #[test]
    fn missing_errors_are_left_out() {
        let nan = f64::NAN;
        let history = [1.0, 2.0, 3.0, 4.0];
        let calibration = Calibration::new(&paths(vec![1.0, nan, -1.0, nan], 2), 1, &history).unwrap();
        assert!(calibration.around(0.0, 0, 1, 0.9).upper.is_finite());
        assert!(Calibration::new(&paths(vec![nan, nan], 2), 1, &history).is_none());
    }
}
