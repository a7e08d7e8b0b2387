//! What a report may not say, because it is not so.

use super::super::*;
use super::{at, steady};
use crate::event::{EventKind, EventRef, Severity};
use crate::rca::MomentKind;
use crate::rollup::RollupConfig;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

fn told(rollup: &mut Rollup, ms: i64) -> Analysis {
    rollup.settle();
    analyze(rollup, at(ms), &AnalysisConfig::default()).unwrap()
}

fn errors(rollup: &mut Rollup, name: &str, error_type: &str, times: impl Iterator<Item = i64>) {
    for ms in times {
        rollup.observe(EventRef::new(at(ms), name, Severity::High, error_type));
    }
}

#[test]
fn one_line_of_a_wrong_clock_makes_no_new_level() {
    let log = |wrong: Option<Timestamp>| {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let usual = steady("shop", 6.0, 10, 7).into_iter().map(|(_, ms)| ms);
        errors(&mut rollup, "shop", "TimeoutError", usual);
        if let Some(wrong) = wrong {
            rollup.observe(EventRef::new(wrong, "shop", Severity::High, "TimeoutError"));
        }
        told(&mut rollup, 10 * DAY_MS)
    };
    let right = log(None);
    assert!(right.warnings.is_empty(), "{:?}", right.warnings);
    for wrong in [Timestamp::clamped(1_000), at(-20 * DAY_MS)] {
        let found = log(Some(wrong));
        assert_eq!(found.headline, right.headline);
        assert_eq!(found.services[0].anomalies, right.services[0].anomalies);
        assert_eq!(found.services[0].usual_errors_per_hour, right.services[0].usual_errors_per_hour);
        let said = found.warnings.join(" ");
        assert!(said.contains("its clock was probably wrong"), "{said}");
    }
    // Of the time before the others came nothing is wrong with it.
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    errors(&mut rollup, "shop", "TimeoutError", [-20 * DAY_MS, 0, HOUR_MS, DAY_MS].into_iter());
    assert_eq!(told(&mut rollup, -19 * DAY_MS).first_event, at(-20 * DAY_MS));
}

/// Requests of ten hours, two a minute, of which some fail in so many minutes from then on.
fn access_log(failing: std::ops::Range<i64>) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for i in 0..1_200_i64 {
        let minute = i / 2;
        let status = if failing.contains(&minute) && (minute % 3 > 0 || i % 2 > 0) { 502 } else { 200 };
        let event = EventRef::new(at(minute * MINUTE_MS + i % 2 * 17_000), "web", Severity::Info, "");
        rollup.observe(EventRef { kind: EventKind::Request, status_code: Some(status), ..event });
    }
    rollup.settle();
    rollup
}

#[test]
fn requests_that_fail_in_a_short_log_are_no_calm() {
    let end = 10 * HOUR_MS;
    let found = told(&mut access_log(560..600), end);
    let text = &found.headline.text;
    // By the counts of the detector, whose chance a log of hours does not tell.
    assert!(found.headline.trouble && text.contains("more failed requests"), "{text}");
    assert!(text.contains("too short to say how often by chance"), "{text}");
    let failed = &found.services[0].anomalies[0];
    assert_eq!((failed.metric.name(), failed.ongoing), ("failed_requests", true));
    assert!((failed.start.ms() - at(560 * MINUTE_MS).ms()).abs() <= 3 * MINUTE_MS, "{failed:?}");
    // What is over is told, too, and is no trouble of now.
    let over = told(&mut access_log(300..340), end).headline;
    assert!(!over.trouble && over.text.contains("more failed requests"), "{over:?}");
    assert!(over.text.contains("is over since"), "{over:?}");
    let calm = told(&mut access_log(0..0), end);
    assert!(calm.headline.text.starts_with("Nothing stands out"), "{}", calm.headline.text);
}

#[test]
fn more_failed_requests_than_always_fail_in_a_short_log_are_told_by_what_came_before() {
    // Of a hundred 60 in these minutes, ten in all others, as if by lot.
    let log = |failing: std::ops::Range<i64>| {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for i in 0..1_200_u64 {
            let mut lot = i.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            lot ^= lot >> 31;
            lot = lot.wrapping_mul(0xBF58_476D_1CE4_E5B9);
            lot ^= lot >> 27;
            let minute = (i / 2) as i64;
            let of_hundred = if failing.contains(&minute) { 60 } else { 10 };
            let status = if lot % 100 < of_hundred { 502 } else { 200 };
            let when = at(minute * MINUTE_MS + (i % 2) as i64 * 17_000);
            let event = EventRef::new(when, "web", Severity::Info, "");
            rollup.observe(EventRef { kind: EventKind::Request, status_code: Some(status), ..event });
        }
        told(&mut rollup, 10 * HOUR_MS)
    };
    let found = log(560..600);
    let text = &found.headline.text;
    assert!(found.headline.trouble && text.contains("failed requests since"), "{text}");
    let rise = found.services[0].rise.as_ref().unwrap();
    assert_eq!((rise.metric.name(), rise.until), ("failed_requests", None));
    assert!((rise.since.ms() - at(560 * MINUTE_MS).ms()).abs() <= 3 * MINUTE_MS, "{rise:?}");
    let over = log(300..340).headline;
    assert!(!over.trouble && over.text.contains("failed requests from"), "{over:?}");
    let even = log(0..0);
    assert!(!even.headline.trouble && even.services[0].rise.is_none(), "{:?}", even.headline);
}

#[test]
fn a_log_of_hours_states_no_chance() {
    for hours in [14, 20, 23] {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let usual =
            steady("shop", 6.0, 1, 5).into_iter().map(|(_, ms)| ms).filter(|ms| *ms < hours * HOUR_MS);
        errors(&mut rollup, "shop", "KeyError", usual);
        let begin = hours * HOUR_MS - HOUR_MS;
        errors(&mut rollup, "shop", "TimeoutError", (0..150).map(|i| begin + i * 24_000));
        let found = told(&mut rollup, hours * HOUR_MS);
        let all = found.services.iter().chain([&found.system]);
        let sure = all.flat_map(|one| &one.anomalies).map(|one| one.chance.sure()).fold(0.0, f64::max);
        assert!(found.headline.trouble && sure <= 0.5 + 1e-9, "{hours} h: {}", found.headline.text);
        assert!(!found.headline.text.contains("by chance once in"), "{}", found.headline.text);
        assert!(!found.headline.text.contains("1,000 years"), "{}", found.headline.text);
    }
}

#[test]
fn the_first_critical_event_is_told_by_how_long_there_was_none() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let usual = steady("shop", 5.0, 14, 8).into_iter().map(|(_, ms)| ms);
    errors(&mut rollup, "shop", "KeyError", usual);
    let lost = EventRef::new(at(14 * DAY_MS - 20 * MINUTE_MS), "shop", Severity::Critical, "DataLoss");
    rollup.observe(lost);
    let text = told(&mut rollup, 14 * DAY_MS).headline.text;
    assert!(text.contains("none in the 14 days before") && !text.contains("by chance"), "{text}");
}

#[test]
fn fewer_errors_are_no_fire() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let end = 21 * DAY_MS;
    let usual = steady("shop", 60.0, 21, 9).into_iter().map(|(_, ms)| ms);
    errors(&mut rollup, "shop", "KeyError", usual.filter(|ms| *ms < end - 12 * HOUR_MS || ms % 10 == 0));
    let found = told(&mut rollup, end);
    let falls = found.services[0].anomalies.iter().filter(|one| one.is_rise() == Some(false));
    let falls: Vec<_> = falls.filter(|one| one.metric == crate::detect::Metric::Errors).collect();
    assert!(!falls.is_empty() && falls.iter().all(|one| one.severity <= Severity::Medium), "{falls:#?}");
}

#[test]
fn what_is_over_is_not_foreseen_of_a_service_that_is_quiet() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let end = 28 * DAY_MS;
    let usual = steady("shop", 0.3 / 24.0, 28, 11).into_iter().map(|(_, ms)| ms);
    errors(&mut rollup, "shop", "KeyError", usual.filter(|ms| *ms < end - DAY_MS));
    // A thousand errors in 50 minutes, over three hours ago.
    let begin = end - 4 * HOUR_MS;
    errors(&mut rollup, "shop", "TimeoutError", (0..1_000).map(|i| begin + i * 3_000));
    let found = told(&mut rollup, end);
    let forecast = found.services[0].forecast.as_ref().unwrap();
    let total: f64 = forecast.values.iter().map(|step| step.value).sum();
    let highest = forecast.highest.unwrap_or(0.0);
    assert!(total < 3.0 && highest < 20.0, "{total} in all, at most {highest}: {forecast:#?}");
}

#[test]
fn a_log_of_two_hours_tells_what_fails_in_it_and_forecasts_no_day() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    errors(&mut rollup, "shop", "DbError", (0..82).map(|i| 1_000 + i * 75_000));
    errors(&mut rollup, "cart", "KeyError", [40 * MINUTE_MS].into_iter());
    let found = told(&mut rollup, 103 * MINUTE_MS);
    let text = &found.headline.text;
    assert!(text.contains("82 errors, most of them DbError (82 since "), "{text}");
    assert!(text.contains("First: Look at DbError in shop."), "{text}");
    let actions = found.to_do();
    assert!(actions.len() == 1 && found.headline.action.as_ref() == Some(&actions[0].key), "{actions:#?}");
    for one in found.services.iter().chain([&found.system]) {
        assert!(one.forecast.is_none(), "{:?}", one.forecast);
        assert!(one.notes.iter().any(|note| note.part == "forecast"), "{:?}", one.notes);
    }
}

#[test]
fn errors_as_ever_in_a_short_log_stand_below_a_service_that_fell_silent() {
    let (end, silent) = (5 * HOUR_MS, 5 * HOUR_MS - 40 * MINUTE_MS);
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (name, until) in [("api", end), ("db", silent)] {
        errors(
            &mut rollup,
            name,
            "TimeoutError",
            (0..50).map(|i| i * 6 * MINUTE_MS).filter(|ms| *ms < until),
        );
        for ms in (0..end).step_by(6_000).filter(|ms| *ms < until) {
            rollup.observe(EventRef::new(at(ms), name, Severity::Info, ""));
        }
    }
    let found = told(&mut rollup, end);
    let text = &found.headline.text;
    assert!(text.starts_with("db: it fell silent"), "{text}");
    let actions = found.to_do_once();
    assert!(actions[0].action.scope.service() == Some("db"), "{text}\n{actions:#?}");
    assert!(text.contains(&format!("First: {}", actions[0].action.title)), "{text}");
}

#[test]
fn what_is_over_is_called_by_what_it_was_made_of() {
    let end = 14 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let usual = steady("shop", 8.0, 14, 3).into_iter().map(|(_, ms)| ms);
    errors(&mut rollup, "shop", "TimeoutError", usual);
    let begun = end - 3 * HOUR_MS;
    errors(&mut rollup, "shop", "Boom", (0..150).map(|i| begun + i * 5_600));
    errors(&mut rollup, "shop", "Once", [begun + HOUR_MS / 10].into_iter());
    let found = told(&mut rollup, end);
    assert!(found.headline.text.contains("is over since"), "{}", found.headline.text);
    let shop = &found.services[0];
    assert_eq!(shop.groups[0].label(), "TimeoutError", "the commonest of the day is another");
    assert_eq!(shop.most_new().map(|group| group.label()), Some("Boom"), "{:#?}", shop.anomalies);
}

#[test]
fn a_forecast_does_not_take_a_trouble_of_days_that_ended_for_usual() {
    let (begun, over, end) = (11 * DAY_MS, 14 * DAY_MS - 2 * HOUR_MS, 14 * DAY_MS);
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (name, seed) in [("shop", 1), ("cart", 2)] {
        errors(&mut rollup, name, "TimeoutError", steady(name, 6.0, 14, seed).into_iter().map(|(_, ms)| ms));
    }
    let more = steady("shop", 80.0, 14, 3).into_iter().map(|(_, ms)| ms);
    errors(&mut rollup, "shop", "Npe", more.filter(|ms| (begun..over).contains(ms)));
    let found = told(&mut rollup, end);
    assert!(!found.headline.trouble && found.headline.text.contains("shop"), "{}", found.headline.text);
    for one in found.services.iter().chain([&found.system]) {
        let ahead = one.forecast.as_ref().map(|made| made.values.iter().map(|step| step.value).sum::<f64>());
        let is_noted =
            one.notes.iter().any(|note| note.part == "forecast" && note.message.contains("is over"));
        assert!(ahead.map_or(is_noted, |ahead| ahead < 24.0 * 45.0), "{:?} {ahead:?}", one.scope);
    }
}

#[test]
fn another_service_rose_when_its_own_report_says() {
    let end = 14 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (name, seed, minutes, n) in [("api", 1, 180, 600), ("mail", 2, 20, 60)] {
        let usual = steady(name, 5.0, 14, seed).into_iter().map(|(_, ms)| ms);
        errors(&mut rollup, name, "TimeoutError", usual);
        let begun = end - minutes * MINUTE_MS;
        errors(&mut rollup, name, name, (0..n).map(|i| begun + i * minutes * MINUTE_MS / n));
    }
    let found = told(&mut rollup, end);
    let [api, mail] = &found.services[..] else { panic!("two services") };
    let since = api.anomalies.iter().find(|one| one.ongoing && one.is_rise() == Some(true)).unwrap().start;
    let timeline = &mail.root_causes.as_ref().unwrap().timeline;
    let other = timeline.iter().find(|moment| moment.kind == MomentKind::OtherRise);
    // Where it is told at all.
    assert!(other.is_none_or(|moment| moment.at == since), "{since} {timeline:#?}");
    assert!(timeline.is_sorted_by_key(|moment| moment.at.floor_to(MINUTE_MS)), "{timeline:#?}");
}

#[test]
fn a_short_log_says_why_to_look_at_an_error_that_is_not_the_commonest() {
    let end = 10 * HOUR_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    errors(&mut rollup, "api", "TimeoutError", (0..200).map(|i| i * 3 * MINUTE_MS));
    errors(&mut rollup, "api", "Yard", (0..60).map(|i| end - 2 * HOUR_MS + i * 2 * MINUTE_MS));
    let text = told(&mut rollup, end).headline.text;
    let because = text.split("First: Look at Yard in api").nth(1);
    assert!(because.is_none_or(|why| text.contains("them Yard") || why.contains("(Yard: ")), "{text}");
    // Nothing is said of halves of a log that has none.
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    errors(&mut rollup, "api", "TimeoutError", (0..31).map(|i| 10_000 + i * 3_800));
    let found = told(&mut rollup, 2 * MINUTE_MS + 8_000);
    let actions = found.to_do();
    let mut said = actions.iter().flat_map(|action| &action.evidence);
    let halves = said.find(|one| one.statement.contains("half"));
    assert!(halves.is_none(), "{halves:?}");
}

#[test]
fn a_burst_of_a_service_that_hardly_fails_is_not_forecast_to_stay_below_its_last_hour() {
    let end = 30 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    errors(&mut rollup, "api", "TimeoutError", steady("api", 0.04, 30, 3).into_iter().map(|(_, ms)| ms));
    errors(&mut rollup, "api", "CertExpired", (1..=6).map(|i| end - i * 100_000));
    let found = told(&mut rollup, end);
    assert!(found.headline.trouble, "{}", found.headline.text);
    let [api] = &found.services[..] else { panic!("one service") };
    let forecast = api.forecast.as_ref().filter(|forecast| forecast.cases.is_none());
    let most = forecast.and_then(|forecast| forecast.highest);
    assert!(most.is_none_or(|most| most >= api.errors_last_hour as f64), "{forecast:#?}");
}
