//! Every endpoint, every role, the own and another tenant: as the description has them.

use std::collections::BTreeMap;

use errpredict::vocabulary::{ModelType, NotificationChannel, PipelineStage};
use errpredict::{Severity, Timestamp};
use errpredict_server::Role;
use errpredict_store::{
    AnomalyFilter, IngestConfig, ModelFigures, NewAlert, NewModel, NewNotification, NewSeries,
    NewWebhookSource, Page, PredictionFilter, Tenant,
};
use serde_json::json;
use uuid::Uuid;

use crate::client::{Api, config};
use crate::common::log::{analysis, events, now};
use crate::common::run;
use crate::description::{Described, operations};

const SOURCE: NewWebhookSource<'_> =
    NewWebhookSource { source: "s", form: "github", brings: "changes", secret: "0123456789abcdef" };

/// One id of everything, by the first part of its path.
pub(crate) async fn ids(api: &Api, tenant: &Tenant) -> BTreeMap<&'static str, Uuid> {
    let page = Page::default();
    tenant.write_analysis(&analysis()).await.unwrap();
    tenant.ingest(events(1), None, now(), &IngestConfig::default()).await.unwrap();
    let model = NewModel {
        name: "m".to_owned(),
        model_type: ModelType::ErrorClassifier,
        service: None,
        algorithm: "logistic".to_owned(),
        config: json!({}),
        sample_count: None,
        feature_count: None,
        figures: ModelFigures::default(),
    };
    let run = Uuid::from_u128(7);
    let at: Timestamp = now();
    tenant.begin_stage(run, "analysis", PipelineStage::Prediction, None, at).await.unwrap();
    let message = NewNotification {
        subject: "s".to_owned(),
        severity: Severity::High,
        channel: NotificationChannel::Dashboard,
        recipient: "admin".to_owned(),
        message: "m".to_owned(),
        dedupe_key: "d".to_owned(),
        escalation_level: 0,
    };
    tenant.notify(&[message]).await.unwrap();
    let notification = tenant.notifications_about("s").await.unwrap()[0].id;
    tenant.notification_was_sent(notification).await.unwrap();
    let series: NewSeries = serde_json::from_value(json!({"metric": "queue_length"})).unwrap();
    let spare = tenant.create_principal("spare", "service", &[]).await.unwrap();
    let key = tenant.create_key(spare, "k", &[7; 32], None).await.unwrap();
    let database = crate::common::superuser_of(&api.database).await;
    let one = async |table: &str| -> Uuid {
        let query = format!(
            "select x.id from {table} x join ai_platform.tenants t on t.id = x.tenant_id where t.name = 'own' limit 1"
        );
        database.query_one(&query, &[]).await.unwrap().get(0)
    };
    let alert = NewAlert {
        kind: "condition".to_owned(),
        about: "a".to_owned(),
        key: "k".to_owned(),
        severity: Severity::High,
        opened_at: at,
        escalate_at: None,
        silenced: false,
        fired: json!({}),
    };
    BTreeMap::from([
        ("alerts", tenant.open_alert(&alert, &[]).await.unwrap().unwrap()),
        ("models", tenant.register_model(&model, b"m").await.unwrap()),
        ("predictions", tenant.predictions(&PredictionFilter::default(), &page).await.unwrap()[0].id),
        ("anomalies", tenant.anomalies(&AnomalyFilter::default(), &page).await.unwrap()[0].id),
        ("forecasts", tenant.forecasts(None, &page).await.unwrap()[0].id),
        ("actions", tenant.actions(None, None, &page).await.unwrap()[0].id),
        ("insights", tenant.insights(None, None, &page).await.unwrap()[0].id),
        ("rca", tenant.root_causes(None, &page).await.unwrap()[0].id),
        ("analysis", run),
        ("errors", one("ai_models.error_events").await),
        ("patterns", one("ai_models.error_patterns").await),
        ("users", spare),
        ("keys", key),
        ("notifications", notification),
        ("deliveries", notification),
        ("sources", tenant.create_webhook_source(SOURCE).await.unwrap()),
        ("series", tenant.choose_series(&series).await.unwrap().id),
        ("tenants", tenant.id().parse().unwrap()),
    ])
}

/// A body that a route of one row takes at a time: what is planned lies ahead of the clock, not of the log.
fn said(described: &Described, ids: &BTreeMap<&str, Uuid>, at: Timestamp) -> String {
    let last = described.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let body = match last {
        "schedule" => json!({"at": at.plus_ms(3_600_000)}),
        "explain" => json!({"cause": "a", "resolution": "b"}),
        "ignore" => json!({"until": at.plus_ms(3_600_000)}),
        "merge" => json!({"into": ids["patterns"]}),
        "roles" => json!({"roles": ["viewer"]}),
        "mark_occurred" => json!({"timestamp": now()}),
        _ => json!({}),
    };
    body.to_string()
}

fn path_with(described: &Described, ids: &BTreeMap<&str, Uuid>) -> String {
    let path = described.path.replace("{service}", "checkout").replace("{file}", "index.html");
    let path = path.replace("{name}", "cleanup_old_predictions");
    if !path.contains("{id}") {
        return path;
    }
    let group = path.trim_start_matches("/api/ml/").split('/').next().unwrap();
    path.replace("{id}", &ids[group].to_string())
}

#[test]
fn every_endpoint_asks_for_its_role_and_shows_a_tenant_its_own() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        let ids = ids(&api, &own).await;
        let mut tokens = Vec::new();
        for role in Role::ALL {
            let key = api.key("own", role.name(), role).await;
            tokens.push((role, api.token(&key).await));
        }
        let stranger = api.token(&api.key("other", "eve", Role::Admin).await).await;
        let at = api.store.now().await.unwrap();
        let (mut checked, mut hidden) = (0, 0);
        for described in operations() {
            if described.path.ends_with("/stream/") {
                // It does not end by itself: see `analysis.rs`.
                continue;
            }
            let path = path_with(&described, &ids);
            let (method, what) = (described.method.as_str(), format!("{} {path}", described.method));
            let Some(needed) = described.role else {
                let answer =
                    api.send(method, &path, None, &[], if method == "POST" { b"{}" } else { b"" }).await;
                assert!(answer.status < 500 && answer.status != 403, "{what}: {answer:?}");
                continue;
            };
            let body: &[u8] = if method == "POST" { b"{}" } else { b"" };
            for (token, status) in [(None, 401), (Some("x.y.z"), 401), (Some(""), 401)] {
                let answer = api.send(method, &path, token, &[], body).await;
                assert_eq!(answer.status, status, "{what} without a token");
                assert_eq!(answer.header("www-authenticate").as_deref(), Some("Bearer"));
            }
            if described.path.contains("{id}") {
                // With a body that would do something: one that is refused for what it says shows nothing.
                let real = said(&described, &ids, at);
                let real = if method == "POST" { real.as_bytes() } else { b"" };
                let answer = api.send(method, &path, Some(&stranger), &[], real).await;
                let is_nothing = answer.status == 404
                    || answer.status == 403 && path.contains("/tenants/")
                    || answer.status == 200
                        && (answer.json()["revoked"] == false || answer.json()["count"] == 0);
                assert!(
                    is_nothing,
                    "another tenant: {what}: {} {}",
                    answer.status,
                    String::from_utf8_lossy(&answer.body)
                );
                hidden += 1;
            } else if method == "GET" && !["/metrics", "/tenants/"].iter().any(|end| path.ends_with(end)) {
                let text = api.send(method, &path, Some(&stranger), &[], b"").await;
                let text = String::from_utf8_lossy(&text.body).into_owned();
                assert!(
                    !text.contains("PaymentTimeout") && !text.contains("checkout\""),
                    "another tenant: {what}: {text}"
                );
            }
            for (role, token) in &tokens {
                let answer = api.send(method, &path, Some(token), &[], body).await;
                let said = String::from_utf8_lossy(&answer.body).into_owned();
                assert!(answer.status < 500, "{what} as {role:?}: {} {said}", answer.status);
                if path.contains("/tenants/") && method == "POST" {
                    assert_eq!(
                        answer.status == 403,
                        *role != Role::Admin || said.contains("platform"),
                        "{what}"
                    );
                } else {
                    assert_eq!(
                        answer.status == 403,
                        !role.may(needed),
                        "{what} as {role:?}: {} {said}",
                        answer.status
                    );
                }
                assert_ne!(answer.status, 401, "{what} as {role:?}");
                checked += 1;
            }
        }
        assert!(checked > 400 && hidden > 25, "{checked} {hidden}");
        // Nothing that the stranger tried changed anything.
        assert!(own.verify_audit().await.unwrap().is_empty());
        let audit = own.audit_entries(None, 1_000).await.unwrap();
        assert!(audit.iter().all(|entry| entry.actor.as_deref() != Some("eve")));
    });
}

#[test]
fn a_key_opens_ingestion_and_sign_in_alone() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let headers = [("x-api-key", key.as_str()), ("content-type", "application/x-ndjson")];
        let line =
            br#"{"timestamp":"2026-11-23T11:00:00Z","service":"a","severity":"error","error_type":"E"}"#;
        let taken = api.send("POST", "ingest/events/", None, &headers, line).await.ok();
        assert_eq!(taken["stored"], 1, "{taken}");
        assert_eq!(api.send("POST", "ingest/events/", Some(&key), &[], line).await.ok()["duplicates"], 1);
        let admin = api.key("own", "ada", Role::Admin).await;
        assert_eq!(api.get("models/", &admin).await.refused(401), "unauthorized");
        assert_eq!(api.send("GET", "models/", None, &[("x-api-key", &admin)], b"").await.status, 401);
        assert_eq!(api.get("metrics", &admin).await.status, 200);
        // Revoked, it opens nothing.
        let token = api.token(&admin).await;
        let keys = api.get("keys/", &token).await.ok()["results"].clone();
        assert!(!keys.to_string().contains(&key[40..]), "no secret is listed");
        let id =
            keys.as_array().unwrap().iter().find(|one| one["principal"] == "shop").unwrap()["id"].clone();
        let path = format!("keys/{}/", id.as_str().unwrap());
        assert_eq!(api.send("DELETE", &path, Some(&token), &[], b"").await.ok()["revoked"], true);
        assert_eq!(api.send("DELETE", &path, Some(&token), &[], b"").await.ok()["revoked"], false);
        assert_eq!(api.send("POST", "ingest/events/", Some(&key), &[], line).await.status, 401);
        // So do the tokens that it gave.
        let eves = api.token(&api.key("own", "eve", Role::Viewer).await).await;
        assert_eq!(api.get("models/", &eves).await.status, 200);
        let keys = api.get("keys/", &token).await.ok()["results"].clone();
        let of_eve = keys.as_array().unwrap().iter().find(|one| one["principal"] == "eve").unwrap();
        let path = format!("keys/{}/", of_eve["id"].as_str().unwrap());
        assert_eq!(api.send("DELETE", &path, Some(&token), &[], b"").await.ok()["revoked"], true);
        assert_eq!(api.get("models/", &eves).await.refused(401), "unauthorized");
    });
}
