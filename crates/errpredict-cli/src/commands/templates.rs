//! `errpredict templates`.

use std::fmt::Write as _;
use std::io::{BufRead, Write as _};
use std::path::{Path, PathBuf};

use errpredict::numbers::{count, percent, plural};
use errpredict::pattern::templates::{Template, TemplateId, Templates};
use errpredict::redact::Redactor;
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::{Cell, Source, Table, TableWriter, open, printable, read_events, sources};

use crate::config::Config;
use crate::reading::{ReadArguments, say_bad_lines};

/// The column of the message in tables of log lines, such as those of Loghub.
const MESSAGE_COLUMN: &str = "content";
/// Characters of a template, and of the values of an example, that are shown.
const SHOWN_CHARS: usize = 160;

/// Finds the templates of log messages.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    /// Take every line as it stands for one message, whatever its format
    #[arg(long)]
    lines: bool,
    /// Column of a CSV file that holds the message; without it `content` where there is one, else it is read as a log
    #[arg(long)]
    column: Option<String>,
    /// Column of such a CSV file that names the line; without it lines are numbered from 1
    #[arg(long, default_value = "line_id")]
    id: String,
    /// Learn each file alone (default: all files are one log); a table then starts with a column `file`
    #[arg(long)]
    separate: bool,
    /// Templates shown, the most frequent first
    #[arg(long, default_value_t = 20, value_name = "N")]
    top: usize,
    /// Write a table instead: one row per message with line_id, group, template (.gz is packed, - is standard output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also write the merges of templates: from, into, at_message
    #[arg(long, value_name = "FILE")]
    merges: Option<PathBuf>,
}

/// What one log taught.
#[derive(Default)]
struct Learned {
    templates: Templates,
    /// Id of each line and the template it had when it was read.
    lines: Vec<(String, TemplateId)>,
    /// The first message of each template, by id.
    examples: Vec<String>,
}

impl Learned {
    fn note(&mut self, line: String, message: &str) {
        let id = self.templates.observe(message);
        if self.examples.len() == id.0 as usize {
            self.examples.push(message.chars().take(4 * SHOWN_CHARS).collect());
        }
        self.lines.push((line, id));
    }
}

/// Reads, learns, writes.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let config = arguments.reading.config()?;
    let all = sources(&arguments.reading.logs)?;
    let first: &[&str] = if arguments.separate { &["file"] } else { &[] };
    let columns = |more: [&'static str; 3]| first.iter().copied().chain(more);
    let table = |path| TableWriter::create(path, columns(["line_id", "group", "template"]));
    let mut table = arguments.output.as_deref().map(table).transpose()?;
    let merges = |path| TableWriter::create(path, columns(["from", "into", "at_message"]));
    let mut merges = arguments.merges.as_deref().map(merges).transpose()?;
    for log in all.chunks(if arguments.separate { 1 } else { all.len().max(1) }) {
        let mut learned = Learned::default();
        for source in log {
            read(source, arguments, &config, &mut learned)?;
        }
        let name = arguments.separate.then(|| log[0].name());
        match &mut table {
            Some(table) => write_lines(table, name.as_ref(), &learned)?,
            None => show(name.as_deref(), &learned, arguments.top)?,
        }
        if let Some(merges) = &mut merges {
            for merge in learned.templates.merges() {
                let row = [u64::from(merge.from.0), u64::from(merge.into.0), merge.at_message];
                merges.row(name.iter().map(Cell::from).chain(row.map(Cell::from)))?;
            }
        }
    }
    table.map_or(Ok(()), TableWriter::finish)?;
    merges.map_or(Ok(()), TableWriter::finish)
}

fn write_lines(table: &mut TableWriter, name: Option<&String>, learned: &Learned) -> Result<()> {
    let last = learned.lines.iter().map(|(_, id)| id.0 as usize + 1).max().unwrap_or(0);
    let mut texts = vec![String::new(); last];
    for template in learned.templates.iter() {
        texts[template.id.0 as usize] = template.text;
    }
    for (line, id) in &learned.lines {
        let id = learned.templates.resolve(*id);
        let group = u64::from(id.0);
        let row = [line.into(), group.into(), (&texts[id.0 as usize]).into()];
        table.row(name.into_iter().map(Cell::from).chain(row))?;
    }
    Ok(())
}

fn show(name: Option<&str>, learned: &Learned, top: usize) -> Result<()> {
    let mut templates: Vec<Template> = learned.templates.iter().collect();
    // The sort is stable: of equally frequent ones the older first.
    templates.sort_by_key(|template| std::cmp::Reverse(template.n_messages));
    let all = learned.templates.n_messages();
    let mut page = String::new();
    if let Some(name) = name {
        let _ = writeln!(page, "{}", printable(name, SHOWN_CHARS));
    }
    let n = templates.len() as u64;
    let _ = writeln!(page, "{} in {}", plural(n, "template"), plural(all, "message"));
    for template in templates.iter().take(top) {
        let share = percent(template.n_messages as f64 / all as f64);
        let text = printable(&template.text, SHOWN_CHARS);
        let _ = writeln!(page, "{:>10} {share:>6}  {text}", count(template.n_messages));
        let example = learned.examples.get(template.id.0 as usize);
        let values = example.and_then(|example| template.parameters(example)).unwrap_or_default();
        if !values.is_empty() {
            let _ = writeln!(page, "{:>18}  such as {}", "", printable(&values.join(" | "), SHOWN_CHARS));
        }
    }
    if templates.len() > top {
        let rest: u64 = templates[top..].iter().map(|template| template.n_messages).sum();
        let more = plural((templates.len() - top) as u64, "more template");
        let _ =
            writeln!(page, "{:>10} {:>6}  in {more} (--top)", count(rest), percent(rest as f64 / all as f64));
    }
    std::io::stdout()
        .write_all(page.as_bytes())
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write to standard output: {error}")))
}

fn read(source: &Source, arguments: &Arguments, config: &Config, learned: &mut Learned) -> Result<()> {
    let name = source.name();
    let redactor = config.read.redact.as_ref().map(Redactor::new).transpose()?;
    // What no reader of events has seen.
    let clean = |text: &str| {
        redactor.as_ref().map_or_else(|| text.to_owned(), |redactor| redactor.text(text).into_owned())
    };
    if arguments.lines {
        return read_lines(Path::new(&name), &clean, learned);
    }
    if is_csv(&name) {
        let table = Table::read(Path::new(&name))?;
        let messages = match &arguments.column {
            Some(column) => Some(table.column(column)?),
            None => table.get(MESSAGE_COLUMN),
        };
        if let Some(messages) = messages {
            let mut ids = table.get(&arguments.id).map(|ids| ids.text());
            for (i, message) in messages.text().enumerate() {
                let id = ids.as_mut().and_then(Iterator::next).map_or((i + 1).to_string(), str::to_owned);
                learned.note(id, &clean(message));
            }
            return Ok(());
        }
    }
    let one = std::slice::from_ref(source);
    let report = read_events(one, &config.read, &mut |event, at| {
        if let Some(message) = event.message {
            learned.note(at.line.to_string(), message);
        }
    })?;
    say_bad_lines(&report);
    if learned.lines.is_empty() {
        let text = format!("no event of {} lines has a message", report.lines);
        return Err(Error::new(ErrorKind::NotEnoughData, text)
            .with("file", name)
            .with("expected", "a message in every event, or --lines to take whole lines"));
    }
    Ok(())
}

fn read_lines(path: &Path, clean: &dyn Fn(&str) -> String, learned: &mut Learned) -> Result<()> {
    let mut reader = open(path)?;
    let mut buffer = Vec::new();
    for line in 1_u64.. {
        buffer.clear();
        let n_bytes = reader.read_until(b'\n', &mut buffer).map_err(|error| {
            Error::new(ErrorKind::Io, format!("cannot read `{}`: {error}", path.display()))
        })?;
        if n_bytes == 0 {
            break;
        }
        // A log may hold anything: bytes that are no UTF-8 are replaced, as every reader of logs does.
        let message = String::from_utf8_lossy(&buffer);
        learned.note(line.to_string(), &clean(message.trim_end_matches(['\n', '\r'])));
    }
    Ok(())
}

fn is_csv(name: &str) -> bool {
    [".csv", ".csv.gz", ".csv.zst"].iter().any(|end| name.ends_with(end))
}
