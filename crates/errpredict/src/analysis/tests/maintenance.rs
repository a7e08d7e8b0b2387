//! What is told of a time in which it was worked on a service, and what such times leave in what is usual.

use super::{analyze, at, rollup, steady};
use crate::analysis::{Analysis, AnalysisConfig};
use crate::time::{DAY_MS, HOUR_MS};
use crate::window::Window;

fn window(services: &[&str], from: i64, to: i64) -> Window {
    Window {
        name: "move".to_owned(),
        services: services.iter().map(|name| (*name).to_owned()).collect(),
        start: Some(at(from)),
        end: Some(at(to)),
        ..Window::default()
    }
}

fn analysed(events: &[(String, i64)], end: i64, maintenance: Vec<Window>) -> Analysis {
    let config = AnalysisConfig { maintenance, ..AnalysisConfig::default() };
    analyze(&rollup(events), at(end), &config).unwrap()
}

fn told(analysis: &Analysis, name: &str) -> usize {
    let found = analysis.services.iter().find(|found| found.scope.service() == Some(name)).unwrap();
    found.anomalies.iter().filter(|anomaly| anomaly.is_told()).count()
}

#[test]
fn what_lies_inside_is_not_told_and_what_goes_on_after_it_is() {
    let end = 14 * DAY_MS;
    let mut events = steady("shop", 5.0, 14, 2);
    events.extend((0..500).map(|i| ("shop".to_owned(), end - HOUR_MS + i * 7_000)));
    assert!(told(&analysed(&events, end, Vec::new()), "shop") > 0);
    let during = |services: &[&str]| window(services, end - 2 * HOUR_MS, end + HOUR_MS);
    let quiet = analysed(&events, end, vec![during(&["shop"])]);
    assert_eq!(told(&quiet, "shop"), 0, "{:?}", quiet.services[0].anomalies);
    assert!(quiet.system.anomalies.is_empty(), "nor in the sum: {:?}", quiet.system.anomalies);
    assert_eq!(told(&analysed(&events, end, vec![during(&[])]), "shop"), 0);
    assert!(told(&analysed(&events, end, vec![during(&["stock"])]), "shop") > 0, "of another service");
    // It was over hours ago, and the trouble goes on.
    let mut long = steady("shop", 5.0, 14, 2);
    long.extend((0..2_500).map(|i| ("shop".to_owned(), end - 5 * HOUR_MS + i * 7_000)));
    let over = window(&["shop"], end - 6 * HOUR_MS, end - 4 * HOUR_MS);
    assert!(told(&analysed(&long, end, vec![over]), "shop") > 0);
}

#[test]
fn hours_of_work_are_no_measure_of_what_is_usual() {
    let end = 14 * DAY_MS;
    let mut events = steady("shop", 5.0, 14, 2);
    // Every afternoon two hundred errors an hour, while it is worked on it.
    for day in 0..14 {
        events.extend((0..200).map(|i| ("shop".to_owned(), day * DAY_MS + 13 * HOUR_MS + i * 17_000)));
    }
    let nightly = Window {
        name: "work".to_owned(),
        from: Some(at(13 * HOUR_MS).to_string()[11..16].to_owned()),
        to: Some(at(14 * HOUR_MS).to_string()[11..16].to_owned()),
        ..Window::default()
    };
    let highest = |maintenance: Vec<Window>| {
        let analysis = analysed(&events, end, maintenance);
        analysis.services[0].forecast.as_ref().unwrap().peak.value
    };
    let (with, without) = (highest(Vec::new()), highest(vec![nightly]));
    assert!(with > 100.0, "the course of the day is known: {with}");
    assert!(without < 20.0, "what is done by hand comes from nowhere: {without}");
}
