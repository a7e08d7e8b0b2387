//! One made line of every form that is read: what the documentation shows and what the tests run.

/// A form of lines: who writes it, a made log of it, and the event it must give.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Who writes it.
    pub name: &'static str,
    /// A log with one event in it.
    pub log: &'static str,
    /// Time (UTC), severity (`-` for none), service (`-` for the one given), type (`-` for none) and message.
    pub event: (&'static str, &'static str, &'static str, &'static str, &'static str),
}

const fn form(
    name: &'static str,
    log: &'static str,
    event: (&'static str, &'static str, &'static str, &'static str, &'static str),
) -> Form {
    Form { name, log, event }
}

const AT: &str = "2026-11-23T06:57:22Z";
const AT_125: &str = "2026-11-23T06:57:22.125Z";

/// The forms. Times without a zone are UTC here, those without a year of 2026.
pub const FORMS: &[Form] = &[
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
        (AT_125, "high", "-", "-", r#"heroku[router]: at=error code=H12 method=GET path="/pay" status=503"#),
    ),
    form(
        "Python's logging",
        "2026-11-23 06:57:22,125 - pay.views - ERROR - no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "loguru",
        "2026-11-23 06:57:22.125 | ERROR    | pay.views:get:12 - no answer",
        (AT_125, "high", "-", "-", "pay.views:get:12 - no answer"),
    ),
    form(
        "structlog",
        "2026-11-23T06:57:22.125Z [error    ] no answer                   [pay] id=7",
        (AT_125, "high", "-", "-", "no answer                   [pay] id=7"),
    ),
    form(
        "gunicorn",
        "[2026-11-23 06:57:22 +0000] [12] [ERROR] no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Celery",
        "[2026-11-23 06:57:22,125: ERROR/MainProcess] no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "oslo (OpenStack)",
        "2026-11-23 06:57:22.125 25746 ERROR nova.compute [req-1 u p] no answer",
        (AT_125, "high", "-", "-", "nova.compute [req-1 u p] no answer"),
    ),
    form(
        "OpenStack behind a file name",
        "nova-api.log.1.2017-05-16_13:53:08 2026-11-23 06:57:22.125 25746 INFO nova.osapi no answer",
        (AT_125, "info", "-", "-", "nova.osapi no answer"),
    ),
    form(
        "log4j, Hadoop",
        "2026-11-23 06:57:22,125 ERROR [main] org.apache.A: no answer",
        (AT_125, "high", "-", "-", "[main] org.apache.A: no answer"),
    ),
    form(
        "Zookeeper",
        "2026-11-23 06:57:22,125 - WARN  [Peer[myid=1]:A@774] - no answer",
        (AT_125, "medium", "-", "-", "[Peer[myid=1]:A@774] - no answer"),
    ),
    form(
        "HDFS",
        "261123 065722 148 WARN dfs.DataNode: no answer",
        (AT, "medium", "-", "-", "dfs.DataNode: no answer"),
    ),
    form(
        "Spark",
        "26/11/23 06:57:22 ERROR executor.Executor: no answer",
        (AT, "high", "-", "-", "executor.Executor: no answer"),
    ),
    form(
        "Spring Boot",
        "2026-11-23T06:57:22.125Z ERROR 1 --- [main] c.e.Pay : no answer",
        (AT_125, "high", "-", "-", "1 --- [main] c.e.Pay : no answer"),
    ),
    form(
        "java.util.logging",
        "Nov 23, 2026 6:57:22 AM com.example.Pay get\nSEVERE: no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Tomcat",
        "23-Nov-2026 06:57:22.125 SEVERE [main] no answer",
        (AT_125, "high", "-", "-", "[main] no answer"),
    ),
    form(
        "Elasticsearch",
        "[2026-11-23T06:57:22,125][ERROR][o.e.b.Bootstrap] [node-1] no answer",
        (AT_125, "high", "-", "-", "[o.e.b.Bootstrap] [node-1] no answer"),
    ),
    form(
        "Kafka",
        "[2026-11-23 06:57:22,125] ERROR no answer (kafka.server.Pay)",
        (AT_125, "high", "-", "-", "no answer (kafka.server.Pay)"),
    ),
    form(
        "the JVM",
        "[2026-11-23T06:57:22.125+0000][error][cds] no answer",
        (AT_125, "high", "-", "-", "[cds] no answer"),
    ),
    form(
        "Ruby's Logger",
        "E, [2026-11-23T06:57:22.125123 #12] ERROR -- pay: no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Laravel, Monolog",
        "[2026-11-23 06:57:22] production.ERROR: no answer {}",
        (AT, "high", "-", "-", "no answer {}"),
    ),
    form(
        "PHP",
        "[23-Nov-2026 06:57:22 UTC] PHP Fatal error:  Uncaught Boom: no in /a.php:3",
        (AT, "critical", "-", "-", "Uncaught Boom: no in /a.php:3"),
    ),
    form(
        ".NET, Serilog's text",
        "2026-11-23 07:57:22.125 +01:00 [ERR] no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "NLog",
        "2026-11-23 06:57:22.1250|ERROR|Shop.Pay|no answer|",
        (AT_125, "high", "-", "-", "Shop.Pay|no answer|"),
    ),
    form(
        "zap's console",
        "2026-11-23T06:57:22.125Z\terror\tpay/a.go:12\tno answer",
        (AT_125, "high", "-", "-", "pay/a.go:12\tno answer"),
    ),
    form(
        "klog, glog",
        "E1123 06:57:22.125000    12 pay.go:7] no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Android's logcat",
        "11-23 06:57:22.125  1702  2395 E Pay: no answer",
        (AT_125, "high", "-", "-", "Pay: no answer"),
    ),
    form("Redis", "26571:M 23 Nov 2026 06:57:22.125 # no answer", (AT_125, "medium", "-", "-", "no answer")),
    form(
        "PostgreSQL",
        "2026-11-23 06:57:22.125 UTC [99] shop@pay ERROR:  no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "MySQL",
        "2026-11-23T06:57:22.125290Z 4 [ERROR] [MY-012574] [InnoDB] no answer",
        (AT_125, "high", "-", "-", "[MY-012574] [InnoDB] no answer"),
    ),
    form("MariaDB", "2026-11-23  6:57:22 0 [ERROR] no answer", (AT, "high", "-", "-", "no answer")),
    form(
        "AWS Lambda",
        "[ERROR]\t2026-11-23T06:57:22.125Z\t1-3\tno answer",
        (AT_125, "high", "-", "-", "1-3\tno answer"),
    ),
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
        (AT, "-", "-", "-", "2026.11.23 dn228 Nov 23 06:57:22 dn228/dn228 crond[2915]: session closed"),
    ),
    form("seconds since 1970", "1795417042.125 no answer", (AT_125, "-", "-", "-", "no answer")),
];
