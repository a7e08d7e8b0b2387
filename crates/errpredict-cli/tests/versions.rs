//! One version: what every package says of itself, and of the others, is what `Cargo.toml` says.

use std::fs;
use std::path::{Path, PathBuf};

/// Where a version stands: a file, and the text right before it, wherever it is found in that file.
const PLACES: &[(&str, &[&str])] = &[
    ("Cargo.toml", &["\nversion = \"", "\", version = \""]),
    ("adapters/Cargo.toml", &["\nversion = \"", "crates/errpredict\", version = \""]),
    (
        "benches/rust_peers/Cargo.toml",
        &["\nversion = \"", "crates/errpredict\", version = \"", "path = \"..\", version = \""],
    ),
    (
        "bindings/browser/wasm/Cargo.toml",
        &["\nversion = \"", "crates/errpredict\", version = \"", "crates/errpredict-wire\", version = \""],
    ),
    ("bindings/browser/package.json", &["\n  \"version\": \""]),
    ("bindings/dart/pubspec.yaml", &["\nversion: "]),
    ("bindings/java/README.md", &["</artifactId><version>"]),
    ("bindings/java/errpredict-core/pom.xml", &["errpredict-parent</artifactId><version>"]),
    ("bindings/java/errpredict-jna/pom.xml", &["errpredict-parent</artifactId><version>"]),
    ("bindings/java/errpredict-spring-boot-starter/pom.xml", &["errpredict-parent</artifactId><version>"]),
    ("bindings/java/errpredict/pom.xml", &["errpredict-parent</artifactId><version>"]),
    ("bindings/java/pom.xml", &["\n  <version>"]),
    (
        "bindings/java/spring-example/pom.xml",
        &[
            "<artifactId>errpredict-spring-boot-starter</artifactId><version>",
            "<artifactId>errpredict</artifactId><version>",
        ],
    ),
    ("bindings/java/spring-tests/pom.xml", &["errpredict-parent</artifactId><version>"]),
    ("bindings/node/package.json", &["\n  \"version\": \"", "\"errpredict-linux-x64-gnu\": \""]),
    ("bindings/php/composer.json", &["\n    \"version\": \""]),
    ("bindings/php/package.sh", &["\"errpredict/errpredict\": \""]),
    ("bindings/ruby/lib/errpredict/version.rb", &["GEM_VERSION = '"]),
    ("deploy/helm/errpredict/Chart.yaml", &["\nversion: ", "\nappVersion: \""]),
    ("deploy/kubernetes/errpredict.yml", &["image: errpredict:"]),
];

/// Names of files that say which package, of which version, a folder is; and how they begin to say the version.
const MANIFESTS: &[(&str, &str)] = &[
    ("Cargo.toml", "\nversion = \""),
    ("package.json", "\n  \"version\":"),
    ("pom.xml", "<artifactId>errpredict-parent</artifactId><version>"),
    ("pom.xml", "<artifactId>errpredict-spring-boot-starter</artifactId><version>"),
    ("composer.json", "\"version\":"),
    ("pubspec.yaml", "\nversion:"),
    ("Chart.yaml", "\nversion:"),
    ("pyproject.toml", "\nversion = "),
    ("version.rb", "VERSION = '"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn manifests(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            // What is built or installed is nobody's manifest.
            if !["target", "node_modules", "vendor", "out"].contains(&name.as_str()) && !name.starts_with('.')
            {
                manifests(&path, found);
            }
        } else if MANIFESTS.iter().any(|(manifest, _)| *manifest == name) {
            found.push(path);
        }
    }
}

#[test]
fn every_package_has_the_version_of_the_workspace() {
    let version = env!("CARGO_PKG_VERSION");
    for (file, befores) in PLACES {
        let text = fs::read_to_string(root().join(file)).unwrap();
        for before in *befores {
            let mut places = text.split(before).skip(1).peekable();
            assert!(places.peek().is_some(), "{file} has no `{}`", before.trim());
            for after in places {
                let is_of_a_version = |c: char| c.is_ascii_alphanumeric() || ".-+".contains(c);
                let end = after.find(|c| !is_of_a_version(c)).unwrap_or(after.len());
                assert_eq!(&after[..end], version, "{file}, after `{}`", before.trim());
            }
        }
    }
}

#[test]
fn no_manifest_is_forgotten() {
    let (mut found, mut seen) = (Vec::new(), 0);
    manifests(&root(), &mut found);
    for path in found {
        let name = path.file_name().unwrap().to_str().unwrap();
        let own = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        let says_one =
            MANIFESTS.iter().any(|(manifest, version)| *manifest == name && text.contains(version));
        // The fuzzer is nobody's dependency, and never published.
        if says_one && own != "fuzz/Cargo.toml" {
            seen += 1;
            assert!(
                PLACES.iter().any(|(file, _)| *file == own),
                "{own} says a version that nothing compares"
            );
        }
    }
    assert!(seen > 12, "only {seen} manifests with a version were seen");
}
