//! A model file, of probabilities or of severities. The first byte chooses which, and whether length and checksum in
//! the header are put right.

use errpredict::features::Statics;
use errpredict::predict::{ProbabilityModel, Sample, SeverityModel};
use xxhash_rust::xxh3::xxh3_64;

/// Where the header ends; `predict/file.rs` describes it.
const HEADER: usize = 28;
const CODES: &[&str] = &["corrupt", "invalid_input", "unsupported_version"];

/// See the module.
pub fn check(data: &[u8]) {
    let Some((choice, rest)) = super::choice(data) else { return };
    let mut bytes = rest.to_vec();
    if choice & 1 == 1 && bytes.len() >= HEADER {
        let (length, sum) = ((bytes.len() - HEADER) as u64, xxh3_64(&bytes[HEADER..]));
        bytes[12..20].copy_from_slice(&length.to_le_bytes());
        bytes[20..HEADER].copy_from_slice(&sum.to_le_bytes());
    }
    if choice & 2 == 0 { probabilities(&bytes) } else { severities(&bytes) }
}

fn probabilities(bytes: &[u8]) {
    let saved = match ProbabilityModel::from_bytes(bytes) {
        Ok(saved) => saved,
        Err(error) => return super::refused(&error, CODES),
    };
    let again = saved.to_bytes().expect("what was read can be written");
    assert!(
        ProbabilityModel::from_bytes(&again).expect("and read again").to_bytes().expect("and written")
            == again
    );
    let values: Vec<f64> = (0..saved.model.features.len()).map(|i| i as f64).collect();
    let sample = Sample::new(&values);
    let found = saved.model.predict(&sample, &saved.model.outcomes()).expect("a row of that length");
    assert!(0.0 <= found.lower && found.lower <= found.probability, "{found:?}");
    assert!(found.probability <= found.upper && found.upper <= 1.0, "{found:?}");
    let mut parts = vec![0.0; values.len()];
    saved.model.contributions(&sample, &mut parts);
    if saved.task.is_some()
        && let Some(rollup) = super::small_rollup(errpredict::RollupConfig::default())
    {
        let queries = errpredict::predict::self_queries(&rollup, 86_400_000);
        if let Err(error) =
            saved.predict_queries(&rollup, &Statics::default(), &queries[..queries.len().min(3)])
        {
            super::refused(
                &error,
                &["corrupt", "invalid_argument", "not_enough_data", "unsupported_version"],
            );
        }
    }
}

fn severities(bytes: &[u8]) {
    let saved = match SeverityModel::from_bytes(bytes) {
        Ok(saved) => saved,
        Err(error) => return super::refused(&error, CODES),
    };
    let again = saved.to_bytes().expect("what was read can be written");
    assert!(SeverityModel::from_bytes(&again).expect("and read").to_bytes().expect("and written") == again);
    if let Some(rollup) = super::small_rollup(errpredict::RollupConfig::default()) {
        let queries = errpredict::predict::self_queries(&rollup, 86_400_000);
        if let Err(error) =
            saved.predict_queries(&rollup, &Statics::default(), &queries[..queries.len().min(3)])
        {
            super::refused(
                &error,
                &["corrupt", "invalid_argument", "not_enough_data", "unsupported_version"],
            );
        }
    }
}
