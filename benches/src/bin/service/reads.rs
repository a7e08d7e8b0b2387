//! Lists and details, beside pgbench; from what is kept ready; and when ten times as many ask.

use std::process::Command;

use errpredict_benches::wall_seconds;

use crate::load::{Loaded, load};
use crate::served::Served;
use crate::{Bench, Rows, say};

/// Seconds of one measurement, by definition of this bench.
const SECONDS: f64 = 4.0;
const ROUNDS: usize = 3;
const CONNECTIONS: usize = 8;
/// Rows that details are asked of.
const KNOWN: i64 = 10_000;

/// An id that carries its time, of `a` and a digest `h`.
const ID: &str = "(lpad(to_hex((extract(epoch from a) * 1000)::bigint), 12, '0') || '8' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid";

/// Fills the table with predictions over the last 90 days, a hundred services each time, with two features each, one in sixteen with an
/// alert.
pub(crate) async fn fill(bench: &Bench<'_>, n: i64) {
    let begin = wall_seconds();
    let parts = "select ai_platform.make_part('error_predictions', d::date) from generate_series(now() - interval '91 days', \
                 now() + interval '1 day', '1 day') d";
    bench.admin.batch_execute(parts).await.unwrap();
    let tenant = "select id::text from ai_platform.tenants where name = 'default'";
    let tenant: String = bench.admin.query_one(tenant, &[]).await.unwrap().get(0);
    let fill = format!(
        "set session_replication_role = replica;
        insert into ai_platform.feature_names (tenant_id, id, feature, factor) values ('{tenant}', 1, 'errors_24h', 'level of errors'),
            ('{tenant}', 2, 'hour_of_day', 'time of day and week') on conflict do nothing;
        insert into ai_models.error_predictions (tenant_id, id, key, at, due_at, service, target, horizon_minutes, basis, probability, lower,
            upper, level, usual, band, threshold, alert, severity, feature_ids, feature_values, feature_parts, raw_log_odds, n_spans,
            actually_occurred, resolved_at, alerted_at)
        select '{tenant}', {ID}, substr(md5((x.n % 1200)::text), 1, 16), a, a + interval '2 hours', 'service-' || x.n % 100, 'burst', 120,
            'model', p, p * 0.8, p + (1 - p) * 0.2, 0.9, 0.02, 'low', 0.7, p > 0.7, 'high', '{{1,2}}', array[x.n % 50, 12], '{{0.31,-0.12}}',
            ln(p / (1 - p)), 2520.6, case when a < now() - interval '2 hours' then false end,
            case when a < now() - interval '2 hours' then a end, case when p > 0.7 then a end
        from (select n, md5(n::text) as h, date_trunc('minute', now()) - (n / 100) * interval '90 days' * 100 / {n} as a,
            0.0001 + 0.75 * ((n::bigint * 7919) % 10007) / 10007.0 as p from generate_series({n} - 1, 0, -1) n) x order by a, h;
        set session_replication_role = origin"
    );
    bench.admin.batch_execute(&fill).await.unwrap();
    bench.admin.batch_execute("vacuum analyze ai_models.error_predictions").await.unwrap();
    bench.admin.batch_execute("checkpoint").await.unwrap();
    println!("{n} predictions in {:.0} s", wall_seconds() - begin);
}

pub(crate) async fn measured(bench: &Bench<'_>, rows: &mut Rows) {
    let ids = "select id::text, at::text, tenant_id::text from ai_models.error_predictions order by md5(id::text) limit $1";
    let ids = bench.admin.query(ids, &[&KNOWN]).await.unwrap();
    let one = |row: &tokio_postgres::Row| -> [String; 3] { [row.get(0), row.get(1), row.get(2)] };
    let known: Vec<[String; 3]> = ids.iter().map(one).collect();
    let script = bench.folder.join("one.sql");
    let [id, at, tenant] = &known[0];
    let select = format!(
        "select * from ai_models.error_predictions where tenant_id = '{tenant}' and at = '{at}' and id = '{id}';\n"
    );
    std::fs::write(&script, select).unwrap();

    let uncached = [("ERRPREDICT_CACHE_PREDICTIONS_S", "0"), ("ERRPREDICT_CACHE_FEATURES_S", "0")];
    let served = Served::start(&bench.url, &uncached);
    let detail =
        |place: usize, n: usize| format!("predictions/{}/", known[(place * 1_237 + n * 7) % known.len()][0]);
    let list = |place: usize, n: usize| format!("predictions/?service=service-{}", (place * 13 + n) % 100);
    let newest = |_: usize, _: usize| "predictions/".to_owned();
    // Statements are prepared, and pages of the database read.
    load(bench, &served, CONNECTIONS, 1.0, detail);
    load(bench, &served, CONNECTIONS, 1.0, list);
    let mut usual = f64::INFINITY;
    for (what, paths) in [
        (
            "GET predictions/{id}/, 8 connections, ids at random",
            &detail as &(dyn Fn(usize, usize) -> String + Sync),
        ),
        ("GET predictions/?service=, 20 rows, 8 connections", &list),
        ("GET predictions/, the newest 20 of a day, 8 connections", &newest),
    ] {
        let (mut ratios, mut best): (Vec<f64>, Option<(Loaded, f64)>) = (Vec::new(), None);
        for _ in 0..ROUNDS {
            let ours = load(bench, &served, CONNECTIONS, SECONDS, paths);
            let theirs = pgbench(bench, &script);
            ratios.push(ours.rate / theirs);
            if best.as_ref().is_none_or(|(best, _)| best.rate < ours.rate) {
                best = Some((ours, theirs));
            }
        }
        ratios.sort_by(f64::total_cmp);
        let (ours, theirs) = best.unwrap();
        if what.contains("{id}") {
            usual = ours.at(0.99);
        }
        let measured = format!(
            "{:.2} times ({:.2} to {:.2}); at best {:.0} a second, pgbench {theirs:.0}; p50 {:.1} ms, p99 {:.1} ms; {}",
            ratios[ROUNDS / 2],
            ratios[0],
            ratios[ROUNDS - 1],
            ours.rate,
            ours.at(0.5),
            ours.at(0.99),
            ours.cpu()
        );
        let what = format!("{what}, nothing kept ready, against pgbench's prepared select of one row");
        say(rows, &what, &measured, "0.12 times, p99 20 ms", "0.4 times, p99 5 ms");
    }
    let many = load(bench, &served, CONNECTIONS * 10, SECONDS, detail);
    let measured = format!(
        "p99 {:.1} ms, {:.1} times that of 8 connections; {:.0} a second, {} refused with 429; {}",
        many.at(0.99),
        many.at(0.99) / usual,
        many.rate,
        many.refused,
        many.cpu()
    );
    let what = "ten times as many connections (80), details, who is refused asks again after 50 ms";
    say(rows, what, &measured, "429, p99 of what is accepted 3 times", "2 times");
    let memory = format!("{:.1} MB (unique to it {:.1} MB)", served.resident_mb(), served.unique_mb());
    say(rows, "memory after all of that", &memory, "", "");
    served.end();

    let served = Served::start(&bench.url, &[]);
    let same = |_: usize, n: usize| format!("predictions/?service=service-{}", n % 10);
    std::thread::sleep(std::time::Duration::from_secs(1));
    load(bench, &served, CONNECTIONS, 0.5, same);
    let ready = load(bench, &served, CONNECTIONS, SECONDS, same);
    let measured = format!("{:.0} a second; p99 {:.1} ms; {}", ready.rate, ready.at(0.99), ready.cpu());
    say(rows, "the same lists, kept ready", &measured, "8,000 a second", "20,000 a second");
    served.end();
}

fn pgbench(bench: &Bench<'_>, script: &std::path::Path) -> f64 {
    let password = std::fs::read_to_string(bench.folder.join("store/password")).unwrap();
    let output = Command::new(bench.cluster.binaries().folder().join("pgbench"))
        .args(["-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", &format!("{SECONDS:.0}"), "-f"])
        .arg(script)
        .args(["-h", bench.cluster.socket().to_str().unwrap(), "-U", "postgres", "errpredict"])
        .env("PGPASSWORD", password)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let tps = told.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.unwrap_or_else(|| panic!("{told}{}", String::from_utf8_lossy(&output.stderr)))
}
