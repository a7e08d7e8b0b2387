//! The one severity scale, and the table that maps other vocabularies onto it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// How bad an event or a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Context: trace, debug, info.
    Info,
    /// Context worth a note: notice.
    Low,
    /// An error from here up: warning.
    Medium,
    /// error.
    High,
    /// critical, fatal, alert, emergency.
    Critical,
}

/// Level names of other systems, in lower case, and where they fall on the scale.
///
/// OpenTelemetry, syslog, Python, Java (log4j, java.util.logging), PHP (Monolog, PHP errors), npm, .NET (Serilog,
/// Microsoft.Extensions.Logging), Go (zap, logrus, log15), MySQL, Android and macOS.
pub const LEVEL_NAMES: &[(&str, Severity)] = &[
    ("trace", Severity::Info),
    ("debug", Severity::Info),
    ("info", Severity::Info),
    ("information", Severity::Info),
    ("informational", Severity::Info),
    ("verbose", Severity::Info),
    ("silly", Severity::Info),
    ("http", Severity::Info),
    ("log", Severity::Info),
    ("fine", Severity::Info),
    ("finer", Severity::Info),
    ("finest", Severity::Info),
    ("config", Severity::Info),
    ("success", Severity::Info),
    ("trac", Severity::Info),
    ("trce", Severity::Info),
    ("dbug", Severity::Info),
    ("vrb", Severity::Info),
    ("dbg", Severity::Info),
    ("inf", Severity::Info),
    ("notice", Severity::Low),
    ("note", Severity::Low),
    ("low", Severity::Low),
    ("deprecated", Severity::Low),
    ("strict standards", Severity::Low),
    ("warning", Severity::Medium),
    ("warn", Severity::Medium),
    ("wrn", Severity::Medium),
    ("medium", Severity::Medium),
    ("error", Severity::High),
    ("err", Severity::High),
    ("erro", Severity::High),
    ("eror", Severity::High),
    ("fail", Severity::High),
    ("fault", Severity::High),
    ("high", Severity::High),
    ("severe", Severity::High),
    ("failure", Severity::High),
    ("parse error", Severity::High),
    ("recoverable fatal error", Severity::High),
    ("critical", Severity::Critical),
    ("crit", Severity::Critical),
    ("fatal", Severity::Critical),
    ("fatal error", Severity::Critical),
    ("ftl", Severity::Critical),
    ("alert", Severity::Critical),
    ("emergency", Severity::Critical),
    ("emerg", Severity::Critical),
    ("panic", Severity::Critical),
    ("dpanic", Severity::Critical),
    ("fatl", Severity::Critical),
    ("assert", Severity::Critical),
];

/// For every first byte in lower case the lengths of the names that begin with it, a bit each; the last bit stands for all
/// longer ones.
const LENGTHS: [u32; 256] = {
    let mut lengths = [0; 256];
    let mut at = 0;
    while at < LEVEL_NAMES.len() {
        let name = LEVEL_NAMES[at].0.as_bytes();
        let length = if name.len() < 31 { name.len() } else { 31 };
        lengths[name[0].to_ascii_lowercase() as usize] |= 1 << length;
        at += 1;
    }
    lengths
};

/// Whether any name of a level has this first letter and this length: most words have not.
#[inline]
fn may_be_level(name: &str) -> bool {
    let Some(first) = name.as_bytes().first() else { return false };
    LENGTHS[usize::from(first.to_ascii_lowercase())] >> name.len().min(31) & 1 == 1
}

impl Severity {
    /// The scale, mildest first.
    pub const ALL: [Severity; 5] =
        [Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];

    /// The name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }

    /// The place on the scale, 0 (info) to 4 (critical).
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// A level name of another system, in any case, by [`LEVEL_NAMES`].
    ///
    /// # Errors
    /// `unknown_name` for a name that is not in the table.
    pub fn from_level_name(name: &str) -> Result<Self> {
        Severity::of_level_name(name).ok_or_else(|| {
            let names: Vec<_> = LEVEL_NAMES.iter().map(|&(known, _)| known).collect();
            Error::unknown("severity", name, &names)
        })
    }

    /// A level name of another system in any case, the commonest spellings without a walk through the table.
    #[must_use]
    pub fn of_level_name(name: &str) -> Option<Self> {
        match name {
            "ERROR" | "error" | "Error" => Some(Severity::High),
            "WARN" | "WARNING" | "warning" | "warn" => Some(Severity::Medium),
            "INFO" | "info" | "DEBUG" | "debug" => Some(Severity::Info),
            "CRITICAL" | "critical" | "FATAL" | "fatal" => Some(Severity::Critical),
            _ if !may_be_level(name) => None,
            _ => LEVEL_NAMES
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|&(_, severity)| severity),
        }
    }

    /// A level of one letter, as glog, Android and MongoDB write it: `V`, `T`, `D`, `I`, `N`, `W`, `E`, `C`, `F`, `A`.
    #[must_use]
    pub const fn of_level_letter(letter: u8) -> Option<Self> {
        match letter {
            b'V' | b'T' | b'D' | b'I' => Some(Severity::Info),
            b'N' => Some(Severity::Low),
            b'W' => Some(Severity::Medium),
            b'E' => Some(Severity::High),
            b'C' | b'F' | b'A' => Some(Severity::Critical),
            _ => None,
        }
    }

    /// The severity of a request by its HTTP status, where the log states none: 100 to 399 info, 400 to 499 low (the
    /// client's fault), 500 and above high.
    #[must_use]
    pub const fn of_http_status(status: u16) -> Self {
        match status {
            500.. => Severity::High,
            400..=499 => Severity::Low,
            _ => Severity::Info,
        }
    }

    /// A syslog severity number: 0 (emergency) to 7 (debug).
    #[must_use]
    pub const fn from_syslog(number: u8) -> Option<Self> {
        match number {
            0..=2 => Some(Severity::Critical),
            3 => Some(Severity::High),
            4 => Some(Severity::Medium),
            5 => Some(Severity::Low),
            6 | 7 => Some(Severity::Info),
            _ => None,
        }
    }

    /// An OpenTelemetry severity number: 1 (trace) to 24 (fatal 4). INFO2 to INFO4 (10 to 12) are notices.
    #[must_use]
    pub const fn from_open_telemetry(number: u8) -> Option<Self> {
        match number {
            1..=9 => Some(Severity::Info),
            10..=12 => Some(Severity::Low),
            13..=16 => Some(Severity::Medium),
            17..=20 => Some(Severity::High),
            21..=24 => Some(Severity::Critical),
            _ => None,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Severity {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Severity::from_level_name(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_vocabularies_map_onto_the_scale() {
        for (name, severity) in [
            ("WARNING", Severity::Medium),
            ("Error", Severity::High),
            ("emerg", Severity::Critical),
            ("NOTICE", Severity::Low),
            ("debug", Severity::Info),
        ] {
            assert_eq!(Severity::from_level_name(name).unwrap(), severity, "{name}");
        }
        let error = Severity::from_level_name("loud").unwrap_err();
        assert!(error.message().starts_with("unknown severity `loud`, expected one of: trace"), "{error}");
        assert_eq!(Severity::from_syslog(8), None);
        assert_eq!(Severity::from_open_telemetry(17), Some(Severity::High));
    }

    #[test]
    fn quick_spellings_are_those_of_the_table() {
        for (name, severity) in LEVEL_NAMES {
            for spelled in [(*name).to_owned(), name.to_uppercase()] {
                assert_eq!(Severity::of_level_name(&spelled), Some(*severity));
            }
        }
    }

    #[test]
    fn every_name_maps_to_itself() {
        for severity in Severity::ALL {
            assert_eq!(severity.name().parse::<Severity>().unwrap(), severity);
        }
    }
}
