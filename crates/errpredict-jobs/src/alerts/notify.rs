//! The four helpers: what is to be told becomes an alert with its messages, or moves one on.

use std::collections::BTreeSet;

use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Result, Severity, Timestamp};
use errpredict_store::{AlertStep, NewAlert, StoredAlert, StoredPrediction, StoredSilence, Tenant};
use serde_json::{Value, json};
use uuid::Uuid;

use super::links::links;
use super::message::{Message, News, Number};
use super::quiet::is_silenced;
use super::route::Routes;
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
        if let Some(id) = fire(context, tenant, &message, &[]).await?
            && let Some(alert) = tenant.alert(id).await?
        {
            let over = AlertStep { resolved_at: Some(result.at), ..AlertStep::default() };
            tenant.step_alert(&alert, &over, &[]).await?;
        }
    }
    Ok(())
}

/// Tells of a model that base rates would beat, or that it is worth it again.
///
/// # Errors
/// As [`notify_training_result`].
pub async fn notify_model_degradation(context: &Context, tenant: &Tenant, found: &Degradation) -> Result<()> {
    let message = found.reason.as_ref().map(|reason| Message {
        title: format!("medium: version {} of the model that foresees is no longer worth it", found.version),
        what: vec![reason.clone()],
        sure: vec!["beyond what chance gives in 19 of 20 comparisons".to_owned()],
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
    let said = &told.said;
    let critical = context.config.jobs.critical_probability;
    let severity = if said.probability >= critical { Severity::Critical } else { Severity::High };
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
    let message = Message {
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
    };
    fire(context, tenant, &message, silences).await
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
    fire(context, tenant, message, silences).await
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

/// Opens an alert with its messages; with none where a silence holds.
pub(super) async fn fire(
    context: &Context,
    tenant: &Tenant,
    message: &Message,
    silences: &[StoredSilence],
) -> Result<Option<Uuid>> {
    let config = &context.config.alerts;
    let message = Message { links: links(config, tenant.id(), message), ..message.clone() };
    let routes = Routes::of(tenant, config, message.at).await?;
    let silenced = is_silenced(silences, message.service.as_deref());
    let alert = NewAlert {
        kind: message.kind.clone(),
        about: about(&message),
        key: message.key.clone(),
        severity: message.severity,
        opened_at: message.at,
        escalate_at: routes.escalates(message.severity).filter(|_| !silenced),
        silenced,
        fired: json!(message),
    };
    let messages = if silenced { Vec::new() } else { routes.messages(&message, 0) };
    tenant.open_alert(&alert, &messages).await
}

/// Opens the one alert of a kind where there is something to tell, keeps it while there is, and ends it when there is not.
async fn of_state(
    context: &Context,
    tenant: &Tenant,
    (kind, about): (&str, &str),
    at: Timestamp,
    message: Option<Message>,
) -> Result<()> {
    let open = tenant.alerts_going_on().await?;
    let open = open.into_iter().find(|alert| alert.alert.kind == kind && alert.alert.about == about);
    match (open, message) {
        (None, Some(message)) => {
            let silences = tenant.silences_at(at).await?;
            fire(context, tenant, &message, &silences).await.map(drop)
        }
        (Some(open), Some(_)) => tenant
            .step_alert(&open, &AlertStep { seen_at: Some(at), ..AlertStep::default() }, &[])
            .await
            .map(drop),
        (Some(open), None) => resolve(context, tenant, &open, at).await.map(drop),
        (None, None) => Ok(()),
    }
}

/// Ends an alert, and tells those who were told of it.
pub(super) async fn resolve(
    context: &Context,
    tenant: &Tenant,
    alert: &StoredAlert,
    at: Timestamp,
) -> Result<bool> {
    let over = AlertStep { resolved_at: Some(at), ..AlertStep::default() };
    let Some(fired) = super::incident::as_fired(&alert.alert.fired).filter(|_| !alert.alert.silenced) else {
        return tenant.step_alert(alert, &over, &[]).await;
    };
    let until = alert.calm_since.unwrap_or(at);
    let message = Message { news: News::Over, until: Some(until), at, todo: Vec::new(), ..fired };
    let routes = Routes::of(tenant, &context.config.alerts, at).await?;
    // Whoever was told that nobody answered is told that it is over, too.
    let mut messages = Vec::new();
    for level in 0..=alert.escalation_level {
        for mut one in routes.messages(&message, level) {
            one.escalation_level = 0;
            let is_told = |other: &errpredict_store::OutMessage| {
                (other.channel, &other.recipient) == (one.channel, &one.recipient)
            };
            if !messages.iter().any(is_told) {
                messages.push(one);
            }
        }
    }
    tenant.step_alert(alert, &over, &messages).await
}

/// Moves on what nobody answered: the next level is told, or nobody any more.
pub(super) async fn escalate(
    context: &Context,
    tenant: &Tenant,
    alert: &StoredAlert,
    at: Timestamp,
) -> Result<bool> {
    let Some(fired) = super::incident::as_fired(&alert.alert.fired) else { return Ok(false) };
    let keep = AlertStep { seen_at: None, calm_since: alert.calm_since, ..AlertStep::default() };
    let keys = if fired.keys.is_empty() { vec![fired.key.clone()] } else { fired.keys.clone() };
    if alert.acknowledged_at.is_some() || tenant.is_alert_taken(alert.id, &keys).await? {
        // Far enough that nobody is told: there is no way back from an answer.
        let never = Some(at.plus_ms(365 * 24 * HOUR_MS));
        let taken = AlertStep { acknowledged_at: Some(at), escalate_at: never, ..keep };
        return tenant.step_alert(alert, &taken, &[]).await.map(|_| false);
    }
    let level = alert.escalation_level + 1;
    let routes = Routes::of(tenant, &context.config.alerts, at).await?;
    let next = if level < MOST_LEVELS { routes.escalates(alert.alert.severity) } else { None };
    let message = Message { news: News::Escalated, at, ..fired };
    let step = AlertStep {
        escalated_to: Some(level),
        escalate_at: Some(next.unwrap_or_else(|| at.plus_ms(365 * 24 * HOUR_MS))),
        ..keep
    };
    tenant.step_alert(alert, &step, &routes.messages(&message, level)).await
}

/// Levels that are told that nobody answered. By judgement: who was not moved by three messages is not by a fourth.
const MOST_LEVELS: i32 = 3;

/// How long it must be calm before it is over: twice as long each time it came back, four hours at most.
pub(super) fn calm_ms(calm_minutes: u32, flaps: i32) -> i64 {
    let minutes = i64::from(calm_minutes) << flaps.clamp(0, 10);
    (minutes * MINUTE_MS).min(4 * HOUR_MS)
}

/// Nothing is heard of it: over once that has lasted. Gives whether it is.
pub(super) async fn is_calm(
    context: &Context,
    tenant: &Tenant,
    alert: &StoredAlert,
    at: Timestamp,
) -> Result<bool> {
    let Some(since) = alert.calm_since else {
        let step = AlertStep { calm_since: Some(at), ..AlertStep::default() };
        return tenant.step_alert(alert, &step, &[]).await.map(|_| false);
    };
    if at.ms() - since.ms() >= calm_ms(context.config.alerts.calm_minutes, alert.flaps) {
        return resolve(context, tenant, alert, at).await;
    }
    Ok(false)
}

/// Tells again of what goes on and nobody answered, where the policy of what is so bad says that; gives whether it was told.
pub(super) async fn repeat(
    context: &Context,
    tenant: &Tenant,
    alert: &StoredAlert,
    at: Timestamp,
) -> Result<bool> {
    let routes = Routes::of(tenant, &context.config.alerts, at).await?;
    let Some(every_ms) = routes.repeats_ms(alert.alert.severity) else { return Ok(false) };
    let last = alert.told_at.unwrap_or(alert.alert.opened_at);
    if at.ms() - last.ms() < every_ms || alert.acknowledged_at.is_some() {
        return Ok(false);
    }
    let Some(fired) = super::incident::as_fired(&alert.alert.fired) else { return Ok(false) };
    let keys = if fired.keys.is_empty() { vec![fired.key.clone()] } else { fired.keys.clone() };
    if tenant.is_alert_taken(alert.id, &keys).await? {
        return Ok(false);
    }
    let message = Message { news: News::Repeated, at, ..fired };
    let mut messages = routes.messages(&message, alert.escalation_level);
    // Each time is another message.
    messages.iter_mut().for_each(|one| one.news = format!("{} {at}", News::Repeated.name()));
    let step = AlertStep { seen_at: Some(at), told_at: Some(at), ..AlertStep::default() };
    tenant.step_alert(alert, &step, &messages).await
}

/// What was told once more is not told again: it flaps.
const TOLD_AGAIN: i32 = 1;

/// The same goes on again: it is told once more, and then no more, however often. Gives whether this moved it.
pub(super) async fn comes_back(
    context: &Context,
    tenant: &Tenant,
    before: &StoredAlert,
    message: Message,
    at: Timestamp,
) -> Result<bool> {
    let fired = super::incident::as_fired(&before.alert.fired);
    let keys = fired.iter().flat_map(|fired| fired.keys.clone()).chain(message.keys.clone());
    let keys: BTreeSet<String> = keys.collect();
    let message = Message {
        news: News::Again,
        keys: keys.into_iter().collect(),
        key: before.alert.key.clone(),
        ..message
    };
    let routes = Routes::of(tenant, &context.config.alerts, at).await?;
    let is_told = before.flaps < TOLD_AGAIN && !before.alert.silenced;
    let step = AlertStep {
        seen_at: Some(at),
        again: true,
        severity: Some(message.severity.max(before.alert.severity)),
        fired: Some(json!(Message { news: News::Fired, ..message.clone() })),
        ..AlertStep::default()
    };
    let messages = if is_told { routes.messages(&message, 0) } else { Vec::new() };
    tenant.step_alert(before, &step, &messages).await
}
