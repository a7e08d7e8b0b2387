//! From scores of a table to decisions: which rows are anomalies, what was expected of them, which intervals they make.

use super::anomaly::AnomalyDetection;
use super::choose::Scored;
use super::intervals::{Seen, anomalies_of};
use super::metric::Subject;
use super::threshold::{FittedThreshold, ScoreThreshold};
use crate::error::Result;
use crate::stats::Series;
use crate::time::Timestamp;

/// Rows at the begin that calibrate a causal threshold without a history: this share of them ...
///
/// The probation of the Numenta benchmark (Lavin and Ahmad 2015; there of 750 rows at most), by which
/// `docs/evaluation/anomaly.md` scores.
const CALIBRATION_SHARE: f64 = 0.15;
/// ... and no fewer than that: ten scores lie beyond the 95 % quantile that the threshold's tail goes through.
const CALIBRATION_ROWS: usize = 200;

/// Rows that the expected level remembers. By judgement: long enough that its own error (1 / sqrt 200, 7 % of a
/// deviation) does not show in the band, short enough to follow a drift within 200 rows. A display: no score depends on
/// it.
const MEMORY: f64 = 200.0;
/// A normal distribution's standard deviation over its mean absolute deviation, sqrt(pi / 2).
const PER_MEAN_DEVIATION: f64 = 1.25;
/// Deviations that the band reaches on each side, and at which a value is cut before it moves the level: the three of
/// Shewhart's charts (1931).
const BAND: f64 = 3.0;
/// Values before which nothing is cut: the deviation of fewer is itself known to no better than a sixth. By judgement:
/// cut earlier, and a series that begins restless stays strange.
const UNCUT: f64 = 20.0;

/// Which scores are anomalies.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    threshold: FittedThreshold,
    n_learned: usize,
}

impl Decision {
    /// The threshold for those scores: from the scores of the history, else from the first rows (`causal`), else from
    /// all of them.
    ///
    /// # Errors
    /// Those of [`ScoreThreshold::fit`].
    pub fn new(settings: &ScoreThreshold, scored: &Scored, is_causal: bool) -> Result<Self> {
        let scores = &scored.data;
        let (threshold, n_learned) = match &scored.history {
            Some(history) => (settings.fit(history)?, 0),
            None if is_causal => {
                let n = (CALIBRATION_SHARE * scores.len() as f64) as usize;
                let n = n.max(CALIBRATION_ROWS).min(scores.len());
                (settings.fit_own(&scores[..n])?, n)
            }
            None => (settings.fit_own(scores)?, 0),
        };
        Ok(Decision { threshold, n_learned })
    }

    /// A score above this is an anomaly.
    #[must_use]
    pub fn threshold(&self) -> f64 {
        self.threshold.value()
    }

    /// Rows at the begin that only calibrate it.
    #[must_use]
    pub fn n_learned(&self) -> usize {
        self.n_learned
    }

    /// How often a normal row scores that high.
    #[must_use]
    pub fn p_value(&self, score: f64) -> f64 {
        self.threshold.p_value(score)
    }

    /// Whether that row is an anomaly; one that calibrates never is.
    #[must_use]
    pub fn is_anomaly(&self, row: usize, score: f64) -> bool {
        row >= self.n_learned && self.threshold.is_anomaly(score)
    }

    /// The anomalies in scored rows of that name, the first of which ends at `first_end`. Of a single series they tell its values,
    /// else the scores.
    #[must_use]
    pub fn anomalies(
        &self,
        name: &str,
        scores: &[f64],
        single: Option<&[f64]>,
        (first_end, step_ms): (Timestamp, i64),
    ) -> Vec<AnomalyDetection> {
        let seen = expected(single.unwrap_or(scores));
        let flags: Vec<Option<(bool, f64)>> = scores
            .iter()
            .zip(&seen)
            .enumerate()
            .map(|(row, (score, seen))| {
                let is_flagged = self.is_anomaly(row, *score);
                is_flagged.then(|| (seen.value >= seen.expected, self.p_value(*score)))
            })
            .collect();
        let values = seen.iter().map(|seen| seen.value).collect();
        let series = Series { first_end, step_ms, values };
        let n_tests = scores.len() - self.n_learned.min(scores.len());
        anomalies_of(&Subject::measured(name), &series, &seen, &flags, n_tests as f64)
    }
}

/// Lower and upper edge of what was expected of each value.
#[must_use]
pub fn expected_band(values: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let seen = expected(values);
    let side = |sign: f64| seen.iter().map(|seen| seen.expected + sign * BAND * seen.deviation).collect();
    (side(-1.0), side(1.0))
}

/// What was expected of each value: fading mean and mean absolute deviation of those before it.
fn expected(values: &[f64]) -> Vec<Seen> {
    let (mut n, mut mean, mut spread) = (0.0, 0.0, 0.0);
    let each = |value: &f64| {
        if value.is_nan() {
            return Seen { value: *value, expected: mean, deviation: 1.0 };
        }
        let expected = if n > 0.0 { mean } else { *value };
        // A constant series has no deviation: a millionth of its level stands for it.
        let floor = 1e-6 * (1.0 + expected.abs());
        let seen = Seen { value: *value, expected, deviation: (PER_MEAN_DEVIATION * spread).max(floor) };
        n += 1.0;
        let gain = 1.0 / f64::min(n, MEMORY);
        let away = value - expected;
        // Cut, so that an anomaly does not at once become what is expected.
        let limit = if n > UNCUT { BAND * seen.deviation } else { f64::INFINITY };
        mean = expected + gain * away.clamp(-limit, limit);
        spread += gain * (away.abs().min(limit) - spread);
        seen
    };
    values.iter().map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_becomes_one_anomaly_with_its_place() {
        let values: Vec<f64> =
            (0..600).map(|i| if (400..405).contains(&i) { 90.0 } else { 10.0 + f64::from(i % 7) }).collect();
        let scores: Vec<f64> = values.iter().map(|value| (value - 13.0).abs() + value * 1e-3).collect();
        let scored = Scored { data: scores.clone(), history: None, metrics: None };
        let decision = Decision::new(&ScoreThreshold::default(), &scored, true).unwrap();
        assert_eq!(decision.n_learned(), 200);
        let first_end: Timestamp = "2026-11-20T00:00:00Z".parse().unwrap();
        let found = decision.anomalies("m", &scores, Some(&values), (first_end, 60_000));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].start, found[0].end),
            (first_end.plus_ms(399 * 60_000), first_end.plus_ms(404 * 60_000))
        );
        assert_eq!((found[0].actual, found[0].anomaly_type.name()), (90.0, "spike"));
        let flagged = scores.iter().enumerate().filter(|(row, score)| decision.is_anomaly(*row, **score));
        assert_eq!(flagged.count(), 5);
        let (lower, upper) = expected_band(&values);
        assert!(lower.iter().zip(&upper).all(|(lower, upper)| lower < upper));
        assert!(upper[400] < 90.0 && upper[500] < 90.0, "{} {}", upper[400], upper[500]);
    }

    #[test]
    fn a_history_calibrates_and_nothing_of_the_data_does() {
        let history: Vec<f64> = (0..500).map(|i| f64::from(i % 50)).collect();
        let scored = Scored { data: vec![200.0; 30], history: Some(history), metrics: None };
        let decision = Decision::new(&ScoreThreshold::default(), &scored, true).unwrap();
        assert!(decision.n_learned() == 0 && decision.is_anomaly(0, 200.0) && decision.threshold() < 200.0);
    }
}
