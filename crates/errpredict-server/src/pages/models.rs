//! Models: which answer, how good they are and were, and how far their probabilities can be taken at their word.

use axum::Json;
use axum::response::Response;
use errpredict::numbers::{count, percent};
use errpredict_io::html::draw::{Column, cell, escape, named_table, or_dash};
use errpredict_store::{Evaluation, StoredFeature, StoredModel, StoredTraining, lists};

use super::form::Form;
use super::frame::page;
use super::markup::{back, choice, facts, filter, form, link, pages, section_or, service_link, time, words};
use super::visit::Visit;
use crate::extract::Id;
use crate::problem::Answered;
use crate::role::Role;
use crate::route::{APPROVER, Route, VIEWER};
use crate::routes::models;

const COLUMNS: [Column; 6] = [
    Column::Text("model"),
    Column::Text("stage"),
    Column::Text("of"),
    Column::Text("method"),
    Column::Number("calibration error"),
    Column::Text("trained"),
];
const STAGES: &[(&str, &str)] =
    &[("active", "answers"), ("shadow", "is tried beside it"), ("archived", "laid aside")];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/models", VIEWER, "Models, the newest first.", show),
        Route::page("/models/{id}", VIEWER, "A model with its figures, features and trainings.", one),
        Route::form(
            "/models/{id}/promote",
            APPROVER,
            "Lets a model answer in place of the one that does.",
            promote,
        ),
        Route::form("/models/{id}/rollback", APPROVER, "Lets the model before it answer again.", roll_back),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let found = visit.list::<StoredModel>(&lists::MODELS, &[], &[]).await?;
    let stage = visit.asked("stage").unwrap_or_default();
    let nothing = "No model is kept: until one is trained, analyses learn their own each time, or answer with the share of the past.";
    let body = format!(
        "{}{}{}",
        filter(&visit, &choice("stage", "Stage", "any", STAGES, &stage)),
        section_or("Kept", &table_of(&found.results), nothing),
        pages(&found)
    );
    Ok(page(&visit, "Models", &body))
}

fn table_of(all: &[StoredModel]) -> String {
    let rows = all.iter().map(|one| {
        vec![
            link(&format!("/models/{}", one.id), &format!("{} {}", cell(&one.model.name), one.version)),
            words(&one.stage),
            one.model.service.as_ref().map_or_else(|| "all services".to_owned(), |name| service_link(name)),
            words(&one.model.algorithm),
            or_dash(one.model.figures.ece.map(|value| format!("{value:.3}"))),
            or_dash(one.last_trained_at.map(time)),
        ]
    });
    named_table("Models", &COLUMNS, rows)
}

async fn one(visit: Visit, id: Id) -> Answered<Response> {
    let Json(detail) = models::detail(visit.caller.clone(), id).await?;
    let Json(performance) = models::performance(visit.caller.clone(), id).await?;
    let model = &detail.model;
    let share = |value: Option<f64>| value.map(percent);
    let number = |value: Option<f64>| value.map(|value| format!("{value:.3}"));
    let figures = &model.model.figures;
    let known = facts(&[
        ("Version", Some(model.version.to_string())),
        ("Stage", Some(words(&model.stage))),
        ("For", Some(words(model.model.model_type.name()))),
        (
            "Of",
            Some(
                model
                    .model
                    .service
                    .as_ref()
                    .map_or_else(|| "all services".to_owned(), |name| service_link(name)),
            ),
        ),
        ("Method", Some(words(&model.model.algorithm))),
        ("Fitted on", model.model.sample_count.map(|n| format!("{} rows", count(n.unsigned_abs())))),
        ("Trained", model.last_trained_at.map(time)),
        ("Alarms that were right", share(figures.precision)),
        ("Trouble that was foreseen", share(figures.recall)),
        ("Brier score", number(figures.brier)),
        ("Expected calibration error", number(figures.ece)),
        (
            "Right in the last seven days",
            performance.trend.as_ref().and_then(|trend| share(trend.accuracy_7d)),
        ),
    ]);
    let body = [
        known,
        forms(&visit, model),
        section_or(
            "Calibration and quality on data it had not seen",
            &evaluations(&performance.evaluations),
            "It was never tried.",
        ),
        section_or("What it relies on", &features(&detail.features), "What it relies on is not kept."),
        section_or("Trainings", &trainings(&detail.trainings), "No training of it is kept."),
    ]
    .concat();
    Ok(page(&visit, &format!("Model {}", model.model.name), &body))
}

fn evaluations(all: &[Evaluation]) -> String {
    let columns = [
        Column::Text("on"),
        Column::Number("rows"),
        Column::Number("precision"),
        Column::Number("recall"),
        Column::Number("PR-AUC"),
        Column::Number("Brier"),
        Column::Number("calibration error"),
    ];
    let number = |value: Option<f64>| or_dash(value.map(|value| format!("{value:.3}")));
    let rows = all.iter().map(|one| {
        vec![
            cell(&one.dataset),
            or_dash(one.samples.map(|n| count(n.unsigned_abs()))),
            number(one.precision),
            number(one.recall),
            number(one.pr_auc),
            number(one.brier),
            number(one.ece),
        ]
    });
    named_table("Evaluations", &columns, rows)
}

fn features(all: &[StoredFeature]) -> String {
    let columns = [Column::Text("feature"), Column::Number("counts"), Column::Number("drift (PSI)")];
    let rows = all.iter().map(|one| {
        let psi = one.psi.map(|psi| format!("{psi:.2}"));
        vec![cell(&one.name), or_dash(one.importance.map(percent)), or_dash(psi)]
    });
    named_table("Features", &columns, rows)
}

fn trainings(all: &[StoredTraining]) -> String {
    let columns =
        [Column::Text("began"), Column::Text("state"), Column::Number("rows"), Column::Text("why it failed")];
    let rows = all.iter().map(|one| {
        vec![
            time(one.started_at),
            words(one.status.name()),
            or_dash(one.samples.map(|n| count(n.unsigned_abs()))),
            or_dash(one.failure_reason.as_ref().map(|why| escape(why))),
        ]
    });
    named_table("Trainings", &columns, rows)
}

fn forms(visit: &Visit, model: &StoredModel) -> String {
    if !visit.may(Role::Approver) {
        return String::new();
    }
    let step = |name: &str, button: &str| form(visit, &format!("/models/{}/{name}", model.id), "", button);
    match model.stage.as_str() {
        "active" => step("rollback", "Let the one before it answer again"),
        _ => step("promote", "Let it answer"),
    }
}

async fn promote(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    models::promote(visit.caller, id).await.map(drop)?;
    back(&form, "/models", "promoted")
}

async fn roll_back(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    models::roll_back(visit.caller, id).await.map(drop)?;
    back(&form, "/models", "rolled_back")
}
