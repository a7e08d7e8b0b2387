//! Messages that are signed: who may send, what is a replay, and what of them is stored.

use errpredict_server::Role;
use errpredict_server::ingest::signature::sign;
use errpredict_store::{Keys, Store, StoreConfig};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{kept, seconds};
use crate::client::{Answer, Api, config};
use crate::common::log::now;
use crate::common::run;

fn hex(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn deployment(version: &str) -> String {
    json!({"service": "pay", "version": version, "time": now().plus_ms(-60_000).to_string()}).to_string()
}

async fn source(api: &Api, token: &str, form: &str, brings: &str) -> (String, String) {
    let made = api
        .post("sources/", token, json!({"source": format!("{form}-1"), "form": form, "brings": brings}))
        .await
        .ok();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    (text("url"), text("secret"))
}

#[test]
fn a_standard_webhook_is_taken_once_and_only_when_it_is_signed_now() {
    run(async {
        let api = Api::start(config()).await;
        let admin = api.token(&api.key("own", "ada", Role::Admin).await).await;
        let (url, secret) = source(&api, &admin, "standard", "changes").await;
        assert_eq!(url, "/api/ml/webhooks/standard-1/?tenant=own");
        let at = seconds(&api).await;
        let send = async |url: &str, id: &str, at: i64, signature: &str, body: &str| -> Answer {
            let time = at.to_string();
            let headers =
                [("webhook-id", id), ("webhook-timestamp", &time), ("webhook-signature", signature)];
            api.send("POST", url, None, &headers, body.as_bytes()).await
        };
        let body = deployment("2.1");
        let signature = sign(&secret, "msg_1", at, body.as_bytes()).unwrap();
        assert_eq!(send(&url, "msg_1", at, &signature, &body).await.ok()["stored"], 1);
        // Sent again, by the sender or by somebody who listened, it is the same message.
        let again = send(&url, "msg_1", at, &signature, &body).await.ok();
        assert_eq!((&again["stored"], &again["duplicates"]), (&json!(0), &json!(1)));
        // The same id with something else in it is a mistake of the sender.
        let other = deployment("2.2");
        let signed = sign(&secret, "msg_1", at, other.as_bytes()).unwrap();
        assert_eq!(send(&url, "msg_1", at, &signed, &other).await.refused(409), "conflict");
        for (what, id, time, signature, body) in [
            ("another body", "msg_2", at, signature.clone(), &other),
            ("another id", "msg_2", at, signature.clone(), &body),
            ("another time", "msg_1", at + 1, signature.clone(), &body),
            ("too old", "msg_3", at - 400, sign(&secret, "msg_3", at - 400, body.as_bytes()).unwrap(), &body),
            ("no signature", "msg_1", at, String::new(), &body),
        ] {
            assert_eq!(send(&url, id, time, &signature, body).await.refused(401), "unauthorized", "{what}");
        }
        let nobody = url.replace("standard-1", "nobody");
        assert_eq!(send(&nobody, "msg_1", at, &signature, &body).await.refused(401), "unauthorized");
        let of_nobody = url.replace("own", "none");
        assert_eq!(send(&of_nobody, "msg_1", at, &signature, &body).await.refused(401), "unauthorized");
        assert_eq!(api.send("POST", &url, None, &[], body.as_bytes()).await.refused(401), "unauthorized");
        let tenant = api.store.tenant_named("own").await.unwrap();
        assert_eq!(kept(&tenant, "pay").await.len(), 1);
        // Who sent it stands in the audit log.
        let audit = tenant.audit_entries(None, 10).await.unwrap();
        assert!(audit.iter().any(|entry| entry.actor.as_deref() == Some("webhook:standard-1")), "{audit:?}");
        // Secrets are not listed; a source that is removed is nobody.
        let listed = api.get("sources/", &admin).await.ok()["results"].clone();
        assert!(!listed.to_string().contains("whsec_"), "{listed}");
        let id = listed[0]["id"].as_str().unwrap();
        let gone = api.send("DELETE", &format!("sources/{id}/"), Some(&admin), &[], b"").await.ok();
        assert_eq!(gone["revoked"], true);
        let signature = sign(&secret, "msg_9", at, body.as_bytes()).unwrap();
        assert_eq!(send(&url, "msg_9", at, &signature, &body).await.refused(401), "unauthorized");
    });
}

#[test]
fn git_hub_git_lab_and_sentry_sign_in_their_own_ways() {
    run(async {
        let api = Api::start(config()).await;
        let admin = api.token(&api.key("own", "ada", Role::Admin).await).await;
        let time = now().plus_ms(-60_000).to_string();
        let of_hub = json!({
            "deployment_status": {"state": "success", "created_at": time, "id": 7},
            "deployment": {"ref": "v3", "sha": "9fceb02", "environment": "production"},
            "repository": {"name": "cart"},
        });
        let of_lab = json!({
            "object_kind": "deployment", "status": "success", "status_changed_at": "2026-11-23 11:58:00 +0000",
            "deployment_id": 15, "project": {"name": "search"}, "ref": "main", "short_sha": "279484c0",
        });
        let event = json!({
            "event_id": "9ec79c33ec9942ab8353589fcb2e04dc", "project": 7, "timestamp": time, "level": "error",
            "platform": "python", "exception": {"values": [{"type": "KeyError", "value": "cart"}]},
        });
        let of_sentry = json!({"action": "created", "data": {"error": event}});
        let alerts = json!({"version": "4", "alerts": [{
            "status": "firing", "labels": {"alertname": "HighErrorRate", "service": "web", "severity": "critical"},
            "annotations": {"summary": "5 % of requests fail"}, "startsAt": time,
        }]});
        let tenant = api.store.tenant_named("own").await.unwrap();
        for (form, brings, header, body, service) in [
            ("github", "changes", "x-hub-signature-256", &of_hub, "cart"),
            ("gitlab", "changes", "x-gitlab-token", &of_lab, "search"),
            ("sentry", "sentry", "sentry-hook-signature", &of_sentry, "project-7"),
        ] {
            let (url, secret) = source(&api, &admin, form, brings).await;
            let text = body.to_string();
            let proof = match form {
                "github" => format!("sha256={}", hex(&secret, text.as_bytes())),
                "gitlab" => secret.clone(),
                _ => hex(&secret, text.as_bytes()),
            };
            let send = async |proof: &str, text: &str| {
                api.send("POST", &url, None, &[(header, proof)], text.as_bytes()).await
            };
            assert_eq!(send(&proof, &text).await.ok()["stored"], 1, "{form}");
            // There is no time in what is signed: the same body is the same message, whatever its id says.
            let again = send(&proof, &text).await.ok();
            assert_eq!((&again["stored"], &again["duplicates"]), (&json!(0), &json!(1)), "{form}");
            assert_eq!(send("sha256=00", &text).await.refused(401), "unauthorized", "{form}");
            if form != "gitlab" {
                assert_eq!(send(&proof, &text.replace("2026", "2025")).await.refused(401), "unauthorized");
            }
            assert_eq!(kept(&tenant, service).await.len(), 1, "{form}");
        }
        // Alertmanager itself comes with a key.
        let key = api.key("own", "alertmanager", Role::Ingest).await;
        let taken = api.post("ingest/alertmanager/", &key, alerts).await.ok();
        assert_eq!(taken["stored"], 1, "{taken}");
        let fired = &kept(&tenant, "web").await[0];
        assert_eq!(
            (fired.error_type.as_str(), fired.message.as_deref()),
            ("HighErrorRate", Some("5 % of requests fail"))
        );
    });
}

#[test]
fn sources_are_made_as_they_should_be_and_by_admins_alone() {
    run(async {
        let api = Api::start(config()).await;
        let admin = api.token(&api.key("own", "ada", Role::Admin).await).await;
        let make = async |body: Value| api.post("sources/", &admin, body).await;
        for (what, body, status) in [
            ("a form that is none", json!({"source": "a", "form": "pgp", "brings": "changes"}), 400),
            ("a name that is none", json!({"source": "A b", "form": "github", "brings": "changes"}), 400),
            (
                "a short secret",
                json!({"source": "a", "form": "github", "brings": "changes", "secret": "x"}),
                400,
            ),
            (
                "no base 64",
                json!({"source": "a", "form": "standard", "brings": "events", "secret": "!".repeat(40)}),
                400,
            ),
            ("one that is right", json!({"source": "a", "form": "github", "brings": "changes"}), 201),
            ("its name again", json!({"source": "a", "form": "gitlab", "brings": "changes"}), 409),
        ] {
            assert_eq!(make(body).await.status, status, "{what}");
        }
        // Where the store has keys the secret is sealed, and sealed anew with a newer key.
        let old = Keys::parse(&"a".repeat(64)).unwrap();
        let both = Keys::parse(&format!("{}\n{}", "b".repeat(64), "a".repeat(64))).unwrap();
        let new = Keys::parse(&"b".repeat(64)).unwrap();
        let with = async |keys: &Keys| {
            let config = StoreConfig { keys: Some(keys.clone()), ..StoreConfig::default() };
            Store::connect(api.database.clone(), &config).await.unwrap().tenant_named("sealed").await.unwrap()
        };
        let made = errpredict_store::NewWebhookSource {
            source: "s",
            form: "github",
            brings: "changes",
            secret: "It's a Secret to Everybody",
        };
        with(&old).await.create_webhook_source(made).await.unwrap();
        let client = crate::common::superuser_of(&api.database).await;
        let stored = "select secret from ai_platform.webhook_endpoints where source = 's'";
        let bytes: Vec<u8> = client.query_one(stored, &[]).await.unwrap().get(0);
        assert!(!bytes.windows(6).any(|part| part == b"Secret"));
        assert_eq!(with(&both).await.reseal().await.unwrap().secrets, 1);
        assert_eq!(with(&both).await.reseal().await.unwrap().secrets, 0);
        let (_, secret) = with(&new).await.webhook_source("s").await.unwrap().unwrap();
        assert_eq!(secret, "It's a Secret to Everybody");
    });
}
