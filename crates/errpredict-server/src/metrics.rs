//! What Prometheus reads: rate, errors and duration of every route, the pool, what came in.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Upper ends of durations, in seconds; they tell the limits of the specification apart (20 ms, 100 ms, 1 s).
const ENDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
/// Statuses that most answers have; others are counted by a map.
const STATUSES: [u16; 14] = [200, 201, 202, 204, 303, 400, 401, 403, 404, 409, 413, 422, 429, 500];

/// What is counted of one route.
#[derive(Debug)]
pub(crate) struct OfRoute {
    method: &'static str,
    path: &'static str,
    statuses: [AtomicU64; STATUSES.len()],
    others: Mutex<BTreeMap<u16, u64>>,
    buckets: [AtomicU64; ENDS.len() + 1],
    micros: AtomicU64,
}

/// Everything that is counted.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    routes: Vec<OfRoute>,
    pub(crate) events_stored: AtomicU64,
    pub(crate) events_duplicate: AtomicU64,
    pub(crate) events_refused: AtomicU64,
    /// Events of floods that were counted and not kept.
    pub(crate) events_thinned: AtomicU64,
    /// What clients of Sentry say they dropped themselves.
    pub(crate) client_discarded: AtomicU64,
    /// Milliseconds from the newest event of the last batch to when it was stored.
    pub(crate) ingestion_lag_ms: AtomicI64,
    pub(crate) cache_hits: AtomicU64,
    pub(crate) cache_misses: AtomicU64,
}

impl OfRoute {
    fn new(method: &'static str, path: &'static str) -> OfRoute {
        OfRoute {
            method,
            path,
            statuses: Default::default(),
            others: Mutex::default(),
            buckets: Default::default(),
            micros: AtomicU64::new(0),
        }
    }

    fn observe(&self, status: u16, took: Duration) {
        match STATUSES.iter().zip(&self.statuses).find(|(known, _)| **known == status) {
            Some((_, count)) => {
                count.fetch_add(1, Ordering::Relaxed);
            }
            None => *self.others().entry(status).or_default() += 1,
        }
        let seconds = took.as_secs_f64();
        let bucket = ENDS.iter().position(|end| seconds <= *end).unwrap_or(ENDS.len());
        self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

impl OfRoute {
    fn others(&self) -> MutexGuard<'_, BTreeMap<u16, u64>> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often each status was answered.
    fn counts(&self) -> BTreeMap<u16, u64> {
        let mut all = self.others().clone();
        let often = STATUSES.iter().zip(&self.statuses);
        all.extend(often.map(|(status, count)| (*status, count.load(Ordering::Relaxed))));
        all.retain(|_, count| *count > 0);
        all
    }
}

impl Metrics {
    pub(crate) fn new(routes: impl Iterator<Item = (&'static str, &'static str)>) -> Metrics {
        Metrics {
            routes: routes.map(|(method, path)| OfRoute::new(method, path)).collect(),
            ..Metrics::default()
        }
    }

    /// Counts an answer of the route of that place.
    pub(crate) fn observe(&self, route: usize, status: u16, took: Duration) {
        if let Some(found) = self.routes.get(route) {
            found.observe(status, took);
        }
    }

    /// In the text form of Prometheus; gauges come from whoever knows them.
    pub(crate) fn text(&self, gauges: &[(&str, &str, f64)]) -> String {
        let mut out = String::from(
            "# HELP errpredict_http_requests_total Requests by route and status.\n# TYPE errpredict_http_requests_total counter\n",
        );
        let counted: Vec<(&OfRoute, BTreeMap<u16, u64>)> = self
            .routes
            .iter()
            .map(|route| (route, route.counts()))
            .filter(|(_, all)| !all.is_empty())
            .collect();
        for (route, counts) in &counted {
            for (status, count) in counts {
                let (method, path) = (route.method, route.path);
                let _ = writeln!(
                    out,
                    "errpredict_http_requests_total{{method=\"{method}\",route=\"{path}\",status=\"{status}\"}} {count}"
                );
            }
        }
        out.push_str(
            "# HELP errpredict_http_request_seconds How long requests took.\n# TYPE errpredict_http_request_seconds histogram\n",
        );
        for (route, _) in &counted {
            let labels = format!("method=\"{}\",route=\"{}\"", route.method, route.path);
            let mut below = 0;
            for (i, count) in route.buckets.iter().enumerate() {
                below += count.load(Ordering::Relaxed);
                let end = ENDS.get(i).map_or_else(|| "+Inf".to_owned(), ToString::to_string);
                let _ =
                    writeln!(out, "errpredict_http_request_seconds_bucket{{{labels},le=\"{end}\"}} {below}");
            }
            let seconds = route.micros.load(Ordering::Relaxed) as f64 / 1e6;
            let _ = writeln!(out, "errpredict_http_request_seconds_sum{{{labels}}} {seconds}");
            let _ = writeln!(out, "errpredict_http_request_seconds_count{{{labels}}} {below}");
        }
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed) as f64;
        let counters = [
            ("errpredict_events_stored_total", "Events stored.", count(&self.events_stored)),
            (
                "errpredict_events_duplicate_total",
                "Events that were there already.",
                count(&self.events_duplicate),
            ),
            (
                "errpredict_events_refused_total",
                "Events and lines that were refused.",
                count(&self.events_refused),
            ),
            (
                "errpredict_events_thinned_total",
                "Events of floods that were counted and not kept.",
                count(&self.events_thinned),
            ),
            (
                "errpredict_client_discarded_total",
                "What clients say they dropped themselves.",
                count(&self.client_discarded),
            ),
            ("errpredict_cache_hits_total", "Answers that were kept ready.", count(&self.cache_hits)),
            (
                "errpredict_cache_misses_total",
                "Answers that could have been kept ready and were not.",
                count(&self.cache_misses),
            ),
        ];
        let lag = self.ingestion_lag_ms.load(Ordering::Relaxed) as f64 / 1e3;
        let lag = [(
            "errpredict_ingestion_lag_seconds",
            "From the newest event of the last batch to its storage.",
            lag,
        )];
        for (kind, all) in [("counter", &counters[..]), ("gauge", &lag[..]), ("gauge", gauges)] {
            for (name, help, value) in all {
                let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_observed_is_written() {
        let metrics = Metrics::new([("GET", "/a/"), ("POST", "/b/")].into_iter());
        for (status, ms) in [(200, 4), (200, 30), (503, 40_000), (302, 1)] {
            metrics.observe(0, status, Duration::from_millis(ms));
        }
        let text = metrics.text(&[("x", "X.", 1.5)]);
        for line in [
            "errpredict_http_requests_total{method=\"GET\",route=\"/a/\",status=\"200\"} 2",
            "errpredict_http_request_seconds_bucket{method=\"GET\",route=\"/a/\",le=\"0.005\"} 2",
            "errpredict_http_request_seconds_bucket{method=\"GET\",route=\"/a/\",le=\"+Inf\"} 4",
            "errpredict_http_request_seconds_count{method=\"GET\",route=\"/a/\"} 4",
            "errpredict_http_requests_total{method=\"GET\",route=\"/a/\",status=\"302\"} 1",
            "errpredict_http_requests_total{method=\"GET\",route=\"/a/\",status=\"503\"} 1",
            "x 1.5",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(!text.contains("/b/"), "what nobody asked for takes no room");
        assert!(!text.contains("status=\"500\""), "nothing counts as what it is not: {text}");
    }
}
