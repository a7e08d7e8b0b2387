//! What people decide about an error group: forms that call the routes of the API.

use axum::response::Response;
use errpredict::time::HOUR_MS;
use errpredict_store::StoredPattern;

use super::form::Form;
use super::markup::{back, choice, folded, form, section, text_field};
use super::visit::Visit;
use crate::clock::now;
use crate::extract::{Body, Id};
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::route::{OPERATOR, Route};
use crate::routes::{events, groups};

/// For how many hours a group can be ignored; 0 stands for ever.
const HOURS: &[(&str, &str)] =
    &[("24", "a day"), ("168", "a week"), ("720", "30 days"), ("2160", "90 days"), ("0", "ever")];
const MOST_HOURS: i64 = 2_160;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::form("/groups/{id}/assign", OPERATOR, "Says whose an error group is.", assign),
        Route::form(
            "/groups/{id}/ignore",
            OPERATOR,
            "Takes an error group out of the open ones for a while.",
            ignore,
        ),
        Route::form(
            "/groups/{id}/resolve",
            OPERATOR,
            "Says that an error group is resolved, or in which release.",
            resolve,
        ),
        Route::form("/groups/{id}/reopen", OPERATOR, "Opens an error group again.", reopen),
        Route::form("/groups/{id}/merge", OPERATOR, "Shows an error group with another.", merge),
        Route::form("/groups/{id}/split", OPERATOR, "Shows an error group by itself again.", split),
        Route::form("/groups/{id}/explain", OPERATOR, "Keeps what a person found out about it.", explain),
    ]
}

/// The forms that fit where a group stands.
pub(super) fn forms(visit: &Visit, group: &StoredPattern, others: &[StoredPattern]) -> String {
    if !visit.may(Role::Operator) {
        return String::new();
    }
    let step = |name: &str, fields: &str, button: &str| {
        form(visit, &format!("/groups/{}/{name}", group.id), fields, button)
    };
    let is_closed = group.resolved_at.is_some() || group.ignored_until.is_some_and(|until| until > now());
    let reopen = if is_closed { step("reopen", "", "Open it again") } else { String::new() };
    let release = text_field("release", "In release (empty: from now on)", "", "maxlength=\"255\"");
    let resolve = match group.resolved_at.is_some() && group.regressed_at.is_none() {
        true => String::new(),
        false => step("resolve", &release, "Resolve"),
    };
    let ignore = step("ignore", &choice("hours", "For", "", HOURS, "24"), "Ignore")
        + "<p class=\"quiet\">It leaves the open ones until then, and no alert of groups tells of it. What its whole service shows is told \
           as ever: a silence stops that.</p>\n";
    let whose = group.assignee.as_deref().unwrap_or(&visit.caller.name);
    let assign = step(
        "assign",
        &text_field("assignee", "Whose (empty: nobody's)", whose, "maxlength=\"255\""),
        "Assign",
    );
    let merge = match group.merged_into {
        Some(_) => step("split", "", "Show it by itself again"),
        None => merge_form(visit, group, others),
    };
    let cause =
        text_field("cause", "Cause", group.cause.as_deref().unwrap_or_default(), "maxlength=\"2000\"")
            + &text_field(
                "resolution",
                "What helped",
                group.resolution.as_deref().unwrap_or_default(),
                "maxlength=\"2000\"",
            );
    section(
        "What is decided",
        &[
            reopen,
            resolve,
            folded("Ignore it for a while", &ignore),
            folded("Say whose it is", &assign),
            folded("Show it with another group, or by itself", &merge),
            folded("Say what was found out", &step("explain", &cause, "Keep")),
        ]
        .concat(),
    )
}

fn merge_form(visit: &Visit, group: &StoredPattern, others: &[StoredPattern]) -> String {
    let free = others.iter().filter(|other| other.id != group.id && other.merged_into != Some(group.id));
    let named: Vec<(String, String)> = free
        .map(|other| {
            let label: String = other.group.label().chars().take(60).collect();
            let sample: String = other.group.sample.chars().take(40).collect();
            (other.id.to_string(), errpredict_io::html::draw::escape(&format!("{label}: {sample}")))
        })
        .collect();
    if named.is_empty() {
        return "<p class=\"quiet\">This service has no other error group.</p>\n".to_owned();
    }
    let all: Vec<(&str, &str)> = named.iter().map(|(id, label)| (id.as_str(), label.as_str())).collect();
    form(visit, &format!("/groups/{}/merge", group.id), &choice("into", "With", "", &all, ""), "Merge")
        + "<p class=\"quiet\">Both are counted together on their page, and alerts of groups take them for one.</p>\n"
}

const GROUPS: &str = "/groups";

async fn assign(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    let said = groups::Assigned { assignee: form.text("assignee") };
    groups::assign(visit.caller, id, Body(said)).await.map(drop)?;
    back(&form, GROUPS, "assigned")
}

async fn ignore(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    let hours = form.number("hours", 0, MOST_HOURS)?;
    let until = (hours > 0).then(|| now().plus_ms(hours * HOUR_MS));
    groups::ignore(visit.caller, id, Body(groups::Ignored { until })).await.map(drop)?;
    back(&form, GROUPS, "ignored")
}

async fn resolve(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    let said = groups::ResolvedIn { release: form.text("release") };
    groups::resolve(visit.caller, id, Body(said)).await.map(drop)?;
    back(&form, GROUPS, "resolved")
}

async fn reopen(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    groups::reopen(visit.caller, id).await.map(drop)?;
    back(&form, GROUPS, "reopened")
}

async fn merge(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    let into = form.text("into").and_then(|text| text.parse().ok());
    let into = into.ok_or_else(|| Problem::not_found("such other error group"))?;
    groups::merge(visit.caller, id, Body(groups::Merged { into })).await.map(drop)?;
    back(&form, GROUPS, "merged")
}

async fn split(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    groups::split(visit.caller, id).await.map(drop)?;
    back(&form, GROUPS, "split")
}

async fn explain(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    let said = events::Explained { cause: form.text("cause"), resolution: form.text("resolution") };
    events::explain(visit.caller, id, Body(said)).await.map(drop)?;
    back(&form, GROUPS, "explained")
}
