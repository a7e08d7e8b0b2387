//! Events in batches, against `COPY` of the same rows.

use errpredict::{Event, Severity, Timestamp};
use errpredict_benches::{SplitMix, wall_seconds};
use errpredict_store::IngestConfig;

use crate::{Bench, Rows, say};

/// The time of the bench.
pub(crate) fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

const EVENTS: i64 = 200_000;
const BATCH: usize = 10_000;
const ROUNDS: usize = 3;

/// What an application sends in a day: 300 bytes an event, 40 services.
fn day(n: i64, seed: u64) -> Vec<Event> {
    let mut random = SplitMix(seed);
    let event = |i: i64| {
        let at = now().plus_ms(-86_400_000 - i * 40);
        Event {
            message: Some(format!(
                "request {i} to payments failed after {} ms: connection reset by peer",
                random.below(5_000)
            )),
            endpoint: Some(format!("/api/v1/orders/{}", random.below(50))),
            user_id: Some(format!("user-{}", random.below(10_000))),
            request_id: Some(format!("{:032x}", u128::from(random.next_u64()) << 32)),
            status_code: Some(502),
            ..Event::new(at, format!("service-{}", random.below(40)), Severity::High, "ConnectionError")
        }
    };
    (0..n).map(event).collect()
}

const COLUMNS: &str = "tenant_id, id, timestamp, service, severity, kind, error_type, message, error_id, code, status_code, endpoint, \
                       user_id, request_id, stack_trace, environment, release, response_time_ms, attributes, fingerprint, received_at";

pub(crate) async fn ingestion(bench: &Bench<'_>, rows: &mut Rows) {
    let config = IngestConfig::default();
    // Its part and its connection are there.
    bench.tenant.ingest(day(1, 9), None, now(), &config).await.unwrap();
    let file = bench.folder.join("store/data/rows");
    let mut ratios = Vec::new();
    let (mut best, mut best_copy) = (f64::INFINITY, f64::INFINITY);
    for round in 0..ROUNDS {
        let batches: Vec<Vec<Event>> =
            day(EVENTS, round as u64).chunks(BATCH).map(<[Event]>::to_vec).collect();
        bench.admin.batch_execute("truncate ai_models.error_events; checkpoint").await.unwrap();
        let begin = wall_seconds();
        for batch in batches {
            let stored = bench.tenant.ingest(batch, None, now(), &config).await.unwrap();
            assert_eq!(stored.stored, BATCH);
        }
        let ours = wall_seconds() - begin;
        let out = format!(
            "copy (select {COLUMNS} from ai_models.error_events) to '{}' (format binary)",
            file.display()
        );
        bench.admin.batch_execute(&out).await.unwrap();
        bench.admin.batch_execute("truncate ai_models.error_events; checkpoint").await.unwrap();
        let copy =
            format!("copy ai_models.error_events ({COLUMNS}) from '{}' (format binary)", file.display());
        let begin = wall_seconds();
        bench.admin.batch_execute(&copy).await.unwrap();
        let theirs = wall_seconds() - begin;
        ratios.push(theirs / ours);
        (best, best_copy) = (best.min(ours), best_copy.min(theirs));
    }
    ratios.sort_by(f64::total_cmp);
    let measured = format!(
        "{:.2} times ({:.2} to {:.2}); {:.0} a second, COPY {:.0}",
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1],
        EVENTS as f64 / best,
        EVENTS as f64 / best_copy
    );
    let what = "200,000 events with counts and audit, one writer, against `COPY` of the same rows by the owner into the same table";
    say(rows, what, &measured, "0.6 times");
}

/// A day with a million events: those of the last measurement, four times more.
pub(crate) async fn fill_day(bench: &Bench<'_>) {
    let columns = COLUMNS
        .replace("id, timestamp", "gen_random_uuid(), timestamp")
        .replace("tenant_gen_random_uuid(),", "tenant_id,");
    let more = format!(
        "insert into ai_models.error_events ({COLUMNS}) select {columns} from ai_models.error_events, generate_series(1, 4)"
    );
    bench.admin.batch_execute(&more).await.unwrap();
}
