//! The frames of a JavaScript trace, written anew with the places of their source.

use super::{Place, SourceMaps};

/// A frame as it was met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Frame<'a> {
    /// Empty where it has no name.
    pub(crate) function: &'a str,
    pub(crate) file: &'a str,
    /// From 1.
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// Longest name that only a minifier gives.
const SHORT: usize = 2;

impl<'a> Frame<'a> {
    /// The frame of a line, what stands before it, and whether it is written as Firefox and Safari do.
    fn of(line: &'a str) -> Option<(Frame<'a>, &'a str, bool)> {
        let trimmed = line.trim_start();
        let indent = &line[..line.len() - trimmed.len()];
        if let Some(rest) = trimmed.strip_prefix("at ") {
            let (function, place) = match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
                Some((function, place)) => (function, place),
                None => ("", rest.strip_prefix("async ").unwrap_or(rest)),
            };
            let (file, line, column) = parts(place)?;
            return Some((Frame { function, file, line, column }, indent, false));
        }
        let (function, place) = trimmed.split_once('@')?;
        let (file, line, column) = parts(place)?;
        (!function.contains(' ')).then_some((Frame { function, file, line, column }, indent, true))
    }

    /// Its name in the source: what is called at the place of the frame that called it, or else its own name, but for what
    /// only a minifier calls so.
    pub(crate) fn name(self, called_as: Option<&'a str>) -> &'a str {
        if let Some(name) = called_as {
            return name;
        }
        let plain = self.function.rsplit(' ').next().unwrap_or(self.function);
        match plain.rsplit_once('.') {
            Some((of, name)) if of.len() <= SHORT && name.len() > SHORT => name,
            None if plain.len() <= SHORT => "",
            _ => self.function,
        }
    }
}

/// `https://shop.example/app.js:1:2345`: file, line and column.
fn parts(place: &str) -> Option<(&str, u32, u32)> {
    let (rest, column) = place.rsplit_once(':')?;
    let (file, line) = rest.rsplit_once(':')?;
    (!file.is_empty()).then_some((file, line.parse().ok()?, column.parse().ok()?))
}

/// A trace of a release, where one is known, with the places of its source, where any of its frames has one.
pub(crate) fn resolved(maps: &SourceMaps, trace: &str, release: Option<&str>) -> Option<String> {
    let lines: Vec<&str> = trace.split('\n').collect();
    let frames: Vec<_> = lines
        .iter()
        .map(|line| {
            let (frame, indent, by_at_sign) = Frame::of(line.trim_end())?;
            let place = maps.find((frame.file, release), None, frame.line, frame.column);
            Some((frame, indent, by_at_sign, place))
        })
        .collect();
    if !frames.iter().flatten().any(|(_, _, _, place)| place.is_some()) {
        return None;
    }
    let mut text = String::with_capacity(trace.len());
    for (index, (line, found)) in lines.iter().zip(&frames).enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let Some((frame, indent, by_at_sign, Some(place))) = found else {
            text.push_str(line);
            continue;
        };
        let caller = frames.get(index + 1).and_then(Option::as_ref);
        let function = frame.name(caller.and_then(|(_, _, _, place)| place.as_ref()?.name));
        text.push_str(&written(indent, function, place, *by_at_sign));
    }
    Some(text)
}

fn written(indent: &str, function: &str, place: &Place<'_>, by_at_sign: bool) -> String {
    let Place { source, line, column, .. } = place;
    match (by_at_sign, function) {
        (true, _) => format!("{indent}{function}@{source}:{line}:{column}"),
        (false, "") => format!("{indent}at {source}:{line}:{column}"),
        (false, _) => format!("{indent}at {function} ({source}:{line}:{column})"),
    }
}
