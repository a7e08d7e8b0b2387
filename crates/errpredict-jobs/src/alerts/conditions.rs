//! Conditions that people write: what holds is told once, what no longer does is over. Of an error group there is nothing that could be
//! over: it is told once, and laid aside after a day. One condition nobody writes: an error that a person called resolved and that is
//! back is told whoever asked for it. Of groups that are ignored none of these tells, and those that were put together are one.

use std::collections::BTreeSet;

use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::{Result, Severity, Timestamp};
use errpredict_store::{AlertStep, Condition, Group, GroupHit, StoredAlert, Tenant, When, named};
use sha2::{Digest as _, Sha256};

use super::message::{CONDITION, Message, News, Number};
use super::notify::{fire, plain};
use super::steps::{Look, comes_back, goes_on, is_calm, is_worse};

/// How far back an error group is new, and how long one that was told stays open.
const GROUP_MS: i64 = DAY_MS;
/// What the hourly batch said longer ago is said anew by now, or is not.
const SAID_MS: i64 = 75 * MINUTE_MS;
/// It is looked so often, by the job that tells of predictions.
const LOOK_MS: i64 = 5 * MINUTE_MS;
/// From this length on a look every five minutes misses little. By judgement: one in twelve of an hour.
const SHORT_MINUTES: u32 = 60;
/// The name of the condition that nobody writes.
const BACK_AGAIN: &str = "resolved and back";
/// What stands before the time of the decision that a regression contradicts.
const AFTER: &str = " after ";
/// Services that are told of one by one; conditions of whole systems are for the dashboard of whoever has that many.
const MOST: usize = 200;

/// What a condition holds of.
struct Hit {
    service: String,
    /// The error group, where it is of one.
    group: Option<String>,
    title: String,
    what: Vec<String>,
    sure: Vec<String>,
    numbers: Vec<Number>,
    since: Timestamp,
    /// When the group was called resolved, where it is back in spite of that.
    again: Option<Timestamp>,
}

impl Hit {
    fn group_of(&self) -> (String, Option<String>) {
        (self.service.clone(), self.group.clone())
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Came {
    pub(super) looked_at: u64,
    pub(super) opened: u64,
    pub(super) over: u64,
}

/// Holds every condition against what is stored, as of a time.
pub(super) async fn update(look: &Look<'_>, open: &[StoredAlert]) -> Result<Came> {
    let Look { tenant, at, .. } = *look;
    let said = tenant.on_primary().configuration().await?;
    let mut came = Came::default();
    let (mut holding, mut told_back) = (Vec::new(), BTreeSet::new());
    let back = back_again();
    for (condition, is_own) in said.conditions.iter().map(|one| (one, true)).chain([(&back, false)]) {
        let mut hits = hits(tenant, condition, &said.groups, at).await?;
        if condition.when == When::Regression {
            // What nobody called resolved is for those who ask, and what was asked for is told by what asks, as bad as that says.
            hits.retain(|hit| is_own || hit.again.is_some() && !told_back.contains(&hit.group_of()));
            told_back.extend(hits.iter().map(Hit::group_of));
        }
        let why = match is_own {
            true => format!("the condition `{}` holds", condition.name),
            false => "a person called it resolved, and it is not".to_owned(),
        };
        came.looked_at += hits.len() as u64;
        for hit in hits.into_iter().take(MOST) {
            let about = about(condition, &hit);
            let known =
                open.iter().find(|alert| alert.alert.kind == CONDITION && is_told(alert, &about, &hit));
            match known {
                Some(alert) => {
                    holding.push(alert.alert.about.clone());
                    // Whoever wrote it says meanwhile that it is worse.
                    let worse = is_worse(alert, condition.severity)
                        .then(|| message(condition, (&hit, &about), &why, at))
                        .map(|message| Message { news: News::Worse, ..message });
                    goes_on(look, alert, &[], worse).await?;
                }
                None => {
                    let message = message(condition, (&hit, &about), &why, at);
                    match before(look, condition, &about).await? {
                        Some(_) if is_of_groups(condition.when) => {}
                        Some(before) => drop(comes_back(look, &before, message).await?),
                        None => came.opened += u64::from(fire(look, &message).await?.is_some()),
                    }
                }
            }
            holding.push(about);
        }
    }
    for alert in
        open.iter().filter(|alert| alert.alert.kind == CONDITION && !holding.contains(&alert.alert.about))
    {
        let is_of_group = alert.alert.fired["keys"].as_array().is_some_and(|keys| keys.len() > 1);
        match is_of_group {
            // Nobody is told that an error group is no longer new.
            true => {
                let over = AlertStep { resolved_at: Some(at), ..AlertStep::default() };
                tenant.step_alert(alert, &over, &[]).await?;
            }
            false => came.over += u64::from(is_calm(look, alert, false).await?),
        }
    }
    Ok(came)
}

/// The condition that nobody writes. By judgement high: a person said that it is done, and it is not.
fn back_again() -> Condition {
    Condition {
        name: BACK_AGAIN.to_owned(),
        when: When::Regression,
        severity: Severity::High,
        services: Vec::new(),
        groups: Vec::new(),
        at_least: None,
        minutes: None,
        error_type: None,
        least: None,
        above: None,
        target: None,
        horizon_minutes: None,
    }
}

/// What an alert of a condition is about: one at a time. Called resolved again and back again is another one.
fn about(condition: &Condition, hit: &Hit) -> String {
    let group = hit.group.as_deref().map_or(String::new(), |group| format!(" {group}"));
    let again = hit.again.map_or(String::new(), |at| format!("{AFTER}{at}"));
    format!("{}: {}{group}{again}", condition.name, hit.service)
}

/// Whether an alert tells of it: the same one, or that of a regression where somebody opened the group again since.
fn is_told(alert: &StoredAlert, about: &str, hit: &Hit) -> bool {
    let of = &alert.alert.about;
    let is_opened_again =
        || hit.again.is_none() && of.strip_prefix(about).is_some_and(|rest| rest.starts_with(AFTER));
    of == about || is_opened_again()
}

/// The alert that this is the same as, although it is over: of an error group one that was told in the last days, of anything else
/// one that was over a while ago.
async fn before(look: &Look<'_>, condition: &Condition, about: &str) -> Result<Option<StoredAlert>> {
    let Look { context, tenant, at, .. } = *look;
    let found = tenant.newest_alert(CONDITION, about, at.plus_ms(-7 * DAY_MS)).await?;
    let again_ms = match is_of_groups(condition.when) {
        true => 2 * GROUP_MS,
        false => i64::from(context.config.alerts.again_minutes) * MINUTE_MS,
    };
    Ok(found.filter(|one| one.resolved_at.is_some_and(|over| at.ms() - over.ms() <= again_ms)))
}

const fn is_of_groups(when: When) -> bool {
    matches!(when, When::NewGroup | When::Regression | When::NewInRelease)
}

fn message(condition: &Condition, (hit, about): (&Hit, &str), why: &str, at: Timestamp) -> Message {
    let digest = Sha256::digest(about.as_bytes());
    let key: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let mut keys = vec![key.clone()];
    keys.extend(hit.group.clone());
    Message {
        service: Some(hit.service.clone()),
        title: format!("{} {}: {}", condition.severity, hit.service, hit.title),
        what: hit.what.clone(),
        why: vec![why.to_owned()],
        sure: hit.sure.clone(),
        numbers: hit.numbers.clone(),
        since: hit.since,
        keys,
        about: Some(about.to_owned()),
        ..plain(CONDITION, condition.severity, &key, at)
    }
}

async fn hits(tenant: &Tenant, condition: &Condition, groups: &[Group], at: Timestamp) -> Result<Vec<Hit>> {
    let at_least = condition.at_least.unwrap_or(1);
    let mut found = match condition.when {
        When::Count => counted(tenant, condition, at_least, at).await?,
        When::NewGroup => {
            let all = tenant.new_groups(at.plus_ms(-GROUP_MS), at, at_least).await?;
            all.iter().map(|group| of_group(group, "a new error")).collect()
        }
        When::Regression => {
            let all = tenant.groups_that_came_back(at.plus_ms(-GROUP_MS), at, at_least).await?;
            all.iter().map(|group| of_group(group, "an error is back")).collect()
        }
        When::NewInRelease => {
            let all = tenant.groups_of_newest_release(at.plus_ms(-GROUP_MS), at, at_least).await?;
            let words =
                |group: &GroupHit| format!("new in release {}", group.release.as_deref().unwrap_or_default());
            all.iter().map(|group| of_group(group, &words(group))).collect()
        }
        When::Probability => likely(tenant, condition, at).await?,
        When::Forecast => forecast(tenant, condition, at).await?,
    };
    let of = named(&condition.services, &condition.groups, groups);
    found.retain(|hit| of.is_empty() || of.contains(&hit.service));
    Ok(found)
}

async fn counted(tenant: &Tenant, condition: &Condition, at_least: u32, at: Timestamp) -> Result<Vec<Hit>> {
    let minutes = condition.minutes.unwrap_or(1);
    let least = condition.least.unwrap_or(Severity::Medium);
    let error_type = condition.error_type.as_deref();
    // What is short comes and goes between two looks: it counts where it came in any such time since the look before.
    let all = match minutes <= SHORT_MINUTES {
        true => tenant.most_errors_within(minutes, (at.plus_ms(-LOOK_MS), at), error_type, least).await?,
        false => {
            let span = (at.plus_ms(-i64::from(minutes) * MINUTE_MS), at);
            tenant.counted_errors(span, error_type, least).await?
        }
    };
    let of = condition.error_type.as_deref().unwrap_or("errors");
    let hit = |one: errpredict_store::CountedErrors| Hit {
        title: format!("{} {of} within {minutes} min", one.errors),
        what: vec![format!("{} {of} within {minutes} min, where {at_least} were asked for", one.errors)],
        sure: vec!["it was counted".to_owned()],
        numbers: vec![
            Number { name: of.to_owned(), value: format!("{} in {minutes} min", one.errors) },
            Number { name: "asked for".to_owned(), value: format!("{at_least} in {minutes} min") },
        ],
        since: one.first,
        service: one.service,
        group: None,
        again: None,
    };
    Ok(all.into_iter().filter(|one| one.errors >= u64::from(at_least)).map(hit).collect())
}

fn of_group(group: &GroupHit, words: &str) -> Hit {
    let mut what = vec![format!("{}, {} times since {}", group.error_type, group.errors, group.since)];
    what.extend(group.resolved_at.map(|at| {
        let of = group.resolved_in.as_ref().map_or(String::new(), |release| format!(" in release {release}"));
        format!("it was called resolved{of} on {at}, and this contradicts it")
    }));
    what.extend(group.sample.clone());
    let mut numbers = vec![Number { name: "errors".to_owned(), value: group.errors.to_string() }];
    numbers.extend(group.release.clone().map(|value| Number { name: "release".to_owned(), value }));
    Hit {
        service: group.service.clone(),
        group: Some(group.fingerprint.clone()),
        title: format!("{words}: {}", group.error_type),
        what,
        sure: vec!["it was counted".to_owned()],
        numbers,
        since: group.since,
        again: group.resolved_at,
    }
}

async fn likely(tenant: &Tenant, condition: &Condition, at: Timestamp) -> Result<Vec<Hit>> {
    let above = condition.above.unwrap_or(1.0);
    let span = (at.plus_ms(-SAID_MS), at);
    let all = tenant.likely(span, above, condition.target, condition.horizon_minutes).await?;
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let mut hits: Vec<Hit> = Vec::new();
    for one in all {
        let what = one.target.name().replace('_', " ");
        let said = format!("{what} within {} min: {}", one.horizon_minutes, percent(one.probability));
        let by =
            if one.of_model { "a model says it" } else { "it is the share of the past: no model says it" };
        // Several questions of a service are one alert.
        match hits.last_mut().filter(|hit| hit.service == one.service) {
            Some(hit) => hit.what.push(said),
            None => {
                let mut numbers =
                    vec![Number { name: "probability".to_owned(), value: percent(one.probability) }];
                numbers.extend(
                    one.usual.map(|usual| Number { name: "usual".to_owned(), value: percent(usual) }),
                );
                hits.push(Hit {
                    title: said.clone(),
                    what: vec![said],
                    sure: vec![by.to_owned()],
                    numbers,
                    since: one.at,
                    service: one.service,
                    group: None,
                    again: None,
                });
            }
        }
    }
    Ok(hits)
}

async fn forecast(tenant: &Tenant, condition: &Condition, at: Timestamp) -> Result<Vec<Hit>> {
    let (above, minutes) = (condition.above.unwrap_or(f64::MAX), condition.minutes.unwrap_or(0));
    let until = at.plus_ms(i64::from(minutes) * MINUTE_MS);
    let mut hits = Vec::new();
    // Made at the last full hour, or at the one before.
    for one in tenant.newest_forecasts(at.plus_ms(-2 * HOUR_MS), at).await? {
        let mut ahead = one.values.iter().filter(|step| step.time > at && step.time <= until);
        let Some(step) = ahead.find(|step| step.value >= above) else { continue };
        let surely = step.lower.is_some_and(|lower| lower >= above);
        let sure = if surely { "its whole interval lies above" } else { "its interval reaches below" };
        hits.push(Hit {
            title: format!("errors forecast to reach {above} an hour by {}", step.time),
            what: vec![format!("{:.0} errors an hour are forecast for {}", step.value, step.time)],
            sure: vec![sure.to_owned()],
            numbers: vec![
                Number { name: "forecast".to_owned(), value: format!("{:.1} errors/h", step.value) },
                Number { name: "asked for".to_owned(), value: format!("{above} errors/h") },
            ],
            since: one.at,
            service: one.service,
            group: None,
            again: None,
        });
    }
    Ok(hits)
}
