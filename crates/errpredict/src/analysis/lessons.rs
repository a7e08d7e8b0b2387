//! What happened before teaches: earlier incidents, outcomes of actions, what people did with insights.

use std::collections::BTreeMap;

use crate::action::Efficacy;
use crate::detect::AnomalyDetection;
use crate::error::Result;
use crate::history::{History, InsightMark, NormalTime, is_normal};
use crate::insight::{AiInsight, InsightStatus};
use crate::rca::Experience;
use crate::time::Timestamp;

/// What was known at a time.
pub(super) struct Lessons<'a> {
    at: Timestamp,
    pub(super) experience: Experience,
    pub(super) efficacy: Efficacy,
    /// What people called normal.
    normal: Vec<&'a NormalTime>,
    /// What people did with insights, by key.
    marks: BTreeMap<&'a str, &'a InsightMark>,
}

impl<'a> Lessons<'a> {
    /// # Errors
    /// Those of [`History::validate`].
    pub(super) fn new(history: &'a History, at: Timestamp) -> Result<Self> {
        Ok(Lessons {
            at,
            experience: history.experience(at)?,
            efficacy: history.efficacy(at)?,
            normal: history.normal.iter().filter(|normal| normal.is_known(at)).collect(),
            marks: history.insight_status(at),
        })
    }

    /// Whether people called that normal: it needs no cause and no action.
    pub(super) fn is_normal(&self, anomaly: &AnomalyDetection) -> bool {
        is_normal(&self.normal, anomaly)
    }

    /// Insights as people left them: what they solved or set aside is not told again.
    pub(super) fn marked(&self, insights: impl IntoIterator<Item = AiInsight>) -> Vec<AiInsight> {
        let marked = |mut insight: AiInsight| {
            if let Some(mark) = self.marks.get(insight.key.as_str()) {
                if mark.is_silent(self.at) {
                    return None;
                }
                // Trouble that comes back after it was solved is new again.
                if mark.status < InsightStatus::Resolved {
                    insight.status = mark.status;
                }
            }
            Some(insight)
        };
        insights.into_iter().filter_map(marked).collect()
    }
}
