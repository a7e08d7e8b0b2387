//! The examples, compiled without a warning, linked as a program would link them, and run.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::interface::built;

fn ran(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{said}", output.status);
    said
}

#[test]
fn the_readme_has_the_quick_start_as_it_runs() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let quick = format!("```cpp\n{}```\n", read("examples/watch.cpp"));
    assert!(read("README.md").contains(&quick), "README.md has another quick start than examples/watch.cpp");
}

#[test]
#[cfg(target_os = "linux")]
fn examples_compile_without_a_warning_and_run() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let prefix = folder.path();
    ran(Command::new(root.join("install.sh")).arg(built()).arg(prefix));
    let strict = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-O1"];
    let (includes, library) = (prefix.join("include"), prefix.join("lib"));
    let compile = |compiler: &str, standard: &str, source: &str, with: &[&str]| {
        let program = prefix.join(source.replace('.', "-"));
        ran(Command::new(compiler)
            .arg(standard)
            .args(strict)
            .arg("-I")
            .arg(&includes)
            .arg(root.join("examples").join(source))
            .arg("-o")
            .arg(&program)
            .arg("-L")
            .arg(&library)
            .args(with));
        program
    };
    let run = |program: &Path| ran(Command::new(program).env("LD_LIBRARY_PATH", &library));
    let said = run(&compile("cc", "-std=c99", "watch.c", &["-lerrpredict"]));
    assert!(
        said.contains("WARN is {\"severity\":\"medium\"}")
            && said.contains("strangest row is 99 of 2 columns"),
        "{said}"
    );
    assert!(said.contains("a spike of 200 errors was found"), "{said}");
    let said = run(&compile("c++", "-std=c++17", "watch.cpp", &["-lerrpredict"]));
    assert!(said.contains("a spike was found") && said.contains("refused: unknown_name"), "{said}");
    let said = run(&compile("cc", "-std=c11", "threads.c", &["-lerrpredict", "-lpthread"]));
    assert!(said.contains("8 threads agreed"), "{said}");
    // And without the shared library at all.
    let fixed = ["-l:liberrpredict.a", "-lpthread", "-ldl", "-lm", "-lgcc_s"];
    std::fs::remove_file(library.join("liberrpredict.so.0")).unwrap();
    let said = ran(&mut Command::new(compile("cc", "-std=c99", "watch.c", &fixed)));
    assert!(said.contains("a spike of 200 errors was found"), "{said}");
    let config = std::fs::read_to_string(library.join("pkgconfig/errpredict.pc")).unwrap();
    assert!(
        config.contains(concat!("Version: ", env!("CARGO_PKG_VERSION"))) && config.contains("-lerrpredict"),
        "{config}"
    );
}
