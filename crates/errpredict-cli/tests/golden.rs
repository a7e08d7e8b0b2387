//! Reports of a few made incidents, terminal and page, kept word for word (`insta`) in `snapshots/`.
//!
//! What they are for: every number in them says what it is a number of. Whoever changes one reads the whole of it before
//! `cargo insta accept` (or `INSTA_UPDATE=always cargo test -p errpredict-cli --test all golden`), as a person on call would.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A log that is made, one JSON object a line.
#[derive(Default)]
struct Log {
    lines: String,
    seed: u64,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Seconds since Monday 2026-03-02 00:00 as a time.
fn time(second: u64) -> String {
    let (day, second) = (second / DAY, second % DAY);
    format!("2026-03-{:02}T{:02}:{:02}:{:02}Z", 2 + day, second / HOUR, second / MINUTE % 60, second % MINUTE)
}

impl Log {
    /// A number below `n`, the same on every machine (SplitMix64, Steele 2014).
    fn below(&mut self, n: u64) -> u64 {
        self.seed = self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    /// About `per_hour` errors an hour in (`from`, `to`], evenly spread with some play.
    fn errors(&mut self, service: &str, kind: &str, per_hour: u64, from: u64, to: u64) {
        let gap = HOUR / per_hour;
        let mut at = from;
        while at + gap <= to {
            let (second, order) = (at + self.below(gap), self.below(9_000));
            self.error(service, kind, second, &format!("order {order} failed: {kind}"));
            at += gap;
        }
    }

    fn error(&mut self, service: &str, kind: &str, second: u64, message: &str) {
        let at = time(second);
        writeln!(self.lines, r#"{{"timestamp":"{at}","service":"{service}","severity":"error","error_type":"{kind}","message":"{message}"}}"#).unwrap();
    }

    fn request(&mut self, service: &str, second: u64, status: u64, ms: u64) {
        let at = time(second);
        writeln!(self.lines, r#"{{"timestamp":"{at}","service":"{service}","kind":"request","severity":"info","error_type":"","status_code":{status},"endpoint":"/pay","response_time_ms":{ms}}}"#).unwrap();
    }

    fn deployment(&mut self, service: &str, second: u64, release: &str) {
        let at = time(second);
        writeln!(self.lines, r#"{{"timestamp":"{at}","service":"{service}","kind":"deployment","severity":"info","error_type":"","release":"{release}"}}"#).unwrap();
    }

    /// What the terminal shows at a time, then what the page says.
    fn told(&self, at: u64) -> String {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("made.log");
        std::fs::write(&log, &self.lines).unwrap();
        let run = |more: &[&str]| {
            let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
                .args(["analyze", log.to_str().unwrap(), "--at", &time(at)])
                .args(more)
                .stdin(Stdio::null())
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        let page = folder.path().join("page.html");
        let text = run(&["--html", page.to_str().unwrap()]);
        // The page is headed by the log's path, which is another one at every run.
        let page = std::fs::read_to_string(page).unwrap().replace(folder.path().to_str().unwrap(), "DIR");
        format!("{text}\n=== page ===\n{}", words(&page))
    }
}

/// What a page says: its text, a line for each block, charts by their labels.
fn words(page: &str) -> String {
    let mut said = String::new();
    let mut rest = page;
    while let Some(open) = rest.find('<') {
        said.push_str(&rest[..open]);
        let close = rest[open..].find('>').unwrap() + open;
        let tag = &rest[open + 1..close];
        rest = &rest[close + 1..];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        match name {
            "style" | "svg" if !tag.starts_with('/') => {
                let end = format!("</{name}>");
                rest = &rest[rest.find(&end).unwrap() + end.len()..];
                if let Some(label) = tag.split("aria-label=\"").nth(1) {
                    write!(said, "\n[chart: {}]\n", label.split('"').next().unwrap()).unwrap();
                }
            }
            "td" | "th" => said.push_str(" | "),
            "b" | "i" | "a" | "span" | "em" | "code" => {}
            _ => said.push('\n'),
        }
    }
    said.push_str(rest);
    let lines = said.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut kept: Vec<String> = lines.filter(|line| !line.is_empty() && line != "|").collect();
    kept.dedup();
    kept.join("\n")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
}

#[test]
fn a_spike_of_ten_hours() {
    let mut log = Log::default();
    let begin = 14 * DAY + 7 * HOUR + 23 * MINUTE;
    log.errors("shop", "TimeoutError", 2, 0, begin);
    log.errors("cart", "KeyError", 4, 0, begin + 10 * HOUR);
    log.deployment("shop", begin - 8 * MINUTE, "2.4.1");
    log.errors("shop", "TimeoutError", 100, begin, begin + 10 * HOUR);
    insta::assert_snapshot!(log.told(begin + 10 * HOUR));
}

#[test]
fn a_new_mix_at_the_same_total() {
    let mut log = Log::default();
    log.errors("search", "IndexError", 16, 0, 14 * DAY + 3 * HOUR);
    log.errors("search", "ReplicaLost", 2, 0, 14 * DAY + 3 * HOUR);
    log.errors("search", "ReplicaLost", 16, 14 * DAY + 3 * HOUR, 15 * DAY);
    log.errors("search", "IndexError", 2, 14 * DAY + 3 * HOUR, 15 * DAY);
    insta::assert_snapshot!(log.told(15 * DAY));
}

#[test]
fn errors_that_no_longer_follow_the_requests() {
    let mut log = Log::default();
    for quarter in 0..16 * 96 {
        let (begin, load) = (quarter * 15 * MINUTE, 1 + log.below(8));
        // For the last half day as many come as before, whatever the load.
        let follows = quarter < 16 * 96 - 48;
        let errors = if follows { load * 3 } else { 3 * (1 + log.below(8)) };
        for i in 0..load * 5 {
            log.request("shop", begin + i * 20, 200, 40);
        }
        for i in 0..errors {
            log.error("shop", "TimeoutError", begin + i * 30, "no answer");
        }
    }
    insta::assert_snapshot!(log.told(16 * DAY));
}

#[test]
fn requests_that_fail_and_are_slow() {
    let mut log = Log::default();
    let (begin, end) = (8 * DAY + 9 * HOUR + 41 * MINUTE, 8 * DAY + 11 * HOUR);
    for i in 0..end / 30 {
        let is_bad = i * 30 > begin;
        let fails = if is_bad { log.below(4) == 0 } else { log.below(300) == 0 };
        let ms = 20 + log.below(100) + if is_bad { 900 } else { 0 };
        log.request("web", i * 30, if fails { 503 } else { 200 }, ms);
    }
    insta::assert_snapshot!(log.told(end));
}

#[test]
fn nothing_happens() {
    let mut log = Log::default();
    log.errors("billing", "IOError", 1, 0, 14 * DAY);
    log.errors("search", "KeyError", 3, 0, 14 * DAY);
    insta::assert_snapshot!(log.told(14 * DAY));
}

/// The same incident in two services of which one is called `system`: all that is said of one is said of the other.
#[test]
fn a_service_called_system() {
    let mut log = Log::default();
    let begin = 14 * DAY + 7 * HOUR + 23 * MINUTE;
    for service in ["shop", "system"] {
        log.seed = 0;
        log.errors(service, "TimeoutError", 2, 0, begin);
        log.errors(service, "PoolExhausted", 100, begin, begin + 2 * HOUR);
    }
    let told = log.told(begin + 2 * HOUR);
    assert!(told.contains("shop: more errors than usual"));
    assert!(told.contains("system (a service): more errors than usual"));
    insta::assert_snapshot!(told);
}

#[test]
fn this_is_where_the_snapshots_lie() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let kept = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(kept, 6, "one for each test above, none left over");
}
