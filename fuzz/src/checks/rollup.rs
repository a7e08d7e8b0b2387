//! A saved rollup, or a row of one. The first byte chooses whether the rest is put into a whole frame, so that what lies
//! behind the checksum is reached, and whether it is a row.

use errpredict::analysis::{AnalysisConfig, Depth, analyze};
use errpredict::container::{HEADER_BYTES, Kind, pack};
use errpredict::{EventRef, Rollup, Severity};

/// See the module.
pub fn check(data: &[u8]) {
    let Some((choice, rest)) = super::choice(data) else { return };
    let is_row = choice & 2 == 2;
    let mut bytes = rest.to_vec();
    if let Some(body) = rest.get(HEADER_BYTES..).filter(|_| choice & 1 == 1) {
        let (kind, version) = if is_row { (Kind::RollupRow, 2) } else { (Kind::Rollup, 5) };
        bytes = pack(kind, version, body);
    }
    let loaded = if is_row { Rollup::from_rows([&bytes[..]]) } else { Rollup::load(&bytes) };
    match loaded {
        Ok(mut rollup) => {
            let saved = rollup.save();
            // What earlier versions saved and what is in a row has another form, but says the same.
            // Name, kind and version stand before length and checksum.
            let is_same_form = saved.get(..16) == bytes.get(..16);
            assert!(!is_same_form || saved == bytes, "saved again it is something else");
            let rows: Vec<_> = rollup.rows_by_day();
            let again =
                Rollup::from_rows(rows.iter().map(|row| &row.bytes[..])).expect("its rows fit each other");
            assert!(rows.is_empty() || again == rollup, "its rows together are something else");
            let _ = rollup.memory_bytes();
            let Some(last) = rollup.last() else { return };
            let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
            if let Err(error) = analyze(&rollup, last, &config) {
                super::refused(&error, &["not_enough_data", "limit_exceeded"]);
            }
            rollup.observe(EventRef::new(last, "fuzz", Severity::High, "E"));
            let bytes = rollup.save();
            assert!(Rollup::load(&bytes).expect("what goes on can be saved").save() == bytes);
        }
        Err(error) => super::refused(&error, &["corrupt", "unsupported_version", "invalid_input"]),
    }
}
