//! Anomalies: what is or was strange, with what explains it, what to do, and what people say of it.

use axum::Json;
use axum::response::Response;
use errpredict::PeopleClock;
use errpredict::numbers::percent;
use errpredict_io::html::draw::{Column, anomaly_line, escape, list, named_table, why};
use errpredict_store::{StoredAnomaly, lists};

use super::causes::steps;
use super::feedback::feedback;
use super::form::Form;
use super::frame::page;
use super::markup::{
    SEVERITIES, back, choice, facts, filter, form, link, pages, scope, section, section_or, severity,
    text_field, time, words,
};
use super::visit::Visit;
use crate::clock::now;
use crate::extract::Id;
use crate::problem::Answered;
use crate::role::Role;
use crate::route::{OPERATOR, Route, VIEWER};
use crate::routes::anomalies;

const COLUMNS: [Column; 5] = [
    Column::Text("how bad"),
    Column::Text("service"),
    Column::Text("what"),
    Column::Text("since"),
    Column::Text("state"),
];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/anomalies", VIEWER, "Anomalies, the last begun first.", show),
        Route::page("/anomalies/{id}", VIEWER, "An anomaly with its causes, actions and feedback.", one),
        Route::form("/anomalies/{id}/acknowledge", OPERATOR, "Says that somebody has seen it.", acknowledge),
        Route::form(
            "/anomalies/{id}/false-positive",
            OPERATOR,
            "Says that nothing was wrong.",
            false_positive,
        ),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let found = visit.list::<StoredAnomaly>(&lists::ANOMALIES, &[], &[]).await?;
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let fields = [
        choice("severity_level", "How bad", "any", SEVERITIES, &asked("severity_level")),
        choice("ongoing", "Goes on", "either", &[("true", "yes"), ("false", "no")], &asked("ongoing")),
        choice("acknowledged", "Seen", "either", &[("true", "yes"), ("false", "no")], &asked("acknowledged")),
        text_field("service", "Service", &asked("service"), ""),
    ]
    .concat();
    let body = format!(
        "{}{}{}",
        filter(&visit, &fields),
        section_or("Found", &table_of(&found.results), "No anomaly is like that."),
        pages(&found)
    );
    Ok(page(&visit, "Anomalies", &body))
}

/// A table of anomalies, each with its page.
pub(super) fn table_of(all: &[StoredAnomaly]) -> String {
    let rows = all.iter().map(|anomaly| {
        vec![
            severity(anomaly.found.severity),
            scope(&anomaly.found.scope),
            link(&format!("/anomalies/{}", anomaly.id), &escape(&anomaly.found.what())),
            time(anomaly.found.start),
            state(anomaly),
        ]
    });
    named_table("Anomalies", &COLUMNS, rows)
}

fn state(anomaly: &StoredAnomaly) -> String {
    let goes_on = if anomaly.found.ongoing { "goes on" } else { "over" };
    let seen = match (anomaly.false_positive, anomaly.acknowledged) {
        (true, _) => "called false",
        (false, true) => "seen",
        (false, false) => "seen by nobody",
    };
    format!("{goes_on}, {seen}")
}

async fn one(visit: Visit, id: Id) -> Answered<Response> {
    let Json(detail) = anomalies::detail(visit.caller.clone(), id).await?;
    let anomaly = &detail.anomaly;
    let line = anomaly_line(&anomaly.found, now(), &PeopleClock::default());
    let by = |at: Option<errpredict::Timestamp>, who: &Option<String>| {
        at.map(|at| format!("{} by {}", time(at), escape(who.as_deref().unwrap_or("errpredict"))))
    };
    let known = facts(&[
        ("Where", Some(scope(&anomaly.found.scope))),
        ("Found by", Some(words(anomaly.found.found_by.name()))),
        ("Chance brings it", Some(escape(&anomaly.found.how_often()))),
        ("Score", Some(percent(anomaly.found.score))),
        ("Seen", by(anomaly.acknowledged_at, &anomaly.acknowledged_by)),
        ("Called false", by(anomaly.false_positive_at, &anomaly.false_positive_by)),
    ]);
    let causes: String = detail
        .root_causes
        .iter()
        .take(1)
        .map(|found| format!("{}{}", why(&found.found, None), steps(found)))
        .collect();
    let actions = detail.actions_advised.iter().map(|action| {
        let status = words(action.advised.status.name());
        format!(
            "{} <span class=\"quiet\">{status}</span>",
            link(&format!("/actions/{}", action.id), &escape(&action.advised.title))
        )
    });
    let body = [
        format!("<p>{line}</p>\n{known}{}", forms(&visit, anomaly)),
        section_or("Why", &causes, "No cause was looked for, or none was found."),
        section("What to do", &list("", actions)),
        section("What people said", &feedback(&detail.feedback)),
    ]
    .concat();
    Ok(page(&visit, "Anomaly", &body))
}

fn forms(visit: &Visit, anomaly: &StoredAnomaly) -> String {
    if !visit.may(Role::Operator) {
        return String::new();
    }
    let step =
        |name: &str, button: &str| form(visit, &format!("/anomalies/{}/{name}", anomaly.id), "", button);
    let seen = if anomaly.acknowledged { String::new() } else { step("acknowledge", "I have seen it") };
    let wrong =
        if anomaly.false_positive { String::new() } else { step("false-positive", "Nothing was wrong") };
    seen + &wrong
}

async fn acknowledge(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    anomalies::acknowledge(visit.caller, id).await.map(drop)?;
    back(&form, "/anomalies", "acknowledged")
}

async fn false_positive(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    anomalies::false_positive(visit.caller, id).await.map(drop)?;
    back(&form, "/anomalies", "false")
}
