//! What people said and what came of what was done, as the core takes it: for the next analysis and for the next training.

use errpredict::action::ActionType;
use errpredict::analysis::AnalysisConfig;
use errpredict::history::{ErrorDecision, Feedback, History, InsightMark, PastAction};
use errpredict::insight::InsightStatus;
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
const ACTIONS: Query = Query {
    name: "actions whose effect was measured",
    text: "select action_type, service, measured_effect from ai_models.preventive_actions \
           where measured_effect ->> 'measured_at' <= $1 order by at desc, id desc limit $2",
};
/// Whoever merges groups keeps it in a column of theirs; a split is what the audit log has of it.
const MERGED: Query = Query {
    name: "error groups that people put together",
    text: "select a.fingerprint, b.fingerprint, coalesce((select max(l.at) from ai_models.audit_log l \
           where l.object_type = 'error_patterns' and l.object_id = a.id::text and l.action = 'merge'), a.created_at) \
           from ai_models.error_patterns a join ai_models.error_patterns b on b.id = (to_jsonb(a) ->> 'merged_into')::uuid \
           where a.fingerprint <> b.fingerprint limit $1",
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
pub(crate) const QUERIES: &[Query] = &[FEEDBACK, ACTIONS, MERGED, SPLIT, INSIGHTS];

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
        let feedback: Vec<Feedback> = tenant.values(&FEEDBACK, Plan::Fresh, &[&sql_time(at), &MOST]).await?;
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
            feedback,
            actions: actions.iter().map(past_action).collect::<Result<_>>()?,
            errors,
            insights: insights.iter().map(mark).collect::<Result<_>>()?,
            normal: calendar.normal.clone(),
            ..History::default()
        })
    }
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
