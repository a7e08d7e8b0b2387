//! Resources and volumes: used far more or less than usual.

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::super::metric_kind::MetricKind;
use super::super::moved::Moves;
use super::{Testimony, WORTH_A_LINE, measured};

/// A resource used less is a weaker sign than one used more: idle waits are passed on by others. By judgement: at 1 all
/// that wait are blamed, at 0 a process that died is not.
const LESS_THAN_USUAL: f64 = 0.3;
/// Part of the distance of a volume that counts. By judgement: half, as it moves with traffic either way.
const VOLUME_DISTANCE: f64 = 0.5;

/// The resource that moved furthest, per service.
pub(super) fn resources(moves: &Moves<'_>) -> Vec<Testimony> {
    furthest(
        moves,
        MetricKind::Resource,
        CauseKind::Resource,
        |z| if z > 0.0 { z } else { -z * LESS_THAN_USUAL },
    )
}

/// The mean move of all volumes, per service.
pub(super) fn volumes(moves: &Moves<'_>) -> Vec<Testimony> {
    let mut sums = vec![(0.0, 0_u32, 0.0, 0_usize); moves.incident.services.len()];
    for (column, moved) in moves.of_kind(MetricKind::Volume) {
        let strength = measured(VOLUME_DISTANCE * moved.z.abs());
        let (sum, count, most, most_column) = &mut sums[moved.service];
        *sum += strength;
        *count += 1;
        if strength > *most {
            (*most, *most_column) = (strength, column);
        }
    }
    let found = sums.into_iter().enumerate().filter(|(_, (sum, ..))| *sum > 0.0);
    found
        .map(|(service, (sum, count, _, column))| {
            let strength = sum / f64::from(count);
            Testimony {
                service,
                kind: CauseKind::Traffic,
                strength,
                subject: Some(moves.incident.metrics[column].name.clone()),
                evidence: line(moves, column, strength),
            }
        })
        .collect()
}

/// The number or share of failures that rose furthest, per service: what a service says of its own requests where nobody
/// counted those that succeed.
pub(super) fn failures(moves: &Moves<'_>) -> Vec<Testimony> {
    furthest(moves, MetricKind::Failure, CauseKind::OwnFailures, |z| z)
}

/// The metric of a kind that moved furthest, per service; `weight` says how much a move counts.
fn furthest(
    moves: &Moves<'_>,
    metric: MetricKind,
    kind: CauseKind,
    weight: impl Fn(f64) -> f64,
) -> Vec<Testimony> {
    let mut best: Vec<Option<(f64, usize)>> = vec![None; moves.incident.services.len()];
    for (column, moved) in moves.of_kind(metric) {
        let strength = measured(weight(moved.z));
        let best = &mut best[moved.service];
        if strength > best.map_or(0.0, |(strength, _)| strength) {
            *best = Some((strength, column));
        }
    }
    let found = best.into_iter().enumerate().filter_map(|(service, best)| best.map(|best| (service, best)));
    found
        .map(|(service, (strength, column))| Testimony {
            service,
            kind,
            strength,
            subject: Some(moves.incident.metrics[column].name.clone()),
            evidence: line(moves, column, strength),
        })
        .collect()
}

/// One line for a column that moved.
pub(super) fn line(moves: &Moves<'_>, column: usize, strength: f64) -> Vec<Evidence> {
    if strength < WORTH_A_LINE {
        return Vec::new();
    }
    let moved = &moves.columns[column];
    let name = &moves.incident.metrics[column].name;
    let first = moves.first_out_of_band(column);
    let since = first
        .map_or(String::new(), |seconds| format!(", first out of its band {seconds:.0} s after the onset"));
    let mut evidence = Evidence::new(format!(
        "{name}: median {:.4} after the onset, {:.4} before, {:.1} times its usual spread{since}",
        moved.after,
        moved.before,
        moved.z.abs()
    ))
    .with("after", moved.after)
    .with("before", moved.before)
    .with("spreads", moved.z);
    if let Some(seconds) = first {
        evidence = evidence.with("first_moved_s", seconds);
    }
    vec![evidence]
}
