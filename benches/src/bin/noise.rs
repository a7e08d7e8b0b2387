//! False alarms of the whole analysis on pure noise, and what it finds in bursts and silence, by simulation.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::collections::BTreeMap;

use errpredict::analysis::{Analysis, AnalysisConfig, Depth, ServiceAnalysis, analyze};
use errpredict::detect::{
    AnomalyDetection, AnomalyType, CountDetection, CountPrior, Subject, Watch, WatchSettings, detect_counts,
};
use errpredict::stats::{Rng, Series};
use errpredict::time::HOUR_MS;
use errpredict::{EventRef, Rollup, RollupConfig, Scope, Severity, Timestamp};
use errpredict_benches::families::Family;
use errpredict_benches::shapes::{SHAPES, add as add_series};
use errpredict_benches::trials::{self, Incident};
use errpredict_benches::{table, write_page};

const START_MS: i64 = 1_790_000_000_000;
/// Errors an hour (the issue's).
const RATES: [f64; 4] = [1.0, 5.0, 20.0, 200.0];
/// Hours of log and services simulated.
const SPANS: [(i64, usize); 3] = [(24, 300), (168, 60), (720, 40)];
/// Hours at the end of the log at each of which everything is analysed.
const WATCHED_H: i64 = 168;
/// Error types with their shares: the mix has something to look at.
const TYPES: [(&str, f64); 6] = [
    ("TimeoutError", 0.4),
    ("ConnectionError", 0.25),
    ("KeyError", 0.2),
    ("DatabaseError", 0.1),
    ("MemoryError", 0.04),
    ("DiskError", 0.01),
];

/// Series of each shape, in days.
const SHAPE_SERIES: (u64, usize) = (100, 56);
/// Days after which the alarms are counted as well: seasons are known then.
const KNOWN_AFTER_DAYS: usize = 28;

/// Errors an hour of services whose errors come in bunches.
const FAMILY_RATES: [f64; 3] = [0.5, 5.0, 30.0];
/// Series of each family and rate, and of them those that are analysed as a whole.
const FAMILY_SERIES: (u64, u64) = (40, 15);
/// Times the usual rate, and hours, of the incidents of usual size.
const SIZES: [(f64, i64); 8] =
    [(3.0, 1), (3.0, 4), (3.0, 12), (5.0, 1), (5.0, 12), (10.0, 1), (20.0, 1), (20.0, 12)];
/// Services that an incident of each size happens to.
const SIZE_SERVICES: u64 = 20;

/// Where the random numbers of a run begin.
#[derive(Clone, Copy)]
struct Seeds {
    noise: u64,
    shapes: u64,
    types: u64,
    found: u64,
    families: u64,
    sizes: u64,
}

/// The rules of the detectors were set while looking at these.
const DEVELOPED_ON: Seeds = Seeds { noise: 2_026, shapes: 31, types: 32, found: 7, families: 33, sizes: 8 };
/// Nothing was set by these.
const FRESH: Seeds =
    Seeds { noise: 90_417, shapes: 90_418, types: 90_419, found: 90_420, families: 90_421, sizes: 90_422 };

fn main() {
    let text = format!(
        "# False alarms of the analysis\n\nNoise of six error types, fixed seeds, through `analyze` with its \
         defaults: all detectors, one budget of 1 false alarm a service and week.\nEverything is analysed at every hour \
         of the last week of the log (of the whole log where it is shorter); an anomaly that overlaps one of its kind \
         that was already reported is the same alarm.\nThe first table of each part is Poisson noise.\n\n## Seeds no rule was set by\n\n{}\n## Seeds the rules were set \
         on\n\n{}",
        run(FRESH),
        run(DEVELOPED_ON)
    );
    write_page("noise", "make bench-noise", &text);
}

fn run(seeds: Seeds) -> String {
    let mut rows = Vec::new();
    for (hours, services) in SPANS {
        for rate in RATES {
            rows.push(noise(seeds, rate, hours, services));
        }
    }
    let header = [
        "errors an hour",
        "log",
        "services",
        "service-weeks",
        "false alarms a service and week",
        "of counts",
        "of the mix",
        "of the system, a week",
    ];
    let parts = [table(&header, &rows), found(seeds), of_shapes(seeds), of_families(seeds), of_sizes(seeds)];
    parts.join("\n")
}

fn at(ms: i64) -> Timestamp {
    Timestamp::clamped(START_MS + ms)
}

/// Adds one service's errors from hour `from` up to hour `to`.
fn add(rollup: &mut Rollup, rng: &mut Rng, service: &str, rate: f64, (from, to): (i64, i64)) {
    let mut ms = (from * HOUR_MS) as f64;
    loop {
        ms -= libm_log(1.0 - rng.uniform()) * HOUR_MS as f64 / rate;
        if ms >= (to * HOUR_MS) as f64 {
            return;
        }
        let mut left = rng.uniform();
        let kind = TYPES.iter().find(|(_, share)| {
            left -= share;
            left < 0.0
        });
        let name = kind.unwrap_or(&TYPES[0]).0;
        rollup.observe(EventRef::new(at(ms as i64), service, Severity::High, name));
    }
}

#[allow(clippy::disallowed_methods, reason = "a simulation needs no portable logarithm")]
fn libm_log(value: f64) -> f64 {
    value.ln()
}

fn config() -> AnalysisConfig {
    AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() }
}

fn noise(seeds: Seeds, rate: f64, hours: i64, services: usize) -> Vec<String> {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for i in 0..services {
        let mut rng = Rng::for_item(seeds.noise, i as u64);
        add(&mut rollup, &mut rng, &format!("s{i:03}"), rate, (0, hours));
    }
    rollup.settle();
    let watched = hours.min(WATCHED_H);
    let mut alarms = Alarms::default();
    for hour in hours - watched + 1..=hours {
        let analysis = analyze(&rollup, at(hour * HOUR_MS), &config()).unwrap();
        // What began before the watch is no alarm of the watch.
        let since = at((hours - watched) * HOUR_MS);
        analysis.services.iter().for_each(|service| alarms.note(service, since));
        alarms.note(&analysis.system, since);
    }
    let weeks = services as f64 * watched as f64 / 168.0;
    let per_week = |n: usize| format!("{:.2}", n as f64 / weeks);
    let (counts, mix, system) = alarms.count();
    vec![
        rate.to_string(),
        format!("{} d", hours / 24),
        services.to_string(),
        format!("{weeks:.0}"),
        per_week(counts + mix),
        per_week(counts),
        per_week(mix),
        format!("{:.1}", system as f64 / (watched as f64 / 168.0)),
    ]
}

/// Every alarm raised, by service and kind, as stretches of time.
#[derive(Debug, Default)]
struct Alarms(BTreeMap<(Scope, AnomalyType), Vec<(Timestamp, Timestamp)>>);

impl Alarms {
    fn note(&mut self, service: &ServiceAnalysis, since: Timestamp) {
        for anomaly in service.anomalies.iter().filter(|anomaly| anomaly.end > since) {
            let known = self.0.entry((service.scope.clone(), anomaly.anomaly_type)).or_default();
            match known.iter_mut().find(|(start, end)| anomaly.start <= *end && *start <= anomaly.end) {
                Some((start, end)) => (*start, *end) = ((*start).min(anomaly.start), (*end).max(anomaly.end)),
                None => known.push((anomaly.start, anomaly.end)),
            }
        }
    }

    /// Alarms of the services' counts and mixes, and of the system.
    fn count(&self) -> (usize, usize, usize) {
        let of = |keep: &dyn Fn(&Scope, AnomalyType) -> bool| {
            self.0.iter().filter(|((service, kind), _)| keep(service, *kind)).map(|(_, all)| all.len()).sum()
        };
        let is_mix = |kind| kind == AnomalyType::PatternDeviation;
        (
            of(&|scope, kind| !scope.is_system() && !is_mix(kind)),
            of(&|scope, kind| !scope.is_system() && is_mix(kind)),
            of(&|scope, _| scope.is_system()),
        )
    }
}

/// False alarms of each detector of counts on noise in other shapes.
fn of_shapes(seeds: Seeds) -> String {
    let (n_series, days) = SHAPE_SERIES;
    let known = (KNOWN_AFTER_DAYS * 24) as i64 * HOUR_MS;
    let mut rows = Vec::new();
    for shape in &SHAPES {
        let (mut batch, mut stream) = ([0, 0], [0, 0]);
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for index in 0..n_series {
            let series = shape.series(seeds.shapes, index, days * 24, at(HOUR_MS));
            let count = |alarms: &mut [usize; 2], found: &[AnomalyDetection]| {
                alarms[0] += found.len();
                alarms[1] += found.iter().filter(|anomaly| anomaly.start >= at(known)).count();
            };
            let [of_batch, of_stream] = both(&series);
            count(&mut batch, &of_batch);
            count(&mut stream, &of_stream);
            if index < ANALYSED {
                let mut rng = Rng::for_item(seeds.types, index);
                add_series(&mut rollup, &format!("s{index:03}"), &series, &TYPES, &mut rng);
            }
        }
        rollup.settle();
        let (counts, mix) = of_last_week(&rollup, days);
        let per_week =
            |n: usize, days: usize| format!("{:.2}", n as f64 * 7.0 / (n_series as f64 * days as f64));
        rows.push(vec![
            shape.name.to_owned(),
            per_week(batch[0], days),
            per_week(batch[1], days - KNOWN_AFTER_DAYS),
            per_week(stream[0], days),
            per_week(stream[1], days - KNOWN_AFTER_DAYS),
            format!("{:.2}", (counts + mix) as f64 / ANALYSED as f64),
        ]);
    }
    let header = [
        "shape",
        "`detect_counts`",
        "after 28 days",
        "`Watch`",
        "after 28 days",
        "`analyze`, the eighth week",
    ];
    format!(
        "False alarms a series and week on noise in other shapes, {days} days by the hour, {n_series} series each \
         ({ANALYSED} services for `analyze`, asked every hour of the last week); budget 1.\n\n{}",
        table(&header, &rows)
    )
}

/// What the two detectors of counts say of a series.
fn both(series: &Series) -> [Vec<AnomalyDetection>; 2] {
    let batch = detect_counts(&Subject::measured("s"), series, &CountDetection::default()).unwrap();
    [batch, watched(series)]
}

/// Alarms of counts and mixes in the last week, asked every hour of it.
fn of_last_week(rollup: &Rollup, days: usize) -> (usize, usize) {
    let mut analysed = Alarms::default();
    let since = at((days as i64 - 7) * 24 * HOUR_MS);
    for hour in (days as i64 - 7) * 24 + 1..=days as i64 * 24 {
        let analysis = analyze(rollup, at(hour * HOUR_MS), &config()).unwrap();
        analysis.services.iter().for_each(|service| analysed.note(service, since));
    }
    let (counts, mix, _) = analysed.count();
    (counts, mix)
}

/// False alarms where errors bunch: autocorrelated rates, cascades, clusters of heavy-tailed size.
fn of_families(seeds: Seeds) -> String {
    let ((n_series, n_analysed), days) = (FAMILY_SERIES, SHAPE_SERIES.1);
    let mut rows = Vec::new();
    for family in Family::ALL {
        for rate in FAMILY_RATES {
            let mut found = [0, 0];
            let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
            for index in 0..n_series {
                let mut rng = Rng::for_item(seeds.families, index);
                let errors = family.errors(&mut rng, rate, days as i64 * 24);
                let mut values = vec![0.0; days * 24];
                errors.iter().for_each(|(ms, _)| values[(ms / HOUR_MS) as usize] += 1.0);
                let series = Series { first_end: at(HOUR_MS), step_ms: HOUR_MS, values };
                for (found, anomalies) in found.iter_mut().zip(both(&series)) {
                    *found += anomalies.len();
                }
                if index < n_analysed {
                    for (ms, kind) in errors {
                        let service = format!("s{index:03}");
                        rollup.observe(EventRef::new(at(ms), &service, Severity::High, kind));
                    }
                }
            }
            rollup.settle();
            let (counts, mix) = of_last_week(&rollup, days);
            let per_week = |n: usize| format!("{:.2}", n as f64 * 7.0 / (n_series as f64 * days as f64));
            let analysed = format!("{:.2}", (counts + mix) as f64 / n_analysed as f64);
            rows.push(vec![
                family.name().to_owned(),
                rate.to_string(),
                per_week(found[0]),
                per_week(found[1]),
                analysed,
            ]);
        }
    }
    let header = ["errors come", "an hour", "`detect_counts`", "`Watch`", "`analyze`, the eighth week"];
    format!(
        "False alarms a series and week where errors bunch, {days} days by the hour, {n_series} series each \
         ({n_analysed} services for `analyze`, asked every hour of the last week); budget 1.\n\n{}",
        table(&header, &rows)
    )
}

/// What is found of incidents of usual size.
fn of_sizes(seeds: Seeds) -> String {
    let mut rows = Vec::new();
    for family in Family::ALL {
        let mut row = vec![family.name().to_owned()];
        for (times, hours) in SIZES {
            let incident = Incident { name: "", times, hours };
            let shares = trials::found(family, incident, seeds.sizes, SIZE_SERVICES);
            row.push(shares.map(|share| format!("{:.0}", 100.0 * share)).join(" "));
        }
        rows.push(row);
    }
    let header: Vec<String> = std::iter::once("errors come".to_owned())
        .chain(SIZES.map(|(times, hours)| format!("x{times}, {hours} h")))
        .collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    format!(
        "Incidents of usual size: found an hour after their end, % of {SIZE_SERVICES} services at {} errors an hour, \
         after 30 days.\n\n{}",
        trials::INCIDENT_RATES.map(|rate| rate.to_string()).join(", "),
        table(&header, &rows)
    )
}

/// Services of each shape that are analysed as a whole.
const ANALYSED: u64 = 40;

/// What a watch raises over a whole series.
fn watched(series: &Series) -> Vec<AnomalyDetection> {
    let settings = WatchSettings::default();
    let mut watch = Watch::new(&settings, CountPrior::default()).unwrap();
    let subject = Subject::measured("s");
    let mut found: Vec<AnomalyDetection> = Vec::new();
    for (i, value) in series.values.iter().enumerate() {
        let point = watch.update(&subject, &settings, series.end_of(i), *value).unwrap();
        for anomaly in point.anomalies {
            let is_up = |anomaly: &AnomalyDetection| anomaly.actual >= anomaly.expected;
            // Told again while under way, it is the same alarm.
            match found
                .iter_mut()
                .find(|known| known.start == anomaly.start && is_up(known) == is_up(&anomaly))
            {
                Some(known) => *known = anomaly,
                None => found.push(anomaly),
            }
        }
    }
    found
}

/// Bursts and silence beside noise.
fn found(seeds: Seeds) -> String {
    let mut rows = Vec::new();
    for rate in RATES {
        for hours in [24, 168, 720] {
            let burst = share_found(
                seeds,
                rate,
                hours,
                |rollup, rng, service, rate| {
                    add(rollup, rng, service, rate, (0, hours - 1));
                    add(rollup, rng, service, 100.0 * rate, (hours - 1, hours));
                },
                |anomaly| anomaly.anomaly_type == AnomalyType::Spike,
            );
            // Long enough that 30 errors were expected.
            let silent = (30.0 / rate).ceil() as i64;
            let drop = (silent < hours / 2).then(|| {
                share_found(
                    seeds,
                    rate,
                    hours,
                    |rollup, rng, service, rate| {
                        add(rollup, rng, service, rate, (0, hours - silent));
                    },
                    // What lasts a day is a change of level.
                    |anomaly| match anomaly.anomaly_type {
                        AnomalyType::Drop => true,
                        AnomalyType::TrendChange => anomaly.actual < anomaly.expected,
                        _ => false,
                    },
                )
            });
            rows.push(vec![
                rate.to_string(),
                format!("{} d", hours / 24),
                format!("{burst:.0} %"),
                drop.map_or("-".into(), |drop| format!("{drop:.0} % ({silent} h)")),
            ]);
        }
    }
    format!(
        "Found as an ongoing anomaly at the end of the log, in 50 services each: the last hour at a hundred times the \
         rate, and silence for as long as 30 errors take.\n\n{}",
        table(&["errors an hour", "log", "burst", "drop to zero (length)"], &rows)
    )
}

fn share_found(
    seeds: Seeds,
    rate: f64,
    hours: i64,
    fill: impl Fn(&mut Rollup, &mut Rng, &str, f64),
    is_kind: impl Fn(&AnomalyDetection) -> bool,
) -> f64 {
    const SERVICES: usize = 50;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for i in 0..SERVICES {
        fill(&mut rollup, &mut Rng::for_item(seeds.found, i as u64), &format!("s{i:03}"), rate);
    }
    rollup.settle();
    let analysis: Analysis = analyze(&rollup, at(hours * HOUR_MS), &config()).unwrap();
    let is_found = |anomaly: &AnomalyDetection| anomaly.ongoing && is_kind(anomaly);
    let n = analysis.services.iter().filter(|service| service.anomalies.iter().any(is_found)).count();
    100.0 * n as f64 / SERVICES as f64
}
