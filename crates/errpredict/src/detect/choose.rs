//! Which detector scores a table of measurements, and the scores.
//!
//! ```
//! use errpredict::detect::{DetectorChoice, Judging, Measurements};
//! use ndarray::Array2;
//!
//! # fn main() -> errpredict::Result<()> {
//! let mut rows = Array2::from_shape_fn((400, 1), |(i, _)| f64::from(u8::try_from(i % 24).unwrap_or(0)));
//! rows[[300, 0]] = 90.0;
//! let data = Measurements::hourly(vec!["errors".to_owned()], rows)?;
//! let how = Judging { by_budget: true, ..Judging::default() };
//! let choice = DetectorChoice::default().for_data(&data, &how);
//! assert_eq!(choice.name(), "seasonal_residual");
//! let scores = choice.score(&data, None, &how)?.data;
//! assert!(scores.iter().all(|score| *score <= scores[300]));
//! # Ok(())
//! # }
//! ```

use ndarray::Array2;

use super::anomaly::AnomalyDetection;
use super::correlation::CorrelationBreak;
use super::metrics::{MetricsDetection, MetricsScores};
use super::series::{SeasonalResidual, SeriesDetector};
use super::stream::{StreamDetection, StreamDetector};
use super::{Detector, Ensemble, FittedDetector, steady_trend};
use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::stats::Series;
use crate::time::{HOUR_MS, Timestamp};
use crate::work::Work;

/// Numbers in rows: one row per time or object, one column per measurement; a gap is `NaN`.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurements {
    names: Vec<String>,
    rows: Array2<f64>,
    first_end: Timestamp,
    step_ms: i64,
}

impl Measurements {
    /// Rows in time order, the first of which ends at `first_end`, `step_ms` apart.
    ///
    /// # Errors
    /// `invalid_argument` without a column, for another number of names than of columns, and unless `step_ms` is above 0.
    pub fn new(
        names: Vec<String>,
        rows: Array2<f64>,
        (first_end, step_ms): (Timestamp, i64),
    ) -> Result<Self> {
        if names.is_empty() || names.len() != rows.ncols() {
            let message =
                format!("expected a name for every column, got {} of {}", names.len(), rows.ncols());
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        if step_ms < 1 {
            return Err(Error::setting("step_ms", "at least 1", step_ms));
        }
        Ok(Measurements { names, rows, first_end, step_ms })
    }

    /// Rows whose times are not known: one an hour since 1970.
    ///
    /// # Errors
    /// Those of [`Measurements::new`].
    pub fn hourly(names: Vec<String>, rows: Array2<f64>) -> Result<Self> {
        Measurements::new(names, rows, (Timestamp::clamped(HOUR_MS), HOUR_MS))
    }

    /// Names of the columns.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The numbers, rows x columns.
    #[must_use]
    pub fn rows(&self) -> &Array2<f64> {
        &self.rows
    }

    /// End of the first row, and the distance of the rows.
    #[must_use]
    pub fn steps(&self) -> (Timestamp, i64) {
        (self.first_end, self.step_ms)
    }

    /// The only column as a series; nothing where there are more.
    #[must_use]
    pub fn single(&self) -> Option<Series> {
        let values = self.rows.iter().copied().collect();
        (self.names.len() == 1).then_some(Series { first_end: self.first_end, step_ms: self.step_ms, values })
    }

    fn series(&self, detector: &str) -> Result<Series> {
        self.single().ok_or_else(|| {
            let message = format!("the detector `{detector}` takes one column, got {}", self.names.len());
            Error::new(ErrorKind::InvalidArgument, message)
        })
    }
}

/// How rows are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Judging {
    /// The rows have no order.
    pub unordered: bool,
    /// Every row is judged by earlier ones only.
    pub causal: bool,
    /// Rows will be flagged by a budget of false alarms; otherwise a ranking is enough.
    pub by_budget: bool,
    /// The scores of the history are wanted too, to calibrate a threshold.
    pub calibrate: bool,
    /// Seed of everything random.
    pub seed: u64,
}

/// Scores of the data, and of the history where there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// One finite score per row; higher is stranger.
    pub data: Vec<f64>,
    /// Scores of the history, which calibrate a threshold.
    pub history: Option<Vec<f64>>,
    /// What the detectors of many metrics and of peers know beside: which columns it is.
    pub metrics: Option<MetricsScores>,
}

/// What scores a table of measurements.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum DetectorChoice {
    /// By what the data are.
    #[default]
    Auto,
    /// One series, watched as it comes.
    Stream,
    /// Many series of one system.
    Metrics,
    /// One series, by a method of its own.
    Series(SeriesDetector),
    /// Rows without an order.
    Rows(Detector),
}

impl DetectorChoice {
    /// The name it is chosen by.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            DetectorChoice::Auto => "auto",
            DetectorChoice::Stream => "stream",
            DetectorChoice::Metrics => "metrics",
            DetectorChoice::Series(detector) => detector.name(),
            DetectorChoice::Rows(detector) => detector.name(),
        }
    }

    /// A detector by name with its default settings, or as JSON with its settings.
    ///
    /// # Errors
    /// `unknown_name` with the list of names, `invalid_setting` for JSON that does not fit.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = |error: serde_json::Error| Error::new(ErrorKind::InvalidSetting, error.to_string());
        if text.trim_start().starts_with('{') {
            let method: serde_json::Value = serde_json::from_str(text).map_err(refused)?;
            let of_series = SeriesDetector::NAMES.iter().any(|name| method["method"] == *name);
            return if of_series {
                serde_json::from_str(text).map(DetectorChoice::Series).map_err(refused)
            } else {
                serde_json::from_str(text).map(DetectorChoice::Rows).map_err(refused)
            };
        }
        match text {
            "auto" => Ok(DetectorChoice::Auto),
            "stream" => Ok(DetectorChoice::Stream),
            "metrics" => Ok(DetectorChoice::Metrics),
            name if SeriesDetector::NAMES.contains(&name) => {
                SeriesDetector::from_name(name).map(DetectorChoice::Series)
            }
            name => Detector::from_name(name).map(DetectorChoice::Rows).map_err(|_| {
                let names: Vec<&str> = ["auto", "metrics"]
                    .into_iter()
                    .chain(SeriesDetector::NAMES.iter().copied())
                    .chain(Detector::NAMES.iter().copied())
                    .collect();
                Error::unknown("detector", name, &names)
            }),
        }
    }

    /// The choice for those data: `auto` becomes the detector that it stands for, every other stays.
    #[must_use]
    pub fn for_data(self, data: &Measurements, how: &Judging) -> Self {
        match self {
            DetectorChoice::Auto if how.unordered => {
                DetectorChoice::Rows(Detector::Ensemble(Ensemble::default()))
            }
            // The stream's score ranks stretches: it stays high for hundreds of rows after a spike and never reaches 1, so
            // that a threshold learned from it lies above every score. Residuals forget a spike at once.
            DetectorChoice::Auto if data.names.len() == 1 && how.by_budget && !how.causal => {
                DetectorChoice::Series(SeriesDetector::SeasonalResidual(SeasonalResidual::default()))
            }
            DetectorChoice::Auto if data.names.len() == 1 => DetectorChoice::Stream,
            DetectorChoice::Auto => DetectorChoice::Metrics,
            choice => choice,
        }
    }

    /// What learning from such a table and scoring it is estimated to take; `auto` as the dearest of those that it stands for.
    #[must_use]
    pub fn work(&self, rows: usize, columns: usize) -> Work {
        match self {
            DetectorChoice::Rows(detector) => detector.work(rows, columns),
            DetectorChoice::Series(detector) => detector.work(rows, columns),
            DetectorChoice::Stream => SeriesDetector::Stream(StreamDetection::default()).work(rows, columns),
            DetectorChoice::Auto | DetectorChoice::Metrics => MetricsDetection::default().work(rows, columns),
        }
    }

    /// Scores every row of `data`: against the history where there is one, else against the rows before it (`causal`) or
    /// all of them.
    ///
    /// # Errors
    /// `invalid_argument` for a history of other columns, more than one column for a detector of one series, or many
    /// columns judged causally without a history; and the errors of the detector.
    pub fn score(
        &self,
        data: &Measurements,
        history: Option<&Measurements>,
        how: &Judging,
    ) -> Result<Scored> {
        if let Some(history) = history
            && history.names != data.names
        {
            let message = format!(
                "expected a history with the columns of the data ({}), found {}",
                data.names.join(","),
                history.names.join(",")
            );
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        match self.clone().for_data(data, how) {
            DetectorChoice::Stream => stream(data, history, how.causal),
            DetectorChoice::Series(detector) => series(data, history, &detector, how),
            DetectorChoice::Rows(detector) => rows(data, history, &detector, how.seed),
            DetectorChoice::Auto | DetectorChoice::Metrics => metrics(data, history, how),
        }
    }

    /// Where metrics that moved together in the history no longer do: what `metrics` tells beside its scores. Nothing by another
    /// detector, and without a history.
    ///
    /// # Errors
    /// Those of [`CorrelationBreak::fit`].
    pub fn breaks(
        &self,
        data: &Measurements,
        history: Option<&Measurements>,
    ) -> Result<Vec<AnomalyDetection>> {
        let (DetectorChoice::Metrics, Some(history)) = (self, history) else { return Ok(Vec::new()) };
        let model = CorrelationBreak::default().fit(history.rows.view())?;
        let (first_end, step_ms) = data.steps();
        model.anomalies(&Scope::System, data.names(), data.rows.view(), first_end, step_ms)
    }
}

/// The same pass, with alarms where every score stands for itself, without for a ranking of stretches.
fn stream(data: &Measurements, history: Option<&Measurements>, is_causal: bool) -> Result<Scored> {
    let own = data.series("stream")?;
    let mut detector = StreamDetector::new(&StreamDetection::default())?;
    let mut score =
        |value: &f64| if is_causal { detector.update(*value) } else { detector.update_base(*value) };
    let history = history.map(|history| history.rows.iter().map(&mut score).collect());
    Ok(Scored { history, data: own.values.iter().map(score).collect(), metrics: None })
}

/// Learned from the history, or from what came before (causal), or from all of it.
fn series(
    data: &Measurements,
    history: Option<&Measurements>,
    detector: &SeriesDetector,
    how: &Judging,
) -> Result<Scored> {
    let own = data.series(detector.name())?;
    let scored = |data, history| Ok(Scored { data, history, metrics: None });
    match history {
        Some(history) => {
            let history = history.series(detector.name())?;
            let mut model = detector.fit(&history, how.seed)?;
            // Scores of the history from a model of its own: scoring moves a model on.
            let mut anew = model.clone();
            let scores = model.as_fitted_mut().score(&own)?;
            scored(scores, Some(anew.as_fitted_mut().score_fitted(&history)?))
        }
        None if how.causal => {
            let none = Series { values: Vec::new(), ..own.clone() };
            scored(detector.fit(&none, how.seed)?.as_fitted_mut().score(&own)?, None)
        }
        None => {
            // Residuals of all rows themselves lag behind a rise that never ends, and their spread would be its slope.
            let lines = steady_trend::lines(data.rows.view());
            let is_residual = matches!(detector, SeriesDetector::SeasonalResidual(_));
            let level = |(value, line): (&f64, &f64)| if is_residual { value - line } else { *value };
            let values = own.values.iter().zip(&lines).map(level).collect();
            let own = Series { values, ..own };
            scored(detector.fit(&own, how.seed)?.as_fitted_mut().score_fitted(&own)?, None)
        }
    }
}

fn metrics(data: &Measurements, history: Option<&Measurements>, how: &Judging) -> Result<Scored> {
    if history.is_none() && how.causal {
        let message = "many columns judged causally need a history: without it all rows are learned from";
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let Some(history) = history else {
        // Of all rows the first of a column that rises would be the strangest.
        let lines = steady_trend::lines(data.rows.view());
        let level = &data.rows - &lines;
        let mut model = MetricsDetection::default().fit(level.view(), how.seed)?;
        let mut scores = model.score_fitted(level.view())?;
        scores.expected += &lines;
        scores.actual = data.rows.clone();
        return Ok(Scored { data: scores.scores.clone(), history: None, metrics: Some(scores) });
    };
    // Nor is it strange that what rose in the history goes on: of that no row may be judged by later ones.
    let (before, after) = match how.causal {
        true => (Array2::zeros(history.rows.raw_dim()), Array2::zeros(data.rows.raw_dim())),
        false => steady_trend::continued(history.rows.view(), data.rows.view(), rows_ahead(history, data)),
    };
    let (known, level) = (&history.rows - &before, &data.rows - &after);
    let mut model = MetricsDetection::default().fit(known.view(), how.seed)?;
    let calibration = match how.calibrate {
        true => Some(model.clone().score_fitted(known.view())?.scores),
        false => None,
    };
    let mut scores = model.score(level.view())?;
    scores.expected += &after;
    scores.actual.clone_from(&data.rows);
    Ok(Scored { data: scores.scores.clone(), history: calibration, metrics: Some(scores) })
}

/// How many rows after the first of a history the data begin: by their times where those tell, else they follow directly.
fn rows_ahead(history: &Measurements, data: &Measurements) -> usize {
    let directly = history.rows.nrows();
    let ahead = (data.first_end.ms() - history.first_end.ms()) / history.step_ms;
    let by_time = usize::try_from(ahead).ok().filter(|_| data.step_ms == history.step_ms);
    by_time.filter(|ahead| *ahead >= directly).unwrap_or(directly)
}

fn rows(
    data: &Measurements,
    history: Option<&Measurements>,
    detector: &Detector,
    seed: u64,
) -> Result<Scored> {
    let fitted = detector.fit(history.unwrap_or(data).rows.view(), seed)?;
    let model = fitted.as_fitted();
    // Peers are columns: who is unlike the others is the answer.
    let metrics = match &fitted {
        FittedDetector::Peers(peers) => Some(peers.explained(data.rows.view())?),
        _ => None,
    };
    let (data, history) = match history {
        Some(history) => {
            let calibration = model.score_fitted(history.rows.view())?;
            (model.score(data.rows.view())?, Some(calibration))
        }
        None => (model.score_fitted(data.rows.view())?, None),
    };
    Ok(Scored { data, history, metrics })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: usize) -> Measurements {
        let rows = Array2::from_shape_fn((60, columns), |(i, j)| (i * (j + 3) % 7) as f64);
        Measurements::hourly((0..columns).map(|j| format!("m{j}")).collect(), rows).unwrap()
    }

    #[test]
    fn what_the_data_are_decides() {
        let judged =
            |unordered, causal, by_budget| Judging { unordered, causal, by_budget, ..Judging::default() };
        for (columns, how, name) in [
            (1, judged(false, false, false), "stream"),
            (1, judged(false, true, true), "stream"),
            (1, judged(false, false, true), "seasonal_residual"),
            (3, judged(false, false, true), "metrics"),
            (3, judged(true, false, false), "ensemble"),
        ] {
            assert_eq!(
                DetectorChoice::Auto.for_data(&table(columns), &how).name(),
                name,
                "{columns} {how:?}"
            );
        }
    }

    #[test]
    fn a_spike_on_a_steady_rise_is_the_strangest_row_of_one_series() {
        let mut rng = crate::stats::Rng::new(9);
        let mut rows = Array2::from_shape_fn((500, 1), |(i, _)| 0.2 * i as f64 + rng.normal());
        rows[[250, 0]] += 15.0;
        let data = Measurements::hourly(vec!["disk".to_owned()], rows).unwrap();
        let how = Judging { by_budget: true, ..Judging::default() };
        let scores = DetectorChoice::Auto.score(&data, None, &how).unwrap().data;
        let others = scores.iter().enumerate().filter(|(row, _)| *row != 250).map(|(_, score)| *score);
        assert!(scores[250] > 2.0 * others.fold(0.0, f64::max), "{}", scores[250]);
    }

    #[test]
    fn names_and_settings_are_read_and_wrong_ones_refused() {
        for name in ["auto", "stream", "metrics", "changepoint", "lof"] {
            assert_eq!(DetectorChoice::parse(name).unwrap().name(), name);
        }
        assert_eq!(DetectorChoice::parse(r#"{"method": "knn", "k": 3}"#).unwrap().name(), "knn");
        assert_eq!(DetectorChoice::parse(r#"{"method": "sub_pca"}"#).unwrap().name(), "sub_pca");
        let unknown = DetectorChoice::parse("magic").unwrap_err();
        assert!(
            unknown.kind() == ErrorKind::UnknownName && unknown.message().contains("sub_pca"),
            "{unknown}"
        );
        assert_eq!(DetectorChoice::parse("{").unwrap_err().kind(), ErrorKind::InvalidSetting);
    }

    #[test]
    fn tables_that_do_not_fit_are_refused() {
        let how = Judging::default();
        let many = table(3);
        assert!(DetectorChoice::Stream.score(&many, None, &how).is_err());
        assert!(DetectorChoice::Metrics.score(&many, Some(&table(2)), &how).is_err());
        let causal = Judging { causal: true, ..how };
        assert!(DetectorChoice::Metrics.score(&many, None, &causal).is_err());
        let wrong = |names: usize, step_ms| {
            let names = vec!["a".to_owned(); names];
            Measurements::new(names, Array2::zeros((2, 1)), (Timestamp::clamped(0), step_ms)).is_err()
        };
        assert!(wrong(0, 1) && wrong(2, 1) && wrong(1, 0) && wrong(1, -5) && !wrong(1, 1));
    }
}
