//! The program `errpredict`.

use std::process::ExitCode;

/// What a service does is mostly small texts that come and go: a page of twenty predictions is answered with 11 to 15 % less time of the
/// processor than with the allocator of the C library (2026-12-01, once: by hand, three turns of three seconds with `wrk` and this allocator
/// preloaded; no bench in the project compares them).
#[cfg(feature = "server")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(errpredict_cli::run(std::env::args_os()))
}
