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
