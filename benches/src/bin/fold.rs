//! Folding events: the fingerprint, one rollup, the monitor, events out of order, merging.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that fails has failed")]

use std::hint::black_box;

use errpredict::{Event, Monitor, Rollup, RollupConfig};
use errpredict::{Fingerprinter, mask_message};
use errpredict_benches::{EventMix, Measured, SplitMix, made_events, measure, table, write_page};

const RUNS: usize = 7;

fn main() {
    let plain = EventMix::default();
    // With an argument only the monitor's row of that name, over and over: for a profiler.
    if let Some(which) = std::env::args().nth(1) {
        let mix = match which.as_str() {
            "many" => EventMix { services: 1_000, days: 30, ..plain },
            "traced" => EventMix { trace_every: 1, events: 200_000, ..plain },
            _ => plain,
        };
        let events = made_events(mix, 4);
        let measured = measure(RUNS, || monitor(&events));
        println!("{which}: {:.0} ns an event", measured.cpu_s / events.len() as f64 * 1e9);
        return;
    }
    let events = made_events(plain, 1);
    let traced = made_events(EventMix { trace_every: 1, events: 200_000, ..plain }, 2);
    let requests = made_events(EventMix { requests_of_10: 10, ..plain }, 3);
    let many = made_events(EventMix { services: 1_000, days: 30, ..plain }, 4);
    let mut rows = Vec::new();
    let mut row = |what: &str, n: usize, measured: Measured| {
        let (per_s, ns) = (n as f64 / measured.cpu_s, measured.cpu_s / n as f64 * 1e9);
        rows.push(vec![what.into(), n.to_string(), format!("{:.2} M", per_s / 1e6), format!("{ns:.0} ns")]);
    };

    let message = events.iter().find_map(|event| event.message.clone()).unwrap();
    row(
        &format!("mask a message of {} bytes, into a new `String`", message.len()),
        events.len(),
        measure(RUNS, || {
            events
                .iter()
                .filter_map(|event| event.message.as_deref())
                .map(|text| mask_message(text).len())
                .sum::<usize>()
        }),
    );
    row("fingerprint, such a message", events.len(), measure(RUNS, || fingerprints(&events)));
    row(
        "fingerprint, such a message and a Python trace",
        traced.len(),
        measure(RUNS, || fingerprints(&traced)),
    );

    row(
        "`Monitor::observe`, errors in 50 services, one day",
        events.len(),
        measure(RUNS, || monitor(&events)),
    );
    row("`Monitor::observe`, errors with a trace each", traced.len(), measure(RUNS, || monitor(&traced)));
    row(
        "`Monitor::observe`, requests with response times",
        requests.len(),
        measure(RUNS, || monitor(&requests)),
    );
    row(
        "`Monitor::observe`, errors in 1,000 services, 30 days",
        many.len(),
        measure(RUNS, || monitor(&many)),
    );

    row("`Rollup::observe` and `settle`, oldest first", events.len(), measure(RUNS, || rollup(&events)));
    let mut newest_first = many.clone();
    newest_first.reverse();
    let mut shuffled = many.clone();
    shuffle(&mut shuffled);
    let (in_order, reverse, random) = (
        measure(RUNS, || rollup(&many)),
        measure(RUNS, || rollup(&newest_first)),
        measure(RUNS, || rollup(&shuffled)),
    );
    row("the same, 1,000 services, 30 days, oldest first", many.len(), in_order);
    row("newest first", many.len(), reverse);
    row("fully shuffled", many.len(), random);

    let parts: Vec<Rollup> = many.chunks(125_000).map(rollup).collect();
    row(
        "merge 8 rollups of 125,000 events each, settle",
        many.len(),
        measure(RUNS, || {
            let mut all = Rollup::new(RollupConfig::default()).unwrap();
            parts.iter().for_each(|part| all.merge(part.clone()).unwrap());
            all.settle();
            all
        }),
    );

    let mut whole = rollup(&many);
    let saved = whole.save();
    let save = measure(RUNS, || whole.save().len());
    let load = measure(RUNS, || Rollup::load(&saved).unwrap());
    let text = format!(
        "# Folding events\n\nEvents are parsed already; one thread.\n\n{}\nOut of order against in order: newest first \
         {:.2} times, shuffled {:.2} times the CPU time.\nThe rollup of 1,000 services and 1,000,000 errors over 30 days \
         holds {:.0} MB; a monitor's of one day in 50 services {:.0} MB.\nSaved, the first has {:.0} MB; saving takes {:.2} s, \
         loading {:.2} s (it saves what it read and compares).\n",
        table(&["what", "events", "events/s", "one event"], &rows),
        reverse.cpu_s / in_order.cpu_s,
        random.cpu_s / in_order.cpu_s,
        whole.memory_bytes() as f64 / 1e6,
        monitor(&events).memory_bytes() as f64 / 1e6,
        saved.len() as f64 / 1e6,
        save.cpu_s,
        load.cpu_s,
    );
    write_page("fold", "cargo run --release -p errpredict-benches --bin fold", &text);
}

fn fingerprints(events: &[Event]) -> u64 {
    let mut fingerprinter = Fingerprinter::default();
    events.iter().fold(0, |sum, event| sum ^ fingerprinter.fingerprint(&event.as_event_ref()).0)
}

fn monitor(events: &[Event]) -> Monitor {
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
    for event in events {
        monitor.observe(black_box(event.as_event_ref()));
    }
    monitor
}

fn rollup(events: &[Event]) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    events.iter().for_each(|event| {
        rollup.observe(black_box(event.as_event_ref()));
    });
    rollup.settle();
    rollup
}

fn shuffle(events: &mut [Event]) {
    let mut random = SplitMix(7);
    for i in (1..events.len()).rev() {
        events.swap(i, random.below(i as u64 + 1) as usize);
    }
}
