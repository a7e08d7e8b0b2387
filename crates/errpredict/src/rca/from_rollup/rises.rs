//! The hours of the past in which errors rose, and what they used to follow.

use super::super::evidence::{DEPLOYMENTS, Evidence, FOLLOWED};
use crate::rollup::Cells;
use crate::stats::special::beta_lower;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// History in which "who follows whom" is looked for.
const HISTORY_MS: i64 = 60 * DAY_MS;
/// Past rises (or deployments) and hours needed before "who follows whom" means something.
const PAST_LEAST: u64 = 3;
/// By judgement: in less than two days an hour of the day is not told from what it follows.
const HOURS_LEAST: f64 = 48.0;
/// Chance of so many followed by accident. By judgement: lower, and four rises of which four followed would not do for
/// a restless service.
const P_PAST: f64 = 0.01;

/// Hours of the past in which errors were far above their usual.
pub(super) struct Rises {
    hours: Vec<i64>,
    from: i64,
    to: i64,
}

impl Rises {
    /// Hours of the last 60 days before `until` with at least three times the mean and three errors.
    pub(super) fn new(cells: &Cells, until: Timestamp) -> Self {
        let to = until.ms().div_euclid(HOUR_MS);
        let first = cells.first_end().map_or(to, |end| (end.ms() - 1).div_euclid(HOUR_MS));
        let from = (to - HISTORY_MS / HOUR_MS).max(first);
        let hour = |index: i64| Timestamp::clamped(index * HOUR_MS);
        let mean = cells.between(hour(from), hour(to)) as f64 / (to - from).max(1) as f64;
        let mut counts: Vec<(i64, u64)> = Vec::new();
        for (end, count) in cells.range(hour(from), hour(to)) {
            let index = (end.ms() - 1).div_euclid(HOUR_MS);
            match counts.last_mut().filter(|(last, _)| *last == index) {
                Some((_, sum)) => *sum += count,
                None => counts.push((index, count)),
            }
        }
        let high = (3.0 * mean).max(3.0);
        let hours =
            counts.into_iter().filter(|(_, count)| *count as f64 >= high).map(|(index, _)| index).collect();
        Rises { hours, from, to }
    }

    /// Whether this service's rises used to come in the hour of the other's or the next one, more than chance.
    pub(super) fn follow(&self, name: &str, other: &Rises) -> Option<(Evidence, f64)> {
        let past = self.after(&other.hours, self.from.max(other.from))?;
        let line = past.line(&format!("earlier rises in {name}"), "rises");
        Some((line, past.share()))
    }

    /// Chance that one of so many hours is such an hour.
    pub(super) fn chance_within(&self, hours: i64) -> f64 {
        let share = self.hours.len() as f64 / (self.to - self.from).max(1) as f64;
        1.0 - libm::pow(1.0 - share.min(1.0), hours as f64)
    }

    /// How often a rise came in the hour of a deployment or the next.
    pub(super) fn after_deployments(&self, deployments: &Cells) -> Record {
        let hour = |index: i64| Timestamp::clamped(index * HOUR_MS);
        let ends = deployments.range(hour(self.from), hour(self.to)).map(|(end, _)| end);
        let mut hours: Vec<i64> = ends.map(|end| (end.ms() - 1).div_euclid(HOUR_MS)).collect();
        hours.dedup();
        let hit = |hour: i64| self.hours.binary_search(&hour).is_ok();
        Record {
            n: hours.len() as u64,
            followed: hours.iter().filter(|&&hour| hit(hour) || hit(hour + 1)).count() as u64,
            rises: self.hours.len() as u64,
            hours: (self.to - self.from).max(0) as f64,
        }
    }

    /// How often a rise came in one of those hours or the next, if that is more than chance.
    fn after(&self, those: &[i64], from: i64) -> Option<Past> {
        let hours = (self.to - from) as f64;
        let own = self.hours.iter().filter(|&&hour| hour >= from).count() as f64;
        let those: Vec<i64> = those.iter().copied().filter(|&hour| hour >= from).collect();
        let n = those.len() as u64;
        if n < PAST_LEAST || hours < HOURS_LEAST || own == 0.0 {
            return None;
        }
        let hit = |hour: i64| self.hours.binary_search(&hour).is_ok();
        let followed = those.iter().filter(|&&hour| hit(hour) || hit(hour + 1)).count() as u64;
        let chance = 1.0 - (1.0 - own / hours) * (1.0 - own / hours);
        let p = beta_lower(followed.max(1) as f64, (n - followed) as f64 + 1.0, chance, 1.0 - chance);
        (followed > 0 && p <= P_PAST).then_some(Past { followed, n, chance, p })
    }
}

/// What came of earlier deployments.
pub(super) struct Record {
    /// Hours with a deployment.
    pub(super) n: u64,
    /// Of these, those with a rise in them or in the next.
    followed: u64,
    /// Hours of the past with a rise.
    rises: u64,
    /// Hours of the past.
    hours: f64,
}

impl Record {
    /// Deployments that broke something: those that a rise followed, without those that one followed by chance.
    pub(super) fn broke(&self) -> f64 {
        let share = if self.hours > 0.0 { self.rises as f64 / self.hours } else { 0.0 };
        let by_chance = self.n as f64 * (1.0 - (1.0 - share) * (1.0 - share));
        (self.followed as f64 - by_chance).max(0.0)
    }

    /// Rate of rises that no deployment made; one is imagined, so that none so far is no proof that there will be none.
    pub(super) fn other_rises_per_hour(&self) -> f64 {
        ((self.rises as f64 - self.broke()).max(0.0) + 1.0) / self.hours.max(1.0)
    }

    /// The line that shows it; nothing where there was none before.
    pub(super) fn line(&self) -> Option<Evidence> {
        let Record { n, followed, .. } = *self;
        let statement = match (n, followed) {
            (0, _) => return None,
            (1, 0) => {
                "the one deployment before it was followed by no rise of errors within the hour".to_owned()
            }
            (_, 0) => {
                format!("none of {n} earlier deployments was followed by a rise of errors within the hour")
            }
            _ => format!(
                "{followed} of {n} earlier deployments were followed by a rise of errors within the hour"
            ),
        };
        Some(Evidence::new(statement).with(FOLLOWED, followed as f64).with(DEPLOYMENTS, n as f64))
    }
}

/// What used to follow what.
struct Past {
    followed: u64,
    n: u64,
    chance: f64,
    p: f64,
}

impl Past {
    fn share(&self) -> f64 {
        self.followed as f64 / self.n as f64
    }

    fn line(&self, what: &str, name: &str) -> Evidence {
        let Past { followed, n, chance, p } = *self;
        Evidence::new(format!(
            "{followed} of {n} {what} were followed by a rise here within the hour, by chance {:.1} would be (p = {p:.1e})",
            chance * n as f64
        ))
        .with("followed", followed as f64)
        .with(name, n as f64)
        .with("p_value", p)
    }
}
