//! Which features a method sees.
//!
//! Counts of single error types and counts in single windows are many, sparse and close to each other: a linear
//! method spends its penalty on them, and the levels it learns there are the first to be wrong when the system
//! changes. `general` leaves them out and keeps what is the same whatever the data: decayed counts, times since,
//! shares, ratios, trends, the state of service and group.

use serde::{Deserialize, Serialize};

use crate::event::Severity;

/// Which features a method sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// All of them.
    #[default]
    All,
    /// None that counts a single type, a class of types or a severity in a window.
    General,
}

impl Selection {
    /// The columns of those names, ascending; all where none is selected.
    #[must_use]
    pub fn columns(self, names: &[String]) -> Vec<usize> {
        let keep = |i: &usize| self == Selection::All || is_general(&names[*i]);
        let kept: Vec<usize> = (0..names.len()).filter(keep).collect();
        if kept.is_empty() { (0..names.len()).collect() } else { kept }
    }
}

fn is_general(name: &str) -> bool {
    let name = name.strip_prefix("group_").unwrap_or(name);
    let counted = name.strip_prefix("hours_since_").unwrap_or(name);
    if counted.starts_with("type(") || name.starts_with("class_") {
        return false;
    }
    let window = |rest: &str| {
        rest.strip_prefix('_')
            .and_then(|rest| rest.strip_suffix('h'))
            .is_some_and(|hours| !hours.is_empty() && hours.bytes().all(|byte| byte.is_ascii_digit()))
    };
    !Severity::ALL.iter().any(|severity| name.strip_prefix(severity.name()).is_some_and(window))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_features_count_no_type_and_no_window() {
        for (name, general) in [
            ("critical_24h", false),
            ("group_info_720h", false),
            ("type(disk_1h)_3h", false),
            ("hours_since_type(disk)", false),
            ("group_hours_since_type(disk)", false),
            ("class_timeout_ratio", false),
            ("critical_halflife_24h", true),
            ("hours_since_critical", true),
            ("group_share_critical_24h", true),
            ("critical_days_7", true),
            ("deployments_24h", true),
            ("attribute(age)", true),
        ] {
            assert_eq!(is_general(name), general, "{name}");
        }
        let names = ["critical_1h".to_owned(), "x".to_owned()];
        assert_eq!(Selection::General.columns(&names), [1]);
        assert_eq!(Selection::All.columns(&names), [0, 1]);
        assert_eq!(Selection::General.columns(&names[..1]), [0], "nothing left means all");
    }
}
