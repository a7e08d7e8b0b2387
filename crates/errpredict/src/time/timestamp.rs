//! Points in time, as whole milliseconds since 1970-01-01 UTC.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, from 0001-01-01 to 9999-12-30 22:00.
///
/// Finer fractions are cut, never rounded up, so that a time never moves into the future.
/// Text form (and JSON) is RFC 3339 in UTC: `2026-11-23T06:57:22.125Z`, without the fraction when it is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 0001-01-01T00:00:00Z, the earliest time accepted.
    pub const MIN: Timestamp = Timestamp(-62_135_596_800_000);
    /// 9999-12-30T22:00:00Z: the last moment that still has a civil time in every zone.
    pub const MAX: Timestamp = Timestamp(253_402_207_200_000);

    /// The time `ms` milliseconds after 1970.
    ///
    /// # Errors
    /// `invalid_argument` before [`Timestamp::MIN`] or after [`Timestamp::MAX`].
    pub fn from_ms(ms: i64) -> Result<Self> {
        if (Self::MIN.0..=Self::MAX.0).contains(&ms) {
            Ok(Timestamp(ms))
        } else {
            Err(Error::new(
                ErrorKind::InvalidArgument,
                format!("time must lie from 0001-01-01 to 9999-12-30 22:00 UTC, got {ms} ms since 1970"),
            ))
        }
    }

    /// The time `ms` milliseconds after 1970, moved to the nearest end of the accepted range.
    #[must_use]
    pub fn clamped(ms: i64) -> Self {
        Timestamp(ms.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// This time plus `ms` milliseconds (negative to go back), held inside the accepted range.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self::clamped(self.0.saturating_add(ms))
    }

    /// The last bucket end at or before this time, for buckets of `step_ms` that end on whole steps. A step below 1 counts
    /// as 1.
    #[must_use]
    pub fn floor_to(self, step_ms: i64) -> Self {
        let step_ms = step_ms.max(1);
        Self::clamped(self.0.div_euclid(step_ms).saturating_mul(step_ms))
    }

    /// The end of the bucket (end − step, end] that holds this time. A step below 1 counts as 1.
    #[must_use]
    pub fn bucket_end(self, step_ms: i64) -> Self {
        let step_ms = step_ms.max(1);
        Self::clamped(self.0.saturating_add(step_ms - 1).div_euclid(step_ms).saturating_mul(step_ms))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = jiff::Timestamp::from_millisecond(self.0).map_err(|_| fmt::Error)?;
        write!(f, "{civil}")
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    /// Reads RFC 3339 with a zone or offset.
    fn from_str(text: &str) -> Result<Self> {
        let instant: jiff::Timestamp = text.parse().map_err(|_| {
            Error::new(
                ErrorKind::InvalidArgument,
                format!("expected a time such as 2026-11-23T06:57:22Z (RFC 3339, with a zone), got `{text}`"),
            )
        })?;
        Timestamp::from_ms(instant.as_nanosecond().div_euclid(1_000_000) as i64)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string", "format": "date-time",
            "description": "RFC 3339 in UTC, whole milliseconds"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trip() {
        for (text, ms) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-11-23T06:57:22.125Z", 1_795_417_042_125),
            ("1969-12-31T23:59:59.999Z", -1),
        ] {
            let time: Timestamp = text.parse().unwrap();
            assert_eq!((time.ms(), time.to_string().as_str()), (ms, text));
        }
        assert_eq!("2026-11-23T07:57:22.1259+01:00".parse::<Timestamp>().unwrap().ms(), 1_795_417_042_125);
        assert!("2026-11-23T06:57:22".parse::<Timestamp>().is_err(), "a missing zone is not guessed");
    }

    #[test]
    fn buckets_are_closed_on_the_right() {
        let at = |ms| Timestamp::from_ms(ms).unwrap();
        for (ms, end) in
            [(0, 0), (1, 60_000), (60_000, 60_000), (60_001, 120_000), (-1, 0), (-60_000, -60_000)]
        {
            assert_eq!(at(ms).bucket_end(60_000).ms(), end, "{ms}");
        }
        assert_eq!(at(59_999).floor_to(60_000).ms(), 0);
        assert_eq!(at(-1).floor_to(60_000).ms(), -60_000);
    }

    #[test]
    fn any_step_gives_a_time() {
        for time in [Timestamp::MIN, Timestamp::clamped(-7), Timestamp::default(), Timestamp::MAX] {
            for step in [i64::MIN, -1, 0, 1, 7, i64::MAX] {
                assert!(
                    time.floor_to(step) <= time && time <= time.bucket_end(step).max(time),
                    "{time} {step}"
                );
            }
            assert_eq!((time.floor_to(0), time.bucket_end(-5)), (time, time));
        }
    }

    #[test]
    fn range_ends_print() {
        assert_eq!(Timestamp::MIN.to_string(), "0001-01-01T00:00:00Z");
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-30T22:00:00Z");
        assert!(Timestamp::from_ms(Timestamp::MAX.ms() + 1).is_err());
    }
}
