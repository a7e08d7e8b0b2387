//! Each index of `ai_models` is used by a named query, on tables that are large enough for the planner to choose.

use std::collections::{BTreeMap, BTreeSet};

use errpredict_store::{Store, StoreConfig, statements};
use serde_json::Value;
use tokio_postgres::Client;

use crate::common::{connect, migrated, run, superuser_of};

/// Rows of three tenants in every table; the third of them is asked.
pub(crate) const FILL: &str = "
select ai_platform.make_part(t.name, d::date) from ai_platform.partitioned_tables t, generate_series('2026-09-01'::timestamp, '2026-11-23', '1 day') d;
set session_replication_role = replica;
insert into ai_platform.tenants (id, name) select ('00000000-0000-0000-0000-00000000000' || n)::uuid, 'tenant ' || n from generate_series(1, 3) n;
create temporary table r as select n, ('00000000-0000-0000-0000-00000000000' || 1 + n % 3)::uuid as tenant,
    timestamptz '2026-11-23 12:00Z' - n * interval '20 minutes' as at, 's' || n % 17 as service, lpad(to_hex(n % 97), 16, '0') as fp,
    gen_random_uuid() as id from generate_series(1, 5000) n;
insert into ai_models.ml_models (id, tenant_id, name, version, model_type, service, algorithm, stage, status, last_trained_at, parent_id)
    select id, tenant, 'm' || n, 1, 'error_classifier', service, 'logistic', case n % 5 when 0 then 'active' else 'archived' end, 'active', at,
    case when n % 50 = 0 then id end from r;
insert into ai_models.model_features (tenant_id, model_id, name, feature_type, importance, psi)
    select tenant, id, 'f' || k, 'numeric', random(), case when n % 40 = 0 then random() end from r, generate_series(1, 4) k;
insert into ai_models.model_training_history (id, tenant_id, model_id, started_at, ended_at, status, code_version)
    select id, tenant, id, at, case when n % 60 > 0 then at end, case when n % 60 = 0 then 'running' else 'completed' end, '1' from r;
insert into ai_models.model_evaluation_metrics (tenant_id, model_id, training_id, dataset, evaluated_at)
    select tenant, id, id, 'd', at + k * interval '1 day' from r, generate_series(1, 3) k;
insert into ai_models.model_performance_tracking (tenant_id, model_id, date) select tenant, id, at::date - k from r, generate_series(1, 3) k;
insert into ai_models.error_events (id, tenant_id, timestamp, service, severity, error_type, user_id, user_sealed, user_hash, request_id, fingerprint,
    received_at) select gen_random_uuid(), tenant, at + k * interval '1 second', service, 'high', 'E', case when k > 1 then 'u' || n % 300 end,
    case when k = 1 then '\\x01'::bytea end, case when k = 1 then substring(sha256(n::text::bytea) from 1 for 16) end, 'r' || n, fp, at
    from r, generate_series(1, 4) k;
insert into ai_models.error_patterns (tenant_id, service, fingerprint, first_seen, last_seen, errors_last_day, state)
    select tenant, service, lpad(to_hex(n), 16, '0'), at, at, n % 1000, case when n % 30 = 0 then 'new' end from r;
insert into ai_models.feature_snapshots (id, tenant_id, service, at, window_ms, values, names_hash, feature_set_version)
    select id, tenant, service, at, 1, '{1}', 'h', 1 from r;
insert into ai_models.anomaly_detections (id, tenant_id, key, model_id, service, metric, fingerprint, anomaly_type, at, start_at, end_at, peak_at,
    ongoing, score, severity, expected, actual, unit, confidence, chance, p_value, found_by)
    select id, tenant, 'k' || n, case when n % 50 = 0 then id end, service, '\"errors\"', fp, 'spike', at, at, at, at, n % 25 = 0, random(),
    case when n % 20 = 0 then 'critical' else 'low' end, 1, 2, 'value', 1, '{}', 0.1, 'counts' from r;
insert into ai_models.error_predictions (id, tenant_id, key, model_id, at, due_at, service, target, horizon_minutes, basis, probability, lower, upper,
    level, band, alert, actually_occurred, resolved_at)
    select gen_random_uuid(), tenant, 'k' || n || k, case when n % 50 = 0 then id end, at, at + interval '2 hours', service, 'burst', 120, 'model',
    random(), 0, 1, 0.9, 'low', n % 40 = 0, case when n > 60 then false end, case when n > 60 then at end from r, generate_series(1, 4) k;
insert into ai_models.time_series_forecasts (id, tenant_id, key, at, service, metric, method, horizon, step_ms, level, values, trend_direction,
    trend_change, origins, peak_at, peak, minimum_at, minimum, exceeds, threshold_at)
    select id, tenant, 'k' || n, at, service, 'errors', 'ets', 24, 3600000, 0.9, '[]', 'stable', 0, 1, at, 1, at, 0, n % 40 = 0, at + interval '3 hours' from r;
insert into ai_models.root_cause_analysis (id, tenant_id, key, model_id, change_event_id, at, service, because, excess_errors, none_of_these, recorded)
    select id, tenant, 'k' || n, case when n % 50 = 0 then id end, case when n % 50 = 1 then id end, at, service, array['k' || n], 1, 0, 1 from r;
insert into ai_models.preventive_actions (id, tenant_id, key, anomaly_id, at, service, action_type, priority, title, impact, difficulty, seconds,
    unattended, automatable, reversibility, status, scheduled_for)
    select id, tenant, 'k' || n, case when n % 3 = 0 then id end, at, service, 'cache_clear', 'low', 't', '{}', 'easy', 1, 'yes', true, 'no',
    case when n % 30 = 0 then 'scheduled' when n % 7 = 0 then 'recommended' else 'executed' end, at from r;
insert into ai_models.ai_insights (tenant_id, key, service, insight_type, severity, title, description, impact, effort, status, assignee, at, expires)
    select tenant, 'k' || n, service, 'trend_detection', 'info', 't', 'd', 'i', 'easy', case when n % 15 = 0 then 'new' else 'resolved' end,
    case when n % 10 = 0 then 'ada' || n % 100 end, at, at + interval '1 day' from r;
insert into ai_models.prediction_feedback (tenant_id, key, anomaly_id, action_id, feedback_type, service, at, about, retrained)
    select tenant, 'k' || n, case when n % 10 = 0 then id end, case when n % 10 = 1 then id end, 'useful', service, at, at, n % 40 > 0 from r;
insert into ai_models.ml_pipeline_logs (tenant_id, run_id, pipeline, stage, model_id, status, started_at, ended_at, error)
    select tenant, id, 'p', 'forecast', case when n % 50 = 0 then id end, case when n % 30 = 0 then 'failed' else 'completed' end, at, at, 'e' from r;
insert into ai_models.alert_notifications (tenant_id, subject, severity, channel, recipient, message, status, dedupe_key, next_try_at, created_at,
    alert_id, receipt) select tenant, 'k' || n % 900, 'high', 'email', 'p' || n % 90, 'm', case when n % 50 = 0 then 'pending' else 'sent' end, 'd' || n,
    at, at, id, case when n % 3 = 0 then '{}'::jsonb end from r;
insert into ai_models.audit_log (tenant_id, seq, at, actor, action, object_type, object_id, salt, content_digest, previous_hash, hash)
    select tenant, n, at, case when n % 20 = 0 then 'ada' || n % 100 end, 'a', 'o', id::text, '\\x00', sha256('a'), sha256('a'), sha256('a') from r;
set session_replication_role = origin;
analyze";

const T: &str = "'2026-11-23 12:00Z'::timestamptz";
const PAGE: &str = "'2026-11-20 12:00Z', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 20";

/// A query of the store, its values, and the index it is there for.
fn queries() -> Vec<(&'static str, String, &'static str)> {
    let one = "(select id from ai_models.ml_models where tenant_id = '00000000-0000-0000-0000-000000000003' limit 1)";
    let page = |rest: &str| format!("{PAGE}{rest}");
    vec![
        ("anomalies", page(", null, null, null"), "anomaly_detections_newest"),
        ("anomalies", page(", 's3', null, null"), "anomaly_detections_of_service"),
        ("anomaly", "'00000000-0000-0000-0000-000000000009'".into(), "anomaly_detections_tenant_id_id_key"),
        ("anomaly of a key", "'k9'".into(), "anomaly_detections_tenant_id_key_key"),
        ("anomalies of an error group", "'0000000000000007'".into(), "anomaly_detections_of_group"),
        ("strongest anomalies that go on", "5".into(), "anomaly_detections_ongoing"),
        ("critical anomalies that nobody acknowledged", "'2026-11-20'".into(), "anomaly_detections_open"),
        ("predictions", page(", null, null"), "error_predictions_pkey"),
        ("predictions of a service", page(", null, null, 's3'"), "error_predictions_of_service"),
        ("predictions with an alert", page(", null, null"), "error_predictions_alerts"),
        (
            "prediction",
            "'00000000-0000-0000-0000-000000000003', '2026-11-12 12:00Z', '00000000-0000-0000-0000-000000000009'".into(),
            "error_predictions_pkey",
        ),
        (
            "predictions with an alert that are not due",
            "'2026-11-20', 20".into(),
            "error_predictions_high_risk",
        ),
        ("predictions that are due and not resolved", format!("{T}, 20"), "error_predictions_unresolved"),
        ("forecasts", page(", null"), "time_series_forecasts_pkey"),
        ("latest forecast of a service", format!("'s3', 'errors', {T}"), "time_series_forecasts_of_service"),
        (
            "forecasts that cross their threshold",
            "'2026-11-20', 20".into(),
            "time_series_forecasts_exceeding",
        ),
        ("root causes", page(", 's3'"), "root_cause_analysis_of_service"),
        ("root causes of an id", "'00000000-0000-0000-0000-000000000009'".into(), "root_cause_analysis_pkey"),
        ("root causes of a key", "'k9'".into(), "root_cause_analysis_tenant_id_key_key"),
        ("root causes", page(", null"), "root_cause_analysis_newest"),
        ("actions", page(", null, null"), "preventive_actions_newest"),
        ("actions", page(", 's3', null"), "preventive_actions_of_service"),
        ("action", "'00000000-0000-0000-0000-000000000009'".into(), "preventive_actions_tenant_id_id_key"),
        ("open action of a key", "'k9'".into(), "preventive_actions_one_open"),
        (
            "actions of an anomaly",
            "'00000000-0000-0000-0000-000000000009'".into(),
            "preventive_actions_anomaly",
        ),
        ("scheduled actions that are due", format!("{T}, 20"), "preventive_actions_due"),
        ("insights", page(", null, null"), "ai_insights_newest"),
        ("insights", page(", 's3', null"), "ai_insights_of_service"),
        ("insight", "'00000000-0000-0000-0000-000000000009'".into(), "ai_insights_pkey"),
        ("open insight of a key", "'k9'".into(), "ai_insights_one_open"),
        ("open insights that have expired", "'2026-10-01', 5".into(), "ai_insights_expiring"),
        ("insights of an assignee", "'ada20', 5".into(), "ai_insights_assignee"),
        ("feedback", page(", null"), "prediction_feedback_newest"),
        ("feedback", page(", 's3'"), "prediction_feedback_of_service"),
        ("feedback on a key", "'k9'".into(), "prediction_feedback_key"),
        (
            "feedback on an anomaly",
            "'00000000-0000-0000-0000-000000000009'".into(),
            "prediction_feedback_anomaly",
        ),
        ("feedback that no model has learnt from", format!("{T}, 5"), "prediction_feedback_untaught"),
        ("commonest patterns of a service", "'s3', 5".into(), "error_patterns_commonest"),
        ("patterns of a state", "'new', '2026-11-01', 5".into(), "error_patterns_state"),
        ("patterns of a fingerprint", "'0000000000000007'".into(), "error_patterns_fingerprint"),
        (
            "patterns shown with another",
            "'00000000-0000-0000-0000-000000000009'".into(),
            "error_patterns_merged",
        ),
        ("error groups that people put together", "20".into(), "error_patterns_merged"),
        ("events of a service", format!("'s3', '2026-11-22', {T}, 20"), "error_events_of_service"),
        (
            "events of an error group",
            format!("'0000000000000007', '2026-11-20', {T}, 20"),
            "error_events_of_group",
        ),
        ("events of a request", format!("'r9', '2026-11-20', {T}, 20"), "error_events_of_request"),
        ("feature snapshots", PAGE.into(), "feature_snapshots_pkey"),
        (
            "feature snapshots of a service",
            format!("'s3', '2026-11-15', {T}, 5"),
            "feature_snapshots_of_service",
        ),
        ("model", one.into(), "ml_models_tenant_id_id_key"),
        ("models of a name", "'m9'".into(), "ml_models_tenant_id_name_version_key"),
        ("model of a name that answers", "'m10'".into(), "ml_models_one_active"),
        ("models of a service that answer", "'s3'".into(), "ml_models_of_service"),
        ("models not trained since", "'2026-09-20'".into(), "ml_models_trained"),
        ("trainings of a model", format!("{one}, 5"), "model_training_history_of_model"),
        ("trainings that run since before", T.into(), "model_training_history_running"),
        ("end a training", format!("{one}, 'completed', {T}, 1, null"), "model_training_history_tenant_id_id_key"),
        ("evaluations of a model", format!("{one}, 5"), "model_evaluation_metrics_of_model"),
        ("evaluations of a training", one.into(), "model_evaluation_metrics_training"),
        ("days of a model", format!("{one}, 5"), "model_performance_tracking_of_model"),
        ("days of all models", "'2026-11-20', 5".into(), "model_performance_tracking_days"),
        ("features of a model that count most", format!("{one}, 5"), "model_features_importance"),
        ("features that have moved further than", "0.9, 5".into(), "model_features_drifted"),
        ("runs of stages", PAGE.into(), "ml_pipeline_logs_newest"),
        ("runs that failed or warn", "'2026-11-20', 5".into(), "ml_pipeline_logs_failed"),
        (
            "stages of a run",
            "'00000000-0000-0000-0000-000000000009'".into(),
            "ml_pipeline_logs_run_id_stage_key",
        ),
        (
            "end a stage",
            format!("'00000000-0000-0000-0000-000000000009', {T}, null, '{{}}', 1, '{{}}'"),
            "ml_pipeline_logs_pkey",
        ),
        ("claim notifications that are due", format!("{T}, 5, 5"), "alert_notifications_due"),
        ("notifications of a recipient", "'{p9}', 5".into(), "alert_notifications_inbox"),
        ("notifications about a subject", "'k9'".into(), "alert_notifications_subject"),
        (
            "a notification was sent",
            "'00000000-0000-0000-0000-000000000009'".into(),
            "alert_notifications_pkey",
        ),
        (
            "what the receiver called the messages of an alert before",
            "'00000000-0000-0000-0000-000000000009', 'email', '{p9}'".into(),
            "alert_notifications_receipts",
        ),
        ("newest entries of the audit log", "99, 5".into(), "audit_log_tenant_id_seq_key"),
        ("entries of an object in the audit log", "'o', 'x'".into(), "audit_log_of_object"),
        ("entries of an actor in the audit log", "'ada20', 5".into(), "audit_log_of_actor"),
    ]
}

/// What PostgreSQL or a function of the schema asks by itself.
const BY_ITSELF: [(&str, &str, &str); 10] = [
    (
        "a model goes: what named it",
        "select 1 from ai_models.ml_models where parent_id = '00000000-0000-0000-0000-000000000009'",
        "ml_models_parent",
    ),
    (
        "a model goes: anomalies",
        "select 1 from ai_models.anomaly_detections where model_id = '00000000-0000-0000-0000-000000000009'",
        "anomaly_detections_model",
    ),
    (
        "a model goes: causes",
        "select 1 from ai_models.root_cause_analysis where model_id = '00000000-0000-0000-0000-000000000009'",
        "root_cause_analysis_model",
    ),
    (
        "a model goes: runs",
        "select 1 from ai_models.ml_pipeline_logs where model_id = '00000000-0000-0000-0000-000000000009'",
        "ml_pipeline_logs_model",
    ),
    (
        "a change goes: causes",
        "select 1 from ai_models.root_cause_analysis where change_event_id = '00000000-0000-0000-0000-000000000009'",
        "root_cause_analysis_change",
    ),
    (
        "an action goes: feedback",
        "select 1 from ai_models.prediction_feedback where action_id = '00000000-0000-0000-0000-000000000009'",
        "prediction_feedback_action",
    ),
    (
        "what a model said",
        "select 1 from ai_models.error_predictions where model_id = '00000000-0000-0000-0000-000000000009' and at > '2026-11-20'",
        "error_predictions_model",
    ),
    ("erase a person", "select 1 from ai_models.error_events where user_id = 'u9'", "error_events_of_user"),
    (
        "erase a person whose name is encrypted",
        "select 1 from ai_models.error_events where user_hash = sha256('u9')",
        "error_events_of_sealed_user",
    ),
    (
        "entries of a time",
        "select 1 from ai_models.audit_log where at >= '2026-11-23 11:00Z'",
        "audit_log_times",
    ),
];

/// Kept by PostgreSQL for a rule, and read when the rule is checked: keys of rows that no query asks for by that key alone.
const RULES: [&str; 15] = [
    "anomaly_detections_pkey",
    "model_training_history_pkey",
    "preventive_actions_pkey",
    "ml_models_pkey",
    "error_events_pkey",
    "error_patterns_tenant_id_service_fingerprint_key",
    "model_features_model_id_name_key",
    "model_features_pkey",
    "model_evaluation_metrics_pkey",
    "model_performance_tracking_pkey",
    "model_performance_tracking_model_id_date_key",
    "prediction_feedback_pkey",
    "error_patterns_pkey",
    "audit_log_pkey",
    "alert_notifications_tenant_id_dedupe_key_channel_recipient__key",
];

fn used(plan: &Value, found: &mut BTreeSet<String>) {
    match plan {
        Value::Object(map) => {
            if let Some(Value::String(name)) = map.get("Index Name") {
                found.insert(name.clone());
            }
            map.values().for_each(|inner| used(inner, found));
        }
        Value::Array(all) => all.iter().for_each(|inner| used(inner, found)),
        _ => {}
    }
}

#[test]
fn every_index_is_used_by_a_query() {
    run(async {
        let owner = migrated().await;
        drop(Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap());
        let admin = superuser_of(&owner).await;
        admin.batch_execute(FILL).await.unwrap();
        // Indexes of parts by the index they are parts of.
        let parents =
            "select c.relname::text, p.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
            join pg_class p on p.oid = i.inhparent where p.relkind = 'I'";
        let parents: BTreeMap<String, String> =
            admin.query(parents, &[]).await.unwrap().iter().map(|row| (row.get(0), row.get(1))).collect();
        let client = connect(&owner).await;
        client.batch_execute("set app.tenant = '00000000-0000-0000-0000-000000000003'; set role errpredict_app; set plan_cache_mode = force_custom_plan").await.unwrap();
        let texts: BTreeMap<&str, &str> = statements().into_iter().collect();
        let mut wrong = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, values, index) in queries() {
            client
                .batch_execute(&format!("prepare q as {}", texts[name]))
                .await
                .unwrap_or_else(|error| panic!("{name}: {error:?}"));
            // Values that are asked for are asked before, as a caller would.
            let values = ask(&client, &values).await;
            let found = indexes(&client, &format!("execute q({values})"), &parents).await;
            client.batch_execute("deallocate q").await.unwrap();
            if !found.contains(index) {
                wrong.push(format!("{name}: {found:?} instead of {index}"));
            }
            seen.insert(index.to_owned());
        }
        for (name, text, index) in BY_ITSELF {
            let found = indexes(&client, text, &parents).await;
            if !found.contains(index) {
                wrong.push(format!("{name}: {found:?} instead of {index}"));
            }
            seen.insert(index.to_owned());
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let all = "select c.relname::text from pg_class c join pg_index i on i.indexrelid = c.oid join pg_class t on t.oid = i.indrelid
            where c.relnamespace = 'ai_models'::regnamespace and c.relkind in ('i', 'I') and t.relkind <> 'm'";
        let all: BTreeSet<String> =
            admin.query(all, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
        let unused: Vec<_> =
            all.iter().filter(|name| !seen.contains(*name) && !RULES.contains(&name.as_str())).collect();
        assert!(unused.is_empty(), "no query for {unused:?}");
        assert!(seen.len() >= 50, "{}", seen.len());
    });
}

/// Values with sub-selects in them, asked.
async fn ask(client: &Client, values: &str) -> String {
    let (Some(from), Some(to)) = (values.find("(select"), values.rfind("limit 1)")) else {
        return values.to_owned();
    };
    let end = to + "limit 1)".len();
    let row = client.query_one(&format!("select {}::text", &values[from..end]), &[]).await.unwrap();
    format!("{}'{}'{}", &values[..from], row.get::<_, String>(0), &values[end..])
}

async fn indexes(client: &Client, text: &str, parents: &BTreeMap<String, String>) -> BTreeSet<String> {
    let row = client
        .query_one(&format!("explain (format json) {text}"), &[])
        .await
        .unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let mut found = BTreeSet::new();
    used(&row.get::<_, Value>(0), &mut found);
    found.into_iter().map(|name| parents.get(&name).cloned().unwrap_or(name)).collect()
}
