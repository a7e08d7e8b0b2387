//! A log with trouble in it, and what an analysis makes of it.

use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::{Event, EventKind, Severity, Timestamp};

/// The time analysed.
pub(crate) fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

/// Small numbers without a rhythm, the same every time.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// So many days of three services; at the end one of them fails after a deployment, and another with it.
pub(crate) fn events(days: i64) -> Vec<Event> {
    let mut numbers = Numbers(days.unsigned_abs());
    let mut all = Vec::new();
    let start = now().plus_ms(-days * DAY_MS);
    for hour in 0..days * 24 {
        for (service, usual) in [("checkout", 6), ("payments", 3), ("search", 2)] {
            let trouble = hour >= days * 24 - 3 && service != "search";
            let count = numbers.below(usual) + if trouble { 60 } else { 0 };
            for _ in 0..count {
                let at = start.plus_ms(hour * HOUR_MS + i64::try_from(numbers.below(3_600_000)).unwrap() + 1);
                let (severity, error_type, message) = match (trouble, numbers.below(5)) {
                    (true, 0) => (Severity::Critical, "PaymentTimeout", "gateway did not answer in 3000 ms"),
                    (true, _) => {
                        (Severity::High, "PaymentTimeout", "connection to payments timed out after 512 ms")
                    }
                    (_, 0) => (Severity::Critical, "Fatal", "out of memory"),
                    _ => (Severity::Medium, "ValidationError", "field email is missing"),
                };
                all.push(Event {
                    message: Some(message.to_owned()),
                    user_id: Some(format!("user-{}", numbers.below(50))),
                    request_id: Some(format!("r{}", all.len())),
                    endpoint: Some("/pay".to_owned()),
                    status_code: Some(if trouble { 503 } else { 400 }),
                    response_time_ms: Some(0.1 * numbers.below(20_000) as f64),
                    attributes: serde_json::from_str(r#"{"region": "eu", "empty": null, "n": 1.5}"#).unwrap(),
                    ..Event::new(at, service, severity, error_type)
                });
            }
        }
    }
    let deployed = now().plus_ms(-3 * HOUR_MS - 5 * MINUTE_MS);
    all.push(Event {
        kind: EventKind::Deployment,
        release: Some("v42".to_owned()),
        ..Event::new(deployed, "checkout", None, "")
    });
    all
}
