//! A stable id of "the same error": a pure function of one event.

mod frames;
mod mask;

pub use mask::mask_message;
pub(crate) use mask::{is_email, is_ip6, is_path};

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result};
use crate::event::EventRef;

/// Id of an error group. Prints as 16 hex digits.
///
/// It is xxh3 (64 bits) of a canonical form: the error type, a zero byte, the message with what varies masked
/// ([`mask_message`]), a zero byte, and the five innermost frames of the stack trace without line numbers, addresses
/// and directories. It never depends on other events, so it is the same in every process and every order, and two
/// different errors share one with a chance of 1 in 10^19 each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Fingerprint {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let valid = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u64::from_str_radix(text, 16).ok().filter(|_| valid).map(Fingerprint).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidArgument,
                format!("expected a fingerprint of 16 hex digits, got `{text}`"),
            )
        })
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Fingerprint {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Fingerprint".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string", "pattern": "^[0-9a-f]{16}$",
            "description": "Id of an error group: 16 hex digits"
        })
    }
}

/// The fingerprint of an event: error type, masked message and top frames of the stack trace.
///
/// A [`Fingerprinter`] does the same without allocating each time.
///
/// ```
/// use errpredict::{EventRef, Severity, fingerprint, mask_message};
///
/// let error = |message| {
///     let at = "2026-11-23T06:57:22Z".parse()?;
///     let event = EventRef { message: Some(message), ..EventRef::new(at, "checkout", Severity::High, "TimeoutError") };
///     Ok::<_, errpredict::Error>(fingerprint(&event))
/// };
/// assert_eq!(error("order 17 timed out")?, error("order 4711 timed out")?);
/// assert_ne!(error("order 17 timed out")?, error("order 17 was paid twice")?);
/// assert_eq!(mask_message("order 17 timed out"), mask_message("order 4711 timed out"));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[must_use]
pub fn fingerprint(event: &EventRef<'_>) -> Fingerprint {
    Fingerprinter::default().fingerprint(event)
}

/// Computes fingerprints one after the other in one buffer; what it gives depends on nothing but the event.
#[derive(Debug, Clone, Default)]
pub struct Fingerprinter {
    canonical: Vec<u8>,
}

impl Fingerprinter {
    /// The fingerprint of an event: error type, masked message and top frames of the stack trace.
    #[must_use]
    pub fn fingerprint(&mut self, event: &EventRef<'_>) -> Fingerprint {
        self.identify(event).0
    }

    /// The fingerprint, and the number of frames of the stack trace (0 without one that can be read).
    pub(crate) fn identify(&mut self, event: &EventRef<'_>) -> (Fingerprint, u32) {
        let canonical = &mut self.canonical;
        canonical.clear();
        canonical.extend_from_slice(event.error_type.as_bytes());
        canonical.push(0);
        mask::mask(event.message.unwrap_or(""), canonical);
        canonical.push(0);
        let depth = event.stack_trace.map_or(0, |trace| frames::top_frames(trace, canonical));
        (Fingerprint(xxhash_rust::xxh3::xxh3_64(canonical)), depth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventKind, Severity};
    use crate::time::Timestamp;

    const TRACE: &str = "Traceback (most recent call last):\n  File \"/a/cart.py\", line 7, in add\n";

    fn of(error_type: &str, message: Option<&str>, stack_trace: Option<&str>) -> String {
        let event = EventRef {
            message,
            stack_trace,
            ..EventRef::new(Timestamp::default(), "shop", Severity::High, error_type)
        };
        fingerprint(&event).to_string()
    }

    #[test]
    fn ids_are_stable_across_versions() {
        // Saved states and alerts hold these: a change here is a breaking change of the fingerprint.
        for (error_type, message, trace, expected) in [
            ("", None, None, "3325230e1f285505"),
            ("TimeoutError", Some("took 31 s"), None, "b6b0ae814becb9e0"),
            ("TimeoutError", Some("took 31 s"), Some(TRACE), "c332c0115f9a855e"),
        ] {
            assert_eq!(of(error_type, message, trace), expected, "{error_type} {message:?}");
        }
    }

    #[test]
    fn what_varies_does_not_matter_and_what_differs_does() {
        let one = of("E", Some("order 17 failed"), Some(TRACE));
        assert_eq!(of("E", Some("order 4711 failed"), Some(&TRACE.replace("7", "99"))), one);
        assert_eq!(of("E", Some("order 4711 failed"), Some(&TRACE.replace("/a/", "/b/"))), one);
        for other in [
            of("F", Some("order 17 failed"), Some(TRACE)),
            of("E", Some("order 17 lost"), Some(TRACE)),
            of("E", Some("order 17 failed"), Some(&TRACE.replace("add", "remove"))),
            of("E", Some("order 17 failed"), None),
        ] {
            assert_ne!(other, one);
        }
    }

    #[test]
    fn nothing_but_type_message_and_trace_counts() {
        let event = EventRef::new(Timestamp::default(), "shop", Severity::High, "E");
        let other = EventRef {
            timestamp: Timestamp::MAX,
            service: "cart",
            severity: Some(Severity::Info),
            kind: EventKind::Request,
            user_id: Some("u"),
            status_code: Some(500),
            ..event
        };
        assert_eq!(fingerprint(&event), fingerprint(&other));
    }

    #[test]
    fn text_round_trip() {
        let id = Fingerprint(0x00ab);
        assert_eq!(id.to_string(), "00000000000000ab");
        assert_eq!("00000000000000ab".parse::<Fingerprint>().unwrap(), id);
        for wrong in ["", "ab", "+0000000000000ab", "zzzzzzzzzzzzzzzz"] {
            assert!(wrong.parse::<Fingerprint>().is_err(), "{wrong}");
        }
    }
}
