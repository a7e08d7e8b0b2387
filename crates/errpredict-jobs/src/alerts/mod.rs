//! Alerts: what is stored is looked at, what goes on is told once, what is over is told once more.
//!
//! The state is the database's: whoever wrote the anomalies (a job, a request to the service, another program), this finds them. Of a
//! service in trouble there is one alert from begin to end, whatever else is found in it meanwhile; a service that follows another, or
//! begins to fail at the same time, is told of in that one's alert.

mod conditions;
mod group;
mod incident;
mod links;
mod message;
mod notify;
mod quiet;
mod route;
mod steps;

use std::collections::{BTreeMap, BTreeSet};

use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Result, Timestamp};
use errpredict_store::{StoredAlert, Tenant};
use serde::Serialize;

pub use links::{Said, read_token, token};
pub use message::{Link, Message, News, Number, TEST, line, test_message};
pub use notify::{
    Degradation, PlatformTrouble, TrainingResult, notify_critical_anomaly, notify_high_risk_prediction,
    notify_model_degradation, notify_platform, notify_training_result,
};
pub use route::{EVERYBODY, SLACK};

#[cfg(test)]
pub(crate) use message::example;

use crate::context::Context;
use incident::{Incident, as_fired, going_on, is_of_ignored, log_stopped, message_of};
use notify::{fire, foreseen, notify_log_stopped, severity_of};
use quiet::{is_silenced, silences};
use steps::{Look, Moved, comes_back, goes_on, is_calm, is_worse, moves_on};

/// An analysis that is older tells nothing of now: neither that something goes on nor that it is over.
const OLD_MS: i64 = 2 * HOUR_MS;
/// Predictions looked at.
const MOST_RISKS: u16 = 500;
/// A prediction that is no longer said to be likely is calm; the hourly batch says it anew.
const SAID_MS: i64 = 75 * MINUTE_MS;

/// What became of alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Told {
    /// Incidents or predictions that were looked at.
    pub looked_at: u64,
    /// Alerts that were opened.
    pub opened: u64,
    /// Those that became worse.
    pub worse: u64,
    /// Those that came back.
    pub again: u64,
    /// Those that are over.
    pub over: u64,
    /// Those of which somebody else was told.
    pub escalated: u64,
    /// Those that were told again, because a policy says so.
    pub repeated: u64,
    /// Those of which nobody was told, because a silence holds.
    pub silenced: u64,
}

/// Holds what goes on against what was told, as of a time.
///
/// # Errors
/// `unavailable` where the database cannot be reached.
pub async fn update(context: &Context, tenant: &Tenant, at: Timestamp) -> Result<Told> {
    let mut told = Told::default();
    let open = tenant.alerts_going_on().await?;
    let silences = silences(tenant, at).await?;
    let look = Look { context, tenant, at, silences: &silences };
    let analysed = tenant.newest_analysis(at).await?.filter(|analysed| at.ms() - analysed.ms() <= OLD_MS);
    if let Some(analysed) = analysed {
        let (going_on, unwanted) = going_on(tenant, analysed, at).await?;
        let (stopped, incidents): (Vec<_>, Vec<_>) = going_on.into_iter().partition(log_stopped);
        log_comes(context, tenant, stopped.first(), at).await?;
        told.looked_at = incidents.len() as u64;
        let (known, new): (Vec<_>, Vec<_>) = incidents
            .iter()
            .map(|incident| (incident, open.iter().find(|alert| is_of(alert, incident))))
            .partition(|(_, alert)| alert.is_some());
        let severities =
            known.iter().filter_map(|(incident, alert)| Some((alert.as_ref()?.id, incident.severity())));
        let severities: BTreeMap<_, _> = severities.collect();
        // What is told of in the alert of another one stands there before that is told.
        let new = new.into_iter().map(|(incident, _)| incident).collect();
        let mut named: BTreeMap<String, Vec<Message>> = BTreeMap::new();
        for (incident, with) in group::arranged(&look, new, &open, &severities) {
            let message = message_of(tenant, incident, at).await?;
            let joined = named.remove(&incident.about).unwrap_or_default();
            if let Some(leader) = &with {
                named.entry(leader.clone()).or_default().push(message.clone());
            }
            begins(&look, incident, Message { with, ..group::named(message, &joined) }, &mut told).await?;
        }
        let joined = group::joined(&tenant.alerts_going_on().await?);
        for (incident, alert) in known {
            let Some(alert) = alert else { continue };
            let joined = joined.get(&alert.alert.about).map_or(&[][..], Vec::as_slice);
            still(&look, alert, incident, joined, &mut told).await?;
        }
        let of_anomalies = open.iter().filter(|alert| alert.alert.kind == "anomaly");
        for alert in of_anomalies.filter(|alert| !incidents.iter().any(|incident| is_of(alert, incident))) {
            let fired = as_fired(&alert.alert.fired);
            let is_unwanted = fired.is_some_and(|fired| fired.keys.iter().any(|key| unwanted.contains(key)));
            told.over += u64::from(is_calm(&look, alert, is_unwanted).await?);
        }
    }
    let came = conditions::update(&look, &open).await?;
    told.looked_at += came.looked_at;
    told.opened += came.opened;
    told.over += came.over;
    let going_on = tenant.alerts_going_on().await?;
    for alert in &going_on {
        match moves_on(&look, alert, &going_on).await? {
            Moved::Escalated => told.escalated += 1,
            Moved::Repeated => told.repeated += 1,
            Moved::Told | Moved::Not => {}
        }
    }
    Ok(told)
}

/// Tells that the log itself stopped arriving while it does, and once more when it is back.
async fn log_comes(
    context: &Context,
    tenant: &Tenant,
    stopped: Option<&Incident>,
    at: Timestamp,
) -> Result<()> {
    let message = match stopped.filter(|incident| incident.is_ongoing()) {
        Some(incident) => Some(message_of(tenant, incident, at).await?),
        None => None,
    };
    notify_log_stopped(context, tenant, at, message).await
}

/// Whether an alert is of that incident: of the service, or of one that follows it.
fn is_of(alert: &StoredAlert, incident: &Incident) -> bool {
    let about = &alert.alert.about;
    alert.alert.kind == "anomaly" && (*about == incident.about || incident.followers.contains(about))
}

/// It begins, or comes back.
async fn begins(
    look: &Look<'_>,
    incident: &Incident,
    message: Message,
    told_so_far: &mut Told,
) -> Result<()> {
    let Look { context, tenant, at, silences } = *look;
    let again_ms = i64::from(context.config.alerts.again_minutes) * MINUTE_MS;
    let before =
        tenant.newest_alert("anomaly", &incident.about, incident.start().plus_ms(-7 * 24 * HOUR_MS)).await?;
    if let Some(before) = before {
        // Somebody else opened it since it was looked what goes on: it is told of, and did not come back.
        let Some(over) = before.resolved_at else { return Ok(()) };
        let is_known = as_fired(&before.alert.fired).is_some_and(|fired| fired.keys.contains(&message.key));
        // What is over and was told is not told again because it stands in the store.
        if !incident.is_ongoing() && (is_known || incident.worst().found.end <= over) {
            return Ok(());
        }
        if at.ms() - over.ms() <= again_ms || is_known {
            told_so_far.again += u64::from(comes_back(look, &before, message).await?);
            return Ok(());
        }
    }
    let silenced = is_silenced(silences, message.service.as_deref());
    if fire(look, &message).await?.is_some() {
        told_so_far.opened += 1;
        told_so_far.silenced += u64::from(silenced);
    }
    Ok(())
}

/// It goes on: told anew only where it is worse than was said, from high on, and where others fail with it.
async fn still(
    look: &Look<'_>,
    alert: &StoredAlert,
    incident: &Incident,
    joined: &[Message],
    so_far: &mut Told,
) -> Result<()> {
    if !incident.is_ongoing() {
        so_far.over += u64::from(is_calm(look, alert, false).await?);
        return Ok(());
    }
    let is_own = alert.alert.about == incident.about;
    let worse = match is_worse(alert, incident.severity()) && is_own {
        true => Some(Message { news: News::Worse, ..message_of(look.tenant, incident, look.at).await? }),
        false => None,
    };
    let news = group::news(alert, worse, joined, look.at);
    so_far.worse += u64::from(goes_on(look, alert, &incident.keys(), news).await?);
    Ok(())
}

/// Tells of what is likely to come, of services in which nothing goes on yet, and ends alerts of what is no longer likely.
///
/// # Errors
/// As [`update`].
pub async fn update_predictions(context: &Context, tenant: &Tenant, at: Timestamp) -> Result<Told> {
    let mut told = Told::default();
    let risks = tenant.on_primary().high_risk_predictions(at, MOST_RISKS).await?;
    let ignored = tenant.ignored_groups(at).await?;
    let is_new = |one: &&errpredict_store::StoredPrediction| {
        one.said.at <= at && at.ms() - one.said.at.ms() <= SAID_MS && !one.said.scope.is_system()
    };
    let (unwanted, risks): (Vec<_>, Vec<_>) = risks
        .iter()
        .filter(is_new)
        .partition(|one| is_of_ignored(one.said.fingerprint, &one.said.scope, &ignored));
    told.looked_at = risks.len() as u64;
    let open = tenant.alerts_going_on().await?;
    let silences = silences(tenant, at).await?;
    let look = Look { context, tenant, at, silences: &silences };
    let in_trouble: BTreeSet<&str> = open
        .iter()
        .filter(|alert| alert.alert.kind == "anomaly")
        .map(|alert| alert.alert.about.as_str())
        .collect();
    for one in &risks {
        let known =
            open.iter().find(|alert| alert.alert.kind == "prediction" && alert.alert.about == one.said.key);
        let service = one.said.scope.service().unwrap_or_default();
        match known {
            Some(alert) => {
                let is_worse = is_worse(alert, severity_of(context, one));
                let worse = is_worse.then(|| Message { news: News::Worse, ..foreseen(context, one, at) });
                told.worse += u64::from(goes_on(&look, alert, &[], worse).await?);
            }
            // That trouble comes is no news where it is there.
            None if in_trouble.contains(service) => {}
            None => {
                let fired = fire(&look, &foreseen(context, one, at)).await?;
                told.opened += u64::from(fired.is_some());
            }
        }
    }
    for alert in open.iter().filter(|alert| alert.alert.kind == "prediction") {
        if !risks.iter().any(|one| one.said.key == alert.alert.about) {
            let is_unwanted = unwanted.iter().any(|one| one.said.key == alert.alert.about);
            told.over += u64::from(is_calm(&look, alert, is_unwanted).await?);
        }
    }
    Ok(told)
}
