//! Where a cause lies: the three groups of factors that a store keeps (table `root_cause_analysis`).

use serde::{Deserialize, Serialize};

use super::cause::CauseKind;
use crate::named::named;

/// Where a cause lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CauseArea {
    /// Around the service: its settings, its callers, what it calls.
    Environmental,
    /// In its program.
    Code,
    /// In what it runs on.
    Infrastructure,
}

named!(CauseArea, "area of a cause":
    Environmental "environmental",
    Code "code",
    Infrastructure "infrastructure",
);

impl CauseKind {
    /// Where causes of this kind lie.
    #[must_use]
    pub const fn area(self) -> CauseArea {
        match self {
            CauseKind::Change | CauseKind::Dependency | CauseKind::Traffic => CauseArea::Environmental,
            CauseKind::Deployment
            | CauseKind::ErrorGroup
            | CauseKind::OwnTime
            | CauseKind::OwnFailures
            | CauseKind::LostCalls
            | CauseKind::LostStep => CauseArea::Code,
            CauseKind::Resource | CauseKind::Network => CauseArea::Infrastructure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_has_a_kind() {
        crate::named::check(CauseArea::ALL);
        for area in CauseArea::ALL {
            assert!(CauseKind::ALL.iter().any(|kind| kind.area() == *area), "{area}");
        }
    }
}
