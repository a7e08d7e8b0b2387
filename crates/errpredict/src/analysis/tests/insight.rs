//! Every type of insight, from a log to the sentence; and silence on noise.

use std::collections::BTreeSet;

use super::super::*;
use crate::event::{EventKind, EventRef, Severity};
use crate::insight::InsightType;
use crate::rollup::RollupConfig;
use crate::stats::rng::Rng;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

const START_MS: i64 = 1_790_000_000_000;
const DAYS: i64 = 28;

fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(START_MS + ms).unwrap()
}

struct Log(Rollup);

impl Log {
    fn new() -> Self {
        Log(Rollup::new(RollupConfig::default()).unwrap())
    }

    fn error(&mut self, ms: i64, service: &str, error_type: &str) {
        self.0.observe(EventRef::new(at(ms), service, Severity::High, error_type));
    }

    /// So many errors a day, evenly spread.
    fn daily(&mut self, service: &str, error_type: &str, per_day: impl Fn(i64) -> i64) {
        for day in 0..DAYS {
            let n = per_day(day);
            (0..n)
                .for_each(|i| self.error(day * DAY_MS + (2 * i + 1) * DAY_MS / (2 * n), service, error_type));
        }
    }

    fn found(mut self, config: &AnalysisConfig) -> BTreeSet<InsightType> {
        self.0.settle();
        let analysis = analyze(&self.0, at(DAYS * DAY_MS), config).unwrap();
        let all = analysis.services.iter().chain([&analysis.system]).flat_map(|found| &found.insights);
        let all: Vec<_> = all.collect();
        for insight in &all {
            assert!(
                !insight.evidence.is_empty() && insight.evidence.iter().all(|line| !line.numbers.is_empty())
            );
            assert!(
                insight.chance.is_none_or(|chance| chance.is_likelier_than_not())
                    && insight.expires > insight.at
            );
            assert!(insight.description.ends_with('.') && insight.description.len() > 40, "{insight:?}");
        }
        let keys: BTreeSet<&str> = all.iter().map(|insight| insight.key.as_str()).collect();
        assert_eq!(keys.len(), all.len(), "one insight a key");
        all.into_iter().map(|insight| insight.insight_type).collect()
    }
}

/// Uneven days, so that tests have something to be unsure about.
fn uneven(day: i64) -> i64 {
    [50, 61, 47, 55, 58, 44, 52, 49, 60, 46, 57][day as usize % 11]
}

#[test]
fn every_type_comes_from_a_log_that_calls_for_it() {
    use InsightType as I;
    let config = AnalysisConfig::default();
    let mut rising = Log::new();
    rising.daily("shop", "KeyError", |day| uneven(day) + 3 * day);
    assert!(rising.found(&config).contains(&I::TrendDetection));

    let mut recurring = Log::new();
    recurring.daily("shop", "KeyError", uneven);
    for day in (8..DAYS).step_by(3) {
        (0..80).for_each(|i| recurring.error(day * DAY_MS + 3 * HOUR_MS + i * 20_000, "shop", "KeyError"));
    }
    assert!(recurring.found(&config).contains(&I::AnomalyPattern));

    let mut slower = Log::new();
    slower.daily("shop", "KeyError", uneven);
    for quarter in 0..DAYS * 96 {
        let mut request = EventRef::new(at(quarter * 15 * MINUTE_MS + 1), "shop", Severity::Info, "");
        request.kind = EventKind::Request;
        let slow = if quarter >= (DAYS - 7) * 96 { 150.0 } else { 0.0 };
        request.response_time_ms = Some(200.0 + (quarter % 37) as f64 + slow);
        slower.0.observe(request);
    }
    assert!(slower.found(&config).contains(&I::PerformanceDegradation));

    // Busy from the tenth to the thirteenth hour of every day, calm now: the limit is passed tomorrow.
    let mut limit = Log::new();
    for hour in 0..DAYS * 24 {
        let n = if (10..14).contains(&(hour % 24)) { 40 } else { 5 };
        (0..n)
            .for_each(|i| limit.error(hour * HOUR_MS + (2 * i + 1) * HOUR_MS / (2 * n), "shop", "KeyError"));
    }
    let limits = Limits { errors_per_hour: Some(30.0), requests_per_hour: None };
    let limited = AnalysisConfig { limits: [("shop".to_owned(), limits)].into(), ..config.clone() };
    assert!(limit.found(&limited).contains(&I::CapacityPlanning));

    let mut worse = Log::new();
    worse.daily("shop", "KeyError", |day| uneven(day) * if day >= DAYS - 7 { 2 } else { 1 });
    assert!(worse.found(&config).contains(&I::ReliabilityTrend));

    let mut one = Log::new();
    one.daily("shop", "KeyError", |_| 300);
    one.daily("shop", "ValueError", |_| 60);
    assert!(one.found(&config).contains(&I::CostOptimization));

    let mut doors = Log::new();
    doors.daily("shop", "KeyError", uneven);
    doors.daily("shop", "AuthenticationError", |day| if day == DAYS - 1 { 60 } else { 2 });
    assert!(doors.found(&config).contains(&I::SecurityConcern));

    let mut shared = Log::new();
    for service in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        shared.daily(service, "KeyError", uneven);
    }
    for service in ["a", "b", "c", "d", "e", "f"] {
        (0..200)
            .for_each(|i| shared.error(DAYS * DAY_MS - HOUR_MS + i * 15_000, service, "OperationalError"));
    }
    assert!(shared.found(&config).contains(&I::InfrastructureIssue));

    let mut calm = Log::new();
    calm.daily("shop", "KeyError", uneven);
    assert_eq!(calm.found(&config), BTreeSet::new());
}

/// Each question accepts one false finding in a hundred; two of them can be asked of errors alone.
#[test]
fn noise_is_left_alone() {
    let mut rng = Rng::new(77);
    let mut log = Log::new();
    for service in 0..60 {
        let (name, per_hour) = (format!("s{service:02}"), 0.3 + rng.uniform() * 4.0);
        let mut ms = 0.0;
        loop {
            ms += -libm::log(1.0 - rng.uniform()) * HOUR_MS as f64 / per_hour;
            if ms >= (DAYS * DAY_MS) as f64 {
                break;
            }
            log.error(ms as i64, &name, "KeyError");
        }
    }
    log.0.settle();
    let analysis = analyze(&log.0, at(DAYS * DAY_MS), &AnalysisConfig::default()).unwrap();
    let found: Vec<&str> = analysis
        .services
        .iter()
        .flat_map(|found| &found.insights)
        .map(|insight| insight.key.as_str())
        .collect();
    // 60 services, two questions: 1.2 are accepted on average; five or more have a chance of one in a hundred.
    assert!(found.len() < 5, "{found:?}");
}
