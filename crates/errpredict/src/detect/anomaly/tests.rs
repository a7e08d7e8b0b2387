//! Anomalies: severities, keys, merging, units.

use super::*;

fn spike(start: i64, end: i64, p_value: f64) -> AnomalyDetection {
    let at = |ms| Timestamp::from_ms(ms).unwrap();
    AnomalyDetection::new(Strange {
        subject: &Subject::errors_of("checkout"),
        anomaly_type: AnomalyType::Spike,
        up: Some(true),
        place: (at(start), at(end), at(end)),
        at: at(end),
        numbers: (1.0, 9.0),
        unit: Unit::PER_HOUR,
        p_value,
        chance: Chance::per_week(0.1),
        score: strangeness(p_value, 1.0, 9.0),
        found_by: FoundBy::Counts,
    })
}

#[test]
fn severity_follows_the_specification() {
    for (score, severity) in [
        (0.85, Severity::Critical),
        (0.849, Severity::High),
        (0.70, Severity::High),
        (0.50, Severity::Medium),
        (0.499, Severity::Low),
    ] {
        assert_eq!(severity_of(score), severity, "{score}");
    }
}

#[test]
fn strangeness_needs_evidence_and_size() {
    for (p, expected, actual, severity) in [
        (1e-3, 1.0, 100.0, Severity::Medium),
        (1e-20, 1.0, 100.0, Severity::Critical),
        (0.0, 1000.0, 1100.0, Severity::Low),
        (1e-30, 1000.0, 1900.0, Severity::Medium),
        (1e-30, 40.0, 0.0, Severity::Critical),
    ] {
        assert_eq!(severity_of(strangeness(p, expected, actual)), severity, "{p} {expected} {actual}");
    }
}

#[test]
fn overlapping_ones_become_one_with_the_first_key() {
    let (a, b, c) = (spike(0, 10, 1e-4), spike(5, 20, 1e-9), spike(30, 40, 1e-4));
    let key = a.key.clone();
    let merged = merge_anomalies(vec![c, b, a]);
    assert_eq!(merged.len(), 2);
    assert_eq!((merged[0].start.ms(), merged[0].end.ms(), merged[0].p_value), (0, 20, 1e-9));
    assert_eq!(merged[0].key, key);
    assert_eq!(key.len(), 16);
}

#[test]
fn a_rise_and_a_fall_that_overlap_stay_two() {
    let rise = spike(5, 20, 1e-4);
    let fall = AnomalyDetection { expected: 9.0, actual: 1.0, p_value: 1e-9, ..spike(0, 40, 1e-9) };
    assert_eq!(merge_anomalies(vec![rise, fall]).len(), 2);
}

#[test]
fn the_unit_stands_in_json_and_nothing_expected_has_no_percentage() {
    let anomaly = spike(0, 1, 0.0);
    assert_eq!(anomaly.p_value, SMALLEST_P);
    let json = serde_json::to_string(&anomaly).unwrap();
    for part in [
        r#""type":"spike""#,
        r#""service":"checkout""#,
        r#""metric":"errors""#,
        r#""unit":"count","per_ms":3600000"#,
        r#""found_by":"counts""#,
    ] {
        assert!(json.contains(part), "{part} in {json}");
    }
    assert_eq!(serde_json::from_str::<AnomalyDetection>(&json).unwrap(), anomaly);
    // What a later version adds does not keep this one from reading it.
    let newer = json.replacen('{', r#"{"colour":"red","#, 1);
    assert_eq!(serde_json::from_str::<AnomalyDetection>(&newer).unwrap(), anomaly);
    let subject = Subject::errors_of("a");
    let at = Timestamp::from_ms(0).unwrap();
    let none_expected = AnomalyDetection::new(Strange {
        subject: &subject,
        anomaly_type: AnomalyType::Spike,
        up: Some(true),
        place: (at, at, at),
        at,
        numbers: (0.0, 5.0),
        unit: Unit::PER_HOUR,
        p_value: 0.0,
        chance: Chance::default(),
        score: 0.9,
        found_by: FoundBy::Counts,
    });
    assert_eq!(none_expected.deviation_percent, None);
}

#[test]
fn what_is_too_many_an_hour_is_never_divided_by_the_hours_twice() {
    let hours = |hours: i64| Timestamp::from_ms(hours * HOUR_MS).unwrap();
    let long = AnomalyDetection {
        start: hours(0),
        end: hours(10),
        expected: 2.0,
        actual: 113.0,
        excess: Some(980.0),
        ..spike(0, 1, 1e-9)
    };
    assert_eq!(long.excess_per_hour(), Some(98.0), "the mean, not the peak");
    let short = AnomalyDetection { end: hours(0).plus_ms(60_000), excess: Some(50.0), ..long.clone() };
    assert_eq!(short.excess_per_hour(), Some(50.0), "a minute is not blown up to an hour");
    let level = AnomalyDetection { anomaly_type: AnomalyType::TrendChange, actual: 42.0, ..long.clone() };
    assert_eq!(level.excess_per_hour(), Some(40.0));
    let in_five_minutes =
        AnomalyDetection { excess: None, unit: Unit::Count { per_ms: 300_000 }, ..long.clone() };
    assert_eq!(in_five_minutes.excess_per_hour(), Some(12.0 * 111.0));
    let fewer = AnomalyDetection { excess: Some(-980.0), ..long.clone() };
    assert_eq!(fewer.excess_per_hour(), None);
    let correlation = AnomalyDetection { excess: None, unit: Unit::Correlation, ..long };
    assert_eq!(correlation.excess_per_hour(), None);
    assert_eq!(correlation.is_rise(), None);
}

#[test]
fn the_number_is_that_of_its_own_time() {
    let minutes = |minutes: i64| Timestamp::from_ms(minutes * 60_000).unwrap();
    let lasted = |n: i64, count: f64, expected: f64| {
        let spike = AnomalyDetection { start: minutes(0), end: minutes(n), ..spike(0, 1, 1e-9) };
        spike.over_its_time(count, expected).in_words()
    };
    for (n, count, expected, words) in [
        (10, 329.0, 12.0, "329 in 10 min (1,974/h) where 2 were expected"),
        (90, 300.0, 2.0, "200/h where 2/h was expected"),
        (600, 1_000.0, 2.0, "100/h where 2/h was expected"),
        // No rise in its own minutes: what flagged it stays.
        (60, 1.0, 2.0, "9/h where 1/h was expected"),
    ] {
        assert_eq!(lasted(n, count, expected), words);
    }
}

#[test]
fn intervals_of_one_key_are_one_incident() {
    let (mut one, mut two, other) = (spike(0, 10, 1e-4), spike(0, 40, 1e-9), spike(50, 60, 1e-4));
    (one.excess, two.excess) = (Some(3.0), Some(4.0));
    let merged = merge_by_key(vec![one, other.clone(), two]);
    assert_eq!(merged.len(), 2);
    assert_eq!((merged[0].excess, merged[0].p_value, merged[0].end.ms()), (Some(7.0), 1e-9, 40));
    assert_eq!(merged[1], other);
}

#[test]
fn a_spike_that_becomes_a_level_keeps_its_key() {
    let subject = Subject::errors_of("checkout");
    let at = Timestamp::from_ms(7).unwrap();
    assert_eq!(spike(7, 9, 0.1).key, anomaly_key(&subject, Some(true), at));
    assert_ne!(spike(7, 9, 0.1).key, anomaly_key(&subject, Some(false), at));
    assert_ne!(spike(7, 9, 0.1).key, anomaly_key(&Scope::System.into(), Some(true), at));
}
