//! See `src/checks/patterns.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| errpredict_fuzz::limit::within(|| errpredict_fuzz::checks::patterns::check(data)));
