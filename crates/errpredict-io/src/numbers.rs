//! Numbers and times for people: those of the core, and what an anomaly says in numbers.

pub use errpredict::numbers::*;

use errpredict::detect::AnomalyType;

/// What an anomaly of a service's errors says in numbers, both in one unit: `3/h where 0.6/h was expected, `; nothing
/// for a mix, whose numbers are its causes.
#[must_use]
pub fn against_expected(anomaly_type: AnomalyType, actual: f64, expected: f64) -> String {
    match anomaly_type {
        AnomalyType::PatternDeviation => String::new(),
        AnomalyType::CorrelationBreak => {
            format!("correlation {} where {} was usual, ", amount(actual), amount(expected))
        }
        AnomalyType::Spike | AnomalyType::Drop | AnomalyType::TrendChange => {
            let is_hourly = actual.max(expected) >= 0.95;
            let unit = |per_hour: f64| match is_hourly {
                true => format!("{}/h", amount(per_hour)),
                false => format!("{}/day", amount(24.0 * per_hour)),
            };
            format!("{} where {} was expected, ", unit(actual), unit(expected))
        }
    }
}

/// What a cause of an anomaly says in numbers: counts of a mix, correlations of a break.
#[must_use]
pub fn cause_against_expected(anomaly_type: AnomalyType, actual: f64, expected: f64) -> String {
    let was = if anomaly_type == AnomalyType::CorrelationBreak { "usual" } else { "expected" };
    format!("{} where {} was {was}", amount(actual), amount(expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anomaly_compares_in_one_unit() {
        for (kind, expected, actual, text) in [
            (AnomalyType::Spike, 0.6, 3.0, "3/h where 0.60/h was expected, "),
            (AnomalyType::Drop, 12.0, 0.0, "0/h where 12/h was expected, "),
            (AnomalyType::Spike, 0.01, 0.25, "6/day where 0.24/day was expected, "),
            (AnomalyType::CorrelationBreak, 0.93, -0.1, "correlation -0.10 where 0.93 was usual, "),
            (AnomalyType::PatternDeviation, 0.0, 0.4, ""),
        ] {
            assert_eq!(against_expected(kind, actual, expected), text);
        }
    }
}
