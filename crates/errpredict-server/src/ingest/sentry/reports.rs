//! Client reports: what a client dropped itself, and why. Without them a quiet project would look calm.

use errpredict::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

/// What a client dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discarded {
    /// Why: `ratelimit_backoff`, `network_error`, `queue_overflow`, `sample_rate`, `before_send`, ...
    pub reason: String,
    /// Of what: `error`, `transaction`, `session`, `log_item`, ...
    pub category: String,
    /// How many.
    pub quantity: u64,
}

#[derive(Deserialize)]
struct Report {
    discarded_events: Vec<Discarded>,
}

pub(super) fn take(payload: &[u8]) -> Result<Vec<Discarded>> {
    let report: Report = serde_json::from_slice(payload)
        .map_err(|error| Error::new(ErrorKind::InvalidInput, format!("no client report: {error}")))?;
    Ok(report.discarded_events)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_dropped_is_told() {
        let text = r#"{"timestamp":1795417042.1,"discarded_events":[{"reason":"queue_overflow","category":"error","quantity":23}]}"#;
        let expected = Discarded { reason: "queue_overflow".into(), category: "error".into(), quantity: 23 };
        assert_eq!(take(text.as_bytes()).unwrap(), [expected]);
        assert_eq!(take(b"{}").unwrap_err().code(), "invalid_input");
    }
}
