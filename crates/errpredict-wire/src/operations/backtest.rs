//! Tries a method on the past: what would have fired, and how often rightly.

use errpredict::features::Statics;
use errpredict::predict::{
    Backtest, Foreseen, Plan, Progress, Shares, Split, Tested, backtest, self_labelled,
};
use errpredict::{Event, Result, RollupConfig, Stop, Timestamp};
use errpredict_io::html;
use serde::{Deserialize, Serialize};

use super::train::Learning;

/// The log and the question.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "BacktestRequest")]
pub(crate) struct Request {
    /// The events, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
    /// The question, the method, and when to alert.
    #[serde(default)]
    plan: Plan,
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
    /// Give every tested time with what was said and what came.
    #[serde(default)]
    rows: bool,
    /// The heading of a page about the model on the tested times, which then is in the answer.
    page: Option<String>,
}

/// What it was worth.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "BacktestResponse")]
pub(crate) struct Response {
    #[serde(flatten)]
    result: Backtest,
    /// The tested times, service by service; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<TestedTime>>,
    /// The page, where one was asked for: HTML with everything in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
}

/// One tested time.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct TestedTime {
    /// The service.
    service: String,
    /// When it was asked.
    at: Timestamp,
    /// The probability that was said.
    probability: f64,
    /// When it came; absent where it did not within the horizon.
    #[serde(skip_serializing_if = "Option::is_none")]
    came: Option<Timestamp>,
}

/// What an answer holds beside the numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) rows: bool,
    pub(crate) page: Option<&'a str>,
}

impl Response {
    /// Trains on the first 60 % of the span, chooses and calibrates on the next 20 %, tests on the last 20 %.
    ///
    /// # Errors
    /// Those of [`backtest`].
    pub(crate) fn of(
        learning: &Learning<'_>,
        plan: &Plan,
        wanted: Wanted<'_>,
        stop: Stop<'_>,
    ) -> Result<Self> {
        let (rollup, services) = learning.log;
        let (queries, splits) =
            self_labelled(rollup, plan.task.horizon_ms, learning.every_ms, Shares::BACKTEST)?;
        let asked = (queries.as_slice(), splits.as_slice());
        if wanted.page.is_some() {
            learning.page_fits(asked, Split::Rest, plan.task.horizon_ms)?;
        }
        let progress = Progress::NONE.until(stop);
        let Tested { model, rows, result } =
            backtest(plan, rollup, services, asked, learning.seed, progress)?;
        let page = wanted.page.map(|title| learning.page(title, &model, &rows, html::ROWS_OF_BACKTEST));
        let told = |row: &Foreseen<'_>| TestedTime {
            service: row.service.to_owned(),
            at: row.at,
            probability: row.probability,
            came: row.came,
        };
        Ok(Response {
            result,
            html: page.transpose()?,
            rows: wanted.rows.then(|| rows.iter().map(told).collect()),
        })
    }
}

/// # Errors
/// Those of [`backtest`].
pub(crate) fn run(request: Request, stop: Stop<'_>) -> Result<Response> {
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    crate::guard::training(&rollup, &request.services, &request.plan, request.every_ms, None)?;
    let learning = Learning {
        log: (&rollup, &request.services),
        queries: None,
        every_ms: request.every_ms,
        seed: request.seed,
    };
    let wanted = Wanted { rows: request.rows, page: request.page.as_deref() };
    Response::of(&learning, &request.plan, wanted, stop)
}
