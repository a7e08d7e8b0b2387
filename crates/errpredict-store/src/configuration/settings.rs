//! What can be said of a tenant in a file: one struct a section, as the file has it.

use errpredict::action::ActionType;
use errpredict::forecast::HolidayDates;
use errpredict::history::NormalTime;
use errpredict::predict::Target;
use errpredict::vocabulary::{Environment, NotificationChannel};
use errpredict::{Severity, Timestamp, Weekday, Window};
use serde::{Deserialize, Serialize};

/// Everything that is said of a tenant.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Configuration {
    /// How long what is kept, where that is shorter than the whole store keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
    /// Who is told how of what is so bad.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<PolicySetting>,
    /// What is known of services.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceSetting>,
    /// Services under one name, which silences, windows, conditions and executors may say instead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// How people are reached.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Reached>,
    /// Who is on call, and when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub on_call: Vec<OnCall>,
    /// Receivers of messages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hooks: Vec<HookSetting>,
    /// When nobody is told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub silences: Vec<PlannedWindow>,
    /// When it is worked on services.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub maintenance: Vec<PlannedWindow>,
    /// Days that are unlike others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<HolidayDates>,
    /// Errors that a job makes every day, and that are no news.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub normal: Vec<NormalSetting>,
    /// Conditions that people write.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// What carries actions out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub executors: Vec<Executor>,
}

/// How long what is kept of a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Days for events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events_days: Option<u16>,
    /// Days for results: anomalies, causes, actions, insights, feedback, messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results_days: Option<u16>,
}

/// Who is told how of what is so bad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PolicySetting {
    /// How bad.
    pub severity: Severity,
    /// On which channels.
    pub channels: Vec<NotificationChannel>,
    /// After how many seconds without an answer somebody else is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalate_after_s: Option<u32>,
    /// After how many seconds it is told again while it goes on and nobody answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat_after_s: Option<u32>,
    /// From when on a day nobody is woken, as `22:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet_from: Option<String>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet_to: Option<String>,
    /// By which zone's clock; UTC where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

/// What is known of a service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceSetting {
    /// Its name.
    pub name: String,
    /// What it is made with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// Where it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
    /// Errors an hour that are too many: forecasts are held against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors_per_hour: Option<f64>,
    /// Requests an hour that it can serve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests_per_hour: Option<f64>,
}

/// Services under one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The name.
    pub name: String,
    /// The services.
    pub services: Vec<String>,
}

/// How a person is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reached {
    /// The principal, who is there already.
    pub name: String,
    /// Address of mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Number for text messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms: Option<String>,
}

/// That somebody is on call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OnCall {
    /// The principal.
    pub person: String,
    /// 1 is told first, each higher one when nobody answered.
    pub level: u8,
    /// From when.
    pub start: Timestamp,
    /// Until when.
    pub end: Timestamp,
}

/// A receiver of messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HookSetting {
    /// What it is called.
    pub name: String,
    /// How messages are written for it; `standard` where absent.
    #[serde(default = "standard")]
    pub format: String,
    /// Its address.
    pub url: String,
    /// What messages are signed with, or the key that the receiver asks for. It is never given back; where absent the one that is
    /// there stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// What is less severe is not sent to it.
    #[serde(default = "high")]
    pub least: Severity,
    /// The body, for the format `template`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

fn standard() -> String {
    "standard".to_owned()
}

const fn high() -> Severity {
    Severity::High
}

/// A window with why, of services and groups: a silence, or a time in which it is worked on something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedWindow {
    /// What it is called.
    pub name: String,
    /// Why.
    pub reason: String,
    /// Of these services; of all where neither services nor groups are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// Of the services of these groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// When it begins; of one that comes again from when on it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Timestamp>,
    /// When it ends; of one that comes again until when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Timestamp>,
    /// The time of day at which it begins, where it comes again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The time of day at which it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The days on which it begins; every day where absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
    /// The zone by whose clock it goes; UTC where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

impl PlannedWindow {
    /// As the core knows it, the services of its groups by their names. One whose groups have no service is about a service that
    /// there is none of, and not about all.
    #[must_use]
    pub fn window(&self, groups: &[Group]) -> Window {
        Window {
            name: self.name.clone(),
            services: named(&self.services, &self.groups, groups),
            start: self.start,
            end: self.end,
            from: self.from.clone(),
            to: self.to.clone(),
            days: self.days.clone(),
            zone: self.zone.clone(),
        }
    }
}

/// Services and those of groups; empty only where neither was named.
#[must_use]
pub fn named(services: &[String], of: &[String], groups: &[Group]) -> Vec<String> {
    let known = |name: &String| groups.iter().find(|group| group.name == *name);
    let mut all: Vec<String> = services.to_vec();
    for group in of.iter().filter_map(known) {
        all.extend(group.services.iter().cloned());
    }
    all.sort_unstable();
    all.dedup();
    if all.is_empty() && !of.is_empty() {
        // A service that there is none of: nobody is silenced by a group that is gone.
        all.push(String::new());
    }
    all
}

/// A stretch of every day in which so many errors of a service are normal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NormalSetting {
    /// What it is called, such as the job.
    pub name: String,
    /// The service.
    pub service: String,
    /// The time of day at which it begins.
    pub from: String,
    /// The time of day at which it ends.
    pub to: String,
    /// The zone by whose clock; UTC where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Errors an hour that are normal then.
    pub at_most: f64,
    /// Until when that holds; for good where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl NormalSetting {
    /// As the core knows it, said at a time; none for times of the day that are none.
    #[must_use]
    pub fn normal(&self, at: Timestamp) -> Option<NormalTime> {
        let minute = |text: &str| -> Option<u16> {
            let (hour, minute) = text.split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
            (hour < 24 && minute < 60).then_some(hour * 60 + minute)
        };
        let normal = NormalTime {
            at,
            service: self.service.clone(),
            from_minute: minute(&self.from)?,
            to_minute: minute(&self.to)?,
            zone: self.zone.clone(),
            at_most: self.at_most,
            until: self.until,
        };
        normal.validate().is_ok().then_some(normal)
    }
}

/// What a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// `at_least` events within `minutes`.
    Count,
    /// An error group that is new, once there are `at_least` of it.
    NewGroup,
    /// An error group that came back after it was gone or resolved.
    Regression,
    /// An error group whose first event is of the newest release of its service.
    NewInRelease,
    /// A prediction of at least the probability `above`.
    Probability,
    /// A forecast that reaches `above` within `minutes`.
    Forecast,
}

/// A condition that a person wrote: what it is told of, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// What it is called.
    pub name: String,
    /// What it looks at.
    pub when: When,
    /// How bad it is.
    #[serde(default = "high")]
    pub severity: Severity,
    /// Of these services; of all where neither services nor groups are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// Of the services of these groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// So many events: of a `count` within `minutes`, of a group in all (1 where absent).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// Of a `count` the minutes it is counted over, of a `forecast` how far ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Of a `count`: events of this type alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_type: Option<String>,
    /// Of a `count`: events that are as bad at least; `medium` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Severity>,
    /// Of a `probability` from 0 to 1, of a `forecast` errors an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// Of a `probability`: of this alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Of a `probability`: within so many minutes alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon_minutes: Option<u32>,
}

/// What carries actions out: a receiver that is sent a signed message, or a command from the list of the worker's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Executor {
    /// What it is called.
    pub name: String,
    /// The types of action that it carries out.
    pub actions: Vec<ActionType>,
    /// Of these services; of all where neither services nor groups are named. A command has services: no other name reaches it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// Of the services of these groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The address of a receiver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What messages to it are signed with. It is never given back; where absent the one that is there stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// The name of a command in `actions.commands` of the worker's settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// Whether types that may run unattended are begun by errpredict itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unattended: bool,
    /// Seconds that it may take; 60 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<u32>,
    /// Minutes after which what is time-boxed is taken back; 60 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_box_minutes: Option<u32>,
}
