//! How likely trouble is now, learnt from the log's own past in a second or two.
//!
//! [`Foresight::fit`] draws a few thousand moments of the past (`grid`), computes their features once for all kinds
//! of trouble and horizons, and fits a hazard for each (trouble within half an hour; within two hours if not before;
//! within a day if not before): logistic regression on features that are the same whatever the log, shallow trees
//! beside it for the last. Probabilities are 1 − Π(1 − hazard): they never fall when the horizon grows. A hazard's model
//! is used only where, walked forward over the past, it beats the base rate (`walk`); else the base rate is given
//! (`record`). Nothing after the time of the fit is read for it, nothing after the time asked for an answer.
//!
//! Fitted once, it answers for later times too: features and base rates are always those of the time asked.
//!
//! # Works badly when
//! Trouble was rare (under 30 spans with trouble: the base rate answers), or the system changed since.

mod answer;
mod grid;
mod hazard;
mod heard;
mod past;
mod record;
mod said;
mod walk;
mod worth;

#[cfg(test)]
mod tests;

use ndarray::Axis;
use serde::{Deserialize, Serialize};

use crate::container;
use crate::container::Kind as Frame;
use crate::error::{Error, ErrorKind, Result};
use crate::features::{FeatureQuery, FeatureSet, FeatureSource, Statics};
use crate::predict::logistic::Design;
use crate::predict::occurrences::{minute, time};
use crate::predict::{BurstRule, ErrorPrediction, Selection, Target};
use crate::rollup::Rollup;
use crate::time::{MINUTE_MS, Timestamp};

use hazard::Hazard;
use heard::heard;
use past::{Kind, Limits, Past};
pub use said::Said;
use walk::{Grid, Taught};
use worth::Worth;

/// Version of what is kept.
const VERSION: u32 = 3;
/// The oldest that is still read: its models keep silent while trouble keeps coming.
const OLDEST: u32 = 2;
const FRAME: Frame = Frame::Foresight;
/// How version 1 began, which had no frame.
const UNFRAMED: &[u8] = b"{\"version\":1,\"settings\":";
/// Rows of the grid. Against 9,000 rows the skill on the development origins of `docs/evaluation/foresee.md` was .173 for
/// .167 (grid5000), .120 for .118 (webmon) and .080 for .086 (lanl), at half as much time again.
const ROWS: usize = 14_000;
/// A day: what was learnt of weeks does not change much faster.
const KEEP_MINUTES: u32 = 1440;

/// How to foresee.
///
/// | Setting | Default | Meaning | Unit | Range |
/// |---|---|---|---|---|
/// | `rows` | 14,000 | moments of the past to learn from | | at least 100 |
/// | `seed` | 0 | which moments are drawn | | any |
/// | `keep_minutes` | 1440 | how long what was learnt is kept, where it is kept at all | minutes | any |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Foresight {
    /// Moments of the past to learn from.
    pub rows: usize,
    /// Which moments are drawn.
    pub seed: u64,
    /// How long what was learnt is kept, in minutes, where it is kept at all.
    pub keep_minutes: u32,
}

impl Default for Foresight {
    fn default() -> Self {
        Foresight { rows: ROWS, seed: 0, keep_minutes: KEEP_MINUTES }
    }
}

/// What was learnt; it answers for any later time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedForesight {
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
    target: Target,
    hazards: Vec<Option<Hazard>>,
    worth: Vec<Option<Worth>>,
}

impl Foresight {
    /// Checks the ranges.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if self.rows < 100 {
            return Err(Error::setting("foresight.rows", "at least 100", self.rows));
        }
        Ok(())
    }

    /// Learns from the past of all services up to `at`, for those horizons; one shorter than the window of a burst counts
    /// as that window.
    ///
    /// # Errors
    /// Those of [`Foresight::validate`].
    pub fn fit(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        at: Timestamp,
        horizons_minutes: &[u32],
    ) -> Result<FittedForesight> {
        self.fit_taught(rollup, statics, at, horizons_minutes, &[])
    }

    /// As [`Foresight::fit`], with what people said of the past: see [`History::said`](crate::history::History::said).
    ///
    /// # Errors
    /// Those of [`Foresight::validate`].
    pub fn fit_taught(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        at: Timestamp,
        horizons_minutes: &[u32],
        said: &[Said],
    ) -> Result<FittedForesight> {
        self.validate()?;
        let horizons = ordered(horizons_minutes);
        let mut past = Past::new(rollup, minute(at), &horizons, &Limits::new());
        said::teach(&mut past, &horizons, said);
        let set = FeatureSet::without_types(statics);
        let source = FeatureSource::new(rollup, statics, set)?;
        self.fit_past(&past, &source, at, horizons, said)
    }

    /// The answers at `at`, from what was kept where that fits and is no older than it may be, else from a new fit.
    ///
    /// # Errors
    /// Those of [`Foresight::fit`].
    pub fn foresee(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        at: Timestamp,
        horizons_minutes: &[u32],
        kept: Option<FittedForesight>,
    ) -> Result<(FittedForesight, Vec<ErrorPrediction>)> {
        self.validate()?;
        let horizons = ordered(horizons_minutes);
        let kept = kept.filter(|kept| kept.answers(self, statics, horizons_minutes, at, self.keep_minutes));
        if let Some(kept) = kept {
            let told = kept.foresee(rollup, statics, at)?;
            return Ok((kept, told));
        }
        let past = Past::new(rollup, minute(at), &horizons, &Limits::new());
        let source = FeatureSource::new(rollup, statics, FeatureSet::without_types(statics))?;
        let fitted = self.fit_past(&past, &source, at, horizons, &[])?;
        let told = fitted.answer(&past, &source);
        Ok((fitted, told))
    }

    fn fit_past(
        &self,
        past: &Past<'_>,
        source: &FeatureSource<'_>,
        at: Timestamp,
        horizons: Vec<u32>,
        said: &[Said],
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
            let mut moments = grid::moments(&heard, &records, horizons.len(), self.rows, self.seed);
            said::weigh(past, &mut moments, &horizons, said);
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
                kinds.push(FittedKind { target: kind.target, hazards, worth });
            }
        }
        Ok(FittedForesight {
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

/// Horizons in ascending order, each once.
fn ordered(horizons_minutes: &[u32]) -> Vec<u32> {
    let least = BurstRule::default().window_minutes;
    let mut horizons: Vec<u32> = horizons_minutes.iter().map(|minutes| (*minutes).max(least)).collect();
    horizons.sort_unstable();
    horizons.dedup();
    horizons
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
    /// The bytes to keep: JSON in the common frame ([`crate::container`]).
    ///
    /// # Errors
    /// `internal` if it cannot be written as JSON, which nothing fitted or read brings about.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let body = serde_json::to_vec(self)
            .map_err(|error| container::refused(ErrorKind::Internal, FRAME, &error.to_string()))?;
        Ok(container::pack(FRAME, VERSION, &body))
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// `unsupported_version` for what another version wrote, `corrupt` for what is damaged, `invalid_input` for anything
    /// else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.starts_with(UNFRAMED) {
            let message = "it was written before there was a frame around it";
            return Err(container::refused(ErrorKind::UnsupportedVersion, FRAME, message));
        }
        let (_, body) = container::unpack(FRAME, OLDEST..=VERSION, bytes)?;
        let corrupt = |why: &str| container::refused(ErrorKind::Corrupt, FRAME, why);
        let kept: FittedForesight =
            serde_json::from_slice(body).map_err(|error| corrupt(&error.to_string()))?;
        let n = kept.columns.len();
        let sound = |kind: &FittedKind| {
            kind.hazards.len() == kept.horizons.len()
                && kind.worth.len() == kept.horizons.len()
                && kind.hazards.iter().flatten().all(|hazard| hazard.is_sound(n))
        };
        let n_features = kept.set.names().len();
        let fits = kept.columns.iter().all(|column| *column < n_features) && !kept.horizons.is_empty();
        if !(fits && kept.kinds.iter().all(sound)) {
            return Err(corrupt("its parts do not fit together"));
        }
        Ok(kept)
    }

    /// Whether it answers at `at` what those settings ask: learnt with them, not after `at`, and at most `minutes` before.
    #[must_use]
    pub fn answers(
        &self,
        settings: &Foresight,
        statics: &Statics,
        horizons_minutes: &[u32],
        at: Timestamp,
        minutes: u32,
    ) -> bool {
        let age = at.ms() - self.at.ms();
        self.settings == *settings
            && self.horizons == ordered(horizons_minutes)
            && self.set == FeatureSet::without_types(statics)
            && (0..=i64::from(minutes) * MINUTE_MS).contains(&age)
    }

    /// When it was fitted.
    #[must_use]
    pub fn fitted_at(&self) -> Timestamp {
        self.at
    }

    /// How much each feature counts in what was learnt: its share of the weights and of the gain, the mean over all targets and horizons
    /// that a model answers for; the most first. Those that count nothing are left out.
    #[must_use]
    pub fn importance(&self) -> Vec<(String, f64)> {
        let mut shares = vec![0.0; self.columns.len()];
        let hazards: Vec<&Hazard> =
            self.kinds.iter().flat_map(|kind| kind.hazards.iter().flatten()).collect();
        for hazard in &hazards {
            hazard.add_importance(1.0 / hazards.len() as f64, &mut shares);
        }
        let names = self.set.names();
        let named = self.columns.iter().zip(shares).filter(|(_, share)| *share > 0.0);
        let mut all: Vec<(String, f64)> =
            named.filter_map(|(column, share)| Some((names.get(*column)?.clone(), share))).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    }

    /// Whether a model answers for that target and horizon.
    #[must_use]
    pub fn has_model(&self, target: Target, horizon_minutes: u32) -> bool {
        let Some(kind) = self.kinds.iter().find(|kind| kind.target == target) else { return false };
        let upto = self.horizons.partition_point(|horizon| *horizon <= horizon_minutes);
        kind.hazards.iter().take(upto).any(Option::is_some)
    }

    /// The probabilities of every service and of all together at `at`, from what had happened by then.
    ///
    /// # Errors
    /// `unsupported_version` for what was kept with other features.
    pub fn foresee(&self, rollup: &Rollup, statics: &Statics, at: Timestamp) -> Result<Vec<ErrorPrediction>> {
        let past = Past::new(rollup, minute(at), &self.horizons, &self.limits);
        let source = FeatureSource::new(rollup, statics, self.set.clone())?;
        Ok(self.answer(&past, &source))
    }
}
