//! `errpredict forecast` as a person runs it: the real program on real files.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use errpredict::Timestamp;
use errpredict::forecast::{NoteKind, TimeSeriesForecast};

const HOUR_MS: i64 = 3_600_000;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

fn run(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_errpredict"));
    command.arg("forecast").args(arguments).current_dir(root).output().unwrap()
}

fn good(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "quiet on a pipe");
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Vec<TimeSeriesForecast> {
    let text = good(&[arguments, &["--json"]].concat());
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Hours from `first` on, a value each; a gap where there is none.
fn hourly(first: &str, values: impl Iterator<Item = Option<f64>>) -> String {
    let first: Timestamp = first.parse().unwrap();
    let mut text = String::from("time,value\n");
    for (i, value) in values.enumerate() {
        let value = value.map_or(String::new(), |value| value.to_string());
        writeln!(text, "{},{value}", first.plus_ms(i as i64 * HOUR_MS)).unwrap();
    }
    text
}

/// Deterministic unrest of -2 to 2.
fn unrest(t: usize) -> f64 {
    ((t * 7919) % 5) as f64 - 2.0
}

/// Noise of -2 to 2 that no method can foresee, the same in every run.
fn noise(t: usize) -> f64 {
    let mut x = (t as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (x >> 11) as f64 / (1u64 << 53) as f64 * 4.0 - 2.0
}

#[test]
fn a_day_follows_the_clock_of_its_zone() {
    // Work from 8 to 16 by the clock of Berlin, which goes back on 2026-10-25 at 01:00 UTC, inside the history.
    let change: Timestamp = "2026-10-25T01:00:00Z".parse().unwrap();
    let first: Timestamp = "2026-09-25T00:00:00Z".parse().unwrap();
    let busy = |t: usize| {
        let start = first.plus_ms((t as i64 - 1) * HOUR_MS);
        let offset = if start < change { 2 } else { 1 };
        (8..16).contains(&((start.ms() / HOUR_MS + offset) % 24))
    };
    let value = |t: usize| Some(20.0 + if busy(t) { 100.0 } else { 0.0 } + unrest(t));
    let folder = Folder::new();
    let n = 30 * 24 + 6;
    let file = folder.file("work.csv", &hourly("2026-09-25T00:00:00Z", (0..n).map(value)));
    let error = |zone: &[&str]| -> f64 {
        let found = json(&[&[file.as_str(), "--method", "seasonal_naive"], zone].concat()).remove(0);
        let errors =
            found.values.iter().enumerate().map(|(h, step)| (step.value - value(n + h).unwrap()).abs());
        errors.sum::<f64>() / 24.0
    };
    let (utc, berlin) = (error(&[]), error(&["--zone", "Europe/Berlin"]));
    assert!(berlin < 5.0 && utc > 7.0, "{utc} {berlin}");
    let found = json(&[file.as_str(), "--zone", "Europe/Berlin"]).remove(0);
    let note = found.notes.iter().find(|note| note.kind == NoteKind::ClockChange).unwrap();
    assert_eq!((note.count, note.newest), (1, 722), "{note:?}");
    assert_eq!(found.values[0].time, first.plus_ms(n as i64 * HOUR_MS));
    let wrong = run(&[file.as_str(), "--zone", "Mars/Olympus"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("Europe/Berlin"), "{wrong:?}");
}

#[test]
fn dated_holidays_come_again_for_every_method() {
    let closed = |t: usize| [3, 9, 19, 25].contains(&(t / 24));
    let value = |t: usize| if closed(t) { 5.0 } else { 80.0 + (t % 24) as f64 } + unrest(t);
    let folder = Folder::new();
    // The first hour ends at 01:00, so that a day is 24 rows.
    let file = folder.file("shop.csv", &hourly("2026-10-01T01:00:00Z", (0..600).map(|t| Some(value(t)))));
    let holidays = "date,name\n2026-10-04,closed\n2026-10-10,closed\n2026-10-20,closed\n2026-10-26,closed\n";
    let holidays = folder.file("holidays.csv", holidays);
    for method in ["auto", "seasonal_naive", "ets", "mstl", "prophet"] {
        let mean = |extra: &[&str]| -> f64 {
            let found = json(&[&[file.as_str(), "--method", method], extra].concat()).remove(0);
            if !extra.is_empty() {
                assert!(found.notes.iter().any(|note| note.kind == NoteKind::Holiday), "{:?}", found.notes);
            }
            found.values.iter().map(|step| step.value).sum::<f64>() / 24.0
        };
        // A quarter of the effect of three dates is held back by the methods that know no holidays themselves.
        let (without, with) = (mean(&[]), mean(&["--holidays", &holidays]));
        assert!(without > 60.0 && with < 35.0, "{method}: {without} {with}");
    }
    let bad = folder.file("bad.csv", "date,name\n2026-10-05,closed\n12.10.2026,closed\n");
    let output = run(&[file.as_str(), "--holidays", &bad]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        message.contains("bad.csv") && message.contains("line 3") && message.contains("12.10.2026"),
        "{message}"
    );
}

#[test]
fn what_is_unusual_in_a_history_is_survived_and_reported() {
    let day = |t: usize| 50.0 + 20.0 * f64::from(u8::from(t % 24 > 11)) + unrest(t);
    let within = |found: &TimeSeriesForecast, level: f64| {
        for step in &found.values {
            assert!((step.value - level).abs() < 30.0, "{} against {level}", step.value);
        }
    };
    for (name, kind, level, value) in [
        (
            "gaps",
            NoteKind::Gap,
            60.0,
            &(|t| (!(300..340).contains(&t)).then(|| day(t))) as &dyn Fn(usize) -> Option<f64>,
        ),
        ("outlier", NoteKind::Outlier, 60.0, &|t| Some(if t == 200 { 1e6 } else { day(t) })),
        // Of the newest day: no part of `auto` may repeat it.
        ("new outlier", NoteKind::Outlier, 60.0, &|t| Some(if t == 590 { 1e6 } else { day(t) })),
        ("level shift", NoteKind::LevelShift, 560.0, &|t| Some(day(t) + if t < 300 { 0.0 } else { 500.0 })),
        // A counter of 10 an hour that starts anew at 400: the newest value is 1,990.
        ("reset", NoteKind::Reset, 2_115.0, &|t| {
            Some(if t < 400 { 10.0 * t as f64 } else { 10.0 * (t - 400) as f64 })
        }),
    ] {
        let folder = Folder::new();
        let file = folder.file("h.csv", &hourly("2026-10-01T00:00:00Z", (0..600).map(value)));
        let found = json(&[file.as_str()]).remove(0);
        assert!(found.notes.iter().any(|note| note.kind == kind), "{name}: {:?}", found.notes);
        if kind == NoteKind::Reset {
            let (first, last) = (found.values[0].value, found.values[23].value);
            // A straight line goes on, within 1 %.
            assert!((first - 2_000.0).abs() < 20.0 && (last - 2_230.0).abs() < 22.0, "{first} {last}");
        } else {
            within(&found, level);
        }
    }
}

#[test]
fn everything_of_the_result_is_there() {
    let folder = Folder::new();
    let value = |t: usize| Some(100.0 + 0.2 * t as f64 + 3.0 * noise(t));
    let file = folder.file("disk.csv", &hourly("2026-10-01T00:00:00Z", (0..600).map(value)));
    let found = json(&[file.as_str(), "--threshold", "225", "--horizon", "48"]).remove(0);
    let accuracy = &found.accuracy;
    assert!(
        accuracy.mae.is_some()
            && accuracy.rmse.is_some()
            && accuracy.mape.is_some()
            && accuracy.mase.is_some()
    );
    let coverage = accuracy.coverage.unwrap();
    assert!((0.85..=1.0).contains(&coverage), "{coverage}");
    assert!(found.trend.change > 0.0 && found.trend.confidence.unwrap() >= 0.8);
    assert!(found.peak.value > found.minimum.value && found.peak.time != found.minimum.time);
    let crossing = found.threshold.unwrap();
    assert!(
        crossing.probability.unwrap() > 0.9 && crossing.by_step.len() == 48 && crossing.by_step.is_sorted()
    );
    assert!(crossing.median_time.is_some());
}

#[test]
fn several_columns_and_their_sum() {
    let folder = Folder::new();
    let mut text = String::from("id,t,cpu,disk\n");
    for t in 0..400 {
        for (id, share) in [("a", 1.0), ("b", 2.0)] {
            writeln!(text, "{id},{t},{},{}", share * (10.0 + (t % 24) as f64), share * t as f64).unwrap();
        }
    }
    let file = folder.file("hosts.csv", &text);
    let found = json(&[file.as_str(), "--value", "cpu,disk", "--system"]);
    let names: Vec<_> =
        found.iter().map(|f| (f.scope.service().unwrap_or("system"), f.metric.as_str())).collect();
    assert_eq!(
        names,
        [("a", "cpu"), ("b", "cpu"), ("system", "cpu"), ("a", "disk"), ("b", "disk"), ("system", "disk")]
    );
    for metric in found.chunks(3) {
        for step in 0..24 {
            let sum = metric[0].values[step].value + metric[1].values[step].value;
            assert!((sum - metric[2].values[step].value).abs() < 1e-9 * sum);
        }
    }
    let csv = good(&[file.as_str(), "--value", "cpu,disk"]);
    assert!(csv.starts_with("unique_id,metric,h,yhat,lo95,hi95\na,cpu,1,"), "{csv}");
}

#[test]
fn metrics_of_a_log() {
    let folder = Folder::new();
    let first: Timestamp = "2026-10-01T00:00:00Z".parse().unwrap();
    let mut log = String::new();
    for minute in 0..20 * 24 * 60 {
        let time = first.plus_ms(minute * 60_000 + 1);
        let (status, took) = if minute % 10 == 0 { (500, 900) } else { (200, 40 + minute % 20) };
        let service = if minute % 3 == 0 { "pay" } else { "shop" };
        writeln!(
            log,
            r#"{{"timestamp":"{time}","service":"{service}","kind":"request","severity":"info","error_type":"","status_code":{status},"response_time_ms":{took}}}"#
        )
        .unwrap();
    }
    let file = folder.file("access.ndjson", &log);
    let found = json(&[file.as_str(), "--metric", "requests,error_rate,response_time_p95"]);
    let of = |service: &str, metric: &str| {
        let mut all =
            found.iter().filter(|f| f.scope.service().unwrap_or("system") == service && f.metric == metric);
        all.next().unwrap_or_else(|| panic!("no {metric} of {service}"))
    };
    for step in 0..24 {
        let [pay, shop, all] = ["pay", "shop", "system"].map(|name| of(name, "requests").values[step].value);
        assert!((all - 60.0).abs() < 1.0 && (pay + shop - all).abs() < 1e-9, "{pay} {shop} {all}");
        let rate = of("system", "error_rate").values[step].value;
        assert!((rate - 0.1).abs() < 0.01, "{rate}");
        let time = of("system", "response_time_p95").values[step].value;
        assert!((time - 900.0).abs() < 10.0, "{time}");
    }
    let output = run(&[file.as_str(), "--metric", "happiness"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("response_time_p95"), "{output:?}");
}

#[test]
fn the_page_has_fans_and_parts_and_no_markup_of_names() {
    let folder = Folder::new();
    let mut text = String::from("id,t,y\n");
    for t in 0..500 {
        writeln!(text, "<b>x</b>,{t},{}", 10.0 + (t % 24) as f64 + unrest(t)).unwrap();
    }
    let file = folder.file("x.csv", &text);
    let page = folder.path("x.html");
    good(&[file.as_str(), "--threshold", "40", "--html", page.to_str().unwrap()]);
    let page = std::fs::read_to_string(page).unwrap();
    for part in [
        "<h3>Forecast</h3>",
        "<h3>Trend</h3>",
        "Season of 24 h",
        "Season of 7 days",
        "<h3>Remainder</h3>",
        "Crossing 40",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("<b>x</b>") && page.contains("&lt;b&gt;x"));
    assert_eq!(page.matches("class=\"fan\"").count(), 3, "the interval and two narrower bands");
    assert!(page.contains("class=\"threshold\"") && !page.contains("lies far above"));
    let page = folder.path("y.html");
    good(&[file.as_str(), "--threshold", "4000", "--html", page.to_str().unwrap()]);
    let page = std::fs::read_to_string(page).unwrap();
    assert!(!page.contains("class=\"threshold\"") && page.contains("The threshold 4,000 lies far above"));
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let folder = Folder::new();
    let mut text = String::from("id,t,y\n");
    for series in 0..12 {
        for t in 0..400 {
            writeln!(text, "s{series},{t},{}", (t * (series + 3)) % 37 + t % 24).unwrap();
        }
    }
    let file = folder.file("many.csv", &text);
    let on = |threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errpredict"));
        command
            .args(["forecast", file.as_str(), "--json"])
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap()
            .stdout
    };
    assert!(on("1").len() > 10_000);
    assert_eq!(on("1"), on("3"));
}
