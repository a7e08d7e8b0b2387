//! From testimony to a ranking.
//!
//! The score of a service is the weighted sum of what the witnesses say; shares follow from the scores
//! (`share.rs`). Ties keep the order of the input: names never decide.

use serde::{Deserialize, Serialize};

use super::cause::{Cause, CauseKind};
use super::history::{Lessons, Signature};
use super::incident::Incident;
use super::metric_kind::MetricKind;
use super::moved::Moves;
use super::share::Shares;
use super::witness::{Hearing, MEASURE_SCALE, Testimony, hear};
use crate::error::Result;
use crate::key::key_of;
use crate::time::Timestamp;

/// Spreads from which a resource counts as the metric at fault rather than the time it costs. By judgement: three, the
/// least that counts as moved here; lower, and any processor that breathes is named first.
const RESOURCE_SPREADS: f64 = 3.0;
/// Rows after the onset that are half of what is wished for. By judgement: two rows can both be odd, of four or five
/// the median holds.
const ROWS_HALF: f64 = 2.0;
/// Kinds of records that can be missing; see [`Ranking::lacked`].
const RECORDS: f64 = 6.0;

/// One metric of a ranked service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankedMetric {
    /// The input's own column name.
    pub column: String,
    /// How far it moved, in usual spreads.
    pub spreads: f64,
}

/// One service with everything that speaks against it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankedService {
    /// The service.
    pub service: String,
    /// Weighted sum of the testimony.
    pub score: f64,
    /// How much of the evidence speaks for it, beside all services and "none of these": a rank, no probability.
    #[serde(alias = "probability")]
    pub share: f64,
    /// Its possible causes, strongest first; their shares add up to the service's.
    pub causes: Vec<Cause>,
    /// Its metrics, the one at fault first.
    pub metrics: Vec<RankedMetric>,
}

/// The ranking of one incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ranking {
    /// Stable identity: the same incident has the same key.
    pub key: String,
    /// The onset of the incident.
    pub at: Timestamp,
    /// The incident's id.
    pub incident: String,
    /// Services that anything speaks against, strongest first. Empty when nothing does.
    pub services: Vec<RankedService>,
    /// The share of "none of these".
    pub none_of_these: f64,
    /// How much of what would tell causes apart was recorded, 0 to 1: more rows after the onset and more kinds of records
    /// give more. It is no chance of being right.
    #[serde(alias = "confidence")]
    pub recorded: f64,
    /// Records that were missing and would have helped.
    pub lacked: Vec<String>,
    /// What earlier incidents say about this one.
    #[serde(default)]
    pub lessons: Lessons,
}

/// Metrics of the first service that enter a signature: the first few hold what moved, the rest its noise.
const SIGNATURE_METRICS: usize = 5;

impl Ranking {
    /// What the incident looks like, to be compared with earlier ones.
    #[must_use]
    pub fn signature(&self) -> Signature {
        let mut signature = Signature::default();
        for cause in self.services.iter().flat_map(|service| &service.causes) {
            signature.add(format!("kind:{}", cause.kind.name()), cause.share);
        }
        let first = self.services.first();
        for metric in first.iter().flat_map(|service| service.metrics.iter().take(SIGNATURE_METRICS)) {
            // The metric's own name, without the service in front of it.
            let name = metric.column.rsplit('_').next().unwrap_or("");
            let moved = libm::log1p(metric.spreads.abs() / MEASURE_SCALE);
            signature.add(format!("metric:{name}"), if metric.spreads < 0.0 { -moved } else { moved });
        }
        signature
    }
}

/// Ranks the services of one incident.
///
/// # Errors
/// Those of [`Incident::validate`].
pub fn rank(incident: &Incident) -> Result<Ranking> {
    incident.validate()?;
    let moves = Moves::new(incident);
    let Hearing { heard, lacked } = hear(&moves);
    let mut spoken: Vec<Vec<(f64, Testimony)>> = vec![Vec::new(); incident.services.len()];
    for (_, weight, testimony) in heard {
        for testimony in testimony {
            spoken[testimony.service].push((weight * testimony.strength, testimony));
        }
    }
    let scores: Vec<f64> = spoken.iter().map(|spoken| spoken.iter().map(|(score, _)| score).sum()).collect();
    let mut order: Vec<usize> = (0..scores.len()).filter(|&service| scores[service] > 0.0).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let shares = Shares::of(order.iter().map(|&service| scores[service]));
    let services = order
        .iter()
        .zip(&shares.each)
        .map(|(&service, &share)| RankedService {
            service: incident.services[service].clone(),
            score: scores[service],
            share,
            causes: causes(incident, std::mem::take(&mut spoken[service]), share),
            metrics: metrics(&moves, service),
        })
        .collect();
    let mut ranking = Ranking {
        key: key_of("root_cause", &["", &incident.id]),
        at: incident.onset,
        incident: incident.id.clone(),
        services,
        none_of_these: shares.none_of_these,
        recorded: recorded(&moves, lacked.len()),
        lacked,
        lessons: Lessons::default(),
    };
    let Ranking { key, services, .. } = &mut ranking;
    services.iter_mut().flat_map(|service| &mut service.causes).for_each(|cause| cause.identify(key));
    ranking.lessons = Lessons::untaught(ranking.signature());
    Ok(ranking)
}

/// n / (n + 2) for the rows after the onset (log lines and spans count as rows enough), times the share of records
/// that are there, counted half.
fn recorded(moves: &Moves<'_>, lacked: usize) -> f64 {
    let rows = moves.rows_after() as f64;
    let spans_or_logs = moves.incident.logs.is_some() || moves.incident.traces.is_some();
    let rows = if spans_or_logs { rows.max(ROWS_HALF * 2.0) } else { rows };
    rows / (rows + ROWS_HALF) * (1.0 - 0.5 * lacked as f64 / RECORDS)
}

/// One cause per kind and subject that is worth telling, sharing the service's share by strength.
fn causes(incident: &Incident, mut spoken: Vec<(f64, Testimony)>, of_service: f64) -> Vec<Cause> {
    spoken.retain(|(score, testimony)| *score > 0.0 && !testimony.evidence.is_empty());
    spoken.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all: f64 = spoken.iter().map(|(score, _)| score).sum();
    let mut causes: Vec<Cause> = Vec::new();
    for (score, testimony) in spoken {
        let share = of_service * score / all;
        let same = |cause: &&mut Cause| cause.kind == testimony.kind && cause.subject == testimony.subject;
        if let Some(known) = causes.iter_mut().find(same) {
            known.share += share;
            known.evidence.extend(testimony.evidence);
            continue;
        }
        causes.push(Cause {
            key: None,
            service: incident.services[testimony.service].clone(),
            kind: testimony.kind,
            class: (testimony.kind == CauseKind::ErrorGroup)
                .then(|| super::ErrorClass::of("", testimony.subject.as_deref().unwrap_or(""))),
            subject: testimony.subject,
            share,
            evidence: testimony.evidence,
        });
    }
    causes.sort_by(|a, b| b.share.total_cmp(&a.share));
    causes
}

/// The service's metrics: resources out of their band first, then by distance.
fn metrics(moves: &Moves<'_>, service: usize) -> Vec<RankedMetric> {
    let mut own: Vec<usize> =
        (0..moves.columns.len()).filter(|&i| moves.columns[i].service == service).collect();
    let key = |i: usize| {
        let moved = &moves.columns[i];
        (moved.kind == MetricKind::Resource && moved.z >= RESOURCE_SPREADS, moved.z.abs())
    };
    own.sort_by(|&a, &b| {
        let ((resource_a, a), (resource_b, b)) = (key(a), key(b));
        resource_b.cmp(&resource_a).then(b.total_cmp(&a))
    });
    own.into_iter()
        .map(|i| RankedMetric { column: moves.incident.metrics[i].name.clone(), spreads: moves.columns[i].z })
        .collect()
}
