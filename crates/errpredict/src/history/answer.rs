//! The answer about one incident: its ranking, taught by what happened before, and what it calls for.

use serde::{Deserialize, Serialize};

use super::History;
use crate::action::{PreventiveAction, Situation, recommend};
use crate::error::Result;
use crate::rca::{Incident, Ranking, rank};

/// What is said about one incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IncidentAnswer {
    /// Services with their causes, evidence and what earlier incidents say.
    #[serde(flatten)]
    pub ranking: Ranking,
    /// What to do, most urgent first.
    pub actions: Vec<PreventiveAction>,
}

impl History {
    /// The answer about an incident; of what happened before, that which was known at its onset counts.
    ///
    /// # Errors
    /// Those of [`rank`] and of [`History::validate`].
    pub fn answer(&self, incident: &Incident) -> Result<IncidentAnswer> {
        let at = incident.onset;
        let mut ranking = rank(incident)?;
        self.experience(at)?.teach_ranking(&mut ranking);
        let actions = recommend(&Situation::of_ranking(&ranking, at), &self.efficacy(at)?);
        Ok(IncidentAnswer { ranking, actions })
    }
}
