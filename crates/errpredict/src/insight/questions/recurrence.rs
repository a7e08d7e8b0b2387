//! Anomalies that come back at the same hour or weekday.

use super::super::material::Material;
use super::super::significance::binomial_upper_tail;
use super::super::{AiInsight, InsightSeverity, InsightType};
use super::{P_ACCEPTED, by_chance, draft};
use crate::PeopleClock;
use crate::action::ActionType;
use crate::rca::Evidence;
use crate::time::{DAY_MS, HOUR_MS};

/// Anomalies needed before a pattern in time can be seen.
const PATTERN_ANOMALIES: usize = 5;

/// `anomaly_pattern`: more anomalies in one hour of the day, or on one weekday, than chance would put there.
///
/// Hours and days are those of the zone, or of UTC. Only the first anomaly of a day counts for the hours and the first of a week for the
/// weekdays, since neighbours are no independent witnesses.
pub(super) fn comes_back(material: &Material) -> Option<AiInsight> {
    let clock = PeopleClock::new(material.zone.as_deref()).unwrap_or_default();
    let mut times: Vec<i64> = material
        .anomalies
        .iter()
        // What chance brings now and then, and fewer errors, are no trouble that comes back.
        .filter(|anomaly| {
            anomaly.start <= material.at && anomaly.is_told() && anomaly.is_rise() != Some(false)
        })
        .map(|anomaly| clock.local_ms(anomaly.start))
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
            format!(
                "between {:02}:00 and {:02}:00 {}",
                hour.slot,
                (hour.slot + 1) % 24,
                clock.name(material.at)
            ),
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
    let service = material.scope.in_a_sentence();
    let evidence = Evidence::new(format!(
        "{} of {total} anomalies began {what} (chance of that anywhere: {:.1e})",
        slot.count, slot.p
    ))
    .with("in_slot", slot.count as f64)
    .with("anomalies", total as f64)
    .with("p_value", slot.p);
    Some(draft(material, InsightType::AnomalyPattern, &subject, 14, by_chance(material, slot.p, 7.0)).say(
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
