//! Exceptions of an event and the frames of their traces.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::walk::{inside, span};
use crate::read::draft::{Span, Value};
use crate::read::json::{Scanned, Scanner};
use crate::read::source_maps::{self, Place, SourceMaps};

/// The last exception of a chain, with the frames of the first.
#[derive(Default, Clone, Copy)]
pub(super) struct Exception {
    pub(super) kind: Option<Span>,
    pub(super) value: Option<Span>,
    pub(super) stack: Option<Span>,
}

/// What the frames of one event stand for in their source.
pub(super) struct Symbols<'a> {
    text: &'a str,
    maps: Option<&'a SourceMaps>,
    /// Files and their debug ids.
    ids: Vec<(String, String)>,
    release: Option<String>,
}

#[derive(Deserialize)]
struct Released {
    release: Option<String>,
}

#[derive(Deserialize)]
struct Image {
    code_file: Option<String>,
    debug_id: Option<String>,
}

impl<'a> Symbols<'a> {
    pub(super) fn of(text: &'a str, maps: Option<&'a SourceMaps>) -> Symbols<'a> {
        let ids = maps.and_then(|_| Symbols::ids(text)).unwrap_or_default();
        // Where maps of several releases are held, the event's own counts.
        let release = maps.and_then(|_| serde_json::from_str::<Released>(text).ok()?.release);
        Symbols { text, maps, ids, release }
    }

    /// `"debug_meta":{"images":[{"code_file":"...","debug_id":"..."}]}`, wherever it stands among the members.
    fn ids(text: &str) -> Option<Vec<(String, String)>> {
        let begin = text.find("\"debug_meta\"")? + "\"debug_meta\"".len();
        let value = text[begin..].trim_start().strip_prefix(':')?;
        let mut read = serde_json::Deserializer::from_str(value);
        let mut meta = BTreeMap::<String, serde_json::Value>::deserialize(&mut read).ok()?;
        let images: Vec<Image> = serde_json::from_value(meta.remove("images")?).ok()?;
        Some(images.into_iter().filter_map(|image| Some((image.code_file?, image.debug_id?))).collect())
    }

    /// The frame of the source, if a map tells it.
    fn find(&self, frame: &RawFrame) -> Option<Place<'a>> {
        let file = frame.path.as_deref().or(frame.file.as_deref())?;
        let is_it = |(of, _): &&(String, String)| of == file || Some(of) == frame.file.as_ref();
        let id = self.ids.iter().find(is_it).map(|(_, id)| id.as_str());
        self.maps?.find(
            (file, self.release.as_deref()),
            id,
            frame.line.as_deref()?.parse().ok()?,
            frame.column.as_deref()?.parse().ok()?,
        )
    }
}

/// The last exception of `{"values":[...]}`, of a list, or of one alone, with the frames of the first: that is the one which
/// the others followed from.
pub(super) fn exceptions(
    scanner: &mut Scanner<'_>,
    symbols: &Symbols<'_>,
    scratch: &mut String,
) -> Scanned<Exception> {
    let mut last = Exception::default();
    let follow =
        |before: Exception, next: Exception| Exception { stack: before.stack.or(next.stack), ..next };
    match scanner.peek() {
        Some(b'[') => scanner.elements(&mut |scanner| {
            last = follow(last, exceptions(scanner, symbols, scratch)?);
            Ok(())
        })?,
        Some(b'{') => {
            let mut values = None;
            inside(scanner, &mut |scanner, key| {
                match key {
                    "values" if scanner.peek() == Some(b'[') => {
                        scanner.elements(&mut |scanner| {
                            let next = exception(scanner, symbols, scratch)?;
                            values = Some(follow(values.unwrap_or_default(), next));
                            Ok(())
                        })?;
                    }
                    _ => exception_member(scanner, key, symbols, scratch, &mut last)?,
                }
                Ok(())
            })?;
            last = values.unwrap_or(last);
        }
        _ => scanner.skip()?,
    }
    Ok(last)
}

fn exception(scanner: &mut Scanner<'_>, symbols: &Symbols<'_>, scratch: &mut String) -> Scanned<Exception> {
    let mut found = Exception::default();
    inside(scanner, &mut |scanner, key| exception_member(scanner, key, symbols, scratch, &mut found))?;
    Ok(found)
}

fn exception_member(
    scanner: &mut Scanner<'_>,
    key: &str,
    symbols: &Symbols<'_>,
    scratch: &mut String,
    found: &mut Exception,
) -> Scanned<()> {
    match key {
        "type" => found.kind = span(scanner.scalar_value(scratch)?),
        "value" => found.value = span(scanner.scalar_value(scratch)?),
        "stacktrace" => inside(scanner, &mut |scanner, key| {
            if key == "frames" && scanner.peek() == Some(b'[') {
                found.stack = frames(scanner, symbols, scratch)?;
                return Ok(());
            }
            scanner.skip()
        })?,
        _ => scanner.skip()?,
    }
    Ok(())
}

/// A frame as an event has it.
#[derive(Default)]
struct RawFrame {
    file: Option<String>,
    path: Option<String>,
    module: Option<String>,
    line: Option<String>,
    column: Option<String>,
    function: Option<String>,
}

/// Frames, the oldest first, as Python prints them.
fn frames(scanner: &mut Scanner<'_>, symbols: &Symbols<'_>, scratch: &mut String) -> Scanned<Option<Span>> {
    let mut frames: Vec<RawFrame> = Vec::new();
    scanner.elements(&mut |scanner| {
        let mut frame = RawFrame::default();
        inside(scanner, &mut |scanner, key| {
            let slot = match key {
                "filename" => &mut frame.file,
                "abs_path" if symbols.maps.is_some() => &mut frame.path,
                "module" => &mut frame.module,
                "lineno" => &mut frame.line,
                "colno" if symbols.maps.is_some() => &mut frame.column,
                "function" => &mut frame.function,
                _ => return scanner.skip(),
            };
            *slot = match scanner.scalar_value(scratch)? {
                Some(Value::Text(span) | Value::Number(span)) => {
                    Some(span.of(symbols.text, scratch).to_owned())
                }
                _ => None,
            };
            Ok(())
        })?;
        frames.push(frame);
        Ok(())
    })?;
    if frames.is_empty() {
        return Ok(None);
    }
    let begin = scratch.len();
    scratch.push_str("Traceback (most recent call last):");
    let mut called_as = None;
    for frame in &frames {
        let function = frame.function.as_deref().unwrap_or_default();
        let place = symbols.find(frame);
        match place {
            Some(Place { source, line, .. }) => {
                let function = source_maps::Frame { function, ..Default::default() }.name(called_as);
                scratch.push_str(&format!("\n  File \"{source}\", line {line}, in {function}"));
            }
            None => {
                let file = frame.file.as_deref().or(frame.module.as_deref()).unwrap_or_default();
                let line = frame.line.as_deref().unwrap_or_default();
                scratch.push_str(&format!("\n  File \"{file}\", line {line}, in {function}"));
            }
        }
        called_as = place.and_then(|place| place.name);
    }
    Ok(Some(Span::scratch(begin, scratch.len())))
}
