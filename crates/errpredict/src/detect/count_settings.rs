//! Settings of the detection in counts, with their ranges.

use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::time::Timestamp;

/// Settings of [`detect_counts`](super::detect_counts).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CountDetection {
    /// False alarms allowed per series and week.
    pub false_alarms_per_week: f64,
    /// Test single buckets at this many standard deviations instead of by the budget.
    pub sigma: Option<f64>,
    /// Hours after which a count weighs 1/e.
    pub memory_hours: f64,
    /// Hours a new level must last to become the normal one.
    pub adopt_after_hours: f64,
    /// Tell hours of the day and week apart where history supports it.
    pub seasonal: bool,
    /// Days that are like Sundays, given by any time in them.
    pub holidays: Vec<Timestamp>,
    /// The zone whose clock the hours of day and week follow, such as `Europe/Berlin`; UTC without one.
    pub zone: Option<String>,
}

impl Default for CountDetection {
    fn default() -> Self {
        CountDetection {
            false_alarms_per_week: 1.0,
            sigma: None,
            memory_hours: 72.0,
            adopt_after_hours: 96.0,
            seasonal: true,
            holidays: Vec::new(),
            zone: None,
        }
    }
}

impl CountDetection {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        for (name, value) in [
            ("false_alarms_per_week", self.false_alarms_per_week),
            ("sigma", self.sigma.unwrap_or(1.0)),
            ("memory_hours", self.memory_hours),
            ("adopt_after_hours", self.adopt_after_hours),
        ] {
            if !(value > 0.0 && value.is_finite()) {
                return Err(Error::setting(name, "a finite number above 0", value));
            }
        }
        Clock::new(self.zone.as_deref(), &[])?;
        Ok(())
    }
}
