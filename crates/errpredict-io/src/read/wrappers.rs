//! Records inside a JSON wrapper: what tools answer when they are asked for logs.
//!
//! - `{"events":[...]}` (AWS `filter-log-events`), `{"Records":[...]}`, `{"records":[...]}` (Azure), `{"entries":[...]}`,
//!   `{"hits":{"hits":[{"_source":{...}}]}}` (Elasticsearch): the objects of the list are the records;
//! - `{"data":{"result":[{"stream":{...},"values":[["NANOSECONDS","text"],...]}]}}` (Loki): labels, times and texts;
//! - `{"result":{...}}` (Splunk), `{"_source":{...}}`: the inner object is the record.

use std::collections::BTreeMap;

use super::collect::Collector;
use super::json::{self, Scanner};
use super::json_event::json_event;
use super::report::{Bad, Reason};

/// Keys of lists of records.
const LISTS: [&str; 14] = [
    "events",
    "logEvents",
    "Records",
    "records",
    "entries",
    "items",
    "results",
    "result",
    "hits",
    "logs",
    "messages",
    "rows",
    "value",
    "data",
];
/// Keys of objects that hold such a list (the first five) or one record.
const HOLDERS: [&str; 10] =
    ["data", "hits", "response", "body", "result", "_source", "record", "event", "fields", "attributes"];
/// Bytes in which the list of a wrapper begins.
const WITHIN: usize = 4096;

/// The bytes up to the first record of the list that a wrapper begins with; 0 if that is no wrapper.
pub(crate) fn skip(head: &[u8]) -> usize {
    let head = &head[..head.len().min(WITHIN)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or(""),
    };
    // What states a time or a text is a record, whatever lists it holds.
    let own = [
        "timestamp",
        "@timestamp",
        "time",
        "ts",
        "@t",
        "date",
        "datetime",
        "eventTime",
        "t",
        "msg",
        "message",
    ];
    if json::keys(text).iter().any(|key| own.contains(key)) {
        return 0;
    }
    list(text, text.len() - text.trim_start().len(), 0).unwrap_or(0)
}

/// Whether an object is such a wrapper.
pub(crate) fn is_wrapper(text: &[u8]) -> bool {
    skip(text) > 0
}

/// The byte after the bracket of the list in the object at `at`.
fn list(text: &str, at: usize, depth: usize) -> Option<usize> {
    /// A list deeper inside is data of a record.
    const MAX_DEPTH: usize = 3;
    let bytes = text.as_bytes();
    let mut scanner = Scanner::new(text);
    scanner.at = at;
    if scanner.peek() != Some(b'{') || depth > MAX_DEPTH {
        return None;
    }
    let mut found = None;
    // What is cut off by the end of the head ends the walk.
    let _ = scanner.members(&mut |scanner, key| {
        if found.is_some() {
            return Err(scanner.bad("nothing more"));
        }
        let open = bytes[scanner.at.min(bytes.len())..].first();
        if open == Some(&b'[') && LISTS.contains(&key) {
            let inside = text[scanner.at + 1..].trim_start();
            if inside.starts_with('{') {
                found = Some(text.len() - inside.len());
                return Err(scanner.bad("nothing more"));
            }
        }
        if open == Some(&b'{')
            && HOLDERS[..5].contains(&key)
            && let Some(inner) = list(text, scanner.at, depth + 1)
        {
            found = Some(inner);
            return Err(scanner.bad("nothing more"));
        }
        scanner.skip()
    });
    found
}

/// A record, or what holds one.
pub(crate) fn json_value(out: &mut Collector<'_>, text: &str, number: u64) -> Result<(), Box<Bad>> {
    match json_event(out, text, number) {
        Err(bad) if matches!(bad.reason, Reason::MissingTimestamp | Reason::BadTimestamp) => {
            inside(out, text, number).unwrap_or(Err(bad))
        }
        read => read,
    }
}

/// Reads what an object without a time holds; nothing if it holds no record.
#[cold]
fn inside(out: &mut Collector<'_>, text: &str, number: u64) -> Option<Result<(), Box<Bad>>> {
    let members: BTreeMap<&str, &serde_json::value::RawValue> = serde_json::from_str(text).ok()?;
    if let (Some(labels), Some(values)) = (members.get("stream"), members.get("values")) {
        return Some(stream(out, labels.get(), values.get(), number));
    }
    let held =
        HOLDERS.iter().find_map(|key| members.get(key).filter(|value| value.get().starts_with('{')))?;
    json::next_value(held.get().as_bytes(), 0)?;
    Some(json_event(out, held.get(), number))
}

/// A stream of Loki: its labels are fields of each of its lines.
fn stream(out: &mut Collector<'_>, labels: &str, values: &str, number: u64) -> Result<(), Box<Bad>> {
    let bad = |expected: &str| Bad::new(Reason::Format, 0, expected);
    let labels: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(labels).map_err(|_| bad("an object of labels under `stream`"))?;
    let values: Vec<(String, String, Option<serde_json::Value>)> =
        serde_json::from_str::<Vec<serde_json::Value>>(values)
            .ok()
            .and_then(|pairs| {
                pairs
                    .into_iter()
                    .map(|pair| match pair {
                        serde_json::Value::Array(pair) => {
                            let mut pair = pair.into_iter();
                            let (at, text) = (pair.next()?, pair.next()?);
                            Some((at.as_str()?.to_owned(), text.as_str()?.to_owned(), pair.next()))
                        }
                        _ => None,
                    })
                    .collect()
            })
            .ok_or_else(|| bad("pairs of nanoseconds and text under `values`"))?;
    for (at, text, _) in values {
        let mut event = labels.clone();
        event.insert("timeUnixNano".to_owned(), at.into());
        event.insert("message".to_owned(), text.into());
        let event = serde_json::Value::Object(event).to_string();
        json_event(out, &event, number)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_list_of_a_wrapper_begins() {
        for (text, rest) in [
            (r#"{"events":[{"a":1}]}"#, r#"{"a":1}]}"#),
            ("{\n  \"events\": [\n    {\"a\":1}", "{\"a\":1}"),
            (
                r#"{"status":"success","data":{"resultType":"streams","result":[{"stream":{}}]}}"#,
                r#"{"stream":{}}]}}"#,
            ),
            (r#"{"took":1,"hits":{"total":{"value":1},"hits":[{"_source":{}}]}}"#, r#"{"_source":{}}]}}"#),
        ] {
            assert_eq!(&text[skip(text.as_bytes())..], rest, "{text}");
        }
        for text in ["", "{}", "[]", r#"{"a":[{}]}"#, r#"{"events":[1]}"#, r#"{"events":"#, "x"] {
            assert_eq!(skip(text.as_bytes()), 0, "{text}");
        }
    }
}
