//! What an operator asks for: traces of the service itself, a training, a preview of alerts.

use std::time::Duration;

use errpredict::analysis::Analysis;
use errpredict::predict::ProbabilityModel;
use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::vocabulary::ModelType;
use errpredict::{Severity, Timestamp};
use errpredict_server::{Config, Role, Secret};
use errpredict_store::{IngestConfig, ModelFigures, NewModel, Resolution, Tenant};
use serde_json::{Value, json};

use crate::client::{Api, config};
use crate::common::log::{analysis, events, now};
use crate::common::run;

/// The real time: previews and traces are of the present.
fn present() -> Timestamp {
    let seconds = i64::try_from(jsonwebtoken::get_current_timestamp()).unwrap();
    Timestamp::clamped(seconds * 1_000)
}

#[test]
fn its_own_traces_reach_a_collector() {
    run(async {
        let collector = Api::start(config()).await;
        let key = collector.key("own", "traces", Role::Ingest).await;
        let reader = collector.token(&collector.key("own", "reader", Role::Viewer).await).await;
        let traced = Config {
            otel_endpoint: Some(format!("http://{}/api/ml/ingest/otlp", collector.address)),
            otel_headers: Some(Secret::new(format!("x-api-key={key}"))),
            otel_service_name: "errpredict-of-test".to_owned(),
            ..config()
        };
        let api = Api::start(traced).await;
        let token = api.token(&api.key("own", "ada", Role::Admin).await).await;
        let parent = [("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")];
        assert_eq!(api.send("GET", "models/", Some(&token), &parent, b"").await.status, 200);
        let unsampled = [("traceparent", "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")];
        assert_eq!(api.send("GET", "anomalies/", Some(&token), &unsampled, b"").await.status, 200);
        assert_eq!(api.get("models/7/", &token).await.status, 404);
        let mut found = Vec::new();
        for _ in 0..100 {
            let page = collector.get("errors/?hours=1&service=errpredict-of-test", &reader).await.ok();
            found = page["results"].as_array().unwrap().clone();
            if found.len() >= 3 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let of = |endpoint: &str| found.iter().find(|event| event["endpoint"] == endpoint);
        let models = of("/api/ml/models/").unwrap_or_else(|| panic!("{found:#?}"));
        assert_eq!((&models["kind"], &models["status_code"]), (&json!("request"), &json!(200)), "{models}");
        assert!(models["response_time_ms"].as_f64().unwrap() > 0.0, "{models}");
        assert!(
            models.to_string().contains("0af7651916cd43dd8448eb211c80319c"),
            "the trace goes on: {models}"
        );
        assert_eq!(of("/api/ml/models/{id}/").unwrap()["status_code"], 404);
        assert!(of("/api/ml/anomalies/").is_none(), "where the beginning was not traced, the rest is not");
        let text = String::from_utf8(api.get("metrics", &token).await.body).unwrap();
        assert!(text.contains("errpredict_spans_dropped 0\n"), "{text}");
        // The collector was not traced, and what is sent to it makes nothing of its own.
        let text = String::from_utf8(collector.get("metrics", &reader).await.body).unwrap();
        assert!(text.contains("route=\"ingest/otlp/v1/traces\",status=\"200\""), "{text}");
    });
}

#[test]
fn a_collector_that_is_not_there_costs_spans_and_nothing_else() {
    run(async {
        let api =
            Api::start(Config { otel_endpoint: Some("http://127.0.0.1:9".to_owned()), ..config() }).await;
        let token = api.token(&api.key("own", "ada", Role::Viewer).await).await;
        let mut dropped = 0.0;
        for _ in 0..100 {
            assert_eq!(api.get("models/", &token).await.status, 200);
            let text = String::from_utf8(api.get("metrics", &token).await.body).unwrap();
            let line = text.lines().find(|line| line.starts_with("errpredict_spans_dropped ")).unwrap();
            dropped = line.split(' ').nth(1).unwrap().parse::<f64>().unwrap();
            if dropped > 0.0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!(dropped > 0.0);
    });
}

fn model(model_type: ModelType, config: Value) -> NewModel {
    NewModel {
        name: format!("bursts by {}", model_type.name()),
        model_type,
        service: None,
        algorithm: "logistic".to_owned(),
        config,
        sample_count: None,
        feature_count: None,
        figures: ModelFigures::default(),
    }
}

async fn ended(api: &Api, token: &str, begun: &Value) -> Value {
    for _ in 0..600 {
        let all = api.get(begun["url"].as_str().unwrap(), token).await.ok()["results"].clone();
        let found = all.as_array().unwrap().iter().find(|one| one["id"] == begun["training_id"]).cloned();
        if let Some(found) = found.filter(|one| one["status"] != "running") {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("a training does not end");
}

#[test]
fn a_training_that_is_lost_with_its_process_is_told_as_failed() {
    run(async {
        let api = Api::start(config()).await;
        let tenant = api.store.tenant_named("own").await.unwrap();
        let token = api.token(&api.key("own", "olga", Role::Viewer).await).await;
        let id = tenant.register_model(&model(ModelType::ErrorClassifier, json!({})), b"old").await.unwrap();
        let now = api.store.now().await.unwrap();
        let lost = tenant.begin_training(id, now.plus_ms(-2 * HOUR_MS), &json!({})).await.unwrap();
        let runs = tenant.begin_training(id, now.plus_ms(-60_000), &json!({})).await.unwrap();
        let all = api.get(&format!("models/{id}/training-history/"), &token).await.ok()["results"].clone();
        let of = |id: uuid::Uuid| all.as_array().unwrap().iter().find(|one| one["id"] == json!(id)).unwrap();
        assert_eq!(of(lost)["status"], "failed", "{all}");
        assert!(of(lost)["failure_reason"].as_str().unwrap().contains("an hour"), "{all}");
        assert_eq!(of(runs)["status"], "running", "{all}");
        let detail = api.get(&format!("models/{id}/"), &token).await.ok();
        assert!(
            detail["trainings"].as_array().unwrap().iter().any(|one| one["status"] == "failed"),
            "{detail}"
        );
        // It was not lost after all: how it ended stands.
        tenant
            .end_training(lost, errpredict::vocabulary::TrainingStatus::Completed, now, Some(7), None)
            .await
            .unwrap();
        let all = api.get(&format!("models/{id}/training-history/"), &token).await.ok()["results"].clone();
        assert!(all.to_string().contains("completed"), "{all}");
    });
}

#[test]
fn a_model_is_trained_anew_on_what_is_stored() {
    run(async {
        let api = Api::start(config()).await;
        let tenant = api.store.tenant_named("own").await.unwrap();
        let token = api.token(&api.key("own", "olga", Role::Approver).await).await;
        let plan = json!({"task": {"target": "burst", "horizon_ms": 4 * HOUR_MS}, "training": {"method": {"method": "logistic"}}});
        let id =
            tenant.register_model(&model(ModelType::ErrorClassifier, plan.clone()), b"old").await.unwrap();
        let path = format!("models/{id}/train/");
        // Nothing is stored yet.
        let begun = api.post(&path, &token, json!({})).await;
        assert_eq!(begun.status, 202);
        let failed = ended(&api, &token, &begun.json()).await;
        assert_eq!(failed["status"], "failed");
        assert!(failed["failure_reason"].as_str().unwrap().contains("ingest/events/"), "{failed}");

        for batch in events(21).chunks(20_000) {
            tenant.ingest(batch.to_vec(), None, now(), &IngestConfig::default()).await.unwrap();
        }
        let begun = api.post(&path, &token, json!({"seed": 7})).await.ok();
        let done = ended(&api, &token, &begun).await;
        assert_eq!(done["status"], "completed", "{done}");
        assert!(done["samples"].as_i64().unwrap() > 100, "{done}");
        let versions = tenant.models_of_name("bursts by error_classifier").await.unwrap();
        assert_eq!(versions.len(), 2);
        let new = versions.iter().find(|one| one.id != id).unwrap();
        assert_eq!((new.stage.as_str(), new.version), ("shadow", 2));
        let bytes = tenant.model_artifact(new.id).await.unwrap().unwrap();
        let fitted = ProbabilityModel::from_bytes(&bytes).unwrap();
        assert_eq!((fitted.model.horizon_ms, fitted.model.seed), (4 * HOUR_MS, 7));
        let evaluations =
            api.get(&format!("models/{}/evaluations/", new.id), &token).await.ok()["results"].clone();
        assert!(
            evaluations[0]["brier"].as_f64().is_some_and(|brier| (0.0..0.5).contains(&brier)),
            "{evaluations}"
        );
        // And answers once somebody lets it.
        let now_active = api.post(&format!("models/{}/promote/", new.id), &token, json!({})).await.ok();
        assert_eq!(now_active["model"]["stage"], "active");

        let other = tenant.register_model(&model(ModelType::AnomalyDetection, plan), b"x").await.unwrap();
        let refused = api.post(&format!("models/{other}/train/"), &token, json!({})).await;
        assert_eq!(refused.refused(400), "invalid_argument");
        let odd = json!({"plan": {"task": {"target": "burst", "horizon_ms": 7}}});
        assert_eq!(api.post(&path, &token, odd).await.refused(400), "invalid_setting");
        assert_eq!(api.post(&path, &token, json!({"plan": {"tsk": {}}})).await.refused(400), "invalid_input");
    });
}

/// The same analysis, said at another time.
fn said_at(at: Timestamp) -> Analysis {
    let mut all = analysis();
    all.effective_at = at;
    for service in &mut all.services {
        service.forecast = None;
        service.predictions.retain(|one| one.target.name() == "critical" && one.horizon_minutes == 120);
        for prediction in &mut service.predictions {
            (prediction.at, prediction.probability, prediction.alert) = (at, 0.8, true);
            (prediction.lower, prediction.upper) = (prediction.lower.min(0.8), prediction.upper.max(0.8));
        }
        for anomaly in &mut service.anomalies {
            let by = at.ms() - anomaly.start.ms();
            (anomaly.start, anomaly.end) = (anomaly.start.plus_ms(by), anomaly.end.plus_ms(by));
            (anomaly.peak, anomaly.at) = (anomaly.peak.plus_ms(by), anomaly.at.plus_ms(by));
        }
    }
    all.system.forecast = None;
    all.system.predictions.clear();
    all.system.anomalies.clear();
    all
}

async fn resolve(tenant: &Tenant, at: Timestamp, came: impl Fn(&str) -> Option<bool>) {
    let due = tenant.unresolved_predictions(present(), 1_000).await.unwrap();
    let of_time = due.iter().filter(|one| one.said.at == at);
    let one = |one: &errpredict_store::StoredPrediction| {
        let came = came(one.said.scope.service()?)?;
        Some(Resolution { id: one.id, occurred_at: came.then(|| at.plus_ms(MINUTE_MS)) })
    };
    tenant.resolve_predictions(&of_time.filter_map(one).collect::<Vec<_>>()).await.unwrap();
}

#[test]
fn a_policy_is_tried_on_the_past_before_it_is_switched_on() {
    run(async {
        let api = Api::start(config()).await;
        let tenant = api.store.tenant_named("own").await.unwrap();
        let token = api.token(&api.key("own", "vera", Role::Viewer).await).await;
        let ask = async |policy: Value| api.post("alerts/preview/", &token, policy).await.ok();
        // Nothing is known, and that is said.
        let nothing = ask(json!({})).await;
        assert_eq!(
            (&nothing["predictions"]["messages"], &nothing["predictions"]["precision"]),
            (&json!(0), &Value::Null)
        );
        assert!(nothing["notes"][0].as_str().unwrap().contains("No prediction is stored"), "{nothing}");

        let minute = present().floor_to(MINUTE_MS);
        let (early, same, late) =
            (minute.plus_ms(-9 * HOUR_MS), minute.plus_ms(-8 * HOUR_MS), minute.plus_ms(-5 * HOUR_MS));
        for at in [early, same, late] {
            tenant.write_analysis(&said_at(at)).await.unwrap();
        }
        // Of checkout it came the first time, of payments it did not; later nobody knows.
        resolve(&tenant, early, |service| Some(service == "checkout")).await;
        let found = ask(json!({"probability": 0.5, "days": 2, "severity": null})).await;
        let services =
            tenant.past_predictions(early.plus_ms(-1), 0.5, None, None, 100).await.unwrap().len() / 3;
        assert!(services >= 2, "{services}");
        // Twice each: what was said an hour after the first was about the same two hours.
        let expected = json!(services * 2);
        assert_eq!(found["predictions"]["messages"], expected, "{found}");
        assert_eq!(found["predictions"]["right"], 1);
        assert_eq!(found["predictions"]["wrong"], json!(services - 1));
        assert_eq!(found["predictions"]["unknown"], json!(services));
        let precision = found["predictions"]["precision"].as_f64().unwrap();
        assert!((precision - 1.0 / services as f64).abs() < 1e-12, "{found}");
        assert_eq!(found["anomalies"]["messages"], 0, "{found}");
        assert!(found["notes"].to_string().contains("nobody knows yet"), "{found}");
        assert_eq!(found["messages_per_day"].as_f64().unwrap(), services as f64);
        // Of one service.
        let one = ask(json!({"probability": 0.5, "service": "checkout", "severity": null})).await;
        assert_eq!((&one["predictions"]["messages"], &one["predictions"]["right"]), (&json!(2), &json!(1)));
        assert_eq!(ask(json!({"probability": 0.81, "severity": null})).await["predictions"]["messages"], 0);

        // Anomalies: only people say whether they were right.
        let before = ask(json!({"severity": "low"})).await;
        let messages = before["anomalies"]["messages"].as_u64().unwrap();
        assert!(messages > 0 && before["anomalies"]["unknown"] == messages, "{before}");
        assert_eq!(before["anomalies"]["precision"], Value::Null);
        let operator = api.token(&api.key("own", "olga", Role::Operator).await).await;
        let anomalies = api.get("anomalies/", &operator).await.ok();
        let id = anomalies["results"][0]["id"].as_str().unwrap().to_owned();
        api.post(&format!("anomalies/{id}/false_positive/"), &operator, json!({})).await.ok();
        let after = ask(json!({"severity": "low"})).await;
        assert_eq!(
            (&after["anomalies"]["wrong"], &after["anomalies"]["precision"]),
            (&json!(1), &json!(0.0)),
            "{after}"
        );
        let worst =
            ask(json!({"severity": Severity::Critical})).await["anomalies"]["messages"].as_u64().unwrap();
        assert!(worst <= messages);

        for (policy, word) in [
            (json!({"probability": 1.5}), "probability"),
            (json!({"days": 0}), "days"),
            (json!({"target": "all"}), "critical"),
            (json!({"channel": "mail"}), "channel"),
        ] {
            let refused = api.post("alerts/preview/", &token, policy).await;
            assert_eq!(refused.status, 400);
            assert!(String::from_utf8_lossy(&refused.body).contains(word), "{refused:?}");
        }
    });
}
