//! A record that may go on in the next lines.

use std::sync::LazyLock;

use errpredict::{Severity, Timestamp};
use memchr::memmem::Finder;

use super::blocks;
use super::collect::{Collector, Outer, Text, outer_of};
use super::line_head::Head;
use super::listing::Listing;
use super::look::{self, Look};
use super::syslog::Parts;
use super::{exception_line, server_error, traceback};

/// Milliseconds by which the lines of one trace may be apart.
const TRACE_MS: i64 = 2_000;
/// The same where a time stands before every line and nothing else is known of who wrote them: they were written in one go.
const TIMED_MS: i64 = 999;

/// How a record begins.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Start {
    Json,
    Access,
    Logfmt,
    Syslog(Parts),
    Plain(Head),
    Nginx(Head),
    Apache(Head),
    /// A pattern of the user, by its number.
    Own(usize),
    /// A list of fields in a form of its own.
    Listed(Listing),
    /// A line of a log that others give its times.
    Bare,
}

/// A record that may go on.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) start: Start,
    pub(crate) begin: usize,
    pub(crate) first_end: usize,
    /// After its last line.
    pub(crate) end: usize,
    /// Number of its first line.
    pub(crate) number: u64,
    /// Number of its last line so far.
    last: u64,
    /// Whether its first line was read already.
    pub(crate) done: bool,
    /// Whether it stands in `Memory::joined`, because lines that are no neighbours belong to it.
    pub(crate) joined: bool,
    /// Whether all its lines are of one text.
    pub(crate) is_whole: bool,
    /// Whether a trace has begun in it, and whether its last line says that it goes on.
    in_trace: bool,
    linked: bool,
    /// Whether its last line is indented, and whether it ends with a colon.
    indented: bool,
    open: bool,
    /// Whether lines without a head of their own belong to it: what comes with one is then another record.
    has_bare_lines: bool,
    /// Whether no line below its first can begin anything else, if it is an error.
    pub(crate) is_one_trace: bool,
}

impl Pending {
    pub(crate) fn new(start: Start, line: &str, begin: usize, number: u64) -> Pending {
        let end = begin + line.len();
        let look = match start {
            Start::Bare => look::look(line),
            _ => Look::Words,
        };
        Pending {
            start,
            begin,
            first_end: end,
            end,
            number,
            last: number,
            done: false,
            joined: false,
            is_whole: matches!(start, Start::Listed(listing) if listing.is_block()),
            in_trace: look.is_of_trace(),
            linked: look == Look::Crash && line.trim_end().ends_with(':'),
            indented: false,
            open: false,
            has_bare_lines: false,
            is_one_trace: true,
        }
    }

    /// One whose first line was read.
    pub(crate) fn done(start: Start, line: &str, begin: usize, number: u64) -> Pending {
        let end = begin + line.len();
        Pending {
            start,
            begin,
            first_end: end,
            end,
            number,
            last: number,
            done: true,
            joined: false,
            is_whole: false,
            in_trace: false,
            linked: false,
            indented: false,
            open: false,
            has_bare_lines: false,
            is_one_trace: true,
        }
    }

    /// When it happened, as its head says.
    pub(crate) fn time(&self) -> Option<Timestamp> {
        match self.start {
            Start::Plain(head) | Start::Nginx(head) | Start::Apache(head) => head.time.ok(),
            Start::Syslog(parts) => parts.time(),
            _ => None,
        }
    }

    /// Adds a line that begins no record.
    pub(crate) fn extend(&mut self, line: &str, end: usize, number: u64, out: &mut Collector<'_>) {
        self.has_bare_lines = true;
        self.is_one_trace &= !self.joined && blocks::is_of_one_trace(line, self.end == self.first_end);
        if self.joined {
            out.memory.joined.push('\n');
            out.memory.joined.push_str(line);
        } else {
            self.end = end;
        }
        if out.outer.is_empty() {
            // What follows a record is looked at when the record is whole.
            (self.in_trace, self.last) = (true, number);
        } else {
            self.note(line, number);
        }
    }

    /// Adds an indented line of a log that stands alone.
    #[inline]
    pub(crate) fn extend_indented(&mut self, end: usize, number: u64) {
        (self.end, self.in_trace, self.last) = (end, true, number);
        self.has_bare_lines = true;
    }

    /// Adds the rest of a line that begins like a record and belongs to this one.
    pub(crate) fn join(
        &mut self,
        text: &Text<'_>,
        (rest, is_whole): (&str, bool),
        number: u64,
        out: &mut Collector<'_>,
    ) {
        self.is_whole |= is_whole;
        if !self.joined {
            out.memory.joined.clear();
            out.memory.joined.push_str(&text.readable(self.begin, self.end));
            self.joined = true;
        }
        out.memory.joined.push('\n');
        // rsyslog writes a tab as its number.
        match rest.strip_prefix("#011") {
            Some(rest) => out.memory.joined.extend(["\t", rest]),
            None => out.memory.joined.push_str(rest),
        }
        self.note(rest, number);
        self.in_trace = true;
    }

    fn note(&mut self, line: &str, number: u64) {
        // The state of a trace matters only where lines of other records can belong to it.
        let look = look::look(line);
        self.in_trace |= look.is_of_trace();
        self.indented = look == Look::Indented;
        self.open = line.trim_end().ends_with(':');
        self.linked = look == Look::Link || self.open;
        self.last = number;
    }

    /// Whether a line without a head of its own, in a log that others give its times, belongs to this record: it looks
    /// like a part of a trace, and was written at the same time.
    pub(crate) fn takes_bare(
        &self,
        line: &str,
        number: u64,
        is_at_least: impl Fn(Severity) -> bool,
        out: &Collector<'_>,
    ) -> bool {
        let look = look::look(line);
        // Most lines are words after words.
        if look == Look::Level || (look == Look::Words && !self.in_trace) {
            return false;
        }
        let time = |number| outer_of(&out.outer, number).and_then(|outer: Outer| outer.time);
        let is_near = match (time(self.last), time(number)) {
            (Some(before), Some(now)) => (now.ms() - before.ms()).abs() <= TRACE_MS,
            _ => true,
        };
        // A line that its program set off by one blank, at another time, is one of its own: no frame is.
        let is_set_off = |line: &str| {
            line.starts_with(' ')
                && !line.starts_with("  ")
                && !line[1..].starts_with(['-', '.', '|', '^', '~'])
                && !look::is_indented_frame(line)
        };
        if look == Look::Indented && time(self.last) != time(number) && is_set_off(line) {
            return false;
        }
        if look == Look::Crash && look::is_by_runtime(line) && !self.linked {
            return false;
        }
        let dies = look == Look::Crash && look::ends_program(line);
        let least = if dies { Severity::High } else { Severity::Medium };
        is_near && self.goes_on(look, line, is_at_least(least))
    }

    /// Whether a text that looks so goes on with the trace of this record.
    fn goes_on(&self, look: Look, line: &str, is_error: bool) -> bool {
        match look {
            Look::Blank | Look::Indented => true,
            Look::Sign => self.in_trace || line.starts_with(['}', ')', ']']),
            Look::Link => self.in_trace || (is_error && !look::is_soft(line)),
            Look::Crash => (is_error && !self.in_trace) || (self.in_trace && self.linked),
            Look::Type => self.in_trace || is_error,
            Look::Words => {
                self.in_trace && (self.linked || (self.indented && traceback::may_end_python(line)))
            }
            Look::Level => false,
        }
    }

    /// The same of the text of a line that has a head of its own, and so may be a record as well; `own` is the text of this
    /// record's first line.
    fn goes_on_headed(&self, own: &str, rest: &str, is_error: impl Fn() -> bool) -> bool {
        let look = look::look(rest);
        let in_trace = self.in_trace || look::look(own).is_of_trace();
        let is_indented = self.in_trace && self.indented;
        let is_open = if self.in_trace { self.open } else { own.trim_end().ends_with(':') };
        let is_linked = is_open || self.in_trace && self.linked;
        match look {
            Look::Level => false,
            Look::Blank => in_trace,
            Look::Indented => {
                in_trace
                    || look::is_indented_frame(rest) && is_error()
                    || rest.starts_with("      ") && look::is_category(own)
            }
            Look::Sign => in_trace && rest.starts_with(['}', ')', ']', '/', '^']),
            Look::Link if look::is_soft(rest) => in_trace && rest.contains(['(', ':']),
            Look::Link => in_trace || is_error(),
            Look::Crash if in_trace => is_linked,
            Look::Crash => is_error(),
            // Errors that are a type and a message each, one below the other, are as many errors.
            Look::Type if in_trace => is_indented || is_linked,
            Look::Type => is_error(),
            Look::Words => in_trace && (is_open || (is_indented && traceback::may_end_python(rest))),
        }
    }

    /// The rest of a line that begins with a time of its own and goes on with this record all the same: container runtimes and
    /// platforms put a time before every line of a trace.
    fn takes_timed<'a>(
        &self,
        (before, first): (Head, &str),
        (head, line): (Head, &'a str),
        is_error: impl Fn() -> bool,
    ) -> Option<(&'a str, bool)> {
        let is_near = match (before.time, head.time) {
            (Ok(before), Ok(now)) => (now.ms() - before.ms()).abs() <= TIMED_MS,
            _ => false,
        };
        if !is_near || before.severity != head.severity {
            return None;
        }
        // What stands between the time and the text of both, such as a level and a name, up to a space.
        let (own, rest) = (first.get(before.used..)?, line.get(head.used..)?);
        let same = own.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b).count();
        let same = rest[..floor(rest, same)].rfind([' ', '\t']).map_or(0, |space| space + 1);
        let (own, rest) = (own.get(same..)?, rest.get(same..)?);
        let is_text = !own.starts_with([' ', '\t']);
        let may_go_on = self.in_trace || may_be_trace(rest) || own.ends_with(':');
        (is_text && may_go_on && self.goes_on_headed(own, rest, is_error)).then_some((rest, true))
    }

    /// The part of a line that goes on with this record, though it begins like a record of its own, and whether all that
    /// follows it does too. `is_error` is asked only where it matters.
    pub(crate) fn takes<'a>(
        &self,
        start: Start,
        line: &'a str,
        text: &Text<'_>,
        is_error: impl Fn() -> bool,
    ) -> Option<(&'a str, bool)> {
        match (self.start, start) {
            (Start::Plain(before), Start::Plain(head)) => {
                if let Some(detail) = detail(line, head.used) {
                    return Some((detail, true));
                }
                if self.has_bare_lines {
                    return None;
                }
                let first = text.record(self.begin, self.first_end).ok()?;
                let time = line.get(..head.used)?;
                if !first.starts_with(time) {
                    return self.takes_timed((before, first), (head, line), is_error);
                }
                // As far as the two are the same, up to a space.
                let same = first.bytes().zip(line.bytes()).take_while(|(a, b)| a == b).count();
                let same = if same == line.len() { same } else { line[..floor(line, same)].rfind(' ')? + 1 };
                let rest = behind_same_brackets(line.get(same..)?, first);
                let look = look::look(rest);
                let goes_on = match look {
                    // The whole record again is another one.
                    Look::Blank => self.in_trace && line.trim_end() != first.trim_end(),
                    Look::Indented | Look::Crash | Look::Type | Look::Link => self.goes_on(look, rest, true),
                    Look::Words => self.in_trace && self.goes_on(look, rest, true),
                    _ => false,
                };
                if same > head.used && goes_on && is_error() {
                    return Some((rest, false));
                }
                self.takes_timed((before, first), (head, line), is_error)
            }
            // mod_wsgi puts the head of the record before every line of a traceback.
            (Start::Apache(before), Start::Apache(head)) => {
                let at = server_error::apache_text(line, head.used);
                let rest = line.get(at..)?;
                let look = look::look(rest);
                if matches!(look, Look::Level | Look::Sign | Look::Blank)
                    || (look == Look::Words && !self.in_trace)
                {
                    return None;
                }
                let first = text.record(self.begin, self.first_end).ok()?;
                let is_near = match (before.time, head.time) {
                    (Ok(before), Ok(now)) => (now.ms() - before.ms()).abs() <= TRACE_MS,
                    _ => false,
                };
                let same = first.get(before.used..server_error::apache_text(first, before.used));
                let goes_on = is_near && same == line.get(head.used..at) && self.goes_on(look, rest, true);
                (goes_on && is_error()).then_some((rest, false))
            }
            (Start::Syslog(before), Start::Syslog(parts)) => {
                let rest = line.get(parts.message..)?;
                // Most messages are words.
                let first = text.record(self.begin, self.first_end).ok()?;
                if !self.in_trace && !may_be_trace(rest) && !first.ends_with(':') {
                    return None;
                }
                let is_near = match (before.time(), parts.time()) {
                    (Some(before), Some(now)) => (now.ms() - before.ms()).abs() <= TRACE_MS,
                    _ => false,
                };
                let own = first.get(before.message..).unwrap_or("");
                (is_near
                    && before.origin(first) == parts.origin(line)
                    && self.goes_on_headed(own, rest, is_error))
                .then_some((rest, true))
            }
            _ => None,
        }
    }
}

/// Whether a text may begin as what follows the first line of a record begins: a cheap look, most messages are words.
fn may_be_trace(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b' ' | b'\t' | b'#' | b'*' | b'/' | b'+') => true,
        Some(_) => {
            let word = text.split([' ', ':']).next().unwrap_or("");
            word.contains('.') || exception_line::has_usual_ending(word) || look::look(text).is_of_trace()
        }
        None => true,
    }
}

/// What follows brackets that the first line of a record has too, as OpenStack repeats them: `[instance: a1]   File "a.py"`.
fn behind_same_brackets<'a>(rest: &'a str, first: &str) -> &'a str {
    let mut rest = rest;
    while rest.starts_with('[')
        && let Some((bracket, after)) = rest.split_once("] ")
        && first.contains(bracket)
    {
        rest = after;
    }
    rest
}

/// The boundary of a letter at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Two spaces after a colon, as PostgreSQL writes after its levels.
static COLON: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(":  "));

/// What PostgreSQL adds to the record before, from its word on.
fn detail(line: &str, at: usize) -> Option<&str> {
    // In English, German, French, Spanish, Italian, Portuguese and Russian, as its message catalogues have them.
    const WORDS: [&str; 37] = [
        "DETAIL",
        "HINT",
        "STATEMENT",
        "CONTEXT",
        "QUERY",
        "LOCATION", //
        "TIPP",
        "ANWEISUNG",
        "ZUSAMMENHANG",
        "ANFRAGE",
        "ORT", //
        "DÉTAIL",
        "ASTUCE",
        "INSTRUCTION",
        "CONTEXTE",
        "REQUÊTE",
        "EMPLACEMENT", //
        "DETALLE",
        "SUGERENCIA",
        "SENTENCIA",
        "CONTEXTO",
        "CONSULTA",
        "UBICACIÓN", //
        "DETTAGLI",
        "DETTAGLIO",
        "SUGGERIMENTO",
        "ISTRUZIONE",
        "CONTESTO", //
        "DETALHE",
        "DICA",
        "COMANDO",
        "LOCAL", //
        "ПОДРОБНОСТИ",
        "ПОДСКАЗКА",
        "ОПЕРАТОР",
        "КОНТЕКСТ",
        "ЗАПРОС",
    ];
    /// Time, process, user and database stand before it.
    const WITHIN: usize = 160;
    let rest = line.get(at..)?;
    let colon = COLON.find(&rest.as_bytes()[..rest.len().min(WITHIN)])?;
    let word = rest[..colon].rfind(' ').map_or(0, |space| space + 1);
    WORDS.contains(&&rest[word..colon]).then(|| &rest[word..])
}
