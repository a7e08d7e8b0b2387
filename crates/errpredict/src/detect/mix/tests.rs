//! The mix of errors: chance is left alone, changes are found, seasons are known.

use super::*;
use crate::stats::Rng;

const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

fn compare(now: &[(&str, u64)], history: &[Vec<(&str, u64)>]) -> MixComparison {
    let at = |ms| Timestamp::from_ms(ms).unwrap();
    pattern_deviation(&Scope::System, (at(0), at(3_600_000)), now, history, &PatternDeviation::default())
        .unwrap()
}

fn window(rng: &mut Rng, rates: &[f64]) -> Vec<(&'static str, u64)> {
    NAMES.iter().copied().zip(rates.iter().map(|rate| rng.poisson(*rate))).collect()
}

#[test]
fn chi_squared_and_moments_work_like_scipy() {
    // scipy 1.17: chi2_contingency([[3, 1, 6], [5, 9, 2]], correction=False) and the mean and variance over
    // 400,000 tables from random_table([10, 16], [8, 10, 8], seed=1), whose own error is about 0.5 %.
    let (statistic, moments) = chi_squared(&[3.0, 1.0, 6.0], &[5.0, 9.0, 2.0]);
    let moments = moments.unwrap();
    assert!((statistic - 7.938_125).abs() < 1e-9, "{statistic}");
    assert!((moments.mean / 2.077_43 - 1.0).abs() < 0.005, "{moments:?}");
    assert!((moments.variance / 3.933_16 - 1.0).abs() < 0.01, "{moments:?}");
}

#[test]
fn the_budget_is_kept_on_the_same_mix() {
    for rates in [[30.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.1, 0.05], [1.0, 0.5, 0.2, 0.2, 0.1, 0.1, 0.05, 0.02]] {
        let n = 3_000;
        let mut alarms = 0;
        for index in 0..n {
            let mut rng = Rng::for_item(1, index);
            let history: Vec<_> = (0..14).map(|_| window(&mut rng, &rates)).collect();
            alarms += usize::from(compare(&window(&mut rng, &rates), &history).anomaly.is_some());
        }
        let per_week = alarms as f64 / n as f64 * 168.0;
        println!("{per_week:.2} false alarms per week");
        assert!(per_week <= 1.0, "{per_week} false alarms per week at {rates:?}");
    }
}

#[test]
fn a_new_mix_is_found_and_explained() {
    let mut rng = Rng::new(3);
    let usual = [30.0, 10.0, 5.0, 2.0, 0.0, 0.0, 0.0, 0.0];
    let history: Vec<_> = (0..14).map(|_| window(&mut rng, &usual)).collect();
    let now = [("a", 2), ("b", 9), ("c", 5), ("d", 1), ("h", 40)];
    let comparison = compare(&now, &history);
    let anomaly = comparison.anomaly.unwrap();
    assert_eq!(anomaly.causes[0].name, "h");
    assert_eq!((comparison.new[0].name.as_str(), comparison.new[0].significant), ("h", true));
    assert!(comparison.distance > 0.5 && anomaly.severity >= crate::Severity::High, "{anomaly:?}");
    // A flood of one name leaves the normal counts of the others normal: they are no causes.
    let flood = compare(&[("a", 30), ("b", 10), ("c", 5), ("d", 2), ("h", 5_000)], &history);
    let causes = flood.anomaly.unwrap().causes;
    assert!(causes[0].name == "h" && causes[0].share > 0.99 && causes[0].expected == 0.0, "{causes:?}");
    assert_eq!(causes.len(), 1, "{causes:?}");
    // One that moved as well is held against its own usual count.
    let both = compare(&[("a", 30), ("b", 60), ("c", 5), ("d", 2), ("h", 5_000)], &history);
    let causes = both.anomaly.unwrap().causes;
    assert!(causes.len() == 2 && causes[1].name == "b", "{causes:?}");
    assert!((causes[1].expected - 10.0).abs() < 3.0 && causes[1].actual == 60.0, "{causes:?}");
    let gone = compare(&[("b", 11), ("c", 4), ("d", 3)], &history);
    assert_eq!(gone.vanished[0].name, "a");
    // What no longer comes is listed; it is the end of something, and no trouble.
    assert!(gone.vanished[0].significant && gone.anomaly.is_none());
}

#[test]
fn edges() {
    for (now, history) in [
        (vec![], vec![]),
        (vec![("a", 3)], vec![]),
        (vec![], vec![vec![("a", 3)]]),
        (vec![("a", 3)], vec![vec![("a", 3)]]),
        (vec![("a", 0), ("b", 0)], vec![vec![("a", 0)]]),
        (vec![("a", 1), ("b", 1)], vec![vec![("c", 1)]]),
    ] {
        let comparison = compare(&now, &history);
        assert!(comparison.distance.is_finite() && comparison.p_value.is_finite(), "{now:?}");
        assert!(comparison.anomaly.is_none(), "{now:?} {history:?}");
    }
    let same = compare(&[("a", 10), ("b", 5)], &[vec![("a", 10), ("b", 5)]]);
    assert_eq!(same.distance, 0.0);
    assert_eq!(jensen_shannon(&[1.0, 0.0], &[0.0, 2.0]), 1.0);
}

#[test]
fn what_comes_every_sunday_is_no_anomaly_on_one() {
    let (weekday, sunday) =
        ([40.0, 20.0, 10.0, 5.0, 0.0, 0.0, 0.0, 0.0], [5.0, 5.0, 2.0, 1.0, 60.0, 0.0, 0.0, 0.0]);
    let at = |ms| Timestamp::from_ms(ms).unwrap();
    let (mut of_all, mut of_season, mut found) = (0, 0, 0);
    for index in 0..200 {
        let mut rng = Rng::for_item(5, index);
        // Four weeks, then a Sunday: places 6, 13 and 20 are Sundays.
        let history: Vec<_> =
            (0..27).map(|day| window(&mut rng, if day % 7 == 6 { &sunday } else { &weekday })).collect();
        let compare = |now: &[(&str, u64)], in_season: &[usize]| {
            let settings = PatternDeviation { tests_per_week: 7.0, ..PatternDeviation::default() };
            seasonal_pattern_deviation(
                &Scope::System,
                (at(0), at(DAY_MS)),
                now,
                &history,
                in_season,
                &settings,
            )
            .unwrap()
        };
        let usual = window(&mut rng, &sunday);
        of_all += usize::from(compare(&usual, &[]).anomaly.is_some());
        of_season += usize::from(compare(&usual, &[6, 13, 20]).anomaly.is_some());
        let mut strange = usual.clone();
        strange.push(("f", 25));
        let anomaly = compare(&strange, &[6, 13, 20]).anomaly;
        found += usize::from(anomaly.is_some_and(|anomaly| anomaly.causes[0].name == "f"));
    }
    // The budget of a week's seven tests is one alarm: a seventh of the Sundays at most.
    assert!(of_all > 190 && of_season < 200 / 7 && found > 195, "{of_all} {of_season} {found}");
    let settings = PatternDeviation::default();
    let got = seasonal_pattern_deviation(&Scope::System, (at(0), at(DAY_MS)), &[], &[], &[0], &settings)
        .unwrap_err();
    assert_eq!(got.code(), "invalid_argument");
}
