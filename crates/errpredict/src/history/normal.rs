//! What people call normal: a job that turns some things away at the same time of every day.

use serde::{Deserialize, Serialize};

use crate::clock::zone_expected;
use crate::detect::{AnomalyDetection, Metric};
use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// Minutes of a day.
const DAY_MINUTES: u16 = 1_440;
/// How far an anomaly may reach beyond the stretch: counts are judged by the hour, so that its edges are known no better.
const EDGE_MS: i64 = HOUR_MS;

/// A stretch of every day in which so many errors of a service are normal.
///
/// It silences a rise of errors that lies inside it and is no higher than was said, of the service and of all services
/// together; anything longer, higher or of another kind is told as ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NormalTime {
    /// When it was said; analyses of earlier times do not know it.
    pub at: Timestamp,
    /// The service.
    pub service: String,
    /// The minute of the day in which it begins, 0 to 1439.
    pub from_minute: u16,
    /// The minute of the day in which it ends, 0 to 1439; not after `from_minute` where it goes beyond midnight.
    pub to_minute: u16,
    /// The zone of these minutes, such as `Europe/Paris`; UTC when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Errors an hour that are normal then, beside the usual ones.
    pub at_most: f64,
    /// Until when it holds; for good when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl NormalTime {
    /// Checks the ranges.
    ///
    /// # Errors
    /// `invalid_input`, saying what is wrong.
    pub fn validate(&self) -> Result<()> {
        let fault = |message: String| Err(Error::new(ErrorKind::InvalidInput, message));
        if self.from_minute >= DAY_MINUTES || self.to_minute >= DAY_MINUTES {
            return fault(format!(
                "expected minutes of a day from 0 to 1439, got {} and {}",
                self.from_minute, self.to_minute
            ));
        }
        if !(self.at_most.is_finite() && self.at_most > 0.0) {
            return fault(format!("expected `at_most` above 0, got {}", self.at_most));
        }
        if self.service.is_empty() {
            return fault("expected the name of a service, got an empty text".to_owned());
        }
        self.time_zone().map(|_| ())
    }

    /// Whether people know of it at a time.
    pub(crate) fn is_known(&self, at: Timestamp) -> bool {
        self.at <= at && self.until.is_none_or(|until| until > at)
    }

    /// Whether an anomaly is of the kind, and lies at the time, that this calls normal; how high it may be is another
    /// question, which concerns all that are normal at that time.
    fn is_about(&self, anomaly: &AnomalyDetection) -> bool {
        let is_there = match &anomaly.scope {
            Scope::System => true,
            Scope::Service(name) => *name == self.service,
        };
        is_there
            && anomaly.metric == Metric::Errors
            && anomaly.is_rise() == Some(true)
            && self.holds(anomaly.start, anomaly.end)
    }

    /// Whether an interval lies inside one day's stretch, but for its edges.
    fn holds(&self, start: Timestamp, end: Timestamp) -> bool {
        let Ok(zone) = self.time_zone() else { return false };
        let length = i64::from((self.to_minute + DAY_MINUTES - self.from_minute) % DAY_MINUTES) * MINUTE_MS;
        let length = if length == 0 { DAY_MS } else { length };
        // From the beginning of the stretch that is nearest to where the interval begins.
        let since = i64::from(self.from_minute) * MINUTE_MS;
        let offset = (ms_of_day(start, &zone) - since).rem_euclid(DAY_MS);
        let offset = if offset > DAY_MS - EDGE_MS - 1 { offset - DAY_MS } else { offset };
        offset <= length && offset + (end.ms() - start.ms()) <= length + EDGE_MS
    }

    fn time_zone(&self) -> Result<jiff::tz::TimeZone> {
        let Some(name) = &self.zone else { return Ok(jiff::tz::TimeZone::UTC) };
        jiff::tz::TimeZoneDatabase::bundled().get(name).map_err(|_| {
            let expected = zone_expected("a name such as Europe/Paris");
            let message = format!("unknown zone `{name}`, expected {expected}");
            Error::new(ErrorKind::UnknownName, message)
        })
    }
}

/// Whether people called an anomaly normal, by all that they said and that is known when it was looked at.
///
/// Several services may turn things away at the same time: of all together so much is normal as of each of them.
pub(crate) fn is_normal(known: &[&NormalTime], anomaly: &AnomalyDetection) -> bool {
    let about: Vec<_> = known.iter().filter(|normal| normal.is_about(anomaly)).collect();
    let at_most: f64 = about.iter().map(|normal| normal.at_most).sum();
    !about.is_empty() && anomaly.excess_per_hour().is_some_and(|excess| excess <= at_most)
}

fn ms_of_day(time: Timestamp, zone: &jiff::tz::TimeZone) -> i64 {
    let offset_s =
        jiff::Timestamp::from_millisecond(time.ms()).map_or(0, |time| zone.to_offset(time).seconds());
    (time.ms() + i64::from(offset_s) * 1_000).rem_euclid(DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nightly(zone: Option<&str>) -> NormalTime {
        NormalTime {
            at: "2026-11-01T00:00:00Z".parse().unwrap(),
            service: "letters".to_owned(),
            from_minute: 120,
            to_minute: 135,
            zone: zone.map(str::to_owned),
            at_most: 60.0,
            until: None,
        }
    }

    #[test]
    fn an_interval_belongs_to_the_stretch_but_for_its_edges() {
        let beyond_midnight = NormalTime { from_minute: 1_430, to_minute: 10, ..nightly(None) };
        let paris = nightly(Some("Europe/Paris"));
        for (normal, start, end, holds) in [
            (&nightly(None), "2026-11-03T02:00:00Z", "2026-11-03T02:15:00Z", true),
            (&nightly(None), "2026-11-03T01:00:00Z", "2026-11-03T03:00:00Z", true),
            (&nightly(None), "2026-11-03T00:50:00Z", "2026-11-03T03:00:00Z", false),
            (&nightly(None), "2026-11-03T01:30:00Z", "2026-11-03T02:30:00Z", true),
            (&nightly(None), "2026-11-03T02:10:00Z", "2026-11-03T05:00:00Z", false),
            (&nightly(None), "2026-11-03T14:00:00Z", "2026-11-03T14:15:00Z", false),
            (&nightly(None), "2026-11-03T02:00:00Z", "2026-11-05T02:15:00Z", false),
            (&beyond_midnight, "2026-11-03T23:55:00Z", "2026-11-04T00:10:00Z", true),
            // In winter 02:00 in Paris is 01:00 UTC, in summer 00:00.
            (&paris, "2026-11-03T01:00:00Z", "2026-11-03T01:15:00Z", true),
            (&paris, "2026-07-03T00:00:00Z", "2026-07-03T00:15:00Z", true),
            (&paris, "2026-11-03T02:20:00Z", "2026-11-03T02:30:00Z", false),
        ] {
            assert_eq!(normal.holds(start.parse().unwrap(), end.parse().unwrap()), holds, "{start} {end}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        assert!(nightly(None).validate().is_ok());
        for bad in [
            NormalTime { from_minute: 1_440, ..nightly(None) },
            NormalTime { at_most: 0.0, ..nightly(None) },
            NormalTime { at_most: f64::NAN, ..nightly(None) },
            NormalTime { service: String::new(), ..nightly(None) },
            nightly(Some("Mars/Olympus")),
        ] {
            assert!(bad.validate().is_err(), "{bad:?}");
        }
    }
}
