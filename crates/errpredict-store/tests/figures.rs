//! What the store costs, printed: `cargo test -p errpredict-store --test all figures -- --ignored --nocapture`.
//! Each figure beside what it is compared with, in one run.

use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict::{Event, Severity};
use errpredict_store::{
    Cluster, ClusterConfig, IngestConfig, Migrator, Page, PredictionFilter, RetentionConfig, Store,
    StoreConfig,
};

use crate::common::log::{Numbers, events, now, rollup};
use crate::common::{connect, run};

#[expect(clippy::disallowed_methods, reason = "time is what is measured")]
fn clock() -> Instant {
    Instant::now()
}

fn p99(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() * 99 / 100]
}

#[expect(clippy::print_stdout, reason = "the figures are what this is for")]
fn say(text: &str) {
    println!("{text}");
}

/// A day of events as applications send them: 300 bytes each, 40 services.
fn day_of(n: i64, day: i64) -> Vec<Event> {
    let mut numbers = Numbers(7);
    let event = |i: i64| {
        let at = now().plus_ms(-day * 86_400_000 - i * 40);
        let service = format!("service-{}", numbers.below(40));
        Event {
            message: Some(format!(
                "request {} to payments failed after {} ms: connection reset by peer",
                i,
                numbers.below(5_000)
            )),
            endpoint: Some(format!("/api/v1/orders/{}", numbers.below(50))),
            user_id: Some(format!("user-{}", numbers.below(10_000))),
            request_id: Some(format!("{:032x}", u128::from(numbers.below(u64::MAX)) << 32)),
            status_code: Some(502),
            ..Event::new(at, service, Severity::High, "ConnectionError")
        }
    };
    (0..n).map(event).collect()
}

#[test]
#[ignore = "minutes; prints figures"]
fn figures() {
    let folder = tempfile::tempdir().unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), mode).unwrap();
    let config = ClusterConfig::new(folder.path().join("store"));
    let mut page = String::new();
    run(async {
        let begin = clock();
        let cluster = Cluster::start(config.clone()).await.unwrap();
        let _ = writeln!(page, "first start {:.2?}", begin.elapsed());
        cluster.stop().unwrap();
        let begin = clock();
        let cluster = Cluster::start(config.clone()).await.unwrap();
        let _ = writeln!(page, "next start {:.2?}", begin.elapsed());
        let begin = clock();
        Migrator::connect(&cluster.connection(), Duration::from_secs(60))
            .await
            .unwrap()
            .up(None)
            .await
            .unwrap();
        let _ = writeln!(page, "migrate from nothing {:.2?}", begin.elapsed());
        say(&page);
        let store = Store::connect(cluster.connection(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let admin = {
            let mut c = cluster.superuser();
            c.dbname("errpredict");
            connect(&c).await
        };

        // Events, batch by batch, against COPY of the same rows by the owner into a table of the same columns and indexes.
        let all = day_of(200_000, 1);
        tenant.ingest(day_of(1, 1), None, now(), &IngestConfig::default()).await.unwrap();
        admin.batch_execute("truncate ai_models.error_events; checkpoint").await.unwrap();
        let begin = clock();
        for batch in all.chunks(10_000) {
            let stored = tenant.ingest(batch.to_vec(), None, now(), &IngestConfig::default()).await.unwrap();
            assert_eq!(stored.stored, batch.len());
        }
        let ours = begin.elapsed();
        let columns = "tenant_id, id, timestamp, service, severity, kind, error_type, message, error_id, code, status_code, endpoint, user_id, request_id, stack_trace, environment, release, response_time_ms, attributes, fingerprint, received_at";
        admin.batch_execute(&format!("copy (select {columns} from ai_models.error_events) to '{0}/rows' (format binary); truncate ai_models.error_events; checkpoint", folder.path().join("store/data").display())).await.unwrap();
        let begin = clock();
        admin
            .batch_execute(&format!(
                "copy ai_models.error_events ({columns}) from '{0}/rows' (format binary)",
                folder.path().join("store/data").display()
            ))
            .await
            .unwrap();
        let copy = begin.elapsed();
        say(&format!(
            "200,000 events with counts and audit {ours:.2?}, COPY of the same rows by the owner {copy:.2?}: {:.2}x",
            copy.as_secs_f64() / ours.as_secs_f64()
        ));

        // Predictions: 1 M over 90 days.
        admin.batch_execute("select ai_platform.make_part('error_predictions', d::date) from generate_series('2026-08-20'::timestamp, '2026-11-24', '1 day') d").await.unwrap();
        let id: String =
            admin.query_one("select id::text from ai_platform.tenants", &[]).await.unwrap().get(0);
        let fill = format!("insert into ai_models.error_predictions (tenant_id, id, key, at, due_at, service, target, horizon_minutes, basis, probability, lower, upper, level, usual, band, threshold, alert, severity, factors, raw_log_odds, actually_occurred, resolved_at)
            select '{id}', (lpad(to_hex((extract(epoch from a) * 1000)::bigint), 12, '0') || '8' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid, substr(md5((n % 1200)::text), 1, 16), a, a + interval '2 hours', 'service-' || n % 100, 'burst', 120, 'model', p, p * 0.8, p + (1 - p) * 0.2, 0.9, 0.02, 'low', 0.7, p > 0.7, 'high',
            '[{{\"factor\": \"errors lately\", \"contribution\": 0.31, \"features\": []}}, {{\"factor\": \"hour of day\", \"contribution\": -0.12, \"features\": []}}]', ln(p / (1 - p)), case when a < '2026-11-23 10:00Z' then false end, case when a < '2026-11-23 10:00Z' then a end
            from (select n, timestamptz '2026-11-23 12:00Z' - (n / 100) * interval '12960 ms' * 1 as a, 0.0001 + 0.75 * ((n::bigint * 7919) % 10007) / 10007.0 as p from generate_series(1000000, 1, -1) n) x");
        admin.batch_execute(&fill).await.unwrap();
        admin.batch_execute("vacuum analyze ai_models.error_predictions").await.unwrap();
        let bytes: i64 = admin
            .query_one(
                "select sum(bytes)::bigint from ai_platform.parts where of_table = 'error_predictions'",
                &[],
            )
            .await
            .unwrap()
            .get(0);
        say(&format!("1,000,000 predictions with indexes: {:.0} MB", bytes as f64 / 1e6));
        let filter =
            PredictionFilter { service: Some("service-7".to_owned()), ..PredictionFilter::default() };
        let list = tenant.predictions(&PredictionFilter::default(), &Page::default()).await.unwrap();
        let (mut lists, mut services, mut details, mut risky) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for i in 0..500 {
            let begin = clock();
            tenant.predictions(&PredictionFilter::default(), &Page::default()).await.unwrap();
            lists.push(begin.elapsed());
            let begin = clock();
            tenant.predictions(&filter, &Page::default()).await.unwrap();
            services.push(begin.elapsed());
            let begin = clock();
            assert!(tenant.prediction(list[i % list.len()].id).await.unwrap().is_some());
            details.push(begin.elapsed());
            let begin = clock();
            tenant.high_risk_predictions(now(), 20).await.unwrap();
            risky.push(begin.elapsed());
        }
        say(&format!(
            "p99 of 500 among 1 M predictions: list {:.2?}, of a service {:.2?}, detail {:.2?}, high risk {:.2?}",
            p99(lists),
            p99(services),
            p99(details),
            p99(risky)
        ));

        // One row by key, eight at once, against pgbench's prepared select of the same row without row security.
        let ids: Vec<_> = list.iter().map(|one| one.id).collect();
        let begin = clock();
        let mut tasks = Vec::new();
        for _ in 0..8 {
            let (tenant, ids) = (tenant.clone(), ids.clone());
            tasks.push(tokio::spawn(async move {
                for i in 0..2_000 {
                    tenant.prediction(ids[i % ids.len()]).await.unwrap();
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let ours = 16_000.0 / begin.elapsed().as_secs_f64();
        let script = folder.path().join("one.sql");
        std::fs::write(&script, format!("select * from ai_models.error_predictions where tenant_id = '{id}' and at = '{}' and id = '{}';\n", list[0].said.at, list[0].id)).unwrap();
        let password = std::fs::read_to_string(folder.path().join("store/password")).unwrap();
        let output = Command::new(cluster.binaries().folder().join("pgbench"))
            .args(["-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", "5", "-f"])
            .arg(&script)
            .args(["-h", cluster.socket().to_str().unwrap(), "-U", "postgres", "errpredict"])
            .env("PGPASSWORD", password)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let theirs: f64 = told
            .lines()
            .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok())
            .unwrap_or(f64::NAN);
        say(&format!(
            "one row by key, 8 connections: {ours:.0}/s under row security, pgbench {theirs:.0}/s: {:.2}x",
            ours / theirs
        ));

        // A day goes.
        for batch in all.chunks(10_000) {
            tenant.ingest(batch.to_vec(), None, now(), &IngestConfig::default()).await.unwrap();
        }
        let config = RetentionConfig { counts_days: 3_000, ..RetentionConfig::default() };
        store.retire(now(), &config).await.unwrap();
        let begin = clock();
        let gone = store.retire(now().plus_ms(91 * 86_400_000), &config).await.unwrap();
        say(&format!(
            "clean-up: {} parts with 200,000 events and 1 M predictions in {:.2?}",
            gone.parts,
            begin.elapsed()
        ));

        // An analysis from stored counts against the same from memory.
        let other = store.tenant_named("analysis").await.unwrap();
        let log = events(30);
        for batch in log.chunks(10_000) {
            other.ingest(batch.to_vec(), None, now(), &IngestConfig::default()).await.unwrap();
        }
        let memory = rollup(&log);
        let begin = clock();
        analyze(&memory, now(), &AnalysisConfig::default()).unwrap();
        let from_memory = begin.elapsed();
        let begin = clock();
        analyze(&other.rollup().await.unwrap(), now(), &AnalysisConfig::default()).unwrap();
        say(&format!(
            "analysis of 3 services and 30 days: {:.2?} from the store, {from_memory:.2?} from memory",
            begin.elapsed()
        ));
        cluster.stop().unwrap();
    });
}
