//! What a feature tells of, in words: features that say nearly the same are one contributing factor.
//!
//! Single features share what they know (a count over 6 h and one over 24 h), so that the part of each says little;
//! the sum over a factor is what a person can use. Shapley values may be summed: they are additive.

/// Features of their own name that belong together.
#[rustfmt::skip]
const NAMED: &[(&str, &[&str])] = &[
    ("time of day and week", &["hour_of_day", "day_of_week", "is_peak_hours", "hour_sin", "hour_cos"]),
    ("trend of errors", &[
        "error_trend_slope", "error_trend_intercept", "fast_slow_ratio", "acceleration", "seasonal_residual",
        "error_day_week_ratio",
    ]),
    ("rhythm of errors", &["burstiness", "inter_arrival_cv", "zero_run_length", "error_count_cv", "self_excitation"]),
    ("level of errors", &["current_error_rate", "error_count_mean", "error_count_std"]),
    ("mix of errors", &[
        "type_entropy", "n_types", "group_entropy", "n_groups", "top_group_share", "new_group_count", "mix_distance",
        "distinct_endpoints", "distinct_users", "stack_depth",
    ]),
    ("critical events", &["last_event_is_critical", "last_recovery_hours", "severity_critical_ratio"]),
    ("traffic", &["throughput", "status_5xx_share"]),
    ("response times", &["latency_error_correlation"]),
    ("deployments", &["minutes_since_deployment", "deployments_24h"]),
    ("level of errors in the group", &["peer_error_rate"]),
    ("errors of what it depends on", &["upstream_error_rate"]),
    ("how much is known", &["missing_share", "history_hours"]),
];

/// Beginnings of names, tried in this order.
#[rustfmt::skip]
const BEGINNINGS: &[(&str, &str)] = &[
    ("critical_", "critical events"),
    ("errors_", "level of errors"),
    ("high_", "level of errors"),
    ("medium_", "level of errors"),
    ("events_", "level of activity"),
    ("low_", "level of activity"),
    ("info_", "level of activity"),
    ("response_time_", "response times"),
    ("severity_", "mix of errors"),
    ("class_", "mix of errors"),
    ("share_", "critical events"),
    ("error_", "level of errors"),
];

/// The factor a feature belongs to; a feature that is not in the feature set is its own.
#[must_use]
pub fn factor_of(feature: &str) -> String {
    if let Some((factor, _)) = NAMED.iter().find(|(_, names)| names.contains(&feature)) {
        return (*factor).to_owned();
    }
    let (name, where_) = match feature.strip_prefix("group_") {
        Some(rest) => (rest, " in the group"),
        None => (feature, ""),
    };
    let name = name.strip_prefix("hours_since_").unwrap_or(name);
    let named = |prefix: &str| {
        name.strip_prefix(prefix)
            .and_then(|rest| rest.strip_prefix('('))
            .and_then(|rest| rest.rfind(')').map(|end| &rest[..end]))
    };
    if let Some(kind) = named("type") {
        return format!("events of type {kind}{where_}");
    }
    if let Some(attribute) = named("attribute") {
        // One factor for all values of a text.
        return format!("attribute {}", attribute.split_once('=').map_or(attribute, |(name, _)| name));
    }
    // `hours_since_critical` has lost its prefix and has no window behind it.
    let full = format!("{name}_");
    match BEGINNINGS.iter().find(|(beginning, _)| full.starts_with(beginning)) {
        Some((_, factor)) => format!("{factor}{where_}"),
        None => feature.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::registry::features;
    use super::super::statics::AttributeEncoding;
    use super::*;

    #[test]
    fn every_feature_of_the_set_has_a_factor() {
        let attributes = [AttributeEncoding { name: "tier".into(), values: vec!["gold".into()] }];
        let all = features(&["A(b)".into()], &attributes);
        for feature in &all {
            let factor = factor_of(&feature.name);
            assert_ne!(factor, feature.name, "{}", feature.name);
        }
        let mut factors: Vec<String> = all.iter().map(|feature| factor_of(&feature.name)).collect();
        factors.sort_unstable();
        factors.dedup();
        assert!((12..=24).contains(&factors.len()), "{factors:?}");
    }

    #[test]
    fn names_what_a_feature_tells_of() {
        for (feature, factor) in [
            ("hours_since_critical", "critical events"),
            ("critical_halflife_24h", "critical events"),
            ("group_critical_24h", "critical events in the group"),
            ("group_share_failing", "critical events in the group"),
            ("hours_since_type(Time(out))", "events of type Time(out)"),
            ("group_type(x)_6h", "events of type x in the group"),
            ("attribute(tier=gold)", "attribute tier"),
            ("attribute(age)", "attribute age"),
            ("hour_sin", "time of day and week"),
            ("my own", "my own"),
        ] {
            assert_eq!(factor_of(feature), factor, "{feature}");
        }
    }
}
