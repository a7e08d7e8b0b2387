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
