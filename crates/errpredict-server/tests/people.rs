//! Tenants, people, roles and keys over the API.

use errpredict_server::{Config, Role, first_admin};
use serde_json::json;

use crate::client::{Api, config};
use crate::common::run;

#[test]
fn people_come_and_go_and_the_last_admin_stays() {
    run(async {
        let api = Api::start(config()).await;
        let key = first_admin(&api.store, "own").await.unwrap().unwrap();
        assert!(first_admin(&api.store, "own").await.unwrap().is_none(), "the first is made once");
        let token = api.token(&key).await;
        let users = api.get("users/", &token).await.ok()["results"].clone();
        let admin = users[0]["id"].as_str().unwrap().to_owned();
        for (path, body) in [
            ("deactivate", json!({})),
            ("roles", json!({"roles": ["viewer"]})),
            ("roles", json!({"roles": []})),
        ] {
            let refused = api.post(&format!("users/{admin}/{path}/"), &token, body).await;
            assert_eq!(refused.status, 409, "{path}");
            assert!(refused.json()["detail"].as_str().unwrap().contains("one admin"), "{}", refused.json());
        }
        assert_eq!(api.get("users/", &token).await.ok()["results"], users, "nothing was changed");
        let bob = api.post("users/", &token, json!({"name": "bob", "roles": ["operator"]})).await;
        assert_eq!((bob.status, &bob.json()["kind"]), (201, &json!("person")));
        let bob = bob.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(
            api.post("users/", &token, json!({"name": "bob", "roles": []})).await.refused(409),
            "conflict"
        );
        assert_eq!(api.post("users/", &token, json!({"name": "", "roles": []})).await.status, 400);
        assert_eq!(api.post("users/", &token, json!({"name": "x", "roles": ["root"]})).await.status, 400);

        let made = api.post("keys/", &token, json!({"principal_id": bob, "name": "laptop"})).await;
        assert_eq!(made.status, 201);
        let bobs = api.token(made.json()["key"].as_str().unwrap()).await;
        assert_eq!(api.get("users/", &bobs).await.status, 403);
        // A role counts at once, for tokens that were given before as well.
        let roles = json!({"roles": ["admin", "viewer"]});
        assert_eq!(
            api.post(&format!("users/{bob}/roles/"), &token, roles).await.ok()["roles"],
            json!(["admin", "viewer"])
        );
        assert_eq!(api.get("users/", &bobs).await.status, 200);
        assert_eq!(
            api.post(&format!("users/{admin}/deactivate/"), &bobs, json!({})).await.ok()["active"],
            false
        );
        assert_eq!(api.get("users/", &token).await.status, 401, "whoever may not sign in is out");
        assert_eq!(
            api.post(&format!("users/{bob}/deactivate/"), &bobs, json!({})).await.status,
            409,
            "the last one"
        );
        // Two that take each other's role away at the same time leave one.
        assert_eq!(api.post(&format!("users/{admin}/activate/"), &bobs, json!({})).await.status, 200);
        let token = api.token(&key).await;
        let none = json!({"roles": []});
        let (of_bob, of_admin) = (format!("users/{bob}/roles/"), format!("users/{admin}/roles/"));
        let (one, two) =
            tokio::join!(api.post(&of_bob, &token, none.clone()), api.post(&of_admin, &bobs, none));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert!(statuses == [200, 409] || statuses == [200, 403], "{statuses:?}");
    });
}

#[test]
fn tenants_are_made_by_the_platform_alone_and_a_person_is_erased() {
    run(async {
        let api = Api::start(Config { platform_tenant: "ops".to_owned(), ..config() }).await;
        let ops = api.token(&first_admin(&api.store, "ops").await.unwrap().unwrap()).await;
        let made = api.post("tenants/", &ops, json!({"name": "shop", "admin": "ada"})).await;
        assert_eq!(made.status, 201);
        assert_eq!(
            api.post("tenants/", &ops, json!({"name": "shop", "admin": "ada"})).await.refused(409),
            "conflict"
        );
        let ada = api.token(made.json()["key"].as_str().unwrap()).await;
        assert_eq!(
            api.post("tenants/", &ada, json!({"name": "mine", "admin": "ada"})).await.refused(403),
            "forbidden"
        );
        assert_eq!(api.get("tenants/", &ops).await.ok()["count"], 2);
        assert_eq!(api.get("tenants/", &ada).await.ok()["results"][0]["name"], "shop");
        assert_eq!(api.get("tenants/", &ada).await.ok()["count"], 1);

        let line = br#"{"timestamp":"2026-11-23T11:00:00Z","service":"a","severity":"error","error_type":"E","user_id":"u7","message":"u7 failed"}"#;
        assert_eq!(api.send("POST", "ingest/events/", Some(&ada), &[], line).await.ok()["stored"], 1);
        let receipt = api.post("privacy/erase/", &ada, json!({"person": "u7"})).await.ok();
        assert_eq!(receipt["error_events"], 1, "{receipt}");
        let events = api.get("errors/?hours=87840", &ada).await.ok();
        assert_eq!(events["results"][0]["message"], "[erased] failed");
        assert_eq!(api.post("privacy/erase/", &ada, json!({"person": ""})).await.status, 400);
        let key = api.key("shop", "v", Role::Viewer).await;
        let viewer = api.token(&key).await;
        assert_eq!(api.post("privacy/erase/", &viewer, json!({"person": "ada"})).await.status, 403);
    });
}

#[test]
fn a_tenant_is_made_whole_and_can_be_laid_aside() {
    run(async {
        let api = Api::start(config()).await;
        let ada = api.token(&first_admin(&api.store, "default").await.unwrap().unwrap()).await;
        let made = api.post("tenants/", &ada, json!({"name": "shop", "admin": "sam"})).await.ok();
        let (id, key) = (made["id"].as_str().unwrap(), made["key"].as_str().unwrap());
        let sam = api.token(key).await;
        assert_eq!(api.get("users/", &sam).await.ok()["results"][0]["roles"], json!(["admin"]));
        // What cannot be made whole is not made at all.
        let again = api.post("tenants/", &ada, json!({"name": "shop", "admin": "eve"})).await;
        assert_eq!(again.refused(409), "conflict");
        let count = async || api.get("tenants/", &ada).await.ok()["count"].clone();
        assert_eq!(count().await, 2);
        let audit = api.store.tenant(id.parse().unwrap()).audit_entries(None, 10).await.unwrap();
        assert!(audit.iter().any(|entry| entry.actor.as_deref() == Some("admin")), "{audit:?}");

        let to = |what: &str| format!("tenants/{id}/{what}/");
        assert_eq!(api.post(&to("deactivate"), &sam, json!({})).await.refused(403), "forbidden");
        let ingest = api.key("shop", "till", Role::Ingest).await;
        let line =
            br#"{"timestamp":"2026-11-23T11:00:00Z","service":"a","severity":"error","error_type":"E"}"#;
        api.send("POST", "ingest/events/", Some(&ingest), &[], line).await.ok();
        assert_eq!(api.post(&to("deactivate"), &ada, json!({})).await.ok()["active"], false);
        assert_eq!(api.get("users/", &sam).await.status, 401);
        assert_eq!(api.send("POST", "ingest/events/", Some(&ingest), &[], line).await.status, 401);
        let asked = json!({"key": key}).to_string();
        let refused = api.send("POST", "auth/token/", None, &[], asked.as_bytes()).await;
        assert_eq!(refused.status, 401);
        assert_eq!(api.store.tenants().await.unwrap().len(), 1, "jobs work for the others");
        assert_eq!(api.post(&to("activate"), &ada, json!({})).await.ok()["active"], true);
        assert_eq!(api.get("users/", &api.token(key).await).await.status, 200);
        let own = api.store.known_tenant("default").await.unwrap().unwrap();
        let own = api.post(&format!("tenants/{}/deactivate/", own.id()), &ada, json!({})).await;
        assert_eq!(own.refused(400), "invalid_argument");
        assert!(api.store.known_tenant("typo").await.unwrap().is_none());
        assert_eq!(count().await, 2);
    });
}
