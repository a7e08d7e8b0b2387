//! How a line of a plain log begins: a time, perhaps a level before it, perhaps in a dress of its own.
//!
//! - `TIME ...`, `[TIME] ...`, `[TIME: ...`, `"TIME" ...`, `LEVEL TIME ...`, `[LEVEL]\tTIME ...`;
//! - the dresses of single programs ([`super::programs`], [`super::dresses`]);
//! - the time as a later word, where the lines of a file have it in one place.

use super::colour;
use super::dresses;
pub(crate) use super::head::Head;
use super::head::bracketed;
use super::level;
use super::programs;
use super::stamp;
use super::time::TimeError;
use super::zone::{TimeRule, Zone};

/// What stands between a level and the time after it.
const SEPARATORS: [u8; 7] = [b' ', b'\t', b':', b'-', b',', b'|', b';'];

/// What a line begins with; nothing if there is no time.
#[inline]
pub(crate) fn head(line: &[u8], rule: TimeRule) -> Option<Head> {
    let first = *line.first()?;
    match first {
        b'0'..=b'9' => stamp::stamp(line, rule)
            .map(Head::of)
            .or_else(|| programs::redis(line, rule))
            .or_else(|| dresses::after_number(line, rule))
            .or_else(|| dresses::after_address(line, rule))
            .or_else(|| after_id(line, rule)),
        b'[' => bracketed(line, rule)
            .or_else(|| after_level(line, rule))
            .or_else(|| programs::in_brackets(line, rule))
            .or_else(|| dresses::after_bracket(line, rule)),
        b'*' | b'#' | b'=' => programs::behind_signs(line, rule)
            .or_else(|| dresses::after_words(line, rule))
            .or_else(|| dresses::after_signs(line, rule)),
        b'"' => quoted(line, rule),
        b'A'..=b'Z' | b'a'..=b'z' => {
            if line.get(1).is_some_and(|byte| byte.is_ascii_digit() || *byte == b',') {
                return programs::glog(line, rule)
                    .or_else(|| programs::ruby(line, rule))
                    .or_else(|| dresses::by_words(line, rule))
                    .or_else(|| after_id(line, rule));
            }
            stamp::stamp(line, rule)
                .map(Head::of)
                .or_else(|| after_level(line, rule))
                .or_else(|| programs::by_words(line, rule))
                .or_else(|| dresses::by_words(line, rule))
                .or_else(|| after_id(line, rule))
        }
        b'<' => after_level(line, rule)
            .or_else(|| programs::in_angles(line, rule))
            .or_else(|| dresses::after_words(line, rule)),
        b'-' => dresses::of_a_node(line, rule).or_else(|| dresses::after_signs(line, rule)),
        b'(' | b'{' => dresses::in_round(line, rule),
        b'@' => dresses::tai64n(line),
        b'>' => dresses::after_words(line, rule).or_else(|| dresses::after_signs(line, rule)),
        0xc3..=0xef => stamp::stamp(line, rule).map(Head::of),
        _ => None,
    }
}

/// Month and day of the time that a line begins with, wherever that stands in its head, if it names no year.
pub(crate) fn month_and_day(line: &[u8]) -> Option<(i64, i64)> {
    /// It has a 29th of February.
    const ANY: TimeRule =
        TimeRule { zone: Zone::Offset(0), year: Some(2000), first: None, day_first: false, date: None };
    if head(line, TimeRule { year: None, ..ANY })?.time != Err(TimeError::NoYear) {
        return None;
    }
    let time = head(line, ANY)?.time.ok()?;
    let text = time.to_string();
    Some((text.get(5..7)?.parse().ok()?, text.get(8..10)?.parse().ok()?))
}

/// The time that is word number `place` of a line, from 0; what follows it is the rest of the line.
pub(crate) fn head_at(line: &[u8], place: usize, rule: TimeRule) -> Option<Head> {
    let mut at = 0;
    for _ in 0..place {
        at += line[at..].iter().position(|byte| matches!(byte, b' ' | b'\t'))?;
        at += line[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    }
    let found = stamp::stamp(&line[at..], rule)
        .map(Head::of)
        .or_else(|| bracketed(&line[at..], rule))
        .or_else(|| dresses::after_number(&line[at..], rule))?;
    // `ERROR [main] TIME ...` (Cassandra)
    let severity = found.severity.or_else(|| level::first_word(line).map(|(severity, _)| severity));
    Some(Head { severity, used: at + found.used, ..found })
}

/// `"TIME"`
fn quoted(line: &[u8], rule: TimeRule) -> Option<Head> {
    let found = stamp::stamp(&line[1..], rule).map(Head::of)?;
    (line.get(found.used + 1) == Some(&b'"')).then(|| Head { used: found.used + 2, ..found })
}

/// `[main] TIME`, `[Camel (camel-1) thread #2 - file://in] TIME` after a level: the name of a thread may have blanks.
fn after_thread(text: &[u8], rule: TimeRule) -> Option<Head> {
    /// Names of threads are shorter, with a time beside them.
    const MAX_BYTES: usize = 120;
    // A clock alone may be part of the text.
    let dated = TimeRule { date: None, ..rule };
    let ends = memchr::memchr_iter(b']', &text[..text.len().min(MAX_BYTES)]);
    let at =
        ends.map(|close| close + 2).find(|at| matches!(text.get(at - 1..), Some([b' ', b'0'..=b'9', ..])))?;
    let found = stamp::stamp(&text[at..], dated)?;
    Some(Head { used: at + found.used, ..Head::of(found) })
}

/// `a1b2c3d4-0000-0000-0000-000000000001 TIME`: an id of 36 signs before the time.
fn after_id(line: &[u8], rule: TimeRule) -> Option<Head> {
    const BYTES: usize = 36;
    // Most lines are told apart by the first of these.
    let is_id = line.get(8) == Some(&b'-')
        && line.get(BYTES) == Some(&b' ')
        && line[..BYTES].iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    if !is_id {
        return None;
    }
    let found = stamp::stamp(&line[BYTES + 1..], rule)?;
    Some(Head { used: BYTES + 1 + found.used, ..Head::of(found) })
}

/// `LEVEL TIME`
fn after_level(line: &[u8], rule: TimeRule) -> Option<Head> {
    let (severity, word) = level::first_word(line)?;
    let mut at = word;
    loop {
        at += colour::leading(&line[at..]);
        match line.get(at) {
            Some(byte) if SEPARATORS.contains(byte) => at += 1,
            _ => break,
        }
    }
    // `ERROR[11-23|06:57:22.125]` and `[ERROR]2026-11-23` need nothing between.
    if at == word && line.get(at) != Some(&b'[') && line[word - 1] != b']' {
        return None;
    }
    let rest = &line[at..];
    let found = match rest.first()? {
        b'[' => bracketed(rest, rule).or_else(|| after_thread(rest, rule))?,
        _ => stamp::stamp(rest, rule).or_else(|| stamp::day_of_year_and_clock(rest, rule)).map(Head::of)?,
    };
    Some(Head { severity: Some(severity), used: at + found.used, ..found })
}

#[cfg(test)]
mod tests {
    use errpredict::Severity;

    use super::*;
    use crate::read::zone::ANY;

    #[test]
    fn heads() {
        for (line, severity, rest) in [
            ("2026-11-23T06:57:22Z ERROR x", None, " ERROR x"),
            ("[2026-11-23 06:57:22] production.ERROR: x", None, " production.ERROR: x"),
            ("[2026-11-23T06:57:22,125][INFO ][a] x", None, "[INFO ][a] x"),
            ("[2026-11-23 06:57:22,125: ERROR/Main] x", None, ": ERROR/Main] x"),
            ("[23-Nov-2026 06:57:22 UTC] PHP Fatal error:  x", None, " PHP Fatal error:  x"),
            ("[23-Nov-2026 06:57:22 Nowhere/Else] x", None, " x"),
            ("[Mon Nov 23 06:57:22 2026] usb 1-1: x", None, " usb 1-1: x"),
            ("[11.23 06:57:22] chrome.exe - x", None, " chrome.exe - x"),
            ("\"2026-11-23 06:57:22\"\t\"x\"", None, "\t\"x\""),
            ("ERROR 2026-11-23 06:57:22,125 views x", Some(Severity::High), " views x"),
            ("[ERROR]\t2026-11-23T06:57:22Z\tx", Some(Severity::High), "\tx"),
            ("WARNING: [2026-11-23 06:57:22] x", Some(Severity::Medium), " x"),
            ("E1123 06:57:22.125000    1 a.go:12] x", Some(Severity::High), " x"),
            ("I20261123 06:57:22.125000 1 a.cc:12] x", Some(Severity::Info), " x"),
            ("E, [2026-11-23T06:57:22.125 #12] ERROR -- : x", Some(Severity::High), " x"),
            ("W, [2026-11-23T06:57:22.125 #12]  WARN -- web: x", Some(Severity::Medium), " x"),
            ("26571:M 23 Nov 2026 06:57:22.125 # x", Some(Severity::Medium), " x"),
            ("26571:M 23 Nov 2026 06:57:22.125 * x", Some(Severity::Low), " x"),
            ("20261123-06:57:22:606|Step|300|x", None, "|Step|300|x"),
            ("[12] 23 Nov 06:57:22.125 # x", Some(Severity::Medium), " x"),
            ("[12] 23 Nov 06:57:22.125 * x", Some(Severity::Low), " x"),
            ("ERROR [Camel (c-1) thread #2 - x] 2026-11-23 06:57:22,125 x", Some(Severity::High), " x"),
            ("INFO  [Peer[myid=1]:A] 2026-11-23 06:57:22,125 x", Some(Severity::Info), " x"),
            ("[UTC Nov 23 06:57:22] error    : x", None, " error    : x"),
            ("1:signal-handler (1795417042) x", None, " x"),
            ("FATA[2026-11-23T06:57:22Z] x", Some(Severity::Critical), " x"),
            ("[ERROR]2026-11-23 06:57:22 x", Some(Severity::High), " x"),
            ("a1b2c3d4-0000-0000-0000-000000000001 2026-11-23 06:57:22 [ERR] x", None, " [ERR] x"),
            ("[ALERT] 326/065722 (14) : x", Some(Severity::Critical), " (14) : x"),
            ("[#|2026-11-23T07:57:22.125+0100|SEVERE|a|b.c|_ThreadID=1;|x|#]", Some(Severity::High), "x|#]"),
            ("1.795417042125e+09\terror\tx", None, "\terror\tx"),
        ] {
            let found = head(line.as_bytes(), ANY).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.severity, &line[found.used..]), (severity, rest), "{line}");
        }
        for line in [
            "",
            "it broke",
            "E1123",
            "ERROR x",
            "[pid 12] x",
            "  at x",
            "[12] x",
            "10.0.0.1 - -",
            "E, x",
            "ERROR [a b] 12 x",
            "[#|",
            "[ALERT] 326/0 x",
            "1.79e+09x",
        ] {
            assert_eq!(head(line.as_bytes(), ANY), None, "{line}");
        }
        let hpc = b"134681 node-246 unix.hw state_change 1077804742 1 Component";
        let found = head_at(hpc, 4, ANY).unwrap();
        assert_eq!((found.time.unwrap().ms(), &hpc[found.used..]), (1_077_804_742_000, &b" 1 Component"[..]));
        assert_eq!(head_at(hpc, 3, ANY), None);
        assert_eq!(head_at(b"x", 1, ANY), None);
    }
}
