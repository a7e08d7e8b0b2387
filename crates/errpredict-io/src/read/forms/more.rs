//! Lines of single products.

use super::{AT, AT_125, Form, form};

pub(super) const FORMS: &[Form] = &[
    form(
        "winston",
        "2026-11-23T06:57:22.125Z [shop] error: no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "pino-pretty",
        "[2026-11-23 06:57:22.125 +0000] ERROR (shop/12 on host): no answer",
        (AT_125, "high", "-", "-", "(shop/12 on host): no answer"),
    ),
    form(
        "GELF",
        "{\"version\":\"1.1\",\"host\":\"h\",\"short_message\":\"no answer\",\"timestamp\":1795417042.125,\"level\":3}",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "MongoDB before 4.4",
        "2026-11-23T06:57:22.125+0000 E NETWORK  [conn1] no answer",
        (AT_125, "high", "-", "-", "NETWORK  [conn1] no answer"),
    ),
    form(
        "Azure App Service",
        "2026-11-23T06:57:22.125 PID[1] Error       no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Fortinet",
        "date=2026-11-23 time=06:57:22 devname=\"fw\" level=\"error\" msg=\"no answer\"",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Fluentd's files",
        "2026-11-23T06:57:22+00:00\tapp.pay\t{\"level\":\"error\",\"message\":\"no answer\"}",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Fluentd",
        "2026-11-23 06:57:22 +0000 [error]: #0 no answer",
        (AT, "high", "-", "-", "#0 no answer"),
    ),
    form(
        "Logstash",
        "[2026-11-23T06:57:22,125][ERROR][logstash.outputs][main] no answer",
        (AT_125, "high", "-", "-", "[logstash.outputs][main] no answer"),
    ),
    form(
        "Airflow",
        "[2026-11-23T06:57:22.125+0000] {task.py:12} ERROR - no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Salt",
        "2026-11-23 06:57:22,125 [salt.minion      :12  ][ERROR   ][123] no answer",
        (AT_125, "high", "-", "-", "[123] no answer"),
    ),
    form(
        "Jenkins",
        "2026-11-23 06:57:22.125+0000 [id=12]\tSEVERE\th.m.X#y: no answer",
        (AT_125, "high", "-", "-", "h.m.X#y: no answer"),
    ),
    form(
        "RabbitMQ",
        "2026-11-23 06:57:22.125678+00:00 [error] <0.123.0> no answer",
        (AT_125, "high", "-", "-", "<0.123.0> no answer"),
    ),
    form(
        "Erlang",
        "=ERROR REPORT==== 23-Nov-2026::06:57:22.125678 ===\n** Generic server pay terminating",
        (AT_125, "high", "-", "-", "** Generic server pay terminating"),
    ),
    form(
        "Consul, Vault, Nomad",
        "2026-11-23T06:57:22.125Z [ERROR] agent.server: no answer: peer=10.0.0.1",
        (AT_125, "high", "-", "-", "agent.server: no answer: peer=10.0.0.1"),
    ),
    form(
        "ClickHouse",
        "2026.11.23 06:57:22.125678 [ 123 ] {} <Error> Application: no answer",
        (AT_125, "high", "-", "-", "Application: no answer"),
    ),
    form(
        "CockroachDB",
        "E261123 06:57:22.125678 12 server/a.go:34  [n1] 5  no answer",
        (AT_125, "high", "-", "-", "[n1] 5  no answer"),
    ),
    form(
        "TiDB",
        "[2026/11/23 06:57:22.125 +00:00] [ERROR] [a.go:12] [\"no answer\"]",
        (AT_125, "high", "-", "-", "[a.go:12] [\"no answer\"]"),
    ),
    form(
        "CouchDB",
        "[error] 2026-11-23T06:57:22.125Z couchdb@localhost <0.1.0> -------- no answer",
        (AT_125, "high", "-", "-", "couchdb@localhost <0.1.0> -------- no answer"),
    ),
    form(
        "Oracle's alert log",
        "2026-11-23T06:57:22.125678+00:00\nORA-00600: no answer",
        (AT_125, "-", "-", "-", "ORA-00600: no answer"),
    ),
    form(
        "MySQL's slow queries",
        "# Time: 2026-11-23T06:57:22.125290Z\n# Query_time: 12.1  Lock_time: 0.0 Rows_sent: 1",
        (AT_125, "-", "-", "-", "# Query_time: 12.1  Lock_time: 0.0 Rows_sent: 1"),
    ),
    form(
        "Splunk",
        "11-23-2026 06:57:22.125 +0000 ERROR TcpOutputProc - no answer",
        (AT_125, "high", "-", "-", "TcpOutputProc - no answer"),
    ),
    form(
        "WebLogic",
        "####<Nov 23, 2026 6:57:22 AM UTC> <Error> <Deployer> <no answer>",
        (AT, "high", "-", "-", "<Deployer> <no answer>"),
    ),
    form(
        "WebSphere",
        "[11/23/26 6:57:22:125 UTC] 00000001 SystemErr     E no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "GlassFish",
        "[2026-11-23T06:57:22.125+0000] [glassfish 5.0] [SEVERE] [] [javax.x] [[no answer]]",
        (AT_125, "high", "-", "-", "[] [javax.x] [[no answer]]"),
    ),
    form(
        "Jetty",
        "2026-11-23 06:57:22.125:WARN:oejs.Server:main: no answer",
        (AT_125, "medium", "-", "-", "oejs.Server:main: no answer"),
    ),
    form(
        "Rust's env_logger",
        "[2026-11-23T06:57:22Z ERROR pay::api] no answer",
        (AT, "high", "-", "-", "pay::api] no answer"),
    ),
    form(
        "Chromium",
        "[12:34:1123/065722.125678:ERROR:gpu.cc(12)] no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Android's logcat with tags",
        "11-23 06:57:22.125 E/Pay( 1702): no answer",
        (AT_125, "high", "-", "-", "Pay( 1702): no answer"),
    ),
    form("ROS", "[ERROR] [1795417042.125678]: no answer", (AT_125, "high", "-", "-", "no answer")),
    form(
        "Asterisk",
        "[Nov 23 06:57:22] ERROR[1234] chan.c: no answer",
        (AT, "high", "-", "-", "[1234] chan.c: no answer"),
    ),
    form(
        "BIND",
        "23-Nov-2026 06:57:22.125 general: error: no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Dovecot",
        "Nov 23 06:57:22 imap-login: Error: no answer",
        (AT, "high", "imap-login", "-", "no answer"),
    ),
    form("CUPS", "E [23/Nov/2026:06:57:22 +0000] no answer", (AT, "high", "-", "-", "no answer")),
    form(
        "auditd",
        "type=AVC msg=audit(1795417042.125:123): avc:  denied  { read }",
        (AT_125, "-", "-", "-", "avc:  denied  { read }"),
    ),
    form(
        "Cisco ASA",
        "Nov 23 2026 06:57:22 fw1 : %ASA-3-106014: no answer",
        (AT, "high", "-", "-", "%ASA-3-106014: no answer"),
    ),
    form(
        "Cisco IOS",
        "*Nov 23 06:57:22.125: %LINK-3-UPDOWN: no answer",
        (AT_125, "high", "-", "-", "%LINK-3-UPDOWN: no answer"),
    ),
    form(
        "Snort, Suricata",
        "11/23-06:57:22.125678  [**] [1:2:3] no answer [**]",
        (AT_125, "-", "-", "-", "[**] [1:2:3] no answer [**]"),
    ),
    form(
        "Nagios",
        "[1795417042] SERVICE ALERT: host;http;CRITICAL;HARD;3;no answer",
        (AT, "-", "-", "-", "SERVICE ALERT: host;http;CRITICAL;HARD;3;no answer"),
    ),
    form(
        "Squid",
        "1795417042.125    120 10.0.0.1 TCP_MISS/503 1234 GET http://x.example/pay - HIER_DIRECT/10.0.0.2 text/html",
        (
            AT_125,
            "high",
            "-",
            "-",
            "120 10.0.0.1 TCP_MISS/503 1234 GET http://x.example/pay - HIER_DIRECT/10.0.0.2 text/html",
        ),
    ),
    form(
        "uvicorn with times",
        "2026-11-23 06:57:22,125 INFO:     10.0.0.1:5 - \"GET /pay HTTP/1.1\" 500",
        (AT_125, "high", "-", "-", "10.0.0.1:5 - \"GET /pay HTTP/1.1\" 500"),
    ),
    form(
        "VMware",
        "2026-11-23T06:57:22.125Z error hostd[123] [Originator@6876 sub=Default] no answer",
        (AT_125, "high", "-", "-", "hostd[123] [Originator@6876 sub=Default] no answer"),
    ),
    form(
        "Exim",
        "2026-11-23 06:57:22 1abcde-000000-00 ** a@b.example: no answer",
        (AT, "-", "-", "-", "1abcde-000000-00 ** a@b.example: no answer"),
    ),
    form(
        "Go's log",
        "2026/11/23 06:57:22.125678 main.go:12: no answer",
        (AT_125, "-", "-", "-", "main.go:12: no answer"),
    ),
    form("seconds since 1970", "1795417042.125 no answer", (AT_125, "-", "-", "-", "no answer")),
];
