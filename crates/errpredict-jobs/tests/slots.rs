//! The table of slots: one worker a slot, one slot a job, attempts that end.

use std::time::{Duration, Instant};

use errpredict::Timestamp;
use errpredict::time::HOUR_MS;
use errpredict_jobs::{Config, Context, Worker, job_named};
use errpredict_store::{Connection, PlannedSlot, Store};
use uuid::Uuid;

use crate::common::{number, run, store, superuser_of};

const DETECT: &str = "detect_anomalies_background";
const TRACK: &str = "track_model_performance";

fn at(hour: i64) -> Timestamp {
    Timestamp::clamped(1_790_000_000_000 / HOUR_MS * HOUR_MS + hour * HOUR_MS)
}

async fn plan(store: &Store, job: &str, hours: &[i64], attempts: i32) {
    let slots: Vec<PlannedSlot> =
        hours.iter().map(|hour| PlannedSlot { slot: at(*hour), skipped: false }).collect();
    assert_eq!(store.plan_slots(job, &slots, attempts).await.unwrap(), hours.len());
}

#[test]
fn a_slot_is_one_workers_and_a_job_does_not_overlap() {
    run(async {
        let (_, store, _) = store().await;
        plan(&store, DETECT, &[0, 1], 5).await;
        plan(&store, TRACK, &[0], 5).await;
        let claim = async |worker: &str| store.claim_slot(&[DETECT, TRACK], worker, 60_000).await.unwrap();
        // Each job goes to one, and the others get nothing.
        let names: Vec<String> = (0..8).map(|n| format!("w{n}")).collect();
        let mut got = Vec::new();
        for name in &names {
            got.extend(claim(name).await);
        }
        let mut jobs: Vec<&str> = got.iter().map(|slot| slot.job.as_str()).collect();
        jobs.sort_unstable();
        assert_eq!(jobs, [DETECT, TRACK]);
        let first = got.iter().find(|slot| slot.job == DETECT).unwrap().clone();
        assert_eq!((first.slot, first.attempt), (at(0), 1), "the longest due comes first");
        assert_eq!(claim("x").await, None, "the second hour waits for the first");
        // Failed: it comes again after a while, and the other hour waits for that no longer.
        assert!(store.end_slot(&first, Some("no"), Some(300)).await.unwrap());
        let second = claim("x").await.unwrap();
        assert_eq!(second.slot, at(1));
        assert!(!store.end_slot(&first, None, None).await.unwrap(), "who has no slot ends none");
        assert!(store.end_slot(&second, None, None).await.unwrap());
        assert_eq!(claim("x").await, None);
        tokio::time::sleep(Duration::from_millis(350)).await;
        let again = claim("y").await.unwrap();
        assert_eq!((again.slot, again.attempt), (at(0), 2));
        assert!(store.end_slot(&again, Some("no"), None).await.unwrap());
        let told = store.slots(Some(DETECT), Uuid::nil(), 10).await.unwrap();
        let told: Vec<(&str, i32, Option<&str>)> =
            told.iter().map(|slot| (slot.status.as_str(), slot.attempts, slot.error.as_deref())).collect();
        assert_eq!(told, [("completed", 1, None), ("failed", 2, Some("no"))]);
        // The same slot is planned once, whoever plans it.
        let again = [PlannedSlot { slot: at(0), skipped: false }];
        assert_eq!(store.plan_slots(DETECT, &again, 5).await.unwrap(), 0);
        assert_eq!(store.newest_slot(DETECT).await.unwrap(), Some(at(1)));
    });
}

#[test]
fn claims_at_the_same_moment_give_one_slot_to_one_worker() {
    run(async {
        let (owner, store, _) = store().await;
        let hours: Vec<i64> = (0..20).collect();
        plan(&store, DETECT, &hours, 5).await;
        let workers = (0..4).map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                for _ in 0..400 {
                    let claimed = store.claim_slot(&[DETECT], &format!("w{n}"), 60_000).await.unwrap();
                    if let Some(slot) = claimed {
                        assert!(store.end_slot(&slot, None, None).await.unwrap());
                        mine.push(slot.slot);
                    }
                }
                mine
            })
        });
        let mut all = Vec::new();
        for worker in workers.collect::<Vec<_>>() {
            all.extend(worker.await.unwrap());
        }
        all.sort_unstable();
        assert_eq!(all, hours.iter().map(|hour| at(*hour)).collect::<Vec<_>>());
        let admin = superuser_of(&owner).await;
        assert_eq!(
            number(&admin, "select count(*) from ai_platform.job_runs where ended_at is not null").await,
            20
        );
    });
}

#[test]
fn a_job_that_kills_its_process_ends_after_its_attempts() {
    run(async {
        let (_, store, _) = store().await;
        plan(&store, DETECT, &[0], 3).await;
        for attempt in 1..=3 {
            let slot = store.claim_slot(&[DETECT], "doomed", 50).await.unwrap().unwrap();
            assert_eq!(slot.attempt, attempt, "raised at the claim, whatever becomes of it");
            assert_eq!(
                store.claim_slot(&[DETECT], "other", 50).await.unwrap(),
                None,
                "while the lease holds"
            );
            // The process is gone: nobody says anything of the slot any more.
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
        assert_eq!(store.claim_slot(&[DETECT], "other", 50).await.unwrap(), None);
        let lost = store.give_up_lost_slots().await.unwrap();
        assert_eq!(lost.len(), 1);
        assert!(lost[0].1.contains("attempt 3 of 3"), "{lost:?}");
        assert_eq!(store.claim_slot(&[DETECT], "other", 50).await.unwrap(), None);
        assert_eq!(store.slots(None, Uuid::nil(), 10).await.unwrap()[0].status, "failed");
    });
}

/// Everything that stands in the table an hour later or earlier is a clock that went an hour the other way.
#[test]
fn a_clock_of_the_database_that_jumps_an_hour_runs_nothing_twice_in_effect() {
    run(async {
        let (owner, store, _) = store().await;
        let admin = superuser_of(&owner).await;
        let moved = async |hours: i32| {
            let text = format!(
                "update ai_platform.job_slots set slot = slot + interval '{hours} hours', next_try_at = next_try_at + interval '{hours} hours',
                 lease_until = lease_until + interval '{hours} hours'"
            );
            admin.batch_execute(&text).await.unwrap();
        };
        let context = Context::new(store.clone(), Config::default()).unwrap();
        let worker = Worker::new(context, None).unwrap().only(job_named(DETECT).unwrap());
        assert_eq!(worker.once().await.unwrap(), 1);
        // Back: what was done lies ahead, and nothing is due before that.
        moved(1).await;
        assert_eq!(worker.once().await.unwrap(), 0);
        assert_eq!(number(&admin, "select count(*) from ai_platform.job_slots").await, 1);
        // Ahead: of what seems to be missed the newest alone runs.
        moved(-2).await;
        assert_eq!(worker.once().await.unwrap(), 1);
        let twice = "select count(*) - count(distinct (job, slot)) from ai_platform.job_slots";
        assert_eq!(number(&admin, twice).await, 0);
        let done = "select count(*) from ai_platform.job_slots where status = 'completed'";
        assert_eq!(number(&admin, done).await, 2);

        // Ahead while somebody works: another takes the slot, and it is ended by one of them.
        plan(&store, TRACK, &[0], 5).await;
        let first = store.claim_slot(&[TRACK], "first", 60_000).await.unwrap().unwrap();
        assert_eq!(store.claim_slot(&[TRACK], "second", 60_000).await.unwrap(), None);
        let over = "update ai_platform.job_slots set lease_until = lease_until - interval '1 hour' where status = 'running'";
        admin.batch_execute(over).await.unwrap();
        let second = store.claim_slot(&[TRACK], "second", 60_000).await.unwrap().unwrap();
        assert_eq!((second.id, second.attempt), (first.id, 2));
        assert!(!store.keep_slot(&first, 60_000).await.unwrap());
        assert!(!store.end_slot(&first, None, None).await.unwrap());
        assert!(store.end_slot(&second, None, None).await.unwrap());
    });
}

#[test]
fn what_was_missed_runs_once_and_what_is_asked_for_at_once() {
    run(async {
        let (owner, store, tenant) = store().await;
        let now = store.now().await.unwrap();
        // Planned last ten hours ago: the process was not there since.
        let old = [PlannedSlot { slot: now.plus_ms(-10 * HOUR_MS), skipped: false }];
        store.plan_slots("predict_errors_batch", &old, 5).await.unwrap();
        let mut config = Config::default();
        config.jobs.poll_s = 60.0;
        let context = Context::new(store.clone(), config).unwrap();
        let job = job_named("predict_errors_batch").unwrap();
        let worker = Worker::new(context, Some(Connection::from(&owner))).unwrap().only(job);
        assert_eq!(worker.once().await.unwrap(), 2, "the one that was there and the newest that was missed");
        let slots = store.slots(Some(job.name), Uuid::nil(), 50).await.unwrap();
        let of = |status: &str| slots.iter().filter(|slot| slot.status == status).count();
        assert!((of("completed"), of("failed")) == (2, 0) && of("skipped") >= 9, "{slots:?}");

        // Asked for: a worker that looks once a minute is told at once.
        let end = tokio::time::sleep(Duration::from_secs(20));
        let running = tokio::spawn(worker.run(end));
        tokio::time::sleep(Duration::from_millis(300)).await;
        let id: Uuid = tenant.id().parse().unwrap();
        let asked = Instant::now();
        let slot = store.ask_for_job(job.name, now.plus_ms(1), Some(id), "ada", 1).await.unwrap().unwrap();
        let done = loop {
            let slots = store.slots(Some(job.name), id, 50).await.unwrap();
            let own = slots.into_iter().find(|one| one.id == slot).unwrap();
            if own.status == "completed" {
                break own;
            }
            assert!(asked.elapsed() < Duration::from_secs(5), "{own:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert_eq!(done.asked_by.as_deref(), Some("ada"));
        let waited = done.started_at.unwrap().ms() - now.ms();
        assert!(waited < 3_000, "{waited} ms");
        running.abort();
        // Of another tenant nothing is told.
        assert!(store.slots(Some(job.name), Uuid::nil(), 50).await.unwrap().iter().all(|one| one.id != slot));
    });
}
