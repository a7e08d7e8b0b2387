//! The schema against the specification and against the core's own words.

use std::collections::{BTreeMap, BTreeSet};

use errpredict::action::{
    ActionStatus, ActionType, Actor, Difficulty, Lifecycle, Move, Priority, Reversibility, Unattended,
};
use errpredict::detect::{AnomalyType, FoundBy};
use errpredict::insight::{InsightSeverity, InsightStatus, InsightType};
use errpredict::pattern::states::State;
use errpredict::predict::{Band, Basis, Target};
use errpredict::rca::CauseKind;
use errpredict::vocabulary::*;
use errpredict::{Severity, Timestamp};
use tokio_postgres::Client;

use crate::common::{migrated, run, superuser_of};

const TABLES: [&str; 18] = [
    "ai_insights",
    "alert_notifications",
    "anomaly_detections",
    "audit_log",
    "error_events",
    "error_patterns",
    "error_predictions",
    "feature_snapshots",
    "ml_models",
    "ml_pipeline_logs",
    "model_evaluation_metrics",
    "model_features",
    "model_performance_tracking",
    "model_training_history",
    "prediction_feedback",
    "preventive_actions",
    "root_cause_analysis",
    "time_series_forecasts",
];

/// Those whose rows people change, or that are changed on their behalf.
const AUDITED: [&str; 10] = [
    "ai_insights",
    "alert_notifications",
    "anomaly_detections",
    "error_predictions",
    "ml_models",
    "model_features",
    "model_training_history",
    "prediction_feedback",
    "preventive_actions",
    "root_cause_analysis",
];

const DIVIDED: [(&str, &str); 4] = [
    ("error_events", "timestamp"),
    ("error_predictions", "at"),
    ("feature_snapshots", "at"),
    ("time_series_forecasts", "at"),
];

async fn texts(client: &Client, query: &str) -> Vec<String> {
    client.query(query, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[test]
fn there_are_the_tables_views_triggers_and_indexes_of_the_specification() {
    run(async {
        let client = superuser_of(&migrated().await).await;
        let of_kind = |kind: &str| {
            format!(
                "select relname::text from pg_class where relnamespace = 'ai_models'::regnamespace and relkind in ({kind}) order by 1"
            )
        };
        assert_eq!(texts(&client, &of_kind("'r', 'p'")).await, TABLES);
        assert_eq!(
            texts(&client, &of_kind("'m'")).await,
            [
                "v_active_models_summary",
                "v_high_risk_predictions",
                "v_model_accuracy_trend",
                "v_recent_critical_anomalies"
            ]
        );
        let triggers = "select proname::text from pg_proc where pronamespace = 'ai_models'::regnamespace
            and prorettype = 'trigger'::regtype order by 1";
        assert_eq!(
            texts(&client, triggers).await,
            ["lifecycle_stamp", "touch_updated", "training_completed"]
        );
        let indexes = texts(&client, &of_kind("'i', 'I'")).await;
        assert!(indexes.len() >= 50, "{} indexes", indexes.len());
        let divided = texts(&client, &of_kind("'p'")).await;
        assert_eq!(divided, DIVIDED.map(|(table, _)| table));
        // Parts belong to nobody's list of tables, and none takes whatever fits nowhere.
        let parts = "select count(*)::text from pg_class where relispartition and relnamespace = 'ai_models'::regnamespace
            and relkind = 'r' union all select count(*)::text from pg_partitioned_table where partdefid <> 0";
        assert_eq!(texts(&client, parts).await, ["0", "0"]);
        let extensions = texts(&client, "select extname::text from pg_extension").await;
        assert_eq!(extensions, ["plpgsql"], "no extension is needed");
    });
}

#[test]
fn every_table_has_the_columns_that_every_table_has() {
    run(async {
        let client = superuser_of(&migrated().await).await;
        let rows = client
            .query("select table_name::text, column_name::text, data_type::text, is_nullable::text from information_schema.columns where table_schema = 'ai_models'", &[])
            .await
            .unwrap();
        let mut columns: BTreeMap<String, BTreeMap<String, (String, String)>> = BTreeMap::new();
        for row in rows {
            columns.entry(row.get(0)).or_default().insert(row.get(1), (row.get(2), row.get(3)));
        }
        for table in TABLES {
            let found = &columns[table];
            for (name, kind) in [
                ("id", "uuid"),
                ("tenant_id", "uuid"),
                ("created_at", "timestamp with time zone"),
                ("updated_at", "timestamp with time zone"),
            ] {
                assert_eq!(found[name], (kind.to_owned(), "NO".to_owned()), "{table}.{name}");
            }
            let has_who = found.contains_key("created_by") && found.contains_key("updated_by");
            assert_eq!(has_who, AUDITED.contains(&table), "{table} says who");
            let keys = format!(
                "select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                 where i.indrelid = 'ai_models.{table}'::regclass and i.indisprimary"
            );
            let keys: BTreeSet<String> = texts(&client, &keys).await.into_iter().collect();
            assert!(keys.contains("id"), "{table}: {keys:?}");
            if let Some((_, time)) = DIVIDED.iter().find(|(name, _)| *name == table) {
                assert!(keys.contains(*time), "{table}: the key includes the time: {keys:?}");
            }
        }
        let to_parts = "select conname::text from pg_constraint where contype = 'f' and confrelid in
            (select partrelid from pg_partitioned_table)";
        assert!(texts(&client, to_parts).await.is_empty(), "a part must go whenever its time is over");
        // What goes with its model and what stays without it.
        let rules =
            "select format('%s %s', conrelid::regclass, confdeltype) from pg_constraint where contype = 'f'
            and confrelid = 'ai_models.ml_models'::regclass order by 1";
        assert_eq!(
            texts(&client, rules).await,
            [
                "ai_models.anomaly_detections a",
                "ai_models.anomaly_detections n",
                "ai_models.ml_models a",
                "ai_models.ml_models n",
                "ai_models.ml_pipeline_logs a",
                "ai_models.ml_pipeline_logs n",
                "ai_models.model_evaluation_metrics c",
                "ai_models.model_features c",
                "ai_models.model_performance_tracking c",
                "ai_models.model_training_history c",
                "ai_models.root_cause_analysis a",
                "ai_models.root_cause_analysis n",
            ]
        );
        // Whatever names a row of a tenant asks whose it is: by a key that begins with the tenant, where there is one without it too.
        let unasked = "select format('%s %s', k.conrelid::regclass, a.attname) from pg_constraint k
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[cardinality(k.conkey)]
            where k.contype = 'f' and exists (select 1 from pg_attribute o where o.attrelid = k.confrelid and o.attname = 'tenant_id')
            and not exists (select 1 from pg_constraint w join pg_attribute t on t.attrelid = w.conrelid and t.attnum = w.conkey[1]
                where w.contype = 'f' and w.conrelid = k.conrelid and w.confrelid = k.confrelid and t.attname = 'tenant_id'
                and cardinality(w.conkey) = 2 and w.conkey[2] = k.conkey[cardinality(k.conkey)]) order by 1";
        assert_eq!(texts(&client, unasked).await, [""; 0]);
    });
}

/// The words of the core for a column.
fn words<T: std::fmt::Display>(all: &[T]) -> BTreeSet<String> {
    all.iter().map(ToString::to_string).collect()
}

/// Every enum of the specification (4.1, 4.4, 4.8, 4.9) by the column that holds it.
fn enums() -> Vec<(&'static str, &'static str, BTreeSet<String>)> {
    let severities = words(&["info", "low", "medium", "high", "critical"]);
    let all: BTreeSet<String> = Severity::ALL.iter().map(|severity| severity.to_string()).collect();
    assert_eq!(all, severities);
    let of_results = words(&["low", "medium", "high", "critical"]);
    let stages = words(&["shadow", "active", "archived"]);
    vec![
        ("ml_models", "model_type", words(ModelType::ALL)),
        ("ml_models", "status", words(ModelStatus::ALL)),
        ("ml_models", "stage", stages),
        ("model_features", "feature_type", words(FeatureType::ALL)),
        ("model_training_history", "status", words(TrainingStatus::ALL)),
        ("error_events", "severity", severities.clone()),
        ("error_events", "kind", words(&["error", "request", "deployment"])),
        ("error_events", "environment", words(Environment::ALL)),
        ("error_patterns", "state", words(State::ALL)),
        ("anomaly_detections", "anomaly_type", words(AnomalyType::ALL)),
        ("anomaly_detections", "severity", of_results),
        ("anomaly_detections", "unit", words(&["count", "value", "correlation", "distance"])),
        ("anomaly_detections", "found_by", words(FoundBy::ALL)),
        ("error_predictions", "target", words(Target::NAMES)),
        ("error_predictions", "basis", words(Basis::ALL)),
        ("error_predictions", "band", words(Band::ALL)),
        ("error_predictions", "severity", severities.clone()),
        ("time_series_forecasts", "trend_direction", words(&["rising", "falling", "stable"])),
        ("root_cause_analysis", "cause_kind", words(CauseKind::ALL)),
        ("preventive_actions", "action_type", words(ActionType::ALL)),
        ("preventive_actions", "priority", words(Priority::ALL)),
        ("preventive_actions", "difficulty", words(Difficulty::ALL)),
        ("preventive_actions", "unattended", words(Unattended::ALL)),
        ("preventive_actions", "reversibility", words(Reversibility::ALL)),
        ("preventive_actions", "status", words(ActionStatus::ALL)),
        ("ai_insights", "insight_type", words(InsightType::ALL)),
        ("ai_insights", "severity", words(InsightSeverity::ALL)),
        ("ai_insights", "effort", words(Difficulty::ALL)),
        ("ai_insights", "status", words(InsightStatus::ALL)),
        ("prediction_feedback", "feedback_type", words(FeedbackType::ALL)),
        ("ml_pipeline_logs", "stage", words(PipelineStage::ALL)),
        ("ml_pipeline_logs", "status", words(PipelineStatus::ALL)),
        ("alert_notifications", "severity", severities.clone()),
        ("alert_notifications", "channel", words(NotificationChannel::ALL)),
        ("alert_notifications", "status", words(NotificationStatus::ALL)),
        ("roles", "role", words(&["viewer", "operator", "approver", "admin", "ingest", "upload"])),
        ("principals", "kind", words(&["person", "service"])),
        ("tokens", "kind", words(&["refresh", "api_key", "signing"])),
        ("services", "environment", words(Environment::ALL)),
        ("change_events", "kind", words(&["deployment", "configuration", "flag", "migration", "other"])),
        ("job_slots", "status", words(&["pending", "running", "completed", "failed", "skipped"])),
        ("alert_policies", "severity", severities.clone()),
        (
            "alerts",
            "kind",
            words(&["anomaly", "prediction", "training", "degradation", "platform", "condition"]),
        ),
        ("alerts", "severity", severities.clone()),
        ("webhook_endpoints", "form", words(&["standard", "github", "gitlab", "sentry"])),
        ("webhook_endpoints", "brings", words(&["events", "changes", "alerts", "sentry"])),
        ("webhook_endpoints", "least", severities),
        (
            "webhook_endpoints",
            "format",
            words(&[
                "standard",
                "slack",
                "slackbot",
                "teams",
                "discord",
                "mattermost",
                "telegram",
                "ntfy",
                "pagerduty",
                "github",
                "jira",
                "alertmanager",
                "template",
            ]),
        ),
        ("dependencies", "kind", words(&["service", "database", "queue", "address"])),
        ("chosen_series", "reading", words(&["value", "increase"])),
        (
            "declarations",
            "kind",
            words(&[
                "retention",
                "services",
                "groups",
                "maintenance",
                "holidays",
                "normal",
                "conditions",
                "executors",
            ]),
        ),
        ("action_runs", "kind", words(&["dry_run", "execute", "roll_back"])),
        ("action_runs", "status", words(&["pending", "running", "succeeded", "failed", "unknown"])),
        ("rollup_days", "part", words(&["service", "others", "counters"])),
        ("rollup_services", "part", words(&["service", "others"])),
    ]
}

/// The checks of a table on one column alone: column, type, expression.
async fn checks(client: &Client) -> Vec<(String, String, String, String)> {
    let query = "select c.conrelid::regclass::text, a.attname::text, format_type(a.atttypid, a.atttypmod), pg_get_expr(c.conbin, c.conrelid)
        from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'c' and cardinality(c.conkey) = 1
        and c.connamespace in ('ai_models'::regnamespace, 'ai_platform'::regnamespace)";
    let rows = client.query(query, &[]).await.unwrap();
    rows.iter()
        .map(|row| {
            let table: String = row.get(0);
            let name = table.rsplit('.').next().unwrap_or_default().to_owned();
            (name, row.get(1), row.get(2), row.get(3))
        })
        .collect()
}

#[test]
fn every_enum_takes_the_words_of_the_core_and_no_other() {
    run(async {
        let client = superuser_of(&migrated().await).await;
        let checks = checks(&client).await;
        let enums = enums();
        let mut seen = BTreeSet::new();
        for (table, column, kind, check) in
            checks.iter().filter(|(_, _, kind, check)| kind == "text" && check.contains("ARRAY"))
        {
            let known = enums.iter().find(|(of, name, _)| of == table && name == column);
            let (.., words) = known.unwrap_or_else(|| panic!("{table}.{column} is in no list: {check}"));
            // What the database itself makes of each word, and of others.
            let query = format!(
                "select array_agg(w order by w) from (select w from unnest($1::text[]) w, lateral (select w::{kind} as {column}) x where {check}) y"
            );
            let mut asked: Vec<String> = words.iter().cloned().collect();
            let told: Vec<String> = check.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
            asked.extend(["".to_owned(), "CRITICAL".to_owned(), "no such word".to_owned()]);
            asked.extend(told);
            asked.sort();
            asked.dedup();
            let taken: Vec<String> = client.query_one(&query, &[&asked]).await.unwrap().get(0);
            assert_eq!(taken.into_iter().collect::<BTreeSet<_>>(), *words, "{table}.{column}");
            seen.insert((table.as_str(), column.as_str()));
        }
        let missing: Vec<_> =
            enums.iter().filter(|(table, column, _)| !seen.contains(&(*table, *column))).collect();
        assert!(missing.is_empty(), "nothing checks {missing:?}");
        // A list of words, not one.
        let actions =
            checks.iter().find(|(table, column, ..)| table == "ai_insights" && column == "actions").unwrap();
        for action in ActionType::ALL {
            assert!(actions.3.contains(&format!("'{action}'")), "{action} among the actions of insights");
        }
    });
}

/// Shares, probabilities and scores: 0 to 1 and nothing else.
const FROM_0_TO_1: &[(&str, &str)] = &[
    ("anomaly_detections", "confidence p_value score"),
    ("ai_insights", "confidence"),
    ("error_predictions", "fresh level lower probability threshold upper usual worth_came worth_said"),
    ("ml_models", "accuracy brier ece f1 precision recall"),
    ("model_evaluation_metrics", "accuracy brier coverage ece f1 pr_auc precision recall roc_auc"),
    ("model_features", "importance missing"),
    ("model_performance_tracking", "accuracy brier false_positive_rate true_negative_rate"),
    (
        "model_training_history",
        "final_accuracy final_f1 final_precision final_recall training_accuracy validation_accuracy",
    ),
    ("root_cause_analysis", "match_score none_of_these recorded resolution_success_rate share"),
    ("time_series_forecasts", "coverage level trend_confidence"),
];

#[test]
fn every_share_lies_from_0_to_1_and_every_number_is_one() {
    run(async {
        let client = superuser_of(&migrated().await).await;
        let checks = checks(&client).await;
        for (table, columns) in FROM_0_TO_1 {
            for column in columns.split(' ') {
                let found: Vec<_> =
                    checks.iter().filter(|(of, name, ..)| of == table && name == column).collect();
                assert_eq!(found.len(), 1, "{table}.{column}");
                let query = format!(
                    "select array_agg(coalesce({}, true)) from unnest(array[-0.001, 0, 0.5, 1, 1.001, 'NaN', null]::double precision[]) as t ({column})",
                    found[0].3
                );
                let taken: Vec<bool> = client.query_one(&query, &[]).await.unwrap().get(0);
                assert_eq!(taken, [false, true, true, true, false, false, true], "{table}.{column}");
            }
        }
        let listed: usize = FROM_0_TO_1.iter().map(|(_, columns)| columns.split(' ').count()).sum();
        let among = |check: &str| check.contains("<= (1)::double precision") && check.contains(">= (0)");
        assert_eq!(checks.iter().filter(|(.., check)| among(check)).count(), listed, "a share is in no list");
    });
}

/// Where a move leads.
fn status_after(asked: Move) -> &'static str {
    match asked {
        Move::Review => "manual_review",
        Move::Approve => "approved",
        Move::Reject => "rejected",
        Move::Skip => "skipped",
        Move::Schedule => "scheduled",
        Move::Start => "running",
        Move::Succeed => "executed",
        Move::Fail => "failed",
        Move::RollBack => "rolled_back",
    }
}

/// For every type, state and move, by errpredict and by a person: the database says what the core says.
#[test]
fn actions_go_the_ways_of_the_core() {
    run(async {
        let client = superuser_of(&migrated().await).await;
        let at = Timestamp::default();
        let mut checked = 0;
        for action_type in ActionType::ALL {
            let mut open = vec![Lifecycle::new(*action_type)];
            let mut states: BTreeMap<ActionStatus, Lifecycle> = BTreeMap::new();
            while let Some(lifecycle) = open.pop() {
                if states.contains_key(&lifecycle.status()) {
                    continue;
                }
                for asked in Move::ALL {
                    let mut next = lifecycle.clone();
                    if next.apply(*asked, Actor::Person("ada".to_owned()), at).is_ok() {
                        open.push(next);
                    }
                }
                states.insert(lifecycle.status(), lifecycle);
            }
            assert!(states.len() >= 9, "{action_type}: {} states", states.len());
            for (was, lifecycle) in &states {
                for (by, by_person) in [(Actor::System, false), (Actor::Person("ada".to_owned()), true)] {
                    let ways = Move::ALL
                        .iter()
                        .filter_map(|asked| lifecycle.clone().apply(*asked, by.clone(), at).ok());
                    let of_core: BTreeSet<String> = ways.map(|status| status.to_string()).collect();
                    let statuses: Vec<&str> = ActionStatus::ALL.iter().map(|status| status.name()).collect();
                    let query = "select coalesce(array_agg(s), '{}') from unnest($1::text[]) s where ai_models.may_step($2, $3, s, $4)";
                    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
                        [&statuses, &action_type.name(), &was.name(), &by_person];
                    let of_schema: Vec<String> = client.query_one(query, &values).await.unwrap().get(0);
                    assert_eq!(
                        of_schema.into_iter().collect::<BTreeSet<_>>(),
                        of_core,
                        "{action_type} {was} person {by_person}"
                    );
                    // What is refused is refused in the same words.
                    for asked in Move::ALL {
                        let Err(refused) = lifecycle.clone().apply(*asked, by.clone(), at) else { continue };
                        let becomes = status_after(*asked);
                        let said = "select format('cannot %s this action: %s', ai_models.move_of($1),
                            ai_models.why_no_step($2, $3, $1, $4))";
                        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
                            [&becomes, &action_type.name(), &was.name(), &by_person];
                        let said: String = client.query_one(said, &values).await.unwrap().get(0);
                        assert_eq!(
                            said,
                            refused.message(),
                            "{action_type} {was} {asked:?} person {by_person}"
                        );
                    }
                    checked += 1;
                }
            }
        }
        assert!(checked > 250, "{checked}");
    });
}
