//! Objects, and lines inside the lines of something else.

use super::{AT, AT_125, Form, form};

pub(super) const FORMS: &[Form] = &[
    form(
        "JSON, a line an event",
        r#"{"time":"2026-11-23T06:57:22Z","level":"error","service":"pay","msg":"no answer"}"#,
        (AT, "high", "pay", "-", "no answer"),
    ),
    form(
        "pino, bunyan",
        r#"{"level":50,"time":1795417042125,"pid":7,"hostname":"h","msg":"no answer"}"#,
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "zap",
        r#"{"level":"dpanic","ts":1795417042.125,"caller":"a.go:1","msg":"no answer"}"#,
        (AT_125, "critical", "-", "-", "no answer"),
    ),
    form(
        "slog",
        r#"{"time":"2026-11-23T07:57:22.125+01:00","level":"WARN","msg":"no answer"}"#,
        (AT_125, "medium", "-", "-", "no answer"),
    ),
    form(
        "Serilog (CLEF)",
        r#"{"@t":"2026-11-23T06:57:22.1250000Z","@mt":"no {What}","@l":"Error","@x":"System.TimeoutException: x\n   at A.B() in C.cs:line 1"}"#,
        (AT_125, "high", "-", "System.TimeoutException", "no {What}"),
    ),
    form(
        "logback",
        r#"{"timestamp":1795417042125,"level":"ERROR","message":"no answer","throwable":{"className":"java.io.IOException","message":"x"}}"#,
        (AT_125, "high", "-", "java.io.IOException", "no answer"),
    ),
    form(
        "MongoDB",
        r#"{"t":{"$date":"2026-11-23T06:57:22.125Z"},"s":"E","c":"NETWORK","id":1,"ctx":"conn1","msg":"no answer"}"#,
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Google Cloud",
        r#"{"insertId":"a","jsonPayload":{"message":"no answer"},"resource":{"labels":{"container_name":"pay"}},"severity":"ERROR","timestamp":"2026-11-23T06:57:22.125Z"}"#,
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "Datadog",
        r#"{"date":1795417042125,"status":"error","service":"pay","message":"no answer"}"#,
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "Fluent Bit, Kubernetes",
        r#"{"@timestamp":"2026-11-23T06:57:22Z","log":"ERROR no answer","kubernetes":{"container_name":"pay"}}"#,
        (AT, "high", "pay", "-", "ERROR no answer"),
    ),
    form(
        "nginx as JSON",
        r#"{"time_iso8601":"2026-11-23T06:57:22+00:00","request":"GET /pay HTTP/1.1","status":"502"}"#,
        (AT, "high", "-", "-", "-"),
    ),
    form(
        "Traefik",
        r#"{"DownstreamStatus":502,"RequestMethod":"GET","RequestPath":"/pay","ServiceName":"pay","level":"info","time":"2026-11-23T06:57:22Z"}"#,
        (AT, "high", "pay", "-", "-"),
    ),
    form(
        "Caddy",
        r#"{"level":"info","ts":1795417042.125,"logger":"http.log.access","msg":"handled request","request":{"method":"GET","uri":"/pay"},"status":502}"#,
        (AT_125, "high", "-", "-", "handled request"),
    ),
    form(
        "AWS filter-log-events",
        r#"{"events":[{"timestamp":1795417042125,"message":"[ERROR] no answer"}]}"#,
        (AT_125, "high", "-", "-", "[ERROR] no answer"),
    ),
    form(
        "Loki",
        r#"{"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"pay","level":"error"},"values":[["1795417042125000000","no answer"]]}]}}"#,
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "Elasticsearch's answer",
        r#"{"hits":{"hits":[{"_source":{"@timestamp":"2026-11-23T06:57:22Z","log.level":"error","message":"no answer"}}]}}"#,
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "journald",
        r#"{"__REALTIME_TIMESTAMP":"1795417042125000","PRIORITY":"6","_SYSTEMD_UNIT":"pay.service","MESSAGE":"ERROR no answer"}"#,
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "Docker",
        r#"{"log":"ERROR no answer\n","stream":"stderr","time":"2026-11-23T06:57:22.125Z"}"#,
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Kubernetes (CRI)",
        "2026-11-23T06:57:22.125Z stderr F ERROR no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "docker compose logs",
        "pay-1  | 2026-11-23T06:57:22Z ERROR no answer",
        (AT, "high", "pay", "-", "no answer"),
    ),
    form(
        "kubectl logs --prefix",
        "[pod/pay-7d9c5b6f4-x2x9z/pay] 2026-11-23T06:57:22Z ERROR no answer",
        (AT, "high", "pay", "-", "no answer"),
    ),
    form(
        "logfmt (logrus, Grafana)",
        r#"time="2026-11-23T06:57:22Z" level=error msg="no answer""#,
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "syslog, RFC 5424",
        "<11>1 2026-11-23T06:57:22.125Z host pay 123 - - no answer",
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "syslog, RFC 3164",
        "<11>Nov 23 06:57:22 host pay[123]: no answer",
        (AT, "high", "pay", "-", "no answer"),
    ),
    form(
        "syslog in files, Linux, OpenSSH, Mac",
        "Nov 23 06:57:22 host sshd(pam_unix)[123]: authentication failure",
        (AT, "-", "sshd(pam_unix)", "-", "authentication failure"),
    ),
    form(
        "rsyslog's own time",
        "2026-11-23T06:57:22.125+00:00 host pay[123]: ERROR no answer",
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "Heroku's router",
        r#"2026-11-23T06:57:22.125+00:00 heroku[router]: at=error code=H12 method=GET path="/pay" status=503"#,
        (AT_125, "high", "router", "-", r#"at=error code=H12 method=GET path="/pay" status=503"#),
    ),
];
