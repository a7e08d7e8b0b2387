//! An anomaly in words: one wording for terminal, page, titles and messages.

use super::anomaly::AnomalyDetection;
use super::anomaly_type::{AnomalyType, FoundBy};
use super::level::Unit;
use super::metric::Metric;
use crate::PeopleClock;
use crate::numbers::{duration, short_time};
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

/// Causes named in one line.
const NAMED: usize = 3;

impl AnomalyDetection {
    /// Whether it is a single critical event, which says when it came and neither that it goes on nor that it is over.
    #[must_use]
    pub fn is_one_event(&self) -> bool {
        let is_one = self.end.ms() - self.start.ms() <= MINUTE_MS && self.actual == 1.0;
        self.metric == Metric::CriticalEvents && is_one
    }

    /// What is strange, without numbers: `more failed requests than usual`.
    #[must_use]
    pub fn what(&self) -> String {
        let rises = self.actual > self.expected;
        let more = if rises { "more" } else { "fewer" };
        let metric = match &self.metric {
            Metric::FailedRequests => "failed requests (status 500 to 599)".to_owned(),
            metric => metric.to_string(),
        };
        match self.anomaly_type {
            _ if self.found_by == FoundBy::Peers => format!("{more} {metric} than services like it"),
            // It is found by the order of days, so that it rises is known; a level it has not found yet.
            _ if self.found_by == FoundBy::Drift => format!("more {metric} from day to day"),
            _ if self.metric == Metric::CriticalEvents => {
                let events = if self.is_one_event() { "a critical event" } else { "critical events" };
                let named = self.causes.first().map_or(String::new(), |cause| format!(": {}", cause.name));
                format!("{events}, the first ever{named}")
            }
            _ if self.metric == Metric::Events && self.actual == 0.0 => {
                let words = match (self.scope.is_system(), self.ongoing) {
                    (true, true) => "the log itself stopped arriving: nothing comes of any service any more",
                    (true, false) => {
                        "the log itself stopped arriving for a while: no service logged anything"
                    }
                    (false, true) => "it fell silent: nothing is logged any more",
                    (false, false) => "it fell silent for a while: nothing was logged",
                };
                words.to_owned()
            }
            AnomalyType::Spike | AnomalyType::Drop => match &self.metric {
                Metric::Measured(_) => {
                    format!("{metric} {} than usual", if rises { "higher" } else { "lower" })
                }
                _ if self.actual == 0.0 => format!("no {metric} at all, unlike usual"),
                _ => format!("{more} {metric} than usual"),
            },
            AnomalyType::TrendChange if self.actual == 0.0 && self.metric == Metric::Errors => {
                format!("no {metric} at all any more")
            }
            AnomalyType::TrendChange => {
                format!("a new level of {metric}, {} than before", if rises { "higher" } else { "lower" })
            }
            AnomalyType::PatternDeviation => "a new mix of errors".to_owned(),
            AnomalyType::CorrelationBreak => match &self.causes[..] {
                [one, other, ..] => format!("{} and {} no longer move together", one.name, other.name),
                _ => "numbers that no longer move together".to_owned(),
            },
        }
    }

    /// The numbers that show it, with their units; of a mix and of a break those of its largest causes.
    #[must_use]
    pub fn numbers(&self) -> String {
        match self.unit {
            // The first of all: there is no usual to hold it against.
            _ if self.metric == Metric::CriticalEvents => String::new(),
            Unit::Distance => {
                let named = self.causes.iter().take(NAMED);
                named
                    .map(|cause| format!("{}: {}", cause.name, cause.in_words()))
                    .collect::<Vec<_>>()
                    .join("; ")
            }
            _ => self.in_words(),
        }
    }

    /// How often chance brings it: `by chance once in 40 weeks`; of the first critical event how long there was none, for how
    /// old a log is says nothing of chance.
    #[must_use]
    pub fn how_often(&self) -> String {
        match self.found_by {
            FoundBy::First => {
                let ms = self.chance.once_in_weeks * 7.0 * DAY_MS as f64;
                format!("none in the {} before", duration(ms.round() as i64))
            }
            _ => self.chance.to_string(),
        }
    }

    /// Until when, as of `at`, by that clock: `ongoing for 40 min`, `over since 2026-11-27 15:05`.
    #[must_use]
    pub fn until(&self, at: Timestamp, clock: &PeopleClock) -> String {
        if let Some(adopted) = self.adopted.filter(|_| self.ongoing) {
            format!("goes on, counts as usual since {}", clock.short(adopted))
        } else if self.is_one_event() {
            format!("{} ago", duration(at.ms() - self.end.ms()))
        } else if self.ongoing {
            format!("ongoing for {}", duration(at.ms() - self.start.ms()))
        } else {
            format!("{} since {}", self.over(), clock.short(self.end))
        }
    }

    /// What is said of its end. That no critical event came since is no sign that what it told of is over.
    fn over(&self) -> &'static str {
        if self.metric == Metric::CriticalEvents { "none" } else { "over" }
    }

    /// All of it in one line: `critical web: more errors than usual, 36/h where 0.1/h was expected, since 2026-11-27 14:09
    /// UTC`, and until when where it is over.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        let until = match self.ongoing {
            true => String::new(),
            false => format!(", {} since {} UTC", self.over(), short_time(self.end)),
        };
        let numbers = self.numbers();
        let numbers = if numbers.is_empty() { numbers } else { format!(", {numbers}") };
        format!(
            "{} {}: {}{numbers}, since {} UTC{until}",
            self.severity,
            self.scope,
            self.what(),
            short_time(self.start)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{AnomalyCause, made_anomaly};
    use crate::time::{HOUR_MS, Timestamp};

    #[test]
    fn until_when_says_whether_it_goes_on_counts_as_usual_or_is_over() {
        let at = |hours: i64| Timestamp::from_ms(1_795_392_000_000 + hours * HOUR_MS).unwrap();
        let rise = made_anomaly(AnomalyType::TrendChange, at(0), at(200));
        let clock = PeopleClock::default();
        let told = |anomaly: AnomalyDetection| anomaly.until(at(200), &clock);
        assert_eq!(told(rise.clone()), "ongoing for 8 days");
        let adopted = AnomalyDetection { adopted: Some(at(96)), ..rise.clone() };
        assert_eq!(told(adopted), "goes on, counts as usual since 2026-11-27 00:00");
        let over = AnomalyDetection { ongoing: false, end: at(20), ..rise.clone() };
        assert_eq!(told(over.clone()), "over since 2026-11-23 20:00");
        let critical = AnomalyDetection { metric: Metric::CriticalEvents, ..over };
        assert_eq!(told(critical), "none since 2026-11-23 20:00");
        let crept = AnomalyDetection { found_by: FoundBy::Drift, ..rise };
        assert_eq!(crept.what(), "more errors from day to day");
    }

    #[test]
    fn one_line_says_what_how_much_and_since_when() {
        let at = |hours: i64| Timestamp::from_ms(1_795_392_000_000 + hours * HOUR_MS).unwrap();
        let spike = made_anomaly(AnomalyType::Spike, at(0), at(2));
        let since = "since 2026-11-23 00:00 UTC";
        assert_eq!(
            spike.in_one_line(),
            format!("high shop: more errors than usual, 9/h where 1/h was expected, {since}")
        );
        let over = AnomalyDetection {
            ongoing: false,
            anomaly_type: AnomalyType::Drop,
            metric: Metric::FailedRequests,
            actual: 0.0,
            ..spike.clone()
        };
        assert_eq!(
            over.in_one_line(),
            format!(
                "high shop: no failed requests (status 500 to 599) at all, unlike usual, 0/h where 1/h was \
                 expected, {since}, over since 2026-11-23 02:00 UTC"
            )
        );
        let cause = AnomalyCause {
            name: "Timeout".to_owned(),
            share: 1.0,
            expected: 8.0,
            actual: 27.0,
            unit: Unit::IN_A_DAY,
        };
        let mix = AnomalyDetection {
            anomaly_type: AnomalyType::PatternDeviation,
            metric: Metric::Mix,
            unit: Unit::Distance,
            causes: vec![cause],
            ..spike
        };
        assert_eq!(
            mix.in_one_line(),
            format!("high shop: a new mix of errors, Timeout: 27 in 24 h where 8 were expected, {since}")
        );
    }
}
