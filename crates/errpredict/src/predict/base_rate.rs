//! How often it happened to this service: the baseline every other method must beat.
//!
//! Beta-binomial shrinkage in two steps, each an empirical-Bayes mean with prior strength *s*:
//! group rate = (hits_g + s·p) / (n_g + s), service rate = (hits_s + s·p_g) / (n_s + s), with *p* the rate of all.
//! Source: Robbins, "An empirical Bayes approach to statistics" (1956); Efron and Morris (1975).
//!
//! | parameter | default | meaning | range |
//! |---|---|---|---|
//! | `strength` | 200 | rows the wider rate counts for | ≥ 0 |
//!
//! Works badly when rates drift or errors cluster: it knows neither the time nor what just happened.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Baseline, Fitted, Key, Method, Sample, Samples, Scale, logit};
use crate::error::{Error, Result};
use crate::work::Work;

/// Rows a service needs before its own rate outweighs its group's: about two months of 6-hourly queries. By judgement:
/// no comparison was kept; fewer, and a lucky service is called safe; more, and all are alike.
const STRENGTH: f64 = 200.0;

/// Settings of the base rate.
///
/// ```
/// use errpredict::ndarray::Array2;
/// use errpredict::predict::{BaseRate, Fitted, Key, Method, Sample, Samples};
///
/// // Two services of one group: every other hour of the first had trouble, none of the second.
/// let names = vec!["errors_1h".to_owned()];
/// let rows = Array2::zeros((2_000, 1));
/// let labels: Vec<bool> = (0..2_000).map(|i| i % 4 == 0).collect();
/// let keys: Vec<Key> = (0..2_000).map(|i| Key { service: i % 2, group: 0 }).collect();
/// let samples =
///     Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: Some(&keys) };
/// let model = BaseRate::default().fit(&samples, 0)?;
/// let [first, second] = keys[..2] else { unreachable!() };
/// let rate = |key| model.probability(&Sample { values: &[0.0], key });
/// assert!(rate(first) > 0.4 && rate(second) < 0.1, "{}, {}", rate(first), rate(second));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct BaseRate {
    /// Rows the wider rate counts for, at least 0.
    pub strength: f64,
}

impl Default for BaseRate {
    fn default() -> Self {
        BaseRate { strength: STRENGTH }
    }
}

/// The rates, as log-odds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedBaseRate {
    n_features: usize,
    all: f64,
    /// By key, ascending.
    groups: Vec<(u32, f64)>,
    services: Vec<(u32, f64)>,
}

impl Method for BaseRate {
    type Fitted = FittedBaseRate;

    fn fit(&self, samples: &Samples<'_>, _seed: u64) -> Result<FittedBaseRate> {
        if !self.strength.is_finite() || self.strength < 0.0 {
            return Err(Error::setting("strength", "a number of at least 0", self.strength));
        }
        samples.validate()?;
        let mut services: BTreeMap<Key, (f64, f64)> = BTreeMap::new();
        for (i, label) in samples.labels.iter().enumerate() {
            let (hits, total) = services.entry(samples.key(i)).or_default();
            *total += samples.weight(i);
            *hits += if *label { samples.weight(i) } else { 0.0 };
        }
        let mut groups: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        for (key, (hits, total)) in &services {
            let group = groups.entry(key.group).or_default();
            *group = (group.0 + hits, group.1 + total);
        }
        let all = samples.base_rate();
        let shrunk = |(hits, total): (f64, f64), to: f64| {
            let weight = total + self.strength;
            if weight > 0.0 { (hits + self.strength * to) / weight } else { to }
        };
        let groups: BTreeMap<u32, f64> =
            groups.into_iter().map(|(g, counts)| (g, shrunk(counts, all))).collect();
        let services = services
            .into_iter()
            .filter(|(key, _)| key.service != Key::UNKNOWN)
            .map(|(key, counts)| {
                (key.service, logit(shrunk(counts, groups.get(&key.group).copied().unwrap_or(all))))
            })
            .collect();
        Ok(FittedBaseRate {
            n_features: samples.rows.ncols(),
            all: logit(all),
            groups: groups
                .into_iter()
                .filter(|(g, _)| *g != Key::UNKNOWN)
                .map(|(g, p)| (g, logit(p)))
                .collect(),
            services,
        })
    }

    fn work(&self, rows: usize, _columns: usize) -> Work {
        Work::steps(rows as f64, 100.0)
    }
}

impl Fitted for FittedBaseRate {
    fn n_features(&self) -> usize {
        self.n_features
    }

    fn is_sound(&self) -> bool {
        let finite = |rates: &[(u32, f64)]| {
            rates.iter().all(|(_, rate)| rate.is_finite())
                && rates.windows(2).all(|pair| pair[0].0 < pair[1].0)
        };
        self.all.is_finite() && finite(&self.groups) && finite(&self.services)
    }

    fn log_odds(&self, sample: &Sample<'_>) -> f64 {
        let Key { service, group } = sample.key;
        find(&self.services, service).or_else(|| find(&self.groups, group)).unwrap_or(self.all)
    }

    /// No feature counts: all is said by which service it is.
    fn contributions(&self, sample: &Sample<'_>, _scale: f64, _out: &mut [f64]) -> Option<Baseline> {
        Some(Baseline { expected: self.log_odds(sample), scale: Scale::LogOdds })
    }
}

fn find(rates: &[(u32, f64)], key: u32) -> Option<f64> {
    rates.binary_search_by_key(&key, |(key, _)| *key).ok().map(|i| rates[i].1)
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;
    use crate::predict::sigmoid;

    #[test]
    fn shrinks_service_to_group_to_all() {
        // Service 0 and 1 in group 0, service 2 in group 1: 8, 0 and 2 hits of 10 each.
        let rows = Array2::<f64>::zeros((30, 1));
        let keys: Vec<Key> = (0..30).map(|i| Key { service: i / 10, group: i / 20 }).collect();
        let labels: Vec<bool> = (0..30).map(|i| i < 8 || (20..22).contains(&i)).collect();
        let names = ["x".to_string()];
        let samples =
            Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: Some(&keys) };
        let model = BaseRate { strength: 10.0 }.fit(&samples, 0).unwrap();
        let rate =
            |service, group| sigmoid(model.log_odds(&Sample { values: &[0.0], key: Key { service, group } }));
        let all = 10.0 / 30.0;
        let group0 = (8.0 + 10.0 * all) / 30.0;
        for (got, expected) in [
            (rate(0, 0), (8.0 + 10.0 * group0) / 20.0),
            (rate(1, 0), 10.0 * group0 / 20.0),
            (rate(9, 0), group0),
            (rate(9, 9), all),
        ] {
            assert!((got - expected).abs() < 1e-12, "{got} {expected}");
        }
    }
}
