//! One cut of an isolation tree, and the unit of its path lengths: what the forest and its batch form share.

use serde::{Deserialize, Serialize};

/// Path lengths are stored as whole numbers of this part of a level. By definition: 2^11 is the largest power of two
/// with which the longest path fits into 16 bits.
pub(super) const PATH_UNIT: f64 = 2_048.0;

/// A cut: to the right child if the column's value is above it. An infinite cut sends everything left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Node {
    pub(super) column: u32,
    #[serde(with = "cut_bits")]
    pub(super) cut: f32,
}

impl Node {
    /// Everything goes left: no cut at all.
    pub(super) fn is_leaf(&self) -> bool {
        self.cut == f32::INFINITY
    }
}

/// Cuts as bits: JSON has no infinity.
mod cut_bits {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(cut: &f32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(cut.to_bits())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
        u32::deserialize(deserializer).map(f32::from_bits)
    }
}
