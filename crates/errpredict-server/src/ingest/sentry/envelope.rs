//! An envelope: a line of JSON, then items, each a line of JSON and a payload of the length it names, or to the end of its line.

use errpredict::{Error, ErrorKind, Result};
use serde::Deserialize;

/// Items of one envelope that are looked at; clients send a few.
const MAX_ITEMS: usize = 1_000;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Header {
    #[serde(default)]
    pub(super) event_id: Option<String>,
    #[serde(default)]
    pub(super) dsn: Option<String>,
}

#[derive(Deserialize)]
struct ItemHeader {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    length: Option<usize>,
}

#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) kind: String,
    pub(super) payload: &'a [u8],
}

#[derive(Debug)]
pub(super) struct Envelope<'a> {
    pub(super) header: Header,
    pub(super) items: Vec<Item<'a>>,
    /// Why the rest after the last item cannot be read.
    pub(super) broken: Option<String>,
}

impl<'a> Envelope<'a> {
    /// # Errors
    /// `invalid_input` for a first line that is no JSON object.
    pub(super) fn read(body: &'a [u8]) -> Result<Envelope<'a>> {
        let (line, mut rest) = line(body);
        // A list would do for a structure of which nothing is missing.
        let found = if line.trim_ascii_start().starts_with(b"{") {
            serde_json::from_slice(line).map_err(|error| error.to_string())
        } else {
            Err("it does not begin with `{`".to_owned())
        };
        let header = found.map_err(|error| {
            let message = format!("the first line of an envelope must be a JSON object: {error}");
            Error::new(ErrorKind::InvalidInput, message)
        })?;
        let mut envelope = Envelope { header, items: Vec::new(), broken: None };
        loop {
            // Blank lines may stand between items, and at the end.
            while let Some(after) = rest.strip_prefix(b"\n").or_else(|| rest.strip_prefix(b"\r\n")) {
                rest = after;
            }
            if rest.is_empty() {
                return Ok(envelope);
            }
            if envelope.items.len() == MAX_ITEMS {
                envelope.broken = Some(format!("an envelope holds at most {MAX_ITEMS} items"));
                return Ok(envelope);
            }
            match item(rest) {
                Ok((item, after)) => {
                    envelope.items.push(item);
                    rest = after;
                }
                Err(why) => {
                    envelope.broken = Some(why);
                    return Ok(envelope);
                }
            }
        }
    }
}

/// The item at the beginning and what follows it.
fn item(text: &[u8]) -> std::result::Result<(Item<'_>, &[u8]), String> {
    let (first, rest) = line(text);
    let header: ItemHeader = serde_json::from_slice(first)
        .map_err(|error| format!("the header of an item must be a JSON object with `type`: {error}"))?;
    let (payload, rest) = match header.length {
        None => line(rest),
        Some(length) => rest
            .split_at_checked(length)
            .ok_or_else(|| format!("the item says {length} bytes, and {} are left", rest.len()))?,
    };
    Ok((Item { kind: header.kind, payload }, rest))
}

/// The first line without its end, and the rest.
fn line(text: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b'\n', text) {
        Some(end) => (text[..end].strip_suffix(b"\r").unwrap_or(&text[..end]), &text[end + 1..]),
        None => (text, b""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(body: &[u8]) -> (Vec<(String, String)>, bool) {
        let envelope = Envelope::read(body).unwrap();
        let text = |payload: &[u8]| String::from_utf8_lossy(payload).into_owned();
        (
            envelope.items.iter().map(|item| (item.kind.clone(), text(item.payload))).collect(),
            envelope.broken.is_some(),
        )
    }

    #[test]
    fn items_with_a_length_and_without() {
        for (body, expected, broken) in [
            ("{}", vec![], false),
            ("{}\n\n", vec![], false),
            (
                "{\"event_id\":\"a\"}\n{\"type\":\"event\",\"length\":5}\n{\n \n}\n{\"type\":\"x\"}\n{}",
                vec![("event", "{\n \n}"), ("x", "{}")],
                false,
            ),
            ("{}\r\n{\"type\":\"event\"}\r\n{}\r\n", vec![("event", "{}")], false),
            (
                "{}\n{\"type\":\"attachment\",\"length\":0}\n\n{\"type\":\"x\"}\n{}\n",
                vec![("attachment", ""), ("x", "{}")],
                false,
            ),
            ("{}\n{\"type\":\"event\",\"length\":99}\n{}", vec![], true),
            ("{}\n{\"type\":\"event\"}\n{}\n{\"length\":1}\n{}", vec![("event", "{}")], true),
            ("{}\nnonsense", vec![], true),
        ] {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(kind, text): (&str, &str)| (kind.to_owned(), text.to_owned()))
                .collect();
            assert_eq!(said(body.as_bytes()), (expected, broken), "{body}");
        }
        for body in ["", "[]", "nonsense\n{}"] {
            assert_eq!(Envelope::read(body.as_bytes()).unwrap_err().code(), "invalid_input", "{body}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..100)) {
            let _ = Envelope::read(&body);
            let _ = Envelope::read(&[b"{}\n{\"type\":\"event\",\"length\":10}\n", &body[..]].concat());
        }
    }
}
