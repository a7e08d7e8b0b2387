//! Causes of a rise of errors in one service, from a rollup alone: no topology, no traces, no metrics needed.
//!
//! Five questions, each with a test:
//!
//! 1. Was something deployed shortly before the onset, and did new error groups begin after it?
//! 2. Which error groups rose more than chance (gamma-Poisson tail), and how much of the excess are they?
//! 3. Which other services rose first, and did this service follow them in the past more often than chance?
//! 4. Do the messages of the risen groups name another service?
//! 5. Did requests rise so that errors per request stayed the same?
//!
//! The onset is looked for minute by minute: the first ten minutes within the window that hold far more errors than
//! usual. Strengths add up per cause and become probabilities beside a "none of these", as in [`rank`](super::rank).
//!
//! **Works badly when** the service has less than a day of history (everything then looks new), or several causes
//! begin in the same minute.

use serde::{Deserialize, Serialize};

use super::cause::{Cause, CauseKind};
use super::class::ErrorClass;
use super::evidence::Evidence;
use crate::error::{Error, ErrorKind, Result};
use crate::rollup::{Cells, Rollup, ServiceRollup};
use crate::stats::special::count_upper_tail;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// The usual level is taken from this long before the window.
const BEFORE_MS: i64 = 7 * DAY_MS;
/// History in which "who follows whom" is looked for.
const HISTORY_MS: i64 = 60 * DAY_MS;
/// Chance below which a count is no accident; thousands of groups and minutes are tried.
const P_RISE: f64 = 1e-5;
/// Counts within this many Poisson deviations of the expected have a larger chance than that; their tail is not computed.
const NEAR: f64 = 4.0;
/// The onset is the first span of this length that holds too many errors.
const ONSET_MS: i64 = 10 * MINUTE_MS;
/// A deployment older than this is not blamed, and after which age it counts half.
const DEPLOYMENT_MS: i64 = 4 * HOUR_MS;
const DEPLOYMENT_HALF_MS: i64 = 30 * MINUTE_MS;
/// Strength of a deployment at the onset, and of all excess coming from groups first seen after it.
const DEPLOYMENT: f64 = 1.5;
const NEW_GROUPS: f64 = 2.0;
/// Strength of a group that makes up all of the excess.
const GROUP: f64 = 2.0;
/// A service must move at least this much earlier (minute buckets) and at most this much.
const FIRST_BY_MS: i64 = 2 * MINUTE_MS;
const FIRST_AT_MOST_MS: i64 = 2 * HOUR_MS;
/// Strength of moving first; of having been followed in the past; of being named in the messages.
const MOVED_FIRST: f64 = 0.7;
const FOLLOWED: f64 = 1.5;
const NAMED: f64 = 1.5;
/// Strength of traffic that explains all of the excess.
const TRAFFIC: f64 = 2.5;
/// Past rises needed before "who follows whom" means something.
const PAST_RISES: u64 = 3;
/// Sharpness and doubt as in the ranking of incidents.
const SHARPNESS: f64 = 1.5;
const DOUBT: f64 = 0.5;
/// Least share of the excess worth naming.
const SHARE: f64 = 0.05;
/// Causes given back at most.
const CAUSES: usize = 10;
/// Days of history at which half of the confidence is reached.
const DAYS_HALF: f64 = 3.0;

/// Why errors of a service may have risen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RootCauseAnalysis {
    /// The service.
    pub service: String,
    /// When the rise began, to the minute, if there is one in the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<Timestamp>,
    /// Errors above the usual in the window.
    pub excess_errors: f64,
    /// Possible causes, most likely first.
    pub causes: Vec<Cause>,
    /// Probability that it is none of them.
    pub none_of_these: f64,
    /// How far the records carry, 0 to 1.
    pub confidence: f64,
    /// Records that were missing and would have helped.
    pub lacked: Vec<String>,
}

/// Usual rate of some errors, and whether they rose.
struct Level {
    /// Errors per ms before the window.
    rate: f64,
    /// Shape of the gamma distribution of that rate: the count it rests on, and a half.
    size: f64,
}

impl Level {
    fn new(cells: &Cells, from: Timestamp, since: Timestamp) -> Option<Self> {
        let span = (since.ms() - from.ms()) as f64;
        let size = cells.between(from, since) as f64 + 0.5;
        (span >= HOUR_MS as f64).then(|| Level { rate: size / span, size })
    }

    fn expected(&self, ms: i64) -> f64 {
        self.rate * ms as f64
    }

    /// Chance of at least `count` in `ms`.
    fn p(&self, count: u64, ms: i64) -> f64 {
        count_upper_tail(count as f64, self.expected(ms), self.size)
    }
}

/// The first minute of a rise in (`since`, `at`]: the first cell whose next ten minutes hold too many.
fn onset(cells: &Cells, level: &Level, since: Timestamp, at: Timestamp) -> Option<Timestamp> {
    let expected = level.expected(ONSET_MS);
    cells.range(since, at).map(|(end, _)| end).find(|end| {
        // Nothing after `at` may be seen: the last spans are shorter and so less easily too full.
        let count = cells.between(end.plus_ms(-MINUTE_MS), end.plus_ms(ONSET_MS - MINUTE_MS).min(at));
        count as f64 > expected + NEAR * expected.sqrt() && level.p(count, ONSET_MS) <= P_RISE
    })
}

/// A cause with its strength, before probabilities.
struct Candidate {
    strength: f64,
    cause: Cause,
}

/// Looks for causes of a rise of errors in `service` within (`since`, `at`].
///
/// Gives no cause when the errors did not rise.
///
/// # Errors
/// `unknown_name` for a service that was never heard from, `invalid_argument` unless `since` < `at`.
pub fn from_rollup(
    rollup: &Rollup,
    service: &str,
    since: Timestamp,
    at: Timestamp,
) -> Result<RootCauseAnalysis> {
    let Some(own) = rollup.service(service) else {
        let names: Vec<&str> = rollup.services().map(|(name, _)| name).take(20).collect();
        return Err(Error::unknown("service", service, &names));
    };
    if since >= at {
        let message = format!("the window must end after it begins, got {since} to {at}");
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let first = own.first().unwrap_or(since).floor_to(MINUTE_MS);
    let from = since.plus_ms(-BEFORE_MS).max(first.min(since));
    let mut analysis = RootCauseAnalysis {
        service: service.to_owned(),
        onset: None,
        excess_errors: 0.0,
        causes: Vec::new(),
        none_of_these: 1.0,
        confidence: 0.0,
        lacked: lacked(rollup, own, at),
    };
    let Some(level) = Level::new(own.errors(), from, since) else {
        analysis.lacked.push("history: less than an hour before the window".to_owned());
        return Ok(analysis);
    };
    let errors = own.errors().between(since, at);
    analysis.excess_errors = (errors as f64 - level.expected(at.ms() - since.ms())).max(0.0);
    let Some(onset) = onset(own.errors(), &level, since, at) else { return Ok(analysis) };
    analysis.onset = Some(onset);
    let days = (since.ms() - from.ms()) as f64 / DAY_MS as f64;
    let records = 1.0 - 0.5 * analysis.lacked.len() as f64 / RECORDS;
    analysis.confidence = days / (days + DAYS_HALF) * records;
    let look = Look {
        rollup,
        service,
        own,
        from,
        since,
        at,
        onset,
        excess: analysis.excess_errors.max(1.0),
        confidence: analysis.confidence,
    };
    let mut candidates = look.groups();
    candidates.extend(look.deployments());
    candidates.extend(look.others());
    candidates.extend(look.traffic(&level));
    candidates.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    candidates.truncate(CAUSES);
    let most = candidates.first().map_or(DOUBT, |first| first.strength.max(DOUBT));
    let weight = |strength: f64| libm::exp(SHARPNESS * (strength - most));
    let all = weight(DOUBT) + candidates.iter().map(|candidate| weight(candidate.strength)).sum::<f64>();
    analysis.none_of_these = weight(DOUBT) / all;
    analysis.causes = candidates
        .into_iter()
        .map(|candidate| Cause { probability: weight(candidate.strength) / all, ..candidate.cause })
        .collect();
    Ok(analysis)
}

/// Kinds of records that can be missing.
const RECORDS: f64 = 4.0;

/// Whether a service was heard from by then; what comes later is not known yet.
fn heard(service: &ServiceRollup, at: Timestamp) -> bool {
    service.first().is_some_and(|first| first <= at)
}

fn lacked(rollup: &Rollup, own: &ServiceRollup, at: Timestamp) -> Vec<String> {
    let none = |cells: &Cells| cells.between(Timestamp::MIN, at) == 0;
    let services = rollup.services().filter(|(_, service)| heard(service, at)).count();
    let lacks = [
        (none(rollup.system().deployments()), "deployments: none are recorded"),
        (none(own.requests()), "requests: traffic cannot be told from failure"),
        (services < 2, "other services: nothing can have moved first"),
        (true, "call graph: who calls whom is not recorded, only who moved first"),
    ];
    lacks.iter().filter(|(lacks, _)| *lacks).map(|&(_, what)| what.to_owned()).collect()
}

struct Look<'a> {
    rollup: &'a Rollup,
    service: &'a str,
    own: &'a ServiceRollup,
    from: Timestamp,
    since: Timestamp,
    at: Timestamp,
    onset: Timestamp,
    excess: f64,
    confidence: f64,
}

impl Look<'_> {
    fn cause(
        &self,
        service: &str,
        kind: CauseKind,
        subject: Option<String>,
        evidence: Vec<Evidence>,
    ) -> Cause {
        let service = service.to_owned();
        Cause { service, kind, subject, class: None, probability: 0.0, confidence: self.confidence, evidence }
    }

    /// Groups that rose, by their share of the excess.
    fn groups(&self) -> Vec<Candidate> {
        let window = self.at.ms() - self.since.ms();
        let mut found = Vec::new();
        for (fingerprint, group) in self.own.groups() {
            let count = group.cells().between(self.since, self.at);
            if (count as f64) < SHARE * self.excess {
                continue;
            }
            let Some(level) = Level::new(group.cells(), self.from, self.since) else { continue };
            let (expected, p) = (level.expected(window), level.p(count, window));
            let share = ((count as f64 - expected) / self.excess).clamp(0.0, 1.0);
            if p > P_RISE || share < SHARE {
                continue;
            }
            let new = group.first() > self.since;
            let mut cause = self.cause(self.service, CauseKind::ErrorGroup, Some(fingerprint.to_string()), vec![
                Evidence::new(format!(
                    "group {fingerprint} ({}): {count} errors where {expected:.1} were expected, {:.0} % of the excess{}",
                    group.error_type(),
                    share * 100.0,
                    if new { format!(", first seen {}", group.first()) } else { String::new() }
                ))
                .with("errors", count as f64)
                .with("expected", expected)
                .with("share_of_excess", share)
                .with("p_value", p),
            ]);
            cause.class = Some(ErrorClass::of(group.error_type(), group.sample()));
            found.push(Candidate { strength: GROUP * share, cause });
        }
        found
    }

    /// Deployments before the onset: how short before, and how much of the excess is new since.
    fn deployments(&self) -> Vec<Candidate> {
        let earliest = self.onset.plus_ms(-DEPLOYMENT_MS);
        // The minute of the onset may have begun before the deployment in it: both count as the same time.
        let named: Vec<(Timestamp, Option<&str>)> =
            self.own.releases().map(|(time, release)| (time, Some(release))).collect();
        let unnamed = self.own.deployments().range(earliest, self.onset).map(|(end, _)| end);
        let unnamed = unnamed.filter(|end| !named.iter().any(|(time, _)| time.bucket_end(MINUTE_MS) == *end));
        let unnamed: Vec<_> = unnamed.map(|end| (end, None)).collect();
        let mut found = Vec::new();
        for (time, release) in named.iter().copied().chain(unnamed) {
            if !(earliest..=self.onset).contains(&time) {
                continue;
            }
            let age = (self.onset.ms() - time.ms()).max(0);
            let minutes = age as f64 / MINUTE_MS as f64;
            let new: u64 = self
                .own
                .groups()
                .filter(|(_, group)| group.first() >= time && group.first() <= self.at)
                .map(|(_, group)| group.cells().between(self.since, self.at))
                .sum();
            let share = (new as f64 / self.excess).min(1.0);
            let what = release.map_or("a deployment".to_owned(), |release| format!("release {release}"));
            let mut evidence = vec![
                Evidence::new(format!(
                    "{what} came {minutes:.0} minutes before errors rose at {}",
                    self.onset
                ))
                .with("minutes_before", minutes),
            ];
            if new > 0 {
                evidence.push(
                    Evidence::new(format!(
                        "{new} errors are of groups never seen before it, {:.0} % of the excess",
                        share * 100.0
                    ))
                    .with("errors_of_new_groups", new as f64)
                    .with("share_of_excess", share),
                );
            }
            let strength =
                DEPLOYMENT * libm::exp2(-(age as f64) / DEPLOYMENT_HALF_MS as f64) + NEW_GROUPS * share;
            let subject = Some(release.map_or_else(|| time.to_string(), str::to_owned));
            let cause = self.cause(self.service, CauseKind::Deployment, subject, evidence);
            found.push(Candidate { strength, cause });
        }
        found
    }

    /// Other services that rose first, were followed in the past, or are named in the messages.
    fn others(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        let own_rises = Rises::new(self.own.errors(), self.since);
        let others = self.rollup.services().filter(|(name, _)| *name != self.service);
        for (name, other) in others.filter(|(_, other)| heard(other, self.at)) {
            let mut strength = 0.0;
            let mut moved_first = false;
            let mut evidence = Vec::new();
            let since = self.onset.plus_ms(-FIRST_AT_MOST_MS);
            let first = other.first().unwrap_or(since).floor_to(MINUTE_MS);
            let from = since.plus_ms(-BEFORE_MS).max(first.min(since));
            let moved = Level::new(other.errors(), from, since)
                .and_then(|level| onset(other.errors(), &level, since, self.at));
            let ahead = moved.map(|moved| self.onset.ms() - moved.ms()).filter(|&ahead| ahead >= FIRST_BY_MS);
            if let Some((moved, ahead)) = moved.zip(ahead) {
                let minutes = ahead as f64 / MINUTE_MS as f64;
                moved_first = true;
                evidence.push(
                    Evidence::new(format!("errors in {name} rose at {moved}, {minutes:.0} minutes earlier"))
                        .with("minutes_earlier", minutes),
                );
                if let Some((line, strong)) = own_rises.follow(name, &Rises::new(other.errors(), self.since))
                {
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
                let cause = self.cause(self.service, CauseKind::Dependency, subject, evidence);
                found.push((moved_first, Candidate { strength, cause }));
            }
        }
        // Where several moved first, none of them is special: they share what moving first says.
        let movers = found.iter().filter(|(moved_first, _)| *moved_first).count() as f64;
        let weigh = |(moved_first, mut candidate): (bool, Candidate)| {
            candidate.strength += if moved_first { MOVED_FIRST / movers } else { 0.0 };
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
            .filter(|(_, group)| names(&group.sample().to_lowercase(), &lower))
            .map(|(_, group)| group.cells().between(self.since, self.at))
            .sum();
        let share = (naming as f64 / self.excess).min(1.0);
        let line = Evidence::new(format!(
            "messages of {naming} errors in {} name {name}, {:.0} % of the excess",
            self.service,
            share * 100.0
        ))
        .with("errors", naming as f64)
        .with("share_of_excess", share);
        (line, share)
    }

    /// Traffic: as many errors per request as before, but more requests.
    fn traffic(&self, level: &Level) -> Option<Candidate> {
        let requests = Level::new(self.own.requests(), self.from, self.since)?;
        let window = self.at.ms() - self.since.ms();
        let (now, usual) = (self.own.requests().between(self.since, self.at), requests.expected(window));
        if requests.size < 1.0 || requests.p(now, window) > P_RISE {
            return None;
        }
        let ratio = now as f64 / usual;
        let share = (level.expected(window) * (ratio - 1.0) / self.excess).clamp(0.0, 1.0);
        if share < SHARE {
            return None;
        }
        let line = Evidence::new(format!(
            "{now} requests where {usual:.0} are usual; at the usual errors per request that explains {:.0} % of the excess",
            share * 100.0
        ))
        .with("requests", now as f64)
        .with("usual_requests", usual)
        .with("share_of_excess", share);
        let cause = self.cause(self.service, CauseKind::Traffic, None, vec![line]);
        Some(Candidate { strength: TRAFFIC * share, cause })
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

/// Hours of the past in which errors were far above their usual.
struct Rises {
    hours: Vec<i64>,
    from: i64,
    to: i64,
}

impl Rises {
    /// Hours of the last 60 days before `until` with at least three times the mean and three errors.
    fn new(cells: &Cells, until: Timestamp) -> Self {
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
    fn follow(&self, name: &str, other: &Rises) -> Option<(Evidence, f64)> {
        let from = self.from.max(other.from);
        let hours = (self.to - from) as f64;
        let own = self.hours.iter().filter(|&&hour| hour >= from).count() as f64;
        let rises: Vec<i64> = other.hours.iter().copied().filter(|&hour| hour >= from).collect();
        let n = rises.len() as u64;
        if n < PAST_RISES || hours < 48.0 || own == 0.0 {
            return None;
        }
        let hit = |hour: i64| self.hours.binary_search(&hour).is_ok();
        let followed = rises.iter().filter(|&&hour| hit(hour) || hit(hour + 1)).count() as u64;
        let chance = 1.0 - (1.0 - own / hours) * (1.0 - own / hours);
        let p = crate::stats::special::beta_lower(
            followed.max(1) as f64,
            (n - followed) as f64 + 1.0,
            chance,
            1.0 - chance,
        );
        if followed == 0 || p > 0.01 {
            return None;
        }
        let share = followed as f64 / n as f64;
        let line = Evidence::new(format!(
            "{followed} of {n} earlier rises in {name} were followed here within the hour, by chance {:.1} would be (p = {p:.1e})",
            chance * n as f64
        ))
        .with("followed", followed as f64)
        .with("rises", n as f64)
        .with("p_value", p);
        Some((line, share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventKind, EventRef, Severity};
    use crate::rollup::RollupConfig;

    fn start() -> Timestamp {
        "2026-11-01T00:00:00Z".parse().unwrap()
    }

    fn error<'a>(
        rollup: &mut Rollup,
        at: Timestamp,
        service: &'a str,
        error_type: &'a str,
        message: &'a str,
    ) {
        let mut event = EventRef::new(at, service, Severity::High, error_type);
        event.message = Some(message);
        rollup.observe(event);
    }

    /// Ten quiet days: two errors an hour in `shop`, one in `billing`.
    fn quiet() -> (Rollup, Timestamp) {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for half_hour in 0..480_i64 {
            let at = start().plus_ms(half_hour * HOUR_MS / 2 + half_hour % 7 * MINUTE_MS);
            error(&mut rollup, at, "shop", "KeyError", "no such article");
            if half_hour % 2 == 0 {
                error(&mut rollup, at, "billing", "ValueError", "odd sum");
            }
        }
        (rollup, start().plus_ms(240 * HOUR_MS))
    }

    fn analyze(mut rollup: Rollup, since: Timestamp) -> RootCauseAnalysis {
        rollup.settle();
        from_rollup(&rollup, "shop", since, since.plus_ms(HOUR_MS)).unwrap()
    }

    #[test]
    fn no_rise_no_cause() {
        let (rollup, now) = quiet();
        let analysis = analyze(rollup, now.plus_ms(-HOUR_MS));
        assert!(analysis.causes.is_empty() && analysis.onset.is_none(), "{analysis:?}");
        assert_eq!(analysis.none_of_these, 1.0);
    }

    #[test]
    fn a_deployment_with_new_errors() {
        let (mut rollup, now) = quiet();
        let mut deployment = EventRef::new(now.plus_ms(10 * MINUTE_MS), "shop", Severity::Info, "deployment");
        deployment.kind = EventKind::Deployment;
        deployment.release = Some("v42");
        rollup.observe(deployment);
        for second in 0..300 {
            error(
                &mut rollup,
                now.plus_ms(13 * MINUTE_MS + second * 2000),
                "shop",
                "TypeError",
                "x is undefined",
            );
        }
        let analysis = analyze(rollup, now);
        let first = &analysis.causes[0];
        assert_eq!(
            (first.kind, first.subject.as_deref()),
            (CauseKind::Deployment, Some("v42")),
            "{analysis:#?}"
        );
        assert!(first.probability > 0.5, "{}", first.probability);
        assert_eq!(first.evidence[1].numbers["errors_of_new_groups"], 300.0);
        let group = analysis.causes.iter().find(|cause| cause.kind == CauseKind::ErrorGroup).unwrap();
        assert_eq!(group.class, Some(ErrorClass::Code));
        let sum: f64 = analysis.causes.iter().map(|cause| cause.probability).sum();
        assert!((sum + analysis.none_of_these - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_deployment_long_before_is_not_blamed() {
        let (mut rollup, now) = quiet();
        let mut deployment = EventRef::new(now.plus_ms(-6 * HOUR_MS), "shop", Severity::Info, "deployment");
        deployment.kind = EventKind::Deployment;
        rollup.observe(deployment);
        for second in 0..300 {
            error(
                &mut rollup,
                now.plus_ms(13 * MINUTE_MS + second * 2000),
                "shop",
                "TypeError",
                "x is undefined",
            );
        }
        let analysis = analyze(rollup, now);
        assert!(analysis.causes.iter().all(|cause| cause.kind != CauseKind::Deployment));
    }

    #[test]
    fn a_service_that_moved_first_and_is_named() {
        let (mut rollup, now) = quiet();
        for second in 0..300 {
            error(
                &mut rollup,
                now.plus_ms(5 * MINUTE_MS + second * 2000),
                "billing",
                "OutOfMemoryError",
                "heap",
            );
            let at = now.plus_ms(12 * MINUTE_MS + second * 2000);
            error(&mut rollup, at, "shop", "ReadTimeout", "no answer from billing after 5 s");
        }
        let analysis = analyze(rollup, now);
        let dependency = analysis.causes.iter().find(|cause| cause.kind == CauseKind::Dependency).unwrap();
        assert_eq!(dependency.subject.as_deref(), Some("billing"));
        assert!(dependency.evidence.iter().any(|line| line.numbers.get("minutes_earlier") == Some(&7.0)));
        assert!(dependency.evidence.iter().any(|line| line.statement.contains("name billing")));
        assert_eq!(analysis.causes[0].kind, CauseKind::Dependency, "{analysis:#?}");
        // The other way round nothing is blamed on the one that followed.
        let (mut rollup, now) = quiet();
        for second in 0..300 {
            error(
                &mut rollup,
                now.plus_ms(12 * MINUTE_MS + second * 2000),
                "billing",
                "OutOfMemoryError",
                "heap",
            );
            error(
                &mut rollup,
                now.plus_ms(5 * MINUTE_MS + second * 2000),
                "shop",
                "ReadTimeout",
                "no answer",
            );
        }
        let analysis = analyze(rollup, now);
        assert!(analysis.causes.iter().all(|cause| cause.kind != CauseKind::Dependency), "{analysis:#?}");
    }

    #[test]
    fn more_requests_more_errors() {
        let (mut rollup, now) = quiet();
        let mut request = EventRef::new(now, "shop", Severity::Info, "");
        request.kind = EventKind::Request;
        for minute in 0..14_400 {
            request.timestamp = now.plus_ms(-minute * MINUTE_MS);
            rollup.observe(request);
        }
        for second in 0..3600 {
            request.timestamp = now.plus_ms(second * 1000 + 1);
            rollup.observe(request);
            if second % 30 == 0 {
                error(&mut rollup, now.plus_ms(second * 1000 + 1), "shop", "KeyError", "no such article");
            }
        }
        let analysis = analyze(rollup, now);
        assert_eq!(analysis.causes[0].kind, CauseKind::Traffic, "{analysis:#?}");
    }

    #[test]
    fn what_comes_later_changes_nothing() {
        let (mut rollup, now) = quiet();
        for second in 0..300 {
            let at = now.plus_ms(50 * MINUTE_MS + second * 2000);
            error(&mut rollup, at, "shop", "ReadTimeout", "no answer from billing or from newcomer");
        }
        let before = analyze(rollup.clone(), now);
        assert!(before.onset.is_some());
        for second in 0..500 {
            let at = now.plus_ms(HOUR_MS + 1 + second * 2000);
            error(&mut rollup, at, "shop", "ReadTimeout", "no answer");
            error(&mut rollup, at, "newcomer", "KeyError", "no");
            let mut deployment = EventRef::new(at, "shop", Severity::Info, "deployment");
            deployment.kind = EventKind::Deployment;
            rollup.observe(deployment);
        }
        assert_eq!(analyze(rollup, now), before);
    }

    #[test]
    fn names_are_whole_words() {
        assert!(names("no answer from billing after 5 s", "billing"));
        assert!(names("http://billing:80/", "billing"));
        assert!(!names("billing2 is down", "billing"));
        assert!(!names("rebilling", "billing"));
    }

    #[test]
    fn bad_arguments() {
        let (mut rollup, now) = quiet();
        rollup.settle();
        assert_eq!(from_rollup(&rollup, "nobody", now, now.plus_ms(1)).unwrap_err().code(), "unknown_name");
        assert_eq!(from_rollup(&rollup, "shop", now, now).unwrap_err().code(), "invalid_argument");
    }
}
