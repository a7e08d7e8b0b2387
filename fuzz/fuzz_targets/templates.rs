//! See `src/checks/templates.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| errpredict_fuzz::limit::within(|| errpredict_fuzz::checks::templates::check(data)));
