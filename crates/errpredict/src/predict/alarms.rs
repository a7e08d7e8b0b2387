//! What alerts amount to: alarms, false ones among them, and how early they came.
//!
//! An alert raises an alarm for its service; further ones within the horizon belong to the same alarm, for they foresee
//! the same span. An alarm is false when the target does not come in the horizon after it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// A probability with what came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foreseen<'a> {
    /// The service.
    pub service: &'a str,
    /// When it was foreseen.
    pub at: Timestamp,
    /// The probability.
    pub probability: f64,
    /// When the target first came in the horizon after; nothing if it did not.
    pub came: Option<Timestamp>,
    /// Share of the horizon in which the target would be new, see [`fresh_share`].
    pub fresh: f64,
}

/// Share of the horizon after `at` in which the target would be new: not within a horizon of the last time it came.
#[must_use]
pub fn fresh_share(at: Timestamp, last_came: Option<Timestamp>, horizon_ms: i64) -> f64 {
    let Some(last) = last_came else { return 1.0 };
    ((at.ms() - last.ms()).max(0) as f64 / horizon_ms.max(1) as f64).min(1.0)
}

/// What a threshold raises.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlarmCounts {
    /// Alarms raised.
    pub alarms: u64,
    /// Alarms without the target in the horizon after them.
    pub false_alarms: u64,
    /// Service-weeks watched.
    pub service_weeks: f64,
    /// Median hours from a right alarm to the target; absent without one.
    pub median_lead_h: Option<f64>,
}

impl AlarmCounts {
    /// False alarms per service and week; absent where nothing was watched.
    #[must_use]
    pub fn false_per_service_week(&self) -> Option<f64> {
        (self.service_weeks > 0.0).then(|| self.false_alarms as f64 / self.service_weeks)
    }

    /// Share of alarms that were right; absent without alarms.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        (self.alarms > 0).then(|| (self.alarms - self.false_alarms) as f64 / self.alarms as f64)
    }
}

/// The alarms that a threshold of the probability raises.
///
/// # Errors
/// `invalid_argument` for a horizon that is not positive.
pub fn count_alarms(rows: &[Foreseen<'_>], threshold: f64, horizon_ms: i64) -> Result<AlarmCounts> {
    let alerts: Vec<bool> = rows.iter().map(|row| row.probability >= threshold).collect();
    count_alerts(rows, &alerts, horizon_ms)
}

/// The alarms that those alerts raise, one alert a row.
///
/// # Errors
/// `invalid_argument` for a horizon that is not positive or another number of alerts than rows.
pub fn count_alerts(rows: &[Foreseen<'_>], alerts: &[bool], horizon_ms: i64) -> Result<AlarmCounts> {
    check_horizon(horizon_ms)?;
    if rows.len() != alerts.len() {
        let message = format!("needs one alert a row, got {} for {}", alerts.len(), rows.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let mut by_service: BTreeMap<&str, Vec<(&Foreseen<'_>, bool)>> = BTreeMap::new();
    rows.iter()
        .zip(alerts)
        .for_each(|(row, alert)| by_service.entry(row.service).or_default().push((row, *alert)));
    let mut counts = AlarmCounts::default();
    let mut leads_h = Vec::new();
    for rows in by_service.values_mut() {
        rows.sort_by_key(|(row, _)| row.at);
        counts.service_weeks += watched_ms(rows, horizon_ms) as f64 / (7.0 * DAY_MS as f64);
        let mut quiet_until = Timestamp::MIN;
        for (row, _) in rows.iter().filter(|(_, alert)| *alert) {
            if row.at < quiet_until {
                continue;
            }
            quiet_until = row.at.plus_ms(horizon_ms);
            counts.alarms += 1;
            match row.came {
                Some(came) => leads_h.push((came.ms() - row.at.ms()) as f64 / HOUR_MS as f64),
                None => counts.false_alarms += 1,
            }
        }
    }
    leads_h.sort_unstable_by(f64::total_cmp);
    let middle = leads_h.len() / 2;
    counts.median_lead_h = match leads_h.len() {
        0 => None,
        n if n % 2 == 1 => Some(leads_h[middle]),
        _ => Some((leads_h[middle - 1] + leads_h[middle]) / 2.0),
    };
    Ok(counts)
}

pub(super) fn check_horizon(horizon_ms: i64) -> Result<()> {
    if horizon_ms > 0 {
        return Ok(());
    }
    let message = format!("the horizon must be positive, got {horizon_ms} ms");
    Err(Error::new(ErrorKind::InvalidArgument, message))
}

/// Time covered by the horizons after the rows of one service, each moment once.
fn watched_ms(rows: &[(&Foreseen<'_>, bool)], horizon_ms: i64) -> i64 {
    let mut covered = 0;
    let mut until = Timestamp::MIN;
    for (row, _) in rows {
        let end = row.at.plus_ms(horizon_ms);
        covered += end.ms() - row.at.max(until).ms();
        until = end;
    }
    covered
}

/// A row for tests: hours from some moment.
#[cfg(test)]
pub(super) fn row(
    service: &'static str,
    hour: i64,
    probability: f64,
    came: Option<i64>,
) -> Foreseen<'static> {
    let at = |hour: i64| Timestamp::clamped(1_700_000_000_000 + hour * HOUR_MS);
    Foreseen { service, at: at(hour), probability, came: came.map(at), fresh: 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alarms_within_a_horizon_are_one() {
        let rows = [
            row("a", 0, 0.9, Some(20)),
            row("a", 6, 0.9, Some(20)),
            row("a", 30, 0.8, None),
            row("a", 36, 0.95, None),
            row("b", 0, 0.1, None),
        ];
        let counts = count_alarms(&rows, 0.8, DAY_MS).unwrap();
        assert_eq!((counts.alarms, counts.false_alarms), (2, 1));
        assert_eq!(counts.median_lead_h, Some(20.0));
        assert_eq!(counts.precision(), Some(0.5));
        // 0 to 60 h of a and 0 to 24 h of b.
        assert!((counts.service_weeks - 84.0 / 168.0).abs() < 1e-12);
        assert!(count_alarms(&rows, 0.8, 0).is_err());
    }
}
