//! See `src/checks/wire.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| errpredict_fuzz::limit::within(|| errpredict_fuzz::checks::wire::check(data)));
