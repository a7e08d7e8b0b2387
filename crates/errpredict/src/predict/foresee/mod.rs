//! How likely trouble is now, learnt from the log's own past in a second or two.
//!
//! [`Foresight::fit`] draws a few thousand moments of the past ([`grid`]), computes their features once for all kinds
//! of trouble and horizons, and fits a hazard for each (trouble within half an hour; within two hours if not before;
//! within a day if not before): logistic regression on features that are the same whatever the log, shallow trees
//! beside it for the last. Probabilities are 1 − Π(1 − hazard): they never fall when the horizon grows. A hazard's model
//! is used only where, walked forward over the past, it beats the base rate ([`walk`]); else the base rate is given
//! ([`record`]). Nothing after the time of the fit is read for it, nothing after the time asked for an answer.
//!
//! Fitted once, it answers for later times too: features and base rates are always those of the time asked.
//!
//! # Works badly when
//! Trouble was rare (under 30 spans with trouble: the base rate answers), or the system changed since.

mod grid;
mod hazard;
mod heard;
mod occurrences;
mod past;
mod record;
mod spans;
mod walk;
mod worth;

#[cfg(test)]
mod tests;

use ndarray::Axis;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::features::{FeatureQuery, FeatureSet, FeatureSource, Statics, factor_of};
use crate::predict::logistic::Design;
use crate::predict::{Sample, Selection};
use crate::rollup::Rollup;
use crate::time::Timestamp;

pub use occurrences::Trouble;

use hazard::Hazard;
use heard::heard;
use occurrences::{BURST_MINUTES, minute, time};
use past::{Kind, Limits, Past};
use record::{Pool, cumulated};
use walk::{Grid, Taught};
use worth::Worth;

/// TUNE
#[allow(clippy::disallowed_methods)]
pub(super) fn tune(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// Version of what is kept.
const VERSION: u32 = 1;
/// Rows of the grid: more cost time and gained nothing on the development origins (`foresee --dev` of `benches`).
const ROWS: usize = 9_000;
/// Facts told of a probability.
const MAX_FACTS: usize = 3;

/// How to foresee.
///
/// | Setting | Default | Meaning | Unit | Range |
/// |---|---|---|---|---|
/// | `horizons_minutes` | 30, 120, 1440 | how far ahead | minutes | 30 to 43,200 each |
/// | `rows` | 9,000 | moments of the past to learn from | | at least 100 |
/// | `seed` | 0 | which moments are drawn | | any |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Foresight {
    /// How far ahead, in minutes.
    pub horizons_minutes: Vec<u32>,
    /// Moments of the past to learn from.
    pub rows: usize,
    /// Which moments are drawn.
    pub seed: u64,
}

impl Default for Foresight {
    fn default() -> Self {
        Foresight { horizons_minutes: vec![30, 120, 1440], rows: ROWS, seed: 0 }
    }
}

/// What was learnt; it answers for any later time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedForesight {
    version: u32,
    settings: Foresight,
    at: Timestamp,
    horizons: Vec<u32>,
    limits: Limits,
    set: FeatureSet,
    columns: Vec<usize>,
    kinds: Vec<FittedKind>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FittedKind {
    trouble: Trouble,
    hazards: Vec<Option<Hazard>>,
    worth: Vec<Option<Worth>>,
}

/// A probability, and what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Foretold {
    /// The service; nothing for all of them together.
    pub service: Option<String>,
    /// What is foreseen.
    pub trouble: Trouble,
    /// Within how many minutes.
    pub horizon_minutes: u32,
    /// From how many within half an hour on it is trouble; nothing for all services together.
    pub at_least: Option<u64>,
    /// How likely it is.
    pub probability: f64,
    /// How often it came within such a horizon over the whole past.
    pub usual: f64,
    /// Whether a model says so, or the past alone.
    pub from_model: bool,
    /// Lower end of its interval of level 0.9.
    pub lower: f64,
    /// Upper end of its interval of level 0.9.
    pub upper: f64,
    /// What moved it away from what is usual, the strongest first; empty where no model says it.
    pub facts: Vec<Fact>,
    /// Past spans of the horizon's length it rests on.
    pub n_spans: f64,
    /// How often it came after such words, walked forward over the past.
    pub worth: Option<PastWords>,
}

/// What moved a probability.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What the features tell of.
    pub factor: String,
    /// What they add to the log-odds.
    pub contribution: f64,
    /// The feature that adds most of it.
    pub feature: String,
    /// Its value; nothing where it is missing.
    pub value: Option<f64>,
}

/// What such words were worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastWords {
    /// What was said, on average.
    pub said: f64,
    /// How often it came.
    pub came: f64,
    /// In so many cases.
    pub cases: usize,
}

impl Foresight {
    /// Checks the ranges.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        let range = 1..=43_200;
        if let Some(minutes) = self.horizons_minutes.iter().find(|minutes| !range.contains(*minutes)) {
            return Err(Error::setting("horizons_minutes", "1 to 43200 each", minutes));
        }
        if self.rows < 100 {
            return Err(Error::setting("rows", "at least 100", self.rows));
        }
        Ok(())
    }

    /// Learns from the past of all services up to `at`.
    ///
    /// # Errors
    /// Those of [`Foresight::validate`].
    pub fn fit(&self, rollup: &Rollup, statics: &Statics, at: Timestamp) -> Result<FittedForesight> {
        self.validate()?;
        let horizons = self.horizons();
        let past = Past::new(rollup, minute(at), &horizons, &Limits::new());
        let set = FeatureSet::without_types(statics);
        let source = FeatureSource::new(rollup, statics, set)?;
        self.fit_past(&past, &source, at, horizons)
    }

    /// The answers at `at`, from what was kept where that fits and is no older than `keep_minutes`, else from a new fit.
    ///
    /// # Errors
    /// Those of [`Foresight::fit`].
    pub fn foresee(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        at: Timestamp,
        kept: Option<FittedForesight>,
        keep_minutes: u32,
    ) -> Result<(FittedForesight, Vec<Foretold>)> {
        self.validate()?;
        let horizons = self.horizons();
        let kept = kept.filter(|kept| {
            let age = at.ms() - kept.at.ms();
            let fits = kept.version == VERSION
                && kept.settings == *self
                && kept.set == FeatureSet::without_types(statics);
            fits && (0..=i64::from(keep_minutes) * crate::time::MINUTE_MS).contains(&age)
        });
        if let Some(kept) = kept {
            let told = kept.foresee(rollup, statics, at)?;
            return Ok((kept, told));
        }
        let past = Past::new(rollup, minute(at), &horizons, &Limits::new());
        let source = FeatureSource::new(rollup, statics, FeatureSet::without_types(statics))?;
        let fitted = self.fit_past(&past, &source, at, horizons)?;
        let told = fitted.answer(&past, &source);
        Ok((fitted, told))
    }

    fn horizons(&self) -> Vec<u32> {
        let mut horizons: Vec<u32> =
            self.horizons_minutes.iter().map(|minutes| (*minutes).max(BURST_MINUTES)).collect();
        horizons.sort_unstable();
        horizons.dedup();
        horizons
    }

    fn fit_past(
        &self,
        past: &Past<'_>,
        source: &FeatureSource<'_>,
        at: Timestamp,
        horizons: Vec<u32>,
    ) -> Result<FittedForesight> {
        let names = source.names();
        let columns = Selection::General.columns(names);
        let learnt: Vec<&Kind> = past.kinds.iter().filter(|kind| kind.has_enough(&horizons)).collect();
        let mut kinds = Vec::new();
        if !learnt.is_empty() {
            let heard: Vec<_> = past
                .services
                .iter()
                .zip(&past.begins)
                .map(|((_, service), begin)| heard(service, *begin, past.at))
                .collect();
            let records: Vec<_> = learnt.iter().map(|kind| kind.records.as_slice()).collect();
            let moments = grid::moments(&heard, &records, horizons.len(), self.rows, self.seed);
            let queries: Vec<FeatureQuery<'_>> = moments
                .iter()
                .map(|moment| FeatureQuery {
                    service: past.services[moment.service].0,
                    at: time(moment.minute),
                })
                .collect();
            let rows = source.sweep(&queries).select(Axis(1), &columns).as_standard_layout().into_owned();
            let names: Vec<String> = columns.iter().map(|column| names[*column].clone()).collect();
            let design = Design::new(rows.view());
            let grid = Grid {
                moments: &moments,
                rows: rows.view(),
                names: &names,
                design: &design,
                horizons: &horizons,
                seed: self.seed,
            };
            for kind in learnt {
                let Taught { hazards, worth } = grid.teach(past, kind)?;
                kinds.push(FittedKind { trouble: kind.trouble, hazards, worth });
            }
        }
        Ok(FittedForesight {
            version: VERSION,
            settings: self.clone(),
            at,
            horizons,
            limits: past.limits(),
            set: source.set().clone(),
            columns,
            kinds,
        })
    }
}

impl Kind {
    /// Whether any horizon has enough past spans with trouble.
    fn has_enough(&self, horizons: &[u32]) -> bool {
        let spans = |(h, horizon): (usize, &u32)| {
            let minutes: u64 = self.records.iter().flatten().map(|record| record.ahead[h].length()).sum();
            minutes as f64 / f64::from(*horizon)
        };
        horizons.iter().enumerate().map(spans).any(|spans| spans >= walk::MIN_SPANS)
    }
}

impl FittedForesight {
    /// When it was fitted.
    #[must_use]
    pub fn fitted_at(&self) -> Timestamp {
        self.at
    }

    /// Whether a model answers for that kind of trouble and horizon.
    #[must_use]
    pub fn has_model(&self, trouble: Trouble, horizon_minutes: u32) -> bool {
        let Some(kind) = self.kinds.iter().find(|kind| kind.trouble == trouble) else { return false };
        let upto = self.horizons.partition_point(|horizon| *horizon <= horizon_minutes);
        kind.hazards.iter().take(upto).any(Option::is_some)
    }

    /// The probabilities of every service and of all together at `at`, from what had happened by then.
    ///
    /// # Errors
    /// `unsupported_version` for what was kept with other features.
    pub fn foresee(&self, rollup: &Rollup, statics: &Statics, at: Timestamp) -> Result<Vec<Foretold>> {
        let past = Past::new(rollup, minute(at), &self.horizons, &self.limits);
        let source = FeatureSource::new(rollup, statics, self.set.clone())?;
        Ok(self.answer(&past, &source))
    }

    fn answer(&self, past: &Past<'_>, source: &FeatureSource<'_>) -> Vec<Foretold> {
        let names: Vec<&str> = self.columns.iter().map(|column| source.names()[*column].as_str()).collect();
        let mut full = vec![0.0; source.names().len()];
        let rows: Vec<Vec<f64>> = past
            .services
            .iter()
            .map(|(name, _)| {
                if self.kinds.is_empty() {
                    return Vec::new();
                }
                source.extract_into(name, time(past.at), &mut full);
                self.columns.iter().map(|column| full[*column]).collect()
            })
            .collect();
        let mut told = Vec::new();
        for kind in &past.kinds {
            let fitted = self.kinds.iter().find(|fitted| fitted.trouble == kind.trouble);
            let pool = Pool::new(kind.records.iter().flatten(), past.at, false);
            let mut highest = vec![(0.0, false); self.horizons.len()];
            for (i, ((name, _), record)) in past.services.iter().zip(&kind.records).enumerate() {
                let (Some(record), Some(limit)) = (record, kind.limits[i]) else { continue };
                let answer = Answer::new(fitted, &pool, record, past.at, &rows[i]);
                for (h, &horizon_minutes) in self.horizons.iter().enumerate() {
                    let foretold = answer.told(h, &names, record);
                    if foretold.probability > highest[h].0 {
                        highest[h] = (foretold.probability, foretold.from_model);
                    }
                    told.push(Foretold {
                        service: Some((*name).to_owned()),
                        trouble: kind.trouble,
                        horizon_minutes,
                        at_least: (kind.trouble != Trouble::Critical).then_some(limit.at_least),
                        ..foretold
                    });
                }
            }
            let answer = Answer::new(None, &Pool::default(), &kind.system, past.at, &[]);
            for (h, &horizon_minutes) in self.horizons.iter().enumerate() {
                let mut foretold = answer.told(h, &names, &kind.system);
                // The whole is in trouble wherever a part is.
                if highest[h].0 > foretold.probability {
                    (foretold.probability, foretold.from_model) = highest[h];
                    foretold.upper = foretold.upper.max(foretold.probability);
                }
                told.push(Foretold { trouble: kind.trouble, horizon_minutes, ..foretold });
            }
        }
        told
    }
}

/// The hazards of one service and kind of trouble, now.
struct Answer<'a> {
    fitted: Option<&'a FittedKind>,
    at: u32,
    sample: Sample<'a>,
    probabilities: Vec<f64>,
    hazards: Vec<f64>,
    usual: Vec<f64>,
}

impl<'a> Answer<'a> {
    fn new(
        fitted: Option<&'a FittedKind>,
        pool: &Pool,
        record: &record::Record,
        at: u32,
        row: &'a [f64],
    ) -> Self {
        let state = record.state(at);
        let sample = Sample::new(row);
        let mut hazards = pool.hazards(record, Some(state), at, false);
        if let Some(fitted) = fitted {
            for (hazard, model) in hazards.iter_mut().zip(&fitted.hazards) {
                if let Some(model) = model {
                    *hazard = model.probability(&sample);
                }
            }
        }
        let mut probabilities = cumulated(&hazards);
        if let Some(fitted) = fitted {
            let mut least: f64 = 0.0;
            for (probability, worth) in probabilities.iter_mut().zip(&fitted.worth) {
                least = worth.as_ref().map_or(least, |worth| least.max(worth.floor));
                *probability = probability.max(least);
            }
        }
        let usual = pool.probabilities(record, None, at, false);
        Answer { fitted, at, sample, probabilities, hazards, usual }
    }

    /// The answer for one horizon; whose it is is not known here.
    fn told(&self, horizon: usize, names: &[&str], record: &record::Record) -> Foretold {
        let models = self.fitted.map_or(&[][..], |fitted| &fitted.hazards);
        let upto = models.len().min(horizon + 1);
        let from_model = models[..upto].iter().any(Option::is_some);
        let probability = self.probabilities[horizon];
        let trials = record.trials(None, self.at, false);
        let n_spans = f64::from(self.at.saturating_sub(record.begin)) / f64::from(record.horizon(horizon));
        let group = self
            .fitted
            .and_then(|fitted| fitted.worth.get(horizon)?.as_ref()?.nearest(probability))
            .filter(|_| from_model);
        let (lower, upper) = match group {
            Some(group) => group.interval(probability),
            None => {
                let of: f64 = trials[..=horizon].iter().map(|trials| trials.of).fold(f64::INFINITY, f64::min);
                crate::predict::occurrence::beta_interval(probability, of.max(1.0) + 2.0)
            }
        };
        Foretold {
            service: None,
            trouble: Trouble::Critical,
            horizon_minutes: 0,
            at_least: None,
            probability,
            usual: self.usual[horizon],
            from_model,
            lower: lower.min(probability),
            upper: upper.max(probability),
            facts: if from_model { self.facts(&models[..upto], horizon, names) } else { Vec::new() },
            n_spans,
            worth: group.map(|group| PastWords { said: group.said, came: group.came, cases: group.rows }),
        }
    }

    /// What moved the log-odds of the horizon's probability P: a hazard h adds what moves its own log-odds times h / P,
    /// the slope of the one in the other.
    fn facts(&self, models: &[Option<Hazard>], horizon: usize, names: &[&str]) -> Vec<Fact> {
        let mut contributions = vec![0.0; names.len()];
        for (model, hazard) in models.iter().zip(&self.hazards) {
            if let Some(model) = model {
                model.contributions(&self.sample, hazard / self.probabilities[horizon], &mut contributions);
            }
        }
        let mut facts: std::collections::BTreeMap<String, Fact> = std::collections::BTreeMap::new();
        let mut strongest: std::collections::BTreeMap<String, f64> = std::collections::BTreeMap::new();
        for (i, (name, &contribution)) in names.iter().zip(&contributions).enumerate() {
            if contribution == 0.0 {
                continue;
            }
            let factor = factor_of(name);
            let most = strongest.entry(factor.clone()).or_default();
            let fact = facts.entry(factor.clone()).or_insert_with(|| Fact {
                factor,
                contribution: 0.0,
                feature: String::new(),
                value: None,
            });
            fact.contribution += contribution;
            if contribution.abs() > *most {
                *most = contribution.abs();
                fact.feature = (*name).to_owned();
                fact.value = Some(self.sample.value(i)).filter(|value| value.is_finite());
            }
        }
        let mut facts: Vec<Fact> = facts.into_values().collect();
        facts.sort_by(|a, b| {
            b.contribution.abs().total_cmp(&a.contribution.abs()).then_with(|| a.factor.cmp(&b.factor))
        });
        facts.truncate(MAX_FACTS);
        facts
    }
}
