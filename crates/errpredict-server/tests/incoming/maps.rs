//! Source maps: uploaded, and used before what comes in later is grouped.

use std::path::Path;

use errpredict_server::Role;
use serde_json::{Value, json};

use super::kept;
use crate::client::{Api, config, serve};
use crate::common::log::now;
use crate::common::run;
use crate::ingest::requests;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ingest/fixtures/sentry_cli").join(name))
        .unwrap()
}

/// Where the minified script throws.
fn thrown_at() -> (usize, usize) {
    let script = String::from_utf8(fixture("app.js.txt")).unwrap();
    let found =
        script.lines().enumerate().find_map(|(line, text)| Some((line + 1, text.find("new TypeError")? + 1)));
    found.unwrap()
}

/// An event of a browser as its client sends it, without a debug id.
fn envelope(id: u32, release: &str, message: &str) -> String {
    let (line, column) = thrown_at();
    let event = json!({
        "event_id": format!("{id:032x}"), "timestamp": now().plus_ms(-60_000).to_string(), "platform": "javascript",
        "release": release,
        "exception": {"values": [{"type": "TypeError", "value": message, "stacktrace": {"frames": [{
            "filename": "https://web.example/assets/app.js", "function": "r", "lineno": line, "colno": column,
        }]}}]},
    });
    format!("{}\n{}\n{event}\n", json!({"event_id": format!("{id:032x}")}), json!({"type": "event"}))
}

#[test]
fn what_sentry_cli_uploads_shows_the_traces_that_come_later() {
    run(async {
        let api = Api::start(config()).await;
        let ci = api.key("own", "ci", Role::Upload).await;
        let key = api.key("own", "page", Role::Ingest).await;
        let tenant = api.store.tenant_named("own").await.unwrap();
        let send = async |body: &str| {
            let path = format!("/api/7/envelope/?sentry_key={key}");
            api.send("POST", &path, None, &[], body.as_bytes()).await.ok();
        };
        send(&envelope(1, "shop@1.2", "before")).await;
        // The requests that the real client made, one after the other.
        let mut states: Vec<Value> = Vec::new();
        for request in requests("sentry_cli") {
            let kind = request.header("content-type").unwrap_or("application/json").to_owned();
            let headers = [("content-type", kind.as_str())];
            let answer =
                api.send(&request.method, &request.path, Some(&ci), &headers, &request.body).await.ok();
            // The key of a page, which everybody can read, does none of it; that of a build sends no events.
            let by_page = api.send(&request.method, &request.path, Some(&key), &headers, &request.body).await;
            assert_eq!(by_page.status, 403, "{by_page:?}");
            if request.path.ends_with("/assemble/") {
                states.push(answer["state"].clone());
            } else if request.method == "GET" {
                assert_eq!(answer["hashAlgorithm"], "sha1", "{answer}");
                assert!(
                    answer["url"].as_str().unwrap().ends_with("/organizations/acme/chunk-upload/"),
                    "{answer}"
                );
            }
        }
        assert_eq!(states, ["not_found", "ok"]);
        let event = envelope(9, "shop@1.2", "by a build");
        let by_build =
            api.send("POST", &format!("/api/7/envelope/?sentry_key={ci}"), None, &[], event.as_bytes()).await;
        assert_eq!(by_build.status, 403, "{by_build:?}");
        send(&envelope(2, "shop@1.2", "after")).await;
        send(&envelope(3, "shop@9.9", "of another release")).await;
        // A log that names no release is shown too: there is one file of that name.
        let (line, column) = thrown_at();
        let stack =
            format!("TypeError: no card\n    at r (https://web.example/assets/app.js:{line}:{column})");
        let record = json!({"timestamp": now().plus_ms(-50_000).to_string(), "service": "project-7", "level": "error", "message": "in a log", "stack": stack});
        api.send("POST", "ingest/events/", Some(&key), &[], record.to_string().as_bytes()).await.ok();
        let events = kept(&tenant, "project-7").await;
        let trace = |message: &str| {
            let found = events.iter().find(|event| event.message.as_deref() == Some(message));
            found.unwrap_or_else(|| panic!("no `{message}`: {events:?}")).stack_trace.clone().unwrap()
        };
        assert!(trace("before").contains("app.js"), "{}", trace("before"));
        assert!(trace("after").contains("src/pay.ts"), "{}", trace("after"));
        assert!(trace("in a log").contains("src/pay.ts:2:"), "{}", trace("in a log"));
        assert!(!trace("of another release").contains("src/pay.ts"), "{}", trace("of another release"));
        // They are another group than before: the fingerprint is of the source.
        let client = crate::common::superuser_of(&api.database).await;
        let groups = "select count(distinct fingerprint) from ai_models.error_events where message in ('before', 'after')";
        assert_eq!(client.query_one(groups, &[]).await.unwrap().get::<_, i64>(0), 2);
        // Another process shows them as well, and another tenant sees nothing of them.
        let other = serve(api.store.clone(), config(), None).await;
        let second = Api { address: other, store: api.store.clone(), database: api.database.clone() };
        let path = format!("/api/7/envelope/?sentry_key={key}");
        second.send("POST", &path, None, &[], envelope(4, "shop@1.2", "by another").as_bytes()).await.ok();
        let events = kept(&tenant, "project-7").await;
        let found = events.iter().find(|event| event.message.as_deref() == Some("by another")).unwrap();
        assert!(found.stack_trace.as_ref().unwrap().contains("src/pay.ts"));
        let viewer = api.token(&api.key("own", "v", Role::Viewer).await).await;
        let listed = api.get("sourcemaps/", &viewer).await.ok()["results"].clone();
        assert_eq!(
            (&listed[0]["release"], listed.as_array().unwrap().len()),
            (&json!("shop@1.2"), 1),
            "{listed}"
        );
        let stranger = api.token(&api.key("other", "eve", Role::Admin).await).await;
        assert_eq!(api.get("sourcemaps/", &stranger).await.ok()["results"], json!([]));
        for request in requests("sentry_cli") {
            assert_eq!(api.send(&request.method, &request.path, None, &[], &request.body).await.status, 401);
        }
    });
}

#[test]
fn maps_are_posted_as_a_form_and_what_is_none_is_told() {
    run(async {
        let api = Api::start(config()).await;
        let (ci, key) =
            (api.key("own", "ci", Role::Upload).await, api.key("own", "page", Role::Ingest).await);
        let map = r#"{"version":3,"sources":["src/cart.ts"],"names":["add"],"mappings":"AAAAA"}"#;
        let form = |release: &str, name: &str| {
            format!(
                "--B\r\nContent-Disposition: form-data; name=\"release\"\r\n\r\n{release}\r\n--B\r\nContent-Disposition: form-data; \
                 name=\"file\"; filename=\"{name}\"\r\n\r\n{map}\r\n--B--\r\n"
            )
        };
        let kind = [("content-type", "multipart/form-data; boundary=B")];
        let post = async |body: &str| {
            api.send("POST", "ingest/sourcemaps/", Some(&ci), &kind, body.as_bytes()).await
        };
        let taken = post(&form("shop@2", "js/cart.js.map")).await.ok();
        assert_eq!((&taken["release"], &taken["of"]), (&json!("shop@2"), &json!(["~/js/cart.js"])));
        let of_page = form("shop@2", "js/cart.js.map");
        let refused = api.send("POST", "ingest/sourcemaps/", Some(&key), &kind, of_page.as_bytes()).await;
        assert_eq!(refused.refused(403), "forbidden");
        // The same again replaces it.
        post(&form("shop@2", "js/cart.js.map")).await.ok();
        let viewer = api.token(&api.key("own", "v", Role::Viewer).await).await;
        assert_eq!(api.get("sourcemaps/", &viewer).await.ok()["results"].as_array().unwrap().len(), 1);
        let record = json!({"timestamp": now().plus_ms(-50_000).to_string(), "service": "web", "level": "error", "message": "m",
            "release": "shop@2", "stack": "TypeError: x\n    at n (https://web.example/js/cart.js:1:1)"});
        api.send("POST", "ingest/events/", Some(&key), &[], record.to_string().as_bytes()).await.ok();
        let events = kept(&api.store.tenant_named("own").await.unwrap(), "web").await;
        assert!(events[0].stack_trace.as_ref().unwrap().contains("src/cart.ts:1:1"), "{events:?}");
        assert_eq!(post(&form("shop@2", "js/cart.js")).await.refused(400), "invalid_input");
        let other = api.send("POST", "ingest/sourcemaps/", Some(&ci), &[], b"{}").await;
        assert_eq!(other.refused(415), "unsupported_media_type");
        // A bundle that is none is told in the answer, as the client expects it.
        let chunk = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d\"\r\n\r\nhello\r\n--B--\r\n";
        api.send("POST", "/api/0/organizations/acme/chunk-upload/", Some(&ci), &kind, chunk.as_bytes())
            .await
            .ok();
        let asked = json!({"checksum": "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", "chunks": ["aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"]});
        let path = "/api/0/organizations/acme/artifactbundle/assemble/";
        let told = api.send("POST", path, Some(&ci), &[], asked.to_string().as_bytes()).await.ok();
        assert_eq!(told["state"], "error", "{told}");
    });
}
