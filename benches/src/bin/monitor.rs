//! A monitor of 250 services and 60 days, read and judged over and over while events go on coming: how long one event takes
//! at most, and what the states of a store weigh.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that fails has failed")]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use errpredict::analysis::AnalysisConfig;
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{Event, Monitor, RollupConfig, Timestamp};
use errpredict_benches::{EventMix, cpu_seconds, made_events, table, wall_seconds, write_page};
use rustix::time::{ClockId, clock_gettime};

const SERVICES: u64 = 250;
const DAYS: i64 = 60;
/// Events of a service in an hour.
const AN_HOUR: i64 = 20;
/// How long events are timed with and without an analysis beside them.
const TIMED_S: f64 = 20.0;

fn main() {
    let mix = EventMix {
        events: (SERVICES as i64 * DAYS * 24 * AN_HOUR) as usize,
        services: SERVICES,
        days: DAYS,
        trace_every: 0,
        requests_of_10: 3,
    };
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
    let start = cpu_seconds();
    // In parts: all events at once would take more memory than the monitor.
    let mut end = Timestamp::default();
    for day in 0..DAYS {
        for event in made_events(EventMix { events: mix.events / DAYS as usize, days: 1, ..mix }, day as u64)
        {
            let event = Event { timestamp: event.timestamp.plus_ms(day * DAY_MS), ..event };
            end = end.max(event.timestamp);
            monitor.observe(event.as_event_ref());
        }
    }
    println!(
        "folded {} events, {:.0} ns each with making them",
        mix.events,
        (cpu_seconds() - start) / mix.events as f64 * 1e9
    );
    let memory_mb = monitor.memory_bytes() as f64 / 1e6;

    let first_advance = timed(|| monitor.advance(end).unwrap().len());
    let later_advance = timed(|| monitor.advance(end.plus_ms(HOUR_MS)).unwrap().len());
    let read = timed(|| monitor.rollup().observed());
    let events = made_events(EventMix { events: 400_000, days: 3, ..mix }, 99);
    let from = events[0].timestamp;
    let live = |i: usize| {
        let event = &events[i % events.len()];
        let at = end.plus_ms(HOUR_MS + (event.timestamp.ms() - from.ms()));
        Event { timestamp: at, ..event.clone() }
    };
    let next = AtomicUsize::new(0);
    let alone = observed(&monitor, &live, &next);
    let stop = AtomicBool::new(false);
    let mut rounds = 0;
    let beside = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut rounds = 0;
            while !stop.load(Ordering::Relaxed) {
                let at = live(next.load(Ordering::Relaxed)).timestamp;
                monitor.analyze(at, &AnalysisConfig::default()).unwrap();
                monitor.advance(at).unwrap();
                rounds += 1;
            }
            rounds
        });
        let times = observed(&monitor, &live, &next);
        stop.store(true, Ordering::Relaxed);
        rounds = reader.join().unwrap();
        times
    });
    let rows = [("alone", &alone), ("while `analyze` and `advance` run in a loop", &beside)];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .flat_map(|(what, times)| {
            [("wall", &times.wall), ("CPU of the thread", &times.cpu)].map(|(clock, times)| {
                let mut row = vec![(*what).to_owned(), clock.to_owned(), times.len().to_string()];
                row.extend([0.5, 0.99, 0.999, 0.9999, 1.0].map(|q| micros(quantile(times, q))));
                row
            })
        })
        .collect();
    let text = format!(
        "# A monitor under load\n\n{SERVICES} services, {DAYS} days, {AN_HOUR} events an hour and service ({} events), three in ten \
         of them requests with a response time. The monitor holds {memory_mb:.0} MB.\n\n\
         The time of one `Monitor::observe`, an event about every 200 microseconds, for {TIMED_S:.0} s; in the second half another \
         thread analyses and judges without a pause ({rounds} rounds). The CPU time of the thread is what an event does itself, \
         its share of copying and forgetting included; the wall time also has its waiting for the lock, and whenever the \
         machine let something else run.\n\n{}\n\
         `Monitor::advance` for the first time {:.2} s of CPU, an hour later {:.3} s; `Monitor::rollup` {:.3} s: none of it holds up an event.\n",
        mix.events,
        table(&["", "clock", "events", "median", "99 %", "99.9 %", "99.99 %", "longest"], &rows),
        first_advance,
        later_advance,
        read,
    );
    if std::env::args().nth(1).as_deref() == Some("dry") {
        println!("{text}");
    } else {
        write_page("monitor", "cargo run --release -p errpredict-benches --bin monitor", &text);
    }
}

/// Seconds that each event took.
struct Times {
    wall: Vec<f64>,
    cpu: Vec<f64>,
}

/// Observes events for a while, in a thread of its own, and times each.
fn observed(monitor: &Monitor, live: &(impl Fn(usize) -> Event + Sync), next: &AtomicUsize) -> Times {
    let mut times = Times { wall: Vec::new(), cpu: Vec::new() };
    let end = wall_seconds() + TIMED_S;
    while wall_seconds() < end {
        let event = live(next.fetch_add(1, Ordering::Relaxed));
        let (wall, cpu) = (wall_seconds(), thread_cpu_seconds());
        monitor.observe(event.as_event_ref());
        times.cpu.push(thread_cpu_seconds() - cpu);
        times.wall.push(wall_seconds() - wall);
        std::thread::sleep(Duration::from_micros(100));
    }
    times.wall.sort_by(f64::total_cmp);
    times.cpu.sort_by(f64::total_cmp);
    times
}

fn thread_cpu_seconds() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let start = cpu_seconds();
    std::hint::black_box(work());
    cpu_seconds() - start
}

fn quantile(sorted: &[f64], q: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * q) as usize]
}

fn micros(seconds: f64) -> String {
    match seconds * 1e6 {
        us if us >= 1e3 => format!("{:.2} ms", us / 1e3),
        us => format!("{us:.1} µs"),
    }
}
