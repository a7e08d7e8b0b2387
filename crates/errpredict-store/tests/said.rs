//! What is said of a tenant, what is handed to its executors and what conditions look at belong to it alone.

use std::collections::BTreeMap;

use errpredict::Severity;
use errpredict::history::Feedback;
use errpredict::time::DAY_MS;
use errpredict::vocabulary::{FeedbackType, NotificationChannel};
use errpredict_store::{
    Calendar, Configuration, IngestConfig, NewAlert, OutMessage, Page, Retention, RunEnd, RunKind, Section,
    Store, StoreConfig, TestMessage,
};
use serde_json::json;

use crate::common::log::{analysis, events, now};
use crate::common::{migrated, run, superuser_of};

/// What is tried here as another tenant.
pub(crate) const TRIED: [&str; 30] = [
    "configuration",
    "configuration_with_secrets",
    "apply_configuration",
    "put_entry",
    "remove_entry",
    "calendar",
    "retire_own",
    "history",
    "counted_errors",
    "most_errors_within",
    "new_groups",
    "groups_that_came_back",
    "ignored_groups",
    "groups_of_newest_release",
    "likely",
    "newest_forecasts",
    "keep_receipt",
    "receipt_before",
    "send_again",
    "test_channel",
    "ask_executor",
    "start_action",
    "claim_run",
    "end_run",
    "try_run_again",
    "runs_of_action",
    "dry_run_and_effect",
    "unmeasured_actions",
    "acted",
    "keep_effect",
];

fn said() -> Configuration {
    serde_json::from_value(json!({
        "groups": [{"name": "g", "services": ["checkout"]}],
        "hooks": [{"name": "h", "url": "https://h.example", "secret": "hunter2"}],
        "maintenance": [{"name": "m", "reason": "r", "from": "22:00", "to": "23:00"}],
        "holidays": [{"name": "x", "dates": ["2026-12-25"]}],
        "executors": [{"name": "e", "actions": ["cache_clear"], "url": "https://e.example", "secret": "hunter3"}],
    }))
    .unwrap()
}

#[test]
fn what_one_tenant_says_and_does_is_nothing_to_another() {
    run(async {
        let store = Store::connect(migrated().await, &StoreConfig::default()).await.unwrap();
        let own = store.tenant_named("acme").await.unwrap().by("ada");
        let other = store.tenant_named("other").await.unwrap().by("eve");
        own.ingest(events(3), None, now(), &IngestConfig::default()).await.unwrap();
        own.write_analysis(&analysis()).await.unwrap();
        own.apply_configuration(&said(), false, false).await.unwrap();
        let kept = own.configuration_with_secrets().await.unwrap();
        assert_eq!(kept, said());

        assert_eq!(other.configuration().await.unwrap(), Configuration::default());
        assert_eq!(other.configuration_with_secrets().await.unwrap(), Configuration::default());
        assert_eq!(other.calendar().await.unwrap(), Calendar::default());
        assert!(!other.remove_entry(Section::Hooks, "h").await.unwrap());
        assert!(
            other
                .apply_configuration(&Configuration::default(), true, false)
                .await
                .unwrap()
                .changes
                .is_empty()
        );
        let group = json!({"groups": [{"name": "g", "services": ["mine"]}]});
        other.put_entry(&serde_json::from_value(group).unwrap()).await.unwrap();
        assert_eq!(own.configuration_with_secrets().await.unwrap(), kept);
        let keep = Retention { events_days: Some(1), results_days: Some(1) };
        assert_eq!(other.retire_own(now(), &keep).await.unwrap(), 0);

        let span = (now().plus_ms(-DAY_MS), now());
        assert!(!own.counted_errors(span, None, Severity::Medium).await.unwrap().is_empty());
        assert!(other.counted_errors(span, None, Severity::Medium).await.unwrap().is_empty());
        assert!(!own.most_errors_within(5, span, None, Severity::Medium).await.unwrap().is_empty());
        assert!(other.most_errors_within(5, span, None, Severity::Medium).await.unwrap().is_empty());
        assert!(!own.new_groups(span.0, span.1, 1).await.unwrap().is_empty());
        assert!(other.new_groups(span.0, span.1, 1).await.unwrap().is_empty());
        assert!(other.groups_that_came_back(span.0, span.1, 0).await.unwrap().is_empty());
        let group = own.commonest_patterns("checkout", 1).await.unwrap()[0].id;
        assert!(own.ignore_pattern(group, now().plus_ms(DAY_MS)).await.unwrap());
        assert_eq!(own.ignored_groups(now()).await.unwrap().len(), 1);
        assert!(own.ignored_groups(now().plus_ms(2 * DAY_MS)).await.unwrap().is_empty());
        assert!(other.ignored_groups(now()).await.unwrap().is_empty());
        assert!(other.groups_of_newest_release(span.0, span.1, 1).await.unwrap().is_empty());
        assert!(!own.likely((span.0, now()), 0.0, None, None).await.unwrap().is_empty());
        assert!(other.likely((span.0, now()), 0.0, None, None).await.unwrap().is_empty());
        assert!(!own.newest_forecasts(span.0, span.1).await.unwrap().is_empty());
        assert!(other.newest_forecasts(span.0, span.1).await.unwrap().is_empty());
        let history = other.history(now(), &Calendar::default()).await.unwrap();
        assert!(history.feedback.is_empty() && history.insights.is_empty() && history.actions.is_empty());

        let message = OutMessage {
            severity: Severity::High,
            channel: NotificationChannel::Webhook,
            recipient: "h".to_owned(),
            message: "m".to_owned(),
            payload: json!({}),
            news: "fired".to_owned(),
            escalation_level: 0,
            not_before: None,
        };
        let alert = NewAlert {
            kind: "condition".to_owned(),
            about: "a".to_owned(),
            key: "k".to_owned(),
            severity: Severity::High,
            opened_at: now(),
            escalate_at: None,
            silenced: false,
            fired: json!({}),
        };
        own.open_alert(&alert, std::slice::from_ref(&message)).await.unwrap().unwrap();
        let claimed = own.claim_messages(9, 1_000, &[], None).await.unwrap().remove(0);
        let id = claimed.notification.id;
        assert!(!other.keep_receipt(id, &json!({"ts": "1"})).await.unwrap());
        assert!(own.keep_receipt(id, &json!({"ts": "2"})).await.unwrap());
        assert_eq!(own.receipt_before(&claimed).await.unwrap(), Some(json!({"ts": "2"})));
        assert_eq!(other.receipt_before(&claimed).await.unwrap(), None);
        assert_eq!(other.send_again(id).await.unwrap(), None);
        let test = TestMessage {
            subject: "t".to_owned(),
            severity: Severity::Info,
            channel: NotificationChannel::Webhook,
            recipient: "h".to_owned(),
            message: "m".to_owned(),
            payload: json!({}),
        };
        let tested = own.test_channel(&test).await.unwrap();
        assert!(own.notification(tested).await.unwrap().is_some());
        assert!(other.notification(tested).await.unwrap().is_none());

        let action = own.actions(None, None, &errpredict_store::Page::default()).await.unwrap().remove(0);
        assert_eq!(other.ask_executor(action.id, RunKind::DryRun, "e", None).await.unwrap(), None);
        assert_eq!(other.start_action(action.id, "e").await.unwrap_err().code(), "conflict");
        own.ask_executor(action.id, RunKind::DryRun, "e", None).await.unwrap().unwrap();
        assert_eq!(other.claim_run(1_000).await.unwrap(), None);
        let run = own.claim_run(60_000).await.unwrap().unwrap();
        assert!(!other.try_run_again(&run, "no answer", 0).await.unwrap());
        assert!(own.try_run_again(&run, "no answer", 0).await.unwrap());
        assert_eq!(other.claim_run(1_000).await.unwrap(), None);
        let run = own.claim_run(60_000).await.unwrap().unwrap();
        let end = RunEnd {
            status: "succeeded",
            answer: Some(json!(1)),
            error: None,
            action: None,
            back_after_minutes: None,
        };
        assert!(!other.end_run(&run, &end).await.unwrap());
        assert!(own.end_run(&run, &end).await.unwrap());
        assert!(other.runs_of_action(action.id).await.unwrap().is_empty());
        assert_eq!(own.runs_of_action(action.id).await.unwrap().len(), 1);
        assert_eq!(other.dry_run_and_effect(action.id).await.unwrap(), (None, None));
        assert_eq!(own.dry_run_and_effect(action.id).await.unwrap().0, Some(json!(1)));
        assert!(other.unmeasured_actions(span.0, now().plus_ms(DAY_MS)).await.unwrap().is_empty());
        assert!(other.acted(Some("checkout")).await.unwrap().is_empty());
        assert!(!other.keep_effect(action.id, &json!({})).await.unwrap());
        // What one did stands in its own log, and in no other.
        let of = |entries: Vec<errpredict_store::AuditEntry>| {
            let mut by: BTreeMap<String, usize> = BTreeMap::new();
            entries.iter().for_each(|one| *by.entry(one.actor.clone().unwrap_or_default()).or_default() += 1);
            by
        };
        assert!(!of(own.audit_entries(None, 1_000).await.unwrap()).contains_key("eve"));
        assert!(!of(other.audit_entries(None, 1_000).await.unwrap()).contains_key("ada"));
    });
}

#[test]
fn a_person_is_erased_from_the_parts_of_messages_and_what_is_left_is_still_json() {
    run(async {
        let store = Store::connect(migrated().await, &StoreConfig::default()).await.unwrap();
        let own = store.tenant_named("acme").await.unwrap();
        let said = json!({"title": "user-7 could not pay", "n": 4711});
        let alert = NewAlert {
            kind: "condition".to_owned(),
            about: "a".to_owned(),
            key: "k".to_owned(),
            severity: Severity::High,
            opened_at: now(),
            escalate_at: None,
            silenced: false,
            fired: said.clone(),
        };
        let message = OutMessage {
            severity: Severity::High,
            channel: NotificationChannel::Webhook,
            recipient: "h".to_owned(),
            message: "m".to_owned(),
            payload: said,
            news: "fired".to_owned(),
            escalation_level: 0,
            not_before: None,
        };
        let id = own.open_alert(&alert, &[message]).await.unwrap().unwrap();
        own.erase_person("user-7").await.unwrap();
        let left = json!({"title": "[erased] could not pay", "n": 4711});
        assert_eq!(own.alert(id).await.unwrap().unwrap().alert.fired, left);
        assert_eq!(own.claim_messages(9, 1_000, &[], None).await.unwrap()[0].payload, left);
        // One whose name is a number: what was measured is no person.
        own.erase_person("4711").await.unwrap();
        assert_eq!(own.alert(id).await.unwrap().unwrap().alert.fired, left);
        assert!(own.verify_audit().await.unwrap().is_empty());
    });
}

#[test]
fn what_is_said_of_a_cause_is_known_to_the_next_analysis_and_to_no_model() {
    run(async {
        let owner = migrated().await;
        let admin = superuser_of(&owner).await;
        let store = Store::connect(owner, &StoreConfig::default()).await.unwrap();
        let own = store.tenant_named("acme").await.unwrap().by("ada");
        let other = store.tenant_named("other").await.unwrap().by("eve");
        own.write_analysis(&analysis()).await.unwrap();
        let found = own.root_causes(None, &Page::default()).await.unwrap();
        let found = &found.iter().find(|one| !one.found.causes.is_empty()).unwrap().found;
        let first = &found.causes[0];
        let said = |feedback_type, at| Feedback {
            at,
            feedback_type,
            service: found.service.clone(),
            about: found.at,
            key: first.key.clone(),
            score: None,
            text: Some("the disk was full".to_owned()),
        };
        let at = found.at.plus_ms(60_000);
        own.give_feedback(&said(FeedbackType::TruePositive, at)).await.unwrap();
        let history = own.history(at, &Calendar::default()).await.unwrap();
        assert!(history.feedback.is_empty(), "no model learns from it: {:?}", history.feedback);
        let incident = &history.incidents[0];
        assert_eq!((history.incidents.len(), &incident.id), (1, &found.key));
        assert_eq!((incident.named, incident.cause), (Some(first.kind), Some(first.kind)));
        assert_eq!(incident.resolution.as_deref(), Some("the disk was full"));
        assert!(!incident.signature.0.is_empty());
        history.validate().unwrap();
        // What is said later is known later, and the last word counts.
        let later = at.plus_ms(60_000);
        let wrong = own.give_feedback(&said(FeedbackType::FalsePositive, later)).await.unwrap();
        let query = "select retrain_recommended from ai_models.prediction_feedback where id = $1";
        let is_for_training: bool = admin.query_one(query, &[&wrong]).await.unwrap().get(0);
        assert!(!is_for_training, "no model named it");
        let before = own.history(at, &Calendar::default()).await.unwrap();
        assert_eq!(before.incidents[0].cause, Some(first.kind));
        let after = own.history(later, &Calendar::default()).await.unwrap();
        assert_eq!((after.incidents[0].named, after.incidents[0].cause), (Some(first.kind), None));
        assert!(other.history(later, &Calendar::default()).await.unwrap().incidents.is_empty());
    });
}
