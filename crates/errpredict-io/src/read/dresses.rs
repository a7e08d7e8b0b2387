//! More dresses in which programs put the time of a line: looked for where no commoner head was found.
//!
//! - `@4000000065b0...` (TAI64N: daemontools, runit, s6), `(TIME) ...`, `[12] TIME ...`, `[main] ERROR TIME ...`;
//! - `L 11/23/2026 - 06:57:22: ...` (Source servers), `M Mon Nov 23 06:57:22 2026` (SAP): one letter before the time;
//! - `1234:20261123:065722.125 ...` (Zabbix), `000123: Nov 23 06:57:22: ...` (Cisco): a number before the time;
//! - `kern  :err   : [TIME] ...` (`dmesg -x`), `tls 2.0 TIME ...` (AWS load balancers);
//! - `Started GET "/a" for 10.0.0.1 at TIME` (Rails), `>>>  Section start TIME` (Windows' setup);
//! - `[0] tail.0: [[1795417042.125, {}], {...}]` (Fluent Bit's standard output);
//! - `- 1795417042 2026.11.23 node ...` (Blue Gene, Thunderbird, Spirit, Liberty): a label, seconds, a date and a node, and
//!   then what the node wrote with a clock of its own.

use errpredict::{Severity, Timestamp};

use super::head::Head;
use super::programs;
use super::stamp;
use super::time::{Stamp, TimeError, pair};
use super::zone::TimeRule;

/// What begins with `@`: `@400000006b02cb1c07735940 `.
///
/// Source: D. J. Bernstein, *TAI64, TAI64N, and TAI64NA* (seconds of TAI from 2^62 on, which was 1970, and nanoseconds),
/// and daemontools' `tai64nlocal`, which like all that write it counts ten seconds between TAI and UTC.
pub(crate) fn tai64n(line: &[u8]) -> Option<Head> {
    const DIGITS: usize = 24;
    const EPOCH: u64 = (1 << 62) + 10;
    let digits = line.get(1..=DIGITS)?;
    let ends = matches!(line.get(DIGITS + 1), None | Some(b' ' | b'\t'));
    if digits[0] != b'4' || !ends {
        return None;
    }
    let text = std::str::from_utf8(digits).ok()?;
    let seconds = u64::from_str_radix(&text[..16], 16).ok()?;
    let nanos = u32::from_str_radix(&text[16..], 16).ok()?;
    let seconds = i64::try_from(seconds.checked_sub(EPOCH)?).ok()?;
    let time = seconds.checked_mul(1000).map(|ms| ms + i64::from(nanos / 1_000_000));
    let time = time.and_then(|ms| Timestamp::from_ms(ms).ok()).ok_or(TimeError::Range);
    Some(Head::of(Stamp { time, used: DIGITS + 1, zoned: true }))
}

/// `(TIME) `, `{TIME} `
pub(crate) fn in_round(line: &[u8], rule: TimeRule) -> Option<Head> {
    let Some(found) = stamp::stamp(&line[1..], rule).map(Head::of) else { return after_round(line, rule) };
    let close = if line[0] == b'(' { b')' } else { b'}' };
    (line.get(found.used + 1) == Some(&close)).then(|| Head { used: found.used + 2, ..found })
}

/// `(ERROR) TIME `
fn after_round(line: &[u8], rule: TimeRule) -> Option<Head> {
    /// The longest name of a level and its bracket.
    const WITHIN: usize = 14;
    let close = memchr::memchr(b')', &line[..line.len().min(WITHIN)])?;
    let level = std::str::from_utf8(&line[1..close]).ok()?;
    let severity = Some(Severity::of_level_name(level)?);
    let at = close + 1 + line[close + 1..].iter().take_while(|byte| **byte == b' ').count();
    // A clock alone may be part of the text.
    let found = stamp::stamp(&line[at..], TimeRule { date: None, ..rule })?;
    Some(Head { severity, used: at + found.used, ..Head::of(found) })
}

/// `---- TIME `, `>>> TIME `, `* TIME `: signs that set a line off.
pub(crate) fn after_signs(line: &[u8], rule: TimeRule) -> Option<Head> {
    const MOST: usize = 8;
    let first = *line.first()?;
    let signs = line.iter().take(MOST).take_while(|byte| **byte == first).count();
    let [b' ', rest @ ..] = &line[signs..] else { return None };
    if !rest.first()?.is_ascii_digit() {
        return None;
    }
    // A list has a day now and then, and mostly numbers.
    let found = stamp::iso(rest, TimeRule { date: None, ..rule })?;
    Some(Head { used: signs + 1 + found.used, ..Head::of(found) })
}

/// `L 11/23/2026 - 06:57:22: `, `M Mon Nov 23 06:57:22 2026`: a letter, which may be that of a level.
pub(crate) fn after_letter(line: &[u8], rule: TimeRule) -> Option<Head> {
    let [letter @ b'A'..=b'Z', b' ', rest @ ..] = line else { return None };
    let found = stamp::stamp(rest, rule)?;
    Some(Head { severity: level_letter(*letter), used: 2 + found.used, ..Head::of(found) })
}

/// The severity of a letter that stands for a level wherever it stands alone.
fn level_letter(letter: u8) -> Option<Severity> {
    match letter {
        b'V' | b'D' | b'I' | b'W' | b'E' | b'F' => Severity::of_level_letter(letter),
        _ => None,
    }
}

/// `1234:20261123:065722.125 ` (Zabbix), `000123: *Nov 23 06:57:22.125 UTC: ` (Cisco): digits and a colon before the time.
pub(crate) fn after_number(line: &[u8], rule: TimeRule) -> Option<Head> {
    /// Longest number of a process or of a line.
    const DIGITS: usize = 10;
    let mut colon = line.iter().take(DIGITS + 1).position(|byte| *byte == b':')?;
    if colon == 0 || !line[..colon].iter().all(u8::is_ascii_digit) {
        return None;
    }
    // `00:0000:00000:00012:2026/11/23 06:57:22.12 ` (Sybase)
    while let Some(digits) = line[colon + 1..].iter().take(DIGITS).position(|byte| !byte.is_ascii_digit())
        && line[colon + 1 + digits] == b':'
        && digits > 0
        && digits != 8
    {
        colon += 1 + digits;
    }
    let rest = &line[colon + 1..];
    let at = match rest.first()? {
        b' ' => 1 + usize::from(matches!(rest.get(1), Some(b'*' | b'.'))),
        b'1' | b'2' if matches!(rest.get(8), Some(b':')) && rest[..8].iter().all(u8::is_ascii_digit) => 0,
        b'1' | b'2'
            if matches!((rest.get(4), rest.get(7)), (Some(b'/'), Some(b'/')) | (Some(b'-'), Some(b'-'))) =>
        {
            0
        }
        _ => return None,
    };
    let found = stamp::stamp(&rest[at..], rule)?;
    // `12: 34` is no time, and `12:06:57:22` another one.
    let is_dated = at == 0 || rest[at..].first().is_some_and(u8::is_ascii_alphabetic);
    is_dated.then(|| Head { used: colon + 1 + at + found.used, ..Head::of(found) })
}

/// A bracket that is no time, perhaps a level, and a time: `[12] TIME`, `[Thr 140] TIME`, `[main] ERROR TIME`, and
/// `[0] tail.0: [[TIME, {}], {...}]`.
pub(crate) fn after_bracket(line: &[u8], rule: TimeRule) -> Option<Head> {
    /// Names of threads and components are shorter, with a time beside them.
    const MAX_BYTES: usize = 120;
    let close = memchr::memchr(b']', &line[..line.len().min(MAX_BYTES)])?;
    let after = line.get(close + 1..)?;
    let rest = after.strip_prefix(b" ").unwrap_or(after);
    let begin = line.len() - rest.len();
    // A clock alone may be part of the text.
    let dated = TimeRule { date: None, ..rule };
    // `[E] TIME ` (InfluxDB), `[E 2026-11-23 06:57:22.125 ServerApp] ` (Jupyter, Tornado)
    let letter = match &line[1..close] {
        [letter] | [letter, b' ', ..] => level_letter(*letter),
        _ => None,
    };
    if letter.is_some()
        && let Some(inside) = line[2..close].strip_prefix(b" ")
    {
        let found = stamp::stamp(inside, rule)?;
        return Some(Head { severity: letter, used: close + 1, ..Head::of(found) });
    }
    // `[ns_server:error,TIME,ns_1@host:pay<0.1>:a:b:12]no answer` (Couchbase)
    if let Some(comma) = memchr::memchr(b',', &line[1..close])
        && let Some(colon) = memchr::memrchr(b':', &line[1..1 + comma])
    {
        let level = std::str::from_utf8(&line[2 + colon..1 + comma]).ok().and_then(Severity::of_level_name);
        if let Some(severity) = level {
            let found = stamp::stamp(&line[comma + 2..], dated)?;
            return Some(Head { severity: Some(severity), used: close + 1, ..Head::of(found) });
        }
    }
    // `[pay][TIME][ERROR] `
    if rest.first() == Some(&b'[') {
        let found = super::head::bracketed(rest, dated)?;
        return Some(Head { severity: letter, used: begin + found.used, ..found });
    }
    if rest.first()?.is_ascii_digit() || stamp::begins_like_a_date(rest) {
        let found = stamp::stamp(rest, dated)?;
        // `[12] 23 Nov 06:57:22.125 # no answer` (Redis before 3)
        let is_sign = line[1].is_ascii_digit() && matches!(rest.get(found.used + 1), Some(b'*' | b'#'));
        let sign = if is_sign { programs::redis_sign(&rest[found.used..]) } else { None };
        let used = begin + found.used + if sign.is_some() { 2 } else { 0 };
        return Some(Head { severity: letter.or(sign), used, ..Head::of(found) });
    }
    if line[1..close].iter().all(u8::is_ascii_digit)
        && let Some(at) = memchr::memmem::find(&rest[..rest.len().min(MAX_BYTES)], b": [")
    {
        let inside = at + 3 + usize::from(rest.get(at + 3) == Some(&b'['));
        let found = stamp::stamp(rest.get(inside..)?, rule).filter(|found| found.zoned)?;
        let end = inside + found.used;
        let before = [&b", {}], "[..], b", "].into_iter().find(|before| rest[end..].starts_with(before))?;
        return Some(Head { used: begin + end + before.len(), ..Head::of(found) });
    }
    let level = std::str::from_utf8(rest.get(..rest.iter().position(|byte| *byte == b' ')?)?).ok()?;
    let severity = Some(level).filter(|level| level.bytes().all(|byte| byte.is_ascii_uppercase()));
    let severity = Severity::of_level_name(severity?)?;
    let at = level.len() + rest[level.len()..].iter().take_while(|byte| **byte == b' ').count();
    let found = stamp::stamp(&rest[at..], dated)?;
    Some(Head { severity: Some(severity), used: begin + at + found.used, ..Head::of(found) })
}

/// The facilities of the kernel's log, as `dmesg -x` names them.
const FACILITIES: [&[u8]; 8] = [b"kern", b"user", b"daemon", b"auth", b"syslog", b"mail", b"cron", b"local"];

/// `kern  :err   : [Mon Nov 23 06:57:28 2026] `
fn of_the_kernel(line: &[u8], rule: TimeRule) -> Option<Head> {
    if !FACILITIES.iter().any(|name| line.starts_with(name)) {
        return None;
    }
    let mut parts = line.splitn(3, |byte| *byte == b':');
    let (_, level, _) = (parts.next()?, parts.next()?, parts.next()?);
    let severity = Severity::of_level_name(std::str::from_utf8(level).ok()?.trim_ascii_end())?;
    let at = memchr::memmem::find(&line[..line.len().min(40)], b": [")? + 2;
    let found = super::head::bracketed(&line[at..], rule)?;
    Some(Head { severity: Some(severity), used: at + found.used, ..found })
}

/// What AWS's load balancers write before the time: the kind of the connection, and the version of the line.
const CONNECTIONS: [&[u8]; 7] = [b"tls 2.0 ", b"tls 1.0 ", b"https ", b"http ", b"h2 ", b"wss ", b"grpcs "];

/// Words before the time that only this program writes: `Started GET "/a" for 10.0.0.1 at TIME` (Rails). The words stay the
/// text.
fn at_the_end(line: &[u8], rule: TimeRule) -> Option<Head> {
    let before = line.strip_prefix(b"Started ")?;
    let at = line.len() - before.len() + memchr::memmem::rfind(before, b" at ")? + b" at ".len();
    let found = stamp::stamp(&line[at..], rule)?;
    (memchr::memmem::find(before, b" for ").is_some() && at + found.used == line.len())
        .then(|| Head { used: 0, ..Head::of(found) })
}

/// Where the clock stands in `MSI (s) (E4:10) [06:57:22:125]: `, as Windows' installer writes.
pub(crate) fn installer(line: &[u8]) -> Option<usize> {
    let rest = line.strip_prefix(b"MSI (")?;
    let open = rest.iter().take(24).position(|byte| *byte == b'[')?;
    Some(line.len() - rest.len() + open + 1)
}

/// What begins with a letter.
#[inline]
pub(crate) fn by_words(line: &[u8], rule: TimeRule) -> Option<Head> {
    match line[0] {
        b'A'..=b'Z' if line.get(1) == Some(&b' ') => after_letter(line, rule),
        b'M' if line.starts_with(b"MSI (") => {
            let at = installer(line)?;
            let found = stamp::stamp(&line[at..], rule)?;
            Some(Head { used: at + found.used + 1, ..Head::of(found) })
        }
        b'S' | b'E' if line.starts_with(b"Start") || line.starts_with(b"End-") => {
            at_the_end(line, rule).or_else(|| after_words(line, rule))
        }
        b'A'..=b'Z' => of_a_node(line, rule),
        b't' | b'h' | b'w' | b'g' => {
            let kind = CONNECTIONS.iter().find(|kind| line.starts_with(kind))?;
            let found = stamp::stamp(&line[kind.len()..], rule)?;
            Some(Head { used: kind.len() + found.used, ..Head::of(found) })
        }
        b'k' | b'u' | b'd' | b'a' | b's' | b'm' | b'c' | b'l'
            if memchr::memchr(b':', &line[..line.len().min(12)]).is_some() =>
        {
            of_the_kernel(line, rule)
        }
        _ => None,
    }
}

/// `- 1795417042 2026.11.23 node `, with a word in capitals for the `-` where somebody found the line worth an alert. What
/// follows has a clock of its own: that of Blue Gene is passed over with all that stands before its level, that of syslog is
/// left for [`super::syslog::after_head`].
pub(crate) fn of_a_node(line: &[u8], rule: TimeRule) -> Option<Head> {
    let label = line.iter().take(16).position(|byte| *byte == b' ')?;
    let is_label = line[..label]
        .iter()
        .all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'-' | b'_' | b'0'..=b'9'));
    let rest = &line[label + 1..];
    let date = rest.get(11..22)?;
    if !is_label || rest[10] != b' ' || (date[4], date[7], date[10]) != (b'.', b'.', b' ') {
        return None;
    }
    let found = stamp::stamp(rest, rule).filter(|found| found.used == 10)?;
    let after = label + 1 + 22;
    let word = |at: usize| at + line[at..].iter().position(|byte| *byte == b' ').unwrap_or(line.len() - at);
    let node = word(after);
    let head = Head { used: node, ..Head::of(found) };
    let text = line.get(node + 1..).unwrap_or(b"");
    // `2005-06-03-15.42.50.363779 R02-M1-N0 RAS KERNEL INFO `
    let is_clock = text.get(..20).is_some_and(|text| {
        (text[4], text[7], text[10], text[13], text[16]) == (b'-', b'-', b'-', b'.', b'.')
            && pair(text[17], text[18]).is_some()
    });
    if !is_clock {
        return Some(head);
    }
    let clock = word(node + 1);
    // Node, type and facility stand between the clock and the level.
    let begin = (0..3).fold(clock, |at, _| word((at + 1).min(line.len())));
    let begin = (begin + 1).min(line.len());
    let level = std::str::from_utf8(&line[begin..word(begin)]).ok().and_then(Severity::of_level_name);
    Some(match level {
        Some(level) => Head { severity: Some(level), used: word(begin), ..head },
        None => Head { used: clock, ..head },
    })
}

/// Words after which a program writes the time, and nothing else does; they stay the text.
const LEADS: [&[u8]; 5] = [
    b">>>  Section start ",
    b"<<<  Section end ",
    b"Start-Date: ",
    b"End-Date: ",
    b"=== Verbose logging started: ",
];

/// `>>>  Section start 2026/11/23 06:57:22.125` (Windows' setup), `Start-Date: 2026-11-23  06:57:22` (apt).
pub(crate) fn after_words(line: &[u8], rule: TimeRule) -> Option<Head> {
    // `<W>2026-11-23 06:57:22.125 no answer` (Mumble)
    if let [b'<', letter, b'>', rest @ ..] = line {
        let found = stamp::stamp(rest, rule)?;
        return Some(Head { severity: level_letter(*letter), used: 3 + found.used, ..Head::of(found) });
    }
    let at = LEADS.iter().find(|start| line.starts_with(start))?.len();
    let found = stamp::stamp(&line[at..], rule)?;
    Some(Head { used: 0, ..Head::of(found) })
}

/// `10.0.0.1 -  23/Nov/2026:06:57:30 +0000 "GET /index.php" 500`, as php-fpm writes requests; the line stays the text.
pub(crate) fn after_address(line: &[u8], rule: TimeRule) -> Option<Head> {
    /// The longest address, and a user.
    const WITHIN: usize = 80;
    let text = &line[..line.len().min(WITHIN)];
    let mark = memchr::memchr(b' ', text)?;
    let after = text[mark..].strip_prefix(b" - ")?;
    let is_address = line[..mark].iter().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'));
    let user = memchr::memchr(b' ', after)?;
    let at = mark + 3 + user + 1;
    let found = stamp::stamp(line.get(at..)?, rule).filter(|found| found.zoned && is_address)?;
    (line.get(at + found.used..)?.starts_with(b" \"")).then(|| Head { used: 0, ..Head::of(found) })
}

#[cfg(test)]
mod tests {
    use errpredict::Severity;

    use crate::read::line_head::head;
    use crate::read::zone::ANY;

    #[test]
    fn rare_heads() {
        for (line, severity, rest) in [
            ("@400000006b02cb1c07735940 x", None, " x"),
            ("(2026-11-23 06:57:22.125) [ERROR] x", None, " [ERROR] x"),
            (
                "[123] 23/11/2026 -- 06:57:26 - (suricata.c:1) <Notice> x",
                None,
                " - (suricata.c:1) <Notice> x",
            ),
            ("[Thr 140] Mon Nov 23 06:57:23:125 2026", None, ""),
            ("[Macaron] 2026-11-23 06:57:27: x", None, ": x"),
            ("{2026-11-23 06:57:22} ERROR x", None, " ERROR x"),
            ("(ERROR) 2026-11-23 06:57:22 x", Some(Severity::High), " x"),
            ("---- 2026-11-23 06:57:22 ERROR x ----", None, " ERROR x ----"),
            (">>> 2026-11-23 06:57:22 ERROR x", None, " ERROR x"),
            ("* 2026-11-23 06:57:22 ERROR x", None, " ERROR x"),
            ("<W>2026-11-23 06:57:22.125 x", Some(Severity::Medium), " x"),
            ("[ns_server:error,2026-11-23T06:57:22.125Z,ns_1@h:x<0.1>:a:b:12]x", Some(Severity::High), "x"),
            ("November 23rd 2026, 6:57:22 am ERROR x", None, " ERROR x"),
            ("06:57:22 23.11.2026 ERROR x", None, " ERROR x"),
            ("20261123.06h57m22s x", None, " x"),
            ("[E 2026-11-23 06:57:22.125 ServerApp] x", Some(Severity::High), " x"),
            ("[W 261123 06:57:22 web:12] x", Some(Severity::Medium), " x"),
            ("[E] 2026-11-23T06:57:22Z x", Some(Severity::High), " x"),
            ("[pay][2026-11-23 06:57:22][ERROR] x", None, "[ERROR] x"),
            ("00:0000:00000:00012:2026/11/23 06:57:22.12 server  x", None, " server  x"),
            ("ERROR|2026-11-23 06:57:22|x", Some(Severity::High), "|x"),
            ("ERROR;2026-11-23 06:57:22;x", Some(Severity::High), ";x"),
            ("[main] ERROR 2026-11-23 06:57:22.125 - x", Some(Severity::High), " - x"),
            ("[0] tail.0: [[1795417046.125678901, {}], {\"log\"=>\"x\"}]", None, "{\"log\"=>\"x\"}]"),
            ("[0] cpu.local: [1795417046.125678901, {\"log\"=>\"x\"}]", None, "{\"log\"=>\"x\"}]"),
            ("L 11/23/2026 - 06:57:22: x", None, ": x"),
            ("M Mon Nov 23 06:57:22:125 2026", None, ""),
            ("E 2026-11-23 06:57:22 x", Some(Severity::High), " x"),
            ("1234:20261123:065722.125 x", None, " x"),
            ("000123: Nov 23 06:57:27.125 UTC: %SYS-2-X: x", None, ": %SYS-2-X: x"),
            ("kern  :err   : [Mon Nov 23 06:57:28 2026] x", Some(Severity::High), " x"),
            ("tls 2.0 2026-11-23T06:57:25 net/nlb x", None, " net/nlb x"),
            (
                "Started GET \"/a\" for 10.0.0.1 at 2026-11-23 06:57:22 +0100",
                None,
                "Started GET \"/a\" for 10.0.0.1 at 2026-11-23 06:57:22 +0100",
            ),
            (
                ">>>  Section start 2026/11/23 06:57:22.125",
                None,
                ">>>  Section start 2026/11/23 06:57:22.125",
            ),
            (
                "- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 crond[1]: x",
                None,
                " Nov 9 12:01:01 dn228/dn228 crond[1]: x",
            ),
            (
                "- 1117838572 2005.06.03 R02 2005-06-03-15.42.52.363779 R02 RAS MMCS FAILURE x",
                Some(Severity::High),
                " x",
            ),
            (
                "APPREAD 1117838572 2005.06.03 R02 2005-06-03-15.42.52.363779 R02 RAS APP FATAL x",
                Some(Severity::Critical),
                " x",
            ),
            ("- 1117838575 2005.06.03 R02 2005-06-03-15.42.55.363779", None, ""),
            ("ERROR[11-23|06:57:22.125] x", Some(Severity::High), " x"),
            ("INFO [11-23|06:57:22.125] x", Some(Severity::Info), " x"),
            ("E261123 06:57:22.125678 12 server/a.go:34 ⋮ [n1] 5  x", Some(Severity::High), " [n1] 5  x"),
        ] {
            let found = head(line.as_bytes(), ANY).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.severity, &line[found.used..]), (severity, rest), "{line}");
            assert!(found.time.is_ok(), "{line}");
        }
        for line in [
            "@400000006b02cb1c0773594 x",
            "@x",
            "(a) x",
            "[12] x",
            "[a] 12:30:00 x",
            "A 12 x",
            "12: 34 x",
            "12:34 x",
            "kernel: x",
            "Started x",
            "- 12 x",
            "- a list",
            "- 2026-11-23 a day",
            "(error) x",
            "* 12",
            ">>> x",
        ] {
            assert_eq!(head(line.as_bytes(), ANY), None, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(line in "([@(\\[L>-]|4|00000000|1795417042| |: |\\]|2026.11.23|2026-11-23 06:57:22|Started | for | at |tls 2.0 |kern|:err|é){0,12}") {
            let _ = head(line.as_bytes(), ANY);
        }
    }
}
