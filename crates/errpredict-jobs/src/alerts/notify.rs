//! The four helpers: what is to be told becomes an alert with its messages, or moves one on.

use errpredict::{Result, Severity, Timestamp};
use errpredict_store::{AlertStep, NewAlert, StoredPrediction, StoredSilence, Tenant};
use serde_json::{Value, json};
use uuid::Uuid;

use super::links::links;
use super::message::{Message, News, Number};
use super::quiet::{is_silenced, silences};
use super::steps::{Look, goes_on, is_worse, resolve};
use crate::context::{Context, FORESIGHT};

/// Word of a training.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingResult {
    /// When it was due.
    pub at: Timestamp,
    /// What came of it.
    pub outputs: Value,
    /// Why it failed; none where it did not.
    pub failure: Option<String>,
}

/// Word of a model that is no longer worth it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Degradation {
    /// When it was evaluated.
    pub at: Timestamp,
    /// The model.
    pub model: Uuid,
    /// Its version.
    pub version: i32,
    /// Why; none where it is worth it.
    pub reason: Option<String>,
    /// What the model was learnt on and what comes now differ in; none where they do not.
    pub moved: Option<String>,
}

/// Tells of a training that failed, and, on the dashboard, of a model that took over. A later one that does not fail ends it.
///
/// # Errors
/// `unavailable` where the database cannot be reached.
pub async fn notify_training_result(
    context: &Context,
    tenant: &Tenant,
    result: &TrainingResult,
) -> Result<()> {
    let message = result.failure.as_ref().map(|failure| Message {
        title: "high: the training of the model that foresees failed".to_owned(),
        what: vec![failure.clone()],
        why: vec!["the model that answers goes on, and is not renewed".to_owned()],
        todo: vec!["Look at its run: GET jobs/, and the pipeline log".to_owned()],
        ..plain("training", Severity::High, FORESIGHT, result.at)
    });
    of_state(context, tenant, ("training", FORESIGHT), result.at, message).await?;
    let promoted = result.outputs["shadow"]["promoted"].as_str();
    if let Some(model) = promoted {
        let reason = result.outputs["shadow"]["reason"].as_str().unwrap_or_default();
        let message = Message {
            title: "info: a new model foresees from now on".to_owned(),
            what: vec![format!("model {model}: {reason}")],
            todo: vec!["To go back: POST models/{id}/rollback/".to_owned()],
            ..plain("training", Severity::Info, model, result.at)
        };
        // Told and over: there is nothing to answer.
        if let Some(id) = fire(&Look { context, tenant, at: result.at, silences: &[] }, &message).await?
            && let Some(alert) = tenant.alert(id).await?
        {
            let over = AlertStep { resolved_at: Some(result.at), ..AlertStep::default() };
            tenant.step_alert(&alert, &over, &[]).await?;
        }
    }
    Ok(())
}

/// Tells of a model that base rates would beat, or that was learnt on other data than what comes now, or that neither is so any more.
///
/// # Errors
/// As [`notify_training_result`].
pub async fn notify_model_degradation(context: &Context, tenant: &Tenant, found: &Degradation) -> Result<()> {
    let version = found.version;
    let told = match (&found.reason, &found.moved) {
        (Some(_), _) => Some((
            format!("medium: version {version} of the model that foresees is no longer worth it"),
            "beyond what chance gives in 19 of 20 comparisons",
        )),
        (None, Some(_)) => Some((
            format!(
                "medium: what comes in is no longer what version {version} of the model that foresees learnt"
            ),
            "this is measured; whether the model foresees worse for it is not known yet",
        )),
        (None, None) => None,
    };
    let message = told.map(|(title, sure)| Message {
        title,
        what: found.reason.iter().chain(&found.moved).cloned().collect(),
        sure: vec![sure.to_owned()],
        todo: vec![
            "Train anew: POST jobs/train_error_prediction_models/run/".to_owned(),
            "or go back to the model before: POST models/{id}/rollback/".to_owned(),
        ],
        ..plain("degradation", Severity::Medium, FORESIGHT, found.at)
    });
    of_state(context, tenant, ("degradation", FORESIGHT), found.at, message).await
}

/// Tells of what is likely to come, once for each question as long as it stays likely. Gives the alert, where it is a new one.
///
/// # Errors
/// As [`notify_training_result`].
pub async fn notify_high_risk_prediction(
    context: &Context,
    tenant: &Tenant,
    told: &StoredPrediction,
    at: Timestamp,
    silences: &[StoredSilence],
) -> Result<Option<Uuid>> {
    fire(&Look { context, tenant, at, silences }, &foreseen(context, told, at)).await
}

/// How bad it is that something is so likely.
pub(super) fn severity_of(context: &Context, told: &StoredPrediction) -> Severity {
    let critical = context.config.jobs.critical_probability;
    if told.said.probability >= critical { Severity::Critical } else { Severity::High }
}

/// What is said of what is likely to come.
pub(super) fn foreseen(context: &Context, told: &StoredPrediction, at: Timestamp) -> Message {
    let said = &told.said;
    let severity = severity_of(context, told);
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let minutes = said.horizon_minutes;
    let within =
        if minutes.is_multiple_of(60) { format!("{} h", minutes / 60) } else { format!("{minutes} min") };
    let what = said.target.name().replace('_', " ");
    let mut sure = vec![format!("{} to {}, at a level of 95 %", percent(said.lower), percent(said.upper))];
    if let Some(worth) = said.worth {
        sure.push(format!("after such words it came in {} of {} cases", percent(worth.came), worth.cases));
    }
    let words = |factor: &errpredict::predict::Factor| match factor.words.is_empty() {
        true => factor.factor.clone(),
        false => factor.words.clone(),
    };
    let factors = said.factors.iter().map(words).collect();
    let mut numbers = vec![Number { name: "probability".to_owned(), value: percent(said.probability) }];
    numbers.extend(said.usual.map(|usual| Number { name: "usual".to_owned(), value: percent(usual) }));
    Message {
        service: said.scope.service().map(str::to_owned),
        title: format!(
            "{severity} {}: {what} likely within {within}, {}",
            said.scope,
            percent(said.probability)
        ),
        what: vec![format!("{what} of {} until {}", said.scope, told.due_at)],
        why: factors,
        sure,
        todo: vec![format!("Look at {} before it comes", said.scope)],
        numbers,
        since: said.at,
        keys: vec![said.key.clone()],
        ..plain("prediction", severity, &said.key, at)
    }
}

/// Tells of what goes on in a service; `again` where the same was over a while ago. Gives the alert, where it is a new one.
///
/// # Errors
/// As [`notify_training_result`].
pub async fn notify_critical_anomaly(
    context: &Context,
    tenant: &Tenant,
    message: &Message,
    silences: &[StoredSilence],
) -> Result<Option<Uuid>> {
    fire(&Look { context, tenant, at: message.at, silences }, message).await
}

/// What is wrong with errpredict itself, or with what comes in.
#[derive(Debug, Clone, PartialEq)]
pub struct PlatformTrouble {
    /// What it is about: there is one alert of it at a time.
    pub about: String,
    /// How bad.
    pub severity: Severity,
    /// One line.
    pub title: String,
    /// What is wrong.
    pub what: Vec<String>,
    /// What to do.
    pub todo: Vec<String>,
    /// The numbers as they are.
    pub numbers: Vec<Number>,
}

/// Tells of trouble of errpredict itself, or that it is over; a silence of all services holds for it too.
///
/// # Errors
/// As [`notify_training_result`].
pub async fn notify_platform(
    context: &Context,
    tenant: &Tenant,
    about: &str,
    at: Timestamp,
    found: Option<PlatformTrouble>,
) -> Result<()> {
    let message = found.map(|found| Message {
        title: found.title,
        what: found.what,
        todo: found.todo,
        numbers: found.numbers,
        sure: vec!["this is counted, and no guess".to_owned()],
        ..plain("platform", found.severity, &found.about, at)
    });
    of_state(context, tenant, ("platform", about), at, message).await
}

/// Tells that the log itself stopped arriving, or that it came back: another thing than a service that fell silent.
pub(super) async fn notify_log_stopped(
    context: &Context,
    tenant: &Tenant,
    at: Timestamp,
    found: Option<Message>,
) -> Result<()> {
    let message = found.map(|found| Message {
        kind: "platform".to_owned(),
        key: LOG.to_owned(),
        severity: Severity::Critical,
        title: "critical: nothing comes in of any service any more".to_owned(),
        why: vec![
            "all services at once: what brings the events is likelier to have stopped than all of them"
                .to_owned(),
        ],
        todo: vec![
            "Look at what brings the events: collector, queue, network, the key it sends with".to_owned(),
            "and whether requests to ingest/ are refused: GET metrics".to_owned(),
        ],
        ..found
    });
    of_state(context, tenant, ("platform", LOG), at, message).await
}

/// What the alert of a log that stopped is about.
const LOG: &str = "log";

/// A message with nothing in it but what it is about.
pub(super) fn plain(kind: &str, severity: Severity, key: &str, at: Timestamp) -> Message {
    Message {
        news: News::Fired,
        kind: kind.to_owned(),
        service: None,
        severity,
        title: String::new(),
        what: Vec::new(),
        why: Vec::new(),
        sure: Vec::new(),
        todo: Vec::new(),
        numbers: Vec::new(),
        since: at,
        until: None,
        at,
        key: key.to_owned(),
        keys: vec![key.to_owned()],
        links: Vec::new(),
        about: None,
        with: None,
        joined: Vec::new(),
    }
}

/// What an alert of that kind and key is about: of an anomaly the service, of all else the key.
pub(super) fn about(message: &Message) -> String {
    match message.kind.as_str() {
        "anomaly" => message.service.clone().unwrap_or_default(),
        // One of a condition and a service, or a group of it.
        super::message::CONDITION => message.about.clone().unwrap_or_else(|| message.key.clone()),
        _ => message.key.clone(),
    }
}

/// Opens an alert with its messages; with none where a silence holds, or where it is told of in another one.
pub(super) async fn fire(look: &Look<'_>, message: &Message) -> Result<Option<Uuid>> {
    let config = &look.context.config.alerts;
    let message = Message { links: links(config, look.tenant.id(), message)?, ..message.clone() };
    let routes = look.routes().await?;
    let silenced = message.with.is_some() || is_silenced(look.silences, message.service.as_deref());
    let alert = NewAlert {
        kind: message.kind.clone(),
        about: about(&message),
        key: message.key.clone(),
        severity: message.severity,
        opened_at: message.at,
        escalate_at: routes.escalates(message.severity, message.news).filter(|_| !silenced),
        silenced,
        fired: json!(message),
    };
    let messages = if silenced { Vec::new() } else { routes.messages(&message, 0) };
    look.tenant.open_alert(&alert, &messages).await
}

/// Opens the one alert of a kind where there is something to tell, keeps it while there is, tells where it is worse, and ends it when
/// there is nothing.
async fn of_state(
    context: &Context,
    tenant: &Tenant,
    (kind, about): (&str, &str),
    at: Timestamp,
    message: Option<Message>,
) -> Result<()> {
    let open = tenant.alerts_going_on().await?;
    let open = open.into_iter().find(|alert| alert.alert.kind == kind && alert.alert.about == about);
    if open.is_none() && message.is_none() {
        return Ok(());
    }
    let silences = silences(tenant, at).await?;
    let look = Look { context, tenant, at, silences: &silences };
    match (open, message) {
        (None, Some(message)) => fire(&look, &message).await.map(drop),
        (Some(open), Some(message)) => {
            let keys = message.keys.clone();
            let worse = Some(message).filter(|message| is_worse(&open, message.severity));
            let worse = worse.map(|message| Message { news: News::Worse, ..message });
            goes_on(&look, &open, &keys, worse).await.map(drop)
        }
        (Some(open), None) => resolve(&look, &open, false).await.map(drop),
        (None, None) => Ok(()),
    }
}
