//! Parquet and Arrow files that pyarrow wrote (`tests/columns/make.py`) beside the same events as NDJSON.
#![cfg(feature = "parquet")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use errpredict::{Result, Rollup, RollupConfig};
use errpredict_io::{Format, ReadOptions, ReadReport, Source, read_events, read_into_rollup, unused_names};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/columns").join(name)
}

fn from_file(name: &str) -> [Source; 1] {
    [Source::from(file(name).as_path())]
}

fn from_memory(name: &str) -> [Source; 1] {
    [Source::Memory { name: name.into(), bytes: Arc::from(std::fs::read(file(name)).unwrap()) }]
}

fn rolled(source: &[Source], options: &ReadOptions) -> Result<(Rollup, ReadReport)> {
    read_into_rollup(source, options, &RollupConfig::default())
}

/// A row without a service belongs to one of that name, whatever the file is called.
fn named() -> ReadOptions {
    ReadOptions { service: Some("files".into()), ..ReadOptions::default() }
}

#[test]
fn the_same_events_give_the_same_rollup() {
    let (expected, text) = rolled(&from_file("events.ndjson"), &named()).unwrap();
    // A row without a service belongs to the file.
    assert_eq!((text.events, text.bad, text.ignored_values), (200, 0, 1));
    for name in ["events.parquet", "events.arrow"] {
        for source in [from_file(name), from_memory(name)] {
            for threads in [1, 3] {
                let options = ReadOptions { threads, ..named() };
                let (rollup, report) = rolled(&source, &options).unwrap();
                assert!(rollup == expected, "{name} differs from the same events as NDJSON");
                assert_eq!(
                    (report.lines, report.events, &report.reasons, &report.ignored_fields),
                    (text.lines, text.events, &text.reasons, &text.ignored_fields)
                );
            }
        }
    }
}

#[test]
fn every_field_is_the_same() {
    let events = |name: &str| {
        let mut found = Vec::new();
        let report = read_events(&from_file(name), &ReadOptions::default(), &mut |event, at| {
            found.push((at.line, format!("{event:?}")));
        });
        report.map(|_| found).unwrap()
    };
    let expected = events("events.ndjson");
    for name in ["events.parquet", "events.arrow"] {
        for (found, expected) in events(name).into_iter().zip(&expected) {
            assert_eq!(found, *expected, "{name}");
        }
    }
}

#[test]
fn values_that_do_not_fit_are_named_with_row_and_column() {
    for name in ["events.parquet", "events.arrow"] {
        let (_, report) = rolled(&from_file(name), &ReadOptions::default()).unwrap();
        assert!(report.samples.is_empty(), "{:?}", report.samples);
        let [ignored] = &report.ignored_samples[..] else { panic!("{:?}", report.ignored_samples) };
        let text = ignored.to_string();
        assert!(ignored.line == 102 && text.contains("in column `http.status_code`, found `42`"), "{text}");
    }
}

#[test]
fn options_hold_as_for_text() {
    let own = |field: &str, name: &str| [(field.to_owned(), vec![name.to_owned()])].into();
    for name in ["events.parquet", "events.arrow"] {
        let options = ReadOptions {
            fields: own("user_id", "shop"),
            service: Some("x".into()),
            ..ReadOptions::default()
        };
        let mut users = Vec::new();
        let mut each = |event: errpredict::EventRef<'_>, _: errpredict_io::Location<'_>| {
            users.push((event.user_id.map(str::to_owned), event.service.to_owned()));
        };
        read_events(&from_file(name), &options, &mut each).unwrap();
        assert_eq!(users[100], (Some("100".into()), "x".into()));
        let options = ReadOptions { format: Some(Format::Ndjson), ..ReadOptions::default() };
        assert_eq!(rolled(&from_file(name), &options).unwrap().1.events, 0, "it was asked for as text");
        let unused = unused_names(&from_file(name)[0], &ReadOptions::default()).unwrap();
        assert_eq!(unused, ["shop"]);
    }
    let options = ReadOptions { format: Some(Format::Parquet), ..ReadOptions::default() };
    let error = rolled(&from_file("events.ndjson"), &options).unwrap_err().to_string();
    assert!(error.contains("not a Parquet file; it begins with"), "{error}");
    let options = ReadOptions { format: Some(Format::Arrow), ..ReadOptions::default() };
    let error = rolled(&from_file("events.parquet"), &options).unwrap_err().to_string();
    assert!(error.contains("not an Arrow file"), "{error}");
}

#[test]
fn a_file_without_a_time_lists_its_columns() {
    for name in ["events.parquet", "events.arrow"] {
        // The name of the time, spelled otherwise everywhere it stands.
        let mut bytes = std::fs::read(file(name)).unwrap();
        for at in 0..bytes.len() - 9 {
            if &bytes[at..at + 9] == b"timestamp" {
                bytes[at..at + 9].copy_from_slice(b"timestomp");
            }
        }
        let source = [Source::Memory { name: "log".into(), bytes: Arc::from(bytes) }];
        let error = rolled(&source, &ReadOptions::default()).unwrap_err().to_string();
        assert!(error.contains("--field timestamp=NAME") && error.contains("timestomp, service"), "{error}");
    }
}

/// Every length and offset in a file may be wrong: an error or fewer events, never a crash.
#[test]
fn damaged_files_are_errors() {
    for name in ["events.parquet", "events.arrow"] {
        let whole = std::fs::read(file(name)).unwrap();
        let read = |bytes: Vec<u8>| {
            let source = [Source::Memory { name: "damaged".into(), bytes: Arc::from(bytes) }];
            rolled(&source, &ReadOptions { threads: 1, ..ReadOptions::default() })
        };
        let error = read(whole[..whole.len() / 2].to_vec()).unwrap_err().to_string();
        assert!(error.contains("damaged") && error.contains("cannot be read"), "{error}");
        let mut faults = 0;
        for at in (8..whole.len()).step_by(97) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xff;
            faults += usize::from(read(bytes).is_err());
        }
        assert!(faults > 0, "nothing was ever noticed in {name}");
    }
}

#[test]
fn packed_parquet_is_refused_and_packed_arrow_is_read() {
    let packed = |name: &str| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut gzip, &std::fs::read(file(name)).unwrap()).unwrap();
        [Source::Memory { name: "packed".into(), bytes: Arc::from(gzip.finish().unwrap()) }]
    };
    let error = rolled(&packed("events.parquet"), &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("unpack it first"), "{error}");
    let (_, report) = rolled(&packed("events.arrow"), &ReadOptions::default()).unwrap();
    assert_eq!(report.events, 199);
}
