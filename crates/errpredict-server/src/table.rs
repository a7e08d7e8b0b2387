//! The table of routes: every path there is, and the role it needs. Nothing is served that does not stand here.

use std::sync::OnceLock;

use axum::extract::{Request, State};
use errpredict_store::{
    AuditEntry, Dashboard, DayOfModel, Evaluation, EventStats, Principal, ServiceInsights,
    ServicePredictions, StoredAction, StoredAnomaly, StoredEvent, StoredFeature, StoredFeedback,
    StoredForecast, StoredInsight, StoredKey, StoredModel, StoredNotification, StoredPattern,
    StoredPrediction, StoredRootCauses, StoredRun, StoredTraining, lists,
};
use errpredict_wire::{OPERATIONS, Operation};

use crate::app::Shared;
use crate::auth::Back;
use crate::caller::Caller;
use crate::ingest::otlp::Signal;
use crate::page::PageOf;
use crate::route::Kept::{Features, Predictions};
use crate::route::Repeats::{Harmless, Refused};
use crate::route::Who::Anybody;
use crate::route::{ADMIN, APPROVER, OPERATOR, Route, VIEWER};
use crate::routes::{
    actions, analysis, anomalies, compute, configuration, deliveries, events, feedback, feedback_link,
    forecasts, groups, incoming, ingest, insights, jobs, models, oidc, operations, people, predictions,
    preview, protocols, sign_in, stream, training,
};

/// Every route.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = vec![
        Route::list::<StoredModel>("models/", "Models.", &lists::MODELS),
        Route::get(
            "models/{id}/",
            VIEWER,
            "A model with its last evaluation, features and trainings.",
            models::detail,
        )
        .answers::<models::ModelDetail>(),
        Route::get("models/{id}/performance/", VIEWER, "How good a model is, and was.", models::performance)
            .answers::<models::Performance>(),
        Route::get(
            "models/{id}/features/",
            VIEWER,
            "Features of a model, those that count most first.",
            models::features,
        )
        .pages::<StoredFeature>()
        .kept(Features),
        Route::get("models/{id}/training-history/", VIEWER, "Trainings of a model.", models::trainings)
            .pages::<StoredTraining>(),
        Route::get("models/{id}/evaluations/", VIEWER, "Evaluations of a model.", models::evaluations)
            .pages::<Evaluation>(),
        Route::get(
            "models/{id}/calibration/",
            VIEWER,
            "How far its probabilities can be taken at their word.",
            models::calibration,
        )
        .pages::<models::CalibrationOf>(),
        Route::get("models/{id}/performance-tracking/", VIEWER, "A model day by day.", models::days)
            .pages::<DayOfModel>(),
        Route::list_of::<StoredRun>(
            "models/{id}/pipeline-logs/",
            "What ran for a model.",
            &lists::RUNS,
            "model_id",
        ),
        Route::post(
            "models/{id}/promote/",
            APPROVER,
            "Lets a model answer in place of the one that does.",
            models::promote,
        )
        .answers::<models::ModelNow>(),
        Route::post(
            "models/{id}/rollback/",
            APPROVER,
            "Lets the model before it answer again.",
            models::roll_back,
        )
        .answers::<models::ModelNow>(),
        Route::post(
            "models/{id}/train/",
            OPERATOR,
            "Trains a new version of a model on what is stored.",
            training::train,
        )
        .takes::<training::Wanted>()
        .answers::<training::Begun>()
        .with_status(202),
        Route::post("models/{id}/archive/", APPROVER, "Lays a model aside.", models::archive)
            .answers::<models::ModelNow>(),
        // ---- predictions
        Route::list::<StoredPrediction>(
            "predictions/",
            "Predictions, of the last 24 hours unless said otherwise.",
            &lists::PREDICTIONS,
        )
        .kept(Predictions),
        Route::list::<StoredPrediction>(
            "predictions/high_risk/",
            "Predictions with an alert that are not due.",
            &lists::HIGH_RISK,
        )
        .kept(Predictions),
        Route::get(
            "predictions/by_service/",
            VIEWER,
            "What was foreseen, by service.",
            predictions::by_service,
        )
        .asks::<predictions::Since>()
        .answers::<Vec<ServicePredictions>>()
        .kept(Predictions),
        Route::get(
            "predictions/{id}/",
            VIEWER,
            "A prediction with what people said of it.",
            predictions::detail,
        )
        .answers::<predictions::PredictionDetail>()
        .kept(Predictions),
        Route::post(
            "predictions/{id}/trigger_alert/",
            OPERATOR,
            "Raises the alert of a prediction by hand.",
            predictions::trigger_alert,
        )
        .answers::<StoredPrediction>(),
        Route::post("predictions/{id}/mark_occurred/", OPERATOR, "Says that it came.", predictions::occurred)
            .takes::<predictions::Occurred>()
            .answers::<StoredPrediction>(),
        Route::post(
            "predictions/{id}/mark_not_occurred/",
            OPERATOR,
            "Says that it did not come.",
            predictions::did_not_occur,
        )
        .answers::<StoredPrediction>(),
        // ---- anomalies
        Route::list::<StoredAnomaly>("anomalies/", "Anomalies.", &lists::ANOMALIES),
        Route::list::<StoredAnomaly>(
            "anomalies/unacknowledged/",
            "Anomalies that nobody has seen.",
            &lists::UNACKNOWLEDGED,
        ),
        Route::list::<StoredAnomaly>("anomalies/critical/", "Critical anomalies.", &lists::CRITICAL),
        Route::get(
            "anomalies/{id}/",
            VIEWER,
            "An anomaly with its causes, actions and feedback.",
            anomalies::detail,
        )
        .answers::<anomalies::AnomalyDetail>(),
        Route::post(
            "anomalies/{id}/acknowledge/",
            OPERATOR,
            "Says that somebody has seen it.",
            anomalies::acknowledge,
        )
        .answers::<StoredAnomaly>(),
        Route::post(
            "anomalies/{id}/false_positive/",
            OPERATOR,
            "Says that nothing was wrong.",
            anomalies::false_positive,
        )
        .answers::<StoredAnomaly>(),
        // ---- forecasts
        Route::list::<StoredForecast>("forecasts/", "Forecasts.", &lists::FORECASTS),
        Route::list::<StoredForecast>(
            "forecasts/at_risk/",
            "Forecasts that will cross their threshold.",
            &lists::AT_RISK,
        ),
        Route::list_of::<StoredForecast>(
            "forecasts/by-service/{service}/",
            "Forecasts of a service.",
            &lists::FORECASTS,
            "service",
        ),
        Route::get("forecasts/{id}/", VIEWER, "A forecast.", forecasts::detail).answers::<StoredForecast>(),
        // ---- actions
        Route::list::<StoredAction>("actions/", "Actions.", &lists::ACTIONS),
        Route::list::<StoredAction>("actions/pending/", "Actions that wait.", &lists::PENDING),
        Route::list::<StoredAction>(
            "actions/by_priority/",
            "Open actions, the most urgent first.",
            &lists::BY_PRIORITY,
        ),
        Route::get("actions/{id}/", VIEWER, "An action with what people said of it.", actions::detail)
            .answers::<actions::ActionDetail>(),
        Route::post(
            "actions/{id}/execute/",
            OPERATOR,
            "Begins an action, and says how it ended.",
            actions::execute,
        )
        .takes::<actions::Executed>()
        .answers::<StoredAction>(),
        Route::post("actions/{id}/approve/", APPROVER, "Approves an action.", actions::approve)
            .answers::<StoredAction>(),
        Route::post("actions/{id}/reject/", APPROVER, "Refuses an action.", actions::reject)
            .answers::<StoredAction>(),
        Route::post("actions/{id}/schedule/", OPERATOR, "Plans an action.", actions::schedule)
            .takes::<actions::Planned>()
            .answers::<StoredAction>(),
        Route::post(
            "actions/{id}/skip/",
            OPERATOR,
            "Drops an action that is not needed any more.",
            actions::skip,
        )
        .answers::<StoredAction>(),
        Route::post(
            "actions/{id}/rollback/",
            APPROVER,
            "Takes back what an executor did, or says that people did.",
            actions::roll_back,
        )
        .answers::<StoredAction>(),
        // ---- insights
        Route::list::<StoredInsight>("insights/", "Insights.", &lists::INSIGHTS),
        Route::list::<StoredInsight>(
            "insights/active/",
            "Open insights that still hold.",
            &lists::ACTIVE_INSIGHTS,
        ),
        Route::get("insights/by_service/", VIEWER, "Open insights, by service.", insights::by_service)
            .answers::<Vec<ServiceInsights>>(),
        Route::get("insights/{id}/", VIEWER, "An insight.", insights::detail).answers::<StoredInsight>(),
        Route::post(
            "insights/{id}/acknowledge/",
            OPERATOR,
            "Says that somebody looks after it.",
            insights::acknowledge,
        )
        .takes::<insights::Acknowledged>()
        .answers::<StoredInsight>(),
        Route::post(
            "insights/{id}/resolve/",
            OPERATOR,
            "Says that it is resolved, or will not be.",
            insights::resolve,
        )
        .takes::<insights::Resolved>()
        .answers::<StoredInsight>(),
        // ---- analysis
        Route::post("trigger-analysis/", OPERATOR, "Analyses one service, or all.", analysis::trigger)
            .takes::<analysis::Wanted>()
            .answers::<analysis::Begun>()
            .with_status(202),
        Route::post(
            "trigger-all-services-analysis/",
            OPERATOR,
            "Analyses all services.",
            analysis::trigger_all,
        )
        .takes::<analysis::WantedOfAll>()
        .answers::<analysis::Begun>()
        .with_status(202),
        Route::get("analysis/{id}/", VIEWER, "How far an analysis has come.", analysis::progress)
            .answers::<analysis::Progress>(),
        Route::get("dashboard/summary/", VIEWER, "How things stand.", analysis::dashboard)
            .answers::<Dashboard>(),
        Route::list::<StoredRootCauses>("rca/", "Analyses of causes.", &lists::ROOT_CAUSES),
        Route::get("rca/{id}/", VIEWER, "An analysis of causes.", analysis::root_causes)
            .answers::<StoredRootCauses>(),
        Route::post("rca/analyze/", OPERATOR, "Looks for causes in a service.", analysis::find_causes)
            .takes::<analysis::WantedCauses>()
            .answers::<analysis::FoundCauses>(),
        Route::post(
            "alerts/preview/",
            VIEWER,
            "What an alert policy would have sent, and how often rightly.",
            preview::preview,
        )
        .takes::<preview::Policy>()
        .answers::<preview::Preview>(),
        // ---- errors
        Route::list::<StoredEvent>(
            "errors/",
            "Events, of the last 24 hours unless said otherwise.",
            &lists::EVENTS,
        ),
        Route::get("errors/stats/", VIEWER, "Events, counted.", events::stats)
            .asks::<events::Counted>()
            .answers::<EventStats>(),
        Route::get("errors/{id}/", VIEWER, "An event.", events::detail).answers::<StoredEvent>(),
        Route::list::<StoredPattern>("patterns/", "Error groups.", &lists::PATTERNS),
        Route::get(
            "patterns/{id}/",
            VIEWER,
            "An error group with its events and anomalies.",
            events::pattern,
        )
        .answers::<events::PatternDetail>(),
        Route::post(
            "patterns/{id}/explain/",
            OPERATOR,
            "Keeps what a person found out about an error group.",
            events::explain,
        )
        .takes::<events::Explained>()
        .answers::<StoredPattern>(),
        Route::list::<StoredFeedback>("feedback/", "Feedback.", &lists::FEEDBACK),
        Route::post("feedback/", OPERATOR, "Gives feedback.", feedback::give)
            .takes::<feedback::Said>()
            .answers::<feedback::KeptFeedback>()
            .with_status(201),
        // ---- what comes in
        ingest::way_in(
            "ingest/events/",
            "Takes a log: JSON, NDJSON or lines, packed with gzip or Zstandard or not.",
            ingest::log,
        )
        .asks::<ingest::Reading>(),
        ingest::way_in(
            "ingest/changes/",
            "Takes deployments: our own form, or what GitHub and GitLab send.",
            protocols::deployments,
        ),
        protocols::otlp("ingest/otlp/v1/logs", "Takes logs of OpenTelemetry (OTLP over HTTP).", Signal::Logs),
        protocols::otlp(
            "ingest/otlp/v1/traces",
            "Takes traces of OpenTelemetry (OTLP over HTTP).",
            Signal::Traces,
        ),
        // ---- who may do what
        Route::post("auth/token/", Anybody, "Tokens for a key.", sign_in::token)
            .takes::<sign_in::WithKey>()
            .answers::<sign_in::Tokens>(),
        Route::post("auth/refresh/", Anybody, "The next tokens of a session.", sign_in::refresh)
            .takes::<sign_in::WithRefresh>()
            .answers::<sign_in::Tokens>(),
        Route::post("auth/revoke/", Anybody, "Ends a session.", sign_in::revoke)
            .takes::<sign_in::WithRefresh>()
            .answers::<sign_in::Ended>(),
        Route::get("auth/oidc/login", Anybody, "Sends a browser to the provider of sign-in.", oidc::login)
            .with_status(303),
        Route::get("auth/oidc/callback", Anybody, "Takes it back, with tokens.", oidc::callback)
            .asks::<Back>()
            .answers::<sign_in::Tokens>(),
        Route::get("users/", ADMIN, "Everybody.", people::users).pages::<Principal>(),
        Route::post("users/", ADMIN, "Makes a principal.", people::create_user)
            .takes::<people::NewPrincipal>()
            .answers::<Principal>()
            .with_status(201),
        Route::get("users/{id}/", ADMIN, "A principal.", people::user).answers::<Principal>(),
        Route::post(
            "users/{id}/roles/",
            ADMIN,
            "Gives a principal these roles and no other.",
            people::set_roles,
        )
        .takes::<people::Roles>()
        .answers::<Principal>(),
        Route::post("users/{id}/activate/", ADMIN, "Lets a principal sign in.", people::activate)
            .answers::<Principal>(),
        Route::post("users/{id}/deactivate/", ADMIN, "Lets a principal sign in no more.", people::deactivate)
            .answers::<Principal>(),
        Route::get("keys/", ADMIN, "Keys, without their secrets.", people::keys).pages::<StoredKey>(),
        // What it answers is a secret, and is not kept for a request that comes again.
        Route::post("keys/", ADMIN, "Makes a key.", people::create_key)
            .raw(Refused)
            .takes::<people::NewKey>()
            .answers::<people::MadeKey>()
            .with_status(201),
        Route::delete("keys/{id}/", ADMIN, "Revokes a key.", people::revoke_key).answers::<people::Revoked>(),
        Route::get("notifications/", VIEWER, "Messages to whoever asks.", people::notifications)
            .answers::<PageOf<StoredNotification>>()
            .over(&lists::NOTIFICATIONS, "recipient"),
        Route::post(
            "notifications/{id}/read/",
            VIEWER,
            "Says that a message was read.",
            people::read_notification,
        )
        .answers::<StoredNotification>(),
        Route::list::<AuditEntry>("audit/", "Who did what.", &lists::AUDIT).needing(ADMIN),
        Route::get("audit/verify/", ADMIN, "Whether the audit log is whole.", people::verify_audit)
            .answers::<people::Chain>(),
        Route::post(
            "privacy/erase/",
            ADMIN,
            "Takes a person out of everything, with a receipt.",
            people::erase,
        )
        .takes::<people::Erase>()
        .answers::<errpredict_store::Erased>(),
        Route {
            content: "text/html",
            ..Route::get(
                "feedback/link/",
                Anybody,
                "Asks whoever follows a link in a message whether it is meant.",
                feedback_link::ask,
            )
        },
        Route {
            content: "text/html",
            ..Route::post(
                "feedback/link/",
                Anybody,
                "Keeps what a link in a message says.",
                feedback_link::keep,
            )
        }
        .raw(Refused),
        Route::get("jobs/", VIEWER, "Jobs: when they run, and how that went.", jobs::list)
            .pages::<jobs::JobRow>(),
        Route::post(
            "jobs/{name}/run/",
            OPERATOR,
            "Asks for a job out of its turn, for this tenant.",
            jobs::run,
        )
        .answers::<jobs::Asked>()
        .with_status(202),
        // ---- operations
        Route::get("health/live", Anybody, "Whether the process answers.", operations::live)
            .answers::<operations::Health>(),
        Route::get("health/ready", Anybody, "Whether the database answers too.", operations::ready)
            .answers::<operations::Health>(),
        Route {
            content: "text/plain",
            ..Route::get("metrics", VIEWER, "Counters and gauges for Prometheus.", operations::metrics)
        }
        .for_keys(),
        Route::get("openapi.json", Anybody, "This description.", operations::openapi),
        Route {
            content: "text/html",
            ..Route::get("docs/", Anybody, "This description as a page.", operations::docs)
        },
        Route {
            content: "text/html",
            ..Route::get("docs/{file}", Anybody, "Parts of that page.", operations::docs)
        },
        Route {
            content: "text/event-stream",
            is_endless: true,
            ..Route::get(
                "stream/",
                VIEWER,
                "What is new, as it happens (server-sent events).",
                stream::listen,
            )
        },
    ];
    all.extend(people::tenant_routes());
    all.extend(protocols::of_sentry(
        "/api/{project}/envelope/",
        "Takes an envelope of a client of Sentry; the public key of its DSN is a key for ingestion.",
        true,
    ));
    all.extend(protocols::of_sentry(
        "/api/{project}/store/",
        "Takes an event of an old client of Sentry.",
        false,
    ));
    all.extend(incoming::routes());
    all.extend(groups::routes());
    all.extend(crate::pages::routes());
    all.extend([actions::routes(), configuration::routes(), deliveries::routes()].into_iter().flatten());
    all.extend(OPERATIONS.iter().enumerate().map(|(place, operation)| operation_at(place, operation)));
    all
}

/// The route of an operation, with the messages that every language has.
fn operation_at(place: usize, operation: &'static Operation) -> Route {
    static PATHS: OnceLock<Vec<String>> = OnceLock::new();
    let paths = PATHS.get_or_init(|| OPERATIONS.iter().map(|one| format!("compute/{}/", one.name)).collect());
    let handler = move |State(app): State<Shared>, caller: Caller, request: Request| {
        compute::run(app, caller, operation, request)
    };
    let route = Route::post(&paths[place], VIEWER, operation.about, handler);
    Route { body: Some(operation.request.part), answer: Some(operation.response.part), ..route }.raw(Harmless)
}
