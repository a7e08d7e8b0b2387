//! How fast logs are read: NDJSON beside the fastest JSON crates, every format, and a gigabyte.
//!
//! Writes `docs/benchmarks/reading.md`. `cargo run --release -p errpredict-benches --bin reading`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a bench prints, and fails loudly"
)]

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use errpredict::RollupConfig;
use errpredict_benches::{
    MadeLog, SplitMix, cpu_seconds, in_turns, made_record, measure, median, more_logs, peak_memory_bytes,
    table, wall_seconds, write_made_log, write_page,
};
use errpredict_io::{Format, ReadOptions, Source, read_events, read_into_rollup};

/// Bytes of each log that is read from memory.
const LOG_BYTES: usize = 48 << 20;
/// Runs of each measurement.
const RUNS: usize = 5;
/// Rounds of those that are compared.
const ROUNDS: usize = 15;
/// The large file.
const LARGE_BYTES: u64 = 1_000_000_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, path, threads] = &arguments[..]
        && flag == "--large"
    {
        read_large(Path::new(path), threads.parse().unwrap());
        return;
    }
    // One format alone, without a page: for a profiler.
    if let [_, flag, name] = &arguments[..]
        && flag == "--only"
    {
        println!("{}", formats(Some(name)));
        return;
    }
    let mut page = "# Reading\n\nOne thread, from memory unless said otherwise; MB are 10^6 bytes of the log after unpacking.\n\n".to_owned();
    page.push_str(&ndjson());
    page.push_str(&formats(None));
    page.push_str(&large());
    write_page("reading", "cargo run --release -p errpredict-benches --bin reading", &page);
}

fn options() -> ReadOptions {
    ReadOptions {
        service: Some("web".into()),
        utc_offset: Some("UTC".into()),
        year: Some(2026),
        threads: 1,
        ..ReadOptions::default()
    }
}

fn source(log: &str) -> Vec<Source> {
    vec![Source::Memory { name: "log".into(), bytes: Arc::from(log.as_bytes()) }]
}

/// Only these two fields, borrowed: what any reader must do at the least.
#[derive(serde::Deserialize)]
struct TwoFields<'a> {
    #[serde(borrow)]
    timestamp: &'a str,
    #[serde(borrow)]
    service: &'a str,
}

fn ndjson() -> String {
    let log = made_log(Format::Ndjson, LOG_BYTES);
    let megabytes = log.len() as f64 / 1e6;
    let n_lines = log.lines().count();
    let log_source = source(&log);
    let both = |two: TwoFields<'_>| two.timestamp.len() + two.service.len();
    let mut serde = || {
        black_box(log.lines().map(|line| both(serde_json::from_str(line).unwrap())).sum::<usize>());
    };
    let mut sonic = || {
        black_box(log.lines().map(|line| both(sonic_rs::from_str(line).unwrap())).sum::<usize>());
    };
    let mut events = || {
        let mut n = 0;
        let report = read_events(&log_source, &options(), &mut |event, _| n += event.service.len()).unwrap();
        assert_eq!((report.events as usize, report.bad), (n_lines, 0));
        black_box(n);
    };
    let mut rolled = || {
        let (rollup, report) = read_into_rollup(&log_source, &options(), &RollupConfig::default()).unwrap();
        assert_eq!((report.events as usize, rollup.observed() as usize), (n_lines, n_lines));
        black_box(rollup);
    };
    let seconds = in_turns(ROUNDS, [&mut serde, &mut sonic, &mut events, &mut rolled]);
    let fastest: Vec<f64> = seconds[0].iter().zip(&seconds[1]).map(|(a, b)| a.min(*b)).collect();
    let names = [
        "serde_json, two borrowed fields",
        "sonic-rs, two borrowed fields",
        "errpredict, all fields of every event",
        "errpredict, finished rollup",
    ];
    let rows: Vec<Vec<String>> = names
        .iter()
        .zip(&seconds)
        .map(|(name, cpu_s)| {
            let mut ratios: Vec<f64> =
                fastest.iter().zip(cpu_s).map(|(fastest, own)| fastest / own).collect();
            let cpu_s = median(&mut cpu_s.clone());
            vec![
                (*name).to_owned(),
                format!("{:.0}", megabytes / cpu_s),
                format!("{:.2}", n_lines as f64 / cpu_s / 1e6),
                format!("{:.2}", median(&mut ratios)),
            ]
        })
        .collect();
    format!(
        "## NDJSON\n\n{n_lines} lines of {:.0} bytes: message, endpoint, user, request, every 20th with a stack trace. \
         {ROUNDS} rounds in turns; the ratio is the median of the rounds' own.\n\n{}\n",
        log.len() as f64 / n_lines as f64,
        table(&["", "MB/s", "M lines/s", "beside the fastest crate"], &rows)
    )
}

fn formats(only: Option<&str>) -> String {
    let simple = Format::ALL.iter().map(|&format| MadeLog {
        name: format.name(),
        format,
        bytes: made_log(format, LOG_BYTES / 2).into_bytes(),
        as_text: None,
    });
    let mut rows = Vec::new();
    for log in simple
        .chain(more_logs(LOG_BYTES / 2))
        .chain([mixed(LOG_BYTES / 2)])
        .filter(|log| !log.bytes.is_empty() && only.is_none_or(|name| log.name.contains(name)))
    {
        let log_source = [Source::Memory { name: "log".into(), bytes: Arc::from(&log.bytes[..]) }];
        let events = measure(RUNS, || {
            let mut n = 0u64;
            let report = read_events(&log_source, &options(), &mut |_, _| n += 1).unwrap();
            assert_eq!(
                (report.bad, report.sources[0].format),
                (0, log.format.name()),
                "{:?}",
                report.samples
            );
            assert!(n > 1000);
            n
        });
        let rolled =
            measure(RUNS, || read_into_rollup(&log_source, &options(), &RollupConfig::default()).unwrap());
        let megabytes = log.as_text.unwrap_or(log.bytes.len()) as f64 / 1e6;
        let speed = |cpu_s: f64| format!("{:.0}", megabytes / cpu_s);
        let size =
            log.as_text.map_or("-".to_owned(), |text| format!("{:.2}", log.bytes.len() as f64 / text as f64));
        rows.push(vec![log.name.to_owned(), speed(events.cpu_s), speed(rolled.cpu_s), size]);
    }
    format!(
        "## Every format\n\nMust: 100 MB/s of events, goal 300; where forms mix 200, goal 400. A file of columns counts as many bytes as its events have as NDJSON; \
         the last column says how large it is beside that.\n\n{}\n",
        table(&["format", "events, MB/s", "finished rollup, MB/s", "file beside NDJSON"], &rows)
    )
}

fn large() -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.ndjson");
    let (n, written) = write_made_log(&path, LARGE_BYTES);
    let mut rows = Vec::new();
    for threads in ["1", "2"] {
        let mut runs: Vec<Vec<f64>> = (0..3)
            .map(|_| {
                let output = Command::new(std::env::current_exe().unwrap())
                    .args(["--large", path.to_str().unwrap(), threads])
                    .output()
                    .unwrap();
                let text = String::from_utf8(output.stdout).unwrap();
                text.split_whitespace().map(|number| number.parse().unwrap()).collect()
            })
            .collect();
        runs.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let [wall_s, cpu_s, peak] = runs[1][..] else { panic!("{:?}", runs[1]) };
        rows.push(vec![
            threads.to_owned(),
            format!("{wall_s:.1}"),
            format!("{cpu_s:.1}"),
            format!("{:.0}", peak / 1e6),
        ]);
    }
    format!(
        "## A file of {:.1} GB NDJSON, {n} lines, to a finished rollup\n\n{}\n",
        written as f64 / 1e9,
        table(&["threads", "wall clock s", "CPU s", "peak memory MB"], &rows)
    )
}

/// In a process of its own, so that its peak memory is that of reading.
fn read_large(path: &Path, threads: usize) {
    let (wall, cpu) = (wall_seconds(), cpu_seconds());
    let options = ReadOptions { threads, ..ReadOptions::default() };
    let (rollup, report) = read_into_rollup(&[path.into()], &options, &RollupConfig::default()).unwrap();
    assert!(report.bad == 0 && rollup.observed() == report.events);
    println!("{} {} {}", wall_seconds() - wall, cpu_seconds() - cpu, peak_memory_bytes());
}

/// Seven forms in one file, line by line in no order, as a terminal or a collector writes them.
fn mixed(bytes: usize) -> MadeLog {
    const FORMS: [Format; 7] = [
        Format::Ndjson,
        Format::Plain,
        Format::Access,
        Format::Syslog,
        Format::Logfmt,
        Format::NginxError,
        Format::ApacheError,
    ];
    let (mut random, mut log, mut n) = (SplitMix(7), String::new(), 0);
    while log.len() < bytes {
        let form = FORMS[random.below(7) as usize];
        made_record(form, n, &mut random, &mut log);
        n += 1;
    }
    // A file of many forms is named by the one that most of its first lines have.
    let format = Format::Syslog;
    MadeLog { name: "`mixed`: seven forms in one file", format, bytes: log.into_bytes(), as_text: None }
}

fn made_log(format: Format, bytes: usize) -> String {
    let (mut random, mut log, mut n) = (SplitMix(7), String::new(), 0);
    if format == Format::Csv {
        log.push_str("timestamp,service,severity,error_type,message,response_time_ms\n");
    }
    while log.len() < bytes {
        let before = log.len();
        made_record(format, n, &mut random, &mut log);
        if log.len() == before {
            return log;
        }
        n += 1;
    }
    log
}
