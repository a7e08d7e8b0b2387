//! What people decide about error groups: whose one is, that it is ignored for a while, resolved, part of another. Every decision stands
//! in the audit log. And what comes of it: a group that came back after it was resolved.

use std::collections::BTreeMap;

use errpredict::pattern::resolved::{Decision, Seen};
use errpredict::vocabulary::NotificationChannel;
use errpredict::{Error, ErrorKind, Result, Severity, Timestamp};
use uuid::Uuid;

use super::notifications::NewNotification;
use super::patterns::{StoredPattern, pattern};
use crate::store::{Plan, Query, Tenant};
use crate::times::{sql_time, timestamp};

macro_rules! decided {
    ($step:literal, $set:literal) => {
        decided!($step, $set, "")
    };
    ($step:literal, $set:literal, $where:literal) => {
        concat!(
            "with was as (select * from ai_models.error_patterns where id = $1",
            $where,
            " for update), \
             done as (update ai_models.error_patterns p set ",
            $set,
            " from was where p.id = was.id returning p.*) \
             select ai_platform.append_audit('",
            $step,
            "', 'error_patterns', d.id::text, (select to_jsonb(w) - 'sample' - 'similar_groups' from was w), \
             to_jsonb(d) - 'sample' - 'similar_groups') from done d"
        )
    };
}

const ASSIGN: Query =
    Query { name: "assign a pattern", text: decided!("assign", "assignee = nullif($2::text, '')") };
const IGNORE: Query =
    Query { name: "ignore a pattern", text: decided!("ignore", "ignored_until = $2::timestamptz") };
const RESOLVE: Query = Query {
    name: "resolve a pattern",
    text: decided!(
        "resolve",
        "resolved_at = $3::timestamptz, resolved_by = ai_platform.current_actor(), resolved_in = nullif($2::text, ''), \
         regressed_at = null, regressed_in = null, ignored_until = null, state = nullif(p.state, 'regressed')"
    ),
};
const REOPEN: Query = Query {
    name: "open a pattern again",
    text: decided!(
        "reopen",
        "resolved_at = null, resolved_by = null, resolved_in = null, regressed_at = null, regressed_in = null, ignored_until = null"
    ),
};
/// Those that were merged into it before go along: no group is shown with one that is shown with another.
const MERGE: Query = Query {
    name: "merge patterns",
    text: "with goal as (select coalesce(merged_into, id) as id from ai_models.error_patterns where id = $2), \
           was as (select p.id, p.merged_into from ai_models.error_patterns p, goal where (p.id = $1 or p.merged_into = $1) \
           and p.id <> goal.id for update of p), \
           done as (update ai_models.error_patterns p set merged_into = goal.id from was, goal where p.id = was.id \
           returning p.id, p.merged_into) \
           select ai_platform.append_audit('merge', 'error_patterns', d.id::text, \
           (select to_jsonb(w) from was w where w.id = d.id), to_jsonb(d)) from done d",
};
const SPLIT: Query = Query { name: "split a pattern off", text: decided!("split", "merged_into = null") };
const MEMBERS: Query = Query {
    name: "patterns shown with another",
    text: pattern!(
        "from ai_models.error_patterns where merged_into = $1 order by errors_last_day desc limit 100"
    ),
};
/// What is part of another group is doubted with that one: its events count there.
const DOUBTED: Query = Query {
    name: "resolved patterns that were seen again",
    text: "select p.id, p.service, p.fingerprint, p.error_type, p.resolved_at, p.resolved_in, coalesce(p.assignee, p.resolved_by), \
           coalesce(p.ignored_until > now(), false) from ai_models.error_patterns p \
           left join (select merged_into as id, max(last_seen) as last_seen from ai_models.error_patterns \
           where merged_into is not null group by merged_into) parts on parts.id = p.id \
           where p.resolved_at is not null and p.regressed_at is null and p.merged_into is null \
           and greatest(p.last_seen, parts.last_seen) > p.resolved_at order by p.last_seen limit 1000",
};
/// The first event of each release is enough: a later one of the same says nothing else. Of those without a release the first after the
/// release it is resolved in came.
const SINCE: Query = Query {
    name: "events of a group since it was resolved",
    text: "select min(e.timestamp), e.release from ai_models.error_patterns m join ai_models.error_events e on e.service = m.service \
           and e.fingerprint = m.fingerprint where (m.id = $1 or m.merged_into = $1) and e.timestamp >= $2 \
           and (e.release is not null or e.timestamp >= $3) group by e.release order by 1",
};
const RELEASES: Query = Query {
    name: "when releases of a service were first seen",
    text: "select release, first_seen from ai_platform.service_releases where service = $1",
};
/// Unless somebody resolved it anew or opened it meanwhile, or another process said it.
const REGRESSED: Query = Query {
    name: "a resolved pattern came back",
    text: decided!(
        "regress",
        "regressed_at = $2::timestamptz, regressed_in = $3::text, state = 'regressed'",
        " and regressed_at is null and resolved_at < $2::timestamptz"
    ),
};

pub(super) const QUERIES: &[Query] =
    &[ASSIGN, IGNORE, RESOLVE, REOPEN, MERGE, SPLIT, MEMBERS, DOUBTED, SINCE, RELEASES, REGRESSED];

impl Tenant {
    /// Says whose an error group is; nobody's where absent. False where there is no such group.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn assign_pattern(&self, id: Uuid, assignee: Option<&str>) -> Result<bool> {
        Ok(self.change(&ASSIGN, &[&id, &assignee]).await? > 0)
    }

    /// Says until when nobody wants to hear of an error group. False where there is no such group.
    ///
    /// # Errors
    /// As [`Tenant::assign_pattern`].
    pub async fn ignore_pattern(&self, id: Uuid, until: Timestamp) -> Result<bool> {
        Ok(self.change(&IGNORE, &[&id, &sql_time(until)]).await? > 0)
    }

    /// Says that an error group is resolved at a time, in a release or from then on. False where there is no such group.
    ///
    /// # Errors
    /// As [`Tenant::assign_pattern`].
    pub async fn resolve_pattern(&self, id: Uuid, release: Option<&str>, at: Timestamp) -> Result<bool> {
        Ok(self.change(&RESOLVE, &[&id, &release, &sql_time(at)]).await? > 0)
    }

    /// Opens an error group again that was resolved or ignored. False where there is no such group.
    ///
    /// # Errors
    /// As [`Tenant::assign_pattern`].
    pub async fn reopen_pattern(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&REOPEN, &[&id]).await? > 0)
    }

    /// Shows an error group, and those that were shown with it, with another from now on. False where one of the two is not there.
    ///
    /// # Errors
    /// `invalid_argument` for a group with itself, or with one that is shown with it.
    pub async fn merge_patterns(&self, id: Uuid, into: Uuid) -> Result<bool> {
        let Some(goal) = self.pattern(into).await? else { return Ok(false) };
        if into == id || goal.merged_into == Some(id) {
            let message = "an error group cannot be shown with itself: expected another one";
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        Ok(self.change(&MERGE, &[&id, &into]).await? > 0)
    }

    /// Shows an error group by itself again. False where there is no such group.
    ///
    /// # Errors
    /// As [`Tenant::assign_pattern`].
    pub async fn split_pattern(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&SPLIT, &[&id]).await? > 0)
    }

    /// Error groups that are shown with another, the commonest first; 100 at most.
    ///
    /// # Errors
    /// As [`Tenant::assign_pattern`].
    pub async fn merged_patterns(&self, into: Uuid) -> Result<Vec<StoredPattern>> {
        self.values(&MEMBERS, Plan::Fresh, &[&into]).await
    }

    /// Looks which resolved error groups came back, by [`errpredict::pattern::resolved`], and tells whoever looks after them on the
    /// dashboard, unless nobody wants to hear of them; gives how many are new. Everybody else is told by the alerts of the jobs. To be
    /// called after an analysis is written.
    ///
    /// # Errors
    /// As [`Tenant::assign_pattern`].
    pub async fn find_regressions(&self) -> Result<usize> {
        let doubted = self.on_primary().rows(&DOUBTED, Plan::Fresh, &[]).await?;
        let mut found = 0;
        for row in &doubted {
            let (id, service): (Uuid, String) = (row.get(0), row.get(1));
            let decision = Decision { at: timestamp(row.get(4)), release: row.get(5) };
            let mut first_seen: BTreeMap<String, Timestamp> = BTreeMap::new();
            if decision.release.is_some() {
                let rows = self.rows(&RELEASES, Plan::Kept, &[&service]).await?;
                first_seen.extend(rows.iter().map(|row| (row.get(0), timestamp(row.get(1)))));
            }
            let came = decision.release.as_ref().and_then(|of| first_seen.get(of)).copied();
            // By the core's milliseconds: what came in that of the decision does not contradict it.
            let after = |at: Timestamp| sql_time(at.plus_ms(1));
            let since = (after(decision.at), after(came.unwrap_or(decision.at).max(decision.at)));
            let events = self.rows(&SINCE, Plan::Fresh, &[&id, &since.0, &since.1]).await?;
            let events: Vec<Seen> =
                events.iter().map(|row| Seen { at: timestamp(row.get(0)), release: row.get(1) }).collect();
            let Some(back) = decision.first_regression(&events, &first_seen) else { continue };
            let values: crate::store::Values<'_> = &[&id, &sql_time(back.at), &back.release];
            if self.change(&REGRESSED, values).await? == 0 {
                continue;
            }
            found += 1;
            let (error_type, looks_after): (String, Option<String>) = (row.get(3), row.get(6));
            let is_ignored: bool = row.get(7);
            if let Some(recipient) = looks_after.filter(|_| !is_ignored) {
                self.notify(&[told(id, &service, &error_type, recipient, &decision, back)]).await?;
            }
        }
        Ok(found)
    }
}

/// What is said of a regression.
fn told(
    id: Uuid,
    service: &str,
    error_type: &str,
    recipient: String,
    decision: &Decision,
    back: &Seen,
) -> NewNotification {
    let resolved =
        decision.release.as_ref().map_or_else(|| "resolved".to_owned(), |of| format!("resolved in {of}"));
    let release = back.release.as_ref().map_or_else(String::new, |of| format!(", in release {of}"));
    NewNotification {
        subject: id.to_string(),
        severity: Severity::High,
        channel: NotificationChannel::Dashboard,
        recipient,
        message: format!(
            "Regression: {error_type} of {service}, {resolved} on {}, came back on {}{release}.",
            decision.at, back.at
        ),
        // Resolved again and back again is another regression.
        dedupe_key: format!("regression {id} {}", decision.at),
        escalation_level: 0,
    }
}
