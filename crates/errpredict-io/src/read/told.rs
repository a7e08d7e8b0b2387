//! What a value says under a name that programs use for several things.

use super::duration;
use super::exception_line::type_and_message;
use super::fields::{Field, Meaning, Reading};
use super::level;

/// What a level is where none is stated.
const NO_LEVEL: &str = "default";

impl Meaning {
    /// What a text under the name means; nothing where it is none of what the name is read for.
    #[inline]
    pub(crate) fn told_by(self, text: &str) -> Option<Meaning> {
        let is_it = match self.reading {
            Reading::Unit => is_unit(text),
            Reading::IfLevel => level::surely(text).is_some(),
            Reading::Outcome => level::of_outcome(text).is_some(),
            Reading::LevelOrType => return self.level_or_type(text),
            Reading::WithUnit => duration::milliseconds(text).is_some(),
            // Google's word for no level: the program may state one itself.
            Reading::Plain if self.field == Field::Severity => {
                text.len() != NO_LEVEL.len() || !text.eq_ignore_ascii_case(NO_LEVEL)
            }
            _ => true,
        };
        is_it.then_some(self)
    }

    /// `error`, or `System.TimeoutException`.
    fn level_or_type(self, text: &str) -> Option<Meaning> {
        if level::surely(text).is_some() {
            return Some(Meaning { reading: Reading::IfLevel, ..self });
        }
        // Whatever else says the type knows better.
        is_type(text).then_some(Meaning { field: Field::ErrorType, reading: Reading::Plain, rank: u16::MAX })
    }
}

/// Whether a text is the name of a type as exceptions have, and nothing else.
fn is_type(text: &str) -> bool {
    let last = text.rsplit(['.', ':', '\\']).next().unwrap_or(text);
    (text.ends_with("Error") || text.ends_with("Exception"))
        && last.starts_with(|first: char| first.is_ascii_uppercase())
        && type_and_message(&text.replace("::", ".")).is_some_and(|(_, message)| message.is_empty())
}

/// Whether a unit of systemd is a service: scopes, sessions and the manager of a user hold whatever was started.
fn is_unit(name: &str) -> bool {
    !name.ends_with(".scope")
        && !name.ends_with(".slice")
        && !name.starts_with("user@")
        && !name.starts_with("session-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(reading: Reading, text: &str) -> Option<Field> {
        let meaning = Meaning { field: Field::Severity, reading, rank: 7 };
        meaning.told_by(text).map(|meaning| meaning.field)
    }

    #[test]
    fn a_type_is_a_level_or_an_exception_or_nothing() {
        assert_eq!(told(Reading::LevelOrType, "error"), Some(Field::Severity));
        for name in
            ["System.TimeoutException", "TypeError", "Pay::CardError", "App\\Exceptions\\PayException"]
        {
            assert_eq!(told(Reading::LevelOrType, name), Some(Field::ErrorType), "{name}");
        }
        for name in ["loginError", "platform.report", "Timeout", "an Error", "x: Error", "", "log"] {
            assert_eq!(told(Reading::LevelOrType, name), None, "{name}");
        }
    }

    #[test]
    fn names_of_many_uses_count_where_the_value_fits() {
        assert_eq!(told(Reading::Outcome, "exceededCpu"), Some(Field::Severity));
        assert_eq!(told(Reading::Outcome, "success"), None);
        assert_eq!(told(Reading::WithUnit, "1.5s"), Some(Field::Severity));
        assert_eq!(told(Reading::WithUnit, "15"), None);
        assert_eq!(told(Reading::Plain, "DEFAULT"), None);
        assert_eq!(told(Reading::Unit, "session-3.scope"), None);
    }
}
