//! Deployments: which version of a service went live when.
//!
//! Our own form is an object, a list of them, or one a line: `{"service":"shop","version":"2.1","time":"2026-11-23T06:57:22Z",
//! "environment":"production","message":"...","commit":"...","url":"..."}`. A time that is missing is that of the request, and
//! that is said. Of GitHub the event `deployment_status` is understood, of GitLab the deployment hook: what succeeded is a
//! deployment, every other state is none.

use errpredict::redact::Redactor;
use errpredict::{Error, ErrorKind, Event, EventKind, Result, Severity, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Limits, Taken};

/// Our own form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    service: String,
    #[serde(alias = "release")]
    version: String,
    #[serde(default, alias = "timestamp", alias = "deployed_at")]
    time: Option<Value>,
    #[serde(default)]
    environment: Option<String>,
    #[serde(default, alias = "description")]
    message: Option<String>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default, alias = "sha", alias = "revision")]
    commit: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default, alias = "author")]
    user: Option<String>,
    #[serde(default)]
    attributes: Map<String, Value>,
}

#[derive(Deserialize)]
struct GitHub {
    deployment_status: GitHubStatus,
    deployment: GitHubDeployment,
    repository: Named,
}

#[derive(Deserialize)]
struct GitHubStatus {
    state: String,
    created_at: String,
    #[serde(default)]
    environment: Option<String>,
    #[serde(default)]
    target_url: Option<String>,
    #[serde(default)]
    id: Option<u64>,
}

#[derive(Deserialize)]
struct GitHubDeployment {
    #[serde(rename = "ref")]
    name: String,
    sha: String,
    #[serde(default)]
    environment: Option<String>,
    #[serde(default)]
    description: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct GitLab {
    status: String,
    #[serde(rename = "status_changed_at")]
    changed_at: String,
    #[serde(default)]
    deployment_id: Option<u64>,
    #[serde(default)]
    environment: Option<String>,
    project: Named,
    #[serde(default)]
    short_sha: Option<String>,
    #[serde(rename = "ref", default)]
    name: Option<String>,
    #[serde(default)]
    deployable_url: Option<String>,
    #[serde(default)]
    commit_title: Option<String>,
}

/// The deployments of a request at `now`.
///
/// # Errors
/// `invalid_input` for what is no JSON; `limit_exceeded` for more deployments than the limits allow. One that cannot be used is
/// no error: it is among what was refused.
pub fn take(body: &[u8], now: Timestamp, redactor: Option<&Redactor>, limits: Limits) -> Result<Taken> {
    let mut taken = Taken::default();
    let mut n = 0;
    for value in serde_json::Deserializer::from_slice(body).into_iter::<Value>() {
        let value =
            value.map_err(|error| Error::new(ErrorKind::InvalidInput, format!("no JSON: {error}")))?;
        let values = match value {
            Value::Array(values) => values,
            other => vec![other],
        };
        for value in values {
            if n == limits.max_events {
                let message = format!("at most {n} deployments in one request");
                return Err(Error::new(ErrorKind::LimitExceeded, message));
            }
            let at = || format!("deployment {}", n + 1);
            match event(value, now, &mut taken.notes) {
                Ok(Some(event)) => taken.keep(event, at),
                Ok(None) => {}
                Err(why) => taken.refuse(at(), "invalid_input", why),
            }
            n += 1;
        }
    }
    if n == 0 {
        return Err(Error::new(ErrorKind::InvalidInput, "there is no deployment in the body"));
    }
    Ok(taken.redacted(redactor))
}

/// One deployment; nothing for a state that is none.
fn event(
    value: Value,
    now: Timestamp,
    notes: &mut Vec<String>,
) -> std::result::Result<Option<Event>, String> {
    let text = |error: serde_json::Error| error.to_string();
    if value.get("deployment_status").is_some() {
        return git_hub(serde_json::from_value(value).map_err(text)?, notes);
    }
    if value.get("object_kind").and_then(Value::as_str) == Some("deployment") {
        return git_lab(serde_json::from_value(value).map_err(text)?, notes);
    }
    if value.get("deployment").is_some() && value.get("repository").is_some() {
        notes.push(
            "GitHub's event `deployment` says that one begins; `deployment_status` says how it ended".into(),
        );
        return Ok(None);
    }
    let change: Change = serde_json::from_value(value).map_err(text)?;
    let timestamp = match &change.time {
        None | Some(Value::Null) => {
            notes.push(format!(
                "the deployment of `{}` names no time: it is that of the request",
                change.service
            ));
            now
        }
        Some(Value::String(time)) => time.parse().map_err(|error: Error| error.message().to_owned())?,
        Some(Value::Number(seconds)) => {
            let ms = seconds.as_f64().map(|seconds| (seconds * 1e3).floor() as i64);
            let time = ms.and_then(|ms| Timestamp::from_ms(ms).ok());
            time.ok_or_else(|| format!("`time` must be RFC 3339 or seconds since 1970, got {seconds}"))?
        }
        Some(other) => return Err(format!("`time` must be RFC 3339 or seconds since 1970, got {other}")),
    };
    let mut event = deployment(timestamp, change.service, change.version)?;
    event.environment = change.environment;
    event.message = change.message;
    event.error_id = change.id;
    event.user_id = change.user;
    let mut attributes = change.attributes;
    for (name, value) in [("commit", change.commit), ("url", change.url)] {
        if let Some(value) = value {
            attributes.insert(name.to_owned(), Value::String(value));
        }
    }
    event.attributes = (!attributes.is_empty()).then_some(attributes);
    Ok(Some(event))
}

fn git_hub(sent: GitHub, notes: &mut Vec<String>) -> std::result::Result<Option<Event>, String> {
    if sent.deployment_status.state != "success" {
        notes.push(format!(
            "a deployment of `{}` is {}: none yet",
            sent.repository.name, sent.deployment_status.state
        ));
        return Ok(None);
    }
    let at = &sent.deployment_status.created_at;
    let timestamp = at.parse().map_err(|error: Error| error.message().to_owned())?;
    let mut event = deployment(timestamp, sent.repository.name, sent.deployment.name)?;
    event.environment = sent.deployment_status.environment.or(sent.deployment.environment);
    event.message = sent.deployment.description.filter(|text| !text.is_empty());
    event.error_id = sent.deployment_status.id.map(|id| id.to_string());
    event.attributes =
        attributes([("commit", Some(sent.deployment.sha)), ("url", sent.deployment_status.target_url)]);
    Ok(Some(event))
}

fn git_lab(sent: GitLab, notes: &mut Vec<String>) -> std::result::Result<Option<Event>, String> {
    if sent.status != "success" {
        notes.push(format!("a deployment of `{}` is {}: none yet", sent.project.name, sent.status));
        return Ok(None);
    }
    // `2021-04-28 21:50:00 +0200`
    let at = sent.changed_at.replacen(' ', "T", 1).replacen(' ', "", 1);
    let at = match at.rsplit_once(['+', '-']) {
        Some((head, zone)) if zone.len() == 4 && zone.bytes().all(|byte| byte.is_ascii_digit()) => {
            let sign = &at[head.len()..=head.len()];
            format!("{head}{sign}{}:{}", &zone[..2], &zone[2..])
        }
        _ => at.replacen("UTC", "Z", 1),
    };
    let timestamp = at.parse().map_err(|error: Error| error.message().to_owned())?;
    let version = sent.name.or_else(|| sent.short_sha.clone()).unwrap_or_default();
    let mut event = deployment(timestamp, sent.project.name, version)?;
    event.environment = sent.environment;
    event.message = sent.commit_title;
    event.error_id = sent.deployment_id.map(|id| id.to_string());
    event.attributes = attributes([("commit", sent.short_sha), ("url", sent.deployable_url)]);
    Ok(Some(event))
}

fn deployment(at: Timestamp, service: String, version: String) -> std::result::Result<Event, String> {
    if version.is_empty() {
        return Err("`version` must be a text that is not empty".to_owned());
    }
    let mut event = Event::new(at, service, Severity::Info, "");
    event.kind = EventKind::Deployment;
    event.release = Some(version);
    Ok(event)
}

fn attributes(named: [(&str, Option<String>); 2]) -> Option<Map<String, Value>> {
    let map: Map<String, Value> = named
        .into_iter()
        .filter_map(|(name, value)| {
            Some((name.to_owned(), Value::String(value.filter(|value| !value.is_empty())?)))
        })
        .collect();
    (!map.is_empty()).then_some(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    fn taken(body: &str) -> Taken {
        take(body.as_bytes(), now(), None, Limits::default()).unwrap()
    }

    #[test]
    fn our_own_form_one_or_many() {
        let body = r#"{"service":"shop","version":"2.1","time":"2026-11-23T06:57:22Z","environment":"prod","commit":"9fceb02"}
            [{"service":"cart","release":"7","timestamp":1795417042},{"service":"cart","version":""},{"service":"cart"},
             {"service":"pay","version":"1","time":"noon"},{"service":"pay","version":"1","colour":"red"},7]"#;
        let found = taken(body);
        let [shop, cart] = &found.events[..] else { panic!("{found:?}") };
        assert_eq!(
            (shop.kind, shop.service.as_str(), shop.release.as_deref()),
            (EventKind::Deployment, "shop", Some("2.1"))
        );
        assert_eq!(
            (shop.environment.as_deref(), shop.timestamp.to_string().as_str()),
            (Some("production"), "2026-11-23T06:57:22Z")
        );
        assert_eq!(shop.attributes.as_ref().unwrap()["commit"], "9fceb02");
        assert_eq!(cart.timestamp.ms(), 1_795_417_042_000);
        let at: Vec<_> = found.refused.iter().map(|refused| refused.at.as_str()).collect();
        assert_eq!(at, ["deployment 3", "deployment 4", "deployment 5", "deployment 6", "deployment 7"]);
        let without = taken(r#"{"service":"shop","version":"2.1"}"#);
        assert_eq!((without.events[0].timestamp, without.notes.len()), (now(), 1));
    }

    #[test]
    fn what_git_hub_and_git_lab_send() {
        let hub = |state: &str| {
            taken(&format!(
                r#"{{"deployment_status":{{"state":"{state}","created_at":"2026-11-23T06:57:22Z","environment":"production","target_url":"https://ci.example/1","id":7}},"deployment":{{"ref":"v2.1","sha":"9fceb02","environment":"production","description":"","task":"deploy"}},"repository":{{"name":"shop","full_name":"acme/shop"}},"sender":{{}}}}"#
            ))
        };
        let found = hub("success");
        assert_eq!(
            (found.events[0].service.as_str(), found.events[0].release.as_deref()),
            ("shop", Some("v2.1"))
        );
        assert_eq!(found.events[0].attributes.as_ref().unwrap()["url"], "https://ci.example/1");
        let pending = hub("pending");
        assert_eq!((pending.events.len(), pending.n_refused, pending.notes.len()), (0, 0, 1));
        let lab = taken(
            r#"{"object_kind":"deployment","status":"success","status_changed_at":"2026-11-23 07:57:22 +0100","deployment_id":15,"environment":"staging","project":{"name":"cart"},"short_sha":"279484c0","ref":"main","commit_title":"Add new file"}"#,
        );
        assert_eq!(
            (lab.events[0].service.as_str(), lab.events[0].timestamp.to_string().as_str()),
            ("cart", "2026-11-23T06:57:22Z")
        );
        assert_eq!(lab.events[0].environment.as_deref(), Some("staging"));
    }

    #[test]
    fn other_bodies_are_refused() {
        for body in ["", " ", "{", "service=shop"] {
            assert_eq!(
                take(body.as_bytes(), now(), None, Limits::default()).unwrap_err().code(),
                "invalid_input",
                "{body}"
            );
        }
        let few = Limits { max_events: 1, ..Limits::default() };
        assert_eq!(take(b"[{},{}]", now(), None, few).unwrap_err().code(), "limit_exceeded");
    }
}
