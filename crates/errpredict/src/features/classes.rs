//! What kind of error a type is, by the words in its name.

/// Classes of error types with the words that name them, first match in this order.
///
/// A type's name is cut into words at everything that is no letter or digit and where a small letter meets a
/// capital (`ConnectionTimeoutError` → connection, timeout, error); case does not matter. A word matches an entry
/// that it begins with, so `timeout` matches `timeouts`; entries of up to three letters match whole words only.
pub const TYPE_CLASSES: &[(&str, &[&str])] = &[
    ("timeout", &["timeout", "timedout", "deadline", "etimedout", "504", "408", "524"]),
    (
        "connection",
        &[
            "connect",
            "econn",
            "socket",
            "refused",
            "reset",
            "unreachable",
            "dns",
            "network",
            "host",
            "tcp",
            "link",
            "502",
            "521",
            "522",
            "523",
            "525",
        ],
    ),
    (
        "auth",
        &[
            "auth",
            "unauthori",
            "forbidden",
            "permission",
            "denied",
            "token",
            "jwt",
            "login",
            "credential",
            "certificate",
            "ssl",
            "tls",
            "401",
            "403",
        ],
    ),
    (
        "database",
        &[
            "database",
            "sql",
            "postgres",
            "mysql",
            "mongo",
            "redis",
            "db",
            "query",
            "deadlock",
            "integrity",
            "transaction",
            "orm",
            "storage",
            "lustre",
        ],
    ),
    (
        "memory",
        &["memory", "oom", "heap", "alloc", "dimm", "segfault", "overflow", "tlb", "cache", "parity", "ecc"],
    ),
    ("disk", &["disk", "enospc", "quota", "filesystem", "raid", "scratch", "inode", "volume"]),
    (
        "api",
        &[
            "http",
            "api",
            "request",
            "response",
            "status",
            "gateway",
            "endpoint",
            "ratelimit",
            "429",
            "500",
            "503",
            "530",
            "400",
            "404",
            "405",
            "415",
        ],
    ),
    (
        "validation",
        &[
            "validation",
            "invalid",
            "valueerror",
            "typeerror",
            "value",
            "type",
            "parse",
            "format",
            "schema",
            "json",
            "decode",
            "unicode",
            "argument",
            "missing",
        ],
    ),
    (
        "code",
        &[
            "null",
            "undefined",
            "attribute",
            "reference",
            "index",
            "key",
            "illegal",
            "assert",
            "divi",
            "zero",
            "exception",
            "panic",
            "interrupt",
        ],
    ),
    (
        "configuration",
        &[
            "config",
            "setting",
            "environment",
            "import",
            "module",
            "load",
            "program",
            "software",
            "upgrade",
            "os",
        ],
    ),
    (
        "hardware",
        &[
            "hardware",
            "power",
            "fan",
            "temperature",
            "board",
            "cpu",
            "node",
            "plane",
            "kernel",
            "machine",
            "comp",
            "ups",
        ],
    ),
];

/// Index in [`TYPE_CLASSES`] of a type's class, or nothing where no word matches.
#[must_use]
pub fn type_class(error_type: &str) -> Option<usize> {
    let words = words(error_type);
    TYPE_CLASSES.iter().position(|(_, entries)| {
        words.iter().any(|word| {
            entries.iter().any(|entry| word == entry || (entry.len() > 3 && word.starts_with(entry)))
        })
    })
}

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_was_small = false;
    for c in name.chars() {
        let starts_new = !c.is_alphanumeric() || (before_was_small && c.is_uppercase());
        if starts_new && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        before_was_small = c.is_lowercase() || c.is_ascii_digit();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_systems() {
        for (name, class) in [
            ("ConnectionTimeoutError", Some("timeout")),
            ("requests.exceptions.ConnectionError", Some("connection")),
            ("ECONNRESET", Some("connection")),
            ("PermissionDenied", Some("auth")),
            ("psycopg2.OperationalError: SQL", Some("database")),
            ("java.lang.OutOfMemoryError", Some("memory")),
            ("down:503", Some("api")),
            ("down:401", Some("auth")),
            ("NullPointerException", Some("code")),
            ("ValueError", Some("validation")),
            ("KeyError", Some("code")),
            ("", None),
            ("other", None),
        ] {
            assert_eq!(type_class(name).map(|i| TYPE_CLASSES[i].0), class, "{name}");
        }
    }
}
