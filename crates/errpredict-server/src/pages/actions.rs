//! Actions: what to do and why, and whether it may be done. Whether a step is open is decided by the store, as by the core.

use axum::Json;
use axum::response::Response;
use errpredict::action::{ActionStatus, Move};
use errpredict::numbers::duration;
use errpredict_io::html::draw::{Column, escape, list, named_table, or_dash, quote};
use errpredict_store::{StoredAction, StoredActionRun, lists};
use serde_json::Value;

use super::feedback::feedback;
use super::form::Form;
use super::frame::page;
use super::markup::{
    back, choice, facts, filter, form, link, pages, scope, section, section_or, text_field, time, words,
};
use super::visit::Visit;
use crate::extract::Id;
use crate::problem::Answered;
use crate::role::Role;
use crate::route::{APPROVER, OPERATOR, Route, VIEWER};
use crate::routes::actions;

const COLUMNS: [Column; 5] = [
    Column::Text("how soon"),
    Column::Text("service"),
    Column::Text("what"),
    Column::Text("state"),
    Column::Text("advised"),
];
const RUNS: [Column; 5] = [
    Column::Text("what"),
    Column::Text("of whom"),
    Column::Text("state"),
    Column::Text("when"),
    Column::Text("what it said"),
];
const WHICH: &[(&str, &str)] = &[("open", "not come to their end"), ("waiting", "to be decided or to run")];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/actions", VIEWER, "Actions, the most urgent first.", show),
        Route::page("/actions/{id}", VIEWER, "An action with its reasons and its steps.", one),
        Route::form("/actions/{id}/approve", APPROVER, "Approves an action.", approve),
        Route::form("/actions/{id}/reject", APPROVER, "Refuses an action.", reject),
        Route::form("/actions/{id}/skip", OPERATOR, "Drops an action that is not needed any more.", skip),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let which = visit.asked("which");
    let all = visit.here.query().is_some_and(|query| query.contains("which="));
    let listing = match (which.as_deref(), all) {
        (Some("waiting"), _) => &lists::PENDING,
        (None, true) => &lists::ACTIONS,
        _ => &lists::BY_PRIORITY,
    };
    let found = visit.list::<StoredAction>(listing, &[], &["which"]).await?;
    let chosen = which.as_deref().unwrap_or(if all { "" } else { "open" });
    let fields = choice("which", "Which", "all", WHICH, chosen)
        + &text_field("service", "Service", &visit.asked("service").unwrap_or_default(), "");
    let body = format!(
        "{}{}{}",
        filter(&visit, &fields),
        section_or("Advised", &table_of(&found.results), "Nothing is advised that is like that."),
        pages(&found)
    );
    Ok(page(&visit, "Actions", &body))
}

/// A table of actions, each with its page.
pub(super) fn table_of(all: &[StoredAction]) -> String {
    let rows = all.iter().map(|action| {
        let class = action.advised.priority;
        vec![
            format!("<b class=\"{class}\">{class}</b>"),
            scope(&action.advised.scope),
            link(&format!("/actions/{}", action.id), &escape(&action.advised.title)),
            words(action.advised.status.name()),
            time(action.advised.at),
        ]
    });
    named_table("Actions", &COLUMNS, rows)
}

async fn one(visit: Visit, id: Id) -> Answered<Response> {
    let Json(detail) = actions::detail(visit.caller.clone(), id).await?;
    let action = &detail.action;
    let advised = &action.advised;
    let by =
        |who: &Option<String>| who.as_ref().map_or_else(String::new, |who| format!(" by {}", escape(who)));
    let known = facts(&[
        ("Where", Some(scope(&advised.scope))),
        ("State", Some(words(advised.status.name()))),
        ("Kind", Some(words(advised.action_type.name()))),
        ("On", advised.target.as_ref().map(|target| escape(target))),
        ("How soon", Some(advised.priority.to_string())),
        (
            "Work",
            Some(format!(
                "{}, about {}",
                words(advised.difficulty.name()),
                duration(i64::from(advised.seconds) * 1_000)
            )),
        ),
        ("Without a person", Some(words(advised.unattended.name()))),
        ("Can be taken back", Some(words(advised.reversibility.name()))),
        ("Chance brings the trouble", advised.chance.map(|chance| escape(&chance.to_string()))),
        ("Advised", Some(time(advised.at))),
        ("Approved", action.approved_at.map(|at| time(at) + &by(&action.approved_by))),
        ("Planned for", action.scheduled_for.map(time)),
        ("Ran", action.executed_at.map(|at| time(at) + &by(&action.executed_by))),
        ("What came of it", action.result.as_ref().map(|result| escape(&result.to_string()))),
    ]);
    let why = list("", advised.evidence.iter().map(|line| escape(&line.statement)));
    let mut shows: Vec<String> = advised.dry_run_shows.iter().map(|line| escape(line)).collect();
    shows.extend(detail.dry_run.as_ref().map(|said| format!("its executor says: {}", quote(&plain(said)))));
    let dry_run = list("", shows.into_iter());
    let body = [
        format!("<p><b>{}</b></p>\n{}{known}", escape(&advised.title), forms(&visit, action)),
        section_or("Why", &why, "It rests on no evidence that is kept."),
        section("A dry run shows", &dry_run),
        section("What its executor was asked for", &runs_of(&detail.runs)),
        section("What it achieved", &detail.measured_effect.as_ref().map_or_else(String::new, achieved)),
        section("What people said", &feedback(&detail.feedback)),
    ]
    .concat();
    Ok(page(&visit, "Action", &body))
}

/// A text as it is, anything else as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn runs_of(all: &[StoredActionRun]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let rows = all.iter().map(|run| {
        let said = run.error.clone().or_else(|| run.answer.as_ref().map(plain));
        let tries = if run.attempts > 1 { format!(", {} times", run.attempts) } else { String::new() };
        vec![
            words(run.kind.name()),
            quote(&run.executor),
            words(&run.status) + &tries,
            time(run.ended_at.or(run.started_at).unwrap_or(run.due_at)),
            or_dash(said.map(|said| quote(&said))),
        ]
    });
    named_table("Runs", &RUNS, rows)
}

/// What came after it against what would have come; where there was nothing to compare it with, why.
fn achieved(effect: &Value) -> String {
    let number = |name: &str| effect[name].as_f64().map(|number| format!("{number:.1}"));
    let hours = effect["hours"].as_u64().unwrap_or_default();
    let mut lines = Vec::new();
    if let Some(seen) = number("seen") {
        lines.push(format!("{seen} errors in the {hours} hours after it"));
    }
    if let Some(forecast) = number("forecast") {
        lines.push(format!("{forecast} would have come without it"));
    }
    if let Some(prevented) = number("errors_prevented") {
        lines.push(format!("{prevented} errors did not come"));
    }
    if let Some(why) = effect["nothing_to_compare_with"].as_str() {
        lines.push(format!("nothing to compare it with: {}", escape(why)));
    }
    list("", lines.into_iter())
}

/// Whether a button makes sense where an action stands; the store decides, whatever is shown here.
fn is_open(action: &StoredAction, asked: Move) -> bool {
    use ActionStatus as S;
    let waits = matches!(action.advised.status, S::Recommended | S::ManualReview);
    let is_planned = matches!(action.advised.status, S::Approved | S::Scheduled);
    match asked {
        Move::Approve => waits,
        _ => waits || is_planned,
    }
}

fn forms(visit: &Visit, action: &StoredAction) -> String {
    let step = |role: Role, asked: Move, button: &str| {
        if !visit.may(role) || !is_open(action, asked) {
            return String::new();
        }
        form(visit, &format!("/actions/{}/{asked}", action.id), "", button)
    };
    step(Role::Approver, Move::Approve, "Approve")
        + &step(Role::Approver, Move::Reject, "Reject")
        + &step(Role::Operator, Move::Skip, "Not needed any more")
}

async fn approve(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    actions::approve(visit.caller, id).await.map(drop)?;
    back(&form, "/actions", "approved")
}

async fn reject(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    actions::reject(visit.caller, id).await.map(drop)?;
    back(&form, "/actions", "rejected")
}

async fn skip(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    actions::skip(visit.caller, id).await.map(drop)?;
    back(&form, "/actions", "skipped")
}
