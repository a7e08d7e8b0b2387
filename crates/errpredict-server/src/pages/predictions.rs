//! Predictions, and how far their words can be trusted.

use axum::Json;
use axum::response::Response;
use errpredict::numbers::{count, percent};
use errpredict::predict::Reliability;
use errpredict::time::DAY_MS;
use errpredict_io::html::draw::{
    Column, PREDICTION_COLUMNS, escape, list, named_table, prediction_row, reliability_curve,
};
use errpredict_store::{Outcome, StoredPrediction, lists};

use super::feedback::feedback;
use super::form::Form;
use super::frame::page;
use super::markup::{
    SEVERITIES, back, choice, facts, filter, form, link, pages, scope, section, section_or, text_field, time,
};
use super::visit::Visit;
use crate::clock::now;
use crate::extract::{Body, Id};
use crate::problem::Answered;
use crate::role::Role;
use crate::route::{OPERATOR, Route, VIEWER};
use crate::routes::predictions;

/// Days of outcomes that the curve is made of.
const DAYS: i64 = 30;
/// Outcomes looked at.
const MOST: u16 = 20_000;
/// Groups of the curve.
const BINS: usize = 10;
/// Fewer outcomes make no curve.
const FEWEST: usize = 50;
/// Hours of predictions that are listed unless others are asked for.
const HOURS: &[(&str, &str)] = &[("24", "a day"), ("168", "a week"), ("720", "30 days")];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/predictions", VIEWER, "What is foreseen, and whether what was foreseen came.", show),
        Route::page("/predictions/{id}", VIEWER, "A prediction with what moved it and what came of it.", one),
        Route::form("/predictions/{id}/occurred", OPERATOR, "Says that it came.", occurred),
        Route::form("/predictions/{id}/not-occurred", OPERATOR, "Says that it did not come.", did_not_occur),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let (tenant, at) = (&visit.caller.tenant, now());
    let found = visit.list::<StoredPrediction>(&lists::PREDICTIONS, &[], &[]).await?;
    let risks = tenant.high_risk_predictions(at, 20).await?;
    let outcomes = tenant.outcomes(at.plus_ms(-DAYS * DAY_MS), MOST).await?;
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let only = asked("high_probability_only");
    let hours = visit.asked("hours").unwrap_or_else(|| "24".to_owned());
    let fields = [
        choice("hours", "Said within", "", HOURS, &hours),
        choice("severity", "How bad", "any", SEVERITIES, &asked("severity")),
        choice("high_probability_only", "Alerts", "", &[("false", "all"), ("true", "alerts alone")], &only),
        text_field("service", "Service", &asked("service"), ""),
    ]
    .concat();
    let body = [
        section_or(
            "With an alert, and not due yet",
            &table_of("Predictions with an alert", &risks),
            "Nothing is foreseen that raises an alert.",
        ),
        section("Can they be trusted?", &reliability(&outcomes)),
        section_or(
            "Said",
            &format!(
                "{}{}{}",
                filter(&visit, &fields),
                table_of("Predictions", &found.results),
                pages(&found)
            ),
            "",
        ),
    ]
    .concat();
    Ok(page(&visit, "Predictions", &body))
}

/// A table of predictions, each with its page.
pub(super) fn table_of(name: &str, all: &[StoredPrediction]) -> String {
    let mut columns = vec![Column::Text("service")];
    columns.extend(PREDICTION_COLUMNS);
    columns.push(Column::Text("what came"));
    let rows = all.iter().map(|prediction| {
        let mut cells = prediction_row(&prediction.said);
        cells[0] = link(&format!("/predictions/{}", prediction.id), &cells[0]);
        cells.insert(0, scope(&prediction.said.scope));
        cells.push(came(prediction));
        cells
    });
    named_table(name, &columns, rows)
}

fn came(prediction: &StoredPrediction) -> String {
    match (prediction.actually_occurred, prediction.was_correct) {
        (Some(true), _) => "it came".to_owned(),
        (Some(false), _) => "it did not come".to_owned(),
        (None, _) => format!("due {}", time(prediction.due_at)),
    }
}

/// How often what was said came, over the last weeks.
pub(super) fn reliability(all: &[Outcome]) -> String {
    if all.len() < FEWEST {
        return format!(
            "<p class=\"quiet\">Of {} predictions of the last {DAYS} days it is known whether they came: too few to say how far they can \
             be trusted.</p>\n",
            count(all.len() as u64)
        );
    }
    let probabilities: Vec<f64> = all.iter().map(|one| one.probability).collect();
    let labels: Vec<bool> = all.iter().map(|one| one.came).collect();
    let times: Vec<_> = all.iter().map(|one| one.at).collect();
    let horizon = all.iter().map(|one| one.horizon_ms).max().unwrap_or_default();
    let curve = Reliability::of_times(&probabilities, &labels, (&times, horizon), BINS);
    let said = probabilities.iter().sum::<f64>() / all.len() as f64;
    let came = labels.iter().filter(|label| **label).count() as f64 / all.len() as f64;
    format!(
        "<p>Of the {} newest predictions of the last {DAYS} days of which it is known, {} came; {} was said on average.</p>\n{}\
         <p class=\"quiet\">In {BINS} groups of equal size by what was said. On the line, what was said is what came; the bars hold the \
         true rate of a group with 95 % confidence, predictions of one time counted for what they are worth.</p>\n",
        count(all.len() as u64),
        percent(came),
        percent(said),
        reliability_curve(&curve.bins),
    )
}

async fn one(visit: Visit, id: Id) -> Answered<Response> {
    let Json(detail) = predictions::detail(visit.caller.clone(), id).await?;
    let prediction = &detail.prediction;
    let said = &prediction.said;
    let known = facts(&[
        ("Where", Some(scope(&said.scope))),
        ("Said", Some(time(said.at))),
        ("Due", Some(time(prediction.due_at))),
        (
            "Probability",
            Some(format!(
                "{}, {} to {}",
                percent(said.probability),
                percent(said.lower),
                percent(said.upper)
            )),
        ),
        ("Usually", said.usual.map(percent)),
        ("Alert", Some(if said.alert { "yes" } else { "no" }.to_owned())),
        ("What came", Some(came(prediction))),
        ("When it came", prediction.occurred_at.map(time)),
    ]);
    let moved = said.factors.iter().map(|factor| {
        let way = if factor.contribution > 0.0 { "raised" } else { "lowered" };
        format!("<b>{}</b> {way} it: {}", escape(&factor.factor), escape(&factor.words))
    });
    let body = [
        known,
        forms(&visit, prediction),
        section("In the report's words", &table_of("This prediction", std::slice::from_ref(prediction))),
        section_or(
            "What moved it",
            &list("", moved),
            "It is the share of the past alone: nothing of the present moved it.",
        ),
        section("What people said", &feedback(&detail.feedback)),
    ]
    .concat();
    Ok(page(&visit, "Prediction", &body))
}

fn forms(visit: &Visit, prediction: &StoredPrediction) -> String {
    if prediction.resolved_at.is_some() || !visit.may(Role::Operator) {
        return String::new();
    }
    let step =
        |name: &str, button: &str| form(visit, &format!("/predictions/{}/{name}", prediction.id), "", button);
    step("occurred", "It came") + &step("not-occurred", "It did not come")
}

async fn occurred(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    predictions::occurred(visit.caller, id, Body(predictions::Occurred::default())).await.map(drop)?;
    back(&form, "/predictions", "occurred")
}

async fn did_not_occur(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    predictions::did_not_occur(visit.caller, id).await.map(drop)?;
    back(&form, "/predictions", "not_occurred")
}
