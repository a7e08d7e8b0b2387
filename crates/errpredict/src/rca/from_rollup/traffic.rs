//! Traffic: as many errors per request as before, but more requests.

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::level::{Level, P_RISE};
use super::{Candidate, Look, SHARE};

/// Strength of traffic that explains all of the excess. By judgement: the strongest single one, since it is counted and
/// leaves nothing to explain.
const TRAFFIC: f64 = 2.5;

impl Look<'_> {
    /// Traffic: as many errors per request as before, but more requests.
    pub(super) fn traffic(&self, level: &Level) -> Option<Candidate> {
        let requests = Level::new(self.own.requests(), self.from, self.since)?;
        let window = self.at.ms() - self.since.ms();
        let (now, usual) = (self.own.requests().between(self.since, self.at), requests.expected(window));
        if requests.size < 1.0 || requests.p(now, window) > P_RISE {
            return None;
        }
        let ratio = now as f64 / usual;
        let share = (level.expected(window) * (ratio - 1.0) / self.excess).clamp(0.0, 1.0);
        if share < SHARE {
            return None;
        }
        let line = Evidence::new(format!(
            "{now} requests where {usual:.0} are usual; at the usual errors per request that explains {:.0} % of the excess",
            share * 100.0
        ))
        .with("requests", now as f64)
        .with("usual_requests", usual)
        .with("share_of_excess", share);
        let cause = Look::cause(self.service, CauseKind::Traffic, None, vec![line]);
        Some(Candidate { strength: TRAFFIC * share, cause })
    }
}
