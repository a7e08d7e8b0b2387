//! Everything that the program does is on the wire: every command and option of clap's own tree stands in `reach.txt`, with the
//! field of a message that says the same, or with why a message has nothing like it.

use std::collections::{BTreeMap, BTreeSet};

use clap::CommandFactory;
use serde_json::Value;

/// `COMMAND / OPTION = FIELD, FIELD`, or `COMMAND / OPTION - why not`; `reading` for the options of every log, `*` for a whole
/// command. A field begins with the operation, or with the kind of handle and its method; an option without a field after `=` is what
/// the message is about.
const TABLE: &str = include_str!("reach.txt");

/// Commands that not every build has: what is said of them is not left over without them.
const OF_FEATURES: [&str; 7] = ["apply", "mcp", "migrate", "serve", "store", "token", "work"];

/// What is said of a command and an option.
enum Said {
    Fields(Vec<&'static str>),
    Nothing,
}

fn table() -> BTreeMap<(&'static str, &'static str), Said> {
    let mut found = BTreeMap::new();
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (what, said) = match (line.split_once(" = "), line.split_once(" - ")) {
            (Some((what, fields)), _) => (what, Said::Fields(fields.split(", ").collect())),
            (None, Some((what, why))) => {
                assert!(why.len() > 10, "{line}: that is no reason");
                (what, Said::Nothing)
            }
            (None, None) => panic!("{line}: expected ` = ` or ` - `"),
        };
        let (command, option) = what.split_once(" / ").unwrap_or_else(|| panic!("{line}: expected ` / `"));
        let before = found.insert((command.trim(), option.trim()), said);
        assert!(before.is_none(), "{line} stands there twice");
    }
    found
}

/// The schemas of a field below a schema, wherever it may stand.
fn below<'s>(defs: &'s Value, schema: &'s Value, name: &str, depth: usize, found: &mut Vec<&'s Value>) {
    if depth > 8 {
        return;
    }
    found.extend(schema["properties"].get(name));
    if let Some(of) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        below(defs, &defs[of], name, depth + 1, found);
    }
    for part in ["anyOf", "oneOf", "allOf"] {
        for one in schema[part].as_array().into_iter().flatten() {
            below(defs, one, name, depth + 1, found);
        }
    }
    if schema["items"].is_object() {
        below(defs, &schema["items"], name, depth + 1, found);
    }
}

/// Whether the wire has that field of a request: of an operation, or of a method of a handle, which may have the name of an operation.
fn is_there(bundle: &Value, field: &str) -> bool {
    let parts: Vec<&str> = field.split('.').collect();
    let has = |request: &Value, names: &[&str]| {
        let mut at = vec![request];
        for name in names {
            let mut next = Vec::new();
            at.iter().for_each(|schema| below(&bundle["$defs"], schema, name, 0, &mut next));
            at = next;
        }
        !request.is_null() && !at.is_empty()
    };
    let of_operation = has(&bundle["operations"][parts[0]]["request"], &parts[1..]);
    of_operation
        || parts.get(1).is_some_and(|method| {
            has(&bundle["handles"][parts[0]]["methods"][method]["request"], &parts[2..])
        })
}

/// Every command that does something, by its whole name, with its options; `logs` says that it has those of reading.
fn commands() -> BTreeMap<String, Vec<String>> {
    fn walk(command: &clap::Command, name: &str, found: &mut BTreeMap<String, Vec<String>>) {
        let below: Vec<_> = command.get_subcommands().filter(|below| below.get_name() != "help").collect();
        if below.is_empty() {
            let options = command.get_arguments().map(|argument| argument.get_id().to_string());
            found.insert(name.to_owned(), options.collect());
        }
        for one in below {
            walk(one, &format!("{name} {}", one.get_name()), found);
        }
    }
    let mut found = BTreeMap::new();
    for command in crate::Program::command().get_subcommands() {
        walk(command, command.get_name(), &mut found);
    }
    found
}

#[test]
fn every_command_and_option_is_on_the_wire_or_says_why_not() {
    let (table, bundle) = (table(), errpredict_wire::bundle());
    let (mut wrong, mut used) = (Vec::new(), BTreeSet::new());
    let all = commands();
    for (command, options) in &all {
        let first = command.split(' ').next().unwrap_or_default();
        if table.contains_key(&(first, "*")) {
            used.insert((first, "*"));
            continue;
        }
        let is_reading = options.iter().any(|option| option == "logs");
        if options.is_empty() {
            wrong.push(format!("{command} takes nothing: say `{command} / * = ...`"));
        }
        for option in options {
            let own = table.get_key_value(&(command.as_str(), option.as_str()));
            let shared = table.get_key_value(&("reading", option.as_str())).filter(|_| is_reading);
            match own.or(shared) {
                Some((key, _)) => {
                    used.insert(*key);
                }
                None => {
                    wrong.push(format!("{command} / {option} is new: which field of which message is it?"))
                }
            }
        }
    }
    for ((command, option), said) in &table {
        if let Said::Fields(fields) = said {
            let missing = fields.iter().filter(|field| !is_there(&bundle, field));
            wrong.extend(missing.map(|field| format!("{command} / {option}: the wire has no `{field}`")));
        }
        let is_elsewhere = OF_FEATURES.contains(&command.split(' ').next().unwrap_or_default());
        if !used.contains(&(*command, *option)) && !is_elsewhere {
            wrong.push(format!("{command} / {option} is no option of the program any more"));
        }
    }
    assert!(wrong.is_empty(), "crates/errpredict-cli/src/commands/tests/reach.txt:\n{}", wrong.join("\n"));
    assert!(all.len() > 20 && table.len() > 100, "{} commands, {} lines", all.len(), table.len());
}

#[test]
fn a_field_that_is_not_there_is_seen() {
    let bundle = errpredict_wire::bundle();
    for (field, expected) in [
        ("version", true),
        ("analyze.config.depth", true),
        ("similar.decisions.same", true),
        ("rollup.forecast.metrics", true),
        ("similar.nearest.top", true),
        ("analyze.config.courage", false),
        ("divine", false),
        ("rollup.divine.metrics", false),
        ("rollup", false),
    ] {
        assert_eq!(is_there(&bundle, field), expected, "{field}");
    }
}
