//! One question at a time against all of them at once.

use super::super::{
    AlertPolicy, BaseRate, Logistic, Plan, Predictor, Shares, Task, Training, self_queries, split_by_time,
};
use super::*;
use crate::event::{EventRef, Severity};
use crate::rollup::RollupConfig;
use crate::stats::Rng;
use crate::time::{DAY_MS, HOUR_MS};

const START_MS: i64 = 1_700_006_400_000;
const DAYS: i64 = 80;

/// Eight services; critical events at random, ten times as many from day 50 on, so that the base rate must be followed.
fn log(until_hour: i64) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let mut rng = Rng::new(5);
    for hour in 0..24 * DAYS {
        for service in 0..8 {
            let at = Timestamp::clamped(START_MS + hour * HOUR_MS + 60_000 * (1 + rng.below(50) as i64));
            let rate = if hour < 24 * 50 { 0.004 } else { 0.04 };
            let severity = if rng.uniform() < rate { Severity::Critical } else { Severity::Info };
            if hour <= until_hour {
                rollup.observe(EventRef::new(at, &format!("s{service}"), severity, "x"));
            }
        }
    }
    rollup.settle();
    rollup
}

fn model(rollup: &Rollup, alert: AlertPolicy, method: Predictor) -> ProbabilityModel {
    let queries: Vec<FeatureQuery<'_>> = self_queries(rollup, 2 * HOUR_MS)
        .into_iter()
        .filter(|query| query.at.ms() < START_MS + 50 * DAY_MS)
        .collect();
    let splits = split_by_time(&queries, Shares::ALL).unwrap();
    let task = Task { horizon_ms: 6 * HOUR_MS, ..Task::default() };
    let plan = Plan { task, training: Training { method, ..Training::default() }, alert };
    plan.fit(rollup, &Statics::default(), &queries, &splits, 1).unwrap()
}

fn asked(rollup: &Rollup, every_ms: i64) -> Vec<FeatureQuery<'_>> {
    let mut queries: Vec<FeatureQuery<'_>> = self_queries(rollup, every_ms)
        .into_iter()
        .filter(|query| query.at.ms() >= START_MS + 45 * DAY_MS)
        .collect();
    queries.sort_by_key(|query| (query.at, query.service));
    queries
}

#[test]
fn serving_one_by_one_equals_the_batch_with_the_whole_history_to_the_bit() {
    let rollup = log(24 * DAYS);
    let statics = Statics::default();
    let logistic = || Predictor::Logistic(Logistic { l2: vec![0.1], ..Logistic::default() });
    for (alert, method, every_ms) in [
        (AlertPolicy::FalseAlarms(1.0), logistic(), HOUR_MS),
        (AlertPolicy::Probability(0.1), logistic(), 5 * HOUR_MS),
        (AlertPolicy::FalseAlarms(3.0), Predictor::BaseRate(BaseRate::default()), 90 * 60_000),
    ] {
        let model = model(&rollup, alert, method);
        let queries = asked(&rollup, every_ms);
        let batch = model.predict_queries(&rollup, &statics, &queries).unwrap();
        let set = model.task_state().unwrap().feature_set.clone();
        let source = FeatureSource::new(&rollup, &statics, set).unwrap();
        let mut serving = model.serving().unwrap();
        for (i, (query, expected)) in queries.iter().zip(&batch).enumerate() {
            if i % 1000 == 500 {
                // Saved and read back in the middle.
                let text = serde_json::to_string(&serving).unwrap();
                let again: Serving = serde_json::from_str(&text).unwrap();
                assert_eq!(again, serving);
                serving = again;
            }
            let served = model.serve((&source, &rollup), &statics, *query, &mut serving, 0).unwrap();
            assert_eq!(&served, expected, "{query:?}");
            assert_eq!(served.probability.to_bits(), expected.probability.to_bits());
        }
        assert!(serving.n_waiting() > 0 && serving.n_waiting() <= 8 * 7);
        if model.model.predictor().name() != "base_rate" {
            continue;
        }
        // What it is all for: asked alone at the end, nothing is known of what came since training.
        let last = queries[queries.len() - 1];
        let alone = &model.predict_queries(&rollup, &statics, &[last]).unwrap()[0];
        let followed = &batch[batch.len() - 1];
        assert!(followed.probability > 2.0 * alone.probability, "{followed:?} {alone:?}");
    }
}

#[test]
fn a_log_that_grows_gives_the_same_as_the_whole_log() {
    let whole = log(24 * DAYS);
    let statics = Statics::default();
    let model = model(&whole, AlertPolicy::FalseAlarms(1.0), Predictor::BaseRate(BaseRate::default()));
    let set = model.task_state().unwrap().feature_set.clone();
    let all = FeatureSource::new(&whole, &statics, set.clone()).unwrap();
    let (mut known, mut grown) = (model.serving().unwrap(), model.serving().unwrap());
    for day in 60..70 {
        let cut = log(24 * day);
        let until = FeatureSource::new(&cut, &statics, set.clone()).unwrap();
        let query = FeatureQuery { service: "s3", at: Timestamp::clamped(START_MS + day * DAY_MS) };
        let a = model.serve((&all, &whole), &statics, query, &mut known, 3).unwrap();
        let b = model.serve((&until, &cut), &statics, query, &mut grown, 3).unwrap();
        assert_eq!(a, b, "the future was known on day {day}");
    }
}

#[test]
fn what_a_person_says_counts_in_place_of_the_log() {
    let rollup = log(24 * DAYS);
    let statics = Statics::default();
    let model = model(&rollup, AlertPolicy::FalseAlarms(1.0), Predictor::BaseRate(BaseRate::default()));
    let set = model.task_state().unwrap().feature_set.clone();
    let source = FeatureSource::new(&rollup, &statics, set).unwrap();
    let at = |hour: i64| Timestamp::clamped(START_MS + 55 * DAY_MS + hour * HOUR_MS);
    let ends = [Some(true), Some(false), None].map(|told| {
        let mut serving = model.serving().unwrap();
        let mut last = None;
        for hour in 0..24 * 20 {
            let query = FeatureQuery { service: "s1", at: at(hour) };
            last = Some(model.serve((&source, &rollup), &statics, query, &mut serving, 0).unwrap());
            if let Some(happened) = told {
                assert!(serving.outcome("s1", at(hour), happened));
            }
        }
        assert!(!serving.outcome("s1", at(0), true), "its horizon is over: what came is learnt");
        assert!(!serving.outcome("nobody", at(24 * 20 - 1), true));
        last.unwrap().probability
    });
    assert!(ends[0] > ends[2] && ends[2] > ends[1], "{ends:?}");
}

#[test]
fn bad_questions_are_refused() {
    let rollup = log(24 * DAYS);
    let statics = Statics::default();
    let first = model(&rollup, AlertPolicy::FalseAlarms(1.0), Predictor::BaseRate(BaseRate::default()));
    let set = first.task_state().unwrap().feature_set.clone();
    let source = FeatureSource::new(&rollup, &statics, set).unwrap();
    let query = |day: i64| FeatureQuery { service: "s1", at: Timestamp::clamped(START_MS + day * DAY_MS) };
    let mut serving = first.serving().unwrap();
    let mut ask = |model: &ProbabilityModel, day: i64| {
        model.serve((&source, &rollup), &statics, query(day), &mut serving, 0).map_err(|error| error.code())
    };
    assert!(ask(&first, 60).is_ok() && ask(&first, 60).is_ok());
    assert_eq!(ask(&first, 59).unwrap_err(), "invalid_argument");
    let other = ProbabilityModel { data_hash: first.data_hash ^ 1, ..first.clone() };
    assert_eq!(ask(&other, 61).unwrap_err(), "invalid_argument");
    let rows = ProbabilityModel { task: None, ..first.clone() };
    assert_eq!(rows.serving().unwrap_err().code(), "invalid_argument");
}
