//! What a rollup keeps, and for how long.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

use super::names::NAME_BYTES_MIN;
use super::plain::Plain;

/// What a rollup keeps, and for how long.
///
/// | setting | default | monitor | meaning |
/// |---|---|---|---|
/// | `minutes_kept_for_h` | for ever | 72 | hours for which counts stay in minutes; then they become hours; at least 48 |
/// | `hours_kept_for_h` | for ever | 1 464 (61 days) | hours for which counts stay in hours; then days; at least 1 440 |
/// | `days_kept_for_h` | for ever | 43 848 (5 years) | hours after which counts are dropped |
/// | `witnesses` | 1 | 8 | retention counts from the newest minute at or after which so many events lie, so that fewer events with a clock in the future forget nothing |
/// | `max_services` | 10 000 | 256 | services kept by name; the rest is summed up as `other` |
/// | `max_types` | 256 | 32 | error types kept for each service |
/// | `max_groups` | 1 000 | 64 | error groups kept for each service |
/// | `max_sample_bytes` | 256 | 256 | length at which sample messages are cut |
/// | `max_name_bytes` | 256 | 256 | length at which names of services and error types are cut; a hash of the whole is their end |
/// | `max_ahead_minutes` | any | 10 | how far an event may lie ahead of when it was received; for [`Rollup::observe_received`](super::Rollup::observe_received) |
///
/// Over a cap the keys with the smallest hashes stay, whatever the order of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RollupConfig {
    /// Hours for which counts stay in minutes, at least 48; absent keeps minutes for ever.
    pub minutes_kept_for_h: Option<u32>,
    /// Hours for which counts stay in hours, at least 1,440 and not below `minutes_kept_for_h`; absent for ever.
    pub hours_kept_for_h: Option<u32>,
    /// Hours after which counts are dropped, not below `hours_kept_for_h`; absent for ever.
    pub days_kept_for_h: Option<u32>,
    /// Retention counts from the newest minute at or after which so many events lie; at least 1.
    pub witnesses: u32,
    /// Services kept by name, at least 1.
    pub max_services: usize,
    /// Error types kept for each service, at least 1.
    pub max_types: usize,
    /// Error groups kept for each service, at least 1.
    pub max_groups: usize,
    /// Length in bytes at which sample messages and releases are cut.
    pub max_sample_bytes: usize,
    /// Length in bytes at which names of services and error types are cut, at least 32.
    pub max_name_bytes: usize,
    /// Minutes that an event may lie ahead of when it was received; absent for any.
    pub max_ahead_minutes: Option<u32>,
}

impl Default for RollupConfig {
    /// For a log read once: everything is kept in minutes.
    fn default() -> Self {
        RollupConfig {
            minutes_kept_for_h: None,
            hours_kept_for_h: None,
            days_kept_for_h: None,
            witnesses: 1,
            max_services: 10_000,
            max_types: 256,
            max_groups: 1_000,
            max_sample_bytes: 256,
            max_name_bytes: 256,
            max_ahead_minutes: None,
        }
    }
}

/// Windows up to 48 hours may start on any minute.
const MINUTES_AT_LEAST_H: u32 = 48;
/// Windows up to 60 days may start on any hour.
const HOURS_AT_LEAST_H: u32 = 60 * 24;
/// 1,827 days: five years with their leap days.
const FIVE_YEARS_H: u32 = 1_827 * 24;

/// End, total and a late event, each in a vector that may be twice as large as what it holds.
const BUCKET_BYTES: usize = 2 * (4 + 8 + 16);
/// All bins of a histogram in rows, in a vector that may be a quarter larger than what it holds, and their index.
const HISTOGRAM_BYTES: usize = 4 * 2_880 * 5 / 4 + 1_024;
/// All registers of a set and its place in a tree.
const REGISTER_BYTES: usize = 1_024 + 64;
/// A key with its value's fixed part and its name in a map, up to twice as large as what it holds.
const KEY_BYTES: usize = 4_096;
/// Events between two rounds, at least.
const EVENTS_A_ROUND: usize = 1 << 15;
/// Closing an array looks at all of it, mostly past the cache. After so many events for each array, that costs an event next to
/// nothing.
const EVENTS_AN_ARRAY: usize = 12;

/// In how many events a rollup with so many arrays is gone through once; until then they take extra memory.
pub(super) fn events_a_round(arrays: usize) -> usize {
    EVENTS_A_ROUND.max(arrays * EVENTS_AN_ARRAY)
}

/// A host whose clock nobody sets is off by seconds to a few minutes; a wrong zone is half an hour at the least.
const MAX_AHEAD_MINUTES: u32 = 10;

/// With fewer types or groups than this a service says little about what goes wrong in it.
const FEW_KEYS: usize = 8;

impl RollupConfig {
    /// For a process that runs for years: bounded in time and number of keys.
    #[must_use]
    pub fn monitor() -> Self {
        RollupConfig {
            minutes_kept_for_h: Some(MINUTES_AT_LEAST_H + 24),
            hours_kept_for_h: Some(HOURS_AT_LEAST_H + 24),
            days_kept_for_h: Some(FIVE_YEARS_H),
            witnesses: 8,
            max_services: 256,
            max_types: 32,
            max_groups: 64,
            max_sample_bytes: 256,
            max_name_bytes: 256,
            max_ahead_minutes: Some(MAX_AHEAD_MINUTES),
        }
    }

    /// As [`RollupConfig::monitor`], with as many services, types and groups as fit into so many bytes at the very worst
    /// ([`RollupConfig::memory_bound_bytes`]): types and groups are halved down to 8 each, then services, then the rest.
    ///
    /// # Errors
    /// `invalid_setting` for less than one service with one type and one group takes.
    pub fn monitor_within(max_bytes: usize) -> Result<Self> {
        let mut config = RollupConfig::monitor();
        let bound = |config: &RollupConfig| config.memory_bound_bytes().unwrap_or(usize::MAX);
        while bound(&config) > max_bytes {
            let RollupConfig { max_services, max_types, max_groups, .. } = &mut config;
            if *max_types > FEW_KEYS || *max_groups > FEW_KEYS || *max_services == 1 {
                if (*max_types, *max_groups) == (1, 1) {
                    return Err(Error::setting(
                        "max_bytes",
                        &format!("at least {}", bound(&config)),
                        max_bytes,
                    ));
                }
                (*max_types, *max_groups) = ((*max_types / 2).max(1), (*max_groups / 2).max(1));
            } else {
                *max_services /= 2;
            }
        }
        Ok(config)
    }

    /// How many numbers make a configuration.
    pub(super) const NUMBERS: usize = 10;

    /// The configuration as numbers, for saving; an absent retention is 0, minutes ahead are one more.
    pub(super) fn numbers(&self) -> [u64; Self::NUMBERS] {
        let hours = |hours: Option<u32>| hours.map_or(0, u64::from);
        [
            hours(self.minutes_kept_for_h),
            hours(self.hours_kept_for_h),
            hours(self.days_kept_for_h),
            u64::from(self.witnesses),
            self.max_services as u64,
            self.max_types as u64,
            self.max_groups as u64,
            self.max_sample_bytes as u64,
            self.max_name_bytes as u64,
            self.max_ahead_minutes.map_or(0, |minutes| u64::from(minutes) + 1),
        ]
    }

    /// The configuration of these numbers; none when one is too large.
    pub(super) fn from_numbers(numbers: [u64; Self::NUMBERS]) -> Option<Self> {
        let [minutes, hours, days, witnesses, services, types, groups, sample_bytes, name_bytes, ahead] =
            numbers;
        let kept = |hours: u64| u32::try_from(hours).ok().map(|hours| (hours > 0).then_some(hours));
        Some(RollupConfig {
            minutes_kept_for_h: kept(minutes)?,
            hours_kept_for_h: kept(hours)?,
            days_kept_for_h: kept(days)?,
            witnesses: u32::try_from(witnesses).ok()?,
            max_services: usize::try_from(services).ok()?,
            max_types: usize::try_from(types).ok()?,
            max_groups: usize::try_from(groups).ok()?,
            max_sample_bytes: usize::try_from(sample_bytes).ok()?,
            max_name_bytes: usize::try_from(name_bytes).ok()?,
            max_ahead_minutes: match ahead.checked_sub(1) {
                None => None,
                Some(minutes) => Some(u32::try_from(minutes).ok()?),
            },
        })
    }

    /// The most memory a [`Monitor`](crate::Monitor) of this configuration takes; none without a full retention.
    ///
    /// It is reached when every type and every group of every service has an event in every minute, and requests
    /// of every speed; a real process stays far below. Per array of counts it is 24 bytes a bucket, and as much
    /// again for late events; per service 19 + `max_types` + 2 × `max_groups` arrays, a histogram every 5 minutes and two
    /// sets of registers every hour.
    #[must_use]
    pub fn memory_bound_bytes(&self) -> Option<usize> {
        let minutes_h = self.minutes_kept_for_h? as usize + 1;
        let hours = self.hours_kept_for_h? as usize + 24;
        let days = self.days_kept_for_h? as usize / 24 + 2;
        let buckets = minutes_h * 60 + hours + days + self.witnesses as usize;
        let keys = self.max_types + 2 * self.max_groups;
        let windows =
            (minutes_h * 12 + hours) * HISTOGRAM_BYTES + 2 * (minutes_h + 24 + hours / 24) * REGISTER_BYTES;
        let names = keys * (KEY_BYTES + self.max_sample_bytes + self.max_name_bytes);
        let service =
            (Plain::N + keys) * buckets * BUCKET_BYTES + windows + names + KEY_BYTES + self.max_name_bytes;
        // A key that comes when a round has passed its place waits for the end of the next one.
        let events = 2 * events_a_round((self.max_services + 2) * (Plain::N + keys));
        let in_a_round = events * 2 * (Plain::N + 2) * BUCKET_BYTES;
        // The services by name, the others and the system.
        Some((self.max_services + 2) * service + in_a_round)
    }

    /// Whether every minute stays a minute for ever.
    pub(super) fn forgets_nothing(&self) -> bool {
        [self.minutes_kept_for_h, self.hours_kept_for_h, self.days_kept_for_h].iter().all(Option::is_none)
    }

    /// Checks the ranges.
    ///
    /// # Errors
    /// `invalid_setting` names the setting, its range and the value.
    pub fn validate(&self) -> Result<()> {
        let forever = u32::MAX;
        let minutes = self.minutes_kept_for_h.unwrap_or(forever);
        let hours = self.hours_kept_for_h.unwrap_or(forever);
        let days = self.days_kept_for_h.unwrap_or(forever);
        if minutes < MINUTES_AT_LEAST_H {
            return Err(Error::setting("minutes_kept_for_h", "at least 48", minutes));
        }
        if hours < HOURS_AT_LEAST_H.max(minutes) {
            return Err(Error::setting(
                "hours_kept_for_h",
                "at least 1440 and not below minutes_kept_for_h",
                hours,
            ));
        }
        if days < hours {
            return Err(Error::setting("days_kept_for_h", "not below hours_kept_for_h", days));
        }
        for (name, value) in [
            ("witnesses", self.witnesses as usize),
            ("max_services", self.max_services),
            ("max_types", self.max_types),
            ("max_groups", self.max_groups),
        ] {
            if value == 0 {
                return Err(Error::setting(name, "at least 1", value));
            }
        }
        if self.max_name_bytes < NAME_BYTES_MIN {
            return Err(Error::setting("max_name_bytes", "at least 32", self.max_name_bytes));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_to_fit_fits() {
        for mb in [300, 1_000, 2_500, 4_000, 100_000] {
            let config = RollupConfig::monitor_within(mb * 1_000_000).unwrap();
            config.validate().unwrap();
            assert!(config.memory_bound_bytes().unwrap() <= mb * 1_000_000, "{mb} MB: {config:?}");
        }
        assert_eq!(RollupConfig::monitor_within(usize::MAX).unwrap(), RollupConfig::monitor());
        let error = RollupConfig::monitor_within(1_000_000).unwrap_err().to_string();
        assert!(error.starts_with("`max_bytes` must be at least"), "{error}");
    }
}
