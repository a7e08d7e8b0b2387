//! Own time: response times that rose, less what the calls to others explain.
//!
//! ```text
//! own share = 1 − Σ rise of calls to others / rise of calls from others        (clamped to 0..1)
//! z         = mean over the service's response times · own share
//! ```
//!
//! Without times per call direction the share is 1. A service whose calls to others rose while its own time did not
//! keeps a small share, since medians of different calls need not add up. A service with spans is left to the spans,
//! which measure own time directly.

use super::super::cause::CauseKind;
use super::super::metric_kind::MetricKind;
use super::super::moved::Moves;
use super::{Testimony, measured, resources::line};

/// Share left when calls to others rose and the own time fell. By judgement: at 0 the one culprit whose callees wobble
/// would be let off, at 1 every caller is blamed.
const UNCLEAR_SHARE: f64 = 0.3;

/// Per service, how far its own time moved.
pub(super) fn own_time(moves: &Moves<'_>) -> Vec<Testimony> {
    let n = moves.incident.services.len();
    let mut traced = vec![false; n];
    if let Some(traces) = &moves.incident.traces {
        traces.spans.iter().for_each(|span| traced[span.service] = true);
    }
    let mut sums = vec![(0.0, 0_u32, 0.0, 0_usize); n];
    let mut rise_from = vec![0.0_f64; n];
    let mut rise_to = vec![0.0_f64; n];
    let mut directed = false;
    for (column, moved) in moves.columns.iter().enumerate() {
        let rise = moved.after - moved.before;
        match moved.kind {
            MetricKind::EdgeTo if rise > 0.0 => rise_to[moved.service] += rise,
            MetricKind::EdgeFrom => {
                directed = true;
                if rise > 0.0 {
                    rise_from[moved.service] = rise_from[moved.service].max(rise);
                }
            }
            _ => {}
        }
        if matches!(moved.kind, MetricKind::ServerTime | MetricKind::EdgeFrom)
            && moved.spread > 0.0
            && !traced[moved.service]
        {
            let (sum, count, most, most_column) = &mut sums[moved.service];
            *sum += moved.z;
            *count += 1;
            if moved.z > *most {
                (*most, *most_column) = (moved.z, column);
            }
        }
    }
    let mut found = Vec::new();
    for (service, &(sum, count, _, column)) in sums.iter().enumerate() {
        let share = if !directed {
            1.0
        } else if rise_from[service] > 0.0 {
            (1.0 - rise_to[service] / rise_from[service]).max(0.0)
        } else if rise_to[service] <= 0.0 {
            1.0
        } else {
            UNCLEAR_SHARE
        };
        let strength = if count > 0 { measured(sum / f64::from(count) * share) } else { 0.0 };
        if strength > 0.0 {
            let mut evidence = line(moves, column, strength);
            if directed && share < 1.0 {
                evidence.iter_mut().for_each(|line| {
                    line.statement.push_str(&format!("; {:.0} % of the rise is its own", share * 100.0));
                    line.numbers.insert("own_share".to_owned(), share);
                });
            }
            let subject = Some(moves.incident.metrics[column].name.clone());
            found.push(Testimony { service, kind: CauseKind::OwnTime, strength, subject, evidence });
        }
    }
    found
}
