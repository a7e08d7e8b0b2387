//! What people said and what came of what was done, as the core takes it: for the next analysis and for the next training.

use std::collections::{BTreeMap, BTreeSet};

use errpredict::action::ActionType;
use errpredict::analysis::AnalysisConfig;
use errpredict::history::{ErrorDecision, Feedback, History, InsightMark, PastAction, PastIncident};
use errpredict::insight::InsightStatus;
use errpredict::rca::CauseKind;
use errpredict::vocabulary::FeedbackType;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde_json::Value;
use tokio_postgres::Row;

use crate::configuration::Calendar;
use crate::store::{Plan, Query, Tenant};
use crate::times::{sql_time, timestamp};

/// Rows of a kind that are read, the newest first: what was said longer ago is said again or forgotten.
const MOST: i64 = 20_000;

const FEEDBACK: Query = Query {
    name: "feedback as a history has it",
    text: "select jsonb_strip_nulls(jsonb_build_object('at', at, 'type', feedback_type, 'service', service, 'about', about, \
           'key', key, 'score', score)) from ai_models.prediction_feedback where at <= $1 and about <= at and service <> '' \
           order by at desc, id desc limit $2",
};
/// What was said of a cause bears its key, which stands in the analysis it was found by.
const CAUSES: Query = Query {
    name: "what people said of causes",
    text: "select r.key, r.service, f.key, f.at, f.feedback_type, c ->> 'kind', r.causes #>> '{0,key}', r.causes #>> '{0,kind}', \
           r.lessons -> 'signature', f.text from ai_models.root_cause_analysis r cross join lateral jsonb_array_elements(r.causes) c \
           join ai_models.prediction_feedback f on f.key = c ->> 'key' where f.at <= $1 order by f.at desc, f.id desc limit $2",
};
const ACTIONS: Query = Query {
    name: "actions whose effect was measured",
    text: "select action_type, service, measured_effect from ai_models.preventive_actions \
           where measured_effect ->> 'measured_at' <= $1 order by at desc, id desc limit $2",
};
/// A merged group names the one it is shown with; a split is what the audit log has of it.
const MERGED: Query = Query {
    name: "error groups that people put together",
    text: "select a.fingerprint, b.fingerprint, coalesce((select max(l.at) from ai_models.audit_log l \
           where l.object_type = 'error_patterns' and l.object_id = a.id::text and l.action = 'merge'), a.created_at) \
           from ai_models.error_patterns a join ai_models.error_patterns b on b.id = a.merged_into \
           where a.merged_into is not null and a.fingerprint <> b.fingerprint limit $1",
};
const SPLIT: Query = Query {
    name: "error groups that people took apart",
    text: "select a.fingerprint, b.fingerprint, l.at from ai_models.audit_log l \
           join ai_models.error_patterns a on a.id::text = l.object_id \
           join ai_models.error_patterns b on b.id::text = l.before ->> 'merged_into' \
           where l.object_type = 'error_patterns' and l.action = 'split' and a.fingerprint <> b.fingerprint \
           order by l.seq desc limit $1",
};
const INSIGHTS: Query = Query {
    name: "insights that people closed",
    text: "select key, status, coalesce(resolved_at, acknowledged_at, updated_at), expires from ai_models.ai_insights \
           where status <> 'new' order by updated_at desc limit $1",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[FEEDBACK, CAUSES, ACTIONS, MERGED, SPLIT, INSIGHTS];

impl Calendar {
    /// Tells an analysis of times and limits.
    pub fn tell(&self, config: &mut AnalysisConfig) {
        config.maintenance.extend(self.maintenance.iter().cloned());
        config.limits.extend(self.limits.clone());
        let zone = config.detection.zone.clone();
        let of_zone = zone.as_deref().and_then(|name| jiff::tz::TimeZone::get(name).ok());
        let of_zone = of_zone.unwrap_or(jiff::tz::TimeZone::UTC);
        let noon = |text: &String| {
            let date: jiff::civil::Date = text.parse().ok()?;
            let at = date.at(12, 0, 0, 0).to_zoned(of_zone.clone()).ok()?;
            Some(Timestamp::clamped(at.timestamp().as_millisecond()))
        };
        config.detection.holidays.extend(self.holidays.iter().flat_map(|day| &day.dates).filter_map(noon));
        if !self.holidays.is_empty() {
            config.forecast.holidays.extend(self.holidays.iter().cloned());
            config.forecast.zone = config.forecast.zone.take().or(zone);
        }
    }
}

impl Tenant {
    /// What people said and what came of actions, as it was known at a time; with what is normal by `calendar`.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached, `corrupt` for rows that do not read back.
    pub async fn history(&self, at: Timestamp, calendar: &Calendar) -> Result<History> {
        let tenant = self.on_primary();
        let mut feedback: Vec<Feedback> =
            tenant.values(&FEEDBACK, Plan::Fresh, &[&sql_time(at), &MOST]).await?;
        let causes = tenant.rows(&CAUSES, Plan::Fresh, &[&sql_time(at), &MOST]).await?;
        let causes = causes.iter().map(said_of_cause).collect::<Result<Vec<_>>>()?;
        // That a cause was the right one says nothing of a prediction.
        let of_causes: BTreeSet<&str> = causes.iter().map(|said| said.key.as_str()).collect();
        feedback.retain(|said| said.key.as_ref().is_none_or(|key| !of_causes.contains(key.as_str())));
        let actions = tenant.rows(&ACTIONS, Plan::Fresh, &[&at.to_string(), &MOST]).await?;
        let merged = tenant.rows(&MERGED, Plan::Fresh, &[&MOST]).await?;
        let split = tenant.rows(&SPLIT, Plan::Fresh, &[&MOST]).await?;
        let insights = tenant.rows(&INSIGHTS, Plan::Fresh, &[&MOST]).await?;
        let decisions = |rows: &[Row], same: bool| {
            let one = |row: &Row| ErrorDecision {
                at: timestamp(row.get(2)),
                one: row.get(0),
                other: row.get(1),
                same,
            };
            rows.iter().map(one).collect::<Vec<_>>()
        };
        let mut errors = decisions(&merged, true);
        errors.extend(decisions(&split, false));
        Ok(History {
            incidents: incidents(&causes),
            feedback,
            actions: actions.iter().map(past_action).collect::<Result<_>>()?,
            errors,
            insights: insights.iter().map(mark).collect::<Result<_>>()?,
            normal: calendar.normal.clone(),
            ..History::default()
        })
    }
}

/// A word about a cause, and the analysis that found it.
#[derive(Debug)]
struct SaidOfCause {
    /// The cause.
    key: String,
    kind: CauseKind,
    /// The cause that the analysis named first.
    first: (Option<String>, Option<CauseKind>),
    feedback_type: FeedbackType,
    text: Option<String>,
    /// What is known of the incident where this word is the one that counts.
    incident: PastIncident,
}

fn said_of_cause(row: &Row) -> Result<SaidOfCause> {
    let word = |place: usize| row.get::<_, Option<String>>(place);
    let kind = |text: Option<String>| text.map(|text| text.parse::<CauseKind>()).transpose();
    let broken = || Error::new(ErrorKind::Corrupt, "a cause that was found does not read back");
    let signature = row.get::<_, Option<Value>>(8).map(serde_json::from_value).transpose();
    let first = (word(6), kind(word(7))?);
    Ok(SaidOfCause {
        key: row.get(2),
        kind: kind(word(5))?.ok_or_else(broken)?,
        feedback_type: row.get::<_, &str>(4).parse()?,
        text: word(9),
        incident: PastIncident {
            id: row.get(0),
            at: timestamp(row.get(3)),
            service: Some(row.get(1)),
            signature: signature.map_err(crate::row::unread)?.unwrap_or_default(),
            named: first.1,
            cause: None,
            resolution: None,
            helped: None,
            weight: 1.0,
        },
        first,
    })
}

/// The incidents whose cause is known, or of which it is known that it was not the one named first; `said` has the newest word first, and
/// of two about one cause the newer counts. That a cause further down was not it teaches nothing: it was not named.
fn incidents(said: &[SaidOfCause]) -> Vec<PastIncident> {
    let mut heard = BTreeSet::new();
    let mut found: BTreeMap<&str, PastIncident> = BTreeMap::new();
    for one in said {
        let is_right = match one.feedback_type {
            FeedbackType::TruePositive => true,
            FeedbackType::FalsePositive => false,
            _ => continue,
        };
        if !heard.insert(one.key.as_str()) || !is_right && one.first.0.as_ref() != Some(&one.key) {
            continue;
        }
        let incident = found.entry(&one.incident.id).or_insert_with(|| one.incident.clone());
        if is_right && incident.cause.is_none() {
            incident.cause = Some(one.kind);
            incident.resolution.clone_from(&one.text);
        }
    }
    found.into_values().collect()
}

fn past_action(row: &Row) -> Result<PastAction> {
    let (kind, effect): (&str, Value) = (row.get(0), row.get(2));
    let broken = || Error::new(ErrorKind::Corrupt, "the measured effect of an action does not read back");
    let at: Timestamp =
        effect["measured_at"].as_str().and_then(|text| text.parse().ok()).ok_or_else(broken)?;
    let action_type: ActionType = kind.parse()?;
    Ok(PastAction {
        action_type,
        at,
        service: row.get(1),
        forecast: effect["forecast"].as_f64(),
        seen: effect["seen"].as_f64().unwrap_or(0.0),
    })
}

fn mark(row: &Row) -> Result<InsightMark> {
    let status: &str = row.get(1);
    let status: InsightStatus = status.parse()?;
    let until: jiff::Timestamp = row.get(3);
    Ok(InsightMark { at: timestamp(row.get(2)), key: row.get(0), status, until: Some(timestamp(until)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word about the cause of that place in an analysis: the first is a deployment, the second a dependency.
    fn said(analysis: &str, place: usize, feedback_type: FeedbackType) -> SaidOfCause {
        let kinds = [CauseKind::Deployment, CauseKind::Dependency];
        let key = |place: usize| format!("{analysis} {place}");
        let first = (Some(key(0)), Some(kinds[0]));
        let incident = PastIncident {
            id: analysis.to_owned(),
            at: Timestamp::MIN,
            service: None,
            signature: errpredict::rca::Signature::default(),
            named: first.1,
            cause: None,
            resolution: None,
            helped: None,
            weight: 1.0,
        };
        SaidOfCause { key: key(place), kind: kinds[place], first, feedback_type, text: None, incident }
    }

    #[test]
    fn what_is_said_of_causes_is_what_is_known_of_incidents() {
        use FeedbackType::{FalsePositive as Wrong, TruePositive as Right, Useful};
        type Case = (&'static str, &'static [(usize, FeedbackType)], Option<Option<CauseKind>>);
        let cases: [Case; 7] = [
            ("the first was it", &[(0, Right)], Some(Some(CauseKind::Deployment))),
            ("another was it", &[(1, Right)], Some(Some(CauseKind::Dependency))),
            ("the first was not it", &[(0, Wrong)], Some(None)),
            ("the second was not it", &[(1, Wrong)], None),
            ("not the first but the second", &[(0, Wrong), (1, Right)], Some(Some(CauseKind::Dependency))),
            ("the newer word counts", &[(0, Wrong), (0, Right)], Some(None)),
            ("nothing of the cause", &[(0, Useful)], None),
        ];
        for (name, words, expected) in cases {
            let all: Vec<SaidOfCause> = words.iter().map(|(place, of)| said("a", *place, *of)).collect();
            let found = incidents(&all);
            assert_eq!(found.first().map(|incident| incident.cause), expected, "{name}");
            assert!(found.iter().all(|incident| incident.named == Some(CauseKind::Deployment)), "{name}");
        }
        assert_eq!(incidents(&[said("a", 0, Right), said("b", 0, Right)]).len(), 2);
    }
}
