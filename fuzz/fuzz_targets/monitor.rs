//! See `src/checks/monitor.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| errpredict_fuzz::limit::within(|| errpredict_fuzz::checks::monitor::check(data)));
