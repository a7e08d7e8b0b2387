//! An event without what is of a person or a secret: mail addresses, card numbers, passwords, tokens, names, IP addresses, and
//! what patterns of your own find.
//!
//! What is taken out becomes one stable word (`<mail>`, `<card>`, `<secret>`, `<name>`, `<ip>`, `<redacted>`), which the
//! fingerprint masks like what stood there: where a whole word was masked, the error keeps its group.
//!
//! | Rule | Takes out | Default |
//! |---|---|---|
//! | `mail` | addresses with a domain: `anna@example.com`, `anna%40example.com` | on |
//! | `card` | numbers of known issuers whose check digit (Luhn) is right, in one piece or in groups | on |
//! | `secret` | values of names such as `password`, `api_key`, `Authorization`; user and password of a URL; tokens of known issuers, JSON Web Tokens, private keys | on |
//! | `name` | values of names such as `first_name`, `username` | on |
//! | `ip` | IPv4 and IPv6 addresses | off: they find the machine as often as the person |
//! | `keys` | values under names of your own, wherever such a name stands before `=` or `:` or in the attributes | none |
//! | `patterns` | what a regular expression finds | none |
//!
//! Looked at are message, stack trace, endpoint, attributes and the user's id; an id that is taken out becomes a pseudonym, so
//! that affected people are still counted.
//!
//! Works badly when a name of a person stands in a sentence: nothing says that it is one. And nothing but the shape says what
//! a number is: two of a hundred numbers with 16 digits have an issuer's beginning and a right check digit, and become `<card>`.
//!
//! ```
//! use errpredict::redact::{RedactConfig, Redactor};
//!
//! let redactor = Redactor::new(&RedactConfig::default())?;
//! let text = "mail to anna@example.com failed: POST https://bot:s3cret@api.example/pay?token=abc1";
//! assert_eq!(
//!     redactor.text(text),
//!     "mail to <mail> failed: POST https://redacted@api.example/pay?token=<secret>"
//! );
//! assert_eq!(redactor.text("nothing of a person"), "nothing of a person");
//! # Ok::<(), errpredict::Error>(())
//! ```

mod event;
mod keys;
mod scan;
mod shapes;

use std::borrow::Cow;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use keys::Key;
use scan::{Hit, Looks, scan};
use shapes::Word;

pub use event::Redacted;

/// What is taken out of events; see the [table](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RedactConfig {
    /// Mail addresses.
    pub mail: bool,
    /// Card numbers.
    pub card: bool,
    /// Passwords, keys and tokens.
    pub secret: bool,
    /// Names of people, where the name of a value says so.
    pub name: bool,
    /// IP addresses.
    pub ip: bool,
    /// More names of values that are secret, such as `customer_reference`; upper and lower case, `-`, `_` and `.` are one.
    pub keys: Vec<String>,
    /// Regular expressions; what they find becomes `<redacted>`.
    pub patterns: Vec<String>,
    /// Makes pseudonyms of users' ids differ from those of others; a secret of the service, 0 where nobody else sees them.
    pub pseudonym_seed: u64,
}

impl Default for RedactConfig {
    fn default() -> Self {
        RedactConfig {
            mail: true,
            card: true,
            secret: true,
            name: true,
            ip: false,
            keys: Vec::new(),
            patterns: Vec::new(),
            pseudonym_seed: 0,
        }
    }
}

impl RedactConfig {
    /// The rules that can be named one by one.
    pub const RULES: [&'static str; 5] = ["mail", "card", "secret", "name", "ip"];

    /// Nothing but the rules of these names.
    ///
    /// # Errors
    /// `unknown_name`, with the list of names.
    pub fn only<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let mut config =
            RedactConfig { mail: false, card: false, secret: false, name: false, ..RedactConfig::default() };
        for name in names {
            match name {
                "mail" => config.mail = true,
                "card" => config.card = true,
                "secret" => config.secret = true,
                "name" => config.name = true,
                "ip" => config.ip = true,
                other => return Err(Error::unknown("rule", other, &Self::RULES)),
            }
        }
        Ok(config)
    }
}

/// Most of a pattern's compiled size, in bytes, and most patterns: each is one more pass over every text.
const PATTERN_BYTES: usize = 1 << 20;
const PATTERNS_MAX: usize = 64;

/// Takes out what a [`RedactConfig`] says.
#[derive(Debug, Clone)]
pub struct Redactor {
    looks: Looks,
    keys: Vec<Vec<u8>>,
    patterns: Vec<Regex>,
    pseudonym_seed: u64,
}

impl Redactor {
    /// A redactor by these rules.
    ///
    /// # Errors
    /// `invalid_setting` for a pattern that is no regular expression, is too large or finds the empty text, for more than 64
    /// patterns, and for a key that is no name.
    pub fn new(config: &RedactConfig) -> Result<Self> {
        if config.patterns.len() > PATTERNS_MAX {
            return Err(Error::setting(
                "patterns",
                &format!("at most {PATTERNS_MAX}"),
                config.patterns.len(),
            ));
        }
        let pattern = |text: &String| {
            let bad =
                |why: String| Error::setting("patterns", "a regular expression that finds something", why);
            let built = regex::RegexBuilder::new(text).size_limit(PATTERN_BYTES).build();
            let built = built.map_err(|error| bad(format!("`{text}`: {error}")))?;
            if built.is_match("") {
                Err(bad(format!("`{text}`, which finds the empty text")))
            } else {
                Ok(built)
            }
        };
        let key = |text: &String| {
            let plain = keys::plain(text.as_bytes());
            plain.ok_or_else(|| {
                Error::setting("keys", "a name of letters, digits, `-`, `_` and `.`", format!("`{text}`"))
            })
        };
        Ok(Redactor {
            looks: Looks {
                mail: config.mail,
                card: config.card,
                secret: config.secret,
                name: config.name,
                ip: config.ip,
            },
            keys: config.keys.iter().map(key).collect::<Result<_>>()?,
            patterns: config.patterns.iter().map(pattern).collect::<Result<_>>()?,
            pseudonym_seed: config.pseudonym_seed,
        })
    }

    /// The text with what the rules take out replaced; the same text where they take out nothing.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut hits = Vec::new();
        self.find(text, &mut hits);
        if hits.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() + 16);
        replace(text, &hits, &mut out);
        Cow::Owned(out)
    }

    /// What is to be taken out, in the order of the text; pieces do not overlap.
    fn find(&self, text: &str, hits: &mut Vec<Hit>) {
        hits.clear();
        scan(text.as_bytes(), self.looks, &self.keys, hits);
        if self.patterns.is_empty() {
            return;
        }
        for pattern in &self.patterns {
            let found = pattern.find_iter(text).filter(|found| !found.is_empty());
            hits.extend(found.map(|found| Hit { start: found.start(), end: found.end(), word: Word::Own }));
        }
        hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        // What begins inside another goes with it, and makes it longer where it ends later.
        hits.dedup_by(|next, before| {
            let is_inside = next.start < before.end;
            if is_inside {
                before.end = before.end.max(next.end);
            }
            is_inside
        });
    }

    /// What a value of that name is, if the name alone says that it goes.
    fn key(&self, name: &str) -> Option<Word> {
        let is_wanted = |key: &Key| if key.word == Word::Name { self.looks.name } else { self.looks.secret };
        let known = keys::key(name.as_bytes(), &self.keys)?;
        (known.is_own || is_wanted(&known)).then_some(known.word)
    }
}

/// Appends the text with its hits replaced.
fn replace(text: &str, hits: &[Hit], out: &mut String) {
    let mut copied = 0;
    for hit in hits {
        out.push_str(text.get(copied..hit.start).unwrap_or_default());
        out.push_str(hit.word.text());
        copied = hit.end;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
}

#[cfg(test)]
mod tests;
