//! Network, from metrics: the time of a call at the caller less the time of the same call at the callee.
//!
//! The difference is what the way costs. A slow way shows on the callee's side of the call, so the callee is
//! implicated, by the mean over all its callers.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::super::evidence::Evidence;
use super::super::metric_kind::MetricKind;
use super::super::moved::{Moves, Summary};
use super::{Testimony, WORTH_A_LINE, measured, of_ways};
use crate::stats::median;

/// Share of the standard deviation and of the level that the spread is at least. By judgement: the same as for every
/// metric (`rca/moved.rs`).
const DEVIATION_SHARE: f64 = 0.5;
/// By judgement: see [`DEVIATION_SHARE`].
const LEVEL_SHARE: f64 = 0.05;

/// Per callee, the mean move of the time on the way to it.
pub(super) fn from_metrics(moves: &Moves<'_>) -> Vec<Testimony> {
    let incident = moves.incident;
    let index: HashMap<&str, usize, FxBuildHasher> =
        incident.services.iter().enumerate().map(|(i, name)| (name.as_str(), i)).collect();
    let other = |column: usize| {
        MetricKind::other_service(&incident.metrics[column].metric).and_then(|name| index.get(name)).copied()
    };
    let mut at_callee: HashMap<(usize, usize), usize, FxBuildHasher> = HashMap::default();
    for (column, moved) in moves.of_kind(MetricKind::EdgeFrom) {
        if let Some(caller) = other(column) {
            at_callee.insert((caller, moved.service), column);
        }
    }
    let mut sums = vec![(0.0, 0_u32); incident.services.len()];
    let mut evidence: Vec<Vec<Evidence>> = vec![Vec::new(); incident.services.len()];
    let mut scratch = Vec::new();
    for (to, moved) in moves.of_kind(MetricKind::EdgeTo) {
        let Some(callee) = other(to) else { continue };
        let Some(&from) = at_callee.get(&(moved.service, callee)) else { continue };
        let (to_rows, from_rows) = (moves.rows(to), moves.rows(from));
        let way = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f64>>();
        let before = way(to_rows.0, from_rows.0);
        let mut after = way(to_rows.1, from_rows.1);
        after.retain(|x| !x.is_nan());
        let (Some(usual), Some(now)) = (Summary::of(&before, &mut scratch), median(&mut after)) else {
            continue;
        };
        let spread = usual
            .iqr
            .max(DEVIATION_SHARE * usual.deviation)
            .max(LEVEL_SHARE * usual.median.abs())
            .max(moves.columns[to].spread)
            .max(moves.columns[from].spread);
        let z = (now - usual.median) / spread;
        if !z.is_finite() {
            continue;
        }
        sums[callee].0 += z;
        sums[callee].1 += 1;
        if measured(z) >= WORTH_A_LINE {
            let (caller, callee_name) = (&incident.services[moved.service], &incident.services[callee]);
            evidence[callee].push(
                Evidence::new(format!(
                    "calls from {caller} wait {now:.4} on the way to {callee_name}, {:.4} before ({z:.1} times the usual spread)",
                    usual.median
                ))
                .with("way_after", now)
                .with("way_before", usual.median)
                .with("spreads", z),
            );
        }
    }
    of_ways(sums, evidence)
}
