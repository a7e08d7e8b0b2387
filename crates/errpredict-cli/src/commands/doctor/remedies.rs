//! Which options would help, in the order to try them, and what they would do together.
//!
//! What is wrong with a line hides what else is wrong with it, so the log is read again with what would help, until nothing
//! new shows.

use std::fmt::Write as _;

use errpredict::Severity;
use errpredict_io::{
    LevelNumbers, ReadOptions, ReadReport, Reason, Source, likely_times, printable, read_events,
};

/// Rounds of reading; each shows what the one before hid.
const MAX_ROUNDS: usize = 4;
/// Names that are shown beside the likeliest, and characters of each.
const NAMES_SHOWN: usize = 3;
const NAME_CHARS: usize = 100;
/// Largest record that a trial holds, in bytes.
const TRIAL_BYTES: usize = 16 << 20;

/// One option and what it is for.
struct Remedy {
    /// Place in the order to try: what a line needs first to be read at all.
    place: u8,
    option: String,
    why: String,
}

/// What one reading showed.
struct Reading {
    report: ReadReport,
    /// Events without a severity.
    ungraded: u64,
}

fn read(source: &Source, options: &ReadOptions) -> Option<Reading> {
    let mut ungraded = 0;
    let report = read_events(std::slice::from_ref(source), options, &mut |event, _| {
        ungraded += u64::from(event.severity.is_none());
    });
    Some(Reading { report: report.ok()?, ungraded })
}

/// The options that would help with a log that was read, as lines of the output; empty where none would.
pub(super) fn of(source: &Source, options: &ReadOptions, report: &ReadReport, ungraded: u64) -> String {
    let mut found: Vec<Remedy> = Vec::new();
    let mut trial = options.clone();
    let mut last = Reading { report: report.clone(), ungraded };
    // Standard input can be read once.
    let is_file = source.name() != "-";
    for _ in 0..MAX_ROUNDS {
        let before = trial.clone();
        add(source, &last, &mut trial, &mut found);
        if trial == before || !is_file {
            break;
        }
        match read(source, &trial) {
            Some(reading) => last = reading,
            None => break,
        }
    }
    found.sort_by_key(|remedy| remedy.place);
    if found.is_empty() {
        return String::new();
    }
    let mut text = "  try       in this order:\n".to_owned();
    for (index, remedy) in found.iter().enumerate() {
        let _ = writeln!(text, "    {}. {}: {}", index + 1, remedy.option, remedy.why);
    }
    if report.bad > 0 && is_file {
        let (read, all) = (last.report.events, last.report.events + last.report.bad);
        let _ = writeln!(text, "    with all of them {read} of {all} records would be read");
    }
    text
}

/// Names of fields for people.
fn shown(names: &[String]) -> String {
    let shown = names.iter().take(NAMES_SHOWN).map(|name| printable(name, NAME_CHARS));
    shown.collect::<Vec<_>>().join(", ")
}

/// Notes what would help with what a reading showed, and lays it over the options of the next.
fn add(source: &Source, reading: &Reading, trial: &mut ReadOptions, found: &mut Vec<Remedy>) {
    let mut note = |place: u8, option: &str, why: String| {
        let is_known = |known: &Remedy| known.option == option || (place == 1 && known.place == 1);
        if !found.iter().any(is_known) {
            found.push(Remedy { place, option: option.to_owned(), why });
        }
    };
    let report = &reading.report;
    for (reason, n) in &report.reasons {
        let why = format!("{n} records: {}", reason.about());
        match reason {
            Reason::Format => note(0, "--format NAME, or --pattern PATTERN for lines of your own", why),
            Reason::MissingTimestamp | Reason::BadTimestamp => {
                // Standard input can be read once, and what was tried already did not help.
                let names = if source.name() == "-" || trial.fields.contains_key("timestamp") {
                    Vec::new()
                } else {
                    likely_times(source, trial).unwrap_or_default()
                };
                match names.first() {
                    Some(name) => {
                        let others = match names.len() {
                            1 => String::new(),
                            _ => format!(" (or {})", shown(&names[1..])),
                        };
                        note(1, &format!("--field timestamp={}{others}", printable(name, NAME_CHARS)), why);
                        trial.fields.insert("timestamp".to_owned(), vec![name.clone()]);
                    }
                    None => {
                        note(1, "--field timestamp=NAME, or --pattern PATTERN for lines of your own", why);
                    }
                }
            }
            Reason::NoYear => {
                note(2, "--year YYYY", why);
                // Any year shows what else is wrong with such lines.
                trial.year = trial.year.or(Some(2000));
            }
            Reason::MissingService => {
                note(4, "--service NAME", why);
                trial.service.get_or_insert_with(|| "service".to_owned());
            }
            Reason::TooLong => {
                note(8, "--max-line-bytes N", why);
                trial.max_line_bytes = trial.max_line_bytes.max(TRIAL_BYTES);
            }
            Reason::InvalidUtf8 => {
                note(9, "--replace-invalid-utf8", why);
                trial.replace_invalid_utf8 = true;
            }
            _ => {}
        }
    }
    // The option stands in the sentence that says what was assumed.
    let assumed = report.sources.iter().flat_map(|source| source.notes.iter()).chain(&report.notes);
    for sentence in assumed {
        for (place, option) in
            [(2, "--year YYYY"), (3, "--zone NAME"), (4, "--service NAME"), (8, "--max-line-bytes N")]
        {
            let mention = option.split(' ').next().unwrap_or(option);
            if sentence.contains(mention) {
                note(place, option, sentence.split("; --").next().unwrap_or(sentence).to_owned());
                break;
            }
        }
    }
    if let Some(n) = report.ignored_fields.get("kind") {
        note(6, "--field kind=NAME", format!("{n} kinds are not error, request or deployment"));
    }
    let unread = report.ignored_fields.get("severity").copied().unwrap_or(0);
    if unread > 0 {
        let is_number = report.ignored_samples.iter().any(|bad| bad.reason == Reason::LevelNumber);
        let why = format!("{unread} levels are not understood");
        if is_number && trial.level_numbers.is_none() {
            note(5, "--level-numbers pino|python|syslog|otel", why);
            trial.level_numbers = Some(LevelNumbers::Pino);
        } else if !is_number {
            note(5, "--field severity=NAME", why);
        }
    }
    if reading.ungraded > 0 && trial.severity.is_none() {
        let why = format!("{} events state no severity and never count as errors", reading.ungraded);
        note(7, "--severity LEVEL, or --level-words for those with words such as \"failed\"", why);
        trial.severity = Some(Severity::Info);
    }
}
