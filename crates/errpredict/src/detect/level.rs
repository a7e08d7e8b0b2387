//! A number with what it is a number of, so that no rate is ever read as a total.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::numbers::{amount, duration};
use crate::time::{DAY_MS, HOUR_MS};

/// What a number of an anomaly is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "unit", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Unit {
    /// So many in that time: 3,600,000 is per hour.
    Count {
        /// The time.
        per_ms: i64,
    },
    /// A measured number, in the unit it was measured in.
    Value,
    /// A coefficient of correlation, -1 to 1.
    Correlation,
    /// How far two mixes lie apart, 0 (the same) to 1 (nothing in common).
    Distance,
}

impl Unit {
    /// Counts per hour.
    pub const PER_HOUR: Unit = Unit::Count { per_ms: HOUR_MS };
    /// Counts in 24 hours.
    pub const IN_A_DAY: Unit = Unit::Count { per_ms: DAY_MS };

    /// The name without the time, as in JSON and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Count { .. } => "count",
            Unit::Value => "value",
            Unit::Correlation => "correlation",
            Unit::Distance => "distance",
        }
    }
}

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Level {
    /// The number.
    pub value: f64,
    /// Of what.
    #[serde(flatten)]
    pub unit: Unit,
}

impl Level {
    /// So many per hour.
    #[must_use]
    pub const fn per_hour(value: f64) -> Self {
        Level { value, unit: Unit::PER_HOUR }
    }

    /// So many in that time.
    #[must_use]
    pub const fn count(value: f64, per_ms: i64) -> Self {
        Level { value, unit: Unit::Count { per_ms } }
    }

    /// A count as a rate per hour; nothing for what is no count.
    #[must_use]
    pub fn as_per_hour(self) -> Option<f64> {
        match self.unit {
            Unit::Count { per_ms } if per_ms > 0 => Some(self.value * HOUR_MS as f64 / per_ms as f64),
            _ => None,
        }
    }
}

/// From how many an hour a rate is told by the hour; below that by the day. By judgement: about one; a person pictures
/// 12 a day more easily than 0.5 an hour.
const TOLD_BY_THE_HOUR: f64 = 0.95;

fn told(value: f64, unit: Unit, by_the_hour: bool) -> String {
    match unit {
        Unit::Count { per_ms: HOUR_MS } if by_the_hour => format!("{}/h", amount(value)),
        Unit::Count { per_ms: HOUR_MS } => format!("{}/day", amount(24.0 * value)),
        Unit::Count { per_ms: DAY_MS } => format!("{} in 24 h", amount(value)),
        Unit::Count { per_ms } => format!("{} in {}", amount(value), duration(per_ms)),
        Unit::Value => amount(value),
        Unit::Correlation => format!("correlation {}", amount(value)),
        Unit::Distance => format!("distance {}", amount(value)),
    }
}

/// For people, with the unit: `98/h`, `0.5/day`, `48 in 24 h`, `correlation 0.93`.
impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by_the_hour = self.value >= TOLD_BY_THE_HOUR || self.value == 0.0;
        formatter.pad(&told(self.value, self.unit, by_the_hour))
    }
}

/// Whether it is a count of less than an hour.
fn is_short(unit: Unit) -> bool {
    matches!(unit, Unit::Count { per_ms } if per_ms < HOUR_MS)
}

/// What was seen against what was expected, both in one unit: `3/h where 0.6/h was expected`,
/// `392 in 24 h where 192 were expected`, `329 in 10 min (1,974/h) where 2 were expected`, `correlation -0.10 where 0.93 was usual`.
#[must_use]
pub fn against(actual: f64, expected: f64, unit: Unit) -> String {
    match unit {
        Unit::Count { per_ms: HOUR_MS } => {
            let by_the_hour = actual.max(expected) >= TOLD_BY_THE_HOUR;
            let shown = |value| told(value, unit, by_the_hour);
            format!("{} where {} was expected", shown(actual), shown(expected))
        }
        Unit::Count { .. } => {
            let were = if amount(expected) == "1" { "was" } else { "were" };
            let rate = match (Level { value: actual, unit }).as_per_hour() {
                // Of some minutes nobody reads the rate off the count.
                Some(rate) if is_short(unit) && rate > 0.0 => format!(" ({})", Level::per_hour(rate)),
                _ => String::new(),
            };
            format!("{}{rate} where {} {were} expected", told(actual, unit, false), amount(expected))
        }
        Unit::Value => format!("{} where {} was expected", amount(actual), amount(expected)),
        Unit::Correlation => format!("correlation {} where {} was usual", amount(actual), amount(expected)),
        Unit::Distance => format!("{} away from the usual mix (1 is nothing in common)", amount(actual)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_says_what_it_is_a_number_of() {
        for (value, unit, text) in [
            (98.0, Unit::PER_HOUR, "98/h"),
            (0.02, Unit::PER_HOUR, "0.48/day"),
            (0.0, Unit::PER_HOUR, "0/h"),
            (48.0, Unit::IN_A_DAY, "48 in 24 h"),
            (7.0, Unit::Count { per_ms: 300_000 }, "7 in 5 min"),
            (0.93, Unit::Correlation, "correlation 0.93"),
            (71.5, Unit::Value, "72"),
        ] {
            assert_eq!(Level { value, unit }.to_string(), text);
        }
    }

    #[test]
    fn two_numbers_are_compared_in_one_unit() {
        for (actual, expected, unit, text) in [
            (3.0, 0.6, Unit::PER_HOUR, "3/h where 0.60/h was expected"),
            (0.0, 12.0, Unit::PER_HOUR, "0/h where 12/h was expected"),
            (0.25, 0.01, Unit::PER_HOUR, "6/day where 0.24/day was expected"),
            (1028.0, 48.0, Unit::IN_A_DAY, "1,028 in 24 h where 48 were expected"),
            (0.0, 1.0, Unit::IN_A_DAY, "0 in 24 h where 1 was expected"),
            (329.0, 2.0, Unit::Count { per_ms: 600_000 }, "329 in 10 min (1,974/h) where 2 were expected"),
            (0.0, 235.0, Unit::Count { per_ms: 1_920_000 }, "0 in 32 min where 235 were expected"),
            (-0.1, 0.93, Unit::Correlation, "correlation -0.10 where 0.93 was usual"),
        ] {
            assert_eq!(against(actual, expected, unit), text);
        }
    }

    #[test]
    fn the_unit_stands_beside_the_value_in_json() {
        let level = Level::per_hour(98.0);
        let json = r#"{"value":98.0,"unit":"count","per_ms":3600000}"#;
        assert_eq!(serde_json::to_string(&level).unwrap(), json);
        assert_eq!(serde_json::from_str::<Level>(json).unwrap(), level);
        assert_eq!(Level::count(12.0, 300_000).as_per_hour(), Some(144.0));
        assert_eq!(Level { value: 0.9, unit: Unit::Correlation }.as_per_hour(), None);
    }
}
