//! The seven questions about one service. Each is one function: data in, an insight or nothing out.

use super::material::Material;
use super::tests_of::{binomial_upper_tail, shift, trend, wilson_low};
use super::{AiInsight, InsightSeverity, InsightStatus, InsightType};
use crate::action::{ActionType, CapacityForecast, Difficulty};
use crate::rca::{ErrorClass, Evidence};
use crate::stats::special::count_upper_tail;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// Chance of a false finding that a question accepts.
const P_ACCEPTED: f64 = 0.01;
/// The same for security, where counts come in bursts by nature.
const P_SECURITY: f64 = 1e-4;
/// Days a trend is looked for in, at least and at most.
const TREND_DAYS: std::ops::RangeInclusive<usize> = 14..=28;
/// Days that count as "now" where now is compared with before: one week, so that weekdays even out.
const RECENT_DAYS: usize = 7;
/// Days before that, at least and at most: whole weeks, for the same reason.
const BEFORE_DAYS: std::ops::RangeInclusive<usize> = 14..=28;
/// A change smaller than this is not worth a sentence, however sure.
const CHANGE_MATTERS: f64 = 0.20;
/// A trend must amount to this share of the usual level over the days looked at.
const TREND_MATTERS: f64 = 0.30;
/// Anomalies needed before a pattern in time can be seen.
const PATTERN_ANOMALIES: usize = 5;
/// Share of all errors (lower bound) from which one group is worth a project of its own.
const GROUP_SHARE: f64 = 0.40;
/// Errors below which the volume costs nothing worth naming.
const GROUP_ERRORS: u64 = 200;
/// Refused logins below which nobody is told, and the factor above the usual.
const SECURITY_ERRORS: u64 = 10;
const SECURITY_FACTOR: f64 = 3.0;
/// Confidence is never stated above this: the tests have assumptions of their own.
const CONFIDENCE_MAX: f64 = 0.999;

/// Everything that the numbers of one service give, most severe first.
#[must_use]
pub fn derive(material: &Material) -> Vec<AiInsight> {
    let mut found: Vec<AiInsight> = [
        rising_or_falling(material),
        slower(material),
        more_or_less_reliable(material),
        one_group_dominates(material),
        doors_are_tried(material),
    ]
    .into_iter()
    .flatten()
    .chain(material.capacity.iter().filter_map(|capacity| limit_ahead(material, capacity)))
    .chain(comes_back(material))
    .collect();
    found.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then(b.confidence.total_cmp(&a.confidence))
            .then(a.dedupe_key.cmp(&b.dedupe_key))
    });
    found
}

/// What all insights share; the questions fill in the rest.
pub(super) struct Draft<'a> {
    pub(super) service: &'a str,
    pub(super) kind: InsightType,
    /// What the finding is about within service and type; part of the key.
    pub(super) subject: &'a str,
    pub(super) at: Timestamp,
    pub(super) valid_ms: i64,
    pub(super) confidence: f64,
}

impl Draft<'_> {
    pub(super) fn say(
        self,
        severity: InsightSeverity,
        title: String,
        description: String,
        evidence: Vec<Evidence>,
        impact: String,
        actions: &[ActionType],
    ) -> AiInsight {
        AiInsight {
            service: self.service.to_owned(),
            insight_type: self.kind,
            severity,
            title,
            description,
            evidence,
            confidence: self.confidence.clamp(0.0, CONFIDENCE_MAX),
            effort: actions.iter().map(|action| action.difficulty()).max().unwrap_or(Difficulty::Easy),
            actions: actions.to_vec(),
            impact,
            status: InsightStatus::New,
            at: self.at,
            expires: self.at.plus_ms(self.valid_ms),
            dedupe_key: format!("{}:{}:{}", self.kind.name(), self.service, self.subject),
        }
    }
}

fn draft<'a>(
    material: &'a Material,
    kind: InsightType,
    subject: &'a str,
    valid_days: i64,
    confidence: f64,
) -> Draft<'a> {
    Draft {
        service: &material.service,
        kind,
        subject,
        at: material.at,
        valid_ms: valid_days * DAY_MS,
        confidence,
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `trend_detection`: Mann–Kendall on the errors per day.
fn rising_or_falling(material: &Material) -> Option<AiInsight> {
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
    let service = &material.service;
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
    Some(draft(material, InsightType::TrendDetection, direction, 7, 1.0 - trend.p).say(
        if rising { InsightSeverity::Warning } else { InsightSeverity::Info },
        format!("Errors in {service} are {direction}"),
        format!(
            "Errors in {service} have been {direction} steadily for {days} days, in all by about {} of their usual number.",
            percent(change.abs())
        ),
        vec![evidence],
        format!("about {:.0} errors a day {} than at the start", (trend.slope * (days - 1) as f64).abs(),
            if rising { "more" } else { "fewer" }),
        if rising { &[ActionType::ManualReview] } else { &[] },
    ))
}

/// `performance_degradation`: Mann–Whitney on the response times per day, this week against the weeks before.
fn slower(material: &Material) -> Option<AiInsight> {
    let (before, now) = weeks(&material.daily_p95_ms, |p95| *p95)?;
    let shift = shift(&before, &now).filter(|shift| shift.p <= P_ACCEPTED && shift.before > 0.0)?;
    let change = shift.now / shift.before - 1.0;
    if change < CHANGE_MATTERS {
        return None;
    }
    let service = &material.service;
    let evidence = Evidence::new(format!(
        "response time p95 per day: median {:.0} ms in the last {} days, {:.0} ms in the {} days before (Mann–Whitney p = {:.1e})",
        shift.now, now.len(), shift.before, before.len(), shift.p
    ))
    .with("p95_ms", shift.now)
    .with("p95_ms_before", shift.before)
    .with("p_value", shift.p);
    Some(draft(material, InsightType::PerformanceDegradation, "response_time", 3, 1.0 - shift.p).say(
        if change >= 1.0 { InsightSeverity::Critical } else { InsightSeverity::Warning },
        format!("{service} answers more slowly"),
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
fn more_or_less_reliable(material: &Material) -> Option<AiInsight> {
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
    let service = &material.service;
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
    Some(draft(material, InsightType::ReliabilityTrend, subject, 7, 1.0 - shift.p).say(
        if worse { InsightSeverity::Warning } else { InsightSeverity::Info },
        format!("{service} became {word} reliable"),
        format!("This week {service} had {unit} {amount}."),
        vec![evidence],
        format!("{unit} from {mean_before:.4} to {mean_now:.4}"),
        if worse { &[ActionType::ManualReview] } else { &[] },
    ))
}

/// `capacity_planning`: the central forecast passes the limit; the lower bound decides how sure that is.
fn limit_ahead(material: &Material, capacity: &CapacityForecast) -> Option<AiInsight> {
    let when = capacity.reaches_limit_at.filter(|when| *when > material.at)?;
    // The test: now below the limit, the forecast above it.
    if capacity.now >= capacity.limit || capacity.peak < capacity.limit {
        return None;
    }
    let hours = (when.ms() - material.at.ms()) as f64 / HOUR_MS as f64;
    let service = &material.service;
    let evidence = Evidence::new(format!(
        "{}: {:.4} now, limit {:.4}, forecast to pass it at {when}, peak {:.4} at {} ({} interval {} the limit)",
        capacity.what,
        capacity.now,
        capacity.limit,
        capacity.peak,
        capacity.peak_at,
        percent(capacity.level),
        if capacity.surely { "wholly above" } else { "still includes values below" }
    ))
    .with("now", capacity.now)
    .with("limit", capacity.limit)
    .with("peak", capacity.peak)
    .with("hours_left", hours);
    let severity = match (capacity.surely, hours < 24.0) {
        (true, true) => InsightSeverity::Critical,
        (true, false) | (false, true) => InsightSeverity::Warning,
        (false, false) => InsightSeverity::Info,
    };
    let confidence = if capacity.surely { capacity.level } else { 0.5 };
    let mut insight = draft(material, InsightType::CapacityPlanning, &capacity.what, 1, confidence).say(
        severity,
        format!("{service}: {} near the limit", capacity.what),
        format!(
            "In about {hours:.0} hours {service} will probably pass its limit of {:.4} {}.",
            capacity.limit, capacity.what
        ),
        vec![evidence],
        format!("{:.0} hours left to act", hours.floor()),
        &[ActionType::ScaleUpResources, ActionType::RequestThrottling],
    );
    insight.expires = when;
    Some(insight)
}

/// `anomaly_pattern`: more anomalies in one hour of the day, or on one weekday, than chance would put there.
///
/// Hours and days are UTC. Only the first anomaly of a day counts for the hours and the first of a week for the
/// weekdays, since neighbours are no independent witnesses.
fn comes_back(material: &Material) -> Option<AiInsight> {
    let mut times: Vec<i64> = material
        .anomalies
        .iter()
        .map(|anomaly| anomaly.since.ms())
        .filter(|&ms| ms <= material.at.ms())
        .collect();
    times.sort_unstable();
    let first_of = |length: i64| {
        let mut first = times.clone();
        first.dedup_by_key(|ms| ms.div_euclid(length));
        first
    };
    let by_hour = first_of(DAY_MS);
    let hour = fullest(&by_hour, 24, |ms| ms.rem_euclid(DAY_MS) / HOUR_MS);
    // 1970-01-01 was a Thursday; weeks counted from there serve as well as any.
    let by_day = first_of(7 * DAY_MS);
    let weekday = fullest(&by_day, 7, |ms| ms.div_euclid(DAY_MS).rem_euclid(7));
    let (of_hours, hour_p) = (by_hour.len(), hour.p);
    let (slot, total, what, subject) = if hour_p <= P_ACCEPTED && of_hours >= PATTERN_ANOMALIES {
        (
            &hour,
            of_hours,
            format!("between {:02}:00 and {:02}:00 UTC", hour.slot, (hour.slot + 1) % 24),
            format!("hour-{}", hour.slot),
        )
    } else if weekday.p <= P_ACCEPTED && by_day.len() >= PATTERN_ANOMALIES {
        const NAMES: [&str; 7] =
            ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
        let name = NAMES[weekday.slot as usize % 7];
        (&weekday, by_day.len(), format!("on a {name}"), format!("weekday-{name}"))
    } else {
        return None;
    };
    let service = &material.service;
    let evidence = Evidence::new(format!(
        "{} of {total} anomalies began {what} (chance of that anywhere: {:.1e})",
        slot.count, slot.p
    ))
    .with("in_slot", slot.count as f64)
    .with("anomalies", total as f64)
    .with("p_value", slot.p);
    Some(draft(material, InsightType::AnomalyPattern, &subject, 14, 1.0 - slot.p).say(
        InsightSeverity::Warning,
        format!("Trouble in {service} comes back {what}"),
        format!("Trouble in {service} tends to begin {what}: {} of {total} times. Something scheduled then is worth a look.", slot.count),
        vec![evidence],
        format!("{} recurring incidents so far", slot.count),
        &[ActionType::ManualReview],
    ))
}

struct Slot {
    slot: i64,
    count: u64,
    p: f64,
}

/// The fullest of `slots` and the chance that any slot is that full.
fn fullest(times: &[i64], slots: usize, of: impl Fn(i64) -> i64) -> Slot {
    let mut counts = vec![0_u64; slots];
    for &ms in times {
        if let Some(count) = usize::try_from(of(ms)).ok().and_then(|slot| counts.get_mut(slot)) {
            *count += 1;
        }
    }
    let (slot, &count) = counts.iter().enumerate().rev().max_by_key(|&(_, count)| count).unwrap_or((0, &0));
    let p = binomial_upper_tail(count, times.len() as u64, 1.0 / slots as f64) * slots as f64;
    Slot { slot: slot as i64, count, p: p.min(1.0) }
}

/// `cost_optimization`: one group makes up much of the volume (lower bound of its share).
fn one_group_dominates(material: &Material) -> Option<AiInsight> {
    let group = material
        .groups
        .iter()
        .max_by(|a, b| a.count.cmp(&b.count).then(b.fingerprint.cmp(&a.fingerprint)))?;
    let low = wilson_low(group.count, material.group_total);
    if material.group_total < GROUP_ERRORS || low < GROUP_SHARE || material.groups.len() < 2 {
        return None;
    }
    let share = group.count as f64 / material.group_total as f64;
    let per_day = group.count as f64 / material.group_hours.max(1.0) * 24.0;
    let service = &material.service;
    let evidence = Evidence::new(format!(
        "group {} ({}): {} of {} errors in {:.0} hours (share at least {})",
        group.fingerprint,
        group.label,
        group.count,
        material.group_total,
        material.group_hours,
        percent(low)
    ))
    .with("count", group.count as f64)
    .with("total", material.group_total as f64)
    .with("share_low", low);
    // The bound is one-sided at 97.5 %.
    Some(draft(material, InsightType::CostOptimization, &group.fingerprint, 7, 0.975).say(
        InsightSeverity::Info,
        format!("One error makes up {} of {service}", percent(share)),
        format!(
            "A single kind of error ({}) makes up {} of all errors in {service}; mending it would spare storing and reading about {per_day:.0} events a day.",
            group.label,
            percent(share)
        ),
        vec![evidence],
        format!("about {per_day:.0} events a day"),
        &[ActionType::CodePatch],
    ))
}

/// `security_concern`: refused logins and permissions far above their usual number.
fn doors_are_tried(material: &Material) -> Option<AiInsight> {
    let count = material.classes.iter().find(|count| count.class == ErrorClass::Auth)?;
    if count.before_hours <= 0.0 || count.recent_hours <= 0.0 || count.recent < SECURITY_ERRORS {
        return None;
    }
    // A gamma prior with shape ½ (Jeffreys) on the usual rate; the predictive count is negative binomial.
    let size = count.before as f64 + 0.5;
    let expected = size * count.recent_hours / count.before_hours;
    let p = count_upper_tail(count.recent as f64, expected, size);
    if p > P_SECURITY || (count.recent as f64) < SECURITY_FACTOR * expected {
        return None;
    }
    let service = &material.service;
    let evidence = Evidence::new(format!(
        "{} refused logins or permissions in {:.0} hours, {expected:.1} expected from {} in the {:.0} hours before (p = {p:.1e})",
        count.recent, count.recent_hours, count.before, count.before_hours
    ))
    .with("recent", count.recent as f64)
    .with("expected", expected)
    .with("p_value", p);
    Some(draft(material, InsightType::SecurityConcern, "auth", 1, 1.0 - p).say(
        if count.recent as f64 >= 10.0 * expected { InsightSeverity::Critical } else { InsightSeverity::Warning },
        format!("Many refused logins in {service}"),
        format!(
            "{service} refused {} logins or permissions lately, {:.0} times as many as usual: either someone is trying doors or a credential is broken.",
            count.recent,
            count.recent as f64 / expected
        ),
        vec![evidence],
        format!("{} refusals in {:.0} hours", count.recent, count.recent_hours),
        &[ActionType::NotifyTeam, ActionType::RequestThrottling],
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

#[cfg(test)]
mod tests {
    use super::super::{ClassCount, GroupShare};
    use super::*;
    use crate::action::{Anomaly, AnomalyShape};
    use crate::event::Severity;

    fn at() -> Timestamp {
        "2026-11-23T00:00:00Z".parse().unwrap()
    }

    fn kinds(material: &Material) -> Vec<InsightType> {
        derive(material).iter().map(|insight| insight.insight_type).collect()
    }

    /// A steady but uneven week, so that tests have something to be unsure about.
    fn steady(days: usize) -> Vec<u64> {
        (0..days).map(|day| [50, 61, 47, 55, 58, 44, 52, 49, 60, 46, 57][day % 11]).collect()
    }

    #[test]
    fn nothing_known_nothing_said() {
        assert!(derive(&Material::new("shop", at())).is_empty());
        let mut material = Material::new("shop", at());
        material.daily_errors = steady(28);
        material.daily_requests = vec![10_000; 28];
        material.daily_p95_ms = steady(28).into_iter().map(|n| Some(n as f64)).collect();
        assert!(kinds(&material).is_empty(), "{:?}", derive(&material));
    }

    #[test]
    fn a_rising_trend_and_its_reverse() {
        let mut material = Material::new("shop", at());
        material.daily_errors = steady(28).iter().zip(0..).map(|(n, day)| n + 3 * day).collect();
        let found = derive(&material);
        let trend = found.iter().find(|insight| insight.insight_type == InsightType::TrendDetection).unwrap();
        assert!((trend.evidence[0].numbers["slope_per_day"] - 3.0).abs() < 0.3);
        assert_eq!(trend.severity, InsightSeverity::Warning);
        assert_eq!(trend.dedupe_key, "trend_detection:shop:rising");
        material.daily_errors.reverse();
        let found = derive(&material);
        let trend = found.iter().find(|insight| insight.insight_type == InsightType::TrendDetection).unwrap();
        assert_eq!((trend.severity, trend.actions.len()), (InsightSeverity::Info, 0));
    }

    #[test]
    fn a_slower_week() {
        let mut material = Material::new("shop", at());
        material.daily_p95_ms = (0..28)
            .map(|day| Some(200.0 + f64::from(day % 5) + if day >= 21 { 90.0 } else { 0.0 }))
            .collect();
        assert_eq!(kinds(&material), [InsightType::PerformanceDegradation]);
        // The same rise on three days only is no week.
        material.daily_p95_ms = (0..28)
            .map(|day| Some(200.0 + f64::from(day % 5) + if day >= 25 { 90.0 } else { 0.0 }))
            .collect();
        assert!(kinds(&material).is_empty());
    }

    #[test]
    fn errors_follow_requests_and_are_then_no_worse() {
        let mut material = Material::new("shop", at());
        material.daily_errors =
            steady(28).iter().zip(0..).map(|(n, day)| if day >= 21 { n * 2 } else { *n }).collect();
        assert!(kinds(&material).contains(&InsightType::ReliabilityTrend));
        material.daily_requests = (0..28).map(|day| if day >= 21 { 20_000 } else { 10_000 }).collect();
        assert!(!kinds(&material).contains(&InsightType::ReliabilityTrend), "twice the requests explain it");
    }

    #[test]
    fn a_limit_ahead() {
        let mut material = Material::new("shop", at());
        let mut capacity = CapacityForecast {
            what: "errors per hour".to_owned(),
            now: 50.0,
            limit: 100.0,
            peak: 140.0,
            peak_at: at().plus_ms(20 * HOUR_MS),
            reaches_limit_at: Some(at().plus_ms(10 * HOUR_MS)),
            surely: true,
            level: 0.95,
        };
        material.capacity = vec![capacity.clone()];
        let found = derive(&material);
        assert_eq!(found[0].severity, InsightSeverity::Critical);
        assert_eq!(found[0].expires, at().plus_ms(10 * HOUR_MS));
        capacity.reaches_limit_at = None;
        material.capacity = vec![capacity];
        assert!(derive(&material).is_empty());
    }

    fn anomaly(since: Timestamp) -> Anomaly {
        Anomaly {
            shape: AnomalyShape::Spike,
            severity: Severity::High,
            what: "errors".to_owned(),
            since,
            hours: 1.0,
            expected: 1.0,
            actual: 9.0,
            p_value: None,
        }
    }

    #[test]
    fn anomalies_that_come_back_at_three() {
        let mut material = Material::new("shop", at());
        material.anomalies = (1..=6).map(|day| anomaly(at().plus_ms(-day * DAY_MS + 3 * HOUR_MS))).collect();
        let found = derive(&material);
        assert_eq!(found[0].insight_type, InsightType::AnomalyPattern);
        assert!(found[0].title.contains("03:00"), "{}", found[0].title);
        // Six in one night are one witness, and six spread over the day none.
        material.anomalies = (0..6).map(|n| anomaly(at().plus_ms(-DAY_MS + n * HOUR_MS / 10))).collect();
        assert!(derive(&material).is_empty());
        material.anomalies =
            (1..=6).map(|day| anomaly(at().plus_ms(-day * DAY_MS + day * 4 * HOUR_MS))).collect();
        assert!(derive(&material).is_empty());
    }

    #[test]
    fn one_group_and_many() {
        let mut material = Material::new("shop", at());
        let group = |fingerprint: &str, count| GroupShare {
            fingerprint: fingerprint.to_owned(),
            label: "KeyError".to_owned(),
            count,
        };
        material.groups = vec![group("a", 700), group("b", 300)];
        material.group_total = 1000;
        material.group_hours = 24.0;
        assert_eq!(kinds(&material), [InsightType::CostOptimization]);
        material.groups = vec![group("a", 300), group("b", 300)];
        assert!(kinds(&material).is_empty());
    }

    #[test]
    fn refused_logins() {
        let mut material = Material::new("shop", at());
        let count = |recent, before| ClassCount {
            class: ErrorClass::Auth,
            recent,
            recent_hours: 24.0,
            before,
            before_hours: 240.0,
        };
        material.classes = vec![count(80, 40)];
        assert_eq!(kinds(&material), [InsightType::SecurityConcern]);
        material.classes = vec![count(12, 100)];
        assert!(kinds(&material).is_empty(), "12 where 10 were expected");
    }

    #[test]
    fn the_key_does_not_change_with_the_numbers() {
        let mut material = Material::new("shop", at());
        material.daily_errors = steady(28).iter().zip(0..).map(|(n, day)| n + 3 * day).collect();
        let first = derive(&material).remove(0);
        material.at = at().plus_ms(DAY_MS);
        material.daily_errors.push(190);
        let second = derive(&material).remove(0);
        assert_eq!(first.dedupe_key, second.dedupe_key);
        assert!(second.expires > first.expires);
    }
}
