//! What moves an alert on: it is worse, it comes back, nobody answers, a silence ends, it is over. Each step asks what holds now: how bad it
//! is, who is told of that, and whether a silence holds.

use std::collections::BTreeSet;

use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Result, Severity, Timestamp};
use errpredict_store::{AlertStep, OutMessage, StoredAlert, StoredSilence, Tenant};
use serde_json::json;

use super::group;
use super::incident::as_fired;
use super::links::links;
use super::message::{Message, News};
use super::quiet::is_silenced;
use super::route::Routes;
use crate::context::Context;

/// Levels that are told that nobody answered. By judgement: who was not moved by three messages is not by a fourth.
const MOST_LEVELS: i32 = 3;
/// What was told once more is not told again: it flaps.
const TOLD_AGAIN: i32 = 1;
/// Far enough that nobody is told.
const NEVER_MS: i64 = 365 * 24 * HOUR_MS;

/// What holds while alerts are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) context: &'a Context,
    pub(super) tenant: &'a Tenant,
    pub(super) at: Timestamp,
    pub(super) silences: &'a [StoredSilence],
}

impl<'a> Look<'a> {
    pub(super) async fn routes(&self) -> Result<Routes<'a>> {
        Routes::of(self.tenant, &self.context.config.alerts, self.at).await
    }

    fn is_silent(&self, message: &Message) -> bool {
        is_silenced(self.silences, message.service.as_deref())
    }

    async fn step(&self, alert: &StoredAlert, step: &AlertStep, messages: &[OutMessage]) -> Result<bool> {
        self.tenant.step_alert(alert, step, messages).await
    }
}

/// Whether it is worse than was said, and bad enough to say so.
pub(super) fn is_worse(alert: &StoredAlert, severity: Severity) -> bool {
    severity > alert.alert.severity && severity >= Severity::High
}

/// It goes on: what belongs to it grows, and what is new of it is told: that it is worse than was said, or that it spreads. Gives whether
/// it was told.
pub(super) async fn goes_on(
    look: &Look<'_>,
    alert: &StoredAlert,
    keys: &[String],
    worse: Option<Message>,
) -> Result<bool> {
    let mut step = AlertStep { seen_at: Some(look.at), ..AlertStep::default() };
    let mut messages = Vec::new();
    let Some(fired) = as_fired(&alert.alert.fired) else {
        return look.step(alert, &step, &messages).await.map(|_| false);
    };
    let known: BTreeSet<&String> = fired.keys.iter().collect();
    let all: Vec<String> =
        known.iter().copied().chain(keys).collect::<BTreeSet<_>>().into_iter().cloned().collect();
    // The numbers stay as they were when it fired; how bad it is does not.
    let now = match &worse {
        Some(worse) => {
            let joined = worse.joined.clone();
            Message { severity: worse.severity, title: worse.title.clone(), joined, ..fired.clone() }
        }
        None => fired.clone(),
    };
    if worse.is_some() || all.len() > known.len() {
        step.fired = Some(json!(Message { keys: all.clone(), ..now }));
    }
    if let Some(worse) = worse {
        let routes = look.routes().await?;
        step.severity = Some(worse.severity);
        // What a silence holds back is told when it ends.
        step.silenced = Some(alert.alert.silenced || look.is_silent(&fired));
        if step.silenced == Some(false) {
            if worse.news == News::Worse {
                step.escalate_at =
                    routes.escalates(worse.severity, worse.news).filter(|_| alert.acknowledged_at.is_none());
            }
            let links = fired.links.clone();
            let key = alert.alert.key.clone();
            messages = routes.messages(&Message { key, keys: all, links, ..worse }, 0);
        }
    }
    let is_told = !messages.is_empty();
    Ok(look.step(alert, &step, &messages).await? && is_told)
}

/// Nothing is heard of it, or nobody wants to hear of it any more: over once that has lasted. Gives whether it is.
pub(super) async fn is_calm(look: &Look<'_>, alert: &StoredAlert, is_unwanted: bool) -> Result<bool> {
    let Some(since) = alert.calm_since else {
        let step = AlertStep { calm_since: Some(look.at), ..AlertStep::default() };
        return look.step(alert, &step, &[]).await.map(|_| false);
    };
    let calm_ms = calm_ms(look.context.config.alerts.calm_minutes, alert.flaps);
    if look.at.ms() - since.ms() >= calm_ms { resolve(look, alert, is_unwanted).await } else { Ok(false) }
}

/// How long it must be calm before it is over: twice as long each time it came back, four hours at most.
fn calm_ms(calm_minutes: u32, flaps: i32) -> i64 {
    let minutes = i64::from(calm_minutes) << flaps.clamp(0, 10);
    (minutes * MINUTE_MS).min(4 * HOUR_MS)
}

/// Ends an alert, and tells those who were told of it since it came back, whoever is on call now and whatever a silence says. Where nobody
/// wants to hear of its error group they are told that, and not that the trouble ended.
pub(super) async fn resolve(look: &Look<'_>, alert: &StoredAlert, is_unwanted: bool) -> Result<bool> {
    let over = AlertStep { resolved_at: Some(look.at), ..AlertStep::default() };
    let Some(message) = said_now(look, alert, News::Over) else {
        return look.step(alert, &over, &[]).await;
    };
    let message = if is_unwanted { set_aside(message) } else { message };
    // Whatever the reason is, what was opened elsewhere is closed by a time.
    let until = Some(alert.calm_since.unwrap_or(look.at));
    let told = look.tenant.told_of_alert(alert.id).await?;
    let messages = look.routes().await?.to(&Message { until, todo: Vec::new(), ..message }, &told);
    look.step(alert, &over, &messages).await
}

/// That it is told no more, and may go on.
fn set_aside(message: Message) -> Message {
    let title = format!("ignored, and may go on: {}", message.title);
    let ignored = "it is told no more because its error group is ignored, and not because it ended";
    let what = std::iter::once(ignored.to_owned()).chain(message.what).collect();
    Message { title, what, ..message }
}

/// What is said of an alert now: as it fired, and as bad as it is.
fn said_now(look: &Look<'_>, alert: &StoredAlert, news: News) -> Option<Message> {
    let fired = as_fired(&alert.alert.fired)?;
    Some(Message { news, at: look.at, severity: alert.alert.severity, ..fired })
}

/// What became of an alert that goes on, beside what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved {
    Not,
    Told,
    Escalated,
    Repeated,
}

/// Moves on what goes on: what a silence held back is told once it ended, what nobody answered goes to the next or is told again, and
/// what came back too often to be told is told where it lasts.
pub(super) async fn moves_on(
    look: &Look<'_>,
    alert: &StoredAlert,
    going_on: &[StoredAlert],
) -> Result<Moved> {
    let Some(fired) = as_fired(&alert.alert.fired).filter(|_| alert.calm_since.is_none()) else {
        return Ok(Moved::Not);
    };
    if look.is_silent(&fired) || group::is_told_with(alert, &fired, going_on) {
        return Ok(Moved::Not);
    }
    let came = |moved: Moved, is_so: bool| if is_so { moved } else { Moved::Not };
    if alert.alert.silenced {
        return silence_ends(look, alert).await.map(|told| came(Moved::Told, told));
    }
    if alert.alert.escalate_at.is_some_and(|due| due <= look.at) {
        return escalate(look, alert).await.map(|told| came(Moved::Escalated, told));
    }
    if alert.flaps > TOLD_AGAIN && lasts(look, alert, &fired).await? {
        return tell(look, alert, News::Again).await.map(|told| came(Moved::Told, told));
    }
    repeat(look, alert).await.map(|told| came(Moved::Repeated, told))
}

/// A silence ended: what still goes on is told, unless somebody took it meanwhile.
async fn silence_ends(look: &Look<'_>, alert: &StoredAlert) -> Result<bool> {
    let news = if look.tenant.told_of_alert(alert.id).await?.is_empty() { News::Fired } else { News::Worse };
    tell(look, alert, news).await
}

/// Whether what came back too often to be told goes on for longer than it takes to be over, and nobody knows of it.
async fn lasts(look: &Look<'_>, alert: &StoredAlert, fired: &Message) -> Result<bool> {
    let calm_ms = calm_ms(look.context.config.alerts.calm_minutes, alert.flaps);
    Ok(look.at.ms() - fired.at.ms() >= calm_ms
        && alert.acknowledged_at.is_none()
        && look.tenant.told_of_alert(alert.id).await?.is_empty())
}

/// Tells now what was held back.
async fn tell(look: &Look<'_>, alert: &StoredAlert, news: News) -> Result<bool> {
    let Some(message) = said_now(look, alert, news) else { return Ok(false) };
    let mut step = AlertStep { seen_at: Some(look.at), silenced: Some(false), ..AlertStep::default() };
    if alert.acknowledged_at.is_some() || is_taken(look, alert, &message).await? {
        return look.step(alert, &step, &[]).await.map(|_| false);
    }
    let routes = look.routes().await?;
    step.escalate_at = routes.escalates(message.severity, message.news);
    step.told_at = Some(look.at);
    look.step(alert, &step, &routes.messages(&message, 0)).await
}

async fn is_taken(look: &Look<'_>, alert: &StoredAlert, fired: &Message) -> Result<bool> {
    let keys = if fired.keys.is_empty() { vec![fired.key.clone()] } else { fired.keys.clone() };
    look.tenant.is_alert_taken(alert.id, &keys).await
}

/// Nobody answered: the next level is told, or nobody any more.
async fn escalate(look: &Look<'_>, alert: &StoredAlert) -> Result<bool> {
    let Some(message) = said_now(look, alert, News::Escalated) else { return Ok(false) };
    let never = Some(look.at.plus_ms(NEVER_MS));
    if alert.acknowledged_at.is_some() || is_taken(look, alert, &message).await? {
        // There is no way back from an answer.
        let taken = AlertStep { acknowledged_at: Some(look.at), escalate_at: never, ..AlertStep::default() };
        return look.step(alert, &taken, &[]).await.map(|_| false);
    }
    let level = alert.escalation_level + 1;
    let routes = look.routes().await?;
    let next = (level < MOST_LEVELS).then(|| routes.escalates(message.severity, message.news)).flatten();
    let step = AlertStep { escalated_to: Some(level), escalate_at: next.or(never), ..AlertStep::default() };
    look.step(alert, &step, &routes.messages(&message, level)).await
}

/// Tells again of what goes on and nobody answered, where the policy of what is so bad says that; gives whether it was told.
async fn repeat(look: &Look<'_>, alert: &StoredAlert) -> Result<bool> {
    let routes = look.routes().await?;
    let severity = alert.alert.severity;
    let Some(every_ms) = routes.repeats_ms(severity) else { return Ok(false) };
    // What quiet hours hold back is told once when they end, and not once for each time that they held back.
    if routes.heard_at(severity, News::Repeated, look.at) > look.at {
        return Ok(false);
    }
    let last = routes.heard_at(severity, News::Fired, alert.told_at.unwrap_or(alert.alert.opened_at));
    if look.at.ms() - last.ms() < every_ms || alert.acknowledged_at.is_some() {
        return Ok(false);
    }
    let Some(message) = said_now(look, alert, News::Repeated) else { return Ok(false) };
    if look.tenant.told_of_alert(alert.id).await?.is_empty() || is_taken(look, alert, &message).await? {
        return Ok(false);
    }
    let mut messages = routes.messages(&message, alert.escalation_level);
    // Each time is another message.
    messages.iter_mut().for_each(|one| one.news = format!("{} {}", News::Repeated.name(), look.at));
    let step = AlertStep { seen_at: Some(look.at), told_at: Some(look.at), ..AlertStep::default() };
    look.step(alert, &step, &messages).await
}

/// The same goes on again: it is told once more, and then only where it is worse than was said, or lasts. Gives whether this moved it.
pub(super) async fn comes_back(look: &Look<'_>, before: &StoredAlert, message: Message) -> Result<bool> {
    let fired = as_fired(&before.alert.fired);
    let keys = fired.iter().flat_map(|fired| fired.keys.clone()).chain(message.keys.clone());
    let keys: BTreeSet<String> = keys.collect();
    let message = Message {
        news: News::Again,
        keys: keys.into_iter().collect(),
        key: before.alert.key.clone(),
        ..message
    };
    let links = links(&look.context.config.alerts, look.tenant.id(), &message)?;
    let message = Message { links, ..message };
    // What a silence held back nobody knows of yet.
    let is_news = before.flaps < TOLD_AGAIN || before.alert.silenced || is_worse(before, message.severity);
    let is_silent = look.is_silent(&message);
    let routes = look.routes().await?;
    let mut step = AlertStep {
        seen_at: Some(look.at),
        again: true,
        severity: Some(if is_news { message.severity } else { message.severity.max(before.alert.severity) }),
        fired: Some(json!(Message { news: News::Fired, ..message.clone() })),
        silenced: Some(is_news && is_silent),
        ..AlertStep::default()
    };
    let mut messages = Vec::new();
    if is_news && !is_silent {
        step.escalate_at = routes.escalates(message.severity, message.news);
        step.told_at = Some(look.at);
        messages = routes.messages(&message, 0);
    }
    look.step(before, &step, &messages).await
}

#[cfg(test)]
mod tests {
    use super::super::message::example;
    use super::*;

    #[test]
    fn what_is_ignored_is_not_said_to_have_ended() {
        let message = set_aside(Message { news: News::Over, ..example() });
        assert!(message.subject().starts_with("Over: ignored, and may go on: critical checkout: "));
        assert!(message.what[0].ends_with("and not because it ended"), "{:?}", message.what);
        assert_eq!(message.what[1..], example().what[..]);
    }
}
