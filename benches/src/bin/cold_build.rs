//! How long a stranger waits: the README's first command from an empty build folder, crates already downloaded.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::path::Path;
use std::process::{Command, Stdio};

use errpredict_benches::{measure_child, table, write_page};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let first = readme.lines().find_map(|line| line.strip_prefix("$ ")).unwrap();
    let mut words = first.split_whitespace();
    assert_eq!(words.next(), Some("cargo"), "the README's first command is one of cargo's");
    let arguments: Vec<&str> = words.collect();
    let fetched = Command::new("cargo").args(["fetch", "--locked"]).current_dir(&root).status().unwrap();
    assert!(fetched.success(), "cargo fetch");
    let folder = tempfile::tempdir().unwrap();
    let command = || {
        let mut command = Command::new("cargo");
        command.args(&arguments).current_dir(&root).stderr(Stdio::null());
        command.env("CARGO_TARGET_DIR", folder.path()).env("CARGO_BUILD_JOBS", "2").env_remove("RUSTFLAGS");
        command
    };
    let (cold, warm) = (measure_child(1, command), measure_child(3, command));
    let crates = Command::new("cargo")
        .args(["tree", "--locked", "--prefix", "none", "--edges", "normal,build", "-p", "errpredict-cli"])
        .current_dir(&root)
        .output()
        .unwrap();
    let crates = String::from_utf8(crates.stdout).unwrap();
    let mut names: Vec<&str> = crates.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    names.sort_unstable();
    names.dedup();
    let row = |what: &str, wall: f64, cpu: f64| vec![what.into(), format!("{wall:.1}"), format!("{cpu:.1}")];
    let text = format!(
        "# The first command\n\n`{first}` from an empty build folder, two jobs, crates already downloaded: {} crates are \
         compiled.\nMust: 3 min; goal: 90 s.\n\n{}",
        names.len(),
        table(
            &["what", "wall clock s", "CPU s"],
            &[row("first time", cold.wall_s, cold.cpu_s), row("once built", warm.wall_s, warm.cpu_s)]
        ),
    );
    write_page("cold_build", "make bench-build", &text);
}
