//! Row security as the application's role sees it: tables, parts, views, the audit log.

use tokio_postgres::Client;

use crate::common::log::{events, now};
use crate::common::{connect, migrated, run, superuser_of};
use errpredict_store::{IngestConfig, Store, StoreConfig};

async fn texts(client: &Client, query: &str) -> Vec<String> {
    client.query(query, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[test]
fn every_table_with_a_tenant_is_closed_even_to_its_owner() {
    run(async {
        let owner = migrated().await;
        let client = superuser_of(&owner).await;
        let open = "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relnamespace in ('ai_models'::regnamespace, 'ai_platform'::regnamespace) and c.relkind in ('r', 'p')
            and not (c.relrowsecurity and c.relforcerowsecurity)";
        assert!(texts(&client, open).await.is_empty(), "{:?}", texts(&client, open).await);
        let closed = "select count(*)::text from pg_class where relforcerowsecurity";
        let closed: usize = texts(&client, closed).await[0].parse().unwrap();
        assert!(closed >= 18 + 15, "{closed}");
        // The condition is a sub-select everywhere, so that it is asked once a statement.
        let bare = "select tablename::text from pg_policies where qual not like '%SELECT%current_setting%'";
        assert!(texts(&client, bare).await.is_empty());
        let role = "select (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb)::text from pg_roles where rolname = 'errpredict_app'";
        assert_eq!(texts(&client, role).await, ["false"]);
    });
}

#[test]
fn the_application_reaches_no_part_no_view_and_no_other_tenant() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let (own, other) =
            (store.tenant_named("own").await.unwrap(), store.tenant_named("other").await.unwrap());
        own.ingest(events(2), None, now(), &IngestConfig::default()).await.unwrap();
        store.refresh_views().await.unwrap();
        let admin = superuser_of(&owner).await;
        let parts = texts(&admin, "select format('ai_partitions.%I', part) from ai_platform.parts").await;
        assert!(parts.len() >= 3, "{parts:?}");
        let client = connect(&owner).await;
        client.batch_execute("set role errpredict_app").await.unwrap();
        let views = texts(
            &admin,
            "select 'ai_models.' || matviewname from pg_matviews where schemaname = 'ai_models'",
        )
        .await;
        assert_eq!(views.len(), 4);
        for closed in parts.iter().chain(&views) {
            for statement in [
                format!("select * from {closed}"),
                format!("delete from {closed}"),
                format!("truncate {closed}"),
            ] {
                let refused = client.batch_execute(&statement).await.unwrap_err();
                let code = refused.code().unwrap().code().to_owned();
                // A kept view is no table to delete from, whoever asks.
                assert!(code == "42501" || code == "42809" || code == "0A000", "{statement}: {refused:?}");
            }
        }
        // What a tenant does not say is nothing; what it says of another is refused.
        let count = "select count(*)::text from ai_models.error_events";
        assert_eq!(texts(&client, count).await, ["0"], "no tenant is set");
        let ids = store.tenants().await.unwrap();
        let id = |name: &str| ids.iter().find(|(_, known)| known == name).unwrap().0;
        client.batch_execute(&format!("set app.tenant = '{}'", id("other"))).await.unwrap();
        assert_eq!(texts(&client, count).await, ["0"]);
        let forged =
            format!(
            "insert into ai_models.error_patterns (tenant_id, service, fingerprint, first_seen, last_seen)
             values ('{}', 's', '0123456789abcdef', now(), now())", id("own"));
        assert_eq!(client.batch_execute(&forged).await.unwrap_err().code().unwrap().code(), "42501");
        client.batch_execute("set app.maintenance = 'on'").await.unwrap();
        assert_eq!(texts(&client, count).await, ["0"], "only the owner may look at all tenants");
        for change in ["update ai_models.audit_log set action = 'x'", "delete from ai_models.audit_log",
            "insert into ai_models.audit_log (tenant_id, seq, at, action, object_type, object_id, content_digest, previous_hash, hash)
             values (ai_platform.current_tenant(), 1, now(), 'a', 'b', 'c', '', '', '')",
            "update ai_platform.audit_heads set seq = 0", "select ai_platform.make_part('error_events', '2026-01-02')"] {
            assert_eq!(client.batch_execute(change).await.unwrap_err().code().unwrap().code(), "42501", "{change}");
        }
        client.batch_execute(&format!("set app.tenant = '{}'", id("own"))).await.unwrap();
        assert_ne!(texts(&client, count).await, ["0"]);
        // The owner without a word sees nothing either.
        client.batch_execute("reset role; reset app.tenant; reset app.maintenance").await.unwrap();
        assert_eq!(texts(&client, count).await, ["0"]);
        drop(other);
    });
}
