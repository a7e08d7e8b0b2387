//! Forms of lines that a user describes: a regular expression with names, or a pattern in the way of grok.
//!
//! `(?<timestamp>\S+) (?<severity>\w+) (?<message>.*)`, or `%{TIMESTAMP_ISO8601:timestamp} %{LOGLEVEL:level}
//! %{GREEDYDATA:message}`. The names are those of fields or any of their other names; one of them must be the time. A
//! pattern is tried before every other form, from the beginning of a line. Expressions are matched in linear time
//! whatever they and the lines are.

use errpredict::{Error, ErrorKind, Result};
use regex::Regex;

use super::fields::{Field, FieldTree, Meaning};

/// Longest pattern; a longer one is a mistake.
const MAX_BYTES: usize = 4096;
/// Largest automaton of a pattern: expressions such as `a{1000}{1000}` are refused.
const MAX_COMPILED: usize = 1 << 20;

/// Names of grok and the expressions they stand for (Logstash's patterns, shortened where they are long).
const GROK: &[(&str, &str)] = &[
    ("TIMESTAMP_ISO8601", r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"),
    ("SYSLOGTIMESTAMP", r"[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d"),
    ("HTTPDATE", r"\d{1,2}/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}"),
    ("DATESTAMP", r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[- ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?"),
    ("TIMESTAMP", r"\d[\d./:,TZ+-]*(?: \d[\d:.,]*)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?"),
    ("LOGLEVEL", r"[A-Za-z]+\d?"),
    ("NUMBER", r"[+-]?\d+(?:\.\d+)?"),
    ("BASE10NUM", r"[+-]?\d+(?:\.\d+)?"),
    ("INT", r"[+-]?\d+"),
    ("POSINT", r"[1-9]\d*"),
    ("NONNEGINT", r"\d+"),
    ("WORD", r"\w+"),
    ("NOTSPACE", r"\S+"),
    ("SPACE", r"\s*"),
    ("DATA", r".*?"),
    ("GREEDYDATA", r".*"),
    ("QUOTEDSTRING", r#""(?:[^"\\]|\\.)*""#),
    ("QS", r#""(?:[^"\\]|\\.)*""#),
    ("UUID", r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
    ("IP", r"[0-9A-Fa-f:.]+"),
    ("IPORHOST", r"[0-9A-Za-z:._-]+"),
    ("HOSTNAME", r"[0-9A-Za-z._-]+"),
    ("USER", r"[a-zA-Z0-9._-]+"),
    ("USERNAME", r"[a-zA-Z0-9._-]+"),
    ("PROG", r"[\x21-\x5a\x5c\x5e-\x7e]+"),
    ("JAVACLASS", r"[A-Za-z0-9_.$]+"),
    ("URIPATH", r"/[^\s?#]*"),
    ("URIPATHPARAM", r"/\S*"),
    ("URI", r"\w+://\S+"),
    ("PATH", r"[/\\]?\S+"),
];

/// A form of lines, ready to be matched.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub(crate) regex: Regex,
    /// The name of each group, by its number.
    pub(crate) names: Vec<Option<String>>,
}

impl Pattern {
    /// Checks a pattern.
    ///
    /// # Errors
    /// `invalid_setting`, with what is wrong where.
    pub(crate) fn new(text: &str) -> Result<Pattern> {
        let bad = |why: String| {
            Error::new(ErrorKind::InvalidSetting, format!("the pattern `{text}` cannot be used: {why}"))
                .with("setting", "patterns")
        };
        if text.is_empty() || text.len() > MAX_BYTES {
            return Err(bad(format!("expected 1 to {MAX_BYTES} bytes")));
        }
        let expression = expanded(text).map_err(bad)?;
        let regex = regex::RegexBuilder::new(&format!("^(?:{expression})"))
            .size_limit(MAX_COMPILED)
            .build()
            .map_err(|error| {
                bad(error.to_string().lines().last().unwrap_or("no regular expression").to_owned())
            })?;
        let names: Vec<Option<String>> =
            regex.capture_names().map(|name| name.map(|name| name.replace("__", "."))).collect();
        let tree = FieldTree::new(&std::collections::BTreeMap::new())?;
        let known: Vec<Meaning> =
            names.iter().flatten().filter_map(|name| tree.flat(name.as_bytes())).collect();
        if !known.iter().any(|meaning| meaning.field == Field::Timestamp) {
            return Err(bad(
                "no group is named `timestamp`, such as (?<timestamp>\\S+) or %{TIMESTAMP:timestamp}"
                    .to_owned(),
            ));
        }
        Ok(Pattern { regex, names })
    }
}

/// `%{NAME:field}` written out.
fn expanded(text: &str) -> std::result::Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find("%{") {
        out.push_str(&rest[..begin]);
        let inside = &rest[begin + 2..];
        let end = inside.find('}').ok_or("a `%{` has no `}`")?;
        let mut parts = inside[..end].split(':');
        let name = parts.next().unwrap_or("");
        let (_, expression) = GROK.iter().find(|(known, _)| *known == name).ok_or_else(|| {
            let names: Vec<&str> = GROK.iter().map(|(known, _)| *known).collect();
            format!("`%{{{name}}}` is not known; known are {}", names.join(", "))
        })?;
        match parts.next() {
            // A dot may not stand in the name of a group.
            Some(field) => out.push_str(&format!("(?<{}>{expression})", field.replace('.', "__"))),
            None => out.push_str(&format!("(?:{expression})")),
        }
        rest = &inside[end + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

/// The number of the first pattern that a line matches.
pub(crate) fn matching(patterns: &[Pattern], line: &str) -> Option<usize> {
    patterns.iter().position(|pattern| pattern.regex.is_match(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_checked_and_explained() {
        for (text, why) in [
            ("(?<timestamp>", "unclosed"),
            ("%{TIMESTAMP:timestamp", "no `}`"),
            ("%{NOTHING:timestamp}", "`%{NOTHING}` is not known; known are TIMESTAMP_ISO8601"),
            (r"(?<message>.*)", "no group is named `timestamp`"),
            ("", "1 to 4096 bytes"),
            (r"(?<timestamp>a{1000}{1000})", "size"),
        ] {
            let error = Pattern::new(text).unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
        for text in [
            r"(?<ts>\S+) (?P<level>\w+) (?<msg>.*)",
            "%{TIMESTAMP_ISO8601:@timestamp}",
            "%{HTTPDATE:time} %{NUMBER:http.status_code}",
        ] {
            let found = Pattern::new(text);
            assert_eq!(found.is_ok(), !text.contains('@'), "{text}: {found:?}");
        }
        let grok =
            Pattern::new("%{TIMESTAMP_ISO8601:timestamp} %{LOGLEVEL:level} %{GREEDYDATA:message}").unwrap();
        assert_eq!(matching(std::slice::from_ref(&grok), "2026-11-23 06:57:22,125 ERROR it broke"), Some(0));
        assert_eq!(matching(&[grok], "it broke"), None);
    }
}
