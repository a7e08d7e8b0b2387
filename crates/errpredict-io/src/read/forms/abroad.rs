//! Lines whose time or level stands where few programs put it, or in another language.

use super::{AT, AT_125, Form, form};

pub(super) const FORMS: &[Form] = &[
    form(
        "GlassFish",
        "[#|2026-11-23T07:57:22.125+0100|SEVERE|glassfish3|com.example.Pay|_ThreadID=1;_ThreadName=main;|no answer|#]",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "a thread whose name has blanks",
        "ERROR [Camel (camel-1) thread #2 - file://in] 2026-11-23 06:57:22,125 Pay.java:12 - no answer",
        (AT_125, "high", "-", "-", "Pay.java:12 - no answer"),
    ),
    form("logrus", "FATA[2026-11-23T06:57:22Z] no answer", (AT, "critical", "-", "-", "no answer")),
    form(
        "a level glued to the date",
        "[ERROR]2026-11-23 06:57:22 no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form("Redis before 3", "[12] 23 Nov 06:57:22.125 # no answer", (AT_125, "medium", "-", "-", "no answer")),
    form("Monit", "[UTC Nov 23 06:57:22] error    : no answer", (AT, "high", "-", "-", "no answer")),
    form(
        "HAProxy's start",
        "[ALERT] 326/065722 (14) : no answer",
        (AT, "critical", "-", "-", "(14) : no answer"),
    ),
    form(
        "FreeSWITCH",
        "a1b2c3d4-0000-0000-0000-000000000001 2026-11-23 06:57:22.125 [ERR] a.c:12 no answer",
        (AT_125, "high", "-", "-", "a.c:12 no answer"),
    ),
    form(
        "FortiGate over syslog",
        "<185>date=2026-11-23 time=06:57:22 level=\"error\" msg=\"no answer\"",
        (AT, "high", "-", "-", "no answer"),
    ),
    form("zap's seconds", "1.795417042125e+09\terror\tno answer", (AT_125, "high", "-", "-", "no answer")),
    form(
        "Telegraf",
        "2026-11-23T06:57:22Z E! [outputs.a] no answer",
        (AT, "high", "-", "-", "[outputs.a] no answer"),
    ),
    form(
        "Locust",
        "[2026-11-23 06:57:22,125] host/ERROR/shop.pay: no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Twisted",
        "2026-11-23T06:57:22+0000 [shop.pay#error] no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Twisted, what nobody caught",
        "2026-11-23 06:57:22+0000 [-] Unhandled Error\n\tTraceback (most recent call last):\n\t  File \"/a.py\", line 3, in f\n\texceptions.ValueError: x\n\t",
        (AT, "high", "-", "exceptions.ValueError", "[-] Unhandled Error"),
    ),
    form(
        "MongoDB before 4.4, no component",
        "2026-11-23T06:57:22.125+0000 F -        [conn9] no answer",
        (AT_125, "critical", "-", "-", "[conn9] no answer"),
    ),
    form(
        "WebSphere",
        "[11/23/26 6:57:22:125 UTC] 0000007b ServletWrappe E   no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Android Studio",
        "2026-11-23 06:57:22.125  4242-4260  OkHttp                  com.shop                 W  no answer",
        (AT_125, "medium", "-", "-", "no answer"),
    ),
    form("NATS", "[1] 2026/11/23 06:57:22.125000 [TRC] no answer", (AT_125, "info", "-", "-", "no answer")),
    form("supervisord", "2026-11-23 06:57:22,125 DEBG no answer", (AT_125, "info", "-", "-", "no answer")),
    form("Veeam", "[23.11.2026 06:57:22] <12> Warning  no answer", (AT, "medium", "-", "-", "no answer")),
    form("a level in German", "23.11.2026 06:57:22 FEHLER no answer", (AT, "high", "-", "-", "no answer")),
    form(
        "a level in French",
        "23/11/2026 06:57:22 [AVERTISSEMENT] no answer",
        (AT, "medium", "-", "-", "no answer"),
    ),
    form("a level in Russian", "2026-11-23 06:57:22 ОШИБКА no answer", (AT, "high", "-", "-", "no answer")),
    form(
        "PostgreSQL in German",
        "2026-11-23 06:57:22.125 UTC [13] u@shop FEHLER:  no answer\n2026-11-23 06:57:22.125 UTC [13] u@shop ANWEISUNG:  SELECT 1",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Nextcloud",
        "{\"level\":3,\"time\":\"2026-11-23T06:57:22+00:00\",\"message\":\"no answer\",\"exception\":{\"Exception\":\"Error\",\"Message\":\"no answer\"}}",
        (AT, "high", "-", "Error", "no answer"),
    ),
    form(
        "PHP 5",
        "[23-Nov-2026 06:57:22 UTC] PHP Fatal error:  Uncaught exception 'PDOException' with message 'no answer' in /a.php:3\nStack trace:\n#0 {main}",
        (
            AT,
            "critical",
            "-",
            "PDOException",
            "Uncaught exception 'PDOException' with message 'no answer' in /a.php:3",
        ),
    ),
    form(
        "Magento",
        "[2026-11-23 06:57:22] main.CRITICAL: A\\B\\NoSuchException: no answer in /a.php:5\nStack trace:\n#0 /b.php(2): f()\n#1 {main} [] []",
        (AT, "critical", "-", "A\\B\\NoSuchException", "A\\B\\NoSuchException: no answer in /a.php:5"),
    ),
    form(
        "SharePoint",
        "Timestamp\tProcess\tLevel\tMessage\n11/23/2026 06:57:22.12*\ta.exe\tUnexpected\tno answer",
        ("2026-11-23T06:57:22.12Z", "high", "-", "-", "no answer"),
    ),
    form(
        "Windows event viewer in German",
        "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID\nFehler,23.11.2026 06:57:22,Pay,7031,no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "PowerShell's lists",
        "TimeCreated  : 11/23/2026 6:57:22 AM\nProviderName : Pay\nId           : 7031\nLevelDisplayName : Error\nMessage      : no answer",
        (AT, "high", "Pay", "-", "no answer"),
    ),
    form(
        "Windows event viewer's text",
        "Log Name:      Application\nSource:        Pay\nDate:          11/23/2026 6:57:22 AM\nLevel:         Error\nDescription:\nno answer",
        (AT, "high", "Pay", "-", "no answer"),
    ),
];
