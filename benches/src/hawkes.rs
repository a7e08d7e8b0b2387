//! A self-exciting process whose true probability is known: a log with something to learn, and the oracle for it.

use errpredict::time::HOUR_MS;
use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};

use crate::SplitMix;

/// Where made logs begin.
pub const START_MS: i64 = 1_700_006_400_000;
/// Branching ratio: expected children of an event.
pub const ALPHA: f64 = 0.6;
/// Decay of the excitement, 1/h.
pub const BETA: f64 = 0.5;

/// One service: a Hawkes process with an exponential kernel, λ(t) = μ + Σ α β e^(−β (t − tᵢ)).
#[derive(Debug, Clone)]
pub struct Hawkes {
    mu: f64,
    events: Vec<f64>,
}

impl Hawkes {
    /// Ogata's thinning (1981), for so many hours.
    #[must_use]
    pub fn simulate(mu: f64, until_h: f64, random: &mut SplitMix) -> Self {
        let (mut t, mut excited, mut events) = (0.0, 0.0, Vec::new());
        let mut uniform = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        loop {
            let bound = mu + excited;
            let wait = -ln(1.0 - uniform()) / bound;
            t += wait;
            if t > until_h {
                return Hawkes { mu, events };
            }
            excited *= exp(-BETA * wait);
            if uniform() * bound < mu + excited {
                events.push(t);
                excited += ALPHA * BETA;
            }
        }
    }

    /// So many services with background rates from 0.005 to 0.1 an hour, evenly on the log scale.
    #[must_use]
    pub fn services(n: usize, days: i64, random: &mut SplitMix) -> Vec<Self> {
        let rate = |i: usize| 0.005 * exp(ln(20.0) * i as f64 / (n.max(2) - 1) as f64);
        (0..n).map(|i| Hawkes::simulate(rate(i), (days * 24) as f64, random)).collect()
    }

    /// Hours of the events since [`START_MS`].
    #[must_use]
    pub fn events(&self) -> &[f64] {
        &self.events
    }

    /// The true probability of an event in (t, t + H]: until the next event λ is known, so that of none is
    /// exp(−μ H − (λ(t) − μ) (1 − e^(−β H)) / β).
    #[must_use]
    pub fn probability(&self, t: f64, horizon_h: f64) -> f64 {
        let excited: f64 = self
            .events
            .iter()
            .take_while(|event| **event <= t)
            .map(|event| ALPHA * BETA * exp(-BETA * (t - event)))
            .sum();
        let expected = self.mu * horizon_h + excited * (1.0 - exp(-BETA * horizon_h)) / BETA;
        1.0 - exp(-expected)
    }
}

/// The processes as a log: every event critical, of one of `n_types` types in turn.
///
/// # Panics
/// Never: the default configuration is valid.
#[must_use]
#[allow(clippy::expect_used, reason = "the default configuration is valid")]
pub fn hawkes_rollup(processes: &[Hawkes], names: &[String], n_types: usize) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).expect("the default configuration");
    for (process, name) in processes.iter().zip(names) {
        for (i, hours) in process.events.iter().enumerate() {
            let at = Timestamp::clamped(START_MS + (hours * HOUR_MS as f64) as i64);
            let kind = if n_types < 2 { "Down".to_owned() } else { format!("Down{}", i % n_types) };
            rollup.observe(EventRef::new(at, name, Severity::Critical, &kind));
        }
    }
    rollup.settle();
    rollup
}

#[allow(clippy::disallowed_methods, reason = "a simulation, not a result of the library")]
fn exp(x: f64) -> f64 {
    x.exp()
}

#[allow(clippy::disallowed_methods, reason = "a simulation, not a result of the library")]
fn ln(x: f64) -> f64 {
    x.ln()
}
