//! An analysis in parts, for whoever spreads it over processes that share nothing but bytes.
//!
//! Most of an analysis looks at one service; what is foreseen is learnt from all of them, forecasts add up, and what all services
//! show together comes last. [`analyze`](super::analyze) does the same steps in one process, so that there is one way only.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::forecast::{OpenForecast, TimeSeriesForecast};
use crate::history::History;
use crate::insight;
use crate::predict::{ErrorPrediction, FittedForesight};
use crate::rollup::{Cells, Rollup, ServiceRollup};
use crate::stop::Stop;
use crate::time::{MINUTE_MS, Timestamp};

use super::asked::Asked;
use super::config::{AnalysisConfig, Depth};
use super::foreseen::Foreseen;
use super::headline::Headline;
use super::one_scope::{self, Shared};
use super::outlooks::{self, Forecast};
use super::result::{ANALYSIS_VERSION, Analysis};
use super::service::{Note, ServiceAnalysis};
use super::services::{chosen, each};
use super::{by_clock, causes, for_insight, incidents, sentence, warnings};

/// One step of an analysis in parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum AnalysisStep {
    /// Learns from all services what is foreseen.
    Learn,
    /// Forecasts these services.
    Forecast {
        /// Their names: a shard of those that are analysed, in the order of names.
        services: Vec<String>,
    },
    /// Moves all forecasts so that they add up, and gives every shard its part.
    AddUp,
    /// Looks at the services of a shard.
    Look,
    /// Puts together what was found.
    Together,
}

/// An analysis in steps, two of which can be cut into as many shards of services as wanted.
///
/// | Step | Is given | Gives |
/// |---|---|---|
/// | [`AnalysisStep::Learn`] | nothing | what is foreseen of every service |
/// | [`AnalysisStep::Forecast`], one a shard | nothing | the shard's forecasts, still to be moved |
/// | [`AnalysisStep::AddUp`] | what was learnt, then every shard's forecasts | what each shard must know, then what all together |
/// | [`AnalysisStep::Look`], one a shard | what its shard must know | what was found |
/// | [`AnalysisStep::Together`] | what all together must know, then what every shard found | the analysis, as JSON |
///
/// The answer is that of [`analyze`](super::analyze) to the bit, whatever the shards are. Every step needs the counts of all services, and the
/// same question. What goes from step to step is read by the same build only.
///
/// ```
/// use errpredict::analysis::{AnalysisConfig, AnalysisInParts, AnalysisStep, analyze};
/// use errpredict::history::History;
/// use errpredict::{EventRef, Rollup, RollupConfig, Severity, Stop, Timestamp};
///
/// let mut rollup = Rollup::new(RollupConfig::default())?;
/// let start: Timestamp = "2026-11-20T00:00:00Z".parse()?;
/// for hour in 0..72 {
///     rollup.observe(EventRef::new(start.plus_ms(hour * 3_600_000 + 1), "shop", Severity::High, "TimeoutError"));
/// }
/// rollup.settle();
/// let (at, config, history) = (start.plus_ms(72 * 3_600_000), AnalysisConfig::default(), History::default());
/// let parts = AnalysisInParts::new(&rollup, at, &config, &history)?;
/// let step = |step: AnalysisStep, given: &[&[u8]]| parts.step(&step, given, Stop::NEVER);
/// let learnt = step(AnalysisStep::Learn, &[])?.remove(0);
/// let forecasts = step(AnalysisStep::Forecast { services: vec!["shop".to_owned()] }, &[])?.remove(0);
/// let known = step(AnalysisStep::AddUp, &[&learnt, &forecasts])?;
/// let found = step(AnalysisStep::Look, &[&known[0]])?.remove(0);
/// let analysis = step(AnalysisStep::Together, &[&known[1], &found])?.remove(0);
/// let alone = analyze(&rollup, at, &config)?;
/// assert_eq!(String::from_utf8_lossy(&analysis), serde_json::to_string(&alone).unwrap());
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug)]
pub struct AnalysisInParts<'a> {
    whole: Cow<'a, Rollup>,
    /// Without the event of a wrong clock, where there is one.
    begun: Option<Rollup>,
    first_event: Timestamp,
    last_event: Timestamp,
    at: Timestamp,
    config: &'a AnalysisConfig,
    history: &'a History,
}

/// A service, and what was counted of it.
type Counted<'a> = (&'a str, &'a ServiceRollup);
/// What was found of a service, and on how many of how many days of the past a spike began.
type Looked = (ServiceAnalysis, (f64, f64));
/// A value, or why there is none, on its way between processes.
type Sent<T> = std::result::Result<T, Why>;

/// An error that is only told: its words and its code.
#[derive(Debug, Serialize, Deserialize)]
struct Why {
    kind: ErrorKind,
    message: String,
}

impl From<Error> for Why {
    fn from(error: Error) -> Self {
        Why { kind: error.kind(), message: error.to_string() }
    }
}

// No `From`: an error that converts from two types would have to be named wherever `?` is used.
impl Why {
    fn error(self) -> Error {
        Error::new(self.kind, self.message)
    }
}

/// Forecasts of a shard; none in a quick analysis.
#[derive(Debug, Serialize, Deserialize)]
struct OpenForecasts {
    services: Vec<String>,
    open: Vec<Sent<OpenForecast>>,
}

/// What must be known of a scope before it is looked at.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    scope: Scope,
    predictions: Vec<ErrorPrediction>,
    forecast: Option<Sent<TimeSeriesForecast>>,
}

impl Known {
    fn of(scope: Scope, foreseen: &Foreseen, forecast: Forecast) -> Self {
        let predictions = foreseen.of(&scope);
        Known { scope, predictions, forecast: forecast.map(|made| made.map_err(Why::from)) }
    }

    fn forecast(&mut self) -> Forecast {
        self.forecast.take().map(|made| made.map_err(Why::error))
    }
}

/// What must be known of all services together.
#[derive(Debug, Serialize, Deserialize)]
struct KnownOfAll {
    known: Known,
    /// Why the forecasts do not add up.
    apart: Option<Why>,
}

impl<'a> AnalysisInParts<'a> {
    /// The question, checked; the counts need not be settled.
    ///
    /// # Errors
    /// Those of [`analyze`](super::analyze).
    pub fn new(
        rollup: &'a Rollup,
        at: Timestamp,
        config: &'a AnalysisConfig,
        history: &'a History,
    ) -> Result<Self> {
        config.validate()?;
        // Late events and the newest minute would be missing from one that was not settled, and nobody would see it.
        let whole = rollup.settled();
        let at = at.floor_to(MINUTE_MS);
        // One event of a wrong clock would make years of calm of it.
        let begun = match whole.without_wrong_clock(at) {
            Cow::Owned(begun) => Some(begun),
            Cow::Borrowed(_) => None,
        };
        let seen: &Rollup = begun.as_ref().unwrap_or(&whole);
        let (Some(first_event), Some(last_event)) = (seen.first(), seen.last()) else {
            return Err(Error::not_enough("events", 1, 0));
        };
        if at < first_event.floor_to(MINUTE_MS) {
            let message = format!("nothing happened yet at {at}: the first event is at {first_event}");
            return Err(Error::new(ErrorKind::NotEnoughData, message));
        }
        Ok(AnalysisInParts { whole, begun, first_event, last_event, at, config, history })
    }

    /// One step: takes and gives what the table above says.
    ///
    /// # Errors
    /// `invalid_argument` for bytes that are not what the step is given; `unknown_name` for a service that was never heard from; those
    /// of [`analyze`](super::analyze); `cancelled`.
    pub fn step(&self, step: &AnalysisStep, given: &[&[u8]], stop: Stop<'_>) -> Result<Vec<Vec<u8>>> {
        match step {
            AnalysisStep::Learn => {
                let foreseen = Foreseen::new(self.rollup(), self.at, self.config, None)?;
                Ok(vec![written(&foreseen.all())?])
            }
            AnalysisStep::Forecast { services } => {
                let all = self.services()?;
                let places = places(&all, services.iter().map(String::as_str))?;
                let open = outlooks::open(&self.asked(), &all, &places);
                let open = open.into_iter().map(|made| made.map_err(Why::from)).collect();
                Ok(vec![written(&OpenForecasts { services: services.clone(), open })?])
            }
            AnalysisStep::AddUp => self.added_up(given),
            AnalysisStep::Look => self.looked(given, stop),
            AnalysisStep::Together => self.put_together(given),
        }
    }

    /// All steps in this process; with what an earlier analysis learnt, and what was used given back.
    pub(super) fn whole(
        &self,
        kept: Option<FittedForesight>,
        stop: Stop<'_>,
    ) -> Result<(Analysis, Option<FittedForesight>)> {
        let services = self.services()?;
        let foreseen = Foreseen::new(self.rollup(), self.at, self.config, kept)?;
        let shared = Shared::new(self.asked(), self.history, &foreseen)?;
        stop.check()?;
        let (forecasts, of_system, apart) = outlooks::forecasts(&shared.asked, &services);
        let looked = look(&shared, &services, forecasts, stop)?;
        let analysis = self.together(&shared, looked, of_system, apart);
        Ok((analysis, foreseen.fitted))
    }

    fn rollup(&self) -> &Rollup {
        self.begun.as_ref().unwrap_or(&self.whole)
    }

    fn asked(&self) -> Asked<'_> {
        Asked::new(self.rollup(), self.at, self.config)
    }

    fn services(&self) -> Result<Vec<Counted<'_>>> {
        chosen(self.rollup(), self.config)
    }

    fn added_up(&self, given: &[&[u8]]) -> Result<Vec<Vec<u8>>> {
        let (learnt, forecasts) = first_of(given)?;
        let foreseen = Foreseen::told(read(learnt)?);
        let shards = forecasts.iter().map(|bytes| read(bytes)).collect::<Result<Vec<OpenForecasts>>>()?;
        let services = self.services()?;
        are_all(&services, shards.iter().flat_map(|shard| &shard.services).map(String::as_str))?;
        let sizes: Vec<usize> = shards.iter().map(|shard| shard.services.len()).collect();
        let open: Vec<Result<OpenForecast>> =
            shards.into_iter().flat_map(|shard| shard.open).map(|made| made.map_err(Why::error)).collect();
        let expected = if self.config.depth == Depth::Quick { 0 } else { services.len() };
        if open.len() != expected {
            return Err(unfit(&format!("expected {expected} forecasts, got {}", open.len())));
        }
        let (forecasts, of_system, apart) = outlooks::added_up(&self.asked(), &services, open);
        let mut known = services
            .iter()
            .zip(forecasts)
            .map(|((name, _), forecast)| Known::of(Scope::service_named(*name), &foreseen, forecast));
        let mut parts = Vec::with_capacity(sizes.len() + 1);
        for n in sizes {
            let of_shard: Vec<Known> = known.by_ref().take(n).collect();
            parts.push(written(&of_shard)?);
        }
        let known = Known::of(Scope::System, &foreseen, of_system);
        parts.push(written(&KnownOfAll { known, apart: apart.map(Why::from) })?);
        Ok(parts)
    }

    fn looked(&self, given: &[&[u8]], stop: Stop<'_>) -> Result<Vec<Vec<u8>>> {
        let (known, _) = first_of(given)?;
        let mut known: Vec<Known> = read(known)?;
        let forecasts: Vec<Forecast> = known.iter_mut().map(Known::forecast).collect();
        let all = self.services()?;
        let places = places(&all, known.iter().filter_map(|known| known.scope.service()))?;
        let services: Vec<Counted<'_>> = places.into_iter().map(|place| all[place]).collect();
        let foreseen = Foreseen::told(known.into_iter().flat_map(|known| known.predictions).collect());
        let shared = Shared::new(self.asked(), self.history, &foreseen)?;
        Ok(vec![written(&look(&shared, &services, forecasts, stop)?)?])
    }

    fn put_together(&self, given: &[&[u8]]) -> Result<Vec<Vec<u8>>> {
        let (known, shards) = first_of(given)?;
        let KnownOfAll { mut known, apart } = read(known)?;
        let shards = shards.iter().map(|bytes| read(bytes)).collect::<Result<Vec<Vec<Looked>>>>()?;
        let looked: Vec<Looked> = shards.into_iter().flatten().collect();
        are_all(&self.services()?, looked.iter().filter_map(|(found, _)| found.scope.service()))?;
        let of_system = known.forecast();
        let foreseen = Foreseen::told(known.predictions);
        let shared = Shared::new(self.asked(), self.history, &foreseen)?;
        let analysis = self.together(&shared, looked, of_system, apart.map(Why::error));
        Ok(vec![written(&analysis)?])
    }

    /// The analysis, once every service was looked at.
    fn together(
        &self,
        shared: &Shared<'_>,
        looked: Vec<Looked>,
        of_system: Forecast,
        apart: Option<Error>,
    ) -> Analysis {
        let (rollup, config, effective_at) = (self.rollup(), self.config, self.at);
        let (mut services, spike_days): (Vec<_>, Vec<_>) = looked.into_iter().unzip();
        causes::plant(&mut services);
        let rises = services.iter().any(|one| one.rise.as_ref().is_some_and(|rise| rise.until.is_none()));
        let of_system = match outlooks::of_a_rise(&shared.asked).filter(|_| rises) {
            Some(error) => of_system.map(|_| Err(error)),
            None => of_system,
        };
        let (mut system, _) = one_scope::analyze(shared, &Scope::System, rollup.system(), of_system);
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
            first_event: self.first_event,
            last_event: self.last_event,
            events: everything(rollup.system().events()),
            errors: everything(rollup.system().errors()),
            depth: config.depth,
            patterns: shared.patterns.summaries(shared.asked.from, effective_at, config.max_patterns),
            system,
            services,
        };
        incidents::not_twice(&mut analysis);
        sentence::point_at_source(&mut analysis);
        analysis.headline = sentence::of(&analysis, config.history_hours);
        let clock = analysis.clock();
        by_clock::tell(&mut analysis, &clock);
        analysis.warnings = warnings::of(&analysis, &self.whole, &clock);
        analysis
    }
}

/// Everything about these services, whose forecasts were made.
fn look(
    shared: &Shared<'_>,
    services: &[Counted<'_>],
    forecasts: Vec<Forecast>,
    stop: Stop<'_>,
) -> Result<Vec<Looked>> {
    let asked: Vec<_> = services.iter().copied().zip(forecasts).collect();
    each(&asked, |((name, service), forecast)| {
        stop.check()?;
        Ok(one_scope::analyze(shared, &Scope::service_named(*name), service, forecast.clone()))
    })
    .into_iter()
    .collect()
}

/// Where these services stand among all that are analysed.
fn places<'n>(all: &[Counted<'_>], names: impl Iterator<Item = &'n str>) -> Result<Vec<usize>> {
    let known: BTreeMap<&str, usize> =
        all.iter().enumerate().map(|(place, (name, _))| (*name, place)).collect();
    let place = |name: &str| known.get(name).copied();
    names
        .map(|name| place(name).ok_or_else(|| unfit(&format!("`{name}` is none of the services analysed"))))
        .collect()
}

/// Refuses shards that are not all services that are analysed, in their order.
fn are_all<'n>(all: &[Counted<'_>], names: impl Iterator<Item = &'n str>) -> Result<()> {
    if names.eq(all.iter().map(|(name, _)| *name)) {
        return Ok(());
    }
    Err(unfit(&format!(
        "expected shards that are the {} services analysed, in the order of their names",
        all.len()
    )))
}

fn first_of<'g>(given: &'g [&'g [u8]]) -> Result<(&'g [u8], &'g [&'g [u8]])> {
    let (first, others) =
        given.split_first().ok_or_else(|| unfit("expected what the steps before gave, got nothing"))?;
    Ok((*first, others))
}

fn written(part: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(part).map_err(|error| {
        Error::new(ErrorKind::Internal, format!("a part of an analysis has no form in JSON: {error}"))
    })
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|error| {
        unfit(&format!("these bytes are not the part of an analysis that was expected: {error}"))
    })
}

fn unfit(message: &str) -> Error {
    Error::new(ErrorKind::InvalidArgument, message)
}
