//! Events that come in: once each, with their counts, whatever becomes of the caller.

use std::collections::BTreeSet;
use std::time::Duration;

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{Event, Rollup, RollupConfig, Severity};
use errpredict_store::{IngestConfig, Ingested, Store, StoreConfig, Tenant};
use tokio_postgres::Config;

use crate::common::log::{Numbers, events, now, rollup};
use crate::common::{migrated, run, superuser_of};

async fn tenant() -> (Config, Store, Tenant) {
    let owner = migrated().await;
    let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("acme").await.unwrap();
    (owner, store, tenant)
}

async fn count(owner: &Config, table: &str) -> i64 {
    let query = format!("select count(*) from {table}");
    superuser_of(owner).await.query_one(&query, &[]).await.unwrap().get(0)
}

fn saved(mut rollup: Rollup) -> Vec<u8> {
    rollup.save()
}

#[test]
fn what_comes_in_is_stored_once_and_counted_as_one_log_would_be() {
    run(async {
        let (owner, _, tenant) = tenant().await;
        let log = events(21);
        let config = IngestConfig::default();
        let mut numbers = Numbers(1);
        // In batches out of order, each twice, the second time perhaps beside the first.
        let mut batches: Vec<&[Event]> = log.chunks(700).collect();
        for i in 0..batches.len() {
            let other = numbers.below(batches.len() as u64) as usize;
            batches.swap(i, other);
        }
        let mut stored = 0;
        for pair in batches.chunks(2) {
            let one = |batch: &[Event]| tenant.ingest(batch.to_vec(), None, now(), &config);
            let (a, b, c) = tokio::join!(one(pair[0]), one(pair[pair.len() - 1]), one(pair[0]));
            for answer in [a, b, c] {
                let answer: Ingested = answer.unwrap();
                assert!(answer.refused.is_empty(), "{:?}", answer.refused.first());
                stored += answer.stored;
            }
        }
        assert_eq!(stored, log.len());
        assert_eq!(count(&owner, "ai_models.error_events").await, log.len() as i64);
        let whole = saved(rollup(&log));
        assert!(
            saved(tenant.rollup().await.unwrap()) == whole,
            "streamed counts are those of the log, to the byte"
        );

        // With closed days put together, with events that come late, and counted anew.
        assert_eq!(tenant.close_days(now().plus_ms(-DAY_MS)).await.unwrap(), 3);
        assert!(saved(tenant.rollup().await.unwrap()) == whole, "days put together");
        let late = vec![Event::new(now().plus_ms(-5 * DAY_MS), "checkout", Severity::High, "Late")];
        tenant.ingest(late.clone(), None, now(), &config).await.unwrap();
        let whole = saved(rollup(&[log.clone(), late].concat()));
        assert!(saved(tenant.rollup().await.unwrap()) == whole, "a late event finds its closed day");
        let (from, to) = (now().plus_ms(-30 * DAY_MS), now());
        let counted = tenant.recount(from, to, &RollupConfig::default()).await.unwrap();
        assert_eq!(counted, log.len() as u64 + 1);
        assert!(saved(tenant.rollup().await.unwrap()) == whole, "counted anew");
    });
}

#[test]
fn an_analysis_from_the_store_is_that_of_the_log() {
    run(async {
        let (_, _, tenant) = tenant().await;
        let log = events(21);
        tenant.ingest(log.clone(), None, now(), &IngestConfig::default()).await.unwrap();
        tenant.close_days(now().plus_ms(-2 * DAY_MS)).await.unwrap();
        let config = AnalysisConfig::default();
        let from_store = analyze(&tenant.rollup().await.unwrap(), now(), &config).unwrap();
        assert!(from_store == analyze(&rollup(&log), now(), &config).unwrap());
    });
}

#[test]
fn every_field_comes_back_and_a_bad_event_takes_no_other_with_it() {
    run(async {
        let (owner, _, tenant) = tenant().await;
        let mut log = events(2);
        log.truncate(50);
        let bad = Event { status_code: Some(9), ..log[0].clone() };
        let old = Event::new(now().plus_ms(-91 * DAY_MS), "checkout", Severity::High, "E");
        let batch = [vec![bad, old], log.clone()].concat();
        let answer = tenant.ingest(batch, None, now(), &IngestConfig::default()).await.unwrap();
        assert_eq!((answer.stored, answer.duplicates, answer.refused.len()), (50, 0, 2));
        assert_eq!(count(&owner, "ai_models.error_events").await, 50);
        let mut found = Vec::new();
        for service in ["checkout", "payments", "search"] {
            found.extend(
                tenant.events_of_service(service, now().plus_ms(-3 * DAY_MS), now(), 1_000).await.unwrap(),
            );
        }
        let key = |event: &Event| event.request_id.clone();
        found.sort_by_key(key);
        log.sort_by_key(key);
        assert_eq!(found, log);
    });
}

#[test]
fn a_key_answers_the_same_batch_and_refuses_another() {
    run(async {
        let (owner, _, tenant) = tenant().await;
        let log = events(2);
        let config = IngestConfig::default();
        let (first, again) = tokio::join!(
            tenant.ingest(log.clone(), Some("k"), now(), &config),
            tenant.ingest(log.clone(), Some("k"), now(), &config)
        );
        let (first, again) = (first.unwrap(), again.unwrap());
        assert_eq!(first.stored + again.stored, log.len(), "one stored them: {first:?} {again:?}");
        assert_eq!(first.duplicates + again.duplicates, log.len(), "and the other was told so");
        let third = tenant.ingest(log.clone(), Some("k"), now(), &config).await.unwrap();
        assert_eq!((third.stored, third.duplicates), (0, log.len()));
        let refused = tenant.ingest(log[1..].to_vec(), Some("k"), now(), &config).await.unwrap_err();
        assert_eq!(refused.code(), "conflict", "{refused}");
        assert_eq!(count(&owner, "ai_models.error_events").await, log.len() as i64);
    });
}

/// Behind a pooler a transaction is begun, asked and ended one after the other: whoever goes away between leaves none open to those
/// who come next, and no name under which they would act.
#[test]
fn a_caller_that_goes_away_behind_a_pooler_leaves_no_transaction() {
    run(async {
        let owner = migrated().await;
        let config = StoreConfig { pooled: true, max_connections: 1, ..StoreConfig::default() };
        let store = Store::connect(owner.clone(), &config).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let admin = superuser_of(&owner).await;
        let open = "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";
        for patience in [0, 0, 100, 200, 400, 800] {
            let gone = tenant.by("mallory");
            let read = gone.events_of_service("checkout", now().plus_ms(-DAY_MS), now(), 9);
            let _ = tokio::time::timeout(Duration::from_micros(patience), read).await;
            let upkeep = tokio::time::timeout(Duration::from_micros(patience), store.make_parts_ahead(now()));
            let _ = upkeep.await;
            let event = Event::new(now().plus_ms(-HOUR_MS), "s", Severity::High, "E");
            tenant.ingest(vec![event], None, now(), &IngestConfig::default()).await.unwrap();
            let open: i64 = admin.query_one(open, &[]).await.unwrap().get(0);
            assert_eq!(open, 0, "a transaction was left open");
        }
        let by_mallory = tenant.audit_of_actor("mallory", 9).await.unwrap();
        assert!(by_mallory.is_empty(), "{by_mallory:?}");
    });
}

/// Callers go away at random moments: what was begun is whole in the end, and never half.
#[test]
#[expect(clippy::disallowed_methods, reason = "how long a batch takes decides when its caller goes away")]
fn a_caller_that_goes_away_takes_nothing_with_it() {
    run(async {
        let (owner, store, tenant) = tenant().await;
        let log = events(4);
        let config = IngestConfig::default();
        let mut numbers = Numbers(7);
        let mut acknowledged = BTreeSet::new();
        let batches: Vec<&[Event]> = log.chunks(40).collect();
        let mut usual = Duration::ZERO;
        for (i, batch) in batches.iter().enumerate() {
            let work = tenant.ingest(batch.to_vec(), None, now(), &config);
            let begin = std::time::Instant::now();
            let patience = match i % 3 {
                // One waits for its answer, and shows how long that takes on this machine at this moment.
                0 => Duration::MAX,
                // One goes away as soon as its batch is on its way.
                1 => Duration::ZERO,
                _ => usual * u32::try_from(numbers.below(200)).unwrap() / 100,
            };
            if let Ok(answer) = tokio::time::timeout(patience, work).await {
                assert_eq!(answer.unwrap().stored, batch.len());
                acknowledged.insert(i);
                usual = begin.elapsed();
            }
            // A reader goes away as well, and leaves no transaction open behind it.
            let read = tenant.events_of_service("checkout", now().plus_ms(-9 * DAY_MS), now(), 9);
            let _ = tokio::time::timeout(Duration::from_micros(numbers.below(2_000)), read).await;
        }
        let (some, all) = (acknowledged.len(), batches.len());
        assert!(some >= all / 3 && some < all, "{some} of {all}");
        // Everything that was begun ends, however long this machine takes for it.
        let patience = std::time::Instant::now() + Duration::from_secs(60);
        while std::time::Instant::now() < patience
            && (store.connections().0 > 0 || count(&owner, "ai_models.error_events").await < log.len() as i64)
        {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let stored = count(&owner, "ai_models.error_events").await;
        assert_eq!(stored, log.len() as i64, "every batch that was begun was stored, and once");
        assert!(saved(tenant.rollup().await.unwrap()) == saved(rollup(&log)), "and counted once");
        let (in_use, _) = store.connections();
        assert_eq!(in_use, 0, "every connection came back");
    });
}

#[test]
fn parts_are_made_ahead_and_when_they_are_needed() {
    run(async {
        let (owner, store, tenant) = tenant().await;
        assert_eq!(store.make_parts_ahead(now()).await.unwrap(), 4 + 3 * 3);
        assert_eq!(store.make_parts_ahead(now()).await.unwrap(), 0);
        let event = |hours: i64| Event::new(now().plus_ms(hours * HOUR_MS), "s", Severity::High, "E");
        let config = IngestConfig::default();
        let a = tenant.ingest(vec![event(-900)], None, now(), &config);
        let b = tenant.ingest(vec![event(-901)], None, now(), &config);
        let (a, b) = tokio::join!(a, b);
        assert_eq!((a.unwrap().stored, b.unwrap().stored), (1, 1));
        assert_eq!(count(&owner, "ai_models.error_events").await, 2);
    });
}
