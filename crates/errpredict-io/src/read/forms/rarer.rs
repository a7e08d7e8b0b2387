//! Lines of products that put time, level or name where few others do.

use super::{AT, AT_125, Form, form};

pub(super) const FORMS: &[Form] = &[
    form(
        "CockroachDB since 20.2",
        "E261123 06:57:22.125678 12 server/a.go:34 ⋮ [n1] 5  no answer",
        (AT_125, "high", "-", "-", "[n1] 5  no answer"),
    ),
    form(
        "etcd (capnslog)",
        "2026-11-23 06:57:22.125678 E | rafthttp: no answer",
        (AT_125, "high", "-", "-", "rafthttp: no answer"),
    ),
    form(
        "Gluster",
        "[2026-11-23 06:57:22.125678] E [MSGID: 1] [a.c:1:f] 0-x: no answer",
        (AT_125, "high", "-", "-", "[MSGID: 1] [a.c:1:f] 0-x: no answer"),
    ),
    form(
        "VMware ESXi 8",
        "2026-11-23T06:57:22.125Z Er(163) vpxa[123]: no answer",
        (AT_125, "high", "vpxa", "-", "no answer"),
    ),
    form(
        "VMware's virtual machines",
        "2026-11-23T06:57:22.125+00:00| vmx| E105: no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Erlang's crashes",
        "=CRASH REPORT==== 23-Nov-2026::06:57:22.125678 ===\n  crasher: no answer",
        (AT_125, "high", "-", "-", "crasher: no answer"),
    ),
    form(
        "macOS",
        "2026-11-23 06:57:22.125678+0000 0x1a2b     Fault       0x0                  456    0    Pay: no answer",
        (AT_125, "critical", "-", "-", "0x0                  456    0    Pay: no answer"),
    ),
    form("NSLog", "2026-11-23 06:57:22.125 Pay[456:7890] no answer", (AT_125, "-", "Pay", "-", "no answer")),
    form(
        "java.util.logging in German",
        "Nov. 23, 2026 6:57:22 AM com.example.Pay get\nSCHWERWIEGEND: keine Antwort",
        (AT, "high", "-", "-", "keine Antwort"),
    ),
    form(
        "java.util.logging in French",
        "nov. 23, 2026 6:57:22 AM com.example.Pay get\nAVERTISSEMENT: pas de réponse",
        (AT, "medium", "-", "-", "pas de réponse"),
    ),
    form(
        "java.util.logging in Chinese",
        "11月 23, 2026 6:57:22 上午 com.example.Pay get\n严重: no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Tomcat in Spanish",
        "23-Nov-2026 06:57:22.125 GRAVE [main] no answer",
        (AT_125, "high", "-", "-", "[main] no answer"),
    ),
    form(
        "java.util.logging's XML",
        "<record>\n  <date>2026-11-23T06:57:22.125Z</date>\n  <millis>1795417042125</millis>\n  <level>SEVERE</level>\n  <message>no answer</message>\n</record>",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "log4j's XML",
        "<log4j:event logger=\"a.B\" timestamp=\"1795417042125\" level=\"ERROR\" thread=\"main\">\n<log4j:message><![CDATA[no answer]]></log4j:message>\n</log4j:event>",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "Windows' events as XML",
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Pay'/><Level>2</Level><TimeCreated SystemTime='2026-11-23T06:57:22.1250000Z'/></System><EventData><Data>no answer</Data></EventData></Event>",
        (AT_125, "high", "Pay", "-", "no answer"),
    ),
    form(
        "journalctl -o export",
        "__CURSOR=s=abc\n__REALTIME_TIMESTAMP=1795417042125000\nPRIORITY=3\n_SYSTEMD_UNIT=pay.service\nMESSAGE=no answer",
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "journalctl -o verbose",
        "Mon 2026-11-23 06:57:22.125000 UTC [s=abc;i=1;b=x;m=1;t=1;x=1]\n    PRIORITY=3\n    _SYSTEMD_UNIT=pay.service\n    MESSAGE=no answer",
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "dmesg -x -T",
        "kern  :err   : [Mon Nov 23 06:57:22 2026] no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "DB2",
        "2026-11-23-07.57.22.125678+060 I27204F655          LEVEL: Error\nPID     : 1234                 TID : 5678\nMESSAGE : no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "daemontools, s6, runit",
        "@400000006b03e3dc07735940 no answer",
        (AT_125, "-", "-", "-", "no answer"),
    ),
    form(
        "Microsoft's configuration manager",
        "<![LOG[no answer]LOG]!><time=\"07:57:22.125-60\" date=\"11-23-2026\" component=\"Pay\" context=\"\" type=\"3\" thread=\"12\" file=\"a.cpp:12\">",
        (AT_125, "high", "Pay", "-", "no answer"),
    ),
    form(
        "Couchbase",
        "[ns_server:error,2026-11-23T06:57:22.125Z,ns_1@host:pay<0.1>:a:b:12]no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form("Mumble", "<W>2026-11-23 06:57:22.125 no answer", (AT_125, "medium", "-", "-", "no answer")),
    form(
        "Cloud Foundry",
        "2026-11-23T06:57:22.125+0000 [APP/PROC/WEB/0] ERR WARN no answer",
        (AT_125, "medium", "-", "-", "no answer"),
    ),
    form("moment.js", "November 23rd 2026, 6:57:22 am ERROR no answer", (AT, "high", "-", "-", "no answer")),
    form(
        "a date after the clock",
        "06:57:22 23.11.2026 ERROR no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "Microsoft's DHCP server",
        "Microsoft DHCP Service Activity Log\n\nID,Date,Time,Description,Message\n10,11/23/26,06:57:22,Assign,no answer",
        (AT, "-", "-", "-", "no answer"),
    ),
    form(
        "TSKV",
        "tskv\ttimestamp=2026-11-23 09:57:22\ttimezone=+0300\tlevel=ERROR\tmessage=no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form(
        "LTSV",
        "time:[23/Nov/2026:06:57:22 +0000]\thost:10.0.0.1\treq:GET /pay HTTP/1.1\tstatus:503\treqtime:0.187",
        (AT, "high", "-", "-", "-"),
    ),
    form(
        "IIS's own format",
        "10.0.0.1, -, 11/23/26, 6:57:22, W3SVC1, WEB1, 10.0.0.2, 187, 163, 3223, 503, 0, GET, /pay, -,",
        (AT, "high", "-", "-", "-"),
    ),
    form(
        "php-fpm's requests",
        "10.0.0.1 -  23/Nov/2026:06:57:22 +0000 \"GET /index.php\" 503",
        (AT, "high", "-", "-", "10.0.0.1 -  23/Nov/2026:06:57:22 +0000 \"GET /index.php\" 503"),
    ),
    form(
        "gin",
        "[GIN] 2026/11/23 - 06:57:22 | 503 |     1.234ms |        10.0.0.1 | GET      \"/pay\"",
        (AT, "high", "-", "-", "503 |     1.234ms |        10.0.0.1 | GET      \"/pay\""),
    ),
    form(
        "AWS network load balancer",
        "tls 2.0 2026-11-23T06:57:22 net/nlb/c6e7 g3d4 10.0.0.1:51341 10.0.0.2:443 5 2 98 246",
        (AT, "-", "-", "-", "net/nlb/c6e7 g3d4 10.0.0.1:51341 10.0.0.2:443 5 2 98 246"),
    ),
    form(
        "Fluent Bit's standard output",
        "[0] tail.0: [[1795417042.125678901, {}], {\"log\"=>\"no answer\"}]",
        (AT_125, "-", "-", "-", "{\"log\"=>\"no answer\"}]"),
    ),
    form(
        "syslog over TCP",
        "78 <11>1 2026-11-23T06:57:22.125Z host pay 12 - - no answer",
        (AT_125, "high", "pay", "-", "no answer"),
    ),
    form(
        "Cisco by syslog",
        "<187>123: *Nov 23 06:57:22.125: %LINK-3-UPDOWN: no answer",
        (AT_125, "high", "-", "-", "%LINK-3-UPDOWN: no answer"),
    ),
    form(
        "OpenWrt",
        "Mon Nov 23 06:57:22 2026 daemon.err uhttpd[12]: no answer",
        (AT, "high", "uhttpd", "-", "no answer"),
    ),
    form(
        "BusyBox",
        "Nov 23 06:57:22 host daemon.err uhttpd[12]: no answer",
        (AT, "high", "uhttpd", "-", "no answer"),
    ),
    form(
        "Kerberos",
        "Nov 23 06:57:22 host krb5kdc[12](Error): no answer",
        (AT, "high", "krb5kdc", "-", "no answer"),
    ),
    form(
        "launchd",
        "Nov 23 06:57:22 host com.apple.xpc.launchd[1] (com.example[12]): no answer",
        (AT, "-", "com.apple.xpc.launchd", "-", "no answer"),
    ),
    form(
        "Jupyter, Tornado",
        "[E 2026-11-23 06:57:22.125 ServerApp] no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form("InfluxDB", "[E] 2026-11-23T06:57:22Z no answer", (AT, "high", "-", "-", "no answer")),
    form(
        "SQL Server's agent",
        "2026-11-23 06:57:22 - ! [298] no answer",
        (AT, "high", "-", "-", "[298] no answer"),
    ),
    form(
        "Cisco by syslog, with the name of the device",
        "<187>sw1: 000046: Nov 23 06:57:22.125: %LINK-3-UPDOWN: no answer",
        (AT_125, "high", "-", "-", "%LINK-3-UPDOWN: no answer"),
    ),
    form(
        "Huawei, H3C",
        "Nov 23 2026 06:57:22 R1 %%01IFNET/3/LINK_STATE(l)[12]: no answer",
        (AT, "high", "-", "-", "%%01IFNET/3/LINK_STATE(l)[12]: no answer"),
    ),
    form("F5", "Nov 23 06:57:22 bigip1 err mcpd[1234]: no answer", (AT, "high", "mcpd", "-", "no answer")),
    form(
        "SAP HANA",
        "[12345]{-1}[-1/-1] 2026-11-23 06:57:22.125678 e Service          x.cpp(00123) : no answer",
        (AT_125, "high", "-", "-", "Service          x.cpp(00123) : no answer"),
    ),
    form(
        "Juniper",
        "Nov 23 06:57:22 mx1 rpd[1234]: %DAEMON-4-RPD_OSPF_NBRDOWN: no answer",
        (AT, "medium", "rpd", "-", "%DAEMON-4-RPD_OSPF_NBRDOWN: no answer"),
    ),
    form(
        "MikroTik",
        "nov/23/2026 06:57:22 system,error,critical no answer",
        (AT, "critical", "-", "-", "no answer"),
    ),
    form(
        "Heroku's processes",
        "2026-11-23T06:57:22.125678+00:00 app[web.1]: ERROR no answer",
        (AT_125, "high", "web", "-", "no answer"),
    ),
    form(
        "docker service logs",
        "shop_pay.1.abcdefghijkl@node1    | 2026-11-23T06:57:22Z ERROR no answer",
        (AT, "high", "shop_pay", "-", "no answer"),
    ),
    form("PM2", "0|pay      | 2026-11-23T06:57:22: ERROR no answer", (AT, "high", "pay", "-", "no answer")),
    form(
        "stern",
        "pay-7d9c5b6f4-x2x9z pay 2026-11-23T06:57:22Z ERROR no answer",
        (AT, "high", "pay", "-", "no answer"),
    ),
    form("geth", "ERROR[11-23|06:57:22.125] no answer", (AT_125, "high", "-", "-", "no answer")),
    form(
        "Minecraft Forge",
        "[23Nov2026 06:57:22.125] [main/ERROR] [x/y]: no answer",
        (AT_125, "high", "-", "-", "[x/y]: no answer"),
    ),
    form("Source servers", "L 11/23/2026 - 06:57:22: no answer", (AT, "-", "-", "-", "no answer")),
    form("Zabbix", "1234:20261123:065722.125 no answer", (AT_125, "-", "-", "-", "no answer")),
    form("Suricata", "23/11/2026 -- 06:57:22 - <Error> - no answer", (AT, "high", "-", "-", "no answer")),
    form(
        "SAP",
        "M Mon Nov 23 06:57:22:125 2026\nM  *** ERROR => no answer [a.c 1]",
        (AT_125, "-", "-", "-", "M  *** ERROR => no answer [a.c 1]"),
    ),
    form(
        "Rails' requests",
        "Started GET \"/pay\" for 10.0.0.1 at 2026-11-23 06:57:22 +0000",
        (AT, "-", "-", "-", "Started GET \"/pay\" for 10.0.0.1 at 2026-11-23 06:57:22 +0000"),
    ),
    form(
        "Kibana's time",
        "Nov 23, 2026 @ 06:57:22.125 ERROR no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "a time in brackets",
        "(2026-11-23 06:57:22.125) [ERROR] no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form(
        "a thread and a level first",
        "[main] ERROR 2026-11-23 06:57:22.125 - no answer",
        (AT_125, "high", "-", "-", "no answer"),
    ),
    form("bars", "2026-11-23|06:57:22.125|ERROR|no answer", (AT_125, "high", "-", "-", "no answer")),
    form("commas", "2026-11-23 06:57:22,ERROR,pay,no answer", (AT, "high", "-", "-", "pay,no answer")),
    form(
        "a date in Chinese or Japanese",
        "2026年11月23日 06:57:22 ERROR no answer",
        (AT, "high", "-", "-", "no answer"),
    ),
    form("a date in French", "23 nov. 2026 à 06:57:22 ERROR no answer", (AT, "high", "-", "-", "no answer")),
];
