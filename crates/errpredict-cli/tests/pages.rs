//! Two pages that the code writes: `docs/program.md` from the program's own help, `docs/configuration.md` from the
//! committed schema. `UPDATE=1 cargo test -p errpredict-cli --test all pages` renews them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The page must be what the code says; `UPDATE` writes it.
fn committed(name: &str, page: &str) {
    let path = root().join("docs").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, page).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "docs/{name} is old: run `UPDATE=1 cargo test -p errpredict-cli --test all pages`"
    );
}

/// What `errpredict ARGUMENTS` prints, as wide as on a pipe.
fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(arguments)
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().fold(String::new(), |page, line| page + line.trim_end() + "\n")
}

/// Commands of the features `store`, `server` and `mcp`, which are off: `docs/store.md`, `docs/service.md`, `docs/as_code.md` and
/// `docs/assistants.md` tell of them, and the page is the same whatever it is tested with.
const OF_FEATURES: [&str; 7] = ["store", "migrate", "serve", "work", "token", "apply", "mcp"];

#[test]
fn the_page_of_the_program_is_its_help() {
    let mut is_left_out = false;
    let mut is_shown = |line: &str| {
        // A second line of a command stands further in than any name.
        if !line.starts_with("   ") {
            let name = line.strip_prefix("  ").and_then(|rest| rest.split(' ').next());
            is_left_out = name.is_some_and(|name| OF_FEATURES.contains(&name));
        }
        !is_left_out
    };
    let overview = help(&["--help"]);
    let overview: String =
        overview.lines().filter(|line| is_shown(line)).map(|line| format!("{line}\n")).collect();
    let commands: Vec<&str> = overview
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.contains(&"analyze") && commands.len() > 8, "{commands:?}");
    let mut page = format!(
        "# The program\n\nWritten by the program itself: do not edit, run `UPDATE=1 cargo test -p errpredict-cli \
         --test all pages`.\n\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 most of a log could not be read, 4 what \
         `--fail-on` names goes on. Files may be `.gz` or `.zst`; `-` is standard \
         input or output.\n\n```text\n{overview}```\n"
    );
    for command in commands {
        let _ = write!(page, "\n## {command}\n\n```text\n{}```\n", help(&[command, "--help"]));
    }
    committed("program.md", &page);
}

/// The schema a property refers to, if it does.
fn target<'a>(schema: &'a Value, property: &'a Value) -> Option<(&'a str, &'a Value)> {
    let name = property["$ref"].as_str()?.rsplit('/').next()?;
    Some((name, &schema["$defs"][name]))
}

fn range(property: &Value) -> String {
    let bound = |key: &str| property[key].as_f64().filter(|bound| *bound != 0.0 || key == "maximum");
    match (bound("minimum"), bound("maximum")) {
        (None, None) => String::new(),
        (Some(low), None) => format!(", from {low}"),
        (None, Some(high)) => format!(", up to {high}"),
        (Some(low), Some(high)) => format!(", {low} to {high}"),
    }
}

fn type_of(property: &Value) -> String {
    let plain = |name: &str| match name {
        "number" => "number".to_owned(),
        "integer" => "whole number".to_owned(),
        "null" => "absent".to_owned(),
        other => other.to_owned(),
    };
    match &property["type"] {
        Value::String(name) if name == "array" => format!("list of {}", type_of(&property["items"])),
        Value::String(name) => plain(name) + &range(property),
        Value::Array(names) => {
            names.iter().filter_map(Value::as_str).map(plain).collect::<Vec<_>>().join(" or ")
                + &range(property)
        }
        _ => {
            property["$ref"].as_str().map_or_else(String::new, |to| to.rsplit('/').next().unwrap().to_owned())
        }
    }
}

/// A row per key; objects below are written with a dot, down to the lists of methods, which have their own page.
fn rows(schema: &Value, of: &Value, prefix: &str, page: &mut String) -> usize {
    let mut n = 0;
    for (key, property) in of["properties"].as_object().into_iter().flatten() {
        let key = format!("{prefix}{key}");
        if let Some((_, inner)) = target(schema, property)
            && inner["properties"].is_object()
        {
            n += rows(schema, inner, &format!("{key}."), page);
            continue;
        }
        let choices = target(schema, property).and_then(|(_, inner)| choices(inner));
        let kind = choices.unwrap_or_else(|| type_of(property));
        let default = match &property["default"] {
            Value::Null => "absent".to_owned(),
            Value::Object(method) => method
                .get("method")
                .map_or_else(|| "see the schema".to_owned(), |name| format!("method {name}")),
            other => other.to_string(),
        };
        let about =
            property["description"].as_str().unwrap_or_default().replace('\n', " ").replace('|', "\\|");
        assert!(!about.is_empty(), "{key} has no description");
        let _ = writeln!(page, "| `{key}` | {kind} | {default} | {about} |");
        n += 1;
    }
    n
}

/// The values of an enumeration without fields, or the names of a list of methods.
fn choices(schema: &Value) -> Option<String> {
    let names: Vec<String> = schema["oneOf"]
        .as_array()?
        .iter()
        .filter_map(|one| {
            let name = one["const"].as_str().or_else(|| one["properties"]["method"]["const"].as_str())?;
            Some(format!("`{name}`"))
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The table in the docs of `ReadOptions`, with `read.` before every key.
fn reading_table() -> String {
    let path = root().join("crates/errpredict-io/src/read/options.rs");
    let text = fs::read_to_string(path).unwrap();
    let docs: Vec<&str> = text
        .lines()
        .skip_while(|line| *line != "/// Settings of a reader.")
        .take_while(|line| line.starts_with("///"))
        .filter_map(|line| line.strip_prefix("/// | `"))
        .collect();
    docs.into_iter().fold(String::new(), |page, row| page + "| `read." + row + "\n")
}

#[test]
fn the_page_of_the_configuration_has_every_key() {
    let read: Value = serde_json::to_value(errpredict_io::ReadOptions::default()).unwrap();
    let reading = reading_table();
    for key in read.as_object().unwrap().keys() {
        assert!(reading.contains(&format!("`read.{key}`")), "the docs of ReadOptions lack {key}");
    }
    let text = fs::read_to_string(root().join("schema/wire/analyze.request.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let mut page = format!(
        "# Configuration\n\nWritten from the schema: do not edit, run `UPDATE=1 cargo test -p errpredict-cli --test \
         all pages`.\n\n`errpredict ... --config FILE` reads one JSON object with four parts, each of which may be \
         absent, as may every key. An unknown key is refused with the list of known ones, and options on the command \
         line win:\n\n```json\n{EXAMPLE}\n```\n\n## Reading: `read`\n\n| Key | Default | Meaning |\n|---|---|---|\n\
         {reading}"
    );
    let head = "| Key | Type | Default | Meaning |\n|---|---|---|---|\n";
    for (part, definition, title) in [
        ("rollup", "RollupConfig", "What is kept of the events: `rollup`"),
        ("analysis", "AnalysisConfig", "What is looked for: `analysis`"),
    ] {
        let _ = write!(page, "\n## {title}\n\n{head}");
        let n = rows(&schema, &schema["$defs"][definition], &format!("{part}."), &mut page);
        assert!(n >= 6, "only {n} keys of {definition}");
    }
    page.push_str(
        "\n## How models are trained: `training`\n\nFor `train` and `backtest`: the settings of \
         `errpredict::predict::Training`, whose API page has them all.\n\nThe settings of every method stand with the \
         [methods](methods.md).\n",
    );
    committed("configuration.md", &page);
}

const EXAMPLE: &str = r#"{
  "read": { "utc_offset": "+01:00", "fields": { "error_type": ["err.class"] } },
  "rollup": { "max_services": 500 },
  "analysis": { "history_hours": 336, "detection": { "false_alarms_per_week": 0.5 } }
}"#;

#[test]
fn the_example_of_the_configuration_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.json");
    fs::write(&path, EXAMPLE).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(["analyze", "samples/webmon.csv", "--depth", "quick", "--config"])
        .arg(&path)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
