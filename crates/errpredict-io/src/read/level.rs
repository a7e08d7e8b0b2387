//! The level that a line of text states: where it may stand, and what looks like one and is none.

use errpredict::Severity;

use super::colour;
use super::level_forms;
use super::level_words::{AROUND, WORDS_TOO, is_word_too, of_name, other};

/// MySQL's word for what is no error and no warning, where it stands in brackets.
const SYSTEM: &str = "system";

/// Words after the time that may be the level: thread, logger and process names can stand before it. Blue Gene writes
/// seven.
const MAX_WORDS: usize = 8;
/// No brackets around a level, a thread or a logger are further apart.
const MAX_BRACKETS: usize = 80;
/// And this one in capitals too: `HTTP/1.1`, `HTTP 503`; Go's web server logs `http: ...`.
const HTTP: &str = "http";

/// The severity of a level name, whatever stands around it: `[ERROR]`, `Error:`, `debug2`, `LogLevel.ERROR`.
pub(crate) fn named(text: &str) -> Option<Severity> {
    if let Some(severity) = of_name(text) {
        return Some(severity);
    }
    let text = text.trim_matches(AROUND).trim();
    let text = text.rsplit('.').next().unwrap_or(text);
    if !text.ends_with(|last: char| last.is_ascii_digit()) {
        return of_name(text);
    }
    // `ERROR+2` (slog), `debug2`, `DEBUG5`, `INFO1`
    let letters = text.trim_end_matches(|last: char| last.is_ascii_digit());
    let level = match letters.strip_suffix(['+', '-']) {
        Some(level) => level,
        None => &text[..text.len() - 1],
    };
    Severity::of_level_name(level)
}

/// The severity of a name that is hardly used for anything but a level.
pub(crate) fn surely(text: &str) -> Option<Severity> {
    Severity::of_level_name(text).filter(|_| !is_word_too(text))
}

/// The severity of how something ended, where its name is that of an error: `exception`, `exceededCpu`.
pub(crate) fn of_outcome(text: &str) -> Option<Severity> {
    const ERRORS: [&str; 4] = ["exception", "error", "crash", "internalError"];
    let is_error = ERRORS.iter().any(|name| name.eq_ignore_ascii_case(text)) || text.starts_with("exceeded");
    is_error.then_some(Severity::High)
}

/// The level that stands after `at`: its severity and where the message begins.
pub(crate) fn level(line: &str, at: usize) -> Option<(Severity, usize)> {
    let end = memchr::memchr(b'\n', line.as_bytes()).unwrap_or(line.len());
    let line = &line[..end];
    let bytes = line.as_bytes();
    let rest = line.get(at..)?;
    // `PHP Fatal error:  ` has a level of two words.
    if let Some(php) = rest.trim_start().strip_prefix("PHP ")
        && let Some(colon) = php.find(':')
        && let Some(severity) = of_name(&php[..colon])
    {
        let message = php[colon + 1..].trim_start();
        return Some((severity, line.len() - message.len()));
    }
    if let Some((severity, used)) = common(&bytes[at..]) {
        return Some((severity, message_at(line, at + used)));
    }
    let (mut begin, mut only_numbers) = (at, true);
    let mut before = Word::Other;
    for index in 0..MAX_WORDS {
        begin += bytes[begin..]
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'|' | b':' | b',' | b';' | b'-' | b']'))
            .count();
        let first = *bytes.get(begin)?;
        if matches!(first, b'[' | b'(' | b'<') {
            match bracket(line, begin) {
                Some((Some(severity), used)) => return Some((severity, message_at(line, begin + used))),
                Some((None, used)) => {
                    begin +=
                        used + level_forms::stream_after(&line[begin..begin + used], &line[begin + used..]);
                    before = Word::Tag;
                    continue;
                }
                None => {}
            }
        }
        let length = bytes[begin..].iter().position(|byte| matches!(byte, b' ' | b'\t' | b'|' | b']' | b'['));
        let length = length.unwrap_or(line.len() - begin).max(1);
        // Most words are told apart by this alone; `production.ERROR` is Laravel's.
        let word = &bytes[begin..begin + length];
        if first == b'%'
            && let Some(severity) = cisco(word)
        {
            return Some((severity, begin));
        }
        if let Some((severity, used)) = letter(bytes, begin, word, index, only_numbers) {
            return Some((severity, message_at(line, begin + used)));
        }
        let form = if index == 0 {
            level_forms::first(line, begin, word)
        } else {
            column(word, before, bytes, begin).map(|severity| (severity, length)).or_else(|| {
                let is_marked = first.is_ascii_uppercase() && word.last() == Some(&b':')
                    || matches!(bytes[..begin], [.., b':' | b']', _]);
                if is_marked { level_forms::later(line, begin, word, index) } else { None }
            })
        };
        if let Some((severity, used)) = form {
            return Some((severity, message_at(line, begin + used)));
        }
        if index == 0 || !first.is_ascii_lowercase() || memchr::memchr(b'.', word).is_some() {
            let word = line.get(begin..begin + length)?;
            // `SERVICE ALERT: ...` is a name in capitals.
            let is_name = before == Word::Capitals && is_word_too(word);
            if let Some((severity, used)) = level_of(word, index == 0).filter(|_| !is_name) {
                return Some((severity, message_at(line, begin + used)));
            }
        }
        only_numbers &= first.is_ascii_digit();
        before = if word.last() == Some(&b':') {
            Word::Tag
        } else if word.iter().all(u8::is_ascii_uppercase) {
            Word::Capitals
        } else {
            Word::Other
        };
        begin += length;
    }
    None
}

/// What stands before a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Brackets, or a word with a colon.
    Tag,
    Capitals,
    Other,
}

/// `%ASA-3-106014:`, `%LINK-3-UPDOWN:`: Cisco's facility, the severity of syslog, and what happened.
pub(crate) fn cisco(word: &[u8]) -> Option<Severity> {
    // `%%01IFNET/4/LINK_STATE(l)[12]:` (Huawei, H3C)
    if word.get(1) == Some(&b'%') {
        let mut parts = word.split(|byte| *byte == b'/').skip(1);
        return match parts.next()? {
            [digit @ b'0'..=b'7'] if parts.next().is_some() => Severity::from_syslog(digit - b'0'),
            _ => None,
        };
    }
    let facility = word.iter().skip(1).take_while(|byte| byte.is_ascii_uppercase() || **byte == b'_').count();
    match word.get(facility + 1..)? {
        [b'-', digit @ b'0'..=b'7', b'-' | b':', ..] if facility > 1 => Severity::from_syslog(digit - b'0'),
        _ => None,
    }
}

/// A level of one letter: `1702  2395 D WindowManager: ...` (Android, after numbers of process and thread), `E/Tag( 12): `
/// (Android's other forms), `E NETWORK  [conn1]` (MongoDB), `0000001 SystemErr     E ` (WebSphere); and where it ends.
fn letter(
    line: &[u8],
    begin: usize,
    word: &[u8],
    index: usize,
    only_numbers: bool,
) -> Option<(Severity, usize)> {
    let text = &line[begin..];
    let severity = |letter: u8| match letter {
        b'V' | b'D' | b'I' | b'W' | b'E' | b'F' => Severity::of_level_letter(letter),
        _ => None,
    };
    match word {
        // `I/O error` is none.
        [letter, b'/', tag @ ..] if only_numbers && tag.len() > 2 => {
            let name =
                tag.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte)).count();
            // Android pads the name: `E/art     ( 4242): `.
            let is_tag = name > 1
                && match tag.get(name) {
                    Some(sign) => matches!(sign, b'(' | b':'),
                    None => text[2 + name..].trim_ascii_start().first() == Some(&b'('),
                };
            if is_tag { Some((severity(*letter)?, 2)) } else { None }
        }
        [letter] if text.get(1) == Some(&b' ') => {
            if index > 0 && only_numbers {
                return Some((Severity::of_level_letter(*letter)?, 1));
            }
            // A component in capitals follows, or the name was padded to the column.
            let capitals = text[2..].iter().take_while(|byte| byte.is_ascii_uppercase()).count();
            let is_component = index == 0
                && (capitals > 2 && text.get(2 + capitals) == Some(&b' ') || text[2..].starts_with(b"-    "))
                || index == 0 && text[2..].starts_with(b" ") && is_program(&text[3..])
                || index == 3 && line[..begin].ends_with(b"   ") && text[2..].starts_with(b" ");
            let is_column = index == 2 && (line[..begin].ends_with(b"   ") || is_after_thread(line, begin));
            // WebSphere's own: what went to the standard output, and what is audited.
            if is_column && matches!(letter, b'O' | b'A') {
                return Some((Severity::Info, 1));
            }
            if is_component || is_column { Some((severity(*letter)?, 1)) } else { None }
        }
        _ => None,
    }
}

/// Whether the name of a program and the numbers of its process and thread follow, `Pay[456:1a2b] `, as macOS writes.
fn is_program(text: &[u8]) -> bool {
    let end = text.iter().take(MAX_BRACKETS).position(|byte| *byte == b' ').unwrap_or(0);
    let Some(open) = memchr::memchr(b'[', &text[..end]) else { return false };
    let is_number = |byte: &u8| byte.is_ascii_hexdigit() || *byte == b':';
    open > 0 && text[end - 1] == b']' && text[open + 1..end - 1].iter().all(is_number)
}

/// Whether eight digits of a thread stand before the name of 13 letters that ends there, as WebSphere writes: `0000007b
/// ServletWrappe `.
fn is_after_thread(line: &[u8], begin: usize) -> bool {
    const NAME: usize = 13;
    let Some(at) = begin.checked_sub(NAME + 1 + 8 + 1) else { return false };
    let (thread, name) = line[at..begin].split_at(8);
    thread.iter().all(u8::is_ascii_hexdigit) && name[0] == b' ' && name[1] != b' ' && name[NAME + 1] == b' '
}

/// A level in any case that is a column of its own: padded (`Error       `), or between colons or behind brackets
/// (`general: error: `, `[shop] error: `).
fn column(word: &[u8], before: Word, line: &[u8], begin: usize) -> Option<Severity> {
    let after = &line[begin + word.len()..];
    // `<01> Warning  slow`: behind brackets two blanks will do.
    let is_padded = after.starts_with(b"   ")
        || before == Word::Tag && after.starts_with(b"  ") && word[0].is_ascii_uppercase();
    let is_between = before == Word::Tag && word.last() == Some(&b':');
    if !is_padded && !is_between {
        return None;
    }
    let word = std::str::from_utf8(word).ok()?;
    let bare = word.trim_end_matches(':');
    if is_padded && line[..begin].ends_with(b"   ") && bare == "Fault" {
        // What is worst to macOS.
        return Some(Severity::Critical);
    }
    if is_word_too(bare) { None } else { Severity::of_level_name(bare) }
}

/// ` ERROR `, ` [info] `: the level that is the first word, in one of the commonest ways, told by a few bytes; and where it
/// ends.
#[inline]
fn common(text: &[u8]) -> Option<(Severity, usize)> {
    let begin = text.iter().take_while(|byte| **byte == b' ').count();
    let bracket = usize::from(text.get(begin) == Some(&b'['));
    let word = &text[begin + bracket..];
    let (severity, length) = match word {
        [b'E', b'R', b'R', b'O', b'R', ..] | [b'e', b'r', b'r', b'o', b'r', ..] => (Severity::High, 5),
        [b'I', b'N', b'F', b'O', ..] | [b'i', b'n', b'f', b'o', ..] => (Severity::Info, 4),
        [b'D', b'E', b'B', b'U', b'G', ..] => (Severity::Info, 5),
        [b'W', b'A', b'R', b'N', b'I', b'N', b'G', ..] => (Severity::Medium, 7),
        [b'W', b'A', b'R', b'N', ..] | [b'w', b'a', b'r', b'n', ..] => (Severity::Medium, 4),
        [b'C', b'R', b'I', b'T', b'I', b'C', b'A', b'L', ..] => (Severity::Critical, 8),
        [b'F', b'A', b'T', b'A', b'L', ..] => (Severity::Critical, 5),
        _ => return None,
    };
    // In small letters only a whole bracket is surely one: `error page shown`.
    let ends = match word.get(length) {
        Some(b']') if bracket == 1 => 1,
        Some(b' ') if bracket == 0 && word[0].is_ascii_uppercase() => 0,
        _ => return None,
    };
    Some((severity, begin + bracket + length + ends))
}

/// Where the message begins after a level.
fn message_at(line: &str, at: usize) -> usize {
    // `TIME,ERROR,pay,it broke`
    let at = at + usize::from(matches!(line.as_bytes().get(at), Some(b',' | b';')));
    let between = |byte: &&u8| matches!(byte, b' ' | b':' | b'-' | b'|' | b'\t' | b']');
    at + line.as_bytes()[at..].iter().take_while(between).count()
}

/// What stands in brackets at `at`: its severity if it is a level, and the bytes with the brackets.
fn bracket(line: &str, at: usize) -> Option<(Option<Severity>, usize)> {
    let close = match line.as_bytes()[at] {
        b'[' => b']',
        b'(' => b')',
        _ => b'>',
    };
    let rest = &line.as_bytes()[at + 1..];
    let length = memchr::memchr(close, &rest[..rest.len().min(MAX_BRACKETS)])?;
    let inside = line.get(at + 1..at + 1 + length)?.trim();
    // `[core:error]`, `[error/main]`, `[123: ERROR]`, `[shop.pay#error]` (Twisted)
    let parts = || inside.split([':', '/', ' ', '#']).filter(|part| !part.is_empty());
    let found = of_name(inside)
        .or_else(|| inside.eq_ignore_ascii_case(SYSTEM).then_some(Severity::Info))
        .or_else(|| parts().next_back().filter(|last| is_word_of_level(last)).and_then(named))
        .or_else(|| {
            parts().next().filter(|first| is_capitals(first) && is_word_of_level(first)).and_then(named)
        })
        .or_else(|| match inside.as_bytes() {
            [letter] => Severity::of_level_letter(*letter),
            _ => None,
        });
    Some((found, length + 2))
}

fn is_word_of_level(word: &str) -> bool {
    is_capitals(word) && !word.eq_ignore_ascii_case(HTTP)
        || !WORDS_TOO.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The level that a word says, and how many of its bytes: in capitals or brackets, or in any case where it is the
/// first.
fn level_of(word: &str, is_first: bool) -> Option<(Severity, usize)> {
    // `ERROR:root:it broke`, as Python writes without settings; `ERROR,pay,it broke`.
    let head = memchr::memchr3(b':', b',', b';', word.as_bytes()).map_or(word, |colon| &word[..colon]);
    let word = if is_capitals(head) { head } else { word };
    // `ERROR/MainProcess`, as Celery writes.
    let bare = word.find('/').map_or(word, |slash| &word[..slash]).trim_matches(AROUND);
    let bare = bare.rsplit('.').next().unwrap_or(bare);
    let stands_out = word.starts_with(['[', '<', '(']) || is_capitals(bare) || is_capitals_abroad(bare);
    if (!is_first && !stands_out) || bare.eq_ignore_ascii_case(HTTP) {
        return None;
    }
    let severity = named(bare)?;
    let is_word = || WORDS_TOO.iter().any(|level| level.eq_ignore_ascii_case(bare)) || other(bare).is_some();
    let counts = stands_out || word.ends_with(':') || !is_word();
    counts.then_some((severity, word.len()))
}

/// Whether a word is a level wherever it stands first.
pub(crate) fn is_level(word: &str) -> bool {
    level_of(word, true).is_some()
}

fn is_capitals(word: &str) -> bool {
    let letters = word.trim_end_matches(|last: char| last.is_ascii_digit());
    !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The same of a word with letters of other alphabets.
fn is_capitals_abroad(word: &str) -> bool {
    !word.is_ascii() && !word.chars().any(char::is_lowercase)
}

/// The level that is the first word of a line, in capitals, in brackets or before a colon; and the bytes of the word.
pub(crate) fn first_word(line: &[u8]) -> Option<(Severity, usize)> {
    /// Brackets, a level, a colon.
    const MAX_BYTES: usize = 16;
    // Most lines of a trace are indented.
    if !line.first().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'[' | b'<')) {
        return None;
    }
    let line = &line[..line.len().min(MAX_BYTES)];
    // Most first words are told apart here: `Connection closed`, `order 7 failed`.
    let letters = line.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    // No level has a longer name.
    if letters > 13 && line.get(letters) == Some(&b':') {
        return None;
    }
    if let (1.., Some(next)) = (letters, line.get(letters))
        && matches!(next, b' ' | b'_' | b'\'' | b'/' | b'=' | b'.')
        && !line[..letters].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    {
        return None;
    }
    // Padded inside its brackets: `[error    ]`.
    let padded = line.first() == Some(&b'[') && memchr::memchr(b']', line).is_some();
    let ends = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'"' | b'\\' | &colour::ESCAPE);
    let end = if padded {
        memchr::memchr(b']', line).map_or(line.len(), |close| close + 1)
    } else {
        line.iter().position(|byte| *byte == b' ' || ends(byte)).unwrap_or(line.len())
    };
    let word = std::str::from_utf8(&line[..end]).ok()?;
    let head = word.find(':').map_or(word, |colon| &word[..colon]);
    // `INFO[0000] started` (logrus), `ERROR[11-23|06:57:22.125]` (geth), `ERROR|2026-11-23`
    let ends = matches!(line.get(letters), Some(b'[' | b'|' | b';' | b','));
    let bracket = Some(letters).filter(|letters| ends && *letters > 0 && *letters < head.len());
    let head = bracket.map_or(head, |bracket| &head[..bracket]);
    let bare = head.trim_matches(AROUND).trim();
    let before_colon = bracket.is_none() && head.len() < word.len() && !bare.eq_ignore_ascii_case(HTTP);
    if !is_capitals(bare) && !head.starts_with(['[', '<']) && !before_colon {
        return None;
    }
    if bare == "HTTP" {
        return None;
    }
    Some((of_name(bare)?, head.len()))
}

/// Whether a line without a time begins with a level.
pub(crate) fn starts(line: &[u8]) -> bool {
    first_word(&line[colour::leading(line)..]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_level_stands() {
        for (rest, severity, message) in [
            (" ERROR pay: it broke", Severity::High, "pay: it broke"),
            (" - app.views - WARNING - it broke", Severity::Medium, "it broke"),
            ("  INFO 123 --- [main] c.x.Y : up", Severity::Info, "123 --- [main] c.x.Y : up"),
            (" production.CRITICAL: it broke {}", Severity::Critical, "it broke {}"),
            (" [12] [error] Worker died", Severity::High, "Worker died"),
            (": ERROR/MainProcess] it broke", Severity::High, "it broke"),
            (" [WRN] it broke", Severity::Medium, "it broke"),
            ("[WARN ][o.e.m.Gc] [node-1] overhead", Severity::Medium, "[o.e.m.Gc] [node-1] overhead"),
            ("[warning][os,thread] it broke", Severity::Medium, "[os,thread] it broke"),
            (" [error    ] order failed   [shop]", Severity::High, "order failed   [shop]"),
            ("|ERROR|Shop.Orders|it broke", Severity::High, "Shop.Orders|it broke"),
            (" | ERROR    | app.jobs:run:12 - it broke", Severity::High, "app.jobs:run:12 - it broke"),
            (" 25376]ERROR:module:it broke", Severity::High, "module:it broke"),
            (":DEBUG:foo", Severity::Info, "foo"),
            (" 0 [System] [MY-1] [Server] up", Severity::Info, "[MY-1] [Server] up"),
            (" 0 [Note] up", Severity::Low, "up"),
            (" UTC [7801] shop@orders ERROR:  duplicate", Severity::High, "duplicate"),
            ("  1702  2395 D WindowManager: x", Severity::Info, "WindowManager: x"),
            ("  000000000264F I shmem.res 1", Severity::Info, "shmem.res 1"),
            (", Info                  CBS    Loaded", Severity::Info, "CBS    Loaded"),
            (" debug2 debug2message", Severity::Info, "debug2message"),
            (" R02 2005-06-03-15.42.50.6 R02-M1 RAS KERNEL FATAL it broke", Severity::Critical, "it broke"),
            (" [E] it broke", Severity::High, "it broke"),
            (" E/Pay( 1702): it broke", Severity::High, "Pay( 1702): it broke"),
            (" E NETWORK  [conn1] it broke", Severity::High, "NETWORK  [conn1] it broke"),
            (" 0000001 SystemErr     E it broke", Severity::High, "it broke"),
            (" general: error: it broke", Severity::High, "it broke"),
            (" [shop] error: it broke", Severity::High, "it broke"),
            (" PID[1] Error       it broke", Severity::High, "it broke"),
            (": %ASA-3-106014: it broke", Severity::High, "%ASA-3-106014: it broke"),
            (" R1 %%01IFNET/4/LINK(l)[12]: it broke", Severity::Medium, "%%01IFNET/4/LINK(l)[12]: it broke"),
            (" 0000001 SystemOut     O it broke", Severity::Info, "it broke"),
            (" fw1 : %LINK-5-CHANGED: it broke", Severity::Low, "%LINK-5-CHANGED: it broke"),
            (" [proxy:error] [pid 12] it broke", Severity::High, "[pid 12] it broke"),
        ] {
            let found = level(rest, 0).unwrap_or_else(|| panic!("{rest}"));
            assert_eq!((found.0, &rest[found.1..]), (severity, message), "{rest}");
        }
        for rest in [
            "",
            " an error occurred",
            " High memory usage",
            " I/O error on disk 7",
            " A user came",
            " SERVICE ALERT: host;http;OK",
            " order failed with error: timeout",
            " 100%-5-done",
            " log rotated",
            " \"GET /a HTTP/1.1\" 200 12",
            " upstream HTTP 503 - retrying",
            " http: TLS handshake error",
            " node1 order failed",
            " [main] started",
        ] {
            assert_eq!(level(rest, 0), None, "{rest}");
        }
    }

    #[test]
    fn first_words() {
        for (line, starts_with) in [
            ("ERROR it broke", true),
            ("[error] it broke", true),
            ("[error    ] it broke", true),
            ("ERROR:root:it broke", true),
            ("INFO:     127.0.0.1:1 - \"GET /\"", true),
            ("panic: runtime error", true),
            ("warning", false),
            ("error it broke", false),
            ("http: TLS handshake error", false),
            ("HTTP 503", false),
            ("ValueError: x", false),
            ("  ERROR indented", false),
            ("", false),
        ] {
            assert_eq!(starts(line.as_bytes()), starts_with, "{line}");
        }
        for (text, severity) in [
            ("[ERROR]", Some(Severity::High)),
            ("Error:", Some(Severity::High)),
            ("LogLevel.ERROR", Some(Severity::High)),
            ("DEBUG5", Some(Severity::Info)),
            ("ERROR+2", Some(Severity::High)),
            ("dpanic", Some(Severity::Critical)),
            ("DEFAULT", None),
            ("60000", None),
            ("", None),
        ] {
            assert_eq!(named(text), severity, "{text}");
        }
    }
}
