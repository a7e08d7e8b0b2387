//! What is said of a tenant over the API, deliveries, and actions with an executor.

use errpredict_server::Role;
use serde_json::{Value, json};

use crate::client::{Answer, Api};
use crate::common::run;

async fn put(api: &Api, path: &str, token: &str, body: &Value) -> Answer {
    api.send("PUT", path, Some(token), &[], body.to_string().as_bytes()).await
}

#[test]
fn a_configuration_is_applied_over_the_api_and_each_section_by_who_may() {
    run(async {
        let (api, _, admin) = Api::filled().await;
        let [viewer, operator] = [
            api.token(&api.key("default", "vera", Role::Viewer).await).await,
            api.token(&api.key("default", "olga", Role::Operator).await).await,
        ];
        let said = json!({
            "policies": [{"severity": "high", "channels": ["email", "dashboard"]}],
            "groups": [{"name": "front", "services": ["checkout", "search"]}],
            "hooks": [{"name": "pager", "format": "pagerduty", "url": "https://events.pagerduty.com/v2/enqueue", "secret": "hunter2"}],
        });
        for token in [&viewer, &operator] {
            assert_eq!(put(&api, "configuration/", token, &said).await.status, 403);
            assert_eq!(api.get("configuration/hooks/", token).await.status, 403, "addresses may be secrets");
        }
        let would = put(&api, "configuration/?dry_run=true", &admin, &said).await.ok();
        assert_eq!(would["changes"].as_array().unwrap().len(), 3, "{would}");
        assert_eq!(api.get("configuration/", &admin).await.ok(), json!({}));
        let did = put(&api, "configuration/", &admin, &said).await.ok();
        assert_eq!(did["changes"], would["changes"]);
        let back = api.get("configuration/", &admin).await.ok();
        assert!(!back.to_string().contains("hunter2"), "{back}");
        assert_eq!(back["groups"], said["groups"]);
        assert_eq!(put(&api, "configuration/?prune=true", &admin, &back).await.ok()["changes"], json!([]));
        // What cannot be is told with its field, and nothing of it is done.
        let mut wrong = said.clone();
        wrong["groups"] = json!([{"name": "other", "services": ["x"]}]);
        wrong["silences"] =
            json!([{"name": "s", "reason": "r", "groups": ["nowhere"], "from": "22:00", "to": "23:00"}]);
        let refused = put(&api, "configuration/", &admin, &wrong).await;
        assert_eq!(refused.refused(400), "invalid_setting");
        assert_eq!(refused.json()["context"]["field"], "silences[0].groups[0]");
        wrong["silence"] = json!([]);
        assert_eq!(put(&api, "configuration/", &admin, &wrong).await.refused(400), "invalid_input");
        assert_eq!(api.get("configuration/", &admin).await.ok(), back);

        // One by one: silences are for operators, policies are not.
        let silence = json!({"name": "night", "reason": "backup", "groups": ["front"], "from": "22:00", "to": "06:00", "zone": "Europe/Paris"});
        assert_eq!(api.post("configuration/silences/", &viewer, silence.clone()).await.status, 403);
        assert_eq!(api.post("configuration/silences/", &operator, silence.clone()).await.status, 201);
        let policy = json!({"severity": "low", "channels": ["dashboard"]});
        assert_eq!(api.post("configuration/policies/", &operator, policy.clone()).await.status, 403);
        assert_eq!(api.post("configuration/policies/", &admin, policy).await.status, 201);
        let all = api.get("configuration/silences/", &viewer).await.ok();
        assert_eq!(all, json!({"silences": [silence]}));
        let delete = async |path: &str, token: &str| api.send("DELETE", path, Some(token), &[], b"").await;
        assert_eq!(delete("configuration/silences/night/", &viewer).await.status, 403);
        assert_eq!(delete("configuration/silences/night/", &operator).await.ok()["revoked"], true);
        assert_eq!(delete("configuration/silences/night/", &operator).await.refused(404), "not_found");
        // Another tenant says what it wants.
        let stranger = api.token(&api.key("other", "eve", Role::Admin).await).await;
        assert_eq!(api.get("configuration/", &stranger).await.ok(), json!({}));
        assert_eq!(delete("configuration/groups/front/", &stranger).await.refused(404), "not_found");
        // Also where both have something of the same name.
        let own = json!({"name": "front", "services": ["till"]});
        assert_eq!(api.post("configuration/groups/", &stranger, own).await.status, 201);
        assert_eq!(delete("configuration/groups/front/", &stranger).await.ok()["revoked"], true);
        assert_eq!(api.get("configuration/groups/", &admin).await.ok()["groups"], said["groups"]);
        let audit = api.get("audit/?object_type=configuration", &admin).await.ok();
        assert!(audit["count"].as_u64().unwrap() >= 6 && !audit.to_string().contains("hunter2"), "{audit}");
    });
}

#[test]
fn channels_are_tested_and_messages_are_seen_read_and_sent_again() {
    run(async {
        let (api, tenant, admin) = Api::filled().await;
        let [viewer, operator] = [
            api.token(&api.key("default", "vera", Role::Viewer).await).await,
            api.token(&api.key("default", "olga", Role::Operator).await).await,
        ];
        assert_eq!(api.post("channels/test/", &viewer, json!({"channel": "slack"})).await.status, 403);
        let refused = api.post("channels/test/", &operator, json!({"channel": "email"})).await;
        assert_eq!(refused.refused(400), "invalid_setting");
        let asked = api.post("channels/test/", &operator, json!({"channel": "dashboard"})).await;
        assert_eq!(asked.status, 202);
        let url = asked.json()["url"].as_str().unwrap().to_owned();
        let one = api.get(&url, &operator).await.ok();
        assert_eq!((&one["status"], &one["channel"]), (&json!("pending"), &json!("dashboard")));
        let id: uuid::Uuid = one["id"].as_str().unwrap().parse().unwrap();
        assert!(tenant.notification_was_sent(id).await.unwrap());
        let listed = api.get("deliveries/?channel=dashboard&status=sent", &operator).await.ok();
        assert_eq!((listed["count"].as_u64(), &listed["results"][0]["id"]), (Some(1), &one["id"]));
        assert_eq!(api.get("deliveries/", &viewer).await.status, 403);
        let again = api.post(&format!("deliveries/{id}/resend/"), &operator, json!({})).await;
        assert_eq!(again.status, 202);
        assert_ne!(again.json()["id"], one["id"]);
        // What is for everybody is in everybody's list, and read.
        let own = api.get("notifications/?status=sent", &viewer).await.ok();
        assert_eq!(own["results"][0]["id"], one["id"], "{own}");
        let read = api.post(&format!("notifications/{id}/read/"), &viewer, json!({})).await.ok();
        assert_eq!(read["status"], "read");
        assert_eq!(api.get("notifications/?status=sent", &viewer).await.ok()["count"], 0);
        let missing = api.get("deliveries/00000000-0000-8000-8000-000000000000/", &admin).await;
        assert_eq!(missing.refused(404), "not_found");
    });
}

#[test]
fn an_action_with_an_executor_is_handed_over_and_one_without_is_told() {
    run(async {
        let (api, tenant, admin) = Api::filled().await;
        let operator = api.token(&api.key("default", "olga", Role::Operator).await).await;
        let approver = api.token(&api.key("default", "anna", Role::Approver).await).await;
        let actions = api.get("actions/pending/?page_size=100", &admin).await.ok();
        let needs = |row: &&Value| row["unattended"] == "after_approval" && row["service"].is_string();
        let row = actions["results"].as_array().unwrap().iter().find(needs).unwrap().clone();
        let (id, kind) = (row["id"].as_str().unwrap(), row["action_type"].as_str().unwrap());
        let path = |step: &str| format!("actions/{id}/{step}/");
        let nobody = api.post(&path("dry_run"), &operator, json!({})).await;
        assert_eq!(nobody.refused(409), "conflict");
        assert!(nobody.json()["detail"].as_str().unwrap().contains("configuration/executors/"));
        let executor = json!({"name": "own", "actions": [kind], "url": "https://run.example/hook", "secret": "a secret of some length"});
        assert_eq!(api.post("configuration/executors/", &operator, executor.clone()).await.status, 403);
        assert_eq!(api.post("configuration/executors/", &admin, executor).await.status, 201);
        let asked = api.post(&path("dry_run"), &operator, json!({})).await;
        assert_eq!((asked.status, &asked.json()["executor"]), (202, &json!("own")));
        // Not without the approval that its type demands.
        assert_eq!(api.post(&path("execute"), &operator, json!({})).await.status, 409);
        api.post(&path("approve"), &approver, json!({})).await.ok();
        let begun = api.post(&path("execute"), &operator, json!({})).await.ok();
        assert_eq!(begun["status"], "running");
        let result = json!({"result": {"success": true}});
        assert_eq!(
            api.post(&path("execute"), &operator, result).await.refused(409),
            "conflict",
            "the executor says it"
        );
        let detail = api.get(&format!("actions/{id}/"), &operator).await.ok();
        let kinds: Vec<&str> =
            detail["runs"].as_array().unwrap().iter().map(|run| run["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["execute", "dry_run"], "{detail}");
        assert_eq!(detail["runs"][0]["asked_by"], "olga");
        let known = api.get("actions/efficacy/", &operator).await.ok();
        assert_eq!(known.as_array().unwrap().len(), 15);
        assert!(known.as_array().unwrap().iter().all(|one| one["effect"].is_null()), "nothing was measured");
        assert!(tenant.verify_audit().await.unwrap().is_empty());
    });
}
