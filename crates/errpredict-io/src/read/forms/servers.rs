//! Lines of web servers, proxies and systems.

use super::{AT, AT_125, Form, form};

pub(super) const FORMS: &[Form] = &[
    form(
        "nginx's error log",
        "2026/11/23 06:57:22 [error] 12#12: *5 no answer, client: 10.0.0.1",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Apache's error log",
        "[Mon Nov 23 06:57:22.125 2026] [proxy:error] [pid 12] AH00957: no answer",
        (AT_125, "high", "-", "AH00957", "AH00957: no answer"),
    ),
    form(
        "Apache 2.2's error log",
        "[Mon Nov 23 06:57:22 2026] [error] no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "nginx's and Apache's access log",
        r#"10.0.0.1 - - [23/Nov/2026:06:57:22 +0000] "GET /pay HTTP/1.1" 503 12 "-" "curl""#,
        (AT, "high", "-", "-", "-"),
    ),
    form(
        "Django's runserver",
        r#"[23/Nov/2026 06:57:22] "GET /pay HTTP/1.1" 500 12"#,
        (AT, "high", "-", "-", r#""GET /pay HTTP/1.1" 500 12"#),
    ),
    form(
        "Envoy",
        r#"[2026-11-23T06:57:22.125Z] "GET /pay HTTP/1.1" 503 UF 0 91 15 -"#,
        (AT_125, "high", "-", "-", r#""GET /pay HTTP/1.1" 503 UF 0 91 15 -"#),
    ),
    form(
        "AWS load balancer",
        r#"http 2026-11-23T06:57:22.125Z app/lb 10.0.0.1:5 10.0.0.2:80 0.000 0.001 0.000 503 503 34 366 "GET http://x:80/pay HTTP/1.1" "curl""#,
        (
            AT_125,
            "high",
            "-",
            "-",
            r#"app/lb 10.0.0.1:5 10.0.0.2:80 0.000 0.001 0.000 503 503 34 366 "GET http://x:80/pay HTTP/1.1" "curl""#,
        ),
    ),
    form(
        "HAProxy in syslog",
        r#"Nov 23 06:57:22 lb1 haproxy[42]: 10.0.0.7:27 [23/Nov/2026:06:57:22.482] web~ app/a 0/0/1/657/658 503 4 - - ---- 1/1/0/0/0 0/0 "GET /pay HTTP/1.1""#,
        (
            AT,
            "high",
            "haproxy",
            "-",
            r#"10.0.0.7:27 [23/Nov/2026:06:57:22.482] web~ app/a 0/0/1/657/658 503 4 - - ---- 1/1/0/0/0 0/0 "GET /pay HTTP/1.1""#,
        ),
    ),
    form(
        "uWSGI",
        "[pid: 12|app: 0|req: 1/7] 10.0.0.1 () {40 vars in 512 bytes} [Mon Nov 23 06:57:22 2026] GET /pay => generated 9 bytes in 12 msecs (HTTP/1.1 503) 2 headers in 80 bytes (1 switches on core 0)",
        (
            AT,
            "high",
            "-",
            "-",
            "GET /pay => generated 9 bytes in 12 msecs (HTTP/1.1 503) 2 headers in 80 bytes (1 switches on core 0)",
        ),
    ),
    form(
        "W3C (IIS)",
        "#Fields: date time cs-method cs-uri-stem sc-status time-taken\n2026-11-23 06:57:22 GET /pay 503 187",
        (AT, "high", "-", "-", "-"),
    ),
    form(
        "Zeek",
        "#separator \\x09\n#fields\tts\tuid\tproto\n1795417042.125\tC1\ttcp",
        (AT_125, "-", "-", "-", "1795417042.125\tC1\ttcp"),
    ),
    form(
        "dmesg -T",
        "[Mon Nov 23 06:57:22 2026] usb 1-1: new device",
        (AT, "-", "-", "-", "usb 1-1: new device"),
    ),
    form(
        "Windows CBS",
        "2026-11-23 06:57:22, Error                 CBS    no answer",
        (AT, "high", "-", "-", "CBS    no answer"),
    ),
    form(
        "Windows event viewer",
        "Level,Date and Time,Source,Event ID\nError,11/23/2026 6:57:22 AM,Pay,7031,no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "HealthApp",
        "20261123-06:57:22:125|Step_LSC|300|no answer",
        (AT_125, "-", "-", "-", "Step_LSC|300|no answer"),
    ),
    form(
        "Proxifier",
        "[11.23 06:57:22] chrome.exe - proxy:5070 close",
        (AT, "-", "-", "-", "chrome.exe - proxy:5070 close"),
    ),
    form(
        "HPC",
        "134681 node-246 unix.hw state_change 1795417042 1 no answer",
        (AT, "-", "-", "-", "1 no answer"),
    ),
    form(
        "Blue Gene",
        "- 1795417042 2026.11.23 R02-M1 2026-11-23-06.57.22.125 R02-M1 RAS KERNEL FATAL no answer",
        (AT, "critical", "-", "-", "no answer"),
    ),
    form(
        "Thunderbird",
        "- 1795417042 2026.11.23 dn228 Nov 23 06:57:22 dn228/dn228 crond[2915]: session closed",
        (AT, "-", "crond", "-", "session closed"),
    ),
];
