//! The whole analysis on simulated noise, bursts and silence: all detectors, one budget.
//!
//! A small version of `make bench-noise`, which watches more services, at every hour.

use errpredict::analysis::{AnalysisConfig, Depth, analyze};
use errpredict::detect::AnomalyType;
use errpredict::stats::Rng;
use errpredict::time::HOUR_MS;
use errpredict::{EventRef, Rollup, RollupConfig, Scope, Severity, Timestamp};

const START_MS: i64 = 1_790_000_000_000;
const TYPES: [&str; 4] = ["TimeoutError", "ConnectionError", "KeyError", "DatabaseError"];

fn at(hour: i64) -> Timestamp {
    Timestamp::clamped(START_MS + hour * HOUR_MS)
}

/// Poisson errors of one service from hour `from` up to hour `to`, rarer types rarer.
fn add(rollup: &mut Rollup, rng: &mut Rng, service: &str, rate: f64, (from, to): (i64, i64)) {
    for hour in from..to {
        for _ in 0..rng.poisson(rate) {
            let ms = (rng.uniform() * HOUR_MS as f64) as i64;
            let error_type = TYPES[(rng.uniform() * rng.uniform() * TYPES.len() as f64) as usize];
            rollup.observe(EventRef::new(at(hour).plus_ms(ms), service, Severity::High, error_type));
        }
    }
}

fn config() -> AnalysisConfig {
    AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() }
}

#[test]
fn noise_keeps_the_budget_through_the_whole_analysis() {
    let (mut alarms, mut weeks) = (0, 0.0);
    for (rate, hours, services) in
        [(1.0, 24, 40), (5.0, 168, 12), (20.0, 24, 40), (20.0, 720, 6), (200.0, 168, 3)]
    {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for i in 0..services {
            add(&mut rollup, &mut Rng::for_item(31, i), &format!("s{i}"), rate, (0, hours));
        }
        rollup.settle();
        let watched = hours.min(168);
        // Alarms by service and kind; one that overlaps what was reported before is the same.
        let mut seen: Vec<(Scope, AnomalyType, Timestamp, Timestamp)> = Vec::new();
        for hour in (hours - watched + 1..=hours).step_by(3) {
            for service in analyze(&rollup, at(hour), &config()).unwrap().services {
                for found in service.anomalies.iter().filter(|found| found.end > at(hours - watched)) {
                    let same = seen.iter_mut().find(|(name, kind, start, end)| {
                        *name == service.scope
                            && *kind == found.anomaly_type
                            && *start <= found.end
                            && found.start <= *end
                    });
                    match same {
                        Some((_, _, _, end)) => *end = (*end).max(found.end),
                        None => {
                            seen.push((service.scope.clone(), found.anomaly_type, found.start, found.end))
                        }
                    }
                }
            }
        }
        println!("{rate}/h, {hours} h: {} alarms in {services} services", seen.len());
        alarms += seen.len();
        weeks += services as f64 * watched as f64 / 168.0;
    }
    assert!(alarms as f64 <= weeks, "{alarms} false alarms in {weeks:.1} service-weeks");
}

#[test]
fn a_hundredfold_burst_and_silence_are_found_through_the_whole_analysis() {
    for (rate, hours) in [(1.0, 24), (1.0, 720), (5.0, 168), (20.0, 24), (200.0, 168)] {
        // Silence for as long as 30 errors take, where the log is long enough to know.
        let silent = (30.0_f64 / rate).ceil() as i64;
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let mut rng = Rng::new(5);
        add(&mut rollup, &mut rng, "burst", rate, (0, hours - 1));
        add(&mut rollup, &mut rng, "burst", 100.0 * rate, (hours - 1, hours));
        add(&mut rollup, &mut rng, "gone", rate, (0, hours - silent.min(hours / 2)));
        rollup.settle();
        let analysis = analyze(&rollup, at(hours), &config()).unwrap();
        let has = |name: &str, kinds: &[AnomalyType]| {
            let service =
                analysis.services.iter().find(|service| service.scope.service() == Some(name)).unwrap();
            let is_wanted = |kind: &AnomalyType| kinds.contains(kind);
            service.anomalies.iter().any(|found| found.ongoing && is_wanted(&found.anomaly_type))
        };
        assert!(has("burst", &[AnomalyType::Spike]), "{rate}/h, {hours} h");
        // A silence of more than a day is told as a new level.
        let silence = [AnomalyType::Drop, AnomalyType::TrendChange];
        assert!(silent > hours / 2 || has("gone", &silence), "{rate}/h, {hours} h");
    }
}
