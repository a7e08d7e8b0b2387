//! Values of options, checked while the command line is read: a wrong one exits with 2 and names what is valid.

use std::path::Path;

use errpredict::analysis::Depth;
use errpredict::redact::RedactConfig;
use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Error, ErrorKind, EventKind, EventRef, Result, Severity, Timestamp};
use errpredict_io::{Format, LevelNumbers, ReadOptions};

/// A format, or nothing for `auto`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormatChoice(pub(crate) Option<Format>);

pub(crate) fn format(name: &str) -> Result<FormatChoice> {
    Format::from_name(name).map(FormatChoice)
}

pub(crate) fn depth(name: &str) -> Result<Depth> {
    match name {
        "quick" => Ok(Depth::Quick),
        "full" => Ok(Depth::Full),
        "deep" => Ok(Depth::Deep),
        _ => Err(Error::unknown("depth", name, &["quick", "full", "deep"])),
    }
}

/// One of the severities that something can go on with.
pub(crate) fn severity_to_fail_on(name: &str) -> Result<Severity> {
    const NAMES: [Severity; 4] = [Severity::Low, Severity::Medium, Severity::High, Severity::Critical];
    let found = NAMES.into_iter().find(|severity| severity.name().eq_ignore_ascii_case(name));
    found.ok_or_else(|| Error::unknown("severity", name, &NAMES.map(Severity::name)))
}

pub(crate) fn at_least_one(text: &str) -> Result<usize> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| Error::setting("value", "a whole number from 1 up", text))
}

pub(crate) fn level_numbers(name: &str) -> Result<LevelNumbers> {
    serde_json::from_value(name.into())
        .map_err(|_| Error::unknown("scale of level numbers", name, &["pino", "python", "syslog", "otel"]))
}

/// Rules with commas between them.
pub(crate) fn redact(text: &str) -> Result<Box<RedactConfig>> {
    RedactConfig::only(text.split(',').map(str::trim)).map(Box::new)
}

pub(crate) fn utc_offset(text: &str) -> Result<String> {
    checked(ReadOptions { utc_offset: Some(text.to_owned()), ..ReadOptions::default() })?;
    Ok(text.to_owned())
}

pub(crate) fn zone(text: &str) -> Result<String> {
    checked(ReadOptions { zone: Some(text.to_owned()), ..ReadOptions::default() })?;
    Ok(text.to_owned())
}

pub(crate) fn pattern(text: &str) -> Result<String> {
    checked(ReadOptions { patterns: vec![text.to_owned()], ..ReadOptions::default() })?;
    Ok(text.to_owned())
}

pub(crate) fn year(text: &str) -> Result<i32> {
    let year = text.parse().map_err(|_| Error::setting("year", "1970 to 9998", text))?;
    checked(ReadOptions { year: Some(year), ..ReadOptions::default() })?;
    Ok(year)
}

pub(crate) fn service(text: &str) -> Result<String> {
    let options = if text.contains('=') {
        ReadOptions { services: vec![text.to_owned()], ..ReadOptions::default() }
    } else {
        ReadOptions { service: Some(text.to_owned()), ..ReadOptions::default() }
    };
    checked(options)?;
    Ok(text.to_owned())
}

pub(crate) fn max_line_bytes(text: &str) -> Result<usize> {
    let bytes = text.parse().map_err(|_| Error::setting("max_line_bytes", "a number of bytes", text))?;
    checked(ReadOptions { max_line_bytes: bytes, ..ReadOptions::default() })?;
    Ok(bytes)
}

/// `FIELD=NAME,...`: a field and the names that hold it.
pub(crate) fn field(text: &str) -> Result<(String, Vec<String>)> {
    let (field, names) = text.split_once('=').filter(|(_, names)| !names.is_empty()).ok_or_else(|| {
        let message = format!("expected FIELD=NAME,... such as error_type=kind, got `{text}`");
        Error::new(ErrorKind::InvalidArgument, message)
    })?;
    let names: Vec<String> = names.split(',').map(str::to_owned).collect();
    let fields = [(field.to_owned(), names.clone())].into();
    checked(ReadOptions { fields, ..ReadOptions::default() })?;
    Ok((field.to_owned(), names))
}

fn checked(options: ReadOptions) -> Result<()> {
    options.validate()
}

/// RFC 3339, or seconds since 1970.
pub(crate) fn time(text: &str) -> Result<Timestamp> {
    errpredict_io::parse_time(text).ok_or_else(|| {
        let message =
            format!("expected a time such as 2026-11-23T07:00:00Z or seconds since 1970, got `{text}`");
        Error::new(ErrorKind::InvalidArgument, message)
    })
}

/// A deployment that no log records.
#[derive(Debug, Clone)]
pub(crate) struct Deployed {
    pub(crate) service: String,
    pub(crate) version: String,
    pub(crate) at: Timestamp,
}

impl Deployed {
    /// As an event that a log might have held.
    pub(crate) fn event(&self) -> EventRef<'_> {
        EventRef {
            kind: EventKind::Deployment,
            release: Some(&self.version),
            ..EventRef::new(self.at, &self.service, Severity::Info, "")
        }
    }
}

/// `SERVICE=VERSION@TIME`; a version may hold an `@` itself.
pub(crate) fn deployed(text: &str) -> Result<Deployed> {
    let parts = text.split_once('=').and_then(|(service, rest)| Some((service, rest.rsplit_once('@')?)));
    let Some((service, (version, at))) =
        parts.filter(|(service, (version, _))| !service.is_empty() && !version.is_empty())
    else {
        let message = format!(
            "expected SERVICE=VERSION@TIME such as checkout=2.4.1@2026-11-27T14:00:00Z, got `{text}`"
        );
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    };
    Ok(Deployed { service: service.to_owned(), version: version.to_owned(), at: time(at)? })
}

/// A duration such as `30m`, `1h` or `7d`, in milliseconds.
pub(crate) fn duration_ms(text: &str) -> Result<i64> {
    let bad = || {
        Error::new(
            ErrorKind::InvalidArgument,
            format!("expected a duration such as 30m, 24h or 7d, got `{text}`"),
        )
    };
    let unit = text.chars().last().ok_or_else(bad)?;
    let unit_ms = match unit {
        'm' => MINUTE_MS,
        'h' => HOUR_MS,
        'd' => 24 * HOUR_MS,
        _ => return Err(bad()),
    };
    let number: i64 = text[..text.len() - 1].parse().map_err(|_| bad())?;
    match number.checked_mul(unit_ms) {
        Some(ms) if number > 0 => Ok(ms),
        _ => Err(bad()),
    }
}

/// A number from 0 to 1.
pub(crate) fn share(text: &str) -> Result<f64> {
    number_in(text, 0.0..=1.0, "a number from 0 to 1")
}

/// A level in percent, 0 and 100 not included.
pub(crate) fn percent(text: &str) -> Result<f64> {
    number_in(text, f64::MIN_POSITIVE..=100.0_f64.next_down(), "a number between 0 and 100")
}

/// A number of at least 0.
pub(crate) fn at_least_0(text: &str) -> Result<f64> {
    number_in(text, 0.0..=f64::MAX, "a number of at least 0")
}

fn number_in(text: &str, range: std::ops::RangeInclusive<f64>, expected: &str) -> Result<f64> {
    text.parse()
        .ok()
        .filter(|value| range.contains(value))
        .ok_or_else(|| Error::new(ErrorKind::InvalidArgument, format!("expected {expected}, got `{text}`")))
}

/// A method of a family: a name, or JSON with its settings.
pub(crate) fn method<T: serde::de::DeserializeOwned>(
    text: &str,
    from_name: impl Fn(&str) -> Result<T>,
) -> Result<T> {
    if !text.trim_start().starts_with('{') {
        return from_name(text);
    }
    serde_json::from_str(text).map_err(|error| Error::new(ErrorKind::InvalidSetting, error.to_string()))
}

/// A JSON file as `T`; `what` it is, for the message.
pub(crate) fn json_file<T: serde::de::DeserializeOwned>(path: &Path, what: &str) -> Result<T> {
    let mut text = String::new();
    std::io::Read::read_to_string(&mut errpredict_io::open(path)?, &mut text)
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot read `{}`: {error}", path.display())))?;
    serde_json::from_str(&text).map_err(|error| {
        Error::new(ErrorKind::InvalidInput, format!("{what} does not fit: {error}"))
            .with("file", path.display())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, ms) in [("30m", 1_800_000), ("1h", 3_600_000), ("7d", 604_800_000)] {
            assert_eq!(duration_ms(text).unwrap(), ms);
        }
        for text in ["", "h", "0h", "-1h", "1", "1w", "99999999999999999999d", "é"] {
            assert!(duration_ms(text).is_err(), "{text}");
        }
    }

    #[test]
    fn wrong_values_are_told_what_is_valid() {
        for (error, says) in [
            (format("yaml").map(|_| ()), "ndjson"),
            (depth("shallow").map(|_| ()), "quick, full, deep"),
            (level_numbers("java").map(|_| ()), "pino"),
            (utc_offset("noon").map(|_| ()), "+01:00"),
            (year("12345").map(|_| ()), "9998"),
            (service("").map(|_| ()), "a name"),
            (max_line_bytes("3").map(|_| ()), "got 3"),
            (field("error_type").map(|_| ()), "FIELD=NAME"),
            (field("colour=x").map(|_| ()), "error_type"),
            (time("soon").map(|_| ()), "2026-11-23T07:00:00Z"),
            (share("1.5").map(|_| ()), "from 0 to 1"),
            (share("NaN").map(|_| ()), "from 0 to 1"),
            (percent("100").map(|_| ()), "between 0 and 100"),
            (at_least_0("-1").map(|_| ()), "at least 0"),
        ] {
            let error = error.unwrap_err().to_string();
            assert!(error.contains(says), "`{says}` is not in `{error}`");
        }
    }
}
