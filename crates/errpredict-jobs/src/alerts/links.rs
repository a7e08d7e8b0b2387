//! Links that say whether an alert was right, signed so that whoever has the message can say it and nobody else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::message::{CONDITION, Link, Message};
use crate::config::Alerts;

/// Days that a link holds.
const DAYS: i64 = 30;
/// What can be said of what errpredict found, and what it is called.
const SAID: [(&str, &str); 2] =
    [("true_positive", "This was right"), ("false_positive", "This was a false alarm")];
/// What can be said of what a person asked for: whether it was worth it. Whether something was wrong says nobody with that.
const SAID_OF_CONDITION: [(&str, &str); 2] =
    [("useful", "This was useful"), ("irrelevant", "This was of no use")];

/// What a link says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The tenant.
    pub tenant: String,
    /// The key of what it is about.
    pub key: String,
    /// The service it is about; empty for all together.
    pub service: String,
    /// When it began, or was foreseen.
    pub about: Timestamp,
    /// `true_positive` or `false_positive`; of a condition `useful` or `irrelevant`.
    pub feedback: String,
    /// Until when it holds.
    pub until: Timestamp,
}

/// The links of a message; none where they are not configured.
pub(super) fn links(config: &Alerts, tenant: &str, message: &Message) -> Result<Vec<Link>> {
    let (Some(base), Some(secret)) = (&config.public_url, &config.link_secret) else { return Ok(Vec::new()) };
    let can_be_said = match message.kind.as_str() {
        "anomaly" | "prediction" => SAID,
        CONDITION => SAID_OF_CONDITION,
        _ => return Ok(Vec::new()),
    };
    let service = message.service.clone().unwrap_or_default();
    let link = |(feedback, label): (&str, &str)| -> Result<Link> {
        let said = Said {
            tenant: tenant.to_owned(),
            key: message.key.clone(),
            service: service.clone(),
            about: message.since,
            feedback: feedback.to_owned(),
            until: message.at.plus_ms(DAYS * DAY_MS),
        };
        let url = format!(
            "{}/api/ml/feedback/link/?s={}",
            base.trim_end_matches('/'),
            token(&said, secret.reveal())?
        );
        Ok(Link { label: label.to_owned(), url })
    };
    can_be_said.into_iter().map(link).collect()
}

fn mac(text: &str, secret: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    // What is signed for links is good for nothing else.
    mac.update(b"errpredict feedback link\n");
    mac.update(text.as_bytes());
    Some(mac)
}

/// The part of a link that says what it says, with its signature.
///
/// # Errors
/// `internal` where it cannot be written or signed.
pub fn token(said: &Said, secret: &str) -> Result<String> {
    let failed = |why: String| Error::new(ErrorKind::Internal, format!("a link could not be made: {why}"));
    let text = serde_json::to_string(said).map_err(|error| failed(error.to_string()))?;
    let signature = mac(&text, secret).ok_or_else(|| failed("the secret is none".to_owned()))?.finalize();
    Ok(format!("{}.{}", URL_SAFE_NO_PAD.encode(&text), URL_SAFE_NO_PAD.encode(signature.into_bytes())))
}

/// What such a part says, if it was signed with that secret and still holds at that time.
#[must_use]
pub fn read_token(token: &str, secret: &str, now: Timestamp) -> Option<Said> {
    let (text, signature) = token.split_once('.')?;
    let text = URL_SAFE_NO_PAD.decode(text).ok()?;
    let text = String::from_utf8(text).ok()?;
    mac(&text, secret)?.verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    let said: Said = serde_json::from_str(&text).ok()?;
    let known = SAID.iter().chain(&SAID_OF_CONDITION).any(|(name, _)| *name == said.feedback);
    (said.until > now && known).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_asked_for_and_what_all_services_show_have_links_too() {
        let text = "[alerts]\npublic_url = \"https://e.example\"\nlink_secret = \"0123456789abcdef0123456789abcdef\"";
        let config = crate::config::Config::read(text, |_| None).unwrap();
        let of = |kind: &str, service: Option<&str>| {
            let message = Message {
                kind: kind.to_owned(),
                service: service.map(str::to_owned),
                ..super::super::message::example()
            };
            let all = links(&config.alerts, "t", &message).unwrap();
            let said = |link: &Link| {
                let token = link.url.split("?s=").nth(1).unwrap();
                let said = read_token(token, "0123456789abcdef0123456789abcdef", message.at).unwrap();
                format!("{} {:?}", said.feedback, said.service)
            };
            all.iter().map(said).collect::<Vec<_>>()
        };
        assert_eq!(of("anomaly", None), ["true_positive \"\"", "false_positive \"\""]);
        assert_eq!(of("condition", Some("shop")), ["useful \"shop\"", "irrelevant \"shop\""]);
        assert!(of("platform", None).is_empty() && of("training", None).is_empty());
    }

    #[test]
    fn a_link_says_what_was_signed_until_it_ends_and_nothing_else() {
        let said = Said {
            tenant: "t".to_owned(),
            key: "0123456789abcdef".to_owned(),
            service: "a \"|\" b".to_owned(),
            about: Timestamp::clamped(5),
            feedback: "false_positive".to_owned(),
            until: Timestamp::clamped(1_000_000),
        };
        let now = Timestamp::clamped(999_999);
        let link = token(&said, "secret").unwrap();
        assert_eq!(read_token(&link, "secret", now), Some(said.clone()));
        assert_eq!(read_token(&link, "secret", Timestamp::clamped(1_000_000)), None, "it has ended");
        assert_eq!(read_token(&link, "other", now), None);
        let other = token(&Said { feedback: "true_positive".to_owned(), ..said.clone() }, "secret").unwrap();
        let mixed = format!("{}.{}", other.split_once('.').unwrap().0, link.split_once('.').unwrap().1);
        assert_eq!(read_token(&mixed, "secret", now), None, "another text under that signature");
        let odd = token(&Said { feedback: "actionable".to_owned(), ..said }, "secret").unwrap();
        assert_eq!(read_token(&odd, "secret", now), None);
        for text in ["", ".", "a.b", "%%.%%"] {
            assert_eq!(read_token(text, "secret", now), None, "{text}");
        }
    }
}
