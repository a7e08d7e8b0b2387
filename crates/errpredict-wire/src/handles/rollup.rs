//! A [`Rollup`] behind a handle.

use std::sync::{Mutex, MutexGuard, PoisonError};

use errpredict::analysis::{Analysis, analyze_until};
use errpredict::{Error, ErrorKind, EventRef, Result, Rollup, RollupConfig, Stop, Timestamp};
use errpredict_io::ReadReport;
use serde::{Deserialize, Serialize};

pub(super) use super::counted::{backtest, report, train};
use super::lines;
use super::monitor::{AnalyzeRequest, ObserveRequest, ObserveResponse, each};
use super::{Handle, Kept};
use crate::guard;
use crate::operations::read::Request as ReadRequest;

/// Counts of a log.
#[derive(Debug)]
pub(crate) struct Counts(Mutex<Rollup>);

/// How it counts.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RollupSettings")]
pub(crate) struct Settings {
    /// Caps and retention.
    #[serde(default)]
    rollup: RollupConfig,
}

impl Counts {
    /// What was counted elsewhere.
    pub(super) fn of(rollup: Rollup) -> Self {
        Counts(Mutex::new(rollup))
    }
}

impl Kept for Counts {
    type Settings = Settings;

    fn open(settings: Settings) -> Result<Self> {
        Ok(Counts(Mutex::new(Rollup::new(settings.rollup)?)))
    }

    fn load(bytes: &[u8]) -> Result<Self> {
        Ok(Counts(Mutex::new(Rollup::load(bytes)?)))
    }

    fn save(&self) -> Result<Vec<u8>> {
        Ok(self.lock().save())
    }

    fn observe(&self, event: EventRef<'_>) -> Result<()> {
        event.validate()?;
        self.lock().observe(event);
        Ok(())
    }
}

impl Counts {
    fn lock(&self) -> MutexGuard<'_, Rollup> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A copy, settled.
    pub(super) fn counts(&self) -> Rollup {
        let mut rollup = self.lock();
        rollup.settle();
        rollup.clone()
    }
}

pub(super) fn analyze(
    counts: &Counts,
    request: AnalyzeRequest,
    _: Option<&Handle>,
    stop: Stop<'_>,
) -> Result<Analysis> {
    let counts = counts.counts();
    // How many services and hours there are, its settings bound.
    guard::analysis(&request.config, 1, 0)?;
    analyze_until(&counts, request.at, &request.config, &request.history, stop)
}

pub(super) fn observe(
    counts: &Counts,
    request: ObserveRequest,
    _: Option<&Handle>,
) -> Result<ObserveResponse> {
    let mut rollup = counts.lock();
    Ok(each(&request.events, |event| {
        rollup.observe(event);
    }))
}

/// Nothing to ask.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RollupDescribeRequest")]
pub(crate) struct DescribeRequest {}

/// What was counted.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "RollupDescribeResponse")]
pub(crate) struct DescribeResponse {
    /// Every service, by name.
    services: Vec<String>,
    /// Events counted.
    observed: u64,
    /// The oldest event; absent where there is none.
    first: Option<Timestamp>,
    /// The newest event; absent where there is none.
    last: Option<Timestamp>,
    /// The end of the newest event's minute, which is what to analyse unless another time is asked for; absent where there is
    /// no event.
    now: Option<Timestamp>,
}

fn described(rollup: &Rollup) -> DescribeResponse {
    DescribeResponse {
        services: rollup.services().map(|(name, _)| name.to_owned()).collect(),
        observed: rollup.observed(),
        first: rollup.first(),
        last: rollup.last(),
        now: rollup.now(),
    }
}

pub(super) fn describe(counts: &Counts, _: DescribeRequest, _: Option<&Handle>) -> Result<DescribeResponse> {
    let mut rollup = counts.lock();
    rollup.settle();
    Ok(described(&rollup))
}

/// Nothing to ask: the other rollup, or monitor, is given along and stays as it is.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RollupMergeRequest")]
pub(crate) struct MergeRequest {}

pub(super) fn merge(counts: &Counts, _: MergeRequest, with: Option<&Handle>) -> Result<DescribeResponse> {
    if with.is_some_and(|with| {
        with.state.downcast_ref::<Counts>().is_some_and(|other| std::ptr::eq(other, counts))
    }) {
        return Err(Error::new(ErrorKind::InvalidArgument, "a rollup cannot be added to itself"));
    }
    let other = super::counts_of(with)?;
    let mut rollup = counts.lock();
    rollup.merge(other)?;
    rollup.settle();
    Ok(described(&rollup))
}

pub(super) fn observe_log(counts: &Counts, request: ReadRequest, _: Option<&Handle>) -> Result<ReadReport> {
    // Held for one event at a time, never while lines are read: other threads go on counting.
    lines::each(request, |event| {
        counts.lock().observe(event);
    })
}
