//! What a call on a handle costs over the Rust call, and what hostile requests may take.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that fails has failed"
)]

use std::process::Command;

use errpredict::{Event, Monitor, RollupConfig};
use errpredict_benches::{EventMix, in_turns, made_events, median, table, write_page};
use errpredict_wire::Handle;
use serde_json::Value;

#[path = "../../../crates/errpredict-wire/tests/hostile_requests.rs"]
mod hostile_requests;

const EVENTS: usize = 200_000;
const ROUNDS: usize = 9;

fn main() {
    if let Some(wanted) = std::env::args().nth(1) {
        println!("{}", hostile_requests::told(&wanted));
        return;
    }
    let text = format!(
        "# The wire\n\n\
         ## One event on a handle\n\n{EVENTS} errors of 50 services over 30 days into a `monitor`, one call an event: as JSON through \
         `Handle::observe_json`, and as `EventRef` through `Handle::observe` and straight into `Monitor::observe`. In turns, median of \
         {ROUNDS}.\n\n{}\n\
         Must: 2 µs over the Rust call; goal: 0.5 µs.\n\n\
         ## Hostile requests\n\nEach in a process of its own; memory is what the call added to the peak, beside the request, which is the \
         caller's.\nMust: refused, or at most 64 MB and 1 s.\n\n{}",
        overhead(),
        hostile(),
    );
    write_page("wire", "make bench-wire", &text);
}

fn overhead() -> String {
    let mix = EventMix { events: EVENTS, services: 50, days: 30, ..EventMix::default() };
    let events: Vec<Event> = made_events(mix, 3);
    let texts: Vec<String> = events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    let bytes = texts.iter().map(String::len).sum::<usize>() / texts.len();
    let open = || Handle::open("monitor", "{}").unwrap();
    let [mut json, mut handle, mut rust] = in_turns(
        ROUNDS,
        [
            &mut || {
                let monitor = open();
                texts.iter().for_each(|text| monitor.observe_json(text).unwrap());
            },
            &mut || {
                let monitor = open();
                events.iter().for_each(|event| monitor.observe(event.as_event_ref()).unwrap());
            },
            &mut || {
                let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
                events.iter().for_each(|event| {
                    monitor.observe(event.as_event_ref());
                });
            },
        ],
    );
    let us = |times: &mut [f64]| median(times) / EVENTS as f64 * 1e6;
    let (json, handle, rust) = (us(&mut json), us(&mut handle), us(&mut rust));
    let row = |way: &str, cost: f64| {
        vec![way.to_owned(), format!("{cost:.2} µs"), format!("{:.2} µs", cost - rust)]
    };
    table(
        &["an event", "CPU", "over the Rust call"],
        &[
            row(&format!("`observe_json`, {bytes} bytes on average"), json),
            row("`Handle::observe`, which checks every value", handle),
            row("`Monitor::observe`", rust),
        ],
    )
}

fn hostile() -> String {
    let program = std::env::current_exe().unwrap();
    let mut rows = Vec::new();
    for (name, operation, _) in hostile_requests::requests() {
        let output = Command::new(&program).arg(name).output().unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).expect("one line of JSON");
        let fits = told["bytes"].as_u64().unwrap() <= hostile_requests::MOST_BYTES
            && told["cpu_s"].as_f64().unwrap() <= hostile_requests::MOST_CPU_S;
        let mut row =
            hostile_requests::row(name, operation, told["request"].as_u64().unwrap() as usize, &told);
        row.push(if fits { "yes" } else { "**no**" }.to_owned());
        rows.push(row);
    }
    table(&["request", "operation", "size", "end", "memory", "CPU", "within the must"], &rows)
}
