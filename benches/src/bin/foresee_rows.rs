//! What `analyze` foresees at given rows, without reading the log again for each moment.
//!
//! Usage: `foresee_rows EVENTS SERVICES ROWS [EVERY]`. ROWS is a CSV that begins with `service,timestamp` (seconds), ordered
//! by time; it is printed again with the probability of a critical event within 24 h, its interval, where it comes from and
//! the share of the past. Learnt anew at each moment that is EVERY minutes (default 0) after the last fit: as
//! `benches/eval/foresee_dev.py` asks for it.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "benches print what they measured")]

use std::path::Path;

use errpredict::predict::{FittedForesight, Foresight, Target};
use errpredict::{RollupConfig, Scope, Timestamp};
use errpredict_benches::cpu_seconds;
use errpredict_io::{ReadOptions, read_into_rollup, read_statics, sources};

const HORIZONS: [u32; 3] = [30, 120, 1440];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [events, services, rows, every @ ..] = arguments.as_slice() else {
        eprintln!("usage: foresee_rows EVENTS SERVICES ROWS [EVERY]");
        std::process::exit(2);
    };
    let keep_minutes = every.first().map_or(0, |text| text.parse().unwrap());
    let config = RollupConfig::default();
    let (mut rollup, _) =
        read_into_rollup(&sources(&[events]).unwrap(), &ReadOptions::default(), &config).unwrap();
    rollup.settle();
    let statics = read_statics(Some(Path::new(services))).unwrap();
    let text = std::fs::read_to_string(rows).unwrap();
    let foresight = Foresight { keep_minutes, ..Foresight::default() };
    let mut kept: Option<FittedForesight> = None;
    let mut now = None;
    let mut told = Vec::new();
    let (mut moments, start) = (0, cpu_seconds());
    for (i, line) in text.lines().enumerate() {
        if i == 0 {
            println!("{line},probability,lower,upper,basis,usual");
            continue;
        }
        let mut fields = line.split(',');
        let (service, at) = (fields.next().unwrap(), fields.next().unwrap().parse::<i64>().unwrap());
        if now != Some(at) {
            let time = Timestamp::from_ms(at * 1000).unwrap();
            let (fitted, found) = foresight.foresee(&rollup, &statics, time, &HORIZONS, kept.take()).unwrap();
            (kept, told, now) = (Some(fitted), found, Some(at));
            moments += 1;
        }
        let scope = Scope::service_named(service);
        let found = told
            .iter()
            .find(|p| p.scope == scope && p.target == Target::Critical && p.horizon_minutes == 1440);
        match found {
            Some(p) => println!(
                "{line},{},{},{},{},{}",
                p.probability,
                p.lower,
                p.upper,
                p.basis,
                p.usual.unwrap_or(f64::NAN)
            ),
            None => println!("{line},,,,,"),
        }
    }
    eprintln!("{moments} moments, {:.2} s of CPU each", (cpu_seconds() - start) / f64::from(moments.max(1)));
}
