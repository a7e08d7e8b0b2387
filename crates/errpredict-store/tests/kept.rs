//! How long what is kept, and whose it is: what one tenant writes names nothing of another, and changes nothing of it.

use errpredict::analysis::Analysis;
use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::vocabulary::{ModelType, NotificationChannel, PipelineStage};
use errpredict::{Event, RollupConfig, Severity};
use errpredict_store::{
    AnomalyFilter, FeatureSnapshot, IngestConfig, ModelFigures, NewModel, NewNotification, Page,
    PredictionFilter, RetentionConfig, Store, StoreConfig, Tenant, TrainingFigures,
};
use tokio_postgres::{Client, Config};
use uuid::Uuid;

use crate::common::log::{analysis, events, now};
use crate::common::{migrated, run, superuser_of};
use crate::erasure::said;

/// The functions that are tried here as another tenant, beside those of the repository.
pub(crate) const TRIED: [&str; 5] = [
    "keep_training_figures",
    "write_analysis_of",
    "write_analysis_of_some",
    "create_with_admin",
    "let_tenant",
];

async fn tenants() -> (Config, Store, Tenant, Tenant) {
    let owner = migrated().await;
    let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
    let own = store.tenant_named("acme").await.unwrap().by("ada");
    let other = store.tenant_named("other").await.unwrap().by("eve");
    (owner, store, own, other)
}

fn model(name: &str) -> NewModel {
    NewModel {
        name: name.to_owned(),
        model_type: ModelType::ErrorClassifier,
        service: None,
        algorithm: "logistic".to_owned(),
        config: serde_json::json!({}),
        sample_count: None,
        feature_count: None,
        figures: ModelFigures::default(),
    }
}

async fn one(admin: &Client, query: &str) -> i64 {
    admin.query_one(query, &[]).await.unwrap().get(0)
}

#[test]
fn events_stay_as_long_as_they_are_taken() {
    run(async {
        let (owner, store, own, _) = tenants().await;
        let year = IngestConfig { retention_days: 365, ..IngestConfig::default() };
        store.keep_events_for(365).await.unwrap();
        let old = |days: i64| Event::new(now().plus_ms(-days * DAY_MS), "s", Severity::High, "E");
        own.ingest(vec![old(300), old(100), old(1)], None, now(), &year).await.unwrap();
        own.write_analysis(&analysis()).await.unwrap();
        let admin = superuser_of(&owner).await;
        let left = "select count(*) from ai_models.error_events";
        assert_eq!(store.retire(now(), &RetentionConfig::default()).await.unwrap().parts, 0);
        assert_eq!(one(&admin, left).await, 3);
        // More is more, and less is nothing less.
        store.keep_events_at_least_for(30).await.unwrap();
        assert_eq!(store.retire(now(), &RetentionConfig::default()).await.unwrap().parts, 0);
        // As it was said it moves to another store.
        let mut file = Vec::new();
        store.export(&mut file).await.unwrap();
        let two = Store::connect(migrated().await, &StoreConfig::default()).await.unwrap();
        two.restore(&mut std::io::Cursor::new(&file)).await.unwrap();
        assert_eq!(two.retire(now(), &RetentionConfig::default()).await.unwrap().parts, 0);

        let shorter = RetentionConfig { events_days: Some(200), ..RetentionConfig::default() };
        assert_eq!(store.retire(now(), &shorter).await.unwrap().parts, 1);
        assert_eq!(one(&admin, left).await, 2);
        let filter = PredictionFilter::default();
        let all = Page { after: None, limit: 9 };
        let later = now().plus_ms(120 * DAY_MS);
        let long = RetentionConfig { results_days: Some(365), ..RetentionConfig::default() };
        store.retire(later, &long).await.unwrap();
        assert!(!own.predictions(&filter, &all).await.unwrap().is_empty(), "results are kept for a year");
        let short = RetentionConfig { results_days: Some(90), ..RetentionConfig::default() };
        store.retire(later, &short).await.unwrap();
        assert!(own.predictions(&filter, &all).await.unwrap().is_empty());
        let never = store.keep_events_for(0).await.unwrap_err();
        assert_eq!(never.code(), "invalid_input", "{never}");
    });
}

#[test]
fn tokens_alerts_and_the_bytes_of_models_that_are_over_go_and_what_is_in_use_stays() {
    run(async {
        let (owner, store, own, _) = tenants().await;
        let ada = own.create_principal("ada", "person", &["admin"]).await.unwrap();
        let (soon, far) = (now().plus_ms(DAY_MS), now().plus_ms(4_000 * DAY_MS));
        own.create_key(ada, "lasting", &[1; 32], None).await.unwrap();
        own.create_key(ada, "long", &[2; 32], Some(far)).await.unwrap();
        own.create_key(ada, "over", &[3; 32], Some(soon)).await.unwrap();
        let mut models = Vec::new();
        for i in 0..3 {
            let id = own.register_model(&model("m"), &[i]).await.unwrap();
            own.promote_model(id).await.unwrap();
            models.push(id);
        }
        let admin = superuser_of(&owner).await;
        let alerts = "insert into ai_platform.alerts (tenant_id, kind, about, key, severity, opened_at, seen_at, resolved_at, updated_at, fired)
            select id, 'platform', a, 'k', 'high', '2026-01-01', '2026-01-01', r, '2026-01-02', '{}' from ai_platform.tenants,
            (values ('going', null::timestamptz), ('over', '2026-01-02')) v (a, r) where name = 'acme'";
        admin.batch_execute(alerts).await.unwrap();
        let times = "alter table ai_models.ml_models disable trigger user; update ai_models.ml_models set updated_at = '2026-01-01';
            alter table ai_models.ml_models enable trigger user";
        admin.batch_execute(times).await.unwrap();
        store.retire(now().plus_ms(100 * DAY_MS), &RetentionConfig::default()).await.unwrap();
        let names = "select string_agg(name, ' ' order by name) from ai_platform.tokens";
        let names: String = admin.query_one(names, &[]).await.unwrap().get(0);
        assert_eq!(names, "lasting long");
        let about: String = admin
            .query_one("select string_agg(about, ' ') from ai_platform.alerts", &[])
            .await
            .unwrap()
            .get(0);
        assert_eq!(about, "going");
        // The first is laid aside for good; the second would come back.
        assert_eq!(own.model_artifact(models[0]).await.unwrap(), None);
        let gone = own.promote_model(models[0]).await.unwrap_err();
        assert!(gone.code() == "not_found" && gone.message().contains("not kept any more"), "{gone}");
        assert_eq!(own.roll_back_model("m").await.unwrap(), models[1]);
        assert_eq!(own.model_artifact(models[1]).await.unwrap(), Some(vec![1]));
    });
}

#[test]
fn a_row_names_no_row_of_another_tenant() {
    run(async {
        let (owner, _, own, other) = tenants().await;
        own.write_analysis(&analysis()).await.unwrap();
        other.write_analysis(&analysis()).await.unwrap();
        let ada = own.create_principal("ada", "person", &["viewer"]).await.unwrap();
        let model_of_own = own.register_model(&model("m"), b"m").await.unwrap();
        let training = own.begin_training(model_of_own, now(), &serde_json::json!({})).await.unwrap();
        other.register_model(&model("m"), b"m").await.unwrap();
        let mut admin = superuser_of(&owner).await;
        let fill = "insert into ai_platform.change_events (tenant_id, service, at, kind, subject) select id, 's', now(), 'other', 'x' from ai_platform.tenants;
            insert into ai_models.prediction_feedback (tenant_id, feedback_type, service, at, about) select id, 'useful', 's', now(), now() from ai_platform.tenants";
        admin.batch_execute(fill).await.unwrap();
        let of =
            |table: &str| format!("(select id from {table} where tenant_id = '{}'::uuid limit 1)", own.id());
        let mine = format!("where tenant_id = '{}'::uuid", other.id());
        let (anomaly, action) = (of("ai_models.anomaly_detections"), of("ai_models.preventive_actions"));
        let change = of("ai_platform.change_events");
        let changes = [
            format!("update ai_models.anomaly_detections set model_id = '{model_of_own}' {mine}"),
            format!("update ai_models.ml_models set parent_id = '{model_of_own}' {mine}"),
            format!("update ai_models.ml_pipeline_logs set model_id = '{model_of_own}' {mine}"),
            format!("update ai_models.root_cause_analysis set model_id = '{model_of_own}' {mine}"),
            format!("update ai_models.root_cause_analysis set change_event_id = {change} {mine}"),
            format!("update ai_models.preventive_actions set anomaly_id = {anomaly} {mine}"),
            format!("update ai_models.prediction_feedback set anomaly_id = {anomaly} {mine}"),
            format!("update ai_models.prediction_feedback set action_id = {action} {mine}"),
            format!(
                "insert into ai_platform.roles (tenant_id, principal_id, role) values ('{}', '{ada}', 'admin')",
                other.id()
            ),
            format!(
                "insert into ai_platform.tokens (tenant_id, principal_id, kind, digest) values ('{}', '{ada}', 'api_key', sha256('x'))",
                other.id()
            ),
            format!(
                "insert into ai_platform.action_runs (tenant_id, action_id, kind, executor) values ('{}', {action}, 'execute', 'e')",
                other.id()
            ),
            format!(
                "insert into ai_models.model_evaluation_metrics (tenant_id, model_id, training_id, dataset, evaluated_at)
                select tenant_id, id, '{training}', 'd', now() from ai_models.ml_models {mine}"
            ),
        ];
        for change in changes {
            let work = admin.transaction().await.unwrap();
            // Also where it is asked at the commit.
            let done = match work.batch_execute(&change).await {
                Ok(()) => work.commit().await,
                Err(error) => Err(error),
            };
            let refused = done.expect_err(&change);
            let state = refused.as_db_error().map(|error| error.code().code().to_owned());
            assert_eq!(state.as_deref(), Some("23503"), "{change}: {refused}");
        }
        // What names one of its own stays when that goes.
        let own_id = other.models_of_name("m").await.unwrap()[0].id;
        let named = format!("update ai_models.anomaly_detections set model_id = '{own_id}' {mine}");
        admin.batch_execute(&named).await.unwrap();
        admin.batch_execute(&format!("delete from ai_models.ml_models where id = '{own_id}'")).await.unwrap();
        let left = format!("select count(*) from ai_models.anomaly_detections {mine} and model_id is null");
        assert!(one(&admin, &left).await > 0);
    });
}

#[test]
fn an_alert_is_in_the_audit_log_however_it_was_raised_and_what_was_on_the_screen_is_kept() {
    run(async {
        let (_, _, own, _) = tenants().await;
        // Base rates raise no alert: as a model with a threshold says it.
        let mut found = analysis();
        let raised = found.services.iter_mut().flat_map(|one| one.predictions.first_mut());
        raised.for_each(|prediction| prediction.alert = true);
        own.write_analysis(&found).await.unwrap();
        let all = Page { after: None, limit: 1_000 };
        let of = |alert: bool| PredictionFilter { alert: Some(alert), ..PredictionFilter::default() };
        let alerted = own.predictions(&of(true), &all).await.unwrap();
        assert!(!alerted.is_empty());
        let is_alert = |entries: &[errpredict_store::AuditEntry]| {
            entries.iter().filter(|entry| entry.action == "alert").count()
        };
        for prediction in &alerted {
            let entries = own.audit_of("error_predictions", &prediction.id.to_string()).await.unwrap();
            assert_eq!(is_alert(&entries), 1, "{entries:?}");
        }
        // Found again it is raised no second time.
        own.write_analysis(&found).await.unwrap();
        let entries = own.audit_of("error_predictions", &alerted[0].id.to_string()).await.unwrap();
        assert_eq!(is_alert(&entries), 1, "{entries:?}");
        let calm = own.predictions(&of(false), &all).await.unwrap().remove(0);
        assert!(own.raise_alert(calm.id).await.unwrap());
        let entries = own.audit_of("error_predictions", &calm.id.to_string()).await.unwrap();
        assert_eq!(is_alert(&entries), 1, "{entries:?}");
        let after = entries[0].after.clone().unwrap_or_default();
        assert_eq!(entries[0].before.as_ref().map(|before| before["alert"].clone()), Some(false.into()));
        let factors = serde_json::to_value(&calm.said.factors).unwrap();
        assert_eq!(after["seen"]["factors"], factors);
        assert!(after["seen"]["because"].is_array(), "{after}");
        assert!(own.verify_audit().await.unwrap().is_empty());
    });
}

/// The same analysis so many minutes later, in which nothing is found any more.
fn calm(found: &Analysis, minutes: i64) -> Analysis {
    let mut later = found.clone();
    later.effective_at = found.effective_at.plus_ms(minutes * MINUTE_MS);
    later.services.iter_mut().chain([&mut later.system]).for_each(|one| one.anomalies.clear());
    later
}

#[test]
fn what_is_not_found_any_more_does_not_go_on_and_who_looks_at_one_service_says_nothing_of_others() {
    run(async {
        let (_, _, own, other) = tenants().await;
        let found = analysis();
        own.write_analysis(&found).await.unwrap();
        other.write_analysis(&found).await.unwrap();
        let filter = AnomalyFilter { ongoing: Some(true), ..AnomalyFilter::default() };
        let page = Page { after: None, limit: 1_000 };
        let going = async |tenant: &Tenant| tenant.anomalies(&filter, &page).await.unwrap();
        let all = going(&own).await;
        let service = all.iter().find_map(|one| one.found.scope.service()).unwrap();
        let of_it = all.iter().filter(|one| one.found.scope.service() == Some(service)).count();
        // What was not found once may be found again.
        own.write_analysis(&calm(&found, 30)).await.unwrap();
        assert_eq!(going(&own).await.len(), all.len());
        // Somebody looks at all the other services.
        let mut others = calm(&found, 60);
        others.services.retain(|one| one.scope.service() != Some(service));
        own.write_analysis_of_some(&others, None).await.unwrap();
        let left = going(&own).await;
        let of_others = |one: &&errpredict_store::StoredAnomaly| {
            one.found.scope.service().is_some_and(|name| name != service)
        };
        assert_eq!(left.iter().filter(of_others).count(), 0);
        assert_eq!(left.iter().filter(|one| one.found.scope.service() == Some(service)).count(), of_it);
        let newest = own.newest_analysis(others.effective_at).await.unwrap();
        assert_eq!(newest, Some(calm(&found, 30).effective_at), "the last that looked at all");
        let later = calm(&found, 60);
        own.write_analysis(&later).await.unwrap();
        assert_eq!(going(&own).await, []);
        assert_eq!(own.newest_analysis(later.effective_at).await.unwrap(), Some(later.effective_at));
        assert_eq!(going(&other).await.len(), all.len(), "nobody else's");
    });
}

#[test]
fn whatever_one_writes_nothing_of_another_is_changed() {
    run(async {
        let (owner, store, own, other) = tenants().await;
        let found = analysis();
        own.ingest(events(3), Some("k"), now(), &IngestConfig::default()).await.unwrap();
        own.write_analysis(&found).await.unwrap();
        let model_of_own = own.register_model(&model("m"), b"m").await.unwrap();
        let training = own.begin_training(model_of_own, now(), &serde_json::json!({})).await.unwrap();
        let figures = TrainingFigures { seed: Some(7), ..TrainingFigures::default() };
        assert!(own.keep_training_figures(training, &figures).await.unwrap());
        let run_of_own = Uuid::from_u128(7);
        own.begin_stage(run_of_own, "p", PipelineStage::Forecast, None, now()).await.unwrap();
        own.notify(&[message()]).await.unwrap();
        let admin = superuser_of(&owner).await;
        let before = said(&admin, own.id()).await;
        let own_row = store.every_tenant().await.unwrap().remove(0);

        // All of it again as another: the same events under the same key, the same names, the same people.
        let stored = other.ingest(events(3), Some("k"), now(), &IngestConfig::default()).await.unwrap();
        assert!(stored.stored > 0 && stored.duplicates == 0, "{stored:?}");
        other.write_analysis_of(&found, Some(model_of_own)).await.unwrap();
        other.write_analysis_of_some(&found, None).await.unwrap();
        let forecasts: Vec<_> = found.services.iter().filter_map(|one| one.forecast.as_ref()).collect();
        other.keep_forecasts(&forecasts).await.unwrap();
        other.recount(now().plus_ms(-9 * DAY_MS), now(), &RollupConfig::default()).await.unwrap();
        other.close_days(now()).await.unwrap();
        assert_ne!(other.register_model(&model("m"), b"m").await.unwrap(), model_of_own);
        assert!(!other.keep_training_figures(training, &TrainingFigures::default()).await.unwrap());
        let foreign = other.keep_features(model_of_own, &statistics(), &[]).await.unwrap_err();
        assert_eq!(foreign.code(), "invalid_input", "{foreign}");
        other.notify(&[message()]).await.unwrap();
        let named = other.begin_stage(run_of_own, "p", PipelineStage::Forecast, None, now()).await;
        assert!(named.is_err(), "a run is named once");
        let foreign =
            other.begin_stage(Uuid::from_u128(8), "p", PipelineStage::Forecast, Some(model_of_own), now());
        assert_eq!(foreign.await.unwrap_err().code(), "invalid_input");
        let snapshot =
            FeatureSnapshot::new(Some("checkout"), now(), 1, &["a".into(), "b".into()], &[0.1, 0.2]).unwrap();
        assert!(other.keep_snapshot(&snapshot).await.unwrap());
        for person in ["ada", "user-7", "ada@example.org"] {
            other.erase_person(person).await.unwrap();
        }
        let third = store.tenant(Uuid::from_u128(9)).by("eve");
        let taken = third.create_with_admin("acme", "eve", &[9; 32]).await.unwrap_err();
        assert_eq!(taken.code(), "conflict", "{taken}");
        third.create_with_admin("third", "eve", &[9; 32]).await.unwrap();
        assert!(third.let_tenant(false).await.unwrap() && !third.let_tenant(false).await.unwrap());
        assert!(other.let_tenant(false).await.unwrap() && other.let_tenant(true).await.unwrap());
        assert_eq!(store.every_tenant().await.unwrap()[0], own_row, "the name and whether it is active");
        assert!(other.verify_audit().await.unwrap().is_empty());
        let theirs = other.audit_entries(None, 1_000).await.unwrap();
        assert!(!theirs.is_empty() && theirs.iter().all(|entry| entry.actor.as_deref() != Some("ada")));
        store.refresh_views().await.unwrap();
        let after = said(&admin, own.id()).await;
        for (table, text) in &before {
            assert!(after[table] == *text, "{table} was changed");
        }
    });
}

fn message() -> NewNotification {
    NewNotification {
        subject: "s".to_owned(),
        severity: Severity::High,
        channel: NotificationChannel::Email,
        recipient: "ada@example.org".to_owned(),
        message: "m".to_owned(),
        dedupe_key: "d".to_owned(),
        escalation_level: 0,
    }
}

fn statistics() -> Vec<errpredict::features::FeatureStatistics> {
    let one = serde_json::json!({"name": "a", "rows": 1, "missing": 0.0, "min": 0.0, "max": 1.0, "mean": 0.5, "std": 0.1, "edges": [], "counts": [1]});
    vec![serde_json::from_value(one).unwrap()]
}
