//! Causes of a rise of errors in one service, from a rollup alone: no topology, no traces, no metrics needed.
//!
//! Four questions, each with a test:
//!
//! 1. Was something deployed shortly before the onset, did new error groups begin after it, and how often did errors
//!    rise after deployments, or did not?
//! 2. Which other services rose first, and did this service follow them in the past more often than chance?
//! 3. Do the messages of the risen groups name another service?
//! 4. Did requests rise so that errors per request stayed the same?
//!
//! Which error groups rose more than chance (gamma-Poisson tail) is told beside the causes ([`RisenGroup`]): a group is
//! what the trouble looks like, never why it came, and takes no share from a cause.
//!
//! The onset is looked for minute by minute: the first ten minutes within the window that hold far more errors than
//! usual, and in them the minute at which the rate changes. Strengths add up per cause and become shares beside a
//! "none of these" (`share.rs`): ranks, no probabilities.
//! [`Timeline`](RootCauseAnalysis::timeline) tells in what order things happened, for a person to check.
//!
//! **Works badly when** the service has less than a day of history (everything then looks new), or several causes
//! begin in the same minute.

mod deployments;
mod groups;
mod level;
mod others;
mod rises;
#[cfg(test)]
mod tests;
mod timeline;
mod traffic;

use serde::{Deserialize, Serialize};

use super::cause::{Cause, CauseKind};
use super::evidence::Evidence;
use super::history::{Lessons, Signature};
use super::share::Shares;
use crate::error::{Error, ErrorKind, Result};
use crate::key::key_of;
use crate::rollup::{Cells, Rollup, ServiceRollup};
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

pub use groups::RisenGroup;
pub(crate) use level::P_RISE;
pub(crate) use level::rose_in_the_second_half;
use level::{Level, onset};
pub use timeline::{Moment, MomentKind};

/// The usual level is taken from this long before the window.
const BEFORE_MS: i64 = 7 * DAY_MS;
/// Least share of the excess worth naming. By judgement: one in twenty; lower, and lines are told that nobody needs.
const SHARE: f64 = 0.05;
/// Causes given back at most.
const CAUSES: usize = 10;
/// Days of history that are half of what is wished for. By judgement: after three days hours of the day are told apart.
const DAYS_HALF: f64 = 3.0;
/// Kinds of records that can be missing. By definition the number of those that `lacked` asks for.
const RECORDS: f64 = 4.0;

/// Why errors of a service may have risen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RootCauseAnalysis {
    /// Stable identity: the same service and the same begin of the window have the same key, whenever it is asked.
    pub key: String,
    /// When it was asked: nothing after that was known.
    pub at: Timestamp,
    /// The service.
    pub service: String,
    /// Keys of the anomalies it explains; empty where it was asked for a window alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// When the rise began, to the minute, if there is one in the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<Timestamp>,
    /// Errors above the usual in the window.
    pub excess_errors: f64,
    /// The error groups that make it up, the largest first: what the trouble looks like, not why it came.
    #[serde(default)]
    pub errors: Vec<RisenGroup>,
    /// Possible causes, strongest first.
    pub causes: Vec<Cause>,
    /// The share of "none of these".
    pub none_of_these: f64,
    /// How much of what would tell causes apart was recorded, 0 to 1. It is no chance of being right.
    #[serde(alias = "confidence")]
    pub recorded: f64,
    /// What happened around the onset, oldest first: deployments, rises of other services, new error groups.
    #[serde(default)]
    pub timeline: Vec<Moment>,
    /// Records that were missing and would have helped.
    pub lacked: Vec<String>,
    /// What earlier incidents say about this one.
    #[serde(default)]
    pub lessons: Lessons,
}

impl RootCauseAnalysis {
    /// Takes back every cause and what happened when: the onset they were looked for around is none. What it is made of
    /// stays.
    pub(crate) fn withdraw(&mut self) {
        self.onset = None;
        self.causes.clear();
        self.none_of_these = 1.0;
        self.timeline.clear();
        self.lacked
            .push("an onset: it grew slowly, so nothing can be said to have come right before it".to_owned());
        self.lessons = Lessons::untaught(self.signature());
    }

    /// What the rise looks like, to be compared with earlier ones.
    #[must_use]
    pub fn signature(&self) -> Signature {
        let mut signature = Signature::default();
        for cause in &self.causes {
            signature.add(format!("kind:{}", cause.kind.name()), cause.share);
        }
        for group in &self.errors {
            signature.add(format!("class:{}", group.class.name()), group.share_of_excess);
        }
        signature
    }
}

/// A cause with its strength, before shares.
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
        key: key_of("root_cause", &[service, &since.ms().to_string()]),
        at,
        because: Vec::new(),
        service: service.to_owned(),
        onset: None,
        excess_errors: 0.0,
        errors: Vec::new(),
        causes: Vec::new(),
        none_of_these: 1.0,
        recorded: 0.0,
        timeline: Vec::new(),
        lacked: lacked(rollup, own, at),
        lessons: Lessons::default(),
    };
    let Some(level) = Level::new(own.errors(), from, since) else {
        analysis.lacked.push("history: less than an hour before the window".to_owned());
        return Ok(analysis);
    };
    let errors = own.errors().between(since, at);
    analysis.excess_errors = (errors as f64 - level.expected(at.ms() - since.ms())).max(0.0);
    let Some(onset) = onset(own.errors(), &level, since, at) else { return Ok(analysis) };
    analysis.onset = Some(begin_of(onset));
    let days = (since.ms() - from.ms()) as f64 / DAY_MS as f64;
    let records = 1.0 - 0.5 * analysis.lacked.len() as f64 / RECORDS;
    analysis.recorded = days / (days + DAYS_HALF) * records;
    let look = Look { rollup, service, own, from, since, at, onset, excess: analysis.excess_errors.max(1.0) };
    analysis.errors = look.groups();
    let mut candidates = look.deployments();
    let moves = look.moves();
    candidates.extend(look.others(&moves));
    candidates.extend(look.traffic(&level));
    candidates.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    candidates.truncate(CAUSES);
    let shares = Shares::of(candidates.iter().map(|candidate| candidate.strength));
    analysis.timeline = look.timeline(&moves);
    analysis.none_of_these = shares.none_of_these;
    analysis.causes = candidates
        .into_iter()
        .zip(shares.each)
        .map(|(candidate, share)| Cause { share, ..candidate.cause })
        .collect();
    analysis.causes.iter_mut().for_each(|cause| cause.identify(&analysis.key));
    analysis.lessons = Lessons::untaught(analysis.signature());
    Ok(analysis)
}

/// A rise is found at the end of the minute in which it began; it is told by that minute.
fn begin_of(onset: Timestamp) -> Timestamp {
    onset.plus_ms(-MINUTE_MS)
}

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
    /// End of the minute in which the rise began.
    onset: Timestamp,
    excess: f64,
}

impl Look<'_> {
    fn cause(service: &str, kind: CauseKind, subject: Option<String>, evidence: Vec<Evidence>) -> Cause {
        Cause { key: None, service: service.to_owned(), kind, subject, class: None, share: 0.0, evidence }
    }
}
