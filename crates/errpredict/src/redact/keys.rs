//! Names of values that are secret or of a person: `DB_PASSWORD`, `X-Api-Key`, `first_name`.

use super::shapes::Word;

/// Longest name that is looked at, in bytes.
const MAX_BYTES: usize = 64;
/// Letters of the shortest name in the lists below.
const SHORTEST: usize = 3;

/// What a name ends with, in lower case and without what joins its parts, when its value is a secret.
///
/// Source: the fields that the clients of Sentry and of Rails scrub by default, and HTTP's headers that carry credentials.
const SECRETS: &[&str] = &[
    "password",
    "passwd",
    "passwort",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "accesskey",
    "accesskeyid",
    "privatekey",
    "secretkey",
    "signingkey",
    "encryptionkey",
    "authorization",
    "credential",
    "credentials",
    "cookie",
    "sessionid",
    "sessid",
    "cvv",
    "cvc",
    "ssn",
    "iban",
];
/// Names that end like secrets and are none: where a list goes on, and words of parsers.
const NO_SECRETS: &[&str] = &[
    "nexttoken",
    "nextpagetoken",
    "pagetoken",
    "continuationtoken",
    "unexpectedtoken",
    "illegaltoken",
    "cleartoken",
];
/// Whole names of values that are the name of a person.
const NAMES: &[&str] = &[
    "firstname",
    "lastname",
    "fullname",
    "middlename",
    "givenname",
    "familyname",
    "surname",
    "username",
    "displayname",
    "nickname",
    "customername",
    "contactname",
    "cardholder",
    "cardholdername",
    "recipientname",
    "patientname",
    "userfullname",
    "vorname",
    "nachname",
];
/// Names that are words of sentences as well: behind them only what looks like a secret is one.
const WORDS: &[&str] = &["token", "secret", "cookie", "credential", "credentials", "authorization"];

/// What stands under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) word: Word,
    /// The name is also a word of sentences.
    pub(super) is_word: bool,
    /// What follows goes on to the end of its line.
    pub(super) is_header: bool,
    /// A name that the user gave.
    pub(super) is_own: bool,
}

/// A name in lower case and without what joins its parts; nothing for what is no name.
pub(super) fn plain(name: &[u8]) -> Option<Vec<u8>> {
    let mut buffer = [0; MAX_BYTES];
    let length = plain_into(name, &mut buffer)?;
    (length > 0).then(|| buffer[..length].to_vec())
}

fn plain_into(name: &[u8], buffer: &mut [u8; MAX_BYTES]) -> Option<usize> {
    if name.len() > MAX_BYTES {
        return None;
    }
    let mut length = 0;
    for &byte in name.iter().filter(|byte| !matches!(byte, b'-' | b'_' | b'.' | b'[' | b']')) {
        if !byte.is_ascii_alphanumeric() {
            return None;
        }
        buffer[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    Some(length)
}

/// What a name says of its value; `own` are names of the user, made plain.
pub(super) fn key(name: &[u8], own: &[Vec<u8>]) -> Option<Key> {
    let mut buffer = [0; MAX_BYTES];
    let length = plain_into(name, &mut buffer)?;
    let plain = &buffer[..length];
    if own.iter().any(|own| own == plain) {
        return Some(Key { word: Word::Secret, is_word: false, is_header: false, is_own: true });
    }
    let name = std::str::from_utf8(plain).ok().filter(|name| name.len() >= SHORTEST)?;
    // Of an object's member the last parts count: `user.full_name`.
    if NAMES.contains(&name) || NAMES.iter().any(|end| name.strip_prefix("user") == Some(*end)) {
        return Some(Key { word: Word::Name, is_word: false, is_header: false, is_own: false });
    }
    let is_secret = SECRETS.iter().any(|end| name.ends_with(end)) && !NO_SECRETS.contains(&name);
    is_secret.then(|| Key {
        word: Word::Secret,
        is_word: WORDS.contains(&name),
        is_header: name.ends_with("authorization") || name.ends_with("cookie"),
        is_own: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_and_of_people() {
        for (name, expected) in [
            ("password", Some(Word::Secret)),
            ("DB_PASSWORD", Some(Word::Secret)),
            ("spring.datasource.password", Some(Word::Secret)),
            ("X-Api-Key", Some(Word::Secret)),
            ("accessToken", Some(Word::Secret)),
            ("Set-Cookie", Some(Word::Secret)),
            ("PHPSESSID", Some(Word::Secret)),
            ("max_tokens", None),
            ("next_token", None),
            ("passwords_checked", None),
            ("first_name", Some(Word::Name)),
            ("user.full_name", Some(Word::Name)),
            ("hostname", None),
            ("name", None),
            ("filename", None),
            ("id", None),
            ("", None),
        ] {
            assert_eq!(key(name.as_bytes(), &[]).map(|key| key.word), expected, "{name}");
        }
    }
}
