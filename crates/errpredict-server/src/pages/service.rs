//! One service: its errors with what is wrong, what is foreseen, why, and its error groups.

use axum::response::Response;
use errpredict::numbers::count;
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{PeopleClock, ServiceRollup, Timestamp};
use errpredict_io::html::draw::{Chart, Frame, escape};
use errpredict_store::{AnomalyFilter, Page, PredictionFilter, StoredAnomaly};

use super::frame::page;
use super::markup::{ago, facts, link, section, section_or};
use super::visit::{Visit, address};
use super::{actions, anomalies, causes, forecasts, groups, predictions};
use crate::clock::now;
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::route::{Route, VIEWER};

/// Days of errors that are drawn.
const DAYS: i64 = 14;
/// Rows shown of each kind.
const SHOWN: u16 = 8;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::page("/service", VIEWER, "One service (`?name=`) with everything that is known of it.", show)]
}

async fn show(visit: Visit) -> Answered<Response> {
    let name = visit.asked("name").ok_or_else(|| Problem::not_found("service without a name"))?;
    let (tenant, at) = (&visit.caller.tenant, now());
    let rollup = tenant.rollup_of(&[&name]).await?;
    let counts = rollup.service(&name).ok_or_else(|| Problem::not_found(format!("service `{name}`")))?;
    let newest = Page { after: None, limit: SHOWN };
    let of_service = AnomalyFilter { service: Some(name.clone()), ..AnomalyFilter::default() };
    let foreseen = PredictionFilter { service: Some(name.clone()), ..PredictionFilter::default() };
    let (found, said, forecast, why, todo, common) = tokio::try_join!(
        tenant.anomalies(&of_service, &newest),
        tenant.predictions(&foreseen, &newest),
        tenant.latest_forecast(&name, "errors", at),
        tenant.root_causes(Some(&name), &Page { after: None, limit: 3 }),
        tenant.actions(Some(&name), None, &newest),
        tenant.commonest_patterns(&name, SHOWN),
    )?;
    let forecast = match &forecast {
        Some(forecast) => forecasts::drawn(tenant, forecast).await?,
        None => String::new(),
    };
    let silence = match visit.may(Role::Operator) {
        true => {
            format!("<p>{}</p>\n", link(&address("/alerts", &[("service", &name)]), "Silence it for a while"))
        }
        false => String::new(),
    };
    let body = [
        facts(&[
            ("Errors, 24 h", Some(count(counts.errors().between(at.plus_ms(-DAY_MS), at)))),
            ("Last event", counts.last().map(|last| ago(last, at))),
        ]),
        section("Errors an hour", &drawn(counts, &found, at)),
        section_or("Anomalies, the last begun first", &anomalies::table_of(&found), "None was ever found."),
        section_or("Foreseen", &predictions::table_of("Predictions", &said), "Nothing was foreseen."),
        section("Where errors are going", &forecast),
        section("Causes", &causes::table_of(&why)),
        section("What to do", &actions::table_of(&todo)),
        section("Commonest error groups", &groups::table_of("Error groups", &common)),
        silence,
    ]
    .concat();
    Ok(page(&visit, &name, &body))
}

/// Errors an hour with the anomalies and the deployments.
fn drawn(counts: &ServiceRollup, found: &[StoredAnomaly], at: Timestamp) -> String {
    let from = at.plus_ms(-DAYS * DAY_MS).max(counts.first().unwrap_or(at).floor_to(HOUR_MS));
    let hours = (at.ms() - from.ms()) / HOUR_MS;
    if hours < 2 {
        return String::new();
    }
    let series = counts.errors().series(at.plus_ms(-hours * HOUR_MS), at, HOUR_MS);
    let points: Vec<_> =
        series.values.iter().enumerate().map(|(i, value)| (series.end_of(i), *value)).collect();
    let clock = PeopleClock::default();
    let mut chart = Chart::new(Frame::around(from, at, points.iter()));
    for anomaly in found.iter().filter(|one| !one.false_positive && one.found.end > from) {
        let title = escape(&format!("{} since {}", anomaly.found.what(), clock.short(anomaly.found.start)));
        chart.span("anomaly", anomaly.found.start, anomaly.found.end, &title);
    }
    chart.line("rate", &points);
    let mut legend = "<span><i class=\"rate\"></i>errors an hour</span>".to_owned();
    if !found.is_empty() {
        legend += "<span><i class=\"anomaly\"></i>what is or was wrong</span>";
    }
    for (end, _) in counts.deployments().range(from, at) {
        chart.span("deployment", end, end, &format!("deployment {}", clock.short(end)));
    }
    if counts.deployments().between(from, at) > 0 {
        legend += "<span><i class=\"deployment\"></i>deployments</span>";
    }
    format!(
        "{}<p class=\"legend\">{legend}</p>\n",
        chart.svg(&format!("Errors an hour in the last {DAYS} days"))
    )
}
