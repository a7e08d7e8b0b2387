//! Error groups that rose: what the trouble looks like. A group is never why it came.

use serde::{Deserialize, Serialize};

use super::super::evidence::Evidence;
use super::level::{Level, P_RISE};
use super::{Look, SHARE};
use crate::class::ErrorClass;
use crate::numbers::{amount, count, percent, plural, short_time};
use crate::pattern::label_of;
use crate::rollup::Cells;
use crate::time::{DAY_MS, Timestamp};

/// Days back at most with whose same hours a group is compared.
const OTHER_DAYS: i64 = 7;
/// Times as many as in the same hours of any other day that are out of the ordinary.
const ABOVE_OTHER_DAYS: u64 = 2;

/// An error group that makes up part of the excess.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RisenGroup {
    /// The fingerprint.
    pub fingerprint: String,
    /// What it is called: its type, or its message.
    pub label: String,
    /// What kind of remedy could help, by its words.
    pub class: ErrorClass,
    /// Its errors in the window.
    pub errors: u64,
    /// Its errors expected in the window.
    pub expected: f64,
    /// Its part of all errors above the usual, 0 to 1.
    pub share_of_excess: f64,
    /// The most of its errors in the same hours of another day of the week before; absent where no other day is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_on_other_days: Option<u64>,
    /// Whether its own words say that what is kept or sent is broken, not only that something is slow or missing.
    #[serde(default)]
    pub tells_of_damage: bool,
    /// The line that shows it.
    pub evidence: Evidence,
}

impl RisenGroup {
    /// Whether so many never came in the same hours of another day: what comes every night is no emergency. Without
    /// another day nothing says so.
    #[must_use]
    pub fn is_unusual_for_the_hour(&self) -> bool {
        self.most_on_other_days.is_some_and(|most| self.errors >= ABOVE_OTHER_DAYS * most.max(1))
    }
}

/// Words of damaged content.
const DAMAGE: [&str; 10] = [
    "corrupt",
    "deserial",
    "unmarshal",
    "decode",
    "unpickl",
    "checksum",
    "wrongtype",
    "stale",
    "inconsistent",
    "invalid entry",
];

impl Look<'_> {
    /// Groups that rose, the largest share of the excess first.
    pub(super) fn groups(&self) -> Vec<RisenGroup> {
        let window = self.at.ms() - self.since.ms();
        let mut found = Vec::new();
        for (fingerprint, group) in self.own.groups() {
            let errors = group.cells().between(self.since, self.at);
            if (errors as f64) < SHARE * self.excess {
                continue;
            }
            let Some(level) = Level::new(group.cells(), self.from, self.since) else { continue };
            let (expected, p) = (level.expected(window), level.p(errors, window));
            let share = ((errors as f64 - expected) / self.excess).clamp(0.0, 1.0);
            if p > P_RISE || share < SHARE {
                continue;
            }
            let label = label_of(group, self.at);
            let is_new = group.first() > self.since;
            let first = if is_new {
                format!(", first seen {} UTC", short_time(group.first()))
            } else {
                String::new()
            };
            let most_on_other_days = self.on_other_days(group.cells());
            let other_days = match most_on_other_days {
                Some(most) if !is_new => {
                    format!(", at most {} in the same hours of other days", count(most))
                }
                _ => String::new(),
            };
            let evidence = Evidence::new(format!(
                "{label}: {} where {} expected, {} of what is too many{first}{other_days}",
                plural(errors, "error"),
                if expected < 0.05 { "none was".to_owned() } else { format!("{} were", amount(expected)) },
                percent(share),
            ))
            .with("errors", errors as f64)
            .with("expected", expected)
            .with("share_of_excess", share)
            .with("p_value", p);
            let sample = group.sample_at(self.at);
            let text = format!("{} {sample}", group.error_type()).to_lowercase();
            let is_untyped = group.error_type().is_empty();
            let risen = RisenGroup {
                fingerprint: fingerprint.to_string(),
                class: ErrorClass::of(group.error_type(), sample),
                label,
                errors,
                expected,
                share_of_excess: share,
                most_on_other_days,
                tells_of_damage: DAMAGE.iter().any(|word| text.contains(word)),
                evidence,
            };
            found.push((is_untyped, risen));
        }
        // Of a warning and the error that comes with it each time the error says more: it has a type.
        found.sort_by(|(a_untyped, a), (b_untyped, b)| {
            let by_share = b.share_of_excess.total_cmp(&a.share_of_excess);
            by_share.then(a_untyped.cmp(b_untyped)).then_with(|| a.fingerprint.cmp(&b.fingerprint))
        });
        found.into_iter().map(|(_, risen)| risen).collect()
    }

    /// The most that the same hours of one of the days before held; nothing where no such day is known.
    fn on_other_days(&self, cells: &Cells) -> Option<u64> {
        let days = (self.at.ms() - self.since.ms() + DAY_MS - 1) / DAY_MS;
        let heard = self.own.first()?;
        let shifted = |ago: i64| -> (Timestamp, Timestamp) {
            (self.since.plus_ms(-ago * days * DAY_MS), self.at.plus_ms(-ago * days * DAY_MS))
        };
        let known = (1..=OTHER_DAYS).map(shifted).filter(|(after, _)| *after >= heard);
        known.map(|(after, up_to)| cells.between(after, up_to)).max()
    }
}
