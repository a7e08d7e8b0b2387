//! How severe the worst event of the horizon will be.
//!
//! Severities are ordered, so one binary model per step says whether the worst event will be at least that severe;
//! differences of neighbouring probabilities give the classes (Frank and Hall, "A simple approach to ordinal
//! classification", ECML 2001). Steps without both outcomes in training keep their base rate; where no training row
//! lies between two steps, the upper one is the lower one and is not fitted.
//!
//! Two answers: the likeliest class, right most often but almost always the commonest one where trouble is rare; and
//! the class that gained most on how often it comes at all, p / frequency, right most often over classes that count
//! the same ([`FittedSeverityPredictor::balanced_class`]).
//!
//! | parameter | default | meaning | range |
//! |---|---|---|---|
//! | `method` | random forest | the binary method of every step | |
//!
//! Works badly when the classes next to each other are hardly told apart by the features: the majority class then
//! wins almost everywhere, and its accuracy is what to compare with.

use serde::{Deserialize, Serialize};

use super::{
    Ensemble, FittedPredictor, GradientBoosting, Logistic, Predictor, Progress, RandomForest, Sample,
    Samples, Selection,
};
use crate::error::{Error, ErrorKind, Result};
use crate::event::Severity;
use crate::rollup::Rollup;
use crate::time::Timestamp;

/// The classes of [`worst_class`], mildest first. `calm`: nothing above info.
pub const CLASSES: [&str; 5] = ["calm", "low", "medium", "high", "critical"];

/// The class of the worst event of a service in (after, up_to], as a place in [`CLASSES`].
#[must_use]
pub fn worst_class(rollup: &Rollup, service: &str, after: Timestamp, up_to: Timestamp) -> usize {
    let Some(service) = rollup.service(service) else { return 0 };
    let came = |severity: &Severity| service.severity(*severity).between(after, up_to) > 0;
    // Severity::ALL begins with info, which is calm.
    Severity::ALL.iter().rposition(came).unwrap_or(0)
}

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

/// The methods that training chooses from: quick ones (every step needs a fit), and their mean.
#[must_use]
pub fn candidates() -> Vec<Predictor> {
    let forest = Predictor::RandomForest(RandomForest::default());
    let logistic =
        Predictor::Logistic(Logistic { l2: vec![0.03], features: Selection::General, ..Logistic::default() });
    // Sampling makes a round cheap, a larger step and less patience spare most of the rounds.
    let boosting = Predictor::GradientBoosting(GradientBoosting {
        rounds: 300,
        rate: 0.1,
        patience: Some(20),
        ..GradientBoosting::automatic()
    });
    let members = vec![forest.clone(), logistic.clone(), boosting.clone()];
    let ensemble = Predictor::Ensemble(Ensemble { members, ..Ensemble::default() });
    vec![forest, logistic, boosting, ensemble]
}

/// A model per step between neighbouring classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedSeverityPredictor {
    steps: Vec<Step>,
    /// Share of each class in training.
    frequencies: Vec<f64>,
}

/// Whether the class is above the step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Step {
    /// Training saw one outcome only.
    Always(bool),
    /// No training row lies between the step below and this one.
    AsBelow,
    Model(Box<FittedPredictor>),
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
        self.fit_reporting(samples, classes, n_classes, seed, Progress::NONE)
    }

    /// [`SeverityPredictor::fit`] that tells how far it is.
    ///
    /// # Errors
    /// Those of [`SeverityPredictor::fit`].
    pub fn fit_reporting(
        &self,
        samples: &Samples<'_>,
        classes: &[usize],
        n_classes: usize,
        seed: u64,
        progress: Progress<'_>,
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
        let n_steps = (n_classes - 1) as f64;
        let steps = (1..n_classes)
            .map(|step| {
                let labels = step_labels(classes, step);
                let hits = labels.iter().filter(|label| **label).count();
                if hits == 0 || hits == labels.len() {
                    return Ok(Step::Always(hits > 0));
                }
                if step > 1 && labels == step_labels(classes, step - 1) {
                    return Ok(Step::AsBelow);
                }
                let part = progress.part((step - 1) as f64 / n_steps, step as f64 / n_steps);
                let samples = Samples { labels: &labels, ..*samples };
                Ok(Step::Model(Box::new(self.method.fit_reporting(&samples, seed, part)?)))
            })
            .collect::<Result<Vec<Step>>>()?;
        Ok(FittedSeverityPredictor { steps, frequencies: frequencies(classes, n_classes) })
    }
}

impl FittedSeverityPredictor {
    /// Share of each class in training, mildest first.
    #[must_use]
    pub fn frequencies(&self) -> &[f64] {
        &self.frequencies
    }

    /// Probability of each class, mildest first; they sum to 1.
    #[must_use]
    pub fn probabilities(&self, sample: &Sample<'_>) -> Vec<f64> {
        let mut at_least = vec![1.0];
        for step in &self.steps {
            let below = at_least.last().copied().unwrap_or(1.0);
            at_least.push(match step {
                Step::Always(above) => f64::from(u8::from(*above)),
                Step::AsBelow => below,
                Step::Model(model) => model.as_fitted().probability(sample),
            });
        }
        differences(at_least)
    }

    /// The likeliest class; the milder of equals.
    #[must_use]
    pub fn class(&self, sample: &Sample<'_>) -> usize {
        first_largest(&self.probabilities(sample))
    }

    /// The class that gained most on its frequency in training; the milder of equals.
    #[must_use]
    pub fn balanced_class(&self, sample: &Sample<'_>) -> usize {
        balanced(&self.probabilities(sample), &self.frequencies)
    }
}

/// Whether each class is at least that of the step.
pub(super) fn step_labels(classes: &[usize], step: usize) -> Vec<bool> {
    classes.iter().map(|class| *class >= step).collect()
}

/// Share of each class.
pub(super) fn frequencies(classes: &[usize], n_classes: usize) -> Vec<f64> {
    let share = |class| classes.iter().filter(|c| **c == class).count() as f64 / classes.len() as f64;
    (0..n_classes).map(share).collect()
}

/// Probability of each class from those of being at least so severe, which begin with 1. Fitted apart, steps may
/// cross: a higher one cannot be more likely than a lower one.
pub(super) fn differences(mut at_least: Vec<f64>) -> Vec<f64> {
    for i in 1..at_least.len() {
        at_least[i] = at_least[i].min(at_least[i - 1]);
    }
    at_least.push(0.0);
    at_least.windows(2).map(|pair| pair[0] - pair[1]).collect()
}

/// The class that gained most on its frequency; the milder of equals.
pub(super) fn balanced(probabilities: &[f64], frequencies: &[f64]) -> usize {
    let gain = |(p, frequency): (&f64, &f64)| if *frequency > 0.0 { p / frequency } else { 0.0 };
    first_largest(&probabilities.iter().zip(frequencies).map(gain).collect::<Vec<f64>>())
}

/// The place of the largest, the first of equals.
pub(super) fn first_largest(values: &[f64]) -> usize {
    let mut best = 0;
    for (i, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = i;
        }
    }
    best
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
        let balanced: Vec<usize> = test
            .rows
            .rows()
            .into_iter()
            .map(|row| model.balanced_class(&Sample::new(&row.to_vec())))
            .collect();
        let recall =
            |confusion: &Confusion| (0..4).filter_map(|class| confusion.recall(class)).sum::<f64>() / 4.0;
        let balanced = Confusion::new(&classes(&test), &balanced, 4).unwrap();
        assert!(recall(&balanced) > recall(&confusion), "{balanced:?} {confusion:?}");
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<FittedSeverityPredictor>(&json).unwrap(), model);
    }

    #[test]
    fn the_worst_event_of_a_span_is_its_class() {
        let at = |minute: i64| Timestamp::from_ms(minute * 60_000).unwrap();
        let mut rollup = Rollup::new(crate::rollup::RollupConfig::default()).unwrap();
        for (minute, severity) in [(10, Severity::Info), (20, Severity::High), (30, Severity::Medium)] {
            rollup.observe(crate::event::EventRef::new(at(minute), "a", severity, "x"));
        }
        rollup.settle();
        for (from, to, class) in [(0, 15, "calm"), (0, 20, "high"), (20, 40, "medium"), (30, 90, "calm")] {
            assert_eq!(CLASSES[worst_class(&rollup, "a", at(from), at(to))], class, "{from} to {to}");
        }
        assert_eq!(worst_class(&rollup, "nobody", at(0), at(90)), 0);
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
