//! One frame around everything that is saved, so that a store can tell what it holds, and damage is found in one place.
//!
//! | bytes | meaning |
//! |---|---|
//! | 0 to 7 | `errpred` and a zero byte |
//! | 8 to 11 | what it is: four letters, see [`Kind`] |
//! | 12 to 15 | version of the form of this kind, little end first |
//! | 16 to 23 | length of the body |
//! | 24 to 31 | XXH3 of everything else |
//! | 32 to the end | the body |
//!
//! XXH3 finds damage, not forgery: what is saved is as trusted as the place it is kept. What versions before this frame
//! wrote is known by its own beginning, and read by the module it belongs to.
//!
//! ```
//! use errpredict::container::{Kind, kind_of, pack, unpack};
//!
//! let bytes = pack(Kind::Rollup, 3, b"what is kept");
//! assert_eq!(kind_of(&bytes), Some(Kind::Rollup));
//! assert_eq!(unpack(Kind::Rollup, 3..=3, &bytes)?, (3, &b"what is kept"[..]));
//! let damaged = [&bytes[..40], b"!", &bytes[41..]].concat();
//! assert_eq!(unpack(Kind::Rollup, 3..=3, &damaged).unwrap_err().code(), "corrupt");
//! # Ok::<(), errpredict::Error>(())
//! ```

use std::ops::RangeInclusive;

use xxhash_rust::xxh3::Xxh3;

use crate::error::{Error, ErrorKind, Result};

const MAGIC: &[u8; 8] = b"errpred\0";
/// Where the checksum begins.
const SUM_AT: usize = 24;
/// Bytes before the body.
pub const HEADER_BYTES: usize = 32;

/// What can be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A `Rollup`.
    Rollup,
    /// What a rollup holds of one service, whole or of one day.
    RollupRow,
    /// A `Monitor`: its rollup and its watches of one moment.
    Monitor,
    /// `Watches` alone.
    Watches,
    /// A model of probabilities.
    Model,
    /// A model of severities.
    SeverityModel,
    /// Templates of messages.
    Templates,
    /// An index of similar texts.
    Similar,
    /// What an analysis learnt of the past.
    Foresight,
    /// A model with what it was asked and what came of that.
    ServedModel,
    /// An index of similar texts with the ids they are known by.
    NamedTexts,
    /// A fitted detector of rows.
    Detector,
    /// A fitted predictor of rows.
    Predictor,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Kind] = &[
        Kind::Rollup,
        Kind::RollupRow,
        Kind::Monitor,
        Kind::Watches,
        Kind::Model,
        Kind::SeverityModel,
        Kind::Templates,
        Kind::Similar,
        Kind::Foresight,
        Kind::ServedModel,
        Kind::NamedTexts,
        Kind::Detector,
        Kind::Predictor,
    ];

    /// The four letters in the header.
    #[must_use]
    pub const fn tag(self) -> &'static [u8; 4] {
        match self {
            Kind::Rollup => b"roll",
            Kind::RollupRow => b"rrow",
            Kind::Monitor => b"mntr",
            Kind::Watches => b"wtch",
            Kind::Model => b"modl",
            Kind::SeverityModel => b"sevr",
            Kind::Templates => b"tmpl",
            Kind::Similar => b"siml",
            Kind::Foresight => b"fsgt",
            Kind::ServedModel => b"srvd",
            Kind::NamedTexts => b"text",
            Kind::Detector => b"detc",
            Kind::Predictor => b"pred",
        }
    }

    /// What messages call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Rollup => "a rollup",
            Kind::RollupRow => "a row of a rollup",
            Kind::Monitor => "a monitor",
            Kind::Watches => "watched series",
            Kind::Model => "a model of probabilities",
            Kind::SeverityModel => "a model of severities",
            Kind::Templates => "templates",
            Kind::Similar => "an index of similar texts",
            Kind::Foresight => "what an analysis learnt",
            Kind::ServedModel => "a model with its answers",
            Kind::NamedTexts => "similar texts with their ids",
            Kind::Detector => "a fitted detector",
            Kind::Predictor => "a fitted predictor",
        }
    }
}

/// The body in its frame.
#[must_use]
pub fn pack(kind: Kind, version: u32, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES + body.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(kind.tag());
    bytes.extend_from_slice(&version.to_le_bytes());
    bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
    let sum = checksum(&bytes, body);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// What the bytes are, by their header alone; none for what no version of this frame wrote.
#[must_use]
pub fn kind_of(bytes: &[u8]) -> Option<Kind> {
    let tag = bytes.strip_prefix(MAGIC)?.first_chunk::<4>()?;
    Kind::ALL.iter().copied().find(|kind| kind.tag() == tag)
}

/// The version and the body of what [`pack`] wrote.
///
/// # Errors
/// `invalid_input` for bytes of another kind or of no kind, `unsupported_version` for a version out of `versions`,
/// `corrupt` where the length or the checksum does not hold.
pub fn unpack(kind: Kind, versions: RangeInclusive<u32>, bytes: &[u8]) -> Result<(u32, &[u8])> {
    if !bytes.starts_with(MAGIC) {
        return Err(refused(ErrorKind::InvalidInput, kind, "these bytes were not saved by errpredict"));
    }
    let Some((header, body)) = bytes.split_at_checked(HEADER_BYTES) else {
        return Err(refused(ErrorKind::Corrupt, kind, &format!("cut short at {} bytes", bytes.len())));
    };
    let mut fields = header[MAGIC.len()..].chunks_exact(4);
    let mut next = || fields.next().and_then(|field| field.first_chunk::<4>()).copied().unwrap_or_default();
    let (tag, version) = (next(), u32::from_le_bytes(next()));
    if checksum(&header[..SUM_AT], body).to_le_bytes() != header[SUM_AT..] {
        return Err(refused(ErrorKind::Corrupt, kind, "damaged or cut short: the checksum does not hold"));
    }
    if tag != *kind.tag() {
        let found = kind_of(bytes).map_or("something this build does not know", Kind::name);
        return Err(refused(ErrorKind::InvalidInput, kind, &format!("the bytes hold {found}")));
    }
    if !versions.contains(&version) {
        let (first, last) = (versions.start(), versions.end());
        let reads = if first == last { first.to_string() } else { format!("{first} to {last}") };
        let message = format!("it has version {version}, this build reads {reads}");
        return Err(refused(ErrorKind::UnsupportedVersion, kind, &message));
    }
    Ok((version, body))
}

/// The one way in which saved bytes are refused.
#[cold]
#[must_use]
pub fn refused(error: ErrorKind, kind: Kind, why: &str) -> Error {
    Error::new(error, format!("cannot read {}: {why}", kind.name()))
}

/// The length is in the header, so it is covered as well.
fn checksum(header: &[u8], body: &[u8]) -> u64 {
    let mut sum = Xxh3::new();
    sum.update(header);
    sum.update(body);
    sum.digest()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_and_nothing_else() {
        let bytes = pack(Kind::Watches, 3, b"body");
        assert_eq!(kind_of(&bytes), Some(Kind::Watches));
        assert_eq!(unpack(Kind::Watches, 2..=3, &bytes).unwrap(), (3, &b"body"[..]));
        let code = |kind, versions, bytes: &[u8]| unpack(kind, versions, bytes).unwrap_err().to_string();
        assert_eq!(code(Kind::Rollup, 3..=3, &bytes), "cannot read a rollup: the bytes hold watched series");
        assert_eq!(
            code(Kind::Watches, 4..=5, &bytes),
            "cannot read watched series: it has version 3, this build reads 4 to 5"
        );
        assert!(code(Kind::Watches, 3..=3, b"{}").ends_with("these bytes were not saved by errpredict"));
    }

    #[test]
    fn every_damaged_byte_is_found() {
        let bytes = pack(Kind::Rollup, 1, b"some body");
        for at in 0..bytes.len() {
            assert!(unpack(Kind::Rollup, 1..=1, &bytes[..at]).is_err(), "cut at {at}");
            let mut broken = bytes.clone();
            broken[at] ^= 4;
            assert!(unpack(Kind::Rollup, 1..=1, &broken).is_err(), "byte {at}");
        }
        assert!(unpack(Kind::Rollup, 1..=1, &[&bytes[..], b"x"].concat()).is_err(), "a byte too many");
    }

    #[test]
    fn tags_are_unique() {
        let mut tags: Vec<_> = Kind::ALL.iter().map(|kind| kind.tag()).collect();
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), Kind::ALL.len());
    }
}
