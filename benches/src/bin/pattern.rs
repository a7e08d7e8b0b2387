//! Templates of log messages and the search for similar errors.
//!
//! `pattern STREAM.txt PYTHON`: the lines of `make_stream.py` and the interpreter that has drain3, the peer.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::path::Path;
use std::process::Command;

use errpredict::pattern::similar::{Scratch, Similar};
use errpredict::pattern::templates::Templates;
use errpredict_benches::{SplitMix, cpu_seconds, measure, peak_memory_bytes, table, write_page};

const RUNS: usize = 5;
/// Passes over the stream by one state: 100 million lines of the usual million.
const PASSES: usize = 100;
/// Passes of a young and an old state that are compared.
const TURNS: usize = 11;
const PATTERNS: usize = 1_000_000;
const QUERIES: usize = 1_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stream, python] = &arguments[..] else { panic!("usage: pattern STREAM.txt PYTHON") };
    let text = std::fs::read_to_string(stream).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut page = "# Patterns\n\n## Templates\n\n".to_owned();
    page += &templates(&lines, stream, python);
    page += "\n## Similar errors\n\n";
    page += &similar();
    write_page("pattern", "make bench-pattern", &page);
}

fn learn(templates: &mut Templates, lines: &[&str]) {
    for line in lines {
        std::hint::black_box(templates.observe(line));
    }
}

fn templates(lines: &[&str], stream: &str, python: &str) -> String {
    let n_lines = lines.len();
    let megabytes = lines.iter().map(|line| line.len() + 1).sum::<usize>() as f64 / 1e6;
    let mut rows = Vec::new();
    let mut row = |what: &str, seconds: f64, clusters: usize| -> f64 {
        let per_s = n_lines as f64 / seconds;
        rows.push((what.to_owned(), seconds, per_s, clusters));
        per_s
    };
    let mut clusters = 0;
    let own = measure(RUNS, || {
        let mut templates = Templates::default();
        learn(&mut templates, lines);
        clusters = templates.len();
    });
    let own_per_s = row("errpredict", own.cpu_s, clusters);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/drain3_speed.py");
    let output = Command::new(python).arg(script).arg(stream).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        row(fields[0], fields[1].parse().unwrap(), fields[2].parse().unwrap());
    }
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(what, seconds, per_s, clusters)| {
            let ratio = own_per_s / per_s;
            vec![
                what,
                format!("{seconds:.3}"),
                format!("{per_s:.0}"),
                clusters.to_string(),
                format!("{ratio:.1}"),
            ]
        })
        .collect();
    let header = ["parser", "CPU s", "lines per CPU s", "templates", "times slower than errpredict"];

    let pass = |state: &mut Templates| {
        let start = cpu_seconds();
        learn(state, lines);
        cpu_seconds() - start
    };
    let (mut old, mut young) = (Templates::default(), Templates::default());
    let first: Vec<f64> = (0..PASSES - TURNS).map(|_| pass(&mut old)).collect();
    pass(&mut young);
    // By turns: minutes lie between the first passes and the last, and the machine is not the same then.
    let turns: Vec<(f64, f64)> = (0..TURNS).map(|_| (pass(&mut old), pass(&mut young))).collect();
    let (late, fresh): (Vec<f64>, Vec<f64>) = turns.into_iter().unzip();
    let (early, late, fresh) = (median(&first[..TURNS]), median(&late), median(&fresh));
    let long = format!(
        "One state over {PASSES} passes ({:.0} million lines), medians of {TURNS} passes: {early:.3} s a pass at first, \
         {late:.3} s at last; by turns with the last ones a state of one to {TURNS} passes took {fresh:.3} s, so a state \
         of 100 passes takes {:.2} times as long as a young one.\n",
        (n_lines * PASSES) as f64 / 1e6,
        late / fresh,
    );
    format!(
        "{n_lines} lines ({megabytes:.0} MB) of `make_stream.py` over the public systems of the evaluation kit, one \
         thread, from line text to template id, in one run.\n\n{}\n{long}\n{}",
        table(&header, &rows),
        new_words()
    )
}

fn median(of: &[f64]) -> f64 {
    let mut sorted = of.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Messages that each bring a word never seen.
fn new_words() -> String {
    let mut state = Templates::default();
    let mut random = SplitMix(5);
    let mut took = Vec::new();
    let mut line = String::new();
    for _ in 0..10 {
        let mut seconds = 0.0;
        for _ in 0..100 {
            let messages: Vec<String> = (0..10_000)
                .map(|_| {
                    line.clear();
                    line.push_str("session of user ");
                    (0..10).for_each(|_| line.push(char::from(b'g' + random.below(20) as u8)));
                    line.push_str(" closed by the peer");
                    line.clone()
                })
                .collect();
            let start = cpu_seconds();
            for message in &messages {
                std::hint::black_box(state.observe(message));
            }
            seconds += cpu_seconds() - start;
        }
        took.push(seconds);
    }
    let (forms, slots, cached) = state.sizes();
    format!(
        "Every message with a word never seen: the first million {:.0} ns each, the tenth million {:.0} ns; {} template(s), \
         held are {forms} forms, {slots} slots, {cached} cached forms.\n",
        took[0] * 1e3,
        took[9] * 1e3,
        state.len()
    )
}

/// Made-up patterns: words of a Zipf-like vocabulary, frames from the classes of 500 services.
struct Maker {
    random: SplitMix,
}

impl Maker {
    fn word(&mut self) -> u64 {
        // The product of two uniform numbers falls off about as words do.
        let most = 60_000;
        self.random.below(most) * (self.random.below(most) + 1) / most
    }

    fn name(n: u64) -> String {
        let mut name = String::new();
        let mut rest = n * 7919 + 11;
        for at in 0..6 {
            let letters: &[u8] = if at % 2 == 0 { b"bcdfgklmnprstvz" } else { b"aeiou" };
            name.push(char::from(letters[(rest % letters.len() as u64) as usize]));
            rest /= letters.len() as u64;
        }
        name
    }

    fn pattern(&mut self, service: u64) -> String {
        let kind = self.random.below(200);
        let mut text = format!("com.x{}.{}Exception:", service % 50, Self::name(100_000 + kind));
        for _ in 0..4 + self.random.below(9) {
            text.push(' ');
            text.push_str(&Self::name(self.word()));
        }
        for _ in 0..4 + self.random.below(12) {
            let class = service * 200 + self.random.below(200);
            let method = self.random.below(5_000);
            let (package, class, method) =
                (Self::name(service), Self::name(200_000 + class), Self::name(400_000 + method));
            text.push_str(&format!("\nat com.{package}.{class}.{method}({class}.java)"));
        }
        text
    }
}

fn similar() -> String {
    let mut maker = Maker { random: SplitMix(1) };
    let mut index = Similar::new();
    let mut kept = Vec::new();
    let start = cpu_seconds();
    for key in 0..PATTERNS as u64 {
        let service = maker.random.below(500);
        let text = maker.pattern(service);
        index.add(key, 0, &text);
        if key % (PATTERNS / QUERIES) as u64 == 0 {
            kept.push(text);
        }
    }
    index.settle();
    let build = cpu_seconds() - start;
    let changed: Vec<String> = kept
        .iter()
        .map(|text| {
            // A variant of a known error: about every fourth word or frame is another.
            let mut parts: Vec<String> = text.split('\n').map(str::to_owned).collect();
            for part in parts.iter_mut().skip(1) {
                if maker.random.below(4) == 0 {
                    *part = format!("at com.{}.other(Other.java)", Maker::name(maker.random.below(90_000)));
                }
            }
            parts.join("\n")
        })
        .collect();
    let fresh: Vec<String> = (0..QUERIES)
        .map(|_| {
            let service = maker.random.below(500);
            maker.pattern(service)
        })
        .collect();
    let mut rows = Vec::new();
    let mut scratch = Scratch::default();
    for (what, queries, least) in [
        ("a variant of a known error, 10 nearest", &changed, 0.0),
        ("a variant of a known error, 10 nearest of at least 0.5", &changed, 0.5),
        ("an unknown error of a known service, 10 nearest", &fresh, 0.0),
        ("an unknown error of a known service, 10 nearest of at least 0.5", &fresh, 0.5),
    ] {
        let mut took: Vec<f64> = Vec::new();
        let mut n_found = 0;
        for query in queries {
            let start = cpu_seconds();
            let found = index.nearest(query, 0, 10, least, &mut scratch);
            took.push((cpu_seconds() - start) * 1e3);
            n_found += usize::from(!found.is_empty());
        }
        took.sort_by(f64::total_cmp);
        let mean = took.iter().sum::<f64>() / took.len() as f64;
        rows.push(vec![
            what.to_owned(),
            format!("{:.2}", took[took.len() / 2]),
            format!("{mean:.2}"),
            format!("{:.2}", took[took.len() * 99 / 100]),
            n_found.to_string(),
        ]);
    }
    format!(
        "{PATTERNS} made-up patterns (an exception, a message of 4 to 12 words, 4 to 15 frames); {QUERIES} queries a row, \
         one at a time, one thread. Reading and indexing took {build:.0} s of CPU time; peak memory of the whole bench \
         {:.1} GB.\n\n{}",
        peak_memory_bytes() as f64 / 1e9,
        table(&["query", "median ms", "mean ms", "99 % ms", "queries answered"], &rows)
    )
}
