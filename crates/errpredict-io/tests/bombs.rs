//! Files that unpack to ten thousand times their size: memory stays inside the stated limit. A million names are in
//! `names.rs`. In a process of its own, so that its peak is that of these readings.

use std::io::Write;
use std::sync::Arc;

use errpredict::RollupConfig;
use errpredict_io::{ReadOptions, Source, read_into_rollup};

/// What unpacking and reading may take at most, whatever the file unpacks to.
const READING_LIMIT_BYTES: u64 = 64 << 20;

fn peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

fn source(bytes: Vec<u8>) -> [Source; 1] {
    [Source::Memory { name: "bomb".into(), bytes: Arc::from(bytes) }]
}

fn options() -> ReadOptions {
    ReadOptions { threads: 2, service: Some("s".into()), ..ReadOptions::default() }
}

/// A Zstandard frame of `n` blocks of 128 KiB, each one byte repeated (RFC 8878, block type 1).
fn zstd_of_zeros(n: usize) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
    for index in 0..n {
        let header = u32::from(index + 1 == n) | 1 << 1 | (128 << 10) << 3;
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(b'x');
    }
    frame
}

/// One test, because the peak memory of a process is that of all its tests.
#[test]
#[cfg(target_os = "linux")]
fn bombs_stay_inside_the_limits() {
    if !crate::has_own_process("bombs::bombs_stay_inside_the_limits") {
        return;
    }
    let before = peak_bytes();

    // 256 MiB in one line, 1 : 32,000.
    let packed = zstd_of_zeros(2048);
    assert!(packed.len() * 10_000 < 256 << 20);
    let error = read_into_rollup(&source(packed.clone()), &options(), &RollupConfig::default()).unwrap_err();
    assert!(error.message().contains("not recognised"), "{error}");
    let forced = ReadOptions { format: Some(errpredict_io::Format::Ndjson), ..options() };
    let (_, report) = read_into_rollup(&source(packed), &forced, &RollupConfig::default()).unwrap();
    assert_eq!((report.bytes, report.bad, report.lines), (256 << 20, 1, 1));

    // gzip packs 1 : 1,030 at most; packed twice it is far beyond 1 : 10,000, and is unpacked once only.
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let line =
        format!("{{\"timestamp\":0,\"level\":\"info\",\"message\":\"{}\"}}\n", "x".repeat(4000)).repeat(64);
    for _ in 0..(256 << 20) / line.len() {
        gzip.write_all(line.as_bytes()).unwrap();
    }
    let packed = gzip.finish().unwrap();
    let (rollup, report) = read_into_rollup(&source(packed), &options(), &RollupConfig::default()).unwrap();
    assert!(report.bytes > 200 << 20 && report.bad == 0 && rollup.observed() == report.events);
    let peak = peak_bytes() - before;
    assert!(peak < READING_LIMIT_BYTES, "{peak} bytes");
}
