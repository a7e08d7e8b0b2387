//! The steps of what was found, and requests that come twice.

use errpredict_server::Role;
use serde_json::{Value, json};

use crate::client::{Api, HOURS};
use crate::common::run;

async fn first(api: &Api, path: &str, token: &str) -> (String, Value) {
    let row = api.get(path, token).await.ok()["results"][0].clone();
    (row["id"].as_str().unwrap().to_owned(), row)
}

#[test]
fn what_was_found_goes_its_ways_and_no_other() {
    run(async {
        let (api, tenant, admin) = Api::filled().await;
        let operator = api.token(&api.key("default", "olga", Role::Operator).await).await;
        let (id, _) = first(&api, &format!("predictions/?{HOURS}"), &admin).await;
        let came = json!({"timestamp": "2026-11-23T13:00:00Z"});
        let done = api.post(&format!("predictions/{id}/mark_occurred/"), &operator, came.clone()).await.ok();
        assert_eq!(
            (&done["actually_occurred"], &done["occurred_at"]),
            (&json!(true), &json!("2026-11-23T13:00:00Z"))
        );
        assert!(done["resolved_at"].is_string());
        // Said once; saying it again changes nothing, saying another is refused.
        assert_eq!(
            api.post(&format!("predictions/{id}/mark_not_occurred/"), &operator, json!({})).await.status,
            409
        );
        let missing = "predictions/00000000-0000-8000-8000-000000000000/mark_occurred/";
        assert_eq!(api.post(missing, &operator, came).await.refused(404), "not_found");
        assert_eq!(
            api.post("predictions/7/mark_occurred/", &operator, json!({})).await.refused(404),
            "not_found"
        );

        let (id, _) = first(&api, &format!("predictions/?{HOURS}&ordering=probability"), &admin).await;
        let alerted = api.post(&format!("predictions/{id}/trigger_alert/"), &operator, json!({})).await.ok();
        assert_eq!(alerted["alert"], true);
        assert!(alerted["alerted_at"].is_string());

        let (id, before) = first(&api, "anomalies/unacknowledged/", &admin).await;
        assert_eq!(before["acknowledged"], false);
        let seen = api.post(&format!("anomalies/{id}/acknowledge/"), &operator, json!({})).await.ok();
        assert_eq!((&seen["acknowledged"], &seen["acknowledged_by"]), (&json!(true), &json!("olga")));
        let false_one = api.post(&format!("anomalies/{id}/false_positive/"), &operator, json!({})).await.ok();
        assert_eq!(false_one["false_positive_by"], "olga");
        let left = api.get("anomalies/unacknowledged/?page_size=100", &admin).await.ok();
        assert!(left["results"].as_array().unwrap().iter().all(|row| row["id"] != json!(id)));

        let actions = api.get("actions/pending/?page_size=100", &admin).await.ok();
        let needs =
            actions["results"].as_array().unwrap().iter().find(|row| row["unattended"] != "yes").cloned();
        let needs = needs.expect("an action that needs approval");
        let path = |step: &str| format!("actions/{}/{step}/", needs["id"].as_str().unwrap());
        let result = json!({"result": {"success": true, "duration": 3.5, "impact_observed": "calm"}});
        assert_eq!(
            api.post(&path("execute"), &operator, result.clone()).await.refused(409),
            "invalid_argument"
        );
        assert_eq!(api.post(&path("approve"), &operator, json!({})).await.refused(403), "forbidden");
        let approver = api.token(&api.key("default", "paul", Role::Approver).await).await;
        assert_eq!(api.post(&path("approve"), &approver, json!({})).await.ok()["approved_by"], "paul");
        let done = api.post(&path("execute"), &operator, result.clone()).await.ok();
        assert_eq!((&done["status"], &done["result"]), (&json!("executed"), &result["result"]));
        assert_eq!(api.post(&path("skip"), &operator, json!({})).await.status, 409);

        let (id, _) = first(&api, "insights/?status=new", &admin).await;
        let said = json!({"assignee": "olga", "notes": "looks like the release"});
        let taken = api.post(&format!("insights/{id}/acknowledge/"), &operator, said).await.ok();
        assert_eq!((&taken["status"], &taken["assignee"]), (&json!("acknowledged"), &json!("olga")));
        let resolved = api
            .post(&format!("insights/{id}/resolve/"), &operator, json!({"notes": "rolled back"}))
            .await
            .ok();
        assert_eq!(resolved["notes"], "looks like the release\nrolled back");
        assert_eq!(api.post(&format!("insights/{id}/acknowledge/"), &operator, json!({})).await.status, 409);

        let (id, group) = first(&api, "patterns/", &admin).await;
        let said = json!({"cause": "the gateway", "resolution": "a longer timeout"});
        assert_eq!(
            api.post(&format!("patterns/{id}/explain/"), &operator, said).await.ok()["cause"],
            "the gateway"
        );
        assert!(group["cause"].is_null());
        // All of it stands in the audit log under the names of those who did it.
        let audit = api.get("audit/?page_size=100&actor=olga", &admin).await.ok();
        assert!(audit["count"].as_u64().unwrap() >= 7, "{audit}");
        assert!(audit["results"][0]["request_id"].is_string());
        assert_eq!(api.get("audit/verify/", &admin).await.ok()["faults"], json!([]));
        assert!(tenant.verify_audit().await.unwrap().is_empty());
    });
}

#[test]
fn a_request_that_comes_twice_is_done_once() {
    run(async {
        let (api, _, token) = Api::filled().await;
        let said = json!({"type": "false_negative", "service": "checkout", "about": "2026-11-23T11:00:00Z", "score": 4}).to_string();
        let send = async |key: &str, body: &str| {
            api.send("POST", "feedback/", Some(&token), &[("idempotency-key", key)], body.as_bytes()).await
        };
        let first = send("k1", &said).await;
        assert_eq!(first.status, 201);
        let again = send("k1", &said).await;
        assert_eq!((again.status, again.json()), (201, first.json()));
        assert_eq!(again.header("idempotent-replayed").as_deref(), Some("true"));
        assert_eq!(send("k2", &said).await.status, 201);
        assert_eq!(api.get("feedback/", &token).await.ok()["count"], 2);
        let other = said.replace("checkout", "search");
        assert_eq!(send("k1", &other).await.refused(409), "conflict");
        for wrong in ["", &"x".repeat(251)] {
            assert_eq!(send(wrong, &said).await.refused(400), "invalid_argument");
        }
        // An error that will be the same again is kept as well.
        let bad = json!({"type": "useful"}).to_string();
        let (one, two) = (send("k3", &bad).await, send("k3", &bad).await);
        assert_eq!((one.status, one.json()), (two.status, two.json()));
        assert_eq!(two.header("idempotent-replayed").as_deref(), Some("true"));
        // Many at once: one does it.
        let all = tokio::join!(send("k4", &said), send("k4", &said), send("k4", &said), send("k4", &said));
        let all = [all.0, all.1, all.2, all.3];
        assert!(all.iter().all(|answer| [201, 409].contains(&answer.status)), "{all:?}");
        assert_eq!(api.get("feedback/", &token).await.ok()["count"], 3);
    });
}

#[test]
fn a_body_that_does_not_fit_is_told_where() {
    run(async {
        let (api, _, token) = Api::filled().await;
        for (body, word) in [
            (r#"{"type": "nonsense", "service": "a"}"#, "nonsense"),
            (r#"{"type": "useful", "servce": "a"}"#, "servce"),
            (r#"{"type": "useful", "#, "EOF"),
            (r#"{"type": "useful", "service": "a", "about": "yesterday"}"#, "yesterday"),
            (r#"{"type": "useful", "service": "a"}"#, "about"),
            (r#"{"type": "useful", "service": "a", "about": "2026-11-23T11:00:00Z", "score": 6}"#, "score"),
            ("[]", "invalid"),
        ] {
            let answer = api.send("POST", "feedback/", Some(&token), &[], body.as_bytes()).await;
            assert_eq!(answer.status, 400, "{body}");
            assert!(answer.json()["detail"].as_str().unwrap().contains(word), "{body}: {}", answer.json());
        }
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let answer = api.send("POST", "feedback/", Some(&token), &form, b"type=useful").await;
        assert_eq!(answer.refused(415), "unsupported_media_type");
    });
}
