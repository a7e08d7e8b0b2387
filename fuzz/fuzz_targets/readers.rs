//! See `src/checks/readers.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    use errpredict_fuzz::{checks::readers, limit};
    limit::within_bytes(limit::of_readers(data), || readers::check(data));
});
