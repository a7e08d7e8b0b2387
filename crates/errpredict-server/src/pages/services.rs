//! Services, a line each, those in most trouble first.

use axum::response::Response;
use errpredict::numbers::{count, percent};
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{Result, Timestamp};
use errpredict_io::html::draw::{Column, named_table, or_dash, spark};
use errpredict_store::{ServiceLine, Tenant};

use super::frame::page;
use super::markup::{ago, filter, link, section_or, service_link, severity, text_field};
use super::visit::{Visit, address};
use crate::clock::now;
use crate::problem::Answered;
use crate::route::{Route, VIEWER};

/// Services on a page.
const ON_A_PAGE: u16 = 50;
/// Pages that can be leafed through; behind them the name finds one.
const MOST_PAGES: u32 = 1_000;
/// Days of the small line.
const DAYS: i64 = 7;

const COLUMNS: [Column; 6] = [
    Column::Text("service"),
    Column::Text("state"),
    Column::Text("errors an hour, 7 days"),
    Column::Number("errors, 24 h"),
    Column::Number("foreseen"),
    Column::Text("last event"),
];

pub(super) fn routes() -> Vec<Route> {
    vec![Route::page("/services", VIEWER, "Services, a line each, those in most trouble first.", show)]
}

async fn show(visit: Visit) -> Answered<Response> {
    let (tenant, at) = (&visit.caller.tenant, now());
    let search = visit.asked("search");
    let number = visit.asked("page").and_then(|text| text.parse().ok()).unwrap_or(1).clamp(1, MOST_PAGES);
    let after = (number - 1) * u32::from(ON_A_PAGE);
    let mut lines = tenant.service_lines(at, search.as_deref(), ON_A_PAGE + 1, after).await?;
    let has_next = lines.len() > usize::from(ON_A_PAGE);
    lines.truncate(usize::from(ON_A_PAGE));
    let text = search.as_deref().unwrap_or_default();
    let to = |number: u32, name: &str| {
        link(&address("/services", &[("search", text), ("page", &number.to_string())]), name)
    };
    let before = if number > 1 { to(number - 1, "Previous") } else { String::new() };
    let next = if has_next { to(number + 1, "Next") } else { String::new() };
    let ways = match before.is_empty() && next.is_empty() {
        true => String::new(),
        false => format!("<nav class=\"pages\" aria-label=\"Pages of the list\">{before}{next}</nav>\n"),
    };
    let fields = text_field("search", "Name holds", text, "type=\"search\"");
    let found = table_of(tenant, &lines, at).await?;
    let nothing = "No service of that name was heard from within 30 days.";
    let body = format!("{}{}{ways}", filter(&visit, &fields), section_or("Within 30 days", &found, nothing));
    Ok(page(&visit, "Services", &body))
}

/// The table of these services, each with its errors of the last days.
pub(super) async fn table_of(tenant: &Tenant, lines: &[ServiceLine], at: Timestamp) -> Result<String> {
    let names: Vec<&str> = lines.iter().map(|line| line.service.as_str()).collect();
    let rollup = tenant.rollup_of(&names).await?;
    let rows = lines.iter().map(|line| {
        let counts = rollup.service(&line.service);
        let errors = counts.map(|counts| counts.errors());
        let series = errors.map(|errors| errors.series(at.plus_ms(-DAYS * DAY_MS), at, HOUR_MS).values);
        vec![
            service_link(&line.service),
            state(line),
            series.map_or_else(|| "none".to_owned(), |values| spark(&values)),
            or_dash(errors.map(|errors| count(errors.between(at.plus_ms(-DAY_MS), at)))),
            or_dash(line.foreseen.map(percent)),
            ago(line.last_seen, at),
        ]
    });
    Ok(named_table("Services", &COLUMNS, rows))
}

fn state(line: &ServiceLine) -> String {
    match line.worst {
        Some(worst) if line.ongoing > 1 => format!("{}, {} in all", severity(worst), line.ongoing),
        Some(worst) => severity(worst),
        None => "nothing found".to_owned(),
    }
}
