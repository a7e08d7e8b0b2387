//! A [`Monitor`] behind a handle.

use errpredict::analysis::{Analysis, AnalysisConfig};
use errpredict::detect::{AnomalyDetection, WatchPoint};
use errpredict::history::History;
use errpredict::{Event, EventRef, Monitor, Result, Rollup, RollupConfig, Stop, Timestamp};
use errpredict_io::ReadReport;
use serde::{Deserialize, Serialize};

use super::lines;
use super::{Handle, Kept};
use crate::guard;
use crate::operations::read::Request as ReadRequest;

/// The fold of a running process.
#[derive(Debug)]
pub(crate) struct Watched(Monitor);

/// How it counts.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MonitorSettings")]
pub(crate) struct Settings {
    /// Caps and retention; those meant for a process when absent.
    rollup: Option<RollupConfig>,
}

impl Kept for Watched {
    type Settings = Settings;

    fn open(settings: Settings) -> Result<Self> {
        Ok(Watched(Monitor::new(settings.rollup.unwrap_or_else(RollupConfig::monitor))?))
    }

    fn load(bytes: &[u8]) -> Result<Self> {
        Ok(Watched(Monitor::load(bytes)?))
    }

    fn save(&self) -> Result<Vec<u8>> {
        self.0.save()
    }

    fn observe(&self, event: EventRef<'_>) -> Result<()> {
        event.validate()?;
        self.0.observe(event);
        Ok(())
    }
}

impl Watched {
    /// A copy of what was counted.
    pub(super) fn counts(&self) -> Rollup {
        self.0.rollup()
    }
}

/// What to find.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "HandleAnalyzeRequest")]
pub(crate) struct AnalyzeRequest {
    /// The time; nothing after it is read.
    pub(super) at: Timestamp,
    /// How.
    #[serde(default)]
    pub(super) config: AnalysisConfig,
    /// Earlier incidents, actions and decisions; those known at the time count.
    #[serde(default)]
    pub(super) history: History,
}

pub(super) fn analyze(
    watched: &Watched,
    request: AnalyzeRequest,
    _: Option<&Handle>,
    stop: Stop<'_>,
) -> Result<Analysis> {
    // How many services there are, its settings bound; counting them would copy all counts.
    guard::analysis(&request.config, 1, 0)?;
    watched.0.analyze_until(request.at, &request.config, &request.history, stop)
}

/// Up to when to judge.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MonitorAdvanceRequest")]
pub(crate) struct AdvanceRequest {
    /// The time; it never goes back.
    at: Timestamp,
}

/// What is under way or just ended.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorAdvanceResponse")]
pub(crate) struct AdvanceResponse {
    /// One incident has one key, however often it is given.
    anomalies: Vec<AnomalyDetection>,
}

pub(super) fn advance(
    watched: &Watched,
    request: AdvanceRequest,
    _: Option<&Handle>,
) -> Result<AdvanceResponse> {
    Ok(AdvanceResponse { anomalies: watched.0.advance(request.at)? })
}

/// A number of the process.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MonitorMeasureRequest")]
pub(crate) struct MeasureRequest {
    /// What it is called.
    name: String,
    /// The end of the step it was measured over.
    end: Timestamp,
    /// The value.
    value: f64,
}

pub(super) fn measure(watched: &Watched, request: MeasureRequest, _: Option<&Handle>) -> Result<WatchPoint> {
    watched.0.measure(&request.name, request.end, request.value)
}

/// Nothing to ask.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MonitorMemoryRequest")]
pub(crate) struct MemoryRequest {}

/// What it costs.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorMemoryResponse")]
pub(crate) struct MemoryResponse {
    /// Bytes of memory held.
    bytes: u64,
}

pub(super) fn memory(watched: &Watched, _: MemoryRequest, _: Option<&Handle>) -> Result<MemoryResponse> {
    Ok(MemoryResponse { bytes: watched.0.memory_bytes() as u64 })
}

/// Events to count.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "HandleObserveRequest")]
pub(crate) struct ObserveRequest {
    /// In any order; late ones and repeated ones count like any other.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    pub(super) events: Vec<Event>,
}

/// What was counted.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "HandleObserveResponse")]
pub(crate) struct ObserveResponse {
    /// Events counted; those out of their ranges are told in `refused`.
    pub(super) counted: u64,
    /// Events that were refused, by their place among those given.
    pub(super) refused: Vec<Refused>,
}

/// One event that was refused.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "HandleRefusedEvent")]
pub(crate) struct Refused {
    /// Its place among those given, from 0.
    place: usize,
    /// Why.
    error: crate::ErrorMessage,
}

/// Counts each event that is in its ranges, so that one bad event loses no other.
pub(super) fn each(events: &[Event], mut count: impl FnMut(EventRef<'_>)) -> ObserveResponse {
    let mut response = ObserveResponse { counted: 0, refused: Vec::new() };
    for (place, event) in events.iter().enumerate() {
        match event.validate() {
            Ok(()) => {
                count(event.as_event_ref());
                response.counted += 1;
            }
            Err(error) => response.refused.push(Refused { place, error: crate::error_message(&error) }),
        }
    }
    response
}

pub(super) fn observe(
    watched: &Watched,
    request: ObserveRequest,
    _: Option<&Handle>,
) -> Result<ObserveResponse> {
    Ok(each(&request.events, |event| {
        watched.0.observe(event);
    }))
}

pub(super) fn observe_log(watched: &Watched, request: ReadRequest, _: Option<&Handle>) -> Result<ReadReport> {
    lines::each(request, |event| {
        watched.0.observe(event);
    })
}
