//! What an analysis found, written as one: all of it or nothing.

use errpredict::analysis::{Analysis, ServiceAnalysis};
use errpredict::time::MINUTE_MS;
use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::feature_names::FeatureNames;
use crate::joined::{Joined, called_for_by, ids_by_key};
use crate::store::{Query, Tenant, apart};
use crate::tables::{
    WRITE_ACTIONS, WRITE_ANOMALIES, WRITE_FORECASTS, WRITE_INSIGHTS, WRITE_PATTERNS, WRITE_PREDICTIONS,
    WRITE_ROOT_CAUSES, forecasts_with_ids, insight_with_data, patterns_with_states, predictions_with_ids,
    root_causes_with_areas, unwritable,
};
use crate::times::sql_time;

/// How many rows of an analysis were written or changed; what stood there before in the same words is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Written {
    /// Rows of `anomaly_detections`.
    pub anomalies: usize,
    /// Rows of `error_predictions`.
    pub predictions: usize,
    /// Rows of `time_series_forecasts`.
    pub forecasts: usize,
    /// Rows of `root_cause_analysis`.
    pub root_causes: usize,
    /// Rows of `preventive_actions`.
    pub actions: usize,
    /// Rows of `ai_insights`.
    pub insights: usize,
    /// Rows of `error_patterns`.
    pub patterns: usize,
}

pub(crate) const LOG: Query = Query {
    name: "log a run of a stage",
    text: "insert into ai_models.ml_pipeline_logs (tenant_id, run_id, pipeline, stage, status, started_at, ended_at, samples, outputs) \
           values (ai_platform.current_tenant(), $1, $2, $3, 'completed', $4, greatest(now(), $4), $5, $6) returning 1",
};
const LOGGED: Query = Query {
    name: "what a run of an analysis wrote",
    text: "select outputs from ai_models.ml_pipeline_logs where run_id = $1 and stage = 'prediction'",
};

/// What analyses no longer find for so long does not go on, whatever the row says: two rounds of the background job, and a little.
pub const STALE_MS: i64 = 35 * MINUTE_MS;
/// An anomaly may go under another key, or end while nobody looked: no analysis then says that it is over. Watched series are judged
/// elsewhere, as their values come; of one that nothing was heard of for a day nobody can say that it goes on.
const OVER: Query = Query {
    name: "what is not found any more does not go on",
    text: "update ai_models.anomaly_detections set ongoing = false where ongoing and at <= $1 \
           and (metric_name <> 'measured' or at <= $1 - interval '1 day') and ($2::text[] is null or service = any ($2)) returning 1",
};
/// Under what name analyses of all services stand, and those of some.
const OF_ALL: &str = "analyze";
const OF_SOME: &str = "analyze_services";

/// What was kept ready of the results is old once this is committed.
pub(crate) const TELL: Query = Query {
    name: "tell every process that results changed",
    text: "select pg_notify('errpredict_changes', ai_platform.current_tenant()::text)",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[LOG, LOGGED, OVER, TELL];

/// What an analysis looked at.
#[derive(Debug, Clone)]
struct Looked {
    /// As of when.
    at: Timestamp,
    events: u64,
    /// At which services; none for all, and all of them together.
    services: Option<Vec<String>>,
}

impl Tenant {
    /// Writes everything an analysis found in one transaction, with a row of `ml_pipeline_logs`. Written again, nothing is doubled:
    /// anomalies, causes, actions and insights are brought up to date by their keys, and what was foreseen at a time stays as it
    /// was first said. An anomaly that was last found [`STALE_MS`] before or earlier does not go on. Parts for the time analysed are made
    /// where they are missing. Afterwards it is looked which resolved error groups came back ([`Tenant::find_regressions`]).
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached; nothing is written then.
    pub async fn write_analysis(&self, analysis: &Analysis) -> Result<Written> {
        self.write_analysis_of(analysis, None).await
    }

    /// As [`Tenant::write_analysis`], with the registered model that said what a model says.
    ///
    /// # Errors
    /// As [`Tenant::write_analysis`].
    pub async fn write_analysis_of(&self, analysis: &Analysis, model: Option<Uuid>) -> Result<Written> {
        self.write_found(analysis, model, false).await
    }

    /// The same of an analysis of some services alone. Of others it says nothing, neither that something goes on nor that it is over; so it
    /// is not the one as of which everything was last analysed ([`Tenant::newest_analysis`]).
    ///
    /// # Errors
    /// As [`Tenant::write_analysis`].
    pub async fn write_analysis_of_some(&self, analysis: &Analysis, model: Option<Uuid>) -> Result<Written> {
        self.write_found(analysis, model, true).await
    }

    async fn write_found(
        &self,
        analysis: &Analysis,
        model: Option<Uuid>,
        is_of_some: bool,
    ) -> Result<Written> {
        let day = crate::times::day(analysis.effective_at);
        self.store.make_parts(&crate::parts::OF_RESULTS, &[day]).await?;
        let all = analysis.services.iter().chain([&analysis.system]);
        let predictions: Vec<_> = all.flat_map(|found| &found.predictions).collect();
        let names = self.numbered(&predictions).await?;
        let rows = std::sync::Arc::new(self.rows_for(analysis, &names, model)?);
        let named = analysis.services.iter().filter_map(|one| one.scope.service().map(str::to_owned));
        let services = is_of_some.then(|| named.collect());
        let looked = Looked { at: analysis.effective_at, events: analysis.events, services };
        let tenant = self.clone();
        // Named before it is written: where the answer of a commit is lost, the run is found and not written twice.
        let run = Uuid::from_bytes(crate::random::random_bytes()?);
        let written = apart(move || write(tenant.clone(), rows.clone(), run, looked.clone())).await?;
        // What was resolved and is in these results again came back, or not: that is decided by its events.
        self.find_regressions().await?;
        Ok(written)
    }

    fn rows_for(
        &self,
        analysis: &Analysis,
        names: &FeatureNames,
        model: Option<Uuid>,
    ) -> Result<[(Query, Value); 7]> {
        let all: Vec<&ServiceAnalysis> = analysis.services.iter().chain([&analysis.system]).collect();
        let json = |value: serde_json::Result<Value>| value.map_err(unwritable);
        let joined = Joined::of(analysis);
        let anomalies: Vec<_> = all.iter().flat_map(|found| &found.anomalies).collect();
        let predictions: Vec<_> = all.iter().flat_map(|found| &found.predictions).collect();
        let forecasts: Vec<_> = all.iter().filter_map(|found| found.forecast.as_ref()).collect();
        let causes = all.iter().filter_map(|found| found.root_causes.as_ref()).map(|found| {
            let mut row = root_causes_with_areas(found)?;
            joined.root_causes(found, &mut row);
            Ok(row)
        });
        let actions: Vec<_> = all.iter().flat_map(|found| &found.actions).collect();
        let insights = all.iter().flat_map(|found| &found.insights).map(insight_with_data);
        let patterns =
            all.iter().filter_map(|found| Some(patterns_with_states(found.scope.service()?, found)));
        let mut anomalies = json(serde_json::to_value(anomalies))?;
        anomalies.as_array_mut().into_iter().flatten().for_each(|row| joined.anomaly(row));
        let mut predictions = predictions_with_ids(&self.id, &predictions, names, model)?;
        predictions.as_array_mut().into_iter().flatten().for_each(|row| joined.prediction(row));
        let mut actions = json(serde_json::to_value(actions))?;
        let ids = ids_by_key(&predictions);
        actions.as_array_mut().into_iter().flatten().for_each(|row| called_for_by(&ids, row));
        Ok([
            // Anomalies and predictions first: actions name them.
            (WRITE_ANOMALIES, anomalies),
            (WRITE_PREDICTIONS, predictions),
            (WRITE_FORECASTS, forecasts_with_ids(&self.id, &forecasts)?),
            (WRITE_ROOT_CAUSES, causes.collect::<Result<Vec<Value>>>()?.into()),
            (WRITE_ACTIONS, actions),
            (WRITE_INSIGHTS, insights.collect::<Result<Vec<Value>>>()?.into()),
            (WRITE_PATTERNS, patterns.collect::<Result<Vec<_>>>()?.concat().into()),
        ])
    }
}

async fn write(
    tenant: Tenant,
    rows: std::sync::Arc<[(Query, Value); 7]>,
    run: Uuid,
    looked: Looked,
) -> Result<Written> {
    let work = tenant.begin().await?;
    if let Some(row) = work.rows(&LOGGED, &[&run]).await?.first() {
        let written = crate::row::json(row)?;
        work.commit().await?;
        return Ok(written);
    }
    let mut counts = [0; 7];
    for (count, (query, values)) in counts.iter_mut().zip(rows.iter()) {
        *count = work.rows(query, &[values]).await?.len();
    }
    work.rows(&OVER, &[&sql_time(looked.at.plus_ms(-STALE_MS)), &looked.services]).await?;
    let [anomalies, predictions, forecasts, root_causes, actions, insights, patterns] = counts;
    let written = Written { anomalies, predictions, forecasts, root_causes, actions, insights, patterns };
    let outputs = serde_json::to_value(written).map_err(unwritable)?;
    let samples = i64::try_from(looked.events).unwrap_or(i64::MAX);
    let (pipeline, at) = (if looked.services.is_some() { OF_SOME } else { OF_ALL }, sql_time(looked.at));
    work.rows(&TELL, &[]).await?;
    work.rows(&LOG, &[&run, &pipeline, &"prediction", &at, &samples, &outputs]).await?;
    work.commit().await?;
    Ok(written)
}
