//! Links in messages that say whether an alert was right. What is signed in the link is all that counts; following it asks first, so that
//! a program that looks at links for a mailbox says nothing.

use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use errpredict::history::Feedback;
use errpredict::vocabulary::FeedbackType;
use errpredict_jobs::{Said, read_token};

use crate::app::{App, Shared};
use crate::clock::now;
use crate::page::parameters;
use crate::problem::{Answered, Problem};

/// What the link says; one that does not hold says nothing more.
fn said(app: &App, uri: &Uri) -> Answered<Said> {
    let refused = || Problem::not_found("such link: it was changed, or has ended");
    let given = parameters(uri)?;
    let token = given.iter().find(|(name, _)| name == "s").map(|(_, value)| value).ok_or_else(refused)?;
    let secret = app.config.link_secret.as_ref().ok_or_else(refused)?;
    read_token(token, secret.reveal(), now()).ok_or_else(refused)
}

fn word(said: &Said) -> &'static str {
    match said.feedback.as_str() {
        "true_positive" => "right",
        "useful" => "useful",
        "irrelevant" => "of no use",
        _ => "a false alarm",
    }
}

/// Of whom.
fn whose(said: &Said) -> String {
    if said.service.is_empty() { "all services together".to_owned() } else { escaped(&said.service) }
}

/// A page without scripts and without anything from elsewhere; its form leads to where it came from.
fn page(text: &str, form: &str) -> Response {
    let policy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>errpredict</title><main><p>{text}</p>{form}</main></html>"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, page).into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub(crate) async fn ask(State(app): State<Shared>, uri: Uri) -> Answered<Response> {
    let said = said(&app, &uri)?;
    let text = format!("The alert of {} at {} was {}.", whose(&said), said.about, word(&said));
    Ok(page(&text, "<form method=\"post\"><button>Say so</button></form>"))
}

pub(crate) async fn keep(State(app): State<Shared>, uri: Uri) -> Answered<Response> {
    let said = said(&app, &uri)?;
    let tenant_id = said.tenant.parse().map_err(|_| Problem::not_found("such tenant"))?;
    let tenant = app.store.tenant(tenant_id).by("a link in a message");
    let feedback_type: FeedbackType = said.feedback.parse()?;
    let anomaly = tenant.anomaly_of_key(&said.key).await?;
    // The same link followed twice says it once.
    let known = tenant.feedback_on(&said.key).await?;
    if said.service.is_empty() {
        // Feedback is of a service, and is learnt from as that; of all together it stands with the anomaly itself.
        let anomaly = anomaly.ok_or_else(|| Problem::not_found("what the link is about: it is too old"))?;
        match feedback_type {
            FeedbackType::FalsePositive => drop(tenant.call_false_positive(anomaly.id).await?),
            _ => drop(tenant.acknowledge_anomaly(anomaly.id).await?),
        }
        app.changed(tenant_id);
    } else if !known.iter().any(|one| one.said.feedback_type == feedback_type) {
        let at = now().max(said.about);
        let feedback = Feedback {
            at,
            feedback_type,
            service: said.service.clone(),
            about: said.about,
            key: Some(said.key.clone()),
            score: None,
            text: None,
        };
        tenant.give_feedback(&feedback).await?;
        if feedback_type == FeedbackType::FalsePositive
            && let Some(anomaly) = anomaly
        {
            tenant.call_false_positive(anomaly.id).await?;
        }
        app.changed(tenant_id);
    }
    Ok(page(&format!("Thank you: it is kept that the alert of {} was {}.", whose(&said), word(&said)), ""))
}
