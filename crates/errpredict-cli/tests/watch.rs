//! `watch` on real files that grow, are moved, copied and emptied, with the program killed in between.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use errpredict::Rollup;
use serde_json::Value;

/// A machine that is busy with other tests may be slow; what a person waits for is measured apart.
const PATIENCE: Duration = Duration::from_secs(300);

fn line(second: u64, service: &str, what: &str) -> String {
    let (day, rest) = (second / 86_400, second % 86_400);
    format!(
        "{{\"timestamp\":\"2026-03-{:02}T{:02}:{:02}:{:02}Z\",\"service\":\"{service}\",\"severity\":\"error\",\"error_type\":\"{what}\"}}\n",
        2 + day,
        rest / 3_600,
        rest / 60 % 60,
        rest % 60
    )
}

const DAYS: u64 = 14;

/// Two weeks with an error every two hours.
fn calm() -> String {
    (0..DAYS * 12).fold(String::new(), |log, i| log + &line(i * 7_200 + 600, "pay", "ValueError"))
}

/// From minute `from` after those on, `n` errors, one a second.
fn burst(from: u64, n: u64) -> String {
    (0..n).fold(String::new(), |log, i| log + &line(DAYS * 86_400 + from * 60 + i, "pay", "TimeoutError"))
}

/// A watch that runs; what it prints comes line by line.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path, arguments: &[&str]) -> Watch {
        let mut child = Command::new(env!("CARGO_BIN_EXE_errpredict"))
            .arg("watch")
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Watch { child, lines }
    }

    /// Until it has read what is there.
    fn caught_up(mut self) -> Watch {
        let mut first = String::new();
        let mut output = BufReader::new(self.child.stderr.take().unwrap());
        output.read_line(&mut first).unwrap();
        assert!(first.contains("following"), "{first}");
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        self
    }

    fn message(&self) -> Value {
        serde_json::from_str(&self.lines.recv_timeout(PATIENCE).expect("a message")).unwrap()
    }

    /// As `kill -9` does; what it had printed.
    fn kill(mut self) -> Vec<Value> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.lines.iter().map(|line| serde_json::from_str(&line).unwrap()).collect()
    }
}

/// The keys of all messages of that kind; each is told of once.
fn of(told: &[Value], news: &str) -> Vec<String> {
    let keys = told.iter().filter(|message| message["news"] == news);
    let mut keys: Vec<_> = keys.map(|message| message["key"].as_str().unwrap().to_owned()).collect();
    keys.sort_unstable();
    assert!(keys.windows(2).all(|two| two[0] != two[1]), "told twice: {told:?}");
    keys
}

fn append(path: &Path, text: &str) {
    File::options().append(true).create(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

/// Events counted in a saved state.
fn counted(state: &Path) -> u64 {
    let bytes = fs::read(state).unwrap();
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    Rollup::load(&bytes[end + 1..]).unwrap().system().events().total()
}

fn once(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(["watch", "--once", "--json", "--state", "state"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Longest from a line's end to what is said of it.
const WITHIN: Duration = Duration::from_secs(2);

#[test]
#[expect(clippy::disallowed_methods, reason = "how long news takes is what is tested")]
fn news_comes_within_two_seconds_of_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("app.log");
    let services = ["a", "b", "c"];
    let history = |service: &str| {
        (0..DAYS * 12).fold(String::new(), |log, i| log + &line(i * 7_200 + 600, service, "ValueError"))
    };
    fs::write(&log, services.map(history).concat()).unwrap();
    let watch = Watch::start(folder.path(), &["app.log", "--json"]).caught_up();
    // One incident after the other, each in another service; a machine that is busy with other tests may hold up two.
    let waited = services.map(|service| {
        let from = DAYS * 86_400;
        let burst = (0..90).fold(String::new(), |log, i| log + &line(from + i, service, "TimeoutError"));
        let written = Instant::now();
        append(&log, &burst);
        while watch.message()["service"] != service {}
        written.elapsed()
    });
    watch.kill();
    assert!(waited.iter().any(|waited| *waited <= WITHIN), "{waited:?}");
}

#[test]
fn what_is_new_is_told_once_and_once_more_when_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("app.log");
    fs::write(&log, calm()).unwrap();
    let watch = Watch::start(folder.path(), &["app.log", "--json"]).caught_up();
    append(&log, &burst(0, 90));
    let new = watch.message();
    assert_eq!((&new["news"], &new["service"]), (&"new".into(), &"pay".into()), "{new}");
    assert!(new["text"].as_str().unwrap().contains("pay"), "{new}");
    let mut told = vec![new];
    // The log is moved away while it goes on, and a day later all is well.
    fs::rename(&log, folder.path().join("app.log.1")).unwrap();
    append(&folder.path().join("app.log.1"), &burst(2, 30));
    append(&log, &burst(3, 30));
    append(&log, &line((DAYS + 1) * 86_400, "pay", "ValueError"));
    while told.last().unwrap()["news"] != "over" || of(&told, "over") != of(&told, "new") {
        told.push(watch.message());
    }
    assert!(told.last().unwrap()["end"].is_string());
    told.extend(watch.kill());
    assert_eq!(of(&told, "new"), of(&told, "over"), "{told:?}");
}

#[test]
fn killed_five_times_nothing_is_read_twice_lost_or_told_again() {
    let folder = tempfile::tempdir().unwrap();
    let (log, state) = (folder.path().join("app.log"), folder.path().join("state"));
    fs::write(&log, calm()).unwrap();
    let (mut n_lines, mut told) = (DAYS * 12, Vec::new());
    for round in 0..5_u64 {
        let watch = Watch::start(folder.path(), &["app.log*", "--json", "--state", "state"]).caught_up();
        for part in 0..6 {
            append(&log, &burst(round * 6 + part, 20));
            n_lines += 20;
            match (round + part) % 4 {
                1 => fs::rename(&log, folder.path().join(format!("app.log-{round}{part}"))).unwrap(),
                3 => {
                    fs::copy(&log, folder.path().join(format!("app.log.{round}{part}"))).unwrap();
                    File::options().write(true).open(&log).unwrap().set_len(0).unwrap();
                }
                _ => {}
            }
            // The moments of the kills differ from round to round.
            std::thread::sleep(Duration::from_millis(100 + 130 * round));
        }
        told.extend(watch.kill());
        // And it goes on while nobody looks: written, moved, written, moved, written.
        for part in 0..3 {
            append(&log, &burst(100 + round * 3 + part, 10));
            n_lines += 10;
            if part < 2 {
                fs::rename(&log, folder.path().join(format!("app.log-{round}-away-{part}"))).unwrap();
            }
        }
        told.extend(once(folder.path(), &["app.log*"]));
        assert_eq!(counted(&state), n_lines, "after {round}");
    }
    assert!(!of(&told, "new").is_empty());
}

#[test]
fn standard_input_is_followed_until_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let mut watch = Watch::start(folder.path(), &["-", "--json"]);
    let mut input = watch.child.stdin.take().unwrap();
    input.write_all(calm().as_bytes()).unwrap();
    input.flush().unwrap();
    let mut watch = watch.caught_up();
    input.write_all(burst(0, 90).as_bytes()).unwrap();
    input.flush().unwrap();
    assert_eq!(watch.message()["news"], "new");
    drop(input);
    assert!(watch.child.wait().unwrap().success());
}

/// Answers one request with `status`, and gives its body.
fn serve(listener: &TcpListener, status: &str) -> Value {
    let (mut stream, _) = listener.accept().unwrap();
    let mut request = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut line) = (String::new(), String::new());
    while request.read_line(&mut line).unwrap() > 2 {
        head += &std::mem::take(&mut line);
    }
    assert!(head.starts_with("POST /hook HTTP/1.1\r\n"), "{head}");
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    request.read_exact(&mut body).unwrap();
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[test]
fn a_hook_gets_every_message_and_one_that_fails_gets_it_later() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.log"), calm() + &burst(0, 90)).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, bodies) = channel();
    std::thread::spawn(move || {
        // The first is refused; everything comes again, in order.
        let mut status = "500 Not now";
        while sender.send(serve(&listener, status)).is_ok() {
            status = "204 No Content";
        }
    });
    let told = once(folder.path(), &["app.log", "--post", &url]);
    assert!(!told.is_empty());
    assert!(once(folder.path(), &["app.log", "--post", &url]).is_empty(), "told once");
    let posted: Vec<Value> = bodies.try_iter().collect();
    assert_eq!(posted[0], told[0]);
    assert_eq!(posted[1..], told);
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.gz"), b"\x1f\x8b\x08\0").unwrap();
    fs::write(folder.path().join("odd.log"), "nothing that is a log\n").unwrap();
    fs::write(folder.path().join("app.log"), calm()).unwrap();
    fs::write(folder.path().join("state"), "something else\n").unwrap();
    for (arguments, says) in [
        (&["app.gz"][..], "`errpredict analyze` reads it"),
        (&["odd.log"], "the format is not recognised"),
        (&["none.log"], "no such file"),
        (&["app.log", "--state", "state"], "this is no state of `errpredict watch`"),
        (&["app.log", "--state", "app.log"], "would be overwritten"),
        (&["app.log", "--post", "https://a/b"], "https is not built in"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
            .arg("watch")
            .args(arguments)
            .arg("--once")
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(says), "{arguments:?}: {said}");
    }
}
