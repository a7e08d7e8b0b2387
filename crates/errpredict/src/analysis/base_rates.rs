//! How likely trouble is, by how often it came: the base rates of every service, computed once.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::event::Scope;
use crate::predict::{ErrorPrediction, Past, Question, Target, base_rate};
use crate::rollup::ServiceRollup;

use super::asked::Asked;
use super::services::each;

/// What is foreseen of every service.
pub(super) const TARGETS: [Target; 2] = [Target::Critical, Target::Burst];

/// A mean over services, in the order they are added.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mean {
    sum: f64,
    n: f64,
}

impl Mean {
    pub(super) fn add(&mut self, value: f64) {
        self.sum += value;
        self.n += 1.0;
    }

    /// 0 where nothing was added.
    pub(super) fn value(self) -> f64 {
        if self.n > 0.0 { self.sum / self.n } else { 0.0 }
    }
}

/// The past shares of one service for one horizon, with the spans they rest on.
#[derive(Debug, Clone, Default)]
struct HorizonShares {
    /// For each of [`TARGETS`]; absent where the history is too short.
    shares: [Option<(f64, f64)>; TARGETS.len()],
    burst_threshold: u64,
}

/// The base rates of all services.
#[derive(Default)]
pub(super) struct BaseRates<'a> {
    /// The shares of every service, by name and horizon.
    shares: BTreeMap<&'a str, Vec<HorizonShares>>,
    /// Per horizon and target, the mean share over all services: what a short history leans on.
    priors: Vec<[Mean; TARGETS.len()]>,
}

impl<'a> BaseRates<'a> {
    pub(super) fn new(asked: &Asked<'a>) -> Self {
        let services: Vec<_> = asked.rollup.services().collect();
        let all = each(&services, |(_, service)| shares(asked, service));
        let mut priors = vec![[Mean::default(); TARGETS.len()]; asked.config.horizons_minutes.len()];
        for of_service in &all {
            for (prior, horizon) in priors.iter_mut().zip(of_service) {
                for (mean, share) in prior.iter_mut().zip(&horizon.shares) {
                    share.iter().for_each(|(share, _)| mean.add(*share));
                }
            }
        }
        BaseRates { shares: services.iter().map(|(name, _)| *name).zip(all).collect(), priors }
    }

    /// The predictions for one scope.
    ///
    /// # Errors
    /// `not_enough_data` where the history holds no three of the horizons.
    pub(super) fn of(
        &self,
        asked: &Asked<'_>,
        scope: &Scope,
        service: &ServiceRollup,
    ) -> Result<Vec<ErrorPrediction>> {
        let own;
        let all = match scope.service().and_then(|name| self.shares.get(name)) {
            Some(known) => known,
            None => {
                own = shares(asked, service);
                &own
            }
        };
        let mut found = Vec::new();
        for ((&minutes, horizon), prior) in asked.config.horizons_minutes.iter().zip(all).zip(&self.priors) {
            for ((target, share), mean) in TARGETS.into_iter().zip(horizon.shares).zip(prior) {
                let Some(share) = share else {
                    // Says how much history is missing.
                    Past::new(service, target, asked.at).share(minutes)?;
                    continue;
                };
                let question = Question {
                    scope: scope.clone(),
                    target,
                    fingerprint: None,
                    burst_threshold: target.is_burst().then_some(horizon.burst_threshold),
                    horizon_minutes: minutes,
                    at: asked.at,
                };
                found.push(base_rate(question, share, mean.value()));
            }
        }
        Ok(found)
    }
}

fn shares(asked: &Asked<'_>, service: &ServiceRollup) -> Vec<HorizonShares> {
    let pasts = TARGETS.map(|target| Past::new(service, target, asked.at));
    let burst_threshold = pasts[1].limit().map_or(0, |limit| limit.at_least);
    let each = asked.config.horizons_minutes.iter().map(|&minutes| HorizonShares {
        // Too short a history is said once per service, by its predictions.
        shares: pasts.map(|past| past.share(minutes).ok()),
        burst_threshold,
    });
    each.collect()
}
