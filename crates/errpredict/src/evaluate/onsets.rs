//! Were the beginnings of trouble warned about, and how early?

use crate::error::{Error, ErrorKind, Result};
use crate::time::Timestamp;

/// One probability given at one time for one service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WarningQuery<'a> {
    /// The service.
    pub service: &'a str,
    /// When it was given.
    pub at: Timestamp,
    /// The score or probability.
    pub score: f64,
}

/// What a threshold would have warned about.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct OnsetReport {
    /// Onsets with at least one query in the horizon before them; the others could not be warned about.
    pub n_onsets: u64,
    /// Onsets with an alert in the horizon before them.
    pub n_warned: u64,
    /// Mean hours from the earliest alert in the horizon before an onset to the onset; absent without a warned one.
    pub mean_lead_h: Option<f64>,
    /// Median of the same; absent without a warned one.
    pub median_lead_h: Option<f64>,
}

impl OnsetReport {
    /// Share of onsets warned; absent without onsets.
    #[must_use]
    pub fn share_warned(&self) -> Option<f64> {
        (self.n_onsets > 0).then(|| self.n_warned as f64 / self.n_onsets as f64)
    }
}

/// Which onsets a threshold warns about: those with an alert of their service in [onset − horizon, onset).
///
/// The definition of the evaluation kit. Random scores reach long lead times too: read the lead beside the share
/// warned and the false alarms.
///
/// # Errors
/// `invalid_argument` for a horizon that is not positive.
pub fn warned_onsets(
    queries: &[WarningQuery<'_>],
    onsets: &[(&str, Timestamp)],
    horizon_ms: i64,
    threshold: f64,
) -> Result<OnsetReport> {
    if horizon_ms <= 0 {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            format!("the horizon must be positive, got {horizon_ms} ms"),
        ));
    }
    let mut order: Vec<&WarningQuery<'_>> = queries.iter().collect();
    order.sort_by_key(|query| (query.service, query.at));
    let mut leads_h = Vec::new();
    let mut n_onsets = 0;
    for (service, onset) in onsets {
        let from = onset.plus_ms(-horizon_ms);
        let start = order.partition_point(|query| (query.service, query.at) < (*service, from));
        let span = order[start..].iter().take_while(|query| query.service == *service && query.at < *onset);
        let mut seen = false;
        let mut earliest = None;
        for query in span {
            seen = true;
            if query.score >= threshold {
                earliest = Some(query.at);
                break;
            }
        }
        n_onsets += u64::from(seen);
        leads_h.extend(earliest.map(|at| (onset.ms() - at.ms()) as f64 / crate::time::HOUR_MS as f64));
    }
    let n_warned = leads_h.len() as u64;
    let mean_lead_h = (n_warned > 0).then(|| leads_h.iter().sum::<f64>() / n_warned as f64);
    leads_h.sort_unstable_by(f64::total_cmp);
    let middle = leads_h.len() / 2;
    let median_lead_h = match leads_h.len() {
        0 => None,
        n if n % 2 == 1 => Some(leads_h[middle]),
        _ => Some((leads_h[middle - 1] + leads_h[middle]) / 2.0),
    };
    Ok(OnsetReport { n_onsets, n_warned, mean_lead_h, median_lead_h })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR_MS;

    #[test]
    fn earliest_alert_in_the_horizon_counts() {
        let hour = |h: i64| Timestamp::from_ms(h * HOUR_MS).unwrap();
        let query = |service, h, score| WarningQuery { service, at: hour(h), score };
        let queries = [
            query("a", 2, 0.9),
            query("a", 8, 0.8),
            query("a", 6, 0.1),
            query("b", 9, 0.2),
            query("a", 10, 0.9),
        ];
        let onsets = [("a", hour(10)), ("b", hour(10)), ("c", hour(10)), ("a", hour(14))];
        let report = warned_onsets(&queries, &onsets, 5 * HOUR_MS, 0.7).unwrap();
        assert_eq!(
            (report.n_onsets, report.n_warned),
            (3, 2),
            "c has no query; a at 10 is not before its onset"
        );
        assert_eq!((report.mean_lead_h, report.median_lead_h), (Some(3.0), Some(3.0)));
        assert!(warned_onsets(&queries, &onsets, 0, 0.7).is_err());
    }
}
