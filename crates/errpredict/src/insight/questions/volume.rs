//! Where the volume comes from: one group above all, or refused logins.

use super::super::material::Material;
use super::super::significance::wilson_low;
use super::super::{AiInsight, InsightSeverity, InsightType};
use super::{by_chance, draft};
use crate::action::ActionType;
use crate::numbers::{amount, count, percent};
use crate::rca::{ErrorClass, Evidence};
use crate::stats::special::count_upper_tail;

/// Chance of a false finding for security, where counts come in bursts by nature. By judgement: a hundredth of what
/// other questions accept, because such counts spread far beyond the model.
const P_SECURITY: f64 = 1e-4;
/// Share of all errors (lower bound) from which one group is worth a project of its own. By judgement: lower, and two
/// or three groups claim to be the one above all.
const GROUP_SHARE: f64 = 0.40;
/// Errors below which the volume costs nothing worth naming.
const GROUP_ERRORS: u64 = 200;
/// Refused logins below which nobody is told, and the factor above the usual.
const SECURITY_ERRORS: u64 = 10;
/// By judgement: twice as many come on any Monday; an alarm about intruders must be worth its fright.
const SECURITY_FACTOR: f64 = 3.0;

/// `cost_optimization`: one group makes up much of the volume (lower bound of its share).
pub(super) fn one_group_dominates(material: &Material) -> Option<AiInsight> {
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
    let service = material.scope.in_a_sentence();
    let evidence = Evidence::new(format!(
        "group {} ({}): {} of {} errors in {:.0} hours (share at least {})",
        group.fingerprint,
        group.label,
        count(group.count),
        count(material.group_total),
        material.group_hours,
        percent(low)
    ))
    .with("count", group.count as f64)
    .with("total", material.group_total as f64)
    .with("share_low", low);
    // A count, no test: the bound of its share stands in the evidence.
    Some(draft(material, InsightType::CostOptimization, &group.fingerprint, 7, None).say(
        InsightSeverity::Info,
        format!("One error makes up {} of the errors of {service}", percent(share)),
        format!(
            "A single kind of error ({}) makes up {} of all errors in {service}; mending it would spare storing and reading about {} events a day.",
            group.label,
            percent(share),
            amount(per_day)
        ),
        vec![evidence],
        format!("about {} events a day", amount(per_day)),
        &[ActionType::CodePatch],
    ))
}

/// `security_concern`: errors of logins and permissions far above their usual number.
pub(super) fn doors_are_tried(material: &Material) -> Option<AiInsight> {
    let auth = material.classes.iter().find(|known| known.class == ErrorClass::Auth)?;
    if auth.before_hours <= 0.0 || auth.recent_hours <= 0.0 || auth.recent < SECURITY_ERRORS {
        return None;
    }
    // A gamma prior with shape ½ (Jeffreys) on the usual rate; the predictive count is negative binomial.
    let size = auth.before as f64 + 0.5;
    let expected = size * auth.recent_hours / auth.before_hours;
    let p = count_upper_tail(auth.recent as f64, expected, size);
    if p > P_SECURITY || (auth.recent as f64) < SECURITY_FACTOR * expected {
        return None;
    }
    let service = material.scope.in_a_sentence();
    let evidence = Evidence::new(format!(
        "{} errors of logins or permissions in {:.0} hours, {expected:.1} expected from {} in the {:.0} hours before (p = {p:.1e})",
        auth.recent, auth.recent_hours, auth.before, auth.before_hours
    ))
    .with("recent", auth.recent as f64)
    .with("expected", expected)
    .with("p_value", p);
    Some(draft(material, InsightType::SecurityConcern, "auth", 1, by_chance(material, p, 1.0)).say(
        if auth.recent as f64 >= 10.0 * expected { InsightSeverity::Critical } else { InsightSeverity::Warning },
        format!("Many errors of logins or permissions in {service}"),
        format!(
            "{service} had {} errors of logins or permissions lately, {:.0} times as many as usual: someone is trying doors, a credential is broken, or what checks them does not answer.",
            auth.recent,
            auth.recent as f64 / expected
        ),
        vec![evidence],
        format!("{} such errors in {:.0} hours", auth.recent, auth.recent_hours),
        &[ActionType::NotifyTeam, ActionType::RequestThrottling],
    ))
}
