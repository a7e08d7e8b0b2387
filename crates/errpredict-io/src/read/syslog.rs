//! syslog lines: RFC 5424, RFC 3164 and the two forms rsyslog writes into files.
//!
//! - `<34>1 2026-11-23T06:57:22.003Z host app 123 ID47 [data a="b"] message` (RFC 5424);
//! - `<34>Nov 23 06:57:22 host app[123]: message` (RFC 3164), with or without the number in front, or the host;
//! - `2026-11-23T06:57:22.003+00:00 host app[123]: message` (rsyslog's own time).
//!
//! The severity is in the number in front; a level inside the message counts more, for syslog gives one to all that a
//! service prints. RFC 3164 says neither year nor zone ([`super::zone`]). The service is the program's name. Lines that
//! rsyslog escaped (`#012` for a line end, `#011` for a tab) are lines again.

use errpredict::Severity;

use super::civil;
use super::collect::Collector;
use super::draft::{Draft, Span, time_error};
use super::fields::Field;
use super::inner;
use super::level;
use super::line_head::Head;
use super::look::{self, Look};
use super::plain;
use super::report::Bad;
use super::stamp::{self, Stamp};
use super::traceback;
use super::zone::TimeRule;

/// Where the parts of a line stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parts {
    severity: Option<Severity>,
    stamp: Option<Stamp>,
    /// The program's name.
    name: (usize, usize),
    /// Where the message begins, after host, program and number of process.
    pub(crate) message: usize,
    /// The bytes between the time and the message.
    origin: usize,
}

impl Parts {
    /// Host, program and process, as they stand.
    pub(crate) fn origin(self, line: &str) -> &str {
        line.get(self.origin..self.message).unwrap_or("")
    }

    /// The level of the number in front.
    pub(crate) fn level(self) -> Option<Severity> {
        self.severity
    }

    /// The moment, if it can be placed.
    pub(crate) fn time(self) -> Option<errpredict::Timestamp> {
        self.stamp.and_then(|stamp| stamp.time.ok())
    }
}

/// The time at the beginning of a text: in words, or as rsyslog writes it.
fn stamp_at(text: &[u8], rule: TimeRule) -> Option<Stamp> {
    civil::bsd(text, rule).or_else(|| stamp::stamp(text, rule))
}

/// The parts of a line of syslog; nothing if it is none.
pub(crate) fn parts(line: &str, rule: TimeRule) -> Option<Parts> {
    parts_at(line, 0, rule)
}

/// The parts of a message whose bytes are counted in front, as it comes over TCP: `83 <11>1 2026-11-23T06:57:22Z ...` (RFC
/// 6587).
pub(crate) fn counted(line: &str, rule: TimeRule) -> Option<Parts> {
    const DIGITS: usize = 6;
    let digits = line.bytes().take(DIGITS).take_while(u8::is_ascii_digit).count();
    if !line.get(digits..)?.starts_with(" <") {
        return None;
    }
    parts_at(line, digits + 1, rule)
}

fn parts_at(line: &str, begin: usize, rule: TimeRule) -> Option<Parts> {
    let (priority, used) = priority(&line[begin..]);
    let at = begin + used;
    let severity = priority.and_then(|priority| Severity::from_syslog(priority & 7));
    if priority.is_some() && line[at..].starts_with("1 ") {
        return rfc5424(line, at + 2, severity, rule);
    }
    if priority.is_some()
        && let Some(parts) = cisco(line, at, severity, rule)
    {
        return Some(parts);
    }
    let text = line.as_bytes().get(at..)?;
    let stamp = match text.first()? {
        b'A'..=b'Z' => stamp_at(text, rule)?,
        b'0'..=b'9' if priority.is_some() => stamp::iso(text, rule)?,
        _ => return None,
    };
    let is_iso = text[0].is_ascii_digit();
    let (name, message) = tag(line, at + stamp.used, is_iso, priority.is_some())?;
    let severity = severity.or_else(|| stated(&line[at + stamp.used..message.min(line.len())]));
    Some(Parts { severity, stamp: Some(stamp), name, message, origin: at + stamp.used })
}

/// What Cisco's devices send after the number: `Nov 23 2026 06:57:22: %ASA-6-302013: `, `123: *Nov 23 06:57:22.125: %SYS-5-X:
/// `, without a host and a program.
fn cisco(line: &str, at: usize, severity: Option<Severity>, rule: TimeRule) -> Option<Parts> {
    /// A number of the line and the name of the device, in either order.
    const NAMES: usize = 2;
    /// Numbers, names and a time stand before the sign.
    const WITHIN: usize = 160;
    let bytes = line.as_bytes();
    // Looked for first: most lines have none, and reading a time costs more.
    memchr::memchr(b'%', &bytes[at..bytes.len().min(at + WITHIN)])?;
    let mut begin = at;
    for _ in 0..NAMES {
        let length = bytes[begin..].iter().take(64).take_while(|byte| !matches!(byte, b' ' | b':')).count();
        if length == 0 || !line.get(begin + length..)?.starts_with(": ") {
            break;
        }
        begin += length + 2;
    }
    begin += usize::from(matches!(bytes.get(begin), Some(b'*' | b'.')));
    if !bytes.get(begin)?.is_ascii_alphabetic() {
        return None;
    }
    let found = stamp::stamp(&bytes[begin..], rule)?;
    let end = begin + found.used;
    let message =
        line[end..].strip_prefix(": ").map(|_| end + 2).filter(|end| bytes.get(*end) == Some(&b'%'))?;
    Some(Parts { severity, stamp: Some(found), name: (end, end), message, origin: end })
}

/// The parts of a line whose head is a time of rsyslog's own, `2026-11-23T06:57:22.003+00:00 host app[123]: `, or that of a
/// node after which the clock of syslog stands.
pub(crate) fn after_head(line: &str, head: Head) -> Option<Parts> {
    let bytes = line.as_bytes();
    if matches!(bytes[0], b'-' | b'A'..=b'Z') {
        return after_node(line, head);
    }
    if bytes.get(10) != Some(&b'T') || !head.zoned || head.severity.is_some() {
        return None;
    }
    let stamp = Some(Stamp { time: head.time, used: head.used, zoned: true });
    let whole = |(name, message)| Parts { severity: None, stamp, name, message, origin: head.used };
    if let Some(found) = process(line, head.used) {
        return Some(whole(found));
    }
    let found = tag(line, head.used, true, false)?;
    is_program(line, head.used, found.0).then(|| whole(found))
}

/// `- 1795417042 2026.11.23 dn228 Nov 23 06:57:22 dn228/dn228 crond[2915]: `: the first time counts, for it is in UTC.
fn after_node(line: &str, head: Head) -> Option<Parts> {
    let text = line.as_bytes().get(head.used + 1..)?;
    // Only a number before the clock is that of a node.
    if !text.first()?.is_ascii_uppercase() || head.severity.is_some() || !head.zoned {
        return None;
    }
    let second = stamp_at(text, TimeRule { year: Some(2000), ..TimeRule::default() })?;
    let at = head.used + 1 + second.used;
    let (name, message) = tag(line, at, false, true)?;
    let stamp = Some(Stamp { time: head.time, used: at, zoned: true });
    Some(Parts { severity: None, stamp, name, message, origin: at })
}

/// `app[web.1]: ` and `heroku[router]: ` of Heroku, without a host: the kind of the process, and where the message begins.
fn process(line: &str, at: usize) -> Option<((usize, usize), usize)> {
    let text = line.get(at..)?.strip_prefix(' ')?;
    // Levels in capitals are the commonest first words.
    if !text.as_bytes().first()?.is_ascii_lowercase() {
        return None;
    }
    let end = memchr::memchr(b' ', text.as_bytes()).unwrap_or(text.len());
    let word = text[..end].strip_suffix("]:")?;
    let open = word.find('[').filter(|open| *open > 0)?;
    let (name, inside) = (&word[..open], &word[open + 1..]);
    let begin = at + 1;
    let message = (begin + end + 1).min(line.len());
    let kind = inside.find('.').map_or(inside, |dot| &inside[..dot]);
    // `pay[123]` may be a part of a program.
    let is_kind = kind.starts_with(|first: char| first.is_ascii_alphabetic())
        && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let from = begin + open + 1;
    is_kind.then_some(((from, from + kind.len()), message))
}

/// Whether the word before a colon is that of a program, where nothing but its place says so: `host kernel: `, and not the
/// second word of a sentence or the type of an exception.
fn is_program(line: &str, at: usize, name: (usize, usize)) -> bool {
    let (host, program) = (line[at..name.0].trim(), &line[name.0..name.1]);
    let is_plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-:@/".contains(&byte));
    if line.as_bytes().get(name.1) == Some(&b'[') {
        return is_plain;
    }
    let is_host = |host: &str| {
        let has_mark = host.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
        // rsyslog and the journal write the offset of their host, containers `Z`.
        let is_offset = !line[..at].ends_with('Z');
        let is_small = !host.starts_with(|first: char| first.is_ascii_uppercase());
        is_plain && if is_offset { has_mark || is_small } else { has_mark && program == "kernel" }
    };
    is_host(host) && !program.starts_with(|first: char| first.is_ascii_uppercase())
}

/// Whether a word is the name of an exception and not that of a program.
fn is_exception(word: &str) -> bool {
    ["Error", "Exception", "Warning"].iter().any(|end| word.len() > end.len() && word.ends_with(end))
}

/// Whether a word is that of a program with the number of its process: `app[12]:`.
fn is_process(word: &str) -> bool {
    word.as_bytes()[0].is_ascii_lowercase() && word.ends_with("]:")
}

/// `host program[123]: ` after the time: the program, and where the message begins.
fn tag(line: &str, at: usize, needs_host: bool, is_sure: bool) -> Option<((usize, usize), usize)> {
    let bytes = line.as_bytes();
    let first = at + bytes.get(at..)?.iter().take_while(|byte| **byte == b' ').count();
    if first == at {
        return None;
    }
    let end_of_word = |from: usize| {
        bytes[from..].iter().position(|byte| *byte == b' ').map_or(line.len(), |length| from + length)
    };
    let host_end = end_of_word(first);
    let host = &line[first..host_end];
    let second_end = end_of_word((host_end + 1).min(line.len()));
    // No word of these is a tag: most lines of other forms are told apart by this.
    if !is_sure
        && !host.ends_with(':')
        && bytes[second_end - 1] != b':'
        && (needs_host
            || !may_be_apart(&line[(host_end + 1).min(second_end)..second_end], &line[second_end..]))
    {
        return None;
    }
    let is_tag = |word: &str| {
        word.len() > 1
            && word.ends_with(':')
            && word.starts_with(|letter: char| {
                letter.is_ascii_alphabetic() || matches!(letter, '_' | '/' | '-' | '(')
            })
            // A number of process behind a name in small letters tells by itself.
            && (is_sure || is_process(word) || !level::is_level(word.trim_end_matches(':')))
            && !is_exception(word.trim_end_matches(':'))
    };
    // Programs that write to the local socket leave out the host.
    // `Installed: x` is no program, `CRON[12]: x` is one.
    let may_lack_host = |tag: &str| is_sure || tag.ends_with("]:") || !tag.as_bytes()[0].is_ascii_uppercase();
    let tag_at = if is_tag(host) && !needs_host && may_lack_host(host) {
        first
    } else if host.is_empty()
        || (!is_sure
            && (level::is_level(host.trim_end_matches(':')) || host.starts_with('[') || host.ends_with(',')))
    {
        return None;
    } else {
        (host_end + 1).min(line.len())
    };
    // ` -- root[2421]: ROOT LOGIN`, as login writes.
    let tag_at = tag_at + if line[tag_at..].starts_with(" -- ") { 4 } else { 0 };
    // `host daemon.err app[12]: `
    let word = &line[tag_at..end_of_word(tag_at)];
    let next = (tag_at + word.len() + 1).min(line.len());
    let is_level =
        !needs_host && line[next..end_of_word(next)].ends_with(':') && facility_level(word).is_some();
    let tag_at = if is_level { (tag_at + word.len() + 1).min(line.len()) } else { tag_at };
    let tag = &line[tag_at..];
    let mut tag_end = end_of_word(tag_at) - tag_at;
    // `com.apple.xpc.launchd[1] (com.example[12]): exited`
    if !needs_host && tag[..tag_end].ends_with(']') && tag[tag_end..].starts_with(" (") {
        let end = end_of_word(tag_at + tag_end + 1) - tag_at;
        tag_end = if tag[..end].ends_with("):") { end } else { tag_end };
    }
    // `syslogd 1.4.1: restart.`
    if !needs_host && let Some(version_end) = version(&tag[tag_end..]) {
        return Some(((tag_at, tag_at + tag_end), (tag_at + tag_end + version_end).min(line.len())));
    }
    if !is_tag(&tag[..tag_end]) {
        // A line that a number in front marks as syslog has a text all the same.
        return is_sure.then_some(((tag_at, tag_at), tag_at));
    }
    let name_end = tag.bytes().position(|byte| matches!(byte, b'[' | b':' | b' ')).unwrap_or(tag.len());
    // A program's path is no part of its name.
    let folder =
        if tag.starts_with('/') { tag[..name_end].rfind('/').map_or(0, |slash| slash + 1) } else { 0 };
    let message = tag_at + tag_end;
    Some(((tag_at + folder, tag_at + name_end), (message + 1).min(line.len())))
}

/// Whether the third word of a line may be what ends its tag: a version, a name after dashes, a name after a level, or what a
/// process did it for.
fn may_be_apart(second: &str, rest: &str) -> bool {
    version(rest).is_some()
        || rest.starts_with(" -- ")
        || rest.starts_with(" (")
        || facility_level(second).is_some()
}

/// The levels of syslog by their names, as `syslog.conf` has them.
const LEVELS: [&str; 10] =
    ["emerg", "alert", "crit", "err", "error", "warning", "warn", "notice", "info", "debug"];

/// The facilities of syslog by their names.
const FACILITIES: [&str; 21] = [
    "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
    "ntp", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
];

/// The severity of `daemon.err` or `err`, as busybox and F5 write before the program.
fn facility_level(word: &str) -> Option<Severity> {
    // Most words are longer or begin otherwise.
    let level = match word.split_once('.') {
        Some((facility, level)) if FACILITIES.contains(&facility) => level,
        Some(_) => return None,
        None => word,
    };
    LEVELS.contains(&level).then(|| Severity::of_level_name(level))?
}

/// The severity that stands among host and program: `host daemon.err app[12]: `, `host krb5kdc[12](Error): `.
fn stated(before: &str) -> Option<Severity> {
    let before = before.trim_end();
    if let Some(level) = before.strip_suffix("):").and_then(|text| text.rsplit_once("](")) {
        return Severity::of_level_name(level.1);
    }
    // Host, level and program.
    let mut words = before.trim_start().split(' ');
    let (_, level, _) = (words.next()?, words.next()?, words.next()?);
    facility_level(level)
}

/// ` 1.4.1: ` after the name of a program: the bytes of it.
fn version(rest: &str) -> Option<usize> {
    let word = rest.strip_prefix(' ')?;
    let length = word.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let is_version = length > 2 && word[..length].contains('.') && word[length..].starts_with(": ");
    is_version.then_some(length + 3)
}

fn rfc5424(line: &str, at: usize, severity: Option<Severity>, rule: TimeRule) -> Option<Parts> {
    let bytes = line.as_bytes();
    // The time ends where its own reading ends.
    let (stamp, time_end) = match bytes.get(at..)? {
        [b'-', b' ', ..] => (None, at + 1),
        text => {
            let found = stamp::stamp(text, rule)?;
            (Some(found), at + found.used)
        }
    };
    if bytes.get(time_end) != Some(&b' ') {
        return None;
    }
    let mut at = time_end + 1;
    let mut word = || {
        let begin = at;
        let length = bytes[at..].iter().position(|byte| *byte == b' ');
        let end = length.map_or(line.len(), |length| at + length);
        at = (end + 1).min(line.len());
        (begin < line.len()).then_some((begin, end))
    };
    let (host, _) = word()?;
    let name = word()?;
    let name = if &line[name.0..name.1] == "-" { (name.0, name.0) } else { name };
    let process = word()?;
    // Heroku's drains: `app web.1`, `heroku router`.
    let kind = &line[process.0..process.1];
    let kind = kind.find('.').map_or(kind, |dot| &kind[..dot]);
    let is_kind = matches!(&line[name.0..name.1], "app" | "heroku")
        && kind.len() > 1
        && kind.starts_with(|first: char| first.is_ascii_alphabetic());
    let name = if is_kind { (process.0, process.0 + kind.len()) } else { name };
    // The message id is the last word where no data and no message follow it.
    word()?;
    let data_end = structured_data(line, at)?;
    // The rest of the blanks is the text's own: lines of a trace are told by them.
    let message = data_end + usize::from(bytes.get(data_end) == Some(&b' '));
    let mark = if line[message..].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Some(Parts { severity, stamp, name, message: message + mark, origin: host })
}

/// Reads a record of syslog.
pub(crate) fn parse(
    out: &mut Collector<'_>,
    record: &str,
    number: u64,
    parts: Parts,
) -> Result<(), Box<Bad>> {
    out.memory.scratch.clear();
    let mut draft = Draft::new();
    draft.severity = parts.severity;
    let time = match parts.stamp {
        Some(stamp) => {
            let time = out.moment(stamp.time, stamp.zoned, number);
            Some(time.map_err(|error| time_error(error, 1).found(record.get(..24).unwrap_or("")))?)
        }
        None => None,
    };
    draft.time = time;
    draft.text(Field::Service, Span::line(parts.name.0, parts.name.1));
    let first_end = memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len());
    let begin = parts.message.min(first_end);
    let begin = first_end - record[begin..first_end].trim_start_matches(' ').len();
    draft.text(Field::Message, Span::line(begin, first_end));
    if memchr::memchr(b'#', &record.as_bytes()[begin..first_end]).is_some()
        && record[begin..first_end].contains("#012")
    {
        unescaped(&record[begin..first_end], out, &mut draft);
    } else {
        let begin = begin + record[begin..first_end].len() - record[begin..first_end].trim_start().len();
        inner::read(record, begin, first_end, &out.rules.tree, out.rules.time, out.memory, &mut draft);
        plain::trace(record, first_end, &mut draft);
        if !draft.has(Field::Severity)
            && draft.severity < Some(Severity::Medium)
            && look::look(&record[begin..first_end]) == Look::Crash
        {
            plain::crash(record, (begin, first_end), &mut draft);
        }
        // An exception in the text is an error whatever carried it.
        if draft.has(Field::ErrorType)
            && draft.severity < Some(Severity::Medium)
            && !draft.has(Field::Severity)
        {
            draft.severity = Some(Severity::High);
        }
    }
    plain::emit(out, &mut draft, record, number)
}

/// A text of several lines that rsyslog wrote in one.
fn unescaped(text: &str, out: &mut Collector<'_>, draft: &mut Draft) {
    let scratch = &mut out.memory.scratch;
    scratch.push_str(&text.replace("#012", "\n").replace("#011", "\t"));
    let first_end = scratch.find('\n').unwrap_or(scratch.len());
    draft.text(Field::Message, Span::scratch(0, first_end));
    if let Some(found) = traceback::find(scratch) {
        draft.text(Field::ErrorType, Span::scratch(found.error_type.start, found.error_type.end));
        draft.text(Field::StackTrace, Span::scratch(found.stack.start, found.stack.end));
    } else {
        draft.text(Field::StackTrace, Span::scratch((first_end + 1).min(scratch.len()), scratch.len()));
    }
}

/// The number in front, if there is one, and the bytes it took.
pub(crate) fn priority(line: &str) -> (Option<u8>, usize) {
    /// Facility 23, severity 7.
    const LARGEST: u8 = 191;
    let found = line.as_bytes().strip_prefix(b"<").and_then(|rest| {
        let end = rest.iter().take(4).position(|byte| *byte == b'>').filter(|end| *end > 0)?;
        let number = rest[..end]
            .iter()
            .try_fold(0u16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u16::from(byte - b'0')))?;
        let number = u8::try_from(number).ok().filter(|number| *number <= LARGEST)?;
        Some((Some(number), end + 2))
    });
    found.unwrap_or((None, 0))
}

/// The end of the structured data at `at`: `-` or `[id name="value"...]...`.
fn structured_data(line: &str, at: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    if bytes.get(at) == Some(&b'-') {
        return Some(at + 1);
    }
    let mut at = at;
    while bytes.get(at) == Some(&b'[') {
        let mut quoted = false;
        loop {
            at += 1;
            match bytes.get(at)? {
                b'\\' if quoted => at += 1,
                b'"' => quoted = !quoted,
                b']' if !quoted => break,
                _ => {}
            }
        }
        at += 1;
    }
    Some(at)
}
