//! Detectors: rows in, scores out.

use errpredict::detect::{Fitted, Method};
use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, PredictInplace, Transformer};
use ndarray::{Array1, Array2, ArrayBase, Data, Ix2};

use crate::{Error, copied};

/// A detector of errpredict, to be fitted by linfa.
#[derive(Debug, Clone, PartialEq)]
pub struct Detect<M> {
    /// The settings.
    pub method: M,
    /// Seed of everything random.
    pub seed: u64,
}

impl<M> Detect<M> {
    /// The method with the seed 0.
    pub fn new(method: M) -> Self {
        Detect { method, seed: 0 }
    }
}

/// A fitted [`Detect`].
#[derive(Debug, Clone, PartialEq)]
pub struct Detected<F> {
    model: F,
}

impl<F: Fitted> Detected<F> {
    /// One finite score a row; higher is stranger.
    ///
    /// # Errors
    /// Those of [`Fitted::score`].
    pub fn score<D: Data<Elem = f64>>(&self, rows: &ArrayBase<D, Ix2>) -> errpredict::Result<Array1<f64>> {
        Ok(Array1::from_vec(self.model.score(copied(rows).view())?))
    }

    /// The model of errpredict.
    pub fn into_inner(self) -> F {
        self.model
    }
}

/// Targets are not looked at: most rows should be usual.
impl<M: Method, D: Data<Elem = f64>, T> Fit<ArrayBase<D, Ix2>, T, Error> for Detect<M> {
    type Object = Detected<M::Fitted>;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Self::Object, Error> {
        Ok(Detected { model: self.method.fit(copied(&dataset.records).view(), self.seed)? })
    }
}

impl<F: Fitted, D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for Detected<F> {
    /// # Panics
    /// For rows of another width than those of the fit, and infinite values.
    fn predict_inplace(&self, rows: &ArrayBase<D, Ix2>, scores: &mut Array1<f64>) {
        match self.score(rows) {
            Ok(found) => scores.assign(&found),
            Err(error) => panic!("{error}"),
        }
    }

    fn default_target(&self, rows: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(rows.nrows())
    }
}

impl<F: Fitted> Transformer<Array2<f64>, Array2<f64>> for Detected<F> {
    /// The rows with their score as one more column, for whatever comes next.
    ///
    /// # Panics
    /// As `predict`.
    fn transform(&self, mut rows: Array2<f64>) -> Array2<f64> {
        let scores = self.score(&rows).and_then(|scores| {
            let wide = |error: ndarray::ShapeError| {
                errpredict::Error::new(errpredict::ErrorKind::Internal, error.to_string())
            };
            rows.push_column(scores.view()).map_err(wide)
        });
        match scores {
            // What a pushed column leaves behind may lie column after column; linfa's models want rows.
            Ok(()) if rows.is_standard_layout() => rows,
            Ok(()) => rows.as_standard_layout().into_owned(),
            Err(error) => panic!("{error}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use errpredict::detect::{Ecod, RobustCovariance};
    use linfa::dataset::Pr;
    use linfa::prelude::*;
    use linfa_preprocessing::linear_scaling::LinearScaler;
    use ndarray::Axis;

    use super::*;

    /// Two columns that agree, and some rows in which they do not.
    fn rows() -> (Array2<f64>, Vec<bool>) {
        let strange = |i: usize| i % 25 == 24;
        let rows = Array2::from_shape_fn((300, 2), |(i, j)| {
            let value = ((i * 37) % 100) as f64;
            if strange(i) && j == 1 { 100.0 - value + 60.0 } else { value + ((i * 13 + j * 7) % 5) as f64 }
        });
        (rows, (0..300).map(strange).collect())
    }

    /// Scaled by linfa, scored by us, judged by linfa's own metric; and the same scores as without linfa.
    #[test]
    fn a_detector_stands_in_a_pipeline_of_linfa() {
        let (rows, strange) = rows();
        let dataset = DatasetBase::from(rows.clone());
        let scaler = LinearScaler::standard().fit(&dataset).unwrap();
        let scaled = scaler.transform(dataset);
        let model = Detect::new(RobustCovariance::default()).fit(&scaled).unwrap();
        let scores: Array1<f64> = model.predict(scaled.records());
        let largest = scores.iter().copied().fold(0.0, f64::max);
        let as_probabilities: Array1<Pr> = scores.mapv(|score| Pr::new((score / largest).max(0.0) as f32));
        let area = as_probabilities.roc(&strange).unwrap().area_under_curve();
        assert!(area > 0.95, "{area}");

        let plain = Detect::new(RobustCovariance::default()).fit(&DatasetBase::from(rows.clone())).unwrap();
        let ours =
            errpredict::detect::Method::fit(&RobustCovariance::default(), copied(&rows).view(), 0).unwrap();
        assert_eq!(plain.score(&rows).unwrap().to_vec(), ours.score(copied(&rows).view()).unwrap());
    }

    #[test]
    fn scores_become_a_column() {
        let (rows, _) = rows();
        let model = Detect::new(Ecod::default()).fit(&DatasetBase::from(rows.clone())).unwrap();
        let wider = model.transform(rows.clone());
        assert_eq!((wider.dim(), wider.is_standard_layout()), ((300, 3), true));
        assert_eq!(wider.index_axis(Axis(1), 2).to_vec(), model.score(&rows).unwrap().to_vec());
        assert!(model.score(&wider).is_err(), "rows of another width");
    }
}
