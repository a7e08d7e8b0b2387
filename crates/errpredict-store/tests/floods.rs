//! One error that floods is thinned, and every one of it is counted.

use errpredict::time::HOUR_MS;
use errpredict::{Event, RollupConfig, Severity};
use errpredict_store::{FloodConfig, IngestConfig, RetentionConfig, Store, StoreConfig, Tenant};

use crate::common::log::{Numbers, events, now, rollup};
use crate::common::{migrated, run, superuser_of};

/// A flood of one group in two hours, among what comes otherwise; each event has its own time.
fn flooded() -> Vec<Event> {
    let flood = |i: i64| Event {
        message: Some(format!("no connection to payments after {i} ms")),
        user_id: Some(format!("user-{}", i % 40)),
        ..Event::new(now().plus_ms(-2 * HOUR_MS + 3_000 * i), "checkout", Severity::High, "ConnectionError")
    };
    let mut log = events(3);
    log.extend((0..2_000).map(flood));
    log.sort_by_key(|event| event.timestamp);
    log
}

fn config() -> IngestConfig {
    let flood = FloodConfig { all_up_to: 100, one_in: 20 };
    IngestConfig { flood, ..IngestConfig::default() }
}

async fn store() -> (tokio_postgres::Client, Store, Tenant, tokio_postgres::Config) {
    let owner = migrated().await;
    let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("acme").await.unwrap();
    (superuser_of(&owner).await, store, tenant, owner)
}

#[test]
fn few_of_a_flood_are_kept_and_all_are_counted_once() {
    run(async {
        let (admin, store, tenant, owner) = store().await;
        let log = flooded();
        let (mut stored, mut thinned) = (0, 0);
        for batch in log.chunks(300) {
            let answer = tenant.ingest(batch.to_vec(), None, now(), &config()).await.unwrap();
            assert_eq!(answer.stored + answer.thinned, batch.len(), "{answer:?}");
            (stored, thinned) = (stored + answer.stored, thinned + answer.thinned);
        }
        // Two hours: of a thousand beyond a hundred each, one in twenty.
        assert!((1_600..1_800).contains(&thinned), "{thinned}");
        assert_eq!(stored + thinned, log.len());
        let rows = async |query: &str| admin.query_one(query, &[]).await.unwrap().get::<_, i64>(0);
        assert_eq!(rows("select count(*) from ai_models.error_events").await, stored as i64);
        let others = "select count(*) from ai_models.error_events where error_type <> 'ConnectionError'";
        assert_eq!(rows(others).await, log.len() as i64 - 2_000, "nothing else is thinned");
        let whole = rollup(&log).save();
        assert!(tenant.rollup().await.unwrap().save() == whole, "counts are those of the log, to the byte");
        let groups = tenant.thinned_groups(9).await.unwrap();
        assert_eq!(groups.len(), 1);
        assert_eq!((groups[0].service.as_str(), groups[0].events), ("checkout", thinned as i64));
        // Whoever asks for so many errors hears of all, and of none that are not as bad as was asked for.
        let of_flood = async |least| {
            let span = (now().plus_ms(-3 * HOUR_MS), now().plus_ms(HOUR_MS));
            let found = tenant.counted_errors(span, Some("ConnectionError"), least).await.unwrap();
            found.iter().map(|one| one.errors).sum::<u64>()
        };
        assert_eq!((of_flood(Severity::High).await, of_flood(Severity::Critical).await), (2_000, 0));
        // Twenty a minute: within five of them a hundred, give or take the ends.
        let span = (now().plus_ms(-2 * HOUR_MS), now());
        let within =
            tenant.most_errors_within(5, span, Some("ConnectionError"), Severity::High).await.unwrap();
        assert!((95..=125).contains(&within[0].errors), "{within:?}");

        // Again, in other batches, at once, and by a program that knows nothing of the flood: nothing is counted twice.
        let mut numbers = Numbers(5);
        let again: Vec<&[Event]> = log.chunks(170).collect();
        let fresh = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let fresh = fresh.tenant_named("acme").await.unwrap();
        for pair in again.chunks(2) {
            let asked = [&tenant, &fresh][numbers.below(2) as usize];
            let config = config();
            let one = |batch: &[Event]| asked.ingest(batch.to_vec(), None, now(), &config);
            let (a, b) = tokio::join!(one(pair[0]), one(pair[pair.len() - 1]));
            for answer in [a.unwrap(), b.unwrap()] {
                assert_eq!((answer.stored, answer.thinned), (0, 0), "{answer:?}");
            }
        }
        assert!(tenant.rollup().await.unwrap().save() == whole, "still those of the log");
        assert_eq!(rows("select count(*) from ai_models.error_events").await, stored as i64);

        // What cannot be counted anew is said, and not counted wrong.
        let refused =
            tenant.recount(now().plus_ms(-HOUR_MS), now(), &RollupConfig::default()).await.unwrap_err();
        assert_eq!(refused.code(), "conflict", "{refused}");
        assert!(tenant.rollup().await.unwrap().save() == whole);
        let other = store.tenant_named("other").await.unwrap();
        assert_eq!(other.thinned_groups(9).await.unwrap(), []);
        // Their ids go with the events.
        let far = now().plus_ms(200 * 24 * HOUR_MS);
        store.retire(far, &RetentionConfig::default()).await.unwrap();
        assert_eq!(rows("select count(*) from ai_platform.thinned_events").await, 0);
        assert_eq!(tenant.verify_audit().await.unwrap(), []);
    });
}

#[test]
fn an_event_that_comes_twice_in_a_flood_is_one() {
    run(async {
        let (admin, _, tenant, _) = store().await;
        let event = |i: i64| Event {
            error_id: Some(i.to_string()),
            ..Event::new(now().plus_ms(-HOUR_MS / 2 + i), "checkout", Severity::High, "E")
        };
        // Each three times: once to be kept, once only counted, in whatever order.
        let log: Vec<Event> = (0..3).flat_map(|_| (0..200).map(event)).collect();
        let answer = tenant.ingest(log.clone(), Some("k"), now(), &config()).await.unwrap();
        assert_eq!((answer.stored + answer.thinned, answer.duplicates), (200, 400), "{answer:?}");
        let kept: i64 =
            admin.query_one("select count(*) from ai_models.error_events", &[]).await.unwrap().get(0);
        assert_eq!(kept, answer.stored as i64);
        let once: Vec<Event> = (0..200).map(event).collect();
        assert!(tenant.rollup().await.unwrap().save() == rollup(&once).save());
        let again = tenant.ingest(log, Some("k"), now(), &config()).await.unwrap();
        assert_eq!((again.stored, again.thinned, again.duplicates), (0, 0, 600));
    });
}
