//! errpredict watches itself: jobs that fail or are late, events that arrive late, a database and a disk that fill up, people whom no
//! message reaches. What is found is an alert of the kind `platform`, told like every other; that a log stopped arriving is one too, told
//! where anomalies are.
//!
//! Whoever works looks once a minute, beside the jobs and not as one of them: a job that tells of failing jobs would not when it
//! fails itself.

use std::collections::BTreeMap;
use std::path::PathBuf;

use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::vocabulary::NotificationChannel;
use errpredict::{Error, ErrorKind, Result, Severity, Timestamp};
use errpredict_store::{Arrival, Executor, Group, JobHealth, StoredAction, Tenant, Unreached};
use uuid::Uuid;

use crate::act::executor_for;
use crate::alerts::{Number, PlatformTrouble, notify_platform};
use crate::config::Platform;
use crate::context::{Context, apart};

/// The part of its room that a database or a disk may take before somebody is told. By judgement: the last tenth of a disk that
/// fills over weeks is days.
const FULL: f64 = 0.9;
/// Nothing is told of what is back below this part. By judgement: a little lower, so that what hovers is not told again and again.
const ROOM: f64 = 0.85;
/// Services that must have something before half of them say how late all is. By judgement: of one or two the clock may be wrong.
const LEAST_SERVICES: i64 = 3;

/// What a disk holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Disk {
    free: u64,
    whole: u64,
}

/// Bytes in words.
fn gib(bytes: u64) -> String {
    format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30))
}

fn minutes(ms: i64) -> String {
    let minutes = ms / MINUTE_MS;
    if minutes < 120 { format!("{minutes} minutes") } else { format!("{} hours", minutes / 60) }
}

fn trouble(about: String, severity: Severity, title: String) -> PlatformTrouble {
    PlatformTrouble { about, severity, title, what: Vec::new(), todo: Vec::new(), numbers: Vec::new() }
}

fn number(name: &str, value: String) -> Number {
    Number { name: name.to_owned(), value }
}

/// What an alert about a job is about.
fn of_job(job: &str) -> String {
    format!("job {job}")
}

/// What is wrong with a job; nothing where it is well.
fn judge_job(health: &JobHealth, now: Timestamp, config: &Platform) -> Option<PlatformTrouble> {
    let about = of_job(&health.job);
    let last = health.completed_at.map_or("never within eight days".to_owned(), |at| at.to_string());
    let numbers = vec![
        number("last done", last),
        number("failed for good since", health.failed.to_string()),
        number("a slot waits for", minutes(health.lag_ms(now))),
    ];
    if health.fails() {
        return Some(PlatformTrouble {
            what: health.error.iter().map(|error| format!("it said: {error}")).collect(),
            todo: vec![
                "Look at its runs: GET jobs/, and the log of `errpredict work`".to_owned(),
                format!("Once it is mended: errpredict work --now --job {}", health.job),
            ],
            numbers,
            ..trouble(about, Severity::High, format!("high: the job {} fails", health.job))
        });
    }
    let overdue_ms = i64::from(config.overdue_minutes) * MINUTE_MS;
    if health.lag_ms(now) <= overdue_ms {
        return None;
    }
    let why = match health.runs_since {
        Some(since) => format!("the slot before it runs since {since}"),
        None => "no worker takes it".to_owned(),
    };
    Some(PlatformTrouble {
        what: vec![why],
        todo: vec!["See that `errpredict work` runs, and that one keeps up: GET jobs/".to_owned()],
        numbers,
        ..trouble(about, Severity::High, format!("high: the job {} is late", health.job))
    })
}

/// Whether events arrive late as a whole; `told` says whether that is told already.
fn judge_arrival(found: &Arrival, config: &Platform, told: bool) -> Option<PlatformTrouble> {
    let late_ms = found.late_ms.filter(|_| found.services >= LEAST_SERVICES)?;
    let limit_ms = i64::from(config.late_minutes) * MINUTE_MS;
    // Over only once half of it is gone.
    if late_ms <= if told { limit_ms / 2 } else { limit_ms } {
        return None;
    }
    let title = format!("high: events arrive {} late", minutes(late_ms));
    Some(PlatformTrouble {
        what: vec![
            "the services log, and what they log comes late: what is told of them is as late".to_owned(),
            "the newest event of half of the services was received so long after it happened, or later".to_owned(),
        ],
        todo: vec![
            "Look at what brings the events (collector, queue, network), and at answers with status 429 (metrics)".to_owned(),
            "Where no event is late: the clocks of the senders, or their time zone, are wrong".to_owned(),
        ],
        numbers: vec![
            number("late by", minutes(late_ms)),
            number("services", found.services.to_string()),
        ],
        ..trouble("arrival".to_owned(), Severity::High, title)
    })
}

/// Whether the database outgrows what it may take.
fn judge_database(bytes: u64, config: &Platform, told: bool) -> Option<PlatformTrouble> {
    let whole = config.max_bytes()?;
    let share = bytes as f64 / whole.max(1) as f64;
    if share < if told { ROOM } else { FULL } {
        return None;
    }
    let severity = if share >= 1.0 { Severity::High } else { Severity::Medium };
    Some(PlatformTrouble {
        what: vec![format!(
            "{} of {} are taken; from there on the oldest days go first",
            gib(bytes),
            gib(whole)
        )],
        todo: vec![
            "Keep less (retention), send less (sampling, floods), or give it more (platform.max_gib)"
                .to_owned(),
            "What takes how much: errpredict store status".to_owned(),
        ],
        numbers: vec![number("taken", gib(bytes)), number("allowed", gib(whole))],
        ..trouble("database".to_owned(), severity, format!("{severity}: the database fills up"))
    })
}

/// Whether the disk of a private cluster fills up.
fn judge_disk(disk: Disk, told: bool) -> Option<PlatformTrouble> {
    let share = 1.0 - disk.free as f64 / disk.whole.max(1) as f64;
    if share < if told { ROOM } else { FULL } {
        return None;
    }
    // A database whose disk is full stops, and so does everything that is sent to it.
    Some(PlatformTrouble {
        what: vec![format!("{} of {} are free", gib(disk.free), gib(disk.whole))],
        todo: vec!["Make room on the disk of the data folder, or move the folder".to_owned()],
        numbers: vec![number("free", gib(disk.free)), number("whole", gib(disk.whole))],
        ..trouble(
            "disk".to_owned(),
            Severity::Critical,
            "critical: the disk of the database fills up".to_owned(),
        )
    })
}

/// What a folder's disk holds.
async fn disk_of(folder: PathBuf) -> Result<Disk> {
    apart(move || {
        let found = rustix::fs::statvfs(&folder).map_err(|error| {
            Error::new(
                ErrorKind::Io,
                format!("what the disk of `{}` holds is not told: {error}", folder.display()),
            )
        })?;
        // What root alone may use is not free.
        Ok(Disk { free: found.f_bavail * found.f_frsize, whole: found.f_blocks * found.f_frsize })
    })
    .await
}

/// Looks at everything once, as of a time, and tells of it.
///
/// # Errors
/// `unavailable` where the database cannot be reached.
pub async fn look_after_itself(context: &Context, now: Timestamp) -> Result<()> {
    let mut failed = None;
    for (id, name) in context.store.tenants().await? {
        // One tenant's trouble is not another's.
        if let Err(error) = of_tenant(context, id, &name, now).await {
            tracing::warn!(tenant = %id, error = %error, "it could not be looked at how a tenant fares");
            failed.get_or_insert(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

async fn of_tenant(context: &Context, id: Uuid, name: &str, now: Timestamp) -> Result<()> {
    let config = &context.config.platform;
    let tenant = context.store.tenant(id);
    let told = is_told(&tenant, "arrival").await?;
    let arrival = tenant.arrival(now.plus_ms(-DAY_MS)).await?;
    notify_platform(context, &tenant, "arrival", now, judge_arrival(&arrival, config, told)).await?;
    of_planned(context, &tenant, now).await?;
    if name == config.tenant() {
        of_platform(context, &tenant, now).await?;
    }
    // Where the key of a recipient is missing it fails: all else is told by then.
    of_channels(context, &tenant, now).await
}

/// Minutes that a planned action may be late before people are told. By judgement: a worker takes seconds to begin it.
const LATE_MINUTES: i64 = 2;
/// Planned actions that are told of at a time.
const MOST_PLANNED: u16 = 20;
/// What alerts about planned actions begin with.
const ACTION: &str = "action ";

/// Planned actions that should have begun, and that nobody begins.
async fn of_planned(context: &Context, tenant: &Tenant, now: Timestamp) -> Result<()> {
    let late = now.plus_ms(-LATE_MINUTES * MINUTE_MS);
    let late = tenant.on_primary().due_actions(late, MOST_PLANNED).await?;
    let said = match late.is_empty() {
        true => None,
        false => Some(tenant.on_primary().configuration().await?),
    };
    for action in &late {
        let found = said.as_ref().map(|said| judge_planned(action, &said.executors, &said.groups));
        notify_platform(context, tenant, &format!("{ACTION}{}", action.id), now, found).await?;
    }
    let late: Vec<String> = late.iter().map(|action| format!("{ACTION}{}", action.id)).collect();
    end_others(context, tenant, now, ACTION, &late).await
}

/// Ends what was told of things of a kind that are well again.
async fn end_others(
    context: &Context,
    tenant: &Tenant,
    now: Timestamp,
    kind: &str,
    going_on: &[String],
) -> Result<()> {
    for open in tenant.alerts_going_on().await? {
        let about = &open.alert.about;
        if open.alert.kind == "platform" && about.starts_with(kind) && !going_on.contains(about) {
            notify_platform(context, tenant, about, now, None).await?;
        }
    }
    Ok(())
}

/// What alerts about channels begin with.
const CHANNEL: &str = "channel ";

/// Channels by which somebody is not reached: what is told there is told nobody, and the others are there to say so.
async fn of_channels(context: &Context, tenant: &Tenant, now: Timestamp) -> Result<()> {
    let found = judge_channels(&tenant.on_primary().unreached().await?);
    let going_on: Vec<String> = found.iter().map(|trouble| trouble.about.clone()).collect();
    for (about, trouble) in going_on.iter().zip(found) {
        notify_platform(context, tenant, about, now, Some(trouble)).await?;
    }
    end_others(context, tenant, now, CHANNEL, &going_on).await
}

/// What is wrong with which channel. A hook has its name; people are counted and not named, for others read it too.
fn judge_channels(unreached: &[Unreached]) -> Vec<PlatformTrouble> {
    let mut by_channel: BTreeMap<String, Vec<&Unreached>> = BTreeMap::new();
    for one in unreached {
        let about = match one.channel {
            NotificationChannel::Webhook => format!("{CHANNEL}{} {}", one.channel, one.recipient),
            channel => format!("{CHANNEL}{channel}"),
        };
        by_channel.entry(about).or_default().push(one);
    }
    let judged = |(about, all): (String, Vec<&Unreached>)| {
        let whom = match (all[0].channel, all.len()) {
            (NotificationChannel::Webhook, _) => format!("the hook {}", all[0].recipient),
            (channel, 1) => format!("one receiver by {channel}"),
            (channel, many) => format!("{many} receivers by {channel}"),
        };
        let since = all.iter().map(|one| one.since).min().unwrap_or(all[0].since);
        let messages: i64 = all.iter().map(|one| one.messages).sum();
        let mut what = vec![format!("what was to be told since {since} was not handed over")];
        what.extend(all.iter().find_map(|one| one.error.as_ref()).map(|error| format!("it said: {error}")));
        PlatformTrouble {
            what,
            todo: vec![
                "Look at what became of each message: GET deliveries/".to_owned(),
                "Once it is mended: POST channels/test/, and deliveries/{id}/resend/ for what is to be told still".to_owned(),
            ],
            numbers: vec![number("messages", messages.to_string())],
            ..trouble(about, Severity::High, format!("high: no message reaches {whom}"))
        }
    };
    by_channel.into_iter().map(judged).collect()
}

/// Why a planned action does not begin.
fn judge_planned(action: &StoredAction, executors: &[Executor], groups: &[Group]) -> PlatformTrouble {
    let advised = &action.advised;
    let (kind, of) = (advised.action_type, advised.scope.service());
    let (why, todo) = match executor_for(executors, groups, kind, of) {
        None => (
            format!("no executor is registered that carries out {kind} for {}", advised.scope),
            "Register one (executors), or do it by hand and say so",
        ),
        Some((executor, _)) => (
            format!("the executor {} would carry it out, but it may not begin", executor.name),
            "Approve it, or begin it as a person: what its type demands stands with the action",
        ),
    };
    PlatformTrouble {
        what: vec![format!("planned: {}", advised.title), why],
        todo: vec![todo.to_owned()],
        ..trouble(
            format!("{ACTION}{}", action.id),
            Severity::High,
            format!("high: the planned action {kind} of {} does not begin", advised.scope),
        )
    }
}

/// What concerns all tenants is told to whoever runs the platform.
async fn of_platform(context: &Context, tenant: &Tenant, now: Timestamp) -> Result<()> {
    let config = &context.config.platform;
    for health in context.store.job_health().await? {
        let found = judge_job(&health, now, config);
        notify_platform(context, tenant, &of_job(&health.job), now, found).await?;
    }
    let bytes = u64::try_from(context.store.size_bytes().await?).unwrap_or_default();
    let told = is_told(tenant, "database").await?;
    notify_platform(context, tenant, "database", now, judge_database(bytes, config, told)).await?;
    if let Some(folder) = &context.data_folder {
        let (disk, told) = (disk_of(folder.clone()).await?, is_told(tenant, "disk").await?);
        notify_platform(context, tenant, "disk", now, judge_disk(disk, told)).await?;
    }
    Ok(())
}

async fn is_told(tenant: &Tenant, about: &str) -> Result<bool> {
    let open = tenant.alerts_going_on().await?;
    Ok(open.iter().any(|alert| alert.alert.kind == "platform" && alert.alert.about == about))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::clamped(1_790_000_000_000 + minute * MINUTE_MS)
    }

    fn job() -> JobHealth {
        JobHealth {
            job: "sleep".to_owned(),
            completed_at: Some(at(0)),
            failed_at: None,
            error: None,
            failed: 0,
            waits_since: None,
            runs_since: None,
        }
    }

    #[test]
    fn a_job_is_told_of_that_fails_or_is_late_and_no_other() {
        let config = Platform::default();
        let judge = |health: JobHealth| judge_job(&health, at(60), &config).map(|found| found.title);
        assert_eq!(judge(job()), None);
        // What failed before it was done again is mended; what is tried again is not given up.
        assert_eq!(judge(JobHealth { failed_at: Some(at(-5)), ..job() }), None);
        assert_eq!(judge(JobHealth { error: Some("no".to_owned()), ..job() }), None);
        let fails = JobHealth { failed_at: Some(at(5)), error: Some("no".to_owned()), failed: 1, ..job() };
        assert_eq!(judge(fails.clone()).unwrap(), "high: the job sleep fails");
        assert_eq!(judge_job(&fails, at(60), &config).unwrap().what, ["it said: no"]);
        assert!(judge(JobHealth { completed_at: None, ..fails }).is_some(), "never done at all");
        let waits = |minute: i64| JobHealth { waits_since: Some(at(60 - minute)), ..job() };
        assert_eq!(judge(waits(15)), None);
        assert_eq!(judge(waits(16)).unwrap(), "high: the job sleep is late");
        let blocked = JobHealth { runs_since: Some(at(1)), ..waits(59) };
        assert!(judge_job(&blocked, at(60), &config).unwrap().what[0].contains("runs since"));
    }

    #[test]
    fn of_whom_nothing_reaches_the_hook_is_named_and_people_are_counted() {
        let one = |channel, recipient: &str, minute| Unreached {
            channel,
            recipient: recipient.to_owned(),
            since: at(minute),
            messages: 2,
            error: Some(format!("no {minute}")),
        };
        let (email, hook) = (NotificationChannel::Email, NotificationChannel::Webhook);
        let found = judge_channels(&[
            one(email, "ada@m.example", 5),
            one(email, "bob@m.example", 3),
            one(NotificationChannel::Sms, "+1", 1),
            one(hook, "chat", 2),
            one(hook, "pager", 4),
        ]);
        let told: Vec<_> = found.iter().map(|found| (found.about.as_str(), found.title.as_str())).collect();
        assert_eq!(
            told,
            [
                ("channel email", "high: no message reaches 2 receivers by email"),
                ("channel sms", "high: no message reaches one receiver by sms"),
                ("channel webhook chat", "high: no message reaches the hook chat"),
                ("channel webhook pager", "high: no message reaches the hook pager"),
            ]
        );
        let mail = &found[0];
        assert_eq!((mail.numbers[0].value.as_str(), mail.what[1].as_str()), ("4", "it said: no 5"));
        assert!(mail.what[0].contains(&at(3).to_string()) && !format!("{mail:?}").contains("@"), "{mail:?}");
    }

    #[test]
    fn late_is_what_half_of_the_services_say() {
        let config = Platform::default();
        let found = |services, late| Arrival { services, late_ms: Some(late * MINUTE_MS), newest_at: None };
        let judge = |found: Arrival, told| judge_arrival(&found, &config, told).is_some();
        assert!(!judge(found(9, 15), false) && judge(found(9, 16), false));
        assert!(!judge(found(2, 600), false), "of two services the clock of one may be wrong");
        assert!(judge(found(9, 8), true) && !judge(found(9, 7), true), "over once half of it is gone");
        assert!(!judge(Arrival::default(), false));
    }

    #[test]
    fn what_fills_up_is_told_before_it_is_full() {
        let config = Platform { max_gib: Some(10.0), ..Platform::default() };
        let of = |tenths: u64| tenths * (1 << 30) / 10;
        let severity = |bytes, told| judge_database(bytes, &config, told).map(|found| found.severity);
        assert_eq!(severity(of(89), false), None);
        assert_eq!(severity(of(90), false), Some(Severity::Medium));
        assert_eq!(severity(of(100), false), Some(Severity::High));
        assert_eq!((severity(of(86), true), severity(of(84), true)), (Some(Severity::Medium), None));
        assert_eq!(judge_database(u64::MAX, &Platform::default(), false), None, "without a budget");
        let disk = |free| judge_disk(Disk { free, whole: 100 }, false).map(|found| found.severity);
        assert_eq!((disk(11), disk(10)), (None, Some(Severity::Critical)));
    }

    #[tokio::test]
    async fn a_disk_says_what_it_holds() {
        let disk = disk_of(std::env::temp_dir()).await.unwrap();
        assert!(disk.whole > 0 && disk.free <= disk.whole, "{disk:?}");
        assert_eq!(disk_of("/nowhere/at/all".into()).await.unwrap_err().code(), "io");
    }
}
