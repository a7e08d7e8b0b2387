//! How a message is written for each receiver: one file each, one line to register it. Nothing that came from a log is markup, a command
//! or a call to somebody in any of them.

mod alertmanager;
mod discord;
mod mattermost;
mod ntfy;
mod pagerduty;
mod slack;
mod standard;
mod teams;
mod telegram;
mod template;

use serde::Deserialize;
use serde_json::Value;

use crate::alerts::Message;

/// What is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outgoing<'a> {
    pub(crate) message: &'a Message,
    /// The key that the receiver asks for.
    pub(crate) secret: &'a str,
    pub(crate) template: Option<&'a str>,
}

/// How it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) text: String,
    /// Whether it is signed.
    pub(crate) is_signed: bool,
}

impl Body {
    fn json(value: Value) -> Body {
        Body { text: value.to_string(), is_signed: false }
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
    Teams teams "Microsoft Teams, by a Workflow.";
    Discord discord "Discord's webhooks.";
    Mattermost mattermost "Mattermost's incoming webhooks.";
    Telegram telegram "A Telegram bot; the secret is the chat's id.";
    Ntfy ntfy "ntfy; the secret is the topic.";
    Pagerduty pagerduty "PagerDuty Events API v2; the secret is the routing key.";
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
        let body = format.body(&Outgoing { message, secret: "s3cret", template });
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
        assert_eq!(Format::ALL.len(), 10);
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
            (&begun["dedup_key"], &begun["routing_key"]),
            (&ended["dedup_key"], &serde_json::json!("s3cret"))
        );
        let (begun, ended) =
            (written(Format::Alertmanager, &example()), written(Format::Alertmanager, &over));
        assert_eq!(begun[0]["labels"], ended[0]["labels"]);
        assert!(begun[0].get("endsAt").is_none() && ended[0]["endsAt"].is_string());
        let own = written(Format::Template, &example());
        assert_eq!((own["k"].as_str(), own["x"].as_str()), (Some("0123456789abcdef"), Some("{{other}}")));
    }
}
