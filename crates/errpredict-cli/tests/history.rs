//! What people and time confirm comes back in later answers: the real program on real files.

use std::path::Path;
use std::process::{Command, Output};

use errpredict::analysis::{Analysis, ServiceAnalysis};
use errpredict::history::History;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

fn errpredict(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_errpredict")).args(arguments).output().unwrap()
}

fn done(arguments: &[&str]) -> String {
    let output = errpredict(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str], says: &str) {
    let output = errpredict(arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && stderr.contains(says), "{arguments:?}: {stderr}");
}

/// Twelve quiet days of `shop`, then a release and a burst; calm again six hours later. Minutes from the start.
fn log(until_minute: u32) -> String {
    let mut lines = String::new();
    let mut line = |minute: u32, rest: &str| {
        if minute <= until_minute {
            let (day, hour, minute) = (1 + minute / 1440, minute / 60 % 24, minute % 60);
            lines += &format!(
                "{{\"timestamp\":\"2026-11-{day:02}T{hour:02}:{minute:02}:30Z\",\"service\":\"shop\",{rest}}}\n"
            );
        }
    };
    for n in 0..1500 {
        line(n * 12, "\"severity\":\"high\",\"error_type\":\"KeyError\",\"message\":\"no article 17\"");
    }
    const END: u32 = 12 * 1440;
    line(
        END - 55,
        "\"severity\":\"info\",\"error_type\":\"deployment\",\"kind\":\"deployment\",\"release\":\"v42\"",
    );
    for n in 0..50 {
        for who in ["ann", "bob", "eve", "joe", "kim", "liz"] {
            let message = format!("cart of {who} is gone");
            line(
                END - 50 + n,
                &format!("\"severity\":\"high\",\"error_type\":\"TypeError\",\"message\":\"{message}\""),
            );
        }
    }
    lines
}

const NOW: &str = "2026-11-13T00:00:00Z";

fn analysis(path: &str) -> ServiceAnalysis {
    let analysis: Analysis = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    analysis.services.into_iter().next().unwrap()
}

#[test]
fn causes_actions_errors_and_insights_come_back() {
    let place = Place::new();
    let (log_now, log_later) =
        (place.write("now.ndjson", &log(12 * 1440)), place.write("later.ndjson", &log(20_000)));
    let (before, history, after) =
        (place.path("before.json"), place.path("history.json"), place.path("after.json"));
    let shown = done(&["analyze", &log_now, "--at", NOW, "--json", &before]);
    assert!(shown.contains("why: deployment") && shown.contains("WHAT CHANGED"), "{shown}");
    assert!(shown.contains("COMMONEST MESSAGES") && shown.contains("cart of <*> is gone"), "{shown}");
    let found = analysis(&before);
    let causes = found.root_causes.clone().unwrap();
    assert_eq!(causes.causes[0].kind.name(), "deployment");

    // It was not the deployment, three times; once it is known what it was, and what was done.
    for id in ["one", "two"] {
        let said = done(&[
            "feedback",
            "cause",
            &history,
            "--answer",
            &before,
            "--service",
            "shop",
            "--id",
            id,
            "--wrong",
            "--at",
            NOW,
        ]);
        assert!(said.contains("named was deployment"), "{said}");
    }
    let said = done(&[
        "feedback",
        "cause",
        &history,
        "--answer",
        &before,
        "--service",
        "shop",
        "--cause",
        "error_group",
        "--resolution",
        "mended the cart",
        "--helped",
        "true",
        "--at",
        NOW,
    ]);
    assert!(said.contains("belief in that kind 0.20, 0.25 before"), "{said}");

    // What came of going back to the release before.
    let said = done(&[
        "feedback",
        "outcome",
        &history,
        "--before",
        &before,
        "--of",
        "shop",
        "--action",
        "rollback_deployment",
        "--hours",
        "6",
        &log_later,
    ]);
    // No earlier hour was as bad: nothing is claimed, and nothing learned.
    assert!(said.contains("rollback_deployment:") && said.contains("nothing can be claimed"), "{said}");
    let fingerprint = |n: usize| found.groups[n].fingerprint.as_str();
    done(&["feedback", "errors", &history, fingerprint(0), fingerprint(1), "--at", NOW]);
    for insight in &found.insights {
        done(&["feedback", "insight", &history, &insight.key, "wont_fix", "--at", NOW]);
    }

    let shown = done(&["analyze", &log_now, "--at", NOW, "--history", &history, "--json", &after]);
    let later = analysis(&after);
    let lessons = &later.root_causes.as_ref().unwrap().lessons;
    assert_eq!(lessons.updates.len(), 3, "every update is visible: {lessons:?}");
    assert!(lessons.similar.iter().any(|case| case.resolution.as_deref() == Some("mended the cart")));
    assert!(shown.contains("mended the cart, which helped"), "{shown}");
    assert!(later.actions.iter().all(|action| action.impact.effect.is_none()));
    assert!(later.groups[0].similar.iter().any(|other| other.decided), "{:?}", later.groups[0]);
    assert!(found.insights.iter().all(|set_aside| !later.insights.iter().any(|i| i.key == set_aside.key)));
    // A replay of the past knows nothing of it.
    done(&["analyze", &log_now, "--at", "2026-11-12T23:59:00Z", "--history", &history, "--json", &after]);
    assert!(analysis(&after).root_causes.unwrap().lessons.updates.is_empty());
}

#[test]
fn bad_feedback_leaves_the_history_as_it_was() {
    let place = Place::new();
    let log = place.write("log.ndjson", &log(12 * 1440));
    let (before, history) = (place.path("before.json"), place.path("history.json"));
    done(&["analyze", &log, "--at", NOW, "--json", &before]);
    let cause = |rest: &[&str], says: &str| {
        let first = ["feedback", "cause", &history, "--answer", &before, "--at", NOW];
        refused(&[&first[..], rest].concat(), says);
    };
    cause(&["--service", "shop", "--cause", "gremlins"], "expected one of: deployment");
    cause(&["--service", "nobody", "--wrong"], "unknown service");
    cause(&["--service", "shop", "--wrong", "--weight", "0"], "`weight`");
    cause(&["--service", "shop"], "--cause");
    let outcome = |hours: &str, says: &str| {
        let fixed =
            ["feedback", "outcome", &history, "--before", &before, "--of", "shop", "--action", "cache_clear"];
        refused(&[&fixed[..], &["--hours", hours, &log]].concat(), says);
    };
    outcome("6", "the log must reach");
    outcome("0", "`--hours` must be 1 to");
    refused(&["feedback", "errors", &history, "xyz", "0000000000000000", "--at", NOW], "16 hex digits");
    refused(&["feedback", "insight", &history, "k", "solved", "--at", NOW], "unknown status");
    assert!(!Path::new(&history).exists(), "nothing was half-written");
    let broken = place.write("broken.json", "{\"version\":1,\"incident\":[]}");
    refused(&["analyze", &log, "--history", &broken], "the history does not fit");
    let twice = place.write("twice.json", "{\"version\":1,\"incidents\":[{\"id\":\"a\",\"at\":\"2026-11-01T00:00:00Z\"},{\"id\":\"a\",\"at\":\"2026-11-01T00:00:00Z\"}]}");
    refused(&["analyze", &log, "--history", &twice], "incidents[1]");
}

#[test]
fn rankings_of_incidents_learn_too() {
    let place = Place::new();
    let folder = place.0.path().join("case");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("incident.json"), "{\"id\":\"INC-9\",\"onset\":1793000000}").unwrap();
    let mut metrics = "timestamp,a_cpu,b_cpu,b_mem\n".to_owned();
    for row in 0..45_i64 {
        let (usual, hit) = (10 + row % 3, if row >= 40 { 80 } else { 0 });
        metrics += &format!("{},{usual},{},{}\n", 1_793_000_000 + (row - 40) * 60, usual + hit, 50 + row % 2);
    }
    std::fs::write(folder.join("metrics.csv"), metrics).unwrap();
    let (csv, json, history) = (place.path("rank.csv"), place.path("rank.json"), place.path("history.json"));
    let folder = folder.to_str().unwrap();
    done(&["rca", folder, "-o", &csv, "--json", &json]);
    let read =
        || -> serde_json::Value { serde_json::from_str(&std::fs::read_to_string(&json).unwrap()).unwrap() };
    let plain = read();
    assert_eq!(plain["services"][0]["service"], "b");
    assert_eq!(plain["actions"][0]["action_type"], "scale_up_resources");
    let record = |id: &str, at: &str| {
        done(&[
            "feedback",
            "cause",
            &history,
            "--answer",
            &json,
            "--incident",
            "INC-9",
            "--id",
            id,
            "--wrong",
            "--at",
            at,
        ])
    };
    record("early", "2026-10-01T00:00:00Z");
    record("late", "2027-06-01T00:00:00Z");
    done(&["rca", folder, "-o", &csv, "--json", &json, "--history", &history]);
    let taught = read();
    let share = |answer: &serde_json::Value| answer["services"][0]["share"].as_f64().unwrap();
    assert!(share(&taught) < share(&plain));
    assert_eq!(taught["lessons"]["updates"].as_array().unwrap().len(), 1, "only what was known by the onset");
    let history: History = serde_json::from_str(&std::fs::read_to_string(&history).unwrap()).unwrap();
    assert_eq!(history.incidents.len(), 2);
}

#[test]
fn merges_and_splits_by_a_person_are_remembered() {
    let place = Place::new();
    let traces = place.write(
        "traces.csv",
        "id,text\na,disk full on node one\nb,disk full on node two\nc,user gone away\nd,\"quoted, text\"\n",
    );
    let (out, groups, decisions) =
        (place.path("out.csv"), place.path("groups.csv"), place.path("decisions.csv"));
    let run = |rest: &[&str]| -> String {
        let fixed = [
            "similar",
            &traces,
            "-o",
            &out,
            "--groups",
            &groups,
            "--threshold",
            "0.2",
            "--decisions",
            &decisions,
        ];
        done(&[&fixed[..], rest].concat());
        std::fs::read_to_string(&groups)
            .unwrap()
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(1).unwrap())
            .collect()
    };
    assert_eq!(run(&["--same", "c", "d"]), "aacc");
    assert_eq!(run(&["--different", "a", "b"]), "abcc", "what was said before still holds");
    assert_eq!(run(&[]), "abcc");
    assert_eq!(run(&["--same", "b", "a"]), "aacc", "the last word counts");
    let remembered = std::fs::read_to_string(&decisions).unwrap();
    assert_eq!(remembered, "id,other,decision\nc,d,same\na,b,different\nb,a,same\n");
    // A row that is gone takes no other decision along, and its own waits for it.
    std::fs::write(&traces, "id,text\nc,user gone away\nd,x\n").unwrap();
    assert_eq!(run(&[]), "cc");
    let fixed = ["similar", &traces, "-o", &out, "--groups", &groups, "--decisions", &decisions];
    refused(&[&fixed[..], &["--same", "c", "nobody"]].concat(), "no row has the id `nobody`");
    assert_eq!(std::fs::read_to_string(&decisions).unwrap(), remembered);
}

#[test]
fn what_people_called_normal_is_silent_then_and_no_louder() {
    let place = Place::new();
    let event = |day: u32, minute: u32, second: u32, service: &str| {
        let (hour, minute) = (minute / 60, minute % 60);
        format!(
            "{{\"timestamp\":\"2026-03-{day:02}T{hour:02}:{minute:02}:{second:02}Z\",\"service\":\"{service}\",\"severity\":\"error\",\"error_type\":\"Bounced\"}}\n"
        )
    };
    let mut log: String =
        (1..=12).map(|day| event(day, 700, 0, "letters") + &event(day, 900, 0, "web")).collect();
    // A job that began last night.
    (0..40).for_each(|i| log += &event(12, 120 + i % 15, i, "letters"));
    let log = place.write("app.log", &log);
    let history = place.path("history.json");
    let told = |at: &str| {
        let mut arguments = vec!["analyze", &log, "--at", at, "--json", "-"];
        if Path::new(&history).exists() {
            arguments.extend(["--history", &history]);
        }
        let analysis: Analysis = serde_json::from_str(&done(&arguments)).unwrap();
        let all = analysis.services.iter().chain([&analysis.system]);
        all.map(|found| found.anomalies.iter().filter(|anomaly| anomaly.actual > 5.0).count()).sum::<usize>()
    };
    let night = "2026-03-12T02:20:00Z";
    assert!(told(night) > 0);
    let normal = |more: &[&str]| {
        let arguments = ["feedback", "normal", &history, "letters", "--from", "02:00", "--to", "02:15"];
        [&arguments, more].concat().iter().map(|&word| word.to_owned()).collect::<Vec<_>>()
    };
    let say = |more: &[&str]| done(&normal(more).iter().map(String::as_str).collect::<Vec<_>>());
    say(&["--at-most", "10", "--at", "2026-03-11T00:00:00Z"]);
    assert!(told(night) > 0, "more than was called normal");
    let said = say(&["--at-most", "60", "--at", "2026-03-11T00:00:00Z"]);
    assert_eq!(
        said,
        "recorded: up to 60 errors an hour of letters are normal every day from 02:00 to 02:15 UTC\n"
    );
    assert_eq!(told(night), 0);
    let refuse = |more: &[&str], says: &str| {
        refused(&normal(more).iter().map(String::as_str).collect::<Vec<_>>(), says);
    };
    refuse(&["--at-most", "0", "--at", "2026-03-11T00:00:00Z"], "above 0");
    refuse(&["--at-most", "60", "--zone", "Mars/Olympus", "--at", "2026-03-11T00:00:00Z"], "Europe/Paris");
}
