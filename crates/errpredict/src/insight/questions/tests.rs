use super::super::{ClassCount, GroupShare};
use super::*;
use crate::action::CapacityForecast;
use crate::detect::{AnomalyDetection, AnomalyType, made_anomaly};
use crate::rca::ErrorClass;
use crate::time::HOUR_MS;

fn at() -> Timestamp {
    "2026-11-23T00:00:00Z".parse().unwrap()
}

fn shop() -> Scope {
    Scope::service_named("shop")
}

fn kinds(material: &Material) -> Vec<InsightType> {
    derive(material).iter().map(|insight| insight.insight_type).collect()
}

/// A steady but uneven week, so that tests have something to be unsure about.
fn steady(days: usize) -> Vec<u64> {
    (0..days).map(|day| [50, 61, 47, 55, 58, 44, 52, 49, 60, 46, 57][day % 11]).collect()
}

#[test]
fn nothing_known_nothing_said() {
    assert!(derive(&Material::new(shop(), at())).is_empty());
    let mut material = Material::new(shop(), at());
    material.daily_errors = steady(28);
    material.daily_requests = vec![10_000; 28];
    material.daily_p95_ms = steady(28).into_iter().map(|n| Some(n as f64)).collect();
    assert!(kinds(&material).is_empty(), "{:?}", derive(&material));
}

#[test]
fn a_rising_trend_and_its_reverse() {
    let mut material = Material::new(shop(), at());
    material.daily_errors = steady(28).iter().zip(0..).map(|(n, day)| n + 3 * day).collect();
    let found = derive(&material);
    let trend = found.iter().find(|insight| insight.insight_type == InsightType::TrendDetection).unwrap();
    assert!((trend.evidence[0].numbers["slope_per_day"] - 3.0).abs() < 0.3);
    assert_eq!(trend.severity, InsightSeverity::Warning);
    assert_eq!(trend.key, "trend_detection:shop:rising");
    material.daily_errors.reverse();
    let found = derive(&material);
    let trend = found.iter().find(|insight| insight.insight_type == InsightType::TrendDetection).unwrap();
    assert_eq!((trend.severity, trend.actions.len()), (InsightSeverity::Info, 0));
}

#[test]
fn a_slower_week() {
    let mut material = Material::new(shop(), at());
    material.daily_p95_ms =
        (0..28).map(|day| Some(200.0 + f64::from(day % 5) + if day >= 21 { 90.0 } else { 0.0 })).collect();
    assert_eq!(kinds(&material), [InsightType::PerformanceDegradation]);
    // The same rise on three days only is no week.
    material.daily_p95_ms =
        (0..28).map(|day| Some(200.0 + f64::from(day % 5) + if day >= 25 { 90.0 } else { 0.0 })).collect();
    assert!(kinds(&material).is_empty());
}

#[test]
fn errors_follow_requests_and_are_then_no_worse() {
    let mut material = Material::new(shop(), at());
    material.daily_errors =
        steady(28).iter().zip(0..).map(|(n, day)| if day >= 21 { n * 2 } else { *n }).collect();
    assert!(kinds(&material).contains(&InsightType::ReliabilityTrend));
    material.daily_requests = (0..28).map(|day| if day >= 21 { 20_000 } else { 10_000 }).collect();
    assert!(!kinds(&material).contains(&InsightType::ReliabilityTrend), "twice the requests explain it");
}

#[test]
fn a_limit_ahead() {
    let mut material = Material::new(shop(), at());
    let mut capacity = CapacityForecast {
        what: "errors per hour".to_owned(),
        now: 50.0,
        limit: 100.0,
        peak: 140.0,
        peak_at: at().plus_ms(20 * HOUR_MS),
        reaches_limit_at: Some(at().plus_ms(10 * HOUR_MS)),
        surely: true,
        level: 0.95,
        because: None,
    };
    material.capacity = vec![capacity.clone()];
    let found = derive(&material);
    assert_eq!(found[0].severity, InsightSeverity::Critical);
    assert_eq!(found[0].expires, at().plus_ms(10 * HOUR_MS));
    capacity.reaches_limit_at = None;
    material.capacity = vec![capacity];
    assert!(derive(&material).is_empty());
}

fn anomaly(since: Timestamp) -> AnomalyDetection {
    made_anomaly(AnomalyType::Spike, since, since.plus_ms(HOUR_MS))
}

#[test]
fn anomalies_that_come_back_at_three() {
    let mut material = Material::new(shop(), at());
    material.anomalies = (1..=6).map(|day| anomaly(at().plus_ms(-day * DAY_MS + 3 * HOUR_MS))).collect();
    let found = derive(&material);
    assert_eq!(found[0].insight_type, InsightType::AnomalyPattern);
    assert!(found[0].title.contains("03:00"), "{}", found[0].title);
    // Six in one night are one witness, and six spread over the day none.
    material.anomalies = (0..6).map(|n| anomaly(at().plus_ms(-DAY_MS + n * HOUR_MS / 10))).collect();
    assert!(derive(&material).is_empty());
    material.anomalies =
        (1..=6).map(|day| anomaly(at().plus_ms(-day * DAY_MS + day * 4 * HOUR_MS))).collect();
    assert!(derive(&material).is_empty());
}

#[test]
fn one_group_and_many() {
    let mut material = Material::new(shop(), at());
    let group = |fingerprint: &str, count| GroupShare {
        fingerprint: fingerprint.to_owned(),
        label: "KeyError".to_owned(),
        count,
    };
    material.groups = vec![group("a", 700), group("b", 300)];
    material.group_total = 1000;
    material.group_hours = 24.0;
    assert_eq!(kinds(&material), [InsightType::CostOptimization]);
    material.groups = vec![group("a", 300), group("b", 300)];
    assert!(kinds(&material).is_empty());
}

#[test]
fn refused_logins() {
    let mut material = Material::new(shop(), at());
    let count = |recent, before| ClassCount {
        class: ErrorClass::Auth,
        recent,
        recent_hours: 24.0,
        before,
        before_hours: 240.0,
    };
    material.classes = vec![count(80, 40)];
    assert_eq!(kinds(&material), [InsightType::SecurityConcern]);
    material.classes = vec![count(12, 100)];
    assert!(kinds(&material).is_empty(), "12 where 10 were expected");
}

#[test]
fn the_key_does_not_change_with_the_numbers() {
    let mut material = Material::new(shop(), at());
    material.daily_errors = steady(28).iter().zip(0..).map(|(n, day)| n + 3 * day).collect();
    let first = derive(&material).remove(0);
    material.at = at().plus_ms(DAY_MS);
    material.daily_errors.push(190);
    let second = derive(&material).remove(0);
    assert_eq!(first.key, second.key);
    assert!(second.expires > first.expires);
}

/// Thousands of services on which nothing happens: each type stays near its stated chance of one in a hundred.
#[test]
fn noise_passes_no_test_more_often_than_stated() {
    const LOOKS: usize = 1_000;
    let mut rng = crate::stats::Rng::new(5);
    let mut found = std::collections::BTreeMap::new();
    for _ in 0..LOOKS {
        let mut material = Material::new(shop(), at());
        // Rates from a few to hundreds a day, days that scatter more than Poisson's.
        let level = libm::exp(1.0 + 4.0 * rng.uniform());
        let mut day = || (level * libm::exp(0.3 * rng.normal())).round();
        material.daily_errors = (0..28).map(|_| day() as u64).collect();
        material.daily_p95_ms = (0..28).map(|_| Some(day())).collect();
        material.anomalies = (0..12)
            .map(|_| anomaly(at().plus_ms(-((rng.uniform() * 60.0 * DAY_MS as f64) as i64) - 1)))
            .collect();
        let auth = |scale: f64, rng: &mut crate::stats::Rng| (scale * libm::exp(0.3 * rng.normal())) as u64;
        let (recent, before) = (auth(20.0, &mut rng), auth(200.0, &mut rng));
        material.classes = vec![ClassCount {
            class: ErrorClass::Auth,
            recent,
            recent_hours: 24.0,
            before,
            before_hours: 240.0,
        }];
        for insight in derive(&material) {
            *found.entry(insight.insight_type).or_insert(0) += 1;
        }
    }
    for (kind, n) in &found {
        // One in a hundred, twice where hours and weekdays are both asked; three deviations on top.
        let accepted = if *kind == InsightType::AnomalyPattern { 20.0 } else { 10.0 };
        assert!(f64::from(*n) <= accepted + 3.0 * libm::sqrt(accepted), "{found:?}");
    }
}
