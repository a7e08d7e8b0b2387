//! `evaluate_model_performance`: what was foreseen, held against what happened and what did not.

use std::collections::BTreeMap;

use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::{Result, Rollup, Timestamp};
use errpredict_store::{Resolution, ScoreRow, StoredModel, Tenant};
use serde_json::{Value, json};

use super::paired::of_blocks;
use super::{outcome, reference, scored};
use crate::alerts::{Degradation, notify_model_degradation};
use crate::context::{Context, FORESIGHT, apart};
use crate::job::Done;

/// Predictions resolved in one transaction.
const ROWS_AT_ONCE: u16 = 10_000;
/// Days that are evaluated, and the last of them that are held against base rates.
const DAYS: i64 = 30;
const DEGRADED_DAYS: i64 = 7;
/// Share of features whose values have moved from which on it is told. By judgement: one in ten moves with the season.
const MOVED_SHARE: f64 = 0.25;

/// Says of every prediction that is due whether it came true, then what the model that answers is worth.
pub(crate) async fn run(context: &Context, tenant: &Tenant, at: Timestamp) -> Result<Done> {
    let mut rollup = tenant.rollup().await?;
    rollup.settle();
    let until = at.plus_ms(-i64::from(context.config.jobs.late_minutes) * MINUTE_MS);
    let (rollup, resolved) = resolve(tenant, until, rollup).await?;
    let mut outputs = json!({"resolved": resolved});
    let mut warnings = Vec::new();
    if let Some(model) = tenant.on_primary().active_model(FORESIGHT).await? {
        // What this one said, and not what the one before it did.
        let scores = tenant.scores_by_day(model.id, at.plus_ms(-DAYS * DAY_MS), at).await?;
        outputs["model"] = json!(model.id);
        outputs["evaluated"] = evaluated(tenant, &model, at, &scores).await?;
        let degraded = degraded(at, &scores);
        if let Some(reason) = &degraded {
            warnings.push(reason.clone());
        }
        let (drift, moved) = drifted(tenant, &model, at, rollup).await?;
        outputs["drift"] = drift;
        warnings.extend(moved.clone());
        let found = Degradation { at, model: model.id, version: model.version, reason: degraded, moved };
        notify_model_degradation(context, tenant, &found).await?;
    }
    context.store.refresh_views().await?;
    Ok(Done { samples: resolved["predictions"].as_u64().unwrap_or_default(), outputs, warnings })
}

/// Says of predictions that are due whether they came true. Those of which it cannot be known stay open.
pub(crate) async fn resolve(tenant: &Tenant, until: Timestamp, rollup: Rollup) -> Result<(Rollup, Value)> {
    let (mut rollup, mut after) = (rollup, None);
    let (mut all, mut came, mut unknown) = (0_u64, 0_u64, 0_u64);
    loop {
        let open = tenant.open_predictions(until, after, ROWS_AT_ONCE).await?;
        let Some(last) = open.last() else { break };
        after = Some((last.due_at, last.id));
        let is_last = open.len() < usize::from(ROWS_AT_ONCE);
        let (back, resolutions) = apart(move || {
            let found = outcome::outcomes(&rollup, &open);
            let each = open.iter().zip(found);
            let known: Vec<Option<Resolution>> = each
                .map(|(one, came)| came.map(|occurred_at| Resolution { id: one.id, occurred_at }))
                .collect();
            Ok((rollup, known))
        })
        .await?;
        rollup = back;
        let known: Vec<Resolution> = resolutions.iter().flatten().copied().collect();
        unknown += (resolutions.len() - known.len()) as u64;
        came += known.iter().filter(|one| one.occurred_at.is_some()).count() as u64;
        all += tenant.resolve_predictions(&known).await? as u64;
        if is_last {
            break;
        }
    }
    let told = json!({"predictions": all, "occurred": came, "did_not_occur": all.saturating_sub(came), "unknown": unknown});
    Ok((rollup, told))
}

/// Keeps what the model was worth: of all questions together, and in the outputs question by question.
async fn evaluated(
    tenant: &Tenant,
    model: &StoredModel,
    at: Timestamp,
    scores: &[ScoreRow],
) -> Result<Value> {
    let mut questions: BTreeMap<(&str, i32), Vec<&ScoreRow>> = BTreeMap::new();
    for row in scores {
        questions.entry((&row.target, row.horizon_minutes)).or_default().push(row);
    }
    let mut told = Vec::new();
    for ((target, minutes), rows) in &questions {
        let name = format!("{target} within {minutes} min, served in the {DAYS} days before {at}");
        if let Some(mut found) = scored::evaluation(rows, name, (at.plus_ms(-DAYS * DAY_MS), at))? {
            let by_day: Vec<ScoreRow> = rows.iter().map(|row| (*row).clone()).collect();
            // What was usual, said beside it: the first of the two. One day tells nothing of how far days vary.
            let against = of_blocks(&scored::blocks(&by_day)).filter(|against| against.upper < f64::MAX);
            found.comparison = against.map(|against| json!(against));
            tenant.keep_evaluation(model.id, None, at, &found).await?;
            told.push(json!(found));
        }
    }
    Ok(Value::Array(told))
}

/// Why the model that answers is no longer worth it: base rates alone would have foreseen better, beyond chance.
fn degraded(at: Timestamp, scores: &[ScoreRow]) -> Option<String> {
    let from = at.plus_ms(-DEGRADED_DAYS * DAY_MS).to_string();
    let recent: Vec<ScoreRow> = scores.iter().filter(|row| row.day.as_str() > &from[..10]).cloned().collect();
    let found = of_blocks(&scored::blocks(&recent))?;
    found.second_is_worse().then(|| {
        format!(
            "in the last {DEGRADED_DAYS} days the usual probabilities alone would have foreseen better: log loss {:.4} where \
             the model's was {:.4}, over {} predictions with {} that came true",
            found.first, found.second, found.rows, found.events
        )
    })
}

/// How far the features have moved since the model was learnt, and where that is far, that it is.
async fn drifted(
    tenant: &Tenant,
    model: &StoredModel,
    at: Timestamp,
    rollup: Rollup,
) -> Result<(Value, Option<String>)> {
    let Some(fitted_at) = model.model.config["fitted_at"].as_str().and_then(|text| text.parse().ok()) else {
        return Ok((Value::Null, None));
    };
    let fitted_at: Timestamp = fitted_at;
    if at.ms() - fitted_at.ms() < DAY_MS {
        return Ok((json!("the model was learnt within the last day"), None));
    }
    let moved = apart(move || {
        let then = reference::of(&rollup, fitted_at)?;
        reference::moved(&then, &rollup, at)
    })
    .await;
    let moved = match moved {
        Ok(moved) => moved,
        // Nobody was heard from lately: that is told elsewhere.
        Err(error) if error.code() == "not_enough_data" => return Ok((json!(error.to_string()), None)),
        Err(error) => return Err(error),
    };
    tenant.keep_drift(model.id, &moved).await?;
    let far = moved.iter().filter(|one| one.moved).count();
    let is_far = far as f64 > MOVED_SHARE * moved.len() as f64;
    let told = is_far.then(|| {
        format!("{far} of {} features no longer take the values the model was learnt on", moved.len())
    });
    Ok((json!({"features": moved.len(), "moved": far}), told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_base_rates_beat_is_told() {
        let at: Timestamp = "2026-11-20T03:00:00Z".parse().unwrap();
        let row = |day: usize, model: f64, usual: f64| ScoreRow {
            day: format!("2026-11-{day:02}"),
            target: "burst".to_owned(),
            horizon_minutes: 120,
            bin: 5,
            rows: 100,
            events: 10,
            said: 5.0,
            brier: 9.0,
            log_loss: model + day as f64,
            usual_log_loss: usual + day as f64,
            alerts: 0,
            right_alerts: 0,
        };
        let worse: Vec<ScoreRow> = (10..20).map(|day| row(day, 60.0, 40.0)).collect();
        assert!(degraded(at, &worse).unwrap().contains("over 600 predictions with 60"));
        let better: Vec<ScoreRow> = (10..20).map(|day| row(day, 40.0, 60.0)).collect();
        assert_eq!(degraded(at, &better), None);
        assert_eq!(degraded(at, &[]), None);
    }
}
