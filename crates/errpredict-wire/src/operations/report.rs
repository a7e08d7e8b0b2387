//! Analyses events and gives the report as one self-contained HTML page.

use errpredict::Result;
use errpredict::analysis::{Analysis, AnalysisConfig, Depth, analyze_until, past_worth};
use errpredict::history::History;
use errpredict::{Error, Event, Rollup, RollupConfig, Stop, Timestamp};
use errpredict_io::html;
use serde::{Deserialize, Serialize};

/// What to analyse and how to call it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReportRequest")]
pub(crate) struct Request {
    /// The heading of the page.
    title: String,
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
    /// Tell as well what the words used for probabilities were worth before.
    #[serde(default)]
    past: bool,
    /// Caps and retention of the counts.
    #[serde(default)]
    rollup: RollupConfig,
}

/// The page.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "ReportResponse")]
pub(crate) struct Response {
    /// HTML, with everything in it: no script, no address outside.
    pub(crate) html: String,
}

impl Response {
    /// The page of an analysis.
    ///
    /// # Errors
    /// `limit_exceeded` for a past that would take too long, and those of [`past_worth`], where it is asked for.
    pub(crate) fn page(
        title: &str,
        analysis: &Analysis,
        rollup: &Rollup,
        past: Option<&AnalysisConfig>,
    ) -> Result<Self> {
        // A quick analysis has no probabilities that could have been worth anything.
        let past = past.filter(|config| config.depth > Depth::Quick).map(|config| {
            crate::guard::past(config, rollup.services().count(), crate::guard::hours(rollup))?;
            past_worth(rollup, analysis.effective_at, config)
        });
        let past = past.transpose()?;
        let contents = html::Contents::new(title, analysis, rollup);
        let html = html::report(&contents.with_past(past.as_deref().unwrap_or(&[])));
        Ok(Response { html })
    }
}

/// # Errors
/// Those of [`analyze_until`].
pub(crate) fn run(request: Request, stop: Stop<'_>) -> Result<Response> {
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let now = rollup.now().ok_or_else(|| Error::not_enough("events", 1, 0))?;
    crate::guard::analysis(&request.config, rollup.services().count(), crate::guard::hours(&rollup))?;
    let analysis =
        analyze_until(&rollup, request.at.unwrap_or(now), &request.config, &request.history, stop)?;
    Response::page(&request.title, &analysis, &rollup, request.past.then_some(&request.config))
}
