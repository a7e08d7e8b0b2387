//! What alerts do from step to step: everybody who was told hears that it is over, silences are asked each time, what came back begins
//! anew, and messages of one alert arrive in order.

use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::vocabulary::NotificationChannel;
use errpredict::{Event, Severity, Timestamp};
use errpredict_jobs::{
    Config, Context, PlatformTrouble, Sender, Sent, notify_platform, read_configuration, update,
};
use errpredict_store::{Store, StoredAlert, StoredPolicy, Tenant};
use tokio_postgres::Client;

use crate::common::log::now;
use crate::common::{number, put, run, store, superuser_of};
use crate::receivers::{Manner, Receiver};

const CHANNELS: &str = "[alerts]\nallow_private = true\ntimeout_s = 2.0\n[alerts.email]\nurl = \"smtp://localhost:1\"\n\
    from = \"e@m.example\"\nto = [\"all@m.example\"]\n[alerts.slack]\nurl = \"http://127.0.0.1:1/\"\n";

fn context(store: &Store, more: &str) -> Context {
    Context::new(store.clone(), Config::read(&format!("{CHANNELS}{more}"), |_| None).unwrap()).unwrap()
}

fn at(minutes: i64) -> Timestamp {
    now().plus_ms(minutes * MINUTE_MS)
}

fn trouble(severity: Severity) -> Option<PlatformTrouble> {
    Some(PlatformTrouble {
        about: "disk".to_owned(),
        severity,
        title: format!("{severity}: the disk fills up"),
        what: Vec::new(),
        todo: Vec::new(),
        numbers: Vec::new(),
    })
}

/// What was told on a channel, in order.
async fn told(admin: &Client, channel: &str) -> Vec<String> {
    let query = "select payload ->> 'news', severity from ai_models.alert_notifications where channel = $1 order by created_at, id";
    let rows = admin.query(query, &[&channel]).await.unwrap();
    rows.iter().map(|row| format!("{} {}", row.get::<_, String>(0), row.get::<_, String>(1))).collect()
}

async fn policy(tenant: &Tenant, severity: Severity, escalate_s: Option<i32>, repeat_s: Option<i32>) {
    let channels =
        vec![NotificationChannel::Email, NotificationChannel::Slack, NotificationChannel::Dashboard];
    let policy = StoredPolicy {
        severity,
        channels,
        escalate_after_s: escalate_s,
        repeat_after_s: repeat_s,
        quiet_from: None,
        quiet_to: None,
        time_zone: "UTC".to_owned(),
    };
    tenant.set_alert_policy(&policy).await.unwrap();
}

async fn newest(tenant: &Tenant) -> StoredAlert {
    tenant.alerts(1).await.unwrap().remove(0)
}

#[test]
fn whoever_was_told_that_it_is_worse_hears_that_it_is_over() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(&store, "");
        let say = async |severity, minute| {
            notify_platform(&context, &tenant, "disk", at(minute), trouble(severity)).await.unwrap();
        };
        say(Severity::Medium, 0).await;
        say(Severity::Medium, 1).await;
        assert_eq!(told(&admin, "email").await, ["fired medium"]);
        assert_eq!(told(&admin, "slack").await, Vec::<String>::new());
        // Worse twice is told twice, and on the channels of what it is now.
        say(Severity::High, 2).await;
        say(Severity::Critical, 3).await;
        say(Severity::Critical, 4).await;
        say(Severity::Medium, 5).await;
        assert_eq!(told(&admin, "email").await, ["fired medium", "worse high", "worse critical"]);
        assert_eq!(told(&admin, "slack").await, ["worse high", "worse critical"]);
        let alert = newest(&tenant).await;
        assert_eq!(alert.alert.severity, Severity::Critical);
        assert!(alert.alert.escalate_at.is_some());
        notify_platform(&context, &tenant, "disk", at(6), None).await.unwrap();
        assert_eq!(told(&admin, "slack").await.last().unwrap(), "over critical");
        assert_eq!(told(&admin, "email").await.last().unwrap(), "over critical");
        let title = "select count(*) from ai_models.alert_notifications where message like 'Over: critical: the disk fills up%'";
        assert_eq!(number(&admin, title).await, 3, "mail, Slack and dashboard");
    });
}

#[test]
fn a_silence_is_asked_at_each_step_and_what_it_held_back_is_told_when_it_ends() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(&store, "");
        policy(&tenant, Severity::Critical, Some(600), Some(300)).await;
        let say = async |found, minute| {
            notify_platform(&context, &tenant, "disk", at(minute), found).await.unwrap();
            update(&context, &tenant, at(minute)).await.unwrap();
        };
        say(trouble(Severity::High), 0).await;
        tenant.silence(None, at(1), at(60), "it is known").await.unwrap();
        // Neither that it is worse, nor that nobody answers, nor that it goes on.
        for minute in [5, 20, 40] {
            say(trouble(Severity::Critical), minute).await;
        }
        assert_eq!(told(&admin, "email").await, ["fired high"]);
        say(trouble(Severity::Critical), 61).await;
        assert_eq!(told(&admin, "email").await, ["fired high", "worse critical"], "once it ended");
        say(trouble(Severity::Critical), 65).await;
        assert_eq!(told(&admin, "email").await.len(), 2, "and the time to answer begins then");
        // That it is over is told in a silence as well: whoever was told waits for it.
        tenant.silence(None, at(66), at(90), "it is known").await.unwrap();
        say(None, 70).await;
        assert_eq!(told(&admin, "email").await.last().unwrap(), "over critical");

        // What begins in a silence is told when that ends, and what ends in it never.
        tenant.silence(None, at(100), at(160), "moving house").await.unwrap();
        say(trouble(Severity::High), 110).await;
        assert!(newest(&tenant).await.alert.silenced);
        say(None, 120).await;
        say(trouble(Severity::High), 130).await;
        assert_eq!(told(&admin, "email").await.len(), 3);
        say(trouble(Severity::High), 161).await;
        assert_eq!(told(&admin, "email").await[3..], ["fired high"]);
        let alert = newest(&tenant).await;
        assert!(!alert.alert.silenced && alert.alert.escalate_at > Some(at(161)), "{alert:?}");
    });
}

#[test]
fn a_time_of_maintenance_is_a_silence_for_what_errpredict_says_of_itself_too() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(&store, "");
        // What has ended by the clock of the database is not taken from a file: the times are those of that clock.
        let now = store.now().await.unwrap();
        let at = |minutes: i64| now.plus_ms(minutes * MINUTE_MS);
        let text = format!(
            "[[maintenance]]\nname = \"move\"\nreason = \"new disks\"\nstart = \"{}\"\nend = \"{}\"",
            at(-60),
            at(60)
        );
        let said = read_configuration(&text, &[], |_| None).unwrap();
        tenant.apply_configuration(&said, true, false).await.unwrap();
        notify_platform(&context, &tenant, "disk", at(0), trouble(Severity::High)).await.unwrap();
        assert_eq!(told(&admin, "email").await, Vec::<String>::new());
        update(&context, &tenant, at(61)).await.unwrap();
        assert_eq!(told(&admin, "email").await, ["fired high"]);
    });
}

#[test]
fn of_many_workers_one_tells_again_and_a_shared_message_that_is_read_is_no_answer() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(&store, "");
        policy(&tenant, Severity::High, Some(3_600), Some(600)).await;
        notify_platform(&context, &tenant, "disk", at(0), trouble(Severity::High)).await.unwrap();
        // Each looks at another moment.
        let looks = (0..6).map(|i| {
            let (context, tenant) = (context.clone(), tenant.clone());
            async move { update(&context, &tenant, at(11).plus_ms(i)).await.unwrap().repeated }
        });
        let mut repeated = 0;
        for look in looks.map(tokio::spawn).collect::<Vec<_>>() {
            repeated += look.await.unwrap();
        }
        assert_eq!(repeated, 1);
        assert_eq!(told(&admin, "email").await, ["fired high", "repeated high"]);
        // Somebody looks at the dashboard.
        for one in tenant.notifications_to("everybody", 10).await.unwrap() {
            assert!(tenant.notification_was_sent(one.id).await.unwrap());
            assert!(tenant.by("a viewer").notification_was_read(one.id).await.unwrap());
        }
        assert_eq!(update(&context, &tenant, at(61)).await.unwrap().escalated, 1);
        // Somebody takes it.
        let alert = newest(&tenant).await;
        assert!(tenant.by("ada").acknowledge_alert(alert.id).await.unwrap());
        let later = update(&context, &tenant, at(60 * 5)).await.unwrap();
        assert_eq!((later.escalated, later.repeated), (0, 0));
    });
}

#[test]
fn what_is_told_again_and_again_is_told_once_after_quiet_hours_and_can_be_answered_from_then_on() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(&store, "");
        // Noon is minute 0; from minute 5 to minute 120 nobody is woken.
        let quiet = StoredPolicy {
            severity: Severity::High,
            channels: vec![NotificationChannel::Email],
            escalate_after_s: Some(3_600),
            repeat_after_s: Some(600),
            quiet_from: Some("12:05:00".to_owned()),
            quiet_to: Some("14:00:00".to_owned()),
            time_zone: "UTC".to_owned(),
        };
        tenant.set_alert_policy(&quiet).await.unwrap();
        notify_platform(&context, &tenant, "disk", at(10), trouble(Severity::High)).await.unwrap();
        for minute in (15..145).step_by(5) {
            update(&context, &tenant, at(minute)).await.unwrap();
        }
        assert_eq!(told(&admin, "email").await, ["fired high", "repeated high", "repeated high"]);
        assert_eq!(update(&context, &tenant, at(179)).await.unwrap().escalated, 0);
        assert_eq!(update(&context, &tenant, at(180)).await.unwrap().escalated, 1, "an hour after they end");
    });
}

#[test]
fn what_comes_back_begins_anew_and_is_told_a_third_time_only_where_it_lasts() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(&store, "");
        // Five bursts of a minute each, forty minutes apart, and then one that lasts for hours.
        let error = |at: Timestamp, i: i64| Event {
            request_id: Some(format!("r{}-{i}", at.ms())),
            ..Event::new(at, "shop", Severity::High, "PaymentTimeout")
        };
        let start = -20 * 60;
        let mut log = Vec::new();
        for minute in [0, 40, 80].into_iter().chain(300..700) {
            log.extend((0..6).map(|i| error(at(start + minute).plus_ms(-i * 5_000 - 1_000), i)));
        }
        log.sort_by_key(|event| event.timestamp);
        put(&tenant, log, now()).await;
        let text = "[[conditions]]\nname = \"payment\"\nwhen = \"count\"\nat_least = 5\nminutes = 5\nseverity = \"high\"";
        let said = read_configuration(text, &[], |_| None).unwrap();
        tenant.apply_configuration(&said, true, false).await.unwrap();
        let look = async |minutes: std::ops::Range<i64>| {
            for minute in minutes.step_by(5) {
                update(&context, &tenant, at(start + minute)).await.unwrap();
            }
        };
        look(0..5).await;
        assert_eq!(told(&admin, "email").await, ["fired high"]);
        assert!(tenant.by("ada").acknowledge_alert(newest(&tenant).await.id).await.unwrap());
        look(5..40).await;
        assert_eq!(told(&admin, "email").await, ["fired high", "over high"]);
        look(40..45).await;
        let again = newest(&tenant).await;
        assert_eq!((again.flaps, again.acknowledged_at), (1, None), "who took it took what was before");
        assert!(again.alert.escalate_at.is_some());
        look(45..80).await;
        assert_eq!(told(&admin, "email").await, ["fired high", "over high", "again high", "over high"]);
        // The third time nobody is told, not that it is over either.
        look(80..130).await;
        let third = newest(&tenant).await;
        assert!(
            third.flaps == 2 && third.resolved_at.is_some() && third.alert.escalate_at.is_none(),
            "{third:?}"
        );
        assert_eq!(told(&admin, "email").await.len(), 4);
        // It comes back within two hours of that, and goes on for hours.
        admin
            .batch_execute("update ai_platform.alerts set resolved_at = resolved_at + interval '2 hours'")
            .await
            .unwrap();
        look(300..305).await;
        assert_eq!(newest(&tenant).await.flaps, 3);
        assert_eq!(told(&admin, "email").await.len(), 4, "not at once");
        look(305..420).await;
        assert_eq!(told(&admin, "email").await[4..], ["again high"], "{:?}", newest(&tenant).await);
        assert!(newest(&tenant).await.alert.escalate_at.is_some());
    });
}

async fn send(store: &Store, tenant: &Tenant, config: &str) -> Sent {
    let config = Config::read(config, |_| None).unwrap();
    let context = Context::new(store.clone(), config.clone()).unwrap();
    Sender::new(&config.alerts).unwrap().send_due(&context, tenant).await.unwrap()
}

#[test]
fn what_is_newer_of_an_alert_waits_until_what_is_older_has_arrived() {
    run(async {
        let (_, store, tenant) = store().await;
        // It does not answer the first time.
        let receiver = Receiver::start(Manner::WellAfter(1)).await;
        let hook = format!(
            "[alerts]\nallow_private = true\n[[alerts.hooks]]\nname = \"hook\"\nurl = \"{}\"\nleast = \"low\"",
            receiver.url()
        );
        let context = Context::new(store.clone(), Config::read(&hook, |_| None).unwrap()).unwrap();
        notify_platform(&context, &tenant, "disk", at(0), trouble(Severity::High)).await.unwrap();
        assert_eq!(
            send(&store, &tenant, &hook).await,
            Sent { sent: 1, again: 1, failed: 0 },
            "and the dashboard"
        );
        notify_platform(&context, &tenant, "disk", at(1), None).await.unwrap();
        // Word that there is more brings what failed forward; the end comes after it.
        assert_eq!(send(&store, &tenant, &hook).await, Sent { sent: 3, again: 0, failed: 0 });
        let news: Vec<String> = receiver
            .got()
            .iter()
            .map(|got| serde_json::from_str::<serde_json::Value>(&got.body).unwrap()["type"].to_string())
            .collect();
        assert_eq!(news, ["\"alert.fired\"", "\"alert.fired\"", "\"alert.over\""]);
        assert!(store.messages_due().await.unwrap().is_empty());
    });
}

#[test]
fn a_receiver_that_hangs_holds_up_nobody_elses_message() {
    run(async {
        let (_, store, tenant) = store().await;
        let (hangs, well) = (Receiver::start(Manner::Hang).await, Receiver::start(Manner::Well).await);
        let hook = format!(
            "[alerts]\nallow_private = true\ntimeout_s = 3.0\n[[alerts.hooks]]\nname = \"hangs\"\nurl = \"{}\"\nleast = \"low\"\n\
             [[alerts.hooks]]\nname = \"well\"\nurl = \"{}\"\nleast = \"critical\"",
            hangs.url(),
            well.url()
        );
        let config = Config::read(&hook, |_| None).unwrap();
        let context = Context::new(store.clone(), config.clone()).unwrap();
        for i in 0..40 {
            let about = format!("job {i}");
            let found = trouble(Severity::Low).map(|found| PlatformTrouble { about: about.clone(), ..found });
            notify_platform(&context, &tenant, &about, at(0), found).await.unwrap();
        }
        let sender = Sender::new(&config.alerts).unwrap();
        let sending = tokio::spawn({
            let (context, tenant) = (context.clone(), tenant.clone());
            async move { sender.send_due(&context, &tenant).await }
        });
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        notify_platform(&context, &tenant, "disk", at(0), trouble(Severity::Critical)).await.unwrap();
        let begun = std::time::Instant::now();
        while well.got().is_empty() {
            assert!(begun.elapsed().as_millis() < 2_500, "it waits for the others: {}", hangs.got().len());
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        sending.abort();
    });
}

#[test]
fn one_tenant_that_cannot_be_sent_for_holds_up_no_other() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let well = Receiver::start(Manner::Well).await;
        let hook = format!(
            "[platform]\ntenant = \"nobody\"\n[alerts]\nallow_private = true\n[[alerts.hooks]]\nname = \"well\"\nurl = \"{}\"\nleast = \"low\"",
            well.url()
        );
        let context = Context::new(store.clone(), Config::read(&hook, |_| None).unwrap()).unwrap();
        let other = store.tenant_named("zeta").await.unwrap();
        for of in [&tenant, &other] {
            notify_platform(&context, of, "disk", at(0), trouble(Severity::High)).await.unwrap();
        }
        // What the first one's messages are to cannot be read.
        let sealed =
            "update ai_models.alert_notifications set recipient_sealed = '\\x01' where tenant_id = $1";
        let id: uuid::Uuid = tenant.id().parse().unwrap();
        assert_eq!(admin.execute(sealed, &[&id]).await.unwrap(), 2);
        for job in errpredict_jobs::JOBS {
            let planned = [errpredict_store::PlannedSlot {
                slot: store.now().await.unwrap().plus_ms(240 * HOUR_MS),
                skipped: true,
            }];
            store.plan_slots(job.name, &planned, 1).await.unwrap();
        }
        let worker = errpredict_jobs::Worker::new(context, None).unwrap();
        assert!(worker.once().await.is_err(), "and it is said");
        assert_eq!(well.got().len(), 1, "the other's");
        // A worker that goes on sends it, too, and does not spin on the first.
        notify_platform(
            &Context::new(store.clone(), Config::read(&hook, |_| None).unwrap()).unwrap(),
            &other,
            "disk",
            at(1),
            None,
        )
        .await
        .unwrap();
        worker.run(tokio::time::sleep(std::time::Duration::from_secs(2))).await.unwrap();
        assert_eq!(well.got().len(), 2);
    });
}
