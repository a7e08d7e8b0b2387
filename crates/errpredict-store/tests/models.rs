//! The registry of models, what is known about them, messages and runs.

use errpredict::Severity;
use errpredict::features::{FeatureDrift, FeatureStatistics};
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::vocabulary::{
    ModelType, NotificationChannel, NotificationStatus, PipelineStage, PipelineStatus, TrainingStatus,
};
use errpredict_store::{
    DayOfModel, Evaluation, ModelFigures, NewModel, NewNotification, Page, StageEnd, Tenant,
};
use uuid::Uuid;

use crate::common::log::now;
use crate::common::{migrated, run, superuser_of};
use errpredict_store::{Store, StoreConfig};

fn model(brier: f64) -> NewModel {
    NewModel {
        name: "critical-2h".to_owned(),
        model_type: ModelType::ErrorClassifier,
        service: Some("checkout".to_owned()),
        algorithm: "gradient_boosting".to_owned(),
        config: serde_json::json!({"rounds": 100}),
        sample_count: None,
        feature_count: Some(48),
        figures: ModelFigures { brier: Some(brier), ..ModelFigures::default() },
    }
}

async fn tenant() -> (tokio_postgres::Config, Store, Tenant) {
    let owner = migrated().await;
    let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("acme").await.unwrap().by("ada");
    (owner, store, tenant)
}

#[test]
fn one_model_of_a_name_answers_and_the_one_before_comes_back() {
    run(async {
        let (owner, _, tenant) = tenant().await;
        let bytes = |i: u8| vec![i; 70_000];
        let mut ids = Vec::new();
        for i in 0..3 {
            ids.push(tenant.register_model(&model(0.1), &bytes(i)).await.unwrap());
        }
        let all = tenant.models_of_name("critical-2h").await.unwrap();
        assert_eq!(all.iter().map(|one| one.version).collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!((&all[0].model, all[0].stage.as_str()), (&model(0.1), "shadow"));
        assert!(tenant.active_model("critical-2h").await.unwrap().is_none());
        // All at once: one of them answers in the end, and it names the one before.
        let (a, b) = tokio::join!(tenant.promote_model(ids[0]), tenant.promote_model(ids[1]));
        a.unwrap();
        b.unwrap();
        let active = tenant.active_model("critical-2h").await.unwrap().unwrap();
        let other = if active.id == ids[0] { ids[1] } else { ids[0] };
        assert_eq!(active.parent_id, Some(other));
        tenant.promote_model(ids[2]).await.unwrap();
        tenant.promote_model(ids[2]).await.unwrap();
        assert_eq!(tenant.roll_back_model("critical-2h").await.unwrap(), active.id);
        assert_eq!(tenant.active_model("critical-2h").await.unwrap().unwrap().id, active.id);
        let archived = tenant.model(ids[2]).await.unwrap().unwrap();
        assert_eq!(archived.stage, "archived");
        assert_eq!(tenant.roll_back_model("other").await.unwrap_err().code(), "not_found");
        let steps = tenant.audit_of("ml_models", &active.id.to_string()).await.unwrap();
        assert_eq!(steps.last().unwrap().action, "active");

        // Bytes come back, and damaged ones are refused.
        assert_eq!(tenant.model_artifact(ids[2]).await.unwrap().unwrap(), bytes(2));
        let admin = superuser_of(&owner).await;
        let damage = format!(
            "update ai_models.ml_models set artifact = set_byte(artifact, 5, 99) where id = '{}'",
            ids[2]
        );
        admin.batch_execute(&damage).await.unwrap();
        assert_eq!(tenant.model_artifact(ids[2]).await.unwrap_err().code(), "corrupt");
        assert_eq!(tenant.promote_model(ids[2]).await.unwrap_err().code(), "corrupt");
        assert_eq!(
            tenant.active_model("critical-2h").await.unwrap().unwrap().id,
            active.id,
            "the one before goes on"
        );
        let wrong = model(1.5);
        assert_eq!(tenant.register_model(&wrong, b"").await.unwrap_err().code(), "invalid_input");
    });
}

#[test]
fn what_is_known_of_a_model_goes_with_it() {
    run(async {
        let (owner, store, tenant) = tenant().await;
        let id = tenant.register_model(&model(0.2), b"m").await.unwrap();
        let hyper = serde_json::json!({"rate": 0.1});
        let training = tenant.begin_training(id, now(), &hyper).await.unwrap();
        assert_eq!(tenant.trainings_running_since(now().plus_ms(1)).await.unwrap().len(), 1);
        let end = now().plus_ms(HOUR_MS);
        let failed =
            tenant.end_training(training, TrainingStatus::Failed, end, None, None).await.unwrap_err();
        assert_eq!(failed.code(), "invalid_input", "a failure has a reason");
        assert!(
            tenant.end_training(training, TrainingStatus::Completed, end, Some(5_000), None).await.unwrap()
        );
        let stamped = tenant.model(id).await.unwrap().unwrap();
        assert_eq!(
            (stamped.last_trained_at, stamped.model.sample_count),
            (Some(end), Some(5_000)),
            "by the trigger"
        );
        assert_eq!(tenant.trainings(id, 9).await.unwrap()[0].status, TrainingStatus::Completed);

        let found =
            Evaluation { dataset: "last week".to_owned(), pr_auc: Some(0.4), ..Evaluation::default() };
        assert!(tenant.keep_evaluation(id, Some(training), end, &found).await.unwrap());
        assert!(!tenant.keep_evaluation(Uuid::nil(), None, end, &found).await.is_ok_and(|kept| kept));
        assert_eq!(tenant.evaluations(id, 9).await.unwrap(), std::slice::from_ref(&found));
        assert_eq!(tenant.evaluations_of_training(training).await.unwrap(), [found]);

        let today = today_by_the_clock();
        let day = DayOfModel {
            predictions_made: 10,
            predictions_correct: 7,
            brier: Some(0.2),
            ..DayOfModel::default()
        };
        tenant.keep_day_of_model(id, today, &DayOfModel::default()).await.unwrap();
        tenant.keep_day_of_model(id, today, &day).await.unwrap();
        assert_eq!(tenant.days_of_model(id, 9).await.unwrap(), std::slice::from_ref(&day));
        assert_eq!(
            tenant.days_of_all_models(today.plus_ms(-DAY_MS), 9).await.unwrap(),
            std::slice::from_ref(&day)
        );
        let wrong = DayOfModel { predictions_correct: 11, ..day };
        assert_eq!(tenant.keep_day_of_model(id, today, &wrong).await.unwrap_err().code(), "invalid_input");
        tenant.promote_model(id).await.unwrap();
        store.refresh_views().await.unwrap();
        let view = tenant.active_models_view().await.unwrap();
        assert_eq!((view[0].model_id, view[0].accuracy_7d), (id, Some(0.7)));
        assert_eq!(tenant.accuracy_trend().await.unwrap()[0].accuracy, Some(0.7));

        let feature: FeatureStatistics = serde_json::from_value(serde_json::json!({
            "name": "errors_1h", "rows": 10, "missing": 0.1, "min": 0.0, "max": 9.0, "mean": 2.0, "std": 1.0, "edges": [], "counts": []
        }))
        .unwrap();
        let importance = [("errors_1h".to_owned(), 0.8)];
        assert_eq!(tenant.keep_features(id, std::slice::from_ref(&feature), &importance).await.unwrap(), 1);
        let moved = FeatureDrift { name: "errors_1h".to_owned(), psi: 0.3, moved: true, now: feature };
        assert_eq!(tenant.keep_drift(id, &[moved]).await.unwrap(), 1);
        let kept = tenant.most_important_features(id, 9).await.unwrap();
        assert_eq!((kept[0].importance, kept[0].psi, kept[0].missing), (Some(0.8), Some(0.3), Some(0.1)));
        assert_eq!(tenant.drifted_features(0.25, 9).await.unwrap(), kept);

        superuser_of(&owner).await.batch_execute("delete from ai_models.ml_models").await.unwrap();
        assert!(
            tenant.trainings(id, 9).await.unwrap().is_empty()
                && tenant.evaluations(id, 9).await.unwrap().is_empty()
        );
        assert!(tenant.days_of_model(id, 9).await.unwrap().is_empty());
        assert!(tenant.most_important_features(id, 9).await.unwrap().is_empty());
    });
}

/// The views look at the days before the database's own.
#[expect(clippy::disallowed_methods, reason = "the database's clock is this machine's")]
fn today_by_the_clock() -> errpredict::Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    errpredict::Timestamp::from_ms(i64::try_from(since.as_millis()).unwrap()).unwrap()
}

#[test]
fn messages_are_sent_once_and_stages_end_once() {
    run(async {
        let (_, _, tenant) = tenant().await;
        let message = NewNotification {
            subject: "0123".to_owned(),
            severity: Severity::Critical,
            channel: NotificationChannel::Email,
            recipient: "ada".to_owned(),
            message: "payments fail".to_owned(),
            dedupe_key: "0123".to_owned(),
            escalation_level: 0,
        };
        let sms = NewNotification { channel: NotificationChannel::Sms, ..message.clone() };
        assert_eq!(tenant.notify(&[message.clone(), sms]).await.unwrap(), 2);
        assert_eq!(tenant.notify(std::slice::from_ref(&message)).await.unwrap(), 0, "once");
        let later = today_by_the_clock().plus_ms(1_000);
        let (a, b) = tokio::join!(
            tenant.claim_notifications(later, 1, 60_000),
            tenant.claim_notifications(later, 9, 60_000)
        );
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!(a.len() + b.len(), 2, "no message is taken twice");
        let all: Vec<_> = a.into_iter().chain(b).collect();
        assert!(tenant.claim_notifications(later, 9, 60_000).await.unwrap().is_empty());
        assert!(tenant.notification_failed(all[0].id, "refused", Some(later)).await.unwrap());
        let again = tenant.claim_notifications(later, 9, 60_000).await.unwrap();
        assert_eq!(
            (again[0].id, again[0].attempts, again[0].error.as_deref()),
            (all[0].id, 2, Some("refused"))
        );
        assert_eq!(
            tenant.notification_was_read(all[1].id).await.unwrap_err().code(),
            "invalid_argument",
            "not sent yet"
        );
        assert!(tenant.notification_was_sent(all[1].id).await.unwrap());
        assert!(tenant.notification_was_read(all[1].id).await.unwrap());
        assert!(tenant.notification_failed(all[0].id, "gone", None).await.unwrap());
        let told = tenant.notifications_about("0123").await.unwrap();
        assert_eq!(tenant.notifications_to("ada", 9).await.unwrap().len(), 2);
        let of = |status| told.iter().find(|one| one.status == status).unwrap();
        assert!(
            of(NotificationStatus::Read).delivered_at.is_some()
                && of(NotificationStatus::Read).read_at.is_some()
        );
        assert_eq!(of(NotificationStatus::Failed).error.as_deref(), Some("gone"));

        let run = Uuid::from_u128(7);
        let stage =
            tenant.begin_stage(run, "night", PipelineStage::ModelTraining, None, now()).await.unwrap();
        let twice =
            tenant.begin_stage(run, "night", PipelineStage::ModelTraining, None, now()).await.unwrap_err();
        assert_eq!(twice.code(), "conflict");
        let end = StageEnd { warnings: vec!["few rows".to_owned()], ..StageEnd::default() };
        assert!(tenant.end_stage(stage, now().plus_ms(9), &end).await.unwrap());
        assert!(!tenant.end_stage(stage, now().plus_ms(9), &end).await.unwrap(), "once");
        let runs = tenant.runs(&Page::default()).await.unwrap();
        assert_eq!((runs.len(), runs[0].status), (1, PipelineStatus::Warning));
        assert_eq!(tenant.stages_of_run(run).await.unwrap(), runs);
        assert_eq!(tenant.runs_in_trouble(now().plus_ms(-1), 9).await.unwrap(), runs);
    });
}
