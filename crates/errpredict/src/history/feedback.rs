//! What people said of predictions, and what a model learns from it.
//!
//! | Type | Whether it came | Rows it speaks of |
//! |---|---|---|
//! | `true_positive`, `early_warning_correct`, `severity_mismatch` | yes | those asked within a quarter of the horizon of the prediction |
//! | `false_positive` | no | the same |
//! | `false_negative` | yes | those asked in the horizon before it came |
//! | `useful`, `actionable`, `irrelevant` | as the log says | those asked within a quarter of the horizon of the prediction |
//!
//! A quarter of the horizon is a step of the grid on which a log labels itself. The score (1 to 5) says how much the rows
//! count: a third of it, so that 3 is as much as any other row and the same as no score; of what is `irrelevant` the
//! reciprocal, so that the most irrelevant counts least. Where several speak of a row the last word on whether it came
//! counts, and the weights multiply.

use serde::{Deserialize, Serialize};

use crate::event::Scope;
use crate::features::FeatureQuery;
use crate::predict::{Lessons, Question, Said, Target};
use crate::time::Timestamp;
use crate::vocabulary::FeedbackType;

/// The score of a row that counts as much as any other. By definition the middle of 1 to 5.
const NEUTRAL: f64 = 3.0;

/// What a person said of a prediction, or of one that was missing (table `prediction_feedback`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// When it was said; it teaches nothing about times before.
    pub at: Timestamp,
    /// What was said.
    #[serde(rename = "type")]
    pub feedback_type: FeedbackType,
    /// The service it is about.
    pub service: String,
    /// When the prediction was made; of a `false_negative` when it came.
    pub about: Timestamp,
    /// The key of the prediction, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// How strongly, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Feedback {
    pub(super) fn validate(&self) -> std::result::Result<(), String> {
        if self.service.is_empty() {
            return Err("`service` must not be empty".to_owned());
        }
        if self.about > self.at {
            return Err(format!("`about` must not lie after `at`, got {} and {}", self.about, self.at));
        }
        match self.score {
            Some(score) if !(1..=5).contains(&score) => Err(format!("`score` must be 1 to 5, got {score}")),
            _ => Ok(()),
        }
    }

    /// Whether it came, where this says so.
    #[must_use]
    pub fn happened(&self) -> Option<bool> {
        match self.feedback_type {
            FeedbackType::TruePositive
            | FeedbackType::EarlyWarningCorrect
            | FeedbackType::SeverityMismatch
            | FeedbackType::FalseNegative => Some(true),
            FeedbackType::FalsePositive => Some(false),
            FeedbackType::Useful | FeedbackType::Actionable | FeedbackType::Irrelevant => None,
        }
    }

    /// How much a row counts that this speaks of.
    #[must_use]
    pub fn weight(&self) -> f64 {
        let weight = self.score.map_or(1.0, |score| f64::from(score) / NEUTRAL);
        if self.feedback_type == FeedbackType::Irrelevant { 1.0 / weight } else { weight }
    }

    fn speaks_of(&self, query: &FeatureQuery<'_>, horizon_ms: i64) -> bool {
        if query.service != self.service {
            return false;
        }
        let after_ms = query.at.ms() - self.about.ms();
        if self.feedback_type == FeedbackType::FalseNegative {
            (-horizon_ms..0).contains(&after_ms)
        } else {
            after_ms.abs() * 4 <= horizon_ms
        }
    }
}

/// What a feedback says, as whoever foresees takes it.
pub(super) fn said(feedback: &Feedback, horizons_minutes: &[u32]) -> Said {
    let asked = |target: Target, horizon_minutes: u32| Question {
        scope: Scope::service_named(&feedback.service),
        target,
        fingerprint: None,
        burst_threshold: None,
        horizon_minutes,
        at: feedback.about,
    };
    let key = feedback.key.as_deref();
    let is_it = |target: &Target| {
        horizons_minutes.iter().any(|minutes| key == Some(asked(*target, *minutes).key().as_str()))
    };
    Said {
        service: feedback.service.clone(),
        about: feedback.about,
        target: key.and_then(|_| Target::ALL.iter().copied().find(is_it)),
        came: feedback.happened(),
        missed: feedback.feedback_type == FeedbackType::FalseNegative,
        weight: feedback.weight(),
    }
}

/// What those feedbacks, oldest first, teach about rows asked at those times.
pub(super) fn lessons(feedback: &[&Feedback], queries: &[FeatureQuery<'_>], horizon_ms: i64) -> Lessons {
    let mut lessons = Lessons::none(queries.len());
    for (i, query) in queries.iter().enumerate() {
        for said in feedback.iter().filter(|said| said.speaks_of(query, horizon_ms)) {
            lessons.labels[i] = said.happened().or(lessons.labels[i]);
            lessons.weights[i] *= said.weight();
        }
    }
    lessons
}
