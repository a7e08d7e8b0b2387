//! A log that grows is followed into a monitor; what is found is written as a page and as a table:
//! `cargo run -p errpredict-io --example follow_a_log [FOLDER]`.

use std::io::Write as _;
use std::path::Path;

use errpredict::analysis::AnalysisConfig;
use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Error, ErrorKind, EventRef, Monitor, Result, RollupConfig, Severity, Timestamp};
use errpredict_io::{Cell, Following, ReadOptions, TableWriter, create, html};

/// A day of a service's log with two errors an hour, and a hundred in its last hour.
fn log(start: Timestamp) -> String {
    let line = |hour: i64, i: i64| {
        let at = start.plus_ms(hour * HOUR_MS + i * 20_000);
        format!("{at} ERROR checkout - payment gateway did not answer after {} ms\n", 100 + i)
    };
    let errors = |hour| if hour == 71 { 100 } else { 2 };
    (0..72).flat_map(|hour| (0..errors(hour)).map(move |i| line(hour, i))).collect()
}

/// Writes `report.html` and `anomalies.csv` into a folder; gives how many anomalies there are.
pub(crate) fn run(folder: &Path) -> Result<usize> {
    let start: Timestamp = "2026-11-20T00:00:00Z".parse()?;
    let monitor = Monitor::new(RollupConfig::monitor())?;

    // What comes is given on as it comes, cut anywhere.
    let options = ReadOptions { service: Some("checkout".into()), ..ReadOptions::default() };
    let mut following = Following::new("app.log", &options)?;
    let mut observe = |event: EventRef<'_>| {
        monitor.observe(event);
    };
    for part in log(start).as_bytes().chunks(1_000) {
        following.feed(part, &mut observe)?;
    }
    following.flush(true, &mut observe)?;
    let report = following.report();
    assert_eq!((report.events, report.bad), (71 * 2 + 100, 0));

    let now = start.plus_ms(72 * HOUR_MS);
    let found = monitor.analyze(now, &AnalysisConfig::default())?;
    let mut page = create(&folder.join("report.html"))?;
    let written =
        page.write_all(html::report(&html::Contents::new("checkout", &found, &monitor.rollup())).as_bytes());
    written.map_err(|error| Error::new(ErrorKind::Io, error.to_string()))?;
    page.finish()?;

    let columns = ["service", "what", "since", "minutes", "expected", "actual", "severity"];
    let mut table = TableWriter::create(&folder.join("anomalies.csv"), columns)?;
    let mut n = 0;
    for service in &found.services {
        for anomaly in &service.anomalies {
            let minutes = (anomaly.end.ms() - anomaly.start.ms()) / MINUTE_MS;
            table.row([
                Cell::from(service.scope.to_string().as_str()),
                Cell::from(anomaly.anomaly_type.name()),
                Cell::from(anomaly.start.to_string().as_str()),
                Cell::Count(minutes.unsigned_abs()),
                Cell::Number(anomaly.expected),
                Cell::Number(anomaly.actual),
                Cell::from(anomaly.severity.name()),
            ])?;
            assert!(anomaly.severity >= Severity::Low);
            n += 1;
        }
    }
    table.finish()?;
    Ok(n)
}

#[allow(dead_code, reason = "the test of the example calls `run`")]
fn main() -> Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    run(Path::new(&folder)).map(drop)
}
