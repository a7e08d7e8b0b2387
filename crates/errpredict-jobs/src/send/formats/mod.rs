//! How a message is written for each receiver: one file each, one line to register it. Nothing that came from a log is markup, a command
//! or a call to somebody in any of them.

mod alertmanager;
mod discord;
mod github;
mod jira;
mod mattermost;
mod ntfy;
mod pagerduty;
mod slack;
mod slackbot;
mod standard;
mod teams;
mod telegram;
mod template;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::alerts::Message;

/// What is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outgoing<'a> {
    pub(crate) message: &'a Message,
    /// What tells the alert from every other one, whoever's it is; the same from its begin to its end.
    pub(crate) alert: &'a str,
    /// The key that the receiver asks for.
    pub(crate) secret: &'a str,
    pub(crate) template: Option<&'a str>,
    /// Where it goes, for formats that say more in the address.
    pub(crate) url: &'a str,
    /// What the receiver called an earlier message of the same alert.
    pub(crate) thread: Option<&'a Value>,
}

/// How what a receiver answers is read: what it calls the message, or what is wrong.
pub(crate) type Receipt = fn(&Value) -> Result<Value, String>;

/// How it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) text: String,
    /// Whether it is signed.
    pub(crate) is_signed: bool,
    pub(crate) method: &'static str,
    /// Where to, if elsewhere than the address of the hook.
    pub(crate) url: Option<String>,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// How what the receiver answers is read, where later messages need it; what is wrong with it otherwise.
    pub(crate) receipt: Option<Receipt>,
    /// What is sent after it, where it was taken.
    pub(crate) then: Vec<Body>,
}

impl Body {
    fn json(value: Value) -> Body {
        Body {
            text: value.to_string(),
            is_signed: false,
            method: "POST",
            url: None,
            headers: Vec::new(),
            receipt: None,
            then: Vec::new(),
        }
    }

    fn signed(value: Value) -> Body {
        Body { is_signed: true, ..Body::json(value) }
    }
}

macro_rules! formats {
    ($($(#[$default:ident])? $name:ident $module:ident $about:literal;)+) => {
        /// How a message is written.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Format { $(#[doc = $about] $(#[$default])? $name,)+ }

        impl Format {
            /// Every format, with what it is for.
            pub const ALL: &[(Format, &str, &str)] = &[$((Format::$name, stringify!($module), $about),)+];

            /// The format of a name.
            #[must_use]
            pub fn named(name: &str) -> Option<Format> {
                Format::ALL.iter().find(|(_, known, _)| *known == name).map(|(format, _, _)| *format)
            }

            /// Whether it opens something that must be closed again.
            pub(crate) const fn opens(self) -> bool {
                matches!(self, Format::Pagerduty | Format::Github | Format::Alertmanager)
            }

            pub(crate) fn body(self, out: &Outgoing<'_>) -> Body {
                match self { $(Format::$name => $module::body(out),)+ }
            }
        }
    };
}

formats! {
    #[default]
    Standard standard "JSON with all parts, signed (Standard Webhooks).";
    Slack slack "Slack's incoming webhooks.";
    Slackbot slackbot "A Slack bot, which answers in the thread; the address ends with ?channel=, the secret is its token.";
    Teams teams "Microsoft Teams, by a Workflow.";
    Discord discord "Discord's webhooks.";
    Mattermost mattermost "Mattermost's incoming webhooks.";
    Telegram telegram "A Telegram bot; the secret is the chat's id.";
    Ntfy ntfy "ntfy; the secret is the topic.";
    Pagerduty pagerduty "PagerDuty Events API v2; the secret is the routing key.";
    Github github "An issue of GitHub; the address is that of the repository's issues, the secret a token.";
    Jira jira "An issue of Jira; the address ends with ?project=KEY&type=NAME, the secret is e-mail:token or a token.";
    Alertmanager alertmanager "Prometheus' Alertmanager, API v2.";
    Template template "A body of one's own.";
}

/// Puts values in the place of `{{name}}` in a template of JSON, each escaped as the inside of a string.
pub(crate) fn filled(template: &str, values: &[(&str, String)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        let found = after.split_once("}}").and_then(|(name, tail)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name.trim())?;
            Some((value, tail))
        });
        match found {
            Some((value, tail)) => {
                let quoted = Value::String(value.clone()).to_string();
                text.push_str(&quoted[1..quoted.len() - 1]);
                rest = tail;
            }
            None => {
                text.push_str("{{");
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// A form with values in the place of `{{name}}`.
pub(crate) fn form(fields: &BTreeMap<String, String>, values: &[(&str, String)]) -> String {
    let put = |text: &str| {
        let put =
            |text: String, (name, value): &(&str, String)| text.replace(&format!("{{{{{name}}}}}"), value);
        // What is said comes last, so that nothing in it is a name.
        values.iter().fold(text.to_owned(), put)
    };
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(&put(value))));
    pairs.collect::<Vec<_>>().join("&")
}

/// Text as a form has it.
fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => char::from(byte).to_string(),
        b' ' => "+".to_owned(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A parameter of an address; empty where it has none.
fn parameter(url: &str, name: &str) -> String {
    let (_, query) = url.split_once('?').unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.into_iter().find(|(known, _)| *known == name);
    found.map_or(String::new(), |(_, value)| crate::send::connect::decoded(&value.replace('+', " ")))
}

/// Text with a backslash before every sign that Markdown knows.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '('
                | ')'
                | '#'
                | '+'
                | '!'
                | '|'
                | '>'
                | '<'
                | '~'
        ) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::{News, example};

    fn written(format: Format, message: &Message) -> Value {
        let template = Some(r#"{"t": "{{title}}: {{text}}", "k": "{{ key }}", "x": "{{other}}"}"#);
        let url = "https://h.example/api?channel=C1&project=OPS&type=Task+now";
        let body =
            format.body(&Outgoing { message, alert: "a-1", secret: "s3cret", template, url, thread: None });
        serde_json::from_str(&body.text).unwrap_or_else(|error| panic!("{format:?}: {error}: {}", body.text))
    }

    #[test]
    fn every_format_is_json_that_says_it_whatever_stands_in_the_log() {
        let mut message = example();
        message.title = "\"}], <!channel> @everyone **x** \\ {{secret}} $(reboot)".to_owned();
        for (format, name, _) in Format::ALL {
            let text = written(*format, &message).to_string();
            assert!(text.contains("reboot"), "{name}: {text}");
        }
        assert_eq!(Format::ALL.len(), 13);
    }

    #[test]
    fn a_form_holds_its_values_and_none_of_them_is_a_field() {
        let fields = BTreeMap::from([
            ("Body".to_owned(), "{{text}}".to_owned()),
            ("From".to_owned(), "+1 555".to_owned()),
            ("To".to_owned(), "{{to}}".to_owned()),
        ]);
        let values = [("to", "+2".to_owned()), ("text", "a&To=+3 {{to}} é".to_owned())];
        let expected = "Body=a%26To%3D%2B3+%7B%7Bto%7D%7D+%C3%A9&From=%2B1+555&To=%2B2";
        assert_eq!(form(&fields, &values), expected);
    }

    #[test]
    fn nobody_is_called_and_nothing_is_markup() {
        let message = example();
        let slack = written(Format::Slack, &message);
        let kinds: Vec<&str> =
            slack["blocks"].as_array().unwrap().iter().filter_map(|b| b["text"]["type"].as_str()).collect();
        assert!(kinds.iter().all(|kind| *kind == "plain_text") && kinds.len() == 6, "{slack}");
        let discord = written(Format::Discord, &message);
        assert_eq!(discord["allowed_mentions"]["parse"], serde_json::json!([]));
        assert!(
            discord["content"].as_str().unwrap().contains(r"\[link\]\(http://evil.example\)"),
            "{discord}"
        );
        assert!(!written(Format::Mattermost, &message)["text"].as_str().unwrap().contains("@everyone"));
        assert!(!written(Format::Teams, &message).to_string().contains("\"TextBlock\""));
        assert!(written(Format::Telegram, &message).get("parse_mode").is_none());
    }

    #[test]
    fn what_begins_and_what_is_over_is_one_thing_to_the_receiver() {
        let over = Message { news: News::Over, until: Some(example().at), ..example() };
        let (begun, ended) = (written(Format::Pagerduty, &example()), written(Format::Pagerduty, &over));
        assert_eq!(
            (begun["event_action"].as_str(), ended["event_action"].as_str()),
            (Some("trigger"), Some("resolve"))
        );
        assert_eq!(
            (&begun["dedup_key"], &ended["dedup_key"], &begun["routing_key"]),
            (&serde_json::json!("a-1"), &serde_json::json!("a-1"), &serde_json::json!("s3cret"))
        );
        let (begun, ended) =
            (written(Format::Alertmanager, &example()), written(Format::Alertmanager, &over));
        assert_eq!(begun[0]["labels"], ended[0]["labels"]);
        // Alertmanager ends by itself what does not say when it ends.
        let end = |value: &Value| value["endsAt"].as_str().unwrap().parse::<errpredict::Timestamp>().unwrap();
        assert!(end(&begun[0]) > example().at.plus_ms(errpredict::time::DAY_MS));
        assert_eq!(end(&ended[0]), example().at);
        assert!(begun.as_array().unwrap().len() == 1 && ended.as_array().unwrap().len() == 5, "{ended}");
        // What is worse ends what was less bad, so that one goes on.
        let worse = written(Format::Alertmanager, &Message { news: News::Worse, ..example() });
        let going = worse.as_array().unwrap().iter().filter(|one| end(one) > example().at);
        assert_eq!(
            going.map(|one| one["labels"]["severity"].as_str()).collect::<Vec<_>>(),
            [Some("critical")]
        );
        assert_eq!(begun[0]["labels"], worse[0]["labels"]);
        assert_eq!(worse.as_array().unwrap().len(), 5);
        let own = written(Format::Template, &example());
        assert_eq!((own["k"].as_str(), own["x"].as_str()), (Some("0123456789abcdef"), Some("{{other}}")));
    }

    #[test]
    fn what_follows_goes_where_the_first_message_went() {
        let over = Message { news: News::Over, until: Some(example().at), ..example() };
        let url = "https://h.example/api?channel=C1&project=OPS&type=Task+now";
        let of = |format: Format, message: &Message, thread: Value| {
            let thread = Some(&thread).filter(|thread| !thread.is_null());
            format.body(&Outgoing {
                message,
                alert: "a-1",
                secret: "ada@m.example:t",
                template: None,
                url,
                thread,
            })
        };
        let value = |body: &Body| serde_json::from_str::<Value>(&body.text).unwrap();
        // Slack.
        let first = value(&of(Format::Slackbot, &example(), Value::Null));
        assert_eq!((first["channel"].as_str(), first.get("thread_ts")), (Some("C1"), None));
        let next = value(&of(Format::Slackbot, &over, serde_json::json!({"ts": "1.2"})));
        assert_eq!(
            (&next["thread_ts"], &next["reply_broadcast"]),
            (&serde_json::json!("1.2"), &serde_json::json!(true))
        );
        let receipt = of(Format::Slackbot, &over, Value::Null).receipt.unwrap();
        assert_eq!(
            receipt(&serde_json::json!({"ok": true, "ts": "7.8"})),
            Ok(serde_json::json!({"ts": "7.8"}))
        );
        assert!(
            receipt(&serde_json::json!({"ok": false, "error": "channel_not_found"}))
                .unwrap_err()
                .contains("channel_not_found")
        );
        // GitHub: a text that tries to leave its block stays in it.
        let mut sly = example();
        sly.what = vec!["```` @everyone ``` # x".to_owned()];
        let first = of(Format::Github, &sly, Value::Null);
        assert!((first.method, first.url.as_ref(), first.then.len()) == ("POST", None, 0));
        let text = value(&first)["body"].as_str().unwrap().to_owned();
        assert!(text.starts_with("`````text\n") && text.ends_with("\n`````"), "{text}");
        let last = of(Format::Github, &over, serde_json::json!({"number": 7}));
        assert_eq!(
            last.url.as_deref(),
            Some("https://h.example/api?channel=C1&project=OPS&type=Task+now/7/comments")
        );
        assert_eq!((last.then[0].method, last.then.len()), ("PATCH", 1));
        // Jira.
        let first = of(Format::Jira, &example(), Value::Null);
        let fields = value(&first)["fields"].clone();
        assert_eq!(
            (fields["project"]["key"].as_str(), fields["issuetype"]["name"].as_str()),
            (Some("OPS"), Some("Task now"))
        );
        assert_eq!(first.url.as_deref(), Some("https://h.example/api"));
        assert!(first.headers[0].1.starts_with("Basic "));
        let next = of(Format::Jira, &over, serde_json::json!({"key": "OPS-7"}));
        assert_eq!(next.url.as_deref(), Some("https://h.example/api/OPS-7/comment"));
        let odd = of(Format::Jira, &over, serde_json::json!({"key": "../../x?"}));
        assert_eq!(odd.url.as_deref(), Some("https://h.example/api"), "no key is an address");
    }
}
