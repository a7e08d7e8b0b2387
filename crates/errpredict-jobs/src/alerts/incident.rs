//! What goes on, from what is stored: what belongs together is one incident, whoever found it.

use std::collections::{BTreeMap, BTreeSet};

use errpredict::detect::Metric;
use errpredict::rca::{Cause, CauseKind};
use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::{Fingerprint, Result, Scope, Severity, Timestamp};
use errpredict_store::{AnomalyFilter, Page, STALE_MS, StoredAnomaly, StoredRootCauses, Tenant};
use serde_json::Value;

use super::message::{Message, News, Number};

/// What ended so shortly before is still news, where it was critical and nobody was told.
const ENDED_MS: i64 = 60 * MINUTE_MS;
/// A cause with less of the evidence does not make one service follow another. By judgement: it stands before all others then.
const BLAMED: f64 = 0.3;
/// One that follows begins no earlier than so long before what it follows.
const BEFORE_MS: i64 = 10 * MINUTE_MS;
/// What is listed of each.
const MOST: usize = 3;

/// What goes on in one service, or in all together.
#[derive(Debug, Clone)]
pub(super) struct Incident {
    /// The service; empty for all together.
    pub(super) about: String,
    /// The worst first.
    pub(super) anomalies: Vec<StoredAnomaly>,
    pub(super) causes: Option<StoredRootCauses>,
    /// Services that are in trouble because of it.
    pub(super) followers: Vec<String>,
}

impl Incident {
    pub(super) fn worst(&self) -> &StoredAnomaly {
        &self.anomalies[0]
    }

    pub(super) fn severity(&self) -> Severity {
        self.worst().found.severity
    }

    pub(super) fn start(&self) -> Timestamp {
        self.anomalies.iter().map(|one| one.found.start).min().unwrap_or(self.worst().found.start)
    }

    pub(super) fn is_ongoing(&self) -> bool {
        self.anomalies.iter().any(|one| one.found.ongoing)
    }

    pub(super) fn keys(&self) -> Vec<String> {
        self.anomalies.iter().map(|one| one.found.key.clone()).collect()
    }
}

/// Whether it is that the log itself stopped arriving.
pub(super) fn log_stopped(incident: &Incident) -> bool {
    let is_of_all = |one: &StoredAnomaly| {
        one.found.scope.is_system() && one.found.metric == Metric::Events && one.found.actual == 0.0
    };
    incident.anomalies.iter().any(is_of_all)
}

/// Everything that goes on as of an analysis, followers under what they follow. What is of one error group alone that nobody wants to hear
/// of at `at` is left out; its keys are given beside it, for it is not over.
pub(super) async fn going_on(
    tenant: &Tenant,
    analysed: Timestamp,
    at: Timestamp,
) -> Result<(Vec<Incident>, BTreeSet<String>)> {
    let tenant = tenant.on_primary();
    let ignored = tenant.ignored_groups(at).await?;
    let mut found =
        all(&tenant, &AnomalyFilter { ongoing: Some(true), ..AnomalyFilter::default() }, None).await?;
    let since = analysed.plus_ms(-2 * DAY_MS);
    let ended = AnomalyFilter {
        ongoing: Some(false),
        at_least: Some(Severity::Critical),
        ..AnomalyFilter::default()
    };
    let ended = all(&tenant, &ended, Some(since)).await?;
    found.extend(ended.into_iter().filter(|one| one.found.end > analysed.plus_ms(-ENDED_MS)));
    found.retain(|one| {
        one.found.is_told() && !one.false_positive && one.found.at > analysed.plus_ms(-STALE_MS)
    });
    let (unwanted, found): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|one| is_of_ignored(one.found.group, &one.found.scope, &ignored));
    let unwanted = unwanted.into_iter().filter(|one| one.found.ongoing).map(|one| one.found.key).collect();
    let mut by_scope: BTreeMap<String, Vec<StoredAnomaly>> = BTreeMap::new();
    for one in found {
        by_scope.entry(one.found.scope.service().unwrap_or_default().to_owned()).or_default().push(one);
    }
    let mut incidents = Vec::new();
    for (about, mut anomalies) in by_scope {
        let rank =
            |one: &StoredAnomaly| (one.found.ongoing, one.found.severity, one.found.is_rise().is_some());
        anomalies.sort_by(|a, b| rank(b).cmp(&rank(a)).then(a.found.p_value.total_cmp(&b.found.p_value)));
        let mut causes = tenant.root_causes_of_anomaly(&anomalies[0].found.key).await?;
        causes.truncate(1);
        incidents.push(Incident { about, anomalies, causes: causes.pop(), followers: Vec::new() });
    }
    // What all services together show is told only where no service shows it; that nothing comes of any is told in any case.
    if incidents.len() > 1 {
        incidents.retain(|incident| !incident.about.is_empty() || log_stopped(incident));
    }
    Ok((folded(incidents), unwanted))
}

/// Whether it is of one error group alone, and of one that is ignored. What a whole service shows is told whatever its groups are.
pub(super) fn is_of_ignored(group: Option<Fingerprint>, scope: &Scope, ignored: &[(String, String)]) -> bool {
    let Some(group) = group.map(|group| group.to_string()) else { return false };
    let service = scope.service();
    ignored.iter().any(|(of, fingerprint)| *fingerprint == group && service == Some(of.as_str()))
}

async fn all(
    tenant: &Tenant,
    filter: &AnomalyFilter,
    since: Option<Timestamp>,
) -> Result<Vec<StoredAnomaly>> {
    let mut found: Vec<StoredAnomaly> = Vec::new();
    let mut page = Page { after: None, limit: 1_000 };
    loop {
        let mut next = tenant.anomalies(filter, &page).await?;
        let is_last = next.len() < usize::from(page.limit);
        page.after = next.last().map(StoredAnomaly::cursor);
        let is_old = |one: &StoredAnomaly| since.is_some_and(|since| one.found.start < since);
        let is_far = next.last().is_some_and(is_old);
        next.retain(|one| !is_old(one));
        found.append(&mut next);
        if is_last || is_far {
            return Ok(found);
        }
    }
}

/// Puts a service that is in trouble because of another one under that.
fn folded(incidents: Vec<Incident>) -> Vec<Incident> {
    let starts: BTreeMap<String, Timestamp> =
        incidents.iter().map(|incident| (incident.about.clone(), incident.start())).collect();
    let leader = |incident: &Incident| -> Option<String> {
        let causes = &incident.causes.as_ref()?.found.causes;
        let blames = |cause: &&Cause| {
            cause.kind == CauseKind::Dependency && cause.share >= BLAMED && !cause.rests_on_order_alone()
        };
        let name = causes.iter().take(MOST).find(blames)?.subject.clone()?;
        let other = starts.get(&name).filter(|_| name != incident.about)?;
        (incident.start().ms() >= other.ms() - BEFORE_MS).then_some(name)
    };
    let leaders: Vec<Option<String>> = incidents.iter().map(leader).collect();
    let leads =
        |name: &str| incidents.iter().zip(&leaders).any(|(one, of)| one.about == name && of.is_none());
    // Of two that blame each other both are told.
    let follows: Vec<Option<String>> =
        leaders.iter().map(|leader| leader.clone().filter(|name| leads(name))).collect();
    let mut kept: Vec<Incident> = Vec::new();
    let mut followers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (incident, leader) in incidents.into_iter().zip(follows) {
        match leader {
            Some(leader) => followers.entry(leader).or_default().push(incident.about),
            None => kept.push(incident),
        }
    }
    for incident in &mut kept {
        incident.followers = followers.remove(&incident.about).unwrap_or_default();
    }
    kept
}

/// What is said of an incident.
pub(super) async fn message_of(tenant: &Tenant, incident: &Incident, at: Timestamp) -> Result<Message> {
    let worst = &incident.worst().found;
    let service = (!incident.about.is_empty()).then(|| incident.about.clone());
    let causes = incident.causes.as_ref().map(|causes| &causes.found);
    let strongest = causes.and_then(|causes| causes.causes.first());
    let lines =
        |cause: &Cause| cause.evidence.iter().take(2).map(|line| line.statement.clone()).collect::<Vec<_>>();
    let mut why: Vec<String> = strongest.map(lines).unwrap_or_default();
    if let Some(cause) = strongest {
        let subject = cause.subject.as_deref().map_or(String::new(), |subject| format!(" {subject}"));
        why.insert(
            0,
            format!(
                "likeliest: {}{subject} of {}, {:.0} % of the evidence",
                cause.kind,
                cause.service,
                100.0 * cause.share
            ),
        );
    }
    let shown = causes.map(|causes| &causes.errors[..causes.errors.len().min(MOST)]).unwrap_or_default();
    let mut what = vec![worst.in_one_line()];
    what.extend(incident.anomalies[1..].iter().take(MOST).map(|one| one.found.in_one_line()));
    what.extend(shown.iter().map(|group| group.evidence.statement.clone()));
    if !incident.followers.is_empty() {
        what.push(format!("{} follows", incident.followers.join(", ")));
    }
    let page = Page { after: None, limit: 20 };
    let keys = incident.keys();
    let mut actions = match &service {
        Some(service) => tenant.actions(Some(service), None, &page).await?,
        None => Vec::new(),
    };
    actions.retain(|action| {
        action.advised.because.iter().any(|key| keys.contains(key) || is_cause(causes, key))
    });
    actions.sort_by(|a, b| a.advised.by_urgency(&b.advised));
    let steps = incident.causes.iter().flat_map(|causes| causes.steps.iter().cloned());
    let mut todo: Vec<String> = actions.iter().map(|action| action.advised.title.clone()).collect();
    todo.dedup();
    let todo =
        if todo.is_empty() { steps.take(MOST).collect() } else { todo.into_iter().take(MOST).collect() };
    let numbers = incident
        .anomalies
        .iter()
        .take(MOST + 1)
        .map(|one| Number { name: one.found.metric.to_string(), value: one.found.numbers() });
    let mut sure = vec![worst.how_often()];
    if let Some(causes) = causes.filter(|causes| !causes.lacked.is_empty()) {
        sure.push(format!("causes would be clearer with {}", causes.lacked.join(", ")));
    }
    Ok(Message {
        news: News::Fired,
        kind: "anomaly".to_owned(),
        severity: incident.severity(),
        title: format!("{} {}: {}", worst.severity, worst.scope, worst.what()),
        what,
        why,
        sure,
        todo,
        numbers: numbers.filter(|number| !number.value.is_empty()).collect(),
        since: incident.start(),
        until: (!incident.is_ongoing()).then_some(worst.end),
        at,
        key: worst.key.clone(),
        keys,
        links: Vec::new(),
        about: None,
        with: None,
        joined: Vec::new(),
        service,
    })
}

fn is_cause(causes: Option<&errpredict::rca::RootCauseAnalysis>, key: &str) -> bool {
    let of = causes.iter().flat_map(|causes| causes.causes.iter().filter_map(|cause| cause.key.as_deref()));
    of.chain(causes.map(|causes| causes.key.as_str())).any(|known| known == key)
}

/// The message that stands with an alert, as it was when it fired.
pub(super) fn as_fired(fired: &Value) -> Option<Message> {
    serde_json::from_value(fired.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_an_ignored_group_alone_is_left_out() {
        let ignored = [("shop".to_owned(), Fingerprint(7).to_string())];
        let (shop, stock) = (Scope::service_named("shop"), Scope::service_named("stock"));
        for (group, scope, expected) in [
            (Some(7), &shop, true),
            (Some(8), &shop, false),
            (Some(7), &stock, false),
            // Of all services together, in which others may have it too.
            (Some(7), &Scope::System, false),
            (None, &shop, false),
        ] {
            assert_eq!(is_of_ignored(group.map(Fingerprint), scope, &ignored), expected, "{group:?} {scope}");
        }
    }
}
