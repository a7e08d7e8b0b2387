//! `track_model_performance`: each day of the model that answers, and what is strange in its days.

use std::collections::BTreeMap;

use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::{Result, Rollup, Timestamp};
use errpredict_store::{DayOfModel, ScoreRow, Tenant};
use serde_json::json;

use super::{evaluate, scored};
use crate::context::{Context, FORESIGHT};
use crate::job::Done;

/// Days that are kept anew: what is foreseen for a day is known a day later, and late events come.
const DAYS: i64 = 3;
/// Days that a day is held against, at least and at most.
const LEAST_DAYS: usize = 14;
const MOST_DAYS: u16 = 60;
/// Fewer predictions make no day.
const LEAST_PREDICTIONS: i64 = 30;
/// Deviations from the median, in scaled median deviations, that are told (Iglewicz and Hoaglin, "How to detect and handle outliers",
/// 1993).
const FAR: f64 = 3.5;

/// Resolves what is due, keeps the newest days, and looks for strange ones among them.
pub(crate) async fn run(context: &Context, tenant: &Tenant, at: Timestamp) -> Result<Done> {
    let Some(model) = tenant.on_primary().active_model(FORESIGHT).await? else {
        return Ok(Done::nothing("no model answers yet"));
    };
    let mut rollup = tenant.rollup().await?;
    rollup.settle();
    let until = at.plus_ms(-i64::from(context.config.jobs.late_minutes) * MINUTE_MS);
    let (rollup, resolved) = evaluate::resolve(tenant, until, rollup).await?;
    let from = at.plus_ms(-DAYS * DAY_MS).floor_to(DAY_MS);
    let scores = tenant.scores_by_day(model.id, from.plus_ms(-1), at).await?;
    let mut days: BTreeMap<&str, Vec<&ScoreRow>> = BTreeMap::new();
    for row in &scores {
        days.entry(&row.day).or_default().push(row);
    }
    for (day, rows) in &days {
        if let Ok(day) = format!("{day}T00:00:00Z").parse::<Timestamp>() {
            let mut found = scored::day(rows);
            // A day that is not over has no errors yet.
            if day.plus_ms(DAY_MS) <= until {
                forecast_errors(tenant, &rollup, day, &mut found).await?;
            }
            tenant.keep_day_of_model(model.id, day, &found).await?;
        }
    }
    let kept = tenant.on_primary().days_of_model(model.id, MOST_DAYS).await?;
    let warnings = strange(&kept);
    Ok(Done {
        samples: scores.iter().map(|row| row.rows.unsigned_abs()).sum(),
        outputs: json!({"model": model.id, "days": days.len(), "resolved": resolved}),
        warnings,
    })
}

/// How far the forecasts of the day before lay from what came, over the hours of all services.
async fn forecast_errors(
    tenant: &Tenant,
    rollup: &Rollup,
    day: Timestamp,
    found: &mut DayOfModel,
) -> Result<()> {
    let mut hours = Vec::new();
    for (service, counted) in rollup.services() {
        let said = tenant.latest_forecast(service, "errors", day).await?;
        let Some(said) = said.filter(|said| said.said.at > day.plus_ms(-DAY_MS)) else { continue };
        let step = said.said.step_ms;
        let of_day =
            said.said.values.iter().filter(|value| value.time > day && value.time <= day.plus_ms(DAY_MS));
        for value in of_day {
            let actual = counted.errors().series(value.time.plus_ms(-step), value.time, step).values;
            hours.extend(actual.first().map(|actual| (value.value, *actual)));
        }
    }
    let mean = |each: Vec<f64>| (!each.is_empty()).then(|| each.iter().sum::<f64>() / each.len() as f64);
    found.forecast_error = mean(hours.iter().map(|(said, came)| said - came).collect());
    found.forecast_mae = mean(hours.iter().map(|(said, came)| (said - came).abs()).collect());
    let busy = hours.iter().filter(|(_, came)| *came > 0.0);
    found.forecast_mape = mean(busy.map(|(said, came)| (said - came).abs() / came).collect());
    Ok(())
}

/// A figure of a day.
type Figure = fn(&DayOfModel) -> Option<f64>;

/// What of the newest whole day is far from the days before; the newest day of all is not over yet.
fn strange(days: &[DayOfModel]) -> Vec<String> {
    let whole: Vec<&DayOfModel> =
        days.iter().skip(1).filter(|day| day.predictions_made >= LEAST_PREDICTIONS).collect();
    let Some((newest, before)) = whole.split_first().filter(|(_, before)| before.len() >= LEAST_DAYS) else {
        return Vec::new();
    };
    let figures: [(&str, Figure); 3] = [
        ("the Brier score", |day| day.brier),
        ("the share of false alarms", |day| day.false_positive_rate),
        ("the number of predictions", |day| Some(day.predictions_made as f64)),
    ];
    let mut told = Vec::new();
    for (name, of) in figures {
        let Some(now) = of(newest) else { continue };
        let mut past: Vec<f64> = before.iter().filter_map(|day| of(day)).collect();
        if past.len() < LEAST_DAYS {
            continue;
        }
        let middle = median(&mut past);
        let mut off: Vec<f64> = past.iter().map(|value| (value - middle).abs()).collect();
        let spread = 1.4826 * median(&mut off);
        if (now - middle).abs() > FAR * spread.max(1e-9 + 0.01 * middle.abs()) {
            told.push(format!(
                "{name} of the last day was {now:.4}, where {middle:.4} is usual of the {} days before",
                past.len()
            ));
        }
    }
    told
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let n = values.len();
    if n == 0 {
        return 0.0;
    }
    if n % 2 == 1 { values[n / 2] } else { f64::midpoint(values[n / 2 - 1], values[n / 2]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_far_from_the_others_is_told_and_one_like_them_is_not() {
        let day = |i: usize, brier: f64| DayOfModel {
            predictions_made: 1_000 + (i % 3) as i64,
            false_positive_rate: Some(0.01 + 0.001 * (i % 2) as f64),
            brier: Some(brier + 0.002 * (i % 5) as f64),
            ..DayOfModel::default()
        };
        // The newest day is not over and says nothing.
        let mut days: Vec<DayOfModel> = (0..30).map(|i| day(i, if i == 0 { 0.9 } else { 0.05 })).collect();
        assert_eq!(strange(&days), Vec::<String>::new());
        days[1].brier = Some(0.2);
        let told = strange(&days);
        assert!(
            told.len() == 1 && told[0].starts_with("the Brier score of the last day was 0.2000"),
            "{told:?}"
        );
        assert!(strange(&days[..10]).is_empty(), "too few days");
    }
}
