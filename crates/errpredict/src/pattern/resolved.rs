//! An error group that a person called resolved → whether it came back.
//!
//! "Resolved in a release" says of events of other releases nothing: those that run on with the old release go on failing, and that is
//! no regression. What counts is which release came later, and a release came when it was first seen.
//!
//! | Event after the decision | Resolved | Resolved in a release |
//! |---|---|---|
//! | of that release | regression | regression |
//! | of a release first seen after it | regression | regression |
//! | of a release first seen before it, or while it was never seen | regression | none |
//! | without a release, after that release was first seen | regression | regression |
//! | without a release, before it was | regression | none |
//!
//! **Works badly when** releases of several lines are deployed side by side: a fix of an old line that is first seen later counts as
//! later.
//!
//! ```
//! use errpredict::pattern::resolved::{Decision, Seen};
//!
//! let at = |text: &str| text.parse::<errpredict::Timestamp>().unwrap();
//! let decision = Decision { at: at("2026-11-20T12:00:00Z"), release: Some("v2".to_owned()) };
//! let of_old = Seen { at: at("2026-11-20T13:00:00Z"), release: Some("v1".to_owned()) };
//! let known = [("v1".to_owned(), at("2026-11-01T00:00:00Z")), ("v2".to_owned(), at("2026-11-20T14:00:00Z"))].into();
//! assert_eq!(decision.first_regression(&[of_old.clone()], &known), None);
//! let of_new = Seen { at: at("2026-11-20T15:00:00Z"), release: Some("v2".to_owned()) };
//! assert_eq!(decision.first_regression(&[of_old, of_new.clone()], &known), Some(&of_new));
//! ```

use std::collections::BTreeMap;

use crate::Timestamp;

/// That a person called an error group resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at: Timestamp,
    /// In which release; absent where from then on.
    pub release: Option<String>,
}

/// An event of the group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// When it happened.
    pub at: Timestamp,
    /// Its release, where it names one.
    pub release: Option<String>,
}

impl Decision {
    /// The first event that contradicts the decision, in the order of `events`; `first_seen` says when releases came.
    #[must_use]
    pub fn first_regression<'a>(
        &self,
        events: &'a [Seen],
        first_seen: &BTreeMap<String, Timestamp>,
    ) -> Option<&'a Seen> {
        events.iter().find(|event| self.is_contradicted_by(event, first_seen))
    }

    fn is_contradicted_by(&self, event: &Seen, first_seen: &BTreeMap<String, Timestamp>) -> bool {
        if event.at <= self.at {
            return false;
        }
        let Some(fixed) = &self.release else { return true };
        let came = first_seen.get(fixed);
        match &event.release {
            Some(of) if of == fixed => true,
            Some(of) => came.is_some_and(|came| first_seen.get(of).is_some_and(|later| later > came)),
            None => came.is_some_and(|came| event.at > *came),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_ms(1_795_392_000_000 + hour * 3_600_000).unwrap()
    }

    #[test]
    fn what_comes_back_is_told_from_what_goes_on() {
        let first_seen =
            [("v1", -90), ("v2", 5), ("v3", 9)].map(|(name, hour)| (name.to_owned(), at(hour))).into();
        for (resolved_in, hour, release, is_one) in [
            (None, 1, None, true),
            (None, 1, Some("v1"), true),
            (None, -1, Some("v1"), false),
            (None, 0, None, false),
            (Some("v2"), 1, Some("v1"), false),
            (Some("v2"), 6, Some("v1"), false),
            (Some("v2"), 6, Some("v2"), true),
            (Some("v2"), 10, Some("v3"), true),
            (Some("v2"), 4, None, false),
            (Some("v2"), 6, None, true),
            // A release that nobody knows of cannot be told to be later; the one it is resolved in has not come yet.
            (Some("v2"), 6, Some("unknown"), false),
            (Some("v9"), 6, Some("v3"), false),
            (Some("v9"), 6, None, false),
        ] {
            let decision = Decision { at: at(0), release: resolved_in.map(str::to_owned) };
            let events = [Seen { at: at(hour), release: release.map(str::to_owned) }];
            let found = decision.first_regression(&events, &first_seen).is_some();
            assert_eq!(found, is_one, "resolved in {resolved_in:?}, {release:?} at {hour}");
        }
    }
}
