//! See `src/checks/readers.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    use errpredict_fuzz::{checks::readers, limit};
    limit::within_bytes(readers::limit(limit::LIMIT_BYTES, data), || readers::check(data));
});
