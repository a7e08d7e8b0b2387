//! Steps: log statements that a service stopped writing, and errors it writes more of.
//!
//! A fault that makes a method return or throw early leaves no metric behind, but the statements after it fall
//! silent while the ones before it go on (the idea of Nezha's expected patterns, Yu et al., FSE 2023, from counts
//! alone). For a statement k with a companion q that used to appear in the same 10 seconds equally often:
//!
//! ```text
//! expected = lines of q now · usual ratio k / q, or the service's other lines now · their usual ratio, the smaller
//! z        = (expected − seen) / √(expected + 5 % · expected² + 1) · (1 − seen / expected)
//! ```
//!
//! so less traffic alone silences nothing. Errors are compared with the service's own context lines in the same way;
//! they count half, because the callers of a broken service log errors too. Errors that vanish implicate nobody.

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::super::incident::{Incident, Logs};
use super::{Testimony, WORTH_A_LINE, counted};
use crate::event::Severity;
use crate::time::SECOND_MS;

/// Lines of the time before that a statement needs before its silence means something. By judgement: fewer are silent
/// for as long by chance.
const LINES_BEFORE: f64 = 4.0;
/// Width of the buckets that companions share.
const BUCKET_MS: i64 = 10 * SECOND_MS;
/// A companion appears at least this often, as a share of the statement's own lines. By judgement: rarer companions
/// were not there when it was written.
const COMPANION_SHARE: f64 = 0.8;
/// How fast a companion that appears far more often loses its say. By judgement: one sixteen times as frequent counts
/// half; faster, and a heartbeat is never a companion.
const COMPANION_POWER: f64 = 0.25;
/// Extra variance of counts, relative: traffic is never quite Poisson. By judgement: less, and a busy step that slows
/// by a tenth has stopped.
const SILENCE_SPREAD: f64 = 0.05;
/// By judgement: twice that for errors, which come in bunches.
const ERROR_SPREAD: f64 = 0.1;
/// The traffic ratio of one service is held within this factor of the whole system's. By judgement: further away it is
/// not traffic that changed but what the service writes.
const RATIO_WITHIN: f64 = 2.0;

/// Counts of one statement.
#[derive(Debug, Clone, Default)]
struct Counts {
    before: f64,
    after: f64,
    /// Lines before per bucket, as (bucket, lines), sorted.
    buckets: Vec<(i64, f64)>,
}

/// Silence and errors, per service.
pub(super) fn steps(incident: &Incident, logs: &Logs) -> (Vec<Testimony>, Vec<Testimony>) {
    let counts = count(incident, logs);
    let context = |statement: usize| logs.statements[statement].severity < Severity::Medium;
    let mut by_service: Vec<Vec<usize>> = vec![Vec::new(); incident.services.len()];
    let (mut context_before, mut context_after) =
        (vec![0.0; incident.services.len()], vec![0.0; incident.services.len()]);
    let (mut all_before, mut all_after) = (0.0, 0.0);
    for (statement, counts) in counts.iter().enumerate() {
        let service = logs.statements[statement].service;
        by_service[service].push(statement);
        all_before += counts.before;
        all_after += counts.after;
        if context(statement) {
            context_before[service] += counts.before;
            context_after[service] += counts.after;
        }
    }
    if all_before <= 0.0 || all_after <= 0.0 {
        return (Vec::new(), Vec::new());
    }
    let system_ratio = all_after / all_before;
    let (mut lost, mut errors) = (Vec::new(), Vec::new());
    for (service, statements) in by_service.iter().enumerate() {
        let mut silent: Option<(f64, usize, f64)> = None;
        let mut louder: Option<(f64, usize, f64)> = None;
        let traffic = (context_before[service], context_after[service]);
        for &statement in statements {
            let own = &counts[statement];
            if context(statement) {
                if own.before < LINES_BEFORE {
                    continue;
                }
                let rest = (traffic.1 - own.after) / (traffic.0 - own.before).max(1.0) * own.before;
                let expected = companion(&counts, statements, statement)
                    .map_or(rest, |by_companion| by_companion.min(rest));
                if expected > own.after {
                    let z = (expected - own.after)
                        / (expected + SILENCE_SPREAD * expected * expected + 1.0).sqrt();
                    let z = z * (1.0 - own.after / expected);
                    if z > silent.map_or(0.0, |(z, ..)| z) {
                        silent = Some((z, statement, expected));
                    }
                }
            } else {
                let ratio = if traffic.0 > 0.0 { traffic.1 / traffic.0 } else { system_ratio };
                let ratio = ratio.clamp(system_ratio / RATIO_WITHIN, system_ratio * RATIO_WITHIN);
                let expected = (own.before + 0.5) * ratio;
                let z = (own.after - expected) / (expected + ERROR_SPREAD * expected * expected + 1.0).sqrt();
                if z > louder.map_or(0.0, |(z, ..)| z) {
                    louder = Some((z, statement, expected));
                }
            }
        }
        let testify = |(z, statement, expected): (f64, usize, f64), kind, what: &str| {
            let strength = counted(z);
            let (own, text) = (&counts[statement], &logs.statements[statement].text);
            let evidence = if strength < WORTH_A_LINE {
                Vec::new()
            } else {
                let name = &incident.services[service];
                vec![
                    Evidence::new(format!(
                        "{name} {what} `{text}`: {:.0} lines after the onset where {expected:.1} were expected ({:.0} before)",
                        own.after, own.before
                    ))
                    .with("lines_after", own.after)
                    .with("lines_expected", expected)
                    .with("lines_before", own.before),
                ]
            };
            Testimony { service, kind, strength, subject: Some(text.clone()), evidence }
        };
        lost.extend(silent.map(|found| testify(found, CauseKind::LostStep, "stopped writing")));
        errors.extend(louder.map(|found| testify(found, CauseKind::ErrorGroup, "writes more of")));
    }
    (lost, errors)
}

fn count(incident: &Incident, logs: &Logs) -> Vec<Counts> {
    let mut counts = vec![Counts::default(); logs.statements.len()];
    let around = logs.lines.iter().map(|line| (line, line.0 >= incident.onset));
    let reference = logs.reference.iter().map(|line| (line, false));
    for (&(time, statement), after) in around.chain(reference) {
        let counts = &mut counts[statement as usize];
        if after {
            counts.after += 1.0;
            continue;
        }
        counts.before += 1.0;
        let bucket = time.ms().div_euclid(BUCKET_MS);
        match counts.buckets.last_mut().filter(|(last, _)| *last == bucket) {
            Some((_, lines)) => *lines += 1.0,
            None => counts.buckets.push((bucket, 1.0)),
        }
    }
    for counts in &mut counts {
        counts.buckets.sort_unstable_by_key(|&(bucket, _)| bucket);
        // Lines need not come in order: buckets met twice are put together.
        counts.buckets.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 += later.1;
            }
            same
        });
    }
    counts
}

/// Lines to expect now by the statement that used to come along with this one best.
fn companion(counts: &[Counts], statements: &[usize], statement: usize) -> Option<f64> {
    let own = &counts[statement];
    let mut best: Option<(f64, usize)> = None;
    for &other in statements.iter().filter(|&&other| other != statement) {
        let theirs = &counts[other];
        if theirs.before < COMPANION_SHARE * own.before {
            continue;
        }
        let together = shared(&own.buckets, &theirs.buckets) / own.before;
        let likeness = together * libm::pow(own.before / theirs.before, COMPANION_POWER).min(1.0);
        if likeness > best.map_or(0.0, |(likeness, _)| likeness) {
            best = Some((likeness, other));
        }
    }
    best.map(|(_, other)| counts[other].after * own.before / counts[other].before)
}

/// Lines that two statements have in the same buckets.
fn shared(a: &[(i64, f64)], b: &[(i64, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1.min(y.1);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}
