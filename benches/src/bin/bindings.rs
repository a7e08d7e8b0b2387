//! What the bindings are measured against: the same calls from Rust, as JSON on one line, for `benches/peers/bindings.py`.
//!
//! With an argument, a file is made that both the program and the bindings analyse: that many events as NDJSON.

use std::fs::File;
use std::io::{BufWriter, Write};

use errpredict::ndarray::Array2;
use errpredict::{EventRef, Monitor, RollupConfig, Severity, Timestamp};
use errpredict_benches::cpu_seconds;
use errpredict_wire::arrays::FittedRows;

/// Numbers that are scored.
const NUMBERS: usize = 1_000_000;
/// Times that each is measured, in time of the processor; the least counts, as the machine is shared.
const ROUNDS: usize = 15;
/// Events that are told one by one.
const EVENTS: usize = 1_000_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start: Timestamp = "2026-11-20T00:00:00Z".parse()?;
    if let [path, n] = &std::env::args().skip(1).collect::<Vec<_>>()[..] {
        return made(path, n.parse()?, start);
    }
    let rows = Array2::from_shape_fn((NUMBERS, 1), |(i, _)| ((i * 7_919) % 1_009) as f64);
    let fitted = FittedRows::fit("zscore", rows.view(), 0)?;
    let mut zscore_ms = f64::INFINITY;
    for _ in 0..ROUNDS {
        let begin = cpu_seconds();
        let scores = fitted.score(rows.view())?;
        zscore_ms = zscore_ms.min((cpu_seconds() - begin) * 1e3);
        assert_eq!(scores.len(), NUMBERS);
    }
    let mut observe_us = f64::INFINITY;
    for _ in 0..3 {
        let monitor = Monitor::new(RollupConfig::monitor())?;
        let begin = cpu_seconds();
        for i in 0..EVENTS {
            let at = start.plus_ms(i as i64);
            let event = EventRef {
                message: Some("did not answer"),
                ..EventRef::new(at, "shop", Severity::High, "E")
            };
            event.validate()?;
            monitor.observe(event);
        }
        observe_us = observe_us.min((cpu_seconds() - begin) * 1e6 / EVENTS as f64);
    }
    writeln!(std::io::stdout(), r#"{{"zscore_ms": {zscore_ms}, "observe_us": {observe_us}}}"#)?;
    Ok(())
}

/// Ten services over three weeks, with a burst in the last hour.
fn made(path: &str, n: usize, start: Timestamp) -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    let span_ms = 21 * 24 * 3_600_000_i64;
    for i in 0..n {
        let at = start.plus_ms(i as i64 * span_ms / n as i64);
        let (service, severity) = (i % 10, ["info", "medium", "high"][i % 3]);
        writeln!(
            out,
            r#"{{"timestamp":"{at}","service":"service{service}","severity":"{severity}","error_type":"E{}","message":"request {i} failed after {} ms"}}"#,
            i % 7,
            i % 1_000
        )?;
    }
    Ok(out.flush()?)
}
