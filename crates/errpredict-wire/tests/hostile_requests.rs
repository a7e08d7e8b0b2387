//! Small requests that ask for much, and what a call took: read by the test `hostile.rs` and by the bench `wire`.

use std::fmt::Write as _;

use errpredict::Stop;
use errpredict_wire::{Bounds, Handle, error_message, run_within};
use serde_json::{Value, json};

#[path = "hostile_requests/products.rs"]
mod products;

/// What a call may take beside its request, which belongs to the caller.
pub(crate) const MOST_BYTES: u64 = 64 << 20;
/// CPU seconds a call may take.
pub(crate) const MOST_CPU_S: f64 = 1.0;

fn list(n: usize, one: impl Fn(usize) -> String) -> String {
    let mut text = String::from("[");
    for i in 0..n {
        let _ = write!(text, "{}{}", if i > 0 { "," } else { "" }, one(i));
    }
    text + "]"
}

fn event(second: usize, service: &str) -> String {
    let (day, hour, minute) = (1 + second / 86_400 % 28, second / 3_600 % 24, second / 60 % 60);
    format!(
        r#"{{"timestamp":"2026-11-{day:02}T{hour:02}:{minute:02}:{:02}Z","service":"{service}","severity":"high"}}"#,
        second % 60
    )
}

fn analyze(n: usize, service: impl Fn(usize) -> String, rest: &str) -> String {
    format!(r#"{{"events":{}{rest}}}"#, list(n, |i| event(i * 37, &service(i))))
}

/// Two events of each service, ten years apart.
fn far_apart(services: usize, rest: &str) -> String {
    let events = list(2 * services, |i| {
        format!(
            r#"{{"timestamp":"20{}-11-20T00:00:00Z","service":"s{}","severity":"critical"}}"#,
            if i % 2 == 0 { 16 } else { 26 },
            i / 2
        )
    });
    format!(r#"{{"events":{events}{rest}}}"#)
}

/// A Zstandard frame of `n` blocks of 128 KiB, each one byte repeated (RFC 8878, block type 1), in base64.
fn bomb(n: usize) -> String {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
    for index in 0..n {
        let header = u32::from(index + 1 == n) | 1 << 1 | (128 << 10) << 3;
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(b'x');
    }
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in frame.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = letters[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= three.len() { letter as char } else { '=' });
        }
    }
    text
}

/// A log of so many short lines.
fn log(n: usize) -> String {
    format!(r#"{{"log":"{}"}}"#, r#"{\"time\":1,\"level\":\"error\"}\n"#.repeat(n))
}

/// Name, what is called, and what makes the request.
pub(crate) type Hostile = (&'static str, &'static str, Box<dyn Fn() -> String>);

/// Every one of them; only the one that is wanted is made.
pub(crate) fn requests() -> Vec<Hostile> {
    let ready = ready().into_iter().map(|(name, operation, request)| {
        let made: Hostile = (name, operation, Box::new(move || request.clone()));
        made
    });
    ready.chain(products::products()).collect()
}

/// Name, what is called, request.
fn ready() -> Vec<(&'static str, &'static str, String)> {
    let texts = |n, word: &str, top: &str| {
        let text = list(n, |i| format!(r#"{{"id":"{i}","text":"{word} {} {}"}}"#, i % 7, i % 11));
        format!(r#"{{"texts":{text},"top":{top}}}"#)
    };
    let horizons =
        format!(r#","config":{{"horizons_minutes":{}}}"#, list(100_000, |i| (1 + i % 43_200).to_string()));
    let nested = |n: usize| format!(r#"{{"state":{}{}}}"#, "[".repeat(n), "]".repeat(n));
    let messages = |n, one: &str| format!(r#"{{"messages":{}}}"#, list(n, |_| format!("\"{one}\"")));
    let series = |n| {
        format!(
            r#"{{"first_end":"2026-11-20T00:00:00Z","step_ms":3600000,"values":{}}}"#,
            list(n, |i| (i % 9).to_string())
        )
    };
    vec![
        (
            "3,000 texts, `top` of 2^64 - 1",
            "similar",
            texts(3_000, "connection refused", "18446744073709551615"),
        ),
        (
            "3,000 equal texts, `top` of 33",
            "similar",
            texts(3_000, "connection refused by the gateway of payments", "33"),
        ),
        ("100,000 texts", "similar", texts(100_000, "connection refused", "1")),
        ("ids of 100 KB, 100,000 matches", "similar", {
            let text = list(100, |i| {
                format!(r#"{{"id":"{i}{}","text":"connection refused"}}"#, "x".repeat(100_000))
            });
            format!(r#"{{"texts":{text},"top":100}}"#)
        }),
        ("100,000 horizons", "analyze", analyze(50, |_| "shop".into(), &horizons)),
        ("10,000 services", "analyze", analyze(10_000, |i| format!("s{i}"), "")),
        ("1,000 services", "analyze", analyze(1_000, |i| format!("s{i}"), "")),
        ("a page of 10,000 services", "report", analyze(10_000, |i| format!("s{i}"), r#","title":"t""#)),
        ("16 MB of small events", "analyze", analyze(190_000, |_| "shop".into(), "")),
        (
            "as many events as are taken",
            "features",
            analyze(50_000, |_| "shop".into(), r#","service":"shop","at":"2026-11-28T00:00:00Z""#),
        ),
        (
            "ten years of history, one service",
            "analyze",
            far_apart(1, r#","config":{"history_hours":87600}"#),
        ),
        (
            "ten years of history, 1,000 services",
            "analyze",
            far_apart(1_000, r#","config":{"history_hours":87600}"#),
        ),
        (
            "a forecast of 100,000 steps, 1,000 services",
            "analyze",
            far_apart(1_000, r#","config":{"forecast":{"horizon":100000}}"#),
        ),
        ("a training that asks every millisecond", "train", far_apart(1, r#","every_ms":1"#)),
        ("a backtest that asks every millisecond", "backtest", far_apart(1, r#","every_ms":1"#)),
        (
            "a billion moments to learn from",
            "analyze",
            far_apart(2, r#","config":{"foresight":{"rows":1000000000}}"#),
        ),
        ("values nested 100,000 deep", "templates", nested(100_000)),
        ("17 MB", "severity", format!(r#"{{"level":"{}"}}"#, "x".repeat(17 << 20))),
        ("16 MB of one text", "severity", format!(r#"{{"level":"{}"}}"#, "x".repeat((16 << 20) - 20))),
        (
            "8 million numbers",
            "evaluate",
            format!(r#"{{"kind":"numbers","actual":{},"forecast":[]}}"#, list(8_000_000, |_| "0".into())),
        ),
        (
            "5 million empty rows",
            "detect_rows",
            format!(r#"{{"names":[],"rows":{}}}"#, list(5_000_000, |_| "[]".into())),
        ),
        (
            "300,000 empty rows",
            "detect_rows",
            format!(r#"{{"names":[],"rows":{}}}"#, list(300_000, |_| "[]".into())),
        ),
        (
            "300,000 empty incidents",
            "feedback",
            format!(r#"{{"incidents":{}}}"#, list(300_000, |_| "{}".into())),
        ),
        ("5 million empty messages", "templates", messages(5_000_000, "")),
        ("50,000 messages", "templates", messages(50_000, "user 7 left")),
        ("10,000 columns", "detect_rows", {
            let row = |_| list(10_000, |i| (i % 7).to_string());
            format!(r#"{{"names":{},"rows":{}}}"#, list(10_000, |i| format!("\"c{i}\"")), list(50, row))
        }),
        ("a forecast of 100,000 steps with 1,000 bands", "forecast", {
            let fan = list(1_000, |i| format!("0.{:04}", 1 + i));
            format!(
                r#"{{"metric":"m","history":{},"settings":{{"horizon":100000,"fan":{fan}}}}}"#,
                series(100)
            )
        }),
        (
            "a million counts",
            "detect_counts",
            format!(
                r#"{{"subject":{{"scope":{{"system":true}},"metric":"errors"}},"series":{}}}"#,
                series(900_000)
            ),
        ),
        (
            "a million values to forecast",
            "forecast",
            format!(r#"{{"metric":"m","history":{}}}"#, series(900_000)),
        ),
        (
            "40 GB in 1.7 MB",
            "read",
            format!(r#"{{"bytes":"{}","options":{{"format":"ndjson"}}}}"#, bomb(320_000)),
        ),
        ("13 MB of short lines", "read", log(400_000)),
        ("as many lines as are taken", "read", log(49_000)),
        (
            "as many counts as are taken",
            "detect_counts",
            format!(
                r#"{{"subject":{{"scope":{{"system":true}},"metric":"errors"}},"series":{}}}"#,
                series(100_000)
            ),
        ),
        (
            "as long a series as is forecast",
            "forecast",
            format!(r#"{{"metric":"m","history":{}}}"#, series(20_000)),
        ),
        ("1,000 series with their sum and a page", "forecast_all", {
            let all = list(1_000, |i| format!(r#"{{"service":"s{i}","history":{}}}"#, series(100)));
            format!(r#"{{"metric":"m","system":true,"page":"t","series":{all}}}"#)
        }),
        ("100 series of 100,000 steps ahead, and a page", "forecast_all", {
            let all = list(100, |i| format!(r#"{{"service":"s{i}","history":{}}}"#, series(100)));
            format!(r#"{{"metric":"m","page":"t","settings":{{"horizon":100000}},"series":{all}}}"#)
        }),
        ("what was said at every minute of four weeks", "report", {
            let events = list(20, |i| event(i % 2 * 27 * 86_400, &format!("s{}", i / 2)));
            let horizons = list(50, |i| (i + 1).to_string());
            format!(
                r#"{{"title":"t","past":true,"events":{events},"config":{{"depth":"full","horizons_minutes":{horizons}}}}}"#
            )
        }),
        ("a page of 200 columns", "detect_report", {
            let row = |_| list(200, |i| (i % 7).to_string());
            format!(
                r#"{{"title":"t","series":{{"names":{},"rows":{},"history":{},"first_end":"2026-11-20T00:00:00Z"}}}}"#,
                list(200, |i| format!("\"c{i}\"")),
                list(1_200, row),
                list(1_200, row)
            )
        }),
        (
            "a model of severities that asks every millisecond",
            "train_severity",
            far_apart(1, r#","every_ms":1"#),
        ),
        (
            "what came of an action in ten thousand years",
            "outcome",
            r#"{"events":[{"timestamp":"0001-01-02T00:00:00Z","service":"s"},{"timestamp":"9998-01-01T00:00:00Z","service":"s"}],"service":"s","action_type":"preemptive_restart","executed_at":"9997-01-01T00:00:00Z","hours":1}"#
                .to_owned(),
        ),
        (
            "a billion trees",
            "train",
            far_apart(1, r#","plan":{"training":{"method":{"method":"random_forest","trees":1000000000}}}"#),
        ),
        ("a monitor that goes on to the year 9999", "monitor.advance", at("9999-12-30T00:00:00Z", "")),
        ("an analysis in the year 9999", "monitor.analyze", at("9999-12-30T00:00:00Z", "")),
        ("an analysis in the year 1", "rollup.analyze", at("0001-01-01T00:00:00Z", "")),
        (
            "a century of history",
            "rollup.analyze",
            at("2026-11-20T01:00:00Z", r#","config":{"history_hours":876000}"#),
        ),
        (
            "a value of the year 9999",
            "monitor.measure",
            r#"{"name":"n","end":"9999-12-30T00:00:00Z","value":1e308}"#.to_owned(),
        ),
        ("as many events as are taken, each of a new service", "monitor.observe", {
            let events = list(50_000, |i| event(i, &format!("s{i}")));
            format!(r#"{{"events":{events}}}"#)
        }),
        ("as many texts as a request holds", "similar.add", {
            format!(
                r#"{{"texts":{}}}"#,
                list(240_000, |i| format!(r#"{{"id":"{i}","text":"disk {i} is full"}}"#))
            )
        }),
        ("50,000 texts", "similar.add", {
            format!(
                r#"{{"texts":{}}}"#,
                list(50_000, |i| format!(r#"{{"id":"{i}","text":"disk {i} is full"}}"#))
            )
        }),
        (
            "more matches than there are numbers",
            "similar.nearest",
            r#"{"text":"disk","top":18446744073709551615}"#.to_owned(),
        ),
        ("50,000 messages", "templates.observe", messages(50_000, "user 7 left")),
        (
            "settings of 300,000 lists",
            "open monitor",
            format!(r#"{{"rollup":{}}}"#, list(300_000, |_| "[]".into())),
        ),
        (
            "a million classes",
            "evaluate",
            json!({"kind": "classes", "actual": [0], "predicted": [0], "n_classes": 1_000_000}).to_string(),
        ),
    ]
}

/// A request of a time.
fn at(time: &str, rest: &str) -> String {
    format!(r#"{{"at":"{time}"{rest}}}"#)
}

/// A call of an operation; of a method of a handle that counted one event (`kind.method`); or the opening of one (`open kind`).
fn answer(name: &str, request: &str) -> String {
    match (name.split_once(' '), name.split_once('.')) {
        (Some((_, kind)), _) => {
            let error = Handle::open(kind, request).err();
            error.map_or(json!({"ok": null}), |error| json!({"error": error_message(&error)})).to_string()
        }
        (_, Some((kind, method))) => {
            let handle = Handle::open(kind, "{}").unwrap();
            // Kinds that take no events say so.
            let _ = handle.observe_json(&event(0, "shop"));
            let first = r#"{"name":"n","end":"2026-11-20T00:00:00Z","value":1}"#;
            let _ = handle.call("measure", first, None);
            handle.call(method, request, None)
        }
        _ => of_a_stranger(name, request),
    }
}

/// What a stranger is answered: within the bounds of one.
fn of_a_stranger(operation: &str, request: &str) -> String {
    match run_within(operation, request, Stop::NEVER, Bounds::default()) {
        Ok(answer) => format!(r#"{{"ok":{answer}}}"#),
        Err(error) => json!({"error": error_message(&error)}).to_string(),
    }
}

fn peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// CPU seconds of this process, all threads, in steps of 1/100 s.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit_once(')').unwrap().1.split_whitespace();
    fields.skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}

/// Makes one of the calls in this process and tells what it took. A process measures one call: its peak is the largest so far.
pub(crate) fn told(wanted: &str) -> Value {
    let (_, operation, request) = requests().into_iter().find(|(name, ..)| *name == wanted).unwrap();
    let request = request();
    // What making the request took must not hide what the call takes: from here on a new peak is kept.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, cpu) = (peak_bytes(), cpu_seconds());
    let answer = answer(operation, &request);
    let took = json!({"bytes": peak_bytes().saturating_sub(before), "cpu_s": cpu_seconds() - cpu});
    // Read afterwards: what a caller makes of the answer is not the call's.
    let answer: Value = serde_json::from_str(&answer).unwrap();
    json!({
        "request": request.len(),
        "bytes": took["bytes"],
        "cpu_s": took["cpu_s"],
        "end": answer["error"]["code"].as_str().unwrap_or("answered"),
    })
}

/// A row of a table: name, operation, size of the request, end, memory, CPU time.
pub(crate) fn row(name: &str, operation: &str, request_bytes: usize, told: &Value) -> Vec<String> {
    vec![
        name.to_owned(),
        format!("`{operation}`"),
        format!("{:.1} MB", request_bytes as f64 / 1e6),
        told["end"].as_str().unwrap().to_owned(),
        format!("{:.1} MB", told["bytes"].as_f64().unwrap() / 1e6),
        format!("{:.2} s", told["cpu_s"].as_f64().unwrap()),
    ]
}
