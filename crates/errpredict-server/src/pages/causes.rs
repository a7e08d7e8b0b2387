//! Why something may have gone wrong, with the evidence.

use axum::Json;
use axum::response::Response;
use errpredict::numbers::percent;
use errpredict::rca::MomentKind;
use errpredict::vocabulary::FeedbackType;
use errpredict_io::html::draw::{Column, escape, list, named_table, or_dash, quote, why};
use errpredict_store::{StoredRootCauses, lists};

use super::feedback::feedback as said_of;
use super::form::Form;
use super::frame::page;
use super::markup::{
    back, choice, facts, filter, folded, form, link, pages, section, section_or, service_link, text_field,
    time, value, words,
};
use super::visit::Visit;
use crate::extract::{Body, Id};
use crate::problem::Answered;
use crate::role::Role;
use crate::route::{OPERATOR, Route, VIEWER};
use crate::routes::{analysis, feedback};

const COLUMNS: [Column; 5] = [
    Column::Text("service"),
    Column::Text("strongest cause"),
    Column::Number("share of the evidence"),
    Column::Text("began"),
    Column::Text("asked"),
];
const MOMENTS: [Column; 4] =
    [Column::Text("when"), Column::Text("what"), Column::Text("service"), Column::Text("which")];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/causes", VIEWER, "Analyses of causes, the newest first.", show),
        Route::page("/causes/{id}", VIEWER, "Why something may have gone wrong, with the evidence.", one),
        Route::form("/causes/{id}/confirm", OPERATOR, "Says that a cause was the right one.", confirm),
        Route::form("/causes/{id}/refute", OPERATOR, "Says that a cause was not the right one.", refute),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let found = visit.list::<StoredRootCauses>(&lists::ROOT_CAUSES, &[], &[]).await?;
    let fields = text_field("service", "Service", &visit.asked("service").unwrap_or_default(), "");
    let body = format!(
        "{}{}{}",
        filter(&visit, &fields),
        section_or(
            "Newest",
            &table_of(&found.results),
            "No cause was looked for: nothing was wrong that could have one."
        ),
        pages(&found)
    );
    Ok(page(&visit, "Causes", &body))
}

/// A table of analyses of causes, each with its page.
pub(super) fn table_of(all: &[StoredRootCauses]) -> String {
    let rows = all.iter().map(|one| {
        let strongest = one.found.causes.first();
        let name = strongest.map_or_else(
            || "none of these".to_owned(),
            |cause| format!("{} of {}", words(cause.kind.name()), escape(&cause.service)),
        );
        vec![
            service_link(&one.found.service),
            link(&format!("/causes/{}", one.id), &name),
            or_dash(strongest.map(|cause| percent(cause.share))),
            or_dash(one.found.onset.map(time)),
            time(one.found.at),
        ]
    });
    named_table("Analyses of causes", &COLUMNS, rows)
}

/// What a person can do about the strongest cause.
pub(super) fn steps(found: &StoredRootCauses) -> String {
    list("What to do about the strongest", found.steps.iter().map(|step| escape(step)))
}

async fn one(visit: Visit, id: Id) -> Answered<Response> {
    let Json(found) = analysis::root_causes(visit.caller.clone(), id).await?;
    let moments = found.found.timeline.iter().map(|moment| {
        let what = match moment.kind {
            MomentKind::Deployment => "deployment",
            MomentKind::OtherRise => "errors rose elsewhere",
            MomentKind::Rise => "<b>errors rose</b>",
            MomentKind::NewGroup => "new error",
        };
        vec![
            time(moment.at),
            what.to_owned(),
            service_link(&moment.service),
            or_dash(moment.subject.as_ref().map(|what| quote(what))),
        ]
    });
    let known = facts(&[
        ("Service", Some(service_link(&found.found.service))),
        ("Began", found.found.onset.map(time)),
        ("Asked", Some(time(found.found.at))),
        ("Recorded of what tells causes apart", Some(percent(found.found.recorded))),
    ]);
    let mut said = Vec::new();
    for key in found.found.causes.iter().filter_map(|cause| cause.key.as_deref()) {
        said.extend(visit.caller.tenant.feedback_on(key).await?);
    }
    let body = [
        known,
        section("Evidence", &format!("{}{}", why(&found.found, None), steps(&found))),
        forms(&visit, &found),
        section("What people said", &said_of(&said)),
        section("What happened when", &named_table("What happened when", &MOMENTS, moments)),
    ]
    .concat();
    Ok(page(&visit, "Causes", &body))
}

/// Which cause it was, or was not: what is said teaches how far to believe its kind.
fn forms(visit: &Visit, found: &StoredRootCauses) -> String {
    let all = found.found.causes.iter().filter_map(|cause| {
        let of = cause.subject.as_ref().map_or_else(String::new, |subject| format!(" {subject}"));
        let name = format!("{}{of} of {}", cause.kind.name().replace('_', " "), cause.service);
        Some((cause.key.clone()?, value(&name)))
    });
    let named: Vec<(String, String)> = all.collect();
    if named.is_empty() || !visit.may(Role::Operator) {
        return String::new();
    }
    let all: Vec<(&str, &str)> = named.iter().map(|(key, name)| (key.as_str(), name.as_str())).collect();
    let note = text_field("text", "What helped", "", "maxlength=\"2000\"");
    let step = |name: &str, more: &str, button: &str| {
        let fields = choice("key", "Cause", "", &all, "") + more;
        form(visit, &format!("/causes/{}/{name}", found.id), &fields, button)
    };
    folded("Say which it was", &step("confirm", &note, "It was that"))
        + &folded("Say which it was not", &step("refute", "", "It was not that"))
}

async fn confirm(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    say(visit, id, &form, FeedbackType::TruePositive).await?;
    back(&form, "/causes", "confirmed")
}

async fn refute(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    say(visit, id, &form, FeedbackType::FalsePositive).await?;
    back(&form, "/causes", "refuted")
}

async fn say(visit: Visit, Id(id): Id, form: &Form, feedback_type: FeedbackType) -> Answered<()> {
    let said = feedback::Said {
        feedback_type,
        prediction_id: None,
        anomaly_id: None,
        root_cause_id: Some(id),
        key: form.text("key"),
        service: None,
        about: None,
        score: None,
        text: form.text("text"),
    };
    feedback::give(visit.caller, Body(said)).await.map(drop)
}
