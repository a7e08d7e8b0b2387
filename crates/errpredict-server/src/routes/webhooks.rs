//! `webhooks/{source}/`: messages that are signed and come without a key of ours. The source is a row of the tenant's; how it signs and
//! what it sends stand there.
//!
//! A message that is sent again, by its sender or by somebody who saw it, is the same message: of a standard webhook its id, which is
//! signed, says so, of the others the body, for their ids are not signed. It is stored once.

use axum::Json;
use axum::extract::{FromRequestParts as _, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::LogReader;
use errpredict_store::{NewWebhookSource, WebhookSource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ingest::{Decoded, With, answered, log, store};
use super::people::Revoked;
use super::protocols::deployments;
use crate::app::{App, Shared};
use crate::caller::Caller;
use crate::clock::now;
use crate::extract::{Asked, Body, Id, whole};
use crate::ingest::{Limits, alertmanager, sentry, signature};
use crate::page::{PageOf, page_of};
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::route::BASE;
use crate::secret::{self, Secret};

/// Whose source it is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Of {
    /// The tenant; the platform's own where absent.
    tenant: Option<String>,
}

/// How a source signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    /// Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
    Standard,
    /// GitHub's `X-Hub-Signature-256`.
    Github,
    /// GitLab's `X-Gitlab-Token`, which is the secret itself.
    Gitlab,
    /// Sentry's `Sentry-Hook-Signature`.
    Sentry,
}

/// What a source sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Brings {
    /// What `ingest/events/` takes.
    Events,
    /// What `ingest/changes/` takes.
    Changes,
    /// What `ingest/alertmanager/` takes.
    Alerts,
    /// Errors and alerts of Sentry with the event in them.
    Sentry,
}

/// A new source.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSource {
    /// Its name: small letters, digits, `-` and `_`.
    #[schemars(length(min = 1, max = 63), regex(pattern = r"^[a-z0-9][a-z0-9_-]{0,62}$"))]
    source: String,
    /// How it signs.
    form: Form,
    /// What it sends.
    brings: Brings,
    /// What it signs with, 16 bytes at least; made where absent.
    #[schemars(length(min = 16, max = 1024))]
    secret: Option<String>,
}

/// A source that was made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct MadeSource {
    /// The row's id.
    id: uuid::Uuid,
    /// Where it sends to.
    url: String,
    /// What it signs with: it is shown this once.
    secret: String,
}

impl Form {
    const ALL: [(&'static str, Form); 4] = [
        ("standard", Form::Standard),
        ("github", Form::Github),
        ("gitlab", Form::Gitlab),
        ("sentry", Form::Sentry),
    ];

    fn name(self) -> &'static str {
        Form::ALL.iter().find(|(_, form)| *form == self).map_or("", |(name, _)| name)
    }
}

impl Brings {
    const ALL: [(&'static str, Brings); 4] = [
        ("events", Brings::Events),
        ("changes", Brings::Changes),
        ("alerts", Brings::Alerts),
        ("sentry", Brings::Sentry),
    ];

    fn name(self) -> &'static str {
        Brings::ALL.iter().find(|(_, brings)| *brings == self).map_or("", |(name, _)| name)
    }
}

pub(crate) async fn sources(caller: Caller, uri: Uri) -> Answered<Json<PageOf<WebhookSource>>> {
    page_of(caller.tenant.webhook_sources().await?, usize::MAX, &uri)
}

pub(crate) async fn create(
    State(app): State<Shared>,
    caller: Caller,
    Body(new): Body<NewSource>,
) -> Answered<(StatusCode, Json<MadeSource>)> {
    let is_name = |text: &str| {
        (1..=63).contains(&text.len())
            && !text.starts_with(['-', '_'])
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
    };
    if !is_name(&new.source) {
        let expected = "1 to 63 small letters, digits, `-` and `_`, beginning with a letter or digit";
        return Err(Error::setting("source", expected, "another text").into());
    }
    let secret = match new.secret {
        Some(secret) => secret,
        None if new.form == Form::Standard => standard_secret()?,
        None => secret::random()?,
    };
    check_secret(new.form, &secret)?;
    let made = NewWebhookSource {
        source: &new.source,
        form: new.form.name(),
        brings: new.brings.name(),
        secret: &secret,
    };
    let id = caller.tenant.create_webhook_source(made).await?;
    let tenants = app.store.tenants().await?;
    let name = tenants.iter().find(|(id, _)| *id == caller.tenant_id).map_or("", |(_, name)| name);
    let whose = match name == app.config.platform_tenant {
        true => String::new(),
        false => format!(
            "?tenant={}",
            percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC)
        ),
    };
    let url = format!("{BASE}webhooks/{}/{whose}", new.source);
    Ok((StatusCode::CREATED, Json(MadeSource { id, url, secret })))
}

pub(crate) async fn remove(caller: Caller, Id(id): Id) -> Answered<Json<Revoked>> {
    Ok(Json(Revoked { revoked: caller.tenant.remove_webhook_source(id).await? }))
}

/// `whsec_` and base 64, as the specification has it.
fn standard_secret() -> Result<String> {
    use base64::Engine as _;
    let digits = secret::random()?;
    let bytes: Vec<u8> = digits
        .as_bytes()
        .chunks(2)
        .filter_map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok())
        .collect();
    Ok(format!("whsec_{}", base64::engine::general_purpose::STANDARD.encode(bytes)))
}

/// Whether a secret can be signed with; what is signed does not matter.
fn check_secret(form: Form, secret: &str) -> Result<()> {
    const MOST: usize = 1_024;
    if secret.len() > MOST || secret.contains('\0') {
        return Err(Error::setting("secret", &format!("at most {MOST} bytes without zeros"), secret.len()));
    }
    match form {
        Form::Standard => signature::sign(secret, "-", 0, b"").map(drop),
        // All of them ask for the same.
        _ => signature::gitlab(secret, secret),
    }
}

pub(crate) async fn take(
    State(app): State<Shared>,
    Path(source): Path<String>,
    request: Request,
) -> Answered<Response> {
    let Ok(_permit) = app.ingesting.try_acquire() else {
        return Err(Problem::too_many("too many batches at the same time", 1));
    };
    let (mut parts, body) = request.into_parts();
    let body = whole(body, app.config.max_body_bytes).await?;
    // The door has looked for it before the body was there.
    let Some(Sender { caller, known, secret }) = parts.extensions.remove::<Sender>() else {
        return Err(unknown());
    };
    let form = Form::ALL.iter().find(|(name, _)| *name == known.form).map(|(_, form)| *form);
    let told = form
        .ok_or_else(|| Error::new(ErrorKind::Corrupt, "a source signs in a form that is not known"))
        .and_then(|form| verified(form, secret.reveal(), &parts.headers, &body))
        .map_err(|error| match error.kind() {
            ErrorKind::InvalidInput => Problem::unauthorized(error.message().to_owned()),
            _ => error.into(),
        })?;
    // What is not signed is not counted: whoever knows the name of a source could keep it out.
    app.limits.principal(caller.tenant_id, &caller.name)?;
    let key = format!("webhook:{source}:{told}");
    // Whose source it is was said; the rest of the address is for nobody.
    parts.uri = Uri::from_static("/");
    let with = With::of(&app, &caller).await?;
    let decoded = tokio::task::spawn_blocking(move || decode(&known.brings, &parts, &body, &with));
    let decoded = decoded.await.map_err(|error| {
        Error::new(ErrorKind::Internal, format!("reading a message ended badly: {error}"))
    })??;
    let taken = store(&app, &caller, decoded, Some(&key)).await?;
    Ok(answered(taken).into_response())
}

/// A source, who acts by it, and what it signs with.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    caller: Caller,
    known: WebhookSource,
    secret: Secret,
}

fn unknown() -> Problem {
    Problem::unauthorized("there is no such source, or its signature is not right")
}

/// Whoever has the source that a request names; an unknown one is refused as a wrong signature is.
pub(crate) async fn sender(app: &App, parts: &mut Parts, request: &str) -> Answered<Sender> {
    let path = Path::<String>::from_request_parts(parts, &()).await;
    let Path(source) = path.map_err(|_| unknown())?;
    let Asked(of) = Asked::<Of>::of(&parts.uri)?;
    let tenant = of.tenant.unwrap_or_else(|| app.config.platform_tenant.clone());
    let tenant_id = app.tenant_named(&tenant).await?.ok_or_else(unknown)?;
    let name = format!("webhook:{source}");
    let tenant = app.store.tenant(tenant_id).on_primary().by(&name).in_request(request);
    let (known, secret) = tenant.webhook_source(&source).await?.ok_or_else(unknown)?;
    let caller = Caller { roles: vec![Role::Ingest], ..Caller::of(tenant, tenant_id, name) };
    Ok(Sender { caller, known, secret: Secret::new(secret) })
}

/// Whether the message is signed; gives what tells it from others.
fn verified(form: Form, secret: &str, headers: &HeaderMap, body: &[u8]) -> Result<String> {
    let header = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.ok_or_else(|| Error::new(ErrorKind::InvalidInput, format!("`{name}` is missing")))
    };
    match form {
        Form::Standard => {
            let said = signature::Headers {
                id: header("webhook-id")?,
                timestamp: header("webhook-timestamp")?,
                signature: header("webhook-signature")?,
            };
            let id = signature::standard(secret, said, body, now())?;
            // An id may be longer than a key.
            return Ok(secret::hex(&secret::digest(id)));
        }
        Form::Github => signature::github(secret, header("x-hub-signature-256")?, body)?,
        Form::Gitlab => signature::gitlab(secret, header("x-gitlab-token")?)?,
        Form::Sentry => signature::sentry(secret, header("sentry-hook-signature")?, body)?,
    }
    use sha2::Digest as _;
    Ok(secret::hex(&sha2::Sha256::digest(body)))
}

fn decode(brings: &str, parts: &Parts, body: &[u8], with: &With) -> Result<Decoded> {
    let brings = Brings::ALL.iter().find(|(name, _)| *name == brings).map(|(_, brings)| *brings);
    match brings {
        Some(Brings::Events) => log(parts, body, with),
        Some(Brings::Changes) => deployments(parts, body, with),
        Some(Brings::Alerts) => alerts(parts, body, with),
        Some(Brings::Sentry) => of_sentry(body, &with.reader),
        None => Err(Error::new(ErrorKind::Corrupt, "a source sends something that is not known")),
    }
}

/// Alerts of Alertmanager.
pub(crate) fn alerts(parts: &Parts, bytes: &[u8], with: &With) -> Result<Decoded> {
    let body = super::protocols::unpacked(parts, bytes)?;
    alertmanager::take(&body, &alertmanager::SERVICE_LABELS, with.reader.redactor(), Limits::default())
        .map(Decoded::from)
}

/// `{"action": ..., "data": {"error": EVENT}}`, or `event` in its place.
fn of_sentry(body: &[u8], reader: &LogReader) -> Result<Decoded> {
    let message: Value = serde_json::from_slice(body)
        .map_err(|error| Error::new(ErrorKind::InvalidInput, format!("no message of Sentry: {error}")))?;
    let data = &message["data"];
    let Some(event) = ["error", "event"].iter().map(|name| &data[*name]).find(|event| event.is_object())
    else {
        let notes = vec!["the message holds no event: `data.error` or `data.event`".to_owned()];
        return Ok(Decoded { notes, ..Decoded::default() });
    };
    let project = event["project"].as_u64().map(|number| number.to_string());
    let project = project.or_else(|| event["project"].as_str().map(str::to_owned)).unwrap_or_default();
    let reader = reader.with_service(&super::protocols::service_of(&project));
    let report = sentry::take_store(&reader, event.to_string().as_bytes(), Limits::default())?;
    Ok(Decoded::from(report.taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_is_made_can_be_signed_with() {
        let made = standard_secret().unwrap();
        check_secret(Form::Standard, &made).unwrap();
        assert_eq!(check_secret(Form::Standard, "no base 64!").unwrap_err().code(), "invalid_setting");
        assert_eq!(check_secret(Form::Github, "short").unwrap_err().code(), "invalid_setting");
        for (name, form) in Form::ALL {
            assert_eq!(form.name(), name);
        }
        for (name, brings) in Brings::ALL {
            assert_eq!(brings.name(), name);
        }
    }

    #[test]
    fn the_event_in_a_message_of_sentry_is_taken() {
        let body = br#"{"action":"created","data":{"error":{"event_id":"a1","project":7,"timestamp":1795417042.5,"level":"error","platform":"python","exception":{"values":[{"type":"KeyError","value":"cart"}]}}}}"#;
        let options = crate::ingest::reader_options(Some(errpredict::redact::RedactConfig::default()));
        let reader = LogReader::new(&options).unwrap();
        let found = of_sentry(body, &reader).unwrap();
        assert_eq!(
            (found.events[0].service.as_str(), found.events[0].error_type.as_str()),
            ("project-7", "KeyError")
        );
        let other = of_sentry(br#"{"action":"resolved","data":{"issue":{"id":"1"}}}"#, &reader).unwrap();
        assert_eq!((other.events.len(), other.notes.len()), (0, 1));
        assert_eq!(of_sentry(b"[", &reader).unwrap_err().code(), "invalid_input");
    }
}
