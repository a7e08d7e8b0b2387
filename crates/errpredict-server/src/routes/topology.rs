//! Who called whom, and how releases fare: what traces and sessions tell beside events.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Json;
use axum::http::Uri;
use errpredict::redact::Redactor;
use errpredict::{Result, Timestamp};
use errpredict_store::{Dependency, ReleaseHealth, SeenCall, SeenSessions, Tenant};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::predictions::Since;
use crate::app::App;
use crate::caller::Caller;
use crate::extract::Asked;
use crate::ingest::otlp::{Call, Callee, SpanEnd};
use crate::ingest::sentry;
use crate::page::{PageOf, page_of};
use crate::problem::Answered;

/// Dependencies that are listed.
const MOST_DEPENDENCIES: u32 = 10_000;
/// Releases that are listed.
const MOST_RELEASES: u16 = 1_000;
/// Bytes of a name in an index.
const MOST_NAME: usize = 1_024;

/// Ends of calls that wait for the other end, in memory: caller and callee mostly send their spans apart, some seconds from each other.
/// Those that are met by no other end go after ten minutes at most, or where there are too many.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<[Generation; 2]>);

/// Ends that came in the same minutes.
#[derive(Debug, Default)]
struct Generation {
    since: Option<Instant>,
    ends: BTreeMap<(Uuid, String), SpanEnd>,
}

/// Ends of one generation.
const MOST_WAITING: usize = 50_000;
/// How long a generation grows; it is looked into for as long again.
const GROWS_FOR: Duration = Duration::from_secs(300);

impl Waiting {
    /// The calls that these ends complete.
    fn meet(&self, tenant: Uuid, ends: Vec<SpanEnd>, now: Instant) -> Vec<Call> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [young, old] = &mut *generations;
        let is_grown = young.since.is_some_and(|since| now.duration_since(since) > GROWS_FOR);
        if is_grown || young.ends.len() >= MOST_WAITING {
            *old = std::mem::take(young);
        }
        young.since.get_or_insert(now);
        let mut found = Vec::new();
        for end in ends {
            let key = (tenant, end.call.clone());
            let fits = |other: &SpanEnd| other.is_caller != end.is_caller;
            let place = [&mut *young, &mut *old].into_iter().find(|one| one.ends.get(&key).is_some_and(fits));
            let Some(other) = place.and_then(|one| one.ends.remove(&key)) else {
                young.ends.insert(key, end);
                continue;
            };
            let (caller, callee) = if end.is_caller { (end, other) } else { (other, end) };
            if caller.service != callee.service {
                found.push(Call {
                    caller: caller.service,
                    callee: Callee::Service(callee.service),
                    calls: 1,
                    // The caller's view counts: it waited for what never arrived as well.
                    failed: u64::from(caller.failed),
                    total_ms: caller.ms,
                    last: caller.at.max(callee.at),
                });
            }
        }
        found
    }
}

/// Calls of one request.
#[derive(Debug)]
pub(super) struct Seen {
    request: [u8; 32],
    calls: Vec<Call>,
    ends: Vec<SpanEnd>,
    redactor: Option<Redactor>,
}

fn digest(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

/// A count as the database has it.
fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl Seen {
    /// What a request tells of calls.
    pub(super) fn of(calls: Vec<Call>, ends: Vec<SpanEnd>, body: &[u8], redactor: Option<&Redactor>) -> Seen {
        Seen { request: digest(body), calls, ends, redactor: redactor.cloned() }
    }

    /// What is to be kept; names are redacted as everything else is, and cut where they are too long for an index.
    fn rows(calls: Vec<Call>, redactor: Option<&Redactor>) -> Vec<SeenCall> {
        let name = |text: &str| {
            let text = redactor.map_or_else(|| text.to_owned(), |redactor| redactor.text(text).into_owned());
            let text = text.replace('\0', "\u{fffd}");
            text[..text.floor_char_boundary(MOST_NAME)].to_owned()
        };
        // What became the same name is one row.
        let mut rows: BTreeMap<(String, String), SeenCall> = BTreeMap::new();
        for call in calls {
            let (kind, uses) = match &call.callee {
                Callee::Service(name) => ("service", name),
                Callee::Database(name) => ("database", name),
                Callee::Queue(name) => ("queue", name),
                Callee::Address(name) => ("address", name),
            };
            let (service, uses) = (name(&call.caller), name(uses));
            let row = rows.entry((service.clone(), uses.clone())).or_insert_with(|| SeenCall {
                service,
                uses,
                kind,
                calls: 0,
                failed: 0,
                total_ms: 0.0,
                last_seen: call.last,
            });
            row.calls = row.calls.saturating_add(count(call.calls));
            row.failed = row.failed.saturating_add(count(call.failed));
            row.total_ms += call.total_ms;
            row.last_seen = row.last_seen.max(call.last);
        }
        rows.into_values().collect()
    }

    pub(super) async fn keep(self, app: &App, caller: &Caller) -> Result<()> {
        let mut calls = self.calls;
        calls.extend(app.waiting.meet(caller.tenant_id, self.ends, crate::clock::instant()));
        let rows = Seen::rows(calls, self.redactor.as_ref());
        if !rows.is_empty() {
            caller.tenant.add_calls(self.request, &rows).await?;
        }
        Ok(())
    }
}

/// Sessions of one envelope.
#[derive(Debug)]
pub(super) struct Sessions {
    request: [u8; 32],
    sessions: Vec<SeenSessions>,
}

impl Sessions {
    /// What is to be kept of sessions; a name that is too long is cut.
    pub(super) fn of(told: &[sentry::Sessions], body: &[u8]) -> Sessions {
        let name = |text: &str| {
            let text = text.replace('\0', "\u{fffd}");
            text[..text.floor_char_boundary(MOST_NAME)].to_owned()
        };
        let rows = told.iter().map(|one| SeenSessions {
            release: name(&one.release),
            environment: name(one.environment.as_deref().unwrap_or_default()),
            at: one.at,
            started: count(one.started),
            errored: count(one.errored),
            crashed: count(one.crashed),
            abnormal: count(one.abnormal),
        });
        Sessions { request: digest(body), sessions: rows.collect() }
    }

    pub(super) async fn keep(self, tenant: &Tenant) -> Result<()> {
        if !self.sessions.is_empty() {
            tenant.add_sessions(self.request, &self.sessions).await?;
        }
        Ok(())
    }
}

pub(crate) async fn dependencies(caller: Caller, uri: Uri) -> Answered<Json<PageOf<Dependency>>> {
    page_of(caller.tenant.dependencies(MOST_DEPENDENCIES).await?, MOST_DEPENDENCIES as usize, &uri)
}

pub(crate) async fn releases(
    caller: Caller,
    Asked(asked): Asked<Since>,
) -> Answered<Json<Vec<ReleaseHealth>>> {
    let since: Timestamp = asked.time()?;
    Ok(Json(caller.tenant.release_health(since, MOST_RELEASES).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_become_one_name_are_one_row() {
        let call = |callee: Callee, calls: u64| Call {
            caller: "web".to_owned(),
            callee,
            calls,
            failed: 1,
            total_ms: 2.5,
            last: Timestamp::default(),
        };
        let long = "x".repeat(2_000);
        let calls = vec![
            call(Callee::Service("shop".to_owned()), 2),
            call(Callee::Address(format!("{long}a")), 3),
            call(Callee::Address(format!("{long}b")), 4),
        ];
        let said: Vec<_> = Seen::rows(calls, None)
            .iter()
            .map(|one| (one.uses.len(), one.kind, one.calls, one.failed, one.total_ms))
            .collect();
        assert_eq!(said, [(4, "service", 2, 1, 2.5), (MOST_NAME, "address", 7, 2, 5.0)]);
    }

    #[test]
    fn ends_that_come_apart_meet_once_whichever_is_first() {
        let (waiting, now) = (Waiting::default(), crate::clock::instant());
        let end = |call: &str, service: &str, is_caller: bool| SpanEnd {
            call: call.to_owned(),
            service: service.to_owned(),
            is_caller,
            failed: is_caller,
            ms: if is_caller { 50.0 } else { 40.0 },
            at: Timestamp::default(),
        };
        let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let later = now + GROWS_FOR + Duration::from_secs(1);
        for (what, tenant, at, sent, met) in [
            ("a caller", own, now, end("a-1", "web", true), 0),
            ("another tenant's callee", other, now, end("a-1", "shop", false), 0),
            ("its callee", own, now, end("a-1", "shop", false), 1),
            ("the same again", own, now, end("a-1", "shop", false), 0),
            ("a callee first", own, now, end("a-2", "shop", false), 0),
            ("its caller, minutes later", own, later, end("a-2", "web", true), 1),
            ("a call of itself", own, later, end("a-3", "web", true), 0),
            ("by itself", own, later, end("a-3", "web", false), 0),
            ("what waits", own, later, end("a-4", "web", true), 0),
            ("for too long", own, later + 3 * GROWS_FOR, end("a-5", "web", true), 0),
            ("is forgotten", own, later + 6 * GROWS_FOR, end("a-4", "shop", false), 0),
        ] {
            let found = waiting.meet(tenant, vec![sent], at);
            assert_eq!(found.len(), met, "{what}");
            for call in found {
                let service = Callee::Service("shop".to_owned());
                assert_eq!(
                    (call.caller.as_str(), call.callee, call.failed, call.total_ms),
                    ("web", service, 1, 50.0)
                );
            }
        }
    }
}
