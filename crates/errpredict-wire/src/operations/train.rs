//! Trains a model that foresees critical events, bursts, failed or slow requests.

use errpredict::features::{FeatureQuery, Statics};
use errpredict::predict::{
    Foreseen, Metrics, Plan, ProbabilityModel, Progress, Shares, Split, self_labelled, split_by_time,
};
use errpredict::{Event, Result, Rollup, RollupConfig, Stop, Timestamp};
use errpredict_io::html::{self, ModelContents};
use serde::{Deserialize, Serialize};

/// The log, the question, and the times to learn from.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TrainRequest")]
pub(crate) struct Request {
    /// The events, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
    /// The question, the method, and when to alert.
    #[serde(default)]
    plan: Plan,
    /// Times to learn from; those the log asks itself when absent.
    queries: Option<Vec<TimedQuery>>,
    /// Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
    every_ms: Option<i64>,
    /// What is known of the services beside their events.
    #[serde(default)]
    services: Statics,
    /// Caps and retention of the counts.
    #[serde(default)]
    rollup: RollupConfig,
    /// Seed of everything random.
    #[serde(default)]
    seed: u64,
    /// The heading of a page about the model (how good, when it alerts, what it relies on), which then is in the answer.
    page: Option<String>,
}

/// One service at one time.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimedQuery {
    /// The service.
    pub(super) service: String,
    /// The time; nothing after it is read.
    pub(super) at: Timestamp,
    /// What it is for, in `train`: `train` is fitted on, `val` chooses and calibrates, the rest is ignored; by time when
    /// no query says so.
    split: Option<String>,
}

impl TimedQuery {
    pub(super) fn as_query(&self) -> FeatureQuery<'_> {
        FeatureQuery { service: &self.service, at: self.at }
    }
}

/// The model.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "TrainResponse")]
pub(crate) struct Response {
    /// The bytes of the model file, in base64: what `predict`, `explain` and the handle `model` take.
    model: String,
    /// What it foresees.
    target: String,
    /// The method that was chosen.
    method: String,
    /// How good it was on later rows.
    metrics: Metrics,
    /// The page, where one was asked for: HTML with everything in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
}

/// # Errors
/// Those of [`Plan::fit`].
pub(crate) fn run(request: Request, stop: Stop<'_>) -> Result<Response> {
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let given = request.queries.as_ref().map(Vec::len);
    crate::guard::training(&rollup, &request.services, &request.plan, request.every_ms, given)?;
    let learning = Learning {
        log: (&rollup, &request.services),
        queries: request.queries.as_deref(),
        every_ms: request.every_ms,
        seed: request.seed,
    };
    learning.train(&request.plan, request.page.as_deref(), stop)
}

/// What a model learns from: a log, and the times given or those that it asks itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Learning<'a> {
    pub(crate) log: (&'a Rollup, &'a Statics),
    pub(crate) queries: Option<&'a [TimedQuery]>,
    pub(crate) every_ms: Option<i64>,
    pub(crate) seed: u64,
}

impl<'a> Learning<'a> {
    /// The times with what each is for.
    ///
    /// # Errors
    /// Those of [`split_by_time`].
    pub(crate) fn labelled(&self, horizon_ms: i64) -> Result<(Vec<FeatureQuery<'a>>, Vec<Split>)> {
        let Some(given) = self.queries else {
            return self_labelled(self.log.0, horizon_ms, self.every_ms, Shares::ALL);
        };
        let queries: Vec<FeatureQuery<'a>> = given.iter().map(TimedQuery::as_query).collect();
        let splits = if given.iter().all(|query| query.split.is_none()) {
            split_by_time(&queries, Shares::ALL)?
        } else {
            given.iter().map(|query| Split::from_name(query.split.as_deref().unwrap_or(""))).collect()
        };
        Ok((queries, splits))
    }

    /// The model.
    ///
    /// # Errors
    /// Those of [`Plan::fit`].
    pub(crate) fn train(&self, plan: &Plan, page: Option<&str>, stop: Stop<'_>) -> Result<Response> {
        let (rollup, services) = self.log;
        let (queries, splits) = self.labelled(plan.task.horizon_ms)?;
        if page.is_some() {
            self.page_fits((queries.as_slice(), splits.as_slice()), Split::Validate, plan.task.horizon_ms)?;
        }
        let progress = Progress::NONE.until(stop);
        let (model, seen) = plan.fit_seen(rollup, services, &queries, &splits, self.seed, progress)?;
        let page = page.map(|title| self.page(title, &model, &seen, html::ROWS_OF_TRAINING));
        Ok(Response {
            model: crate::base64::encode(&model.to_bytes()?),
            target: model.target.clone(),
            method: model.model.predictor().name().to_owned(),
            metrics: model.model.metrics,
            html: page.transpose()?,
        })
    }

    /// Refuses a page on more times of that split than are measured in one call, before a training that may take minutes: those
    /// whose horizon the log covers.
    ///
    /// # Errors
    /// `limit_exceeded`.
    pub(crate) fn page_fits(
        &self,
        (queries, splits): (&[FeatureQuery<'_>], &[Split]),
        of: Split,
        horizon_ms: i64,
    ) -> Result<()> {
        let Some(last) = self.log.0.last() else { return Ok(()) };
        let is_one = |(query, split): &(&FeatureQuery<'_>, &Split)| {
            **split == of && query.at.plus_ms(horizon_ms) <= last
        };
        crate::guard::times_to_measure_on(queries.iter().zip(splits).filter(is_one).count())
    }

    /// The page of a model, with what it relies on as those rows show it.
    ///
    /// # Errors
    /// `limit_exceeded` for what would take too long; those of [`ProbabilityModel::importances`].
    pub(crate) fn page(
        &self,
        title: &str,
        model: &ProbabilityModel,
        rows: &[Foreseen<'_>],
        rows_are: &str,
    ) -> Result<String> {
        let (rollup, services) = self.log;
        let queries: Vec<FeatureQuery<'_>> =
            rows.iter().map(|row| FeatureQuery { service: row.service, at: row.at }).collect();
        crate::guard::importances(model, rollup, Some(queries.len()))?;
        let importances = model.importances(rollup, services, &queries, self.seed)?;
        html::model_report(&ModelContents::new(title, model, rows, rows_are).with_importances(&importances))
    }
}

#[cfg(test)]
mod tests {
    use errpredict::{ErrorKind, EventRef, Severity};

    use super::*;

    #[test]
    fn a_page_on_too_many_times_is_refused_before_the_training() {
        let begin: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for day in 0..30 {
            rollup.observe(EventRef::new(
                begin.plus_ms(day * 86_400_000),
                "shop",
                Severity::High,
                "KeyError",
            ));
        }
        rollup.settle();
        let one = |i: i64| TimedQuery {
            service: "shop".to_owned(),
            at: begin.plus_ms(i * 60_000),
            split: Some(if i < 1_000 { "train" } else { "val" }.to_owned()),
        };
        let queries: Vec<TimedQuery> = (0..21_001).map(one).collect();
        let statics = Statics::default();
        let learning =
            Learning { log: (&rollup, &statics), queries: Some(&queries), every_ms: None, seed: 0 };
        let error = learning.train(&Plan::default(), Some("shop"), Stop::NEVER).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        assert!(error.to_string().contains("got 20001"), "{error}");
    }
}
