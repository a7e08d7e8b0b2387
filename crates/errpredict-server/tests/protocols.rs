//! What other software sends: bodies of real clients to the running service, and what of them stands in the store.

use errpredict_server::Role;
use errpredict_store::Tenant;
use serde_json::{Value, json};

use crate::client::{Api, config};
use crate::common::log::now;
use crate::common::run;

/// A record of a log and its moment, which lies in what the store keeps.
fn otlp_logs() -> Value {
    let nanos = (now().ms() as i128 - 60_000) * 1_000_000;
    json!({"resourceLogs": [{
        "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "checkout"}}]},
        "scopeLogs": [{"logRecords": [
            {"timeUnixNano": nanos.to_string(), "severityNumber": 17, "body": {"stringValue": "no mail to anna@example.com"}},
            {"timeUnixNano": "nonsense", "severityNumber": 17, "body": {"stringValue": "when?"}},
        ]}],
    }]})
}

async fn kept(tenant: &Tenant, service: &str) -> Vec<errpredict::Event> {
    tenant.events_of_service(service, now().plus_ms(-86_400_000), now().plus_ms(60_000), 100).await.unwrap()
}

#[test]
fn what_open_telemetry_sends_is_stored_without_what_is_of_people() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let body = otlp_logs().to_string();
        let taken = api.send("POST", "ingest/otlp/v1/logs", Some(&key), &[], body.as_bytes()).await.ok();
        assert_eq!(taken["partialSuccess"]["rejectedLogRecords"], "1", "{taken}");
        let tenant = api.store.tenant_named("own").await.unwrap();
        let events = kept(&tenant, "checkout").await;
        let said: Vec<_> = events.iter().map(|event| event.message.as_deref().unwrap_or_default()).collect();
        assert_eq!(said, ["no mail to <mail>"]);
        // The same with the address without a slash behind, and refused without a key.
        let again = api.send("POST", "ingest/otlp/v1/logs/", Some(&key), &[], body.as_bytes()).await.ok();
        assert_eq!(again["partialSuccess"]["rejectedLogRecords"], "1", "{again}");
        assert_eq!(kept(&tenant, "checkout").await.len(), 1);
        assert_eq!(api.send("POST", "ingest/otlp/v1/logs", None, &[], body.as_bytes()).await.status, 401);
        let other = [("content-type", "text/plain")];
        let refused = api.send("POST", "ingest/otlp/v1/logs", Some(&key), &other, body.as_bytes()).await;
        assert_eq!(refused.status, 400);
    });
}

#[test]
fn a_client_of_sentry_points_here_by_its_dsn_alone() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let event = json!({
            "event_id": "9ec79c33ec9942ab8353589fcb2e04dc", "timestamp": now().to_string(), "level": "error", "platform": "python",
            "exception": {"values": [{"type": "KeyError", "value": "cart"}]},
        });
        let envelope = format!(
            "{}\n{}\n{event}\n",
            json!({"event_id": "9ec79c33ec9942ab8353589fcb2e04dc"}),
            json!({"type": "event"})
        );
        let auth = format!("Sentry sentry_version=7, sentry_client=sentry.python/2.75.0, sentry_key={key}");
        let by_header = [("x-sentry-auth", auth.as_str()), ("content-type", "application/x-sentry-envelope")];
        let sent = api.send("POST", "/api/42/envelope/", None, &by_header, envelope.as_bytes()).await;
        assert_eq!(sent.header("access-control-allow-origin").as_deref(), Some("*"));
        assert_eq!(sent.ok(), json!({"id": "9ec79c33ec9942ab8353589fcb2e04dc"}));
        // The same event as an old client sends it, by its query, is the same event.
        let path = format!("/api/42/store/?sentry_key={key}&sentry_version=7");
        let sent = api.send("POST", &path, None, &[], event.to_string().as_bytes()).await.ok();
        assert_eq!(sent["id"], "9ec79c33ec9942ab8353589fcb2e04dc");
        let tenant = api.store.tenant_named("own").await.unwrap();
        let events = kept(&tenant, "project-42").await;
        assert_eq!(events.len(), 1, "{events:?}");
        assert_eq!((events[0].error_type.as_str(), events[0].message.as_deref()), ("KeyError", Some("cart")));

        for (path, headers) in [("/api/42/envelope/", &[][..]), ("/api/42/envelope/?sentry_key=nobody", &[])]
        {
            let refused = api.send("POST", path, None, headers, envelope.as_bytes()).await;
            assert_eq!(refused.status, 401, "{path}");
            assert_eq!(refused.header("access-control-allow-origin").as_deref(), Some("*"), "{path}");
        }
        let viewer = api.key("own", "looks", Role::Viewer).await;
        let path = format!("/api/42/envelope/?sentry_key={viewer}");
        assert_eq!(api.send("POST", &path, None, &[], envelope.as_bytes()).await.status, 403);
        let asked = api.send("OPTIONS", "/api/42/envelope/", None, &[], b"").await;
        assert_eq!(
            (asked.status, asked.header("access-control-allow-methods").as_deref()),
            (204, Some("POST, OPTIONS"))
        );
    });
}

#[test]
fn a_deployment_is_one() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "ci", Role::Ingest).await;
        let body = json!({"service": "pay", "version": "2.1", "time": now().plus_ms(-60_000).to_string()})
            .to_string();
        let taken = api.send("POST", "ingest/changes/", Some(&key), &[], body.as_bytes()).await.ok();
        assert_eq!(taken["stored"], 1, "{taken}");
        let tenant = api.store.tenant_named("own").await.unwrap();
        let events = kept(&tenant, "pay").await;
        assert_eq!(events[0].kind, errpredict::EventKind::Deployment);
        assert_eq!(events[0].release.as_deref(), Some("2.1"));
        let wrong = api.send("POST", "ingest/changes/", Some(&key), &[], br#"{"service":"pay"}"#).await;
        assert!(wrong.status == 400 || wrong.status == 422, "{}", wrong.status);
    });
}
