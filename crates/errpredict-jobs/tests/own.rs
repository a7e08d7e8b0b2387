//! errpredict tells of its own trouble: a job that fails, one that is late, events that arrive late, a log that stopped arriving, people whom no
//! message reaches.

use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::vocabulary::NotificationChannel;
use errpredict::{Event, Severity, Timestamp};
use errpredict_jobs::{Config, Context, Worker, job_named, look_after_itself, run_job};
use errpredict_store::{
    IngestConfig, NewAlert, OutMessage, PlannedSlot, Store, StoredAlert, Tenant, TestMessage,
};
use serde_json::json;
use uuid::Uuid;

use crate::common::log::{Numbers, now};
use crate::common::{put, run, store, superuser_of};

/// Mail goes to somebody, so that there is a message.
fn config() -> Config {
    let text = "[platform]\ntenant = \"acme\"\n[jobs]\nmax_attempts = 1\n[alerts]\nallow_private = true\n\
        [alerts.email]\nurl = \"smtp://localhost:1\"\nfrom = \"e@m.example\"\nto = [\"all@m.example\"]";
    Config::read(text, |_| None).unwrap()
}

/// Alerts of the platform, the newest first.
async fn of_platform(tenant: &Tenant) -> Vec<StoredAlert> {
    let all = tenant.alerts(50).await.unwrap();
    all.into_iter().filter(|alert| alert.alert.kind == "platform").collect()
}

async fn mails(tenant: &Tenant, key: &str) -> Vec<String> {
    let all = tenant.notifications_about(key).await.unwrap();
    let mails = all.into_iter().filter(|one| one.message.channel == NotificationChannel::Email);
    mails.map(|one| one.message.message).collect()
}

#[test]
fn a_job_that_fails_is_told_and_told_once_more_when_it_is_done_again() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let other = store.tenant_named("other").await.unwrap();
        put(&tenant, crate::common::log::events(3), now()).await;
        let context = Context::new(store.clone(), config()).unwrap();
        let job = job_named("generate_ai_insights").unwrap();
        let worker = || Worker::new(context.clone(), None).unwrap().only(job);
        // It is done as long as it can write down that it ran.
        assert_eq!(worker().once().await.unwrap(), 1);
        assert_eq!(of_platform(&tenant).await, []);
        admin.batch_execute("alter table ai_models.ml_pipeline_logs rename to gone").await.unwrap();
        let slot = PlannedSlot { slot: store.now().await.unwrap().plus_ms(-1_000), skipped: false };
        store.plan_slots(job.name, &[slot], 1).await.unwrap();
        // What another process wrote is not in the analysis that is kept here.
        let context = Context::new(store.clone(), config()).unwrap();
        let worker = || Worker::new(context.clone(), None).unwrap().only(job);
        assert_eq!(worker().once().await.unwrap(), 1);
        let told = of_platform(&tenant).await;
        assert_eq!(told.len(), 1, "{told:?}");
        let alert = &told[0].alert;
        assert_eq!((alert.about.as_str(), alert.severity), ("job generate_ai_insights", Severity::High));
        assert_eq!(told[0].resolved_at, None);
        let texts = mails(&tenant, &alert.key).await;
        assert_eq!(texts.len(), 1, "{texts:?}");
        for part in [
            "the job generate_ai_insights fails",
            "it said: ",
            "errpredict work --now --job generate_ai_insights",
        ] {
            assert!(texts[0].contains(part), "{part} in\n{}", texts[0]);
        }
        // Looked at again it is the same alert, and it is whoever runs the platform that is told.
        look_after_itself(&context, store.now().await.unwrap()).await.unwrap();
        assert_eq!((of_platform(&tenant).await.len(), mails(&tenant, &alert.key).await.len()), (1, 1));
        assert_eq!(of_platform(&other).await, []);
        admin.batch_execute("alter table ai_models.gone rename to ml_pipeline_logs").await.unwrap();
        worker().now(None).await.unwrap();
        look_after_itself(&context, store.now().await.unwrap()).await.unwrap();
        let told = of_platform(&tenant).await;
        assert!(told.len() == 1 && told[0].resolved_at.is_some(), "{told:?}");
        let texts = mails(&tenant, &told[0].alert.key).await;
        assert!(texts.len() == 2 && texts.iter().any(|text| text.starts_with("Over: ")), "{texts:?}");
    });
}

#[test]
fn a_job_that_nobody_takes_is_late() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = Context::new(store.clone(), config()).unwrap();
        let now = store.now().await.unwrap();
        let slot = PlannedSlot { slot: now.plus_ms(-20 * MINUTE_MS), skipped: false };
        store.plan_slots("predict_errors_batch", &[slot], 5).await.unwrap();
        // Planned just now, as after a pause: it is not late yet.
        look_after_itself(&context, now).await.unwrap();
        assert_eq!(of_platform(&tenant).await, []);
        let aged = "update ai_platform.job_slots set created_at = created_at - interval '20 minutes'";
        admin.batch_execute(aged).await.unwrap();
        look_after_itself(&context, now).await.unwrap();
        let told = of_platform(&tenant).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].alert.fired.to_string().contains("no worker takes it"), "{told:?}");
        let claimed = store.claim_slot(&["predict_errors_batch"], "w", 60_000).await.unwrap().unwrap();
        assert!(store.end_slot(&claimed, None, None).await.unwrap());
        look_after_itself(&context, now).await.unwrap();
        assert!(of_platform(&tenant).await[0].resolved_at.is_some());
    });
}

/// A quarter of an hour of four services, stored so long after it happened.
async fn stored_late(store: &Store, tenant: &Tenant, late_ms: i64) {
    let received = store.now().await.unwrap();
    let event = |n: i64| {
        let at = received.plus_ms(-late_ms - n * 1_000);
        Event {
            request_id: Some(format!("{late_ms} {n}")),
            ..Event::new(at, ["a", "b", "c", "d"][n as usize % 4], Severity::High, "E")
        }
    };
    let done =
        tenant.ingest((0..40).map(event).collect(), None, received, &IngestConfig::default()).await.unwrap();
    assert_eq!(done.stored, 40, "{done:?}");
}

#[test]
fn events_that_arrive_late_are_told_as_such() {
    run(async {
        let (_, store, tenant) = store().await;
        let context = Context::new(store.clone(), config()).unwrap();
        stored_late(&store, &tenant, 30 * MINUTE_MS).await;
        look_after_itself(&context, store.now().await.unwrap()).await.unwrap();
        let told = of_platform(&tenant).await;
        assert_eq!((told.len(), told[0].alert.about.as_str()), (1, "arrival"), "{told:?}");
        stored_late(&store, &tenant, MINUTE_MS).await;
        look_after_itself(&context, store.now().await.unwrap()).await.unwrap();
        let told = of_platform(&tenant).await;
        assert!(told.len() == 1 && told[0].resolved_at.is_some(), "{told:?}");
    });
}

/// The message that is on its way to a hook.
async fn to_hook(tenant: &Tenant, hook: &str) -> Uuid {
    let claimed = tenant.claim_messages(9, 60_000, &[], None).await.unwrap();
    claimed.iter().find(|one| one.notification.message.recipient == hook).unwrap().notification.id
}

#[test]
fn a_hook_that_takes_nothing_is_told_by_the_other_channels() {
    run(async {
        let (_, store, tenant) = store().await;
        let other = store.tenant_named("other").await.unwrap();
        let context = Context::new(store.clone(), config()).unwrap();
        let look = async || look_after_itself(&context, store.now().await.unwrap()).await.unwrap();
        let alert = NewAlert {
            kind: "anomaly".to_owned(),
            about: "shop".to_owned(),
            key: "0123456789abcdef".to_owned(),
            severity: Severity::Critical,
            opened_at: store.now().await.unwrap(),
            escalate_at: None,
            silenced: false,
            fired: json!({}),
        };
        let message = OutMessage {
            severity: Severity::Critical,
            channel: NotificationChannel::Webhook,
            recipient: "pager".to_owned(),
            message: "critical shop: down".to_owned(),
            payload: json!({}),
            news: "fired".to_owned(),
            escalation_level: 0,
            not_before: None,
        };
        tenant.open_alert(&alert, &[message]).await.unwrap().unwrap();
        look().await;
        assert_eq!(of_platform(&tenant).await, [], "it waits for whoever sends it");
        let id = to_hook(&tenant, "pager").await;
        assert!(tenant.message_failed(id, "HTTP 403", None).await.unwrap());
        look().await;
        look().await;
        let told = of_platform(&tenant).await;
        assert_eq!((told.len(), told[0].alert.about.as_str()), (1, "channel webhook pager"), "{told:?}");
        assert_eq!(of_platform(&other).await, []);
        let texts = mails(&tenant, &told[0].alert.key).await;
        assert_eq!(texts.len(), 1, "{texts:?}");
        for part in ["no message reaches the hook pager", "it said: HTTP 403", "channels/test/"] {
            assert!(texts[0].contains(part), "{part} in\n{}", texts[0]);
        }
        // Mended and tried, it is over.
        let test = TestMessage {
            subject: "test".to_owned(),
            severity: Severity::Info,
            channel: NotificationChannel::Webhook,
            recipient: "pager".to_owned(),
            message: "a test".to_owned(),
            payload: json!({"kind": "test"}),
        };
        let id = tenant.test_channel(&test).await.unwrap();
        assert!(tenant.notification_was_sent(id).await.unwrap());
        look().await;
        let told = of_platform(&tenant).await;
        assert!(told.len() == 1 && told[0].resolved_at.is_some(), "{told:?}");
    });
}

/// Three weeks of three services; after `quiet_from` nothing of those that fall silent.
fn log(silent: &[&str], quiet_from: Timestamp) -> Vec<Event> {
    let mut numbers = Numbers(11);
    let (start, mut all) = (now().plus_ms(-21 * DAY_MS), Vec::new());
    for minute in 0..21 * 24 * 60 {
        let at = start.plus_ms(minute * MINUTE_MS + 500);
        for service in ["shop", "stock", "mail"] {
            if numbers.below(3) > 0 || at > quiet_from && silent.contains(&service) {
                continue;
            }
            let (kind, status) = if numbers.below(10) == 0 {
                (errpredict::EventKind::Error, None)
            } else {
                (errpredict::EventKind::Request, Some(200))
            };
            let error_type = if status.is_none() { "E" } else { "" };
            all.push(Event {
                kind,
                status_code: status,
                request_id: Some(format!("r{}", all.len())),
                ..Event::new(at, service, Severity::High, error_type)
            });
        }
    }
    all
}

/// What is told two hours after the silence began: kind, and what it is about.
async fn told_of(silent: &[&str]) -> Vec<(String, String)> {
    let (_, store, tenant) = store().await;
    let quiet_from = now().plus_ms(-2 * HOUR_MS);
    put(&tenant, log(silent, quiet_from), now()).await;
    let context = Context::new(store, config()).unwrap();
    run_job(&context, "detect_anomalies_background", &tenant, now()).await.unwrap();
    let mut told: Vec<_> = tenant
        .alerts(50)
        .await
        .unwrap()
        .into_iter()
        .map(|alert| (alert.alert.kind, alert.alert.about))
        .collect();
    told.sort();
    told
}

#[test]
fn a_silent_service_and_a_log_that_stopped_are_different_alerts() {
    run(async {
        let of = |kind: &str, about: &str| (kind.to_owned(), about.to_owned());
        assert_eq!(told_of(&["shop"]).await, [of("anomaly", "shop")]);
        assert_eq!(told_of(&["shop", "stock", "mail"]).await, [of("platform", "log")]);
    });
}
