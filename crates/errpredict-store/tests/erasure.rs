//! A person who is named in every text of every table is in none of them afterwards, and nothing else was touched.

use std::collections::{BTreeMap, BTreeSet};

use errpredict::{Event, Severity};
use errpredict_store::{IngestConfig, Store, StoreConfig};
use tokio_postgres::Client;

use crate::common::log::now;
use crate::common::{migrated, run, superuser_of};
use crate::plans::FILL;

/// A row of each tenant in the tables of the platform that hold texts.
const FILL_PLATFORM: &str = "
set session_replication_role = replica;
insert into ai_platform.principals (id, tenant_id, name) select id, id, 'eve' from ai_platform.tenants;
insert into ai_platform.tokens (id, tenant_id, principal_id, kind, digest) select id, id, id, 'api_key', sha256(name::bytea) from ai_platform.tenants;
insert into ai_platform.action_runs (tenant_id, action_id, kind, executor)
    select distinct on (tenant_id) tenant_id, id, 'execute', 'e' from ai_models.preventive_actions;
insert into ai_platform.alerts (tenant_id, kind, about, key, severity, opened_at, seen_at, fired)
    select id, 'platform', 'a', 'k', 'high', now(), now(), '{}' from ai_platform.tenants;
insert into ai_platform.change_events (id, tenant_id, service, at, kind, subject)
    select change_event_id, tenant_id, 's', at, 'other', 'x' from ai_models.root_cause_analysis where change_event_id is not null;
insert into ai_platform.idempotency_keys (tenant_id, key, request_digest, answer) select id, 'k', sha256('x'), '{}' from ai_platform.tenants;
insert into ai_platform.silences (tenant_id, start_at, end_at, reason) select id, now(), now() + interval '1 h', 'r' from ai_platform.tenants;
insert into ai_platform.erase_receipts (tenant_id, subject_digest, counts) select id, sha256('x'), '{}' from ai_platform.tenants;
insert into ai_platform.webhook_endpoints (tenant_id, source, form, brings, secret) select id, 's', 'standard', 'events', '' from ai_platform.tenants;
insert into ai_platform.source_maps (tenant_id, of, bytes) select id, 'f', '' from ai_platform.tenants;
insert into ai_platform.chosen_series (tenant_id, metric, reading) select id, 'm', 'value' from ai_platform.tenants;
insert into ai_platform.declarations (tenant_id, kind, name, body) select id, 'groups', 'g', '{}' from ai_platform.tenants;
insert into ai_platform.audit_heads (tenant_id, seq, hash) select tenant_id, max(seq), sha256('a') from ai_models.audit_log group by 1;
insert into ai_platform.job_slots (id, of_tenant, job, slot) select id, id, 'j', now() from ai_platform.tenants;
insert into ai_platform.job_runs (slot_id, attempt) select id, 1 from ai_platform.tenants;
update ai_models.error_patterns set resolved_at = now();
";

/// Who did something, in whatever table.
const WHO: &str = "created_by updated_by acknowledged_by false_positive_by approved_by executed_by resolved_by assignee given_by \
    trained_by recipient asked_by";

/// Texts in which a person stays, or cannot stand: names that others refer to, what is configured, what the program itself makes.
const LEFT: &[(&str, &str)] = &[
    ("*", "key service fingerprint name metric series release environment"),
    ("action_runs", "executor"),
    ("ai_insights", "chance actions"),
    ("alert_notifications", "subject dedupe_key"),
    ("alert_policies", "channels time_zone"),
    ("alerts", "about"),
    ("anomaly_detections", "metric_name chance explained_by"),
    ("audit_log", "actor action object_type object_id before after request_id"),
    ("chosen_series", "labels"),
    ("declarations", "body"),
    ("dependencies", "uses"),
    ("erase_receipts", "counts"),
    ("error_events", "error_type message error_id code endpoint user_id request_id stack_trace attributes"),
    ("error_patterns", "error_type resolved_in regressed_in"),
    ("error_predictions", "worth"),
    ("feature_names", "feature factor"),
    ("feature_snapshots", "names_hash"),
    ("job_slots", "job claimed_by error"),
    ("job_runs", "error"),
    ("measured_series", "labels watch"),
    ("ml_models", "framework algorithm artifact_hash config"),
    ("ml_pipeline_logs", "pipeline"),
    ("model_evaluation_metrics", "per_category confusion_matrix comparison dataset"),
    ("model_features", "description extraction_method scaling"),
    ("model_training_history", "source hyperparameters config data_hash code_version"),
    ("preventive_actions", "chance"),
    ("services", "framework"),
    ("source_maps", "dist of debug_id"),
    ("time_series_forecasts", "method values fan total crossing cases"),
    ("watermarks", "source position"),
    ("webhook_endpoints", "url source template"),
];

/// Every text of a table of tenants that takes more than some words: schema, table, column, type.
const TEXTS: &str = "select c.table_schema::text, c.table_name::text, c.column_name::text, c.data_type::text from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema in ('ai_models', 'ai_platform') and t.table_type = 'BASE TABLE'
    and c.table_name not in ('migrations', 'partitioned_tables', 'tenants') and (c.data_type in ('text', 'jsonb') or c.udt_name = '_text')
    and not exists (select 1 from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        where k.contype = 'c' and cardinality(k.conkey) = 1 and pg_get_expr(k.conbin, k.conrelid) like '%= ANY (ARRAY%'
        and k.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass and a.attname = c.column_name)
    order by 1, 2, 3";

type Text = (String, String, String, String);

async fn texts(admin: &Client) -> Vec<Text> {
    let rows = admin.query(TEXTS, &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect()
}

async fn listed(admin: &Client) -> BTreeSet<(String, String)> {
    let rows =
        admin.query("select of_table, of_column from ai_platform.texts_of_people()", &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

fn is_left(table: &str, column: &str) -> bool {
    let among = |columns: &str| columns.split(' ').any(|one| one == column);
    LEFT.iter().any(|(of, columns)| (*of == "*" || *of == table) && among(columns))
}

#[test]
fn every_text_is_one_that_a_person_is_erased_from_or_one_that_is_left_by_name() {
    run(async {
        let admin = superuser_of(&migrated().await).await;
        let listed = listed(&admin).await;
        let all = texts(&admin).await;
        for (_, table, column, _) in &all {
            let is_listed = listed.contains(&(table.clone(), column.clone()));
            let is_who = WHO.split(' ').any(|one| one == column);
            assert!(is_listed || is_who || is_left(table, column), "may {table}.{column} name a person?");
        }
        for (table, columns) in LEFT.iter().filter(|(table, _)| *table != "*") {
            for column in columns.split(' ') {
                let is_there = all.iter().any(|(_, of, name, _)| of == table && name == column);
                assert!(is_there, "{table}.{column} is left by name, and there is none");
            }
        }
        for (table, column) in &listed {
            assert!(all.iter().any(|(_, of, name, _)| (of, name) == (table, column)), "no {table}.{column}");
        }
    });
}

/// What each table says of a tenant.
pub(crate) async fn said(admin: &Client, tenant: &str) -> BTreeMap<String, String> {
    let tables = "select c.oid::regclass::text, a.attname::text from pg_class c join pg_attribute a on a.attrelid = c.oid
        and a.attname in ('tenant_id', 'of_tenant') where c.relnamespace in ('ai_models'::regnamespace, 'ai_platform'::regnamespace)
        and c.relkind in ('r', 'p')";
    let mut said = BTreeMap::new();
    for row in admin.query(tables, &[]).await.unwrap() {
        let (table, of): (&str, &str) = (row.get(0), row.get(1));
        let query = format!(
            "select coalesce(string_agg(to_jsonb(t)::text, chr(10) order by to_jsonb(t)::text), '') from {table} t where {of} = '{tenant}'"
        );
        said.insert(table.to_owned(), admin.query_one(&query, &[]).await.unwrap().get(0));
    }
    said
}

const OWN: &str = "00000000-0000-0000-0000-000000000003";
const OTHER: &str = "00000000-0000-0000-0000-000000000002";

#[test]
fn a_person_who_is_named_everywhere_is_nowhere_afterwards() {
    run(async {
        let owner = migrated().await;
        let admin = superuser_of(&owner).await;
        admin.batch_execute(FILL).await.unwrap();
        admin.batch_execute(FILL_PLATFORM).await.unwrap();
        let listed = listed(&admin).await;
        let events = ["message", "endpoint", "request_id", "error_id", "stack_trace", "attributes"];
        let mut filled = 0;
        for (schema, table, column, kind) in texts(&admin).await {
            let is_who = WHO.split(' ').any(|one| one == column);
            let of_event = table == "error_events" && events.contains(&column.as_str());
            let of_job = column == "error" && (table == "job_slots" || table == "job_runs");
            if !(is_who || of_event || of_job || listed.contains(&(table.clone(), column.clone()))) {
                continue;
            }
            let value = match kind.as_str() {
                _ if is_who => "'ada-9'",
                "jsonb" => {
                    r#"'{"a": ["by\nada-9", 4711, "ada-99"], "ada-9": {"b": null, "c": "\"ada-9\""}}'"#
                }
                "ARRAY" => r"array[E'a\nada-9 said', 'ada-99']",
                _ => r"E'said\nada-9 \\ \'ada-9\' not ada-99'",
            };
            let of = match table.as_str() {
                "job_slots" => "of_tenant",
                "job_runs" => "slot_id",
                _ => "tenant_id",
            };
            let only = if schema == "ai_models" {
                format!(
                    "and id in (select id from ai_models.{table} where tenant_id in ('{OWN}', '{OTHER}') order by id limit 40)"
                )
            } else {
                String::new()
            };
            let fill = format!(
                "update {schema}.{table} set {column} = {value} where {of} in ('{OWN}', '{OTHER}') {only}"
            );
            let n = admin.execute(&fill, &[]).await.unwrap_or_else(|error| panic!("{fill}: {error:?}"));
            assert!(n > 1, "{table}.{column}: {n} rows");
            filled += 1;
        }
        assert!(filled > 100, "{filled} columns");
        admin
            .batch_execute(
                "update ai_models.audit_log set before = '{\"x\": \"ada-9\"}' where seq < 30; update ai_models.audit_log set after = '{\"x\": \"ada-99\"}'
                where seq between 30 and 90; set session_replication_role = origin",
            )
            .await
            .unwrap();
        let others = said(&admin, OTHER).await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant(OWN.parse().unwrap());
        let erased = tenant.erase_person("ada-9").await.unwrap();
        for (table, text) in said(&admin, OWN).await {
            // As a word: an id may have these letters in its midst.
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let left = text
                .match_indices("ada-9")
                .find(|(at, _)| !text[at + 5..].starts_with(is_word) && !text[..*at].ends_with(is_word));
            assert!(
                left.is_none(),
                "{table}: {:?}",
                left.map(|(at, _)| &text[at.saturating_sub(200)..at + 20])
            );
        }
        assert_eq!(said(&admin, OTHER).await, others, "nothing of another tenant was touched");
        let of_jobs = "select count(*) from ai_platform.job_runs r join ai_platform.job_slots s on s.id = r.slot_id where r.error like '%ada-9 %'";
        assert_eq!(
            admin.query_one(of_jobs, &[]).await.unwrap().get::<_, i64>(0),
            1,
            "that of another tenant"
        );
        for table in [
            "error_events",
            "audit_log",
            "ai_insights",
            "silences",
            "job_slots",
            "idempotency_keys",
            "tokens",
        ] {
            assert!(erased.0.get(table).is_some_and(|n| *n > 0), "{table}: {erased:?}");
        }
        let longer =
            "select count(*) from ai_models.audit_log where after is not null and tenant_id = $1::text::uuid";
        assert!(
            admin.query_one(longer, &[&OWN]).await.unwrap().get::<_, i64>(0) > 10,
            "who is called otherwise stays"
        );
        // Told again that it is a number: what others wrote loses it, what was measured keeps it, and all of it is JSON still.
        tenant.erase_person("4711").await.unwrap();
        let numbers = "select count(*) filter (where answer::text like '%4711%'), (select count(*) from ai_models.ai_insights where
            tenant_id = $1::text::uuid and data::text like '%4711%') from ai_platform.action_runs where tenant_id = $1::text::uuid";
        let row = admin.query_one(numbers, &[&OWN]).await.unwrap();
        assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1) > 0), (0, true));
    });
}

#[test]
fn an_id_that_is_a_number_goes_from_the_attributes_and_short_numbers_of_others_stay() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let event = |user: &str, attributes: &str| Event {
            user_id: Some(user.to_owned()),
            message: Some("account 42 of user 4711 has 7 rows".to_owned()),
            attributes: serde_json::from_str(attributes).unwrap(),
            ..Event::new(now(), "s", Severity::High, "E")
        };
        let log = vec![
            event("42", r#"{"uid": 42, "list": [1, 42, "42"], "42": 420, "n": 1.5}"#),
            event("7", r#"{"uid": 7, "seen": 42}"#),
        ];
        tenant.ingest(log, None, now(), &IngestConfig::default()).await.unwrap();
        assert_eq!(tenant.erase_person("42").await.unwrap().0["error_events"], 1);
        let found = tenant.events_of_service("s", now().plus_ms(-1), now(), 9).await.unwrap();
        let own = found.iter().find(|event| event.user_id.is_none()).unwrap();
        let left = serde_json::json!({"[erased]": 420, "list": [1, "[erased]", "[erased]"], "n": 1.5, "uid": "[erased]"});
        assert_eq!(serde_json::to_value(&own.attributes).unwrap(), left);
        assert_eq!(own.message.as_deref(), Some("account [erased] of user 4711 has 7 rows"));
        let other = found.iter().find(|event| event.user_id.is_some()).unwrap();
        assert_eq!(other.message.as_deref(), Some("account 42 of user 4711 has 7 rows"), "42 is much");
    });
}
