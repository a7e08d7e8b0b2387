//! Spans: time in the service itself, and time on the way to it.
//!
//! ```text
//! z(way)  = (mean after − mean before) / max(σ, 0.3 · mean before, median way of the system), shrunk by n / (n + 3)
//! z(self) = the same with the time in the service itself, less the extra waiting on the way to its callees
//! ```
//!
//! "Before" is the time before the onset and the reference time together. Self time as tracers give it still holds
//! the way to the callees, so a slow network would otherwise make the caller look slow.

use std::collections::BTreeMap;

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::super::incident::{Incident, Traces};
use super::{Testimony, WORTH_A_LINE, measured, of_ways};
use crate::stats::median;

/// The spread is at least this share of the usual mean. By judgement: less, and steady services are blamed for
/// milliseconds.
const LEVEL_SHARE: f64 = 0.3;
/// Calls at which half of the weight is reached. By judgement: three calls with one odd one among them prove little.
const CALLS_HALF: f64 = 3.0;

/// Weighted sums of one key on one side of the onset.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    weight: f64,
    sum: f64,
    sum_of_squares: f64,
}

impl Side {
    fn add(&mut self, weight: f64, value: f64) {
        self.weight += weight;
        self.sum += weight * value;
        self.sum_of_squares += weight * value * value;
    }

    fn mean(self) -> f64 {
        self.sum / self.weight
    }

    fn deviation(self) -> f64 {
        (self.sum_of_squares / self.weight - self.mean() * self.mean()).max(0.0).sqrt()
    }
}

/// Sums before and after the onset per key.
type Sides<K> = BTreeMap<K, (Side, Side)>;

/// Sums before and after the onset per key, and the median of the values before.
fn sides<K: Ord + Copy>(
    incident: &Incident,
    bucket_ms: i64,
    rows: impl Iterator<Item = (Option<crate::time::Timestamp>, K, f64, f64)>,
) -> (Sides<K>, f64) {
    let mut sides: Sides<K> = BTreeMap::new();
    let mut usual = Vec::new();
    for (bucket, key, weight, value) in
        rows.filter(|(_, _, weight, value)| *weight > 0.0 && value.is_finite())
    {
        let side = sides.entry(key).or_default();
        if bucket.is_some_and(|bucket| bucket.plus_ms(bucket_ms) > incident.onset) {
            side.1.add(weight, value);
        } else {
            side.0.add(weight, value);
            usual.push(value);
        }
    }
    (sides, median(&mut usual).unwrap_or(0.0))
}

fn calls(incident: &Incident, traces: &Traces) -> (Sides<(usize, usize)>, f64) {
    let around =
        traces.calls.iter().map(|row| (Some(row.bucket), (row.caller, row.callee), row.calls, row.net_ms));
    let reference =
        traces.reference_calls.iter().map(|row| (None, (row.caller, row.callee), row.calls, row.net_ms));
    sides(incident, traces.bucket_ms, around.chain(reference))
}

fn z(before: Side, after: Side, floor: f64) -> f64 {
    let usual = before.mean();
    (after.mean() - usual) / before.deviation().max(LEVEL_SHARE * usual.abs()).max(floor)
}

/// Per callee, the mean move of the time on the way to it.
pub(super) fn network(incident: &Incident, traces: &Traces) -> Vec<Testimony> {
    let (calls, level) = calls(incident, traces);
    let mut sums = vec![(0.0, 0_u32); incident.services.len()];
    let mut evidence = vec![Vec::new(); incident.services.len()];
    for ((caller, callee), (before, after)) in calls {
        if before.weight <= 0.0 || after.weight <= 0.0 {
            continue;
        }
        let fewest = before.weight.min(after.weight);
        let z = z(before, after, level) * fewest / (fewest + CALLS_HALF);
        if !z.is_finite() {
            continue;
        }
        sums[callee].0 += z;
        sums[callee].1 += 1;
        if measured(z) >= WORTH_A_LINE {
            evidence[callee].push(
                Evidence::new(format!(
                    "{:.0} calls from {} spend {:.1} ms on the way to {}, {:.1} ms before",
                    after.weight,
                    incident.services[caller],
                    after.mean(),
                    incident.services[callee],
                    before.mean()
                ))
                .with("way_ms", after.mean())
                .with("way_ms_before", before.mean())
                .with("calls", after.weight),
            );
        }
    }
    of_ways(sums, evidence)
}

/// Per service, how far its own time moved.
pub(super) fn self_time(incident: &Incident, traces: &Traces) -> Vec<Testimony> {
    let (calls, _) = calls(incident, traces);
    let mut waits = vec![0.0_f64; incident.services.len()];
    for ((caller, _), (before, after)) in calls {
        if before.weight > 0.0 && after.weight > 0.0 {
            waits[caller] += ((after.mean() - before.mean()) * after.weight).max(0.0);
        }
    }
    let around = traces.spans.iter().map(|row| (Some(row.bucket), row.service, row.spans, row.self_ms));
    let reference = traces.reference_spans.iter().map(|row| (None, row.service, row.spans, row.self_ms));
    let (spans, level) = sides(incident, traces.bucket_ms, around.chain(reference));
    let mut found = Vec::new();
    for (service, (before, after)) in spans {
        if before.weight <= 0.0 || after.weight <= 0.0 {
            continue;
        }
        let rise = after.mean() - before.mean();
        let own = if rise > 0.0 { (1.0 - waits[service] / (rise * after.weight)).max(0.0) } else { 0.0 };
        let strength = measured(z(before, after, level) * own);
        if strength > 0.0 {
            let evidence = if strength < WORTH_A_LINE {
                Vec::new()
            } else {
                vec![
                    Evidence::new(format!(
                        "{:.0} spans spend {:.1} ms in {} itself, {:.1} ms before; {:.0} % of the rise is not waiting for others",
                        after.weight,
                        after.mean(),
                        incident.services[service],
                        before.mean(),
                        own * 100.0
                    ))
                    .with("self_ms", after.mean())
                    .with("self_ms_before", before.mean())
                    .with("spans", after.weight)
                    .with("own_share", own),
                ]
            };
            found.push(Testimony { service, kind: CauseKind::OwnTime, strength, subject: None, evidence });
        }
    }
    found
}
