//! `docs/schema.md`, made from a migrated database. `UPDATE=1 cargo test -p errpredict-store` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use tokio_postgres::{Client, Row};

use crate::common::{migrated, run, superuser_of};

async fn rows(client: &Client, query: &str) -> Vec<Row> {
    client.query(query, &[]).await.unwrap()
}

async fn page(client: &Client) -> String {
    let mut text = "# The schema\n\nEvery table and column, made from a migrated database; do not edit.\n\
        Columns that hold a type of the core have its names and units: [what gives which column](store_types.md).\n\
        A service that is absent means all services together. Times are UTC.\n\
        Tables divided by time have their parts in `ai_partitions`, made ahead and dropped when they are too old.\n\
        Every table with a `tenant_id` shows a transaction the rows of its own tenant only, and nothing where none was set; \
        the views show all tenants, so each is read through the function of its name, without `v_`.\n"
        .to_owned();
    picture(client, &mut text).await;
    for (schema, title) in [
        ("ai_models", "Models, predictions and analytics: `ai_models`"),
        ("ai_platform", "Everything else: `ai_platform`"),
    ] {
        let _ = write!(text, "\n## {title}\n");
        let tables = format!(
            "select c.relname::text, coalesce(obj_description(c.oid, 'pg_class'), ''), c.relkind::text from pg_class c
             where c.relnamespace = '{schema}'::regnamespace and c.relkind in ('r', 'p', 'm') order by c.relkind = 'm', 1"
        );
        for table in rows(client, &tables).await {
            let (name, what, kind): (String, String, String) = (table.get(0), table.get(1), table.get(2));
            let _ = write!(
                text,
                "\n### {name}\n\n{}{what}.\n\n| column | type | absent | default | must be |\n|---|---|---|---|---|\n",
                if kind == "m" { "A view that is kept. " } else { "" }
            );
            columns(client, &format!("{schema}.{name}"), &mut text).await;
            indexes(client, schema, &name, &mut text).await;
        }
    }
    text
}

/// Which table belongs to which.
async fn picture(client: &Client, text: &mut String) {
    text.push_str("\n```mermaid\nerDiagram\n");
    let keys = "select distinct f.relname::text, t.relname::text, c.confdeltype = 'c' from pg_constraint c
        join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid
        where c.contype = 'f' and c.connamespace = 'ai_models'::regnamespace and f.relname <> 'tenants' order by 1, 2";
    for row in rows(client, keys).await {
        let goes_with_it: bool = row.get(2);
        let (one, many): (String, String) = (row.get(0), row.get(1));
        let (line, word) = if goes_with_it { ("||--o{", "has") } else { ("|o--o{", "named by") };
        let _ = writeln!(text, "    {one} {line} {many} : \"{word}\"");
    }
    // What is named by a key of the core or by an id without a foreign key, because its part may be gone.
    for (one, many) in [
        ("error_predictions", "prediction_feedback"),
        ("error_predictions", "preventive_actions"),
        ("error_events", "error_patterns"),
    ] {
        let _ = writeln!(text, "    {one} |o..o{{ {many} : \"named by\"");
    }
    for alone in
        ["audit_log", "alert_notifications", "feature_snapshots", "time_series_forecasts", "ai_insights"]
    {
        let _ = writeln!(text, "    {alone}");
    }
    text.push_str("```\n");
}

async fn columns(client: &Client, table: &str, text: &mut String) {
    let checks = format!(
        "select c.conkey[1]::int, string_agg(pg_get_expr(c.conbin, c.conrelid), ' and ' order by c.conname) from pg_constraint c
         where c.contype = 'c' and cardinality(c.conkey) = 1 and c.conrelid = '{table}'::regclass group by 1"
    );
    let checks: BTreeMap<i32, String> =
        rows(client, &checks).await.iter().map(|row| (row.get(0), row.get(1))).collect();
    let keys = format!(
        "select distinct on (1) c.conkey[cardinality(c.conkey)]::int, format('%s (%s)', c.confrelid::regclass, a.attname)
         from pg_constraint c join pg_attribute a on a.attrelid = c.confrelid and a.attnum = c.confkey[cardinality(c.confkey)]
         where c.contype = 'f' and c.conrelid = '{table}'::regclass order by 1, 2"
    );
    let keys: BTreeMap<i32, String> =
        rows(client, &keys).await.iter().map(|row| (row.get(0), row.get(1))).collect();
    let columns = format!(
        "select a.attnum::int, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated <> '',
         coalesce(pg_get_expr(d.adbin, d.adrelid), '') from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where a.attrelid = '{table}'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum"
    );
    for row in rows(client, &columns).await {
        let (number, name, kind): (i32, String, String) = (row.get(0), row.get(1), row.get(2));
        let (never_absent, made): (bool, bool) = (row.get(3), row.get(4));
        let default: String = row.get(5);
        let default = match (default.is_empty(), made) {
            (true, _) => String::new(),
            (_, true) => format!("always `{}`", plain(&default)),
            _ => format!("`{}`", plain(&default)),
        };
        let must = [
            keys.get(&number).map(|to| format!("in `{to}`")),
            checks.get(&number).map(|check| must_be(check, &name)),
        ];
        let must: Vec<String> = must.into_iter().flatten().collect();
        let absent = if never_absent { "" } else { "may be" };
        let _ = writeln!(
            text,
            "| {name} | {} | {absent} | {default} | {} |",
            kind.replace("timestamp with time zone", "timestamptz"),
            must.join(", ")
        );
    }
}

/// SQL on one line, without the casts that PostgreSQL adds.
fn plain(sql: &str) -> String {
    let mut sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    for cast in [
        "::text[]",
        "::text",
        "::double precision",
        "::integer",
        "::bigint",
        "::smallint",
        "::jsonb",
        "::interval",
    ] {
        sql = sql.replace(cast, "");
    }
    sql.replace('|', "\\|")
}

/// A check as a person would say it: the words of an enum, or the condition.
fn must_be(check: &str, column: &str) -> String {
    let check = plain(check);
    let list =
        check.strip_prefix(&format!("({column} = ANY (ARRAY[")).and_then(|rest| rest.strip_suffix("]))"));
    match list {
        Some(list) => list.replace('\'', ""),
        None => format!("`{check}`"),
    }
}

async fn indexes(client: &Client, schema: &str, table: &str, text: &mut String) {
    let query = format!(
        "select i.indexrelid::regclass::text, i.indisunique, pg_get_indexdef(i.indexrelid) from pg_index i
         where i.indrelid = '{schema}.{table}'::regclass order by not i.indisprimary, 1"
    );
    let found = rows(client, &query).await;
    if found.is_empty() {
        return;
    }
    text.push_str("\nIndexes:\n\n");
    for row in found {
        let (name, unique, definition): (String, bool, String) = (row.get(0), row.get(1), row.get(2));
        let how = definition
            .split_once(" USING ")
            .map_or(definition.as_str(), |(_, how)| how)
            .trim_start_matches("btree ");
        let name = name.rsplit('.').next().unwrap();
        let _ = writeln!(text, "- `{name}`{} `{}`", if unique { ", unique:" } else { ":" }, plain(how));
    }
}

#[test]
fn the_page_is_that_of_the_migrated_database() {
    let fresh = run(async { page(&superuser_of(&migrated().await).await).await });
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == fresh,
        "docs/schema.md is old: run `UPDATE=1 cargo test -p errpredict-store --test store schema_page`"
    );
}
