//! Jobs: when they run, and how that went.

use axum::extract::{Path, State};
use axum::response::Response;
use errpredict::numbers::duration;
use errpredict_io::html::draw::{Column, escape, named_table, or_dash};
use errpredict_store::StoredSlot;

use super::form::Form;
use super::frame::page;
use super::markup::{back, form, section, time, words};
use super::visit::Visit;
use crate::app::Shared;
use crate::problem::Answered;
use crate::role::Role;
use crate::route::{OPERATOR, Route, VIEWER};
use crate::routes::jobs;

const COLUMNS: [Column; 6] = [
    Column::Text("due"),
    Column::Text("state"),
    Column::Text("began"),
    Column::Text("took"),
    Column::Text("asked by"),
    Column::Text("why it failed"),
];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/jobs", VIEWER, "Jobs: when they run, and how that went.", show),
        Route::form("/jobs/{name}/run", OPERATOR, "Asks for a job out of its turn.", run),
    ]
}

async fn show(State(app): State<Shared>, visit: Visit) -> Answered<Response> {
    let all = jobs::all(&app, &visit.caller).await?;
    // A worker that never came is the first thing to know.
    let is_idle = all.iter().all(|job| job.slots.is_empty());
    let idle = match is_idle {
        true => {
            "<p class=\"stale\">No job has ever run here: <code>errpredict work</code>, or <code>errpredict serve --work</code>, \
                 runs them.</p>\n"
        }
        false => "",
    };
    let sections: String = all
        .iter()
        .map(|job| {
            let ask = match visit.may(Role::Operator) {
                true => form(
                    &visit,
                    &format!("/jobs/{}/run", job.name),
                    "",
                    &format!("Run {} now", words(job.name)),
                ),
                false => String::new(),
            };
            let table =
                named_table(&format!("Runs of {}", words(job.name)), &COLUMNS, job.slots.iter().map(row));
            let head = format!("<p>{} {}.</p>\n{ask}", escape(job.about), escape(&job.schedule));
            section(&words(job.name), &format!("{head}{table}"))
        })
        .collect();
    Ok(page(&visit, "Jobs", &format!("{idle}{sections}")))
}

fn row(slot: &StoredSlot) -> Vec<String> {
    let took = slot.started_at.zip(slot.ended_at).map(|(from, to)| duration(to.ms() - from.ms()));
    let class = if slot.status == "failed" { "high" } else { "" };
    vec![
        time(slot.slot),
        format!("<span class=\"{class}\">{}</span>", words(&slot.status)),
        or_dash(slot.started_at.map(time)),
        or_dash(took),
        or_dash(slot.asked_by.as_ref().map(|who| escape(who))),
        or_dash(slot.error.as_ref().map(|why| escape(why))),
    ]
}

async fn run(State(app): State<Shared>, visit: Visit, name: Path<String>, form: Form) -> Answered<Response> {
    jobs::run(State(app), visit.caller, name).await.map(drop)?;
    back(&form, "/jobs", "asked")
}
