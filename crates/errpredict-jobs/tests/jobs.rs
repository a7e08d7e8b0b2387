//! The eight jobs on a log with trouble in it.

use errpredict::analysis::Depth;
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::vocabulary::{ModelType, TrainingStatus};
use errpredict_jobs::{Config, Context, JOBS, run_job};
use errpredict_store::{ModelFigures, NewModel, SeenCall};
use serde_json::{Value, json};

use crate::common::log::{events, now};
use crate::common::{number, put, run, store, superuser_of};

#[test]
fn every_job_does_its_work_and_again_changes_nothing() {
    run(async {
        let (owner, store, tenant) = store().await;
        let context = Context::new(store.clone(), Config::default()).unwrap();
        // Without a log every job says so and fails of nothing.
        for job in JOBS {
            let done = run_job(&context, job.name, &tenant, now()).await;
            assert!(done.is_ok(), "{}: {done:?}", job.name);
        }
        put(&tenant, events(30), now()).await;
        let admin = superuser_of(&owner).await;
        let of = async |text: &str| number(&admin, text).await;
        let job = async |name: &str, at| run_job(&context, name, &tenant, at).await.unwrap();

        // Yesterday's questions, and today's analysis of the whole.
        let trained = job("train_error_prediction_models", now().plus_ms(-2 * DAY_MS)).await;
        let is_learnt = trained.outputs["trained"]["stage"] == "active";
        assert!(is_learnt || trained.outputs["trained"]["skipped"].is_string(), "{}", trained.outputs);
        for hours in [36, 30, 3] {
            let done = job("predict_errors_batch", now().plus_ms(-hours * HOUR_MS)).await;
            assert!(done.outputs["written"]["predictions"].as_u64().unwrap() > 0, "{}", done.outputs);
            assert_eq!(done.outputs["model"].is_string(), is_learnt, "{}", done.outputs);
        }
        let before = of("select count(*) from ai_models.error_predictions").await;
        job("predict_errors_batch", now().plus_ms(-3 * HOUR_MS)).await;
        assert_eq!(
            of("select count(*) from ai_models.error_predictions").await,
            before,
            "asked again, nothing is doubled"
        );

        // What was due is resolved, what came and what did not.
        let done = job("evaluate_model_performance", now()).await;
        let resolved = &done.outputs["resolved"];
        assert!(resolved["occurred"].as_u64().unwrap() > 0, "{resolved}");
        assert!(resolved["did_not_occur"].as_u64().unwrap() > 0, "{resolved}");
        let due = format!(
            "select count(*) from ai_models.error_predictions where resolved_at is null and due_at <= '{}'",
            now().plus_ms(-HOUR_MS)
        );
        assert_eq!(of(&due).await, resolved["unknown"].as_i64().unwrap());
        let again = job("evaluate_model_performance", now()).await;
        assert_eq!(again.outputs["resolved"]["predictions"], 0, "said once");

        // Found, told, and told no second time.
        let found = job("detect_anomalies_background", now()).await;
        assert!(found.outputs["ongoing"].as_u64().unwrap() > 0, "{}", found.outputs);
        assert_eq!(found.outputs["depth"], "deep", "a message says why");
        let opened = found.outputs["alerts"]["opened"].as_u64().unwrap();
        assert!(opened >= 1, "{}", found.outputs);
        let again = job("alert_high_risk_predictions", now()).await;
        assert_eq!(again.outputs["anomalies"]["opened"], 0);
        assert_eq!(of("select count(*) from ai_platform.alerts where kind = 'anomaly'").await as u64, opened);

        let meant = job("generate_ai_insights", now()).await;
        assert!(meant.outputs["insights"].as_u64().unwrap() > 0, "{}", meant.outputs);
        let tracked = job("track_model_performance", now()).await;
        assert_eq!(tracked.outputs["days"].is_u64(), is_learnt, "{}", tracked.outputs);
        // A training whose process is gone is said to have failed; one of today may still run.
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
        let model = tenant.register_model(&model, b"m").await.unwrap();
        for hours in [30, 3] {
            tenant.begin_training(model, now().plus_ms(-hours * HOUR_MS), &json!({})).await.unwrap();
        }
        let cleaned = job("cleanup_old_predictions", now()).await;
        assert!(cleaned.outputs["services_put_together"].as_u64().unwrap() > 0);
        assert_eq!(cleaned.outputs["trainings_lost"], 1);
        let states: Vec<_> = tenant.trainings(model, 9).await.unwrap().iter().map(|one| one.status).collect();
        assert_eq!(states, [TrainingStatus::Running, TrainingStatus::Failed]);
        // The counts that were put together are those of before.
        let analysed = context.analysed(&tenant, now(), Depth::Quick).await.unwrap().unwrap();
        assert_eq!(Value::from(analysed.analysis.events), found.samples);
        assert_eq!(run_job(&context, "sleep", &tenant, now()).await.unwrap_err().code(), "unknown_name");
    });
}

#[test]
fn who_calls_whom_is_known_to_what_is_learnt_and_foreseen() {
    run(async {
        let (_, store, tenant) = store().await;
        let config = Config::read("[jobs]\nzone = \"Europe/Paris\"", |_| None).unwrap();
        let context = Context::new(store, config).unwrap();
        let none = context.statics(&tenant).await.unwrap();
        assert_eq!((none.services().count(), none.zone()), (0, Some("Europe/Paris")));
        let call = SeenCall {
            service: "search".to_owned(),
            uses: "checkout".to_owned(),
            kind: "service",
            calls: 2,
            failed: 1,
            total_ms: 80.0,
            last_seen: now(),
        };
        assert!(tenant.add_calls([1; 32], &[call]).await.unwrap());
        let statics = context.statics(&tenant).await.unwrap();
        assert_eq!(
            (statics.depends_on("search"), statics.zone()),
            (&["checkout".to_owned()][..], Some("Europe/Paris"))
        );
        // What was learnt with it answers the questions that are asked with it.
        put(&tenant, events(30), now()).await;
        let trained = run_job(&context, "train_error_prediction_models", &tenant, now().plus_ms(-DAY_MS))
            .await
            .unwrap();
        let is_learnt = trained.outputs["trained"]["stage"] == "active";
        let done = run_job(&context, "predict_errors_batch", &tenant, now()).await.unwrap();
        assert_eq!(done.outputs["model"].is_string(), is_learnt, "{}", done.outputs);
    });
}

#[test]
fn jobs_of_one_time_share_one_analysis_as_deep_as_any_asks() {
    run(async {
        let (owner, store, tenant) = store().await;
        put(&tenant, events(10), now()).await;
        let context = Context::new(store, Config::default()).unwrap();
        let at = now();
        for name in ["detect_anomalies_background", "generate_ai_insights", "predict_errors_batch"] {
            run_job(&context, name, &tenant, at).await.unwrap();
        }
        let admin = superuser_of(&owner).await;
        let analyses = "select count(*) from ai_models.ml_pipeline_logs where pipeline = 'analyze'";
        assert_eq!(
            number(&admin, analyses).await,
            1,
            "at a full hour all three are due: one analysis is for all"
        );
        run_job(&context, "detect_anomalies_background", &tenant, at.plus_ms(15 * 60_000)).await.unwrap();
        assert!(number(&admin, analyses).await >= 2);
    });
}
