//! Lost calls: a callee gets less traffic than its caller's own traffic explains, so the caller stopped calling.
//!
//! ```text
//! expected = usual traffic of the callee · min(1, traffic of the caller now / usual)
//! z        = (expected − traffic of the callee now) / spread, shared among its callers
//! ```
//!
//! Where nobody recorded who calls whom, what all services lost alike (the median share that is left) stands for the caller's traffic:
//! a service that lost more of its own is no longer reached. On the public half of `sockshop`, which has no call graph, no first rank
//! changed by it.

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::super::metric_kind::MetricKind;
use super::super::moved::{Moved, Moves};
use super::resources::line;
use super::{Testimony, WORTH_A_LINE, measured};
use crate::stats::median;

/// Per caller, the mean over its callees.
pub(super) fn lost_calls(moves: &Moves<'_>) -> Vec<Testimony> {
    let incident = moves.incident;
    let callees = incident.callees();
    let mut callers = vec![0_u32; incident.services.len()];
    callees.iter().flatten().for_each(|&callee| callers[callee] += 1);
    let traffic = moves.first_of_kind(MetricKind::Traffic);
    let mut found = Vec::new();
    for (caller, called) in callees.iter().enumerate() {
        let Some(own) = traffic[caller].map(|column| &moves.columns[column]) else { continue };
        if !(own.before > 0.0 && own.after.is_finite()) {
            continue;
        }
        let kept = (own.after / own.before).min(1.0);
        let (mut sum, mut count, mut evidence) = (0.0, 0_u32, Vec::new());
        for &callee in called {
            let Some(theirs) = traffic[callee].map(|column| &moves.columns[column]) else { continue };
            if !(theirs.before > 0.0 && theirs.after.is_finite()) {
                continue;
            }
            let expected = theirs.before * kept;
            let z = (expected - theirs.after) / theirs.spread / f64::from(callers[callee]);
            count += 1;
            if z > 0.0 {
                sum += z;
            }
            if measured(z) >= WORTH_A_LINE {
                let name = &incident.services[callee];
                evidence.push(
                    Evidence::new(format!(
                        "{name}, which it calls, gets {:.4} requests where its own traffic explains {expected:.4}",
                        theirs.after
                    ))
                    .with("requests_after", theirs.after)
                    .with("requests_expected", expected),
                );
            }
        }
        if sum > 0.0 {
            let strength = measured(sum / f64::from(count));
            found.push(Testimony {
                service: caller,
                kind: CauseKind::LostCalls,
                strength,
                subject: None,
                evidence,
            });
        }
    }
    found
}

/// Per service, how far its traffic fell beyond what that of all services fell.
pub(super) fn lost_traffic(moves: &Moves<'_>) -> Vec<Testimony> {
    let columns: Vec<usize> = moves
        .first_of_kind(MetricKind::Traffic)
        .into_iter()
        .flatten()
        .filter(|&i| moves.columns[i].before > 0.0)
        .collect();
    let left = |moved: &Moved| (moved.after / moved.before).min(1.0);
    let mut all: Vec<f64> =
        columns.iter().map(|&i| left(&moves.columns[i])).filter(|left| left.is_finite()).collect();
    let Some(kept) = median(&mut all) else { return Vec::new() };
    let testify = |&column: &usize| {
        let moved = &moves.columns[column];
        let strength = measured((moved.before * kept - moved.after) / moved.spread);
        (strength.is_finite() && strength > 0.0).then(|| Testimony {
            service: moved.service,
            kind: CauseKind::Traffic,
            strength,
            subject: Some(moves.incident.metrics[column].name.clone()),
            evidence: line(moves, column, strength),
        })
    };
    columns.iter().filter_map(testify).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::incident::{Incident, MetricColumn};
    use super::super::super::rank;
    use crate::stats::Rng;
    use crate::time::{MINUTE_MS, Timestamp};

    /// What is first where the traffic of these services fell to such a part.
    fn first(left: [f64; 4]) -> Option<(String, String, f64)> {
        let onset: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let names = ["db", "api", "web", "mail"];
        let mut incident = Incident::new("x", onset, names.map(str::to_owned).to_vec());
        incident.times = (-60..10).map(|minute| onset.plus_ms(minute * MINUTE_MS)).collect();
        let mut rng = Rng::new(7);
        for (service, name) in names.iter().enumerate() {
            for (metric, level, noise) in [("workload", 100.0, 5.0), ("cpu", 30.0, 2.0)] {
                let of = |minute: i64| if metric == "workload" && minute >= 0 { left[service] } else { 1.0 };
                let values = (-60..10).map(|minute| of(minute) * (level + noise * rng.normal())).collect();
                let (name, metric) = (format!("{name}_{metric}"), metric.to_owned());
                incident.metrics.push(MetricColumn { name, service, metric, values });
            }
        }
        let ranking = rank(&incident).unwrap();
        let first = ranking.services.first()?;
        Some((first.service.clone(), first.metrics[0].column.clone(), first.score))
    }

    #[test]
    fn who_lost_its_traffic_alone_is_named_without_a_call_graph() {
        for left in [[1.0, 0.0, 1.0, 1.0], [1.0, 0.2, 1.0, 1.0], [0.8, 0.0, 0.8, 0.8]] {
            let (service, column, _) = first(left).unwrap();
            assert_eq!((service.as_str(), column.as_str()), ("api", "api_workload"), "{left:?}");
        }
        // What all lost alike names nobody more than chance does.
        let alike = first([0.5; 4]).map_or(0.0, |(.., score)| score);
        let alone = first([1.0, 0.0, 1.0, 1.0]).map_or(0.0, |(.., score)| score);
        assert!(2.0 * alike < alone, "{alike} {alone}");
    }
}
