//! Who may do what: another tenant's people, keys and sessions open nothing, and what is changed is told.

use std::time::Duration;

use errpredict::Severity;
use errpredict::action::Move;
use errpredict::vocabulary::NotificationChannel;
use errpredict_store::{
    AnomalyFilter, Asked, Changes, IngestConfig, KeptAnswer, NewNotification, Page, PredictionFilter, Store,
    StoreConfig, lists,
};
use uuid::Uuid;

use crate::common::log::{analysis, events, now};
use crate::common::{migrated, run};

/// The functions that are tried here as another tenant.
pub(crate) const TRIED: [&str; 29] = [
    "principals",
    "principal",
    "principal_named",
    "create_principal",
    "set_roles",
    "set_active",
    "create_key",
    "keys",
    "revoke_key",
    "use_key",
    "begin_session",
    "renew_session",
    "end_session",
    "revoke_refresh",
    "session",
    "ask",
    "answer",
    "forget_request",
    "request_goes_on",
    "list",
    "event",
    "event_stats",
    "predictions_by_service",
    "insights_by_service",
    "dashboard",
    "archive_model",
    "raise_alert",
    "pattern",
    "notification",
];

#[test]
fn a_session_ends_with_the_key_it_was_begun_with() {
    run(async {
        let store = Store::connect(migrated().await, &StoreConfig::default()).await.unwrap();
        let own = store.tenant_named("own").await.unwrap().by("ada");
        let later = now().plus_ms(365 * 86_400_000);
        let ada = own.create_principal("ada", "person", &["admin"]).await.unwrap();
        let lost = own.create_key(ada, "lost", &[1; 32], None).await.unwrap();
        own.create_key(ada, "kept", &[2; 32], None).await.unwrap();
        let [of_lost, of_kept, of_none] = [5, 6, 7].map(Uuid::from_u128);
        own.begin_session(ada, of_lost, &[11; 32], later, Some(&[1; 32])).await.unwrap();
        own.begin_session(ada, of_kept, &[12; 32], later, Some(&[2; 32])).await.unwrap();
        own.begin_session(ada, of_none, &[13; 32], later, None).await.unwrap();
        // It is the same session from token to token.
        assert!(own.renew_session(&[11; 32], &[14; 32], later).await.unwrap().is_some());
        assert!(own.session(of_lost, ada).await.unwrap().is_some());
        assert!(own.revoke_key(lost).await.unwrap());
        for (session, goes_on) in [(of_lost, false), (of_kept, true), (of_none, true)] {
            assert_eq!(own.session(session, ada).await.unwrap().is_some(), goes_on, "{session}");
        }
        assert!(own.renew_session(&[14; 32], &[15; 32], later).await.unwrap().is_none());
        assert!(own.renew_session(&[12; 32], &[16; 32], later).await.unwrap().is_some());
        assert!(own.renew_session(&[13; 32], &[17; 32], later).await.unwrap().is_some());
    });
}

#[test]
fn another_tenant_finds_nobody_and_opens_nothing() {
    run(async {
        let store = Store::connect(migrated().await, &StoreConfig::default()).await.unwrap();
        let own = store.tenant_named("own").await.unwrap().by("ada");
        let other = store.tenant_named("other").await.unwrap().by("eve");
        let later = now().plus_ms(365 * 86_400_000);
        let ada = own.create_principal("ada", "person", &["admin"]).await.unwrap();
        let key = own.create_key(ada, "k", &[1; 32], None).await.unwrap();
        let session = Uuid::from_u128(5);
        own.begin_session(ada, session, &[2; 32], later, None).await.unwrap();
        assert_eq!(own.principals().await.unwrap().len(), 1);
        assert_eq!(own.use_key(&[1; 32]).await.unwrap().unwrap().roles, ["admin"]);
        assert_eq!(own.session(session, ada).await.unwrap().unwrap().name, "ada");

        assert!(other.principals().await.unwrap().is_empty() && other.keys().await.unwrap().is_empty());
        assert!(
            other.principal(ada).await.unwrap().is_none()
                && other.principal_named("ada").await.unwrap().is_none()
        );
        assert!(
            !other.set_roles(ada, &["viewer"]).await.unwrap() && !other.set_active(ada, false).await.unwrap()
        );
        assert_eq!(other.create_key(ada, "k", &[3; 32], None).await.unwrap_err().code(), "not_found");
        assert!(!other.revoke_key(key).await.unwrap() && other.use_key(&[1; 32]).await.unwrap().is_none());
        assert!(
            other.session(session, ada).await.unwrap().is_none()
                && !other.end_session(session).await.unwrap()
        );
        assert!(!other.revoke_refresh(&[2; 32]).await.unwrap());
        assert!(other.renew_session(&[2; 32], &[4; 32], later).await.unwrap().is_none());
        assert_eq!(own.session(session, ada).await.unwrap().unwrap().name, "ada", "it goes on");
        let renewed = own.renew_session(&[2; 32], &[4; 32], later).await.unwrap().unwrap();
        assert_eq!(renewed.session, session);
        assert!(own.renew_session(&[2; 32], &[9; 32], later).await.unwrap().is_none(), "taken twice");
        assert!(own.session(session, ada).await.unwrap().is_none(), "then it ends");

        let refused = own.set_active(ada, false).await.unwrap_err();
        assert_eq!(refused.code(), "invalid_argument", "{refused}");
        assert_eq!(own.set_roles(ada, &[]).await.unwrap_err().code(), "invalid_argument");
        assert_eq!(
            own.create_principal("bob", "person", &["root"]).await.unwrap_err().code(),
            "invalid_input"
        );
        assert_eq!(own.principals().await.unwrap().len(), 1, "all of it or nothing");

        assert_eq!(own.ask("k", &[1; 32]).await.unwrap(), Asked::First);
        assert_eq!(own.ask("k", &[1; 32]).await.unwrap(), Asked::Running);
        assert!(own.request_goes_on("k").await.unwrap() && !own.request_goes_on("another").await.unwrap());
        assert!(!other.request_goes_on("k").await.unwrap(), "nobody else's");
        assert_eq!(other.ask("k", &[2; 32]).await.unwrap(), Asked::First, "a key of one's own");
        other.forget_request("k").await.unwrap();
        let kept = KeptAnswer { status: 201, body: serde_json::json!({"id": 1}) };
        other.answer("k", &kept).await.unwrap();
        assert_eq!(own.ask("k", &[1; 32]).await.unwrap(), Asked::Running, "nobody else answers it");
        own.answer("k", &kept).await.unwrap();
        assert_eq!(own.ask("k", &[1; 32]).await.unwrap(), Asked::Answered(kept));
        assert_eq!(own.ask("k", &[2; 32]).await.unwrap_err().code(), "conflict");

        own.write_analysis(&analysis()).await.unwrap();
        own.ingest(events(1), None, now(), &IngestConfig::default()).await.unwrap();
        let page = Page::default();
        let since = now().plus_ms(-86_400_000 * 30);
        assert!(!own.predictions_by_service(since).await.unwrap().is_empty());
        assert!(other.predictions_by_service(since).await.unwrap().is_empty());
        assert!(!own.insights_by_service(since).await.unwrap().is_empty());
        assert!(other.insights_by_service(since).await.unwrap().is_empty());
        assert!(own.event_stats(since, None).await.unwrap().errors > 0);
        assert_eq!(other.event_stats(since, None).await.unwrap().events, 0);
        assert!(own.dashboard(now()).await.unwrap().predictions.total > 0);
        let theirs = other.dashboard(now()).await.unwrap();
        assert_eq!((theirs.predictions.total, theirs.anomalies.total, theirs.last_24h.events), (0, 0, 0));
        assert_eq!(theirs.health_score, None);
        let asked = lists::EVENTS.selection(&[], now()).unwrap();
        let event = own
            .list::<errpredict_store::StoredEvent>(&lists::EVENTS, &asked)
            .await
            .unwrap()
            .results
            .remove(0);
        assert!(
            other
                .list::<errpredict_store::StoredEvent>(&lists::EVENTS, &asked)
                .await
                .unwrap()
                .results
                .is_empty()
        );
        assert_eq!(own.event(event.id).await.unwrap().as_ref(), Some(&event));
        assert_eq!(other.event(event.id).await.unwrap(), None);
        let pattern = own.commonest_patterns("checkout", 1).await.unwrap().remove(0);
        assert_eq!(own.pattern(pattern.id).await.unwrap().as_ref(), Some(&pattern));
        assert_eq!(other.pattern(pattern.id).await.unwrap(), None);
        let unalerted = PredictionFilter { alert: Some(false), ..PredictionFilter::default() };
        let prediction = own.predictions(&unalerted, &page);
        let prediction = prediction.await.unwrap().remove(0);
        assert!(!other.raise_alert(prediction.id).await.unwrap());
        assert!(
            own.raise_alert(prediction.id).await.unwrap() && !own.raise_alert(prediction.id).await.unwrap()
        );
        assert!(!other.archive_model(prediction.id).await.unwrap());
        let message = NewNotification {
            subject: "s".to_owned(),
            severity: Severity::High,
            channel: NotificationChannel::Dashboard,
            recipient: "ada".to_owned(),
            message: "m".to_owned(),
            dedupe_key: "d".to_owned(),
            escalation_level: 0,
        };
        own.notify(&[message]).await.unwrap();
        let message = own.notifications_about("s").await.unwrap().remove(0);
        assert_eq!(own.notification(message.id).await.unwrap().as_ref(), Some(&message));
        assert_eq!(other.notification(message.id).await.unwrap(), None);
        assert_eq!(own.verify_audit().await.unwrap(), []);
    });
}

#[test]
fn what_changes_is_told_once_it_is_committed_and_events_are_not() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("own").await.unwrap().by("ada");
        let id = store.tenants().await.unwrap()[0].0;
        tenant.write_analysis(&analysis()).await.unwrap();
        let mut changes = Changes::listen(&(&owner).into()).await.unwrap();
        let told = async |changes: &mut Changes| {
            tokio::time::timeout(Duration::from_millis(400), changes.next()).await
        };
        tenant.ingest(events(1), None, now(), &IngestConfig::default()).await.unwrap();
        assert!(told(&mut changes).await.is_err(), "events come in all the time");
        let anomaly = tenant.anomalies(&AnomalyFilter::default(), &Page::default()).await.unwrap()[0].id;
        tenant.acknowledge_anomaly(anomaly).await.unwrap();
        assert_eq!(told(&mut changes).await.unwrap().unwrap(), id);
        let action = tenant.actions(None, None, &Page::default()).await.unwrap()[0].id;
        tenant.step_action(action, Move::Reject, None, None).await.unwrap();
        assert_eq!(told(&mut changes).await.unwrap().unwrap(), id);
        tenant.write_analysis(&analysis()).await.unwrap();
        assert_eq!(told(&mut changes).await.unwrap().unwrap(), id);
        assert!(told(&mut changes).await.is_err(), "once for each transaction");
    });
}
