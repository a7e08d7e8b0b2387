//! What a method is estimated to take before it is begun: processor time and memory, from its settings and the size of its data.
//!
//! Who runs requests of strangers refuses by it what would take too long; that two settings are each in their range says
//! nothing of their product. Every method gives its estimate beside its `fit`, so that none is registered without one.
//! An estimate is of the upper end, for a release build on one core, and `cargo run --release -p errpredict --features lstm
//! --example work` shows it beside what was measured. Nothing is decided by it but whether to begin.
//!
//! ```
//! use errpredict::detect::{Detector, Knn};
//!
//! let [few, many] = [10, 1_000].map(|k| Detector::Knn(Knn { k, ..Knn::default() }).work(9_000, 100));
//! assert!(few.seconds() < many.seconds());
//! ```

use std::iter::Sum;
use std::ops::{Add, Mul};

/// Nanoseconds in a second, by definition.
const SECOND_NS: f64 = 1e9;

/// Estimated processor time and memory.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Work {
    ns: f64,
    bytes: f64,
}

impl Work {
    /// So many steps of so many nanoseconds each.
    #[must_use]
    pub fn steps(steps: f64, ns_each: f64) -> Self {
        Work { ns: steps * ns_each, bytes: 0.0 }
    }

    /// The same, holding so many bytes at its largest.
    #[must_use]
    pub fn holding(self, bytes: f64) -> Self {
        Work { bytes: self.bytes.max(bytes), ..self }
    }

    /// Seconds of one core.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.ns / SECOND_NS
    }

    /// Bytes of memory beside the data.
    #[must_use]
    pub fn bytes(self) -> f64 {
        self.bytes
    }
}

/// One after the other: times add up, memory is that of the larger.
impl Add for Work {
    type Output = Work;

    fn add(self, other: Work) -> Work {
        Work { ns: self.ns + other.ns, bytes: self.bytes.max(other.bytes) }
    }
}

/// So many times, one after the other.
impl Mul<f64> for Work {
    type Output = Work;

    fn mul(self, times: f64) -> Work {
        Work { ns: self.ns * times, ..self }
    }
}

impl Sum for Work {
    fn sum<I: Iterator<Item = Work>>(parts: I) -> Work {
        parts.fold(Work::default(), Add::add)
    }
}
