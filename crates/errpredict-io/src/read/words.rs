//! Words of a message that are taken for a level only where the reader is asked to (`--level-words`).
//!
//! "failed" in a message is no level: `0 failed` and `failed over` are good news. Where a log states none at all, they
//! are better than nothing, and how many were taken is told.

use errpredict::Severity;

/// Words, in lower case, and what they are taken for.
pub(crate) const WORDS: &[(&str, Severity)] = &[
    ("fatal", Severity::Critical),
    ("panic", Severity::Critical),
    ("crashed", Severity::Critical),
    ("error", Severity::High),
    ("errors", Severity::High),
    ("exception", Severity::High),
    ("failed", Severity::High),
    ("failure", Severity::High),
    ("refused", Severity::Medium),
    ("denied", Severity::Medium),
    ("timeout", Severity::Medium),
    ("warning", Severity::Medium),
];

/// The severity of the worst of these words in a message.
pub(crate) fn severity(message: &str) -> Option<Severity> {
    let words = message.split(|letter: char| !letter.is_ascii_alphanumeric());
    words
        .filter(|word| (5..=9).contains(&word.len()))
        .filter_map(|word| WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)))
        .map(|&(_, severity)| severity)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_word_counts() {
        assert_eq!(severity("warning: connection refused, failed"), Some(Severity::High));
        assert_eq!(severity("all well"), None);
        assert_eq!(severity("errorless"), None);
    }
}
