//! Made-up events: seeded, so that every run measures the same.

use errpredict::time::{DAY_MS, SECOND_MS};
use errpredict::{Event, EventKind, Rollup, RollupConfig, Severity, Timestamp};

/// The SplitMix64 generator (Steele, Lea and Flood, 2014).
#[derive(Debug, Clone)]
pub struct SplitMix(pub u64);

impl SplitMix {
    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.next_u64() % n.max(1)
    }
}

/// What the events are like.
#[derive(Debug, Clone, Copy)]
pub struct EventMix {
    /// How many events.
    pub events: usize,
    /// In how many services.
    pub services: u64,
    /// Spread evenly over so many days from 2026-01-01.
    pub days: i64,
    /// One event in so many has a stack trace; 0 for none.
    pub trace_every: u64,
    /// Out of ten events, so many are requests with a response time.
    pub requests_of_10: u64,
}

impl Default for EventMix {
    fn default() -> Self {
        EventMix { events: 1_000_000, services: 50, days: 1, trace_every: 0, requests_of_10: 0 }
    }
}

const TYPES: [&str; 12] = [
    "TimeoutError",
    "ConnectionError",
    "DatabaseError",
    "AuthenticationError",
    "ValidationError",
    "OutOfMemoryError",
    "NullPointerException",
    "KeyError",
    "PaymentError",
    "RateLimitError",
    "ParseError",
    "DiskError",
];

const PLACES: [&str; 8] =
    ["checkout", "cart", "search", "login", "payment", "inventory", "profile", "shipping"];

/// Events in order of time, the same for the same mix and seed.
#[must_use]
pub fn made_events(mix: EventMix, seed: u64) -> Vec<Event> {
    let mut random = SplitMix(seed);
    let start = Timestamp::clamped(1_767_225_600_000);
    let span = mix.days * DAY_MS;
    (0..mix.events)
        .map(|i| {
            let jitter = random.below(SECOND_MS as u64) as i64;
            let at = start.plus_ms((i as i128 * i128::from(span) / mix.events as i128) as i64 + jitter);
            made_event(at, mix, &mut random)
        })
        .collect()
}

fn made_event(at: Timestamp, mix: EventMix, random: &mut SplitMix) -> Event {
    let service = format!("service-{:04}", random.below(mix.services));
    if random.below(10) < mix.requests_of_10 {
        let mut event = Event::new(at, service, Severity::Info, "");
        event.kind = EventKind::Request;
        event.status_code = Some(if random.below(100) == 0 { 503 } else { 200 });
        event.response_time_ms = Some(5.0 + random.below(300) as f64 / 3.0);
        return event;
    }
    let severity = match random.below(20) {
        0 => Severity::Critical,
        1..=9 => Severity::High,
        10..=15 => Severity::Medium,
        16 => Severity::Low,
        _ => Severity::Info,
    };
    let error_type = TYPES[(random.below(12) * random.below(12) / 12) as usize];
    let place = PLACES[random.below(8) as usize];
    let mut event = Event::new(at, service, severity, error_type);
    event.message = Some(format!(
        "{place} request {:08x} for user {} failed after {} ms: upstream 10.0.{}.{}:8443 closed the connection",
        random.next_u64() as u32,
        random.below(100_000),
        random.below(30_000),
        random.below(256),
        random.below(256),
    ));
    event.user_id = Some(format!("u{}", random.below(20_000)));
    event.endpoint = Some(format!("/api/{place}"));
    if mix.trace_every > 0 && random.below(mix.trace_every) == 0 {
        event.stack_trace = Some(format!(
            "Traceback (most recent call last):\n  File \"/srv/app/{place}/views.py\", line {}, in handle\n    \
             return service.call(request)\n  File \"/srv/app/{place}/service.py\", line {}, in call\n    \
             return self.client.post(url)\n  File \"/srv/app/lib/client.py\", line 88, in post\n    \
             raise {error_type}(message)\n{error_type}: closed",
            random.below(400),
            random.below(400),
        ));
    }
    event
}

/// A settled rollup of such events, without holding the events.
///
/// # Panics
/// Never: the default configuration is valid.
#[must_use]
#[allow(clippy::expect_used, reason = "the default configuration is valid")]
pub fn made_rollup(mix: EventMix, seed: u64) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).expect("the default configuration");
    let mut random = SplitMix(seed);
    let start = Timestamp::clamped(1_767_225_600_000);
    let span = mix.days * DAY_MS;
    for i in 0..mix.events {
        let at = start.plus_ms((i as i128 * i128::from(span) / mix.events as i128) as i64);
        rollup.observe(made_event(at, mix, &mut random).as_event_ref());
    }
    rollup.settle();
    rollup
}
