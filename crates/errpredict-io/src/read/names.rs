//! Names in a log that are no field of an event: what `--field` could be for.

use std::collections::BTreeMap;
use std::sync::Arc;

use errpredict::Result;

use super::chunk::Chunker;
use super::columns_named;
use super::fields::{FieldTree, ROOT, UNKNOWN};
use super::json;
use super::marks;
use super::options::{Format, ReadOptions};
use super::parser::Parser;
use super::recognise::recognise;
use super::source::Source;

/// Records looked at: names that come later are rare.
const RECORDS: usize = 200;
/// Longest name that is one; what is longer is data.
const NAME_BYTES: usize = 100;

/// The names at the beginning of a log that mean nothing to its reader, the commonest first.
///
/// Formats without names (syslog, plain lines, server logs) and those whose names are fixed have none, nor has what
/// cannot be read twice (standard input, a pipe).
///
/// # Errors
/// Those of [`super::read_events`] at the beginning of a file.
pub fn unused_names(source: &Source, options: &ReadOptions) -> Result<Vec<String>> {
    if source.size().is_none() {
        return Ok(Vec::new());
    }
    let rules = Arc::new(options.rules()?);
    let mut chunker = Chunker::new(source.open(&Arc::default(), &Arc::default())?, rules.max_line_bytes);
    let head = chunker.head().map_err(|error| source.error(&error))?;
    if marks::columnar(head, options.format, &source.name())?.is_some() {
        #[cfg(feature = "parquet")]
        return super::columns::names(source, head, &rules.tree);
    }
    let Some(found) = recognise(head, options.format, &rules, &source.name())? else { return Ok(Vec::new()) };
    let (skipped, _) = found.skip;
    let text = String::from_utf8_lossy(head);
    let names = match (&found.parser, found.format) {
        (Parser::Csv(header), _) => columns(&head[..skipped.min(head.len())], header.delimiter, &rules.tree),
        (_, Format::Ndjson | Format::Journald) => {
            text.lines().take(RECORDS).flat_map(json::keys).map(str::to_owned).collect()
        }
        (_, Format::Json) => objects(&text),
        (_, Format::Logfmt) => text.lines().take(RECORDS).flat_map(logfmt_keys).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    Ok(unused(names, &rules.tree))
}

fn columns(header: &[u8], delimiter: u8, tree: &FieldTree) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(header);
    let row = reader.records().next().and_then(std::result::Result::ok).unwrap_or_default();
    let names = row.iter().map(|name| name.trim_start_matches('\u{feff}').trim());
    names.filter(|name| columns_named::meaning_of(name, tree).is_none()).map(str::to_owned).collect()
}

fn objects(text: &str) -> Vec<String> {
    let (mut names, mut at) = (Vec::new(), 0);
    for _ in 0..RECORDS {
        let Some((start, end)) = json::next_value(text.as_bytes(), at) else { break };
        names.extend(text.get(start..end).map(json::keys).unwrap_or_default().into_iter().map(str::to_owned));
        at = end;
    }
    names
}

/// What stands before `=` outside quotes.
fn logfmt_keys(line: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    for (i, outside) in line.split('"').enumerate().filter(|(i, _)| i % 2 == 0) {
        let words = outside.split_whitespace().filter_map(|word| word.split_once('='));
        keys.extend(
            words.map(|(key, _)| key).filter(|key| !key.is_empty() && (i == 0 || !key.starts_with('\\'))),
        );
    }
    keys
}

fn unused(names: Vec<String>, tree: &FieldTree) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let known = |name: &str| tree.child(ROOT, name.as_bytes()) != UNKNOWN;
        let is_known = known(&name) || known(&name.to_ascii_lowercase());
        if !name.is_empty() && name.len() <= NAME_BYTES && !is_known {
            *seen.entry(name).or_default() += 1;
        }
    }
    let mut ranked: Vec<(String, usize)> = seen.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked.into_iter().map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_nothing_are_listed_the_commonest_first() {
        for (log, names) in [
            (
                "{\"ts\":1795417042,\"lvl2\":\"x\",\"trace\":{\"id\":1}}\n{\"ts\":1795417043,\"trace\":2,\"service\":\"a\"}\n",
                &["trace", "lvl2"][..],
            ),
            ("[{\"time\":1,\n\"who\":2}]", &["who"]),
            ("timestamp;severity;Color;shop\n2026-11-23T06:57:22Z;error;red;1\n", &["Color", "shop"]),
            ("ts=2026-11-23T06:57:22Z level=error who=me msg=\"a=b c=d\" n=1\n", &["n", "who"]),
            ("2026-11-23T06:57:22Z ERROR a=b\n", &[]),
            ("", &[]),
        ] {
            let source = Source::Memory { name: "log".into(), bytes: Arc::from(log.as_bytes()) };
            assert_eq!(unused_names(&source, &ReadOptions::default()).unwrap(), names, "{log}");
        }
    }
}
