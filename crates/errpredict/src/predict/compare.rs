//! Two models on later data: which one to keep, and why.
//!
//! Both answer the same questions, which neither was trained on, following outcomes as they became known. The difference
//! of their log losses is averaged over the rows; its interval comes from the differences summed over blocks of time
//! across all services, because rows of one time and one incident say the same (a Diebold-Mariano test with blocks:
//! Diebold and Mariano, "Comparing predictive accuracy", Journal of Business and Economic Statistics 1995; the variance
//! between blocks as in [`super::reliability`]).
//!
//! Works badly with few events: fewer than ten decide nothing, and the model that serves is kept.

use serde::{Deserialize, Serialize};

use super::MIN_PROBABILITY;
use super::probability_model::ProbabilityModel;
use crate::error::{Error, ErrorKind, Result};
use crate::features::{FeatureQuery, Statics};
use crate::rollup::Rollup;
use crate::time::Timestamp;

/// Blocks of time the rows are cut into.
const BLOCKS: i64 = 20;
/// Fewer events, or fewer times without one, decide nothing.
const LEAST_EVENTS: u64 = 10;
/// Two-sided 95 % quantile of Student's t with nineteen degrees of freedom: twenty blocks.
const T95: f64 = 2.093;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The candidate is surely better: it takes over.
    Take,
    /// It is not, or nothing can be said: the model that serves stays.
    Keep,
}

/// How two models did on the same later rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// Times asked, a service each, whose outcome is known.
    pub rows: u64,
    /// Of them with the event.
    pub events: u64,
    /// The first time asked.
    pub from: Timestamp,
    /// The last one.
    pub to: Timestamp,
    /// Mean log loss of the model that serves.
    pub current_log_loss: f64,
    /// Mean log loss of the candidate.
    pub candidate_log_loss: f64,
    /// Candidate less current: below 0 the candidate is better.
    pub difference: f64,
    /// Lower end of its 95 % interval.
    pub lower: f64,
    /// Upper end of its 95 % interval.
    pub upper: f64,
    /// What is to be done.
    pub verdict: Verdict,
    /// Why, in words.
    pub reason: String,
}

/// Compares a candidate with the model that serves, on queries later than what either was trained on.
///
/// # Errors
/// `invalid_argument` where the two do not answer the same question; `not_enough_data` without a query whose outcome
/// the log knows; those of [`ProbabilityModel::predict_queries`].
pub fn compare(
    current: &ProbabilityModel,
    candidate: &ProbabilityModel,
    rollup: &Rollup,
    statics: &Statics,
    queries: &[FeatureQuery<'_>],
) -> Result<Comparison> {
    let (now, new) = (&current.task_state()?.task, &candidate.task_state()?.task);
    if now.task != new.task {
        return Err(Error::new(ErrorKind::InvalidArgument, "the two models do not answer the same question"));
    }
    // Both are held to what the model that serves calls the event.
    let mut known: Vec<(FeatureQuery<'_>, bool)> = queries
        .iter()
        .filter_map(|query| Some((*query, now.outcome(rollup, query.service, query.at)?)))
        .collect();
    known.sort_by_key(|(query, _)| query.at);
    let asked: Vec<FeatureQuery<'_>> = known.iter().map(|(query, _)| *query).collect();
    let Some((from, to)) = asked.first().zip(asked.last()).map(|(a, b)| (a.at, b.at)) else {
        return Err(Error::not_enough("queries whose outcome the log knows", 1, 0));
    };
    let losses = |model: &ProbabilityModel| -> Result<Vec<f64>> {
        let said = model.predict_queries(rollup, statics, &asked)?;
        let loss = |(probability, came): (f64, bool)| {
            let right = if came { probability } else { 1.0 - probability };
            -libm::log(right.max(MIN_PROBABILITY))
        };
        Ok(said.iter().zip(&known).map(|(said, (_, came))| loss((said.probability, *came))).collect())
    };
    let (of_current, of_candidate) = (losses(current)?, losses(candidate)?);
    let long = ((to.ms() - from.ms()) / BLOCKS + 1).max(current.model.horizon_ms).max(1);
    let n = asked.len() as f64;
    let mean = |losses: &[f64]| losses.iter().sum::<f64>() / n;
    let difference = mean(&of_candidate) - mean(&of_current);
    let mut blocks = vec![0.0; usize::try_from((to.ms() - from.ms()) / long).unwrap_or_default() + 1];
    for ((query, a), b) in asked.iter().zip(&of_current).zip(&of_candidate) {
        blocks[usize::try_from((query.at.ms() - from.ms()) / long).unwrap_or_default()] += b - a - difference;
    }
    let n_blocks = blocks.len() as f64;
    let few = if n_blocks > 1.0 { n_blocks / (n_blocks - 1.0) } else { f64::INFINITY };
    let half = T95 * (few * blocks.iter().map(|sum| sum * sum).sum::<f64>()).sqrt() / n;
    // One block tells nothing of how far differences vary.
    let half = if half.is_finite() { half } else { f64::MAX };
    let events = known.iter().filter(|(_, came)| *came).count() as u64;
    let rows = asked.len() as u64;
    let (verdict, reason) = judged((rows, events), (difference, half), mean(&of_current));
    Ok(Comparison {
        rows,
        events,
        from,
        to,
        current_log_loss: mean(&of_current),
        candidate_log_loss: mean(&of_candidate),
        difference,
        lower: difference - half,
        upper: difference + half,
        verdict,
        reason,
    })
}

fn judged((rows, events): (u64, u64), (difference, half): (f64, f64), current: f64) -> (Verdict, String) {
    if events < LEAST_EVENTS || rows - events < LEAST_EVENTS {
        let reason = format!(
            "{events} events in {rows} times decide nothing: {LEAST_EVENTS} with and without are needed"
        );
        return (Verdict::Keep, reason);
    }
    let percent = |loss: f64| 100.0 * loss / current.max(MIN_PROBABILITY);
    let by = format!(
        "its log loss is {:.1} % {} than that of the model that serves",
        percent(difference).abs(),
        if difference < 0.0 { "lower" } else { "higher" }
    );
    if difference + half < 0.0 {
        (
            Verdict::Take,
            format!("the candidate is better: {by}, more than chance gives in 19 of 20 comparisons"),
        )
    } else if difference - half > 0.0 {
        (Verdict::Keep, format!("the candidate is worse: {by}"))
    } else {
        (Verdict::Keep, format!("nothing tells them apart: {by}, which {rows} times cannot tell from chance"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        BaseRate, Logistic, Plan, Predictor, Shares, Split, Task, Training, self_queries, split_by_time,
    };
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;
    use crate::stats::Rng;
    use crate::time::{DAY_MS, HOUR_MS};

    /// Six services; a warning on one day in five, a critical event three hours after it.
    fn log() -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let mut rng = Rng::new(2);
        for day in 0..100 {
            for service in 0..6 {
                let name = format!("s{service}");
                let start = 1_700_006_400_000 + day * DAY_MS;
                let at = |hours: f64| Timestamp::clamped(start + (hours * HOUR_MS as f64) as i64);
                rollup.observe(EventRef::new(at(1.0), &name, Severity::Info, "ok"));
                if rng.uniform() < 0.2 {
                    let hour = 2.0 + 18.0 * rng.uniform();
                    rollup.observe(EventRef::new(at(hour), &name, Severity::Medium, "warn"));
                    rollup.observe(EventRef::new(at(hour + 3.0), &name, Severity::Critical, "down"));
                }
            }
        }
        rollup.settle();
        rollup
    }

    #[test]
    fn the_better_model_is_taken_and_no_other() {
        let rollup = log();
        let statics = Statics::default();
        let queries = self_queries(&rollup, 2 * HOUR_MS);
        let splits = split_by_time(&queries, Shares::BACKTEST).unwrap();
        let train = |method: Predictor, horizon_ms: i64| {
            let task = Task { horizon_ms, ..Task::default() };
            let plan = Plan { task, training: Training { method, ..Training::default() }, ..Plan::default() };
            plan.fit(&rollup, &statics, &queries, &splits, 1).unwrap()
        };
        let rate = train(Predictor::BaseRate(BaseRate::default()), 4 * HOUR_MS);
        let logistic =
            train(Predictor::Logistic(Logistic { l2: vec![0.1], ..Logistic::default() }), 4 * HOUR_MS);
        let rest = |days: i64| -> Vec<FeatureQuery<'_>> {
            let last = rollup.last().unwrap();
            let late = queries.iter().zip(&splits).filter(|(_, split)| **split == Split::Rest);
            late.map(|(query, _)| *query).filter(|query| query.at > last.plus_ms(-days * DAY_MS)).collect()
        };
        let found = compare(&rate, &logistic, &rollup, &statics, &rest(100)).unwrap();
        assert_eq!(found.verdict, Verdict::Take, "{found:?}");
        assert!(found.lower < found.difference && found.difference < found.upper && found.upper < 0.0);
        assert!(found.reason.contains("better"), "{}", found.reason);
        let back = compare(&logistic, &rate, &rollup, &statics, &rest(100)).unwrap();
        assert_eq!(back.verdict, Verdict::Keep);
        assert!(back.reason.contains("worse"), "{}", back.reason);
        let same = compare(&logistic, &logistic, &rollup, &statics, &rest(100)).unwrap();
        assert_eq!((same.verdict, same.difference), (Verdict::Keep, 0.0));
        assert!(same.reason.contains("nothing tells them apart"), "{}", same.reason);
        let few = compare(&rate, &logistic, &rollup, &statics, &rest(1)).unwrap();
        assert_eq!(few.verdict, Verdict::Keep);
        assert!(few.reason.contains("decide nothing"), "{few:?}");
        let other = train(Predictor::BaseRate(BaseRate::default()), 2 * HOUR_MS);
        assert_eq!(
            compare(&rate, &other, &rollup, &statics, &rest(100)).unwrap_err().code(),
            "invalid_argument"
        );
        assert_eq!(compare(&rate, &logistic, &rollup, &statics, &[]).unwrap_err().code(), "not_enough_data");
    }
}
