//! Simulations with fixed seeds: the budget is kept on noise, and what is there is found.

use super::*;
use crate::detect::AnomalyType;
use crate::stats::Rng;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

fn hourly(values: Vec<f64>) -> Series {
    Series { first_end: Timestamp::from_ms(1_795_417_200_000).unwrap(), step_ms: HOUR_MS, values }
}

fn noise(rng: &mut Rng, n: usize, rate: impl Fn(usize) -> f64) -> Vec<f64> {
    (0..n).map(|i| rng.poisson(rate(i)) as f64).collect()
}

fn detect(values: Vec<f64>) -> Vec<AnomalyDetection> {
    detect_counts(&Subject::measured("s"), &hourly(values), &CountDetection::default()).unwrap()
}

/// Alarms per series and week over `n_series` simulated series.
fn alarms_per_week(seed: u64, hours: usize, n_series: u64, rate: impl Fn(&mut Rng, usize) -> f64) -> f64 {
    let mut alarms = 0;
    for index in 0..n_series {
        let mut rng = Rng::for_item(seed, index);
        let values = (0..hours)
            .map(|i| {
                let rate = rate(&mut rng, i);
                rng.poisson(rate) as f64
            })
            .collect();
        alarms += detect(values).len();
    }
    alarms as f64 / (n_series as f64 * hours as f64 / 168.0)
}

#[test]
fn poisson_noise_keeps_the_budget() {
    for rate in [1.0, 5.0, 20.0, 200.0] {
        for (hours, n_series) in [(24, 700), (168, 100), (720, 40)] {
            let alarms = alarms_per_week(11, hours, n_series, |_, _| rate);
            println!("rate {rate}/h, {hours} h: {alarms:.3} false alarms per week");
            assert!(alarms <= 1.0, "rate {rate}/h, {hours} h: {alarms} false alarms per week");
        }
    }
}

#[test]
fn noise_with_cycles_trends_and_spread_keeps_the_budget() {
    let day = |i: usize| 1.0 + 0.7 * libm::sin(i as f64 / 24.0 * std::f64::consts::TAU);
    for (name, alarms) in [
        ("daily cycle", alarms_per_week(3, 720, 40, |_, i| 30.0 * day(i))),
        ("trend, threefold in 30 days", alarms_per_week(4, 720, 40, |_, i| 20.0 * (1.0 + i as f64 / 360.0))),
        // Gamma-distributed rates of shape 4: a negative binomial with variance mean + mean^2 / 4.
        (
            "overdispersed",
            alarms_per_week(5, 720, 40, |rng, _| {
                (0..4).map(|_| -libm::log(1.0 - rng.uniform())).sum::<f64>() / 4.0 * 20.0
            }),
        ),
    ] {
        println!("{name}: {alarms:.3} false alarms per week");
        assert!(alarms <= 1.2, "{name}: {alarms} false alarms per week");
    }
}

#[test]
fn a_hundredfold_burst_in_the_last_hour_is_flagged() {
    for (rate, hours) in [(1.0, 24), (1.0, 720), (5.0, 168), (20.0, 24), (200.0, 720)] {
        let mut rng = Rng::new(5);
        let mut values = noise(&mut rng, hours, |_| rate);
        values[hours - 1] = 100.0 * rate;
        let found = detect(values);
        let last = found.iter().find(|anomaly| anomaly.ongoing).unwrap();
        assert_eq!(last.anomaly_type, AnomalyType::Spike, "{rate} {hours}");
        assert!(last.severity >= crate::Severity::High, "{rate}/h over {hours} h: {last:?}");
        assert!(last.confidence > 0.99);
        assert_eq!(last.actual, 100.0 * rate);
    }
}

#[test]
fn a_drop_to_zero_is_flagged_once_enough_was_expected() {
    for (rate, hours, silent) in [(200.0, 168, 1), (20.0, 720, 1), (5.0, 720, 4), (1.0, 720, 16)] {
        let mut rng = Rng::new(9);
        let mut values = noise(&mut rng, hours, |_| rate);
        values[hours - silent..].fill(0.0);
        let found = detect(values);
        let last = found.iter().find(|anomaly| anomaly.ongoing).unwrap();
        assert_eq!(last.anomaly_type, AnomalyType::Drop, "{rate} {hours} {silent}");
    }
}

#[test]
fn a_silence_longer_than_every_window_is_flagged_from_its_first_bucket() {
    // Buckets of 5 minutes, an event in every second or third: two hours without one happen, six hours do not.
    let mut values = noise(&mut Rng::new(3), 288, |_| 0.42);
    let silent = 72;
    values[288 - silent..].fill(0.0);
    let first = values.iter().rposition(|value| *value > 0.0).unwrap() as i64 + 1;
    let series = Series { step_ms: HOUR_MS / 12, ..hourly(values) };
    let found = detect_counts(&Subject::measured("s"), &series, &CountDetection::default()).unwrap();
    let last = found.iter().find(|anomaly| anomaly.ongoing).unwrap();
    assert_eq!((last.anomaly_type, last.actual), (AnomalyType::Drop, 0.0));
    assert_eq!(last.start.ms(), series.end_of(0).ms() + (first - 1) * HOUR_MS / 12);
    // A service that is mostly silent is not flagged for it.
    let mut values = vec![0.0; 600];
    (0..600).step_by(97).for_each(|i| values[i] = 1.0);
    assert!(detect(values).is_empty());
}

#[test]
fn a_holiday_that_is_told_is_no_drop() {
    let begin: Timestamp = "2026-10-01T01:00:00Z".parse().unwrap();
    // Sundays at a tenth, and Thursday, 19 November, is one.
    let holiday: Timestamp = "2026-11-19T12:00:00Z".parse().unwrap();
    let is_quiet = |i: usize| {
        let day = (begin.ms() - HOUR_MS) / DAY_MS + i as i64 / 24;
        day.rem_euclid(7) == 3 || day == holiday.ms() / DAY_MS
    };
    let values = noise(&mut Rng::new(6), 50 * 24, |i| if is_quiet(i) { 4.0 } else { 40.0 });
    let series = Series { first_end: begin, step_ms: HOUR_MS, values };
    let on_the_day = |holidays: Vec<Timestamp>| {
        let settings = CountDetection { holidays, ..CountDetection::default() };
        let found = detect_counts(&Subject::measured("s"), &series, &settings).unwrap();
        let day = holiday.floor_to(DAY_MS);
        found.iter().filter(|a| a.end > day && a.start < day.plus_ms(DAY_MS)).count()
    };
    assert_eq!((on_the_day(vec![]), on_the_day(vec![holiday])), (1, 0));
}

#[test]
fn a_level_that_lasts_is_a_trend_change_and_then_normal() {
    let mut rng = Rng::new(2);
    let values = noise(&mut rng, 240, |i| if i < 120 { 10.0 } else { 40.0 });
    let found = detect(values);
    let change = found.iter().find(|anomaly| anomaly.anomaly_type == AnomalyType::TrendChange).unwrap();
    let start_hour = (change.start.ms() - hourly(vec![]).first_end.ms()) / HOUR_MS + 1;
    assert!((116..=122).contains(&start_hour), "start {start_hour}");
    // It goes on, and counts as usual after four days: it is not over.
    assert!(change.ongoing, "{found:?}");
    let adopted = (change.adopted.unwrap().ms() - change.start.ms()) / HOUR_MS;
    assert!((96..=100).contains(&adopted), "adopted after {adopted} h");
}

#[test]
fn a_doubled_level_with_a_strong_day_is_flagged_as_long_as_it_lasts() {
    // From six an hour at midnight to 54 at noon, twice as many in the last three days of three weeks.
    let n = 21 * 24 + 16;
    let course = |hour: usize| 30.0 - 24.0 * libm::cos((hour % 24) as f64 / 24.0 * std::f64::consts::TAU);
    let twice = |hour: usize| if hour + 72 >= n { 2.0 } else { 1.0 };
    let mut flagged = 0;
    for seed in 0..8 {
        let found = detect(noise(&mut Rng::new(70 + seed), n, |hour| twice(hour) * course(hour)));
        let end = hourly(vec![]).first_end.plus_ms((n as i64 - 1) * HOUR_MS);
        let is_of_it = |one: &&AnomalyDetection| {
            one.is_rise() == Some(true) && (66..=75).contains(&((end.ms() - one.start.ms()) / HOUR_MS))
        };
        let hours_short = found.iter().filter(is_of_it).map(|one| (end.ms() - one.end.ms()) / HOUR_MS).min();
        flagged += usize::from(hours_short.is_some_and(|hours| hours <= 3));
    }
    assert!(flagged >= 7, "{flagged} of 8");
}

#[test]
fn the_same_anomaly_found_later_is_the_same() {
    let mut rng = Rng::new(4);
    let mut values = noise(&mut rng, 200, |_| 8.0);
    values[150] = 90.0;
    let key = |n: usize| {
        let found = detect(values[..n].to_vec());
        found.into_iter().find(|a| a.actual == 90.0).map(|a| a.key).unwrap()
    };
    assert_eq!(key(151), key(200));
    assert_eq!(key(151), key(170));
}

#[test]
fn edges() {
    let all = |values: Vec<f64>| detect(values).len();
    assert_eq!(all(vec![]), 0);
    assert_eq!(all(vec![5.0]), 0);
    assert_eq!(all(vec![f64::NAN; 50]), 0);
    assert_eq!(all(vec![0.0; 500]), 0);
    assert_eq!(all(vec![7.0; 500]), 0);
    let huge = detect([vec![1e15; 100], vec![0.0]].concat());
    assert!(huge.iter().all(|a| a.score.is_finite() && a.confidence.is_finite()) && !huge.is_empty());
    let bad = detect_counts(&Subject::measured("s"), &hourly(vec![1.0, -1.0]), &CountDetection::default())
        .unwrap_err();
    assert!(bad.to_string().contains("got -1 (index 1)"), "{bad}");
    let settings = CountDetection { memory_hours: 0.0, ..CountDetection::default() };
    assert!(detect_counts(&Subject::measured("s"), &hourly(vec![]), &settings).is_err());
}

#[test]
fn sigma_on_request() {
    let settings = CountDetection { sigma: Some(2.5), ..CountDetection::default() };
    let mut values = noise(&mut Rng::new(8), 100, |_| 100.0);
    values[60] = 130.0;
    let found = detect_counts(&Subject::measured("s"), &hourly(values), &settings).unwrap();
    assert!(found.iter().any(|a| a.actual == 130.0));
}
