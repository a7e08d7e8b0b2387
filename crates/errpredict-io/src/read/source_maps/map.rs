//! One source map: its mappings unpacked, and the place that a place of the minified file comes from.

use serde::Deserialize;

/// A place in a source; line and column from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    pub(crate) source: &'a str,
    pub(crate) line: u32,
    pub(crate) column: u32,
    /// What stands there is called so in the source.
    pub(crate) name: Option<&'a str>,
}

/// Mappings in the order of the minified file.
#[derive(Debug)]
pub(crate) struct SourceMap {
    sources: Vec<String>,
    names: Vec<String>,
    mappings: Vec<Mapping>,
}

/// Numbers from 0; [`NONE`] where there is no source or no name.
#[derive(Debug, Clone, Copy)]
struct Mapping {
    line: u32,
    column: u32,
    source: u32,
    source_line: u32,
    source_column: u32,
    name: u32,
}

const NONE: u32 = u32::MAX;
/// Sections inside sections.
const MAX_DEPTH: usize = 4;

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    sources: Vec<Option<String>>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    mappings: String,
    #[serde(rename = "sourceRoot")]
    source_root: Option<String>,
    #[serde(default)]
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct Section {
    offset: Offset,
    map: Written,
}

#[derive(Deserialize)]
struct Offset {
    line: u32,
    column: u32,
}

#[derive(Deserialize)]
struct Ids {
    #[serde(rename = "debugId", alias = "debug_id")]
    debug_id: Option<String>,
}

/// The debug id that a map states.
pub(crate) fn debug_id(bytes: &[u8]) -> Option<String> {
    // Most maps have none and need not be read for it.
    memchr::memmem::find(bytes, b"\"debug")?;
    serde_json::from_slice::<Ids>(without_guard(bytes)).ok()?.debug_id
}

/// Without the line that some servers put before JSON so that no script can take it for one.
fn without_guard(bytes: &[u8]) -> &[u8] {
    if !bytes.starts_with(b")]}") {
        return bytes;
    }
    memchr::memchr(b'\n', bytes).map_or(bytes, |end| &bytes[end + 1..])
}

impl SourceMap {
    /// Nothing for what is no map or a damaged one.
    pub(crate) fn parse(bytes: &[u8]) -> Option<SourceMap> {
        let written: Written = serde_json::from_slice(without_guard(bytes)).ok()?;
        let mut map = SourceMap { sources: Vec::new(), names: Vec::new(), mappings: Vec::new() };
        map.add(written, (0, 0), MAX_DEPTH)?;
        map.mappings.sort_by_key(|mapping| (mapping.line, mapping.column));
        Some(map)
    }

    fn add(&mut self, written: Written, (line, column): (u32, u32), depth: usize) -> Option<()> {
        let (sources, names) = (self.sources.len() as u32, self.names.len() as u32);
        let root = written.source_root.as_deref().unwrap_or("");
        self.sources.extend(written.sources.iter().map(|name| shown(root, name.as_deref().unwrap_or(""))));
        self.names.extend(written.names);
        let begin = self.mappings.len();
        unpack(written.mappings.as_bytes(), &mut self.mappings)?;
        for mapping in &mut self.mappings[begin..] {
            mapping.column += if mapping.line == 0 { column } else { 0 };
            mapping.line += line;
            mapping.source =
                if mapping.source == NONE { NONE } else { mapping.source.checked_add(sources)? };
            mapping.name = if mapping.name == NONE { NONE } else { mapping.name.checked_add(names)? };
        }
        for section in written.sections {
            self.add(section.map, (section.offset.line, section.offset.column), depth.checked_sub(1)?)?;
        }
        Some(())
    }

    /// The source of a place; line and column from 0.
    pub(crate) fn find(&self, line: u32, column: u32) -> Option<Place<'_>> {
        let after = self.mappings.partition_point(|mapping| (mapping.line, mapping.column) <= (line, column));
        let mapping = self.mappings[..after].last().filter(|mapping| mapping.line == line)?;
        Some(Place {
            source: self.sources.get(mapping.source as usize).filter(|source| !source.is_empty())?,
            line: mapping.source_line.checked_add(1)?,
            column: mapping.source_column.checked_add(1)?,
            name: self.names.get(mapping.name as usize).map(String::as_str),
        })
    }
}

/// The path of a source as people know it: without the scheme that a bundler put in front, and without steps upwards.
fn shown(root: &str, source: &str) -> String {
    let whole = if root.is_empty() || source.contains("://") {
        source.to_owned()
    } else {
        format!("{}/{source}", root.trim_end_matches('/'))
    };
    let path = match whole.split_once("://") {
        // `webpack:///./src/a.ts`, `webpack://shop/src/a.ts`
        Some((scheme, rest)) if !scheme.starts_with("http") && !scheme.starts_with("file") => {
            rest.split_once('/').map_or(rest, |(_, path)| path)
        }
        _ => &whole,
    };
    let mut path = path.split('?').next().unwrap_or(path);
    while let Some(rest) = path.strip_prefix("./").or_else(|| path.strip_prefix("../")) {
        path = rest;
    }
    path.to_owned()
}

/// `AAAA,SACA;CAAC`: lines end with `;`, mappings with `,`; each is one, four or five numbers, the differences to those
/// before, in base 64 with five bits a digit, the sign last.
fn unpack(text: &[u8], into: &mut Vec<Mapping>) -> Option<()> {
    let (mut line, mut column) = (0u32, 0i64);
    // Source, line, column and name of the mapping before.
    let mut state = [0i64; 4];
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b';' => {
                (line, column) = (line.checked_add(1)?, 0);
                at += 1;
            }
            b',' => at += 1,
            _ => {
                let mut fields = [0i64; 5];
                let mut n = 0;
                while let Some(byte) = text.get(at)
                    && !matches!(byte, b',' | b';')
                {
                    let (number, used) = digits(&text[at..])?;
                    *fields.get_mut(n)? = number;
                    (n, at) = (n + 1, at + used);
                }
                column += fields[0];
                let mut mapping = Mapping {
                    line,
                    column: place(column)?,
                    source: NONE,
                    source_line: 0,
                    source_column: 0,
                    name: NONE,
                };
                if n >= 4 {
                    state.iter_mut().zip(&fields[1..n]).for_each(|(sum, step)| *sum += step);
                    let [source, source_line, source_column] =
                        [place(state[0])?, place(state[1])?, place(state[2])?];
                    mapping = Mapping { source, source_line, source_column, ..mapping };
                }
                if n == 5 {
                    mapping.name = place(state[3])?;
                }
                if !matches!(n, 1 | 4 | 5) {
                    return None;
                }
                into.push(mapping);
            }
        }
    }
    Some(())
}

fn place(number: i64) -> Option<u32> {
    u32::try_from(number).ok().filter(|number| *number != NONE)
}

/// One number and its bytes.
fn digits(text: &[u8]) -> Option<(i64, usize)> {
    let (mut number, mut shift) = (0i64, 0);
    for (index, byte) in text.iter().enumerate() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        // Seven digits hold more than 32 bits.
        if shift > 30 {
            return None;
        }
        number |= i64::from(digit & 31) << shift;
        shift += 5;
        if digit & 32 == 0 {
            let magnitude = number >> 1;
            return Some((if number & 1 == 1 { -magnitude } else { magnitude }, index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_standard() {
        for (text, number) in
            [("A", 0), ("C", 1), ("D", -1), ("2H", 123), ("gkxH", 123_456), ("hkxH", -123_456)]
        {
            assert_eq!(digits(text.as_bytes()), Some((number, text.len())), "{text}");
        }
        for text in ["", "g", "!", "gggggggA"] {
            assert_eq!(digits(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn paths_of_bundlers() {
        for (root, source, path) in [
            ("", "webpack:///./src/pay.ts", "src/pay.ts"),
            ("", "webpack://shop/./src/pay.ts?a1b2", "src/pay.ts"),
            ("", "../../src/pay.ts", "src/pay.ts"),
            ("/srv/app/", "pay.ts", "/srv/app/pay.ts"),
            ("x", "https://shop.example/pay.js", "https://shop.example/pay.js"),
        ] {
            assert_eq!(shown(root, source), path, "{source}");
        }
    }

    #[test]
    fn sections_lie_where_they_say() {
        let map = r#"{"version":3,"sections":[{"offset":{"line":0,"column":10},"map":{"version":3,"sources":["a.ts"],"names":["f"],"mappings":"AAAAA;AACA"}},{"offset":{"line":3,"column":0},"map":{"version":3,"sources":["b.ts"],"names":[],"mappings":"AAEE"}}]}"#;
        let map = SourceMap::parse(map.as_bytes()).unwrap();
        let at = |line, column| {
            map.find(line, column).map(|place| (place.source, place.line, place.column, place.name))
        };
        assert_eq!(at(0, 9), None);
        assert_eq!(at(0, 10), Some(("a.ts", 1, 1, Some("f"))));
        assert_eq!(at(1, 4), Some(("a.ts", 2, 1, None)));
        assert_eq!(at(2, 0), None);
        assert_eq!(at(3, 99), Some(("b.ts", 3, 3, None)));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[A-Za-z0-9+/;,!]{0,60}") {
            let _ = unpack(text.as_bytes(), &mut Vec::new());
            let _ = SourceMap::parse(format!("{{\"sources\":[\"a\"],\"mappings\":\"{text}\"}}").as_bytes());
        }
    }
}
