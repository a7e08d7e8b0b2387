//! What stands around every page: its head, the menu, and what the browser is told about it.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use errpredict_io::html::draw::escape;

use super::assets::{script_address, style_address};
use super::form::TOKEN;
use super::visit::{SAID, Visit};
use crate::role::Role;

/// Nothing but what the program holds is run, shown, asked or sent to.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Pages of the menu: address, name, and the role that sees it there.
const MENU: &[(&str, &str, Role)] = &[
    ("/", "Summary", Role::Viewer),
    ("/services", "Services", Role::Viewer),
    ("/anomalies", "Anomalies", Role::Viewer),
    ("/predictions", "Predictions", Role::Viewer),
    ("/forecasts", "Forecasts", Role::Viewer),
    ("/causes", "Causes", Role::Viewer),
    ("/insights", "Insights", Role::Viewer),
    ("/groups", "Error groups", Role::Viewer),
    ("/actions", "Actions", Role::Viewer),
    ("/alerts", "Alerts", Role::Viewer),
    ("/models", "Models", Role::Viewer),
    ("/jobs", "Jobs", Role::Viewer),
    ("/audit", "Audit", Role::Admin),
];

/// What a page says of a step that was taken; the address names the step and never brings a text along.
const SAYINGS: &[(&str, &str)] = &[
    ("acknowledged", "It is kept that you have seen it."),
    ("false", "It is kept that nothing was wrong."),
    ("occurred", "It is kept that it came."),
    ("not_occurred", "It is kept that it did not come."),
    ("approved", "The action is approved. Nothing was run by that."),
    ("rejected", "The action is rejected."),
    ("skipped", "The action is dropped."),
    ("assigned", "It is kept whose it is."),
    ("ignored", "It is out of the open ones until then, and no alert of groups tells of it."),
    ("resolved", "It is resolved. An event that contradicts it will be told as a regression."),
    ("reopened", "It is open again."),
    ("dealt_with", "It is kept that it is dealt with."),
    ("left", "It is left as it is."),
    ("confirmed", "It is kept that this was it: later analyses know it."),
    ("refuted", "It is kept that this was not it: later analyses know it."),
    ("merged", "It is shown with the other one from now on."),
    ("split", "It is shown by itself again."),
    ("explained", "It is kept what you found out."),
    ("silenced", "Nobody is told of it until then."),
    ("taken", "The alert is yours: nobody else is told of it."),
    ("read", "The message is marked as read."),
    ("asked", "The job is asked for: how it went will stand here."),
    ("promoted", "That model answers from now on."),
    ("rolled_back", "The model before it answers again."),
];

/// A page of somebody who is signed in. `title` is a text, `body` markup.
pub(super) fn page(visit: &Visit, title: &str, body: &str) -> Response {
    let path = visit.here.path();
    let items: String = MENU
        .iter()
        .filter(|(_, _, role)| visit.may(*role))
        .map(|(to, name, _)| {
            // One of them stands below all of them: `/service` below `/services`.
            let is_below = *to != "/" && path.starts_with(to.trim_end_matches('s'));
            let here = match (path == *to || *to == "/" && path == "/index.html", is_below) {
                (true, _) => " aria-current=\"page\"",
                (false, true) => " aria-current=\"true\"",
                (false, false) => "",
            };
            format!("<li><a href=\"{to}\"{here}>{name}</a></li>")
        })
        .collect();
    let demo =
        if visit.is_demo { "<p class=\"demo\">A demonstration: nothing here happened.</p>" } else { "" };
    let said = visit.asked(SAID).and_then(|word| SAYINGS.iter().find(|(of, _)| *of == word));
    let said =
        said.map_or_else(String::new, |(_, text)| format!("<p class=\"said\" role=\"status\">{text}</p>\n"));
    let top = format!(
        "<a class=\"skip\" href=\"#main\">To the content</a>\n<header class=\"top\"><a class=\"name\" href=\"/\">errpredict</a>\
         <nav aria-label=\"Pages\"><ul>{items}</ul></nav>\
         <form method=\"post\" action=\"/sign-out\"><input type=\"hidden\" name=\"{TOKEN}\" value=\"{}\">\
         <span class=\"who\">{}</span> <button>Sign out</button></form>{demo}\
         <p id=\"live\" class=\"live\" role=\"status\"></p></header>\n",
        escape(&visit.token),
        escape(&visit.caller.name),
    );
    document(
        title,
        &format!(
            "{top}<main id=\"main\" tabindex=\"-1\" data-live=\"/live\">\n{said}<h1>{}</h1>\n{body}</main>\n",
            escape(title)
        ),
    )
}

/// A page of nobody.
pub(super) fn plain(status: StatusCode, title: &str, body: &str) -> Response {
    let main = format!("<main id=\"main\" class=\"alone\">\n<h1>{}</h1>\n{body}</main>\n", escape(title));
    let mut response = document(title, &main);
    *response.status_mut() = status;
    response
}

fn document(title: &str, body: &str) -> Response {
    let text = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{} · errpredict</title>\n<link rel=\"stylesheet\" href=\"{}\">\n<script src=\"{}\" defer></script></head><body>\n{body}</body></html>\n",
        escape(title),
        style_address(),
        script_address(),
    );
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}

/// What the browser is told about a page.
pub(super) fn protect(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
