//! What clouds and databases export: fields inside fields, lists of exceptions, durations with units, columns in other
//! languages.

use super::*;

/// The severity, kind, type, message, status, endpoint and milliseconds of each event.
fn told(log: &str) -> Vec<String> {
    let options = ReadOptions { service: Some("web".into()), ..ReadOptions::default() };
    let mut events = Vec::new();
    let report = read_events(&memory(log), &options, &mut |event, _| {
        events.push(format!(
            "{} {:?} {} {:?} {:?} {:?} {:?}",
            event.severity.map_or("-", Severity::name),
            event.kind,
            event.error_type,
            event.message.unwrap_or("-"),
            event.status_code.unwrap_or(0),
            event.endpoint.unwrap_or("-"),
            event.response_time_ms.unwrap_or(-1.0)
        ));
    })
    .unwrap();
    assert_eq!((report.bad, report.ignored_values), (0, 0), "{log}: {report:?}");
    events
}

/// The same of one object with a time.
fn object(fields: &str, expected: &str) {
    let log = format!(r#"{{"time":"2026-11-23T06:57:22Z",{fields}}}"#);
    assert_eq!(told(&log), [expected], "{log}");
}

#[test]
fn levels_under_names_of_many_uses() {
    // MySQL
    object(r#""label":"Error","msg":"x","prio":1"#, r#"high Error  "x" 0 "-" -1.0"#);
    object(r#""label":"Warning","msg":"x""#, r#"medium Error  "x" 0 "-" -1.0"#);
    object(r#""label":"System","msg":"x""#, r#"- Error  "x" 0 "-" -1.0"#);
    object(r#""label":"Error","level":"info","msg":"x""#, r#"info Error  "x" 0 "-" -1.0"#);
    // Cloudflare, ECS
    object(r#""outcome":"exceededCpu","msg":"x""#, r#"high Error  "x" 0 "-" -1.0"#);
    object(r#""outcome":"ok","msg":"x""#, r#"- Error  "x" 0 "-" -1.0"#);
    object(r#""event":{"outcome":"failure"},"msg":"x""#, r#"- Error  "x" 0 "-" -1.0"#);
    // A type is a level, an exception or something else.
    object(
        r#""type":"System.TimeoutException","msg":"x""#,
        r#"high Error System.TimeoutException "x" 0 "-" -1.0"#,
    );
    object(r#""type":"TypeError","error_type":"A","msg":"x""#, r#"high Error A "x" 0 "-" -1.0"#);
    object(r#""type":"Timeout","msg":"x""#, r#"- Error  "x" 0 "-" -1.0"#);
}

#[test]
fn exceptions_in_lists_and_causes_in_objects() {
    let tail = r#""outcome":"exception","exceptions":[{"name":"TypeError","message":"x is undefined","timestamp":1795417042125},{"name":"Later","message":"y"}],"event":{"request":{"url":"https://shop.example/pay?x=1","method":"POST"}}"#;
    object(tail, r#"high Error TypeError "x is undefined" 0 "/pay" -1.0"#);
    object(
        r#""outcome":"ok","exceptions":[],"event":{"request":{"url":"https://shop.example/pay","method":"GET"},"response":{"status":200}}"#,
        r#"info Request  "-" 200 "/pay" -1.0"#,
    );
    object(r#""level":"error","errors":[{"message":"no card"}]"#, r#"high Error  "no card" 0 "-" -1.0"#);
    object(r#""level":"info","msg":"done","errors":0"#, r#"info Error  "done" 0 "-" -1.0"#);
    object(r#""level":"info","msg":"done","errors":["a","b"]"#, r#"info Error  "done" 0 "-" -1.0"#);
    object(
        r#""severity":"ERROR","protoPayload":{"status":{"code":7,"message":"PERMISSION_DENIED"},"methodName":"get"}"#,
        r#"high Error  "PERMISSION_DENIED" 0 "-" -1.0"#,
    );
    object(
        r#""level":"error","Properties":{"ExceptionDetail":{"Type":"Shop.PayException","Message":"no card"}}"#,
        r#"high Error Shop.PayException "no card" 0 "-" -1.0"#,
    );
    assert_eq!(
        told(
            "timestamp [UTC],problemId,type,outerMessage,duration (s)\n2026-11-23 06:57:22,a,System.TimeoutException,no answer,0.5\n"
        ),
        [r#"high Error System.TimeoutException "no answer" 0 "-" 500.0"#]
    );
}

#[test]
fn requests_inside_and_durations_with_their_unit() {
    object(
        r#""proxy":{"method":"GET","path":"/a.css?x=1","statusCode":404}"#,
        r#"low Request  "-" 404 "/a.css" -1.0"#,
    );
    let request = |latency: &str| {
        format!(
            r#""httpRequest":{{"requestMethod":"GET","requestUrl":"https://x/pay?a=1","status":429,"latency":{latency}}}"#
        )
    };
    for (latency, ms) in [
        (r#""0.123s""#, "123.0"),
        (r#""PT0.5S""#, "500.0"),
        (r#""12 ms""#, "12.0"),
        // Alone a number may count anything.
        (r#""12""#, "-1.0"),
        ("12", "-1.0"),
    ] {
        object(&request(latency), &format!(r#"low Request  "-" 429 "/pay" {ms}"#));
    }
    for (field, ms) in [
        (r#""duration":"1.5s""#, "1500.0"),
        (r#""duration":"00:00:00.2500000""#, "250.0"),
        (r#""duration":1.5"#, "-1.0"),
        (r#""duration_ms":"12ms""#, "12.0"),
        (r#""duration_ms":12"#, "12.0"),
        (r#""responseTime":"12ms""#, "12.0"),
        (r#""responseTime":12"#, "12.0"),
        (r#""latencies":{"request":12}"#, "12.0"),
        (r#""jsonPayload":{"elapsed":"2s"}"#, "2000.0"),
        (r#""resultCode":0,"took":"5.1s""#, "5100.0"),
    ] {
        object(&format!(r#""level":"info","msg":"x",{field}"#), &format!(r#"info Error  "x" 0 "-" {ms}"#));
    }
    assert_eq!(
        told(
            "E, [2026-11-23T06:57:22.125123 #12] ERROR -- : method=GET path=/pay format=html controller=Pay action=show status=500 error='RuntimeError: boom' duration=12.30 view=0.00\n\
              I, [2026-11-23T06:57:23.125123 #12]  INFO -- : method=GET path=/pay status=200 duration=12.30\n\
              2026-11-23 06:57:24 INFO method=GET path=/pay status=503 duration=7ms\n\
              2026-11-23 06:57:25 INFO retries=3 status=done\n"
        ),
        [
            r#"high Error  "method=GET path=/pay format=html controller=Pay action=show status=500 error='RuntimeError: boom' duration=12.30 view=0.00" 500 "/pay" 12.3"#,
            r#"info Request  "method=GET path=/pay status=200 duration=12.30" 200 "/pay" -1.0"#,
            r#"high Request  "method=GET path=/pay status=503 duration=7ms" 503 "/pay" 7.0"#,
            r#"info Error  "retries=3 status=done" 0 "-" -1.0"#,
        ]
    );
}

#[test]
fn tables_and_levels_in_other_languages() {
    for (log, expected) in [
        (
            "\u{feff}Zeit;Stufe;Dienst;Meldung;Dauer (s)\r\n23.11.2026 06:57:22;Fehler;Kasse;\"a; b\";0,5\r\n",
            r#"high Error  "a; b" 0 "-" 500.0"#,
        ),
        (
            "Horodatage;Niveau;Message\n23/11/2026 06:57:22;Avertissement;a\n",
            r#"medium Error  "a" 0 "-" -1.0"#,
        ),
        ("Fecha;Hora;Nivel;Mensaje\n23/11/2026;06:57:22;Crítico;a\n", r#"critical Error  "a" 0 "-" -1.0"#),
        ("Data;Ora;Livello;Messaggio\n23/11/2026;06:57:22;Errore;a\n", r#"high Error  "a" 0 "-" -1.0"#),
        ("Время,Уровень,Сообщение\n2026-11-23 06:57:22,Ошибка,a\n", r#"high Error  "a" 0 "-" -1.0"#),
        ("日時,レベル,メッセージ\n2026/11/23 06:57:22,エラー,a\n", r#"high Error  "a" 0 "-" -1.0"#),
        ("时间,级别,消息\n2026-11-23 06:57:22,警告,a\n", r#"medium Error  "a" 0 "-" -1.0"#),
        ("시간,심각도,메시지\n2026-11-23 06:57:22,오류,a\n", r#"high Error  "a" 0 "-" -1.0"#),
        ("Zaman,Seviye,Mesaj\n23.11.2026 06:57:22,UYARI,a\n", r#"medium Error  "a" 0 "-" -1.0"#),
        ("2026-11-23 06:57:22 [エラー] a\n", r#"high Error  "a" 0 "-" -1.0"#),
        ("2026-11-23 06:57:22 エラー a\n", r#"high Error  "a" 0 "-" -1.0"#),
        ("2026-11-23 06:57:22 [警告] a\n", r#"medium Error  "a" 0 "-" -1.0"#),
        ("2026-11-23 06:57:22 HATA a\n", r#"high Error  "a" 0 "-" -1.0"#),
        ("2026-11-23 06:57:22 BİLGİ a\n", r#"info Error  "a" 0 "-" -1.0"#),
        ("2026-11-23 06:57:22 [오류] a\n", r#"high Error  "a" 0 "-" -1.0"#),
        ("2026-11-23 06:57:22 严重错误: a\n", r#"critical Error  "a" 0 "-" -1.0"#),
    ] {
        assert_eq!(told(log), [expected], "{log}");
    }
}

#[test]
fn frames_of_ocaml_are_of_the_exception_before_them() {
    let frames = "Raised at Stdlib.failwith in file \"stdlib.ml\", line 29, characters 17-33\n\
                  Called from Pay.run in file \"pay.ml\" (inlined), line 12, characters 2-9\n\
                  Re-raised at Pay.main in file \"pay.ml\", line 20, characters 4-11\n\
                  Called from unknown location\n";
    let died = format!("Fatal error: exception Stdlib.Failure(\"no card\")\n{frames}");
    let log = format!(
        "2026-11-23T06:57:22Z ERROR worker died\n{died}2026-11-23T06:57:23Z INFO ok\n{died}2026-11-23T06:57:24Z INFO ok\n"
    );
    assert_eq!(
        told(&log),
        [
            r#"high Error Stdlib.Failure "worker died" 0 "-" -1.0"#,
            r#"info Error  "ok" 0 "-" -1.0"#,
            r#"critical Error Stdlib.Failure "no card" 0 "-" -1.0"#,
            r#"info Error  "ok" 0 "-" -1.0"#,
        ]
    );
    assert_eq!(told("2026-11-23T06:57:22Z ERROR died\nCalled from a browser\n").len(), 2);
}
