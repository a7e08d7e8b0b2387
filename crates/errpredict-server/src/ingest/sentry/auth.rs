//! Who sends: the public key of a DSN, in a header, in the query, or in the header of the envelope.

use std::fmt;
use std::str::FromStr;

use errpredict::{Error, ErrorKind, Result};
use percent_encoding::percent_decode_str;

/// `https://PUBLIC_KEY@HOST/PREFIX/PROJECT`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dsn {
    /// `http` or `https`.
    pub scheme: String,
    /// The key, which is no secret: it stands in pages of a browser.
    pub key: String,
    /// Host and port.
    pub host: String,
    /// What stands before the project in the path, without slashes at its ends.
    pub prefix: String,
    /// The project.
    pub project: String,
}

impl FromStr for Dsn {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bad =
            || Error::new(ErrorKind::InvalidArgument, "expected a DSN such as https://KEY@errors.example/1");
        let (scheme, rest) = text.split_once("://").ok_or_else(bad)?;
        let (user, rest) = rest.split_once('@').ok_or_else(bad)?;
        let (host, path) = rest.split_once('/').ok_or_else(bad)?;
        let path = path.trim_end_matches('/');
        let (prefix, project) = path.rsplit_once('/').unwrap_or(("", path));
        // Old clients have a second, secret key, which nothing needs.
        let key = user.split(':').next().unwrap_or(user);
        let is_scheme = matches!(scheme, "http" | "https");
        if !is_scheme || host.is_empty() || !is_key(key) || !is_key(project) {
            return Err(bad());
        }
        Ok(Dsn {
            scheme: scheme.to_owned(),
            key: key.to_owned(),
            host: host.to_owned(),
            prefix: prefix.trim_matches('/').to_owned(),
            project: project.to_owned(),
        })
    }
}

impl fmt::Display for Dsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slash = if self.prefix.is_empty() { "" } else { "/" };
        write!(f, "{}://{}@{}{slash}{}/{}", self.scheme, self.key, self.host, self.prefix, self.project)
    }
}

/// Letters that keys and projects are made of.
fn is_key(text: &str) -> bool {
    /// The longest.
    const MAX: usize = 128;
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !text.is_empty() && text.len() <= MAX && text.bytes().all(is_letter)
}

/// Who sends, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The public key of the DSN.
    pub key: String,
    /// The client and its version: `sentry.python/2.1`.
    pub name: Option<String>,
}

/// Who sends: by `X-Sentry-Auth` (or `Authorization`), by the query (`sentry_key=...`), or by the DSN of an envelope, the first of
/// them that is there.
///
/// # Errors
/// `invalid_argument` where none of them names a key, or two name different ones.
pub fn client(header: Option<&str>, query: Option<&str>, dsn: Option<&str>) -> Result<Client> {
    let of_header = header.map(|header| {
        let pairs = header.trim();
        let pairs = pairs
            .get(..7)
            .filter(|name| name.eq_ignore_ascii_case("sentry "))
            .map_or(pairs, |name| &pairs[name.len()..]);
        named(pairs.split(','), |value| value.trim().trim_matches('"').to_owned())
    });
    let of_query = query.map(|query| {
        named(query.trim_start_matches('?').split('&'), |value| {
            percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned()
        })
    });
    let of_dsn = dsn.map(|dsn| dsn.parse::<Dsn>()).transpose()?.map(|dsn| (Some(dsn.key), None));
    let found: Vec<(String, Option<String>)> = [of_header, of_query, of_dsn]
        .into_iter()
        .flatten()
        .filter_map(|(key, name)| Some((key?, name)))
        .collect();
    let Some((key, _)) = found.first().cloned() else {
        let message = "no key: expected `sentry_key` in the header X-Sentry-Auth or in the query, or `dsn` in the envelope";
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    };
    if !is_key(&key) {
        return Err(Error::new(ErrorKind::InvalidArgument, "`sentry_key` must be letters and digits"));
    }
    if found.iter().any(|(other, _)| *other != key) {
        return Err(Error::new(ErrorKind::InvalidArgument, "header, query and envelope name different keys"));
    }
    Ok(Client { key, name: found.into_iter().find_map(|(_, name)| name) })
}

/// `sentry_key` and `sentry_client` among pairs `name=value`.
fn named<'a>(
    pairs: impl Iterator<Item = &'a str>,
    read: impl Fn(&str) -> String,
) -> (Option<String>, Option<String>) {
    let (mut key, mut client) = (None, None);
    for (name, value) in pairs.filter_map(|pair| pair.split_once('=')) {
        match name.trim() {
            "sentry_key" => key = Some(read(value)),
            "sentry_client" => client = Some(read(value)),
            _ => {}
        }
    }
    (key, client)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dsn_is_read_and_written() {
        for (text, key, host, prefix, project) in [
            ("https://abc@errors.example/1", "abc", "errors.example", "", "1"),
            ("http://abc@localhost:8000/api/ml/shop", "abc", "localhost:8000", "api/ml", "shop"),
        ] {
            let dsn: Dsn = text.parse().unwrap();
            assert_eq!(
                (dsn.key.as_str(), dsn.host.as_str(), dsn.prefix.as_str(), dsn.project.as_str()),
                (key, host, prefix, project)
            );
            assert_eq!(dsn.to_string(), text);
        }
        let old: Dsn = "https://abc:secret@errors.example/1/".parse().unwrap();
        assert_eq!(old.to_string(), "https://abc@errors.example/1");
        for text in [
            "",
            "https://errors.example/1",
            "ftp://a@b/1",
            "https://a@b",
            "https://a@b/",
            "https://@b/1",
            "https://a b@c/1",
        ] {
            assert!(text.parse::<Dsn>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_key_is_found_wherever_it_is() {
        let python = "Sentry sentry_key=abc, sentry_version=7, sentry_client=sentry.python/2.68.0";
        let browser = "sentry_version=7&sentry_key=abc&sentry_client=sentry.javascript.browser%2F10.0.0";
        for (header, query, dsn, name) in [
            (Some(python), None, None, Some("sentry.python/2.68.0")),
            (Some("sentry sentry_key=abc"), None, None, None),
            (None, Some(browser), None, Some("sentry.javascript.browser/10.0.0")),
            (None, None, Some("https://abc@errors.example/1"), None),
            (Some(python), Some(browser), Some("https://abc@errors.example/1"), Some("sentry.python/2.68.0")),
            (Some("Bearer of something else"), Some("sentry_key=abc"), None, None),
        ] {
            let found = client(header, query, dsn).unwrap();
            assert_eq!((found.key.as_str(), found.name.as_deref()), ("abc", name), "{header:?} {query:?}");
        }
        for (header, query, dsn) in [
            (None, None, None),
            (Some("Sentry sentry_version=7"), Some(""), None),
            (Some("Sentry sentry_key=abc"), Some("sentry_key=other"), None),
            (Some("Sentry sentry_key=a'b"), None, None),
            (None, None, Some("nonsense")),
        ] {
            assert_eq!(
                client(header, query, dsn).unwrap_err().code(),
                "invalid_argument",
                "{header:?} {query:?}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(a in ".{0,60}", b in ".{0,60}", c in ".{0,60}") {
            let _ = client(Some(&a), Some(&b), Some(&c));
            let _ = client(Some(&format!("Sentry sentry_key={a}")), None, None);
        }
    }
}
