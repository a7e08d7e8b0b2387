//! The repository: one module a table, each function named for what it answers.
//!
//! What the core finds is written as the JSON of the core and taken apart by the database; what is read comes back as the core's
//! own type, with what the store adds around it.

mod actions;
mod anomalies;
mod factors;
mod feedback;
mod forecasts;
mod groups;
mod insights;
mod learning;
pub mod lists;
mod models;
mod notifications;
mod overview;
mod patterns;
mod prediction_row;
mod predictions;
mod preview;
mod root_causes;
mod runs;
mod scores;
mod snapshots;
mod summaries;

pub use actions::StoredAction;
pub use anomalies::{AnomalyFilter, CriticalAnomaly, StoredAnomaly};
pub use feedback::StoredFeedback;
pub use forecasts::StoredForecast;
pub use insights::StoredInsight;
pub use learning::{AccuracyOfDay, DayOfModel, Evaluation, StoredFeature, StoredTraining, TrainingFigures};
pub use models::{ActiveModel, ModelFigures, NewModel, StoredModel};
pub use notifications::{ClaimedMessage, NewNotification, Reach, StoredNotification};
pub use overview::{Outcome, Overview, ServiceLine};
pub use patterns::StoredPattern;
pub use predictions::{HighRisk, PredictionFilter, Resolution, StoredPrediction};
pub use preview::{PastAnomaly, PastCounts, PastPrediction};
pub use root_causes::StoredRootCauses;
pub use runs::{StageEnd, StoredRun};
pub use scores::{OpenPrediction, ScoreRow};
pub use snapshots::FeatureSnapshot;
pub use summaries::{CountOf, Dashboard, EventStats, ServiceInsights, ServicePredictions, StoredEvent};

pub(crate) use actions::WRITE as WRITE_ACTIONS;
pub(crate) use anomalies::WRITE as WRITE_ANOMALIES;
pub(crate) use forecasts::{WRITE as WRITE_FORECASTS, with_ids as forecasts_with_ids};
pub(crate) use insights::{WRITE as WRITE_INSIGHTS, with_data as insight_with_data};
pub(crate) use patterns::{WRITE as WRITE_PATTERNS, with_states as patterns_with_states};
pub(crate) use predictions::{WRITE as WRITE_PREDICTIONS, unwritable, with_ids as predictions_with_ids};
pub(crate) use root_causes::{WRITE as WRITE_ROOT_CAUSES, with_areas as root_causes_with_areas};

use crate::store::Query;

/// Every statement of the repository.
pub(crate) fn queries() -> Vec<Query> {
    [
        actions::QUERIES,
        anomalies::QUERIES,
        factors::QUERIES,
        feedback::QUERIES,
        forecasts::QUERIES,
        groups::QUERIES,
        insights::QUERIES,
        learning::QUERIES,
        models::QUERIES,
        notifications::QUERIES,
        overview::QUERIES,
        patterns::QUERIES,
        predictions::QUERIES,
        preview::QUERIES,
        root_causes::QUERIES,
        runs::QUERIES,
        scores::QUERIES,
        snapshots::QUERIES,
        summaries::QUERIES,
    ]
    .concat()
}
