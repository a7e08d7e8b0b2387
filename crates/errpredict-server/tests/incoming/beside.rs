//! Who called whom, how releases fare, floods, and what is told when there is too much.

use errpredict_server::{Config, Role};
use serde_json::{Value, json};

use crate::client::{Api, HOURS, config};
use crate::common::log::now;
use crate::common::run;

fn nanos(ms: i64) -> String {
    ((now().ms() as i128 - 60_000 + i128::from(ms)) * 1_000_000).to_string()
}

/// A request of `web` to `shop`, which asks a database; the second one fails.
fn traces() -> Value {
    let span = |trace: &str, id: &str, parent: &str, kind: u8, code: u8, attributes: Value| {
        json!({"traceId": trace, "spanId": id, "parentSpanId": parent, "name": "GET /pay", "kind": kind, "startTimeUnixNano": nanos(0),
            "endTimeUnixNano": nanos(40), "status": {"code": code}, "attributes": attributes})
    };
    let text = |name: &str, value: &str| json!({"key": name, "value": {"stringValue": value}});
    let resource = |service: &str, spans: Vec<Value>| json!({"resource": {"attributes": [text("service.name", service)]}, "scopeSpans": [{"spans": spans}]});
    let (mut web, mut shop) = (Vec::new(), Vec::new());
    for (trace, code) in [("5b8efff798038103d269b633813fc60c", 0), ("5b8efff798038103d269b633813fc60d", 2)] {
        web.push(span(trace, "eee19b7ec3c1b173", "", 2, 0, json!([])));
        web.push(span(
            trace,
            "eee19b7ec3c1b174",
            "eee19b7ec3c1b173",
            3,
            code,
            json!([text("server.address", "shop.internal")]),
        ));
        shop.push(span(trace, "eee19b7ec3c1b175", "eee19b7ec3c1b174", 2, code, json!([])));
        shop.push(span(
            trace,
            "eee19b7ec3c1b176",
            "eee19b7ec3c1b175",
            3,
            0,
            json!([text("db.system", "postgresql"), text("server.address", "db-1")]),
        ));
    }
    json!({"resourceSpans": [resource("web", web), resource("shop", shop)]})
}

#[test]
fn calls_are_added_once_and_are_what_an_analysis_of_causes_asks() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let viewer = api.token(&api.key("own", "v", Role::Viewer).await).await;
        let body = traces().to_string();
        for _ in 0..2 {
            api.send("POST", "ingest/otlp/v1/traces", Some(&key), &[], body.as_bytes()).await.ok();
        }
        let known = api.get("topology/", &viewer).await.ok()["results"].clone();
        let said: Vec<_> = known
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                (
                    row["service"].clone(),
                    row["uses"].clone(),
                    row["kind"].clone(),
                    row["calls"].clone(),
                    row["failed"].clone(),
                    row["mean_ms"].clone(),
                )
            })
            .collect();
        let row = |service: &str, uses: &str, kind: &str, failed: i64| {
            (json!(service), json!(uses), json!(kind), json!(2), json!(failed), json!(40.0))
        };
        assert_eq!(
            said,
            [row("shop", "postgresql db-1", "database", 0), row("web", "shop", "service", 1)],
            "{known}"
        );
        let statics = api.store.tenant_named("own").await.unwrap().statics().await.unwrap();
        assert_eq!(
            (statics.depends_on("web"), statics.depends_on("shop").len()),
            (&["shop".to_owned()][..], 0)
        );
        let stranger = api.token(&api.key("other", "eve", Role::Admin).await).await;
        assert_eq!(api.get("topology/", &stranger).await.ok()["results"], json!([]));
    });
}

#[test]
fn sessions_of_releases_are_added_up() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let viewer = api.token(&api.key("own", "v", Role::Viewer).await).await;
        let minute = |n: i64| now().plus_ms(-n * 60_000).to_string();
        let aggregates = json!({"attrs": {"release": "shop@1.2", "environment": "production"}, "aggregates": [
            {"started": minute(3), "exited": 7, "errored": 2}, {"started": minute(2), "exited": 10, "crashed": 1}]});
        let one = json!({"sid": "7c7b6585f8124c40b5ab1d6a4e7d0dd4", "init": false, "started": minute(3), "status": "crashed", "errors": 1,
            "attrs": {"release": "shop@1.2", "environment": "production"}});
        let report =
            json!({"discarded_events": [{"reason": "queue_overflow", "category": "error", "quantity": 23}]});
        let envelope = |kind: &str, body: &Value| {
            format!("{}\n{}\n{body}\n", json!({"sent_at": minute(1)}), json!({"type": kind}))
        };
        let path = format!("/api/7/envelope/?sentry_key={key}");
        for (kind, body) in [
            ("sessions", &aggregates),
            ("sessions", &aggregates),
            ("session", &one),
            ("client_report", &report),
        ] {
            api.send("POST", &path, None, &[], envelope(kind, body).as_bytes()).await.ok();
        }
        let found = api.get(&format!("releases/?{HOURS}"), &viewer).await.ok();
        let release = &found[0];
        assert_eq!(
            (&release["release"], &release["environment"]),
            (&json!("shop@1.2"), &json!("production"))
        );
        let counts =
            ["started", "errored", "crashed", "abnormal"].map(|name| release[name].as_i64().unwrap());
        assert_eq!(counts, [20, 2, 2, 0], "what was sent twice counts once: {found}");
        assert_eq!(release["crash_free"], 0.9);
        let metrics = String::from_utf8(api.get("metrics", &viewer).await.body).unwrap();
        assert!(metrics.lines().any(|line| line == "errpredict_client_discarded_total 23"), "{metrics}");
    });
}

#[test]
fn a_group_that_floods_is_thinned_and_its_counts_stay_exact() {
    run(async {
        let api = Api::start(Config { flood_all_up_to: 50, flood_one_in: 10, ..config() }).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let viewer = api.token(&api.key("own", "v", Role::Viewer).await).await;
        let line = |second: usize, n: usize, what: &str| {
            let at = now().plus_ms(-1_800_000 + second as i64 * 1_000 + n as i64);
            format!(
                "{}\n",
                json!({"timestamp": at.to_string(), "service": "pay", "severity": "error", "error_type": what, "message": "no answer"})
            )
        };
        let (mut kept, mut thinned) = (0, 0);
        for second in 0..30 {
            let batch: String =
                (0..20).map(|n| line(second, n, "Flood")).chain([line(second, 0, "Other")]).collect();
            let taken = api
                .send(
                    "POST",
                    "ingest/events/",
                    Some(&key),
                    &[("content-type", "application/x-ndjson")],
                    batch.as_bytes(),
                )
                .await
                .ok();
            kept += taken["stored"].as_u64().unwrap();
            thinned += taken["thinned"].as_u64().unwrap();
            if second == 20 {
                // A batch that comes again, in the midst of a flood, is nothing new.
                let again = api
                    .send(
                        "POST",
                        "ingest/events/",
                        Some(&key),
                        &[("content-type", "application/x-ndjson")],
                        batch.as_bytes(),
                    )
                    .await
                    .ok();
                assert_eq!(
                    (&again["stored"], &again["thinned"], &again["duplicates"]),
                    (&json!(0), &json!(0), &json!(21)),
                    "{again}"
                );
            }
        }
        // 50 whole, a tenth of the other 550 (the batch that came twice counted towards the flood), and the other group.
        assert_eq!(kept + thinned, 630);
        assert!((130..=140).contains(&kept), "{kept} are kept");
        let floods = api.get("errors/floods/", &viewer).await.ok()["results"].clone();
        assert_eq!(
            (&floods[0]["service"], &floods[0]["events"]),
            (&json!("pay"), &json!(thinned)),
            "{floods}"
        );
        let tenant = api.store.tenant_named("own").await.unwrap();
        assert_eq!(tenant.rollup().await.unwrap().system().errors().total(), 630, "every one is counted");
        let stored = api.get(&format!("errors/?{HOURS}&page_size=1"), &viewer).await.ok();
        assert_eq!(stored["count"], kept, "{stored}");
    });
}

#[test]
fn who_sends_too_much_is_told_in_the_words_of_its_protocol() {
    run(async {
        let api = Api::start(Config { principal_per_minute: 3, ..config() }).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let event = json!({"event_id": "9ec79c33ec9942ab8353589fcb2e04dc", "timestamp": now().to_string(), "level": "error",
            "exception": {"values": [{"type": "KeyError", "value": "cart"}]}});
        let envelope = format!("{{}}\n{}\n{event}\n", json!({"type": "event"}));
        let path = format!("/api/7/envelope/?sentry_key={key}");
        let mut statuses = Vec::new();
        let mut last = None;
        for _ in 0..5 {
            let answer = api.send("POST", &path, None, &[], envelope.as_bytes()).await;
            statuses.push(answer.status);
            last = Some(answer);
        }
        assert_eq!(statuses, [200, 200, 200, 429, 429]);
        let refused = last.unwrap();
        let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=20).contains(&wait), "{wait}");
        assert_eq!(refused.header("x-sentry-rate-limits"), Some(format!("{wait}::key:rate_limit")));
        assert_eq!(refused.header("access-control-allow-origin").as_deref(), Some("*"));
        let traces = traces().to_string();
        let otlp = api.send("POST", "ingest/otlp/v1/traces", Some(&key), &[], traces.as_bytes()).await;
        assert_eq!((otlp.status, otlp.header("retry-after").is_some()), (429, true));
    });
}
