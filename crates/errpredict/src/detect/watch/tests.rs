//! The watch: constant memory, stream equals batch, budgets on noise, what is there is found.

use super::*;
use crate::detect::AnomalyType;
use crate::stats::Rng;

const BEGIN: i64 = 1_795_392_000_000;

fn at(index: usize, step_ms: i64) -> Timestamp {
    Timestamp::from_ms(BEGIN + (index as i64 + 1) * step_ms).unwrap()
}

fn settings(measure: Measure) -> WatchSettings {
    WatchSettings { measure, ..WatchSettings::default() }
}

fn watched(settings: &WatchSettings, values: &[f64]) -> (Watch, Vec<WatchPoint>) {
    let mut watch = Watch::new(settings, CountPrior::default()).unwrap();
    let points = values
        .iter()
        .enumerate()
        .map(|(i, value)| {
            watch.update(&Subject::measured("s"), settings, at(i, settings.step_ms), *value).unwrap()
        })
        .collect();
    (watch, points)
}

/// Anomalies by key: what is found again under way is the same.
fn anomalies(points: &[WatchPoint]) -> Vec<AnomalyDetection> {
    let mut found: Vec<AnomalyDetection> = Vec::new();
    for anomaly in points.iter().flat_map(|point| &point.anomalies) {
        match found.iter_mut().find(|known| {
            known.start == anomaly.start
                && (known.actual >= known.expected) == (anomaly.actual >= anomaly.expected)
        }) {
            Some(known) => *known = anomaly.clone(),
            None => found.push(anomaly.clone()),
        }
    }
    found
}

fn day(i: usize) -> f64 {
    libm::sin(i as f64 / 24.0 * std::f64::consts::TAU)
}

#[test]
fn memory_is_two_kilobytes_with_the_weekly_season_and_never_grows() {
    const { assert!(WATCH_BYTES <= 2_048) };
    // Nothing that owns memory elsewhere: what is copied bit by bit is all there is.
    const { assert!(!std::mem::needs_drop::<Watch>()) };
}

#[test]
fn saved_and_loaded_at_any_point_it_goes_on_to_the_bit() {
    let mut rng = Rng::new(1);
    for measure in [Measure::Counts, Measure::Values] {
        let settings = settings(measure);
        let mut values: Vec<f64> = (0..900).map(|i| rng.poisson(20.0 + 10.0 * day(i)) as f64).collect();
        values[100] = f64::NAN;
        values[400..430].iter_mut().for_each(|value| *value += 80.0);
        let (_, all) = watched(&settings, &values);
        let mut watch = Watch::new(&settings, CountPrior::default()).unwrap();
        for (i, value) in values.iter().enumerate() {
            if i % 97 == 5 {
                watch = serde_json::from_str(&serde_json::to_string(&watch).unwrap()).unwrap();
            }
            assert_eq!(
                watch.update(&Subject::measured("s"), &settings, at(i, settings.step_ms), *value).unwrap(),
                all[i],
                "{i}"
            );
        }
    }
}

#[test]
fn buckets_left_out_are_gaps_and_what_is_out_of_order_is_refused() {
    for measure in [Measure::Counts, Measure::Values] {
        let settings = settings(measure);
        let values: Vec<f64> =
            (0..200).map(|i| if (50..95).contains(&i) { f64::NAN } else { 5.0 + (i % 3) as f64 }).collect();
        let (_, told) = watched(&settings, &values);
        let mut watch = Watch::new(&settings, CountPrior::default()).unwrap();
        for (i, value) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
            let point =
                watch.update(&Subject::measured("s"), &settings, at(i, settings.step_ms), *value).unwrap();
            assert_eq!(
                (point.expected, point.p_value),
                (told[i].expected, told[i].p_value),
                "{measure:?} {i}"
            );
        }
        let mut refused = |i: i64, value: f64| {
            let end = Timestamp::from_ms(BEGIN + i).unwrap();
            watch.update(&Subject::measured("s"), &settings, end, value).unwrap_err().to_string()
        };
        assert!(refused(5, 1.0).contains("whole steps of 3600000 ms"));
        assert!(refused(201 * HOUR_MS, f64::INFINITY).contains("got inf"));
    }
    let counts = settings(Measure::Counts);
    assert!(
        Watch::new(&counts, CountPrior::default())
            .unwrap()
            .update(&Subject::measured("s"), &counts, at(0, 1), -1.0)
            .is_err()
    );
    assert!(Watch::new(&WatchSettings { step_ms: 0, ..counts }, CountPrior::default()).is_err());
}

#[test]
fn a_burst_a_silence_and_a_new_level_are_found() {
    let mut rng = Rng::new(3);
    for measure in [Measure::Counts, Measure::Values] {
        let settings = settings(measure);
        let mut values: Vec<f64> =
            (0..1_000).map(|i| rng.poisson(40.0 * (1.0 + 0.5 * day(i))) as f64).collect();
        values[500] = 400.0;
        values[700..706].fill(0.0);
        values[850..].iter_mut().for_each(|value| *value += 300.0);
        let (watch, points) = watched(&settings, &values);
        assert_eq!(watch.season(), SeasonKind::Daily);
        let found = anomalies(&points);
        let of = |kind: AnomalyType, i: usize| {
            let covers = |a: &&AnomalyDetection| a.start < at(i, HOUR_MS) && a.end >= at(i, HOUR_MS);
            found
                .iter()
                .filter(|a| a.anomaly_type == kind)
                .find(covers)
                .unwrap_or_else(|| panic!("{measure:?} {kind:?} {i}: {found:?}"))
        };
        assert_eq!(of(AnomalyType::Spike, 500).actual, 400.0);
        // Of counts more is known than of any numbers, whose tail must first be learned.
        let least = if measure == Measure::Counts { crate::Severity::High } else { crate::Severity::Medium };
        assert!(of(AnomalyType::Spike, 500).severity >= least, "{measure:?}");
        of(AnomalyType::Drop, 705);
        of(AnomalyType::TrendChange, 900);
    }
}

#[test]
fn what_ends_is_told_as_over_in_the_next_value_however_late_it_comes() {
    for measure in [Measure::Counts, Measure::Values] {
        // The step after the incident, or after as long without a value.
        for left_out in [0, 1, 30] {
            let settings = settings(measure);
            let mut watch = Watch::new(&settings, CountPrior::default()).unwrap();
            let mut told = |index: usize, value: f64| {
                let at = at(index, settings.step_ms);
                watch.update(&Subject::measured("s"), &settings, at, value).unwrap().anomalies
            };
            for i in 0..300 {
                told(i, 20.0 + (i % 5) as f64);
            }
            let during: Vec<_> = (300..303).flat_map(|i| told(i, 400.0)).collect();
            assert!(!during.is_empty() && during.iter().all(|one| one.ongoing), "{during:?}");
            let after = told(303 + left_out, 22.0);
            assert_eq!(after.len(), 1, "{measure:?} after {left_out}: {after:?}");
            assert!(!after[0].ongoing && after[0].key == during[0].key, "{after:?}");
            assert_eq!(after[0].end, at(302, settings.step_ms));
            let later: Vec<_> = (304 + left_out..340).flat_map(|i| told(i, 20.0 + (i % 5) as f64)).collect();
            assert!(later.is_empty(), "once: {later:?}");
        }
    }
}

#[test]
fn an_incident_of_three_days_does_not_become_normal() {
    let mut rng = Rng::new(5);
    for measure in [Measure::Counts, Measure::Values] {
        let settings = settings(measure);
        let mut values: Vec<f64> = (0..900).map(|_| rng.poisson(30.0) as f64).collect();
        values[600..672].iter_mut().for_each(|value| *value += 200.0);
        let (_, points) = watched(&settings, &values);
        let expected = |i: usize| points[i].expected.unwrap();
        assert!(
            (expected(671) - expected(599)).abs() < 3.0,
            "{measure:?}: {} {}",
            expected(599),
            expected(671)
        );
        assert!(
            points[605..672].iter().all(|point| point.anomalies.iter().any(|a| a.ongoing)),
            "{measure:?}"
        );
        let after = points[673..]
            .iter()
            .flat_map(|point| &point.anomalies)
            .filter(|a| a.ongoing && a.actual < a.expected);
        assert_eq!(after.count(), 0, "{measure:?}: no drop afterwards");
        // What lasts a week is the new level, and its end within another week is no drop either.
        values[672..768].iter_mut().for_each(|value| *value += 200.0);
        let (_, points) = watched(&settings, &values);
        let expected = |i: usize| points[i].expected.unwrap();
        assert!(
            expected(760) > 200.0 && expected(780) < 60.0,
            "{measure:?}: {} {}",
            expected(760),
            expected(780)
        );
        let drops = points[768..816]
            .iter()
            .flat_map(|point| &point.anomalies)
            .filter(|a| a.anomaly_type == AnomalyType::Drop);
        assert_eq!(drops.count(), 0, "{measure:?}");
    }
}

#[test]
fn within_the_first_hour_it_is_of_use() {
    let settings = WatchSettings { step_ms: 300_000, ..settings(Measure::Counts) };
    let mut values = vec![2.0, 1.0, 3.0, 2.0, 0.0, 2.0, 1.0, 4.0, 2.0, 1.0, 40.0];
    let (_, points) = watched(&settings, &values);
    assert!(points[10].anomalies.iter().any(|a| a.anomaly_type == AnomalyType::Spike), "{:?}", points[10]);
    // It says how sure it is: with more of the same the band narrows.
    let early = points[2].upper.unwrap();
    values.truncate(10);
    values.extend((0..200).map(|i| f64::from(i % 4)));
    let (_, points) = watched(&settings, &values);
    assert!(points[200].upper.unwrap() < early, "{early} {:?}", points[200]);
    // With what other services tell, the first bucket is judged.
    let prior = CountPrior::from_others(&[1.0, 2.0, 3.0, 2.0], &[0.1; 4]).unwrap();
    let first = |count: f64| {
        let mut watch = Watch::new(&settings, prior).unwrap();
        watch
            .update(&Subject::measured("s"), &settings, at(0, settings.step_ms), count)
            .unwrap()
            .anomalies
            .len()
    };
    assert_eq!((first(3.0), first(80.0)), (0, 1));
}

/// False alarms per series and week.
fn per_week(
    settings: &WatchSettings,
    n_series: u64,
    n: usize,
    value: impl Fn(&mut Rng, usize, &mut f64) -> f64,
) -> f64 {
    let mut alarms = 0;
    for index in 0..n_series {
        let mut rng = Rng::for_item(17, index);
        let mut memory = 0.0;
        let values: Vec<f64> = (0..n).map(|i| value(&mut rng, i, &mut memory)).collect();
        alarms += anomalies(&watched(settings, &values).1).len();
    }
    alarms as f64 / n_series as f64 / (n as f64 * settings.step_ms as f64 / (7 * DAY_MS) as f64)
}

#[test]
fn noise_keeps_the_budget() {
    type Noise = fn(&mut Rng, usize, &mut f64) -> f64;
    let counts: [(&str, Noise); 6] = [
        ("low counts", |rng, _, _| rng.poisson(0.3) as f64),
        ("counts", |rng, _, _| rng.poisson(20.0) as f64),
        ("daily cycle", |rng, i, _| rng.poisson(30.0 * (1.0 + 0.7 * day(i))) as f64),
        ("trend", |rng, i, _| rng.poisson(20.0 * (1.0 + i as f64 / 360.0)) as f64),
        ("bursts", |rng, _, _| {
            let rate = (0..4).map(|_| -libm::log(1.0 - rng.uniform())).sum::<f64>() / 4.0 * 20.0;
            rng.poisson(rate) as f64
        }),
        ("correlated", |rng, _, memory| {
            *memory = 0.8 * *memory + 0.2 * rng.normal();
            rng.poisson(20.0 * libm::exp(*memory)) as f64
        }),
    ];
    let numbers: [(&str, Noise); 5] = [
        ("normal", |rng, _, _| 100.0 + rng.normal()),
        ("daily cycle", |rng, i, _| 100.0 + 10.0 * day(i) + rng.normal()),
        ("trend", |rng, i, _| i as f64 * 0.1 + rng.normal()),
        ("heavy tails", |rng, _, _| libm::exp(rng.normal())),
        ("correlated", |rng, _, memory| {
            *memory = 0.9 * *memory + rng.normal();
            *memory
        }),
    ];
    for (measure, noises) in [(Measure::Counts, &counts[..]), (Measure::Values, &numbers[..])] {
        for (name, noise) in noises {
            let alarms = per_week(&settings(measure), 40, 720, noise);
            println!("{measure:?}, {name}: {alarms:.2} false alarms per series and week");
            assert!(alarms <= 1.2, "{measure:?}, {name}: {alarms}");
        }
    }
}

#[test]
fn a_job_of_every_night_by_the_clock_of_the_zone_is_known_when_the_clock_changes() {
    // 02:00 in Berlin is 01:00 UTC until 29 March 2026, 00:00 UTC after it.
    let begin: Timestamp = "2026-02-20T00:00:00Z".parse().unwrap();
    let changed: Timestamp = "2026-03-29T01:00:00Z".parse().unwrap();
    let flagged_after = |zone: Option<&str>| {
        let settings = WatchSettings { zone: zone.map(str::to_owned), ..settings(Measure::Counts) };
        let mut watch = Watch::new(&settings, CountPrior::default()).unwrap();
        let mut rng = Rng::new(3);
        let mut flagged = 0;
        for hour in 0..50 * 24 {
            let start = begin.plus_ms(hour * HOUR_MS);
            let at_two = start.ms() / HOUR_MS % 24 == if start < changed { 1 } else { 0 };
            let count = rng.poisson(if at_two { 90.0 } else { 30.0 }) as f64;
            let end = start.plus_ms(HOUR_MS);
            let point = watch.update(&Subject::measured("s"), &settings, end, count).unwrap();
            let rises = point.anomalies.iter().filter(|anomaly| anomaly.end == end);
            flagged += usize::from(start >= changed && rises.count() > 0);
        }
        flagged
    };
    let (by_zone, by_utc) = (flagged_after(Some("Europe/Berlin")), flagged_after(None));
    assert!(by_zone <= 1 && by_utc >= 3, "{by_zone} and {by_utc} hours flagged after the change");
    let unknown = WatchSettings { zone: Some("Mars/Base".to_owned()), ..settings(Measure::Counts) };
    assert_eq!(Watch::new(&unknown, CountPrior::default()).unwrap_err().code(), "invalid_setting");
}
