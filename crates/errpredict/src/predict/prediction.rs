//! The one prediction: the probability that a target comes within a horizon, whoever says so.
//!
//! Base rates, models, the analysis and a store all speak in [`ErrorPrediction`]. Its key is the question (of whom, what,
//! within how long), so that the same question asked every minute is one thing with a course over time; the time asked
//! stands beside it.

use serde::{Deserialize, Serialize};

use super::factor::Factor;
use super::target::Target;
use crate::event::{Scope, Severity};
use crate::fingerprint::Fingerprint;
use crate::key::key_of;
use crate::named::named;
use crate::time::Timestamp;

/// Level of every interval of a probability. By definition one level for all, which is the default of forecasts too.
pub const INTERVAL_LEVEL: f64 = 0.95;
/// Probability bands (specification 4.5).
const BANDS: [(f64, Band); 3] = [(0.75, Band::Critical), (0.60, Band::High), (0.40, Band::Medium)];

/// Where a probability comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// How often it happened before, whatever the present state.
    BaseRate,
    /// A trained model, calibrated on data it was not fitted on.
    Model,
}

named!(Basis, "basis": BaseRate "base_rate", Model "model");

/// How high a probability is (0.40, 0.60, 0.75).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Below 0.40.
    Low,
    /// 0.40 to 0.60.
    Medium,
    /// 0.60 to 0.75.
    High,
    /// 0.75 and above.
    Critical,
}

named!(Band, "band": Low "low", Medium "medium", High "high", Critical "critical");

impl Band {
    /// The band a probability falls into.
    #[must_use]
    pub fn of(probability: f64) -> Band {
        BANDS.iter().find(|(from, _)| probability >= *from).map_or(Band::Low, |&(_, band)| band)
    }
}

/// A question about the future: of whom, what, within how long, and when it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Of whom.
    pub scope: Scope,
    /// What is foreseen.
    pub target: Target,
    /// The one error group it is narrowed to; all of them where absent.
    pub fingerprint: Option<Fingerprint>,
    /// Events within half an hour from which on it is a burst; absent where the first one is enough.
    pub burst_threshold: Option<u64>,
    /// Within how many minutes.
    pub horizon_minutes: u32,
    /// When it is asked: nothing after it is known.
    pub at: Timestamp,
}

impl Question {
    /// The identity of the question, whenever it is asked.
    ///
    /// The burst threshold is not part of it: it follows the service's history and the question stays the same.
    #[must_use]
    pub fn key(&self) -> String {
        let minutes = self.horizon_minutes.to_string();
        let group = self.fingerprint.map(|fingerprint| fingerprint.to_string()).unwrap_or_default();
        key_of("prediction", &[&self.scope.key_part(), self.target.name(), &minutes, &group])
    }
}

/// The probability that something happens within a horizon (table `error_predictions`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ErrorPrediction {
    /// Identity of the question, the same whenever it is asked; with `at` that of this answer.
    pub key: String,
    /// When it was asked: nothing after it was known.
    pub at: Timestamp,
    /// The service, or all of them together.
    #[serde(flatten)]
    pub scope: Scope,
    /// What is foreseen.
    pub target: Target,
    /// The one error group that counts; absent where all of them do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
    /// Events within half an hour from which on it is a burst; absent for `critical`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub burst_threshold: Option<u64>,
    /// Within how many minutes.
    pub horizon_minutes: u32,
    /// Where it comes from.
    pub basis: Basis,
    /// The probability, 0 to 1.
    pub probability: f64,
    /// Lower end of its interval.
    pub lower: f64,
    /// Upper end of its interval.
    pub upper: f64,
    /// Level of that interval.
    pub level: f64,
    /// How often it happens whatever the present state: the base rate beside a model's probability. A base rate is its
    /// own. Absent where nobody counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<f64>,
    /// How high the probability is.
    pub band: Band,
    /// What raised an alert at that time: a probability, under a budget of false alarms one of something new
    /// (`probability` × `fresh`). Absent where nothing raises one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// Share of the horizon in which the target would be new; absent where that is not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh: Option<f64>,
    /// Whether it raises an alert.
    #[serde(default)]
    pub alert: bool,
    /// The worst severity to expect: critical for a critical event, else what a model of severities says, where there is
    /// one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What moved a model's probability, largest first; empty where nobody asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<Factor>,
    /// What a model's words like these were worth before; absent where nobody counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<PastWords>,
    /// The model's log-odds before outcomes and calibration: what an outcome is learnt from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_log_odds: Option<f64>,
    /// Past spans of the horizon's length that a base rate rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_spans: Option<f64>,
    /// Keys of the anomalies under way when an analysis said so; empty where nobody looked for any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
}

/// How often it came after such a probability was said, walked forward over the past.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PastWords {
    /// What was said, on average.
    pub said: f64,
    /// How often it came: a share.
    pub came: f64,
    /// In how many cases.
    pub cases: usize,
}

impl ErrorPrediction {
    /// Whether the past speaks against it: after such words it came less than half as often, in fifty cases or more, or no
    /// more often than it usually does.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        // By judgement: half is what a person would call wrong, and fifty cases tell it from chance for what is worth a word.
        self.worth.is_some_and(|worth| {
            let usual = self.usual.filter(|usual| *usual < self.probability).unwrap_or(0.0);
            worth.cases >= 50 && worth.came < (self.probability / 2.0).max(usual)
        })
    }

    /// The answer to a question: a probability with the interval around it, at [`INTERVAL_LEVEL`]. What else is known of it
    /// is set afterwards.
    #[must_use]
    pub fn new(question: Question, basis: Basis, probability: f64, (lower, upper): (f64, f64)) -> Self {
        ErrorPrediction {
            key: question.key(),
            at: question.at,
            severity: (question.target == Target::Critical).then_some(Severity::Critical),
            scope: question.scope,
            target: question.target,
            fingerprint: question.fingerprint,
            burst_threshold: question.burst_threshold,
            horizon_minutes: question.horizon_minutes,
            basis,
            probability,
            lower: lower.min(probability),
            upper: upper.max(probability),
            level: INTERVAL_LEVEL,
            usual: None,
            band: Band::of(probability),
            threshold: None,
            fresh: None,
            alert: false,
            factors: Vec::new(),
            worth: None,
            raw_log_odds: None,
            n_spans: None,
            because: Vec::new(),
        }
    }

    /// Sets the probability anew, its interval and band with it.
    pub fn set_probability(&mut self, probability: f64, (lower, upper): (f64, f64)) {
        self.probability = probability;
        (self.lower, self.upper) = (lower.min(probability), upper.max(probability));
        self.band = Band::of(probability);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(name: &str, at: i64) -> Question {
        Question {
            scope: Scope::Service(name.to_owned()),
            target: Target::Burst,
            fingerprint: None,
            burst_threshold: Some(7),
            horizon_minutes: 120,
            at: Timestamp::clamped(at),
        }
    }

    #[test]
    fn the_same_question_has_one_key_whenever_it_is_asked() {
        let keys = [0, 60_000, 86_400_000].map(|at| question("a", at).key());
        assert_eq!(keys[0].len(), 16);
        assert!(keys.iter().all(|key| *key == keys[0]));
        let mut others = vec![keys[0].clone(), question("b", 0).key(), question("system", 0).key()];
        others.push(Question { scope: Scope::System, ..question("", 0) }.key());
        others.push(Question { horizon_minutes: 30, ..question("a", 0) }.key());
        others.push(Question { target: Target::Critical, ..question("a", 0) }.key());
        others.push(Question { fingerprint: Some(Fingerprint(5)), ..question("a", 0) }.key());
        let n = others.len();
        others.sort();
        others.dedup();
        assert_eq!(others.len(), n);
    }

    #[test]
    fn names_lead_back() {
        crate::named::check(Basis::ALL);
        crate::named::check(Band::ALL);
    }

    #[test]
    fn what_is_kept_is_read_back_and_a_newer_row_as_well() {
        let mut one = ErrorPrediction::new(question("a", 0), Basis::Model, 0.61, (0.5, 0.7));
        one.usual = Some(0.1);
        one.raw_log_odds = Some(-0.25);
        assert_eq!(one.band, Band::High);
        let text = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<ErrorPrediction>(&text).unwrap(), one);
        let newer = text.replacen('{', "{\"of_a_later_version\":1,", 1);
        assert_eq!(serde_json::from_str::<ErrorPrediction>(&newer).unwrap(), one);
        // An interval always holds its probability.
        let outside = ErrorPrediction::new(question("a", 0), Basis::BaseRate, 0.2, (0.3, 0.4));
        assert_eq!((outside.lower, outside.upper, outside.band), (0.2, 0.4, Band::Low));
    }
}
