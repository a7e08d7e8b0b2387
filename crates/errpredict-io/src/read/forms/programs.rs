//! Lines of libraries, runtimes and databases.

use super::{AT, AT_125, Form, form};

pub(super) const FORMS: &[Form] = &[
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
];
