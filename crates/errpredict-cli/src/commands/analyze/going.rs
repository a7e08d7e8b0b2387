//! Where errors are going, in the terminal: forecasts with their direction, bound and coverage.

use std::fmt::Write;

use errpredict::analysis::ServiceAnalysis;
use errpredict::detect::{AnomalyDetection, FoundBy, Metric};
use errpredict::forecast::{TimeSeriesForecast, TrendDirection};
use errpredict::numbers::{amount, count, percent};
use errpredict::time::{DAY_MS, HOUR_MS};

use super::widths::{NAME_CHARS, name};
use crate::style::Style;
use crate::told;

/// The section of at most `top` services; nothing where none is forecast.
pub(super) fn section(page: &mut String, ranked: &[&ServiceAnalysis], top: usize, style: Style) {
    let rows: Vec<_> = ranked
        .iter()
        .filter_map(|service| service.forecast.as_ref().map(|forecast| (*service, forecast)))
        .filter(|(service, _)| service.errors > 0)
        .take(top)
        .collect();
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(page, "{}", style.bold("WHERE IT IS GOING"));
    for (service, forecast) in rows {
        forecast_line(page, service, forecast);
    }
    page.push('\n');
}

/// Times of what is usual below which a forecast says that it comes back to it. By judgement: a quarter more in a day is what days
/// differ by; half more is half of the way to a trouble of twice the usual.
const BACK_TO_USUAL: f64 = 1.25;

/// Confidence from which a direction is told without it, as such words are promised.
const SURE: f64 = 0.9;

/// What goes on and does not count as usual yet.
fn ongoing(service: &ServiceAnalysis) -> impl Iterator<Item = &AnomalyDetection> {
    let all = service.anomalies.iter();
    all.filter(|anomaly| anomaly.ongoing && anomaly.adopted.is_none() && told::is_told(anomaly))
}

fn of_errors(service: &ServiceAnalysis) -> impl Iterator<Item = &AnomalyDetection> {
    ongoing(service).filter(|anomaly| anomaly.metric == Metric::Errors)
}

/// Errors an hour of what goes on: more than before is no rise while it is no more than now.
fn now(service: &ServiceAnalysis) -> f64 {
    of_errors(service).filter_map(|anomaly| anomaly.actual_level().as_per_hour()).fold(0.0, f64::max)
}

/// What was usual before what goes on, an hour: what was expected of its hours, and the mean of whole days, which a trouble of a
/// night is not measured by. Of one of more than a day that mean would hold the trouble itself.
fn usual_of_trouble(service: &ServiceAnalysis) -> Vec<f64> {
    let expected = of_errors(service).filter_map(|anomaly| anomaly.expected_level().as_per_hour());
    let is_short = of_errors(service).all(|anomaly| anomaly.at.ms() - anomaly.start.ms() < DAY_MS);
    let of_days = service.usual_errors_per_hour.filter(|_| is_short);
    expected.reduce(f64::min).into_iter().chain(of_days).collect()
}

/// Whether it came from day to day.
fn has_crept(service: &ServiceAnalysis) -> bool {
    of_errors(service).any(|anomaly| anomaly.found_by == FoundBy::Drift)
}

/// Whether it is the log that is missing, and not the errors.
fn is_silent(service: &ServiceAnalysis) -> bool {
    ongoing(service)
        .any(|one| matches!(one.metric, Metric::Events | Metric::Requests) && one.is_rise() == Some(false))
}

/// Whether so many come as are usual, neither far more nor far fewer.
fn is_near(total: f64, usual: f64) -> bool {
    total < BACK_TO_USUAL * usual && BACK_TO_USUAL * total > usual
}

fn forecast_line(page: &mut String, service: &ServiceAnalysis, forecast: &TimeSeriesForecast) {
    let total = forecast
        .total
        .map_or_else(|| forecast.values.iter().map(|step| step.value).sum(), |total| total.value);
    let hours = forecast.values.len() as f64 * forecast.step_ms as f64 / HOUR_MS as f64;
    let rises = service.rise.as_ref().is_some_and(|rise| rise.until.is_none());
    // A word that is less sure than nine of ten says how sure it is.
    let word = |word: &str| match forecast.trend.confidence {
        Some(sure) if sure < SURE => format!("{word} ({} sure)", percent(sure)),
        _ => word.to_owned(),
    };
    let (rising, falling) = (word("rising"), word("falling"));
    let usual = usual_of_trouble(service);
    let is_back = usual.iter().any(|usual| is_near(total, usual * hours));
    let direction: &str = match forecast.trend.direction {
        _ if is_silent(service) => "if it comes back",
        _ if rises => "too little is known to say whether it goes on",
        TrendDirection::Rising if total > now(service) * hours => &rising,
        TrendDirection::Falling => &falling,
        _ if of_errors(service).next().is_none() => "steady",
        // Neither steady nor rising can be said of what goes on: whether it comes back to what is usual can.
        // What may go on is not said to be over.
        _ if is_back && forecast.cases.is_some() => "what is usual, if it ends now",
        _ if is_back => "back to what is usual",
        _ if !usual.is_empty() && usual.iter().all(|usual| total < usual * hours) => "fewer than usual",
        // What crept up is told by the order of its days; that it goes on so is no forecast.
        _ if has_crept(service) => "crept up over days, and not back to what was usual",
        _ => "not back to what is usual",
    };
    let up_to = match forecast.highest {
        None => "too little history for an interval".to_owned(),
        Some(highest) => {
            format!("at most {} in any hour ({} sure)", amount(highest), percent(forecast.level))
        }
    };
    let _ = writeln!(
        page,
        "  {:NAME_CHARS$} last 24 h {:>6}   next {:.0} h about {:>6}, {direction}; {up_to}",
        name(service),
        count(service.errors_last_day),
        hours,
        amount(total),
    );
    if let Some(cases) = &forecast.cases {
        let _ = writeln!(page, "      {cases}");
    }
    if let Some(coverage) = forecast.accuracy.coverage {
        let _ = writeln!(
            page,
            "      intervals of {} held {} of what came, tried on the past",
            percent(forecast.level),
            percent(coverage)
        );
    }
}

#[cfg(test)]
mod tests {
    use errpredict::analysis::{AnalysisConfig, analyze};
    use errpredict::time::MINUTE_MS;
    use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};

    use super::*;

    #[test]
    fn a_trouble_of_the_night_is_not_measured_against_a_day_of_nights() {
        // A hundred an hour on average, twenty by night; three hundred more an hour from twelve past three.
        let begin: Timestamp = "2026-03-02T00:00:00Z".parse().unwrap();
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for hour in 0..14 * 24 + 4 {
            let n = if (8..20).contains(&(hour % 24)) { 178 } else { 18 } + hour * 7 % 5;
            for i in 0..n {
                let at = begin.plus_ms(hour * HOUR_MS + i * HOUR_MS / n + 7);
                rollup.observe(EventRef::new(at, "pay", Severity::High, "TimeoutError"));
            }
        }
        let night = begin.plus_ms(14 * DAY_MS + 192 * MINUTE_MS);
        for i in 0..90 {
            rollup.observe(EventRef::new(night.plus_ms(i * 12_000), "pay", Severity::High, "DbError"));
        }
        rollup.settle();
        let found = analyze(&rollup, night.plus_ms(18 * MINUTE_MS), &AnalysisConfig::default()).unwrap();
        let service = &found.services[0];
        assert!(of_errors(service).next().is_some(), "{}", found.headline.text);
        let mut page = String::new();
        section(&mut page, &[service], 5, Style::PLAIN);
        assert!(page.contains("next 24 h about") && !page.contains("not back"), "{page}");
    }
}
