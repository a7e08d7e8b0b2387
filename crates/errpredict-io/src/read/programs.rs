//! How single programs begin their lines, in dresses of their own.
//!
//! - `E1123 06:57:22.125    12 file.go:34] ...` (glog, klog), `E20261123 06:57:22.125 ...`, `E261123 06:57:22.125 12
//!   file.go:34  ...` (CockroachDB), `[1123/065722.125:ERROR:file.cc(34)] ...` (Chromium);
//! - `E, [TIME #12] ERROR -- name: ...` (Ruby's Logger);
//! - `12:M 23 Nov 2026 06:57:22.125 # ...` (Redis: `.` debug, `-` verbose, `*` notice, `#` warning);
//! - `[pid: 12|app: 0|req: 1/1] 10.0.0.1 () {40 vars in 500 bytes} [TIME] GET /a => ...`, `*** Starting ... on [TIME] ***`
//!   (uWSGI);
//! - `<TIME> <Error> ...` (WebLogic), `=ERROR REPORT==== TIME ===` (Erlang), `E [TIME] ...` (CUPS), `type=AVC
//!   msg=audit(...): ...` (auditd), `*Nov 23 06:57:22: %LINK-3-UPDOWN: ...` (Cisco), `# Time: TIME` (MySQL).

use errpredict::Severity;

use super::head::{Head, bracketed};
use super::stamp;
use super::zone::TimeRule;

/// `E1123 06:57:22.125678    12 file.go:34] `
pub(crate) fn glog(line: &[u8], rule: TimeRule) -> Option<Head> {
    let severity = Severity::of_level_letter(line[0])?;
    let found = stamp::glog(&line[1..], rule)?;
    let after = 1 + found.used;
    if let Some(place) = goroutine(&line[after..]) {
        return Some(Head { severity: Some(severity), used: after + place, ..Head::of(found) });
    }
    // Thread and place in the source, with the bracket that ends them.
    let rest = &line[after..line.len().min(after + 200)];
    let close = memchr::memmem::find(rest, b"] ").or_else(|| rest.iter().position(|byte| *byte == b']'))?;
    let colon = memchr::memchr(b':', &rest[..close])?;
    let is_place = rest.first() == Some(&b' ') && rest[colon + 1..close].iter().all(u8::is_ascii_digit);
    is_place.then(|| Head { severity: Some(severity), used: after + close + 1, ..Head::of(found) })
}

/// `E, [TIME #12] ERROR -- name: `
pub(crate) fn ruby(line: &[u8], rule: TimeRule) -> Option<Head> {
    // `A, [TIME #12] ANY -- : ` is of an unknown level.
    let severity = match line[0] {
        b'A' => None,
        letter => Some(Severity::of_level_letter(letter)?),
    };
    let inside = line.strip_prefix(&[line[0], b',', b' ', b'['][..])?;
    let found = stamp::stamp(inside, rule)?;
    let dashes = memchr::memmem::find(&inside[..inside.len().min(120)], b" -- ")? + 4;
    let after = &inside[dashes..];
    // The name of the program, which may be empty, ends with a colon.
    let colon = memchr::memchr(b':', &after[..after.len().min(80)]).map_or(0, |colon| colon + 1);
    Some(Head { severity, used: 4 + dashes + colon, ..Head::of(found) })
}

/// What Redis writes in its handler of signals, where it must not ask for the date.
const SIGNAL: &[u8] = b":signal-handler (";

/// `12:M 23 Nov 2026 06:57:22.125 # `
pub(crate) fn redis(line: &[u8], rule: TimeRule) -> Option<Head> {
    let colon = line.iter().take(8).position(|byte| *byte == b':')?;
    if line[colon..].starts_with(SIGNAL) {
        let at = colon + SIGNAL.len();
        let found = stamp::stamp(&line[at..], rule)?;
        let is_closed = line.get(at + found.used) == Some(&b')');
        return is_closed.then(|| Head { used: at + found.used + 1, ..Head::of(found) });
    }
    if !line[..colon].iter().all(u8::is_ascii_digit) || !line.get(colon + 1)?.is_ascii_uppercase() {
        return None;
    }
    let time = line.get(colon + 3..)?;
    if line[colon + 2] != b' ' {
        return None;
    }
    let found = stamp::stamp(time, rule)?;
    let severity = redis_sign(&time[found.used..])?;
    Some(Head { severity: Some(severity), used: colon + 3 + found.used + 2, ..Head::of(found) })
}

/// The severity of Redis' sign after the time, ` # `.
pub(crate) fn redis_sign(text: &[u8]) -> Option<Severity> {
    let [b' ', sign, b' ', ..] = text else { return None };
    match sign {
        b'.' | b'-' => Some(Severity::Info),
        b'*' => Some(Severity::Low),
        b'#' => Some(Severity::Medium),
        _ => None,
    }
}

/// `[#|TIME|LEVEL|product|logger|_ThreadID=1;_ThreadName=main;|`, as GlassFish and WebLogic's ODL write, up to the text.
fn between_bars(line: &[u8], rule: TimeRule) -> Option<Head> {
    /// Time, level, product, logger and pairs.
    const PARTS: usize = 5;
    let found = stamp::stamp(&line[3..], rule)?;
    let mut bars = memchr::memchr_iter(b'|', &line[3..]).take(PARTS);
    let (time_end, level_end) = (3 + bars.next()?, 3 + bars.next()?);
    let text = 3 + bars.last()? + 1;
    let level = std::str::from_utf8(&line[time_end + 1..level_end]).ok()?;
    let severity = Severity::of_level_name(level);
    (time_end == 3 + found.used).then(|| Head { severity, used: text, ..Head::of(found) })
}

/// `[pid: 12|app: 0|req: 1/1] 10.0.0.1 () {40 vars in 500 bytes} [TIME] `, `*** Starting uWSGI 2.0 (64bit) on [TIME] ***`
fn uwsgi(line: &[u8], rule: TimeRule) -> Option<Head> {
    /// Addresses and names of users stand before the time.
    const WITHIN: usize = 400;
    let (before, skipped) = if line.starts_with(b"[pid: ") {
        (&b"} ["[..], 2)
    } else if line.starts_with(b"*** ") {
        (&b" on ["[..], 4)
    } else {
        return None;
    };
    let at = memchr::memmem::find(&line[..line.len().min(WITHIN)], before)? + skipped;
    let found = bracketed(&line[at..], rule)?;
    Some(Head { used: at + found.used, ..found })
}

/// ` 12 server/a.go:34  `, as CockroachDB writes where it was: the bytes of it.
fn goroutine(text: &[u8]) -> Option<usize> {
    let text = &text[..text.len().min(200)];
    let number = text.strip_prefix(b" ")?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let place = text.get(number + 2..)?;
    let end = place.iter().position(|byte| *byte == b' ')?;
    let colon = memchr::memrchr(b':', &place[..end])?;
    let is_place = place[..colon].ends_with(b".go") && place[colon + 1..end].iter().all(u8::is_ascii_digit);
    if number == 0 || !is_place {
        return None;
    }
    // Since 20.2 a mark says that the line may be redacted.
    if place[end + 1..].starts_with(REDACTABLE) {
        return Some(number + 2 + end + 1 + REDACTABLE.len());
    }
    (place.get(end + 1) == Some(&b' ')).then_some(number + 2 + end + 1)
}

/// `⋮`, as CockroachDB writes before what may be redacted.
const REDACTABLE: &[u8] = "⋮".as_bytes();

/// What begins with a bracket that no time follows.
pub(crate) fn in_brackets(line: &[u8], rule: TimeRule) -> Option<Head> {
    match line.get(1)? {
        b'#' if line.starts_with(b"[#|") => between_bars(line, rule),
        b'p' if line.starts_with(b"[pid: ") => uwsgi(line, rule),
        _ => chromium(line, rule),
    }
}

/// What begins with a sign.
pub(crate) fn behind_signs(line: &[u8], rule: TimeRule) -> Option<Head> {
    match line.get(..2)? {
        // Frames of PHP.
        [b'#', b'0'..=b'9'] => return None,
        b"**" => return uwsgi(line, rule),
        _ => {}
    }
    // `*Nov 23 06:57:22.125: %LINK-3-UPDOWN: ` (Cisco: the clock is not in step), `# Time: TIME` (MySQL's slow queries).
    for sign in [&b"*"[..], b"# Time: "] {
        if let Some(rest) = line.strip_prefix(sign) {
            let found = stamp::stamp(rest, rule).map(Head::of)?;
            return Some(Head { used: sign.len() + found.used, ..found });
        }
    }
    if let Some(rest) = line.strip_prefix(b"####") {
        let found = in_angles(rest, rule)?;
        return Some(Head { used: 4 + found.used, ..found });
    }
    erlang(line, rule)
}

/// `<Nov 23, 2026 6:57:22 AM UTC> <Error> `, as WebLogic writes.
pub(crate) fn in_angles(line: &[u8], rule: TimeRule) -> Option<Head> {
    let found = stamp::stamp(line.strip_prefix(b"<")?, rule).map(Head::of)?;
    (line.get(found.used + 1) == Some(&b'>')).then_some(Head { used: found.used + 2, ..found })
}

/// What begins with a letter: `E [TIME] ` (CUPS), `type=SYSCALL msg=audit(1795417042.125:12): ` (auditd).
pub(crate) fn by_words(line: &[u8], rule: TimeRule) -> Option<Head> {
    if line.get(1..3) == Some(b" [") {
        let severity = Severity::of_level_letter(line[0])?;
        let found = bracketed(&line[2..], rule)?;
        return Some(Head { severity: Some(severity), used: 2 + found.used, ..found });
    }
    // `node=web1 type=...` where the events of several machines meet.
    if !line.starts_with(b"type=") && !line.starts_with(b"node=") {
        return None;
    }
    let at = memchr::memmem::find(&line[..line.len().min(160)], b" msg=audit(")? + " msg=audit(".len();
    let found = stamp::stamp(&line[at..], rule).map(Head::of)?;
    let end = at + found.used + memchr::memmem::find(&line[at + found.used..], b"): ")?;
    Some(Head { used: end + 3, ..found })
}

/// The severity of one of Erlang's reports by its name.
pub(crate) fn report(name: &str) -> Option<Severity> {
    match name {
        "CRASH" | "SUPERVISOR" => Some(Severity::High),
        "PROGRESS" => Some(Severity::Info),
        name => Severity::of_level_name(name),
    }
}

/// `=ERROR REPORT==== 23-Nov-2026::06:57:22 ===`
fn erlang(line: &[u8], rule: TimeRule) -> Option<Head> {
    let rest = line.strip_prefix(b"=")?;
    let end = memchr::memmem::find(&rest[..rest.len().min(40)], b" REPORT==== ")?;
    let severity = std::str::from_utf8(&rest[..end]).ok().and_then(report);
    let at = 1 + end + " REPORT==== ".len();
    let found = stamp::stamp(&line[at..], rule).map(Head::of)?;
    let signs = line[at + found.used..].iter().take_while(|byte| matches!(byte, b' ' | b'=')).count();
    Some(Head { severity, used: at + found.used + signs, ..found })
}

/// `[12:34:1123/065722.125678:ERROR:gpu.cc(12)] `, with or without process and thread.
fn chromium(line: &[u8], rule: TimeRule) -> Option<Head> {
    let close = memchr::memchr(b']', &line[..line.len().min(160)])?;
    let inside = &line[1..close];
    let slash = memchr::memchr(b'/', inside).filter(|slash| *slash >= 4)?;
    let begin = slash - 4;
    let before = &inside[..begin];
    let is_ids = before.iter().all(|byte| byte.is_ascii_digit() || *byte == b':') && !before.ends_with(b"/");
    // Month and day before the slash, as glog writes them before a space.
    let mut time = inside.get(begin..begin + 11)?.to_vec();
    if !is_ids || !time[..4].iter().chain(&time[5..]).all(u8::is_ascii_digit) {
        return None;
    }
    time[4] = b' ';
    let fraction = inside[begin + 11..].iter().take_while(|byte| matches!(byte, b'.' | b'0'..=b'9')).count();
    time.extend_from_slice(&inside[begin + 11..begin + 11 + fraction]);
    let found = stamp::glog(&time, rule)?;
    let level = inside[begin + 11 + fraction..].strip_prefix(b":")?;
    let end = memchr::memchr(b':', level).unwrap_or(level.len());
    let severity = Severity::of_level_name(std::str::from_utf8(&level[..end]).ok()?);
    Some(Head { severity, used: close + 1, ..Head::of(found) })
}

#[cfg(test)]
mod tests {
    use crate::read::line_head::head;
    use crate::read::zone::ANY;
    use errpredict::Severity;

    #[test]
    fn heads_of_single_programs() {
        for (line, severity, rest) in [
            ("E261123 06:57:22.125678 12 server/a.go:34  [n1] 5  x", Some(Severity::High), " [n1] 5  x"),
            ("[1123/065722.125678:ERROR:gpu.cc(12)] x", Some(Severity::High), " x"),
            ("[12:34:1123/065722.125678:WARNING:gpu.cc(12)] x", Some(Severity::Medium), " x"),
            ("E [23/Nov/2026:06:57:22 +0000] x", Some(Severity::High), " x"),
            ("=CRASH REPORT==== 23-Nov-2026::06:57:22 ===", Some(Severity::High), ""),
            ("node=web1 type=CWD msg=audit(1795417042.125:12): x", None, "x"),
            ("A, [2026-11-23T06:57:22.125 #12]   ANY -- : x", None, " x"),
            ("<Nov 23, 2026 6:57:22 AM UTC> <Error> <x>", None, " <Error> <x>"),
            ("####<Nov 23, 2026 6:57:22 AM UTC> <Error> <x>", None, " <Error> <x>"),
            ("=ERROR REPORT==== 23-Nov-2026::06:57:22 ===", Some(Severity::High), ""),
            ("type=AVC msg=audit(1795417042.125:12): x", None, "x"),
            ("*Nov 23 06:57:22.125: %LINK-3-UPDOWN: x", None, ": %LINK-3-UPDOWN: x"),
            ("# Time: 2026-11-23T06:57:22.125290Z", None, ""),
            ("*** Starting uWSGI 2.0 (64bit) on [Mon Nov 23 06:57:22 2026] ***", None, " ***"),
        ] {
            let found = head(line.as_bytes(), ANY).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.severity, &line[found.used..]), (severity, rest), "{line}");
            assert!(found.time.is_ok(), "{line}");
        }
        for line in [
            "*** x",
            "# comment",
            "==12==ERROR: x",
            "A [x] y",
            "type=a b",
            "[a/b] x",
            "[1234/567890] x",
            "<a> b",
            "####",
        ] {
            assert_eq!(head(line.as_bytes(), ANY), None, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(line in "([*#=<\\[E]|1123|/|065722|:|ERROR|\\]|pid: | on |type=| msg=audit\\(|2026|Nov 23| |é){0,12}") {
            let _ = head(line.as_bytes(), ANY);
        }
    }
}
