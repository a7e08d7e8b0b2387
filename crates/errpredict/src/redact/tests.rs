//! What is taken out and what stays, that groups of errors stay what they were, and that any text is read in linear time.

use proptest::prelude::*;

use super::*;
use crate::event::{Attributes, Event, EventRef, Severity};
use crate::fingerprint::{fingerprint, mask_message};
use crate::time::Timestamp;

fn obvious() -> Redactor {
    Redactor::new(&RedactConfig::default()).unwrap()
}

const CASES: &[(&str, &str)] = &[
    ("", ""),
    ("Connection refused", "Connection refused"),
    ("mail to anna.schmidt+x@example.co.uk failed", "mail to <mail> failed"),
    ("<anna@example.com>, \"bert@example.com\".", "<<mail>>, \"<mail>\"."),
    ("mailto:anna@example.com", "<mail>"),
    ("GET /users/anna@example.com/orders", "GET /users/<mail>/orders"),
    ("GET /find?q=anna%40example.com&page=2", "GET /find?q=<mail>&page=2"),
    ("com.acme.Order@1b6d3586 is closed", "com.acme.Order@1b6d3586 is closed"),
    ("pay@https://shop.example/app.js:1:2345", "pay@https://shop.example/app.js:1:2345"),
    ("git@github.com:acme/shop.git", "<mail>"),
    ("card 4111 1111 1111 1111 was declined", "card <card> was declined"),
    ("card 4111-1111-1111-1111.", "card <card>."),
    ("card=378282246310005, amount=12", "card=<card>, amount=12"),
    ("order 4111111111111112 failed", "order 4111111111111112 failed"),
    ("trace 1795417042125000000", "trace 1795417042125000000"),
    ("password=hunter2 user=7", "password=<secret> user=7"),
    ("DB_PASSWORD='it is long' set", "DB_PASSWORD='<secret>' set"),
    ("{\"password\":\"a\\\"b\",\"n\":1}", "{\"password\":\"<secret>\",\"n\":1}"),
    ("{\\\"password\\\":\\\"abc\\\",\\\"n\\\":1}", "{\\\"password\\\":\\\"<secret>\\\",\\\"n\\\":1}"),
    ("'token' => 'abc1'", "'token' => '<secret>'"),
    ("GET /pay?token=abc1&x=2", "GET /pay?token=<secret>&x=2"),
    ("Authorization: Bearer abc.def.ghi", "Authorization: Bearer <secret>"),
    ("Authorization: Basic dXNlcjpwdw==", "Authorization: Basic <secret>"),
    ("Cookie: a=1; sid=2\nHost: x", "Cookie: <secret>\nHost: x"),
    ("X-Api-Key: 0a1b2c", "X-Api-Key: <secret>"),
    ("Unexpected token: foo", "Unexpected token: foo"),
    ("invalid token: 8f14e45fceea167a", "invalid token: <secret>"),
    ("token::parse failed", "token::parse failed"),
    ("the password is wrong", "the password is wrong"),
    ("password=null", "password=null"),
    ("password=", "password="),
    ("max_tokens=512", "max_tokens=512"),
    ("PWD=/srv/app", "PWD=/srv/app"),
    ("run --password hunter2 --verbose", "run --password <secret> --verbose"),
    ("postgres://shop:s3cret@db:5432/shop", "postgres://redacted@db:5432/shop"),
    ("https://ghp_abc@github.com/acme", "https://redacted@github.com/acme"),
    ("ssh://git@host/acme.git", "ssh://git@host/acme.git"),
    ("key AKIAIOSFODNN7EXAMPLE is bad", "key <secret> is bad"),
    ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjMifQ.abc-DEF_1", "jwt <secret>"),
    ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter", "<secret>\nafter"),
    ("-----BEGIN PRIVATE KEY-----\nMIIE and no end", "<secret>"),
    ("first_name=Anna last_name=\"von Schmidt\"", "first_name=<name> last_name=\"<name>\""),
    ("hostname=web-1", "hostname=web-1"),
    ("peer 10.0.0.7:5432", "peer 10.0.0.7:5432"),
    ("用户 anna@例子.com 失败", "用户 <mail> 失败"),
];

#[test]
fn what_is_obvious_goes_and_the_rest_stays() {
    let redactor = obvious();
    for (text, expected) in CASES {
        assert_eq!(redactor.text(text), *expected, "{text}");
        assert_eq!(redactor.text(expected), *expected, "what is redacted stays: {expected}");
    }
}

#[test]
fn rules_by_name_and_of_your_own() {
    let only = |names: &[&str]| Redactor::new(&RedactConfig::only(names.iter().copied()).unwrap()).unwrap();
    let text = "anna@example.com at 10.0.0.7:80 and fe80::1ff:fe23 password=x";
    assert_eq!(only(&["ip"]).text(text), "anna@example.com at <ip>:80 and <ip> password=x");
    assert_eq!(only(&["mail"]).text(text), "<mail> at 10.0.0.7:80 and fe80::1ff:fe23 password=x");
    assert_eq!(RedactConfig::only(["mails"]).unwrap_err().code(), "unknown_name");
    let own = RedactConfig {
        keys: vec!["customer-reference".into()],
        patterns: vec![r"\bC-\d{6}\b".into(), "[a-z]+@x".into()],
        ..RedactConfig::default()
    };
    let own = Redactor::new(&own).unwrap();
    assert_eq!(
        own.text("customerReference=7 of C-123456, b@x.example"),
        "customerReference=<secret> of <redacted>, <mail>"
    );
    for (keys, patterns, field) in [
        (vec![], vec!["(".to_owned()], "patterns"),
        (vec![], vec!["a*".to_owned()], "patterns"),
        (vec![], vec!["a{1000}{1000}".to_owned()], "patterns"),
        (vec!["a b".to_owned()], vec![], "keys"),
    ] {
        let config = RedactConfig { keys, patterns, ..RedactConfig::default() };
        let error = Redactor::new(&config).unwrap_err();
        assert_eq!(error.code(), "invalid_setting");
        assert!(error.message().contains(field), "{error}");
    }
}

#[test]
fn groups_of_errors_stay_what_they_were() {
    let all = Redactor::new(&RedactConfig { ip: true, ..RedactConfig::default() }).unwrap();
    for text in [
        "mail to anna.schmidt+x@example.co.uk failed",
        "mailto:anna@example.com is no URL",
        "ids 1, anna@example.com, 2",
        "user 'anna@example.com' is gone",
        "GET /users/anna@example.com/orders failed",
        "card 4111 1111 1111 1111 was declined",
        "card:4111111111111111, again",
        "cards 4111111111111111 378282246310005",
        "peer 10.0.0.7:5432 refused, 10.0.0.8",
        "peer ::1 gone",
        "POST https://bot:s3cret@api.example/v1/pay?token=8f14e45fceea failed",
        "password=\"a b\" is wrong",
        "session_id=8f14e45fceea167a expired",
        "key AKIAIOSFODNN7EXAMPLE is bad",
    ] {
        let redacted = all.text(text);
        assert_ne!(redacted, text);
        assert_eq!(mask_message(&redacted), mask_message(text), "{redacted}");
    }
}

fn event() -> Event {
    let mut event = Event::new(Timestamp::default(), "shop", Severity::High, "MailError");
    event.message = Some("no mail to anna@example.com".into());
    event.stack_trace = Some("Traceback (most recent call last):\n  File \"/a/cart.py\", line 7, in add\nMailError: anna@example.com".into());
    event.endpoint = Some("/reset?token=0a1b".into());
    event.user_id = Some("anna@example.com".into());
    let attributes = r#"{"db.password":1234,"first_name":"Anna","note":"by \u0061nna\u0040example.com","list":[{"card":4111111111111111}],"ok":true,"secret":null}"#;
    event.attributes = serde_json::from_str(attributes).unwrap();
    event
}

#[test]
fn whole_events_owned_and_borrowed() {
    let (redactor, whole) = (obvious(), event());
    let mut owned = whole.clone();
    assert_eq!(redactor.redact(&mut owned), 8);
    let json = serde_json::to_string(&owned).unwrap();
    for secret in ["anna@", "Anna", "1234", "0a1b", "4111"] {
        assert!(!json.contains(secret), "{secret} in {json}");
    }
    assert_eq!(fingerprint(&owned.as_event_ref()), fingerprint(&whole.as_event_ref()));
    let id = owned.user_id.clone().unwrap();
    assert!(id.starts_with("<mail:") && id.len() == 23, "{id}");
    let mut memory = Redacted::default();
    let borrowed = redactor.redacted(whole.as_event_ref(), &mut memory).to_event().unwrap();
    assert_eq!(borrowed, owned);
    let text = serde_json::to_string(&whole.attributes).unwrap();
    let json = EventRef { attributes: Some(Attributes::Json(&text)), ..whole.as_event_ref() };
    assert_eq!(redactor.redacted(json, &mut memory).to_event().unwrap(), owned);
    // Another seed, another pseudonym, and no second redaction changes anything.
    let seeded = Redactor::new(&RedactConfig { pseudonym_seed: 7, ..RedactConfig::default() }).unwrap();
    let mut other = whole;
    seeded.redact(&mut other);
    assert_ne!(other.user_id, owned.user_id);
    assert_eq!(redactor.redact(&mut owned), 0);
}

proptest! {
    #[test]
    fn any_text_is_read_and_nothing_is_found_twice(text in any::<String>()) {
        let redactor = Redactor::new(&RedactConfig { ip: true, ..RedactConfig::default() }).unwrap();
        let mut hits = Vec::new();
        redactor.find(&text, &mut hits);
        let mut before = 0;
        for hit in &hits {
            prop_assert!(before <= hit.start && hit.start < hit.end && text.get(hit.start..hit.end).is_some(), "{hit:?}");
            before = hit.end;
        }
    }

    #[test]
    fn any_text_of_its_own_signs_is_read(text in "[a-z@.:/=\\-\"'\\\\ <>%40,1-4]{0,80}|(password=|token: |://|@a\\.b|--|eyJ|Cookie:| ){0,12}") {
        let redactor = Redactor::new(&RedactConfig { ip: true, ..RedactConfig::default() }).unwrap();
        let once = redactor.text(&text).into_owned();
        let mut hits = Vec::new();
        redactor.find(&text, &mut hits);
        prop_assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start));
        prop_assert!(hits.iter().all(|hit| text.get(hit.start..hit.end).is_some()));
        prop_assert!(once.len() <= 9 * text.len() + 8);
    }

    #[test]
    fn any_mail_in_a_sentence_keeps_the_group(user in "[a-z]{1,8}(\\.[a-z]{1,8})?", host in "[a-z]{1,8}\\.(com|de|org)") {
        let text = format!("no mail to {user}@{host}, again");
        prop_assert_eq!(obvious().text(&text), "no mail to <mail>, again");
        prop_assert_eq!(mask_message(&obvious().text(&text)), mask_message(&text));
    }
}
