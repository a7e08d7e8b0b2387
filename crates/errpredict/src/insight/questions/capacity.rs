//! Forecasts against limits.

use super::super::material::Material;
use super::super::{AiInsight, InsightSeverity, InsightType};
use super::{draft, percent};
use crate::action::{ActionType, CapacityForecast};
use crate::numbers::short_time;
use crate::rca::Evidence;
use crate::time::HOUR_MS;

/// `capacity_planning`: the central forecast passes the limit; the lower bound decides how sure that is.
pub(super) fn limit_ahead(material: &Material, capacity: &CapacityForecast) -> Option<AiInsight> {
    let when = capacity.reaches_limit_at.filter(|when| *when > material.at)?;
    // The test: now below the limit, the forecast above it.
    if capacity.now >= capacity.limit || capacity.peak < capacity.limit {
        return None;
    }
    let hours = (when.ms() - material.at.ms()) as f64 / HOUR_MS as f64;
    let service = material.scope.in_a_sentence();
    let evidence = Evidence::new(format!(
        "{}: {:.4} now, limit {:.4}, forecast to pass it at {} UTC, peak {:.4} at {} UTC ({} interval {} the limit)",
        capacity.what,
        capacity.now,
        capacity.limit,
        short_time(when),
        capacity.peak,
        short_time(capacity.peak_at),
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
    let mut insight = draft(material, InsightType::CapacityPlanning, &capacity.what, 1, None).say(
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
