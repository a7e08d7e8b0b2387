//! Analyses events: the operation behind `errpredict analyze --json`.

use errpredict::analysis::{self, Analysis, AnalysisConfig};
use errpredict::history::History;
use errpredict::time::MINUTE_MS;
use errpredict::{Error, Event, Result, RollupConfig, Stop, Timestamp};
use serde::Deserialize;

/// What to analyse.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AnalyzeRequest")]
pub(crate) struct Request {
    /// The events, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
    /// The time to analyse; nothing after it is read. The end of the newest event's minute when absent.
    at: Option<Timestamp>,
    /// How.
    #[serde(default)]
    config: AnalysisConfig,
    /// Earlier incidents, actions and decisions; those known at the time analysed count.
    #[serde(default)]
    history: History,
    /// Caps and retention of the counts.
    #[serde(default)]
    rollup: RollupConfig,
}

/// Everything found.
pub(crate) type Response = Analysis;

/// # Errors
/// Those of [`analysis::analyze_until`].
pub(crate) fn run(request: Request, stop: Stop<'_>) -> Result<Response> {
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let newest = rollup.newest().ok_or_else(|| Error::not_enough("events", 1, 0))?;
    let at = request.at.unwrap_or(newest.bucket_end(MINUTE_MS));
    crate::guard::analysis(&request.config, rollup.services().count(), crate::guard::hours(&rollup))?;
    analysis::analyze_until(&rollup, at, &request.config, &request.history, stop)
}
