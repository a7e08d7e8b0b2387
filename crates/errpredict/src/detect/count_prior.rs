//! What other series tell of one that begins.

use serde::{Deserialize, Serialize};

/// Others needed to tell how far rates differ.
const OTHERS_FOR_SHAPE: usize = 3;
/// Shape taken from fewer (a tenth of the mean is as usual as three times it). By judgement: no data chose it; a larger
/// shape would call every new service of another size strange.
const WIDE_SHAPE: f64 = 0.25;
/// Jeffreys' prior of a Poisson rate (Jeffreys 1946).
pub(super) const PRIOR_SHAPE: f64 = 0.5;

/// What is known of a rate before the first count: a gamma distribution, and the spread beyond Poisson.
///
/// With shape m² / v and exposure m / v of the rates of other services (mean m, variance v), a new one is judged from
/// its first bucket on, as widely as those differ (empirical Bayes; Robbins 1956).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CountPrior {
    /// Shape of the gamma distribution; 1/2 (Jeffreys) where nothing is known.
    pub shape: f64,
    /// Its rate, in buckets; 0 where nothing is known: then the first bucket is learned, not tested.
    pub exposure: f64,
    /// 1/r, the variance beyond Poisson over the squared mean.
    pub spread: f64,
}

impl Default for CountPrior {
    fn default() -> Self {
        CountPrior { shape: PRIOR_SHAPE, exposure: 0.0, spread: 0.0 }
    }
}

impl CountPrior {
    /// The prior from the rates of other series, per bucket, and the spread of each; from one or two, a wide prior around
    /// them; nothing from none.
    #[must_use]
    pub fn from_others(rates: &[f64], spreads: &[f64]) -> Option<Self> {
        let n = rates.len() as f64;
        let mean = rates.iter().sum::<f64>() / n;
        if rates.is_empty() || mean <= 0.0 {
            return None;
        }
        if rates.len() < OTHERS_FOR_SHAPE {
            let spread = spreads.first().copied().unwrap_or(0.0);
            return Some(CountPrior { shape: WIDE_SHAPE, exposure: WIDE_SHAPE / mean, spread });
        }
        let variance = rates.iter().map(|rate| (rate - mean) * (rate - mean)).sum::<f64>() / (n - 1.0);
        let shape = (mean * mean / variance.max(f64::MIN_POSITIVE)).clamp(0.05, 20.0);
        let mut spreads = spreads.to_vec();
        spreads.sort_by(f64::total_cmp);
        let spread = spreads.get(spreads.len() / 2).copied().unwrap_or(0.0);
        Some(CountPrior { shape, exposure: shape / mean, spread })
    }
}
