//! `errpredict templates`.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use errpredict::pattern::templates::{TemplateId, Templates};
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::{Cell, Table, TableWriter, open};

/// Finds the templates of log messages.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Log files: CSV with a header (`.csv`, `.csv.gz`, `.csv.zst`), or any other text, one message per line
    #[arg(required = true)]
    logs: Vec<PathBuf>,
    /// Column of a CSV file that holds the message
    #[arg(long, default_value = "content")]
    column: String,
    /// Column of a CSV file that names the line; without it lines are numbered from 1
    #[arg(long, default_value = "line_id")]
    id: String,
    /// Learn each file alone (default: all files are one log); the answer then starts with a column `file`
    #[arg(long)]
    separate: bool,
    /// Answer: one row per line with line_id, group, template
    #[arg(short, long)]
    output: PathBuf,
    /// Also write the merges of templates: from, into, at_message
    #[arg(long)]
    merges: Option<PathBuf>,
}

/// One line of the log: its id and the template it had when it was read.
type Line = (String, TemplateId);

/// Reads, learns, writes.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let first: &[&str] = if arguments.separate { &["file"] } else { &[] };
    let mut table =
        TableWriter::create(&arguments.output, first.iter().chain(&["line_id", "group", "template"]))?;
    let merges = |path| TableWriter::create(path, first.iter().chain(&["from", "into", "at_message"]));
    let mut merges_table = arguments.merges.as_deref().map(merges).transpose()?;
    let logs: Vec<&[PathBuf]> =
        if arguments.separate { arguments.logs.chunks(1).collect() } else { vec![&arguments.logs] };
    for log in logs {
        let mut templates = Templates::default();
        let mut lines = Vec::new();
        for path in log {
            read(path, arguments, &mut templates, &mut lines)?;
        }
        let name = arguments.separate.then(|| log[0].display().to_string());
        let texts = texts(&templates, &lines);
        for (line, id) in &lines {
            let id = templates.resolve(*id);
            let text = &texts[id.0 as usize];
            let group = u64::from(id.0);
            table.row(name.iter().map(Cell::from).chain([line.into(), group.into(), text.into()]))?;
        }
        if let Some(table) = &mut merges_table {
            for merge in templates.merges() {
                let row = [u64::from(merge.from.0), u64::from(merge.into.0), merge.at_message];
                table.row(name.iter().map(Cell::from).chain(row.map(Cell::from)))?;
            }
        }
    }
    table.finish()?;
    merges_table.map_or(Ok(()), TableWriter::finish)
}

/// The text of every template that stands alone, by id.
fn texts(templates: &Templates, lines: &[Line]) -> Vec<String> {
    let last = lines.iter().map(|(_, id)| id.0 as usize + 1).max().unwrap_or(0);
    let mut texts = vec![String::new(); last];
    for template in templates.iter() {
        texts[template.id.0 as usize] = template.text;
    }
    texts
}

fn read(path: &Path, arguments: &Arguments, templates: &mut Templates, lines: &mut Vec<Line>) -> Result<()> {
    if is_csv(path) {
        let table = Table::read(path)?;
        let messages = table.column(&arguments.column)?.text();
        let ids: Vec<String> = match table.get(&arguments.id) {
            Some(column) => column.text().map(str::to_owned).collect(),
            None => (1..=table.n_rows()).map(|line| line.to_string()).collect(),
        };
        lines.extend(ids.into_iter().zip(messages).map(|(id, message)| (id, templates.observe(message))));
        return Ok(());
    }
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
        lines.push((line.to_string(), templates.observe(message.trim_end_matches(['\n', '\r']))));
    }
    Ok(())
}

fn is_csv(path: &Path) -> bool {
    let name = path.to_string_lossy();
    [".csv", ".csv.gz", ".csv.zst"].iter().any(|end| name.ends_with(end))
}
