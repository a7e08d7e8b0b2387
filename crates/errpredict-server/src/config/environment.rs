//! Variables of the environment that look like a key and are none: a setting that is mistyped must not be passed over in silence.

use errpredict::{Error, Result};

use super::KEYS;

/// Sections whose keys are the service's alone; those of the worker are named in its file as variables of any name.
const SECTIONS: [&str; 10] =
    ["SERVER", "DATABASE", "AUTH", "LIMITS", "REDACTION", "INGEST", "ANALYSIS", "CACHE", "OTEL", "LOG"];
/// Letters by which a name may differ from a key to be taken for it.
const SLIPS: usize = 2;

/// Whether a variable that is no key may be there; `name` is what stands behind `ERRPREDICT_`.
pub(super) fn check(name: &str) -> Result<()> {
    let name = name.to_ascii_uppercase();
    if is_of_kubernetes(&name) {
        return Ok(());
    }
    let of_section = name.split_once('_').is_some_and(|(section, _)| SECTIONS.contains(&section));
    let is_near = || KEYS.iter().any(|key| distance(&variable(key.name), &name) <= SLIPS);
    if !of_section && !is_near() {
        return Ok(());
    }
    let names: Vec<String> =
        KEYS.iter().map(|key| format!("{}{}", super::PREFIX, variable(key.name))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Err(Error::unknown("variable", &format!("{}{name}", super::PREFIX), &names))
}

fn variable(key: &str) -> String {
    key.replace('.', "_").to_ascii_uppercase()
}

/// What Kubernetes makes of a service that is called `errpredict-server` or so.
fn is_of_kubernetes(name: &str) -> bool {
    let of_port = |rest: &str| {
        rest.is_empty() || rest.starts_with('_') && rest[1..].starts_with(|c: char| c.is_ascii_digit())
    };
    name.contains("SERVICE_HOST")
        || name.contains("SERVICE_PORT")
        || name.rsplit_once("_PORT").is_some_and(|(_, rest)| of_port(rest))
        || name.split_once("_PORT_").is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Letters that must be changed, put in or left out to make one text of another (Levenshtein 1966).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.bytes().enumerate() {
        let mut above = i;
        row[0] = i + 1;
        for (j, right) in b.bytes().enumerate() {
            let changed = above + usize::from(left != right);
            above = row[j + 1];
            row[j + 1] = changed.min(above + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_mistyped_is_refused_and_what_is_not_ours_is_left_alone() {
        for name in
            ["AUTH_SECRT", "AUTH_SECRETS", "SEVER_ADDRESS", "LIMITS_PER_MINUTE", "LOG_LEVLE", "auth_secert"]
        {
            let error = check(name).unwrap_err();
            assert_eq!(error.code(), "unknown_name", "{name}");
            assert!(error.to_string().contains("ERRPREDICT_AUTH_SECRET"), "{error}");
        }
        for name in [
            "KEYS",
            "KEY",
            "KILLS",
            "PROGRAM",
            "LIBRARY",
            "TEST_POSTGRES",
            "JOBS_COMMAND",
            "ALERTS_SLACK_TOKEN",
            "RUN",
            "URL",
            "SERVICE_HOST",
            "PORT",
            "PORT_8080_TCP_ADDR",
            "SERVER_SERVICE_PORT_HTTP",
            "SERVER_PORT",
            "SERVER_PORT_8080_TCP",
        ] {
            check(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        assert_eq!((distance("kitten", "sitting"), distance("", "ab"), distance("ab", "ab")), (3, 2, 0));
    }
}
