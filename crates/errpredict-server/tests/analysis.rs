//! Analyses on demand: begun, looked at, stored, and told to those who listen.

use errpredict::analysis::Depth;
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{Event, Severity, Timestamp};
use errpredict_jobs::{Context, FORESIGHT, run_job};
use errpredict_store::IngestConfig;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::client::{Api, HOURS, config};
use crate::common::log::{Numbers, events, now};
use crate::common::run;
use errpredict_server::Role;

async fn done(api: &Api, token: &str, begun: &Value) -> Value {
    for _ in 0..600 {
        let found = api.get(begun["url"].as_str().unwrap(), token).await.ok();
        if found["status"] != "running" {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("an analysis does not end");
}

#[test]
fn an_analysis_that_is_asked_for_is_made_stored_and_told() {
    run(async {
        let api = Api::start(config()).await;
        let tenant = api.store.tenant_named("own").await.unwrap();
        let token = api.token(&api.key("own", "olga", Role::Operator).await).await;
        // Nothing is there yet.
        let begun = api.post("trigger-analysis/", &token, json!({"mode": "quick"})).await;
        assert_eq!(begun.status, 202);
        let failed = done(&api, &token, &begun.json()).await;
        assert_eq!(failed["status"], "failed");
        assert!(failed["error"].as_str().unwrap().contains("no event"), "{failed}");

        for batch in events(21).chunks(20_000) {
            tenant.ingest(batch.to_vec(), None, now(), &IngestConfig::default()).await.unwrap();
        }
        let head =
            format!("GET /api/ml/stream/ HTTP/1.1\r\nhost: t\r\nauthorization: Bearer {token}\r\n\r\n");
        let mut stream = tokio::net::TcpStream::connect(api.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut heard = vec![0; 4_096];
        let n = stream.read(&mut heard).await.unwrap();
        assert!(String::from_utf8_lossy(&heard[..n]).contains("text/event-stream"));

        let ask = json!({"mode": Depth::Deep, "at": now()});
        let begun = api.post("trigger-all-services-analysis/", &token, ask).await.ok();
        let found = done(&api, &token, &begun).await;
        assert_eq!((&found["status"], &found["done"]), (&json!("completed"), &json!(2)), "{found}");
        assert!(found["written"]["predictions"].as_u64().unwrap() > 10, "{found}");
        let total = api.get(&format!("predictions/?{HOURS}"), &token).await.ok()["count"].clone();
        assert_eq!(total, found["written"]["predictions"]);
        let mut told = String::new();
        while !told.contains("event: analysis") {
            let n = tokio::time::timeout(std::time::Duration::from_secs(10), stream.read(&mut heard))
                .await
                .unwrap()
                .unwrap();
            told.push_str(&String::from_utf8_lossy(&heard[..n]));
        }
        assert!(told.contains(begun["id"].as_str().unwrap()), "{told}");

        let unknown =
            api.post("trigger-analysis/", &token, json!({"service": "nobody", "mode": "full"})).await.ok();
        let failed = done(&api, &token, &unknown).await;
        assert!(failed["error"].as_str().unwrap().contains("nobody"), "{failed}");
        assert_eq!(api.post("trigger-analysis/", &token, json!({"mode": "deeper"})).await.status, 400);

        let causes = api.post("rca/analyze/", &token, json!({"service": "checkout", "at": now()})).await.ok();
        assert!(causes["root_causes"]["causes"].is_array(), "{causes}");
        let board = api.get("dashboard/summary/", &token).await.ok();
        assert!(
            board["health_score"].as_f64().is_some_and(|score| (0.0..=100.0).contains(&score)),
            "{board}"
        );
        for part in ["predictions", "anomalies", "models", "last_24h"] {
            assert!(board[part].is_object(), "{part}");
        }
        let answer = api.post("compute/severity/", &token, json!({"level": "WARN"})).await.ok();
        assert_eq!(answer, json!({"severity": "medium"}));
        assert_eq!(api.post("compute/severity/", &token, json!({"level": 3})).await.status, 400);
    });
}

/// Sixty days; a warning an hour before each burst: whoever knows the warning knows the burst.
fn foreshadowed() -> Vec<Event> {
    let mut numbers = Numbers(7);
    let mut all = Vec::new();
    let mut add = |at: Timestamp, service: &str, severity: Severity, kind: &str| {
        if at <= now() {
            let request_id = Some(format!("{kind}{}", all.len()));
            all.push(Event { request_id, ..Event::new(at, service, severity, kind) });
        }
    };
    for service in ["a", "b", "c", "d", "e", "f"] {
        for hour in 0..60 * 24 {
            let within = i64::try_from(numbers.below(3_600_000)).unwrap();
            let at = now().plus_ms(hour * HOUR_MS - 60 * DAY_MS + within);
            add(at, service, Severity::Info, "ok");
            if numbers.below(40) == 0 {
                (0..4).for_each(|i| add(at.plus_ms(i * 1_000), service, Severity::Medium, "slow"));
                let burst = at.plus_ms(HOUR_MS);
                (0..15).for_each(|i| add(burst.plus_ms(i * 20_000), service, Severity::Critical, "down"));
            }
        }
    }
    all
}

#[test]
fn the_model_that_answers_in_the_jobs_answers_who_asks_for_an_analysis() {
    run(async {
        let api = Api::start(config()).await;
        let tenant = api.store.tenant_named("own").await.unwrap();
        let token = api.token(&api.key("own", "olga", Role::Operator).await).await;
        for batch in foreshadowed().chunks(5_000) {
            tenant.ingest(batch.to_vec(), None, now(), &IngestConfig::default()).await.unwrap();
        }
        let context = Context::new(api.store.clone(), errpredict_jobs::Config::default()).unwrap();
        let before = now().plus_ms(-DAY_MS);
        let trained = run_job(&context, "train_error_prediction_models", &tenant, before).await.unwrap();
        assert_eq!(trained.outputs["trained"]["stage"], "active", "{}", trained.outputs);
        let model = tenant.active_model(FORESIGHT).await.unwrap().unwrap().id;
        let begun = api.post("trigger-analysis/", &token, json!({"mode": "full", "at": now()})).await.ok();
        let found = done(&api, &token, &begun).await;
        assert_eq!(found["status"], "completed", "{found}");
        let database = crate::common::superuser_of(&api.database).await;
        let said = "select count(*) filter (where model_id = $1), count(*) from ai_models.error_predictions where basis = 'model'";
        let row = database.query_one(said, &[&model]).await.unwrap();
        let (by_it, by_any): (i64, i64) = (row.get(0), row.get(1));
        assert!(by_it > 0 && by_it == by_any, "{by_it} of {by_any}");
    });
}
