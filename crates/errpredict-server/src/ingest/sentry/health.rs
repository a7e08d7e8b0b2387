//! Sessions: how often a release was used, and how often that went wrong.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};

/// Sessions of a release that began at a time, or one of them.
///
/// A session that is told several times (as it goes on) is `started` only the first time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sessions {
    /// The release.
    pub release: String,
    /// Its environment, by the name that the client gives.
    pub environment: Option<String>,
    /// When they began.
    pub at: Timestamp,
    /// Sessions that began.
    pub started: u64,
    /// Those that ended with an error that was handled.
    pub errored: u64,
    /// Those that ended by a crash.
    pub crashed: u64,
    /// Those of which the end is not known.
    pub abnormal: u64,
}

#[derive(Deserialize)]
struct Attributes {
    release: String,
    #[serde(default)]
    environment: Option<String>,
}

#[derive(Deserialize)]
struct Session {
    #[serde(default)]
    init: bool,
    started: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    errors: u64,
    attrs: Attributes,
}

#[derive(Deserialize)]
struct Aggregates {
    aggregates: Vec<Bucket>,
    attrs: Attributes,
}

#[derive(Deserialize)]
struct Bucket {
    started: String,
    #[serde(default)]
    exited: u64,
    #[serde(default)]
    errored: u64,
    #[serde(default)]
    crashed: u64,
    #[serde(default)]
    abnormal: u64,
    /// Whoever used it, where the client tells: one bucket for each.
    #[serde(rename = "did", default)]
    _user: Option<serde::de::IgnoredAny>,
}

/// One session.
pub(super) fn session(payload: &[u8]) -> Result<Sessions> {
    let session: Session = read(payload)?;
    let status = session.status.as_deref().unwrap_or("ok");
    let is = |name: &str| u64::from(status == name);
    if !matches!(status, "ok" | "exited" | "errored" | "crashed" | "abnormal" | "unhandled") {
        return Err(bad(format!("`status` of a session is `{status}`")));
    }
    Ok(Sessions {
        release: session.attrs.release,
        environment: session.attrs.environment,
        at: moment(&session.started)?,
        started: u64::from(session.init),
        // Counted once, when it ends well in spite of them.
        errored: u64::from(status == "errored" || (status == "exited" && session.errors > 0)),
        crashed: is("crashed") + is("unhandled"),
        abnormal: is("abnormal"),
    })
}

/// Sessions counted by the minute in which they began.
pub(super) fn aggregates(payload: &[u8]) -> Result<Vec<Sessions>> {
    let found: Aggregates = read(payload)?;
    let mut by_time: BTreeMap<Timestamp, Sessions> = BTreeMap::new();
    for bucket in found.aggregates {
        let at = moment(&bucket.started)?;
        let sessions = by_time.entry(at).or_insert_with(|| Sessions {
            release: found.attrs.release.clone(),
            environment: found.attrs.environment.clone(),
            at,
            started: 0,
            errored: 0,
            crashed: 0,
            abnormal: 0,
        });
        let add = |sum: &mut u64, n: u64| *sum = sum.saturating_add(n);
        add(
            &mut sessions.started,
            bucket
                .exited
                .saturating_add(bucket.errored)
                .saturating_add(bucket.crashed)
                .saturating_add(bucket.abnormal),
        );
        add(&mut sessions.errored, bucket.errored);
        add(&mut sessions.crashed, bucket.crashed);
        add(&mut sessions.abnormal, bucket.abnormal);
    }
    Ok(by_time.into_values().collect())
}

fn read<'a, T: Deserialize<'a>>(payload: &'a [u8]) -> Result<T> {
    serde_json::from_slice(payload).map_err(|error| bad(format!("no session: {error}")))
}

fn moment(text: &str) -> Result<Timestamp> {
    text.parse().map_err(|error: Error| bad(error.message().to_owned()))
}

fn bad(message: String) -> Error {
    Error::new(ErrorKind::InvalidInput, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_one_by_one_and_counted() {
        let one = |status: &str, init: bool, errors: u64| {
            let text = format!(
                r#"{{"sid":"7c7b6585f8124c40b5ab1d6a4e7d0dd4","did":"u7","init":{init},"started":"2026-11-23T06:57:22.125Z","timestamp":"2026-11-23T06:58:22Z","status":"{status}","errors":{errors},"attrs":{{"release":"shop@1.2","environment":"prod"}}}}"#
            );
            session(text.as_bytes())
                .map(|found| (found.started, found.errored, found.crashed, found.abnormal))
        };
        assert_eq!(one("ok", true, 0).unwrap(), (1, 0, 0, 0));
        assert_eq!(one("exited", false, 0).unwrap(), (0, 0, 0, 0));
        assert_eq!(one("exited", false, 2).unwrap(), (0, 1, 0, 0));
        assert_eq!(one("crashed", true, 1).unwrap(), (1, 0, 1, 0));
        assert_eq!(one("abnormal", false, 0).unwrap(), (0, 0, 0, 1));
        assert!(one("asleep", false, 0).unwrap_err().message().contains("asleep"));
        let text = r#"{"aggregates":[{"started":"2026-11-23T06:57:00Z","exited":7,"errored":2},{"started":"2026-11-23T06:57:00Z","did":"u","crashed":1},{"started":"2026-11-23T06:58:00Z","exited":1}],"attrs":{"release":"shop@1.2"}}"#;
        let found = aggregates(text.as_bytes()).unwrap();
        assert_eq!(
            found.iter().map(|one| (one.started, one.errored, one.crashed)).collect::<Vec<_>>(),
            [(10, 2, 1), (1, 0, 0)]
        );
        for text in ["", "{}", r#"{"aggregates":[{"started":"noon"}],"attrs":{"release":"a"}}"#] {
            assert_eq!(aggregates(text.as_bytes()).unwrap_err().code(), "invalid_input", "{text}");
        }
    }
}
