//! What a feature says, as a person would say it: its value with its unit and what was counted.
//!
//! One rule a family of names (a count over a window, hours since, a decayed count, a share), one line for each feature
//! that stands alone. A name that is not of the feature set is told as it is.

use crate::numbers::{amount, count, percent};

/// How the value of a feature is written.
#[derive(Clone, Copy)]
enum Shown {
    /// As a number.
    Amount,
    /// As a share of a hundred.
    Percent,
    /// Not at all: the words say it.
    Hidden,
}

/// Features that stand alone: how the value is written, what is said with `{}` for it, and what is not known where there
/// is none.
#[rustfmt::skip]
const NAMED: &[(&str, Shown, &str, &str)] = &[
    ("hour_of_day", Shown::Amount, "hour {} of the day", "hour of the day"),
    ("hour_sin", Shown::Hidden, "the time of day", "time of day"),
    ("hour_cos", Shown::Hidden, "the time of day", "time of day"),
    ("error_trend_slope", Shown::Amount, "errors an hour changing by {} every hour over the last 24 h", "trend of errors"),
    ("error_trend_intercept", Shown::Amount, "a trend of 24 h that stands at {} errors an hour now", "trend of errors"),
    ("current_error_rate", Shown::Amount, "{} errors in the last hour", "errors of the last hour"),
    ("error_count_mean", Shown::Amount, "{} errors an hour over the last 24 h", "errors of the last 24 h"),
    ("error_count_std", Shown::Amount, "errors an hour spread by {} around their mean of 24 h", "spread of the errors"),
    ("error_count_cv", Shown::Amount, "errors an hour spread by {} times their mean of 24 h", "spread of the errors"),
    ("fast_slow_ratio", Shown::Amount, "errors of the last hour {} times those of a mean hour of the last 24", "errors of the last 24 h"),
    ("acceleration", Shown::Amount, "the rise of errors itself changing by {} an hour", "change of the rise"),
    ("burstiness", Shown::Amount, "errors in bursts to the degree {} (-1 regular, 0 random, 1 bursts)", "rhythm of the errors"),
    ("inter_arrival_cv", Shown::Amount, "gaps between errors spread by {} times their mean", "rhythm of the errors"),
    ("zero_run_length", Shown::Amount, "{} h without an error until now", "error so far"),
    ("seasonal_residual", Shown::Amount, "{} errors more in the last hour than usual at this hour of the day", "usual errors of this hour of the day"),
    ("self_excitation", Shown::Amount, "errors of the last hours {} times what the last week would give", "errors of the last week"),
    ("history_hours", Shown::Amount, "{} h of history", "history"),
    ("critical_same_day_last_week", Shown::Amount, "{} critical events on the same day last week", "day a week ago"),
    ("critical_same_day_2_weeks_ago", Shown::Amount, "{} critical events on the same day two weeks ago", "day two weeks ago"),
    ("error_day_week_ratio", Shown::Amount, "errors of the last 24 h {} times those of a mean day of the last week", "errors of the last week"),
    ("critical_day_week_ratio", Shown::Amount, "critical events of the last 24 h {} times those of a mean day of the last week", "critical events of the last week"),
    ("critical_week_month_ratio", Shown::Amount, "critical events of the last week {} times those of a mean week of the last month", "critical events of the last month"),
    ("last_recovery_hours", Shown::Amount, "{} h from the last critical event to the next other event", "recovery so far"),
    ("critical_error_count", Shown::Amount, "{} critical events in the last 24 h", "critical events"),
    ("type_entropy", Shown::Amount, "errors of 72 h spread over their types by {} nat", "types of error in 72 h"),
    ("n_types", Shown::Amount, "{} types of error in 72 h", "types of error in 72 h"),
    ("group_entropy", Shown::Amount, "errors of 72 h spread over their kinds by {} nat", "kinds of error in 72 h"),
    ("n_groups", Shown::Amount, "{} kinds of error in 72 h", "kinds of error in 72 h"),
    ("top_group_share", Shown::Percent, "{} of the errors of 72 h of one kind", "errors in 72 h"),
    ("new_group_count", Shown::Amount, "{} kinds of error first seen in the last 24 h", "kinds of error in 24 h"),
    ("mix_distance", Shown::Percent, "{} of the mix of errors of 24 h other than in the week before", "mix of errors to compare"),
    ("distinct_endpoints", Shown::Amount, "about {} endpoints met by errors in 6 h", "endpoints"),
    ("distinct_users", Shown::Amount, "about {} users met by errors in 6 h", "users"),
    ("response_time_mean", Shown::Amount, "{} ms mean response time over 24 h", "response time of 24 h"),
    ("response_time_mean_720h", Shown::Amount, "{} ms mean response time over 30 days", "response time of 30 days"),
    ("response_time_ratio", Shown::Amount, "response time of 24 h {} times that of 30 days", "response time"),
    ("response_time_p50", Shown::Amount, "half of the requests of 6 h slower than {} ms", "response time of 6 h"),
    ("response_time_p95", Shown::Amount, "one request in 20 of the last 6 h slower than {} ms", "response time of 6 h"),
    ("response_time_p99", Shown::Amount, "one request in 100 of the last 6 h slower than {} ms", "response time of 6 h"),
    ("response_time_max", Shown::Amount, "{} ms for the slowest request of 6 h", "response time of 6 h"),
    ("throughput", Shown::Amount, "{} requests in the last hour", "requests so far"),
    ("status_5xx_share", Shown::Percent, "{} of the requests of 24 h failed (status 500 to 599)", "status of requests in 24 h"),
    ("latency_error_correlation", Shown::Amount, "response time and errors of 24 h correlated by {}", "hours with both response times and errors"),
    ("minutes_since_deployment", Shown::Amount, "{} min since the last deployment", "deployment so far"),
    ("deployments_24h", Shown::Amount, "{} deployments in the last 24 h", "deployments"),
    ("peer_error_rate", Shown::Amount, "{} errors a service in the last hour in the others of its group", "other services in its group"),
    ("upstream_error_rate", Shown::Amount, "{} errors a service in the last hour in what it depends on", "services it depends on"),
    ("stack_depth", Shown::Amount, "stack traces {} frames deep on average", "stack trace in 24 h"),
    ("group_share_failing", Shown::Percent, "{} of its group whose newest event is critical", "group"),
    ("group_error_hour_day_ratio", Shown::Amount, "errors of its group in the last hour {} times those of a mean hour of 24", "group"),
    ("group_critical_day_week_ratio", Shown::Amount, "critical events of its group in 24 h {} times those of a mean day of the last week", "group"),
    ("missing_share", Shown::Percent, "{} of what could be known is not", "other features"),
];

/// Days of the week, Monday first.
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `1 errors` as people say it.
fn of_one(text: &str) -> String {
    let ones = [
        ("1 errors", "1 error"),
        ("1 types", "1 type"),
        ("1 requests", "1 request"),
        ("1 events", "1 event"),
    ];
    let found = ones.iter().find_map(|(many, one)| Some(format!("{one}{}", text.strip_prefix(many)?)));
    found.unwrap_or_else(|| text.to_owned())
}

/// What a feature of this value says, in words with units; without a value, what is not known.
#[must_use]
pub fn in_words(feature: &str, value: Option<f64>) -> String {
    let value = value.filter(|value| value.is_finite());
    if let Some((_, shown, text, what)) = NAMED.iter().find(|(name, ..)| *name == feature) {
        return match (value, shown) {
            (None, _) => format!("no {what} known"),
            (Some(value), Shown::Amount) => of_one(&text.replace("{}", &amount(value))),
            (Some(value), Shown::Percent) => text.replace("{}", &percent(value)),
            (Some(_), Shown::Hidden) => (*text).to_owned(),
        };
    }
    if let Some(text) = yes_or_no(feature, value) {
        return text;
    }
    let (name, whose, each) = match feature.strip_prefix("group_") {
        Some(rest) => (rest, " in its group", " a service"),
        None => (feature, "", ""),
    };
    let number = |value: f64| if value.fract() == 0.0 { count_of(value) } else { amount(value) };
    if let Some(of) = name.strip_prefix("hours_since_") {
        let Some(value) = value else { return format!("never yet a{} {}{whose}", n(of), one(of)) };
        return format!("{} h since the last {}{whose}", amount(value), one(of));
    }
    if let Some((of, days)) = name.split_once("_days_") {
        return match value {
            Some(value) => {
                format!("a{} {}{whose} on {} of the last {days} days", n(of), one(of), percent(value))
            }
            None => format!("no {} of the last {days} days known", many(of)),
        };
    }
    if let Some((of, hours)) = window(name, "_halflife_") {
        let value = value.map_or_else(|| "no".to_owned(), amount);
        return format!("{value} {}{each}{whose} lately (half as much after {hours})", many(of));
    }
    if let Some((of, hours)) = window(name, "_") {
        let share_of = of.strip_prefix("share_");
        return match (value, share_of) {
            (Some(value), Some(of)) => {
                format!("{} of its group with a{} {} in the last {hours}", percent(value), n(of), one(of))
            }
            (Some(1.0), None) => format!("1 {}{each}{whose} in the last {hours}", one(of)),
            (Some(value), None) => format!("{} {}{each}{whose} in the last {hours}", number(value), many(of)),
            (None, of_share) => format!("no {}{whose} known", many(of_share.unwrap_or(of))),
        };
    }
    if let Some(of) = name.strip_suffix("_ratio") {
        let what = of.strip_prefix("severity_").map(|of| format!("of severity {of}"));
        let what = what.or_else(|| of.strip_prefix("class_").map(|of| format!("about {of}")));
        if let Some(what) = what {
            return match value {
                Some(value) => format!("{} of the errors of 72 h {what}", percent(value)),
                None => "no errors in 72 h".to_owned(),
            };
        }
    }
    // A column of one's own: its name is all that is known of it.
    match value {
        Some(value) => format!("{} {}", feature.replace('_', " "), amount(value)),
        None => format!("no {} known", feature.replace('_', " ")),
    }
}

/// Features that are either so or not.
fn yes_or_no(feature: &str, value: Option<f64>) -> Option<String> {
    let is_so = value.map(|value| value > 0.5);
    let (so, not, what) = match feature {
        "is_peak_hours" => ("working hours".to_owned(), "outside working hours".to_owned(), "hour"),
        "last_event_is_critical" => (
            "its newest event is critical".to_owned(),
            "its newest event is not critical".to_owned(),
            "events so far",
        ),
        "day_of_week" => {
            let day = value.and_then(|value| DAYS.get(value as usize)).copied();
            return Some(day.map_or("the day of the week".to_owned(), |day| format!("it is a {day}")));
        }
        _ => {
            let attribute = feature.strip_prefix("attribute(")?.strip_suffix(')')?;
            let Some((name, given)) = attribute.split_once('=') else {
                let value = value.map_or_else(|| "not known".to_owned(), amount);
                return Some(format!("its {name} is {value}", name = attribute));
            };
            (format!("its {name} is {given}"), format!("its {name} is not {given}"), "attribute")
        }
    };
    Some(match is_so {
        Some(true) => so,
        Some(false) => not,
        None => format!("no {what} known"),
    })
}

/// `critical_24h` between `critical` and `24 h`.
fn window<'a>(name: &'a str, between: &str) -> Option<(&'a str, String)> {
    let (of, hours) = name.rsplit_once(between)?;
    let hours: u32 = hours.strip_suffix('h')?.parse().ok()?;
    // From three days on, days are easier to think of.
    let time = if hours >= 72 && hours.is_multiple_of(24) {
        format!("{} days", hours / 24)
    } else {
        format!("{hours} h")
    };
    Some((of, time))
}

fn many(of: &str) -> String {
    match of {
        "events" | "errors" => of.to_owned(),
        _ => format!("{}s", one(of)),
    }
}

fn one(of: &str) -> String {
    match of {
        "events" => "event".to_owned(),
        "errors" => "error".to_owned(),
        _ => match of.strip_prefix("type(").and_then(|rest| rest.strip_suffix(')')) {
            Some(error_type) => format!("`{error_type}` error"),
            None => format!("{of} event"),
        },
    }
}

/// `n` where it follows `a`.
fn n(of: &str) -> &'static str {
    if one(of).starts_with(['a', 'e', 'i', 'o', 'u']) { "n" } else { "" }
}

fn count_of(value: f64) -> String {
    if value >= 0.0 { count(value as u64) } else { amount(value) }
}

#[cfg(test)]
mod tests {
    use super::super::registry::features;
    use super::super::statics::AttributeEncoding;
    use super::*;

    #[test]
    fn every_feature_of_the_set_is_said_without_its_name() {
        let attributes = [
            AttributeEncoding { name: "tier".into(), values: vec!["gold".into()] },
            AttributeEncoding { name: "age".into(), values: Vec::new() },
        ];
        for feature in &features(&["Time_out".into()], &attributes) {
            for value in [None, Some(f64::NAN), Some(0.0), Some(1.0), Some(2.75), Some(-3.5), Some(1e9)] {
                let words = in_words(&feature.name, value);
                let bare = words.replace("`Time_out`", "");
                assert!(!bare.contains('_') && !bare.contains("{}"), "{}: {words}", feature.name);
                assert!(words != feature.name.replace('_', " "), "{}", feature.name);
                let is_told = !words.starts_with(&feature.name.replace('_', " "));
                assert!(is_told, "{} falls through to its name: {words}", feature.name);
            }
        }
    }

    #[test]
    fn families_are_said_as_people_say_them() {
        for (feature, value, words) in [
            ("group_hours_since_info", Some(2.8), "2.8 h since the last info event in its group"),
            ("hours_since_critical", None, "never yet a critical event"),
            ("critical_24h", Some(1234.0), "1,234 critical events in the last 24 h"),
            ("type(E)_168h", Some(2.0), "2 `E` errors in the last 7 days"),
            ("group_high_1h", Some(0.5), "0.50 high events a service in its group in the last 1 h"),
            ("events_halflife_1h", Some(0.2), "0.20 events lately (half as much after 1 h)"),
            (
                "group_share_critical_24h",
                Some(0.92),
                "92% of its group with a critical event in the last 24 h",
            ),
            ("critical_days_7", Some(0.5), "a critical event on 50% of the last 7 days"),
            ("last_event_is_critical", Some(1.0), "its newest event is critical"),
            (
                "error_day_week_ratio",
                Some(4.5),
                "errors of the last 24 h 4.5 times those of a mean day of the last week",
            ),
            ("severity_high_ratio", Some(0.25), "25% of the errors of 72 h of severity high"),
            ("day_of_week", Some(6.0), "it is a Sunday"),
            ("attribute(tier=gold)", Some(0.0), "its tier is not gold"),
            ("throughput", None, "no requests so far known"),
            ("my own", Some(3.0), "my own 3"),
        ] {
            assert_eq!(in_words(feature, value), words, "{feature}");
        }
    }
}
