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
mod headline;
mod incidents;
mod lessons;
mod minutes;
mod newcomers;
mod novelty;
mod one_scope;
mod outlooks;
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
pub use patterns::{PatternSummary, SimilarGroup};
pub use result::{ANALYSIS_VERSION, Analysis};
pub use service::{GroupSummary, Judgement, Note, ServiceAnalysis};
pub use worth::{ALERT_PROBABILITY, PastWorth, past_worth};
pub use young::YoungRise;

use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::history::History;
use crate::insight;
use crate::predict::FittedForesight;
use crate::rollup::{Cells, Rollup};
use crate::stop::Stop;
use crate::time::{MINUTE_MS, Timestamp};

use self::asked::Asked;
use self::foreseen::Foreseen;
use self::one_scope::Shared;
use self::services::each;

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
    config.validate()?;
    // Late events and the newest minute would be missing from one that was not settled, and nobody would see it.
    let settled = rollup.settled();
    let whole = &*settled;
    let effective_at = at.floor_to(MINUTE_MS);
    // One event of a wrong clock would make years of calm of it.
    let begun = whole.without_wrong_clock(effective_at);
    let rollup = &*begun;
    let (Some(first_event), Some(last_event)) = (rollup.first(), rollup.last()) else {
        return Err(Error::not_enough("events", 1, 0));
    };
    if effective_at < first_event.floor_to(MINUTE_MS) {
        let message = format!("nothing happened yet at {effective_at}: the first event is at {first_event}");
        return Err(Error::new(ErrorKind::NotEnoughData, message));
    }
    let chosen = services::chosen(rollup, config)?;
    let foreseen = Foreseen::new(rollup, effective_at, config, kept)?;
    let shared = Shared::new(Asked::new(rollup, effective_at, config), history, &foreseen)?;
    stop.check()?;
    let (forecasts, of_system, apart) = outlooks::forecasts(&shared.asked, &chosen);
    let chosen: Vec<_> = chosen.into_iter().zip(forecasts).collect();
    let found = each(&chosen, |((name, service), forecast)| {
        stop.check()?;
        Ok(one_scope::analyze(&shared, &Scope::service_named(*name), service, forecast.clone()))
    })
    .into_iter()
    .collect::<Result<Vec<_>>>()?;
    let (mut services, spike_days): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    causes::plant(&mut services);
    let rises = services.iter().any(|one| one.rise.as_ref().is_some_and(|rise| rise.until.is_none()));
    let of_system = match outlooks::of_a_rise(&shared.asked).filter(|_| rises) {
        Some(error) => of_system.map(|_| Err(error)),
        None => of_system,
    };
    let (mut system, _) = one_scope::analyze(&shared, &Scope::System, rollup.system(), of_system);
    one_scope::same_of_one(&mut system, &services, rollup);
    if let Some(error) = apart.filter(|_| system.forecast.is_some()) {
        system.notes.push(Note {
            part: "forecast".to_owned(),
            code: error.code().to_owned(),
            message: format!("the forecasts of the services do not add up to this one: {error}"),
        });
    }
    if config.depth > Depth::Quick {
        let state = for_insight::system_state(
            &services,
            &spike_days,
            effective_at,
            config.detection.false_alarms_per_week,
        );
        system.insights.extend(shared.lessons.marked(insight::derive_system(&state)));
    }
    let everything = |cells: &Cells| cells.between(Timestamp::MIN, effective_at);
    let mut analysis = Analysis {
        version: ANALYSIS_VERSION,
        headline: Headline::default(),
        warnings: Vec::new(),
        zone: config.detection.zone.clone(),
        effective_at,
        first_event,
        last_event,
        events: everything(rollup.system().events()),
        errors: everything(rollup.system().errors()),
        depth: config.depth,
        patterns: shared.patterns.summaries(shared.asked.from, effective_at, config.max_patterns),
        system,
        services,
    };
    incidents::not_twice(&mut analysis);
    sentence::point_at_source(&mut analysis);
    analysis.headline = sentence::of(&analysis);
    let clock = analysis.clock();
    by_clock::tell(&mut analysis, &clock);
    analysis.warnings = warnings::of(&analysis, whole, &clock);
    Ok((analysis, foreseen.fitted))
}

#[cfg(test)]
mod tests;
