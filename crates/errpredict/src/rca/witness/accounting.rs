//! Accounting: who accounts for the extra time (or the extra failures) of the symptom?
//!
//! Averages times requests give totals per row: seconds spent, requests failed. Totals add up along a call graph,
//! which averages and percentiles do not.
//!
//! ```text
//! Δ(s)    = mean after − median before                                   of the total of service s
//! β(y|x)  = slope of y on x within both windows, drawn towards 1 by a normal prior of width ½, clamped to 0..1
//! own(s)  = Δ(s) − Σ over callees c of β(s|c) · Δ(c)                     what s adds itself
//! share(s)= β(symptom|s) · own(s) / Δ(symptom)                           clamped to 0..1
//! ```
//!
//! The slope is taken inside the windows, so a shift between them cannot make it: a callee that is only called
//! asynchronously has swings of its own that the symptom never shows, its slope is near 0, and it drops out however
//! much it changed. A callee that had no traffic before is not charged: its appearance is its caller's doing.
//! Strength = min(ln(1 + z / 3), 2) · share with z = own / noise of the means.
//!
//! The idea of scoring what the parents do not explain is CIRCA's regression-based hypothesis testing (Li et al.,
//! KDD 2022); totals and the pull towards slope 1 make it work with five rows after the onset.
//!
//! **Works badly when** requests are not recorded, or the graph misses a call: its callee then looks like a cause of
//! its own and its caller too.

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::super::incident::Incident;
use super::super::metric_kind::MetricKind;
use super::super::moved::Moves;
use super::{Testimony, WORTH_A_LINE, measured};
use crate::stats::{IQR_TO_DEVIATION, quantile};

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Accounted {
    /// Average time × requests.
    Time,
    /// Share of failures × requests.
    Failures,
}

/// Width of the prior of a slope around 1. By judgement: narrower, and asynchronous calls are charged; wider, and five
/// rows decide by chance.
const SLOPE_WIDTH: f64 = 0.5;
/// Rows with requests before the onset below this share make a service new. By judgement: lower, and a service with a
/// single early request has a usual level made of zeros.
const NEW_SHARE: f64 = 0.1;
/// Outermost share of rows cut off before the noise is taken. By judgement: one row of twenty on either side, so that
/// one hiccup before the onset is not the noise.
const CUT: f64 = 0.05;
/// Share of the symptom's rise that counts as noise whatever the rows say. By judgement: it keeps a share of a very
/// quiet system from looking sure beyond measure.
const NOISE_FLOOR: f64 = 0.02;
/// Beyond this many spreads (e^2 − 1 times three) more certainty adds nothing: the share decides. By judgement: at 19
/// spreads chance is out of the question.
const STRENGTH_MOST: f64 = 2.0;
/// Success shares above this are in percent. By definition no share lies above 1; half of one is left for rounding.
const PERCENT_FROM: f64 = 1.5;

/// What kind of symptom was named.
pub(super) fn symptom_kind(incident: &Incident) -> Option<Accounted> {
    match MetricKind::of(&incident.symptom.as_ref()?.metric) {
        MetricKind::ServerTime | MetricKind::ClientTime | MetricKind::EdgeTo | MetricKind::EdgeFrom => {
            Some(Accounted::Time)
        }
        MetricKind::Success | MetricKind::Failure => Some(Accounted::Failures),
        _ => None,
    }
}

/// The totals of one service, the mean of each window taken off for slopes.
struct Total {
    /// Rows of both windows, each less its own mean.
    within: Vec<f64>,
    rise: f64,
    noise: f64,
}

/// What each service accounts for.
pub(super) fn account(moves: &Moves<'_>, accounted: Accounted) -> Vec<Testimony> {
    let incident = moves.incident;
    if moves.split == 0 || moves.rows_after() == 0 {
        return Vec::new();
    }
    let totals = totals(moves, accounted);
    if totals.iter().all(Option::is_none) {
        return Vec::new();
    }
    let callees = incident.callees();
    let root =
        incident.symptom.as_ref().map(|symptom| symptom.service).filter(|&root| totals[root].is_some());
    let inside = root.map_or_else(|| vec![true; totals.len()], |root| reached(&callees, root));
    let rise_of = |service: usize| totals[service].as_ref().map_or(0.0, |total| total.rise);
    let root_rise = root.map(rise_of).filter(|rise| *rise > 0.0).unwrap_or_else(|| {
        (0..totals.len()).filter(|&service| inside[service]).map(rise_of).fold(0.0, f64::max)
    });
    if root_rise <= 0.0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (service, total) in totals.iter().enumerate().filter(|&(service, _)| inside[service]) {
        let Some(total) = total else { continue };
        let mut own = total.rise;
        let mut noise = total.noise * total.noise;
        for &callee in &callees[service] {
            let Some(theirs) = &totals[callee] else { continue };
            noise += theirs.noise * theirs.noise;
            if !callees[callee].contains(&service) {
                own -= slope(total, theirs) * theirs.rise.max(0.0);
            }
        }
        let coupling = match root {
            Some(root) if root != service => totals[root].as_ref().map_or(1.0, |root| slope(root, total)),
            _ => 1.0,
        };
        let part = coupling * own;
        let share = (part / root_rise).clamp(0.0, 1.0);
        let z = part / (noise.sqrt() + NOISE_FLOOR * root_rise);
        let strength = measured(z).min(STRENGTH_MOST) * share;
        if strength > 0.0 {
            let kind = match accounted {
                Accounted::Time => CauseKind::OwnTime,
                Accounted::Failures => CauseKind::OwnFailures,
            };
            let evidence =
                line(moves, accounted, service, root, [total.rise, own, coupling, share], strength);
            found.push(Testimony { service, kind, strength, subject: None, evidence });
        }
    }
    found
}

fn line(
    moves: &Moves<'_>,
    accounted: Accounted,
    service: usize,
    root: Option<usize>,
    [rise, own, coupling, share]: [f64; 4],
    strength: f64,
) -> Vec<Evidence> {
    if strength < WORTH_A_LINE {
        return Vec::new();
    }
    let what = match accounted {
        Accounted::Time => "time spent per row (average × requests)",
        Accounted::Failures => "failed requests per row",
    };
    let of = root.map_or_else(
        || "the largest rise".to_owned(),
        |root| format!("the rise of {}", moves.incident.services[root]),
    );
    let name = &moves.incident.services[service];
    vec![
        Evidence::new(format!(
            "{name}: {what} rose by {rise:.4}, {own:.4} of it not explained by what it calls: {:.0} % of {of} (coupling {coupling:.2})",
            share * 100.0
        ))
        .with("rise", rise)
        .with("own_rise", own)
        .with("coupling", coupling)
        .with("share", share),
    ]
}

/// Totals per service; nothing for a service without the metrics or without traffic before.
fn totals(moves: &Moves<'_>, accounted: Accounted) -> Vec<Option<Total>> {
    let traffic = moves.first_of_kind(MetricKind::Traffic);
    let value: Vec<Option<usize>> = match accounted {
        Accounted::Failures => moves.first_of_kind(MetricKind::Success),
        Accounted::Time => {
            let mut first = vec![None; moves.incident.services.len()];
            for (column, moved) in moves.of_kind(MetricKind::ServerTime) {
                if MetricKind::is_average(&moves.incident.metrics[column].metric) {
                    first[moved.service].get_or_insert(column);
                }
            }
            first
        }
    };
    traffic.iter().zip(value).map(|(&traffic, value)| total(moves, accounted, traffic?, value?)).collect()
}

fn total(moves: &Moves<'_>, accounted: Accounted, traffic: usize, value: usize) -> Option<Total> {
    let (requests, values) = (&moves.incident.metrics[traffic].values, &moves.incident.metrics[value].values);
    let full = if values.iter().any(|share| *share > PERCENT_FROM) { 100.0 } else { 1.0 };
    let mut rows: Vec<f64> = requests
        .iter()
        .zip(values)
        .map(|(requests, value)| {
            let total = match accounted {
                Accounted::Time => value * requests,
                Accounted::Failures => (1.0 - value / full) * requests,
            };
            if total.is_nan() { 0.0 } else { total }
        })
        .collect();
    let busy = requests[..moves.split].iter().filter(|requests| **requests > 0.0).count();
    if (busy as f64) < NEW_SHARE * moves.split as f64 {
        return None;
    }
    let (before, after) = rows.split_at_mut(moves.split);
    let mut sorted = before.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    if sorted.is_empty() {
        return None;
    }
    let usual = quantile(&sorted, 0.5);
    let (low, high) = (quantile(&sorted, CUT), quantile(&sorted, 1.0 - CUT));
    let iqr = quantile(&sorted, 0.75) - quantile(&sorted, 0.25);
    let n = before.len() as f64;
    let mean_cut = before.iter().map(|x| x.clamp(low, high)).sum::<f64>() / n;
    let variance = before.iter().map(|x| x.clamp(low, high) - mean_cut).map(|d| d * d).sum::<f64>() / n;
    let mut spread = variance.sqrt().max(iqr / IQR_TO_DEVIATION);
    if accounted == Accounted::Failures {
        // Failures are counts: Poisson noise even where none was seen before.
        spread = (spread * spread + usual.max(0.0) + 1.0).sqrt();
    }
    let mean_after = after.iter().sum::<f64>() / after.len() as f64;
    let noise = spread / (after.len() as f64).sqrt() + f64::MIN_POSITIVE;
    let mean_before = before.iter().sum::<f64>() / n;
    before.iter_mut().for_each(|x| *x -= mean_before);
    after.iter_mut().for_each(|x| *x -= mean_after);
    Some(Total { within: rows, rise: mean_after - usual, noise })
}

/// How much of a move of `x` shows in `y`: slope within the windows, drawn towards 1.
fn slope(y: &Total, x: &Total) -> f64 {
    let (mut sxx, mut sxy, mut syy) = (0.0, 0.0, 0.0);
    for (x, y) in x.within.iter().zip(&y.within) {
        sxx += x * x;
        sxy += x * y;
        syy += y * y;
    }
    if sxx <= 0.0 {
        return 1.0;
    }
    let left = ((syy - sxy * sxy / sxx) / x.within.len() as f64).max(1e-12);
    let prior = 1.0 / (SLOPE_WIDTH * SLOPE_WIDTH);
    ((prior + sxy / left) / (prior + sxx / left)).clamp(0.0, 1.0)
}

/// Everything that `from` calls, directly or not, itself included.
fn reached(callees: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut reached = vec![false; callees.len()];
    reached[from] = true;
    let mut open = vec![from];
    while let Some(service) = open.pop() {
        for &callee in &callees[service] {
            if !std::mem::replace(&mut reached[callee], true) {
                open.push(callee);
            }
        }
    }
    reached
}
