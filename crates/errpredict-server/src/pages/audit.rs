//! The audit log: who did what, and whether the log is whole.

use axum::Json;
use axum::response::Response;
use errpredict_io::html::draw::{Column, cell, escape, list, named_table, or_dash};
use errpredict_store::{AuditEntry, lists};

use super::frame::page;
use super::markup::{filter, pages, section, section_or, text_field, time, words};
use super::visit::Visit;
use crate::problem::Answered;
use crate::route::{ADMIN, Route};
use crate::routes::people;

const COLUMNS: [Column; 6] = [
    Column::Number("no"),
    Column::Text("when"),
    Column::Text("who"),
    Column::Text("step"),
    Column::Text("done to"),
    Column::Text("which"),
];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/audit", ADMIN, "Who did what, the newest first.", show),
        Route::page("/audit/verify", ADMIN, "Whether the audit log is whole.", verify),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let found = visit.list::<AuditEntry>(&lists::AUDIT, &[], &[]).await?;
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let fields =
        text_field("actor", "Who", &asked("actor"), "") + &text_field("action", "Step", &asked("action"), "");
    let rows = found.results.iter().map(|entry| {
        vec![
            entry.seq.to_string(),
            time(entry.at),
            or_dash(entry.actor.as_ref().map(|who| cell(who))),
            words(&entry.action),
            words(&entry.object_type),
            cell(&entry.object_id),
        ]
    });
    let body = [
        "<p><a href=\"/audit/verify\">Check whether it is whole</a></p>\n".to_owned(),
        filter(&visit, &fields),
        section_or("Newest first", &named_table("Audit log", &COLUMNS, rows), "Nothing is like that."),
        pages(&found),
    ]
    .concat();
    Ok(page(&visit, "Audit log", &body))
}

async fn verify(visit: Visit) -> Answered<Response> {
    let Json(chain) = people::verify_audit(visit.caller.clone()).await?;
    let faults =
        list("", chain.faults.iter().map(|fault| format!("Row {}: {}", fault.seq, escape(&fault.problem))));
    let state = match chain.faults.is_empty() {
        true => "<p class=\"state calm\">The log is whole: nobody changed, added or removed a row.</p>\n",
        false => "<p class=\"state trouble\">The log is not as it was written.</p>\n",
    };
    let body = format!(
        "{state}{}<p><a href=\"/audit\">To the log</a></p>\n",
        section("What is wrong with it", &faults)
    );
    Ok(page(&visit, "Audit log: check", &body))
}
