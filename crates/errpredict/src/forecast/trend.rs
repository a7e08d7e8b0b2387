//! Where the level of a series goes.

use serde::{Deserialize, Serialize};

use super::value::ForecastValue;
use crate::stats::mean;
use crate::time::Timestamp;

/// A change is called a trend from this confidence on: nine words of ten shall be right. By judgement: with 0.8, of an
/// earlier confidence, 57 of 100 such words on Poisson noise came true (`shared/review/truth.md`).
const TREND_CONFIDENCE: f64 = 0.9;
/// Changes said before are like one of now from half to twice its size. By judgement: narrower, and none are alike.
const LIKE: f64 = 2.0;

/// Where the mean level goes, against as many of the newest values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trend {
    /// In one word.
    pub direction: TrendDirection,
    /// Mean of the forecast less the mean of the newest values of the same hours.
    pub change: f64,
    /// Chance that the change keeps its sign, 0.5 to 1, by how such changes turned out at earlier origins; absent without
    /// a backtest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// Direction of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TrendDirection {
    /// Upwards: with a confidence of at least 0.9, or it has been climbing for days and is forecast to go on, with the confidence
    /// that stands beside it.
    Rising,
    /// Downwards, in the same way.
    Falling,
    /// Neither for sure.
    Stable,
}

/// The mean of some values ahead less that of as many before, so that hours match.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Change {
    pub(crate) change: f64,
    /// Values before that were looked at.
    pub(crate) looks_back: usize,
}

impl Change {
    /// Compares values ahead with the newest of `history`: whole seasons of both; less than a season ahead with the same
    /// hours of the last season. Nothing where either side has no value.
    pub(crate) fn of(
        history: &[f64],
        season: usize,
        ahead: impl ExactSizeIterator<Item = f64>,
    ) -> Option<Change> {
        let n = ahead.len();
        let span = if n >= season { n / season * season } else { n };
        let span = span.min(history.len());
        let looks_back = if span < season && season <= history.len() { season } else { span };
        let newest = &history[history.len() - looks_back..][..span];
        let before = mean(newest.iter().copied().filter(|value| !value.is_nan()))?;
        let ahead = mean(ahead.take(span).filter(|value| !value.is_nan()))?;
        Some(Change { change: ahead - before, looks_back })
    }
}

impl Trend {
    /// The trend of a change that a forecast says, by what changes it said at earlier origins and what came of them.
    ///
    /// What comes is taken as `b` times what is said, plus the differences there were then; `b` is the least-squares
    /// slope through 0 of what came on what was said, 0 to 1. So a forecast that follows chance is not believed: a low
    /// day is followed by a higher one as often as chance says, not as often as the forecast errs little.
    /// Paths overlap: `n_apart` is how many of them do not, and one more, a half of which kept its sign, is imagined.
    ///
    /// What was said before of like size counts by itself, too: where a week turns the level every few days, large
    /// changes come as said and small ones are chance. The lesser confidence is that of the word.
    pub(crate) fn of(change: f64, was: &[(f64, f64)], n_apart: usize) -> Trend {
        let product: f64 = was.iter().map(|(said, came)| said * came).sum();
        let square: f64 = was.iter().map(|(said, _)| said * said).sum();
        let slope = if square > 0.0 { (product / square).clamp(0.0, 1.0) } else { 1.0 };
        let kept =
            mean(was.iter().map(|(said, came)| sign_kept((slope * change + came - slope * said) * change)));
        let n = n_apart as f64;
        let sure = |kept: f64, n: f64| ((kept * n + 0.5) / (n + 1.0)).max(0.5);
        let like = was.iter().filter(|(said, _)| {
            let size = said.abs() / change.abs();
            (1.0 / LIKE..=LIKE).contains(&size)
        });
        let signs: Vec<f64> = like.map(|(said, came)| sign_kept(said * came)).collect();
        let of_like = mean(signs.iter().copied());
        let n_like = n * signs.len() as f64 / was.len().max(1) as f64;
        let confidence = kept.map(|kept| {
            let all = sure(kept, n);
            of_like.map_or(all, |kept| all.min(sure(kept, n_like)))
        });
        let direction = match confidence {
            Some(confidence) if confidence >= TREND_CONFIDENCE && change > 0.0 => TrendDirection::Rising,
            Some(confidence) if confidence >= TREND_CONFIDENCE && change < 0.0 => TrendDirection::Falling,
            _ => TrendDirection::Stable,
        };
        Trend { direction, change, confidence }
    }
}

/// 1 where two numbers of that product had the same sign, ½ where either was 0.
fn sign_kept(product: f64) -> f64 {
    match product {
        same if same > 0.0 => 1.0,
        0.0 => 0.5,
        _ => 0.0,
    }
}

/// A highest or lowest point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extreme {
    /// End of the step it falls into.
    pub time: Timestamp,
    /// Its value.
    pub value: f64,
}

/// The best value, the first of equals.
pub(crate) fn extreme(values: &[ForecastValue], better: impl Fn(f64, f64) -> bool) -> Extreme {
    let first = Extreme { time: values[0].time, value: values[0].value };
    values.iter().fold(first, |best, value| {
        if better(value.value, best.value) { Extreme { time: value.time, value: value.value } } else { best }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forecast_that_follows_chance_is_not_believed() {
        // What was said had nothing to do with what came.
        let was: Vec<(f64, f64)> =
            (0..100).map(|i| (if i % 2 == 0 { 4.0 } else { -4.0 }, f64::from(i % 5) - 2.0)).collect();
        let trend = Trend::of(4.0, &was, 20);
        assert_eq!(trend.direction, TrendDirection::Stable, "{trend:?}");
        assert!(trend.confidence.unwrap() < 0.6, "{trend:?}");
        // What was said came, give or take one.
        let was: Vec<(f64, f64)> = (0..100)
            .map(|i| (f64::from(i % 9) - 4.0, f64::from(i % 9) - 4.0 + f64::from(i % 3) - 1.0))
            .collect();
        let trend = Trend::of(4.0, &was, 20);
        assert_eq!((trend.direction, trend.confidence.unwrap() > 0.95), (TrendDirection::Rising, true));
        assert_eq!(Trend::of(-4.0, &was, 20).direction, TrendDirection::Falling);
        assert_eq!(Trend::of(4.0, &[], 1).confidence, None);
    }

    #[test]
    fn hours_are_compared_with_the_same_hours() {
        let day: Vec<f64> = (0..48).map(|hour| f64::from(hour % 24)).collect();
        let three = Change::of(&day, 24, [0.0, 1.0, 2.0].into_iter()).unwrap();
        assert_eq!((three.change, three.looks_back), (0.0, 24));
        let whole = Change::of(&day, 24, day.clone().into_iter().map(|value| value + 1.0)).unwrap();
        assert_eq!((whole.change, whole.looks_back), (1.0, 48));
        assert!(Change::of(&[f64::NAN], 1, [1.0].into_iter()).is_none());
    }
}
