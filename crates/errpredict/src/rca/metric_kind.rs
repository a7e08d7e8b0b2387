//! What a metric measures, read from the words of its own name (never from the service's).

/// What a metric measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetricKind {
    /// Time that requests to the service take, seen by the service.
    ServerTime,
    /// Time that its own requests to others take.
    ClientTime,
    /// Time of calls to one other service, seen by the caller (`…-to-x`).
    EdgeTo,
    /// Time of calls from one other service, seen by the callee (`…-from-x`).
    EdgeFrom,
    /// Share of requests that succeed.
    Success,
    /// Number or share of requests that fail.
    Failure,
    /// Number of requests.
    Traffic,
    /// Bytes or calls that follow the traffic: network, disk.
    Volume,
    /// Anything else, which is taken for a resource: processor, memory, threads.
    Resource,
}

impl MetricKind {
    /// The kind that whole words of a metric's name give away; part of a word is no word (`platform` is no `lat`).
    ///
    /// Digits at the end of a word are a quantile or a window (`lat50`), but those of a load average: `load1` is how busy a
    /// machine is, `load` how much is asked of a service.
    #[must_use]
    pub fn of(metric: &str) -> Self {
        let name = metric.to_lowercase();
        let words: Vec<&str> =
            name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let stem = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let has = |known: &[&str]| words.iter().any(|word| known.contains(&stem(word).as_str()));
        let begins = |with: &str| words.iter().any(|word| word.starts_with(with));
        let is_last = |known: &[&str]| words.last().is_some_and(|word| known.contains(word));
        let time = has(&[
            "lat",
            "latency",
            "latencies",
            "duration",
            "durations",
            "response",
            "responsetime",
            "elapsed",
            "serverlat",
            "clientlat",
            "rtt",
        ]);
        // What is short where it runs out: it has this name, whatever else the name says.
        let is_resource =
            has(&[
                "cpu",
                "processor",
                "mem",
                "memory",
                "heap",
                "rss",
                "swap",
                "threads",
                "thread",
                "fd",
                "fds",
                "descriptors",
                "gc",
                "pool",
                "queue",
                "uptime",
            ]) || words.iter().any(|word| ["load1", "load5", "load15", "loadavg"].contains(word));
        // The unit tells a time of requests: `http-request-seconds`; but `..._seconds_count` counts them.
        let asked = has(&["request", "requests", "http", "grpc", "rpc", "call", "calls", "query", "queries"]);
        let in_time = has(&[
            "seconds",
            "second",
            "secs",
            "ms",
            "millis",
            "milliseconds",
            "us",
            "micros",
            "microseconds",
        ]);
        let time = (time || asked && in_time) && !is_last(&["count"]);
        if is_resource && !time {
            MetricKind::Resource
        } else if time && name.contains("-to-") {
            MetricKind::EdgeTo
        } else if time && name.contains("-from-") {
            MetricKind::EdgeFrom
        } else if time && begins("client") {
            MetricKind::ClientTime
        } else if time {
            MetricKind::ServerTime
        } else if has(&["success", "successes", "successful", "availability", "availab", "available"])
            && !has(&["bytes"])
        {
            MetricKind::Success
        } else if has(&[
            "error", "errors", "errs", "fail", "fails", "failed", "failing", "failure", "failures",
        ]) {
            MetricKind::Failure
        } else if has(&["workload", "request", "requests", "throughput", "rps", "qps"])
            || has(&["load"]) && !has(&["balancer", "balancers"])
        {
            MetricKind::Traffic
        } else if has(&[
            "net",
            "netrx",
            "nettx",
            "network",
            "sysread",
            "syswrite",
            "disk",
            "diskread",
            "diskwrite",
            "diskio",
        ]) {
            MetricKind::Volume
        } else {
            MetricKind::Resource
        }
    }

    /// The other service of an edge metric.
    pub(super) fn other_service(metric: &str) -> Option<&str> {
        metric.split_once("-to-").or_else(|| metric.split_once("-from-")).map(|(_, other)| other)
    }

    /// Whether it is an average, which times the number of requests gives a total.
    pub(super) fn is_average(metric: &str) -> bool {
        let name = metric.to_lowercase();
        name.contains("avg") || name.contains("mean") || name.contains("average")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_decide() {
        for (metric, kind) in [
            ("cpu", MetricKind::Resource),
            ("mem", MetricKind::Resource),
            ("serverlat-p90", MetricKind::ServerTime),
            ("clientlat-p99", MetricKind::ClientTime),
            ("latency-avg", MetricKind::ServerTime),
            ("lat50-to-x", MetricKind::EdgeTo),
            ("lat50-from-x", MetricKind::EdgeFrom),
            ("availability-avg", MetricKind::Success),
            ("requests-sum", MetricKind::Traffic),
            ("error-rate", MetricKind::Failure),
            ("netrx", MetricKind::Volume),
            ("lat-p50", MetricKind::ServerTime),
            ("load", MetricKind::Traffic),
            // Parts of words are no words.
            ("load1", MetricKind::Resource),
            ("kubernetes-cpu", MetricKind::Resource),
            ("platform-cpu", MetricKind::Resource),
            ("template-cache-memory", MetricKind::Resource),
            ("memory-available-bytes", MetricKind::Resource),
            ("load-balancer-cpu", MetricKind::Resource),
            ("failover-cpu-percent", MetricKind::Resource),
            ("process-cpu-seconds-total", MetricKind::Resource),
            // The unit tells.
            ("http-request-seconds", MetricKind::ServerTime),
            ("http-request-duration-seconds-count", MetricKind::Traffic),
            ("requests-failed", MetricKind::Failure),
            ("load-balancer-requests", MetricKind::Traffic),
        ] {
            assert_eq!(MetricKind::of(metric), kind, "{metric}");
        }
        assert_eq!(MetricKind::other_service("lat50-to-a-b"), Some("a-b"));
    }
}
