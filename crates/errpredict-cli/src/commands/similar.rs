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
    /// Answer: id, rank, match, score
    #[arg(short, long)]
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
    let decisions =
        arguments.decisions.as_deref().map_or(Ok(Vec::new()), |path| read_decisions(path, &ids))?;
    let groups = match &arguments.groups {
        Some(path) => {
            let mut table = TableWriter::create(path, ["id", "group"])?;
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
            for (id, group) in ids.iter().zip(groups.of_texts()) {
                table.row([(*id).into(), ids[*group as usize].into()])?;
            }
            Some(table)
        }
        None => None,
    };
    answer.finish()?;
    groups.map_or(Ok(()), TableWriter::finish)
}

fn read_decisions(path: &Path, ids: &[&str]) -> Result<Vec<Decision>> {
    let rows: BTreeMap<&str, u64> = ids.iter().copied().zip(0..).collect();
    let table = Table::read(path)?;
    let known = |column: &str| table.column(column)?.parse("an id of the traces", |id| rows.get(id).copied());
    let (ones, others) = (known("id")?, known("other")?);
    let decide = table.column("decision")?.parse("same or different", |text| match text {
        "same" => Some(Decision::Same as fn(u64, u64) -> Decision),
        "different" => Some(Decision::Different as fn(u64, u64) -> Decision),
        _ => None,
    })?;
    Ok(ones.into_iter().zip(others).zip(decide).map(|((one, other), decide)| decide(one, other)).collect())
}
