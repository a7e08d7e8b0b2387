//! Receivers of a tenant's own, what follows goes where the first message went, tests of channels, and messages sent once more.

use errpredict::Severity;
use errpredict::time::MINUTE_MS;
use errpredict::vocabulary::NotificationChannel;
use errpredict_jobs::{Config, Context, Message, News, Sender, Sent, read_configuration, test_message};
use errpredict_store::{AlertStep, NewAlert, OutMessage, Store, Tenant, TestMessage};
use serde_json::{Value, json};

use crate::common::log::now;
use crate::common::{run, store, superuser_of};
use crate::receivers::{Manner, Receiver};

async fn send(store: &Store, tenant: &Tenant) -> Sent {
    let config = Config::read(
        "[alerts]\nallow_private = true\nallow_private_of_tenants = true\ntimeout_s = 2.0",
        |_| None,
    )
    .unwrap();
    let context = Context::new(store.clone(), config.clone()).unwrap();
    Sender::new(&config.alerts).unwrap().send_due(&context, tenant).await.unwrap()
}

async fn hooks(tenant: &Tenant, all: &[(&str, &str, String)]) {
    let mut text = String::new();
    for (name, format, url) in all {
        text.push_str(&format!(
            "[[hooks]]\nname = \"{name}\"\nformat = \"{format}\"\nurl = \"{url}\"\nsecret = \"s3cret\"\n"
        ));
    }
    let said = read_configuration(&text, &[], |_| None).unwrap();
    tenant.apply_configuration(&said, true, false).await.unwrap();
}

fn out(news: News, recipient: &str) -> OutMessage {
    let mut message = Message { news, title: "critical shop: down".to_owned(), ..test_message("ada", now()) };
    message.kind = "anomaly".to_owned();
    OutMessage {
        severity: Severity::Critical,
        channel: NotificationChannel::Webhook,
        recipient: recipient.to_owned(),
        message: message.in_text(),
        payload: json!(message),
        news: news.name().to_owned(),
        escalation_level: 0,
        not_before: None,
    }
}

/// Fires an alert, and ends it; what is sent goes to those hooks.
async fn from_begin_to_end(store: &Store, tenant: &Tenant, names: &[&str]) {
    let alert = NewAlert {
        kind: "anomaly".to_owned(),
        about: "shop".to_owned(),
        key: "0123456789abcdef".to_owned(),
        severity: Severity::Critical,
        opened_at: now(),
        escalate_at: None,
        silenced: false,
        fired: json!({}),
    };
    let all = |news: News| names.iter().map(|name| out(news, name)).collect::<Vec<_>>();
    let id = tenant.open_alert(&alert, &all(News::Fired)).await.unwrap().unwrap();
    assert_eq!(send(store, tenant).await, Sent { sent: names.len(), ..Sent::default() });
    let open = tenant.alert(id).await.unwrap().unwrap();
    let over = AlertStep { resolved_at: Some(now().plus_ms(MINUTE_MS)), ..AlertStep::default() };
    assert!(tenant.step_alert(&open, &over, &all(News::Over)).await.unwrap());
    assert_eq!(send(store, tenant).await, Sent { sent: names.len(), ..Sent::default() });
}

fn bodies(receiver: &Receiver) -> Vec<(String, Value)> {
    receiver
        .got()
        .iter()
        .map(|got| {
            let first = got.head.lines().next().unwrap().to_owned();
            let line = first.trim_end_matches(" HTTP/1.1").to_owned();
            (line, serde_json::from_str(&got.body).unwrap())
        })
        .collect()
}

#[test]
fn what_follows_goes_into_the_thread_the_issue_and_the_ticket_of_the_first_message() {
    run(async {
        let (_, store, tenant) = store().await;
        let slack =
            Receiver::start(Manner::Json(r#"{"ok": true, "ts": "1503435956.000247", "channel": "C1"}"#))
                .await;
        let github = Receiver::start(Manner::Json(r#"{"number": 42, "url": "http://evil.example/"}"#)).await;
        let jira = Receiver::start(Manner::Json(r#"{"id": "1", "key": "OPS-7"}"#)).await;
        let pager = Receiver::start(Manner::Json("{}")).await;
        let at = |receiver: &Receiver, path: &str| format!("http://127.0.0.1:{}{path}", receiver.port);
        hooks(
            &tenant,
            &[
                ("slack", "slackbot", at(&slack, "/api/chat.postMessage?channel=C1")),
                ("github", "github", at(&github, "/repos/acme/shop/issues")),
                ("jira", "jira", at(&jira, "/rest/api/2/issue?project=OPS&type=Bug")),
                ("pager", "pagerduty", at(&pager, "/v2/enqueue")),
            ],
        )
        .await;
        from_begin_to_end(&store, &tenant, &["slack", "github", "jira", "pager"]).await;

        let of_slack = bodies(&slack);
        assert_eq!(of_slack.len(), 2);
        assert_eq!((of_slack[0].1.get("thread_ts"), &of_slack[0].1["channel"]), (None, &json!("C1")));
        assert_eq!(of_slack[1].1["thread_ts"], "1503435956.000247");
        assert_eq!(slack.got()[0].header("authorization").as_deref(), Some("Bearer s3cret"));

        let of_github = bodies(&github);
        let lines: Vec<&str> = of_github.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(
            lines,
            [
                "POST /repos/acme/shop/issues",
                "POST /repos/acme/shop/issues/42/comments",
                "PATCH /repos/acme/shop/issues/42"
            ]
        );
        assert_eq!(of_github[2].1["state"], "closed");

        let of_jira = bodies(&jira);
        let lines: Vec<&str> = of_jira.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(lines, ["POST /rest/api/2/issue", "POST /rest/api/2/issue/OPS-7/comment"]);
        assert_eq!(of_jira[0].1["fields"]["project"]["key"], "OPS");

        let of_pager = bodies(&pager);
        assert_eq!(of_pager[0].1["dedup_key"], of_pager[1].1["dedup_key"]);
        assert_eq!(
            (&of_pager[0].1["event_action"], &of_pager[1].1["event_action"]),
            (&json!("trigger"), &json!("resolve"))
        );
    });
}

#[test]
fn what_quiet_hours_hold_back_is_told_at_once_where_it_becomes_critical() {
    run(async {
        let (_, store, tenant) = store().await;
        let pager = Receiver::start(Manner::Well).await;
        hooks(&tenant, &[("pager", "standard", pager.url())]).await;
        let alert = NewAlert {
            kind: "anomaly".to_owned(),
            about: "shop".to_owned(),
            key: "0123456789abcdef".to_owned(),
            severity: Severity::High,
            opened_at: now(),
            escalate_at: None,
            silenced: false,
            fired: json!({}),
        };
        let morning = Some(store.now().await.unwrap().plus_ms(8 * 60 * MINUTE_MS));
        let of = |news, severity, not_before| OutMessage { severity, not_before, ..out(news, "pager") };
        let fired = [of(News::Fired, Severity::High, morning)];
        let id = tenant.open_alert(&alert, &fired).await.unwrap().unwrap();
        let step = async |severity, message| {
            let was = tenant.alert(id).await.unwrap().unwrap();
            let step = AlertStep { severity: Some(severity), ..AlertStep::default() };
            assert!(tenant.step_alert(&was, &step, &[message]).await.unwrap());
        };
        step(Severity::High, of(News::Spread, Severity::High, morning)).await;
        assert_eq!(send(&store, &tenant).await, Sent::default(), "both wait for the morning");
        step(Severity::Critical, of(News::Worse, Severity::Critical, None)).await;
        assert_eq!(send(&store, &tenant).await, Sent { sent: 3, ..Sent::default() });
        let told: Vec<Value> = bodies(&pager).iter().map(|(_, body)| body["type"].clone()).collect();
        assert_eq!(told, ["alert.fired", "alert.spread", "alert.worse"], "in their order");
    });
}

#[test]
fn whoever_waits_behind_a_message_that_fails_does_not_wait_for_hours() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let away = Receiver::start(Manner::Status(500)).await;
        hooks(&tenant, &[("pager", "standard", away.url())]).await;
        let alert = NewAlert {
            kind: "anomaly".to_owned(),
            about: "shop".to_owned(),
            key: "0123456789abcdef".to_owned(),
            severity: Severity::Critical,
            opened_at: now(),
            escalate_at: None,
            silenced: false,
            fired: json!({}),
        };
        let id = tenant.open_alert(&alert, &[out(News::Fired, "pager")]).await.unwrap().unwrap();
        // The sixth time of eight: the next would come ten hours later.
        admin.batch_execute("update ai_models.alert_notifications set attempts = 5").await.unwrap();
        let waits = "select extract(epoch from max(next_try_at) - clock_timestamp())::float8 from ai_models.alert_notifications
            where payload ->> 'news' = 'fired'";
        assert_eq!(send(&store, &tenant).await, Sent { again: 1, ..Sent::default() });
        let alone: f64 = admin.query_one(waits, &[]).await.unwrap().get(0);
        assert!(alone > 8.0 * 3_600.0, "{alone} s");
        admin.batch_execute("update ai_models.alert_notifications set attempts = 5").await.unwrap();
        let was = tenant.alert(id).await.unwrap().unwrap();
        let worse = [out(News::Worse, "pager")];
        assert!(tenant.step_alert(&was, &AlertStep::default(), &worse).await.unwrap());
        assert_eq!(send(&store, &tenant).await, Sent { again: 1, ..Sent::default() }, "brought forward");
        let before_another: f64 = admin.query_one(waits, &[]).await.unwrap().get(0);
        assert!((0.0..=1_800.0).contains(&before_another), "{before_another} s");
    });
}

#[test]
fn a_channel_is_tested_and_a_message_is_sent_once_more() {
    run(async {
        let (_, store, tenant) = store().await;
        let (hook, pager) = (Receiver::start(Manner::Well).await, Receiver::start(Manner::Well).await);
        let refuses = Receiver::start(Manner::Json(r#"{"ok": false, "error": "channel_not_found"}"#)).await;
        hooks(
            &tenant,
            &[
                ("mine", "standard", hook.url()),
                ("pager", "pagerduty", pager.url()),
                ("slack", "slackbot", refuses.url()),
            ],
        )
        .await;
        let tested = async |recipient: &str| {
            let message = test_message("ada", store.now().await.unwrap());
            let test = TestMessage {
                subject: format!("{} {recipient}", message.key),
                severity: message.severity,
                channel: NotificationChannel::Webhook,
                recipient: recipient.to_owned(),
                message: message.in_text(),
                payload: json!(message),
            };
            tenant.by("ada").test_channel(&test).await.unwrap()
        };
        let mine = tested("mine").await;
        tested("pager").await;
        let slack = tested("slack").await;
        let nobody = tested("nobody").await;
        assert_eq!(send(&store, &tenant).await, Sent { sent: 2, again: 1, failed: 1 });
        let state = async |id| tenant.notification(id).await.unwrap().unwrap();
        assert_eq!(state(mine).await.status.name(), "sent");
        let error = state(nobody).await.error.unwrap();
        assert!(error.contains("a hook of the name `nobody`"), "{error}");
        let error = state(slack).await.error.unwrap();
        assert!(error.contains("channel_not_found"), "{error}");
        assert!(hook.got()[0].header("webhook-signature").unwrap().starts_with("v1,"));
        assert!(hook.got()[0].body.contains("ada asked for it"));
        // What a test opens it closes.
        let of_pager: Vec<String> =
            bodies(&pager).iter().map(|(_, body)| body["event_action"].to_string()).collect();
        assert_eq!(of_pager, ["\"trigger\"", "\"resolve\""]);
        // Once more: another message, the first stays as it was.
        let again = tenant.by("bob").send_again(mine).await.unwrap().unwrap();
        assert_ne!(again, mine);
        assert_eq!(send(&store, &tenant).await, Sent { sent: 1, ..Sent::default() });
        assert_eq!(hook.got().len(), 2);
        assert_ne!(hook.got()[0].header("webhook-id"), hook.got()[1].header("webhook-id"));
        assert!(tenant.send_again(uuid::Uuid::nil()).await.unwrap().is_none());
        let other = store.tenant_named("other").await.unwrap();
        assert!(other.send_again(mine).await.unwrap().is_none(), "another tenant's");
        let audit = tenant.audit_entries(None, 100).await.unwrap();
        assert!(audit.iter().any(|one| one.action == "send_again" && one.actor.as_deref() == Some("bob")));
        assert_eq!(audit.iter().filter(|one| one.action == "test").count(), 4);
    });
}
