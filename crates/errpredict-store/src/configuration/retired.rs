//! What a tenant keeps for shorter than the whole store does.

use errpredict::time::DAY_MS;
use errpredict::{Result, Timestamp};

use super::settings::Retention;
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// Rows of one statement, and statements of one call: what is left goes the next day.
const AT_ONCE: i64 = 10_000;
const ROUNDS: usize = 500;

const EVENTS: Query = Query {
    name: "remove old events of a tenant",
    text: "with old as (select timestamp, id from ai_models.error_events where timestamp < $1 order by timestamp limit $2), \
           gone as (delete from ai_models.error_events e using old where e.timestamp = old.timestamp and e.id = old.id returning 1) \
           select count(*) from gone",
};

macro_rules! old {
    ($table:literal, $condition:literal) => {
        Query {
            name: concat!("remove old rows of a tenant from ", $table),
            text: concat!(
                "with gone as (delete from ai_models.",
                $table,
                " where id in (select id from ai_models.",
                $table,
                " where ",
                $condition,
                " limit $2) returning 1) select count(*) from gone"
            ),
        }
    };
}

// What is still open stays.
const ANOMALIES: Query = old!("anomaly_detections", "not ongoing and updated_at < $1");
const CAUSES: Query = old!("root_cause_analysis", "updated_at < $1");
const ACTIONS: Query =
    old!("preventive_actions", "status not in ('scheduled', 'running') and updated_at < $1");
const INSIGHTS: Query = old!("ai_insights", "updated_at < $1 and expires < $1");
const FEEDBACK: Query = old!("prediction_feedback", "retrained and updated_at < $1");
const MESSAGES: Query = old!("alert_notifications", "status <> 'pending' and updated_at < $1");

/// The statements of this module: that of events, and those of results.
pub(super) const QUERIES: &[Query] = &[EVENTS, ANOMALIES, CAUSES, ACTIONS, INSIGHTS, FEEDBACK, MESSAGES];

impl Tenant {
    /// Removes what the tenant keeps for shorter than the whole store; gives how many rows went.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn retire_own(&self, now: Timestamp, keep: &Retention) -> Result<u64> {
        let mut gone = 0;
        if let Some(days) = keep.events_days {
            gone += self.retire_rows(&EVENTS, now.plus_ms(-i64::from(days) * DAY_MS)).await?;
        }
        if let Some(days) = keep.results_days {
            for query in &QUERIES[1..] {
                gone += self.retire_rows(query, now.plus_ms(-i64::from(days) * DAY_MS)).await?;
            }
        }
        Ok(gone)
    }

    async fn retire_rows(&self, query: &Query, before: Timestamp) -> Result<u64> {
        let mut gone = 0;
        for _ in 0..ROUNDS {
            let rows = self.rows(query, Plan::Fresh, &[&sql_time(before), &AT_ONCE]).await?;
            let n: i64 = rows.first().map_or(0, |row| row.get(0));
            gone += n.unsigned_abs();
            if n < AT_ONCE {
                break;
            }
        }
        Ok(gone)
    }
}
