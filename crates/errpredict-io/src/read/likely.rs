//! Names in a log under which a time stands that its reader does not know: what `--field timestamp=NAME` could be.

use std::collections::BTreeMap;
use std::sync::Arc;

use errpredict::Result;
use serde_json::Value;

use super::chunk::Chunker;
use super::csv;
use super::json;
use super::logfmt;
use super::marks;
use super::moment;
use super::options::{Format, ReadOptions};
use super::source::Source;
use super::time;
use super::time_object;
use super::zone::TimeRule;

/// Records looked at, and objects in objects.
const RECORDS: usize = 200;
const MAX_DEPTH: usize = 4;
/// How the last word of such a name ends, in small letters.
const ENDINGS: [&str; 7] = ["time", "timestamp", "date", "stamp", "_at", "_ts", "datetime"];

/// The names at the beginning of a log that end like that of a time and hold one, those in the most records first. Names
/// inside objects have dots, as `--field` wants them.
///
/// # Errors
/// Those of [`super::read_events`] at the beginning of a file.
pub fn likely_times(source: &Source, options: &ReadOptions) -> Result<Vec<String>> {
    if source.size().is_none() {
        return Ok(Vec::new());
    }
    let rules = Arc::new(options.rules()?);
    let mut chunker = Chunker::new(source.open(&Arc::default(), &Arc::default())?, rules.max_line_bytes);
    let head = chunker.head().map_err(|error| source.error(&error))?;
    if marks::columnar(head, options.format, &source.name())?.is_some() {
        return Ok(Vec::new());
    }
    let text = String::from_utf8_lossy(head);
    let mut seen = Seen::default();
    let begin = text.trim_start();
    if begin.starts_with(['{', '[']) && options.format != Some(Format::Csv) {
        let (bytes, mut at) = (text.as_bytes(), 0);
        for _ in 0..RECORDS {
            let Some((from, to)) = json::next_value(bytes, at) else { break };
            if let Some(Ok(Value::Object(members))) = text.get(from..to).map(serde_json::from_str) {
                seen.members("", &members, 0);
            }
            at = to;
        }
    } else if !seen.columns(&text) {
        for line in text.lines().take(RECORDS) {
            let mut scratch = String::new();
            let mut pairs = Vec::new();
            // What is broken ends the pairs; those before it count.
            let _ = logfmt::pairs_after(line, 0, &mut scratch, |key, value| {
                pairs.push((key.to_owned(), value.map_or("", |(_, text)| text).to_owned()));
            });
            pairs.iter().for_each(|(key, text)| seen.note(key, || is_time(text)));
        }
    }
    Ok(seen.ranked())
}

/// Names, in how many records each was met, and when first.
#[derive(Default)]
struct Seen {
    names: BTreeMap<String, (usize, usize)>,
}

impl Seen {
    fn note(&mut self, name: &str, is_time: impl FnOnce() -> bool) {
        let last = name.rsplit('.').next().unwrap_or(name).to_lowercase();
        if ENDINGS.iter().any(|ending| last.ends_with(ending)) && is_time() {
            let order = self.names.len();
            self.names.entry(name.to_owned()).or_insert((0, order)).0 += 1;
        }
    }

    fn members(&mut self, before: &str, members: &serde_json::Map<String, Value>, depth: usize) {
        for (key, value) in members {
            let name = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
            match value {
                Value::String(text) => self.note(&name, || is_time(text)),
                Value::Number(number) => self.note(&name, || is_time(&number.to_string())),
                Value::Array(_) => self.note(&name, || is_written_time(value)),
                Value::Object(_) if is_written_time(value) => self.note(&name, || true),
                Value::Object(inner) if depth < MAX_DEPTH => self.members(&name, inner, depth + 1),
                _ => {}
            }
        }
    }

    /// Notes the columns of a table; false if it is none.
    fn columns(&mut self, text: &str) -> bool {
        let Some((header, rows)) = text.split_once('\n') else { return false };
        let header = header.trim_start_matches('\u{feff}').trim_end();
        let delimiter = [b',', b';', b'\t', b'|']
            .into_iter()
            .max_by_key(|byte| header.bytes().filter(|found| found == byte).count());
        let delimiter = delimiter.unwrap_or(b',');
        let cells = |row: &str| {
            let (mut scratch, mut cells) = (String::new(), Vec::new());
            csv::split(row, delimiter, &mut scratch, |_, _, text| cells.push(text.trim().to_owned())).ok()?;
            Some(cells)
        };
        let Some(names) = cells(header).filter(|names| names.len() > 1) else { return false };
        for row in rows.lines().take(RECORDS).filter_map(cells) {
            for (name, text) in names.iter().zip(&row).filter(|_| row.len() == names.len()) {
                self.note(name, || is_time(text));
            }
        }
        !self.names.is_empty()
    }

    fn ranked(self) -> Vec<String> {
        let mut ranked: Vec<(String, (usize, usize))> = self.names.into_iter().collect();
        ranked.sort_by_key(|(_, (count, order))| (std::cmp::Reverse(*count), *order));
        ranked.into_iter().map(|(name, _)| name).collect()
    }
}

/// Whether a text is a time of these years.
fn is_time(text: &str) -> bool {
    let read = moment::parse(text.as_bytes(), TimeRule::default());
    read.is_ok_and(|(found, _)| time::is_plausible(found))
}

/// The same of a value that a serialiser made of a time.
fn is_written_time(value: &Value) -> bool {
    let read = time_object::parse(&value.to_string(), TimeRule::default());
    read.is_ok_and(|(found, _)| time::is_plausible(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_under_unknown_names() {
        for (log, names) in [
            (
                "{\"a\":1,\"finishedTime\":\"2026-11-23T06:57:22Z\",\"runtime\":12,\"meta\":{\"seenAt\":1,\"lastDate\":1795417042}}\n{\"finishedTime\":\"2026-11-23T06:57:22Z\"}\n",
                &["finishedTime", "meta.lastDate"][..],
            ),
            ("[{\"whenStamp\":{\"seconds\":1795417042}}]", &["whenStamp"]),
            ("who,happenedDate\na,2026-11-23 06:57:22\n", &["happenedDate"]),
            ("who=me mytime=2026-11-23T06:57:22Z\n", &["mytime"]),
            ("what is this\n", &[]),
            ("", &[]),
        ] {
            let source = Source::Memory { name: "log".into(), bytes: Arc::from(log.as_bytes()) };
            assert_eq!(likely_times(&source, &ReadOptions::default()).unwrap(), names, "{log}");
        }
    }
}
