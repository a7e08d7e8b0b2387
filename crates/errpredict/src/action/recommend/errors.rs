//! What the errors that make up the trouble call for, by what they are about.
//!
//! Errors are no cause, so nothing is known of what an action on them would save. What cannot be taken back or hurts users
//! is proposed only with evidence of its own kind, and never for what comes at the same hour of other days: a restart
//! for memory that runs out, an empty cache for content that is damaged, refused requests for more requests than usual
//! that are answered more slowly. Without that a person looks.

use super::signs::surge;
use super::{CAUSE_ACTS, Found, Reason, is_beyond_the_hour, news, urgency};
use crate::action::{ActionType, Priority, Situation};
use crate::rca::{ErrorClass, Evidence};

/// Proposals from every error group that makes up enough of the trouble to act upon.
pub(super) fn propose(found: &mut Found<'_>) {
    let situation = found.situation;
    // What a cause explains needs nobody to read its errors first.
    let is_explained = situation.causes.iter().any(|cause| cause.share >= CAUSE_ACTS);
    for group in situation.errors.iter().filter(|group| group.share_of_excess >= CAUSE_ACTS) {
        let is_beyond = group.is_unusual_for_the_hour() && is_beyond_the_hour(situation);
        let damage = group.tells_of_damage;
        for (kind, title) in remedies(situation, group.class, &group.label, is_beyond, damage) {
            if is_explained && kind == ActionType::ManualReview {
                continue;
            }
            let reason = Reason {
                priority: urgency(situation).max(Priority::Medium),
                title,
                target: Some(group.fingerprint.clone()),
                evidence: vec![group.evidence.clone()],
                because: keys(situation),
                removes: None,
            };
            found.add(kind, reason);
        }
    }
    // That a mix has changed tells nobody where to begin; what came into it does.
    if let Some((mix, first)) = news(situation) {
        for (kind, title) in remedies(situation, ErrorClass::of("", &first.name), &first.name, false, false) {
            let seen = Evidence::new(format!("{}: {}", first.name, first.in_words()));
            let reason = Reason {
                priority: urgency(situation).max(Priority::Medium),
                title,
                target: Some(first.name.clone()),
                evidence: vec![seen.with("actual", first.actual).with("expected", first.expected)],
                because: vec![mix.key.clone()],
                removes: None,
            };
            found.add(kind, reason);
        }
    }
}

fn keys(situation: &Situation) -> Vec<String> {
    situation.anomalies.iter().map(|anomaly| anomaly.key.clone()).collect()
}

/// What errors of a class call for: `is_beyond` is whether they are unlike the same hour of other days, `damage` whether
/// they say that content is broken.
pub(super) fn remedies(
    situation: &Situation,
    class: ErrorClass,
    label: &str,
    is_beyond: bool,
    damage: bool,
) -> Vec<(ActionType, String)> {
    use ActionType as A;
    let at = situation.scope.in_a_sentence();
    let look = |what: String| vec![(A::ManualReview, what)];
    match class {
        ErrorClass::Pool => {
            vec![(
                A::ConnectionPoolIncrease,
                format!("Give {at} more connections: its pool is used up ({label})"),
            )]
        }
        ErrorClass::Memory => {
            let more = (A::ScaleUpResources, format!("Give {at} more memory: {label}"));
            let restart = (A::PreemptiveRestart, format!("Restart {at} before it runs out of memory again"));
            if is_beyond { vec![restart, more] } else { vec![more] }
        }
        ErrorClass::Database => {
            vec![(
                A::DatabaseOptimization,
                format!("Look at the database behind {at}, its statements and locks: {label}"),
            )]
        }
        ErrorClass::Cache if is_beyond && damage => {
            vec![(
                A::CacheClear,
                format!("Empty the cache of {at}: what comes out of it is damaged ({label})"),
            )]
        }
        ErrorClass::Cache => look(format!("Look at the cache of {at}: {label}")),
        // More requests than usual, answered more slowly, are handled with their own numbers.
        ErrorClass::Overload if surge(situation).is_some_and(|surge| surge.slower.is_some()) => Vec::new(),
        ErrorClass::Overload => look(format!("Find out who asks too much, {at} or what it calls: {label}")),
        // Which of the things it calls does not answer is not known: only a dependency that is says what to stop calling.
        ErrorClass::Timeout => look(format!("Look at what {at} waits for: {label}")),
        ErrorClass::Connection => look(format!("Look at what {at} cannot reach: {label}")),
        ErrorClass::Code => vec![(A::CodePatch, format!("Fix {label} in {at}"))],
        ErrorClass::Auth | ErrorClass::Other => look(format!("Look at {label} in {at}")),
    }
}
