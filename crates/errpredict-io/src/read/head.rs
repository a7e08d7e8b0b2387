//! What a line of a plain log begins with, and a time in brackets.

use errpredict::{Severity, Timestamp};

use super::civil;
use super::stamp;
use super::time::{self, Stamp, TimeError};
use super::zone::{TimeRule, Zone};

/// No time is longer than this.
const MAX_TIME_BYTES: usize = 64;

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// The level, where it stands before the time or beside it.
    pub(crate) severity: Option<Severity>,
    pub(crate) time: Result<Timestamp, TimeError>,
    /// Bytes of both.
    pub(crate) used: usize,
    /// Whether the time says its zone.
    pub(crate) zoned: bool,
}

impl Head {
    pub(crate) fn of(stamp: Stamp) -> Head {
        Head { severity: None, time: stamp.time, used: stamp.used, zoned: stamp.zoned }
    }
}

/// `UTC Nov 23 06:57:22`, as Monit writes between brackets.
fn behind_zone(text: &[u8], rule: TimeRule) -> Option<Head> {
    let is_name =
        text.first()?.is_ascii_uppercase() && (text.get(3) == Some(&b' ') || text.get(4) == Some(&b' '));
    let (offset_s, at) = match text {
        [b'U', b'T', b'C', b' ', ..] => (0, 4),
        _ if is_name => time::named_zone(text)?,
        _ => return None,
    };
    let found = stamp::stamp(text.get(at..)?, TimeRule { zone: Zone::Offset(offset_s), ..rule })?;
    Some(Head { used: at + found.used, zoned: true, ..Head::of(found) })
}

/// `[TIME]`, or `[TIME: LEVEL/...]`, of which only the time is used.
pub(crate) fn bracketed(line: &[u8], rule: TimeRule) -> Option<Head> {
    let inside = line.strip_prefix(b"[")?;
    let space = usize::from(inside.first() == Some(&b' '));
    let found = stamp::stamp(&inside[space..], rule).map(Head::of).or_else(|| behind_zone(inside, rule))?;
    let end = space + found.used;
    match inside.get(end) {
        Some(b']') => Some(Head { used: end + 2, ..found }),
        Some(b':' | b' ' | b',') => {
            // PHP names a zone that is in no list: `[23-Nov-2026 06:57:22 Nowhere]`.
            let close = memchr::memchr(b']', &inside[..inside.len().min(MAX_TIME_BYTES)]);
            match close {
                Some(close) if civil::is_zone_name(&inside[end..close]) => {
                    Some(Head { used: close + 2, ..found })
                }
                _ => Some(Head { used: end + 1, ..found }),
            }
        }
        _ => None,
    }
}
