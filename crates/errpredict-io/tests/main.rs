//! The integration tests of this crate, one binary: a binary for each file would be linked, and its dependencies loaded,
//! once for each. A file that is not named here fails `test_files_are_run` in the core's `rules.rs`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod bombs;
mod columns;
mod corpus;
mod docs;
mod first_program;
mod names;
mod samples;

/// Whether this is the process that the test of that name has to itself; else it is started, and what it says holds.
/// For tests that measure the memory of their process.
#[cfg(target_os = "linux")]
fn has_own_process(test: &str) -> bool {
    const OWN: &str = "ERRPREDICT_TEST_ALONE";
    if std::env::var_os(OWN).is_some() {
        return true;
    }
    let program = std::env::current_exe().unwrap();
    let output = std::process::Command::new(program)
        .args(["--exact", test, "--nocapture"])
        .env(OWN, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    // A name that is wrong would run nothing, and pass.
    let has_passed = output.status.success() && said.contains("1 passed");
    assert!(has_passed, "{said}{}", String::from_utf8_lossy(&output.stderr));
    false
}
