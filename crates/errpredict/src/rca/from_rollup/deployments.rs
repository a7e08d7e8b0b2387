//! Deployments before the onset.
//!
//! A rise comes from a deployment or from anything else. With b the share of deployments that break something, f(a) the
//! density of the time a between such a deployment and its rise (half of them within half an hour) and r the rate of other
//! rises, a rise at age a is the deployment's with the odds
//!
//! ```text
//! b · f(a) / r        b = (followed + 0.1 · 2) / (deployments + 2)        r = (other rises + 1) / hours
//! ```
//!
//! where r is at least the rate of rises at this time of the day,
//! so every deployment that did no harm counts against the next one, and so does a service whose errors rise without any.
//! Before the first, one in ten is taken to break something: of changes to production 5 to 15 % have to be mended in the
//! better half of teams (Forsgren, Humble and Kim, *Accelerate*, 2018; DORA, *State of DevOps* 2023).

use super::super::cause::CauseKind;
use super::super::evidence::{Evidence, SHARE_OF_EXCESS};
use super::super::share::Shares;
use super::level::{Level, P_RISE};
use super::others::{DAILY_MS, DAYS_BACK};
use super::rises::{Record, Rises};
use super::timeline::{DEPLOYMENT_MS, deployments};
use super::{Candidate, Look, begin_of};
use crate::numbers::{percent, short_time};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// Time within which half of the deployments that break something do.
const DEPLOYMENT_HALF_MS: i64 = 30 * MINUTE_MS;
/// Deployments seen in mind before the first. By judgement: two are soon outweighed by those that were seen.
const SEEN_BEFORE: f64 = 2.0;
/// How many of them broke something: 5 to 15 % in the better half of teams (Forsgren, Humble and Kim 2018; DORA 2023).
const BROKE_BEFORE: f64 = 0.1;
/// New kinds of error alone after a deployment: as likely again from a deployment as from anything else. By judgement:
/// twice and no more, since a rise from anything else brings new kinds too.
const NEW_GROUPS_ODDS: f64 = 2.0;
/// Strengths beyond these say no more: what the counts cannot tell apart. By judgement: the upper one is that of the
/// strongest other cause (`TRAFFIC`), the lower one is next to no share.
const STRENGTHS: (f64, f64) = (-3.0, 2.5);

impl Look<'_> {
    /// Deployments before the onset: how short before, how often one was followed by a rise, and how much of the excess is
    /// new since.
    pub(super) fn deployments(&self) -> Vec<Candidate> {
        let onset = begin_of(self.onset);
        let earliest = onset.plus_ms(-DEPLOYMENT_MS);
        let record = Rises::new(self.own.errors(), self.since).after_deployments(self.own.deployments());
        let mut found = Vec::new();
        // The minute of the onset may have begun before the deployment in it: both count as the same time.
        for (time, release) in deployments(self.own, earliest.plus_ms(-1), self.onset) {
            let age = (onset.ms() - time.ms()).max(0);
            let minutes = age as f64 / MINUTE_MS as f64;
            let new: u64 = self
                .own
                .groups()
                .filter(|(_, group)| group.first() >= time && group.first() <= self.at)
                .map(|(_, group)| group.cells().between(self.since, self.at))
                .sum();
            let share = (new as f64 / self.excess).min(1.0);
            let what = release.map_or("a deployment".to_owned(), |release| format!("release {release}"));
            // Whole minutes that went by, as every other sentence counts them.
            let how = match age {
                0 => format!("came in the same minute as errors rose, {} UTC", short_time(onset)),
                1..MINUTE_MS => {
                    format!("came less than a minute before errors rose at {} UTC", short_time(onset))
                }
                _ => format!("came {} min before errors rose at {} UTC", age / MINUTE_MS, short_time(onset)),
            };
            let mut evidence = vec![Evidence::new(format!("{what} {how}")).with("minutes_before", minutes)];
            if new > 0 {
                evidence.push(
                    Evidence::new(format!(
                        "{new} errors are of kinds never seen before it, {} of what is too many",
                        percent(share)
                    ))
                    .with("errors_of_new_groups", new as f64)
                    .with(SHARE_OF_EXCESS, share),
                );
            }
            evidence.extend(record.line());
            let odds =
                odds(&record, age, self.rises_per_hour_now()) * (1.0 + (NEW_GROUPS_ODDS - 1.0) * share);
            let strength = Shares::strength_of(odds).clamp(STRENGTHS.0, STRENGTHS.1);
            let subject = Some(release.map_or_else(|| time.to_string(), str::to_owned));
            let cause = Look::cause(self.service, CauseKind::Deployment, subject, evidence);
            found.push(Candidate { strength, cause });
        }
        found
    }
}

impl Look<'_> {
    /// Rises an hour at this time of the day, of the days of the week before on which the service was heard: what comes at
    /// this time every day comes without any deployment, however large it is today.
    fn rises_per_hour_now(&self) -> f64 {
        let onset = begin_of(self.onset);
        let first = self.own.first().unwrap_or(onset);
        let level = Level::new(self.own.errors(), self.from, self.since);
        let spans = (1..=DAYS_BACK).map(|ago| onset.plus_ms(-ago * DAY_MS));
        let spans = spans.map(|at| (at.plus_ms(-DAILY_MS), at.plus_ms(DAILY_MS)));
        let heard: Vec<_> = spans.filter(|(from, _)| *from >= first).collect();
        let rose = |&&(from, to): &&(Timestamp, Timestamp)| {
            let came = self.own.errors().between(from, to);
            level.as_ref().is_some_and(|level| {
                level.is_exceeded(came, to.ms() - from.ms()) && level.p(came, to.ms() - from.ms()) <= P_RISE
            })
        };
        let hours = 2.0 * DAILY_MS as f64 / HOUR_MS as f64;
        heard.iter().filter(rose).count() as f64 / (heard.len().max(1) as f64 * hours)
    }
}

/// Odds that a rise so long after a deployment is its work, where `at_this_time` rises an hour come by the clock.
fn odds(record: &Record, age_ms: i64, at_this_time: f64) -> f64 {
    let halves = age_ms as f64 / DEPLOYMENT_HALF_MS as f64;
    let per_hour = std::f64::consts::LN_2 * HOUR_MS as f64 / DEPLOYMENT_HALF_MS as f64;
    let breaks = (record.broke() + BROKE_BEFORE * SEEN_BEFORE) / (record.n as f64 + SEEN_BEFORE);
    breaks * per_hour * libm::exp2(-halves) / record.other_rises_per_hour().max(at_this_time)
}
