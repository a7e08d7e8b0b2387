//! Numbers at an even step.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Numbers at an even step, with gaps allowed.
///
/// Value `i` belongs to the bucket (end − step, end] with end = `first_end` + i × `step_ms`.
/// A gap is `NaN` here and `null` in JSON; every other value is finite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// End of the first bucket.
    pub first_end: Timestamp,
    /// Width of a bucket in milliseconds, above 0.
    pub step_ms: i64,
    /// One number per bucket, oldest first; a gap is `NaN` (`null` in JSON).
    #[serde(with = "gaps")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Option<f64>>"))]
    pub values: Vec<f64>,
}

impl Series {
    /// The end of bucket `i`.
    #[must_use]
    pub fn end_of(&self, i: usize) -> Timestamp {
        self.first_end.plus_ms(self.step_ms.saturating_mul(i as i64))
    }

    /// The values that are there, oldest first.
    pub fn present(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().copied().filter(|value| !value.is_nan())
    }
}

/// `NaN` as `null`, both ways: JSON has no NaN, and a gap must survive saving.
pub(crate) mod gaps {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(|value| value.is_finite().then_some(*value)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
        let values = Vec::<Option<f64>>::deserialize(deserializer)?;
        Ok(values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect())
    }
}

/// One number with `NaN` as `null`, both ways.
pub(crate) mod gap {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        value.is_finite().then_some(*value).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        Ok(Option::<f64>::deserialize(deserializer)?.unwrap_or(f64::NAN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_survive_json() {
        let json = r#"{"first_end":"2026-11-23T07:00:00Z","step_ms":3600000,"values":[1.5,null,3.0]}"#;
        let series: Series = serde_json::from_str(json).unwrap();
        assert!(series.values[1].is_nan());
        assert_eq!(serde_json::to_string(&series).unwrap(), json);
        assert_eq!(series.end_of(2).to_string(), "2026-11-23T09:00:00Z");
        assert_eq!(series.present().sum::<f64>(), 4.5);
    }
}
