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
    PastAction { action_type: ActionType::CacheClear, at: at(day), service: None, forecast, seen }
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
