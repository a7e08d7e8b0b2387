//! What every command prints on six logs, kept in `tests/outputs`: a move of code must not change a byte of it.
//! `UPDATE=1 cargo test -p errpredict-cli --test outputs` renews the files; the commit then says why they changed.
//! Two of the logs belong to the evaluation kits, which a stranger does not have: they are looked at where they lie
//! beside the checkout, and said to be missing where they do not.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Longer outputs are kept as their length and checksum.
const KEPT_BYTES: usize = 24_000;

/// A number below `n` from a counter, the same on every machine (SplitMix64, Steele 2014).
fn below(n: u64, state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (z ^ (z >> 31)) % n
}

/// Minutes since 2026-03-02 as a time.
fn time(minute: u64, second: u64) -> String {
    let day = minute / 1440;
    format!("2026-03-{:02}T{:02}:{:02}:{second:02}Z", 2 + day, minute / 60 % 24, minute % 60)
}

/// Two weeks of three services; on the last day a deployment of `cart`, ten minutes later its errors and slow
/// answers, and those of `web`, which calls it.
fn incident() -> String {
    let mut log = String::new();
    let mut seed = 1;
    for minute in 0..14 * 1440 {
        let bad = minute > 13 * 1440 + 600 && minute <= 13 * 1440 + 780;
        if minute == 13 * 1440 + 590 {
            let at = time(minute, 0);
            writeln!(log, r#"{{"timestamp":"{at}","service":"cart","severity":"info","kind":"deployment","error_type":"deploy","release":"2.4.1"}}"#).unwrap();
        }
        for (service, rate, burst) in [("web", 20, 300), ("cart", 40, 2000), ("mail", 10, 10)] {
            if below(1000, &mut seed) < if bad { burst } else { rate } {
                let at = time(minute, below(60, &mut seed));
                let kind = ["TimeoutError", "ValueError", "KeyError"]
                    [usize::try_from(if bad { 0 } else { below(3, &mut seed) }).unwrap()];
                let user = below(90_000, &mut seed);
                let severity = if below(20, &mut seed) == 0 { "critical" } else { "error" };
                writeln!(log, r#"{{"timestamp":"{at}","service":"{service}","severity":"{severity}","error_type":"{kind}","message":"request of user {user} failed"}}"#).unwrap();
            }
        }
        if minute % 3 == 0 {
            let at = time(minute, 30);
            let (status, ms) =
                if bad { (504, 5_000 + below(3_000, &mut seed)) } else { (200, 40 + below(100, &mut seed)) };
            writeln!(log, r#"{{"timestamp":"{at}","service":"web","kind":"request","severity":"info","error_type":"request","status_code":{status},"endpoint":"/cart","response_time_ms":{ms}}}"#).unwrap();
        }
    }
    log
}

/// Two weeks in which nothing happens.
fn calm() -> String {
    let mut log = String::new();
    let mut seed = 2;
    for minute in 0..14 * 1440 {
        for service in ["billing", "search"] {
            if below(60, &mut seed) == 0 {
                let at = time(minute, below(60, &mut seed));
                let shard = below(32, &mut seed);
                writeln!(log, r#"{{"timestamp":"{at}","service":"{service}","severity":"error","error_type":"IOError","message":"shard {shard} did not answer"}}"#).unwrap();
            }
        }
    }
    log
}

/// A plain log whose kinds of error change places on the last day, at the same total.
fn mix() -> String {
    let mut log = String::new();
    let mut seed = 3;
    for minute in 0..14 * 1440 {
        if below(12, &mut seed) == 0 {
            let late = minute > 13 * 1440;
            let second = below(60, &mut seed);
            let at = time(minute, second).replace('T', " ");
            let kind = if late == (below(10, &mut seed) < 8) {
                "cannot open index"
            } else {
                "lost connection to replica"
            };
            let level = if below(50, &mut seed) == 0 { "FATAL" } else { "ERROR" };
            writeln!(log, "{} {level} [indexer] {kind} {}", at.trim_end_matches('Z'), below(500, &mut seed))
                .unwrap();
        }
    }
    log
}

struct Log {
    name: &'static str,
    path: PathBuf,
    options: &'static [&'static str],
    /// Small enough for every command in a test that is built with little optimisation.
    small: bool,
}

/// What is run, as words; `LOG` stands for the log and its options, `DIR` for a folder of this test.
const COMMANDS: [(&str, &str); 12] = [
    ("analyze", "analyze LOG"),
    ("analyze-json", "analyze LOG --json -"),
    ("analyze-html", "analyze LOG --html DIR/report.html"),
    ("doctor", "doctor LOG"),
    ("features", "features LOG --every 2d -o -"),
    ("forecast", "forecast LOG --metric errors --horizon 12 -o -"),
    ("templates", "templates LOG -o -"),
    ("detect", "detect DIR/hours.csv -o -"),
    ("train", "train LOG --horizon 24h --target burst --method logistic -o DIR/model"),
    ("predict", "predict LOG --model DIR/model -o -"),
    ("explain", "explain LOG --model DIR/model -o -"),
    ("backtest", "backtest LOG --target burst --method logistic"),
];

fn run(log: &Log, words: &str, folder: &Path) -> String {
    let mut arguments = Vec::new();
    for word in words.split(' ') {
        if word == "LOG" {
            arguments.push(log.path.to_str().unwrap().to_owned());
            arguments.extend(log.options.iter().map(|&option| option.to_owned()));
        } else {
            arguments.push(word.replace("DIR", folder.to_str().unwrap()));
        }
    }
    let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(&arguments)
        .stdin(Stdio::null())
        .current_dir(folder)
        .output()
        .unwrap();
    // Where the checkout and the folder of this test lie is not part of what is said.
    let (own, logs) = (folder.to_str().unwrap(), log.path.parent().unwrap().to_str().unwrap());
    let clean = |bytes: Vec<u8>| match String::from_utf8(bytes) {
        Ok(text) => text.replace(own, "DIR").replace(logs, "LOGS").into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let mut said = kept("", &clean(output.stdout));
    for (title, bytes) in [
        ("standard error", output.stderr),
        ("page", std::fs::read(folder.join("report.html")).unwrap_or_default()),
        (
            "model",
            if words.starts_with("train") {
                std::fs::read(folder.join("model")).unwrap_or_default()
            } else {
                Vec::new()
            },
        ),
    ] {
        if !bytes.is_empty() {
            said += &kept(title, &clean(bytes));
        }
    }
    let _ = std::fs::remove_file(folder.join("report.html"));
    writeln!(said, "--- exit {}", output.status.code().unwrap()).unwrap();
    said
}

fn kept(title: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let heading = if title.is_empty() { String::new() } else { format!("--- {title}\n") };
    if bytes.len() > KEPT_BYTES || text.contains('\u{FFFD}') || title == "page" || title == "model" {
        return format!("{heading}{} bytes, xxh3 {:016x}\n", bytes.len(), xxhash_rust::xxh3::xxh3_64(bytes));
    }
    format!("{heading}{text}")
}

#[test]
fn every_command_prints_what_it_printed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().canonicalize().unwrap();
    let made = |name: &'static str, text: String, options: &'static [&'static str]| {
        let path = folder.join(format!("{name}.log"));
        std::fs::write(&path, text).unwrap();
        Log { name, path, options, small: true }
    };
    let mut logs = vec![
        made("incident", incident(), &[]),
        made("calm", calm(), &[]),
        made("mix", mix(), &["--service", "indexer", "--utc-offset", "+00:00"]),
        Log {
            name: "sample",
            path: root().join("samples/webmon.csv").canonicalize().unwrap(),
            options: &[],
            small: true,
        },
    ];
    for name in ["grid5000", "bgl"] {
        let path = root().join("../shared/eval/prediction").join(name).join("events.csv.gz");
        match path.canonicalize() {
            Ok(path) => logs.push(Log { name, path, options: &[], small: false }),
            Err(_) => eprintln!("{name}: no evaluation kit beside the checkout, left out"),
        }
    }
    let mut series = "timestamp,errors,latency\n".to_owned();
    let mut seed = 4;
    for hour in 0..400_u64 {
        let spike = if hour == 380 { 90 } else { 0 };
        let (errors, latency) = (below(12, &mut seed) + spike, 100 + below(30, &mut seed));
        writeln!(series, "{},{errors},{latency}", time(hour * 60, 0)).unwrap();
    }
    std::fs::write(folder.join("hours.csv"), series).unwrap();

    let mut differ = Vec::new();
    for log in &logs {
        let kept_in = root().join("tests/outputs").join(log.name);
        std::fs::create_dir_all(&kept_in).unwrap();
        for (name, words) in COMMANDS {
            let quick = ["analyze", "analyze-json", "analyze-html", "doctor"].contains(&name);
            if !quick && !log.small || name == "detect" && log.name != "incident" {
                continue;
            }
            let said = run(log, words, &folder);
            let path = kept_in.join(format!("{name}.txt"));
            #[expect(clippy::disallowed_methods, reason = "how a person asks for the refresh")]
            if std::env::var("UPDATE").is_ok() {
                std::fs::write(&path, said).unwrap();
            } else if std::fs::read_to_string(&path).unwrap_or_default() != said {
                differ.push(format!("{}/{name}", log.name));
            }
        }
    }
    assert!(
        differ.is_empty(),
        "other than before: {differ:?}; if that is meant, UPDATE=1 and say why in the commit"
    );
}
