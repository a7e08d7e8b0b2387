//! How likely trouble is: what was learnt from the log's own past, asked for every service and for all together.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::event::Scope;
use crate::predict::{ErrorPrediction, FittedForesight};
use crate::rollup::Rollup;
use crate::time::Timestamp;

use super::config::{AnalysisConfig, Depth};

/// The predictions of every scope, the nearest horizon first.
#[derive(Debug, Default)]
pub(super) struct Foreseen {
    by_scope: BTreeMap<Scope, Vec<ErrorPrediction>>,
    /// What they rest on, to be kept.
    pub(super) fitted: Option<FittedForesight>,
}

impl Foreseen {
    /// Nothing in a quick analysis, which leaves the fit out.
    ///
    /// # Errors
    /// Those of [`Foresight`](crate::predict::Foresight).
    pub(super) fn new(
        rollup: &Rollup,
        at: Timestamp,
        config: &AnalysisConfig,
        kept: Option<FittedForesight>,
    ) -> Result<Self> {
        if config.depth == Depth::Quick || config.horizons_minutes.is_empty() {
            return Ok(Foreseen { fitted: kept, ..Foreseen::default() });
        }
        let (fitted, told) = config.foresight.foresee(
            rollup,
            &config.statics_in_zone(),
            at,
            &config.horizons_minutes,
            kept,
        )?;
        Ok(Foreseen { fitted: Some(fitted), ..Foreseen::told(told) })
    }

    /// What was foreseen elsewhere.
    pub(super) fn told(told: Vec<ErrorPrediction>) -> Self {
        let mut by_scope: BTreeMap<Scope, Vec<ErrorPrediction>> = BTreeMap::new();
        for prediction in told {
            by_scope.entry(prediction.scope.clone()).or_default().push(prediction);
        }
        for predictions in by_scope.values_mut() {
            predictions.sort_by_key(|prediction| (prediction.horizon_minutes, prediction.target));
        }
        Foreseen { by_scope, fitted: None }
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<&ErrorPrediction> {
        self.by_scope.values().flatten().collect()
    }

    pub(super) fn of(&self, scope: &Scope) -> Vec<ErrorPrediction> {
        self.by_scope.get(scope).cloned().unwrap_or_default()
    }
}
