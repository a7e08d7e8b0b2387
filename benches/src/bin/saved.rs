//! What a saved rollup weighs, whole and in rows by service and day, and what putting rows together costs.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that fails has failed")]

use errpredict::RollupRow;
use errpredict::time::DAY_MS;
use errpredict::{Event, Rollup, RollupConfig};
use errpredict_benches::{EventMix, made_events, measure, table, write_page};

const DAYS: i64 = 30;
const RUNS: usize = 7;

fn main() {
    let mut rows = Vec::new();
    for an_hour in [1, 20, 200] {
        for has_latency in [false, true] {
            rows.push(weighed(an_hour, has_latency));
        }
    }
    let merging: Vec<Vec<String>> = [1, 20, 200].iter().map(|an_hour| merged(*an_hour)).collect();
    let text = format!(
        "# Saved rollups\n\nOne service for {DAYS} days under the configuration of a monitor: 72 hours of minutes, then hours. Every event is \
         an error with a user and an endpoint, of 12 types and 96 groups (64 are kept). Rows of the whole come from \
         `Rollup::rows_by_day`; rows as the days went by come from a rollup of the events of each day alone, so they hold \
         minutes for all {DAYS} days, and every group's sample each day, until a store tidies them (`Rollup::tidied_rows`).\n\n{}\n\
         ## Putting rows together\n\n20 services, {DAYS} days: 600 rows as the days went by, `Rollup::from_rows`.\n\n{}",
        table(
            &[
                "errors an hour",
                "response times",
                "whole",
                "rows of the whole",
                "rows as the days went by",
                "the same, tidied"
            ],
            &rows
        ),
        table(&["errors an hour and service", "bytes", "CPU time"], &merging),
    );
    if std::env::args().nth(1).as_deref() == Some("dry") {
        println!("{text}");
    } else {
        write_page(
            "saved",
            "cargo run --release -p errpredict-benches --no-default-features --bin saved",
            &text,
        );
    }
}

/// Events of some days, by day.
fn days(services: u64, an_hour: i64, has_latency: bool) -> Vec<Vec<Event>> {
    let events = (services as i64 * DAYS * 24 * an_hour) as usize;
    let mut all: Vec<Vec<Event>> = (0..DAYS).map(|_| Vec::new()).collect();
    let mix = EventMix { events, services, days: DAYS, ..EventMix::default() };
    let events = made_events(mix, 5);
    let from = events[0].timestamp.floor_to(DAY_MS);
    for (i, mut event) in events.into_iter().enumerate() {
        event.response_time_ms = has_latency.then_some((i * 7_919 % 3_000) as f64);
        let day = (event.timestamp.ms() - from.ms() - 1) / DAY_MS;
        all[(day as usize).min(DAYS as usize - 1)].push(event);
    }
    all
}

fn rollup<'e>(events: impl Iterator<Item = &'e Event>) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::monitor()).unwrap();
    for event in events {
        rollup.observe(event.as_event_ref());
    }
    rollup.settle();
    rollup
}

fn weighed(an_hour: i64, has_latency: bool) -> Vec<String> {
    let days = days(1, an_hour, has_latency);
    let mut whole = rollup(days.iter().flatten());
    let saved = whole.save();
    let of_whole = whole.rows_by_day();
    let as_went_by = rows_as_went_by(&days);
    assert!(Rollup::from_rows(of_whole.iter().map(|row| &row.bytes[..])).unwrap() == whole);
    assert!(Rollup::from_rows(as_went_by.iter().map(|row| &row.bytes[..])).unwrap() == whole);
    let tidied = Rollup::tidied_rows(as_went_by.iter().map(|row| &row.bytes[..])).unwrap();
    assert!(tidied == of_whole, "tidied rows are those of the whole");
    let weight = |rows: &[RollupRow]| {
        let bytes: usize = rows.iter().map(|row| row.bytes.len()).sum();
        format!("{} KB, {:.2} times", bytes / 1_000, bytes as f64 / saved.len() as f64)
    };
    vec![
        an_hour.to_string(),
        if has_latency { "yes" } else { "no" }.to_owned(),
        format!("{} KB", saved.len() / 1_000),
        weight(&of_whole),
        weight(&as_went_by),
        weight(&tidied),
    ]
}

fn rows_as_went_by(days: &[Vec<Event>]) -> Vec<RollupRow> {
    days.iter().flat_map(|events| rollup(events.iter()).rows_by_day()).collect()
}

fn merged(an_hour: i64) -> Vec<String> {
    let rows = rows_as_went_by(&days(20, an_hour, false));
    let n_rows = rows.iter().filter(|row| row.day.is_some()).count();
    assert_eq!(n_rows, 600, "a row a service and day");
    let took = measure(RUNS, || Rollup::from_rows(rows.iter().map(|row| &row.bytes[..])).unwrap());
    let bytes: usize = rows.iter().map(|row| row.bytes.len()).sum();
    vec![an_hour.to_string(), format!("{:.1} MB", bytes as f64 / 1e6), format!("{:.3} s", took.cpu_s)]
}
