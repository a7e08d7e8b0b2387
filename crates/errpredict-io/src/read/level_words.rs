//! Words that are names of levels and have other uses.

/// Levels that are words of a message more often, unless they stand in capitals, in brackets or before a colon.
pub(crate) const WORDS_TOO: [&str; 18] = [
    "alert",
    "assert",
    "config",
    "default",
    "deprecated",
    "fail",
    "failure",
    "fault",
    "fine",
    "high",
    "http",
    "log",
    "low",
    "medium",
    "note",
    "silly",
    "success",
    "trace",
];

/// What may stand around a level.
pub(crate) const AROUND: [char; 12] = ['[', ']', '(', ')', '|', ':', ',', '<', '>', '-', '"', '*'];

/// Whether a word is one of them, whatever stands around it.
pub(crate) fn is_word_too(word: &str) -> bool {
    let bare = word.trim_matches(AROUND);
    WORDS_TOO.iter().any(|known| known.eq_ignore_ascii_case(bare))
}
