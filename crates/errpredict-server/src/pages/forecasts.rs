//! Forecasts, drawn with their bands behind what was counted.

use axum::response::Response;
use errpredict::numbers::{amount, percent};
use errpredict::stats::Series;
use errpredict::{Result, Rollup};
use errpredict_io::html::draw::{
    Column, accuracy, cell, escape, fan, named_table, notes, or_dash, threshold, trend,
};
use errpredict_store::{StoredForecast, Tenant, lists};

use super::frame::page;
use super::markup::{
    choice, facts, filter, link, pages, scope, section, section_or, text_field, time, words,
};
use super::visit::Visit;
use crate::extract::Id;
use crate::problem::{Answered, Problem};
use crate::route::{Route, VIEWER};

/// Steps of history behind a forecast: three weeks of hours.
const HISTORY_STEPS: i64 = 504;
/// Forecasts that are drawn on the page of all; the others stand in the table.
const DRAWN: usize = 6;

const COLUMNS: [Column; 6] = [
    Column::Text("of"),
    Column::Text("number"),
    Column::Text("made"),
    Column::Text("trend"),
    Column::Number("peak"),
    Column::Number("crosses its threshold"),
];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/forecasts", VIEWER, "Forecasts with their bands, the newest first.", show),
        Route::page(
            "/forecasts/{id}",
            VIEWER,
            "A forecast with its bands, its accuracy and its threshold.",
            one,
        ),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let is_at_risk = visit.asked("which").as_deref() == Some("at_risk");
    let listing = if is_at_risk { &lists::AT_RISK } else { &lists::FORECASTS };
    let found = visit.list::<StoredForecast>(listing, &[], &["which"]).await?;
    let counts = counts_of(&visit.caller.tenant, found.results.iter().take(DRAWN)).await?;
    let drawn: String = found
        .results
        .iter()
        .take(DRAWN)
        .map(|one| {
            let name = escape(&format!("{} of {}", one.said.metric.replace('_', " "), one.said.scope));
            section(&link(&format!("/forecasts/{}", one.id), &name), &fan(&history(&counts, one), &one.said))
        })
        .collect();
    let which = if is_at_risk { "at_risk" } else { "" };
    let fields = choice("which", "Which", "all", &[("at_risk", "those that cross their threshold")], which)
        + &text_field("service", "Service", &visit.asked("service").unwrap_or_default(), "");
    let table = section_or("Newest", &table_of(&found.results), "No forecast is like that.");
    let body = format!("{}{table}{}{drawn}", filter(&visit, &fields), pages(&found));
    Ok(page(&visit, "Forecasts", &body))
}

fn table_of(all: &[StoredForecast]) -> String {
    let rows = all.iter().map(|one| {
        let said = &one.said;
        vec![
            scope(&said.scope),
            link(&format!("/forecasts/{}", one.id), &cell(&said.metric.replace('_', " "))),
            time(said.at),
            trend(said),
            amount(said.peak.value),
            or_dash(said.threshold.as_ref().and_then(|crossing| crossing.probability).map(percent)),
        ]
    });
    named_table("Forecasts", &COLUMNS, rows)
}

async fn one(visit: Visit, Id(id): Id) -> Answered<Response> {
    let found = visit.caller.tenant.forecast(id).await?;
    let found = found.ok_or_else(|| Problem::not_found(format!("forecast {id}")))?;
    let body = drawn(&visit.caller.tenant, &found).await?;
    Ok(page(&visit, "Forecast", &section("What is expected", &body)))
}

/// A forecast with everything that is said of it.
pub(super) async fn drawn(tenant: &Tenant, found: &StoredForecast) -> Result<String> {
    let said = &found.said;
    let counts = counts_of(tenant, std::iter::once(found)).await?;
    let known = facts(&[
        ("Of", Some(format!("{} of {}", escape(&said.metric.replace('_', " ")), scope(&said.scope)))),
        ("Made", Some(time(said.at))),
        ("Method", Some(words(&said.method))),
        ("Trend", Some(trend(said))),
        ("Peak", Some(format!("{} at {}", amount(said.peak.value), time(said.peak.time)))),
        ("Shaded", Some(format!("where {} of the future values should lie", percent(said.level)))),
    ]);
    Ok([known, fan(&history(&counts, found), said), threshold(said), accuracy(said), notes(said)].concat())
}

/// What was counted of the services of these forecasts.
async fn counts_of(tenant: &Tenant, all: impl Iterator<Item = &StoredForecast>) -> Result<Rollup> {
    let names: Vec<&str> = all.filter_map(|one| one.said.scope.service()).collect();
    tenant.rollup_of(&names).await
}

/// The newest values before a forecast of errors; nothing of other numbers, which no count says again.
fn history(counts: &Rollup, found: &StoredForecast) -> Series {
    let said = &found.said;
    let nothing = Series { first_end: said.at, step_ms: said.step_ms, values: Vec::new() };
    if said.metric != "errors" {
        return nothing;
    }
    let service = said.scope.service().and_then(|name| counts.service(name));
    service.map_or(nothing, |of| {
        let from = said.at.plus_ms(-HISTORY_STEPS * said.step_ms).max(of.first().unwrap_or(said.at));
        let steps = (said.at.ms() - from.ms()) / said.step_ms.max(1);
        of.errors().series(said.at.plus_ms(-steps * said.step_ms), said.at, said.step_ms)
    })
}
