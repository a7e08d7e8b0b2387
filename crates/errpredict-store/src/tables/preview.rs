//! What an alert policy would have sent in the past: predictions above its threshold and anomalies of its severities, with what is
//! known of whether they were right.

use errpredict::{Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};

use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// A prediction that a policy looks at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastPrediction {
    /// When it was said.
    pub at: Timestamp,
    /// Its service; none for all together.
    pub service: Option<String>,
    /// What was foreseen.
    pub target: String,
    /// Within how many minutes.
    pub horizon_minutes: i64,
    /// The probability, 0 to 1.
    pub probability: f64,
    /// Whether it came; none while nobody knows.
    pub occurred: Option<bool>,
}

/// An anomaly that a policy looks at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastAnomaly {
    /// When it began.
    pub at: Timestamp,
    /// Its service; none for all together.
    pub service: Option<String>,
    /// How severe it was at its worst.
    pub severity: Severity,
    /// What kind it is.
    pub anomaly_type: String,
    /// What a person said of it: that something was wrong, or that nothing was; none where nobody did.
    pub confirmed: Option<bool>,
}

/// What is stored of predictions since a time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PastCounts {
    /// Predictions.
    pub predictions: i64,
    /// Those of which it is known whether it came.
    pub resolved: i64,
    /// Those that came.
    pub occurred: i64,
    /// When the first was said.
    pub first_at: Option<Timestamp>,
}

const PREDICTIONS: Query = Query {
    name: "predictions that a policy would send",
    text: "select jsonb_strip_nulls(jsonb_build_object('at', at, 'service', service, 'target', target, \
           'horizon_minutes', horizon_minutes, 'probability', probability, 'occurred', actually_occurred)) \
           from ai_models.error_predictions where at > $1 and probability >= $2 and ($3::text is null or service = $3) \
           and ($4::text is null or target = $4) order by at, id limit $5",
};
const COUNTS: Query = Query {
    name: "predictions that a policy would look at, counted",
    text: "select jsonb_strip_nulls(jsonb_build_object('predictions', count(*), 'resolved', count(actually_occurred), \
           'occurred', count(*) filter (where actually_occurred), 'first_at', min(at))) \
           from ai_models.error_predictions where at > $1 and ($2::text is null or service = $2) and ($3::text is null or target = $3)",
};
/// Whoever says that nothing was wrong has the last word; else one who said that something was.
const ANOMALIES: Query = Query {
    name: "anomalies that a policy would send",
    text: "select jsonb_strip_nulls(jsonb_build_object('at', a.start_at, 'service', a.service, 'severity', a.severity, \
           'anomaly_type', a.anomaly_type, 'confirmed', case when a.false_positive then false when exists (select 1 \
           from ai_models.prediction_feedback f where f.anomaly_id = a.id and f.feedback_type in ('true_positive', \
           'early_warning_correct', 'useful', 'actionable')) then true end)) \
           from ai_models.anomaly_detections a where a.start_at > $1 and a.severity = any ($2) \
           and ($3::text is null or a.service = $3) order by a.start_at, a.id limit $4",
};

pub(super) const QUERIES: &[Query] = &[PREDICTIONS, COUNTS, ANOMALIES];

impl Tenant {
    /// Predictions since a time with at least a probability, in their order.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn past_predictions(
        &self,
        since: Timestamp,
        least: f64,
        service: Option<&str>,
        target: Option<&str>,
        limit: u32,
    ) -> Result<Vec<PastPrediction>> {
        let limit = i64::from(limit);
        self.values(&PREDICTIONS, Plan::Fresh, &[&sql_time(since), &least, &service, &target, &limit]).await
    }

    /// How many predictions are stored since a time.
    ///
    /// # Errors
    /// As [`Tenant::past_predictions`].
    pub async fn past_counts(
        &self,
        since: Timestamp,
        service: Option<&str>,
        target: Option<&str>,
    ) -> Result<PastCounts> {
        let found = self.values(&COUNTS, Plan::Fresh, &[&sql_time(since), &service, &target]).await?;
        Ok(found.into_iter().next().unwrap_or_default())
    }

    /// Anomalies since a time of these severities, in their order.
    ///
    /// # Errors
    /// As [`Tenant::past_predictions`].
    pub async fn past_anomalies(
        &self,
        since: Timestamp,
        severities: &[Severity],
        service: Option<&str>,
        limit: u32,
    ) -> Result<Vec<PastAnomaly>> {
        let names: Vec<&str> = severities.iter().map(|severity| severity.name()).collect();
        let limit = i64::from(limit);
        self.values(&ANOMALIES, Plan::Fresh, &[&sql_time(since), &names, &service, &limit]).await
    }
}
