//! Where foreseeing is decided: rolling origins inside the spans `train` and `val` of the prediction kit, never on test.
//!
//! Usage: `foresee_dev [KIT] [--sets a,b] [--rows N] [--states]`. At each origin the log up to then is fitted, and asked
//! at moments up to the next origin; as in the kit half of the services fall silent at the origin, and only what the
//! queries of the kit ask is scored. `--states` measures instead how trouble follows trouble.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that fails has failed, and prints")]
#![allow(clippy::disallowed_methods, reason = "metrics of a bench")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use errpredict::evaluate::pr_auc;
use errpredict::features::Statics;
use errpredict::predict::foresee::{Foresight, Trouble};
use errpredict::{Event, Rollup, RollupConfig, Severity, Timestamp};
use errpredict_benches::cpu_seconds;
use errpredict_io::{Queries, ReadOptions, Table, read_events, read_statics, sources};

const SETS: [(&str, i64); 3] = [("grid5000", 24), ("webmon", 24), ("lanl", 24)];
const ORIGINS: [f64; 5] = [0.5, 0.6, 0.7, 0.8, 0.9];
const TIMES: usize = 12;
const HOUR_MS: i64 = 3_600_000;

struct Set {
    events: Vec<Event>,
    statics: Statics,
    /// Service, time, what came.
    queries: Vec<(String, Timestamp, bool)>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| arguments.iter().position(|a| a == name).map(|i| arguments[i + 1].clone());
    let kit = PathBuf::from("../shared/eval/prediction");
    let sets = value("--sets");
    let mut foresight = Foresight::default();
    if let Some(rows) = value("--rows") {
        foresight.rows = rows.parse().unwrap();
    }
    if let Some(seed) = value("--seed") {
        foresight.seed = seed.parse().unwrap();
    }
    println!("set origin rows base skill own-skill PR-AUC ECE bias | models 30m 2h 24h | fit s, answer s");
    for (name, hours) in SETS {
        if sets.as_ref().is_some_and(|sets| !sets.split(',').any(|set| set == name)) {
            continue;
        }
        let set = read(&kit.join(name), hours * HOUR_MS);
        let mut all = Scored::default();
        for (i, origin) in ORIGINS.iter().enumerate() {
            let until = ORIGINS.get(i + 1).copied().unwrap_or(1.0);
            all.extend(score(name, &set, hours * HOUR_MS, (i, *origin, until), &foresight));
        }
        println!("{name} ALL {}", all.line());
    }
}

/// Events and queries of `train` and `val` alone.
fn read(folder: &Path, horizon_ms: i64) -> Set {
    let statics = read_statics(Some(&folder.join("services.csv.gz"))).unwrap();
    let file = Queries::read(&folder.join("queries.csv.gz")).unwrap();
    let labels = Table::read(&folder.join("labels.csv.gz")).unwrap();
    let came: BTreeMap<&str, bool> = labels
        .column("query_id")
        .unwrap()
        .text()
        .zip(labels.column("label").unwrap().text())
        .map(|(id, label)| (id, label == "1"))
        .collect();
    let mut queries = Vec::new();
    let mut last: BTreeMap<&str, Timestamp> = BTreeMap::new();
    for (i, split) in file.splits.as_ref().unwrap().iter().enumerate() {
        if split != "test" {
            queries.push((file.services[i].clone(), file.times[i], came[file.ids[i].as_str()]));
            let end = last.entry(statics.group(&file.services[i])).or_insert(file.times[i]);
            *end = file.times[i].max(*end);
        }
    }
    let mut events = Vec::new();
    let logs = sources(&[folder.join("events.csv.gz")]).unwrap();
    read_events(&logs, &ReadOptions::default(), &mut |event, _| {
        let end = last.get(statics.group(event.service));
        if end.is_some_and(|end| event.timestamp <= end.plus_ms(horizon_ms)) {
            let mut kept = Event::new(event.timestamp, event.service, event.severity, event.error_type);
            kept.kind = event.kind;
            kept.message = event.message.map(str::to_owned);
            kept.response_time_ms = event.response_time_ms;
            events.push(kept);
        }
    })
    .unwrap();
    Set { events, statics, queries }
}

#[derive(Default)]
struct Scored {
    said: Vec<f64>,
    usual: Vec<f64>,
    share: Vec<f64>,
    came: Vec<bool>,
}

impl Scored {
    fn extend(&mut self, other: Scored) {
        self.said.extend(other.said);
        self.usual.extend(other.usual);
        self.share.extend(other.share);
        self.came.extend(other.came);
    }

    fn line(&self) -> String {
        let n = self.came.len() as f64;
        let base = self.came.iter().filter(|c| **c).count() as f64 / n;
        let loss = |said: &[f64]| {
            let each = said.iter().zip(&self.came).map(|(p, came)| {
                let p = p.clamp(1e-6, 1.0 - 1e-6);
                -(if *came { p } else { 1.0 - p }).ln()
            });
            each.sum::<f64>() / n
        };
        format!(
            "{} {base:.4} skill {:.4} usual {:.4} PR {:.4} ECE {:.4} bias {:.3}",
            self.came.len(),
            1.0 - loss(&self.said) / loss(&self.share),
            1.0 - loss(&self.usual) / loss(&self.share),
            pr_auc(&self.came, &self.said).unwrap_or(f64::NAN),
            ece(&self.said, &self.came),
            self.said.iter().sum::<f64>() / (base * n),
        )
    }
}

/// As in `evaluate.py`: 15 bins of equally many rows.
fn ece(said: &[f64], came: &[bool]) -> f64 {
    let mut order: Vec<usize> = (0..said.len()).collect();
    order.sort_by(|a, b| said[*a].total_cmp(&said[*b]));
    let n = order.len();
    let bins = (0..15).map(|b| &order[n * b / 15..n * (b + 1) / 15]);
    bins.map(|bin| {
        let sum = |of: &dyn Fn(usize) -> f64| bin.iter().map(|i| of(*i)).sum::<f64>();
        (sum(&|i| said[i]) - sum(&|i| f64::from(u8::from(came[i])))).abs()
    })
    .sum::<f64>()
        / n as f64
}

fn score(name: &str, set: &Set, horizon_ms: i64, (k, from, until): (usize, f64, f64), foresight: &Foresight) -> Scored {
    let mut stamps: Vec<Timestamp> = set.queries.iter().map(|(_, at, _)| *at).collect();
    stamps.sort_unstable();
    let at_share = |share: f64| stamps[((stamps.len() - 1) as f64 * share) as usize];
    let (origin, end) = (at_share(from), at_share(until));
    // Every second service, by how often it failed until then, goes on; the others fall silent at the origin.
    let mut failures: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &set.events {
        let failed = event.severity == Severity::Critical && event.timestamp <= origin;
        *failures.entry(event.service.as_str()).or_default() += usize::from(failed);
    }
    let mut services: Vec<(&str, usize)> = failures.into_iter().collect();
    services.sort_by_key(|(_, failures)| *failures);
    let kept: BTreeSet<&str> = services.iter().skip(k % 2).step_by(2).map(|(name, _)| *name).collect();
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for event in &set.events {
        if event.timestamp <= origin || (event.timestamp <= end.plus_ms(horizon_ms) && kept.contains(event.service.as_str())) {
            rollup.observe(event.as_event_ref());
        }
    }
    rollup.settle();
    let began = cpu_seconds();
    let fitted = foresight.fit(&rollup, &set.statics, origin).unwrap();
    let fit_s = cpu_seconds() - began;
    let mut asked: BTreeMap<Timestamp, Vec<(&str, bool)>> = BTreeMap::new();
    for (service, at, came) in &set.queries {
        if *at > origin && at.plus_ms(horizon_ms) <= end && kept.contains(service.as_str()) {
            asked.entry(*at).or_default().push((service, *came));
        }
    }
    let times: Vec<Timestamp> = asked.keys().copied().collect();
    let mut picked: Vec<usize> =
        (0..TIMES).map(|i| (times.len() - 1) * i / (TIMES - 1)).collect();
    picked.dedup();
    let mut scored = Scored::default();
    let minutes = (horizon_ms / 60_000) as u32;
    let began = cpu_seconds();
    let mut n_asked = 0;
    for i in &picked {
        let at = times[*i];
        let told = fitted.foresee(&rollup, &set.statics, at).unwrap();
        let told: BTreeMap<&str, (f64, f64)> = told
            .iter()
            .filter(|told| told.trouble == Trouble::Critical && told.horizon_minutes == minutes)
            .filter_map(|told| Some((told.service.as_deref()?, (told.probability, told.usual))))
            .collect();
        for (service, came) in &asked[&at] {
            n_asked += 1;
            let Some((said, usual)) = told.get(service) else { continue };
            scored.said.push(*said);
            scored.usual.push(*usual);
            scored.came.push(*came);
            scored.share.push(share(&rollup, service, at, horizon_ms));
        }
    }
    let answer_s = (cpu_seconds() - began) / picked.len() as f64;
    let models = [30, 120, 1440].map(|h| if fitted.has_model(Trouble::Critical, h) { "m" } else { "-" }).join(" ");
    println!("{name} {from} {} of {n_asked} | {models} | {fit_s:.2} {answer_s:.3}", scored.line());
    scored
}

/// The share of days with a critical event so far, as in `evaluate.py`.
fn share(rollup: &Rollup, service: &str, at: Timestamp, horizon_ms: i64) -> f64 {
    let service = rollup.service(service).unwrap();
    let first = service.first().unwrap();
    let spans = ((at.ms() - first.ms()) / horizon_ms).max(1) as f64;
    let critical = service.severity(Severity::Critical).range(Timestamp::MIN, at);
    let hit: BTreeSet<i64> = critical.map(|(end, _)| (end.ms() - 1).div_euclid(horizon_ms)).collect();
    (hit.len() as f64 + 0.5) / (spans + 1.0)
}
