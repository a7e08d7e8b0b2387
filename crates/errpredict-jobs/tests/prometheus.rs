//! A real Prometheus, filled by promtool: its series are read, watched and forecast. Without the programs nothing is tried, and said so.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use errpredict::forecast::ForecastSettings;
use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::{Error, ErrorKind, Timestamp};
use errpredict_jobs::Prometheus;
use errpredict_store::Page;

use crate::common::log::Numbers;
use crate::common::{run, store};

/// Days of the series.
const DAYS: i64 = 8;

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_here(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// What usually waits: more by day than by night.
fn course(at: Timestamp) -> f64 {
    let day = (at.ms() % DAY_MS) as f64 / DAY_MS as f64;
    70.0 + 30.0 * (std::f64::consts::TAU * day).sin()
}

/// Two queues with a daily course, in the text form that promtool reads; the one of the shop is ten times as long in the last hour.
fn series(until: Timestamp) -> String {
    let mut text = String::from("# HELP queue_length What waits.\n# TYPE queue_length gauge\n");
    let mut numbers = Numbers(5);
    for service in ["shop", "stock"] {
        for minute in 0..=DAYS * 24 * 60 {
            let at = until.plus_ms((minute - DAYS * 24 * 60) * MINUTE_MS);
            let usual = course(at) + numbers.below(10) as f64;
            let is_strange = service == "shop" && minute > DAYS * 24 * 60 - 60;
            let value = if is_strange { 10.0 * usual } else { usual };
            let _ = writeln!(text, "queue_length{{service=\"{service}\"}} {value} {}", at.ms() / 1_000);
        }
    }
    text + "# EOF\n"
}

async fn started(folder: &Path) -> (Running, String) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    std::fs::write(folder.join("prometheus.yml"), "global: {scrape_interval: 1h}\n").unwrap();
    let log = std::fs::File::create(folder.join("log")).unwrap();
    let child = Command::new("prometheus")
        .arg(format!("--config.file={}", folder.join("prometheus.yml").display()))
        .arg(format!("--storage.tsdb.path={}", folder.join("data").display()))
        .arg("--storage.tsdb.retention.time=90d")
        .arg(format!("--web.listen-address=127.0.0.1:{port}"))
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap();
    (Running(child), format!("http://127.0.0.1:{port}/"))
}

#[test]
fn series_of_a_real_prometheus_are_watched_and_forecast() {
    if !is_here("prometheus") || !is_here("promtool") {
        println!("NOT CHECKED: there is no Prometheus on this machine (Debian: prometheus)");
        return;
    }
    run(async {
        let (_, store, tenant) = store().await;
        let folder = tempfile::tempdir().unwrap();
        let now = store.now().await.unwrap().floor_to(MINUTE_MS);
        let text = folder.path().join("series.txt");
        std::fs::write(&text, series(now)).unwrap();
        let made = Command::new("promtool")
            .args(["tsdb", "create-blocks-from", "openmetrics"])
            .arg(&text)
            .arg(folder.path().join("data"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let (_running, url) = started(folder.path()).await;
        let prometheus = Prometheus::new(&url, None, Duration::from_secs(30)).unwrap();
        // It takes a moment until it listens, and another until it answers.
        let mut asked = Err(Error::new(ErrorKind::Unavailable, "not asked yet"));
        for _ in 0..200 {
            asked = prometheus.range("queue_length", now, now, MINUTE_MS).await;
            if asked.as_ref().is_ok_and(|found| !found.is_empty()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(
            asked.unwrap().len(),
            2,
            "{}",
            std::fs::read_to_string(folder.path().join("log")).unwrap()
        );

        // All of it is kept and judged, and what is strange is found, in the one series that is.
        let pulled = prometheus.pull(&tenant, "queue_length", 30, now).await.unwrap();
        assert_eq!((pulled.series, pulled.stored), (2, 2 * (DAYS as usize * 24 * 60 + 1)));
        assert!(pulled.judged >= 2 * DAYS as usize * 24 * 60, "{}", pulled.judged);
        let of_shop = |series: &str| series == "queue_length{service=\"shop\"}";
        let found: Vec<String> =
            pulled.anomalies.iter().filter(|one| one.ongoing).map(|one| one.metric.to_string()).collect();
        assert!(!found.is_empty() && found.iter().all(|metric| of_shop(metric)), "{:?}", pulled.anomalies);
        let stored = tenant.anomalies(&Default::default(), &Page::default()).await.unwrap();
        assert!(stored.iter().any(|one| of_shop(&one.found.metric.to_string())), "{stored:?}");
        // Asked again there is nothing new.
        let again = prometheus.pull(&tenant, "queue_length", 30, now).await.unwrap();
        assert_eq!((again.series, again.stored, again.judged), (2, 0, 0));

        // Forecast by hourly means, with the daily course.
        let settings = ForecastSettings { horizon: 24, ..ForecastSettings::default() };
        let made = prometheus.forecast("queue_length", &settings, now.plus_ms(-2 * HOUR_MS)).await.unwrap();
        let (_, of_stock) =
            made.iter().find(|(name, _)| name.contains("stock")).unwrap_or_else(|| panic!("{made:?}"));
        let forecast = of_stock.as_ref().unwrap();
        assert_eq!((forecast.scope.service(), forecast.values.len()), (Some("stock"), 24));
        for value in &forecast.values {
            // The mean of the hour that ends then.
            let usual = course(value.time.plus_ms(-HOUR_MS / 2)) + 4.5;
            assert!((value.value - usual).abs() < 8.0, "{}: {} for {usual}", value.time, value.value);
        }
        store.make_parts_ahead(now).await.unwrap();
        assert_eq!(tenant.keep_forecasts(&[forecast]).await.unwrap(), 1);
        assert_eq!(tenant.keep_forecasts(&[forecast]).await.unwrap(), 0, "said once");
        assert_eq!(tenant.forecasts(Some("stock"), &Page::default()).await.unwrap()[0].said, *forecast);

        // What it refuses is told in its own words, and nobody at the address is told as such.
        let wrong = prometheus.range("queue_length{", now, now, MINUTE_MS).await.unwrap_err();
        assert!(wrong.code() == "invalid_input" && wrong.to_string().contains("parse error"), "{wrong}");
        let nobody = Prometheus::new("http://127.0.0.1:9", None, Duration::from_secs(2)).unwrap();
        let nobody = nobody.range("up", now, now, MINUTE_MS).await.unwrap_err();
        assert_eq!(nobody.code(), "unavailable", "{nobody}");
        let long_ago = now.plus_ms(-60 * DAY_MS);
        assert!(prometheus.range("queue_length", long_ago, long_ago, MINUTE_MS).await.unwrap().is_empty());
    });
}
