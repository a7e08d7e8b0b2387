//! A trained model of severities with what it needs to answer from a rollup, and its answers.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::prediction::ErrorPrediction;
use super::rows::{Asked, Names};
use super::saved::{ModelKind, pack, unpack};
use super::severity::{CLASSES, balanced, first_largest, worst_class};
use super::severity_model::{Both, SeveritySteps};
use crate::container::refused;
use crate::error::{ErrorKind, Result};
use crate::evaluate::Confusion;
use crate::event::Severity;
use crate::features::{FeatureQuery, FeatureSet, FeatureSource, Statics, effective_at};
use crate::rollup::Rollup;
use crate::work::Work;

/// Number of classes.
const N: usize = CLASSES.len();

/// How good the model was on the validation rows, fitted on the training rows alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeverityMetrics {
    /// Rows fitted on.
    pub n_fit: usize,
    /// Rows that chose.
    pub n_validation: usize,
    /// Log loss of each method that was tried, by name, on a sample of the rows and before calibration.
    pub tried: Vec<(String, f64)>,
    /// Log loss of the frequencies of the training rows.
    pub base_log_loss: Option<f64>,
    /// Log loss of the method on all validation rows, before calibration.
    pub raw_log_loss: Option<f64>,
    /// The same as it is served: calibrated (the map was chosen forward in time and then fitted on these rows) and
    /// following outcomes.
    pub log_loss: Option<f64>,
    /// The calibration map of each step that was fitted: class from which it is crossed, name.
    pub calibrations: Vec<(String, String)>,
    /// What came (rows) against the likeliest class (columns); absent without validation rows.
    pub likeliest: Option<Confusion>,
    /// The same for the balanced class.
    pub balanced: Option<Confusion>,
}

/// A trained model of severities with what it needs to answer from a rollup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityModel {
    /// Version of the feature set.
    pub feature_set_version: u32,
    /// The columns of its rows.
    pub feature_set: FeatureSet,
    /// Their names.
    pub features: Vec<String>,
    /// How far it looks ahead.
    pub horizon_ms: i64,
    /// Name of the method of every step.
    pub method: String,
    /// Names of the services in training, for what is known of each.
    pub services: Vec<String>,
    /// Names of the groups, likewise.
    pub groups: Vec<String>,
    /// Quality on the validation rows.
    pub metrics: SeverityMetrics,
    pub(super) model: SeveritySteps,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeverityPrediction {
    /// Place of the likeliest class in [`CLASSES`].
    pub likeliest: usize,
    /// Place of the class that gained most on how often it comes.
    pub balanced: usize,
    /// Probability of each class.
    pub probabilities: Vec<f64>,
    /// The same before calibration and without outcomes: what the method says.
    pub raw: Vec<f64>,
}

impl SeverityPrediction {
    /// The severity that gained most on how often it comes: what an [`ErrorPrediction`] of a burst can be told with
    /// ([`ErrorPrediction::severity`]); `info` where it is calm.
    #[must_use]
    pub fn severity(&self) -> Severity {
        Severity::ALL.get(self.balanced).copied().unwrap_or(Severity::Critical)
    }
}

impl SeverityModel {
    /// What [`SeverityModel::predict_queries`] of so many is estimated to take, beside their features: an answer of every step from
    /// one severity to the next.
    #[must_use]
    pub fn answering_work(&self, n_queries: usize) -> Work {
        let steps = self.model.chosen().map(|(_, step)| step.predictor().as_fitted().answering());
        steps.sum::<Work>() * n_queries as f64
    }

    /// Answers for many services at many times, in the order of the queries, each from events up to its time only and
    /// from the outcomes of earlier queries that were known by then.
    ///
    /// # Errors
    /// `unsupported_version` for another feature set.
    pub fn predict_queries(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'_>],
    ) -> Result<Vec<SeverityPrediction>> {
        self.feature_set.check_version()?;
        let source = FeatureSource::new(rollup, statics, self.feature_set.clone())?;
        let names = Names { services: &self.services, groups: &self.groups };
        let asked = Asked::new(rollup, statics, names, queries);
        let mut log_odds: Vec<Vec<f64>> = vec![Vec::new(); self.model.chosen().count()];
        asked.sweep(&source, |rows, keys| {
            let of_part = self.model.log_odds(rows, keys);
            log_odds.iter_mut().zip(of_part).for_each(|(all, new)| all.extend(new));
        });
        let known = |query: &FeatureQuery<'_>| {
            let at = effective_at(query.at);
            let end = at.plus_ms(self.horizon_ms);
            (end <= asked.known_until).then(|| worst_class(rollup, query.service, at, end))
        };
        let classes: Vec<Option<usize>> = asked.queries.iter().map(known).collect();
        let Both { raw, served } = self.model.follow(&log_odds, &asked.keys, &asked.times, &classes);
        let answers = served.into_iter().zip(raw).map(|(probabilities, raw)| SeverityPrediction {
            likeliest: first_largest(&probabilities),
            balanced: balanced(&probabilities, self.model.frequencies()),
            probabilities,
            raw,
        });
        Ok(asked.in_order(answers.collect()))
    }

    /// The bytes of the file; its form is that of other models (`container`).
    ///
    /// # Errors
    /// `internal` if the model cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        pack(ModelKind::Severity, self)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// `invalid_input` for other files, `unsupported_version` for other versions, `corrupt` where length, checksum
    /// or structure do not hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let saved: SeverityModel = unpack(ModelKind::Severity, bytes)?;
        if !saved.model.is_sound(saved.features.len()) || saved.model.frequencies().len() != N {
            let why = "its indices or numbers are out of range";
            return Err(refused(ErrorKind::Corrupt, ModelKind::Severity.container(), why));
        }
        Ok(saved)
    }
}
