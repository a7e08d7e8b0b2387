//! What the jobs and the alerts can be told: the sections `[jobs]`, `[alerts]`, `[actions]` and `[platform]` of a TOML file. `${NAME}` in a text is the variable
//! of the environment of that name, so that no secret needs to stand in the file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use errpredict::analysis::{AnalysisConfig, Depth};
use errpredict::features::Statics;
use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, Result, Severity};
use errpredict_store::RetentionConfig;
use serde::Deserialize;

use crate::schedule::zone_of;
use crate::secret::Secret;
use crate::send::Format;

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// When and how jobs run.
    pub jobs: Jobs,
    /// Who is told of what, and how.
    pub alerts: Alerts,
    /// What this worker may carry out.
    pub actions: Actions,
    /// What is told of errpredict itself.
    pub platform: Platform,
}

/// What this worker may carry out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Actions {
    /// Commands by name: the program and its arguments, as they are. An executor names one of them and can say nothing else.
    pub commands: BTreeMap<String, Vec<String>>,
}

/// What is told of errpredict itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Platform {
    /// The tenant whose people are told of what concerns all: `default` where absent.
    pub tenant: Option<String>,
    /// Minutes that a slot may wait before its job is late.
    pub overdue_minutes: u32,
    /// Minutes that events may take to arrive.
    pub late_minutes: u32,
    /// GiB that the database may take: somebody is told at nine tenths, and the oldest days go when divided tables alone take more.
    /// No limit where absent.
    pub max_gib: Option<f64>,
}

impl Default for Platform {
    fn default() -> Self {
        Platform { tenant: None, overdue_minutes: 15, late_minutes: 15, max_gib: None }
    }
}

impl Platform {
    /// The tenant whose people are told.
    pub(crate) fn tenant(&self) -> &str {
        self.tenant.as_deref().unwrap_or("default")
    }

    /// Bytes that the database may take.
    pub(crate) fn max_bytes(&self) -> Option<u64> {
        self.max_gib.map(|gib| (gib * f64::from(1 << 30)) as u64)
    }
}

/// When and how jobs run.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Jobs {
    /// The zone whose clock the schedule goes by.
    pub zone: String,
    /// Jobs that run at the same time in one worker.
    pub at_once: usize,
    /// Attempts that a slot has.
    pub max_attempts: i32,
    /// Seconds after which a slot is another's, where its worker is not heard of. It is kept three times as often.
    pub lease_s: f64,
    /// Seconds that the first attempt is waited after.
    pub retry_s: f64,
    /// Seconds at most between two looks at the table of slots; word of what is asked for comes at once.
    pub poll_s: f64,
    /// Minutes that late events are waited for before it is said of a prediction whether it came true.
    pub late_minutes: u32,
    /// Probability from which a prediction raises an alert.
    pub alert_probability: f64,
    /// Probability from which that alert is critical.
    pub critical_probability: f64,
    /// Days that a model is kept in the shadow at most, while nothing tells it apart from the one that answers.
    pub shadow_days: u16,
    /// Days that results and logs of jobs are kept.
    pub retention_days: u16,
}

impl Default for Jobs {
    fn default() -> Self {
        Jobs {
            zone: "UTC".to_owned(),
            at_once: 2,
            max_attempts: 5,
            lease_s: 30.0,
            retry_s: 10.0,
            poll_s: 5.0,
            late_minutes: 10,
            alert_probability: 0.70,
            critical_probability: 0.90,
            shadow_days: 14,
            retention_days: 90,
        }
    }
}

/// Who is told of what, and how.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Alerts {
    /// Where the service is reached by people: links in messages begin with it. No links where absent.
    pub public_url: Option<String>,
    /// What links are signed with; no links where absent.
    pub link_secret: Option<Secret>,
    /// Whether messages may go to private addresses, those of this machine included: to receivers of these settings.
    pub allow_private: bool,
    /// Whether with that also those that tenants name themselves, hooks and executors, may lie there.
    pub allow_private_of_tenants: bool,
    /// Certificates of authorities that are believed beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Seconds that a receiver may take.
    pub timeout_s: f64,
    /// Minutes of calm after which it is over; twice as long each time it came back.
    pub calm_minutes: u32,
    /// A service that begins to fail within so many minutes of another one is told of in its alert; 0 tells of each by itself.
    pub group_minutes: u32,
    /// Minutes within which something that comes back is the same alert.
    pub again_minutes: u32,
    /// Mail.
    pub email: Option<Email>,
    /// A Slack incoming webhook, or what is shaped like one.
    pub slack: Option<Slack>,
    /// A gateway for text messages.
    pub sms: Option<Sms>,
    /// Other receivers.
    pub hooks: Vec<Hook>,
}

impl Default for Alerts {
    fn default() -> Self {
        Alerts {
            public_url: None,
            link_secret: None,
            allow_private: false,
            allow_private_of_tenants: false,
            ca_file: None,
            timeout_s: 15.0,
            calm_minutes: 10,
            group_minutes: 15,
            again_minutes: 120,
            email: None,
            slack: None,
            sms: None,
            hooks: Vec::new(),
        }
    }
}

/// Mail.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Email {
    /// The server: `smtp://user:password@mail.example:587` (STARTTLS is asked for), `smtps://...`, or with `?tls=none` in the clear.
    pub url: Secret,
    /// Who it is from.
    pub from: String,
    /// Who is told where nobody is on call.
    #[serde(default)]
    pub to: Vec<String>,
}

/// A Slack incoming webhook.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slack {
    /// Its address.
    pub url: Secret,
}

/// A gateway for text messages: a POST of a form or of JSON.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    /// Its address.
    pub url: Secret,
    /// What is sent, as JSON, with `{{to}}` and `{{text}}` in it.
    #[serde(default = "sms_body")]
    pub body: String,
    /// What is sent as a form in place of that, field by field, with `{{to}}` and `{{text}}` in it.
    pub form: Option<BTreeMap<String, String>>,
    /// The value of the header `Authorization`.
    pub authorization: Option<Secret>,
    /// Who is told where nobody is on call.
    #[serde(default)]
    pub to: Vec<String>,
}

fn sms_body() -> String {
    r#"{"to": "{{to}}", "text": "{{text}}"}"#.to_owned()
}

/// Another receiver.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hook {
    /// What it is called in the queue and in errors.
    pub name: String,
    /// How the message is written for it.
    #[serde(default)]
    pub format: Format,
    /// Its address.
    pub url: Secret,
    /// What messages are signed with (Standard Webhooks, `whsec_...` or any text), or the key that the receiver asks for.
    pub secret: Option<Secret>,
    /// What is less severe is not sent to it.
    #[serde(default = "high")]
    pub least: Severity,
    /// The body as JSON with `{{title}}` and the like in it, for the format `template`.
    pub template: Option<String>,
}

const fn high() -> Severity {
    Severity::High
}

impl Config {
    /// The configuration of a file's text; sections of the service are left alone, so that one file may hold everything.
    ///
    /// # Errors
    /// `invalid_input` for what is not TOML and for keys that are none, `invalid_setting` for values that cannot be and for a variable
    /// that is not there.
    pub fn read(text: &str, environment: impl Fn(&str) -> Option<String>) -> Result<Config> {
        let mut table: toml::Table = text.parse().map_err(|error| of_toml(text, &error))?;
        table.retain(|section, _| matches!(section, "jobs" | "alerts" | "actions" | "platform"));
        let mut value = toml::Value::Table(table);
        filled(&mut value, &environment)?;
        let config: Config = value.try_into().map_err(|error| of_toml(text, &error))?;
        config.check()?;
        Ok(config)
    }

    /// Whether every number is in its range.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn check(&self) -> Result<()> {
        let Jobs { lease_s, retry_s, poll_s, alert_probability, critical_probability, .. } = self.jobs;
        zone_of(&self.jobs.zone)?;
        if !(1..=64).contains(&self.jobs.at_once) {
            return Err(Error::setting("jobs.at_once", "1 to 64", self.jobs.at_once));
        }
        if !(1..=100).contains(&self.jobs.max_attempts) {
            return Err(Error::setting("jobs.max_attempts", "1 to 100", self.jobs.max_attempts));
        }
        let seconds = [
            ("jobs.lease_s", lease_s),
            ("jobs.retry_s", retry_s),
            ("jobs.poll_s", poll_s),
            ("alerts.timeout_s", self.alerts.timeout_s),
        ];
        for (name, value) in seconds {
            if !(0.01..=86_400.0).contains(&value) {
                return Err(Error::setting(name, "0.01 to 86,400 seconds", value));
            }
        }
        for (name, value) in [
            ("jobs.alert_probability", alert_probability),
            ("jobs.critical_probability", critical_probability),
        ] {
            if !(0.0..=1.0).contains(&value) {
                return Err(Error::setting(name, "between 0 and 1", value));
            }
        }
        for (name, value) in [
            ("platform.overdue_minutes", self.platform.overdue_minutes),
            ("platform.late_minutes", self.platform.late_minutes),
        ] {
            if !(1..=1_440).contains(&value) {
                return Err(Error::setting(name, "1 to 1,440 minutes", value));
            }
        }
        if let Some(gib) = self.platform.max_gib.filter(|gib| !(0.1..=1e6).contains(gib)) {
            return Err(Error::setting("platform.max_gib", "0.1 to 1,000,000", gib));
        }
        if let Some(secret) = self.alerts.link_secret.as_ref().filter(|secret| secret.reveal().len() < 32) {
            let got = format!("{} bytes", secret.reveal().len());
            return Err(Error::setting("alerts.link_secret", "of 32 bytes at least", got));
        }
        for (name, command) in &self.actions.commands {
            // A path from the root, so that nobody else's program of that name is found first.
            if !command.first().is_some_and(|program| program.starts_with('/')) {
                let name = format!("actions.commands.{name}");
                let got = command.first().map_or("nothing", String::as_str);
                return Err(Error::setting(&name, "a program by its whole path, and its arguments", got));
            }
        }
        for hook in &self.alerts.hooks {
            if hook.format == Format::Template && hook.template.is_none() {
                let name = format!("alerts.hooks.{}.template", hook.name);
                return Err(Error::setting(&name, "given with the format template", "none"));
            }
            if self.alerts.hooks.iter().filter(|other| other.name == hook.name).count() > 1 {
                return Err(Error::setting("alerts.hooks.name", "another for each hook", &hook.name));
            }
        }
        Ok(())
    }

    /// How logs are analysed: a model that was learnt answers until a better one takes its place.
    #[must_use]
    pub fn analysis(&self, depth: Depth) -> AnalysisConfig {
        let mut config = AnalysisConfig { depth, ..AnalysisConfig::default() };
        config.foresight.keep_minutes = KEEP_DAYS * 1_440;
        config.detection.zone = (self.jobs.zone != "UTC").then(|| self.jobs.zone.clone());
        config
    }

    /// What is known of services beside their events: by whose clock they are used. What was learnt with another is not asked.
    #[must_use]
    pub fn statics(&self) -> Statics {
        Statics::default().in_zone((self.jobs.zone != "UTC").then_some(self.jobs.zone.as_str()))
    }

    /// How long what is kept.
    #[must_use]
    pub fn retention(&self) -> RetentionConfig {
        let max_bytes = self.platform.max_bytes();
        let results_days = Some(self.jobs.retention_days);
        RetentionConfig { results_days, max_bytes, ..RetentionConfig::default() }
    }

    /// How long results are kept, in milliseconds.
    #[must_use]
    pub fn retention_ms(&self) -> i64 {
        i64::from(self.jobs.retention_days) * DAY_MS
    }
}

/// Days that a model may answer. By judgement: one that nothing better replaced in three months is learnt anew at the question.
const KEEP_DAYS: u32 = 90;

fn of_toml(text: &str, error: &toml::de::Error) -> Error {
    let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    // The text around is not repeated: it may be a secret.
    let said = Error::new(
        ErrorKind::InvalidInput,
        format!("the configuration is not as it should be: {}", error.message()),
    );
    match line {
        Some(line) => said.with("line", line),
        None => said,
    }
}

/// Puts variables in the place of `${NAME}`.
fn filled(value: &mut toml::Value, environment: &impl Fn(&str) -> Option<String>) -> Result<()> {
    match value {
        toml::Value::String(text) => {
            while let Some(start) = text.find("${")
                && let Some(length) = text[start..].find('}')
            {
                let name = text[start + 2..start + length].to_owned();
                let found = environment(&name).ok_or_else(|| {
                    Error::new(
                        ErrorKind::InvalidSetting,
                        format!("the configuration names the variable `{name}`, which the environment does not have"),
                    )
                })?;
                if found.contains("${") {
                    return Err(Error::new(
                        ErrorKind::InvalidSetting,
                        format!("the variable `{name}` names another one"),
                    ));
                }
                text.replace_range(start..=start + length, &found);
            }
            Ok(())
        }
        toml::Value::Array(all) => all.iter_mut().try_for_each(|one| filled(one, environment)),
        toml::Value::Table(all) => all.iter_mut().try_for_each(|(_, one)| filled(one, environment)),
        _ => Ok(()),
    }
}

/// After how long without an answer somebody else is told, where no policy says another.
pub(crate) const fn escalates_after_s(severity: Severity) -> Option<i64> {
    match severity {
        Severity::Critical => Some(3_600),
        Severity::High => Some(4 * 3_600),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config> {
        Config::read(text, |name| (name == "MAIL").then(|| "smtp://u:hunter2@mail.example".to_owned()))
    }

    #[test]
    fn what_is_not_said_is_the_default_and_other_sections_are_left_alone() {
        assert_eq!(read("").unwrap(), Config::default());
        let found = read(
            "[server]\naddress = \"127.0.0.1:1\"\n[jobs]\nzone = \"Europe/Paris\"\n[alerts.email]\nurl = \"${MAIL}\"\n\
             from = \"a@b.example\"\nto = [\"c@d.example\"]\n[[alerts.hooks]]\nname = \"chat\"\nformat = \"teams\"\nurl = \"https://x.example\"",
        )
        .unwrap();
        assert_eq!(found.jobs.zone, "Europe/Paris");
        assert_eq!(found.alerts.email.as_ref().unwrap().url.reveal(), "smtp://u:hunter2@mail.example");
        assert_eq!(
            (found.alerts.hooks[0].format, found.alerts.hooks[0].least),
            (Format::Teams, Severity::High)
        );
        assert!(!format!("{found:?}").contains("hunter2"));
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_name_and_without_the_secret() {
        for (text, code, word) in [
            ("[jobs]\nzone = \"Mars\"", "invalid_setting", "jobs.zone"),
            ("[jobs]\nzones = \"UTC\"", "invalid_input", "zones"),
            ("[jobs]\nat_once = 0", "invalid_setting", "jobs.at_once"),
            ("[jobs]\nlease_s = 0", "invalid_setting", "jobs.lease_s"),
            ("[jobs]\nalert_probability = 7.0", "invalid_setting", "between 0 and 1"),
            ("[platform]\nlate_minutes = 0", "invalid_setting", "platform.late_minutes"),
            ("[platform]\nmax_gib = -1.0", "invalid_setting", "platform.max_gib"),
            ("[alerts.slack]\nurl = \"${HOOK}\"", "invalid_setting", "HOOK"),
            ("[alerts.slack]\nurl = \"hunter2", "invalid_input", "line"),
            ("[actions.commands]\nclear = [\"clear\"]", "invalid_setting", "actions.commands.clear"),
            (
                "[[alerts.hooks]]\nname = \"a\"\nurl = \"http://a\"\nformat = \"template\"",
                "invalid_setting",
                "template",
            ),
            (
                "[[alerts.hooks]]\nname = \"a\"\nurl = \"http://a\"\nformat = \"fax\"",
                "invalid_input",
                "pagerduty",
            ),
        ] {
            let error = read(text).unwrap_err();
            let said = format!("{error} {:?}", error.context());
            assert_eq!(error.code(), code, "{text}: {said}");
            assert!(said.contains(word) && !said.contains("hunter2"), "{text}: {said}");
        }
    }
}
