//! What Prometheus reads of the service: every metric that the rules and the dashboard of `docs/operations` name is told.

use std::collections::BTreeSet;
use std::path::Path;

use errpredict::Severity;
use errpredict::vocabulary::{ModelType, NotificationChannel};
use errpredict_server::Role;
use errpredict_store::{Evaluation, ModelFigures, NewAlert, NewModel, OutMessage, PlannedSlot};
use serde_json::json;

use crate::client::Api;
use crate::common::run;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations").join(name))
        .unwrap()
}

/// Names of metrics of errpredict in a text, those of the parts of a histogram without their end.
fn named(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in text.split("errpredict_").skip(1) {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(part.len());
        let name = ["_bucket", "_sum", "_count"]
            .iter()
            .fold(&part[..end], |name, end| name.strip_suffix(end).unwrap_or(name));
        found.insert(format!("errpredict_{name}"));
    }
    found
}

#[test]
fn every_metric_of_the_rules_and_of_the_dashboard_is_told() {
    run(async {
        let (api, tenant, token) = Api::filled().await;
        let now = api.store.now().await.unwrap();
        let slot = PlannedSlot { slot: now.plus_ms(-60_000), skipped: false };
        for (job, error) in [("predict_errors_batch", None), ("detect_anomalies_background", Some("no"))] {
            api.store.plan_slots(job, &[slot], 1).await.unwrap();
            let claimed = api.store.claim_slot(&[job], "w", 60_000).await.unwrap().unwrap();
            api.store.end_slot(&claimed, error, None).await.unwrap();
        }
        let figures = ModelFigures::default();
        let model = NewModel {
            name: "foresight".to_owned(),
            model_type: ModelType::ErrorClassifier,
            service: None,
            algorithm: "logistic".to_owned(),
            config: json!({}),
            sample_count: None,
            feature_count: None,
            figures,
        };
        let id = tenant.register_model(&model, b"m").await.unwrap();
        tenant.promote_model(id).await.unwrap();
        let evaluation = Evaluation { brier: Some(0.125), ece: Some(0.0625), ..Evaluation::default() };
        tenant.keep_evaluation(id, None, now, &evaluation).await.unwrap();
        let database = crate::common::superuser_of(&api.database).await;
        database
            .batch_execute(&format!(
                "insert into ai_models.model_features (tenant_id, model_id, name, feature_type, psi) \
                 values ('{0}', '{id}', 'a', 'numeric', 0.5), ('{0}', '{id}', 'b', 'numeric', 0.1); \
                 update ai_models.ml_models set last_trained_at = now() where id = '{id}'",
                tenant.id()
            ))
            .await
            .unwrap();
        let alert = NewAlert {
            kind: "anomaly".to_owned(),
            about: "shop".to_owned(),
            key: "k".to_owned(),
            severity: Severity::High,
            opened_at: now,
            escalate_at: None,
            silenced: false,
            fired: json!({}),
        };
        let message = OutMessage {
            severity: Severity::High,
            channel: NotificationChannel::Email,
            recipient: "ada".to_owned(),
            message: "m".to_owned(),
            payload: json!({}),
            news: "fired".to_owned(),
            escalation_level: 0,
            not_before: None,
        };
        tenant.open_alert(&alert, &[message]).await.unwrap();
        let key = api.key("default", "sender", Role::Ingest).await;
        let lines: Vec<String> = (0..9)
            .map(|n| {
                let service = ["a", "b", "c"][n as usize % 3];
                json!({"timestamp": now.plus_ms(-3_600_000 - n).to_string(), "service": service, "severity": "error", "error_type": "E"})
                    .to_string()
            })
            .collect();
        api.send("POST", "ingest/events/", Some(&key), &[], lines.join("\n").as_bytes()).await.ok();
        let text = String::from_utf8(api.get("metrics", &token).await.body).unwrap();
        let told: BTreeSet<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next().map(str::to_owned))
            .collect();
        for file in ["prometheus-rules.yml", "grafana.json"] {
            let asked = named(&read(file));
            assert!(asked.len() > 10, "{asked:?}");
            let missing: Vec<_> = asked.difference(&told).collect();
            assert!(missing.is_empty(), "{file} names what is not told: {missing:?}\n{text}");
        }
        for line in [
            "errpredict_database_up 1",
            "errpredict_job_failed_slots{job_name=\"detect_anomalies_background\"} 1",
            "errpredict_job_failed_slots{job_name=\"predict_errors_batch\"} 0",
            "errpredict_model_brier_score{model=\"foresight\",version=\"1\"} 0.125",
            "errpredict_model_calibration_error{model=\"foresight\",version=\"1\"} 0.0625",
            "errpredict_model_feature_psi_max{model=\"foresight\",version=\"1\"} 0.5",
            "errpredict_model_features_drifted{model=\"foresight\",version=\"1\"} 1",
            "errpredict_alerts_open{kind=\"anomaly\",severity=\"high\"} 1",
            "errpredict_notifications_waiting 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        let late =
            text.lines().find_map(|line| line.strip_prefix("errpredict_arrival_delay_seconds ")).unwrap();
        assert!((3_600.0..3_700.0).contains(&late.parse::<f64>().unwrap()), "{late}");
        // Models and alerts of one tenant are nobody else's.
        let stranger = api.token(&api.key("other", "eve", Role::Viewer).await).await;
        let other = String::from_utf8(api.get("metrics", &stranger).await.body).unwrap();
        assert!(!other.contains("foresight") && !other.contains("errpredict_alerts_open{"), "{other}");
        // The page lists what there is.
        let page = read("../operations.md");
        let missing: Vec<_> = told.iter().filter(|name| !page.contains(name.as_str())).collect();
        assert!(missing.is_empty(), "docs/operations.md does not tell of {missing:?}");
    });
}
