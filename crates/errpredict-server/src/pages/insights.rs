//! Insights: what it means, for people who read no logs, and how far people are with it. The forms call the routes of the API.

use axum::Json;
use axum::response::Response;
use errpredict::insight::{InsightSeverity, InsightStatus, InsightType};
use errpredict_io::html::draw::{Column, cell, escape, list, named_table, or_dash};
use errpredict_store::{StoredInsight, lists};

use super::form::Form;
use super::frame::page;
use super::markup::{
    back, choice, facts, filter, folded, form, link, pages, scope, section, section_or, text_field, time,
    words,
};
use super::visit::Visit;
use crate::clock::now;
use crate::extract::{Body, Id};
use crate::problem::Answered;
use crate::role::Role;
use crate::route::{OPERATOR, Route, VIEWER};
use crate::routes::insights;

const COLUMNS: [Column; 6] = [
    Column::Text("how much it matters"),
    Column::Text("of"),
    Column::Text("what"),
    Column::Text("kind"),
    Column::Text("found"),
    Column::Text("state"),
];
const WHICH: &[(&str, &str)] = &[("all", "all, those that are over too")];
/// Anomalies that are linked as what an insight rests on.
const MOST_LINKS: usize = 8;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/insights", VIEWER, "Insights that hold, the newest first.", show),
        Route::page("/insights/{id}", VIEWER, "An insight with its evidence and what to do.", one),
        Route::form(
            "/insights/{id}/acknowledge",
            OPERATOR,
            "Says that somebody looks after an insight.",
            acknowledge,
        ),
        Route::form("/insights/{id}/resolve", OPERATOR, "Says that an insight is dealt with.", resolve),
        Route::form("/insights/{id}/leave", OPERATOR, "Leaves it as it is, on purpose.", leave),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let which = asked("which");
    let listing = if which == "all" { &lists::INSIGHTS } else { &lists::ACTIVE_INSIGHTS };
    let found = visit.list::<StoredInsight>(listing, &[], &["which"]).await?;
    let kinds: Vec<(&str, String)> =
        InsightType::ALL.iter().map(|kind| (kind.name(), words(kind.name()))).collect();
    let kinds: Vec<(&str, &str)> = kinds.iter().map(|(name, words)| (*name, words.as_str())).collect();
    let severities: Vec<(&str, &str)> =
        InsightSeverity::ALL.iter().rev().map(|one| (one.name(), one.name())).collect();
    let fields = [
        choice("which", "Which", "those that hold", WHICH, &which),
        choice("insight_type", "Kind", "any", &kinds, &asked("insight_type")),
        choice("severity", "How much it matters", "any", &severities, &asked("severity")),
        text_field("service", "Service", &asked("service"), ""),
    ]
    .concat();
    let body = format!(
        "{}{}{}",
        filter(&visit, &fields),
        section_or("Found", &table_of(&found.results), "No insight is like that."),
        pages(&found)
    );
    Ok(page(&visit, "Insights", &body))
}

/// A table of insights, each with its page.
fn table_of(all: &[StoredInsight]) -> String {
    let rows = all.iter().map(|insight| {
        vec![
            severity(insight.found.severity),
            scope(&insight.found.scope),
            link(&format!("/insights/{}", insight.id), &cell(&insight.found.title)),
            words(insight.found.insight_type.name()),
            time(insight.found.at),
            state(insight),
        ]
    });
    named_table("Insights", &COLUMNS, rows)
}

fn severity(severity: InsightSeverity) -> String {
    let class = match severity {
        InsightSeverity::Critical => "critical",
        InsightSeverity::Warning => "medium",
        InsightSeverity::Info => "info",
    };
    format!("<b class=\"{class}\">{severity}</b>")
}

fn is_open(insight: &StoredInsight) -> bool {
    !matches!(insight.found.status, InsightStatus::Resolved | InsightStatus::WontFix)
}

fn state(insight: &StoredInsight) -> String {
    let is_over = is_open(insight) && insight.found.expires <= now();
    let over = if is_over { ", no longer holds" } else { "" };
    format!("{}{over}", words(insight.found.status.name()))
}

async fn one(visit: Visit, id: Id) -> Answered<Response> {
    let Json(insight) = insights::detail(visit.caller.clone(), id).await?;
    let found = &insight.found;
    let actions: Vec<String> = found.actions.iter().map(|kind| words(kind.name())).collect();
    let known = facts(&[
        ("Where", Some(scope(&found.scope))),
        ("Kind", Some(words(found.insight_type.name()))),
        ("How much it matters", Some(severity(found.severity))),
        ("Chance brings it", found.chance.map(|chance| escape(&chance.to_string()))),
        ("What it costs or would save", Some(or_dash(text(&found.impact)))),
        ("Work", Some(words(found.effort.name()))),
        ("Found", Some(time(found.at))),
        ("Holds until", Some(time(found.expires))),
        ("State", Some(state(&insight))),
        ("Whose", insight.assignee.as_ref().map(|who| escape(who))),
        ("Notes", text(&insight.notes)),
        ("Dealt with", insight.resolved_at.map(time)),
    ]);
    let evidence = list("", found.evidence.iter().map(|line| escape(&line.statement)));
    let body = [
        format!("<p><b>{}</b></p>\n<p>{}</p>\n", escape(&found.title), escape(&found.description)),
        known,
        forms(&visit, &insight),
        section_or("Evidence", &evidence, "It is a count or a forecast, and rests on no test."),
        section("What one could do", &list("", actions.into_iter())),
        section("What it rests on", &rests_on(&visit, &insight).await?),
    ]
    .concat();
    Ok(page(&visit, "Insight", &body))
}

/// A text that may be empty, as markup.
fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| escape(text))
}

/// The anomalies behind it that are still stored. Forecasts have no page by their key.
async fn rests_on(visit: &Visit, insight: &StoredInsight) -> Answered<String> {
    let mut links = Vec::new();
    for key in insight.found.because.iter().take(MOST_LINKS) {
        if let Some(anomaly) = visit.caller.tenant.anomaly_of_key(key).await? {
            links.push(link(&format!("/anomalies/{}", anomaly.id), &escape(&anomaly.found.what())));
        }
    }
    Ok(list("", links.into_iter()))
}

/// The steps that are open from where it stands; the store decides, whatever is shown here.
fn forms(visit: &Visit, insight: &StoredInsight) -> String {
    if !visit.may(Role::Operator) || !is_open(insight) {
        return String::new();
    }
    let step = |name: &str, fields: &str, button: &str| {
        form(visit, &format!("/insights/{}/{name}", insight.id), fields, button)
    };
    let notes = || text_field("notes", "Note", "", "maxlength=\"2000\"");
    let whose = insight.assignee.as_deref().unwrap_or(&visit.caller.name);
    let take = match insight.found.status {
        InsightStatus::New => {
            let fields = text_field("assignee", "Whose", whose, "maxlength=\"255\"") + &notes();
            step("acknowledge", &fields, "I have seen it")
        }
        _ => String::new(),
    };
    [
        take,
        folded("It is dealt with", &step("resolve", &notes(), "Resolve")),
        folded("Leave it as it is", &step("leave", &notes(), "Leave it")),
    ]
    .concat()
}

const INSIGHTS: &str = "/insights";

async fn acknowledge(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    let said = insights::Acknowledged { assignee: form.text("assignee"), notes: form.text("notes") };
    insights::acknowledge(visit.caller, id, Body(said)).await.map(drop)?;
    back(&form, INSIGHTS, "acknowledged")
}

async fn resolve(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    let said = insights::Resolved { notes: form.text("notes"), wont_fix: false };
    insights::resolve(visit.caller, id, Body(said)).await.map(drop)?;
    back(&form, INSIGHTS, "dealt_with")
}

async fn leave(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    let said = insights::Resolved { notes: form.text("notes"), wont_fix: true };
    insights::resolve(visit.caller, id, Body(said)).await.map(drop)?;
    back(&form, INSIGHTS, "left")
}
