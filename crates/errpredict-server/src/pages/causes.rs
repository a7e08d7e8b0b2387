//! Why something may have gone wrong, with the evidence.

use axum::Json;
use axum::response::Response;
use errpredict::numbers::percent;
use errpredict::rca::MomentKind;
use errpredict_io::html::draw::{Column, escape, list, named_table, or_dash, quote, why};
use errpredict_store::{StoredRootCauses, lists};

use super::frame::page;
use super::markup::{facts, filter, link, pages, section, section_or, service_link, text_field, time, words};
use super::visit::Visit;
use crate::extract::Id;
use crate::problem::Answered;
use crate::route::{Route, VIEWER};
use crate::routes::analysis;

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
    let body = [
        known,
        section("Evidence", &format!("{}{}", why(&found.found, None), steps(&found))),
        section("What happened when", &named_table("What happened when", &MOMENTS, moments)),
    ]
    .concat();
    Ok(page(&visit, "Causes", &body))
}
