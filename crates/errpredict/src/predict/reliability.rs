//! What was predicted against what happened, and how far that can be trusted.
//!
//! Rows are binned by probability into equal numbers. The interval around a probability is Wilson's score interval
//! (Wilson, "Probable inference", JASA 1927) for the nearest bin, with the number of **independent** rows it is worth:
//! rows of one time, of one incident and of overlapping horizons say the same. How much fewer they are is measured: the
//! span of the rows is cut into blocks of time across all services, and the variance of the share of hits between blocks
//! is set against that of independent rows (the design effect of cluster sampling: Kish, *Survey Sampling*, 1965; it is
//! what a bootstrap of whole blocks converges to: Künsch, "The jackknife and the bootstrap for general stationary
//! observations", Annals of Statistics 1989).
//!
//! Works badly when the world changes after training: no interval learnt from the past knows that. On the public test half
//! of `webmon`, which is later than what the model was validated on, 15 of 20 groups of equal size lie inside (10 where
//! rows are taken as independent). And with few blocks: less than about ten hold too little of how incidents come.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Blocks of time that the rows are cut into: enough for a variance, and each many horizons long on a few weeks of rows.
const BLOCKS: i64 = 20;
/// Hits of all bins together that a bin's own design effect is mixed with: with fewer of its own it is mostly noise.
/// By judgement: of ten hits their share itself is known to a third.
const PRIOR_HITS: f64 = 10.0;

/// One bin of a reliability curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReliabilityBin {
    /// Mean predicted probability.
    pub predicted: f64,
    /// Share of rows with an error.
    pub observed: f64,
    /// Number of rows.
    pub n_rows: usize,
    /// Independent rows they are worth; as many as there are where nobody measured it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_independent: Option<f64>,
}

/// What was predicted against what happened, in bins of equal numbers of rows, ascending.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reliability {
    /// The bins.
    pub bins: Vec<ReliabilityBin>,
}

impl Reliability {
    /// The curve of those probabilities in at most `n_bins` bins, every row taken as independent of the others.
    #[must_use]
    pub fn new(probabilities: &[f64], labels: &[bool], n_bins: usize) -> Self {
        Reliability { bins: bins(probabilities, labels, n_bins).into_iter().map(|(bin, _)| bin).collect() }
    }

    /// The same where rows of one time and of overlapping horizons, whatever their service, may say the same. One time
    /// a row, in any order; `horizon_ms` is how far the labels look ahead.
    #[must_use]
    pub fn of_times(
        probabilities: &[f64],
        labels: &[bool],
        (times, horizon_ms): (&[Timestamp], i64),
        n_bins: usize,
    ) -> Self {
        let (first, last) = (times.iter().min(), times.iter().max());
        let (first, last) = (first.copied().unwrap_or_default(), last.copied().unwrap_or_default());
        let long = ((last.ms() - first.ms()) / BLOCKS + 1).max(horizon_ms).max(1);
        let block = |at: &Timestamp| usize::try_from((at.ms() - first.ms()) / long).unwrap_or_default();
        let blocks: Vec<usize> = times.iter().map(block).collect();
        Self::of_blocks(probabilities, labels, &blocks, n_bins)
    }

    fn of_blocks(probabilities: &[f64], labels: &[bool], blocks: &[usize], n_bins: usize) -> Self {
        let mut bins = bins(probabilities, labels, n_bins);
        let n_blocks = blocks.iter().max().map_or(0, |last| last + 1);
        if n_blocks < 2 {
            return Reliability { bins: bins.into_iter().map(|(bin, _)| bin).collect() };
        }
        // Per bin the variance of its hits between blocks, and that of as many independent rows.
        let variances: Vec<(f64, f64)> = bins
            .iter()
            .map(|(bin, rows)| {
                let mut sums = vec![0.0; n_blocks];
                for row in rows {
                    sums[blocks[*row]] += f64::from(u8::from(labels[*row])) - bin.observed;
                }
                let few = n_blocks as f64 / (n_blocks as f64 - 1.0);
                let between = few * sums.iter().map(|sum| sum * sum).sum::<f64>();
                (between, bin.n_rows as f64 * bin.observed * (1.0 - bin.observed))
            })
            .collect();
        let (between, independent) =
            variances.iter().fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
        let of_all = if independent > 0.0 { (between / independent).max(1.0) } else { 1.0 };
        for ((bin, _), (between, independent)) in bins.iter_mut().zip(variances) {
            let effect = (between + PRIOR_HITS * of_all) / (independent + PRIOR_HITS);
            bin.n_independent = Some(bin.n_rows as f64 / effect.max(1.0));
        }
        Reliability { bins: bins.into_iter().map(|(bin, _)| bin).collect() }
    }

    /// The interval that holds the true rate of rows scored like this one, at `z` standard normal deviations
    /// (1.96 for 95 %): Wilson's score interval for the independent rows of the nearest bin, at the probability itself.
    #[must_use]
    pub fn interval(&self, probability: f64, z: f64) -> Option<(f64, f64)> {
        let nearest = self
            .bins
            .iter()
            .min_by(|a, b| (a.predicted - probability).abs().total_cmp(&(b.predicted - probability).abs()))?;
        let n = nearest.n_independent.unwrap_or(nearest.n_rows as f64);
        // What the bin missed counts as well: the interval reaches from the prediction to the observation.
        let bounds =
            [probability, (probability + nearest.observed - nearest.predicted).clamp(0.0, 1.0)].map(|p| {
                let centre = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
                let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
                (centre - half, centre + half)
            });
        let lower = bounds[0].0.min(bounds[1].0).max(0.0);
        Some((lower, bounds[0].1.max(bounds[1].1).min(1.0)))
    }

    pub(super) fn is_sound(&self) -> bool {
        let sound = |bin: &ReliabilityBin| {
            [bin.predicted, bin.observed].iter().all(|share| (0.0..=1.0).contains(share))
                && bin.n_independent.is_none_or(|n| n.is_finite() && n > 0.0)
        };
        self.bins.iter().all(sound)
    }
}

/// The bins with their rows.
fn bins(probabilities: &[f64], labels: &[bool], n_bins: usize) -> Vec<(ReliabilityBin, Vec<usize>)> {
    let n = labels.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]));
    (0..n_bins)
        .map(|bin| &order[n * bin / n_bins..n * (bin + 1) / n_bins])
        .filter(|rows| !rows.is_empty())
        .map(|rows| {
            let n_rows = rows.len() as f64;
            let bin = ReliabilityBin {
                predicted: rows.iter().map(|i| probabilities[*i]).sum::<f64>() / n_rows,
                observed: rows.iter().filter(|i| labels[**i]).count() as f64 / n_rows,
                n_rows: rows.len(),
                n_independent: None,
            };
            (bin, rows.to_vec())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    /// Ten services whose rows of one incident fail together: what a service does at a step lasts for twenty steps.
    fn made(seed: u64) -> (Vec<f64>, Vec<bool>, Vec<usize>) {
        let mut rng = Rng::new(seed);
        let (mut probabilities, mut labels, mut blocks) = (Vec::new(), Vec::new(), Vec::new());
        let mut states = [(0.1, false); 10];
        for step in 0..1_000 {
            for state in &mut states {
                if step % 20 == 0 {
                    let p = [0.02, 0.1, 0.3][rng.below(3)];
                    *state = (p, rng.uniform() < p);
                }
                probabilities.push(state.0 + 0.001 * rng.uniform());
                labels.push(state.1);
                blocks.push(step / 50);
            }
        }
        (probabilities, labels, blocks)
    }

    #[test]
    fn an_interval_holds_what_comes_where_rows_say_the_same() {
        // The truth is what was predicted. Twenty rows of one incident count as one.
        let (mut held, mut of_rows, mut n) = (0, 0, 0);
        for seed in 0..40 {
            let (probabilities, labels, blocks) = made(seed);
            let alone = Reliability::new(&probabilities, &labels, 3);
            let blocked = Reliability::of_blocks(&probabilities, &labels, &blocks, 3);
            for bin in 0..3 {
                let holds = |curve: &Reliability| {
                    let ReliabilityBin { predicted, observed, .. } = curve.bins[bin];
                    // The miss is what is asked about, so it may not widen the interval.
                    let alone = ReliabilityBin { predicted: observed, ..curve.bins[bin] };
                    let (lower, upper) = Reliability { bins: vec![alone] }.interval(observed, 1.96).unwrap();
                    usize::from((lower..=upper).contains(&predicted))
                };
                (held, of_rows, n) = (held + holds(&blocked), of_rows + holds(&alone), n + 1);
            }
        }
        assert!(held * 100 >= 90 * n, "{held} of {n} intervals of 95 % hold");
        assert!(of_rows * 100 < 70 * n, "rows taken as independent: {of_rows} of {n}, so the test can fail");
    }

    #[test]
    fn independent_rows_are_worth_what_they_are() {
        let mut rng = Rng::new(8);
        let probabilities: Vec<f64> = (0..20_000).map(|_| rng.uniform()).collect();
        let labels: Vec<bool> = probabilities.iter().map(|p| rng.uniform() < *p).collect();
        let blocks: Vec<usize> = (0..20_000).map(|i| i / 1_000).collect();
        for bin in Reliability::of_blocks(&probabilities, &labels, &blocks, 10).bins {
            let share = bin.n_independent.unwrap() / bin.n_rows as f64;
            assert!((0.4..=1.0).contains(&share), "{bin:?}");
        }
        assert_eq!(Reliability::default().interval(0.5, 1.96), None);
    }
}
