//! Names of the variants of an enum: one list gives `ALL`, `name`, `Display` and `FromStr`.

/// Writes the names of an enum without fields; they must be those of its JSON, which [`check`] tests.
macro_rules! named {
    ($type:ty, $what:literal: $($variant:ident $name:literal),+ $(,)?) => {
        impl $type {
            /// Every value, in the order of the list above.
            pub const ALL: &'static [$type] = &[$(<$type>::$variant),+];

            /// The name in JSON, in the database and in every binding.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(<$type>::$variant => $name),+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::error::Error;

            fn from_str(name: &str) -> $crate::error::Result<Self> {
                let known = || Self::ALL.iter().map(|value| value.name()).collect::<Vec<_>>();
                Self::ALL
                    .iter()
                    .find(|value| value.name() == name)
                    .copied()
                    .ok_or_else(|| $crate::error::Error::unknown($what, name, &known()))
            }
        }
    };
}

pub(crate) use named;

/// Whether every name is that of the JSON, and is read back.
#[cfg(test)]
pub(crate) fn check<T>(all: &[T])
where
    T: Copy + PartialEq + std::fmt::Debug + std::fmt::Display + std::str::FromStr<Err = crate::Error>,
    T: serde::Serialize,
{
    assert!(!all.is_empty());
    for value in all {
        let name = value.to_string();
        assert_eq!(serde_json::to_string(value).unwrap(), format!("{name:?}"));
        assert_eq!(name.parse::<T>().unwrap(), *value);
        let width = name.len() + 2;
        assert_eq!(format!("{value:width$}|"), format!("{name}  |"), "padded like a word");
    }
    let error = "no such name".parse::<T>().unwrap_err();
    assert_eq!(error.code(), "unknown_name");
    assert!(error.to_string().contains(&all[0].to_string()), "{error} lists the names");
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::{action, analysis, detect, features, insight, pattern, rca};

    #[test]
    fn every_name_is_that_of_the_json_and_is_read_back() {
        check(detect::AnomalyType::ALL);
        check(detect::FoundBy::ALL);
        check(pattern::states::State::ALL);
        check(rca::CauseKind::ALL);
        check(rca::ErrorClass::ALL);
        check(features::TypeClass::ALL);
        check(rca::MomentKind::ALL);
        check(action::ActionType::ALL);
        check(action::ActionStatus::ALL);
        check(action::Move::ALL);
        check(action::Priority::ALL);
        check(action::Difficulty::ALL);
        check(action::Unattended::ALL);
        check(action::Reversibility::ALL);
        check(action::ImpactSource::ALL);
        check(insight::InsightType::ALL);
        check(insight::InsightSeverity::ALL);
        check(insight::InsightStatus::ALL);
        check(analysis::Depth::ALL);
    }
}
