//! The class of an error, read from its type and message: what kind of remedy could help.

use serde::{Deserialize, Serialize};

use crate::named::named;

/// What an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorClass {
    /// A pool of connections is used up.
    Pool,
    /// Memory or another resource of the process is used up.
    Memory,
    /// The database refused, locked or failed.
    Database,
    /// A cache or what came out of it.
    Cache,
    /// Something did not answer in time.
    Timeout,
    /// Something could not be reached.
    Connection,
    /// Too many requests.
    Overload,
    /// Someone was not allowed in.
    Auth,
    /// A mistake in the program: null, type, index, missing name.
    Code,
    /// None of these.
    Other,
}

named!(ErrorClass, "class of error":
    Pool "pool",
    Memory "memory",
    Database "database",
    Cache "cache",
    Timeout "timeout",
    Connection "connection",
    Overload "overload",
    Auth "auth",
    Code "code",
    Other "other",
);

/// Words that give a class away, in the order they are asked: the first hit wins, so the specific stand first.
/// Compared with type and message in lower case.
const WORDS: &[(ErrorClass, &[&str])] = &[
    (
        ErrorClass::Pool,
        &[
            "connection pool",
            "pool exhausted",
            "pool timeout",
            "pooltimeout",
            "too many connections",
            "queuepool",
            "remaining connection slots",
            "hikaripool",
        ],
    ),
    (
        ErrorClass::Memory,
        &[
            "outofmemory",
            "out of memory",
            "memoryerror",
            "oom",
            "heap space",
            "heap limit",
            "cannot allocate",
            "allowed memory size",
        ],
    ),
    (ErrorClass::Overload, &["too many requests", "rate limit", "ratelimit", "throttl", "overload", "429"]),
    (ErrorClass::Cache, &["cache", "redis", "memcache"]),
    (
        ErrorClass::Database,
        &[
            "deadlock",
            "database",
            "sqlstate",
            "sqlexception",
            "operationalerror",
            "integrityerror",
            "queryexception",
            "lock wait",
            "psycopg",
            "mysql",
            "postgres",
            "sqlite",
            "mongo",
        ],
    ),
    (ErrorClass::Timeout, &["timeout", "timed out", "deadline exceeded"]),
    (
        ErrorClass::Connection,
        &[
            "connection",
            "econnrefused",
            "econnreset",
            "connect error",
            "network",
            "unreachable",
            "socket",
            "dns",
            "getaddrinfo",
            "broken pipe",
        ],
    ),
    (
        ErrorClass::Auth,
        &[
            "unauthori",
            "authenticat",
            "authoriz",
            "forbidden",
            "permission denied",
            "permissiondenied",
            "invalid token",
            "expired token",
            "login fail",
            "failed login",
            "invalid credentials",
            "csrf",
            "access denied",
        ],
    ),
    (
        ErrorClass::Code,
        &[
            "nullpointer",
            "null pointer",
            "typeerror",
            "keyerror",
            "attributeerror",
            "indexerror",
            "nameerror",
            "referenceerror",
            "undefined",
            "illegalstate",
            "illegalargument",
            "classcast",
            "assertion",
            "not a function",
            "unwrap",
            "panicked",
            "zerodivision",
            "arithmetic",
            "indexoutofbounds",
            "nosuchmethod",
            "importerror",
            "modulenotfound",
            "syntaxerror",
        ],
    ),
];

impl ErrorClass {
    /// The class that the words of an error's type and message give away.
    #[must_use]
    pub fn of(error_type: &str, message: &str) -> Self {
        let text = format!("{error_type}\n{message}").to_lowercase();
        WORDS
            .iter()
            .find(|(_, words)| words.iter().any(|word| holds(&text, word)))
            .map_or(ErrorClass::Other, |&(class, _)| class)
    }
}

/// Words of this length or less begin a word: "oom" is no memory trouble inside "zoom". Numbers also end one.
const SHORT_WORD: usize = 3;

fn holds(text: &str, word: &str) -> bool {
    let is_apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    text.match_indices(word).any(|(at, _)| {
        let begins = word.len() > SHORT_WORD || is_apart(text[..at].chars().next_back());
        begins && (!is_number || is_apart(text[at + word.len()..].chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_that_fits_decides() {
        for (error_type, message, class) in [
            ("java.lang.OutOfMemoryError", "Java heap space", ErrorClass::Memory),
            ("OperationalError", "FATAL: remaining connection slots are reserved", ErrorClass::Pool),
            ("OperationalError", "deadlock detected", ErrorClass::Database),
            ("requests.exceptions.ReadTimeout", "read timed out", ErrorClass::Timeout),
            ("ConnectionError", "connection refused by billing", ErrorClass::Connection),
            ("TypeError", "x is not a function", ErrorClass::Code),
            ("PermissionDenied", "", ErrorClass::Auth),
            ("HttpError", "429", ErrorClass::Overload),
            ("redis.exceptions.ResponseError", "WRONGTYPE", ErrorClass::Cache),
            ("Whatever", "nothing known", ErrorClass::Other),
        ] {
            assert_eq!(ErrorClass::of(error_type, message), class, "{error_type} {message}");
        }
    }

    #[test]
    fn short_words_stand_alone() {
        assert_eq!(ErrorClass::of("Error", "price of zoom lens unknown, boom"), ErrorClass::Other);
        assert_eq!(ErrorClass::of("Error", "killed by oom-killer"), ErrorClass::Memory);
        assert_eq!(ErrorClass::of("DNSError", ""), ErrorClass::of("Error", "dns lookup failed"));
        assert_eq!(ErrorClass::of("Error", "order 14290 failed"), ErrorClass::Other);
    }
}
