//! Predictors: rows with labels in, probabilities out.

use errpredict::predict::{Fitted, Key, Method, Samples, sigmoid};
use linfa::dataset::{AsSingleTargets, DatasetBase, Pr};
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, ArrayBase, Data, Ix2};

use crate::{Error, copied};

/// A predictor of errpredict, to be fitted by linfa on targets of true and false, rows **oldest first**.
///
/// ```
/// use errpredict::predict::Logistic;
/// use errpredict_linfa::Foresee;
/// use linfa::dataset::Pr;
/// use linfa::prelude::*;
/// use ndarray::{Array1, Array2};
///
/// let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as f64);
/// let came: Array1<bool> = rows.column(0).mapv(|errors| errors > 5.0);
/// let dataset = Dataset::new(rows, came).with_feature_names(vec!["errors_1h"]);
/// let model = Foresee::new(Logistic::default()).fit(&dataset)?;
/// let probabilities: Array1<Pr> = model.predict(dataset.records());
/// assert!(*probabilities[9] > 0.8 && *probabilities[0] < 0.2);
/// # Ok::<(), errpredict_linfa::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Foresee<M> {
    /// The settings.
    pub method: M,
    /// Seed of everything random.
    pub seed: u64,
}

impl<M> Foresee<M> {
    /// The method with the seed 0.
    pub fn new(method: M) -> Self {
        Foresee { method, seed: 0 }
    }
}

/// A fitted [`Foresee`].
#[derive(Debug, Clone, PartialEq)]
pub struct Foreseen<F> {
    model: F,
}

impl<F: Fitted> Foreseen<F> {
    /// One probability a row, in full precision (linfa's [`Pr`] is an `f32`).
    ///
    /// # Errors
    /// `invalid_argument` for rows of another width than those of the fit.
    pub fn probabilities<D: Data<Elem = f64>>(
        &self,
        rows: &ArrayBase<D, Ix2>,
    ) -> errpredict::Result<Array1<f64>> {
        if rows.ncols() != self.model.n_features() {
            let message =
                format!("expected {} features a row, got {}", self.model.n_features(), rows.ncols());
            return Err(errpredict::Error::new(errpredict::ErrorKind::InvalidArgument, message));
        }
        let log_odds = self.model.log_odds_batch(copied(rows).view(), None::<&[Key]>);
        Ok(log_odds.into_iter().map(sigmoid).collect())
    }

    /// The model of errpredict.
    pub fn into_inner(self) -> F {
        self.model
    }
}

impl<M, D, T> Fit<ArrayBase<D, Ix2>, T, Error> for Foresee<M>
where
    M: Method,
    D: Data<Elem = f64>,
    T: AsSingleTargets<Elem = bool>,
{
    type Object = Foreseen<M::Fitted>;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Self::Object, Error> {
        let rows = copied(&dataset.records);
        let labels: Vec<bool> = dataset.targets.as_single_targets().to_vec();
        let given = dataset.feature_names();
        let names: Vec<String> = (0..rows.ncols())
            .map(|column| given.get(column).map_or_else(|| format!("column_{column}"), ToString::to_string))
            .collect();
        let weights: Option<Vec<f64>> =
            dataset.weights().map(|weights| weights.iter().map(|weight| f64::from(*weight)).collect());
        let samples = Samples {
            names: &names,
            rows: rows.view(),
            labels: &labels,
            weights: weights.as_deref(),
            keys: None,
        };
        Ok(Foreseen { model: self.method.fit(&samples, self.seed)? })
    }
}

impl<F: Fitted, D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<Pr>> for Foreseen<F> {
    /// # Panics
    /// For rows of another width than those of the fit.
    fn predict_inplace(&self, rows: &ArrayBase<D, Ix2>, probabilities: &mut Array1<Pr>) {
        match self.probabilities(rows) {
            Ok(found) => probabilities.assign(&found.mapv(|probability| Pr::new(probability as f32))),
            Err(error) => panic!("{error}"),
        }
    }

    fn default_target(&self, rows: &ArrayBase<D, Ix2>) -> Array1<Pr> {
        Array1::from_elem(rows.nrows(), Pr::new(0.0))
    }
}

#[cfg(test)]
mod tests {
    use errpredict::predict::{Logistic, RandomForest};
    use linfa::composing::MultiClassModel;
    use linfa::prelude::*;
    use ndarray::Array2;

    use super::*;

    fn rows(n: usize) -> Array2<f64> {
        Array2::from_shape_fn((n, 3), |(i, j)| (((i + 1) * (37 + 11 * j)) % 101) as f64 / 101.0)
    }

    /// Fitted through linfa, split and judged by linfa: the same probabilities as without it.
    #[test]
    fn a_predictor_stands_in_a_pipeline_of_linfa() {
        let rows = rows(600);
        let came = rows.rows().into_iter().map(|row| row[0] + row[1] > 1.2).collect::<Array1<bool>>();
        let (train, test) = Dataset::new(rows, came).split_with_ratio(0.7);
        let model = Foresee::new(RandomForest::default()).fit(&train).unwrap();
        let said: Array1<Pr> = model.predict(test.records());
        let area = said.roc(test.targets().as_slice().unwrap()).unwrap().area_under_curve();
        assert!(area > 0.95, "{area}");

        let names: Vec<String> = (0..3).map(|column| format!("column_{column}")).collect();
        let (rows, labels) = (copied(train.records()), train.targets().to_vec());
        let samples =
            Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None };
        let ours = errpredict::predict::Method::fit(&RandomForest::default(), &samples, 0).unwrap();
        assert_eq!(model.clone().into_inner(), ours);
        assert!(model.probabilities(&Array2::zeros((1, 2))).is_err(), "rows of another width");
    }

    /// One of ours a class, put together by linfa.
    #[test]
    fn linfa_makes_a_model_of_many_classes_of_ours() {
        let rows = rows(600);
        let class = rows.rows().into_iter().map(|row| (row[0] * 3.0) as usize).collect::<Array1<usize>>();
        let (train, test) = Dataset::new(rows, class).split_with_ratio(0.7);
        let model = train
            .one_vs_all()
            .unwrap()
            .into_iter()
            .map(|(label, dataset)| {
                let labels = dataset.targets.as_single_targets().to_owned();
                let dataset = Dataset::new(dataset.records.to_owned(), labels);
                (label, Foresee::new(Logistic::default()).fit(&dataset).unwrap())
            })
            .collect::<MultiClassModel<Array2<f64>, usize>>();
        let said: Array1<usize> = model.predict(test.records());
        let accuracy = said.confusion_matrix(&test).unwrap().accuracy();
        assert!(accuracy > 0.6, "{accuracy}");
    }
}
