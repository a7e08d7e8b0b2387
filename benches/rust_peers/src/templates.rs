//! Templates of messages: drain3 (the crate) beside ours, on the lines of the kit.

use std::collections::BTreeMap;

use drain3::{Config, MaskingInstruction, Matcher};
use errpredict::pattern::templates::{Templates, TemplatesConfig};
use errpredict_benches::{cpu_seconds, table};
use errpredict_io::Table;

use crate::eval;

const SYSTEMS: [&str; 8] = ["Apache", "HDFS", "HPC", "Hadoop", "Linux", "Mac", "Spark", "Thunderbird"];
/// The lines of each system are given so often to the clock.
const REPEATS: usize = 20;

/// Lines and the template each belongs to.
pub fn lines(system: &str) -> (Vec<String>, Vec<String>) {
    let folder = eval().join("logs/data/templates");
    let text = |file: String, column: &str| {
        let table = Table::read(&folder.join(file)).unwrap();
        table.column(column).unwrap().text().map(str::to_owned).collect()
    };
    (text(format!("{system}.csv.gz"), "content"), text(format!("{system}.truth.csv.gz"), "event"))
}

/// Share of lines whose group is exactly a true group.
fn grouping_accuracy<G: Ord, T: Ord>(groups: &[G], truth: &[T]) -> f64 {
    let mut of_group: BTreeMap<&G, Vec<usize>> = BTreeMap::new();
    let mut of_truth: BTreeMap<&T, usize> = BTreeMap::new();
    for (line, (group, truth)) in groups.iter().zip(truth).enumerate() {
        of_group.entry(group).or_default().push(line);
        *of_truth.entry(truth).or_default() += 1;
    }
    let right: usize = of_group
        .values()
        .filter(|lines| {
            let first = &truth[lines[0]];
            lines.len() == of_truth[first] && lines.iter().all(|line| truth[*line] == *first)
        })
        .map(Vec::len)
        .sum();
    right as f64 / truth.len() as f64
}

fn ours(lines: &[String]) -> Vec<u64> {
    let mut templates = Templates::new(TemplatesConfig::default()).unwrap();
    let ids: Vec<_> = lines.iter().map(|line| templates.observe(line)).collect();
    ids.into_iter().map(|id| u64::from(templates.resolve(id).0)).collect()
}

/// The masks that the Python package's documentation begins with: numbers, addresses, hexadecimal.
pub fn masked() -> Config {
    let mask = |pattern: &str, mask: &str| MaskingInstruction { pattern: pattern.into(), mask: mask.into() };
    Config::builder()
        .masking(vec![
            mask(r"\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b", "<*>"),
            mask(r"\b0x[0-9a-fA-F]+\b", "<*>"),
            mask(r"\b\d+\b", "<*>"),
        ])
        .build()
}

fn theirs(lines: &[String], config: Config) -> Vec<u64> {
    let mut matcher = Matcher::new(config);
    lines
        .iter()
        .map(|line| matcher.add_log_message(line).map_or(u64::MAX, |template| template.id() as u64))
        .collect()
}

pub fn templates() -> String {
    let ways: [(&str, &dyn Fn(&[String]) -> Vec<u64>); 3] = [
        ("ours", &ours),
        ("drain3, as it comes", &|lines| theirs(lines, Config::default())),
        ("drain3, numbers and addresses masked", &|lines| theirs(lines, masked())),
    ];
    let mut accuracy: Vec<Vec<f64>> = vec![Vec::new(); ways.len()];
    let mut seconds = vec![0.0; ways.len()];
    let mut n_lines = 0;
    for system in SYSTEMS {
        let (lines, truth) = lines(system);
        let long: Vec<String> = std::iter::repeat_n(&lines, REPEATS).flatten().cloned().collect();
        n_lines += long.len();
        for (way, (_, find)) in ways.iter().enumerate() {
            accuracy[way].push(grouping_accuracy(&find(&lines), &truth));
            let start = cpu_seconds();
            std::hint::black_box(find(&long));
            seconds[way] += cpu_seconds() - start;
        }
    }
    let mut head = vec!["grouping accuracy", "mean"];
    head.extend(SYSTEMS);
    head.push("a line, CPU");
    let lines: Vec<Vec<String>> = ways
        .iter()
        .enumerate()
        .map(|(way, (name, _))| {
            let mut line = vec![(*name).to_owned()];
            line.push(format!("{:.3}", accuracy[way].iter().sum::<f64>() / SYSTEMS.len() as f64));
            line.extend(accuracy[way].iter().map(|accuracy| format!("{accuracy:.3}")));
            line.push(format!("{:.2} µs", seconds[way] / n_lines as f64 * 1e6));
            line
        })
        .collect();
    table(&head, &lines)
}
