//! How severe the worst event of the horizon will be.
//!
//! Severities are ordered, so one binary model per step says whether the worst event will be at least that severe;
//! differences of neighbouring probabilities give the classes (Frank and Hall, "A simple approach to ordinal
//! classification", ECML 2001). Steps without both outcomes in training keep their base rate.
//!
//! | parameter | default | meaning | range |
//! |---|---|---|---|
//! | `method` | random forest | the binary method of every step | |
//!
//! Works badly when the classes next to each other are hardly told apart by the features: the majority class then
//! wins almost everywhere, and its accuracy is what to compare with.

use serde::{Deserialize, Serialize};

use super::{FittedPredictor, Predictor, RandomForest, Sample, Samples};
use crate::error::{Error, ErrorKind, Result};

/// Settings of the severity predictor; the table is in the module docs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SeverityPredictor {
    /// The binary method of every step.
    pub method: Predictor,
}

impl Default for SeverityPredictor {
    fn default() -> Self {
        SeverityPredictor { method: Predictor::RandomForest(RandomForest::default()) }
    }
}

/// A model per step between neighbouring classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedSeverityPredictor {
    steps: Vec<Step>,
}

/// Whether the class is above the step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Step {
    /// Training saw one outcome only.
    Always(bool),
    Model(FittedPredictor),
}

impl SeverityPredictor {
    /// Fits the steps between `n_classes` ordered classes, mildest first. `samples.labels` is not looked at, the
    /// classes take its place: one per row.
    ///
    /// # Errors
    /// `invalid_argument` where the number of classes differs from the rows or a class is out of range; those of
    /// the method.
    pub fn fit(
        &self,
        samples: &Samples<'_>,
        classes: &[usize],
        n_classes: usize,
        seed: u64,
    ) -> Result<FittedSeverityPredictor> {
        if classes.len() != samples.n_samples() || n_classes < 2 || classes.iter().any(|c| *c >= n_classes) {
            let message = format!(
                "needs one class below {n_classes} (at least 2) for each of {} rows, got {} classes up to {}",
                samples.n_samples(),
                classes.len(),
                classes.iter().max().copied().unwrap_or(0)
            );
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let steps = (1..n_classes)
            .map(|step| {
                let labels: Vec<bool> = classes.iter().map(|class| *class >= step).collect();
                let hits = labels.iter().filter(|label| **label).count();
                if hits == 0 || hits == labels.len() {
                    return Ok(Step::Always(hits > 0));
                }
                Ok(Step::Model(self.method.fit(&Samples { labels: &labels, ..*samples }, seed)?))
            })
            .collect::<Result<Vec<Step>>>()?;
        Ok(FittedSeverityPredictor { steps })
    }
}

impl FittedSeverityPredictor {
    /// Probability of each class, mildest first; they sum to 1.
    #[must_use]
    pub fn probabilities(&self, sample: &Sample<'_>) -> Vec<f64> {
        let mut at_least = vec![1.0];
        for step in &self.steps {
            let p = match step {
                Step::Always(above) => f64::from(u8::from(*above)),
                Step::Model(model) => model.as_fitted().probability(sample),
            };
            // Fitted apart, the steps may cross: a higher one cannot be more likely than a lower one.
            let below = at_least.last().copied().unwrap_or(1.0);
            at_least.push(p.min(below));
        }
        at_least.push(0.0);
        at_least.windows(2).map(|pair| pair[0] - pair[1]).collect()
    }

    /// The likeliest class; the milder of equals.
    #[must_use]
    pub fn class(&self, sample: &Sample<'_>) -> usize {
        let probabilities = self.probabilities(sample);
        let mut best = 0;
        for (class, p) in probabilities.iter().enumerate() {
            if *p > probabilities[best] {
                best = class;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::Data;
    use super::*;
    use crate::evaluate::Confusion;
    use crate::stats::Rng;

    fn classes(data: &Data) -> Vec<usize> {
        let mut rng = Rng::new(3);
        let class = |x: f64| usize::from(x > -0.3) + usize::from(x > 0.6) + usize::from(x > 1.4);
        let present = |x: f64| if x.is_nan() { 0.0 } else { x };
        data.rows.rows().into_iter().map(|row| class(present(row[0]) + 0.3 * rng.normal())).collect()
    }

    #[test]
    fn beats_the_majority_class_where_features_tell() {
        let (train, test) = (Data::new(3000, 4, 1), Data::new(1500, 4, 2));
        let model = SeverityPredictor::default().fit(&train.samples(), &classes(&train), 4, 0).unwrap();
        let predicted: Vec<usize> = test
            .rows
            .rows()
            .into_iter()
            .map(|row| {
                let row = row.to_vec();
                let sample = Sample::new(&row);
                let p = model.probabilities(&sample);
                assert!(p.iter().all(|p| (0.0..=1.0).contains(p)));
                assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-12);
                model.class(&sample)
            })
            .collect();
        let confusion = Confusion::new(&classes(&test), &predicted, 4).unwrap();
        assert!(confusion.accuracy() > confusion.majority_share() + 0.2, "{confusion:?}");
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<FittedSeverityPredictor>(&json).unwrap(), model);
    }

    #[test]
    fn odd_classes() {
        let data = Data::new(50, 2, 1);
        let fit = |classes: &[usize], n| SeverityPredictor::default().fit(&data.samples(), classes, n, 0);
        assert_eq!(fit(&[0; 49], 3).unwrap_err().code(), "invalid_argument");
        assert_eq!(fit(&[3; 50], 3).unwrap_err().code(), "invalid_argument");
        let constant = fit(&[1; 50], 3).unwrap();
        assert_eq!(constant.probabilities(&Sample::new(&[0.0, 0.0])), [0.0, 1.0, 0.0]);
    }
}
