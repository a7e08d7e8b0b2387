//! The files of a reading, opened one after the other, and what is known of each before its first record.

use std::io::BufRead;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};

use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, Result, Timestamp};

#[cfg(feature = "parquet")]
use super::chunk::Framing;
use super::chunk::{CHUNK_BYTES, Chunk, Chunker};
#[cfg(feature = "parquet")]
use super::options::Format;
use super::options::Rules;
use super::recognise::recognise;
use super::stamp;
use super::task::{OpenFile, Progress, Task};
use super::unpack::Cut;
use super::zone::{TimeRule, Zone};
use super::{ReadOptions, Source, SourceReport, calendar, clock, colour, counted, dresses, line_head, marks};
#[cfg(feature = "parquet")]
use super::{columns, parser::Parser};

type Input = Box<dyn BufRead + Send>;

/// What a file is made of.
enum Records {
    Text(Chunker<Input>),
    #[cfg(feature = "parquet")]
    Columns(columns::Batches),
}

impl Records {
    fn next(&mut self, buffer: Vec<u8>, source: &Source) -> Result<Option<Chunk>> {
        match self {
            Records::Text(chunker) => chunker.next(buffer).map_err(|error| source.error(&error)),
            #[cfg(feature = "parquet")]
            Records::Columns(batches) => batches.next(),
        }
    }

    /// Lines and bytes handed out.
    fn sizes(&self) -> (u64, u64) {
        match self {
            Records::Text(chunker) => (chunker.lines(), chunker.bytes),
            #[cfg(feature = "parquet")]
            Records::Columns(batches) => (batches.rows(), batches.bytes()),
        }
    }
}

/// The files one after the other, chunk by chunk.
pub(super) struct Stream<'a> {
    rules: Rules,
    sources: &'a [Source],
    options: &'a ReadOptions,
    next_source: usize,
    current: Option<(Records, Arc<OpenFile>)>,
    pub(super) reports: Vec<SourceReport>,
    /// What became of the file being read, if it is cut off or damaged.
    cut: Cut,
    taken: Arc<AtomicU64>,
    total: Option<u64>,
    n_tasks: u64,
}

impl<'a> Stream<'a> {
    pub(super) fn new(sources: &'a [Source], options: &'a ReadOptions) -> Result<Stream<'a>> {
        Ok(Stream::with_rules(options.rules()?, sources, options))
    }

    /// The same by rules that were made of the options before.
    pub(super) fn with_rules(rules: Rules, sources: &'a [Source], options: &'a ReadOptions) -> Stream<'a> {
        Stream {
            rules,
            sources,
            options,
            next_source: 0,
            current: None,
            reports: Vec::new(),
            cut: Cut::default(),
            taken: Arc::default(),
            total: sources.iter().map(Source::size).sum(),
            n_tasks: 0,
        }
    }

    /// The next chunk of the logs, read into `buffer`.
    pub(super) fn next(
        &mut self,
        buffer: Vec<u8>,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Option<Task>> {
        loop {
            if self.current.is_none() && !self.open_next()? {
                return Ok(None);
            }
            let Some((records, file)) = &mut self.current else { continue };
            let source = &self.sources[file.index];
            match records.next(buffer, source)? {
                Some(chunk) => {
                    let bytes_done = self.taken.load(Ordering::Relaxed);
                    progress(Progress { source: &file.name, bytes_done, bytes_total: self.total });
                    self.n_tasks += 1;
                    return Ok(Some(Task::new(self.n_tasks, file, chunk)));
                }
                None => {
                    let report = &mut self.reports[file.index];
                    (report.lines, report.bytes) = records.sizes();
                    report.notes.extend(self.cut.lock().unwrap_or_else(PoisonError::into_inner).take());
                    self.current = None;
                    return self.next(Vec::new(), progress);
                }
            }
        }
    }

    /// Opens the next file that has anything in it.
    fn open_next(&mut self) -> Result<bool> {
        while let Some(source) = self.sources.get(self.next_source) {
            let index = self.next_source;
            self.next_source += 1;
            let name = source.name();
            let mut chunker = Chunker::new(source.open(&self.taken, &self.cut)?, self.rules.max_line_bytes);
            let head = chunker.head().map_err(|error| source.error(&error))?;
            if let Some(format) = marks::columnar(head, self.options.format, &name)? {
                self.reports.push(SourceReport {
                    name: name.clone(),
                    format: format.name(),
                    ..SourceReport::default()
                });
                #[cfg(feature = "parquet")]
                self.open_columns(index, format, chunker)?;
                return Ok(true);
            }
            let mut notes = Vec::new();
            let rules = Arc::new(rules_of(&self.rules, source, head, &mut notes));
            let found = recognise(head, self.options.format, &rules, &name)?;
            let format = found.as_ref().map_or("empty", |found| found.format.name());
            self.reports.push(SourceReport { name: name.clone(), format, notes, ..SourceReport::default() });
            if let Some(found) = found {
                chunker.set_framing(found.framing.clone());
                chunker.skip_head(found.skip.0, found.skip.1);
                let turns = OpenFile::turns(rules.time.zone);
                let (parser, framing) = (found.parser, found.framing);
                let file = OpenFile { name, format, index, rules, parser, framing, turns };
                self.current = Some((Records::Text(chunker), Arc::new(file)));
                return Ok(true);
            }
            if !chunker.skip_blank() {
                let message = "the log begins with more blank lines than are looked at to find its format; --format NAME forces one";
                return Err(Error::new(ErrorKind::InvalidInput, message).with("file", name));
            }
            let report = &mut self.reports[index];
            (report.lines, report.bytes) = (chunker.lines(), chunker.bytes);
        }
        Ok(false)
    }
}

#[cfg(feature = "parquet")]
impl Stream<'_> {
    /// Opens a file of columns, the beginning of which `chunker` has read.
    fn open_columns(&mut self, index: usize, format: Format, chunker: Chunker<Input>) -> Result<()> {
        let source = &self.sources[index];
        let name = source.name();
        let (batches, columns) = match format {
            Format::Arrow => {
                let (head, rest) = chunker.into_parts();
                columns::arrow(&head, rest, &self.rules.tree, &name)?
            }
            _ => columns::parquet(source, &self.rules.tree)?,
        };
        let rules = Arc::new(rules_of(&self.rules, source, b"", &mut Vec::new()));
        let (format, parser) = (format.name(), Parser::Columns(columns));
        let turns = OpenFile::turns(rules.time.zone);
        let file = OpenFile { name, format, index, rules, parser, framing: Framing::Lines, turns };
        self.current = Some((Records::Columns(batches), Arc::new(file)));
        Ok(())
    }
}

/// Lines looked at for dates.
const LINES_LOOKED_AT: usize = 2_000;
/// Lines whose times are read before the first is: a middle needs no more.
const LINES_TIMED: usize = 300;
/// Lines among which one names a day, if any does without a year.
const LINES_DATED: usize = 100;

/// The rules of one file: what its path, its age and its first lines say beside the options.
pub(super) fn rules_of(rules: &Rules, source: &Source, head: &[u8], notes: &mut Vec<String>) -> Rules {
    let mut rules = rules.clone();
    if let Some(service) = rules.service_of(&source.name()) {
        rules.service = Some(service.to_owned());
    } else if rules.service.is_none()
        && let Some(name) = source.service_name()
    {
        rules.service = Some(name);
        rules.is_service_assumed = true;
    }
    // Objects and rows say their times in full.
    let lines =
        || head.split(|&byte| byte == b'\n').take(LINES_LOOKED_AT).filter(|line| line.first() != Some(&b'{'));
    // Brackets, quotes and the number of syslog may stand before a time.
    let begin = |line: &[u8]| {
        let at = line.iter().take_while(|byte| matches!(byte, b'"' | b'[' | b' ' | 0)).count();
        let number = line[at..].iter().take(5).position(|byte| *byte == b'>');
        at + number.filter(|_| line.get(at) == Some(&b'<')).map_or(0, |end| end + 1)
    };
    let day_first = lines().find_map(|line| {
        let line = colour::strip(line);
        calendar::day_before_month(&line[begin(&line).min(line.len())..])
    });
    rules.time.day_first = day_first.unwrap_or(false);
    let first = lines().find_map(|line| {
        let line = colour::strip(line);
        stamp::month_and_day(&line[begin(&line).min(line.len())..])
    });
    // The time may stand further on: `1:M 23 Nov 06:57:22.125 # `.
    let first = first.or_else(|| {
        lines().take(LINES_DATED).find_map(|line| line_head::month_and_day(&colour::strip(line)))
    });
    rules.time.first = first;
    if let (Some((month, day)), None) = (first, rules.time.year) {
        rules.time.year = source.newest_year(month, day);
        if let Some(year) = rules.time.year {
            notes.push(format!(
                "its times name no year; the first is taken to be of {year}, for the file is not older; --year YYYY says otherwise"
            ));
        }
    }
    // A header of a table says the day itself.
    if !head.starts_with(b"#") && head.len() < CHUNK_BYTES {
        // Where a header names the day, the times below it are few in a short log.
        let above = day_above(lines(), &rules);
        let share = if above.is_some() { 4 } else { 2 };
        match (clocks(lines(), share), above) {
            (Some(_), Some(day)) => {
                rules.time.date = Some(day);
                notes.push(
                    "its times name no day; the first is taken to be of the day that its header names"
                        .to_owned(),
                );
            }
            (Some(turns), None) => {
                if let Some(last) = source.written_on() {
                    rules.time.date = Some(last - turns);
                    notes.push(
                        "its times name no day; the last is taken to be of the day when the file was written"
                            .to_owned(),
                    );
                }
            }
            (None, _) => {}
        }
    }
    rules.earliest = earliest(lines().take(LINES_TIMED), &rules);
    rules
}

/// The day that a header names before lines that name but a clock: `Log opened Mon Nov 23 06:57:22 2026`, `=== Verbose logging
/// started: 11/23/2026  6:57:22`; since 1970.
fn day_above<'a>(lines: impl Iterator<Item = &'a [u8]>, rules: &Rules) -> Option<i64> {
    /// Lines of a header.
    const LINES: usize = 5;
    let rule = TimeRule { date: None, zone: Zone::Offset(0), ..rules.time };
    let day = |line: &[u8]| {
        let starts =
            line.iter().enumerate().filter(|(at, _)| *at > 0 && matches!(line[at - 1], b' ' | b'\t'));
        let found =
            starts.filter_map(|(at, _)| stamp::stamp(&line[at..], rule)).find(|found| found.used > 10)?;
        Some(found.time.ok()?.ms().div_euclid(DAY_MS))
    };
    // What stands below a clock is told of another day.
    let clocked = TimeRule { date: Some(0), ..rule };
    let is_header = |line: &&[u8]| stamp::stamp(behind_clock_signs(line), clocked).is_none();
    lines.filter(|line| !line.is_empty()).take(LINES).take_while(is_header).find_map(day)
}

/// How often midnight passes between lines that begin with a clock and no date; nothing if less than one of `share` does.
fn clocks<'a>(lines: impl Iterator<Item = &'a [u8]>, share: usize) -> Option<i64> {
    let rule = TimeRule { date: Some(0), ..TimeRule::default() };
    let (mut n_lines, mut n_clocks, mut turns, mut last) = (0, 0, 0, 0);
    let may_begin = |line: &&[u8]| std::str::from_utf8(line).is_ok_and(counted::may_begin);
    for line in lines.filter(|line| line.first().is_some_and(u8::is_ascii_digit) || may_begin(line)) {
        n_lines += 1;
        let line = behind_clock_signs(line);
        let is_clock = line[0].is_ascii_digit() && matches!(line.get(1), Some(b'0'..=b'9' | b':'));
        let found = Some(line).filter(|_| is_clock).and_then(|line| stamp::stamp(line, rule));
        let Some(time) =
            found.and_then(|found| found.time.ok()).filter(|time| (0..DAY_MS).contains(&time.ms()))
        else {
            continue;
        };
        n_clocks += 1;
        turns += i64::from(clock::is_next_day(last, time.ms()));
        last = time.ms();
    }
    (n_clocks * share > n_lines).then_some(turns)
}

/// A line from its clock on: behind a bracket (`[06:57:22]`), a letter in it (`[E 06:57:22 app]`), or the words of Windows'
/// installer (`MSI (s) (E4:10) [06:57:22:125]`).
fn behind_clock_signs(line: &[u8]) -> &[u8] {
    let rest = match dresses::installer(line) {
        Some(at) => &line[at..],
        None => line.strip_prefix(b"[").unwrap_or(line),
    };
    let rest = match rest {
        [b'A'..=b'Z', b' ', after @ ..] => after,
        _ => rest,
    };
    if rest.is_empty() { line } else { rest }
}

/// A time so long before the middle of those at the beginning of a file is that of a clock that was not set: 1970, or the
/// year in which the device was made. Nothing where too few lines state a time.
fn earliest<'a>(lines: impl Iterator<Item = &'a [u8]>, rules: &Rules) -> Option<Timestamp> {
    /// Five years: no log begins with so old a line and goes on with the present.
    const STRAY_MS: i64 = 5 * 365 * DAY_MS;
    /// Fewer have no middle.
    const MIN_LINES: usize = 10;
    let text = |line: &'a [u8]| std::str::from_utf8(line).ok();
    let mut times: Vec<Timestamp> =
        lines.filter_map(text).filter_map(|line| counted::time_of(line, rules)).collect();
    if times.len() < MIN_LINES {
        return None;
    }
    times.sort_unstable();
    Timestamp::from_ms(times[times.len() / 2].ms() - STRAY_MS).ok()
}

impl Source {
    /// The name of a file as that of a service: without folder, endings, numbers of rotation and dates.
    fn service_name(&self) -> Option<String> {
        let Source::File(path) = self else { return None };
        let name = path.file_name()?.to_str()?;
        if path == Path::new("-") {
            return None;
        }
        let mut parts = name.split('.');
        let stem = parts.find(|part| !part.is_empty())?;
        let is_date = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '_');
        let plain = stem.trim_end_matches(is_date);
        Some(if plain.is_empty() { stem } else { plain }.to_owned())
    }

    /// The day when the file was written, since 1970.
    fn written_on(&self) -> Option<i64> {
        let Source::File(path) = self else { return None };
        let written = jiff::Timestamp::try_from(std::fs::metadata(path).ok()?.modified().ok()?).ok()?;
        Some(written.as_second().div_euclid(super::time::DAY_S))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "what comes through a pipe is written now, and nothing else says so"
    )]
    /// The last year in which that day was, when the file was written: it cannot hold what came after.
    fn newest_year(&self, month: i64, day: i64) -> Option<i32> {
        let written = match self {
            // What comes through a pipe is being written.
            Source::File(path) if path == Path::new("-") => std::time::SystemTime::now(),
            Source::File(path) => std::fs::metadata(path).ok()?.modified().ok()?,
            Source::Memory { .. } => return None,
        };
        let written = jiff::Timestamp::try_from(written).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
        // A day ahead may be a zone's.
        let (now_month, now_day) = (i64::from(written.month()), i64::from(written.day()));
        let is_later = (month, day) > (now_month, now_day + 1);
        Some(i32::from(written.year()) - i32::from(is_later))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_names_of_services() {
        for (path, name) in [
            ("logs/checkout.log", "checkout"),
            ("nginx/access.log.2.gz", "access"),
            ("shop-2026-11-23.log", "shop"),
            ("app.2026-11-23.log", "app"),
            ("2026-11-23.log", "2026-11-23"),
            (".hidden.log", "hidden"),
        ] {
            assert_eq!(Source::File(path.into()).service_name().as_deref(), Some(name), "{path}");
        }
        assert_eq!(Source::File("-".into()).service_name(), None);
    }
}
