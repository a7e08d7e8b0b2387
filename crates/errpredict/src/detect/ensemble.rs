//! Ensemble: several methods on one scale.
//!
//! Each member's score becomes the surprise of its rank among the fitted rows, and these are averaged with weights:
//!
//! ```text
//! score(x) = sum of w_m * -ln(1 - F_m(s_m(x))) / sum of w_m,   F_m(s) = (rows scoring below s + 1/2 of ties) / n
//! ```
//!
//! Beyond the largest fitted score, -ln(1 - F) goes on by the ratio to it, so that new rows far out stay in order.
//! Ranks because scores of different methods have nothing but their order in common (Kriegel, Kroeger, Schubert and
//! Zimek 2011, "Interpreting and unifying outlier scores"); the logarithm because a row that one member finds 1 in
//! 1,000 says more than one that all find 1 in 3.
//!
//! The default members differ in what they see: shape of the whole (`robust_covariance`, weight 2), neighbourhood
//! (`knn`), single columns (`isolation_forest`).
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `members` | see above | methods with weights | | 1 to 20 members, weights above 0 |
//!
//! Works badly when most members are blind to the kind of anomaly at hand: they vote it down.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::{Detector, Fitted, FittedDetector, IsolationForest, Knn, Method, RobustCovariance};
use crate::error::{Error, Result};
use crate::stats::all_finite;
use crate::work::Work;

/// Settings of the ensemble.
///
/// ```
/// use errpredict::detect::{Ensemble, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // A hundred usual rows and one far from all of them.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 50.0 } else { ((7 * i + 3 * j * (i / 10)) % 10) as f64 });
/// let scores = Ensemble::default().fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Ensemble {
    /// The methods, with their weights.
    pub members: Vec<Member>,
}

/// A method with its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The method and its settings.
    pub detector: Detector,
    /// Its weight, above 0.
    pub weight: f64,
}

impl Default for Ensemble {
    fn default() -> Self {
        let member = |detector, weight| Member { detector, weight };
        Ensemble {
            members: vec![
                member(Detector::RobustCovariance(RobustCovariance::default()), 2.0),
                member(Detector::Knn(Knn { k: 20, n_references: REFERENCES }), 1.0),
                member(Detector::IsolationForest(IsolationForest::default()), 1.0),
            ],
        }
    }
}

/// Rows kept by the neighbours of the default ensemble: bounds its time on large sets.
const REFERENCES: usize = 20_000;
/// Most members.
const MAX_MEMBERS: usize = 20;

impl Ensemble {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if !(1..=MAX_MEMBERS).contains(&self.members.len()) {
            return Err(Error::setting("members", "1 to 20 methods", self.members.len()));
        }
        for member in &self.members {
            if !(member.weight > 0.0 && member.weight.is_finite()) {
                return Err(Error::setting("weight", "a finite number above 0", member.weight));
            }
            if matches!(member.detector, Detector::Ensemble(_)) {
                return Err(Error::setting("members", "methods other than an ensemble", "an ensemble"));
            }
        }
        Ok(())
    }
}

/// A fitted [`Ensemble`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedEnsemble {
    members: Vec<FittedMember>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct FittedMember {
    model: Box<FittedDetector>,
    weight: f64,
    /// Scores of the fitted rows, ascending.
    sorted: Vec<f64>,
}

impl Method for Ensemble {
    type Fitted = FittedEnsemble;

    fn fit(&self, rows: ArrayView2<'_, f64>, seed: u64) -> Result<Self::Fitted> {
        self.validate()?;
        let fit = |member: &Member| {
            let model = Box::new(member.detector.fit(rows, seed)?);
            let mut sorted = model.as_fitted().score_fitted(rows)?;
            sorted.sort_by(f64::total_cmp);
            Ok(FittedMember { model, weight: member.weight, sorted })
        };
        Ok(FittedEnsemble { members: self.members.iter().map(fit).collect::<Result<_>>()? })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        self.members.iter().map(|member| member.detector.work(rows, columns)).sum()
    }
}

impl FittedMember {
    /// -ln(1 - F) of a score.
    fn surprise(&self, score: f64) -> f64 {
        let n = self.sorted.len() as f64;
        let below = self.sorted.partition_point(|known| *known < score) as f64;
        let up_to = self.sorted.partition_point(|known| *known <= score) as f64;
        let most = self.sorted.last().copied().unwrap_or(0.0);
        let beyond = if below == n && most > 0.0 { libm::log(score / most) } else { 0.0 };
        libm::log((n + 1.0) / (n + 0.5 - 0.5 * (below + up_to))) + beyond.max(0.0)
    }
}

impl FittedEnsemble {
    fn combine(&self, scores_of: impl Fn(&FittedDetector) -> Result<Vec<f64>>) -> Result<Vec<f64>> {
        let total: f64 = self.members.iter().map(|member| member.weight).sum();
        let mut combined: Vec<f64> = Vec::new();
        for member in &self.members {
            let scores = scores_of(&member.model)?;
            combined.resize(scores.len(), 0.0);
            for (sum, score) in combined.iter_mut().zip(scores) {
                *sum += member.weight / total * member.surprise(score);
            }
        }
        Ok(combined)
    }
}

impl Fitted for FittedEnsemble {
    fn is_sound(&self) -> bool {
        // Each model was checked when it was read.
        let n = self.n_features();
        n > 0
            && self.members.iter().all(|member| {
                member.model.as_fitted().n_features() == n
                    && member.weight.is_finite()
                    && member.weight > 0.0
                    && all_finite(&member.sorted)
                    && member.sorted.is_sorted()
            })
    }

    fn n_features(&self) -> usize {
        self.members.first().map_or(0, |member| member.model.as_fitted().n_features())
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        self.combine(|model| model.as_fitted().score(rows))
    }

    fn score_fitted(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        self.combine(|model| model.as_fitted().score_fitted(rows))
    }
}
