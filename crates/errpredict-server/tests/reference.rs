//! Every endpoint with a request that was run: `reference/requests.json` has the requests that write, in the order they are sent; all
//! others are asked as they are. `UPDATE=1 cargo test -p errpredict-server --test all reference` writes `docs/api_reference.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use errpredict_jobs::{Said, token};
use errpredict_server::ingest::signature::sign;
use errpredict_server::{Role, Secret};
use errpredict_store::Tenant;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access;
use crate::client::{Answer, Api, SECRET, config};
use crate::common::log::now;
use crate::common::run;
use crate::description::{Described, operations};
use crate::incoming::series;
use crate::ingest::requests;

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The requests that are written down, in their order.
fn written() -> Vec<Value> {
    let text = fs::read_to_string(here().join("tests/reference/requests.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// What a request needs that only the service knows, by the name that stands for it.
struct World {
    api: Api,
    names: BTreeMap<&'static str, String>,
    ids: BTreeMap<String, String>,
    admin: String,
    platform: String,
}

/// Rows like one that is there, each with an id of its own.
async fn copies(api: &Api, table: &str, id: Uuid, n: usize, change: &str) -> Vec<String> {
    let database = crate::common::superuser_of(&api.database).await;
    let statement = format!(
        "insert into {table} select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()) || {change})).* \
         from {table} r, generate_series(1, $2::int) g where r.id = $1 returning id"
    );
    let n = i32::try_from(n).unwrap();
    let rows = database.query(&statement, &[&id, &n]).await.unwrap();
    rows.iter().map(|row| row.get::<_, Uuid>(0).to_string()).collect()
}

async fn ids(api: &Api, tenant: &Tenant) -> BTreeMap<String, String> {
    let first = access::ids(api, tenant).await;
    let mut ids: BTreeMap<String, String> =
        first.iter().map(|(group, id)| ((*group).to_owned(), id.to_string())).collect();
    let actions = copies(
        api,
        "ai_models.preventive_actions",
        first["actions"],
        5,
        "jsonb_build_object('key', lpad(to_hex(g), 16, '0'), 'unattended', case g when 1 then 'no' else 'yes' end, \
         'action_type', case g when 2 then 'health_check_increase' when 5 then 'preemptive_restart' else 'notify_team' end)",
    )
    .await;
    let models = copies(
        api,
        "ai_models.ml_models",
        first["models"],
        2,
        "jsonb_build_object('name', case g when 1 then 'm' else 'other' end, 'version', 2)",
    )
    .await;
    tenant.promote_model(first["models"]).await.unwrap();
    let page = errpredict_store::Page::default();
    let predictions = tenant.predictions(&Default::default(), &page).await.unwrap();
    ids.insert("actions".to_owned(), actions[0].clone());
    for (i, id) in actions.iter().enumerate().skip(1) {
        ids.insert(format!("actions {i}"), id.clone());
    }
    for (i, id) in models.iter().enumerate() {
        ids.insert(format!("models {}", i + 1), id.clone());
    }
    for (i, prediction) in predictions.iter().enumerate().skip(1).take(2) {
        ids.insert(format!("predictions {i}"), prediction.id.to_string());
    }
    ids
}

async fn world() -> World {
    let config = errpredict_server::Config { link_secret: Some(Secret::new(SECRET)), ..config() };
    let api = Api::start(config).await;
    let tenant = api.store.tenant_named("own").await.unwrap();
    let ids = ids(&api, &tenant).await;
    let key = api.key("own", "ada", Role::Admin).await;
    let asked = |body: Value| body.to_string().into_bytes();
    let signed =
        async |key: &str| api.send("POST", "auth/token/", None, &[], &asked(json!({"key": key}))).await.ok();
    let (first, second) = (signed(&key).await, signed(&key).await);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let at = api.store.now().await.unwrap();
    let said = Said {
        tenant: tenant.id().to_string(),
        key: "0123456789abcdef".to_owned(),
        service: "checkout".to_owned(),
        about: now(),
        feedback: "true_positive".to_owned(),
        until: at.plus_ms(86_400_000),
    };
    let groups = "select id from ai_models.error_patterns where id::text <> $1 limit 1";
    let database = crate::common::superuser_of(&api.database).await;
    let other_group: Uuid = database.query_one(groups, &[&ids["patterns"]]).await.unwrap().get(0);
    let on_call_from = at.floor_to(1_000);
    let names = BTreeMap::from([
        ("$KEY", key),
        ("$REFRESH", text(&first["refresh"])),
        ("$OTHER_REFRESH", text(&second["refresh"])),
        ("$INGEST_KEY", api.key("own", "shop", Role::Ingest).await),
        ("$UPLOAD_KEY", api.key("own", "ci", Role::Upload).await),
        ("$NOW", on_call_from.to_string()),
        ("$NANOS", format!("{}000000", on_call_from.ms())),
        ("$SECONDS", (at.ms() / 1_000).to_string()),
        ("$TOMORROW", on_call_from.plus_ms(86_400_000).to_string()),
        ("$LOG_END", now().to_string()),
        ("$OTHER_GROUP", other_group.to_string()),
        ("$SPARE", ids["users"].clone()),
        ("$LINK", format!("s={}", token(&said, SECRET).unwrap())),
    ]);
    let platform = api.key("default", "root", Role::Admin).await;
    let platform = api.token(&platform).await;
    World { admin: text(&first["access"]), platform, api, names, ids }
}

/// A request as it is sent.
struct Request {
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl World {
    fn filled(&self, text: &str) -> String {
        // The longest first: `$OTHER_REFRESH` is not `$OTHER` with a rest.
        let mut names: Vec<_> = self.names.iter().collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(**name, value))
    }

    fn path(&self, described: &Described, wanted: &Value) -> String {
        let group = described.path.trim_start_matches("/api/ml/").split('/').next().unwrap();
        let id = self.ids.get(wanted["id"].as_str().unwrap_or(group));
        let name = self.filled(wanted["name"].as_str().unwrap_or("cleanup_old_predictions"));
        let mut path = described
            .path
            .replace("{service}", "checkout")
            .replace("{source}", "deploys")
            .replace("{project}", "7")
            .replace("{organization}", "acme")
            .replace("{file}", wanted["file"].as_str().unwrap_or("index.html"))
            .replace("{name}", &name);
        if path.contains("{id}") {
            path = path.replace("{id}", id.unwrap_or_else(|| panic!("no id for {}", described.path)));
        }
        match wanted["query"].as_str() {
            Some(query) => format!("{path}?{}", self.filled(query)),
            None => path,
        }
    }

    fn request(&self, described: &Described, wanted: &Value) -> Request {
        let mut request =
            Request { path: self.path(described, wanted), headers: Vec::new(), body: Vec::new() };
        if let Some(end) = wanted["client"].as_str() {
            let sent = requests("sentry_cli");
            let is_it = |one: &&crate::ingest::Request| {
                one.method == described.method && one.path.contains(&format!("/{end}/"))
            };
            let found = sent.iter().rfind(is_it).unwrap();
            request.path.clone_from(&found.path);
            let kind = found.header("content-type").unwrap_or("application/json");
            request.headers.push(("content-type".to_owned(), kind.to_owned()));
            request.body.clone_from(&found.body);
            return request;
        }
        for (name, value) in [("type", "content-type"), ("encoding", "content-encoding")] {
            if let Some(found) = wanted[name].as_str() {
                request.headers.push((value.to_owned(), found.to_owned()));
            }
        }
        if let Some(text) = wanted["text"].as_str() {
            request.body = self.filled(text).into_bytes();
        } else if let Some(case) = described.path.strip_prefix("/api/ml/compute/") {
            request.body = case_of(case.trim_end_matches('/')).to_string().into_bytes();
        } else if wanted["bytes"].is_string() {
            request.body = series::request("queue_length", "shop", &[(0.2, 20.0), (0.9, 21.0)]);
        } else if let Some(form) = wanted["form"].as_object() {
            request.body = form_of(form).into_bytes();
        } else if wanted["body"].is_object() {
            request.body = self.filled(&wanted["body"].to_string()).into_bytes();
        } else if described.whole["requestBody"].is_object() {
            request.body = b"{}".to_vec();
        }
        if let Some(headers) = wanted["headers"].as_object() {
            for (name, value) in headers {
                let value = match value.as_str().unwrap() {
                    "$SIGNATURE" => {
                        let at = self.names["$SECONDS"].parse().unwrap();
                        sign(&self.names["$SECRET"], "msg_1", at, &request.body).unwrap()
                    }
                    other => self.filled(other),
                };
                request.headers.push((name.clone(), value));
            }
        }
        request
    }

    async fn send(&self, described: &Described, wanted: &Value) -> Answer {
        let request = self.request(described, wanted);
        let headers: Vec<(&str, &str)> =
            request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let token = match &wanted["key"] {
            Value::Bool(true) => Some(&self.names["$INGEST_KEY"]),
            Value::String(_) => Some(&self.names["$UPLOAD_KEY"]),
            _ if wanted["client"].is_string() => Some(&self.names["$UPLOAD_KEY"]),
            _ if wanted["open"] == json!(true) || described.role.is_none() => None,
            _ if wanted["platform"] == json!(true) => Some(&self.platform),
            _ => Some(&self.admin),
        };
        let token = token.map(String::as_str);
        self.api.send(&described.method, &request.path, token, &headers, &request.body).await
    }
}

/// The first request of an operation of the wire that is answered.
fn case_of(operation: &str) -> Value {
    let file = here().join(format!("../../tests/cases/{operation}.json"));
    let cases: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let answered = |case: &&Value| case["answer"]["ok"].is_object() && case["request"].is_object();
    let size = |case: &&Value| case["request"].to_string().len();
    cases["cases"].as_array().unwrap().iter().filter(answered).min_by_key(size).unwrap()["request"].clone()
}

fn form_of(form: &serde_json::Map<String, Value>) -> String {
    let map = r#"{"version":3,"sources":["src/cart.ts"],"names":["add"],"mappings":"AAAAA"}"#;
    let (release, file) = (form["release"].as_str().unwrap(), form["file"].as_str().unwrap());
    format!(
        "--B\r\nContent-Disposition: form-data; name=\"release\"\r\n\r\n{release}\r\n--B\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"{file}\"\r\n\r\n{map}\r\n--B--\r\n"
    )
}

/// The request as somebody types it.
fn typed(described: &Described, wanted: &Value) -> String {
    let mut text = String::from("curl");
    if described.method != "GET" && described.method != "POST"
        || described.method == "POST" && described.whole["requestBody"].is_null()
    {
        let _ = write!(text, " -X {}", described.method);
    }
    match &wanted["key"] {
        Value::Bool(true) => text.push_str(" -H \"X-API-Key: $INGEST_KEY\""),
        Value::String(_) => text.push_str(" -H \"X-API-Key: $UPLOAD_KEY\""),
        _ if wanted["client"].is_string() => text.push_str(" -H \"Authorization: Bearer $UPLOAD_KEY\""),
        _ if described.role.is_none() || wanted["open"] == json!(true) => {}
        _ => text.push_str(" -H \"Authorization: Bearer $TOKEN\""),
    }
    for (name, header) in [("type", "Content-Type"), ("encoding", "Content-Encoding")] {
        if let Some(value) = wanted[name].as_str() {
            let _ = write!(text, " -H \"{header}: {value}\"");
        }
    }
    for (name, value) in wanted["headers"].as_object().into_iter().flatten() {
        let _ = write!(text, " -H \"{name}: {}\"", value.as_str().unwrap());
    }
    let path = described.path.replace("{id}", "$ID").replace("{service}", "checkout");
    let path =
        path.replace("{source}", "deploys").replace("{project}", "7").replace("{organization}", "acme");
    let path = path.replace("{file}", "index.html");
    let path = path.replace("{name}", wanted["name"].as_str().unwrap_or("cleanup_old_predictions"));
    let query = wanted["query"].as_str().map(|query| format!("?{query}")).unwrap_or_default();
    let _ = write!(text, " \"$ERRPREDICT{path}{query}\"");
    if let Some(body) = wanted["text"].as_str() {
        let _ = write!(text, " --data-binary $'{}'", body.replace('\n', "\\n"));
    } else if let Some(operation) = described.path.strip_prefix("/api/ml/compute/") {
        let body = case_of(operation.trim_end_matches('/')).to_string();
        let body = if body.len() > 400 { "@request.json".to_owned() } else { body };
        let _ = write!(text, " --json '{body}'");
    } else if wanted["bytes"].is_string() || wanted["client"].is_string() {
        let _ = write!(text, " --data-binary @{}", wanted["bytes"].as_str().unwrap_or("body"));
    } else if let Some(form) = wanted["form"].as_object() {
        for (name, value) in form {
            let at = if name == "file" { "@" } else { "" };
            let _ = write!(text, " -F {name}={at}{}", value.as_str().unwrap());
        }
    } else if wanted["body"].is_object() {
        let _ = write!(text, " --json '{}'", wanted["body"]);
    } else if described.whole["requestBody"].is_object() {
        text.push_str(" --json '{}'");
    }
    text
}

const HEAD: &str = "# API reference: every endpoint with a request

Written by a test that sends each request to a running service: do not edit, run `UPDATE=1 cargo test -p errpredict-server --test all reference`.

`$ERRPREDICT` is the address, such as `http://127.0.0.1:8080`; `$TOKEN` the access token that `auth/token/` gives for a key; `$INGEST_KEY` and `$UPLOAD_KEY` are keys of those roles; `$ID` is an id of the list. What stands for a time is `$NOW`, `$TOMORROW` (RFC 3339), `$SECONDS` and `$NANOS` since 1970; `$LOG_END` is a time in the log that is stored. Bodies of more than 400 characters are in `tests/cases/`, as `@request.json`. Parameters, fields and answers are in `schema/openapi.json`, which the service shows at `/api/ml/docs/`.
";

#[test]
fn every_endpoint_has_a_request_that_was_run() {
    run(async {
        let mut world = world().await;
        let all = operations();
        let found = |send: &str| {
            let is_it = |one: &&Described| format!("{} {}", one.method, one.path) == send;
            all.iter().find(is_it).unwrap_or_else(|| panic!("there is no {send}"))
        };
        let written = written();
        let named: BTreeSet<&str> = written.iter().map(|one| one["send"].as_str().unwrap()).collect();
        assert_eq!(named.len(), written.len(), "a request stands twice");
        // What removes comes after what is asked of it.
        let is_last = |one: &&Value| {
            one["send"].as_str().unwrap().ends_with("{id}/")
                && one["send"].as_str().unwrap().starts_with("DELETE")
        };
        let none = json!({});
        let mut order: Vec<(&Described, &Value)> = written
            .iter()
            .filter(|one| !is_last(one))
            .map(|one| (found(one["send"].as_str().unwrap()), one))
            .collect();
        let others =
            all.iter().filter(|one| !named.contains(format!("{} {}", one.method, one.path).as_str()));
        order.extend(others.map(|one| (one, &none)));
        order.extend(written.iter().filter(is_last).map(|one| (found(one["send"].as_str().unwrap()), one)));
        assert_eq!(order.len(), all.len());
        let (mut answered, mut wrong) = (BTreeMap::new(), Vec::new());
        for (described, wanted) in order {
            let what = format!("{} {}", described.method, described.path);
            let expected = wanted["status"].as_u64();
            let status = if expected == Some(0) {
                200
            } else {
                let answer = world.send(described, wanted).await;
                let is_it = expected.map_or(answer.status < 400, |status| u64::from(answer.status) == status);
                if !is_it {
                    wrong.push(format!(
                        "{what}: {} {}",
                        answer.status,
                        String::from_utf8_lossy(&answer.body)
                    ));
                }
                if what == "POST /api/ml/sources/" && is_it {
                    world.names.insert("$SECRET", answer.json()["secret"].as_str().unwrap().to_owned());
                }
                answer.status
            };
            let note = wanted["note"].as_str().map(|note| format!(": {note}")).unwrap_or_default();
            let line = format!(
                "`{what}` — {} {}\n\n```sh\n{}\n```\n\nAnswered {status}{note}.\n",
                described.whole["summary"].as_str().unwrap(),
                described.role.map_or_else(|| "Anybody.".to_owned(), |role| format!("Role {}.", role.name())),
                typed(described, wanted)
            );
            answered.insert((described.path.clone(), described.method.clone()), line);
        }
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
        let page = page(&answered);
        let path = here().join("../../docs/api_reference.md");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &page).unwrap();
        }
        assert!(fs::read_to_string(&path).unwrap_or_default() == page, "docs/api_reference.md is old");
    });
}

fn page(answered: &BTreeMap<(String, String), String>) -> String {
    let mut page = HEAD.to_owned();
    let mut last = String::new();
    for ((path, _), text) in answered {
        let below = path.trim_start_matches("/api/ml/").trim_start_matches("/api/");
        let group = match below.split('/').next().unwrap() {
            "0" => "What sentry-cli uploads",
            "{project}" => "What Sentry's clients send",
            other => other,
        };
        if group != last {
            let _ = write!(page, "\n## {group}\n");
            last = group.to_owned();
        }
        let _ = write!(page, "\n{text}");
    }
    page
}
