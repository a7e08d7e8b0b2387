//! Lost calls: a callee gets less traffic than its caller's own traffic explains, so the caller stopped calling.
//!
//! ```text
//! expected = usual traffic of the callee · min(1, traffic of the caller now / usual)
//! z        = (expected − traffic of the callee now) / spread, shared among its callers
//! ```

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::super::metric_kind::MetricKind;
use super::super::moved::Moves;
use super::{Testimony, WORTH_A_LINE, measured};

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
