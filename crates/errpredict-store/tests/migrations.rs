//! Migrating: up, down, twice, at once, interrupted.

use std::time::Duration;

use errpredict_store::{Migrator, STEPS};
use tokio_postgres::{Client, Config};

use crate::common::{connect, database, migrated, run, superuser_of};

const PATIENCE: Duration = Duration::from_secs(60);

/// Everything a schema is made of, as text that can be compared.
async fn shape(owner: &Config) -> Vec<String> {
    let client = superuser_of(owner).await;
    let mut lines = Vec::new();
    for query in [
        "select format('column %s.%s.%s %s %s %s', table_schema, table_name, column_name, data_type, is_nullable, column_default)
            from information_schema.columns where table_schema in ('ai_models', 'ai_platform')",
        "select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
            where connamespace in (select oid from pg_namespace where nspname like 'ai\\_%')",
        "select format('index %s', indexdef) from pg_indexes where schemaname like 'ai\\_%'",
        "select format('policy %s %s %s %s', schemaname, tablename, policyname, qual) from pg_policies",
        "select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal",
        "select format('function %s %s', oid::regprocedure, md5(prosrc)) from pg_proc
            where pronamespace in (select oid from pg_namespace where nspname like 'ai\\_%')",
        "select format('grant %s %s %s %s', table_schema, table_name, grantee, privilege_type)
            from information_schema.role_table_grants where table_schema like 'ai\\_%'",
    ] {
        lines.extend(client.query(query, &[]).await.unwrap().iter().map(|row| row.get::<_, String>(0)));
    }
    lines.sort();
    lines
}

async fn migrate(owner: &Config) -> errpredict::Result<usize> {
    Ok(Migrator::connect(owner, PATIENCE).await?.up(None).await?.len())
}

#[test]
fn up_and_down_and_up_again() {
    run(async {
        let owner = database("template1").await;
        assert_eq!(migrate(&owner).await.unwrap(), STEPS.len());
        let first = shape(&owner).await;
        assert!(first.len() > 800, "{} lines: is the comparison blind?", first.len());
        assert_eq!(migrate(&owner).await.unwrap(), 0, "twice does nothing");
        let mut migrator = Migrator::connect(&owner, PATIENCE).await.unwrap();
        assert!(migrator.status().await.unwrap().iter().all(|status| status.applied_at.is_some()));
        // Step by step back, so that every single step can be taken back alone.
        for step in STEPS.iter().rev() {
            let back = migrator.down(step.version - 1).await.unwrap();
            assert_eq!(back.iter().map(|step| step.version).collect::<Vec<_>>(), [step.version]);
        }
        drop(migrator);
        let left = shape(&owner).await;
        let other: Vec<_> = left
            .iter()
            .filter(|line| {
                !line.contains("ai_platform.migrations") && !line.contains("ai_platform migrations")
            })
            .collect();
        assert!(other.is_empty(), "left behind: {other:#?}");
        assert_eq!(migrate(&owner).await.unwrap(), STEPS.len());
        assert_eq!(shape(&owner).await, first);
    });
}

#[test]
fn two_at_once_do_the_work_once() {
    run(async {
        let owner = database("template1").await;
        let (a, b, c) = tokio::join!(migrate(&owner), migrate(&owner), migrate(&owner));
        let mut done = [a.unwrap(), b.unwrap(), c.unwrap()];
        done.sort_unstable();
        assert_eq!(done, [0, 0, STEPS.len()]);
        assert_eq!(shape(&owner).await, shape(&migrated().await).await);
    });
}

/// Ends the connection of a migrator at times that move through the whole work, and looks what the next run makes of it.
#[test]
fn interrupted_anywhere_the_next_run_completes_it() {
    run(async {
        let owner = database("template1").await;
        let admin = superuser_of(&owner).await;
        let name = owner.get_dbname().unwrap().to_owned();
        let mut cut = 0;
        for attempt in 0..40_u64 {
            // A session that was ended is seen for a moment still, and would be taken for the next migrator's.
            while is_anyone_there(&admin, &name).await {}
            let (done, ()) = tokio::join!(migrate(&owner), end_after(&admin, &name, attempt * 4));
            match done {
                Ok(_) => break,
                Err(error) => {
                    cut += 1;
                    assert_eq!(error.code(), "unavailable", "{error}");
                }
            }
        }
        assert!(cut >= 3, "{cut} runs were cut off");
        migrate(&owner).await.unwrap();
        assert_eq!(shape(&owner).await, shape(&migrated().await).await);
    });
}

async fn is_anyone_there(admin: &Client, database: &str) -> bool {
    let there = "select 1 from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()";
    !admin.query(there, &[&database]).await.unwrap().is_empty()
}

async fn end_after(admin: &Client, database: &str, ms: u64) {
    while !is_anyone_there(admin, database).await {}
    tokio::time::sleep(Duration::from_millis(ms)).await;
    let end = "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()";
    admin.query(end, &[&database]).await.unwrap();
}

#[test]
fn what_does_not_fit_is_refused() {
    run(async {
        let owner = migrated().await;
        let client = connect(&owner).await;
        client
            .batch_execute("update ai_platform.migrations set checksum = 'other' where version = 3")
            .await
            .unwrap();
        let changed = migrate(&owner).await.unwrap_err();
        assert_eq!(changed.code(), "conflict", "{changed}");
        let newer = "update ai_platform.migrations set version = 4711 where version = 3";
        client.batch_execute(newer).await.unwrap();
        let newer = migrate(&owner).await.unwrap_err();
        assert_eq!(newer.code(), "unsupported_version", "{newer}");
        assert!(newer.message().contains("4711"), "{newer}");
    });
}

#[test]
fn a_migrator_that_works_for_too_long_is_not_waited_for() {
    run(async {
        let owner = migrated().await;
        let _busy = Migrator::connect(&owner, PATIENCE).await.unwrap();
        let refused = Migrator::connect(&owner, Duration::from_millis(200)).await.unwrap_err();
        assert_eq!(refused.code(), "unavailable", "{refused}");
    });
}
