//! Anomaly detection: from series, mixes and feature rows to scores, from scores to anomalies.
//!
//! Scores first, decisions later. A detector says how strange something is; one threshold rule, which comes from a
//! false-alarm budget and not from a number of standard deviations, makes [`AnomalyDetection`]s of it.
//!
//! * Counts per step: [`detect_counts`]. Mixes of error groups: [`pattern_deviation`].
//! * One series in time order: [`series::SeriesDetector`]; watched in a running process: [`Watch`].
//! * Feature rows without order: [`Detector`], fitted to rows, scores rows.
//! * A table of numbers, whatever it is: [`DetectorChoice`] chooses and scores, [`Decision`] flags.
//!
//! ```
//! use errpredict::detect::{CountDetection, Metric, Subject, detect_counts};
//! use errpredict::Scope;
//! use errpredict::stats::Series;
//! use errpredict::time::HOUR_MS;
//!
//! // Two or three errors an hour for a week, then sixty.
//! let mut values: Vec<f64> = (0..168).map(|hour| 2.0 + (hour % 2) as f64).collect();
//! values.push(60.0);
//! let series = Series { first_end: "2026-11-01T01:00:00Z".parse()?, step_ms: HOUR_MS, values };
//! let subject = Subject::new(Scope::Service("checkout".into()), Metric::Errors);
//! let found = detect_counts(&subject, &series, &CountDetection::default())?;
//! assert_eq!((found.len(), found[0].anomaly_type.name(), found[0].actual), (1, "spike", 60.0));
//! # Ok::<(), errpredict::Error>(())
//! ```

mod anomaly;
mod anomaly_type;
mod anomaly_words;
mod chance;
mod choose;
mod correlation;
mod count_filter;
mod count_prior;
mod count_rules;
mod count_settings;
mod count_spread;
mod counts;
mod covariance;
mod decide;
mod drift;
mod ecod;
mod ensemble;
mod forest_batch;
mod half_space_trees;
mod hbos;
mod intervals;
mod isolation_forest;
mod isolation_tree;
mod knn;
mod level;
mod local_change;
mod lof;
mod metric;
mod metrics;
mod mix;
mod neighbours;
mod online_season;
mod onset;
mod pca;
mod peers;
mod peers_of_counts;
mod prepare;
mod season;
pub mod series;
mod silence;
mod steady_trend;
mod stream;
mod tail;
mod threshold;
mod value_filter;
mod watch;
mod zscore;

pub(crate) use anomaly::Strange;
#[cfg(test)]
pub(crate) use anomaly::made_anomaly;
pub use anomaly::{
    AnomalyCause, AnomalyDetection, SEVERITY_FROM, SMALLEST_P, anomaly_key, evidence, merge_anomalies,
    merge_by_key, severity_of, strangeness,
};
pub use anomaly_type::{AnomalyType, FoundBy};
pub use chance::Chance;
pub use choose::{DetectorChoice, Judging, Measurements, Scored};
pub use correlation::{BrokenCorrelation, CorrelationBreak, FittedCorrelationBreak};
pub use count_prior::CountPrior;
pub use count_settings::CountDetection;
pub use counts::{CountJudgement, detect_counts, judge_counts};
pub use covariance::{FittedRobustCovariance, RobustCovariance};
pub use decide::{Decision, expected_band};
pub use drift::{Drift, drift, first_days};
pub use ecod::{Ecod, FittedEcod};
pub use ensemble::{Ensemble, FittedEnsemble, Member};
pub use half_space_trees::{FittedHalfSpaceTrees, HalfSpaceTrees};
pub use hbos::{FittedHbos, Hbos};
pub use intervals::{Flag, Interval, Intervals, Measure, Seen, anomalies_of};
pub use isolation_forest::{FittedIsolationForest, IsolationForest};
pub use knn::{FittedKnn, Knn};
pub use level::{Level, Unit, against};
pub use lof::{FittedLof, Lof};
pub use metric::{Metric, Subject};
pub use metrics::{CausesOfRows, FittedMetrics, MetricsDetection, MetricsScores};
pub use mix::{MixChange, MixComparison, PatternDeviation, pattern_deviation, seasonal_pattern_deviation};
pub use online_season::SeasonKind;
pub(crate) use onset::{Flagged, PAUSED, is_as_usual, onset};
pub use pca::{FittedPca, Pca};
pub use peers::{FittedPeers, Peers};
pub use peers_of_counts::{PeersOfCounts, peers_of_counts};
pub(crate) use silence::{Silence, UsualDay, silence};
pub use stream::{STATE_BYTES, StreamDetection, StreamDetector};
pub use threshold::{FittedThreshold, ScoreThreshold};
pub use watch::{WATCH_BYTES, Watch, WatchPoint, WatchSettings};
pub use zscore::{FittedZscore, RobustZscore, Zscore};

use ndarray::ArrayView2;

use crate::error::Result;
use crate::method::methods;
use crate::work::Work;

/// Settings of a detector for feature rows.
pub trait Method {
    /// The model that fitting gives.
    type Fitted: Fitted;

    /// Fits the method to rows of features (rows x columns), most of them normal; a gap is `NaN`.
    ///
    /// # Errors
    /// `invalid_setting` for settings out of range, `invalid_argument` for values that are infinite or beyond 1e150,
    /// `not_enough_data` for fewer than two rows or no column.
    fn fit(&self, rows: ArrayView2<'_, f64>, seed: u64) -> Result<Self::Fitted>;

    /// What fitting to such a table, and scoring as many rows, is estimated to take.
    fn work(&self, rows: usize, columns: usize) -> Work;
}

/// A fitted detector for feature rows.
pub trait Fitted: Send + Sync {
    /// Number of columns it was fitted to.
    fn n_features(&self) -> usize;

    /// Whether the parts of a saved model fit each other; one that was fitted always is.
    fn is_sound(&self) -> bool;

    /// One finite score per row; higher is stranger.
    ///
    /// # Errors
    /// `invalid_argument` for another number of columns, or values that are infinite or beyond 1e150.
    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>>;

    /// Scores of the very rows the model was fitted to, where that differs: a row is not its own neighbour.
    ///
    /// # Errors
    /// Those of [`Fitted::score`].
    fn score_fitted(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        self.score(rows)
    }
}

methods! {
    /// Any detector for feature rows, chosen by name.
    Detector / FittedDetector: fit(rows: ArrayView2<'_, f64>, seed: u64) via Method / Fitted {
        /// Tails of the columns' own distributions.
        "ecod" => Ecod(ecod::Ecod, ecod::FittedEcod),
        /// Robust covariance, neighbours and isolation forest on one scale.
        "ensemble" => Ensemble(ensemble::Ensemble, ensemble::FittedEnsemble),
        /// Less seen there than in the last window of a stream.
        "half_space_trees" => HalfSpaceTrees(half_space_trees::HalfSpaceTrees, half_space_trees::FittedHalfSpaceTrees),
        /// Rare values column by column, from histograms.
        "hbos" => Hbos(hbos::Hbos, hbos::FittedHbos),
        /// Separated by few random cuts.
        "isolation_forest" => IsolationForest(isolation_forest::IsolationForest, isolation_forest::FittedIsolationForest),
        /// Distance to the k-th nearest neighbour.
        "knn" => Knn(knn::Knn, knn::FittedKnn),
        /// Thinner surroundings than the neighbours'.
        "lof" => Lof(lof::Lof, lof::FittedLof),
        /// What the main directions cannot express.
        "pca" => Pca(pca::Pca, pca::FittedPca),
        /// The member of a group (columns) that does not do what the others do.
        "peers" => Peers(peers::Peers, peers::FittedPeers),
        /// Distance from the centre of the closest three quarters, in their shape.
        "robust_covariance" => RobustCovariance(covariance::RobustCovariance, covariance::FittedRobustCovariance),
        /// Largest deviation of a column from its median, in robust deviations.
        "robust_zscore" => RobustZscore(zscore::RobustZscore, zscore::FittedZscore),
        /// Largest deviation of a column from its mean, in standard deviations.
        "zscore" => Zscore(zscore::Zscore, zscore::FittedZscore),
    }
}

#[cfg(test)]
mod checks;
