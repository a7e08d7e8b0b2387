//! A service with a replica that stands still: what may be a little old comes from there, and nothing else. The replica is a copy of
//! the first database; a real one, that follows, is tried with the store.

use errpredict_server::{Role, first_admin, give_key};
use errpredict_store::{Store, StoreConfig};
use serde_json::json;

use crate::client::{Api, HOURS, config, serve};
use crate::common::log::analysis;
use crate::common::{database, migrated, run};

#[test]
fn what_was_written_a_moment_ago_is_seen_and_lists_come_from_the_replica() {
    run(async {
        let first = migrated().await;
        let store = Store::connect(first.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("default").await.unwrap();
        tenant.write_analysis(&analysis()).await.unwrap();
        let admin = first_admin(&store, "default").await.unwrap().unwrap();
        let (_, looks) = give_key(&store, "default", "vera", "person", &[Role::Viewer], None).await.unwrap();
        // A database that somebody uses is not copied.
        drop((tenant, store));
        let replica = database(first.get_dbname().unwrap()).await;
        let with = StoreConfig { replica: Some((&replica).into()), ..StoreConfig::default() };
        let store = Store::connect(first.clone(), &with).await.unwrap();
        let address = serve(store.clone(), config(), Some((&first).into())).await;
        let api = Api { address, store, database: first };

        // Sessions begin on the first server, and are looked up there.
        let (ada, vera) = (api.token(&admin).await, api.token(&looks).await);
        let anomalies = api.get("anomalies/", &ada).await.ok();
        let anomaly = anomalies["results"][0].clone();
        let id = anomaly["id"].as_str().unwrap();
        let done = api.post(&format!("anomalies/{id}/acknowledge/"), &ada, json!({})).await.ok();
        assert_eq!(done["acknowledged_by"], "admin", "what is written is read back: {done}");
        let path = format!("anomalies/{id}/");
        assert_eq!(api.get(&path, &ada).await.ok()["acknowledged_by"], "admin", "whoever wrote sees it");
        assert_eq!(
            api.get("anomalies/", &vera).await.ok()["results"],
            anomalies["results"],
            "of the replica"
        );
        // What is kept ready comes from the server that tells of changes.
        let path = format!("predictions/?{HOURS}");
        let foreseen = api.get(&path, &vera).await.ok()["results"][0].clone();
        let of_one = format!("predictions/{}/", foreseen["id"].as_str().unwrap());
        let came = format!("{of_one}mark_occurred/");
        api.post(&came, &ada, json!({})).await.ok();
        assert_eq!(api.get(&of_one, &vera).await.ok()["actually_occurred"], true);
        assert_eq!(api.get(&path, &vera).await.ok()["results"][0]["actually_occurred"], true);
        // Who may do what is never old.
        let users = api.get("users/", &ada).await.ok()["results"].clone();
        let id = users.as_array().unwrap().iter().find(|one| one["name"] == "vera").unwrap()["id"].clone();
        let id = id.as_str().unwrap();
        api.post(&format!("users/{id}/deactivate/"), &ada, json!({})).await.ok();
        assert_eq!(api.get("anomalies/", &vera).await.status, 401);
        let asked = json!({"key": looks}).to_string();
        let refused = api.send("POST", "auth/token/", None, &[], asked.as_bytes()).await;
        assert_eq!(refused.status, 401);
        // The replica is asked: it is gone, and everything goes on.
        assert_eq!(api.store.replica_fault(), None);
    });
}
