//! The fields of one record as spans of text, and their way into an [`EventRef`].

use errpredict::Attributes;
use errpredict::{EventKind, EventRef, Severity, Timestamp};

use super::fields::{Field, Meaning, Reading};
use super::options::Rules;
use super::passes::Passes;
use super::paths::{path_of, request_path};
use super::report::{Bad, Reason};
pub(crate) use super::span::{Span, Value};
use super::time::TimeError;
use super::zone::Zone;
use super::{level, traceback, words};

mod values;

/// Twelve bytes that are all zero where there is nothing: a draft is made for every record.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    span: Span,
    holds: Holds,
    reading: Reading,
    /// The larger, the better the name.
    weight: u16,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Holds {
    #[default]
    Nothing,
    Text,
    Number,
    Other,
}

impl Slot {
    #[inline]
    fn new(value: Value, reading: Reading, rank: u16) -> Slot {
        let (span, holds) = match value {
            Value::Text(span) => (span, Holds::Text),
            Value::Number(span) => (span, Holds::Number),
            Value::Other(span) => (span, Holds::Other),
        };
        Slot { span, holds, reading, weight: u16::MAX - rank }
    }

    /// Whether a value takes the place of the one there is. Of a level the name counts more than a number beside it, of a
    /// time what is text or a number more than an object, whatever their names.
    #[inline]
    fn yields(self, meaning: Meaning, value: Value) -> bool {
        let by_rank = u16::MAX - meaning.rank >= self.weight;
        let (is_firm, is_level) = (!self.reading.is_weak(), meaning.field == Field::Severity);
        match (self.holds, value) {
            (Holds::Nothing, _) => true,
            _ if meaning.reading.is_weak() => by_rank,
            (Holds::Other, Value::Text(_) | Value::Number(_)) => true,
            (Holds::Number, Value::Text(_)) if is_level => true,
            (Holds::Text | Holds::Number, Value::Other(_)) if is_firm => false,
            (Holds::Text, Value::Number(_)) if is_level && is_firm => false,
            _ => by_rank,
        }
    }

    #[inline]
    fn value(self) -> Option<Value> {
        match self.holds {
            Holds::Nothing => None,
            Holds::Text => Some(Value::Text(self.span)),
            Holds::Number => Some(Value::Number(self.span)),
            Holds::Other => Some(Value::Other(self.span)),
        }
    }
}

/// The fields found in one record.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    slots: [Slot; Field::ALL.len()],
    /// A time the format has read itself.
    pub(crate) time: Option<Timestamp>,
    /// A severity the format has read itself.
    pub(crate) severity: Option<Severity>,
    /// A day, to which the clock may stand elsewhere.
    day: Option<Span>,
    /// Nanoseconds beside whole seconds.
    nanos: Option<Span>,
    /// The kind of every event of the format.
    pub(crate) kind: Option<EventKind>,
    /// What is no field, as the text of a JSON object.
    pub(crate) attributes: Option<Span>,
}

impl Draft {
    #[inline]
    pub(crate) fn new() -> Draft {
        Draft {
            slots: [Slot::default(); Field::ALL.len()],
            time: None,
            severity: None,
            day: None,
            nanos: None,
            kind: None,
            attributes: None,
        }
    }

    /// Notes a value under a name that means something. The better-ranked name stays; of equal names the later one.
    // Inlined, for a value handed over in memory is read back in other pieces than it was written, at a stall each.
    #[inline(always)]
    pub(crate) fn set(&mut self, meaning: Meaning, value: Value) {
        // An empty text is the same as no value, so that it hides no other name of the field.
        let is_empty = matches!(value, Value::Text(span) if span.is_empty());
        if is_empty || (meaning.reading != Reading::Plain && !self.fits(meaning.reading, value)) {
            return;
        }
        let slot = &mut self.slots[meaning.field as usize];
        let better = match meaning.field {
            Field::Severity | Field::Timestamp if slot.holds != Holds::Nothing => slot.yields(meaning, value),
            _ => u16::MAX - meaning.rank >= slot.weight,
        };
        if better {
            *slot = Slot::new(value, meaning.reading, meaning.rank);
        }
    }

    /// Whether a value is one under a name that is read so. What stands beside a time is noted for it.
    #[inline]
    fn fits(&mut self, reading: Reading, value: Value) -> bool {
        match (reading, value) {
            (Reading::Day, Value::Text(span)) => self.day = Some(span),
            (Reading::NanosecondsBeside, Value::Text(span) | Value::Number(span)) => self.nanos = Some(span),
            _ => {}
        }
        match (reading, value) {
            (
                Reading::OnlyText
                | Reading::IfLevel
                | Reading::LevelOrType
                | Reading::Outcome
                | Reading::WithUnit
                | Reading::Tags,
                Value::Text(_),
            ) => true,
            // `D2` (MongoDB)
            (Reading::Letter, Value::Text(span)) => matches!(span.len(), 1 | 2),
            (
                Reading::OnlyText
                | Reading::Letter
                | Reading::IfLevel
                | Reading::LevelOrType
                | Reading::Outcome
                | Reading::WithUnit
                | Reading::Tags
                | Reading::NanosecondsBeside,
                _,
            ) => false,
            _ => true,
        }
    }

    /// Notes a value of a format that does not tell numbers from text.
    pub(crate) fn set_untyped(&mut self, meaning: Meaning, span: Span, text: &str) {
        let body = text.strip_prefix('-').unwrap_or(text);
        let is_number = body.as_bytes().first().is_some_and(u8::is_ascii_digit)
            && body.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let meaning = match meaning.reading {
            Reading::Plain => meaning,
            _ => match meaning.told_by(text) {
                Some(meaning) => meaning,
                None => return,
            },
        };
        self.set(meaning, if is_number { Value::Number(span) } else { Value::Text(span) });
    }

    /// Sets a text field the format found itself.
    pub(crate) fn text(&mut self, field: Field, span: Span) {
        if !span.is_empty() {
            self.slots[field as usize] = Slot::new(Value::Text(span), Reading::Plain, 0);
        }
    }

    /// Leaves fields out.
    pub(crate) fn clear(&mut self, fields: &[Field]) {
        fields.iter().for_each(|field| self.slots[*field as usize] = Slot::default());
    }

    /// Takes a field over from another draft, as it was read there.
    pub(crate) fn set_as(&mut self, field: Field, value: Value, from: &Draft) {
        let reading = from.slots[field as usize].reading;
        self.slots[field as usize] = Slot::new(value, reading, 0);
    }

    pub(crate) fn value(&self, field: Field) -> Option<Value> {
        self.slots[field as usize].value()
    }

    /// Whether what may be a level is one only if it is the name of one.
    pub(crate) fn is_level_unsure(&self) -> bool {
        self.slots[Field::Severity as usize].reading.is_weak()
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.slots[field as usize].holds != Holds::Nothing
    }

    /// Hands on the event, or says why there is none. Optional values that cannot be used, and what was assumed, go to
    /// `notes`.
    // Handed on and not given back: it is a quarter of a kilobyte, which would be copied.
    pub(crate) fn event<'a, R>(
        &self,
        line: &'a str,
        scratch: &'a str,
        around: Around<'a>,
        notes: &mut Notes,
        each: impl FnOnce(EventRef<'a>) -> R,
    ) -> Result<R, Box<Bad>> {
        let rules = around.rules;
        let text = |field: Field| match self.slots[field as usize].value()? {
            Value::Text(span) | Value::Number(span) => Some(span.of(line, scratch)),
            Value::Other(_) => None,
        };
        let timestamp = match self.time {
            Some(time) => time,
            None => self.timestamp(line, scratch, rules, notes)?,
        };
        if Some(timestamp) < rules.earliest {
            let bad = Bad::new(Reason::StrayTime, 0, "a time near those of the other lines");
            return Err(bad.field("timestamp").found(&timestamp.to_string()));
        }
        let service = match text(Field::Service) {
            Some(service) => self.named_service(service),
            None if !around.service.is_empty() => around.service,
            None => match &rules.service {
                Some(service) => service.as_str(),
                None => {
                    let expected = "a field `service` or one of its other names";
                    return Err(Bad::new(Reason::MissingService, 0, expected).field("service"));
                }
            },
        };
        let is_by_file = rules.is_service_assumed && around.service.is_empty() && !self.has(Field::Service);
        notes.by_file += u64::from(is_by_file);
        let stated_kind = self.kind.or_else(|| self.stated_kind(text(Field::Kind)?, notes));
        let status_code = self.status(line, scratch, notes);
        let stated = match self.severity {
            Some(severity) => Some(severity),
            None => self.read_severity(line, scratch, rules, notes).or(around.severity),
        };
        let message = text(Field::Message);
        let is_trace = self.slots[Field::StackTrace as usize].reading != Reading::IfTrace
            || has_trace(text(Field::StackTrace));
        let mut type_above = None;
        let stack_trace = text(Field::StackTrace)
            .filter(|_| is_trace)
            .or_else(|| {
                let (trace, error_type) = self.trace_in(message?, Field::Message)?;
                type_above = Some(error_type);
                Some(trace)
            })
            .filter(|trace| !trace.is_empty());
        // Not a guess: the trace itself says the type, or the text above it.
        let error_type = text(Field::ErrorType).or(type_above).or_else(|| {
            let trace = stack_trace?;
            traceback::find(trace).and_then(|found| trace.get(found.error_type))
        });
        let (endpoint, is_request_line) = self.endpoint(text(Field::Endpoint));
        let kind = stated_kind.unwrap_or_else(|| {
            let asks = is_request_line || text(Field::Method).is_some();
            // What states an error is one, whatever it was asked for; load balancers write a warning beside a status of 503.
            let is_quiet = stated < Some(Severity::High) && error_type.is_none();
            if status_code.is_some() && asks && is_quiet { EventKind::Request } else { EventKind::Error }
        });
        let severity = match (kind, stated, status_code) {
            // Servers write `info` beside a status of 502.
            (EventKind::Request, stated, Some(status)) => stated.max(Some(Severity::of_http_status(status))),
            (_, Some(severity), _) => Some(severity),
            (EventKind::Error, None, Some(status)) => Some(Severity::of_http_status(status)),
            // A deployment is no error whatever its level: what a log does not grade is context.
            (EventKind::Deployment, None, _) => Some(rules.severity.unwrap_or(Severity::Info)),
            // An exception is an error by itself.
            (_, None, _) if error_type.is_some() => Some(rules.severity.unwrap_or(Severity::High)),
            (_, None, _) => message
                .and_then(|text| level::first_word(text.as_bytes()))
                .map(|(found, _)| found)
                .or(rules.severity)
                .or_else(|| {
                    let found = message.filter(|_| rules.level_words).and_then(words::severity)?;
                    notes.words += 1;
                    Some(found)
                }),
        };
        Ok(each(EventRef {
            timestamp,
            service,
            severity,
            kind,
            error_type: error_type.unwrap_or(""),
            message,
            error_id: text(Field::ErrorId),
            code: text(Field::Code),
            status_code,
            endpoint,
            user_id: text(Field::UserId),
            request_id: text(Field::RequestId),
            stack_trace,
            environment: text(Field::Environment),
            release: text(Field::Release),
            response_time_ms: self.response_time(line, scratch, notes),
            attributes: self.attributes.map(|span| Attributes::Json(span.of(line, scratch))),
        }))
    }

    /// The kind that a field states. Many things have a kind: only a name that the user gave must hold one of ours.
    fn stated_kind(&self, text: &str, notes: &mut Notes) -> Option<EventKind> {
        match text {
            "error" => Some(EventKind::Error),
            "request" => Some(EventKind::Request),
            "deployment" => Some(EventKind::Deployment),
            other => {
                if self.slots[Field::Kind as usize].reading != Reading::IfKind {
                    let column = self.column(Field::Kind);
                    let bad = Bad::new(Reason::BadKind, column, "error, request or deployment");
                    notes.ignored.push(*bad.field("kind").found(other));
                }
                None
            }
        }
    }

    /// The severity that the record states.
    pub(crate) fn stated_severity(
        &self,
        line: &str,
        scratch: &str,
        rules: &Rules,
        notes: &mut Notes,
    ) -> Option<Severity> {
        self.severity.or_else(|| self.read_severity(line, scratch, rules, notes))
    }

    /// The service that the record names.
    pub(crate) fn service<'a>(&self, line: &'a str, scratch: &'a str) -> Option<&'a str> {
        match self.value(Field::Service)? {
            Value::Text(span) | Value::Number(span) => Some(self.named_service(span.of(line, scratch))),
            Value::Other(_) => None,
        }
    }

    /// The name of a service as its source means it: `shop.service` is `shop`.
    fn named_service<'a>(&self, service: &'a str) -> &'a str {
        match self.slots[Field::Service as usize].reading {
            Reading::Unit => {
                service.strip_suffix(".service").filter(|name| !name.is_empty()).unwrap_or(service)
            }
            // Docker's own names begin with a slash.
            _ => service.strip_prefix('/').filter(|rest| !rest.is_empty()).unwrap_or(service),
        }
    }

    /// The path, and whether it stood in a whole request such as `GET /a HTTP/1.1`.
    fn endpoint<'a>(&self, text: Option<&'a str>) -> (Option<&'a str>, bool) {
        let Some(text) = text else { return (None, false) };
        if self.slots[Field::Endpoint as usize].reading == Reading::RequestLine
            && let Some(span) = request_path(text, (0, text.len()))
        {
            return (path_of(span.of(text, "")), true);
        }
        (path_of(text), false)
    }

    /// A trace that stands in another field, below its first line.
    ///
    /// Only in a text whose escapes were undone, as JSON and logfmt write line ends: looking through every message costs a
    /// tenth of reading. So a cell of a table with line ends of its own is not looked through.
    #[inline]
    fn trace_in<'a>(&self, text: &'a str, field: Field) -> Option<(&'a str, &'a str)> {
        let has_escapes = matches!(self.value(field), Some(Value::Text(span)) if span.in_scratch());
        if !has_escapes || memchr::memchr(b'\n', text.as_bytes()).is_none() {
            return None;
        }
        let found = traceback::find(text)?;
        Some((text.get(found.stack)?, text.get(found.error_type)?))
    }

    fn column(&self, field: Field) -> usize {
        match self.slots[field as usize].value() {
            Some(Value::Text(span) | Value::Number(span) | Value::Other(span)) => span.column(),
            None => 0,
        }
    }

    /// The same with its pieces of the line taken into the scratch text, so that they can stand beside another line.
    #[cold]
    pub(crate) fn moved(&self, line: &str, scratch: &mut String) -> Draft {
        let mut moved = self.clone();
        let mut take = |span: Span| {
            if span.in_scratch() {
                return span;
            }
            let begin = scratch.len();
            scratch.push_str(span.of(line, ""));
            Span::scratch(begin, scratch.len())
        };
        for slot in moved.slots.iter_mut().filter(|slot| slot.holds != Holds::Nothing) {
            slot.span = take(slot.span);
        }
        for span in [&mut moved.day, &mut moved.nanos, &mut moved.attributes] {
            *span = span.map(&mut take);
        }
        moved
    }

    /// The same with a time from elsewhere.
    pub(crate) fn at(&self, time: Timestamp) -> Draft {
        Draft { time: Some(time), ..self.clone() }
    }

    /// Whether its fields say no time, or one that cannot be placed as well as the line around it.
    #[cold]
    pub(crate) fn lacks_time(&self, line: &str, scratch: &str, rules: &Rules, is_outer_sure: bool) -> bool {
        let mut notes = Notes::default();
        match self.timestamp(line, scratch, rules, &mut notes) {
            Ok(_) => is_outer_sure && notes.zoneless > 0 && rules.time.zone == Zone::Assumed,
            Err(bad) => matches!(bad.reason, Reason::MissingTimestamp | Reason::NoYear),
        }
    }
}

/// Whether a text holds a trace.
#[cold]
fn has_trace(text: Option<&str>) -> bool {
    text.is_some_and(|text| traceback::find(text).is_some())
}

/// What is known of a record beside what stands in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    pub(crate) rules: &'a Rules,
    /// The service of the line around it; empty where there is none.
    pub(crate) service: &'a str,
    /// The severity of the line around it.
    pub(crate) severity: Option<Severity>,
}

/// What is to be told of the records that were read.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Values that could not be used.
    pub(crate) ignored: Vec<Bad>,
    /// Times without a zone.
    pub(crate) zoneless: u64,
    /// Times that are numbers, by the unit they were taken to count.
    pub(crate) epochs: [u64; 4],
    /// Levels taken from words of the message.
    pub(crate) words: u64,
    /// Services that are the name of the file.
    pub(crate) by_file: u64,
    /// What tells which of two moments a local time means, in a zone whose clock is set back.
    pub(crate) passes: Option<Box<Passes>>,
}

impl Notes {
    /// A time that names no zone, as it is meant; `outer` is the time of the line around it, where that is sure.
    pub(crate) fn local(&mut self, read: Timestamp, outer: Option<Timestamp>) -> Timestamp {
        self.zoneless += 1;
        match &mut self.passes {
            Some(passes) => passes.placed(read, outer),
            None => read,
        }
    }

    /// The same of what may name one.
    pub(crate) fn placed(&mut self, (read, zoned): (Timestamp, bool)) -> Timestamp {
        if zoned { read } else { self.local(read, None) }
    }
}

/// The bad line of a time that could not be read.
pub(crate) fn time_error(error: TimeError, column: usize) -> Box<Bad> {
    let (reason, expected) = match error {
        TimeError::Form => (
            Reason::BadTimestamp,
            "RFC 3339 such as 2026-11-23T06:57:22Z, or a number since 1970 in s, ms, µs or ns",
        ),
        TimeError::NoYear => (Reason::NoYear, "a year"),
        TimeError::Range => {
            (Reason::TimeRange, "a time that exists, from 0001-01-01 to 9999-12-30 22:00 UTC")
        }
    };
    Bad::new(reason, column, expected).field("timestamp")
}
