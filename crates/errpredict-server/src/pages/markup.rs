//! What several pages are made of: times, states, forms, filters, links to the next page. Everything that is given as `markup` or `fields`
//! is markup already; everything else is made harmless here.

use errpredict::numbers::{duration, short_time};
use errpredict::time::MINUTE_MS;
use errpredict::{Scope, Severity, Timestamp};
use errpredict_io::html::draw::{cell, escape};

use super::form::{BACK, TOKEN, local};
use super::visit::{SAID, Visit, address};
use crate::page::PageOf;
use crate::problem::Answered;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A time, for people and for programs.
pub(super) fn time(at: Timestamp) -> String {
    format!("<time datetime=\"{at}\">{} UTC</time>", short_time(at))
}

/// How long ago a time is.
pub(super) fn ago(at: Timestamp, now: Timestamp) -> String {
    let age = now.ms() - at.ms();
    let text = if age < MINUTE_MS { "just now".to_owned() } else { format!("{} ago", duration(age)) };
    format!("<time datetime=\"{at}\">{text}</time>")
}

/// How bad it is.
pub(super) fn severity(severity: Severity) -> String {
    format!("<b class=\"{severity}\">{severity}</b>")
}

/// A name with underscores as words.
pub(super) fn words(name: &str) -> String {
    escape(&name.replace('_', " "))
}

/// A link to a service.
pub(super) fn service_link(name: &str) -> String {
    link(&address("/service", &[("name", name)]), &cell(name))
}

/// What a finding is about: a link to a service, or all of them together.
pub(super) fn scope(scope: &Scope) -> String {
    scope.service().map_or_else(|| "all services together".to_owned(), service_link)
}

/// A link within the pages.
pub(super) fn link(to: &str, markup: &str) -> String {
    format!("<a href=\"{}\">{markup}</a>", href(to))
}

/// An address as the value of an attribute. It is not cut as texts of logs are.
fn href(to: &str) -> String {
    to.replace('&', "&amp;").replace('"', "%22").replace('<', "%3C").replace('>', "%3E")
}

/// A text as the value of a field, whole: what is cut when it is shown must not be cut when it is sent back.
pub(super) fn value(text: &str) -> String {
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    safe.replace('"', "&quot;").replace('\'', "&#39;")
}

/// A section with its heading; nothing where there is nothing in it.
pub(super) fn section(title: &str, markup: &str) -> String {
    if markup.is_empty() {
        return String::new();
    }
    format!("<section><h2>{title}</h2>\n{markup}</section>\n")
}

/// The same, and a sentence where there is nothing in it.
pub(super) fn section_or(title: &str, markup: &str, nothing: &str) -> String {
    let markup =
        if markup.is_empty() { format!("<p class=\"quiet\">{nothing}</p>\n") } else { markup.to_owned() };
    section(title, &markup)
}

/// Terms with what they are; absent ones are left out.
pub(super) fn facts(all: &[(&str, Option<String>)]) -> String {
    let known = all.iter().filter_map(|(name, markup)| Some((name, markup.as_ref()?)));
    let text: String = known.map(|(name, markup)| format!("<dt>{name}</dt><dd>{markup}</dd>")).collect();
    if text.is_empty() { text } else { format!("<dl>{text}</dl>\n") }
}

/// A form that does one thing; it comes back to the page it stands on.
pub(super) fn form(visit: &Visit, to: &str, fields: &str, button: &str) -> String {
    let class = if fields.is_empty() { "inline" } else { "fields" };
    format!(
        "<form class=\"{class}\" method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"{TOKEN}\" value=\"{}\">\
         <input type=\"hidden\" name=\"{BACK}\" value=\"{}\">{fields}<button>{button}</button></form>\n",
        href(to),
        value(&visit.token),
        href(visit.here.path_and_query().map_or("/", |path| path.as_str())),
    )
}

/// Forms that are folded until somebody wants one.
pub(super) fn folded(title: &str, markup: &str) -> String {
    format!("<details class=\"form\"><summary>{title}</summary>\n{markup}</details>\n")
}

/// A field for a text.
pub(super) fn text_field(name: &str, label: &str, given: &str, more: &str) -> String {
    format!("<label>{label}<input name=\"{name}\" value=\"{}\" {more}></label>", value(given))
}

/// A choice; the empty one stands for any.
pub(super) fn choice(name: &str, label: &str, any: &str, all: &[(&str, &str)], chosen: &str) -> String {
    let any = if any.is_empty() { String::new() } else { format!("<option value=\"\">{any}</option>") };
    let options: String = all
        .iter()
        .map(|(value, text)| {
            let is_chosen = if *value == chosen { " selected" } else { "" };
            format!("<option value=\"{value}\"{is_chosen}>{text}</option>")
        })
        .collect();
    format!("<label>{label}<select name=\"{name}\">{any}{options}</select></label>")
}

/// The severities as a choice.
pub(super) const SEVERITIES: &[(&str, &str)] =
    &[("critical", "critical"), ("high", "high"), ("medium", "medium"), ("low", "low"), ("info", "info")];

/// A form that narrows a list.
pub(super) fn filter(visit: &Visit, fields: &str) -> String {
    format!(
        "<form class=\"filter\" role=\"search\" method=\"get\" action=\"{}\">{fields}<button>Show</button></form>\n",
        href(visit.here.path())
    )
}

/// Links to the page before and the next one, and how many rows there are.
pub(super) fn pages<T>(of: &PageOf<T>) -> String {
    let count = if of.count_is_at_least { format!("{} or more", of.count) } else { of.count.to_string() };
    let way = |to: &Option<String>, name: &str, rel: &str| {
        to.as_ref()
            .map_or_else(String::new, |to| format!("<a rel=\"{rel}\" href=\"{}\">{name}</a>", href(to)))
    };
    if of.next.is_none() && of.previous.is_none() {
        return String::new();
    }
    format!(
        "<nav class=\"pages\" aria-label=\"Pages of the list\">{}{}<span class=\"quiet\">{count} in all</span></nav>\n",
        way(&of.previous, "Previous", "prev"),
        way(&of.next, "Next", "next"),
    )
}

/// Back to where a form came from, which says what was done.
pub(super) fn back(form: &super::form::Form, otherwise: &str, said: &str) -> Answered<Response> {
    let path = local(form.text(BACK)).unwrap_or_else(|| otherwise.to_owned());
    let (path, query) = path.split_once('?').unwrap_or((&path, ""));
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(&format!("{SAID}="))).collect();
    let query: String = kept.iter().map(|pair| format!("{pair}&")).collect();
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, format!("{path}?{query}{SAID}={said}"))]).into_response())
}
