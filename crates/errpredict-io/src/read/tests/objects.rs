//! Objects as carriers and other programs write them: fields of other meanings, times of other forms, levels twice.

use super::*;

fn with_service() -> ReadOptions {
    ReadOptions { service: Some("web".into()), ..ReadOptions::default() }
}

/// Reads a log and compares the beginnings of its events; nothing may be left out.
fn gives(log: &str, expected: &[&str]) {
    let (events, report) = read(log, &with_service());
    let is_right = events.len() == expected.len()
        && events.iter().zip(expected).all(|(event, start)| event.starts_with(start));
    assert!(is_right && report.bad == 0, "{log}\n{events:#?}\n{:?}", report.samples);
}

/// The same of one object with a time.
fn object(fields: &str, expected: &str) {
    let log = format!(r#"{{"time":"2026-11-23T06:57:22Z",{fields}}}"#);
    gives(&log, &[&format!("2026-11-23T06:57:22Z web {expected}")]);
}

#[test]
fn a_kind_of_another_meaning_is_no_field() {
    for kind in [r#""Pod""#, r#""http""#, "7", "null", r#"{"a":1}"#] {
        object(&format!(r#""level":"error","msg":"x","kind":{kind}"#), "high Error  Some(\"x\")");
    }
    object(r#""level":"info","kind":"request""#, "info Request");
    gives(
        "ts=2026-11-23T06:57:22Z level=error msg=x kind=Deployment\n",
        &["2026-11-23T06:57:22Z web high Error  Some(\"x\")"],
    );
    gives(
        "timestamp,service,severity,message,kind\n2026-11-23T06:57:22Z,pay,error,x,Pod\n",
        &["2026-11-23T06:57:22Z pay high Error  Some(\"x\")"],
    );
    // A name that was given must hold a kind of ours, and the event is kept.
    let given =
        ReadOptions { fields: [("kind".to_owned(), vec!["type".to_owned()])].into(), ..with_service() };
    let (events, report) = read(r#"{"time":0,"level":"error","type":"Pod"}"#, &given);
    assert_eq!((events.len(), report.ignored_fields.get("kind")), (1, Some(&1)));
}

#[test]
fn of_a_level_the_name_counts_and_not_the_number_beside_it() {
    for (fields, expected) in [
        (r#""level":500,"level_name":"CRITICAL""#, "critical"),
        (r#""level_name":"WARNING","level":300"#, "medium"),
        (r#""level":40,"levelname":"ERROR""#, "high"),
        (r#""level":"40","level_name":"ERROR""#, "high"),
        (r#""severity":3,"severity_label":"Error""#, "high"),
        (r#""level":{"name":"ERROR","value":40000}"#, "high"),
        (r#""Level":2,"LevelDisplayName":"Error""#, "high"),
        (r#""@level":"error""#, "high"),
        (r#""priority":"err""#, "high"),
        (r#""priority":"high""#, "-"),
        (r#""type":"Warning""#, "medium"),
        (r#""type":"log""#, "-"),
        (r#""type":"error","level":"info""#, "info"),
        (r#""tags":["elasticsearch","error"]"#, "high"),
        (r#""tags":["a","b"]"#, "-"),
        (r#""s":"D2""#, "info"),
        (r#""level":"ERROR+2""#, "high"),
    ] {
        object(fields, &format!("{expected} Error"));
    }
    // pino's number is known, whatever stands in `s` or `type`.
    object(r#""level":50,"pid":7,"hostname":"h","s":"x","type":"y""#, "high Error");
}

#[test]
fn times_as_serialisers_write_them() {
    for field in [
        r#""TimeCreated":"\/Date(1795417042125)\/""#,
        r#""@timestamp":{"$date":"2026-11-23T06:57:22.125Z"}"#,
        r#""time":{"epochSecond":1795417042,"nanoOfSecond":125000000}"#,
        r#""instant":{"epochSecond":1795417042,"nanoOfSecond":125000000}"#,
        r#""timestamp":{"seconds":1795417042,"nanos":125000000}"#,
        r#""timestamp":[2026,11,23,6,57,22,125000000]"#,
        r#""timestampSeconds":"1795417042","timestampNanos":125000000"#,
        r#""requestReceivedTimestamp":"2026-11-23T06:57:22.125678Z","eventTime":null"#,
        r#""timestamp":{"iso":7},"time":"2026-11-23T06:57:22.125Z""#,
        r#""preview":false,"result":{"_raw":"x","_time":"2026-11-23T06:57:22.125+00:00"}"#,
    ] {
        gives(&format!("{{{field}}}"), &["2026-11-23T06:57:22.125Z web - Error"]);
    }
}

#[test]
fn a_status_worse_than_the_level_counts() {
    let asked = r#""method":"GET","path":"/pay""#;
    for (fields, expected) in [
        (r#""level":"warn","status":503"#, "high Request  None Some(503) Some(\"/pay\")"),
        (r#""level":"warn","status":404"#, "medium Request  None Some(404)"),
        (r#""level":"error","status":404"#, "high Error  None Some(404)"),
        (r#""level":"info","status":"503 Service Unavailable""#, "high Request  None Some(503)"),
        (r#""status":"OK""#, "- Error  None None"),
    ] {
        object(&format!("{fields},{asked}"), expected);
    }
}

#[test]
fn fields_inside_what_carries_them() {
    for (fields, expected) in [
        (r#""event":{"level":"error","message":"x"},"source":"pay""#, "high Error  Some(\"x\")"),
        (
            r#""level":"Informational","properties":{"CsMethod":"GET","CsUriStem":"/pay","ScStatus":500}"#,
            "high Request  None Some(500) Some(\"/pay\")",
        ),
        (r#""jsonPayload":{"level":"error","msg":"x"}"#, "high Error  Some(\"x\")"),
        (r#""severity":"DEFAULT","jsonPayload":{"level":"error","msg":"x"}"#, "high Error  Some(\"x\")"),
        (r#""fields":{"level":"error","msg":"x"},"message":"y""#, "high Error  Some(\"y\")"),
        (
            r#""level":"ERROR","exception":{"exceptionType":"a.B","message":"x"}"#,
            "high Error a.B Some(\"x\")",
        ),
        (
            r#""short_message":"x","full_message":"java.io.IOException: y\n\tat a.B.c(B.java:1)","level":3"#,
            "high Error java.io.IOException Some(\"x\")",
        ),
        (
            r#""short_message":"x","full_message":"x, and more","level":3"#,
            "high Error  Some(\"x\") None None None None",
        ),
    ] {
        object(fields, expected);
    }
}

#[test]
fn texts_inside_objects_say_their_own_level() {
    for (fields, expected) in [
        (
            r#""log":"{\"level\":\"error\",\"msg\":\"x\"}","kubernetes":{"labels":{"app":"pay"}}"#,
            "2026-11-23T06:57:22Z pay high Error  Some(\"x\")",
        ),
        (
            r#""event":"2026-11-23 06:57:43 ERROR text""#,
            "2026-11-23T06:57:22Z web high Error  Some(\"text\")",
        ),
        (
            r#""message":"level=error msg=\"no answer\"""#,
            "2026-11-23T06:57:22Z web high Error  Some(\"no answer\")",
        ),
        (
            r#""message":"10.0.0.1 - - [23/Nov/2026:06:57:30 +0000] \"GET /pay HTTP/1.1\" 503 12 \"-\" \"curl\"""#,
            "2026-11-23T06:57:22Z web high Request",
        ),
        (
            r#""message":"E1123 06:57:31.125000   12 a.go:7] no answer""#,
            "2026-11-23T06:57:22Z web high Error  Some(\"",
        ),
        (r#""message":"5 orders of 7""#, "2026-11-23T06:57:22Z web - Error  Some(\"5 orders of 7\")"),
        (r#""message":"{\"a\":1}""#, "2026-11-23T06:57:22Z web - Error  Some(\"{\\\"a\\\":1}\")"),
        (r#""log":"2026-11-23 06:57:22 ERROR x\nValueError: y\n""#, "2026-11-23T06:57:22Z web high Error"),
    ] {
        gives(&format!(r#"{{"time":"2026-11-23T06:57:22Z",{fields}}}"#), &[expected]);
    }
}

#[test]
fn objects_over_several_lines_among_others() {
    let pretty = "{\n  \"time\": \"2026-11-23T06:57:22Z\",\n  \"level\": \"error\",\n  \"msg\": \"x\"\n}\n";
    let event = "2026-11-23T06:57:22Z web high Error  Some(\"x\")";
    let info = "2026-11-23T06:57:20Z web info Error  Some(\"up\")";
    gives(&format!("2026-11-23 06:57:20 INFO up\n{pretty}{pretty}"), &[info, event, event]);
    // Elasticsearch writes traces so.
    let line = r#"{"time":"2026-11-23T06:57:22Z","level":"error","msg":"x"}"#;
    let broken = "{\"time\":\"2026-11-23T06:57:22Z\",\"level\":\"error\",\"msg\":\"x\",\n\"stacktrace\": [\"a.B: y\",\n\"at a.B.c(B.java:1)\"] }";
    let traced = "2026-11-23T06:57:22Z web high Error a.B Some(\"x\")";
    gives(&format!("{line}\n{broken}\n{line}\n"), &[event, traced, event]);
    gives(&format!("{pretty}2026-11-23 06:57:20 INFO up\n{pretty}"), &[event, info, event]);
    // What ends it, and comments, say nothing.
    gives(&format!("{line},\n{line};\n{line} # c\n{line} // c\n"), &[event; 4]);
    let (events, report) = read(format!("{line}\n{line} x\n"), &with_service());
    assert_eq!((events.len(), report.bad), (1, 1));
}

#[test]
fn objects_below_a_plain_line() {
    let info = "2026-11-23T06:57:20Z web info Error  Some(\"up\")";
    // A body belongs to its record.
    for body in ["{\n  \"code\": 7,\n  \"message\": \"x\"\n}\n", "{\"a\":1}\n", "[\n  1\n]\n", "{\n"] {
        let log = format!("2026-11-23 06:57:20 ERROR failed:\n{body}2026-11-23 06:57:20 INFO up\n");
        gives(&log, &["2026-11-23T06:57:20Z web high Error  Some(\"failed:\")", info]);
    }
    // What states a level is an event.
    let line = r#"{"level":"error","msg":"x"}"#;
    let event = "2026-11-23T06:57:20Z web high Error  Some(\"x\")";
    let error = "2026-11-23T06:57:20Z web high Error  Some(\"down\")";
    for (level, text, first) in [("INFO", "up", info), ("ERROR", "down", error)] {
        let log =
            format!("2026-11-23 06:57:20 {level} {text}\n{line}\n{line}\n2026-11-23 06:57:20 INFO up\n");
        gives(&log, &[first, event, event, info]);
    }
    gives(&format!("{}{line}\n", "2026-11-23 06:57:20 INFO up\n".repeat(3)), &[info, info, info, event]);
}

#[test]
fn rows_of_postgresql_with_line_ends() {
    let row = |time: &str, level: &str, text: &str, query: &str| {
        format!(
            "2026-11-23 06:57:{time} UTC,\"shop\",\"pay\",1,\"10.0.0.5:5\",a.b,1,\"SELECT\",2026-11-23 06:50:00 UTC,4/12,0,{level},42P01,\"{text}\",,,,,,\"{query}\",15,,\"psql\"\n"
        )
    };
    let log = row(
        "22.125",
        "ERROR",
        "relation \"\"orders\"\" is not there",
        "select *\nfrom orders\n2026 is what\n",
    ) + &row("23", "LOG", "checkpoint", "");
    gives(
        &log,
        &[
            "2026-11-23T06:57:22.125Z web high Error  Some(\"relation \\\"orders\\\" is not there\")",
            "2026-11-23T06:57:23Z web info Error  Some(\"checkpoint\")",
        ],
    );
}

#[test]
fn tables_with_names_of_other_makers() {
    for (log, expected) in [
        (
            "\"TimeGenerated [UTC]\",Level,ResultDescription\n\"11/23/2026, 6:57:22 AM\",Error,x\n",
            "2026-11-23T06:57:22Z web high Error  Some(\"x\")",
        ),
        (
            "\"_time\",\"_raw\",host\n\"2026-11-23T06:57:22+0000\",\"2026-11-23 06:57:22 ERROR x\",h\n",
            "2026-11-23T06:57:22Z web high Error  Some(\"x\")",
        ),
        (
            "#Software: S\n#Fields: date-time,client-ip,source-context,event-id\n2026-11-23T06:57:22Z,10.0.0.1,\"a, b\",FAIL\n",
            "2026-11-23T06:57:22Z web - Error",
        ),
        (
            "#Fields: date time cs-method cs-uri sc-status time-taken\n2026-11-23 06:57:22 GET /pay?x=1 503 0.250\n",
            "2026-11-23T06:57:22Z web high Request  None Some(503) Some(\"/pay\") None None None Some(250.0)",
        ),
        (
            "#Fields: date time cs-method cs-uri-stem sc-status time-taken\n2026-11-23 06:57:22 GET /pay 503 250\n",
            "2026-11-23T06:57:22Z web high Request  None Some(503) Some(\"/pay\") None None None Some(250.0)",
        ),
    ] {
        gives(log, &[expected]);
    }
    // Commas make no table of what is none.
    let firewall = "Nov 23 06:57:22 fw1 1,2026/11/23 06:57:22,001,THREAT,t,u,alert\nNov 23 06:57:23 fw1 CEF:0|V|P|1|100|stopped|10|src=10.0.0.1\n";
    let (events, report) = read(firewall, &ReadOptions { year: Some(2026), ..with_service() });
    assert_eq!((events.len(), report.bad), (2, 0), "{events:?}");
}

#[test]
fn what_is_no_field_of_an_object_over_lines_stands_on_one() {
    let log = "{\n  \"time\": \"2026-11-23T06:57:22Z\",\n  \"n\": [\n    1\n  ]\n}\n";
    let options = ReadOptions { attributes: true, ..with_service() };
    let mut seen = Vec::new();
    read_events(&memory(log), &options, &mut |event, _| {
        seen.push(event.attributes.map(|attributes| format!("{attributes:?}")));
    })
    .unwrap();
    assert!(matches!(&seen[..], [Some(text)] if text.contains("[") && !text.contains("\\n")), "{seen:?}");
}
