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
    form(
        "Monolog",
        r#"{"message":"no answer","context":{},"level":400,"level_name":"ERROR","channel":"app","datetime":"2026-11-23T06:57:22.125678+00:00"}"#,
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Python, level and name",
        r#"{"asctime":"2026-11-23 06:57:22,125","level":40,"levelname":"ERROR","message":"no answer"}"#,
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Quarkus, WildFly",
        r#"{"timestamp":"2026-11-23T07:57:22.125+01:00","level":"ERROR","message":"no answer","exception":{"refId":1,"exceptionType":"java.io.IOException","message":"x"}}"#,
        (AT_125, "high", "-", "java.io.IOException", "no answer"),
    ),
    form(
        "log4j2",
        r#"{"instant":{"epochSecond":1795417042,"nanoOfSecond":125000000},"level":"ERROR","message":"no answer"}"#,
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Java's and Protocol Buffers' times",
        r#"{"timestamp":[2026,11,23,6,57,22,125000000],"level":"error","msg":"no answer"}"#,
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Elasticsearch, traces over several lines",
        "{\"timestamp\":\"2026-11-23T06:57:22,125Z\",\"level\":\"ERROR\",\"message\":\"no answer\",\n\"stacktrace\": [\"java.io.IOException: x\",\n\"at a.B.c(B.java:1)\"] }",
        (AT_125, "high", "-", "java.io.IOException", "no answer"),
    ),
    form(
        "Kibana",
        r#"{"type":"log","@timestamp":"2026-11-23T06:57:22Z","tags":["error","plugins"],"pid":7,"message":"no answer"}"#,
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Kubernetes' audit log",
        r#"{"kind":"Event","level":"Metadata","requestURI":"/pay","verb":"get","responseStatus":{"code":503},"requestReceivedTimestamp":"2026-11-23T06:57:22.125678Z"}"#,
        (AT_125, "high", "-", "-", "-"),
    ),
    form(
        "Kubernetes' events",
        r#"{"kind":"Event","lastTimestamp":"2026-11-23T06:57:22Z","eventTime":null,"involvedObject":{"kind":"Pod"},"message":"no answer","type":"Warning"}"#,
        (AT, "medium", "-", "-", "no answer"),
    ),
    form(
        "Splunk's collector",
        r#"{"time":1795417042.125,"host":"h","source":"pay","event":{"level":"error","message":"no answer"}}"#,
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Splunk's export",
        r#"{"preview":false,"result":{"_raw":"2026-11-23 06:57:22 ERROR no answer","_time":"2026-11-23T06:57:22.000+00:00"}}"#,
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Azure Monitor",
        r#"{"time":"2026-11-23T06:57:22.125Z","category":"AppServiceHTTPLogs","level":"Informational","properties":{"CsMethod":"GET","CsUriStem":"/pay","ScStatus":500}}"#,
        (AT_125, "high", "-", "-", "-"),
    ),
    form(
        "PowerShell",
        r#"{"TimeCreated":"\/Date(1795417042125)\/","ProviderName":"Pay","Id":1,"LevelDisplayName":"Error","Message":"no answer"}"#,
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Fluent Bit, a JSON line inside",
        r#"{"date":1795417042.125,"log":"{\"level\":\"error\",\"msg\":\"no answer\"}","kubernetes":{"labels":{"app":"pay"}}}"#,
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "Fluent Bit, containers",
        r#"{"time":"2026-11-23T06:57:22.125Z","stream":"stderr","_p":"F","log":"ERROR no answer","kubernetes":{"pod_name":"pay-1","labels":{"app":"pay"}}}"#,
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "Azure's and Splunk's tables",
        "\"TimeGenerated [UTC]\",Level,ResultDescription\n\"11/23/2026, 6:57:22.125 AM\",Error,no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "PostgreSQL's csvlog",
        "2026-11-23 06:57:22.125 UTC,\"a\",\"b\",1,\"h:5\",c.d,1,\"SELECT\",2026-11-23 06:50:00 UTC,4/1,0,ERROR,42P01,\"no answer\",,,,,,\"select *\nfrom x\",15,,\"psql\"",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Exchange",
        "#Fields: date-time,client-ip,event-id,message\n2026-11-23T06:57:22.125Z,10.0.0.1,FAIL,no answer",
        (AT_125, "-", "-", "-", "no answer"),
    ),
];
