//! `errpredict doctor`: what a log holds, what cannot be used and why, and the option that would help.

mod remedies;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;

use errpredict::numbers::duration;
use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, EventKind, EventRef, Result, Severity, Timestamp};
use errpredict_io::{
    Format, ReadOptions, ReadReport, Source, likely_times, printable, read_events, sources, unused_names,
};

use crate::clock::{Days, Gaps};
use crate::reading::ReadArguments;

/// Arguments of `doctor`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
}

/// Services and error types named in the output.
const NAMES_SHOWN: usize = 5;
/// Names counted; more are "at least".
const NAMES_COUNTED: usize = 10_000;
/// Names without a meaning that are shown.
const UNUSED_SHOWN: usize = 12;
/// Examples of lines left out.
const EXAMPLES: usize = 5;
/// Characters of a note shown; paths may stand in it.
const NOTE_CHARS: usize = 400;
/// Characters of a name or a line shown.
const SHOWN_CHARS: usize = 100;

/// What the events of a file say.
#[derive(Debug, Default)]
struct Seen {
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    days: Days,
    services: BTreeSet<String>,
    types: BTreeSet<String>,
    severities: BTreeMap<Option<Severity>, u64>,
    kinds: BTreeMap<&'static str, u64>,
    fields: BTreeMap<&'static str, u64>,
}

/// Looks at every log and says what was found.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    // Looking for what is wrong must not stop at the first thing that is.
    let options = ReadOptions { strict: false, max_samples: EXAMPLES, ..arguments.reading.config()?.read };
    let (mut n_logs, mut n_unusable) = (0, 0);
    for log in &arguments.reading.logs {
        let texts = match sources(std::slice::from_ref(log)) {
            Ok(sources) => sources.iter().map(|source| examined(source, &options)).collect(),
            Err(error) => vec![Err(unusable(&printable(&log.to_string_lossy(), SHOWN_CHARS), &error))],
        };
        for text in texts {
            n_logs += 1;
            n_unusable += usize::from(text.is_err());
            let text = text.unwrap_or_else(|text| text);
            write!(std::io::stdout(), "{text}").map_err(|error| {
                Error::new(ErrorKind::Io, format!("cannot write to standard output: {error}"))
            })?;
        }
    }
    if n_unusable == 0 {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidInput, format!("{n_unusable} of {n_logs} logs cannot be used")))
}

fn unusable(name: &str, error: &Error) -> String {
    format!("{name}\n  cannot be used: {error}\n")
}

/// What was found in a log, or why it cannot be used.
fn examined(source: &Source, options: &ReadOptions) -> std::result::Result<String, String> {
    let mut seen = Seen::default();
    let name = printable(&source.name(), SHOWN_CHARS);
    match read_events(std::slice::from_ref(source), options, &mut |event, _| seen.note(&event)) {
        Ok(report) => {
            let unused = unused(&unused_names(source, options).unwrap_or_default());
            let ungraded = seen.severities.get(&None).copied().unwrap_or(0);
            Ok(format!(
                "{name}\n{}{unused}{}{}",
                seen.described(&report, options),
                left_out(&report),
                remedies::of(source, options, &report, ungraded)
            ))
        }
        Err(error) => {
            // A table is one only if its time is known.
            let names = likely_times(source, options).unwrap_or_default();
            let option = names
                .first()
                .map(|name| format!("  try       --field timestamp={}\n", printable(name, SHOWN_CHARS)));
            Err(unusable(&name, &error) + &option.unwrap_or_default())
        }
    }
}

impl Seen {
    fn note(&mut self, event: &EventRef<'_>) {
        let at = event.timestamp;
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        self.last = Some(self.last.map_or(at, |last| last.max(at)));
        self.days.note(at);
        note_name(&mut self.services, event.service);
        note_name(&mut self.types, event.error_type);
        *self.severities.entry(event.severity).or_default() += 1;
        *self.kinds.entry(kind_name(event.kind)).or_default() += 1;
        let fields = [
            ("error type", !event.error_type.is_empty()),
            ("message", event.message.is_some()),
            ("stack trace", event.stack_trace.is_some()),
            ("status", event.status_code.is_some()),
            ("endpoint", event.endpoint.is_some()),
            ("user", event.user_id.is_some()),
            ("release", event.release.is_some()),
            ("response time", event.response_time_ms.is_some()),
        ];
        for (field, is_there) in fields {
            *self.fields.entry(field).or_default() += u64::from(is_there);
        }
    }

    fn described(&self, report: &ReadReport, options: &ReadOptions) -> String {
        let mut text = String::new();
        let format = report.sources.first().map_or("empty", |source| source.format);
        let how = if options.format.is_some() { "as asked for" } else { "found from the content" };
        let about = Format::ALL
            .iter()
            .find(|known| known.name() == format)
            .map_or("nothing in it", |known| known.about());
        let _ = writeln!(text, "  format    {format} ({how}): {about}");
        let _ = writeln!(text, "  read      {} lines, {} events", report.lines, report.events);
        let (Some(first), Some(last)) = (self.first, self.last) else { return text };
        let _ = writeln!(text, "  time      {first} to {last}");
        let _ = writeln!(text, "  services  {}", names(&self.services));
        let _ = writeln!(
            text,
            "  severity  {}",
            counts(self.severities.iter().map(|(name, n)| (name.map_or("none", Severity::name), *n)))
        );
        let _ = writeln!(text, "  kind      {}", counts(self.kinds.iter().map(|(name, n)| (*name, *n))));
        if !self.types.is_empty() {
            let _ = writeln!(text, "  types     {}", names(&self.types));
        }
        let shares = self.fields.iter().map(|(field, n)| {
            format!("{field} {} %", (*n as f64 * 100.0 / report.events.max(1) as f64).round())
        });
        let _ = writeln!(text, "  fields    {}", shares.collect::<Vec<_>>().join(", "));
        let assumed = report.sources.iter().flat_map(|source| source.notes.iter()).chain(&report.notes);
        for note in assumed.map(|note| printable(note, NOTE_CHARS)).chain(self.notes(first, last)) {
            let _ = writeln!(text, "  note      {note}");
        }
        text
    }
}

impl Seen {
    /// What will be missing from an analysis, though every line was read.
    fn notes(&self, first: Timestamp, last: Timestamp) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(n) = self.severities.get(&None) {
            notes.push(format!(
                "{n} events state no severity: they count in volume and by their text, never as errors; --severity LEVEL gives them one, --level-words takes words such as \"failed\" for one"
            ));
        }
        if first.ms() < 0 {
            notes.push("events before 1970 are not analysed".to_owned());
        }
        let span_ms = last.ms() - first.ms();
        if span_ms < DAY_MS {
            let span = duration(span_ms);
            notes.push(format!("the log spans {span}: services are judged from about a day of history on"));
        }
        let Gaps { after_oldest, before_newest } = self.days.gaps();
        if let Some(after) = after_oldest {
            notes.push(format!(
                "the oldest event ({first}) lies {} before the next: its clock was probably wrong",
                duration(after.ms() - first.ms())
            ));
        }
        if let Some(before) = before_newest {
            notes.push(format!(
                "the newest event lies {} after those before it: if its clock was wrong, analyse with --at {before}",
                duration(last.ms() - before.ms())
            ));
        }
        if self.kinds.contains_key(kind_name(EventKind::Request))
            && !self.kinds.contains_key(kind_name(EventKind::Error))
        {
            notes.push(
                "it holds requests only: they are judged by those that fail or are slow, nothing is foreseen"
                    .to_owned(),
            );
        } else if self.severities.range(Some(Severity::Medium)..).next().is_none() {
            notes.push(
                "no event is an error (severity medium or above): there is nothing to foresee".to_owned(),
            );
        }
        notes
    }
}

/// Names in the log that nothing was read from.
fn unused(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let shown: Vec<_> = names.iter().take(UNUSED_SHOWN).map(|name| printable(name, SHOWN_CHARS)).collect();
    let more = if names.len() > UNUSED_SHOWN { ", ..." } else { "" };
    format!("  unused    {}{more} (--field FIELD=NAME reads a field from one)\n", shown.join(", "))
}

fn kind_name(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Error => "log records",
        EventKind::Request => "requests",
        EventKind::Deployment => "deployments",
    }
}

fn note_name(names: &mut BTreeSet<String>, name: &str) {
    if !name.is_empty() && names.len() < NAMES_COUNTED && !names.contains(name) {
        names.insert(name.to_owned());
    }
}

fn names(all: &BTreeSet<String>) -> String {
    let shown: Vec<_> = all.iter().take(NAMES_SHOWN).map(|name| printable(name, SHOWN_CHARS)).collect();
    let at_least = if all.len() >= NAMES_COUNTED { "at least " } else { "" };
    let more = if all.len() > NAMES_SHOWN { ", ..." } else { "" };
    format!("{at_least}{}: {}{more}", all.len(), shown.join(", "))
}

fn counts<'a>(all: impl Iterator<Item = (&'a str, u64)>) -> String {
    all.map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
}

/// What was left out and what would help.
fn left_out(report: &ReadReport) -> String {
    let mut text = String::new();
    if report.events == 0 && report.bad == 0 {
        text.push_str("  nothing in it could be used: there is no record\n");
        return text;
    }
    if report.bad == 0 && report.ignored_values == 0 {
        text.push_str("  everything could be used\n");
        return text;
    }
    if report.bad > 0 {
        let _ = writeln!(text, "  left out  {} records", report.bad);
        for (reason, n) in &report.reasons {
            let _ = writeln!(text, "    {n} x {}", reason.about());
            if let Some(help) = reason.help() {
                let _ = writeln!(text, "        {help}");
            }
        }
        for bad in &report.samples {
            let _ = writeln!(text, "    {bad}\n      | {}", bad.sample);
        }
    }
    for (field, n) in &report.ignored_fields {
        let _ =
            writeln!(text, "  ignored   {n} values of {field} that cannot be used; their events were kept");
    }
    for bad in &report.ignored_samples {
        let _ = writeln!(text, "    {bad}");
    }
    text
}
