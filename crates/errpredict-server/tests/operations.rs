//! Health, metrics, limits, answers that are kept ready, and how errors look.

use std::time::Duration;

use errpredict_server::{Config, Role, Secret, first_admin};
use errpredict_store::{Store, StoreConfig};
use serde_json::json;

use crate::client::{Api, HOURS, config, serve};
use crate::common::log::analysis;
use crate::common::run;

#[test]
fn the_service_says_how_it_is_and_what_it_did() {
    run(async {
        let (api, _, token) = Api::filled().await;
        for path in ["health/live", "health/ready", "health/live/"] {
            assert_eq!(api.send("GET", path, None, &[], b"").await.ok()["status"], "ok", "{path}");
        }
        api.get("models/", &token).await.ok();
        assert_eq!(api.get("models/7/", &token).await.refused(404), "not_found");
        let text = String::from_utf8(api.get("metrics", &token).await.body).unwrap();
        for line in [
            "errpredict_http_requests_total{method=\"GET\",route=\"models/\",status=\"200\"} 1",
            "errpredict_http_requests_total{method=\"GET\",route=\"models/{id}/\",status=\"404\"} 1",
            "# TYPE errpredict_http_request_seconds histogram",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        // A harmless id of a request comes back, another does not.
        let with = |id: &'static str| [("x-request-id", id)];
        assert_eq!(
            api.send("GET", "health/live", None, &with("abc-7"), b"").await.header("x-request-id").as_deref(),
            Some("abc-7")
        );
        let other =
            api.send("GET", "health/live", None, &with("a b;<x>"), b"").await.header("x-request-id").unwrap();
        assert_eq!(other.len(), 36, "{other}");
        assert_eq!(api.send("GET", "/nowhere", None, &[], b"").await.refused(404), "not_found");
        let of_sentry = api.send("POST", "/api/0/projects/acme/web/releases/", None, &[], b"{}").await;
        assert_eq!(
            (of_sentry.status, of_sentry.header("content-type").as_deref()),
            (501, Some("application/json"))
        );
        assert!(of_sentry.json()["detail"].as_str().unwrap().contains("takes source maps of sentry-cli"));
        assert_eq!(
            api.send("PATCH", "models/", Some(&token), &[], b"").await.refused(405),
            "method_not_allowed"
        );
        // The page needs nothing from anywhere else.
        let page = api.send("GET", "docs/", None, &[], b"").await;
        assert!(String::from_utf8_lossy(&page.body).contains("swagger-ui"), "{page:?}");
        assert_eq!(
            api.send("GET", "docs", None, &[], b"").await.header("location").as_deref(),
            Some("/api/ml/docs/")
        );
        // What is nowhere is counted and has an id as well, and each answer counts as what it was.
        for path in ["/nowhere", "docs"] {
            assert!(api.send("GET", path, None, &[], b"").await.header("x-request-id").is_some(), "{path}");
        }
        api.post("users/", &token, json!({"name": "bob", "roles": ["viewer"]})).await.ok();
        let text = String::from_utf8(api.get("metrics", &token).await.body).unwrap();
        for line in [
            "{method=\"ANY\",route=\"(no such path)\",status=\"404\"} 2",
            "{method=\"ANY\",route=\"(no such path)\",status=\"501\"} 1",
            "{method=\"ANY\",route=\"(no such method)\",status=\"405\"} 1",
            "{method=\"GET\",route=\"docs/\",status=\"308\"} 2",
            "{method=\"POST\",route=\"users/\",status=\"201\"} 1",
        ] {
            let line = format!("errpredict_http_requests_total{line}");
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(!text.contains("status=\"500\""), "{text}");
        let mut series: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.rsplit_once(' '))
            .map(|(series, _)| series)
            .collect();
        let n_series = series.len();
        series.sort_unstable();
        series.dedup();
        assert_eq!(series.len(), n_series, "each series once");
        for part in
            String::from_utf8_lossy(&page.body).split("=\"").skip(1).filter_map(|rest| rest.split('"').next())
        {
            assert!(!part.starts_with("http"), "{part}");
        }
        let starts = api.send("GET", "docs/swagger-initializer.js", None, &[], b"").await;
        assert!(String::from_utf8_lossy(&starts.body).contains("/api/ml/openapi.json"), "{starts:?}");
        let document = api.send("GET", "openapi.json", None, &[], b"").await.ok();
        assert_eq!(document["openapi"], "3.1.0");
    });
}

#[test]
fn whoever_asks_too_often_is_told_when_to_come_again() {
    run(async {
        let api = Api::start(Config { principal_per_minute: 5, ..config() }).await;
        let ada = api.token(&api.key("own", "ada", Role::Viewer).await).await;
        let bob = api.token(&api.key("own", "bob", Role::Viewer).await).await;
        let mut statuses = Vec::new();
        for _ in 0..7 {
            statuses.push(api.get("models/", &ada).await.status);
        }
        assert_eq!(statuses, [200, 200, 200, 200, 200, 429, 429]);
        let refused = api.get("models/", &ada).await;
        assert_eq!(refused.refused(429), "rate_limited");
        let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=12).contains(&wait), "{wait}");
        assert_eq!(api.get("models/", &bob).await.status, 200, "another principal");
        // All of a tenant together, and of no other.
        let api = Api::start(Config { tenant_per_minute: 4, ..config() }).await;
        let mut tokens = Vec::new();
        for (tenant, name) in [("own", "ada"), ("own", "bob"), ("other", "eve")] {
            tokens.push(api.token(&api.key(tenant, name, Role::Viewer).await).await);
        }
        for (who, status) in [(0, 200), (1, 200), (0, 200), (1, 200), (0, 429), (1, 429), (2, 200)] {
            assert_eq!(api.get("models/", &tokens[who]).await.status, status, "{who}");
        }
        let api = Api::start(Config { address_per_minute: 3, ..config() }).await;
        let mut statuses = Vec::new();
        for _ in 0..5 {
            statuses.push(api.send("POST", "auth/token/", None, &[], b"{}").await.status);
        }
        assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 2, "{statuses:?}");
    });
}

#[test]
fn what_is_kept_ready_is_right_after_writes_of_any_process() {
    run(async {
        let (api, tenant, token) = Api::filled().await;
        let path = format!("predictions/?{HOURS}&page_size=100");
        let hits = async || {
            let text = String::from_utf8(api.get("metrics", &token).await.body).unwrap();
            let line = text.lines().find(|line| line.starts_with("errpredict_cache_hits_total ")).unwrap();
            line.split(' ').nth(1).unwrap().parse::<f64>().unwrap()
        };
        // Until the service hears of changes nothing is kept.
        for _ in 0..100 {
            api.get(&path, &token).await.ok();
            if hits().await > 0.0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let before = hits().await;
        assert!(before > 0.0, "nothing is ever kept");
        let first = api.get(&path, &token).await.ok();
        assert_eq!(api.get(&path, &token).await.ok(), first);
        assert!(hits().await >= before + 1.0);
        // Its own write counts at once.
        let id = first["results"][0]["id"].as_str().unwrap();
        api.post(&format!("predictions/{id}/mark_occurred/"), &token, json!({})).await.ok();
        let after = api.get(&path, &token).await.ok();
        assert_eq!(after["results"][0]["actually_occurred"], true);
        // One of another process as soon as it is told.
        let store = Store::connect(api.database.clone(), &StoreConfig::default()).await.unwrap();
        let other = serve(store, config(), None).await;
        assert_ne!(other, api.address);
        let id: uuid::Uuid = first["results"][1]["id"].as_str().unwrap().parse().unwrap();
        tenant.resolve_predictions(&[errpredict_store::Resolution { id, occurred_at: None }]).await.unwrap();
        let mut seen = false;
        for _ in 0..40 {
            let now = api.get(&path, &token).await.ok();
            seen = now["results"][1]["actually_occurred"] == false;
            if seen {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        assert!(seen, "after a second it is still the old answer");
        let mut next = analysis();
        for service in &mut next.services {
            service.predictions.clear();
        }
        tenant.write_analysis(&next).await.unwrap();
        // Answers are those of the tenant that asks.
        let stranger = api.token(&first_admin(&api.store, "other").await.unwrap().unwrap()).await;
        assert_eq!(api.get(&path, &stranger).await.ok()["count"], 0);
    });
}

#[test]
fn a_service_that_is_reached_from_elsewhere_has_a_secret() {
    run(async {
        let api = Api::start(config()).await;
        let open = Config { secret: None, address: "0.0.0.0:0".parse().unwrap(), ..config() };
        let refused = errpredict_server::Service::new(api.store.clone(), open, None).unwrap_err();
        assert_eq!(refused.code(), "invalid_setting");
        assert!(refused.to_string().contains("auth.secret"), "{refused}");
    });
}

#[test]
fn the_key_of_another_program_is_none_that_this_one_signs_or_signed_with() {
    let shared = || Secret::new("fedcba9876543210fedcba9876543210");
    let with = |config: Config| Config { external_secret: Some(shared()), ..config };
    for config in [
        with(Config { secret: Some(shared()), ..config() }),
        with(Config { previous_secrets: vec![shared()], ..config() }),
    ] {
        let refused = config.check().unwrap_err();
        assert_eq!(refused.code(), "invalid_setting");
        assert!(refused.to_string().contains("auth.external_secret"), "{refused}");
    }
    with(config()).check().unwrap();
}
