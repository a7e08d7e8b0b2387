//! From scores to shares, for every answer about causes.
//!
//! ```text
//! p(c) = exp(k · score(c)) / (exp(k · doubt) + Σ exp(k · score))
//! ```
//!
//! with a "none of these" of fixed score, so that weak scores keep small shares however few there are. The strengths are set by
//! hand and nothing measured how often a share is right, so a share is a rank and is never called a probability.

/// How fast a share grows with its score: a score higher by 1 has 4.5 times the share. It moves no ranking, only how
/// far apart the first and the second seem. By judgement: lower, and no cause ever leads; higher, and the second is
/// never looked at.
const SHARPNESS: f64 = 1.5;
/// Score of "none of these". By judgement: half of what one witness at full strength says, so that one clear witness is
/// believed before nobody is.
const DOUBT: f64 = 0.5;

/// Shares of several causes beside "none of these".
pub(super) struct Shares {
    /// Of each cause, in the order of the scores.
    pub(super) each: Vec<f64>,
    /// That it is none of them.
    pub(super) none_of_these: f64,
}

impl Shares {
    /// Of those scores, in any order.
    pub(super) fn of(scores: impl Iterator<Item = f64> + Clone) -> Shares {
        // Shifted by the largest so that no exponential overflows.
        let most = scores.clone().fold(DOUBT, f64::max);
        let weight = |score: f64| libm::exp(SHARPNESS * (score - most));
        let all = weight(DOUBT) + scores.clone().map(weight).sum::<f64>();
        Shares { each: scores.map(|score| weight(score) / all).collect(), none_of_these: weight(DOUBT) / all }
    }

    /// The strength that alone has such odds against "none of these".
    pub(super) fn strength_of(odds: f64) -> f64 {
        DOUBT + libm::log(odds) / SHARPNESS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_add_up_and_nothing_overflows() {
        for scores in [vec![], vec![0.5], vec![0.1, 0.9, 2.0], vec![1e6, 1.0], vec![-1e308, 1e308]] {
            let shares = Shares::of(scores.iter().copied());
            let sum = shares.none_of_these + shares.each.iter().sum::<f64>();
            assert!((sum - 1.0).abs() < 1e-12, "{scores:?}: {sum}");
        }
        let even = Shares::of([0.5].into_iter());
        assert_eq!((even.each[0], even.none_of_these), (0.5, 0.5));
        let odds = Shares::of([1.5, 0.5].into_iter());
        assert!((odds.each[0] / odds.each[1] - libm::exp(1.5)).abs() < 1e-12);
    }
}
