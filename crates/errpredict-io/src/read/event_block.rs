//! Events of Windows as blocks of lines: PowerShell's `Format-List` and what the event viewer copies.
//!
//! `TimeCreated  : 11/23/2026 6:57:22 PM`, `LevelDisplayName : Error` and `Message : ...`; `Log Name: Application`, `Date:
//! ...`, `Level: Error` and `Description:` with the text below. The event viewer writes the names in the language of the
//! system: those of English, German, French, Spanish and Italian are known.

use super::collect::Collector;
use super::draft::{Draft, Span, time_error};
use super::fields::Field;
use super::level;
use super::moment;
use super::report::{Bad, Reason};

/// What a block begins with.
const FIRST: [&str; 6] = [
    "TimeCreated ",
    "Log Name:",
    "Protokollname:",
    "Nom du journal",
    "Nombre de registro:",
    "Nome registro:",
];

/// The names of the lines that are looked at.
const TIMES: [&str; 5] = ["TimeCreated", "Date", "Datum", "Fecha", "Data"];
const LEVELS: [&str; 6] = ["LevelDisplayName", "Level", "Ebene", "Niveau", "Nivel", "Livello"];
const SOURCES: [&str; 5] = ["ProviderName", "Source", "Quelle", "Origen", "Origine"];
const IDS: [&str; 6] =
    ["Id", "Event ID", "Ereignis-ID", "ID de l\u{2019}\u{e9}v\u{e9}nement", "Id. del evento", "ID evento"];
const TEXTS: [&str; 5] = ["Message", "Description", "Beschreibung", "Descripci\u{f3}n", "Descrizione"];

/// Whether such a block begins at a line.
pub(crate) fn begins(line: &str) -> bool {
    let name = FIRST.iter().find(|name| line.starts_with(**name));
    name.is_some_and(|name| name.ends_with(':') || line[name.len()..].trim_start().starts_with(':'))
}

/// Reads such a block.
pub(crate) fn parse(
    out: &mut Collector<'_>,
    record: &str,
    number: u64,
    draft: &mut Draft,
) -> Result<(), Box<Bad>> {
    let mut at = 0;
    for line in record.split_inclusive('\n') {
        let begin = at;
        at += line.len();
        let Some(colon) = line.find(':') else { continue };
        let (name, value) = (line[..colon].trim_end(), line[colon + 1..].trim());
        let from = begin + colon + 1 + line[colon + 1..].len() - line[colon + 1..].trim_start().len();
        let span = Span::line(from, from + value.len());
        if TEXTS.contains(&name) {
            // The text goes on to the end of the block.
            let text = record[begin + colon + 1..].trim();
            let from = text.as_ptr() as usize - record.as_ptr() as usize;
            draft.text(Field::Message, Span::line(from, from + text.len()));
            break;
        } else if TIMES.contains(&name) && draft.time.is_none() {
            let read = moment::parse(value.as_bytes(), out.rules.time);
            let zoned = read.is_ok_and(|(_, zoned)| zoned);
            let time = out.moment(read.map(|(time, _)| time), zoned, number);
            draft.time = Some(time.map_err(|error| time_error(error, 1).found(value))?);
        } else if LEVELS.contains(&name) {
            draft.severity = level::named(value);
        } else if SOURCES.contains(&name) {
            draft.text(Field::Service, span);
        } else if IDS.contains(&name) {
            draft.text(Field::Code, span);
        }
    }
    if !draft.has(Field::Message) {
        // Whatever else stands below is all it says.
        draft.text(Field::Message, Span::line(0, record.trim_end().len()));
    }
    match draft.time {
        Some(_) => Ok(()),
        None => Err(Bad::new(Reason::MissingTimestamp, 1, "a line `TimeCreated` or `Date`")),
    }
}
