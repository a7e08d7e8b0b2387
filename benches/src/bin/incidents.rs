//! What the analysis finds of what happens slowly, every night, or not at all, and what it claims that actions do.
//!
//! `incidents quick` runs a third of it: enough to see which way a change goes.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]
#![allow(clippy::print_stdout, reason = "benches print what they measured")]

use errpredict::analysis::{ServiceAnalysis, analyze};
use errpredict::stats::Rng;
use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::{EventKind, EventRef, Rollup, Severity};
use errpredict_benches::families::{Family, of_hour};
use errpredict_benches::placebo;
use errpredict_benches::trials::{self, at, false_alarms, found, is_count};
use errpredict_benches::{cpu_seconds, table, write_page};

/// No rule was set by these; the quick run uses others.
const FRESH: u64 = 70_417;
/// Looked at while rules were set.
const DEVELOPED_ON: u64 = 417;

fn main() {
    let is_quick = std::env::args().any(|argument| argument == "quick");
    let only = std::env::args().skip(1).find(|argument| argument != "quick");
    let (seed, logs, services) = if is_quick { (DEVELOPED_ON, 8, 12) } else { (FRESH, 34, 24) };
    let parts: [(&str, &dyn Fn() -> String); 4] = [
        ("noise", &|| noise(seed, logs)),
        ("found", &|| sizes(seed + 1, services)),
        ("stories", &|| stories(seed + 2, services)),
        ("actions", &|| actions(seed + 3, 4 * services)),
    ];
    let mut text = "# Incidents and their absence\n\n".to_owned();
    for (name, part) in parts {
        if only.as_deref().is_none_or(|only| only == name) {
            let start = cpu_seconds();
            let told = part();
            println!("{told}\n{name}: {:.0} CPU s", cpu_seconds() - start);
            text += &told;
            text.push('\n');
        }
    }
    if !is_quick && only.is_none() {
        write_page("incidents", "make eval-incidents", &text);
    }
}

fn noise(seed: u64, logs: u64) -> String {
    let mut rows = Vec::new();
    for family in Family::ALL {
        let told = false_alarms(family, seed, logs);
        let rate = |n: usize| format!("{:.2}", n as f64 / told.service_weeks);
        let days = |n: usize| format!("{:.1} %", 100.0 * n as f64 / told.days as f64);
        rows.push(vec![
            family.name().to_owned(),
            format!("{:.2}", told.per_service_week()),
            rate(told.counts),
            rate(told.mix),
            rate(told.other),
            format!("{:.2}", told.system as f64 / logs as f64),
            days(told.days_sure),
            days(told.days_loud),
        ]);
    }
    let header = [
        "errors come",
        "false alarms a service and week",
        "of counts",
        "of the mix",
        "of the rest",
        "of the system, a week",
        "days with a false \"once in 100 days\"",
        "days with a false high or critical",
    ];
    format!(
        "## Where nothing happens\n\nSix services of 0.1 to 30 errors an hour, 35 days, {logs} logs each, asked every six \
         hours of the fifth week; what overlaps one of its kind is the same alarm.\n\n{}",
        table(&header, &rows)
    )
}

fn sizes(seed: u64, services: u64) -> String {
    let mut rows = Vec::new();
    for family in Family::ALL {
        let mut row = vec![family.name().to_owned()];
        for incident in trials::INCIDENTS {
            let shares = found(family, incident, seed, services);
            row.push(shares.map(|share| format!("{:.0}", 100.0 * share)).join(" "));
        }
        rows.push(row);
    }
    let names: Vec<&str> = std::iter::once("errors come").chain(trials::INCIDENTS.map(|i| i.name)).collect();
    format!(
        "## Incidents of usual size\n\nFound an hour after their end, % of {services} services at 0.5, 2, 10 and 30 errors \
         an hour, after 30 days.\n\n{}",
        table(&names, &rows)
    )
}

fn stories(seed: u64, services: u64) -> String {
    let share = |n: usize| format!("{:.0} %", 100.0 * n as f64 / services as f64);
    let mut rows = Vec::new();
    let mut row = |what: &str, told: String| rows.push(vec![what.to_owned(), told]);
    for rate in [2.0, 10.0, 50.0] {
        for before in [3, 7, 14] {
            let name = format!("x20 over 14 days, linear, {before} days at {rate}/h before: found");
            row(&name, share(leaks(seed, services, rate, before)));
        }
    }
    for rate in [30.0, 200.0, 1_000.0] {
        let (found, named) = lost_traffic(seed + 1, services, rate);
        row(&format!("traffic of {rate}/h to zero for 3 h: found"), share(found));
        row(&format!("traffic of {rate}/h to zero for 3 h: severity medium or above"), share(named));
    }
    for nights in [3, 4, 5, 7] {
        let (known, missed) = nightly(seed + 2, services, nights);
        row(&format!("nightly job known after {nights} nights"), share(known));
        row(&format!("tenfold of that job the night after {nights} nights: found"), share(missed));
    }
    format!("## Stories\n\n{}", table(&["what", "share"], &rows))
}

fn actions(seed: u64, logs: u64) -> String {
    let mut rows = Vec::new();
    for story in placebo::STORIES {
        let all: Vec<_> = (0..logs).map(|log| placebo::told(story, seed, log)).collect();
        let claimed: Vec<_> = all.iter().filter_map(|(effect, _)| *effect).collect();
        let outcomes = all.iter().map(|(_, outcomes)| outcomes).sum::<usize>() as f64 / logs as f64;
        let helps = claimed.iter().filter(|effect| effect.low > 0.0).count();
        let holds = claimed.iter().filter(|effect| effect.low <= 0.5 && 0.5 <= effect.high).count();
        let share = |n: usize| format!("{:.0} %", 100.0 * n as f64 / logs as f64);
        let half = if story.left < 1.0 { share(holds) } else { "–".to_owned() };
        rows.push(vec![
            story.name.to_owned(),
            format!("{outcomes:.1}"),
            share(helps),
            share(claimed.len() - helps),
            half,
        ]);
    }
    let header = [
        "an action that",
        "outcomes measured",
        "told to spare errors",
        "told to harm",
        "told, and its interval holds one half",
    ];
    format!(
        "## What is claimed of actions\n\nOne service, two errors an hour, incidents of an hour at 60 and six at 30; {logs} \
         logs each. Nothing is claimed where the 95 % interval holds no effect.\n\n{}",
        table(&header, &rows)
    )
}

fn up(service: &ServiceAnalysis) -> bool {
    service.anomalies.iter().any(|anomaly| {
        is_count(anomaly.anomaly_type)
            && anomaly.actual > anomaly.expected
            && anomaly.ongoing
            && anomaly.severity >= Severity::Medium
    })
}

/// Services in which a level that creeps to twenty times itself in two weeks is told at their end.
fn leaks(seed: u64, services: u64, rate: f64, days_before: i64) -> usize {
    let mut rollup = trials::rollup();
    let hours = (days_before + 14) * 24;
    for i in 0..services {
        let mut rng = Rng::for_item(seed, i);
        let mut errors = Vec::new();
        for hour in 0..hours {
            let crept = (hour - days_before * 24).max(0) as f64 / (14.0 * 24.0);
            of_hour(&mut errors, &mut rng, hour, rate * (1.0 + 19.0 * crept));
        }
        trials::add(&mut rollup, &mut rng, &format!("s{i:02}"), &errors);
    }
    rollup.settle();
    let analysis = analyze(&rollup, at(hours * HOUR_MS), &trials::config()).unwrap();
    analysis.services.iter().filter(|service| up(service)).count()
}

/// Services whose requests stop for three hours at noon of the 15th day beside others that go on: told at all, and told
/// as medium or above.
fn lost_traffic(seed: u64, services: u64, rate: f64) -> (usize, usize) {
    let (mut found, mut loud) = (0, 0);
    for i in 0..services {
        let mut rng = Rng::for_item(seed, i);
        let mut rollup = trials::rollup();
        let end = 14 * 24 + 15;
        for name in ["web", "other"] {
            for hour in 0..end {
                #[allow(clippy::disallowed_methods, reason = "a simulation needs no portable sine")]
                let wave = 1.0 + 0.6 * ((hour - 9) as f64 / 24.0 * std::f64::consts::TAU).sin();
                let n = if name == "web" && hour >= end - 3 { 0 } else { rng.poisson(rate * wave) };
                for _ in 0..n {
                    request(&mut rollup, &mut rng, name, hour);
                }
            }
        }
        rollup.settle();
        let analysis = analyze(&rollup, at(end * HOUR_MS), &trials::config()).unwrap();
        let web = analysis.services.iter().find(|service| service.scope.to_string() == "web").unwrap();
        let lost = |least: Severity| {
            web.anomalies.iter().any(|a| a.ongoing && a.actual < a.expected && a.severity >= least)
        };
        found += usize::from(lost(Severity::Low));
        loud += usize::from(lost(Severity::Medium));
    }
    (found, loud)
}

fn request(rollup: &mut Rollup, rng: &mut Rng, service: &str, hour: i64) {
    let ms = hour * HOUR_MS + (rng.uniform() * HOUR_MS as f64) as i64;
    let status = if rng.below(500) == 0 { 500 } else { 200 };
    rollup.observe(EventRef {
        kind: EventKind::Request,
        status_code: Some(status),
        response_time_ms: Some(20.0 + 30.0 * rng.uniform()),
        ..EventRef::new(at(ms), service, Severity::Info, "")
    });
}

/// A job that fails 30 to 50 times from 02:00 to 02:14 every night: services that are calm about it the night after, and
/// services in which ten times as much is told.
fn nightly(seed: u64, services: u64, nights: i64) -> (usize, usize) {
    let (mut known, mut found) = (0, 0);
    for i in 0..services {
        for times in [1, 10] {
            let mut rng = Rng::for_item(seed, i);
            let mut rollup = trials::rollup();
            for night in 0..=nights {
                let n = 30 + rng.below(21);
                let n = if night == nights { n * times } else { n };
                for _ in 0..n {
                    let ms = night * DAY_MS + 120 * MINUTE_MS + (rng.uniform() * 840_000.0) as i64;
                    rollup.observe(EventRef::new(at(ms), "job", Severity::High, "Bounced"));
                }
            }
            // Another service is there as well, and never silent.
            let mut errors = Vec::new();
            (0..(nights + 1) * 24).for_each(|hour| of_hour(&mut errors, &mut rng, hour, 3.0));
            trials::add(&mut rollup, &mut rng, "web", &errors);
            rollup.settle();
            let minute = rng.below(60) as i64;
            let when = at(nights * DAY_MS + (2 * 60 + 15 + minute) * MINUTE_MS);
            let analysis = analyze(&rollup, when, &trials::config()).unwrap();
            let job = analysis.services.iter().find(|service| service.scope.to_string() == "job").unwrap();
            let night = at(nights * DAY_MS);
            let is_told =
                job.anomalies.iter().any(|a| a.severity >= Severity::Medium && (a.ongoing || a.end > night));
            known += usize::from(times == 1 && !is_told);
            found += usize::from(times == 10 && is_told);
        }
    }
    (known, found)
}
