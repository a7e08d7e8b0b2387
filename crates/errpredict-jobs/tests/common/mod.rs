//! What these tests need beside the set-up of the store's own tests.

use errpredict::{Event, Timestamp};
use errpredict_store::{IngestConfig, Store, StoreConfig, Tenant};
use tokio_postgres::{Client, Config};

pub(crate) use crate::shared::{log, migrated, run, superuser_of};

/// A store on a database of its own, with one tenant.
pub(crate) async fn store() -> (Config, Store, Tenant) {
    let owner = migrated().await;
    let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("acme").await.unwrap();
    (owner, store, tenant)
}

/// Puts a log into a store, with its counts; the key says whose log it is, as several are put into one store.
pub(crate) async fn put(tenant: &Tenant, events: Vec<Event>, now: Timestamp) {
    let config = IngestConfig::default();
    for (i, batch) in events.chunks(5_000).enumerate() {
        let key = format!("batch {i} {} {}", batch.len(), batch[0].service);
        let done = tenant.ingest(batch.to_vec(), Some(&key), now, &config).await.unwrap();
        assert_eq!(done.refused.len(), 0, "{:?}", done.refused.first());
    }
}

/// What a query of one number says.
pub(crate) async fn number(client: &Client, text: &str) -> i64 {
    client.query_one(&format!("select ({text})::bigint"), &[]).await.unwrap().get(0)
}

/// How another process connects.
pub(crate) fn as_text(owner: &Config) -> String {
    let host = match &owner.get_hosts()[0] {
        tokio_postgres::config::Host::Tcp(name) => name.clone(),
        tokio_postgres::config::Host::Unix(folder) => folder.display().to_string(),
    };
    let password = String::from_utf8(owner.get_password().unwrap().to_vec()).unwrap();
    format!(
        "host={host} port={} user={} dbname={} password={password}",
        owner.get_ports().first().copied().unwrap_or(5432),
        owner.get_user().unwrap(),
        owner.get_dbname().unwrap(),
    )
}
