//! Ids of rows in tables that are divided by time: they carry their time, so that one part is looked at and not all.

use errpredict::Timestamp;
use uuid::{Builder, Uuid};

use crate::digest::sha256;

/// An id (UUID version 8, RFC 9562 section 5.8) of a time and of what tells the row from others of that time: the same parts give
/// the same id. The first 48 bits are milliseconds since 1970, as in version 7, so ids sort by time.
pub(crate) fn timed_id(at: Timestamp, parts: &[&[u8]]) -> Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&sha256(parts)[..16]);
    bytes[..6].copy_from_slice(&at.ms().max(0).to_be_bytes()[2..]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The time in such an id; none for any other id.
pub(crate) fn time_of(id: Uuid) -> Option<Timestamp> {
    let bytes = id.as_bytes();
    let ms = bytes[..6].iter().fold(0_i64, |ms, byte| ms << 8 | i64::from(*byte));
    (id.get_version_num() == 8).then(|| Timestamp::clamped(ms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_carry_their_time_and_tell_parts_apart() {
        let at: Timestamp = "2026-11-23T06:57:22.125Z".parse().unwrap();
        let id = timed_id(at, &[b"a", b"b"]);
        assert_eq!(time_of(id), Some(at));
        assert_eq!(id, timed_id(at, &[b"a", b"b"]));
        assert_ne!(id, timed_id(at, &[b"ab"]));
        assert!(id < timed_id(at.plus_ms(1), &[b"a", b"b"]));
        assert_eq!((id.get_version_num(), time_of(Uuid::nil())), (8, None));
    }
}
