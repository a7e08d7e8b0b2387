//! A saved rollup. The first byte chooses whether the checksum is put right, so that what lies behind it is reached.

use errpredict::analysis::{AnalysisConfig, Depth, analyze};
use errpredict::{EventRef, Rollup, Severity};
use xxhash_rust::xxh3::xxh3_64;

/// See the module.
pub fn check(data: &[u8]) {
    let Some((choice, rest)) = super::choice(data) else { return };
    let mut bytes = rest.to_vec();
    if choice & 1 == 1 && bytes.len() >= 8 {
        let parts = bytes.len() - 8;
        let sum = xxh3_64(&bytes[..parts]).to_le_bytes();
        bytes[parts..].copy_from_slice(&sum);
    }
    match Rollup::load(&bytes) {
        Ok(mut rollup) => {
            assert!(rollup.save() == bytes, "saved again it is something else");
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
        Err(error) => super::refused(&error, &["corrupt", "unsupported_version"]),
    }
}
