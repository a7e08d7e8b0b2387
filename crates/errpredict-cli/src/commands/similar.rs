//! `errpredict similar`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use errpredict::pattern::similar::{Decision, SAME_ERROR, Scratch, Similar};
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::{Table, TableWriter};

use crate::values;

/// Finds similar errors.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// CSV with the columns id and text; rows of different `project` (if there is such a column) stay apart
    traces: PathBuf,
    /// How many matches per row
    #[arg(long, default_value_t = 10)]
    top: usize,
    /// Least similarity of a match, 0 to 1
    #[arg(long, default_value_t = 0.0, value_parser = values::share)]
    least: f64,
    /// Also write groups: id, group (the id of the oldest row in it)
    #[arg(long)]
    groups: Option<PathBuf>,
    /// Similarity from which rows are one group
    #[arg(long, default_value_t = SAME_ERROR, value_parser = values::share)]
    threshold: f64,
    /// What people decided, CSV with the columns id, other, decision (same or different); later rows count more
    #[arg(long)]
    decisions: Option<PathBuf>,
    /// Two rows are the same error: merges their groups, and is remembered in the file of decisions
    #[arg(long, num_args = 2, value_names = ["ID", "OTHER"], requires = "decisions")]
    same: Vec<String>,
    /// Two rows are different errors: splits their group, and is remembered in the file of decisions
    #[arg(long, num_args = 2, value_names = ["ID", "OTHER"], requires = "decisions")]
    different: Vec<String>,
    /// Answer: id, rank, match, score (.gz is packed, - is standard output)
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

/// Reads, searches, writes.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let table = Table::read(&arguments.traces)?;
    let ids: Vec<&str> = table.column("id")?.text().collect();
    let mut partitions: BTreeMap<&str, u32> = BTreeMap::new();
    let projects: Vec<&str> =
        table.get("project").map_or(vec![""; ids.len()], |column| column.text().collect());
    let mut similar = Similar::new();
    for (row, (text, project)) in table.column("text")?.text().zip(&projects).enumerate() {
        let next = partitions.len() as u32;
        similar.add(row as u64, *partitions.entry(project).or_insert(next), text);
    }
    similar.settle();

    let mut answer = TableWriter::create(&arguments.output, ["id", "rank", "match", "score"])?;
    let mut scratch = Scratch::default();
    for (row, id) in ids.iter().enumerate() {
        let matches = similar.nearest_to(row, arguments.top, arguments.least, &mut scratch);
        for (rank, found) in (1_u64..).zip(matches) {
            let other = ids[found.key as usize];
            answer.row([(*id).into(), rank.into(), other.into(), found.score.into()])?;
        }
    }
    let told = decided(arguments, &ids)?;
    let rows: BTreeMap<&str, u64> = ids.iter().copied().zip(0..).collect();
    // A decision outlives the rows it was made about: it waits until both are there again.
    let decisions: Vec<Decision> = told.iter().filter_map(|told| told.decision(&rows)).collect();
    let is_told = !(arguments.same.is_empty() && arguments.different.is_empty());
    let groups = if arguments.groups.is_some() || is_told {
        let groups = similar.groups(arguments.threshold, &decisions);
        if let Some(Decision::Same(one, other) | Decision::Different(one, other)) =
            groups.contradictions().first()
        {
            let message = format!(
                "`{}` and `{}` are decided to be different, but other decisions join them",
                ids[*one as usize], ids[*other as usize]
            );
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        groups.of_texts().to_vec()
    } else {
        Vec::new()
    };
    if let Some(path) = &arguments.groups {
        let mut table = TableWriter::create(path, ["id", "group"])?;
        for (id, group) in ids.iter().zip(&groups) {
            table.row([(*id).into(), ids[*group as usize].into()])?;
        }
        table.finish()?;
    }
    // Remembered only now that it is known not to contradict what was decided before.
    if let Some(path) = arguments.decisions.as_deref().filter(|_| is_told) {
        write_decisions(path, &told)?;
    }
    answer.finish()
}

/// One row of the file of decisions.
#[derive(Debug, Clone)]
struct Told {
    id: String,
    other: String,
    same: bool,
}

impl Told {
    fn decision(&self, rows: &BTreeMap<&str, u64>) -> Option<Decision> {
        let (one, other) = (*rows.get(self.id.as_str())?, *rows.get(self.other.as_str())?);
        Some(if self.same { Decision::Same(one, other) } else { Decision::Different(one, other) })
    }
}

/// The decisions in the file, then those of the command line.
fn decided(arguments: &Arguments, ids: &[&str]) -> Result<Vec<Told>> {
    let Some(path) = &arguments.decisions else { return Ok(Vec::new()) };
    let pairs = [(&arguments.same, true), (&arguments.different, false)];
    let new = pairs.into_iter().flat_map(|(pairs, same)| {
        let pairs = pairs.chunks_exact(2);
        pairs.map(move |pair| Told { id: pair[0].clone(), other: pair[1].clone(), same })
    });
    let new: Vec<Told> = new.collect();
    for id in new.iter().flat_map(|told| [&told.id, &told.other]) {
        if !ids.contains(&id.as_str()) {
            let message = format!("no row has the id `{id}`");
            return Err(Error::new(ErrorKind::InvalidInput, message).with("file", arguments.traces.display()));
        }
    }
    // The first decision makes the file; one that was to be read must be there.
    let mut told = if new.is_empty() || path.exists() { read_decisions(path)? } else { Vec::new() };
    told.extend(new);
    Ok(told)
}

fn write_decisions(path: &Path, told: &[Told]) -> Result<()> {
    let mut table = TableWriter::create(path, ["id", "other", "decision"])?;
    for Told { id, other, same } in told {
        table.row([id.into(), other.into(), if *same { "same" } else { "different" }.into()])?;
    }
    table.finish()
}

fn read_decisions(path: &Path) -> Result<Vec<Told>> {
    let table = Table::read(path)?;
    let (ids, others) = (table.column("id")?, table.column("other")?);
    let same = table.column("decision")?.parse("same or different", |text| match text {
        "same" => Some(true),
        "different" => Some(false),
        _ => None,
    })?;
    let pairs = ids.text().zip(others.text()).zip(same);
    Ok(pairs.map(|((id, other), same)| Told { id: id.to_owned(), other: other.to_owned(), same }).collect())
}
