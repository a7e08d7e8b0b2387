//! What came with jobs, alerts and the ways in: each function tried as another tenant, which finds nothing and changes nothing.

use std::fmt::Debug;

use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::vocabulary::{ModelType, NotificationChannel};
use errpredict::{Severity, Timestamp};
use errpredict_store::{
    AlertStep, IngestConfig, Measured, ModelFigures, NewAlert, NewModel, NewSeries, NewSourceMap,
    NewWebhookSource, OutMessage, PredictionFilter, Resolution, SeenCall, SeenSessions, Store, StoreConfig,
    StoredAlert, StoredPolicy, Tenant, TestMessage,
};
use serde_json::json;
use uuid::Uuid;

use crate::common::log::{analysis, events, now};
use crate::common::{migrated, run, superuser_of};

/// The functions that are tried here.
pub(crate) const TRIED: &[&str] = &[
    "principal_of_identity",
    "create_identity",
    "claim_messages",
    "message_failed",
    "open_alert",
    "step_alert",
    "alerts_going_on",
    "newest_alert",
    "alerts",
    "alert",
    "is_alert_taken",
    "told_of_alert",
    "acknowledge_alert",
    "alert_policies",
    "set_alert_policy",
    "silences_at",
    "silence",
    "on_call_at",
    "put_on_call",
    "keep_contact",
    "newest_analysis",
    "open_predictions",
    "scores_by_day",
    "add_calls",
    "dependencies",
    "statics",
    "chosen_series",
    "choose_series",
    "unchoose_series",
    "measured_series",
    "measure",
    "add_sessions",
    "release_health",
    "keep_chunks",
    "missing_chunks",
    "chunks",
    "keep_source_maps",
    "source_map_stamp",
    "newest_source_maps",
    "source_maps",
    "webhook_sources",
    "webhook_source",
    "create_webhook_source",
    "remove_webhook_source",
    "past_predictions",
    "prediction_came",
    "past_counts",
    "past_anomalies",
    "arrival",
    "model_health",
    "alert_load",
    "unreached",
];

fn model() -> NewModel {
    NewModel {
        name: "m".to_owned(),
        model_type: ModelType::ErrorClassifier,
        service: None,
        algorithm: "logistic".to_owned(),
        config: json!({}),
        sample_count: None,
        feature_count: None,
        figures: ModelFigures::default(),
    }
}

/// Whether an answer is what somebody gets who has nothing.
fn is_nothing<T: Debug + Default>(answer: &T) -> bool {
    format!("{answer:?}") == format!("{:?}", T::default())
}

/// Asks as the tenant that has something and as one that has nothing.
macro_rules! only_its_own {
    ($own:ident, $other:ident, $($name:ident($($argument:expr),*)),+ $(,)?) => { $(
        assert!(TRIED.contains(&stringify!($name)));
        let of_own = $own.$name($($argument),*).await.unwrap();
        assert!(!is_nothing(&of_own), "{} finds nothing as its own tenant", stringify!($name));
        let of_other = $other.$name($($argument),*).await.unwrap();
        assert!(is_nothing(&of_other), "{} shows another tenant {of_other:?}", stringify!($name));
    )+ };
}

async fn tenants() -> (Tenant, Tenant) {
    let (_, own, other) = in_database().await;
    (own, other)
}

async fn in_database() -> (tokio_postgres::Config, Tenant, Tenant) {
    let database = migrated().await;
    let store = Store::connect(database.clone(), &StoreConfig::default()).await.unwrap();
    let own = store.tenant_named("acme").await.unwrap().by("ada");
    (database, own, store.tenant_named("other").await.unwrap().by("eve"))
}

fn alert(at: Timestamp) -> (NewAlert, OutMessage) {
    let alert = NewAlert {
        kind: "anomaly".to_owned(),
        about: "checkout".to_owned(),
        key: "k".to_owned(),
        severity: Severity::High,
        opened_at: at,
        escalate_at: None,
        silenced: false,
        fired: json!({"key": "k"}),
    };
    let message = OutMessage {
        severity: Severity::High,
        channel: NotificationChannel::Email,
        recipient: "ada@shop.example".to_owned(),
        message: "m".to_owned(),
        payload: json!({}),
        news: "fired".to_owned(),
        escalation_level: 0,
        not_before: None,
    };
    (alert, message)
}

async fn opened(own: &Tenant, at: Timestamp) -> (StoredAlert, OutMessage) {
    let (new, message) = alert(at);
    let id = own.open_alert(&new, std::slice::from_ref(&message)).await.unwrap().unwrap();
    (own.alert(id).await.unwrap().unwrap(), message)
}

#[test]
fn alerts_of_one_tenant_are_nobody_elses() {
    run(async {
        let (own, other) = tenants().await;
        let at = now();
        let (stored, message) = opened(&own, at).await;
        only_its_own!(
            own,
            other,
            alerts_going_on(),
            alerts(9),
            alert(stored.id),
            newest_alert("anomaly", "checkout", at.plus_ms(-HOUR_MS)),
        );
        only_its_own!(own, other, alert_load());
        only_its_own!(own, other, told_of_alert(stored.id));
        // What another one claims, ends or answers stays as it was.
        assert!(other.claim_messages(9, 60_000, &[], None).await.unwrap().is_empty());
        let claimed = own.claim_messages(9, 60_000, &[], None).await.unwrap();
        assert_eq!(claimed.len(), 1);
        assert!(!other.message_failed(claimed[0].notification.id, "no", Some(1)).await.unwrap());
        assert!(own.message_failed(claimed[0].notification.id, "no", Some(1)).await.unwrap());
        let step = AlertStep { resolved_at: Some(at), ..AlertStep::default() };
        assert!(!other.step_alert(&stored, &step, std::slice::from_ref(&message)).await.unwrap());
        assert!(!other.acknowledge_alert(stored.id).await.unwrap());
        assert_eq!(own.alert(stored.id).await.unwrap().unwrap(), stored);
        // The same alert of another tenant is another alert: neither hinders the other.
        let (new, _) = alert(at);
        let of_other = other.open_alert(&new, &[]).await.unwrap().unwrap();
        assert_ne!(of_other, stored.id);
        assert_eq!((own.alerts(9).await.unwrap().len(), other.alerts(9).await.unwrap().len()), (1, 1));
        assert!(own.acknowledge_alert(stored.id).await.unwrap());
        // Whether it is taken is said by what was done to its anomalies and its messages, which are the tenant's.
        own.write_analysis(&analysis()).await.unwrap();
        let anomaly = own.strongest_anomalies(1).await.unwrap().remove(0);
        own.acknowledge_anomaly(anomaly.id).await.unwrap();
        let keys = [anomaly.found.key];
        only_its_own!(own, other, is_alert_taken(stored.id, &keys));
        assert!(own.step_alert(&own.alert(stored.id).await.unwrap().unwrap(), &step, &[]).await.unwrap());
        assert_eq!(other.alert(of_other).await.unwrap().unwrap().resolved_at, None);
    });
}

#[test]
fn whom_nothing_reaches_is_told_until_something_does() {
    run(async {
        let (database, own, other) = in_database().await;
        let admin = superuser_of(&database).await;
        let (_, message) = opened(&own, now()).await;
        let id = own.claim_messages(9, 60_000, &[], None).await.unwrap()[0].notification.id;
        for (how, expected) in [
            ("attempts = 2, error = 'no'", 0),
            ("attempts = 3, error = null", 0),
            ("attempts = 3, error = 'no'", 1),
            // The fourth is on its way: three have failed.
            ("attempts = 4, error = null", 1),
        ] {
            let text = format!("update ai_models.alert_notifications set {how} where id = '{id}'");
            admin.batch_execute(&text).await.unwrap();
            assert_eq!(own.unreached().await.unwrap().len(), expected, "{how}");
        }
        assert!(own.message_failed(id, "no", None).await.unwrap());
        only_its_own!(own, other, unreached());
        let test = |subject: &str| TestMessage {
            subject: subject.to_owned(),
            severity: Severity::Info,
            channel: message.channel,
            recipient: message.recipient.clone(),
            message: "t".to_owned(),
            payload: json!({"kind": "test"}),
        };
        // Whoever tests a channel looks for himself whether that went.
        let failed = own.test_channel(&test("one")).await.unwrap();
        assert!(own.message_failed(failed, "not either", None).await.unwrap());
        let found = own.unreached().await.unwrap();
        assert_eq!((found.len(), found[0].messages, found[0].error.as_deref()), (1, 1, Some("no")));
        assert_eq!((found[0].channel, &found[0].recipient), (message.channel, &message.recipient));
        let arrived = own.test_channel(&test("two")).await.unwrap();
        assert!(own.notification_was_sent(arrived).await.unwrap());
        assert_eq!(own.unreached().await.unwrap(), []);
    });
}

#[test]
fn who_is_told_when_is_said_by_a_tenant_for_itself() {
    run(async {
        let (own, other) = tenants().await;
        let at = now();
        let (from, to) = (at.plus_ms(-HOUR_MS), at.plus_ms(HOUR_MS));
        let policy = StoredPolicy {
            repeat_after_s: None,
            severity: Severity::High,
            channels: vec![NotificationChannel::Email],
            escalate_after_s: Some(300),
            quiet_from: None,
            quiet_to: None,
            time_zone: "UTC".to_owned(),
        };
        own.set_alert_policy(&policy).await.unwrap();
        own.silence(Some("checkout"), from, to, "moves").await.unwrap();
        let ada = own.create_identity("ada", &["viewer"], "https://id.example", &[9; 32]).await.unwrap();
        own.put_on_call(ada, 1, from, to).await.unwrap();
        assert!(own.keep_contact(ada, "ada@shop.example").await.unwrap());
        only_its_own!(
            own,
            other,
            alert_policies(),
            silences_at(at),
            on_call_at(at),
            principal_of_identity(&[9; 32]),
        );
        // Nobody puts somebody of another tenant on call, or says how to reach them.
        assert!(!other.keep_contact(ada, "eve@evil.example").await.unwrap());
        assert_eq!(other.put_on_call(ada, 1, from, to).await.unwrap_err().code(), "invalid_input");
        assert!(other.on_call_at(at).await.unwrap().is_empty());
        let reached = own.on_call_at(at).await.unwrap();
        assert_eq!(reached[0].2.as_deref(), Some("ada@shop.example"), "{reached:?}");
        // Whom one tenant knows by that, no other makes its own.
        let taken =
            other.create_identity("ada", &["viewer"], "https://id.example", &[9; 32]).await.unwrap_err();
        assert_eq!(taken.code(), "conflict");
        assert!(other.principal_of_identity(&[9; 32]).await.unwrap().is_none());
        assert_eq!(own.principal_of_identity(&[9; 32]).await.unwrap().unwrap().id, ada);
        // What another one says of itself changes nothing here.
        other.set_alert_policy(&StoredPolicy { escalate_after_s: Some(1), ..policy.clone() }).await.unwrap();
        other.silence(None, from, to, "all").await.unwrap();
        assert_eq!(own.alert_policies().await.unwrap(), [policy]);
        assert_eq!(own.silences_at(at).await.unwrap().len(), 1);
    });
}

#[test]
fn what_was_foreseen_is_added_up_for_its_tenant() {
    run(async {
        let (database, own, other) = in_database().await;
        own.write_analysis(&analysis()).await.unwrap();
        let (before, later) = (now().plus_ms(-30 * DAY_MS), now().plus_ms(2 * DAY_MS));
        only_its_own!(
            own,
            other,
            newest_analysis(later),
            open_predictions(later, None, 9),
            past_predictions(before, 0.0, None, None, 9),
            past_counts(before, None, None),
            past_anomalies(before, &Severity::ALL, None, 9),
        );
        let of = PredictionFilter { service: Some("checkout".to_owned()), ..PredictionFilter::default() };
        let mut of_service = own.predictions(&of, &Default::default()).await.unwrap();
        let (first, second) = (of_service.remove(0), of_service.remove(0));
        let (came, event) = (now().plus_ms(60_000), Uuid::from_u128(9));
        assert!(!other.prediction_came(second.id, came, event).await.unwrap());
        assert!(own.prediction_came(second.id, came, event).await.unwrap());
        let said = Resolution { id: first.id, occurred_at: None };
        assert_eq!(own.resolve_predictions(&[said]).await.unwrap(), 1);
        // Those of that model alone are scored, and three days of a log teach none.
        let of_model = uuid::Uuid::from_u128(7);
        let by_model = format!(
            "update ai_models.error_predictions set basis = 'model', model_id = '{of_model}' where id = '{}'",
            first.id
        );
        superuser_of(&database).await.batch_execute(&by_model).await.unwrap();
        only_its_own!(own, other, scores_by_day(of_model, before, later));
        assert!(own.scores_by_day(uuid::Uuid::from_u128(8), before, later).await.unwrap().is_empty());
        // How late events arrive, and how the model does that answers, are told to their tenant.
        own.ingest(events(1), None, now(), &IngestConfig::default()).await.unwrap();
        let model = own.register_model(&model(), b"m").await.unwrap();
        own.promote_model(model).await.unwrap();
        only_its_own!(own, other, arrival(before), model_health());
    });
}

#[test]
fn what_came_in_by_other_ways_is_its_tenants() {
    run(async {
        let (own, other) = tenants().await;
        let at = now();
        let call = SeenCall {
            service: "checkout".to_owned(),
            uses: "payments".to_owned(),
            kind: "service",
            calls: 3,
            failed: 1,
            total_ms: 30.0,
            last_seen: at,
        };
        let sessions = SeenSessions {
            release: "shop@1".to_owned(),
            environment: "production".to_owned(),
            at,
            started: 3,
            errored: 1,
            crashed: 1,
            abnormal: 0,
        };
        assert!(own.add_calls([1; 32], std::slice::from_ref(&call)).await.unwrap());
        assert!(own.add_sessions([1; 32], std::slice::from_ref(&sessions)).await.unwrap());
        let series: NewSeries = serde_json::from_value(json!({"metric": "queue_length"})).unwrap();
        let chosen = own.choose_series(&series).await.unwrap();
        let measured = |value| Measured {
            series: "queue_length".to_owned(),
            labels: Default::default(),
            at: at.plus_ms(-HOUR_MS),
            value,
            is_counter: false,
        };
        assert_eq!(own.measure(vec![measured(1.0)]).await.unwrap().stored, 1);
        only_its_own!(
            own,
            other,
            dependencies(9),
            statics(),
            release_health(at.plus_ms(-DAY_MS), 9),
            chosen_series(),
            measured_series(9),
        );
        assert!(!other.unchoose_series(chosen.id).await.unwrap());
        // The same sent by another tenant is no repetition, and is counted there.
        assert!(other.add_calls([1; 32], &[call]).await.unwrap());
        assert!(other.add_sessions([1; 32], &[sessions]).await.unwrap());
        assert_eq!(other.measure(vec![measured(1.0)]).await.unwrap().stored, 1);
        assert_eq!(own.dependencies(9).await.unwrap()[0].calls, 3);
        assert_eq!(own.release_health(at.plus_ms(-DAY_MS), 9).await.unwrap()[0].started, 3);
        assert_eq!(own.measured_series(9).await.unwrap()[0].last_value, Some(1.0));
        assert!(own.unchoose_series(chosen.id).await.unwrap());
    });
}

#[test]
fn uploads_and_sources_are_their_tenants() {
    run(async {
        let (own, other) = tenants().await;
        let part = [3; 20];
        own.keep_chunks(vec![(part, b"part".to_vec())]).await.unwrap();
        let map = NewSourceMap {
            release: Some("shop@1".to_owned()),
            dist: None,
            of: "~/app.js".to_owned(),
            debug_id: None,
            bytes: b"{}".to_vec(),
        };
        own.keep_source_maps(vec![map.clone()]).await.unwrap();
        let new =
            NewWebhookSource { source: "ci", form: "github", brings: "changes", secret: "0123456789abcdef" };
        let source: Uuid = own.create_webhook_source(new).await.unwrap();
        only_its_own!(
            own,
            other,
            chunks(&[part], 1 << 20),
            source_map_stamp(),
            newest_source_maps(1 << 20),
            source_maps(9),
            webhook_sources(),
            webhook_source("ci"),
        );
        // To know that a part is there would be to know what another one uploads.
        assert_eq!(other.missing_chunks(&[part]).await.unwrap(), [part]);
        assert!(own.missing_chunks(&[part]).await.unwrap().is_empty());
        assert!(!other.remove_webhook_source(source).await.unwrap());
        // Of the same name, each has its own.
        other.keep_chunks(vec![(part, b"else".to_vec())]).await.unwrap();
        other.keep_source_maps(vec![NewSourceMap { bytes: b"else".to_vec(), ..map }]).await.unwrap();
        other.create_webhook_source(NewWebhookSource { secret: "fedcba9876543210", ..new }).await.unwrap();
        assert_eq!(own.chunks(&[part], 4).await.unwrap()[part.as_slice()], b"part");
        // The bound is held against what is its own only.
        assert_eq!(own.chunks(&[part], 3).await.unwrap_err().code(), "limit_exceeded");
        assert_eq!(own.newest_source_maps(1 << 20).await.unwrap()[0].bytes, b"{}");
        assert_eq!(own.webhook_source("ci").await.unwrap().unwrap().1, "0123456789abcdef");
        assert!(own.remove_webhook_source(source).await.unwrap());
        assert_eq!(other.webhook_sources().await.unwrap().len(), 1);
    });
}
