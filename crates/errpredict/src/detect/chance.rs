//! How sure something is, with one meaning everywhere: how often chance alone would bring such a thing.
//!
//! Every test has a share of a budget of false alarms a week. What is found with a smaller tail probability than its
//! test allows would be found in the same way with a smaller budget: that smaller budget is how often chance brings it.
//! Shares and the number of services tested side by side are then counted in ([`Chance::among`]), so that the number is
//! one of the whole report: "by chance once in 40 weeks".

use std::fmt;

use serde::{Deserialize, Serialize};

/// Longer is told as this: no model of chance is right for longer. By judgement: some 19,000 years; more digits would
/// only look sure.
const LONGEST_WEEKS: f64 = 1e6;
/// Weeks in which chance brings such a thing with even odds: once in so many on average (exp(-1 / x) = 1/2).
/// By definition.
const EVEN_ODDS_WEEKS: f64 = 1.0 / std::f64::consts::LN_2;
/// Hours in a week.
const WEEK_HOURS: f64 = 168.0;
/// Weeks in a year.
const YEAR_WEEKS: f64 = 365.25 / 7.0;

/// How often chance alone brings such a thing, all tests counted in.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chance {
    /// Once in so many weeks on average; above 0, at most a million.
    pub once_in_weeks: f64,
}

impl Default for Chance {
    /// What is no matter of chance.
    fn default() -> Self {
        Chance { once_in_weeks: LONGEST_WEEKS }
    }
}

impl Chance {
    /// So many in a week on average.
    #[must_use]
    pub fn per_week(expected: f64) -> Self {
        let weeks = if expected > 0.0 { 1.0 / expected } else { LONGEST_WEEKS };
        Chance { once_in_weeks: weeks.clamp(f64::MIN_POSITIVE, LONGEST_WEEKS) }
    }

    /// Nobody knows how often, as of a log of hours: even odds, which no reckoning gives to the digit, and which is told as not
    /// known.
    #[must_use]
    pub fn unknown() -> Self {
        Chance { once_in_weeks: EVEN_ODDS_WEEKS }
    }

    /// The same among `n` tested side by side with the same budget: it comes `n` times as often.
    #[must_use]
    pub fn among(self, n: f64) -> Self {
        Chance { once_in_weeks: (self.once_in_weeks / n.max(f64::MIN_POSITIVE)).min(LONGEST_WEEKS) }
    }

    /// Whether a week without such a chance is likelier than one with it. Less sure is no trouble to be told.
    #[must_use]
    pub fn is_likelier_than_not(self) -> bool {
        self.once_in_weeks >= EVEN_ODDS_WEEKS
    }

    /// Probability of a week in which chance brings no such thing.
    #[must_use]
    pub fn sure(self) -> f64 {
        libm::exp(-1.0 / self.once_in_weeks)
    }

    /// The rarer of the two.
    #[must_use]
    pub fn rarer(self, other: Chance) -> Chance {
        if other.once_in_weeks > self.once_in_weeks { other } else { self }
    }
}

/// For people: `by chance once in 40 weeks`.
impl fmt::Display for Chance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weeks = self.once_in_weeks;
        if *self == Chance::unknown() {
            return formatter.write_str("the log is too short to say how often by chance");
        }
        if weeks >= 1_000.0 * YEAR_WEEKS {
            formatter.write_str("by chance less than once in 1,000 years")
        } else if weeks >= 2.0 * YEAR_WEEKS {
            write!(formatter, "by chance once in {:.0} years", weeks / YEAR_WEEKS)
        } else if weeks >= 2.0 {
            write!(formatter, "by chance once in {weeks:.0} weeks")
        } else if weeks * 7.0 >= 2.0 {
            write!(formatter, "by chance once in {:.0} days", weeks * 7.0)
        } else {
            write!(formatter, "by chance once in {:.0} h", (weeks * WEEK_HOURS).max(1.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_odds() {
        for (weeks, words, likelier) in [
            (0.05, "by chance once in 8 h", false),
            (1.0, "by chance once in 7 days", false),
            (1.5, "by chance once in 10 days", true),
            (40.0, "by chance once in 40 weeks", true),
            (520.0, "by chance once in 10 years", true),
            (1e9, "by chance less than once in 1,000 years", true),
        ] {
            let chance = Chance::per_week(1.0 / weeks);
            assert_eq!(chance.to_string(), words);
            assert_eq!(chance.is_likelier_than_not(), likelier, "{weeks}");
            assert_eq!(chance.sure() >= 0.5, likelier, "{weeks}");
        }
    }

    #[test]
    fn side_by_side_it_comes_as_often_as_there_are_sides() {
        let alone = Chance::per_week(0.01);
        assert_eq!(alone.among(20.0), Chance::per_week(0.2));
        assert_eq!(alone.rarer(alone.among(2.0)), alone);
        assert_eq!(Chance::per_week(0.0), Chance::default());
    }
}
