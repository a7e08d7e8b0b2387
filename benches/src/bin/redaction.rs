//! What it costs to take out of every event what is of a person or a secret, as a share of reading.
//!
//! Writes `docs/benchmarks/redaction.md`. `cargo run --release -p errpredict-benches --no-default-features --bin redaction`
#![allow(clippy::unwrap_used, reason = "a bench fails loudly")]

use std::sync::Arc;

use errpredict::RollupConfig;
use errpredict::redact::RedactConfig;
use errpredict_benches::{SplitMix, in_turns, made_record, median, table, write_page};
use errpredict_io::{Format, ReadOptions, Source, read_events, read_into_rollup};

/// Bytes of each log.
const LOG_BYTES: usize = 24 << 20;
/// Rounds, in turns.
const ROUNDS: usize = 9;

fn options(redact: Option<RedactConfig>) -> ReadOptions {
    ReadOptions {
        service: Some("web".into()),
        utc_offset: Some("UTC".into()),
        year: Some(2026),
        threads: 1,
        attributes: true,
        redact,
        ..ReadOptions::default()
    }
}

/// A log of that format.
fn made_log(format: Format) -> String {
    let (mut log, mut random) = (String::new(), SplitMix(7));
    let mut n = 0;
    while log.len() < LOG_BYTES {
        made_record(format, n, &mut random, &mut log);
        n += 1;
    }
    log
}

fn main() {
    let all = RedactConfig::only(["mail", "card", "secret", "name", "ip"]).unwrap();
    let mut rows = Vec::new();
    for format in [Format::Ndjson, Format::Logfmt, Format::Plain, Format::Access] {
        let log = made_log(format);
        let megabytes = log.len() as f64 / 1e6;
        let source = [Source::Memory { name: "log".into(), bytes: Arc::from(log.as_bytes()) }];
        let read = |redact: Option<RedactConfig>| {
            let mut n = 0_u64;
            let report = read_events(&source, &options(redact), &mut |_, _| n += 1).unwrap();
            assert!(n > 1_000 && report.bad == 0, "{:?}", report.samples);
        };
        let rolled = |redact: Option<RedactConfig>| {
            let (rollup, _) = read_into_rollup(&source, &options(redact), &RollupConfig::default()).unwrap();
            assert!(rollup.observed() > 1_000);
        };
        let mut plain = || read(None);
        let mut usual = || read(Some(RedactConfig::default()));
        let mut every = || read(Some(all.clone()));
        let mut counted = || rolled(None);
        let mut counted_usual = || rolled(Some(RedactConfig::default()));
        let cpu_s = in_turns(ROUNDS, [&mut plain, &mut usual, &mut every, &mut counted, &mut counted_usual]);
        let share = |of: usize, beside: usize| {
            let mut shares: Vec<f64> =
                cpu_s[of].iter().zip(&cpu_s[beside]).map(|(with, without)| with / without - 1.0).collect();
            format!("{:.0} %", 100.0 * median(&mut shares))
        };
        rows.push(vec![
            format.name().to_owned(),
            format!("{:.0}", megabytes / median(&mut cpu_s[0].clone())),
            share(1, 0),
            share(2, 0),
            share(4, 3),
        ]);
    }
    let page = format!(
        "# Redaction\n\nOne thread, from memory, CPU time; MB are 10^6 bytes of the log. Each share is the median over {ROUNDS} rounds in turns of what \
         reading with redaction takes more than reading without. `usual` is what `--redact` and the service take out (`mail`, `card`, `secret`, `name`), \
         `all` has `ip` too; the last column is beside reading into a finished rollup.\n\n{}\n",
        table(
            &[
                "format",
                "without, MB/s",
                "usual, beside events",
                "all, beside events",
                "usual, beside a rollup"
            ],
            &rows
        )
    );
    write_page(
        "redaction",
        "cargo run --release -p errpredict-benches --no-default-features --bin redaction",
        &page,
    );
}
