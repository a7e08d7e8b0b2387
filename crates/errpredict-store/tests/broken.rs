//! Connections that break while somebody reads: it is asked again, and nobody hears of it.

use errpredict::time::DAY_MS;
use errpredict_store::{IngestConfig, Store, StoreConfig};

use crate::common::log::{events, now};
use crate::common::{migrated, run, superuser_of};

#[test]
fn what_is_read_is_asked_again_where_its_connection_broke() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let log = events(1);
        tenant.ingest(log.clone(), None, now(), &IngestConfig::default()).await.unwrap();
        let admin = superuser_of(&owner).await;
        let end = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
        let mut ended = 0;
        for _ in 0..50 {
            let from = now().plus_ms(-2 * DAY_MS);
            let read = async {
                let mut found = 0;
                for service in ["checkout", "payments", "search"] {
                    found += tenant.events_of_service(service, from, now(), 10_000).await.unwrap().len();
                }
                found
            };
            let (found, killed) = tokio::join!(read, admin.query(end, &[]));
            ended += killed.unwrap().len();
            assert_eq!(found, log.len());
        }
        assert!(ended >= 40, "{ended} connections were ended");
        assert_eq!(store.connections().0, 0, "none is held");
    });
}
