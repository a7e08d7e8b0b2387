//! Predictions by the million: how large, how fast their lists, and one by key beside pgbench.

use std::path::Path;
use std::process::Command;

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict::{RollupConfig, Timestamp};
use errpredict_benches::wall_seconds;
use errpredict_io::{ReadOptions, read_into_rollup, sources};
use errpredict_store::{Page, PredictionFilter, Store, StoreConfig, StoredPrediction};

use crate::events::now;
use crate::{Bench, Rows, say};

/// So many are sized, each time.
const SIZED: i64 = 1_000_000;
const ASKED: usize = 1_000;
const CONNECTIONS: usize = 8;
const THREADS: usize = 2;
/// Seconds that each side asks, by definition of this bench.
const KEY_S: f64 = 5.0;

/// Empties the table and makes the parts of the 90 days of this bench; gives the tenant.
async fn emptied(bench: &Bench<'_>) -> String {
    let parts = "truncate ai_models.error_predictions; select ai_platform.make_part('error_predictions', d::date) \
                 from generate_series('2026-08-20'::timestamp, '2026-11-24', '1 day') d";
    bench.admin.batch_execute(parts).await.unwrap();
    let acme = "select id::text from ai_platform.tenants where name = 'acme'";
    bench.admin.query_one(acme, &[]).await.unwrap().get(0)
}

async fn filled(bench: &Bench<'_>, fill: &str) {
    let fill =
        format!("set session_replication_role = replica; {fill}; set session_replication_role = origin");
    bench.admin.batch_execute(&fill).await.unwrap();
    bench.admin.batch_execute("vacuum analyze ai_models.error_predictions").await.unwrap();
    bench.admin.batch_execute("checkpoint").await.unwrap();
}

/// An id that carries its time, of `a` and a digest `h`.
const ID: &str = "(lpad(to_hex((extract(epoch from a) * 1000)::bigint), 12, '0') || '8' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid";

/// Fills the table with predictions over 90 days, the oldest first and in the order of the key, as they are written: a hundred services
/// each time, with two features each, one in sixteen with an alert.
pub(crate) async fn fill(bench: &Bench<'_>, n: i64) {
    let tenant = emptied(bench).await;
    let fill = format!(
        "insert into ai_platform.feature_names (tenant_id, id, feature, factor) values ('{tenant}', 1, 'errors_24h', 'level of errors'),
            ('{tenant}', 2, 'hour_of_day', 'time of day and week') on conflict do nothing;
        insert into ai_models.error_predictions (tenant_id, id, key, at, due_at, service, target, horizon_minutes, basis, probability, lower,
            upper, level, usual, band, threshold, alert, severity, feature_ids, feature_values, feature_parts, raw_log_odds, n_spans,
            actually_occurred, resolved_at, alerted_at)
        select '{tenant}', {ID}, substr(md5((x.n % 1200)::text), 1, 16), a, a + interval '2 hours', 'service-' || x.n % 100, 'burst', 120,
            'model', p, p * 0.8, p + (1 - p) * 0.2, 0.9, 0.02, 'low', 0.7, p > 0.7, 'high', '{{1,2}}', array[x.n % 50, 12], '{{0.31,-0.12}}',
            ln(p / (1 - p)), 2520.6, case when a < '2026-11-23 10:00Z' then false end, case when a < '2026-11-23 10:00Z' then a end,
            case when p > 0.7 then a end
        from (select n, md5(n::text) as h, timestamptz '2026-11-23 12:00Z' - (n / 100) * interval '90 days' * 100 / {n} as a,
            0.0001 + 0.75 * ((n::bigint * 7919) % 10007) / 10007.0 as p from generate_series({n} - 1, 0, -1) n) x order by a, h"
    );
    filled(bench, &fill).await;
}

/// Predictions of an analysis of the README's log, as the store writes them, kept beside with their places. Made events will not do:
/// nothing moves their chances, so that no model is learnt of them and none of their predictions has a factor.
async fn real(bench: &Bench<'_>) {
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/webmon.csv");
    let (rollup, _) =
        read_into_rollup(&sources(&[log]).unwrap(), &ReadOptions::default(), &RollupConfig::default())
            .unwrap();
    let at: Timestamp = "2026-07-02T06:00:00Z".parse().unwrap();
    let analysis = analyze(&rollup, at, &AnalysisConfig::default()).unwrap();
    let other = bench.store.tenant_named("real").await.unwrap();
    let written = other.write_analysis(&analysis).await.unwrap();
    assert!(written.predictions > 50, "{written:?}");
    let keep = "create temporary table real_predictions as select row_number() over (order by key) - 1 as place, * from ai_models.error_predictions";
    bench.admin.batch_execute(keep).await.unwrap();
}

/// Fills the table with the same analysis again and again over 90 days, every column as the store wrote it; what is due has been resolved.
async fn fill_real(bench: &Bench<'_>, n: i64) {
    let tenant = emptied(bench).await;
    let columns: Vec<String> = bench
        .admin
        .query(
            "select quote_ident(attname) from pg_attribute where attrelid = 'ai_models.error_predictions'::regclass and attnum > 0 \
             and not attisdropped and attname not in ('tenant_id', 'id', 'at', 'due_at', 'actually_occurred', 'was_correct', 'resolved_at', \
             'updated_by') order by attnum",
            &[],
        )
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect();
    let columns = columns.join(", ");
    let theirs = columns.split(", ").map(|column| format!("r.{column}")).collect::<Vec<_>>().join(", ");
    let fill = format!(
        "insert into ai_models.error_predictions (tenant_id, id, at, due_at, actually_occurred, was_correct, resolved_at, updated_by, {columns})
        select '{tenant}', {ID}, a, due, case when is_over then false end, case when is_over then not r.alert end,
            case when is_over then due end, case when is_over then 'errpredict' end, {theirs}
        from (select n % k as place, md5(n::text) as h, timestamptz '2026-11-23 12:00Z' - (n / k) * interval '90 days' * k / {n} as a
            from generate_series({n} - 1, 0, -1) n, (select count(*) as k from real_predictions) c) x
        join real_predictions r using (place)
        cross join lateral (select a + r.horizon_minutes * interval '1 minute' as due) d
        cross join lateral (select due < '2026-11-23 12:00Z' as is_over) o order by a, h"
    );
    filled(bench, &fill).await;
}

async fn megabytes(bench: &Bench<'_>) -> f64 {
    let size = "select sum(bytes)::float8 / 1e6 from ai_platform.parts where of_table = 'error_predictions'";
    bench.admin.query_one(size, &[]).await.unwrap().get(0)
}

pub(crate) async fn measured(bench: &Bench<'_>, n: i64, rows: &mut Rows) {
    bench.admin.batch_execute("truncate ai_models.error_predictions").await.unwrap();
    real(bench).await;
    let with = "select count(*), coalesce(avg((feature_ids is not null or factors is not null)::int), 0)::float8, avg((factors is not null)::int)::float8, \
                coalesce(avg(cardinality(feature_ids)), 0)::float8, avg(alert::int)::float8 from real_predictions";
    let with = bench.admin.query_one(with, &[]).await.unwrap();
    let (rows_of_one, moved, by_name, features, alerts): (i64, f64, f64, f64, f64) =
        (with.get(0), with.get(1), with.get(2), with.get(3), with.get(4));
    fill_real(bench, SIZED).await;
    let what = format!(
        "1,000,000 predictions with indexes, as an analysis of `samples/webmon.csv` writes them again and again ({rows_of_one} each time; {:.0} % say \
         what moved them, by {features:.0} features; {:.0} % in JSON; {:.1} % with an alert)",
        moved * 100.0,
        by_name * 100.0,
        alerts * 100.0
    );
    say(rows, &what, &format!("{:.0} MB", megabytes(bench).await), "500 MB");
    fill(bench, SIZED).await;
    let what = "the same, one of each service a time, with two features";
    say(rows, what, &format!("{:.0} MB", megabytes(bench).await), "500 MB");
    if n != SIZED {
        let begin = wall_seconds();
        fill(bench, n).await;
        println!("{n} predictions in {:.0} s", wall_seconds() - begin);
    }
    lists(bench, n, rows).await;
}

fn p99(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)] * 1e3;
    format!("{:.1} ms (median {:.1})", at(99), at(50))
}

async fn lists(bench: &Bench<'_>, n: i64, rows: &mut Rows) {
    let filter = |i: usize| PredictionFilter {
        service: Some(format!("service-{}", i % 100)),
        ..PredictionFilter::default()
    };
    let all = PredictionFilter::default();
    let alerts = PredictionFilter { alert: Some(true), ..PredictionFilter::default() };
    let mut times: [Vec<f64>; 6] = Default::default();
    let mut after = None;
    let mut found: Vec<StoredPrediction> = Vec::new();
    for i in 0..ASKED {
        let mut clock = |place: usize, begin: f64| times[place].push(wall_seconds() - begin);
        let begin = wall_seconds();
        let page = bench.tenant.predictions(&all, &Page::default()).await.unwrap();
        clock(0, begin);
        assert_eq!(page.len(), 20);
        let begin = wall_seconds();
        // From page to page.
        let page = bench.tenant.predictions(&all, &Page { after, limit: 100 }).await.unwrap();
        clock(1, begin);
        after = page.last().map(StoredPrediction::cursor);
        found.extend(page.into_iter().step_by(17));
        let begin = wall_seconds();
        assert_eq!(bench.tenant.predictions(&filter(i), &Page::default()).await.unwrap().len(), 20);
        clock(2, begin);
        let begin = wall_seconds();
        assert_eq!(bench.tenant.predictions(&alerts, &Page::default()).await.unwrap().len(), 20);
        clock(3, begin);
        let id = found[i * 7_919 % found.len()].id;
        let begin = wall_seconds();
        assert!(bench.tenant.prediction(id).await.unwrap().is_some());
        clock(4, begin);
        let begin = wall_seconds();
        assert!(!bench.tenant.high_risk_predictions(now(), 20).await.unwrap().is_empty());
        clock(5, begin);
    }
    let names = [
        "newest 20",
        "pages of 100, one after the other",
        "of a service",
        "with an alert",
        "one by its id",
        "high risk, not due",
    ];
    for (name, times) in names.iter().zip(&mut times) {
        say(
            rows,
            &format!("p99 of {ASKED} among {n} predictions over 90 days: {name}"),
            &p99(times),
            "20 ms",
        );
    }
}

/// One row by key, eight at once, in turns with pgbench's prepared select of all columns of the same rows without row security.
pub(crate) async fn by_key(bench: &Bench<'_>, rows: &mut Rows) {
    let list = bench
        .tenant
        .predictions(&PredictionFilter::default(), &Page { after: None, limit: 1_000 })
        .await
        .unwrap();
    let one = &list[0];
    let script = bench.folder.join("one.sql");
    let tenant: String = bench
        .admin
        .query_one("select tenant_id::text from ai_models.error_predictions limit 1", &[])
        .await
        .unwrap()
        .get(0);
    let select = format!(
        "select * from ai_models.error_predictions where tenant_id = '{tenant}' and at = '{}' and id = '{}';\n",
        one.said.at, one.id
    );
    std::fs::write(&script, select).unwrap();
    let mut ratios = Vec::new();
    let (mut best, mut best_theirs) = (0.0_f64, 0.0_f64);
    for _ in 0..3 {
        let ours = ours(bench, one);
        let theirs = pgbench(bench, &script);
        ratios.push(ours / theirs);
        (best, best_theirs) = (best.max(ours), best_theirs.max(theirs));
    }
    ratios.sort_by(f64::total_cmp);
    let measured = format!(
        "{:.2} times ({:.2} to {:.2}); {best:.0} a second, pgbench {best_theirs:.0}",
        ratios[1], ratios[0], ratios[2]
    );
    let what = "one row by key under row security as the core's type, 8 connections of two threads, against pgbench's prepared select";
    say(rows, what, &measured, "0.6 times");
}

/// Answers a second of two threads with four connections each, as pgbench has them.
fn ours(bench: &Bench<'_>, one: &StoredPrediction) -> f64 {
    let (connection, id, name) = (bench.cluster.connection(), one.id, "acme");
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let connection = connection.clone();
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    let store = Store::connect(connection, &StoreConfig::default()).await.unwrap();
                    let tenant = store.tenant_named(name).await.unwrap();
                    let begin = wall_seconds();
                    let asking = (0..CONNECTIONS / THREADS).map(|_| {
                        let tenant = tenant.clone();
                        tokio::spawn(async move {
                            let mut asked = 0_u64;
                            while wall_seconds() - begin < KEY_S {
                                tenant.prediction(id).await.unwrap().unwrap();
                                asked += 1;
                            }
                            asked
                        })
                    });
                    let asking: Vec<_> = asking.collect();
                    let mut asked = 0;
                    for one in asking {
                        asked += one.await.unwrap();
                    }
                    asked as f64 / (wall_seconds() - begin)
                })
            })
        })
        .collect();
    threads.into_iter().map(|thread| thread.join().unwrap()).sum()
}

fn pgbench(bench: &Bench<'_>, script: &std::path::Path) -> f64 {
    let password = std::fs::read_to_string(bench.folder.join("store/password")).unwrap();
    let output = Command::new(bench.cluster.binaries().folder().join("pgbench"))
        .args(["-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", &format!("{KEY_S:.0}"), "-f"])
        .arg(script)
        .args(["-h", bench.cluster.socket().to_str().unwrap(), "-U", "postgres", "errpredict"])
        .env("PGPASSWORD", password)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let tps = told.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.unwrap_or_else(|| panic!("{told}{}", String::from_utf8_lossy(&output.stderr)))
}
