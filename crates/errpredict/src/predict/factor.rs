//! What moved a prediction: features with their parts, summed to factors.

use serde::{Deserialize, Serialize};

use crate::features::in_words;

/// One feature's part in a prediction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FeaturePart {
    /// Name of the feature.
    pub feature: String,
    /// Its value, absent where it is missing.
    pub value: Option<f64>,
    /// What it adds.
    pub contribution: f64,
}

/// A contributing factor: features that tell of the same, with the sum of their parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Factor {
    /// What its features tell of.
    pub factor: String,
    /// What they add together.
    pub contribution: f64,
    /// What the one of them says that moved most in that direction, in plain words: `2.8 h since the last info event`.
    #[serde(default)]
    pub words: String,
    /// The features, those that add or take most first.
    pub features: Vec<FeaturePart>,
}

impl Factor {
    /// The factor of these features, which are put in order; all of them tell of `factor`.
    pub(super) fn of(factor: String, mut features: Vec<FeaturePart>) -> Factor {
        // Stable: like parts stay in the order of their names.
        features.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
        let contribution: f64 = features.iter().map(|part| part.contribution).sum();
        let same_way = |part: &&FeaturePart| (part.contribution > 0.0) == (contribution > 0.0);
        let told = features.iter().find(same_way);
        let words = told.map_or(String::new(), |part| in_words(&part.feature, part.value));
        Factor { factor, contribution, words, features }
    }
}
