//! Errors, response times and reliability over days and weeks.

use super::super::material::Material;
use super::super::significance::{shift, trend};
use super::super::{AiInsight, InsightSeverity, InsightType};
use super::{P_ACCEPTED, by_chance, draft, percent};
use crate::action::ActionType;
use crate::rca::Evidence;

/// Days a trend is looked for in, at least and at most.
const TREND_DAYS: std::ops::RangeInclusive<usize> = 14..=28;
/// Days that count as "now" where now is compared with before: one week, so that weekdays even out.
const RECENT_DAYS: usize = 7;
/// Days before that, at least and at most: whole weeks, for the same reason.
const BEFORE_DAYS: std::ops::RangeInclusive<usize> = 14..=28;
/// A change smaller than this is not worth a sentence, however sure. By judgement: lower, and nobody would do anything
/// about it.
const CHANGE_MATTERS: f64 = 0.20;
/// A trend must amount to this share of the usual level over the days looked at. By judgement: more than a change of
/// level, since the ends of a line are less sure than two means.
const TREND_MATTERS: f64 = 0.30;

/// `trend_detection`: Mann–Kendall on the errors per day.
pub(super) fn rising_or_falling(material: &Material) -> Option<AiInsight> {
    let days = material.daily_errors.len().min(*TREND_DAYS.end());
    if days < *TREND_DAYS.start() {
        return None;
    }
    let values: Vec<f64> =
        material.daily_errors[material.daily_errors.len() - days..].iter().map(|&n| n as f64).collect();
    let trend = trend(&values).filter(|trend| trend.p <= P_ACCEPTED)?;
    let level = values.iter().sum::<f64>() / days as f64;
    let change = trend.slope * (days - 1) as f64 / level;
    if level < 1.0 || change.abs() < TREND_MATTERS {
        return None;
    }
    let rising = change > 0.0;
    let service = material.scope.in_a_sentence();
    let evidence = Evidence::new(format!(
        "errors per day {} by {:.2} a day over {days} days (Theil–Sen; Mann–Kendall p = {:.1e})",
        if rising { "rise" } else { "fall" },
        trend.slope.abs(),
        trend.p
    ))
    .with("slope_per_day", trend.slope)
    .with("mean_per_day", level)
    .with("days", days as f64)
    .with("p_value", trend.p);
    let direction = if rising { "rising" } else { "falling" };
    Some(draft(material, InsightType::TrendDetection, direction, 7, by_chance(material, trend.p, 7.0)).say(
        if rising { InsightSeverity::Warning } else { InsightSeverity::Info },
        // What was, and not what will be: of those that rose so far 70 to 78 in 100 go on.
        format!("Errors in {service} {} over {days} days", if rising { "rose" } else { "fell" }),
        format!(
            "Errors in {service} have been {direction} for {days} days, in all by about {} of their usual number; whether they go on so is not known.",
            percent(change.abs())
        ),
        vec![evidence],
        format!("about {:.0} errors a day {} than at the start", (trend.slope * (days - 1) as f64).abs(),
            if rising { "more" } else { "fewer" }),
        if rising { &[ActionType::ManualReview] } else { &[] },
    ))
}

/// `performance_degradation`: Mann–Whitney on the response times per day, this week against the weeks before.
pub(super) fn slower(material: &Material) -> Option<AiInsight> {
    let (before, now) = weeks(&material.daily_p95_ms, |p95| *p95)?;
    let shift = shift(&before, &now).filter(|shift| shift.p <= P_ACCEPTED && shift.before > 0.0)?;
    let change = shift.now / shift.before - 1.0;
    if change < CHANGE_MATTERS {
        return None;
    }
    let service = material.scope.in_a_sentence();
    let evidence = Evidence::new(format!(
        "response time p95 per day: median {:.0} ms in the last {} days, {:.0} ms in the {} days before (Mann–Whitney p = {:.1e})",
        shift.now, now.len(), shift.before, before.len(), shift.p
    ))
    .with("p95_ms", shift.now)
    .with("p95_ms_before", shift.before)
    .with("p_value", shift.p);
    Some(draft(material, InsightType::PerformanceDegradation, "response_time", 3, by_chance(material, shift.p, 7.0)).say(
        if change >= 1.0 { InsightSeverity::Critical } else { InsightSeverity::Warning },
        format!("{service} {} more slowly", if material.scope.is_system() { "answer" } else { "answers" }),
        format!(
            "The slowest requests to {service} (one in twenty) take {} longer this week than in the weeks before.",
            percent(change)
        ),
        vec![evidence],
        format!("one request in twenty waits at least {:.0} ms longer", shift.now - shift.before),
        &[ActionType::ManualReview, ActionType::ScaleUpResources],
    ))
}

/// `reliability_trend`: Mann–Whitney on errors per request (or per day), this week against the weeks before.
pub(super) fn more_or_less_reliable(material: &Material) -> Option<AiInsight> {
    let with_requests = material.daily_requests.len() == material.daily_errors.len()
        && material.daily_requests.iter().any(|&n| n > 0);
    let rates: Vec<Option<f64>> = if with_requests {
        material
            .daily_errors
            .iter()
            .zip(&material.daily_requests)
            .map(|(&errors, &requests)| (requests > 0).then(|| errors as f64 / requests as f64))
            .collect()
    } else {
        material.daily_errors.iter().map(|&errors| Some(errors as f64)).collect()
    };
    let (before, now) = weeks(&rates, |rate| *rate)?;
    let shift = shift(&before, &now).filter(|shift| shift.p <= P_ACCEPTED)?;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_before, mean_now) = (mean(&before), mean(&now));
    let change = (mean_before > 0.0).then(|| mean_now / mean_before - 1.0);
    if change.is_some_and(|change| change.abs() < CHANGE_MATTERS) {
        return None;
    }
    let worse = mean_now > mean_before;
    let unit = if with_requests { "errors per request" } else { "errors per day" };
    let service = material.scope.in_a_sentence();
    let evidence = Evidence::new(format!(
        "{unit}: mean {mean_now:.4} over the last {} days, {mean_before:.4} over the {} days before (Mann–Whitney p = {:.1e})",
        now.len(),
        before.len(),
        shift.p
    ))
    .with("rate", mean_now)
    .with("rate_before", mean_before)
    .with("p_value", shift.p);
    let (word, subject) = if worse { ("less", "worse") } else { ("more", "better") };
    let amount = change.map_or_else(
        || "where there were none before".to_owned(),
        |change| {
            format!(
                "{} {} than in the weeks before",
                percent(change.abs()),
                if worse { "more" } else { "fewer" }
            )
        },
    );
    Some(draft(material, InsightType::ReliabilityTrend, subject, 7, by_chance(material, shift.p, 7.0)).say(
        if worse { InsightSeverity::Warning } else { InsightSeverity::Info },
        format!("{service} became {word} reliable"),
        format!("This week {service} had {unit} {amount}."),
        vec![evidence],
        format!("{unit} from {mean_before:.4} to {mean_now:.4}"),
        if worse { &[ActionType::ManualReview] } else { &[] },
    ))
}

/// The last week and the whole weeks before it, gaps left out; nothing where either is too short.
fn weeks<T>(days: &[T], value: impl Fn(&T) -> Option<f64>) -> Option<(Vec<f64>, Vec<f64>)> {
    let before_days = days.len().checked_sub(RECENT_DAYS)?.min(*BEFORE_DAYS.end()) / 7 * 7;
    if before_days < *BEFORE_DAYS.start() {
        return None;
    }
    let (earlier, recent) = days.split_at(days.len() - RECENT_DAYS);
    let read = |part: &[T]| part.iter().filter_map(&value).filter(|x| x.is_finite()).collect::<Vec<f64>>();
    Some((read(&earlier[earlier.len() - before_days..]), read(recent)))
}
