//! What predictions were worth, from sums by hundredth of the probability: exact Brier score and log loss; areas under curves and
//! calibration as far as hundredths tell.

use errpredict::evaluate::{pr_auc, roc_auc};
use errpredict::{Result, Timestamp};
use errpredict_store::{DayOfModel, Evaluation, ScoreRow};
use serde_json::json;

use super::paired::Block;

/// Bins of the expected calibration error, of equal width.
const BINS: usize = 15;
/// Rows by which areas under curves are found at most; more are thinned alike.
const MOST_ROWS: i64 = 200_000;

/// What some rows were worth; none without any.
pub(crate) fn evaluation(
    rows: &[&ScoreRow],
    dataset: String,
    (from, to): (Timestamp, Timestamp),
) -> Result<Option<Evaluation>> {
    let n: i64 = rows.iter().map(|row| row.rows).sum();
    if n == 0 {
        return Ok(None);
    }
    let share = |sum: f64| Some(sum / n as f64);
    let events: i64 = rows.iter().map(|row| row.events).sum();
    let (alerts, right) = rows.iter().fold((0, 0), |sum, row| (sum.0 + row.alerts, sum.1 + row.right_alerts));
    let of = |part: i64, whole: i64| (whole > 0).then(|| part as f64 / whole as f64);
    let (precision, recall) = (of(right, alerts), of(right, events));
    let (mut labels, mut said) = (Vec::new(), Vec::new());
    let each = (n / MOST_ROWS + 1) as u64;
    for row in rows {
        let mean = row.said / row.rows as f64;
        let mut push = |count: i64, label: bool| {
            let count = count.unsigned_abs().div_ceil(each);
            for _ in 0..count {
                labels.push(label);
                said.push(mean);
            }
        };
        push(row.events, true);
        push(row.rows - row.events, false);
    }
    let has_both = events > 0 && events < n;
    // Of what comes or does not, the squared error of a probability is the Brier score, and so is what the ranked score adds up.
    let brier = share(rows.iter().map(|row| row.brier).sum());
    let came = events as f64 / n as f64;
    let confusion = json!({"true_positives": right, "false_positives": alerts - right,
        "false_negatives": events - right, "true_negatives": n - alerts - events + right});
    Ok(Some(Evaluation {
        dataset,
        samples: Some(n),
        accuracy: of(n - alerts - events + 2 * right, n),
        precision,
        recall,
        f1: precision.zip(recall).filter(|(p, r)| p + r > 0.0).map(|(p, r)| 2.0 * p * r / (p + r)),
        roc_auc: if has_both { Some(roc_auc(&labels, &said)?) } else { None },
        pr_auc: if has_both { Some(pr_auc(&labels, &said)?) } else { None },
        brier,
        mse: brier,
        rmse: brier.map(libm::sqrt),
        r2: brier.filter(|_| has_both).map(|brier| 1.0 - brier / (came * (1.0 - came))),
        crps: brier,
        confusion_matrix: Some(confusion),
        period_from: Some(from),
        period_to: Some(to),
        log_loss: share(rows.iter().map(|row| row.log_loss).sum()),
        ece: share(calibration_error(rows)),
        ..Evaluation::default()
    }))
}

/// Sum over the bins of how far what was said lies from what came, in rows.
fn calibration_error(rows: &[&ScoreRow]) -> f64 {
    let mut bins: [(f64, f64); BINS] = [(0.0, 0.0); BINS];
    for row in rows {
        let mean = row.said / row.rows as f64;
        let bin = &mut bins[((mean * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += row.said;
        bin.1 += row.events as f64;
    }
    bins.iter().map(|(said, came)| (said - came).abs()).sum()
}

/// What was said on each day: the usual probability first, the model second.
pub(crate) fn blocks(rows: &[ScoreRow]) -> Vec<Block> {
    let mut blocks: Vec<(&str, Block)> = Vec::new();
    for row in rows {
        if blocks.last().is_none_or(|(day, _)| *day != row.day) {
            blocks.push((&row.day, Block::default()));
        }
        if let Some((_, block)) = blocks.last_mut() {
            block.rows += usize::try_from(row.rows).unwrap_or_default();
            block.events += usize::try_from(row.events).unwrap_or_default();
            block.first += row.usual_log_loss;
            block.second += row.log_loss;
        }
    }
    blocks.into_iter().map(|(_, block)| block).collect()
}

/// The day of a model.
pub(crate) fn day(rows: &[&ScoreRow]) -> DayOfModel {
    let sum = |of: fn(&ScoreRow) -> i64| -> i64 { rows.iter().map(|row| of(row)).sum() };
    let (made, events) = (sum(|row| row.rows), sum(|row| row.events));
    let (alerts, right) = (sum(|row| row.alerts), sum(|row| row.right_alerts));
    let calm = made - events;
    DayOfModel {
        predictions_made: made,
        predictions_correct: made - alerts - events + 2 * right,
        true_positives: right,
        false_positives: alerts - right,
        false_positive_rate: (calm > 0).then(|| (alerts - right) as f64 / calm as f64),
        true_negative_rate: (calm > 0).then(|| (calm - alerts + right) as f64 / calm as f64),
        brier: (made > 0).then(|| rows.iter().map(|row| row.brier).sum::<f64>() / made as f64),
        ..DayOfModel::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(day: &str, bin: i32, rows: i64, events: i64, alerts: i64) -> ScoreRow {
        let p = f64::from(bin) / 100.0;
        let (came, not) = (events as f64, (rows - events) as f64);
        ScoreRow {
            day: day.to_owned(),
            target: "burst".to_owned(),
            horizon_minutes: 30,
            bin,
            rows,
            events,
            said: p * rows as f64,
            brier: came * (1.0 - p).powi(2) + not * p * p,
            log_loss: -(came * libm::log(p) + not * libm::log(1.0 - p)),
            usual_log_loss: -(came * libm::log(0.1) + not * libm::log(0.9)),
            alerts,
            right_alerts: alerts.min(events),
        }
    }

    #[test]
    fn sums_give_what_the_rows_would() {
        let rows = [row("2026-11-01", 10, 90, 9, 0), row("2026-11-01", 80, 10, 8, 10)];
        let all: Vec<&ScoreRow> = rows.iter().collect();
        let period = (Timestamp::clamped(0), Timestamp::clamped(1));
        let found = evaluation(&all, "d".to_owned(), period).unwrap().unwrap();
        assert_eq!((found.samples, found.precision), (Some(100), Some(0.8)));
        // 81 calm and not alerted, 8 alerted and came.
        assert_eq!(found.accuracy, Some(0.89));
        assert!(
            (found.brier.unwrap() - (9.0 * 0.81 + 81.0 * 0.01 + 8.0 * 0.04 + 2.0 * 0.64) / 100.0).abs()
                < 1e-12
        );
        assert!(found.ece.unwrap() < 1e-9, "what was said came: {:?}", found.ece);
        assert!(found.roc_auc.unwrap() > 0.7);
        let counts =
            json!({"true_positives": 8, "false_positives": 2, "false_negatives": 9, "true_negatives": 81});
        assert_eq!(found.confusion_matrix, Some(counts));
        assert_eq!((found.mse, found.crps), (found.brier, found.brier));
        let explained = 1.0 - found.brier.unwrap() / (0.17 * 0.83);
        assert!((found.r2.unwrap() - explained).abs() < 1e-12);
        assert_eq!((found.period_from, found.period_to), (Some(period.0), Some(period.1)));
        let day = day(&all);
        assert_eq!((day.predictions_made, day.predictions_correct, day.false_positives), (100, 89, 2));
        assert_eq!(day.true_negative_rate, Some(81.0 / 83.0));
        assert_eq!(evaluation(&[], "d".to_owned(), period).unwrap(), None);
        let blocks = blocks(&rows);
        assert_eq!((blocks.len(), blocks[0].rows, blocks[0].events), (1, 100, 17));
    }
}
