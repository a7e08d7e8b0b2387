//! Whether the features a model reads still take the values they were learnt on.

use super::probability_model::ProbabilityModel;
use crate::error::Result;
use crate::features::{FeatureDrift, FeatureQuery, FeatureSource, FeatureStatistics, Statics, drift};
use crate::rollup::Rollup;

impl ProbabilityModel {
    /// What values the model's features take at those times: of the training queries the reference for
    /// [`ProbabilityModel::drift`], to be kept beside the model.
    ///
    /// # Errors
    /// Those of [`ProbabilityModel::task_state`]; `not_enough_data` without queries.
    pub fn feature_statistics(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'_>],
    ) -> Result<Vec<FeatureStatistics>> {
        let source = FeatureSource::new(rollup, statics, self.task_state()?.feature_set.clone())?;
        FeatureStatistics::of(source.names(), source.sweep(queries).view())
    }

    /// How far they have moved since: the reference against later times.
    ///
    /// # Errors
    /// Those of [`ProbabilityModel::feature_statistics`]; `invalid_argument` for a reference of other features.
    pub fn drift(
        &self,
        reference: &[FeatureStatistics],
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'_>],
    ) -> Result<Vec<FeatureDrift>> {
        let source = FeatureSource::new(rollup, statics, self.task_state()?.feature_set.clone())?;
        drift(reference, source.sweep(queries).view())
    }
}
