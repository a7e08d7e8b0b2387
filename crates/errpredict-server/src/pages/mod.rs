//! The dashboard: pages for people, rendered here from the parts of the report, live by events that the server sends.
//!
//! A page is one file with its routes and one line below. It asks the store, or calls the function of the API's own route, so that a page
//! and the API never differ; it holds no rule of its own. Whoever comes without a session is sent to sign in; every form carries a token
//! of its session (`form.rs`), and the browser is told to run and show nothing but what the program holds (`frame.rs`).
//!
//! # Adding a page
//! A file with `pub(super) fn routes`, a line in [`routes`], and, where it is to stand in the menu, one in `frame.rs`.

mod actions;
mod alerts;
mod anomalies;
mod assets;
mod audit;
mod causes;
mod cookie;
mod fault;
mod feedback;
mod forecasts;
mod form;
mod frame;
mod group_forms;
mod groups;
mod insights;
mod jobs;
mod markup;
mod models;
mod predictions;
mod service;
mod services;
mod session;
mod signed;
mod summary;
mod visit;

pub(crate) use fault::as_page;
pub(crate) use form::{MOST_FORM, checked};
pub(crate) use session::visitor;
pub(crate) use signed::ended_at_provider;

use crate::route::Route;

/// Every page.
pub(crate) fn routes() -> Vec<Route> {
    [
        session::routes,
        assets::routes,
        summary::routes,
        services::routes,
        service::routes,
        anomalies::routes,
        predictions::routes,
        forecasts::routes,
        causes::routes,
        insights::routes,
        groups::routes,
        group_forms::routes,
        actions::routes,
        alerts::routes,
        models::routes,
        jobs::routes,
        audit::routes,
    ]
    .into_iter()
    .flat_map(|of| of())
    .collect()
}
