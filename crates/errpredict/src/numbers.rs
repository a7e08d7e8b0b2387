//! Numbers and times for people.
//!
//! ```
//! use errpredict::numbers::{amount, count, duration, percent, plural};
//!
//! assert_eq!(count(10_854), "10,854");
//! assert_eq!(plural(1, "error"), "1 error");
//! assert_eq!(amount(3.27), "3.3");
//! assert_eq!(percent(0.9999), ">99.9%");
//! assert_eq!(duration(45 * 60_000), "45 min");
//! ```

use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// A whole number with its thousands apart: `10,854`.
#[must_use]
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// `1 error`, `2 errors`.
#[must_use]
pub fn plural(n: u64, noun: &str) -> String {
    format!("{} {noun}{}", count(n), if n == 1 { "" } else { "s" })
}

/// A number of things that need not be whole: two digits below ten, whole above.
#[must_use]
pub fn amount(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude >= 9.95 {
        let whole = count(magnitude.round() as u64);
        return if value < 0.0 { format!("-{whole}") } else { whole };
    }
    let digits = if magnitude >= 0.995 || magnitude == 0.0 { 1 } else { 2 };
    let text = format!("{value:.digits$}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A rate per hour in the unit that suits it: `3.2/h`, `0.5/day`.
#[must_use]
pub fn rate(per_hour: f64) -> String {
    if per_hour >= 0.95 || per_hour == 0.0 {
        format!("{}/h", amount(per_hour))
    } else {
        format!("{}/day", amount(per_hour * 24.0))
    }
}

/// `3 errors`, and with those there are `3 errors, 2 failed requests`.
#[must_use]
pub fn errors_and_failed(errors: u64, failed_requests: u64) -> String {
    match failed_requests {
        0 => plural(errors, "error"),
        failed => format!("{}, {}", plural(errors, "error"), plural(failed, "failed request")),
    }
}

/// A probability as a percentage that never claims certainty: `<0.1%`, `12%`, `>99.9%`.
#[must_use]
pub fn percent(probability: f64) -> String {
    match 100.0 * probability {
        p if p < 0.1 => "<0.1%".to_owned(),
        p if p > 99.94 => ">99.9%".to_owned(),
        p if !(9.95..99.0).contains(&p) => format!("{p:.1}%"),
        p => format!("{p:.0}%"),
    }
}

/// A length of time in its largest fitting unit: `50 s`, `45 min`, `3 h`, `12 days`.
#[must_use]
pub fn duration(ms: i64) -> String {
    match ms {
        // What is known by minutes is told by them; of a log of ninety seconds "1 min" is too little, and "0 min" nothing.
        ms if (1..2 * MINUTE_MS).contains(&ms) && ms % MINUTE_MS != 0 => format!("{} s", (ms + 500) / 1_000),
        ms if ms < 2 * HOUR_MS => format!("{} min", ms / MINUTE_MS),
        ms if ms < 2 * DAY_MS => format!("{} h", (ms + HOUR_MS / 2) / HOUR_MS),
        ms => format!("{} days", (ms + DAY_MS / 2) / DAY_MS),
    }
}

/// Date and minute, UTC: `2026-07-23 02:57`.
#[must_use]
pub fn short_time(time: Timestamp) -> String {
    time.to_string().chars().take(16).collect::<String>().replace('T', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678")] {
            assert_eq!(count(n), text);
        }
        for (value, text) in
            [(0.0, "0"), (0.034, "0.03"), (1.0, "1"), (1.26, "1.3"), (9.96, "10"), (1234.5, "1,235")]
        {
            assert_eq!(amount(value), text, "{value}");
        }
        for (p, text) in [(0.0, "<0.1%"), (0.004, "0.4%"), (0.123, "12%"), (0.9985, "99.9%"), (1.0, ">99.9%")]
        {
            assert_eq!(percent(p), text, "{p}");
        }
        assert_eq!(
            (rate(3.2).as_str(), rate(0.02).as_str(), rate(0.0).as_str()),
            ("3.2/h", "0.48/day", "0/h")
        );
    }

    #[test]
    fn times_as_people_say_them() {
        for (ms, text) in [
            (0, "0 min"),
            (49_800, "50 s"),
            (MINUTE_MS, "1 min"),
            (90_000, "90 s"),
            (2 * MINUTE_MS + 30_000, "2 min"),
            (45 * MINUTE_MS, "45 min"),
        ] {
            assert_eq!(duration(ms), text, "{ms}");
        }
        assert_eq!(duration(3 * DAY_MS), "3 days");
        assert_eq!(short_time(Timestamp::from_ms(0).unwrap()), "1970-01-01 00:00");
    }
}
