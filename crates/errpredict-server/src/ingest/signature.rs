//! Whether a request comes from who shares a secret with us.
//!
//! Sources: *Standard Webhooks* (2023, specification 1.0.0); GitHub, *Validating webhook deliveries*; GitLab, *Webhooks: secret
//! token*; Sentry, *Integration platform: Webhooks*. Everything that hangs on the secret is compared in constant time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Milliseconds by which a signed time may differ from now: five minutes, as the specification's libraries have it.
pub const TOLERANCE_MS: i64 = 5 * 60 * 1_000;
/// Bytes of the shortest key; the specification says 24, and shorter ones can be guessed.
const KEY_MIN: usize = 16;
/// Signatures of one request that are looked at: one for each secret that is being replaced.
const SIGNATURES_MAX: usize = 16;

/// The three headers of a standard webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headers<'a> {
    /// `webhook-id`
    pub id: &'a str,
    /// `webhook-timestamp`: seconds since 1970.
    pub timestamp: &'a str,
    /// `webhook-signature`: `v1,BASE64`, several with a space between.
    pub signature: &'a str,
}

/// Checks a standard webhook; gives its id, by which a second delivery is told.
///
/// `secret` is `whsec_` and base 64, or base 64 alone.
///
/// # Errors
/// `invalid_setting` for a secret that is none; `invalid_input` for a signature that is not right, or a time that is more than
/// [`TOLERANCE_MS`] from `now`.
pub fn standard<'a>(secret: &str, headers: Headers<'a>, body: &[u8], now: Timestamp) -> Result<&'a str> {
    let encoded = secret.strip_prefix("whsec_").unwrap_or(secret);
    let key = STANDARD
        .decode(encoded)
        .map_err(|_| Error::setting("secret", "base 64 after `whsec_`", "another text"))?;
    if key.len() < KEY_MIN {
        return Err(Error::setting("secret", &format!("at least {KEY_MIN} bytes"), key.len()));
    }
    if headers.id.is_empty() || headers.id.contains('.') {
        return Err(refused("`webhook-id` must be a text without full stops"));
    }
    let seconds: i64 =
        headers.timestamp.parse().map_err(|_| refused("`webhook-timestamp` must be seconds since 1970"))?;
    let away = seconds.saturating_mul(1_000).abs_diff(now.ms());
    if away > TOLERANCE_MS.unsigned_abs() {
        return Err(refused(&format!(
            "`webhook-timestamp` is {} s from now, at most {} are allowed",
            away / 1_000,
            TOLERANCE_MS / 1_000
        )));
    }
    let signed = [headers.id.as_bytes(), b".", headers.timestamp.as_bytes(), b".", body];
    let is_right = headers
        .signature
        .split(' ')
        .take(SIGNATURES_MAX)
        .filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok())
        .fold(false, |is_right, tag| is_right | verifies(&key, &signed, &tag));
    if is_right { Ok(headers.id) } else { Err(refused("no signature of `webhook-signature` is right")) }
}

/// Checks what GitHub signs: `X-Hub-Signature-256: sha256=HEX`. There is no time in it: what is sent twice must be told by
/// `X-GitHub-Delivery`.
///
/// # Errors
/// `invalid_setting` for a secret that is too short; `invalid_input` for a signature that is not right.
pub fn github(secret: &str, signature: &str, body: &[u8]) -> Result<()> {
    if secret.len() < KEY_MIN {
        return Err(Error::setting("secret", &format!("at least {KEY_MIN} bytes"), secret.len()));
    }
    let tag = signature.strip_prefix("sha256=").and_then(unhex);
    let tag =
        tag.ok_or_else(|| refused("`X-Hub-Signature-256` must be `sha256=` and 64 hexadecimal digits"))?;
    if verifies(secret.as_bytes(), &[body], &tag) {
        Ok(())
    } else {
        Err(refused("`X-Hub-Signature-256` is not right"))
    }
}

/// Checks what Sentry signs: `Sentry-Hook-Signature: HEX`, without a time as GitHub's.
///
/// # Errors
/// As [`github`].
pub fn sentry(secret: &str, signature: &str, body: &[u8]) -> Result<()> {
    if secret.len() < KEY_MIN {
        return Err(Error::setting("secret", &format!("at least {KEY_MIN} bytes"), secret.len()));
    }
    let tag = unhex(signature)
        .filter(|tag| !tag.is_empty())
        .ok_or_else(|| refused("`Sentry-Hook-Signature` must be 64 hexadecimal digits"))?;
    if verifies(secret.as_bytes(), &[body], &tag) {
        Ok(())
    } else {
        Err(refused("`Sentry-Hook-Signature` is not right"))
    }
}

/// Checks what GitLab sends: `X-Gitlab-Token: SECRET`. It is the secret itself and no signature: the body is not covered, and whoever
/// reads one request can send others, so it is worth no more than the TLS around it.
///
/// # Errors
/// As [`github`].
pub fn gitlab(secret: &str, token: &str) -> Result<()> {
    /// Compared are codes, so that neither place nor length of a difference shows in the time it takes.
    const KEY: &[u8] = b"errpredict token";
    if secret.len() < KEY_MIN {
        return Err(Error::setting("secret", &format!("at least {KEY_MIN} bytes"), secret.len()));
    }
    let given = mac(KEY, &[token.as_bytes()]).map(|mac| mac.finalize().into_bytes());
    if given.is_some_and(|given| verifies(KEY, &[secret.as_bytes()], &given)) {
        Ok(())
    } else {
        Err(refused("`X-Gitlab-Token` is not right"))
    }
}

/// Signs like a standard webhook: the value of `webhook-signature`.
///
/// # Errors
/// `invalid_setting` for a secret that is none.
pub fn sign(secret: &str, id: &str, timestamp: i64, body: &[u8]) -> Result<String> {
    let encoded = secret.strip_prefix("whsec_").unwrap_or(secret);
    let key = STANDARD
        .decode(encoded)
        .map_err(|_| Error::setting("secret", "base 64 after `whsec_`", "another text"))?;
    if key.len() < KEY_MIN {
        return Err(Error::setting("secret", &format!("at least {KEY_MIN} bytes"), key.len()));
    }
    let seconds = timestamp.to_string();
    let tag = mac(&key, &[id.as_bytes(), b".", seconds.as_bytes(), b".", body])
        .map(|mac| mac.finalize().into_bytes())
        .ok_or_else(|| Error::new(ErrorKind::Internal, "a key of any length makes a code"))?;
    Ok(format!("v1,{}", STANDARD.encode(tag)))
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    parts.iter().for_each(|part| mac.update(part));
    Some(mac)
}

/// In constant time, whatever of the tag is right.
fn verifies(key: &[u8], parts: &[&[u8]], tag: &[u8]) -> bool {
    mac(key, parts).is_some_and(|mac| mac.verify_slice(tag).is_ok())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    });
    pairs.collect()
}

fn refused(why: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example of the specification's own libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIME: i64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn check(secret: &str, id: &str, time: &str, signature: &str, body: &[u8], now: i64) -> Result<()> {
        let headers = Headers { id, timestamp: time, signature };
        standard(secret, headers, body, Timestamp::from_ms(now * 1_000).unwrap()).map(|_| ())
    }

    #[test]
    fn the_example_of_the_specification() {
        let time = TIME.to_string();
        check(SECRET, ID, &time, SIGNATURE, BODY, TIME).unwrap();
        check(SECRET.strip_prefix("whsec_").unwrap(), ID, &time, SIGNATURE, BODY, TIME + 300).unwrap();
        let several = format!("v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,abc {SIGNATURE}");
        check(SECRET, ID, &time, &several, BODY, TIME).unwrap();
        assert_eq!(sign(SECRET, ID, TIME, BODY).unwrap(), SIGNATURE);
    }

    #[test]
    fn what_is_not_right_is_refused() {
        let time = TIME.to_string();
        let other = (TIME + 1).to_string();
        for (secret, id, time, signature, body, now, code) in [
            (SECRET, ID, time.as_str(), SIGNATURE, &b"{}"[..], TIME, "invalid_input"),
            (SECRET, "msg_other", &time, SIGNATURE, BODY, TIME, "invalid_input"),
            (SECRET, "", &time, SIGNATURE, BODY, TIME, "invalid_input"),
            (SECRET, "a.b", &time, SIGNATURE, BODY, TIME, "invalid_input"),
            (SECRET, ID, &other, SIGNATURE, BODY, TIME, "invalid_input"),
            (SECRET, ID, "noon", SIGNATURE, BODY, TIME, "invalid_input"),
            (SECRET, ID, &time, SIGNATURE, BODY, TIME + 301, "invalid_input"),
            (SECRET, ID, &time, SIGNATURE, BODY, TIME - 301, "invalid_input"),
            (SECRET, ID, &time, &SIGNATURE[3..], BODY, TIME, "invalid_input"),
            (SECRET, ID, &time, "v1,", BODY, TIME, "invalid_input"),
            (SECRET, ID, &time, "", BODY, TIME, "invalid_input"),
            ("whsec_", ID, &time, SIGNATURE, BODY, TIME, "invalid_setting"),
            ("whsec_!!", ID, &time, SIGNATURE, BODY, TIME, "invalid_setting"),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSv", ID, &time, SIGNATURE, BODY, TIME, "invalid_input"),
        ] {
            let error = check(secret, id, time, signature, body, now).unwrap_err();
            assert_eq!(error.code(), code, "{id} {time} {signature}");
        }
    }

    #[test]
    fn the_example_of_github() {
        let secret = "It's a Secret to Everybody";
        let signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        github(secret, signature, b"Hello, World!").unwrap();
        for (secret, signature, body, code) in [
            (secret, signature, &b"Hello, World"[..], "invalid_input"),
            (secret, &signature[7..], b"Hello, World!", "invalid_input"),
            (secret, "sha256=7571", b"Hello, World!", "invalid_input"),
            (secret, "sha256=", b"Hello, World!", "invalid_input"),
            (secret, "sha256=zz", b"Hello, World!", "invalid_input"),
            ("", signature, b"Hello, World!", "invalid_setting"),
        ] {
            assert_eq!(github(secret, signature, body).unwrap_err().code(), code, "{signature}");
        }
    }

    #[test]
    fn what_sentry_and_gitlab_send() {
        let secret = "It's a Secret to Everybody";
        // Sentry's is GitHub's without the name before it.
        let signature = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        sentry(secret, signature, b"Hello, World!").unwrap();
        gitlab(secret, secret).unwrap();
        for (signature, body) in
            [(signature, &b"Hello"[..]), ("", b"Hello, World!"), ("75", b"Hello, World!"), ("zz", b"")]
        {
            assert_eq!(sentry(secret, signature, body).unwrap_err().code(), "invalid_input", "{signature}");
        }
        for token in ["", "It's a Secret to Everybod", "It's a Secret to Everybody "] {
            assert_eq!(gitlab(secret, token).unwrap_err().code(), "invalid_input", "{token}");
        }
        assert_eq!(gitlab("short", "short").unwrap_err().code(), "invalid_setting");
        assert_eq!(sentry("short", signature, b"").unwrap_err().code(), "invalid_setting");
    }

    proptest::proptest! {
        #[test]
        fn what_is_signed_verifies_and_nothing_else(body in ".{0,40}", at in 0i64..4_000_000_000, other in ".{0,40}") {
            let tag = sign(SECRET, ID, at, body.as_bytes()).unwrap();
            proptest::prop_assert!(check(SECRET, ID, &at.to_string(), &tag, body.as_bytes(), at).is_ok());
            proptest::prop_assert_eq!(check(SECRET, ID, &at.to_string(), &tag, other.as_bytes(), at).is_ok(), body == other);
            let _ = github(SECRET, &other, body.as_bytes());
            let _ = check(&other, &other, &other, &other, body.as_bytes(), at);
        }
    }
}
