//! Everything found about every service at one time.
//!
//! [`analyze`] is a pure function of a settled rollup, a time and a configuration. It reads hours that end at
//! `effective_at` (the minute `at` is floored to), so a burst of the last minutes is judged against full hours.
//! Services are independent of each other and are spread over threads; the answer is in name order either way.
//! If one part of one service cannot be had, the reason stands in its `notes` and everything else is still there.
//!
//! ```
//! use errpredict::analysis::{AnalysisConfig, analyze};
//! use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
//!
//! let mut rollup = Rollup::new(RollupConfig::default())?;
//! let start: Timestamp = "2026-11-20T00:00:00Z".parse()?;
//! for hour in 0..72 {
//!     let burst = if hour == 71 { 200 } else { 2 };
//!     for i in 1..=burst {
//!         let at = start.plus_ms(hour * 3_600_000 + i * 10_000);
//!         rollup.observe(EventRef::new(at, "checkout", Severity::High, "TimeoutError"));
//!     }
//! }
//! rollup.settle();
//! let found = analyze(&rollup, start.plus_ms(72 * 3_600_000), &AnalysisConfig::default())?;
//! assert_eq!(found.services[0].anomalies[0].anomaly_type.name(), "spike");
//! assert!(found.headline.text.contains("checkout"), "{}", found.headline.text);
//! # Ok::<(), errpredict::Error>(())
//! ```

mod adopted;
mod aftermath;
mod anomalies;
mod asked;
mod before;
mod began;
mod by_clock;
mod causes;
mod config;
mod correlation;
mod due;
mod ended;
mod folded;
mod for_action;
mod for_insight;
mod foreseen;
mod groups;
mod habit;
mod headline;
mod incidents;
mod lessons;
mod levels;
mod made_of;
mod minutes;
mod newcomers;
mod novelty;
mod one_scope;
mod outlooks;
mod parts;
mod patterns;
mod peers;
mod relief;
mod result;
mod sentence;
mod service;
mod services;
mod silence;
mod slow;
mod warnings;
mod worth;
mod young;

pub(crate) use began::placed_errors;
pub use config::{AnalysisConfig, Depth, Limits};
pub use folded::{Change, ToDo};
pub use headline::Headline;
pub use incidents::Incident;
pub use parts::{AnalysisInParts, AnalysisStep};
pub use patterns::{PatternSummary, SimilarGroup};
pub use result::{ANALYSIS_VERSION, Analysis};
pub use service::{GroupSummary, Judgement, Note, ServiceAnalysis};
pub use worth::{ALERT_PROBABILITY, PastWorth, past_worth};
pub use young::YoungRise;

use crate::error::Result;
use crate::history::History;
use crate::predict::FittedForesight;
use crate::rollup::Rollup;
use crate::stop::Stop;
use crate::time::Timestamp;

/// Analyses a settled rollup at a time.
///
/// # Errors
/// `not_enough_data` for an empty rollup or a time before its first event; `unknown_name` for a service that is not
/// in it; `invalid_setting` for a configuration out of its ranges.
pub fn analyze(rollup: &Rollup, at: Timestamp, config: &AnalysisConfig) -> Result<Analysis> {
    analyze_with_history(rollup, at, config, &History::default())
}

/// As [`analyze`], with what happened before: earlier incidents, actions and decisions known at that time.
///
/// # Errors
/// Those of [`analyze`] and of [`History::validate`].
pub fn analyze_with_history(
    rollup: &Rollup,
    at: Timestamp,
    config: &AnalysisConfig,
    history: &History,
) -> Result<Analysis> {
    analyze_until(rollup, at, config, history, Stop::NEVER)
}

/// [`analyze_with_history`] that ends between two services once it shall.
///
/// # Errors
/// Those of [`analyze_with_history`]; `cancelled`.
pub fn analyze_until(
    rollup: &Rollup,
    at: Timestamp,
    config: &AnalysisConfig,
    history: &History,
    stop: Stop<'_>,
) -> Result<Analysis> {
    analyze_keeping(rollup, at, config, history, None, stop).map(|(analysis, _)| analysis)
}

/// As [`analyze_until`], with what an earlier analysis learnt: it is used where it was learnt with the same settings,
/// not after `at` and not longer before than `foresight.keep_minutes`, else learnt anew. What was used is given back, to be
/// kept; a quick analysis learns nothing and gives back what it was given.
///
/// # Errors
/// Those of [`analyze_until`].
pub fn analyze_keeping(
    rollup: &Rollup,
    at: Timestamp,
    config: &AnalysisConfig,
    history: &History,
    kept: Option<FittedForesight>,
    stop: Stop<'_>,
) -> Result<(Analysis, Option<FittedForesight>)> {
    let asked = AnalysisInParts::new(rollup, at, config, history)?;
    asked.whole(kept, stop)
}

#[cfg(test)]
mod tests;
