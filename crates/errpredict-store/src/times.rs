//! Times of the core as PostgreSQL has them.

use errpredict::Timestamp;

/// A time of the core for a parameter.
pub(crate) fn sql_time(at: Timestamp) -> jiff::Timestamp {
    // Every time of the core lies well inside what jiff holds.
    jiff::Timestamp::from_millisecond(at.ms()).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// A time of a row; finer fractions than a millisecond are cut.
pub(crate) fn timestamp(at: jiff::Timestamp) -> Timestamp {
    Timestamp::clamped(at.as_microsecond().div_euclid(1_000))
}

/// The day of a time, by UTC.
pub(crate) fn day(at: Timestamp) -> jiff::civil::Date {
    sql_time(at).to_zoned(jiff::tz::TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back() {
        for text in ["1970-01-01T00:00:00Z", "2026-11-23T06:57:22.125Z", "1999-12-31T23:59:59.999Z"] {
            let at: Timestamp = text.parse().unwrap();
            assert_eq!(timestamp(sql_time(at)), at);
            assert_eq!(day(at).to_string(), text[..10]);
        }
    }
}
