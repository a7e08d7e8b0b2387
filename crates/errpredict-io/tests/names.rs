//! A million distinct services, and a million distinct error types, stay inside the limits that `docs/formats.md`
//! states. In a process of its own, so that its peak is that of these readings.
#![cfg(target_os = "linux")]

use std::io::{BufWriter, Write};

use errpredict::RollupConfig;
use errpredict_io::{ReadOptions, Source, read_into_rollup};

const N: usize = 1_000_000;
/// What reading a log may take, beside the rollup.
const READING_LIMIT_BYTES: u64 = 64 << 20;

fn peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// One test, because the peak memory of a process is that of all its tests.
#[test]
fn a_million_names_stay_inside_the_limits() {
    if !crate::has_own_process("names::a_million_names_stay_inside_the_limits") {
        return;
    }
    let before = peak_bytes();
    let folder = tempfile::tempdir().unwrap();
    for (what, kept) in [("types", (1, 256)), ("services", (10_000, 1))] {
        let path = folder.path().join(what);
        let mut log = BufWriter::new(std::fs::File::create(&path).unwrap());
        for n in 0..N {
            let (service, error_type) = if what == "types" { (0, n) } else { (n, 0) };
            let at = 1_700_000_000 + n;
            writeln!(
                log,
                r#"{{"time":{at},"service":"s{service}","level":"error","error_type":"E{error_type}"}}"#
            )
            .unwrap();
        }
        log.into_inner().unwrap();
        let options = ReadOptions { threads: 2, ..ReadOptions::default() };
        let (rollup, report) =
            read_into_rollup(&[Source::from(path.as_path())], &options, &RollupConfig::default()).unwrap();
        assert_eq!((report.events, rollup.observed()), (N as u64, N as u64));
        let most_types = rollup.services().map(|(_, service)| service.types().len()).max().unwrap();
        assert_eq!((rollup.services().len(), most_types), kept, "{what}");
        let (peak, held) = (peak_bytes() - before, rollup.memory_bytes() as u64);
        println!("a million {what}: peak {} MiB, rollup {} MiB", peak >> 20, held >> 20);
        // Two threads fold a part each before the parts are merged.
        assert!(peak < READING_LIMIT_BYTES + 3 * held.max(1), "{what}: peak {peak}, rollup {held}");
    }
}
