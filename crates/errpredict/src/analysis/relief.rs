//! Fewer errors while all else comes as usual: somebody mended something, which is no alarm.
//!
//! What has gone on for days and counts as usual by now is no emergency either.
//!
//! Where a service logs nothing but errors, fewer of them may be the end of its log, and stay as severe as they are rare.

use crate::detect::{AnomalyDetection, Metric, is_as_usual};
use crate::event::Severity;
use crate::rollup::ServiceRollup;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

use super::asked::Asked;

/// Days before whose same hours tell what else is usual.
const DAYS: i64 = 7;
/// Other events a day before from which they tell anything, and the part of them that must still come. By definition: half of
/// what is usual is what the detector of falls calls lost.
const LEAST_OTHERS: f64 = 10.0;
const PART: f64 = 0.5;

/// The anomaly, at most `medium` where fewer errors come and some do: its log goes on, and nothing is to be done. At most `low` where it is such a relief, at most `medium` where not a single error came: what came every night
/// and did not may be a job that did not run. At most `medium` where its level counts as usual: nobody need get up at night for what
/// is as it was the nights before, and what began tonight must not stand below it.
pub(super) fn weighed(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    mut anomaly: AnomalyDetection,
) -> AnomalyDetection {
    if anomaly.ongoing && anomaly.adopted.is_some() {
        anomaly.severity = anomaly.severity.min(Severity::Medium);
    }
    let is_fall = anomaly.metric == Metric::Errors && anomaly.is_rise() == Some(false);
    if is_fall && anomaly.actual > 0.0 {
        anomaly.severity = anomaly.severity.min(Severity::Medium);
    }
    if is_fall && goes_on(asked, service, (anomaly.start, anomaly.end)) {
        let most = if anomaly.actual > 0.0 { Severity::Low } else { Severity::Medium };
        anomaly.severity = anomaly.severity.min(most);
    }
    anomaly
}

/// Whether fewer events come only because fewer of them are errors, which `found` tells: no traffic is lost then.
pub(super) fn is_of_errors(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    lost: &AnomalyDetection,
    found: &[AnomalyDetection],
) -> bool {
    let tells = |fall: &AnomalyDetection| {
        fall.metric == Metric::Errors
            && fall.is_rise() == Some(false)
            && fall.start < lost.end
            && lost.start < fall.end
    };
    if lost.metric != Metric::Events || !found.iter().any(tells) {
        return false;
    }
    let span = (lost.start, lost.end);
    let Some(Came { usual, now }) = Came::in_hours(asked, service, span) else { return false };
    // Most of what is missing are errors.
    goes_on(asked, service, span) && usual.errors - now.errors > usual.others - now.others
}

/// Whether after a silence that ended fewer came than a part of what is usual, and no chance made them so few: then it did not end, and
/// what goes on is a fall in which little comes.
pub(super) fn is_still_low(asked: &Asked<'_>, service: &ServiceRollup, silence: &AnomalyDetection) -> bool {
    let span_ms = (silence.end.ms() - silence.start.ms()).max(HOUR_MS);
    let span = (silence.end, silence.end.plus_ms(span_ms).min(asked.at));
    let all = |counts: Counts| counts.errors + counts.others;
    Came::in_hours(asked, service, span).is_some_and(|Came { usual, now }| {
        let (usual, now) = (all(usual), all(now));
        now < PART * usual && !is_as_usual(now, usual, false)
    })
}

/// Whether what is no error comes as on the days before.
fn goes_on(asked: &Asked<'_>, service: &ServiceRollup, span: (Timestamp, Timestamp)) -> bool {
    Came::in_hours(asked, service, span)
        .is_some_and(|Came { usual, now }| usual.others >= LEAST_OTHERS && now.others >= PART * usual.others)
}

/// Errors, and all else.
#[derive(Clone, Copy, Default)]
struct Counts {
    errors: f64,
    others: f64,
}

/// What usually comes in the same hours of the days before, and what came.
struct Came {
    usual: Counts,
    now: Counts,
}

impl Came {
    /// Of the last day of a span; nothing where no day before it is known.
    fn in_hours(
        asked: &Asked<'_>,
        service: &ServiceRollup,
        (start, end): (Timestamp, Timestamp),
    ) -> Option<Self> {
        let start = start.max(end.plus_ms(-DAY_MS));
        let of = |days: i64| {
            let (after, up_to) = (start.plus_ms(-days * DAY_MS), end.plus_ms(-days * DAY_MS));
            let errors = service.errors().between(after, up_to);
            let others = service.events().between(after, up_to).saturating_sub(errors);
            let counts = Counts { errors: errors as f64, others: others as f64 };
            (after >= asked.begin(service)).then_some(counts)
        };
        let before: Vec<Counts> = (1..=DAYS).filter_map(of).collect();
        let n = before.len() as f64;
        let usual = before.iter().fold(Counts::default(), |sum, day| Counts {
            errors: sum.errors + day.errors / n,
            others: sum.others + day.others / n,
        });
        Some(Came { usual, now: of(0)? }).filter(|_| !before.is_empty())
    }
}
