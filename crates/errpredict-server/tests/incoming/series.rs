//! Series of Prometheus: chosen, kept once, judged minute by minute in the transaction that keeps them.

use errpredict_server::Role;
use serde_json::json;

use crate::client::{Answer, Api, config};
use crate::common::log::now;
use crate::common::run;

fn field(number: u8, inside: &[u8]) -> Vec<u8> {
    let mut out = vec![number << 3 | 2];
    varint(inside.len() as u64, &mut out);
    out.extend_from_slice(inside);
    out
}

fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A request of Prometheus: one series with its samples (minutes from the begin, value).
pub(crate) fn request(metric: &str, service: &str, samples: &[(f64, f64)]) -> Vec<u8> {
    let label =
        |name: &str, value: &str| field(1, &[field(1, name.as_bytes()), field(2, value.as_bytes())].concat());
    let mut series = [label("__name__", metric), label("service", service)].concat();
    let begin = now().plus_ms(-20 * 3_600_000).ms();
    for (minute, value) in samples {
        let mut sample = vec![1 << 3 | 1];
        sample.extend(value.to_bits().to_le_bytes());
        sample.push(2 << 3);
        varint((begin + (minute * 60_000.0) as i64).cast_unsigned(), &mut sample);
        series.extend(field(2, &sample));
    }
    snap::raw::Encoder::new().compress_vec(&field(1, &series)).unwrap()
}

/// A queue that is usually about 20 long and jumps in the last quarter of an hour.
fn queue(minutes: usize) -> Vec<(f64, f64)> {
    let usual = |minute: usize| 20.0 + ((minute * 7) % 5) as f64;
    let jumps = |minute: usize| if minute + 15 >= minutes { 400.0 } else { 0.0 };
    // Four scrapes a minute; the last of each counts.
    (0..minutes)
        .flat_map(|minute| {
            [0.2, 0.4, 0.7, 0.9].map(|part| (minute as f64 + part, usual(minute) + jumps(minute)))
        })
        .collect()
}

#[test]
fn chosen_series_are_kept_once_and_judged_once_whoever_sends_them() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "prometheus", Role::Ingest).await;
        let operator = api.token(&api.key("own", "olga", Role::Operator).await).await;
        let send = async |body: &[u8]| -> Answer {
            let headers = [("content-type", "application/x-protobuf"), ("content-encoding", "snappy")];
            api.send("POST", "ingest/prometheus/write", Some(&key), &headers, body).await
        };
        let whole = queue(600);
        // Nobody chose it yet.
        let told = send(&request("queue_length", "shop", &whole[..4])).await.ok();
        assert_eq!((&told["stored"], &told["others"]), (&json!(0), &json!(4)), "{told}");
        let chosen = api
            .post("series/", &operator, json!({"metric": "queue_length", "labels": {"service": "shop"}}))
            .await
            .ok();
        assert_eq!(chosen["reading"], "value");
        assert_eq!(
            api.post("series/", &operator, json!({"metric": "queue_length", "labels": {"service": "shop"}}))
                .await
                .refused(409),
            "conflict"
        );
        assert_eq!(
            api.post("series/", &operator, json!({"metric": "a", "reading": "rate"})).await.refused(400),
            "unknown_name"
        );

        // In parts, one of them twice, two at the same time.
        let parts: Vec<Vec<u8>> =
            whole.chunks(400).map(|part| request("queue_length", "shop", part)).collect();
        let mut stored = 0;
        for part in &parts {
            let (one, two) = tokio::join!(send(part), send(part));
            for told in [one.ok(), two.ok()] {
                stored += told["stored"].as_u64().unwrap();
            }
        }
        assert_eq!(stored, 2_400);
        // Once a minute it was judged, and the jump was found.
        let watched = api.get("series/watched/", &operator).await.ok()["results"].clone();
        assert_eq!(watched[0]["series"], "queue_length{service=\"shop\"}", "{watched}");
        let found = api.get("anomalies/", &operator).await.ok();
        let rows = found["results"].as_array().unwrap();
        let jump = rows.iter().find(|row| row["metric"]["measured"] == "queue_length{service=\"shop\"}");
        let jump = jump.unwrap_or_else(|| panic!("no anomaly: {found}"));
        assert_eq!(jump["type"], "spike", "{jump}");
        assert!(jump["actual"].as_f64().unwrap() > 300.0, "{jump}");

        // What the watch learnt is that of one process that saw every minute once.
        let watches = errpredict::Watches::default();
        let monitor =
            errpredict::Monitor::new(errpredict::RollupConfig::monitor()).unwrap().with_watches(watches);
        let begin = now().plus_ms(-20 * 3_600_000);
        for (minute, value) in whole.chunks(4).map(|four| four[3]) {
            let end = begin.plus_ms((minute.ceil() as i64) * 60_000);
            // The last minute may still go on.
            if minute.ceil() < 600.0 {
                monitor.measure("queue_length{service=\"shop\"}", end, value).unwrap();
            }
        }
        let client = crate::common::superuser_of(&api.database).await;
        let row = client.query_one("select watch from ai_platform.measured_series", &[]).await.unwrap();
        let kept: errpredict::Watches = serde_json::from_value(row.get(0)).unwrap();
        assert_eq!(kept, monitor.watches());
        let other = api.token(&api.key("other", "eve", Role::Admin).await).await;
        assert_eq!(api.get("series/watched/", &other).await.ok()["results"], json!([]));
    });
}

#[test]
fn counters_are_watched_by_their_growth_and_what_is_no_request_is_refused() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "prometheus", Role::Ingest).await;
        let operator = api.token(&api.key("own", "olga", Role::Operator).await).await;
        let chosen = api.post("series/", &operator, json!({"metric": "errors_total"})).await.ok();
        assert_eq!(chosen["reading"], "increase");
        let samples: Vec<(f64, f64)> =
            (0..10).map(|minute| (f64::from(minute) + 0.5, f64::from(minute) * 30.0)).collect();
        let body = request("errors_total", "shop", &samples);
        let told = api
            .send(
                "POST",
                "ingest/prometheus/write",
                Some(&key),
                &[("content-type", "application/x-protobuf")],
                &body,
            )
            .await
            .ok();
        // The first has no minute before it, the last may still go on.
        assert_eq!((&told["stored"], &told["judged"]), (&json!(10), &json!(8)), "{told}");
        let id = chosen["id"].as_str().unwrap();
        assert_eq!(
            api.send("DELETE", &format!("series/{id}/"), Some(&operator), &[], b"").await.ok()["revoked"],
            true
        );
        let told = api
            .send(
                "POST",
                "ingest/prometheus/write",
                Some(&key),
                &[("content-type", "application/x-protobuf")],
                &body,
            )
            .await
            .ok();
        assert_eq!(told["others"], 10, "{told}");
        let next = [("content-type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")];
        assert_eq!(api.send("POST", "ingest/prometheus/write", Some(&key), &next, &body).await.status, 415);
        let wrong = api
            .send(
                "POST",
                "ingest/prometheus/write",
                Some(&key),
                &[("content-type", "application/x-protobuf")],
                b"nonsense",
            )
            .await;
        assert_eq!(wrong.refused(400), "invalid_input");
    });
}
