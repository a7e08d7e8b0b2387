//! Traces whose every line has a head of its own, and crashes below lines that tell of none.

use super::*;

/// What is told of each event, in the order of the log: severity, type, message and trace.
fn told(log: &str) -> Vec<(Option<Severity>, String, String, String)> {
    let options = ReadOptions { year: Some(2026), ..with_service() };
    let mut events = Vec::new();
    let report = read_events(&memory(log), &options, &mut |event, _| {
        let text = |text: Option<&str>| text.unwrap_or("").to_owned();
        events.push((
            event.severity,
            event.error_type.to_owned(),
            text(event.message),
            text(event.stack_trace),
        ));
    })
    .unwrap();
    assert_eq!(report.bad, 0, "{log}");
    events
}

/// Traces of several languages, line by line, below an error, with their types.
const TRACES: &[(&str, &[&str])] = &[
    (
        "java.io.IOException",
        &[
            "java.io.IOException: x",
            "\tat a.B.c(B.java:1)",
            "Caused by: java.net.ConnectException: y",
            "\tat a.B.d(B.java:2)",
            "\t... 5 more",
        ],
    ),
    (
        "ValueError",
        &["Traceback (most recent call last):", "  File \"/a.py\", line 1, in f", "    g()", "ValueError: x"],
    ),
    ("TypeError", &["TypeError: x is not a function", "    at f (/a.js:1:2)", "    at g (/a.js:3:4)"]),
    ("panic", &["panic: runtime error: x", "", "goroutine 1 [running]:", "main.main()", "\t/a.go:1 +0x1d"]),
    (
        "panic",
        &[
            "thread 'main' panicked at src/main.rs:1:5:",
            "called `Option::unwrap()` on a `None` value",
            "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
        ],
    ),
    (
        "RuntimeError",
        &["** (RuntimeError) boom", "    (pay 0.1.0) lib/pay.ex:1: Pay.f/1", "Last message: :tick"],
    ),
    (
        "System.InvalidOperationException",
        &[
            "System.InvalidOperationException: x",
            "   at A.B() in /a.cs:line 3",
            " ---> System.IO.IOException: y",
            "   --- End of inner exception stack trace ---",
        ],
    ),
];

/// What stands before a line, by its number.
type Head = fn(usize) -> String;

#[test]
fn a_trace_whose_lines_have_heads_of_their_own_is_one_event() {
    // With another time before each line, with the same, and with columns after it.
    let heads: [(&str, Head); 5] = [
        ("docker logs -t", |n| format!("2026-11-23T06:57:22.{:03}Z ", 100 + n)),
        ("one time", |_| "2026-11-23 06:57:22,125 ".to_owned()),
        ("columns", |n| format!("2026-11-23 06:57:22,{:03} 12 [web] ", 125 + n / 2)),
        ("RFC 5424", |n| format!("<14>1 2026-11-23T06:57:22.{:03}Z h pay 12 - - ", 100 + n)),
        ("RFC 3164", |_| "Nov 23 06:57:22 h pay[12]: ".to_owned()),
    ];
    for (kind, lines) in TRACES {
        for (name, head) in heads {
            let all = ["ERROR no answer"].iter().chain(*lines).enumerate();
            let log: String = all.map(|(n, line)| format!("{}{line}\n", head(n))).collect();
            let found = told(&log);
            assert_eq!(found.len(), 1, "{name}: {log}{found:?}");
            assert!(found[0].0 >= Some(Severity::High) && found[0].1 == *kind, "{name}: {log}{found:?}");
        }
    }
}

#[test]
fn a_record_that_comes_again_is_another_one() {
    for record in [
        "2026-11-23 06:57:22,125 ERROR no answer\njava.io.IOException: x\n\tat a.B.c(B.java:1)\n",
        "[23-Nov-2026 06:57:22 UTC] PHP Fatal error:  Uncaught RuntimeException: boom in /a.php:3\nStack trace:\n#0 {main}\n  thrown in /a.php on line 3\n",
        "2026-11-23 06:57:22 WARN slow\n\tmore of it\n",
        "2026-11-23 06:57:22 ERROR no answer\n",
        "2026-11-23T06:57:22Z TimeoutError: no answer\n",
    ] {
        assert_eq!(told(&record.repeat(3)).len(), 3, "{record}");
    }
}

#[test]
fn what_stands_between_a_record_and_its_trace_stays() {
    let log = "2026-11-23 06:57:22 ERROR failed to pay\n  order: 7\n  amount: 12\nTraceback (most recent call last):\n  File \"a.py\", line 1\nValueError: x\n";
    let events = told(log);
    assert!(
        events.len() == 1 && events[0].3.starts_with("  order: 7\n  amount: 12\nTraceback"),
        "{events:?}"
    );
}

#[test]
fn a_crash_below_an_info_line_is_an_event_with_what_it_was() {
    for (crash, severity, kind, message) in [
        (
            "/app/a.rb:3:in `f': undefined method `x' (NoMethodError)\n\tfrom /app/b.rb:9:in `g'",
            Severity::High,
            "NoMethodError",
            "undefined method `x'",
        ),
        (
            "pay: a.c:12: main: Assertion `x > 0' failed.\nAborted (core dumped)",
            Severity::Critical,
            "",
            "pay: a.c:12: main: Assertion `x > 0' failed.",
        ),
        (
            "/app/a.js:3\n    throw new TypeError('x');\n    ^\n\nTypeError: x\n    at f (/app/a.js:3:9)",
            Severity::High,
            "TypeError",
            "x",
        ),
        (
            "Pay/main.swift:12: Fatal error: Unexpectedly found nil",
            Severity::Critical,
            "",
            "Pay/main.swift:12: Fatal error: Unexpectedly found nil",
        ),
        (
            "java.lang.OutOfMemoryError: Java heap space",
            Severity::High,
            "java.lang.OutOfMemoryError",
            "Java heap space",
        ),
        ("Uncaught (in promise) TypeError: x is undefined", Severity::High, "TypeError", "x is undefined"),
        (
            "Unhandled exception:\nBad state: gone\n#0      main (package:pay/a.dart:3:9)",
            Severity::High,
            "Unhandled exception",
            "Bad state: gone",
        ),
        (
            "#\n# A fatal error has been detected by the Java Runtime Environment:\n#\n#  SIGSEGV (0xb) at pc=0x7f1\n#",
            Severity::Critical,
            "SIGSEGV",
            "SIGSEGV (0xb) at pc=0x7f1",
        ),
        (
            "*** Terminating app due to uncaught exception 'NSInvalidArgumentException', reason: 'boom'",
            Severity::Critical,
            "NSInvalidArgumentException",
            "boom",
        ),
        (
            "  File \"/a.py\", line 3\n    x =\n      ^\nSyntaxError: invalid syntax",
            Severity::High,
            "SyntaxError",
            "invalid syntax",
        ),
    ] {
        let log = format!("2026-11-23 06:57:22 INFO job 7\n{crash}\n2026-11-23 06:57:23 INFO job 8\n");
        let found = told(&log);
        assert_eq!(found.len(), 3, "{crash}\n{found:?}");
        assert_eq!((found[1].0, &*found[1].1, &*found[1].2), (Some(severity), kind, message), "{crash}");
        assert_eq!(found[0].0, Some(Severity::Info), "{crash}");
    }
}

#[test]
fn a_file_of_few_records_and_long_traces_is_recognised() {
    for log in [
        "ERROR [ReadStage-2] 2026-11-23 06:57:22,125 A.java:169 - boom\njava.io.IOException: x\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:1)\n\tat a.B.e(B.java:1)\nINFO  [main] 2026-11-23 06:57:23,125 B.java:1 - up\n",
        "pay-1 | web 2026-11-23T06:57:22Z ERROR boom\njava.io.IOException: x\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\npay-1 | web 2026-11-23T06:57:23Z INFO up\n",
    ] {
        let found = told(log);
        assert_eq!(
            (found.len(), found[0].0, &*found[0].1),
            (2, Some(Severity::High), "java.io.IOException"),
            "{log}{found:?}"
        );
    }
}

#[test]
fn the_text_below_a_category_is_the_message() {
    let dotnet =
        "      no answer\n      System.InvalidOperationException: x\n         at A.B() in /a.cs:line 3\n";
    for head in ["2026-11-23 06:57:22 fail: Shop.Pay[0]\n", "[2026-11-23T06:57:22Z] fail: Shop.Pay[13]\n"] {
        let found = told(&format!("{head}{dotnet}"));
        assert_eq!(found.len(), 1, "{found:?}");
        let (severity, kind, message, _) = &found[0];
        assert_eq!(
            (*severity, &**kind, &**message),
            (Some(Severity::High), "System.InvalidOperationException", "no answer")
        );
    }
    // The type above the header, as AWS Lambda writes it.
    let lambda = "2026-11-23T06:57:22Z ERROR KeyError: 'x'\nTraceback (most recent call last):\n  File \"/a.py\", line 3, in f\n    g()\n";
    assert_eq!(&*told(lambda)[0].1, "KeyError");
    // Lines of a message before its trace.
    let elixir = "2026-11-23T06:57:22Z [error] #PID<0.5.0> terminated\nServer: localhost:4000 (http)\nRequest: GET /pay\n** (ArithmeticError) bad argument\n    (pay 0.1.0) lib/pay.ex:1: Pay.f/1\n";
    let found = told(elixir);
    assert!(found.len() == 1 && found[0].1 == "ArithmeticError", "{found:?}");
}

#[test]
fn a_program_that_dies_below_a_warning_is_an_event_of_its_own() {
    for crash in [
        "panic: runtime error: x\n\ngoroutine 1 [running]:\nmain.main()\n\t/srv/main.go:3 +0x1",
        "thread 'main' panicked at 'oops', src/main.rs:3:5",
        "Exception in thread \"worker-1\" java.lang.OutOfMemoryError: x\n\tat a.B.c(B.java:1)",
        "Segmentation fault (core dumped)",
    ] {
        let log = format!("2026-11-23 06:57:22 WARN slow\n{crash}\n2026-11-23 06:57:23 INFO up\n");
        let found = told(&log);
        assert_eq!(found.len(), 3, "{log}{found:?}");
        assert!(found[0].3.is_empty() && found[1].0 >= Some(Severity::High), "{log}{found:?}");
    }
    // A trace of a warning stays its own, and so does what follows an error.
    let python = "Traceback (most recent call last):\n  File \"/a.py\", line 1, in f\nValueError: x";
    assert_eq!(told(&format!("2026-11-23 06:57:22 WARN slow\n{python}\n")).len(), 1);
    assert_eq!(told("2026-11-23 06:57:22 ERROR it died\npanic: x\n").len(), 1);
    let thread = "Exception in thread \"a\" java.lang.StackOverflowError\n\tat a.B.d(B.java:1)";
    assert_eq!(told(&format!("2026-11-23 06:57:22 ERROR not saved\n{thread}\n")).len(), 2);
}

#[test]
fn no_line_below_a_record_of_nginx_vanishes() {
    let head = "2026/11/23 06:57:22 [error] 12#12: *7 it broke";
    let next = "2026/11/23 06:57:23 [error] 12#12: next";
    for (below, trace) in [
        ("    indented words", "indented words"),
        ("stack traceback:\n\t[C]: in function 'assert'\n\tinit_by_lua:3: in main chunk", "in main chunk"),
        (
            "stack traceback:\ncoroutine 0:\n\t/a.lua: in function </a.lua:1>, client: 10.0.0.1, server: x",
            "in function",
        ),
        ("{\n  \"code\": 7\n}", "\"code\": 7"),
        ("\tat the end", "at the end"),
    ] {
        for client in ["", ", client: 10.0.0.1, server: x"] {
            let found = told(&format!("{head}{client}\n{below}\n{next}\n"));
            assert!(found.len() == 2 && found[0].3.contains(trace), "{client} {below}: {found:?}");
        }
    }
}

#[test]
fn traces_behind_two_heads_and_behind_brackets_are_one_event() {
    for log in [
        "Nov 23 06:57:22 h pay[12]: 2026-11-23 06:57:22.124 ERROR 12 --- [main] c.s.Pay : no answer\nNov 23 06:57:22 h pay[12]: java.io.IOException: x\nNov 23 06:57:22 h pay[12]: #011at a.B.c(B.java:1)\n",
        "2026-11-23 06:57:23.001 12 ERROR nova.pay [req-1 u] [instance: a1] no answer\n2026-11-23 06:57:23.001 12 ERROR nova.pay [instance: a1] Traceback (most recent call last):\n2026-11-23 06:57:23.001 12 ERROR nova.pay [instance: a1]   File \"/B.java\", line 3, in f\n2026-11-23 06:57:23.001 12 ERROR nova.pay [instance: a1] java.io.IOException: x\n2026-11-23 06:57:23.001 12 ERROR nova.pay [instance: a1] \n",
        "2026-11-23T06:57:23.1Z fail: Shop.Pay[1]\n2026-11-23T06:57:23.1Z       no answer\n2026-11-23T06:57:23.1Z       java.io.IOException: x\n2026-11-23T06:57:23.1Z          at Shop.Pay() in /B.java:line 12\n",
        "2026-11-23 06:57:22 ERROR no answer\n    Traceback (most recent call last):\n      File \"/B.java\", line 3, in f\n    java.io.IOException: x\n",
        "2026-11-23 06:57:22|Error|no answer\n\n[v3.0] java.io.IOException: x\n  at B.java.f (A x) in C:\\B.java:12\n",
    ] {
        let found = told(log);
        assert_eq!(found.len(), 1, "{log}{found:?}");
        let (severity, kind, _, trace) = &found[0];
        assert!(
            (*severity, &**kind) == (Some(Severity::High), "java.io.IOException") && trace.contains("B.java"),
            "{log}{found:?}"
        );
    }
    let table = "timestamp,level,message\n2026-11-23T06:57:22Z,ERROR,\"ValueError: bad\nTraceback (most recent call last):\n  File \"\"/a.py\"\", line 3, in h\n    raise ValueError('bad')\"\n";
    assert_eq!(&*told(table)[0].1, "ValueError");
    let rails = "2026-11-23 06:57:22 INFO x\nCompleted 500\nActiveRecord::RecordNotFound (no order):\n  \napp/a.rb:5:in `show'\n";
    let found = told(rails);
    assert_eq!(
        (found[2].0, &*found[2].1, &*found[2].2),
        (Some(Severity::High), "ActiveRecord::RecordNotFound", "no order")
    );
}

#[test]
fn a_blank_entry_of_a_journal_inside_a_panic_is_no_event() {
    let entries = ["panic: boom", "", "goroutine 1 [running]:", "main.main()", "\t/srv/main.go:3 +0x1"];
    let log: String = entries
        .iter()
        .map(|text| format!("{{\"__REALTIME_TIMESTAMP\":\"1795417043001000\",\"PRIORITY\":\"6\",\"_SYSTEMD_UNIT\":\"pay.service\",\"MESSAGE\":{}}}\n", serde_json::json!(text)))
        .collect();
    let found = told(&log);
    assert!(found.len() == 1 && found[0].1 == "panic" && found[0].3.contains("main.go:3"), "{found:?}");
}

#[test]
fn a_database_that_dies_has_the_day_of_the_line_before() {
    let log = "2026-11-23T23:59:58Z 0 [Note] up\n00:01:02 UTC - mysqld got signal 11 ;\nThis could be because of a bug.\n";
    let (events, _) = read(log, &with_service());
    assert!(
        events[1].starts_with("2026-11-24T00:01:02Z web critical Error  Some(\"mysqld got signal 11 ;\")"),
        "{events:?}"
    );
    assert_eq!(events.len(), 3);
}

#[test]
fn times_without_a_year_behind_other_words_take_it_from_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    for line in
        ["1:M 23 Nov 06:57:22.125 # x", "[12] 23 Nov 06:57:22.125 * x", "[UTC Nov 23 06:57:22] error    : x"]
    {
        std::fs::write(&path, format!("{line}\n")).unwrap();
        let mut n_events = 0;
        let report =
            read_events(&[Source::File(path.clone())], &ReadOptions::default(), &mut |_, _| n_events += 1)
                .unwrap();
        assert_eq!((n_events, report.bad), (1, 0), "{line}");
    }
}
