//! Other services: who moved first, who was followed in the past, who is named in the messages.

use super::super::cause::CauseKind;
use super::super::evidence::{EARLIER, Evidence};
use super::level::{Level, ONSET_MS, onset};
use super::rises::Rises;
use super::{BEFORE_MS, Candidate, Look, SHARE, begin_of, heard};
use crate::numbers::{percent, short_time};
use crate::rollup::ServiceRollup;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// A service must move at least this much earlier (minute buckets) and at most this much.
const FIRST_BY_MS: i64 = 2 * MINUTE_MS;
const FIRST_AT_MOST_MS: i64 = 2 * HOUR_MS;
/// Where nothing but the order joins two services, the first must have moved at most this much earlier: what follows another
/// by calling it follows within minutes.
const ORDER_ALONE_MS: i64 = 30 * MINUTE_MS;
/// How long after its begin a rise is held against other days, and how early it may have come there.
pub(super) const DAILY_MS: i64 = 15 * MINUTE_MS;
/// Days before on which the same time of the day is looked at: a week.
pub(super) const DAYS_BACK: i64 = 7;
/// Strength of moving first. By judgement: little above `DOUBT`, since of two that move by chance one is always first.
const MOVED_FIRST: f64 = 0.7;
/// Strength of having been followed in the past. By judgement: twice that, for it takes several rises to have been.
const FOLLOWED: f64 = 1.5;
/// Strength of being named in all of the messages. By judgement: as much as having been followed.
const NAMED: f64 = 1.5;

impl Look<'_> {
    /// When the errors of every other service rose, if they did around the onset.
    pub(super) fn moves(&self) -> Vec<(&str, &ServiceRollup, Option<Timestamp>)> {
        let since = self.onset.plus_ms(-FIRST_AT_MOST_MS);
        let others = self.rollup.services().filter(|(name, _)| *name != self.service);
        others
            .filter(|(_, other)| heard(other, self.at))
            .map(|(name, other)| {
                let first = other.first().unwrap_or(since).floor_to(MINUTE_MS);
                let from = since.plus_ms(-BEFORE_MS).max(first.min(since));
                let moved = Level::new(other.errors(), from, since)
                    .and_then(|level| onset(other.errors(), &level, since, self.at))
                    .filter(|moved| !self.is_daily(other, *moved));
                (name, other, moved)
            })
            .collect()
    }

    /// Whether about as many errors come at that time of another day of the week before: what comes every night moved by
    /// itself.
    fn is_daily(&self, other: &ServiceRollup, moved: Timestamp) -> bool {
        let (from, to) = (begin_of(moved), moved.plus_ms(DAILY_MS).min(self.at));
        let came = other.errors().between(from, to);
        (1..=DAYS_BACK).any(|ago| {
            let day = |time: Timestamp| time.plus_ms(-ago * DAY_MS);
            2 * other.errors().between(day(from).plus_ms(-DAILY_MS), day(to)) >= came
        })
    }

    /// Whether errors of a service that moved earlier were still too many when this one's rose.
    fn still_fails(&self, other: &ServiceRollup, moved: Timestamp) -> bool {
        let from = begin_of(self.onset).plus_ms(-ONSET_MS);
        // What moved within those ten minutes was too many in them: that is how it was found.
        if begin_of(moved) >= from {
            return true;
        }
        let since = self.onset.plus_ms(-FIRST_AT_MOST_MS);
        let first = other.first().unwrap_or(since).floor_to(MINUTE_MS);
        let level = Level::new(other.errors(), since.plus_ms(-BEFORE_MS).max(first.min(since)), since);
        level.is_some_and(|level| {
            level.is_exceeded(other.errors().between(from, begin_of(self.onset)), ONSET_MS)
        })
    }

    /// Other services that rose first, were followed in the past, or are named in the messages.
    pub(super) fn others(&self, moves: &[(&str, &ServiceRollup, Option<Timestamp>)]) -> Vec<Candidate> {
        let mut found = Vec::new();
        let own_rises = Rises::new(self.own.errors(), self.since);
        for &(name, other, moved) in moves {
            let mut strength = 0.0;
            let mut moved_first = false;
            let mut by_chance = 0.0;
            let mut evidence = Vec::new();
            // What was over before this began did not bring it about.
            let moved = moved.filter(|moved| self.still_fails(other, *moved));
            let ahead = moved.map(|moved| self.onset.ms() - moved.ms()).filter(|&ahead| ahead >= FIRST_BY_MS);
            if let Some((moved, ahead)) = moved.zip(ahead) {
                let minutes = ahead as f64 / MINUTE_MS as f64;
                moved_first = true;
                evidence.push(
                    Evidence::new(format!(
                        "errors in {name} rose at {} UTC, {minutes:.0} minutes earlier",
                        short_time(begin_of(moved))
                    ))
                    .with(EARLIER, minutes),
                );
                let other_rises = Rises::new(other.errors(), self.since);
                // A service whose errors rise every other hour moved first by chance.
                by_chance = other_rises.chance_within(ahead / HOUR_MS + 1);
                if let Some((line, strong)) = own_rises.follow(name, &other_rises) {
                    strength += FOLLOWED * strong;
                    evidence.push(line);
                }
            }
            let (naming, share) = self.named(name);
            // Being named alone implicates only a service that is in trouble itself, or the messages that say so.
            if share >= SHARE {
                strength += NAMED * share;
                evidence.push(naming);
            }
            if !evidence.is_empty() {
                let subject = Some(name.to_owned());
                let cause = Look::cause(self.service, CauseKind::Dependency, subject, evidence);
                let weight = if moved_first { 1.0 - by_chance } else { 0.0 };
                // Of any two troubles one is first: where neither a message nor the past joins them, that is what speaks
                // against it.
                if cause.rests_on_order_alone() {
                    if ahead.is_some_and(|ahead| ahead > ORDER_ALONE_MS) {
                        continue;
                    }
                    strength -= NAMED;
                }
                found.push((moved_first, weight, Candidate { strength, cause }));
            }
        }
        // Where several moved first, none of them is special: they share what moving first says.
        let movers = found.iter().filter(|(moved_first, ..)| *moved_first).count().max(1) as f64;
        let weigh = |(_, weight, mut candidate): (bool, f64, Candidate)| {
            candidate.strength += weight * MOVED_FIRST / movers;
            candidate
        };
        found.into_iter().map(weigh).collect()
    }

    /// Share of the excess whose messages name that service.
    fn named(&self, name: &str) -> (Evidence, f64) {
        let lower = name.to_lowercase();
        let naming: u64 = self
            .own
            .groups()
            .filter(|(_, group)| names(&group.sample_at(self.at).to_lowercase(), &lower))
            .map(|(_, group)| group.cells().between(self.since, self.at))
            .sum();
        let share = (naming as f64 / self.excess).min(1.0);
        let line = Evidence::new(format!(
            "messages of {naming} errors in {} name {name}, {} of the excess",
            self.service,
            percent(share)
        ))
        .with("errors", naming as f64)
        .with("share_of_excess", share);
        (line, share)
    }
}

/// Whether `text` holds `name` as a word of its own.
fn names(text: &str, name: &str) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    name.len() >= 3
        && text.match_indices(name).any(|(i, found)| {
            !word(text[..i].chars().next_back()) && !word(text[i + found.len()..].chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_whole_words() {
        assert!(names("no answer from billing after 5 s", "billing"));
        assert!(names("http://billing:80/", "billing"));
        assert!(!names("billing2 is down", "billing"));
        assert!(!names("rebilling", "billing"));
    }
}
