//! The made month: what five services of a shop log, and what truly went wrong.
//!
//! Every rate and time below is made up; what is on trial is whether `analyze` finds what was put in, and nothing else.

use errpredict::stats::Rng;
use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::{Event, EventKind, Severity, Timestamp};

/// One seed, one story: the same bytes on every machine.
const SEED: u64 = 20_261_127;

/// Something that truly went wrong.
#[derive(Debug, Clone)]
pub(super) struct Incident {
    pub(super) name: &'static str,
    /// Where it shows; `system` besides, which is the sum of all.
    pub(super) services: &'static [&'static str],
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    cause: Cause,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Cause {
    /// The catalog loses its database: its own errors, and requests that fail with it.
    Database,
    /// A certificate runs out: few errors, of a kind never seen before.
    Certificate,
    /// A bad release: time-outs, slow and failed requests.
    Release,
}

/// The events in the order of time, and the truth about them.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) events: Vec<Event>,
    pub(super) truth: Vec<Incident>,
    pub(super) start: Timestamp,
    pub(crate) end: Timestamp,
}

/// Minutes from the beginning of the month, 2026-10-28 00:00 UTC.
fn at(day: i64, hour: i64, minute: i64) -> Timestamp {
    // 2026-10-28T00:00:00Z.
    Timestamp::clamped(1_793_145_600_000 + day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS)
}

/// The three incidents.
pub(super) fn truth() -> Vec<Incident> {
    vec![
        Incident {
            name: "catalog loses its database",
            services: &["catalog", "web"],
            start: at(15, 9, 20),
            end: at(15, 9, 50),
            cause: Cause::Database,
        },
        Incident {
            name: "a certificate runs out in search",
            services: &["search"],
            start: at(22, 20, 0),
            end: at(22, 23, 0),
            cause: Cause::Certificate,
        },
        Incident {
            name: "checkout 2.4.1 times out",
            services: &["checkout", "web"],
            start: at(30, 14, 5),
            end: at(30, 14, 35),
            cause: Cause::Release,
        },
    ]
}

/// The whole story.
pub(crate) fn story() -> Story {
    tell(truth())
}

/// A month in which these incidents happen.
pub(super) fn tell(truth: Vec<Incident>) -> Story {
    let (start, end) = (at(0, 0, 0), at(30, 14, 35));
    let mut events = releases();
    let mut rng = Rng::new(SEED);
    let n_minutes = (end.ms() - start.ms()) / MINUTE_MS;
    for minute in 0..n_minutes {
        let now = start.plus_ms(minute * MINUTE_MS);
        let ongoing: Vec<Cause> = truth
            .iter()
            .filter(|incident| incident.start <= now && now < incident.end)
            .map(|i| i.cause)
            .collect();
        requests(&mut events, now, &ongoing, &mut rng);
        noise(&mut events, now, &mut rng);
        nightly(&mut events, now, &mut rng);
        for cause in ongoing {
            trouble(&mut events, now, cause, &mut rng);
        }
    }
    // Stable: what falls on one millisecond stays in the order it was made.
    events.sort_by_key(|event| event.timestamp);
    Story { events, truth, start, end }
}

/// Some moment within the minute.
fn within(minute: Timestamp, rng: &mut Rng) -> Timestamp {
    minute.plus_ms(1 + rng.below(MINUTE_MS as usize - 1) as i64)
}

/// Deployments; only the last one does harm.
fn releases() -> Vec<Event> {
    [
        ("web", "8.1.0", at(6, 11, 0)),
        ("search", "5.2.0", at(13, 15, 0)),
        ("checkout", "2.4.0", at(20, 10, 30)),
        ("web", "8.2.0", at(27, 13, 0)),
        ("checkout", "2.4.1", at(30, 14, 0)),
    ]
    .into_iter()
    .map(|(service, release, when)| {
        let mut event = Event::new(when, service, Severity::Info, "");
        event.kind = EventKind::Deployment;
        event.release = Some(release.to_owned());
        event
    })
    .collect()
}

/// Requests to `web`: most by day, fewest in the small hours.
fn requests(events: &mut Vec<Event>, now: Timestamp, ongoing: &[Cause], rng: &mut Rng) {
    let hour = (now.ms().rem_euclid(DAY_MS)) as f64 / HOUR_MS as f64;
    // From 0.3 a minute at 2 in the morning to 2.7 at 14.
    let rate = 1.5 - 1.2 * libm::cos((hour - 2.0) / 24.0 * std::f64::consts::TAU);
    for _ in 0..rng.poisson(rate) {
        let (failing, path) = match rng.below(3) {
            0 => (ongoing.contains(&Cause::Database).then_some(502), "/catalog"),
            1 => (ongoing.contains(&Cause::Release).then_some(504), "/checkout"),
            _ => (None, "/search"),
        };
        let usual = if rng.below(400) == 0 { 500 } else { 200 };
        let slow = if failing == Some(504) { 5_000 } else { 0 };
        let mut event = Event::new(within(now, rng), "web", Severity::Info, "");
        event.kind = EventKind::Request;
        event.status_code = Some(failing.unwrap_or(usual));
        event.endpoint = Some(path.to_owned());
        event.response_time_ms = Some((slow + 40 + rng.below(120)) as f64);
        events.push(event);
    }
}

/// What always goes wrong: service, times an hour, kind, message.
const NOISE: &[(&str, f64, &str, &str)] = &[
    ("checkout", 1.2, "PaymentDeclined", "card of order {} was declined"),
    ("checkout", 0.5, "ValidationError", "order {} has no address"),
    ("catalog", 1.0, "NotFound", "article {} is gone"),
    ("search", 2.0, "QueryError", "query {} is not understood"),
    ("search", 0.6, "IndexStale", "index is {} seconds old"),
    ("web", 1.5, "SessionExpired", "session {} has expired"),
];

fn noise(events: &mut Vec<Event>, now: Timestamp, rng: &mut Rng) {
    for (service, an_hour, kind, message) in NOISE {
        for _ in 0..rng.poisson(an_hour / 60.0) {
            events.push(error(within(now, rng), service, Severity::Medium, kind, message, rng));
        }
    }
}

/// Share of the letters of the last night that comes back on the first.
const FIRST_NIGHT: f64 = 0.4;
/// Nights until all of them do.
const NIGHTS: f64 = 30.0;

/// Every night from 02:00 to 02:15 the letters go out, and some come back: a dozen on the first night and some thirty on the last, as
/// addresses grow old. No night of them is strange beside the one before; that they rise is an insight, and no alarm.
fn nightly(events: &mut Vec<Event>, now: Timestamp, rng: &mut Rng) {
    if now.ms().rem_euclid(DAY_MS) < 2 * HOUR_MS
        || now.ms().rem_euclid(DAY_MS) >= 2 * HOUR_MS + 15 * MINUTE_MS
    {
        return;
    }
    for _ in 0..rng.poisson(2.2) {
        let back =
            error(within(now, rng), "letters", Severity::Medium, "Bounced", "letter {} came back", rng);
        // A rate that grows, by thinning one that does not (Lewis and Shedler 1979); by numbers of its own, so that nothing else of
        // the month depends on it.
        let past = (back.timestamp.ms() - at(0, 0, 0).ms()) as f64 / (NIGHTS * DAY_MS as f64);
        let share = FIRST_NIGHT + (1.0 - FIRST_NIGHT) * past;
        if Rng::for_item(SEED, back.timestamp.ms().unsigned_abs()).uniform() < share {
            events.push(back);
        }
    }
}

fn trouble(events: &mut Vec<Event>, now: Timestamp, cause: Cause, rng: &mut Rng) {
    let (service, a_minute, severity, kind, message) = match cause {
        Cause::Database => {
            ("catalog", 6.0, Severity::Critical, "ConnectionRefused", "database refused connection {}")
        }
        Cause::Certificate => {
            ("search", 0.4, Severity::High, "CertificateExpired", "certificate of node {} has expired")
        }
        Cause::Release => ("checkout", 4.0, Severity::High, "TimeoutError", "no answer for order {} in 5 s"),
    };
    for _ in 0..rng.poisson(a_minute) {
        events.push(error(within(now, rng), service, severity, kind, message, rng));
    }
}

fn error(
    at: Timestamp,
    service: &str,
    severity: Severity,
    kind: &str,
    message: &str,
    rng: &mut Rng,
) -> Event {
    let mut event = Event::new(at, service, severity, kind);
    event.message = Some(message.replace("{}", &(10_000 + rng.below(90_000)).to_string()));
    event
}
