//! How much what is packed may claim to unpack to.

/// What is packed may always unpack to so many bytes, and beyond that to `MAX_RATIO` for each of its bytes.
const UNPACKED_ALWAYS: u64 = 32 << 20;
/// LZ4 cannot pack more than 255 bytes into one, so it is never refused for this.
const MAX_RATIO: u64 = 256;

/// The most that so many packed bytes may claim to unpack to.
pub(super) fn may_unpack_to(packed: u64) -> u64 {
    UNPACKED_ALWAYS.max(packed.saturating_mul(MAX_RATIO))
}
