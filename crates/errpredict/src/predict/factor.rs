//! What moved a prediction: features with their parts, summed to factors.

use serde::{Deserialize, Serialize};

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
    /// The features, those that add or take most first.
    pub features: Vec<FeaturePart>,
}
