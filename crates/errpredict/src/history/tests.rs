use super::*;
use crate::action::ActionType;
use crate::rca::{CauseKind, Signature};

fn at(day: u32) -> Timestamp {
    format!("2026-11-{day:02}T00:00:00Z").parse().unwrap()
}

fn incident(id: &str, day: u32, named: CauseKind, cause: Option<CauseKind>) -> PastIncident {
    PastIncident {
        id: id.to_owned(),
        at: at(day),
        service: None,
        signature: Signature([("kind:deployment".to_owned(), 0.8)].into()),
        named: Some(named),
        cause,
        resolution: None,
        helped: None,
        weight: 1.0,
    }
}

fn action(day: u32, forecast: f64, seen: f64) -> PastAction {
    PastAction {
        action_type: ActionType::CacheClear,
        at: at(day),
        service: None,
        forecast: Some(forecast),
        seen,
    }
}

#[test]
fn only_what_was_known_by_then_teaches() {
    let history = History {
        incidents: vec![
            incident("b", 20, CauseKind::Deployment, Some(CauseKind::Deployment)),
            incident("a", 10, CauseKind::Deployment, None),
        ],
        actions: vec![action(10, 100.0, 10.0), action(20, 100.0, 10.0)],
        ..History::default()
    };
    let early = history.experience(at(15)).unwrap();
    assert!(early.cases.cases.is_empty(), "that it was something else names no cause");
    assert_eq!(early.beliefs.of(CauseKind::Deployment), 1.0 / 3.0);
    let late = history.experience(at(20)).unwrap();
    assert_eq!(late.cases.cases[0].id, "b");
    assert_eq!(late.beliefs.of(CauseKind::Deployment), 0.5);
    let order: Vec<&str> = late.beliefs.updates().iter().map(|update| update.incident.as_str()).collect();
    assert_eq!(order, ["a", "b"]);
    assert!(history.efficacy(at(9)).unwrap().of(ActionType::CacheClear).is_none());
    assert_eq!(history.efficacy(at(20)).unwrap().of(ActionType::CacheClear).unwrap().outcomes, 2);
}

#[test]
fn the_order_in_the_file_changes_nothing() {
    let mut history = History {
        incidents: (0..6)
            .map(|i| {
                incident(
                    &format!("i{i}"),
                    1 + i % 3,
                    CauseKind::Network,
                    [None, Some(CauseKind::Network)][i as usize % 2],
                )
            })
            .collect(),
        actions: (0..9).map(|i| action(1 + i % 4, 10.0 + f64::from(i), f64::from(i) * 0.7)).collect(),
        ..History::default()
    };
    let before = (history.experience(at(28)).unwrap(), history.efficacy(at(28)).unwrap());
    history.incidents.reverse();
    history.actions.reverse();
    assert_eq!(before, (history.experience(at(28)).unwrap(), history.efficacy(at(28)).unwrap()));
}

#[test]
fn what_does_not_fit_is_named() {
    let with = |change: fn(&mut History)| {
        let mut history = History {
            incidents: vec![incident("a", 1, CauseKind::Network, None)],
            actions: vec![action(1, 1.0, 1.0)],
            ..History::default()
        };
        change(&mut history);
        history.validate().map_err(|error| (error.code(), error.to_string())).unwrap_err()
    };
    type Change = fn(&mut History);
    let cases: [(Change, &str, &str); 6] = [
        (|h| h.version = 7, "unsupported_version", "version 7"),
        (|h| h.incidents.push(h.incidents[0].clone()), "invalid_input", "incidents[1]: the id `a` is taken"),
        (|h| h.incidents[0].id.clear(), "invalid_input", "incidents[0]: `id`"),
        (|h| h.incidents[0].weight = 0.0, "invalid_input", "incidents[0]: `weight`"),
        (|h| h.actions[0].seen = -1.0, "invalid_input", "actions[0]: `seen`"),
        (
            |h| h.errors.push(ErrorDecision { at: at(1), one: "x".into(), other: "y".into(), same: true }),
            "invalid_input",
            "errors[0]: expected a fingerprint",
        ),
    ];
    for (change, code, says) in cases {
        let (got, message) = with(change);
        assert!(got == code && message.contains(says), "{got} {message}");
    }
}

#[test]
fn the_last_word_counts() {
    let decision =
        |day, same| ErrorDecision { at: at(day), one: "0".repeat(16), other: "1".repeat(16), same };
    let mark = |day, status| InsightMark { at: at(day), key: "k".to_owned(), status, until: Some(at(25)) };
    let history = History {
        errors: vec![decision(9, false), decision(3, true)],
        insights: vec![mark(9, InsightStatus::WontFix), mark(3, InsightStatus::Acknowledged)],
        ..History::default()
    };
    let other = u64::from_str_radix(&"1".repeat(16), 16).unwrap();
    assert_eq!(history.decisions(at(5)).unwrap(), [Decision::Same(0, other)]);
    assert_eq!(history.decisions(at(9)).unwrap().last(), Some(&Decision::Different(0, other)));
    assert!(!history.insight_status(at(5))["k"].is_silent(at(5)));
    assert!(history.insight_status(at(9))["k"].is_silent(at(9)));
    assert!(!history.insight_status(at(26))["k"].is_silent(at(26)), "silence ends");
}

#[test]
fn a_history_is_read_as_it_was_written() {
    let history = History {
        incidents: vec![incident("a", 1, CauseKind::Network, Some(CauseKind::Resource))],
        actions: vec![action(1, 10.0, 3.0)],
        ..History::default()
    };
    let text = serde_json::to_string(&history).unwrap();
    assert_eq!(serde_json::from_str::<History>(&text).unwrap(), history);
    let least = r#"{"version":1,"incidents":[{"id":"a","at":"2026-11-01T00:00:00Z"}]}"#;
    assert_eq!(serde_json::from_str::<History>(least).unwrap().incidents[0].weight, 1.0);
    assert!(serde_json::from_str::<History>(r#"{"version":1,"incident":[]}"#).is_err());
}

mod feedback {
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::features::{FeatureQuery, Statics};
    use crate::predict::{
        BaseRate, Lessons, Log, Plan, Predictor, Progress, Shares, Split, Task, Training, self_queries,
        split_by_time,
    };
    use crate::rollup::{Rollup, RollupConfig};
    use crate::time::{DAY_MS, HOUR_MS};
    use crate::vocabulary::FeedbackType;

    const HORIZON_MS: i64 = 8 * HOUR_MS;

    fn said(feedback_type: FeedbackType, hour: i64, score: Option<u8>) -> Feedback {
        let about = Timestamp::clamped(1_700_006_400_000 + hour * HOUR_MS);
        Feedback {
            at: about.plus_ms(DAY_MS),
            feedback_type,
            service: "a".to_owned(),
            about,
            key: None,
            score,
            text: None,
        }
    }

    fn taught(history: &History, hours: &[i64], at_hour: i64) -> Lessons {
        let time = |hour: i64| Timestamp::clamped(1_700_006_400_000 + hour * HOUR_MS);
        let queries: Vec<FeatureQuery<'_>> =
            hours.iter().map(|hour| FeatureQuery { service: "a", at: time(*hour) }).collect();
        history.lessons(&queries, HORIZON_MS, time(at_hour)).unwrap()
    }

    #[test]
    fn each_of_the_eight_types_teaches_what_it_says() {
        for feedback_type in FeedbackType::ALL {
            let history =
                History { feedback: vec![said(*feedback_type, 100, Some(5))], ..History::default() };
            let lessons = taught(&history, &[91, 92, 97, 98, 100, 102, 103], 200);
            let (label, weight) = match feedback_type {
                FeedbackType::FalsePositive => (Some(false), 5.0 / 3.0),
                FeedbackType::Useful | FeedbackType::Actionable => (None, 5.0 / 3.0),
                FeedbackType::Irrelevant => (None, 0.6),
                _ => (Some(true), 5.0 / 3.0),
            };
            let spoken_of: Vec<bool> = match feedback_type {
                // It came at 100: whoever was asked in the eight hours before should have said so.
                FeedbackType::FalseNegative => vec![false, true, true, true, false, false, false],
                _ => vec![false, false, false, true, true, true, false],
            };
            for (i, spoken_of) in spoken_of.into_iter().enumerate() {
                let expected = if spoken_of { (label, weight) } else { (None, 1.0) };
                assert_eq!((lessons.labels[i], lessons.weights[i]), expected, "{feedback_type} {i}");
            }
            assert!(taught(&history, &[100], 110).is_silent(), "not said yet");
        }
        let twice = History {
            feedback: vec![
                said(FeedbackType::FalsePositive, 101, None),
                said(FeedbackType::TruePositive, 100, Some(1)),
            ],
            ..History::default()
        };
        let lessons = taught(&twice, &[100], 300);
        assert_eq!((lessons.labels[0], lessons.weights[0]), (Some(false), 1.0 / 3.0), "the last word counts");
    }

    #[test]
    fn what_is_said_changes_the_next_training() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let mut rng = crate::stats::Rng::new(3);
        for hour in 0..24 * 60 {
            let at = Timestamp::clamped(1_700_006_400_000 + hour * HOUR_MS + 60_000);
            let severity = if rng.uniform() < 0.03 { Severity::Critical } else { Severity::Info };
            rollup.observe(EventRef::new(at, "a", severity, "x"));
        }
        rollup.settle();
        let queries = self_queries(&rollup, 2 * HOUR_MS);
        let splits: Vec<Split> = split_by_time(&queries, Shares::ALL).unwrap();
        let method = Predictor::BaseRate(BaseRate::default());
        let training = Training { method, ..Training::default() };
        let plan =
            Plan { task: Task { horizon_ms: HORIZON_MS, ..Task::default() }, training, ..Plan::default() };
        let statics = Statics::default();
        let log = Log { rollup: &rollup, statics: &statics, queries: &queries, splits: &splits };
        let rate = |lessons: &Lessons| {
            let (model, _) = plan.fit_taught(log, lessons, 1, Progress::NONE).unwrap();
            model.predict_queries(&rollup, &statics, &queries[queries.len() - 1..]).unwrap()[0].probability
        };
        let plain = plan.fit(&rollup, &statics, &queries, &splits, 1).unwrap();
        let silent = plan.fit_taught(log, &Lessons::none(queries.len()), 1, Progress::NONE).unwrap().0;
        assert_eq!(silent, plain, "without a word nothing changes");
        // A person says of every tenth hour that there was nothing.
        let feedback = (0..24 * 50).step_by(10).map(|hour| said(FeedbackType::FalsePositive, hour, Some(5)));
        let history = History { feedback: feedback.collect(), ..History::default() };
        let last = rollup.last().unwrap();
        let lessons = history.lessons(&queries, HORIZON_MS, last).unwrap();
        let (before, after) = (rate(&Lessons::none(queries.len())), rate(&lessons));
        assert!(after < 0.8 * before, "{before} {after}");
        let short = Lessons::none(3);
        assert_eq!(plan.fit_taught(log, &short, 1, Progress::NONE).unwrap_err().code(), "invalid_argument");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut late = said(FeedbackType::Useful, 0, None);
        late.about = late.at.plus_ms(1);
        let nobody = Feedback { service: String::new(), ..said(FeedbackType::Useful, 0, None) };
        for wrong in
            [said(FeedbackType::Useful, 0, Some(6)), said(FeedbackType::Useful, 0, Some(0)), late, nobody]
        {
            let history = History { feedback: vec![wrong], ..History::default() };
            let error = history.validate().unwrap_err();
            assert_eq!(error.code(), "invalid_input");
            assert!(error.to_string().contains("feedback[0]"), "{error}");
        }
    }
}
