//! What begins at the same time is told together: one message about an incident and not one a service. Nothing is hidden by it: each
//! service has its alert, the message of the first one names the others, and what still goes on when the first is over, or becomes worse
//! than it, is told by itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use errpredict::time::MINUTE_MS;
use errpredict::{Severity, Timestamp};
use errpredict_store::StoredAlert;
use uuid::Uuid;

use super::incident::{Incident, as_fired};
use super::message::{Message, News};
use super::quiet::is_silenced;
use super::steps::Look;

/// New incidents in the order in which they are told, each with the service in whose alert it is told of: one that began at the same time,
/// is as bad, and was told and goes on, or begins to be told now. None where it is told by itself. `severities` are those that alerts have
/// now, where something is new of them.
pub(super) fn arranged<'a>(
    look: &Look<'_>,
    mut new: Vec<&'a Incident>,
    open: &[StoredAlert],
    severities: &BTreeMap<Uuid, Severity>,
) -> Vec<(&'a Incident, Option<String>)> {
    let group_ms = i64::from(look.context.config.alerts.group_minutes) * MINUTE_MS;
    // The worst leads, and of those the first.
    new.sort_by_key(|incident| (Reverse(incident.severity()), incident.start(), incident.about.clone()));
    let (mut leads, mut held): (Vec<&Incident>, Vec<_>) = (Vec::new(), Vec::new());
    for incident in new {
        let may_be_held = group_ms > 0
            && !incident.about.is_empty()
            && incident.is_ongoing()
            && !is_silenced(look.silences, Some(&incident.about));
        let near = |start: Timestamp| (incident.start().ms() - start.ms()).abs() <= group_ms;
        let told_before = |alert: &&StoredAlert| {
            let severity = severities.get(&alert.id).copied().unwrap_or(alert.alert.severity);
            alert.alert.kind == "anomaly"
                && !alert.alert.about.is_empty()
                && !alert.alert.silenced
                && alert.calm_since.is_none()
                && severity.max(alert.alert.severity) >= incident.severity()
                && as_fired(&alert.alert.fired).is_some_and(|fired| near(fired.since))
        };
        let told_now = |lead: &&&Incident| {
            lead.is_ongoing()
                && !lead.about.is_empty()
                && !is_silenced(look.silences, Some(&lead.about))
                && near(lead.start())
        };
        // The one that began first, whatever the order they stand in.
        let since = |alert: &&StoredAlert| {
            (as_fired(&alert.alert.fired).map(|fired| fired.since), alert.alert.about.clone())
        };
        let before =
            || open.iter().filter(told_before).min_by_key(since).map(|alert| alert.alert.about.clone());
        let now = || leads.iter().find(told_now).map(|lead| lead.about.clone());
        match Some(()).filter(|()| may_be_held).and_then(|()| before().or_else(now)) {
            Some(leader) => held.push((incident, Some(leader))),
            None => leads.push(incident),
        }
    }
    held.into_iter().chain(leads.into_iter().map(|lead| (lead, None))).collect()
}

/// A message that names those that are told of with it.
pub(super) fn named(message: Message, joined: &[Message]) -> Message {
    let names = joined.iter().filter_map(|one| one.service.clone());
    Message {
        what: message.what.iter().cloned().chain(joined.iter().map(in_a_line)).collect(),
        joined: message.joined.iter().cloned().chain(names).collect(),
        ..message
    }
}

fn in_a_line(one: &Message) -> String {
    format!("with it since {}: {}", one.since, one.title)
}

/// What is told of in the alerts of services, by these.
pub(super) fn joined(going_on: &[StoredAlert]) -> BTreeMap<String, Vec<Message>> {
    let mut found: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    for alert in going_on.iter().filter(|alert| alert.alert.silenced && alert.calm_since.is_none()) {
        if let Some(fired) = as_fired(&alert.alert.fired)
            && let Some(leader) = &fired.with
        {
            found.entry(leader.clone()).or_default().push(fired);
        }
    }
    found
}

/// Whether an alert is told of in another one that goes on and is as bad.
pub(super) fn is_told_with(alert: &StoredAlert, fired: &Message, going_on: &[StoredAlert]) -> bool {
    let leads = |other: &StoredAlert| {
        other.alert.kind == "anomaly"
            && fired.with.as_ref() == Some(&other.alert.about)
            && !other.alert.silenced
            && other.calm_since.is_none()
            && other.alert.severity >= alert.alert.severity
    };
    alert.alert.silenced && going_on.iter().any(leads)
}

/// What is to be told of an alert: that it is worse, with those that fail with it since, or that it spreads to them.
pub(super) fn news(
    alert: &StoredAlert,
    worse: Option<Message>,
    joined: &[Message],
    at: Timestamp,
) -> Option<Message> {
    let fired = as_fired(&alert.alert.fired)?;
    let is_untold =
        |one: &&Message| one.service.as_ref().is_some_and(|service| !fired.joined.contains(service));
    let new: Vec<Message> = joined.iter().filter(is_untold).cloned().collect();
    let known = |message: Message| Message { joined: fired.joined.clone(), ..message };
    if new.is_empty() {
        return worse.map(known);
    }
    Some(match worse {
        Some(worse) => named(known(worse), &new),
        None => {
            let told = named(Message { what: Vec::new(), ..fired.clone() }, &new);
            let what = [told.what.clone(), fired.what.clone()].concat();
            Message { news: News::Spread, at, severity: alert.alert.severity, what, ..told }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::message::example;
    use super::*;
    use errpredict_store::NewAlert;
    use serde_json::json;

    fn alert(about: &str, fired: &Message, silenced: bool, severity: Severity) -> StoredAlert {
        StoredAlert {
            id: Uuid::nil(),
            alert: NewAlert {
                kind: "anomaly".to_owned(),
                about: about.to_owned(),
                key: fired.key.clone(),
                severity,
                opened_at: fired.at,
                escalate_at: None,
                silenced,
                fired: json!(fired),
            },
            seen_at: fired.at,
            calm_since: None,
            resolved_at: None,
            flaps: 0,
            escalation_level: 0,
            acknowledged_at: None,
            told_at: None,
        }
    }

    #[test]
    fn what_fails_with_it_is_told_once_and_by_itself_where_it_is_worse_or_left_alone() {
        let lead = alert("checkout", &example(), false, Severity::High);
        let web = Message {
            service: Some("web".to_owned()),
            title: "high web: more failed requests".to_owned(),
            with: Some("checkout".to_owned()),
            ..example()
        };
        let with = alert("web", &web, true, Severity::High);
        let joined = joined(&[lead.clone(), with.clone()]);
        assert_eq!(joined["checkout"], std::slice::from_ref(&web));
        let told = news(&lead, None, &joined["checkout"], example().at).unwrap();
        assert_eq!(told.news, News::Spread);
        assert!(told.what[0].contains("high web: more failed requests"), "{:?}", told.what);
        assert_eq!(told.subject(), format!("Spreads: {}", example().title));
        let known = alert("checkout", &Message { joined: told.joined, ..example() }, false, Severity::High);
        assert_eq!(news(&known, None, &joined["checkout"], example().at), None, "once");
        for (what, going_on, expected) in [
            ("the first goes on", vec![lead.clone(), with.clone()], true),
            ("the first is over", vec![with.clone()], false),
            ("the first is told to nobody", vec![alert("checkout", &example(), true, Severity::High)], false),
            ("the first is less bad", vec![alert("checkout", &example(), false, Severity::Medium)], false),
        ] {
            assert_eq!(is_told_with(&with, &web, &going_on), expected, "{what}");
        }
    }
}
