//! One incident is one alert with one message, and one more when it is over; what flaps is not told for ever; what nobody answers is.

use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::vocabulary::NotificationChannel;
use errpredict::{Event, Severity, Timestamp};
use errpredict_jobs::{Config, Context, Message, run_job};
use errpredict_store::{StoredNotification, StoredPolicy, Tenant};
use serde_json::Value;
use tokio_postgres::Client;

use crate::common::log::{Numbers, now};
use crate::common::{number, put, run, store, superuser_of};

/// When the first trouble begins.
fn trouble() -> Timestamp {
    now().plus_ms(-10 * HOUR_MS)
}

/// Ten days of two services up to ten hours after the begin of the trouble, which lasts for those minutes after it.
fn log(spans: &[(i64, i64)]) -> Vec<Event> {
    let mut numbers = Numbers(7);
    let mut all = Vec::new();
    let start = trouble().plus_ms(-10 * 24 * HOUR_MS);
    for minute in 0..10 * 24 * 60 + 10 * 60 {
        let at = start.plus_ms(minute * MINUTE_MS + 1_000);
        let of_trouble = minute - 10 * 24 * 60;
        for (service, usual) in [("shop", 40), ("stock", 30)] {
            let in_trouble =
                service == "shop" && spans.iter().any(|(from, to)| (*from..*to).contains(&of_trouble));
            let count = u64::from(numbers.below(usual) == 0) + if in_trouble { 6 } else { 0 };
            for i in 0..count {
                let at = at.plus_ms(i64::try_from(i).unwrap() * 3_000);
                let kind = if in_trouble { "PaymentTimeout" } else { "ValidationError" };
                all.push(Event {
                    message: Some(if in_trouble {
                        "<b>gateway</b> did not answer".to_owned()
                    } else {
                        "field is missing".to_owned()
                    }),
                    request_id: Some(format!("r{}", all.len())),
                    ..Event::new(at, service, Severity::High, kind)
                });
            }
        }
    }
    all
}

fn config() -> Config {
    let text = "[alerts]\nallow_private = true\npublic_url = \"https://e.example/\"\nlink_secret = \"0123456789abcdef0123456789abcdef\"\n\
        [alerts.email]\nurl = \"smtp://localhost:1\"\nfrom = \"e@m.example\"\nto = [\"all@m.example\"]\n\
        [alerts.slack]\nurl = \"http://127.0.0.1:1/\"";
    Config::read(text, |_| None).unwrap()
}

/// Looks every quarter of an hour, as the schedule does.
async fn look(context: &Context, tenant: &Tenant, from: i64, to: i64) {
    let mut minute = from;
    while minute <= to {
        let at = trouble().plus_ms(minute * MINUTE_MS);
        run_job(context, "detect_anomalies_background", tenant, at).await.unwrap();
        minute += 15;
    }
}

/// What was told on a channel, in order: what is new, to whom, at which level.
async fn told(admin: &Client, channel: &str) -> Vec<(String, String, i32)> {
    let query = "select payload ->> 'news', recipient, escalation_level from ai_models.alert_notifications
        where channel = $1 order by payload ->> 'at', created_at";
    admin
        .query(query, &[&channel])
        .await
        .unwrap()
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

fn news(told: &[(String, String, i32)]) -> Vec<&str> {
    told.iter().map(|(news, _, _)| news.as_str()).collect()
}

/// Nobody answers, and nobody else is told of that: that is another test.
async fn nobody_is_asked_again(tenant: &Tenant) {
    for severity in [Severity::Critical, Severity::High] {
        let policy = StoredPolicy {
            severity,
            channels: vec![
                NotificationChannel::Email,
                NotificationChannel::Slack,
                NotificationChannel::Dashboard,
            ],
            escalate_after_s: None,
            repeat_after_s: None,
            quiet_from: None,
            quiet_to: None,
            time_zone: "UTC".to_owned(),
        };
        tenant.set_alert_policy(&policy).await.unwrap();
    }
}

#[test]
fn one_incident_is_told_once_and_once_more_when_it_is_over() {
    run(async {
        let (owner, store, tenant) = store().await;
        put(&tenant, log(&[(0, 60)]), now()).await;
        let context = Context::new(store, config()).unwrap();
        let admin = superuser_of(&owner).await;
        nobody_is_asked_again(&tenant).await;
        look(&context, &tenant, -30, 0).await;
        assert_eq!(told(&admin, "email").await, [], "nothing is wrong yet");
        look(&context, &tenant, 15, 60).await;
        let begun = told(&admin, "email").await;
        assert_eq!(
            begun,
            [("fired".to_owned(), "all@m.example".to_owned(), 0)],
            "however often it was looked at"
        );
        look(&context, &tenant, 75, 400).await;
        for channel in ["email", "slack", "dashboard"] {
            assert_eq!(news(&told(&admin, channel).await), ["fired", "over"], "{channel}");
        }
        let alerts = tenant.alerts(10).await.unwrap();
        assert_eq!(alerts.len(), 1, "{alerts:?}");
        let alert = &alerts[0];
        assert_eq!((alert.alert.about.as_str(), alert.resolved_at.is_some()), ("shop", true));

        // It says what, why, how sure, what to do, with the numbers of when it fired, and where to say whether it was right.
        let all: Vec<StoredNotification> = tenant.notifications_about(&alert.alert.key).await.unwrap();
        let fired = all.iter().find(|one| one.message.dedupe_key.ends_with("fired")).unwrap();
        let text = &fired.message.message;
        for part in [
            "shop: more errors than usual",
            "What\n",
            "How sure\n  by chance",
            "What to do\n",
            "Numbers when it fired\n  errors: ",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert!(text.contains("https://e.example/api/ml/feedback/link/?s="), "{text}");
        let message: Message = serde_json::from_value(alert.alert.fired.clone()).unwrap();
        let link = message.links[1].url.split("?s=").nth(1).unwrap();
        let said = errpredict_jobs::read_token(link, "0123456789abcdef0123456789abcdef", now()).unwrap();
        assert_eq!((said.key, said.feedback.as_str()), (alert.alert.key.clone(), "false_positive"));
        let over = all.iter().find(|one| one.message.dedupe_key.ends_with("over")).unwrap();
        assert!(over.message.message.starts_with("Over: "), "{}", over.message.message);
        let numbers = |one: &StoredNotification| {
            let text = one.message.message.split("Numbers when it fired").nth(1).unwrap();
            text.lines().nth(1).unwrap().to_owned()
        };
        assert_eq!(numbers(fired), numbers(over), "as they were");
    });
}

#[test]
fn of_many_that_look_at_the_same_time_one_tells() {
    run(async {
        let (owner, store, tenant) = store().await;
        put(&tenant, log(&[(0, 60)]), now()).await;
        let context = Context::new(store, config()).unwrap();
        let admin = superuser_of(&owner).await;
        let looks = (0..8).map(|_| {
            let (context, tenant) = (context.clone(), tenant.clone());
            tokio::spawn(async move {
                let at = trouble().plus_ms(30 * MINUTE_MS);
                run_job(&context, "detect_anomalies_background", &tenant, at).await.unwrap();
            })
        });
        for look in looks.collect::<Vec<_>>() {
            look.await.unwrap();
        }
        assert_eq!(news(&told(&admin, "email").await), ["fired"]);
        assert_eq!(tenant.alerts(10).await.unwrap()[0].flaps, 0);
    });
}

#[test]
fn what_flaps_is_told_once_more_and_then_no_more() {
    run(async {
        let (owner, store, tenant) = store().await;
        put(&tenant, log(&[(0, 40), (110, 150), (240, 280)]), now()).await;
        let context = Context::new(store, config()).unwrap();
        let admin = superuser_of(&owner).await;
        nobody_is_asked_again(&tenant).await;
        look(&context, &tenant, -15, 595).await;
        let alerts = tenant.alerts(10).await.unwrap();
        assert!(alerts.len() <= 2, "one incident that comes and goes: {alerts:?}");
        let all = told(&admin, "email").await;
        let begun = news(&all).iter().filter(|news| **news != "over").count();
        assert!((1..=2).contains(&begun), "once, and once more: {all:?}");
        assert!(alerts.iter().all(|alert| alert.resolved_at.is_some()), "{alerts:?}");
        assert_eq!(all.len() - begun, begun, "whoever was told hears each time that it is over: {all:?}");
    });
}

#[test]
fn a_silence_tells_nobody_and_ends() {
    run(async {
        let (owner, store, tenant) = store().await;
        put(&tenant, log(&[(0, 60)]), now()).await;
        let context = Context::new(store, config()).unwrap();
        let admin = superuser_of(&owner).await;
        let (from, to) = (trouble().plus_ms(-HOUR_MS), trouble().plus_ms(2 * HOUR_MS));
        tenant.silence(Some("shop"), from, to, "moving house").await.unwrap();
        assert!(tenant.silence(None, to, from, "back in time").await.is_err());
        look(&context, &tenant, 15, 90).await;
        let alerts = tenant.alerts(10).await.unwrap();
        assert!(alerts.len() == 1 && alerts[0].alert.silenced, "{alerts:?}");
        look(&context, &tenant, 105, 300).await;
        assert_eq!(
            number(&admin, "select count(*) from ai_models.alert_notifications").await,
            0,
            "not that it is over either"
        );
        assert!(tenant.silences_at(to).await.unwrap().is_empty());
    });
}

#[test]
fn what_nobody_answers_goes_to_the_next_on_call_until_somebody_does() {
    run(async {
        let (owner, store, tenant) = store().await;
        put(&tenant, log(&[(0, 590)]), now()).await;
        let context = Context::new(store, config()).unwrap();
        let admin = superuser_of(&owner).await;
        for (level, name) in [(1, "ada"), (2, "bob")] {
            let id = tenant.create_principal(name, "person", &["operator"]).await.unwrap();
            tenant.keep_contact(id, &format!("{{\"email\": \"{name}@m.example\"}}")).await.unwrap();
            tenant.put_on_call(id, level, trouble().plus_ms(-HOUR_MS), now().plus_ms(HOUR_MS)).await.unwrap();
        }
        look(&context, &tenant, 0, 45).await;
        let first = told(&admin, "email").await;
        assert_eq!(first.len(), 1, "{first:?}");
        assert_eq!(first[0].1, "ada@m.example");
        let severity = tenant.alerts(1).await.unwrap()[0].alert.severity;
        assert!(severity >= Severity::High, "{severity}");
        let wait = if severity == Severity::Critical { 60 } else { 240 };
        look(&context, &tenant, 60, wait - 15).await;
        let early = told(&admin, "email").await;
        assert!(early.iter().all(|(_, _, level)| *level == 0), "{early:?}");
        look(&context, &tenant, wait, wait + 60).await;
        let later = told(&admin, "email").await;
        let escalated: Vec<_> = later.iter().filter(|(news, _, _)| news == "escalated").collect();
        assert_eq!(escalated.len(), 1, "{later:?}");
        assert_eq!((escalated[0].1.as_str(), escalated[0].2), ("bob@m.example", 1));
        // Somebody takes it: nobody else is told, until it is over.
        let alert = tenant.alerts(1).await.unwrap().remove(0);
        let keys = alert.alert.fired["keys"].as_array().unwrap().iter().filter_map(Value::as_str);
        for key in keys {
            if let Some(anomaly) = tenant.anomaly_of_key(key).await.unwrap() {
                tenant.by("bob").acknowledge_anomaly(anomaly.id).await.unwrap();
            }
        }
        look(&context, &tenant, wait + 75, 585).await;
        let last = told(&admin, "email").await;
        assert_eq!(last.iter().filter(|(news, _, _)| news == "escalated").count(), 1, "{last:?}");
    });
}
