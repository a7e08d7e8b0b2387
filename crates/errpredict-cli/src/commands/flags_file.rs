//! What `detect` writes of its decisions: a flag for every row, and anomalies with begin, end and severity.

use std::io::Write;
use std::path::{Path, PathBuf};

use errpredict::detect::{
    AnomalyDetection, Decision, MetricsScores, ScoreThreshold, Scored, merge_anomalies,
};
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

/// What the rows are, for anomalies.
pub(crate) struct Rows<'a> {
    /// Name of the series in the anomalies.
    pub(crate) subject: &'a str,
    /// End of the first row, and distance of the rows.
    pub(crate) steps: (Timestamp, i64),
    /// The values of a single series.
    pub(crate) single: Option<&'a [f64]>,
    /// Which columns it is, where the detector knows.
    pub(crate) columns: Option<(&'a MetricsScores, &'a [String])>,
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

    /// What to know of a budget that so few rows cannot be held against.
    pub(crate) fn caution(&self, rows: usize) -> Option<String> {
        let budget = self.budget.unwrap_or(ScoreThreshold::default().false_alarms_per_1000);
        let is_small = self.by_budget() && rows as f64 * budget < 1_000.0;
        is_small.then(|| {
            format!(
                "note: {rows} rows are too few to keep a budget of {budget} in 1,000 by themselves: what is flagged rests on \
                 the shape of their scores\n"
            )
        })
    }

    /// Which of the scores are anomalies.
    pub(crate) fn decision(&self, scored: &Scored, is_causal: bool) -> Result<Decision> {
        let settings = ScoreThreshold {
            false_alarms_per_1000: self.budget.unwrap_or(ScoreThreshold::default().false_alarms_per_1000),
            contamination: self.contamination,
        };
        Decision::new(&settings, scored, is_causal)
    }

    /// Writes the rows: score, p-value and flag.
    pub(crate) fn table(path: &Path, scores: &[f64], decision: &Decision) -> Result<()> {
        let mut table = TableWriter::create(path, ["score", "p_value", "anomalous"])?;
        for (row, score) in scores.iter().enumerate() {
            let flag = usize::from(decision.is_anomaly(row, *score));
            table.row([(*score).into(), decision.p_value(*score).into(), flag.into()])?;
        }
        table.finish()
    }

    /// Writes the anomalies, where that is wanted.
    pub(crate) fn write(&self, scores: &[f64], decision: &Decision, rows: &Rows<'_>) -> Result<()> {
        let mut found = decision.anomalies(rows.subject, scores, rows.single, rows.steps);
        if let Some((metrics, names)) = rows.columns {
            metrics.explain(&mut found, names, rows.steps);
        }
        found.extend(rows.breaks.iter().cloned());
        let found = merge_anomalies(found);
        if let Some(path) = &self.anomalies {
            let text = serde_json::to_string_pretty(&found)
                .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
            written(path, &(text + "\n"))?;
        }
        if let Some(path) = &self.html {
            let page = html::decided(rows.subject, scores, decision, rows.single, rows.steps, &found);
            written(path, &page)?;
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
