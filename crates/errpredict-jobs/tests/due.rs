//! One job at a time, started by a scheduler of others beside a worker of the same table.

use std::time::{Duration, Instant};

use errpredict::time::MINUTE_MS;
use errpredict::vocabulary::NotificationChannel;
use errpredict::{ErrorKind, Severity};
use errpredict_jobs::{Config, Context, Worker, job_named};
use errpredict_store::{NewNotification, PlannedSlot, Store};
use uuid::Uuid;

use crate::common::{run, store, superuser_of};

const ALERT: &str = "alert_high_risk_predictions";

fn worker(store: &Store, text: &str) -> Worker {
    let context = Context::new(store.clone(), Config::read(text, |_| None).unwrap()).unwrap();
    Worker::new(context, None).unwrap().only(job_named(ALERT).unwrap())
}

/// Slots of the job: how each ended, and who asked.
async fn slots(store: &Store) -> Vec<(String, i32, Option<String>)> {
    let all = store.slots(Some(ALERT), Uuid::nil(), 50).await.unwrap();
    all.into_iter().map(|slot| (slot.status, slot.attempts, slot.asked_by)).collect()
}

#[test]
fn a_slot_is_done_once_whoever_starts_it_and_none_is_made_for_it() {
    run(async {
        let (_, store, _) = store().await;
        let both: Vec<_> = (0..6)
            .map(|n| {
                let worker = worker(&store, "").called(&format!("w{n}"));
                tokio::spawn(async move { worker.due().await.unwrap() })
            })
            .collect();
        let mut worked = 0;
        for one in both {
            worked += one.await.unwrap();
        }
        assert_eq!(worked, 1);
        assert_eq!(worker(&store, "").once().await.unwrap() + worker(&store, "").due().await.unwrap(), 0);
        assert_eq!(slots(&store).await, [("completed".to_owned(), 1, None)]);
    });
}

#[test]
fn a_slot_of_one_that_died_is_taken_up_and_one_of_somebody_who_lives_is_left() {
    run(async {
        let (_, store, _) = store().await;
        let now = store.now().await.unwrap();
        let slot = [PlannedSlot { slot: now, skipped: false }];
        store.plan_slots(ALERT, &slot, 5).await.unwrap();
        store.claim_slot(&[ALERT], "died", 700).await.unwrap().unwrap();
        let began = Instant::now();
        assert_eq!(worker(&store, "").due().await.unwrap(), 1);
        assert!(began.elapsed() > Duration::from_millis(500));
        assert_eq!(slots(&store).await, [("completed".to_owned(), 2, None)]);

        // Another, whose worker says that he is at it.
        let slot = [PlannedSlot { slot: now.plus_ms(1), skipped: false }];
        store.plan_slots(ALERT, &slot, 5).await.unwrap();
        let claimed = store.claim_slot(&[ALERT], "lives", 5_000).await.unwrap().unwrap();
        let keeper = tokio::spawn({
            let (store, claimed) = (store.clone(), claimed.clone());
            async move {
                tokio::time::sleep(Duration::from_millis(300)).await;
                store.keep_slot(&claimed, 60_000).await.unwrap()
            }
        });
        assert_eq!(worker(&store, "").due().await.unwrap(), 0);
        assert!(keeper.await.unwrap());

        // Asked for now it is said that another is at it, and what was asked for does not come later.
        let refused = worker(&store, "").now(None).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Conflict, "{refused}");
        assert!(store.end_slot(&claimed, None, None).await.unwrap());
        let all = slots(&store).await;
        assert_eq!(all, [("completed".to_owned(), 1, None), ("completed".to_owned(), 2, None)]);
    });
}

#[test]
fn what_failed_is_told_until_it_is_done() {
    run(async {
        let (owner, store, _) = store().await;
        let admin = superuser_of(&owner).await;
        let text = "[jobs]\nretry_s = 2.0";
        admin.batch_execute("alter table ai_models.ml_pipeline_logs rename to gone").await.unwrap();
        let failed = worker(&store, text).due().await.unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::Internal, "{failed}");
        admin.batch_execute("alter table ai_models.gone rename to ml_pipeline_logs").await.unwrap();
        // Too early: a scheduler that asks again is told so, and asks once more.
        let waits = worker(&store, text).due().await.unwrap_err();
        assert!(waits.to_string().contains("it is tried again at"), "{waits}");
        let end = Instant::now() + Duration::from_secs(20);
        while worker(&store, text).due().await.is_err() {
            assert!(Instant::now() < end);
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        assert_eq!(slots(&store).await, [("completed".to_owned(), 2, None)]);
    });
}

#[test]
fn messages_stay_for_a_worker_that_has_settings_for_them() {
    run(async {
        let (_, store, tenant) = store().await;
        let message = |channel, recipient: &str| NewNotification {
            subject: "k1".to_owned(),
            severity: Severity::Critical,
            channel,
            recipient: recipient.to_owned(),
            message: "critical shop: down".to_owned(),
            dedupe_key: "k1 fired".to_owned(),
            escalation_level: 0,
        };
        let all = [
            message(NotificationChannel::Email, "ada@m.example"),
            message(NotificationChannel::Slack, errpredict_jobs::SLACK),
            message(NotificationChannel::Sms, "+15550100"),
            message(NotificationChannel::Webhook, "pager"),
            message(NotificationChannel::Dashboard, "ada"),
        ];
        tenant.notify(&all).await.unwrap();
        worker(&store, "").due().await.unwrap();
        worker(&store, "").now(None).await.unwrap();
        let mut told: Vec<(String, String, i32)> = Vec::new();
        for one in tenant.notifications_about("k1").await.unwrap() {
            told.push((one.message.channel.to_string(), one.status.name().to_owned(), one.attempts));
        }
        told.sort();
        let waits = |channel: &str| (channel.to_owned(), "pending".to_owned(), 0);
        let expected = [
            ("dashboard".to_owned(), "sent".to_owned(), 1),
            waits("email"),
            waits("slack"),
            waits("sms"),
            waits("webhook"),
        ];
        assert_eq!(told, expected);
        // One that has settings for the hook takes that one: nobody is there, so it is tried again.
        let text = "[alerts]\nallow_private = true\n[[alerts.hooks]]\nname = \"pager\"\nurl = \"http://127.0.0.1:1/\"";
        worker(&store, text).due().await.unwrap();
        let told = tenant.notifications_about("k1").await.unwrap();
        let tried: Vec<&str> =
            told.iter().filter(|one| one.error.is_some()).map(|one| one.message.recipient.as_str()).collect();
        assert_eq!(tried, ["pager"]);
        assert!(store.messages_due().await.unwrap()[0].1.ms() < store.now().await.unwrap().ms() + MINUTE_MS);
    });
}
