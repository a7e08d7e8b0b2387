//! The node of a tree, as all that reads trees sees it.

use serde::{Deserialize, Serialize};

/// Deepest tree: more levels would need more histograms than memory allows for.
pub(super) const MAX_DEPTH: usize = 16;

/// One node. A leaf has `left` = 0 (the root is nobody's child) and its output in `value`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "Packed", into = "Packed")]
pub(super) struct Node {
    /// Values up to this go left; the output of a leaf.
    pub(super) value: f64,
    /// Index of the left child, its right sibling follows; 0 = leaf.
    pub(super) left: u32,
    /// The feature asked, with [`MISSING_LEFT`] set where missing values go left.
    feature_bits: u32,
}

/// Highest bit of `feature_bits`: missing values go left.
const MISSING_LEFT: u32 = 1 << 31;

/// The form in a model file: value, left, feature bits.
type Packed = (f64, u32, u32);

impl From<Packed> for Node {
    fn from((value, left, feature_bits): Packed) -> Self {
        Node { value, left, feature_bits }
    }
}

impl From<Node> for Packed {
    fn from(node: Node) -> Self {
        (node.value, node.left, node.feature_bits)
    }
}

impl Node {
    pub(super) fn leaf(value: f64) -> Self {
        Node { value, left: 0, feature_bits: 0 }
    }

    pub(super) fn split(feature: usize, threshold: f64, missing_left: bool, left: usize) -> Self {
        let bits = feature as u32 | if missing_left { MISSING_LEFT } else { 0 };
        Node { value: threshold, left: left as u32, feature_bits: bits }
    }

    #[inline]
    pub(super) fn is_leaf(&self) -> bool {
        self.left == 0
    }

    #[inline]
    pub(super) fn feature(&self) -> usize {
        (self.feature_bits & !MISSING_LEFT) as usize
    }

    #[inline]
    pub(super) fn missing_left(&self) -> bool {
        self.feature_bits & MISSING_LEFT != 0
    }

    /// Whether a value of this node's feature goes left.
    #[inline]
    pub(super) fn goes_left(&self, value: f64) -> bool {
        value <= self.value || (value.is_nan() && self.missing_left())
    }
}
