//! How long jobs take, and how soon they begin: printed as a page. Run by `make bench-jobs`, in a release build.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Event, EventKind, Rollup, RollupConfig, Severity, Timestamp};
use errpredict_jobs::{Config, Context, Worker, job_named, run_job};
use errpredict_store::{Connection, PlannedSlot, StoreConfig, Tenant};

use crate::common::log::Numbers;
use crate::common::{put, run, store, superuser_of};
use crate::receivers::{Manner, Receiver};

/// So many services, thirty days: some errors a day each, requests, and bursts now and then.
async fn fill(tenant: &Tenant, services: u64, now: Timestamp) -> u64 {
    let mut numbers = Numbers(services);
    let mut count = 0;
    for service in 0..services {
        let name = format!("service-{service:04}");
        let mut events = Vec::new();
        let rate = 1 + service % 7;
        for hour in 0..30 * 24 {
            let burst = numbers.below(200) == 0;
            for _ in 0..numbers.below(rate + 1) + if burst { 25 } else { 0 } {
                let at = now
                    .plus_ms(-(30 * 24 - hour) * HOUR_MS + i64::try_from(numbers.below(3_600_000)).unwrap());
                let severity = if numbers.below(12) == 0 { Severity::Critical } else { Severity::High };
                let kind = ["TimeoutError", "KeyError", "ConnectionRefused"]
                    [usize::try_from(numbers.below(3)).unwrap()];
                events.push(Event {
                    message: Some(format!("{kind} at step {}", numbers.below(9))),
                    request_id: Some(format!("{service}-{}", events.len())),
                    kind: EventKind::Error,
                    ..Event::new(at, &name, severity, kind)
                });
            }
        }
        count += events.len() as u64;
        put(tenant, events, now).await;
    }
    count
}

fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let place = (values.len() as f64 * share).ceil() as usize;
    values[place.clamp(1, values.len()) - 1]
}

/// Services of the batch; fewer to try it out.
fn services(default: u64) -> u64 {
    std::env::var("ERRPREDICT_BENCH_SERVICES").ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

async fn batch(page: &mut String) {
    let (owner, store, tenant) = store().await;
    let now = store.now().await.unwrap().floor_to(HOUR_MS);
    let n = services(1_000);
    let events = fill(&tenant, n, now).await;
    tenant.close_days(now.plus_ms(-24 * HOUR_MS)).await.unwrap();
    let slow = StoreConfig { statement: Duration::from_secs(300), ..StoreConfig::default() };
    let store = errpredict_store::Store::connect(owner, &slow).await.unwrap();
    let tenant = store.tenant_named("acme").await.unwrap();
    let context = Context::new(store, Config::default()).unwrap();
    let trained = Instant::now();
    let done =
        run_job(&context, "train_error_prediction_models", &tenant, now.plus_ms(-2 * HOUR_MS)).await.unwrap();
    let trained = trained.elapsed().as_secs_f64();
    run_job(&context, "predict_errors_batch", &tenant, now.plus_ms(-HOUR_MS)).await.unwrap();
    let mut took = Vec::new();
    let mut written = serde_json::Value::Null;
    for i in 0..3 {
        let began = Instant::now();
        let at = now.plus_ms(-30 * MINUTE_MS + i * 10 * MINUTE_MS);
        let done = run_job(&context, "predict_errors_batch", &tenant, at).await.unwrap();
        took.push(began.elapsed().as_secs_f64());
        written = done.outputs["written"].clone();
        assert!(done.outputs["model"].is_string(), "{}", done.outputs);
    }
    let _ = writeln!(
        page,
        "| hourly batch, {n} services, {events} events, kept model, everything stored | {:.1} s (the middle of 3) | 20 s | 5 s |",
        percentile(&mut took, 0.5)
    );
    let _ = writeln!(page, "| the training before it, {n} services | {trained:.1} s | | |");
    let _ = writeln!(
        page,
        "\nWritten by one batch: `{written}`; the model: `{}`.\n",
        done.outputs["trained"]["answers"]
    );
}

async fn training(page: &mut String) {
    let (_, store, tenant) = store().await;
    let now = store.now().await.unwrap().floor_to(HOUR_MS);
    let n = services(200);
    fill(&tenant, n, now).await;
    let context = Context::new(store, Config::default()).unwrap();
    let began = Instant::now();
    run_job(&context, "train_error_prediction_models", &tenant, now.plus_ms(-26 * HOUR_MS)).await.unwrap();
    let first = began.elapsed().as_secs_f64();
    // The second learns its shadow, the third weighs it.
    run_job(&context, "train_error_prediction_models", &tenant, now.plus_ms(-25 * HOUR_MS)).await.unwrap();
    let began = Instant::now();
    run_job(&context, "train_error_prediction_models", &tenant, now).await.unwrap();
    let third = began.elapsed().as_secs_f64();
    let _ = writeln!(
        page,
        "| daily training, {n} services, through the store: the first | {first:.1} s | 120 s | 30 s |"
    );
    let _ = writeln!(
        page,
        "| ... of a later day: the shadow weighed against the model that answers | {third:.1} s | 120 s | 30 s |"
    );
}

async fn due(page: &mut String) {
    let (owner, store, _) = store().await;
    let context = Context::new(store.clone(), Config::default()).unwrap();
    let job = job_named("cleanup_old_predictions").unwrap();
    let now = store.now().await.unwrap();
    let slots: Vec<PlannedSlot> =
        (0..200).map(|i| PlannedSlot { slot: now.plus_ms(2_000 + i * 250), skipped: false }).collect();
    store.plan_slots(job.name, &slots, 1).await.unwrap();
    let workers: Vec<_> = (0..2)
        .map(|n| {
            Worker::new(context.clone(), Some(Connection::from(&owner)))
                .unwrap()
                .only(job)
                .called(&format!("w{n}"))
        })
        .map(|worker| tokio::spawn(worker.run(tokio::time::sleep(Duration::from_secs(56)))))
        .collect();
    for worker in workers {
        worker.await.unwrap().unwrap();
    }
    let admin = superuser_of(&owner).await;
    let query = "select extract(epoch from started_at - slot)::float8 * 1000 from ai_platform.job_slots where status = 'completed'";
    let mut late: Vec<f64> = admin.query(query, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
    let n = late.len();
    let _ = writeln!(
        page,
        "| job due → started, p99 of {n} slots, two workers (p50 {:.0} ms) | {:.0} ms | 2 s | 100 ms |",
        percentile(&mut late, 0.5),
        percentile(&mut late, 0.99)
    );
}

async fn message(page: &mut String) {
    let (owner, store, tenant) = store().await;
    let receiver = Receiver::start(Manner::Well).await;
    let text = format!(
        "[alerts]\nallow_private = true\n[[alerts.hooks]]\nname = \"hook\"\nurl = \"{}\"",
        receiver.url()
    );
    let context = Context::new(store.clone(), Config::read(&text, |_| None).unwrap()).unwrap();
    let worker = Worker::new(context, Some(Connection::from(&owner))).unwrap();
    let worker = worker.only(job_named("cleanup_old_predictions").unwrap());
    let running = tokio::spawn(worker.run(std::future::pending()));
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut took = Vec::new();
    for i in 0..30 {
        let now = store.now().await.unwrap();
        let analysis = critical(&format!("service-{i}"), now);
        let before = receiver.got().len();
        tenant.write_analysis(&analysis).await.unwrap();
        let stored = Instant::now();
        while receiver.got().len() == before {
            assert!(stored.elapsed() < Duration::from_secs(10), "no message came");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        took.push(stored.elapsed().as_secs_f64() * 1_000.0);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    running.abort();
    let _ = writeln!(
        page,
        "| critical anomaly stored → message at the receiver, p99 of {} (p50 {:.0} ms) | {:.0} ms | 5 s | 1 s |",
        took.len(),
        percentile(&mut took.clone(), 0.5),
        percentile(&mut took, 0.99)
    );
}

/// An analysis of a service that is critical now.
fn critical(service: &str, now: Timestamp) -> errpredict::analysis::Analysis {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for hour in 1..240 {
        let at = now.plus_ms(-hour * HOUR_MS);
        rollup.observe(Event::new(at, service, Severity::High, "E").as_event_ref());
    }
    for i in 0..600 {
        rollup.observe(Event::new(now.plus_ms(-i * 3_000), service, Severity::High, "E").as_event_ref());
    }
    rollup.settle();
    let found = analyze(&rollup, now, &AnalysisConfig::default()).unwrap();
    assert!(found.services[0].anomalies.iter().any(|one| one.severity == Severity::Critical && one.ongoing));
    found
}

#[test]
#[ignore = "takes minutes and wants a release build: make bench-jobs"]
fn the_page_of_figures() {
    let mut page = String::from(
        "<!-- Written by `make bench-jobs`; do not edit. -->\n# Jobs and messages\n\nThe jobs' own code on a private PostgreSQL with its own \
         settings and `fsync`, by the clock on the wall, in ",
    );
    let _ = write!(
        page,
        "a {} build on {} cores; the load of the machine before it was {}.\n\n| What | Took | Must | Goal |\n|---|---|---|---|\n",
        if cfg!(debug_assertions) { "debug" } else { "release" },
        std::thread::available_parallelism().unwrap(),
        std::fs::read_to_string("/proc/loadavg").unwrap().split(' ').take(3).collect::<Vec<_>>().join(", "),
    );
    run(async {
        due(&mut page).await;
        message(&mut page).await;
        training(&mut page).await;
        batch(&mut page).await;
    });
    println!("{page}");
    if let Some(path) = std::env::var_os("ERRPREDICT_FIGURES") {
        std::fs::write(path, page).unwrap();
    }
}
