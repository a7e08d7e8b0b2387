//! What `detect` makes of scores: a flag for every row, and anomalies with begin, end and severity.

use std::io::Write;
use std::path::{Path, PathBuf};

use errpredict::detect::{
    AnomalyDetection, FittedThreshold, ScoreThreshold, Seen, Subject, anomalies_of, merge_anomalies,
};
use errpredict::stats::Series;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use errpredict_io::{TableWriter, create, html};

/// Options of the threshold.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// False alarms allowed in 1,000 normal rows; adds the columns p_value and anomalous [default: 1]
    #[arg(long, value_name = "N")]
    budget: Option<f64>,
    /// Flag this share of the rows instead of keeping a budget
    #[arg(long, value_name = "SHARE", conflicts_with = "budget")]
    contamination: Option<f64>,
    /// Write the anomalies there as JSON: start, end, peak, type, severity, expected, actual, confidence, key
    #[arg(long, value_name = "FILE")]
    anomalies: Option<PathBuf>,
    /// Write a page there with series, expected band, scores, threshold and anomalies
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Rows at the begin that calibrate a causal threshold without a history: this share, and no fewer than that.
const CALIBRATION: (f64, usize) = (0.15, 200);

/// What the rows are, for anomalies.
pub(crate) struct Rows<'a> {
    /// Name of the series in the anomalies.
    pub(crate) subject: &'a str,
    /// End of the first row, and distance of the rows.
    pub(crate) first_end: Timestamp,
    pub(crate) step_ms: i64,
    /// The values of a single series.
    pub(crate) single: Option<&'a [f64]>,
    /// Correlation breaks among the columns, found beside the scores.
    pub(crate) breaks: Vec<AnomalyDetection>,
}

impl Flags {
    /// Whether rows are to be flagged at all.
    pub(crate) fn are_wanted(&self) -> bool {
        self.budget.is_some()
            || self.contamination.is_some()
            || self.anomalies.is_some()
            || self.html.is_some()
    }

    /// Whether rows are to be flagged by a budget, not by a share of them, for which a ranking is enough.
    pub(crate) fn by_budget(&self) -> bool {
        self.are_wanted() && self.contamination.is_none()
    }

    /// The threshold, and the number of rows at the begin that only calibrate it.
    pub(crate) fn threshold(
        &self,
        scores: &[f64],
        history: Option<&[f64]>,
        is_causal: bool,
    ) -> Result<(FittedThreshold, usize)> {
        let settings = ScoreThreshold {
            false_alarms_per_1000: self.budget.unwrap_or(ScoreThreshold::default().false_alarms_per_1000),
            contamination: self.contamination,
        };
        match history {
            Some(history) => Ok((settings.fit(history)?, 0)),
            None if is_causal => {
                let n = ((CALIBRATION.0 * scores.len() as f64) as usize).max(CALIBRATION.1).min(scores.len());
                Ok((settings.fit_own(&scores[..n])?, n))
            }
            None => Ok((settings.fit_own(scores)?, 0)),
        }
    }

    /// Writes the rows: score, p-value and flag.
    pub(crate) fn table(
        path: &Path,
        scores: &[f64],
        threshold: &FittedThreshold,
        n_learned: usize,
    ) -> Result<()> {
        let mut table = TableWriter::create(path, ["score", "p_value", "anomalous"])?;
        for (i, score) in scores.iter().enumerate() {
            let is_flagged = i >= n_learned && threshold.is_anomaly(*score);
            let flag = usize::from(is_flagged);
            table.row([(*score).into(), threshold.p_value(*score).into(), flag.into()])?;
        }
        table.finish()
    }

    /// Writes the anomalies, where that is wanted.
    pub(crate) fn write(
        &self,
        scores: &[f64],
        threshold: &FittedThreshold,
        n_learned: usize,
        rows: &Rows<'_>,
    ) -> Result<()> {
        let mut found = anomalies(scores, threshold, n_learned, rows);
        found.extend(rows.breaks.iter().cloned());
        let found = merge_anomalies(found);
        if let Some(path) = &self.anomalies {
            let text = serde_json::to_string_pretty(&found)
                .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
            written(path, &(text + "\n"))?;
        }
        if let Some(path) = &self.html {
            written(path, &page(scores, threshold, rows, &found))?;
        }
        Ok(())
    }
}

fn written(path: &Path, text: &str) -> Result<()> {
    let mut output = create(path)?;
    output.write_all(text.as_bytes()).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot write: {error}")).with("file", path.display())
    })?;
    output.finish()
}

/// Deviations that the band of the page reaches.
const BAND: f64 = 3.0;

fn page(scores: &[f64], threshold: &FittedThreshold, rows: &Rows<'_>, found: &[AnomalyDetection]) -> String {
    let ends: Vec<Timestamp> =
        (0..scores.len()).map(|i| rows.first_end.plus_ms(rows.step_ms.saturating_mul(i as i64))).collect();
    let seen = rows.single.map(seen).unwrap_or_default();
    let side = |sign: f64| -> Vec<f64> {
        seen.iter().map(|seen| seen.expected + sign * BAND * seen.deviation).collect()
    };
    let (lower, upper) = (side(-1.0), side(1.0));
    html::scores(&html::ScoredRows {
        title: rows.subject,
        ends: &ends,
        values: rows.single,
        band: (&lower, &upper),
        scores,
        threshold: threshold.value(),
        anomalies: found,
    })
}

/// The anomalies in scored rows. Of a single series they tell its values, else the scores.
fn anomalies(
    scores: &[f64],
    threshold: &FittedThreshold,
    n_learned: usize,
    rows: &Rows<'_>,
) -> Vec<AnomalyDetection> {
    let seen = seen(rows.single.unwrap_or(scores));
    let flags: Vec<Option<(bool, f64)>> = scores
        .iter()
        .zip(&seen)
        .enumerate()
        .map(|(i, (score, seen))| {
            let is_flagged = i >= n_learned && threshold.is_anomaly(*score);
            is_flagged.then(|| (seen.value >= seen.expected, threshold.p_value(*score)))
        })
        .collect();
    let values = seen.iter().map(|seen| seen.value).collect();
    let series = Series { first_end: rows.first_end, step_ms: rows.step_ms, values };
    anomalies_of(
        &Subject::measured(rows.subject),
        &series,
        &seen,
        &flags,
        (scores.len() - n_learned.min(scores.len())) as f64,
    )
}

/// What was expected of each value: fading mean and mean absolute deviation of those before it.
fn seen(values: &[f64]) -> Vec<Seen> {
    const MEMORY: f64 = 200.0;
    let (mut n, mut mean, mut spread) = (0.0, 0.0, 0.0);
    let each = |value: &f64| {
        if value.is_nan() {
            return Seen { value: *value, expected: mean, deviation: 1.0 };
        }
        let expected = if n > 0.0 { mean } else { *value };
        let floor = 1e-6 * (1.0 + expected.abs());
        let seen = Seen { value: *value, expected, deviation: (1.25_f64 * spread).max(floor) };
        n += 1.0;
        let gain = 1.0 / f64::min(n, MEMORY);
        let away = value - expected;
        // Cut, so that an anomaly does not at once become what is expected.
        let limit = if n > 20.0 { 3.0 * seen.deviation } else { f64::INFINITY };
        mean = expected + gain * away.clamp(-limit, limit);
        spread += gain * (away.abs().min(limit) - spread);
        seen
    };
    values.iter().map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_becomes_one_anomaly_with_its_place() {
        let values: Vec<f64> =
            (0..600).map(|i| if (400..405).contains(&i) { 90.0 } else { 10.0 + f64::from(i % 7) }).collect();
        let scores: Vec<f64> = values.iter().map(|value| (value - 13.0).abs() + value * 1e-3).collect();
        let flags = Flags { budget: Some(1.0), contamination: None, anomalies: None, html: None };
        let (threshold, n_learned) = flags.threshold(&scores, None, true).unwrap();
        assert_eq!(n_learned, 200);
        let first_end: Timestamp = "2026-11-20T00:00:00Z".parse().unwrap();
        let rows =
            Rows { subject: "m", first_end, step_ms: 60_000, single: Some(&values), breaks: Vec::new() };
        let found = anomalies(&scores, &threshold, n_learned, &rows);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].start, found[0].end),
            (first_end.plus_ms(399 * 60_000), first_end.plus_ms(404 * 60_000))
        );
        assert_eq!((found[0].actual, found[0].anomaly_type.name()), (90.0, "spike"));
        let flagged = scores[n_learned..].iter().filter(|score| threshold.is_anomaly(**score));
        assert_eq!(flagged.count(), 5);
    }
}
