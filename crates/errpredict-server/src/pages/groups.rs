//! Error groups: what fails, since when, where in the code, and what people decided about it.

use axum::Json;
use axum::response::Response;
use errpredict::numbers::count;
use errpredict::{Event, Timestamp};
use errpredict_io::html::draw::{Column, escape, lines, named_table, or_dash, quote};
use errpredict_store::{StoredPattern, lists};

use super::anomalies;
use super::frame::page;
use super::group_forms::forms;
use super::markup::{
    choice, facts, filter, link, pages, section, section_or, service_link, text_field, time,
};
use super::visit::Visit;
use crate::clock::now;
use crate::extract::Id;
use crate::problem::Answered;
use crate::route::{Route, VIEWER};
use crate::routes::events;
use crate::routes::groups::for_ever;

/// Groups that one can be merged into, the commonest of its service.
const OTHERS: u16 = 50;
/// Lines of a trace that are shown.
const TRACE_LINES: usize = 80;
/// Events that are shown with their words.
const EVENTS: usize = 10;
const HANDLINGS: &[(&str, &str)] = &[
    ("open", "open"),
    ("regressed", "came back after it was resolved"),
    ("resolved", "resolved"),
    ("ignored", "ignored for now"),
    ("merged", "shown with another"),
];
const STATES: &[(&str, &str)] =
    &[("new", "new"), ("regressed", "regressed"), ("escalating", "escalating"), ("vanished", "vanished")];

const COLUMNS: [Column; 7] = [
    Column::Text("type"),
    Column::Text("message"),
    Column::Text("service"),
    Column::Text("state"),
    Column::Number("24 h"),
    Column::Text("last seen"),
    Column::Text("whose"),
];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/groups", VIEWER, "Error groups: those that came back first, then the open ones.", show),
        Route::page(
            "/groups/{id}",
            VIEWER,
            "An error group with its trace, its events and what people decided.",
            one,
        ),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let found = visit.list::<StoredPattern>(&lists::PATTERNS, &[("handling", "open")], &[]).await?;
    let handling = visit.asked("handling").unwrap_or_else(|| "open".to_owned());
    // What came back is not to be looked for among what is open.
    let back = match handling.as_str() {
        "open" => visit.list::<StoredPattern>(&lists::REGRESSED, &[], &["handling", "page"]).await?.results,
        _ => Vec::new(),
    };
    let fields = [
        choice("handling", "Which", "all", HANDLINGS, &handling),
        choice("state", "State", "any", STATES, &asked("state")),
        text_field("service", "Service", &asked("service"), ""),
        text_field("search", "Words", &asked("search"), "type=\"search\""),
    ]
    .concat();
    let body = [
        filter(&visit, &fields),
        section("Came back after they were resolved", &table_of("Groups that came back", &back)),
        section_or(
            "Last seen first",
            &table_of("Error groups", &found.results),
            "No error group is like that.",
        ),
        pages(&found),
    ]
    .concat();
    Ok(page(&visit, "Error groups", &body))
}

/// A table of error groups, each with its page; no two of a page have one name.
pub(super) fn table_of(name: &str, all: &[StoredPattern]) -> String {
    let rows = all.iter().map(|group| {
        vec![
            link(&format!("/groups/{}", group.id), &quote(group.group.label())),
            or_dash((!group.group.sample.is_empty()).then(|| quote(&group.group.sample))),
            service_link(&group.service),
            state(group),
            count(group.group.errors_last_day),
            time(group.group.last_seen),
            or_dash(group.assignee.as_ref().map(|who| escape(who))),
        ]
    });
    named_table(name, &COLUMNS, rows)
}

/// Where it stands: what people decided, and what its numbers say.
fn state(group: &StoredPattern) -> String {
    if let Some(at) = group.regressed_at {
        return format!("<b class=\"high\">regressed</b> {}", time(at));
    }
    let found = group.state.map(|state| format!("<b class=\"medium\">{}</b>", state.name()));
    let handled = match (group.resolved_at, group.ignored_until.filter(|until| *until > now())) {
        (Some(_), _) => Some("resolved".to_owned()),
        (None, Some(until)) if until >= for_ever() => Some("ignored for ever".to_owned()),
        (None, Some(until)) => Some(format!("ignored until {}", time(until))),
        (None, None) => None,
    };
    let both: Vec<String> = [found, handled].into_iter().flatten().collect();
    if both.is_empty() { "as usual".to_owned() } else { both.join(", ") }
}

/// That a group came back, in words.
pub(super) fn regression(group: &StoredPattern, at: Timestamp) -> String {
    let of = |release: &Option<String>| {
        release.as_ref().map_or_else(String::new, |release| format!(" in {}", escape(release)))
    };
    let resolved = group.resolved_at.map_or_else(String::new, |at| format!(" on {}", time(at)));
    let by = group.resolved_by.as_ref().map_or_else(String::new, |who| format!(" by {}", escape(who)));
    format!(
        "resolved{}{resolved}{by}, and back{} since {}: a regression",
        of(&group.resolved_in),
        of(&group.regressed_in),
        time(at)
    )
}

async fn one(visit: Visit, id: Id) -> Answered<Response> {
    let Json(detail) = events::pattern(visit.caller.clone(), id).await?;
    let members = visit.caller.tenant.merged_patterns(id.0).await?;
    let group = &detail.pattern;
    let whole = match group.merged_into {
        Some(into) => visit.caller.tenant.pattern(into).await?,
        None => None,
    };
    let sum = |own: u64, of: fn(&StoredPattern) -> u64| own + members.iter().map(of).sum::<u64>();
    let known = facts(&[
        ("Service", Some(service_link(&group.service))),
        ("State", Some(state(group))),
        ("Regression", group.regressed_at.map(|at| regression(group, at))),
        (
            "Shown with",
            whole.as_ref().map(|of| link(&format!("/groups/{}", of.id), &quote(of.group.label()))),
        ),
        ("Errors, 24 h", Some(count(sum(group.group.errors_last_day, |one| one.group.errors_last_day)))),
        ("Errors in the history looked at", Some(count(sum(group.group.errors, |one| one.group.errors)))),
        ("First seen", Some(time(group.group.first_seen))),
        ("Last seen", Some(time(group.group.last_seen))),
        ("Whose", group.assignee.as_ref().map(|who| escape(who))),
        (
            "Resolved",
            group.resolved_at.filter(|_| group.regressed_at.is_none()).map(|at| resolved(group, at)),
        ),
        ("Cause", group.cause.as_ref().map(|text| escape(text))),
        ("What helped", group.resolution.as_ref().map(|text| escape(text))),
    ]);
    let message = match group.group.sample.as_str() {
        "" => String::new(),
        sample => format!("<p>{}</p>\n", quote(sample)),
    };
    let others = visit.caller.tenant.commonest_patterns(&group.service, OTHERS).await?;
    let merged = section("Shown with it", &table_of("Groups shown with it", &members));
    let body = [
        format!("{message}{known}"),
        forms(&visit, group, &others),
        section_or("Trace", &trace(&detail.events), "None of its newest events has a trace."),
        section_or("Newest events", &newest(&detail.events), "No event of it is kept any more."),
        merged,
        section("Anomalies", &anomalies::table_of(&detail.anomalies)),
    ]
    .concat();
    Ok(page(&visit, &title(group), &body))
}

fn title(group: &StoredPattern) -> String {
    let label: String = group.group.label().chars().take(80).collect();
    format!("Error group {label}")
}

fn resolved(group: &StoredPattern, at: Timestamp) -> String {
    let release = group.resolved_in.as_ref().map_or_else(String::new, |of| format!(", in {}", escape(of)));
    format!("{}{release} by {}", time(at), escape(group.resolved_by.as_deref().unwrap_or("somebody")))
}

fn trace(events: &[Event]) -> String {
    let newest = events.iter().find_map(|event| event.stack_trace.as_ref());
    newest.map_or_else(String::new, |trace| {
        format!(
            "<pre role=\"region\" tabindex=\"0\" aria-label=\"Trace of the newest event that has one\">{}</pre>\n",
            lines(trace, TRACE_LINES)
        )
    })
}

const EVENT_COLUMNS: [Column; 6] = [
    Column::Text("when"),
    Column::Text("how bad"),
    Column::Text("message"),
    Column::Text("release"),
    Column::Text("endpoint"),
    Column::Text("request"),
];

fn newest(events: &[Event]) -> String {
    let text = |text: &Option<String>| or_dash(text.as_ref().map(|text| quote(text)));
    let rows = events.iter().take(EVENTS).map(|event| {
        vec![
            time(event.timestamp),
            or_dash(event.severity.map(super::markup::severity)),
            text(&event.message),
            text(&event.release),
            text(&event.endpoint),
            text(&event.request_id),
        ]
    });
    named_table("Newest events", &EVENT_COLUMNS, rows)
}
