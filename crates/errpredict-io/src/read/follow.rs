//! A log that is still being written: bytes go in as they come, events come out as soon as their records are whole.

use std::sync::Arc;

use errpredict::{Error, EventRef, Result};

use super::chunk::{CHUNK_BYTES, Chunk, Framing};
use super::collect::{Findings, Memory};
use super::files::rules_of;
use super::options::{ReadOptions, Rules};
use super::recognise::recognise;
use super::report::SourceReport;
use super::task::{OpenFile, Task, strict_error};
use super::{ReadReport, Source};

/// Bytes looked at to find the format; a log that shows none within them is not recognised.
const HEAD_BYTES: usize = 64 << 10;
/// Bytes kept of a record that is too long, to show.
const SHOWN_BYTES: usize = 1 << 10;

/// Reads one growing log.
///
/// A record of several lines (a stack trace) ends where the next begins; [`Following::flush`] ends it when nothing came
/// for a while.
///
/// ```
/// use errpredict_io::{Following, ReadOptions};
///
/// let mut log = Following::new("app.log", &ReadOptions::default())?;
/// let mut seen = Vec::new();
/// let mut each = |event: errpredict::EventRef<'_>| seen.push(event.service.to_owned());
/// log.feed(b"{\"timestamp\":\"2026-11-23T07:00:00Z\",\"service\":\"pay\",", &mut each)?;
/// log.feed(b"\"severity\":\"error\"}\n", &mut each)?;
/// assert_eq!(seen, ["pay"]);
/// # Ok::<(), errpredict::Error>(())
/// ```
pub struct Following {
    rules: Rules,
    /// What was assumed of the file.
    notes: Vec<String>,
    options: ReadOptions,
    name: String,
    file: Option<Arc<OpenFile>>,
    /// Came, and is not yet a whole record.
    pending: Vec<u8>,
    /// The last line that was a record by itself: lines of no form that follow it happened when it did.
    before: Vec<u8>,
    /// The rest of a record over the limit is being thrown away.
    in_too_long: bool,
    continues: bool,
    taken: u64,
    line_ends: u64,
    memory: Memory,
    findings: Findings,
}

impl std::fmt::Debug for Following {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Following")
            .field("name", &self.name)
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}

impl Following {
    /// A log from its beginning.
    ///
    /// # Errors
    /// `invalid_setting` for options out of their range.
    pub fn new(name: impl Into<String>, options: &ReadOptions) -> Result<Following> {
        Ok(Following {
            rules: options.rules()?,
            notes: Vec::new(),
            options: options.clone(),
            name: name.into(),
            file: None,
            pending: Vec::new(),
            before: Vec::new(),
            in_too_long: false,
            continues: false,
            taken: 0,
            line_ends: 0,
            memory: Memory::default(),
            findings: Findings::default(),
        })
    }

    /// The same log from byte `at` on, where a record begins; `head` is its beginning, which tells the format.
    ///
    /// # Errors
    /// `invalid_setting` for options out of their range, `invalid_input` for a format that is not recognised.
    pub fn resume(name: impl Into<String>, options: &ReadOptions, head: &[u8], at: u64) -> Result<Following> {
        let mut following = Following::new(name, options)?;
        following.recognise(head)?;
        following.taken = at;
        Ok(following)
    }

    /// Bytes of the log up to which every record was read: where to go on after a restart.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.taken
    }

    /// Whether its format is known by now.
    #[must_use]
    pub fn is_recognised(&self) -> bool {
        self.file.is_some()
    }

    /// Takes the bytes that came next, and hands on the events of all records that are whole.
    ///
    /// # Errors
    /// `invalid_input` for a format that is not recognised or, with `strict`, at the first bad line.
    pub fn feed(&mut self, bytes: &[u8], each: &mut dyn FnMut(EventRef<'_>)) -> Result<()> {
        // Piece by piece, so that what waits stays small however much comes at once.
        for piece in bytes.chunks(CHUNK_BYTES) {
            self.pending.extend_from_slice(piece);
            self.parse_whole(each)?;
        }
        Ok(())
    }

    /// Nothing came for a while: whole lines that wait are records now. A line without its end goes on waiting, unless
    /// the log has `ended`.
    ///
    /// # Errors
    /// As [`Following::feed`].
    pub fn flush(&mut self, ended: bool, each: &mut dyn FnMut(EventRef<'_>)) -> Result<()> {
        if self.file.is_none() && !self.pending.trim_ascii().is_empty() {
            let whole = if ended { self.pending.len() } else { whole_lines(&self.pending) };
            if whole == 0 {
                return Ok(());
            }
            let head = self.pending[..whole].to_vec();
            self.recognise_at_start(&head)?;
        }
        self.parse_whole(each)?;
        let Some(file) = self.file.clone() else { return Ok(()) };
        let end = match file.framing {
            _ if ended => self.pending.len(),
            // A quoted field or an object may go on: its last line is not its end.
            Framing::Rows { .. } | Framing::Values => 0,
            Framing::Lines | Framing::Starts(_) | Framing::StartsOrLines(..) => whole_lines(&self.pending),
        };
        if end > 0 && !self.in_too_long {
            self.parse(&file, end, each)?;
        }
        Ok(())
    }

    /// What was read so far and what not.
    #[must_use]
    pub fn report(&self) -> ReadReport {
        let format = self.file.as_ref().map_or("empty", |file| file.format);
        let source = SourceReport {
            name: self.name.clone(),
            format,
            bytes: self.taken,
            lines: self.line_ends,
            notes: self.notes.clone(),
            ..SourceReport::default()
        };
        Findings::report(vec![self.findings.clone()], vec![source], &self.options)
    }

    /// Finds the format, and gives the bytes and lines at the beginning that are no records.
    fn recognise(&mut self, head: &[u8]) -> Result<Option<(usize, u64)>> {
        let source = Source::File(self.name.clone().into());
        let rules = Arc::new(rules_of(&self.rules, &source, head, &mut self.notes));
        let Some(found) = recognise(head, self.options.format, &rules, &self.name)? else {
            return Ok(None);
        };
        // A line that is a record by itself need not wait for the next one.
        let framing = match (found.parser.lines_alone(&rules), found.framing) {
            (Some(alone), Framing::Starts(starts)) => Framing::StartsOrLines(starts, alone),
            (_, framing) => framing,
        };
        let file = OpenFile {
            name: self.name.clone(),
            format: found.format.name(),
            index: 0,
            turns: OpenFile::turns(rules.time.zone),
            rules,
            parser: found.parser,
            framing,
        };
        self.file = Some(Arc::new(file));
        Ok(Some(found.skip))
    }

    fn recognise_at_start(&mut self, head: &[u8]) -> Result<()> {
        if let Some((bytes, lines)) = self.recognise(head)? {
            self.pending.drain(..bytes.min(self.pending.len()));
            self.taken += bytes as u64;
            self.line_ends += lines;
        }
        Ok(())
    }

    fn parse_whole(&mut self, each: &mut dyn FnMut(EventRef<'_>)) -> Result<()> {
        if self.in_too_long {
            let Some(end) = memchr::memchr(b'\n', &self.pending) else {
                self.taken += self.pending.len() as u64;
                self.pending.clear();
                return Ok(());
            };
            self.drop_front(end + 1);
            self.in_too_long = false;
        }
        if self.file.is_none() {
            let head = self.pending[..whole_lines(&self.pending)].to_vec();
            match self.recognise_at_start(&head) {
                // A few lines more may show it.
                Err(_) if self.pending.len() < HEAD_BYTES => return Ok(()),
                other => other?,
            }
        }
        let Some(file) = self.file.clone() else { return Ok(()) };
        if let Some(end) = file.framing.cut(&self.pending) {
            self.parse(&file, end, each)?;
        }
        if self.pending.len() > self.rules.max_line_bytes
            && let Some((cut, first)) = file.framing.cut_within(&self.pending, self.rules.max_line_bytes)
        {
            let before = self.pending[..first].to_vec();
            self.parse(&file, cut, each)?;
            self.before = before;
        }
        if self.pending.len() > self.rules.max_line_bytes {
            let shown = self.pending.len().min(SHOWN_BYTES);
            let bytes = self.pending[..shown].to_vec();
            self.hand_over(&file, Chunk { bytes, too_long: true, ..self.chunk() }, each)?;
            (self.in_too_long, self.continues) = (true, true);
            self.taken += self.pending.len() as u64;
            self.pending.clear();
        }
        Ok(())
    }

    /// Parses the first `end` bytes that wait.
    fn parse(&mut self, file: &Arc<OpenFile>, end: usize, each: &mut dyn FnMut(EventRef<'_>)) -> Result<()> {
        let continues = std::mem::take(&mut self.continues);
        let mut chunk = Chunk { continues, ..self.chunk() };
        let bytes = &self.pending[..end];
        let begins = match &file.framing {
            Framing::Starts(starts) => Some((starts, None)),
            Framing::StartsOrLines(starts, alone) => Some((starts, Some(alone))),
            _ => None,
        };
        if let Some((starts, alone)) = begins {
            let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
            if !continues && !self.before.is_empty() && !starts(first) {
                chunk.bytes.extend_from_slice(&self.before);
                (chunk.again, chunk.first_line) = (true, chunk.first_line.saturating_sub(1));
            }
            let last = bytes.trim_ascii_end().rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
            if alone.is_some_and(|alone| alone(last)) {
                self.before.clear();
                self.before.extend_from_slice(last);
                self.before.push(b'\n');
            } else if starts(first) {
                // A record of lines, of which the last may go on.
                self.before.clear();
            }
        }
        chunk.bytes.extend_from_slice(bytes);
        self.drop_front(end);
        self.hand_over(file, chunk, each)
    }

    fn chunk(&self) -> Chunk {
        Chunk { first_line: self.line_ends + 1, ..Chunk::default() }
    }

    fn drop_front(&mut self, end: usize) {
        self.taken += end as u64;
        self.line_ends += memchr::memchr_iter(b'\n', &self.pending[..end]).count() as u64;
        self.pending.drain(..end);
    }

    fn hand_over(
        &mut self,
        file: &Arc<OpenFile>,
        chunk: Chunk,
        each: &mut dyn FnMut(EventRef<'_>),
    ) -> Result<()> {
        let task = Task::new(0, file, chunk);
        let mut fold = |event: EventRef<'_>, _| each(event);
        let bad = task.parse(&self.options, &mut self.memory, &mut self.findings, &mut fold);
        bad.map_or(Ok(()), |bad| Err::<(), Error>(strict_error(&bad)))
    }
}

/// Bytes up to the last line end.
fn whole_lines(bytes: &[u8]) -> usize {
    memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, read_events};

    fn services_and_messages(text: &[u8], pieces: usize) -> (Vec<String>, u64) {
        let options = ReadOptions { service: Some("app".into()), ..ReadOptions::default() };
        let mut log = Following::new("log", &options).unwrap();
        let mut seen = Vec::new();
        let mut each = |event: EventRef<'_>| {
            seen.push(format!("{} {} {:?}", event.service, event.message.unwrap_or(""), event.stack_trace));
        };
        for piece in text.chunks(pieces) {
            log.feed(piece, &mut each).unwrap();
        }
        log.flush(true, &mut each).unwrap();
        assert_eq!(log.position(), text.len() as u64);
        let bad = log.report().bad;
        (seen, bad)
    }

    fn at_once(text: &[u8]) -> (Vec<String>, u64) {
        let options = ReadOptions { service: Some("app".into()), ..ReadOptions::default() };
        let source = Source::Memory { name: "log".into(), bytes: text.to_vec().into() };
        let mut seen = Vec::new();
        let report = read_events(&[source], &options, &mut |event, _| {
            seen.push(format!("{} {} {:?}", event.service, event.message.unwrap_or(""), event.stack_trace));
        });
        (seen, report.unwrap().bad)
    }

    #[test]
    fn pieces_of_any_size_give_what_the_whole_gives() {
        let logs: [&[u8]; 4] = [
            b"{\"timestamp\":\"2026-11-23T07:00:00Z\",\"severity\":\"error\",\"message\":\"a\"}\n{\"timestamp\":\"2026-11-23T07:00:01Z\",\"severity\":\"error\",\"message\":\"b\"}\n",
            b"timestamp,severity,message\n2026-11-23T07:00:00Z,error,\"two\nlines\"\n2026-11-23T07:00:01Z,error,b\n",
            b"2026-11-23T07:00:00Z ERROR first\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: x\n2026-11-23T07:00:02Z ERROR second\n",
            "\u{feff}ts=2026-11-23T07:00:00Z level=error msg=\"a\"\nts=2026-11-23T07:00:01Z level=error msg=\"without an end\"".as_bytes(),
        ];
        for log in logs {
            let whole = at_once(log);
            assert!(whole.0.len() >= 2, "{whole:?}");
            for pieces in [1, 2, 7, 64, 10_000] {
                assert_eq!(services_and_messages(log, pieces), whole, "{pieces}");
            }
        }
    }

    #[test]
    fn lines_of_other_forms_among_objects_are_read_as_in_the_whole_file() {
        let object = |second: u32| {
            format!(
                "{{\"timestamp\":\"2026-11-23T07:00:{second:02}Z\",\"service\":\"pay\",\"severity\":\"info\",\"message\":\"m{second}\"}}\n"
            )
        };
        let mut log = String::new();
        for second in 0..9 {
            log.push_str(&object(second));
            log.push_str(match second {
                2 => "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    g()\nValueError: bad\n",
                3 => "2026-11-23T07:00:03Z ERROR [pay] plain\nTraceback (most recent call last):\n  File \"b.py\", line 1, in f\nKeyError: 1\n",
                5 => "just words\n\n",
                6 => "10.0.0.1 - - [23/Nov/2026:07:00:06 +0000] \"GET /pay HTTP/1.1\" 503 12\n",
                _ => "",
            });
        }
        let whole = at_once(log.as_bytes());
        assert_eq!((whole.0.len(), whole.1), (13, 0), "{whole:?}");
        for pieces in [1, 2, 7, 64, 333, 10_000] {
            assert_eq!(services_and_messages(log.as_bytes(), pieces), whole, "{pieces}");
        }
    }

    #[test]
    fn an_object_does_not_wait_and_what_follows_it_has_its_time() {
        let mut log = Following::new("log", &ReadOptions::default()).unwrap();
        let mut seen = Vec::new();
        let mut each =
            |event: EventRef<'_>| seen.push((event.timestamp.to_string(), event.error_type.to_owned()));
        let object = b"{\"timestamp\":\"2026-11-23T07:00:00Z\",\"service\":\"pay\",\"severity\":\"info\"}\n";
        log.feed(object, &mut each).unwrap();
        log.feed(b"panic: boom\n\n", &mut each).unwrap();
        log.feed(b"goroutine 1 [running]:\nmain.f()\n", &mut each).unwrap();
        log.flush(false, &mut each).unwrap();
        assert_eq!(log.report().bad, 0, "{:?}", log.report());
        assert_eq!(log.report().lines, 5);
        let at = "2026-11-23T07:00:00Z".to_owned();
        assert_eq!(seen.len(), 2, "{seen:?}");
        assert_eq!((&seen[0].0, &seen[1].0), (&at, &at));
    }

    #[test]
    fn a_record_ends_when_nothing_came_for_a_while_and_half_a_line_waits() {
        let options = ReadOptions { service: Some("app".into()), ..ReadOptions::default() };
        let mut log = Following::new("log", &options).unwrap();
        let mut n = 0;
        let text = b"2026-11-23T07:00:00Z ERROR first\n  at f\n2026-11-23T07:00";
        log.feed(text, &mut |_| n += 1).unwrap();
        assert!(n <= 1, "half a line is no event");
        log.flush(false, &mut |_| n += 1).unwrap();
        assert_eq!((n, log.position()), (1, 40), "half a line waits");
        log.feed(b":01Z ERROR second\n", &mut |_| n += 1).unwrap();
        assert_eq!(n, 1);
        log.flush(false, &mut |_| n += 1).unwrap();
        assert_eq!(n, 2);
    }

    #[test]
    fn a_line_over_the_limit_is_never_held_and_is_one_bad_record() {
        let options = ReadOptions { max_line_bytes: 1_024, ..ReadOptions::default() };
        let mut log = Following::new("log", &options).unwrap();
        let line = b"{\"timestamp\":\"2026-11-23T07:00:00Z\",\"service\":\"a\",\"severity\":\"error\"}\n";
        let mut n = 0;
        log.feed(line, &mut |_| n += 1).unwrap();
        for _ in 0..1_000 {
            log.feed(&[b'x'; 1_000], &mut |_| n += 1).unwrap();
            assert!(log.pending.capacity() < 8_192);
        }
        log.feed(b"\n", &mut |_| n += 1).unwrap();
        log.feed(line, &mut |_| n += 1).unwrap();
        assert_eq!((n, log.report().bad, log.report().lines), (2, 1, 3));
    }

    #[test]
    fn going_on_after_a_restart_reads_each_record_once() {
        let text =
            b"timestamp,service,severity\n2026-11-23T07:00:00Z,a,error\n2026-11-23T07:00:01Z,b,error\n";
        let options = ReadOptions::default();
        for cut in 0..text.len() {
            let mut seen = Vec::new();
            let mut log = Following::new("log", &options).unwrap();
            log.feed(&text[..cut], &mut |event| seen.push(event.service.to_owned())).unwrap();
            let at = log.position();
            let mut log = match log.is_recognised() {
                true => Following::resume("log", &options, &text[..cut], at).unwrap(),
                false => Following::new("log", &options).unwrap(),
            };
            log.feed(&text[at as usize..], &mut |event| seen.push(event.service.to_owned())).unwrap();
            assert_eq!(seen, ["a", "b"], "cut at {cut}");
        }
    }
}
