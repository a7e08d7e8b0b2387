//! What a client is told when it sends too much, and what a browser's page may send and read.

use std::fmt::Write as _;

/// Headers that a page may send (`Access-Control-Allow-Headers`).
pub const ALLOW_HEADERS: &str = "x-sentry-auth, x-requested-with, origin, accept, content-type, authentication, authorization, content-encoding, transfer-encoding, sentry-trace, baggage";
/// Headers that a page may read (`Access-Control-Expose-Headers`).
pub const EXPOSE_HEADERS: &str = "x-sentry-error, x-sentry-rate-limits, retry-after";

/// What is not wanted for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limited {
    /// For so long.
    pub seconds: u64,
    /// These kinds: `error`, `transaction`, `session`, `log_item`, ...; all of them where none is named.
    pub categories: Vec<String>,
    /// Why, in a word that may be shown: `rate_limit`, `quota`.
    pub reason: Option<String>,
}

/// The value of `X-Sentry-Rate-Limits`: `60:error;transaction:key:quota`, several with a comma between.
#[must_use]
pub fn rate_limits(limits: &[Limited]) -> String {
    let plain = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')).collect()
    };
    let mut value = String::new();
    for limited in limits {
        let categories: Vec<String> = limited.categories.iter().map(|name| plain(name)).collect();
        let comma = if value.is_empty() { "" } else { ", " };
        // Nothing can go wrong when a text is written into a text.
        let _ = write!(value, "{comma}{}:{}:key", limited.seconds, categories.join(";"));
        if let Some(reason) = &limited.reason {
            let _ = write!(value, ":{}", plain(reason));
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_written_as_clients_read_it() {
        let limited = |seconds, categories: &[&str], reason: Option<&str>| Limited {
            seconds,
            categories: categories.iter().map(|name| (*name).to_owned()).collect(),
            reason: reason.map(str::to_owned),
        };
        assert_eq!(rate_limits(&[]), "");
        assert_eq!(rate_limits(&[limited(60, &[], None)]), "60::key");
        let two =
            [limited(60, &["error", "transaction"], Some("quota")), limited(2700, &["ses:sion\r\n"], None)];
        assert_eq!(rate_limits(&two), "60:error;transaction:key:quota, 2700:session:key");
    }
}
