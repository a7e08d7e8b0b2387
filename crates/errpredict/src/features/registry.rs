//! Every feature there is: name, unit, meaning and range, in the order of the columns.

use serde::Serialize;

use crate::class::TypeClass;
use crate::event::Severity;

use super::windows::{HALF_LIVES_H, WINDOWS_H};

/// One feature. Missing is NaN for every feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Feature {
    /// Name, unique in a feature set.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// What it says, and when it is missing.
    pub meaning: String,
    /// Values it can take.
    pub range: &'static str,
}

/// A feature that is there whatever the data: name, unit, range, meaning.
pub(super) type Fixed = (&'static str, &'static str, &'static str, &'static str);

const SHARE: &str = "0 to 1";
const POSITIVE: &str = "≥ 0";

/// How trouble of the service itself moves in time.
#[rustfmt::skip]
pub(super) const TEMPORAL: &[Fixed] = &[
    ("hour_of_day", "h", "0 to 23", "Hour of the day, by the clock of the set's zone (UTC without one)."),
    ("day_of_week", "d", "0 to 6", "Day of the week by the same clock, Monday is 0."),
    ("is_peak_hours", "0/1", "0 or 1", "Monday to Friday from 09:00 to 18:00 by the same clock."),
    ("hour_sin", "1", "-1 to 1", "Sine of the time of day as an angle, so that midnight is no jump."),
    ("hour_cos", "1", "-1 to 1", "Cosine of the time of day as an angle."),
    ("error_trend_slope", "errors/h²", "any", "Slope of a least-squares line through the errors of the last 24 hours, hour by hour."),
    ("error_trend_intercept", "errors/h", "any", "Value of that line in the last hour."),
    ("current_error_rate", "errors/h", POSITIVE, "Errors of the last hour."),
    ("error_count_mean", "errors/h", POSITIVE, "Mean of the errors of the last 24 hours, hour by hour."),
    ("error_count_std", "errors/h", POSITIVE, "Standard deviation of the same (n − 1)."),
    ("error_count_cv", "1", POSITIVE, "Their standard deviation over their mean; missing without errors."),
    ("fast_slow_ratio", "1", "> 0", "Errors of the last hour + ½ over the hourly errors of the last 24 hours + ½."),
    ("acceleration", "errors/h", "any", "Second difference of the errors of the last three spans of 3 hours, per hour."),
    ("burstiness", "1", "-1 to 1", "(σ − μ) / (σ + μ) of the last 50 gaps between minutes with errors within 720 h (Goh & Barabási 2008): -1 regular, 0 random, 1 bursts; missing below 3 gaps."),
    ("inter_arrival_cv", "1", POSITIVE, "σ / μ of the same gaps."),
    ("zero_run_length", "h", POSITIVE, "Whole hours without an error until now; missing if there never was one."),
    ("seasonal_residual", "errors/h", "any", "Errors of the last hour minus their mean, over the 7 days before, in the whole hour of the day that ended last."),
    ("self_excitation", "1", POSITIVE, "Errors decayed with a half-life of 1 h over 1 + what the rate of the last 168 h would give."),
    ("history_hours", "h", "0 to 720", "Hours since the first event of the service, at most 720; missing if there is none."),
    ("critical_days_7", "share", SHARE, "Share of the last 7 spans of 24 h with a critical event."),
    ("critical_days_30", "share", SHARE, "Share of the last 30 spans of 24 h (from a whole hour on) with a critical event."),
    ("critical_days_180", "share", SHARE, "Share of the last 180 whole UTC days with a critical event."),
    ("critical_same_day_last_week", "count", POSITIVE, "Critical events from 168 h to 144 h ago."),
    ("critical_same_day_2_weeks_ago", "count", POSITIVE, "Critical events from 336 h to 312 h ago."),
    ("error_day_week_ratio", "1", "> 0", "Errors of the last 24 h + ½ over the daily errors of the last 168 h + ½."),
    ("critical_day_week_ratio", "1", "> 0", "The same for critical events."),
    ("critical_week_month_ratio", "1", "> 0", "Critical events of the last 168 h + ½ over the weekly ones of the last 720 h + ½."),
    ("last_event_is_critical", "0/1", "0 or 1", "Whether the newest minute with an event holds a critical one; missing without events."),
    ("last_recovery_hours", "h", POSITIVE, "Hours from the last critical event to the next other event; missing while there is none."),
];

/// What the errors of the service are made of, over the last 72 h where nothing else is said.
#[rustfmt::skip]
pub(super) const MIX: &[Fixed] = &[
    ("critical_error_count", "count", POSITIVE, "Critical events of the last 24 h."),
    ("type_entropy", "nat", POSITIVE, "Entropy of the error types; missing without events."),
    ("n_types", "count", POSITIVE, "Number of different error types."),
    ("group_entropy", "nat", POSITIVE, "Entropy of the error groups (fingerprints); missing without errors."),
    ("n_groups", "count", POSITIVE, "Number of different error groups."),
    ("top_group_share", "share", SHARE, "Share of the commonest error group; missing without errors."),
    ("new_group_count", "count", POSITIVE, "Error groups seen for the first time in the last 24 h."),
    ("mix_distance", "1", SHARE, "Total variation distance of the mix of types of the last 24 h from that of the 168 h before; missing if either is empty."),
    ("distinct_endpoints", "count", POSITIVE, "Endpoints met by errors in the last 6 h, estimated; missing if none was ever named."),
    ("distinct_users", "count", POSITIVE, "Users met by errors in the last 6 h, estimated; missing if none was ever named."),
];

/// How the system does beside its errors.
#[rustfmt::skip]
pub(super) const SYSTEM: &[Fixed] = &[
    ("response_time_mean", "ms", POSITIVE, "Mean response time of the last 24 h; missing without one."),
    ("response_time_mean_720h", "ms", POSITIVE, "Mean response time of the last 720 h; missing without one."),
    ("response_time_ratio", "1", POSITIVE, "The first of these over the second."),
    ("response_time_p50", "ms", POSITIVE, "Median response time of the last 6 h (within 0.8 %)."),
    ("response_time_p95", "ms", POSITIVE, "95 % quantile of the same."),
    ("response_time_p99", "ms", POSITIVE, "99 % quantile of the same."),
    ("response_time_max", "ms", POSITIVE, "Largest of the same."),
    ("throughput", "requests/h", POSITIVE, "Requests of the last hour; missing if there never was one."),
    ("status_5xx_share", "share", SHARE, "Share of HTTP statuses of the last 24 h that are 500 to 599; missing without one."),
    ("latency_error_correlation", "1", "-1 to 1", "Pearson correlation of the hourly mean response time with the hourly errors of the last 24 h; missing below 6 hours with both."),
    ("minutes_since_deployment", "min", POSITIVE, "Minutes since the last deployment; missing if there was none."),
    ("deployments_24h", "count", POSITIVE, "Deployments in the last 24 h."),
    ("peer_error_rate", "errors/h", POSITIVE, "Errors of the last hour in the other services of the group, per such service heard from in 30 days; missing where there is none."),
    ("upstream_error_rate", "errors/h", POSITIVE, "Errors of the last hour in the services that this one depends on, per such service heard from in 30 days; missing where no dependency is given or none was heard from."),
    ("stack_depth", "frames", POSITIVE, "Mean number of frames of the stack traces of the last 24 h; missing without one."),
];

/// How widely trouble is spread over the service's group.
#[rustfmt::skip]
pub(super) const GROUP: &[Fixed] = &[
    ("group_share_critical_1h", "share", SHARE, "Share of the group's services heard from in 30 days that had a critical event in the last hour."),
    ("group_share_critical_6h", "share", SHARE, "The same in the last 6 h."),
    ("group_share_critical_24h", "share", SHARE, "The same in the last 24 h."),
    ("group_share_critical_168h", "share", SHARE, "The same in the last 168 h."),
    ("group_share_failing", "share", SHARE, "Share of the group's services heard from in 30 days whose newest event, at most 720 h old, is critical."),
    ("group_error_hour_day_ratio", "1", "> 0", "Errors of the group in the last hour + ½ over the hourly ones of the last 24 h + ½."),
    ("group_critical_day_week_ratio", "1", "> 0", "Critical events of the group in the last 24 h + ½ over the daily ones of the last 168 h + ½."),
];

/// The last feature of every set.
pub(super) const MISSING: Fixed =
    ("missing_share", "share", SHARE, "Share of the other features that are missing.");

/// What is decayed: prefix of the name and what it counts.
pub(super) const DECAYED: [(&str, &str); 3] = [
    ("events", "events of any kind"),
    ("errors", "errors (medium and above)"),
    ("critical", "critical events"),
];

/// All features of a set with these types and encoded attributes, in the order of the columns.
pub(super) fn features(types: &[String], attributes: &[super::AttributeEncoding]) -> Vec<Feature> {
    let mut all = Vec::new();
    fixed(&mut all, TEMPORAL);
    for severity in Severity::ALL {
        let name = severity.name();
        push(
            &mut all,
            format!("severity_{name}_ratio"),
            "share",
            SHARE,
            format!(
                "Share of severity {name} among the events of kind error of the last 72 h; missing without events."
            ),
        );
    }
    for class in TypeClass::ALL {
        push(
            &mut all,
            format!("class_{class}_ratio"),
            "share",
            SHARE,
            format!(
                "Share of the events of kind error of the last 72 h whose type belongs to the class {class}; missing without events."
            ),
        );
    }
    fixed(&mut all, MIX);
    fixed(&mut all, SYSTEM);
    for group in [false, true] {
        history(&mut all, types, group);
        if group {
            fixed(&mut all, GROUP);
        }
    }
    for attribute in attributes {
        if attribute.values.is_empty() {
            push(
                &mut all,
                format!("attribute({})", attribute.name),
                "as given",
                "any",
                format!("The service's `{}`.", attribute.name),
            );
        }
        for value in &attribute.values {
            push(
                &mut all,
                format!("attribute({}={value})", attribute.name),
                "0/1",
                "0 or 1",
                format!("Whether the service's `{}` is `{value}`.", attribute.name),
            );
        }
    }
    fixed(&mut all, &[MISSING]);
    all
}

fn history(all: &mut Vec<Feature>, types: &[String], group: bool) {
    let (prefix, whose) = if group {
        ("group_", " of the service's group, per service heard from in the last 30 days")
    } else {
        ("", "")
    };
    let of_group = if group { " of the service's group" } else { "" };
    let severities = Severity::ALL
        .iter()
        .rev()
        .map(|severity| (severity.name().to_owned(), format!("events of severity {}", severity.name())));
    let types = types.iter().map(|name| (format!("type({name})"), format!("events of type `{name}`")));
    for (key, what) in severities.chain(types) {
        for hours in WINDOWS_H {
            push(
                all,
                format!("{prefix}{key}_{hours}h"),
                "count",
                POSITIVE,
                format!("Number of {what} in the last {hours} h{whose}."),
            );
        }
        push(
            all,
            format!("{prefix}hours_since_{key}"),
            "h",
            POSITIVE,
            format!("Hours since the last of the {what}{of_group}; missing if there was none."),
        );
    }
    for (key, what) in DECAYED {
        for hours in HALF_LIVES_H {
            push(
                all,
                format!("{prefix}{key}_halflife_{hours}h"),
                "count",
                POSITIVE,
                format!(
                    "Number of {what}{whose}, each weighing ½ after {hours} h, ¼ after {} h and so on.",
                    2 * hours
                ),
            );
        }
    }
}

fn fixed(all: &mut Vec<Feature>, list: &[Fixed]) {
    for (name, unit, range, meaning) in list {
        push(all, (*name).to_owned(), unit, range, (*meaning).to_owned());
    }
}

fn push(all: &mut Vec<Feature>, name: String, unit: &'static str, range: &'static str, meaning: String) {
    all.push(Feature { name, unit, meaning, range });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{FEATURE_SET_VERSION, N_COMMON_TYPES};

    /// `docs/features.md`, from the registry.
    fn page() -> String {
        let types = vec!["T".to_owned()];
        let all = features(&types, &[]);
        let n_fixed = features(&[], &[]).len();
        let per_type = all.len() - n_fixed;
        let mut text = format!(
            "# Features\n\n\
             Feature set version {FEATURE_SET_VERSION}. Generated from the registry in `crates/errpredict/src/features`: \
             do not edit, run `UPDATE=1 cargo test -p errpredict features::registry`.\n\n\
             There are {n_fixed} features whatever the data, {per_type} for each of the {N_COMMON_TYPES} commonest error \
             types of the training data (written `T` below), and one or more for each attribute of the services \
             (numbers as they are, texts with up to 16 values as 0/1).\n\n\
             - Missing is NaN (an empty field in tables).\n\
             - Times are floored to a whole minute; events at the time itself count, nothing later does.\n\
             - Windows over 48 h start on a whole hour, windows over 60 days on a whole day.\n\
             - Counts over a group of services are divided by its services heard from in the last 30 days.\n\
             - Events count as errors from severity medium up; counts by severity and type are of kind error.\n\n\
             | Name | Unit | Range | Meaning |\n|---|---|---|---|\n"
        );
        for feature in &all {
            text += &format!(
                "| `{}` | {} | {} | {} |\n",
                feature.name, feature.unit, feature.range, feature.meaning
            );
        }
        text += "\n## Classes of error types\n\n\
                 A type belongs to the class of the first line with a word that one of its own words begins with (words of up \
                 to three letters, numbers and `comp` must be equal); it is cut into words at everything that is no letter or \
                 digit and where a small letter meets a capital.\n\n| Class | Words |\n|---|---|\n";
        for (class, words) in crate::class::lines() {
            text += &format!("| {class} | {} |\n", words.join(", "));
        }
        text
    }

    #[test]
    fn the_page_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/features.md");
        let page = page();
        #[expect(clippy::disallowed_methods, reason = "a test may be told to write")]
        if std::env::var("UPDATE").is_ok() {
            std::fs::write(path, &page).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(found == page, "docs/features.md is not what the registry says: run UPDATE=1 cargo test");
    }
}
