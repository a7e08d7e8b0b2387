//! What an error is about, by the words of its type and message: one table for what features count and for what remedies
//! and insights ask.
//!
//! Text is cut into words at everything that is no letter or digit and where a small letter or a digit meets a capital
//! (`ConnectionTimeoutError` → connection, timeout, error); case does not matter. An entry fits where a word begins with
//! it, so `timeout` fits `timeouts`; entries of up to three letters, and numbers, fit whole words only.

mod kinds;
mod words;

pub use kinds::{ErrorClass, TypeClass};
use words::{LINES, Line, WHOLE};

impl ErrorClass {
    /// The class that the words of an error's type and message give away.
    #[must_use]
    pub fn of(error_type: &str, message: &str) -> Self {
        let (name, text) = (Words::of(error_type), Words::of(message));
        let is_named = |line: &&Line| {
            line.remedy != ErrorClass::Other && (fits(line, &name) || line.in_messages && fits(line, &text))
        };
        LINES.iter().find(is_named).map_or(ErrorClass::Other, |line| line.remedy)
    }
}

/// The class of a type by its name, or nothing where no word fits.
#[must_use]
pub fn type_class(error_type: &str) -> Option<TypeClass> {
    let name = Words::of(error_type);
    LINES.iter().find(|line| fits(line, &name)).map(|line| line.counted_as)
}

/// The lines of the table, in order: class and words, for the page of the features.
#[cfg(test)]
pub(crate) fn lines() -> impl Iterator<Item = (TypeClass, &'static [&'static str])> {
    LINES.iter().map(|line| (line.counted_as, line.words))
}

/// Longest entry that fits whole words only.
const SHORT_WORD: usize = 3;

/// Whether one of the line's entries begins a word of the text.
fn fits(line: &Line, text: &Words) -> bool {
    line.words.iter().any(|entry| {
        let is_number = entry.bytes().all(|byte| byte.is_ascii_digit());
        let is_whole = is_number || entry.len() <= SHORT_WORD || WHOLE.contains(entry);
        text.starts.iter().any(|&start| {
            text.text[start..].strip_prefix(entry).is_some_and(|rest| {
                // A number at the end of a name numbers it.
                let rest =
                    if is_number { rest } else { rest.trim_start_matches(|c: char| c.is_ascii_digit()) };
                !is_whole || rest.is_empty() || rest.starts_with(' ')
            })
        })
    })
}

/// Text cut into words in small letters, with a space between.
struct Words {
    text: String,
    starts: Vec<usize>,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words { text: String::with_capacity(text.len() + 8), starts: Vec::new() };
        let mut is_inside = false;
        let mut before_was_small = false;
        for c in text.chars() {
            is_inside &= c.is_alphanumeric() && !(before_was_small && c.is_uppercase());
            if c.is_alphanumeric() {
                if !is_inside {
                    if !words.text.is_empty() {
                        words.text.push(' ');
                    }
                    words.starts.push(words.text.len());
                }
                words.text.extend(c.to_lowercase());
                is_inside = true;
            }
            before_was_small = c.is_lowercase() || c.is_ascii_digit();
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_many_systems() {
        for (name, class) in [
            ("ConnectionTimeoutError", Some(TypeClass::Timeout)),
            ("requests.exceptions.ConnectionError", Some(TypeClass::Connection)),
            ("ECONNRESET", Some(TypeClass::Connection)),
            ("PermissionDenied", Some(TypeClass::Auth)),
            ("psycopg2.OperationalError: SQL", Some(TypeClass::Database)),
            ("java.lang.OutOfMemoryError", Some(TypeClass::Memory)),
            ("down:503", Some(TypeClass::Api)),
            ("down:401", Some(TypeClass::Auth)),
            ("NullPointerException", Some(TypeClass::Code)),
            ("ValueError", Some(TypeClass::Validation)),
            ("TypeError", Some(TypeClass::Validation)),
            ("KeyError", Some(TypeClass::Code)),
            ("replaced_comp2", Some(TypeClass::Hardware)),
            ("", None),
            ("other", None),
        ] {
            assert_eq!(type_class(name), class, "{name}");
        }
    }

    #[test]
    fn what_does_not_compile_is_no_broken_machine() {
        for name in ["CompileError", "CompilationFailed", "CSharpCompilerException"] {
            assert_eq!(type_class(name), Some(TypeClass::Code), "{name}");
            assert_eq!(ErrorClass::of(name, ""), ErrorClass::Code, "{name}");
        }
        assert_eq!(type_class("CompressionError"), None);
        assert_eq!(type_class("ComponentFailure"), Some(TypeClass::Hardware));
    }

    #[test]
    fn the_first_word_that_fits_decides() {
        for (error_type, message, class) in [
            ("java.lang.OutOfMemoryError", "Java heap space", ErrorClass::Memory),
            ("OperationalError", "FATAL: remaining connection slots are reserved", ErrorClass::Pool),
            ("OperationalError", "deadlock detected", ErrorClass::Database),
            ("requests.exceptions.ReadTimeout", "read timed out", ErrorClass::Timeout),
            ("ConnectionError", "connection refused by billing", ErrorClass::Connection),
            ("TypeError", "x is not a function", ErrorClass::Code),
            ("PermissionDenied", "", ErrorClass::Auth),
            ("HttpError", "429", ErrorClass::Overload),
            ("redis.exceptions.ResponseError", "WRONGTYPE", ErrorClass::Cache),
            ("Whatever", "nothing known", ErrorClass::Other),
            // In a message these words stand for anything.
            ("Whatever", "the token of this transaction was reset", ErrorClass::Other),
        ] {
            assert_eq!(ErrorClass::of(error_type, message), class, "{error_type} {message}");
        }
    }

    #[test]
    fn short_words_stand_alone() {
        assert_eq!(ErrorClass::of("Error", "price of zoom lens unknown, boom"), ErrorClass::Other);
        assert_eq!(ErrorClass::of("Error", "killed by oom-killer"), ErrorClass::Memory);
        assert_eq!(ErrorClass::of("DNSError", ""), ErrorClass::of("Error", "dns lookup failed"));
        assert_eq!(ErrorClass::of("Error", "order 14290 failed"), ErrorClass::Other);
    }

    #[test]
    fn every_word_stands_once_and_can_fit() {
        let mut all: Vec<&str> = LINES.iter().flat_map(|line| line.words).copied().collect();
        for line in LINES {
            for word in line.words {
                assert!(fits(line, &Words::of(word)), "{word}");
            }
        }
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{all:?}");
    }
}
