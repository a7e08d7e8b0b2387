//! The detectors and predictors of errpredict as estimators of [smartcore](smartcore).
//!
//! [`Detector`] implements [`UnsupervisedEstimator`] and gives a score a row, [`Predictor`] implements [`SupervisedEstimator`]
//! for labels 0 and 1, so it stands wherever a classifier of smartcore stands, in its cross-validation, say. Parameters are the
//! settings of our methods, any of them, with a seed.
//!
//! ```
//! use errpredict::predict::{Logistic, Predictor as Method};
//! use errpredict_smartcore::{PredictorParameters, Predictor};
//! use smartcore::api::{Predictor as _, SupervisedEstimator};
//! use smartcore::linalg::basic::matrix::DenseMatrix;
//!
//! let rows: Vec<Vec<f64>> = (0..200).map(|i| vec![(i % 10) as f64]).collect();
//! let came: Vec<u32> = rows.iter().map(|row| u32::from(row[0] > 5.0)).collect();
//! let x = DenseMatrix::from_2d_vec(&rows)?;
//! let model = Predictor::fit(&x, &came, PredictorParameters::new(Method::Logistic(Logistic::default())))?;
//! let said: Vec<u32> = model.predict(&x)?;
//! assert_eq!(said[..10], [0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
//! # Ok::<(), smartcore::error::Failed>(())
//! ```
//!
//! Rows are copied once for each call, because a matrix of smartcore may lie column after column. `NaN` is a gap.

use errpredict::detect::{Detector as DetectMethod, FittedDetector};
use errpredict::ndarray::Array2 as Rows;
use errpredict::predict::{FittedPredictor, Key, Predictor as PredictMethod, Samples, sigmoid};
use smartcore::api::{Predictor as Predicts, SupervisedEstimator, UnsupervisedEstimator};
use smartcore::error::{Failed, FailedError};
use smartcore::linalg::basic::arrays::{Array1, Array2};

/// The README's example, compiled; not shown.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The rows as errpredict takes them.
fn copied<X: Array2<f64>>(x: &X) -> Rows<f64> {
    Rows::from_shape_fn(x.shape(), |at| *x.get(at))
}

fn failed(because: FailedError, error: &errpredict::Error) -> Failed {
    Failed::because(because, &error.to_string())
}

/// Which detector, with which settings.
#[derive(Debug, Clone, PartialEq)]
pub struct DetectorParameters {
    /// The method and its settings.
    pub method: DetectMethod,
    /// Seed of everything random.
    pub seed: u64,
}

impl DetectorParameters {
    /// The method with the seed 0.
    #[must_use]
    pub fn new(method: DetectMethod) -> Self {
        DetectorParameters { method, seed: 0 }
    }
}

/// A detector of errpredict.
///
/// ```
/// use errpredict::detect::{Detector as Method, Ecod};
/// use errpredict_smartcore::{Detector, DetectorParameters};
/// use smartcore::api::{Predictor as _, UnsupervisedEstimator};
/// use smartcore::linalg::basic::matrix::DenseMatrix;
///
/// let rows: Vec<Vec<f64>> = (0..101).map(|i| vec![if i == 100 { 50.0 } else { (i % 10) as f64 }]).collect();
/// let x = DenseMatrix::from_2d_vec(&rows)?;
/// let scores = Detector::fit(&x, DetectorParameters::new(Method::Ecod(Ecod::default())))?.predict(&x)?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), smartcore::error::Failed>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Detector {
    model: FittedDetector,
}

impl<X: Array2<f64>> UnsupervisedEstimator<X, DetectorParameters> for Detector {
    fn fit(x: &X, parameters: DetectorParameters) -> Result<Self, Failed> {
        let fitted = parameters.method.fit(copied(x).view(), parameters.seed);
        fitted.map(|model| Detector { model }).map_err(|error| failed(FailedError::FitFailed, &error))
    }
}

/// One finite score a row; higher is stranger.
impl<X: Array2<f64>> Predicts<X, Vec<f64>> for Detector {
    fn predict(&self, x: &X) -> Result<Vec<f64>, Failed> {
        let scores = self.model.as_fitted().score(copied(x).view());
        scores.map_err(|error| failed(FailedError::PredictFailed, &error))
    }
}

/// Which predictor, with which settings.
#[derive(Debug, Clone, PartialEq)]
pub struct PredictorParameters {
    /// The method and its settings.
    pub method: PredictMethod,
    /// Seed of everything random.
    pub seed: u64,
    /// The probability from which 1 is said.
    pub threshold: f64,
}

impl PredictorParameters {
    /// The method with the seed 0 and a threshold of one half.
    #[must_use]
    pub fn new(method: PredictMethod) -> Self {
        PredictorParameters { method, seed: 0, threshold: 0.5 }
    }
}

/// A predictor of errpredict; rows are **oldest first** where a method weighs or validates by time.
#[derive(Debug, Clone, PartialEq)]
pub struct Predictor {
    /// Absent only in the empty one of [`SupervisedEstimator::new`].
    fitted: Option<(FittedPredictor, f64)>,
}

impl Predictor {
    /// The empty one, to hand to a cross-validation of smartcore, which fits it.
    #[must_use]
    pub const fn new_empty() -> Self {
        Predictor { fitted: None }
    }

    /// One probability a row.
    ///
    /// # Errors
    /// For a model that was never fitted, and rows of another width than those of the fit.
    pub fn predict_proba<X: Array2<f64>>(&self, x: &X) -> Result<Vec<f64>, Failed> {
        let (model, _) =
            self.fitted.as_ref().ok_or_else(|| Failed::predict("the predictor was never fitted"))?;
        let (model, (_, width)) = (model.as_fitted(), x.shape());
        if width != model.n_features() {
            let message = format!("expected {} features a row, got {width}", model.n_features());
            return Err(Failed::predict(&message));
        }
        let log_odds = model.log_odds_batch(copied(x).view(), None::<&[Key]>);
        Ok(log_odds.into_iter().map(sigmoid).collect())
    }
}

impl<X: Array2<f64>, Y: Array1<u32>> SupervisedEstimator<X, Y, PredictorParameters> for Predictor {
    fn new() -> Self {
        Predictor { fitted: None }
    }

    fn fit(x: &X, y: &Y, parameters: PredictorParameters) -> Result<Self, Failed> {
        let rows = copied(x);
        if let Some(label) = y.iterator(0).find(|label| **label > 1) {
            return Err(Failed::fit(&format!("labels are 0 and 1, got {label}")));
        }
        let labels: Vec<bool> = y.iterator(0).map(|label| *label == 1).collect();
        let names: Vec<String> = (0..rows.ncols()).map(|column| format!("column_{column}")).collect();
        let samples =
            Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None };
        let fitted = parameters.method.fit(&samples, parameters.seed);
        let model = fitted.map_err(|error| failed(FailedError::FitFailed, &error))?;
        Ok(Predictor { fitted: Some((model, parameters.threshold)) })
    }
}

impl<X: Array2<f64>, Y: Array1<u32>> Predicts<X, Y> for Predictor {
    fn predict(&self, x: &X) -> Result<Y, Failed> {
        let probabilities = self.predict_proba(x)?;
        let threshold = self.fitted.as_ref().map_or(0.5, |(_, threshold)| *threshold);
        let labels = probabilities.iter().map(|probability| u32::from(*probability >= threshold));
        Ok(Y::from_iterator(labels, probabilities.len()))
    }
}

#[cfg(test)]
mod tests {
    use errpredict::detect::RobustCovariance;
    use errpredict::predict::RandomForest;
    use smartcore::linalg::basic::matrix::DenseMatrix;
    use smartcore::metrics::{accuracy, roc_auc_score};
    use smartcore::model_selection::{KFold, cross_validate};

    use super::*;

    fn rows(n: usize) -> Vec<Vec<f64>> {
        (0..n).map(|i| (0..3).map(|j| (((i + 1) * (37 + 11 * j)) % 101) as f64 / 101.0).collect()).collect()
    }

    /// Folds, fits and accuracy by smartcore.
    #[test]
    fn a_predictor_stands_in_a_cross_validation_of_smartcore() {
        let rows = rows(400);
        let came: Vec<u32> = rows.iter().map(|row| u32::from(row[0] + row[1] > 1.2)).collect();
        let x = DenseMatrix::from_2d_vec(&rows).unwrap();
        let parameters = PredictorParameters::new(PredictMethod::RandomForest(RandomForest::default()));
        let folds = KFold::default().with_n_splits(4);
        let score = |said: &Vec<u32>, came: &Vec<u32>| accuracy(said, came);
        let found = cross_validate(Predictor::new_empty(), &x, &came, parameters, &folds, &score).unwrap();
        assert!(found.mean_test_score() > 0.9, "{}", found.mean_test_score());
    }

    #[test]
    fn a_detector_is_judged_by_a_metric_of_smartcore() {
        let strange = |i: usize| i % 25 == 24;
        let value = |i: usize| ((i * 37) % 100) as f64;
        let rows: Vec<Vec<f64>> = (0..300)
            .map(|i| vec![value(i), if strange(i) { 160.0 - value(i) } else { value(i) + (i % 5) as f64 }])
            .collect();
        let x = DenseMatrix::from_2d_vec(&rows).unwrap();
        let parameters = DetectorParameters::new(DetectMethod::RobustCovariance(RobustCovariance::default()));
        let scores = Detector::fit(&x, parameters).unwrap().predict(&x).unwrap();
        let labels: Vec<f64> = (0..300).map(|i| f64::from(strange(i))).collect();
        let area = roc_auc_score(&labels, &scores);
        assert!(area > 0.95, "{area}");
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let x = DenseMatrix::from_2d_vec(&rows(20)).unwrap();
        let parameters = PredictorParameters::new(PredictMethod::RandomForest(RandomForest::default()));
        assert!(Predictor::fit(&x, &vec![2_u32; 20], parameters.clone()).is_err(), "a third class");
        let labels: Vec<u32> = (0..20).map(|i| i % 2).collect();
        let model = Predictor::fit(&x, &labels, parameters).unwrap();
        let wider = DenseMatrix::from_2d_vec(&vec![vec![0.0; 4]; 3]).unwrap();
        assert!(model.predict_proba(&wider).is_err());
        assert!(Predictor::new_empty().predict_proba(&x).is_err());
    }
}
