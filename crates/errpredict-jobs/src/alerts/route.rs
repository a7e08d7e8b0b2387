//! Who is told, and how: by how bad it is, who is on call, what is configured, and when nobody is woken.

use errpredict::vocabulary::NotificationChannel;
use errpredict::{Result, Severity, Timestamp};
use errpredict_store::{OutMessage, StoredPolicy, Tenant};
use serde_json::{Value, json};

use super::message::{Message, News};
use crate::config::{Alerts, escalates_after_s};
use crate::schedule::zone_of;

/// To whom messages of the dashboard are.
pub const EVERYBODY: &str = "everybody";
/// The recipient of the one Slack webhook.
pub const SLACK: &str = "slack";

/// The channels of the specification (3); the dashboard shows everything.
const fn channels(severity: Severity) -> &'static [NotificationChannel] {
    use NotificationChannel::{Dashboard, Email, Slack, Sms, Webhook};
    match severity {
        Severity::Critical => &[Email, Slack, Sms, Webhook, Dashboard],
        Severity::High => &[Email, Slack, Webhook, Dashboard],
        Severity::Medium => &[Email, Webhook, Dashboard],
        _ => &[Webhook, Dashboard],
    }
}

/// Everything that says who is told, as of a time.
#[derive(Debug, Clone)]
pub(super) struct Routes<'a> {
    config: &'a Alerts,
    policies: Vec<StoredPolicy>,
    /// Receivers that the tenant has beside those of the settings.
    hooks: Vec<(String, Severity)>,
    /// Level, and how the person is reached.
    on_call: Vec<(i32, Value)>,
    at: Timestamp,
}

impl<'a> Routes<'a> {
    pub(super) async fn of(tenant: &Tenant, config: &'a Alerts, at: Timestamp) -> Result<Routes<'a>> {
        let policies = tenant.alert_policies().await?;
        let on_call = tenant.on_call_at(at).await?.into_iter();
        // A contact that is no object is an address of mail.
        let contact = |text: String| serde_json::from_str(&text).unwrap_or_else(|_| json!({"email": text}));
        let on_call = on_call.filter_map(|(level, _, text)| Some((level, contact(text?)))).collect();
        let hooks =
            tenant.configuration().await?.hooks.into_iter().map(|hook| (hook.name, hook.least)).collect();
        Ok(Routes { config, policies, hooks, on_call, at })
    }

    fn policy(&self, severity: Severity) -> Option<&StoredPolicy> {
        self.policies.iter().find(|policy| policy.severity == severity)
    }

    /// When somebody else is told, if nobody answers. The time to answer begins when people hear of it: what quiet hours hold back nobody
    /// could answer.
    pub(super) fn escalates(&self, severity: Severity, news: News) -> Option<Timestamp> {
        let seconds = match self.policy(severity) {
            Some(policy) => policy.escalate_after_s.map(i64::from),
            None => escalates_after_s(severity),
        };
        let heard_at = self.heard_at(severity, news, self.at);
        seconds.map(|seconds| heard_at.plus_ms(1_000 * seconds))
    }

    /// When people hear of what is written at a time: then, or at the end of the quiet hours that it falls into.
    pub(super) fn heard_at(&self, severity: Severity, news: News, at: Timestamp) -> Timestamp {
        self.quiet_until(severity, news, at).unwrap_or(at)
    }

    /// How often it is told again what goes on and nobody answered.
    pub(super) fn repeats_ms(&self, severity: Severity) -> Option<i64> {
        let seconds = self.policy(severity)?.repeat_after_s?;
        Some(1_000 * i64::from(seconds))
    }

    /// The messages that tell of it, one a recipient. Level 0 tells those who are on call first; each higher one tells the next, and
    /// where there is nobody next, everybody again.
    pub(super) fn messages(&self, message: &Message, level: i32) -> Vec<OutMessage> {
        let severity = message.severity;
        let chosen = self
            .policy(severity)
            .map_or_else(|| channels(severity).to_vec(), |policy| policy.channels.clone());
        let of =
            |channel| self.recipients(channel, severity, level).into_iter().map(move |one| (channel, one));
        let to: Vec<_> = chosen.into_iter().flat_map(of).collect();
        self.written(message, level, &to)
    }

    /// The messages to those who were told before.
    pub(super) fn to(&self, message: &Message, told: &[(NotificationChannel, String)]) -> Vec<OutMessage> {
        self.written(message, 0, told)
    }

    fn written(
        &self,
        message: &Message,
        level: i32,
        to: &[(NotificationChannel, String)],
    ) -> Vec<OutMessage> {
        let severity = message.severity;
        let not_before = self.quiet_until(severity, message.news, self.at);
        // Worse twice is told twice, and so is what spreads twice.
        let news = match message.news {
            News::Worse => format!("{} {severity}", News::Worse.name()),
            News::Spread => format!("{} {}", News::Spread.name(), message.at),
            other => other.name().to_owned(),
        };
        let one = |(channel, recipient): &(NotificationChannel, String)| OutMessage {
            severity,
            channel: *channel,
            recipient: recipient.clone(),
            message: message.in_text(),
            payload: json!(message),
            news: news.clone(),
            escalation_level: level,
            // The dashboard wakes nobody.
            not_before: not_before.filter(|_| *channel != NotificationChannel::Dashboard),
        };
        to.iter().map(one).collect()
    }

    fn recipients(&self, channel: NotificationChannel, severity: Severity, level: i32) -> Vec<String> {
        let config = self.config;
        match channel {
            NotificationChannel::Email => match &config.email {
                Some(email) => self.people("email", level, &email.to),
                None => Vec::new(),
            },
            NotificationChannel::Sms => match &config.sms {
                Some(sms) => self.people("sms", level, &sms.to),
                None => Vec::new(),
            },
            NotificationChannel::Slack => config.slack.iter().map(|_| SLACK.to_owned()).collect(),
            NotificationChannel::Webhook => {
                let own = self.hooks.iter().map(|(name, least)| (name, *least));
                // A name that both have is that of the tenant.
                let is_own = |name: &String| self.hooks.iter().any(|(own, _)| own == name);
                let others = config.hooks.iter().filter(|hook| !is_own(&hook.name));
                let all = own.chain(others.map(|hook| (&hook.name, hook.least)));
                all.filter(|(_, least)| severity >= *least).map(|(name, _)| name.clone()).collect()
            }
            _ => vec![EVERYBODY.to_owned()],
        }
    }

    /// Those on call at that level, else those who are always told.
    fn people(&self, how: &str, level: i32, always: &[String]) -> Vec<String> {
        let of_level = self.on_call.iter().filter(|(of, _)| *of == level + 1);
        let on_call: Vec<String> =
            of_level.filter_map(|(_, contact)| contact[how].as_str().map(str::to_owned)).collect();
        if on_call.is_empty() { always.to_vec() } else { on_call }
    }

    /// The end of the quiet hours that it falls into; what is critical wakes people, and so does what nobody answered.
    fn quiet_until(&self, severity: Severity, news: News, at: Timestamp) -> Option<Timestamp> {
        if severity == Severity::Critical || news == News::Escalated {
            return None;
        }
        let policy = self.policy(severity)?;
        quiet_until(at, policy.quiet_from.as_deref()?, policy.quiet_to.as_deref()?, &policy.time_zone)
    }
}

/// The end of the quiet hours `from` to `to` (times of day, over midnight where `to` is earlier) that a time lies in, by a zone's clock.
/// As of windows ([`errpredict::Window`]), a time that the clock leaves out is as long after the gap, and one that comes twice the first:
/// an hour that comes again is not quiet again.
fn quiet_until(at: Timestamp, from: &str, to: &str, zone: &str) -> Option<Timestamp> {
    let zone = zone_of(zone).ok()?;
    let today = jiff::Timestamp::from_millisecond(at.ms()).ok()?.to_zoned(zone.clone()).date();
    let (from, to): (jiff::civil::Time, jiff::civil::Time) = (from.parse().ok()?, to.parse().ok()?);
    if from == to {
        return None;
    }
    let moment = |day: jiff::civil::Date, time: jiff::civil::Time| {
        let found = zone.to_ambiguous_zoned(day.to_datetime(time)).compatible().ok()?;
        Some(Timestamp::clamped(found.timestamp().as_millisecond()))
    };
    // Those that began the day before may still hold.
    [today.yesterday().ok()?, today].into_iter().find_map(|day| {
        let over = moment(if from < to { day } else { day.tomorrow().ok()? }, to)?;
        (moment(day, from)? <= at && at < over).then_some(over)
    })
}

#[cfg(test)]
mod tests {
    use super::super::message::example;
    use super::*;
    use crate::config::Config;

    fn config() -> Config {
        let text = "[alerts.email]\nurl = \"smtp://m.example\"\nfrom = \"e@m.example\"\nto = [\"all@m.example\"]\n[alerts.slack]\n\
            url = \"https://h.example\"\n[alerts.sms]\nurl = \"https://s.example\"\nto = [\"+1\"]\n[[alerts.hooks]]\nname = \"pager\"\n\
            format = \"pagerduty\"\nurl = \"https://p.example\"\nleast = \"critical\"";
        Config::read(text, |_| None).unwrap()
    }

    fn told(routes: &Routes<'_>, severity: Severity, level: i32) -> Vec<String> {
        let message = Message { severity, ..example() };
        let all = routes.messages(&message, level);
        all.iter().map(|one| format!("{} {}", one.channel, one.recipient)).collect()
    }

    #[test]
    fn how_bad_it_is_says_on_which_channels_and_who_is_on_call_says_who() {
        let config = config();
        let on_call =
            vec![(1, json!({"email": "ada@m.example", "sms": "+2"})), (2, json!({"email": "bob@m.example"}))];
        let mut routes = Routes {
            config: &config.alerts,
            policies: Vec::new(),
            hooks: vec![("own".to_owned(), Severity::High)],
            on_call,
            at: "2026-11-27T14:20:00Z".parse().unwrap(),
        };
        assert_eq!(
            told(&routes, Severity::Critical, 0),
            [
                "email ada@m.example",
                "slack slack",
                "sms +2",
                "webhook own",
                "webhook pager",
                "dashboard everybody"
            ]
        );
        assert_eq!(
            told(&routes, Severity::Critical, 1)[..3],
            ["email bob@m.example", "slack slack", "sms +1"].map(str::to_owned)
        );
        assert_eq!(
            told(&routes, Severity::High, 0),
            ["email ada@m.example", "slack slack", "webhook own", "dashboard everybody"]
        );
        assert_eq!(told(&routes, Severity::Medium, 2), ["email all@m.example", "dashboard everybody"]);
        assert_eq!(told(&routes, Severity::Low, 0), ["dashboard everybody"]);
        let escalates = |routes: &Routes<'_>, severity| routes.escalates(severity, News::Fired);
        assert_eq!(escalates(&routes, Severity::Critical), Some("2026-11-27T15:20:00Z".parse().unwrap()));
        assert_eq!(escalates(&routes, Severity::High), Some("2026-11-27T18:20:00Z".parse().unwrap()));
        assert_eq!(escalates(&routes, Severity::Medium), None);
        routes.policies = vec![StoredPolicy {
            severity: Severity::High,
            channels: vec![NotificationChannel::Email, NotificationChannel::Dashboard],
            escalate_after_s: None,
            repeat_after_s: None,
            quiet_from: Some("14:00:00".to_owned()),
            quiet_to: Some("07:00:00".to_owned()),
            time_zone: "UTC".to_owned(),
        }];
        let message = Message { severity: Severity::High, ..example() };
        let all = routes.messages(&message, 0);
        assert_eq!(all[0].not_before, Some("2026-11-28T07:00:00Z".parse().unwrap()));
        assert_eq!((all[1].not_before, escalates(&routes, Severity::High)), (None, None));
    }

    #[test]
    fn the_time_to_answer_begins_when_people_hear_of_it() {
        let config = config();
        let policy = |severity| StoredPolicy {
            severity,
            channels: vec![NotificationChannel::Email],
            escalate_after_s: Some(3_600),
            repeat_after_s: None,
            quiet_from: Some("22:00:00".to_owned()),
            quiet_to: Some("07:00:00".to_owned()),
            time_zone: "UTC".to_owned(),
        };
        let routes = |at: &str| Routes {
            config: &config.alerts,
            policies: vec![policy(Severity::High), policy(Severity::Critical)],
            hooks: Vec::new(),
            on_call: Vec::new(),
            at: at.parse().unwrap(),
        };
        for (at, severity, news, expected) in [
            ("2026-11-27T20:00:00Z", Severity::High, News::Fired, "2026-11-27T21:00:00Z"),
            ("2026-11-27T23:30:00Z", Severity::High, News::Fired, "2026-11-28T08:00:00Z"),
            ("2026-11-27T23:30:00Z", Severity::High, News::Worse, "2026-11-28T08:00:00Z"),
            // What is told at once can be answered at once.
            ("2026-11-27T23:30:00Z", Severity::High, News::Escalated, "2026-11-28T00:30:00Z"),
            ("2026-11-27T23:30:00Z", Severity::Critical, News::Fired, "2026-11-28T00:30:00Z"),
        ] {
            let found = routes(at).escalates(severity, news);
            assert_eq!(found, Some(expected.parse().unwrap()), "{at} {severity} {news:?}");
        }
    }

    #[test]
    fn quiet_hours_go_by_the_clock_of_their_zone_over_midnight_too() {
        for (at, from, to, zone, expected) in [
            ("2026-11-27T23:30:00Z", "22:00:00", "07:00:00", "UTC", Some("2026-11-28T07:00:00Z")),
            ("2026-11-28T06:59:00Z", "22:00:00", "07:00:00", "UTC", Some("2026-11-28T07:00:00Z")),
            ("2026-11-28T07:00:00Z", "22:00:00", "07:00:00", "UTC", None),
            ("2026-11-27T21:30:00Z", "22:00:00", "07:00:00", "Europe/Paris", Some("2026-11-28T06:00:00Z")),
            ("2026-11-27T12:30:00Z", "12:00:00", "13:00:00", "UTC", Some("2026-11-27T13:00:00Z")),
            ("2026-11-27T12:30:00Z", "12:00:00", "12:00:00", "UTC", None),
            ("2026-11-27T12:30:00Z", "noon", "12:00:00", "UTC", None),
            // A night with an hour less, and one with an hour more.
            ("2026-03-28T23:30:00Z", "22:00:00", "07:00:00", "Europe/Berlin", Some("2026-03-29T05:00:00Z")),
            ("2026-10-24T22:30:00Z", "22:00:00", "07:00:00", "Europe/Berlin", Some("2026-10-25T06:00:00Z")),
            // 02:30 is left out, and comes twice.
            ("2026-03-29T00:30:00Z", "22:00:00", "02:30:00", "Europe/Berlin", Some("2026-03-29T01:30:00Z")),
            ("2026-03-29T01:30:00Z", "22:00:00", "02:30:00", "Europe/Berlin", None),
            ("2026-10-25T00:15:00Z", "22:00:00", "02:30:00", "Europe/Berlin", Some("2026-10-25T00:30:00Z")),
            ("2026-10-25T01:15:00Z", "22:00:00", "02:30:00", "Europe/Berlin", None),
        ] {
            let expected = expected.map(|text: &str| text.parse().unwrap());
            assert_eq!(quiet_until(at.parse().unwrap(), from, to, zone), expected, "{at} {from} {to} {zone}");
        }
    }
}
