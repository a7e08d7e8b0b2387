//! Events over HTTP against the store's own rate, and the way from an event to a prediction.

use errpredict::{Event, Severity, Timestamp};
use errpredict_benches::{SplitMix, cpu_seconds, median, wall_seconds};
use errpredict_store::IngestConfig;
use serde_json::{Value, json};

use crate::load::Connection;
use crate::served::Served;
use crate::{Bench, Rows, say};

const EVENTS: usize = 100_000;
const BATCH: usize = 10_000;
const ROUNDS: usize = 3;
/// Days of the one service that is predicted.
const DAYS: i64 = 30;
const ASKED: usize = 10;

async fn present(bench: &Bench<'_>) -> Timestamp {
    let now = "select (extract(epoch from now()) * 1000)::bigint";
    Timestamp::clamped(bench.admin.query_one(now, &[]).await.unwrap().get(0))
}

/// What an application sends in an hour: 300 bytes an event, 40 services.
fn events(now: Timestamp, seed: u64) -> Vec<Event> {
    let mut random = SplitMix(seed);
    let event = |i: usize| {
        let at = now.plus_ms(-3_600_000 - i as i64 * 30);
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
    (0..EVENTS).map(event).collect()
}

fn lines(events: &[Event]) -> Vec<u8> {
    let mut text = Vec::new();
    for event in events {
        errpredict_io::write_event(&event.as_event_ref(), &mut text).unwrap();
    }
    text
}

pub(crate) async fn measured(bench: &Bench<'_>, rows: &mut Rows) {
    let now = present(bench).await;
    let served = Served::start(&bench.url, &[]);
    let mut connection = Connection::open(&served.address);
    let post = |connection: &mut Connection, body: &[u8]| -> Value {
        let answer = connection.ask("POST", "ingest/events/", Some(&bench.token), body);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        serde_json::from_slice(&answer.body).unwrap()
    };
    // Its part, its connection and its groups are there.
    post(&mut connection, &lines(&events(now, 99)[..BATCH]));
    let empty = "truncate ai_models.error_events; checkpoint";
    let (mut ratios, mut best, mut best_store, mut shares) = (Vec::new(), 0.0_f64, 0.0_f64, [0.0; 2]);
    for round in 0..ROUNDS as u64 {
        let bodies: Vec<Vec<u8>> = events(now, 2 * round).chunks(BATCH).map(lines).collect();
        bench.admin.batch_execute(empty).await.unwrap();
        let (own, service, begin) = (cpu_seconds(), served.cpu_s(), wall_seconds());
        for body in &bodies {
            assert_eq!(post(&mut connection, body)["stored"], BATCH);
        }
        let took = wall_seconds() - begin;
        let ours = EVENTS as f64 / took;
        let cores = took * std::thread::available_parallelism().unwrap().get() as f64;
        shares = [(cpu_seconds() - own) / cores, (served.cpu_s() - service) / cores];
        let batches: Vec<Vec<Event>> =
            events(now, 2 * round + 1).chunks(BATCH).map(<[Event]>::to_vec).collect();
        bench.admin.batch_execute(empty).await.unwrap();
        let begin = wall_seconds();
        for batch in batches {
            let stored = bench.tenant.ingest(batch, None, now, &IngestConfig::default()).await.unwrap();
            assert_eq!(stored.stored, BATCH);
        }
        let theirs = EVENTS as f64 / (wall_seconds() - begin);
        ratios.push(ours / theirs);
        (best, best_store) = (best.max(ours), best_store.max(theirs));
    }
    ratios.sort_by(f64::total_cmp);
    let measured = format!(
        "{:.2} times ({:.2} to {:.2}); at best {best:.0} a second, the store {best_store:.0}; CPU {:.0} / {:.0} % (PostgreSQL not counted)",
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1],
        shares[0] * 100.0,
        shares[1] * 100.0
    );
    let what = "100,000 events as NDJSON in bodies of 10,000 (redacted, durable on answer), one connection, against the store's own rate of one writer";
    say(rows, what, &measured, "0.5 times", "0.8 times");
    served.end();
    predicted(bench, now, rows).await;
}

/// From a request with one event to its service's predictions being stored.
async fn predicted(bench: &Bench<'_>, now: Timestamp, rows: &mut Rows) {
    // Counts of the services before are not part of this.
    let other = "truncate ai_models.error_events, ai_platform.rollup_days, ai_platform.rollup_services";
    bench.admin.batch_execute(other).await.unwrap();
    let served = Served::start(&bench.url, &[]);
    let mut random = SplitMix(5);
    let hours = DAYS * 24;
    let mut connection = Connection::open(&served.address);
    // Each time another service with a past of its own: what was foreseen of one in this minute stays as it was said.
    let mut n = 0;
    for i in 0..ASKED {
        let past: Vec<Event> = (0..hours)
            .flat_map(|hour| (0..random.below(6)).map(move |_| hour).collect::<Vec<_>>())
            .map(|hour| {
                let at = now.plus_ms(-hour * 3_600_000 - 60_000);
                let severity = if hour % 7 == 0 { Severity::Critical } else { Severity::High };
                Event::new(at, format!("shop-{i}"), severity, "Timeout")
            })
            .enumerate()
            .map(|(i, event)| Event { request_id: Some(i.to_string()), ..event })
            .collect();
        n = past.len();
        let answer = connection.ask("POST", "ingest/events/", Some(&bench.token), &lines(&past));
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    }
    let mut times = Vec::new();
    for i in 0..ASKED {
        let event = Event {
            request_id: Some(format!("new-{i}")),
            ..Event::new(now.plus_ms(i as i64), format!("shop-{i}"), Severity::High, "Timeout")
        };
        let body = lines(&[event]);
        let begin = wall_seconds();
        assert_eq!(connection.ask("POST", "ingest/events/", Some(&bench.token), &body).status, 200);
        let ask = json!({"service": format!("shop-{i}"), "mode": "full"}).to_string();
        let answer = connection.ask("POST", "trigger-analysis/", Some(&bench.token), ask.as_bytes());
        let begun: Value = serde_json::from_slice(&answer.body).unwrap();
        let path = format!("analysis/{}/", begun["id"].as_str().unwrap());
        loop {
            let answer = connection.ask("GET", &path, Some(&bench.token), b"");
            let found: Value = serde_json::from_slice(&answer.body).unwrap();
            match found["status"].as_str().unwrap() {
                "completed" => {
                    assert!(found["written"]["predictions"].as_u64().unwrap() > 0, "{found}");
                    break;
                }
                "running" => std::thread::sleep(std::time::Duration::from_millis(2)),
                _ => panic!("{found}"),
            }
        }
        times.push((wall_seconds() - begin) * 1e3);
    }
    let worst = times.iter().copied().fold(0.0, f64::max);
    let measured = format!("median {:.0} ms, at most {worst:.0} ms", median(&mut times));
    let what = format!(
        "one event in, an analysis asked for, its predictions stored: one service, {DAYS} days, {n} events before; of {ASKED}, looked at every 2 ms"
    );
    say(rows, &what, &measured, "1,000 ms", "50 ms");
    served.end();
}
