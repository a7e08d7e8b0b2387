//! Probabilities of severities that were calibrated on rows not fitted on and follow outcomes.
//!
//! Every step "at least this severe" (see [`super::severity`]) is a [`Calibrated`]: fitted on the earlier rows, its
//! calibration map and the way it follows outcomes chosen on the later ones, fitted again on all. The steps are yes-or-no
//! questions, so what is known of the calibration of those holds for each of them; differences of neighbours give the
//! classes and sum to 1. Source: Frank and Hall, "A simple approach to ordinal classification", ECML 2001.
//!
//! Works badly when a class is rare: its step is then hardly ever crossed, and calibrated on a few rows.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::model::Calibrated;
use super::severity::{differences, frequencies, step_labels};
use super::training::{Training, TrainingRows};
use super::{Key, Progress, Samples, sigmoid};
use crate::error::Result;
use crate::time::Timestamp;

/// A calibrated model per step between neighbouring classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SeveritySteps {
    steps: Vec<Step>,
    frequencies: Vec<f64>,
}

/// Whether the class is above the step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    /// Training saw one outcome only.
    Always(bool),
    /// No training row lies between the step below and this one.
    AsBelow,
    Model(Box<Calibrated>),
}

/// Class probabilities of rows: from the methods alone, and as they are served.
pub(super) struct Both {
    pub(super) raw: Vec<Vec<f64>>,
    pub(super) served: Vec<Vec<f64>>,
}

impl SeveritySteps {
    /// Fits the steps; `rows.samples.labels` is not looked at, `classes` take its place. Also gives the class
    /// probabilities of the later rows from methods that had not seen them.
    pub(super) fn fit(
        training: &Training,
        rows: &TrainingRows<'_>,
        (classes, n_classes): (&[usize], usize),
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<(Self, Both)> {
        let n_later = classes.len() - rows.n_fit;
        let (mut raw, mut served) = (vec![vec![1.0]; n_later], vec![vec![1.0]; n_later]);
        let mut steps: Vec<Step> = Vec::with_capacity(n_classes - 1);
        for step in 1..n_classes {
            let labels = step_labels(classes, step);
            let hits = labels.iter().filter(|label| **label).count();
            if hits == 0 || hits == labels.len() {
                steps.push(Step::Always(hits > 0));
                let p = f64::from(u8::from(hits > 0));
                raw.iter_mut().chain(&mut served).for_each(|row| row.push(p));
                continue;
            }
            if step > 1 && labels == step_labels(classes, step - 1) {
                steps.push(Step::AsBelow);
                raw.iter_mut().chain(&mut served).for_each(|row| row.extend(row.last().copied()));
                continue;
            }
            let n_steps = (n_classes - 1) as f64;
            let part = progress.part((step - 1) as f64 / n_steps, step as f64 / n_steps);
            let rows = TrainingRows { samples: Samples { labels: &labels, ..rows.samples }, ..*rows };
            let (model, scored) = training.fit_outside(&rows, seed, part)?;
            raw.iter_mut().zip(&scored.log_odds).for_each(|(row, z)| row.push(sigmoid(*z)));
            served.iter_mut().zip(&scored.probabilities).for_each(|(row, p)| row.push(*p));
            steps.push(Step::Model(Box::new(model)));
        }
        let both = Both {
            raw: raw.into_iter().map(differences).collect(),
            served: served.into_iter().map(differences).collect(),
        };
        Ok((SeveritySteps { steps, frequencies: frequencies(classes, n_classes) }, both))
    }

    /// Log-odds of each step of its own for those rows, before calibration; the others need none.
    pub(super) fn log_odds(&self, rows: ArrayView2<'_, f64>, keys: &[Key]) -> Vec<Vec<f64>> {
        let models = self.steps.iter().filter_map(Step::model);
        models.map(|model| model.predictor().as_fitted().log_odds_batch(rows, Some(keys))).collect()
    }

    /// Class probabilities from the log-odds of all rows **in time order**. `classes` are what came within the horizon
    /// after each row, where that is known; used only for rows that late.
    pub(super) fn follow(
        &self,
        log_odds: &[Vec<f64>],
        keys: &[Key],
        times: &[Timestamp],
        classes: &[Option<usize>],
    ) -> Both {
        let (mut raw, mut served) = (vec![vec![1.0]; times.len()], vec![vec![1.0]; times.len()]);
        let mut of_models = log_odds.iter();
        for (below, step) in self.steps.iter().enumerate() {
            match step {
                Step::Always(above) => {
                    let p = f64::from(u8::from(*above));
                    raw.iter_mut().chain(&mut served).for_each(|row| row.push(p));
                }
                Step::AsBelow => {
                    raw.iter_mut().chain(&mut served).for_each(|row| row.extend(row.last().copied()));
                }
                Step::Model(model) => {
                    let log_odds = of_models.next().map_or(&[][..], Vec::as_slice);
                    let outcomes: Vec<Option<bool>> =
                        classes.iter().map(|class| class.map(|class| class > below)).collect();
                    let followed = model.follow(log_odds, Some(keys), times, &outcomes);
                    raw.iter_mut().zip(log_odds).for_each(|(row, z)| row.push(sigmoid(*z)));
                    served.iter_mut().zip(followed).for_each(|(row, p)| row.push(p.probability));
                }
            }
        }
        Both {
            raw: raw.into_iter().map(differences).collect(),
            served: served.into_iter().map(differences).collect(),
        }
    }

    /// What was chosen for each step of its own: its place, calibration map, weight of outcomes where they are followed.
    pub(super) fn chosen(&self) -> impl Iterator<Item = (usize, &Calibrated)> {
        self.steps.iter().enumerate().filter_map(|(i, step)| Some((i + 1, step.model()?)))
    }

    /// Share of each class in training, mildest first.
    pub(super) fn frequencies(&self) -> &[f64] {
        &self.frequencies
    }

    pub(super) fn is_sound(&self, n_features: usize) -> bool {
        let sound = |step: &Step| {
            step.model().is_none_or(|model| model.is_sound() && model.features.len() == n_features)
        };
        self.frequencies.len() == self.steps.len() + 1
            && self.frequencies.iter().all(|share| (0.0..=1.0).contains(share))
            && self.steps.iter().all(sound)
    }
}

impl Step {
    fn model(&self) -> Option<&Calibrated> {
        if let Step::Model(model) = self { Some(model) } else { None }
    }
}
