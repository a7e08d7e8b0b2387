//! Events that come in: forms, packings, lines that cannot be read, batches that come twice.

use std::io::Write as _;

use errpredict_server::{Config, Role};
use errpredict_store::IngestConfig;

use crate::client::{Api, config};
use crate::common::log::{events, now};
use crate::common::run;

fn line(second: u32) -> String {
    format!(
        r#"{{"timestamp":"2026-11-23T11:00:{second:02}Z","service":"pay","severity":"error","error_type":"E","message":"no {second}"}}"#
    )
}

#[test]
fn a_log_is_taken_whatever_its_form_and_each_line_that_is_not_is_named() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let send = async |path: &str, headers: &[(&str, &str)], body: &[u8]| {
            let plain = [("content-type", "text/plain")];
            let headers = if headers.is_empty() { &plain[..] } else { headers };
            api.send("POST", path, Some(&key), headers, body).await
        };
        let ndjson = format!(
            "{}\n{{\"timestamp\":\"yesterday\",\"service\":\"pay\",\"severity\":\"error\"}}\n{}\n",
            line(1),
            line(2)
        );
        let taken = send("ingest/events/", &[], ndjson.as_bytes()).await.ok();
        assert_eq!((&taken["stored"], &taken["unread"]), (&2.into(), &1.into()), "{taken}");
        assert_eq!(taken["unread_lines"][0]["line"], 2, "{taken}");
        // The whole batch again is nothing new.
        let again = send("ingest/events/", &[], ndjson.as_bytes()).await.ok();
        assert_eq!((&again["stored"], &again["duplicates"]), (&0.into(), &2.into()));

        let array = format!("[{},{}]", line(3), line(4));
        assert_eq!(send("ingest/events/", &[], array.as_bytes()).await.ok()["stored"], 2);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(line(5).as_bytes()).unwrap();
        let packed = gzip.finish().unwrap();
        let headers = [("content-encoding", "gzip"), ("content-type", "application/x-ndjson")];
        assert_eq!(send("ingest/events/", &headers, &packed).await.ok()["stored"], 1);
        let text = b"2026-11-23 11:00:06,125 - pay.views - ERROR - no answer\n";
        let taken = send("ingest/events/?service=pay", &[], text).await.ok();
        assert_eq!(taken["stored"], 1, "{taken}");
        assert!(taken["notes"].to_string().contains("UTC"), "what is assumed is said: {taken}");

        // What cannot be used is no success.
        let refused = send(
            "ingest/events/",
            &[],
            b"{\"timestamp\":\"1999-01-01T00:00:00Z\",\"service\":\"a\",\"severity\":\"error\"}",
        )
        .await;
        assert_eq!(refused.status, 422, "{refused:?}");
        assert!(
            refused.json()["refused"][0]["reason"].as_str().unwrap().contains("kept"),
            "{}",
            refused.json()
        );
        for (path, headers, code) in [
            ("ingest/events/?format=nonsense", &[][..], "unknown_name"),
            ("ingest/events/?colour=red", &[], "invalid_argument"),
            (
                "ingest/events/",
                &[("content-encoding", "compress"), ("content-type", "text/plain")],
                "unknown_name",
            ),
            (
                "ingest/events/",
                &[("idempotency-key", ""), ("content-type", "text/plain")],
                "invalid_argument",
            ),
        ] {
            assert_eq!(send(path, headers, line(9).as_bytes()).await.refused(400), code, "{path}");
        }
        let viewer = api.token(&api.key("own", "v", Role::Viewer).await).await;
        assert_eq!(
            api.send("POST", "ingest/events/", Some(&viewer), &[], line(9).as_bytes()).await.refused(403),
            "forbidden"
        );
        let found = api.get("errors/?hours=87840&service=pay", &viewer).await.ok();
        assert_eq!(found["count"], 6, "{found}");
        let id = found["results"][0]["id"].as_str().unwrap();
        assert_eq!(api.get(&format!("errors/{id}/"), &viewer).await.ok(), found["results"][0]);
        let stats = api.get("errors/stats/?hours=87840", &viewer).await.ok();
        assert_eq!((&stats["events"], &stats["errors"]), (&6.into(), &6.into()), "{stats}");
    });
}

#[test]
fn a_batch_with_a_key_is_stored_once_and_too_much_is_refused() {
    run(async {
        let api = Api::start(Config { max_body_bytes: 4 << 10, ..config() }).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        // Equal lines are events of their own, unless the batch is the same.
        let same = format!("{}\n{}\n", line(1), line(1));
        let with = |key: &'static str| [("idempotency-key", key), ("content-type", "application/x-ndjson")];
        let first = api.send("POST", "ingest/events/", Some(&key), &with("b1"), same.as_bytes()).await.ok();
        assert_eq!(first["stored"], 2);
        let again = api.send("POST", "ingest/events/", Some(&key), &with("b1"), same.as_bytes()).await.ok();
        assert_eq!((&again["stored"], &again["duplicates"]), (&0.into(), &2.into()));
        let other = api.send("POST", "ingest/events/", Some(&key), &with("b1"), line(2).as_bytes()).await;
        assert_eq!(other.refused(409), "conflict");
        let next = api.send("POST", "ingest/events/", Some(&key), &with("b2"), same.as_bytes()).await.ok();
        assert_eq!(next["stored"], 2, "another batch");

        let long =
            api.send("POST", "ingest/events/", Some(&key), &with("b3"), "x".repeat(5 << 10).as_bytes()).await;
        assert_eq!(long.refused(413), "limit_exceeded");
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
        let bomb = bomb.finish().unwrap();
        assert!(bomb.len() < 4 << 10);
        let refused = api.send("POST", "ingest/events/", Some(&key), &with("b4"), &bomb).await;
        assert_eq!(refused.refused(413), "limit_exceeded", "it unpacks to more");
    });
}

#[test]
fn what_is_acknowledged_is_stored_although_the_sender_goes_away() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let tenant = api.store.tenant_named("own").await.unwrap();
        tenant.ingest(events(1), None, now(), &IngestConfig::default()).await.unwrap();
        let mut sent = 0;
        for i in 0..20_u32 {
            use tokio::io::AsyncWriteExt as _;
            let body = line(i);
            let head = format!(
                "POST /api/ml/ingest/events/ HTTP/1.1\r\nhost: t\r\nauthorization: Bearer {key}\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            let mut stream = tokio::net::TcpStream::connect(api.address).await.unwrap();
            stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await.unwrap();
            if i % 2 == 0 {
                // Gone at some moment, before or after the commit: the event is there once, or not at all.
                tokio::time::sleep(std::time::Duration::from_millis(u64::from(i))).await;
                drop(stream);
            } else {
                use tokio::io::AsyncReadExt as _;
                let mut answer = [0_u8; 15];
                stream.read_exact(&mut answer).await.unwrap();
                assert_eq!(&answer, b"HTTP/1.1 200 OK");
                sent += 1;
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let client = crate::common::superuser_of(&api.database).await;
        let row = client
            .query_one(
                "select count(*), count(distinct message), count(*) filter (where right(message, 1) in ('1', '3', '5', '7', '9'))
                 from ai_models.error_events where service = 'pay'",
                &[],
            )
            .await
            .unwrap();
        let (all, distinct, acknowledged): (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
        assert_eq!(
            (all, acknowledged),
            (distinct, sent),
            "each at most once, and each that was acknowledged"
        );
    });
}
