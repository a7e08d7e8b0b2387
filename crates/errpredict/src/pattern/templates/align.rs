//! What the chunks at one place have in common, and whether their difference is a variable.

use super::TemplatesConfig;
use super::scan::VARIABLE;
use super::words::DELIMITER;
use crate::text::kind;

/// Punctuation that opens a value.
const OPENING: &[u8] = b"=\"'[({<";

/// Chunks with words that must agree before two others may vary together.
const LEAST_WORDS_BESIDE_A_PAIR: usize = 2;

/// Chunks with words that must stay when a part in brackets is left out: one word alone names no event.
const LEAST_WORDS_BESIDE_BRACKETS: usize = 2;

/// Splits a chunk of the masked form into variables, punctuation marks and words.
pub(super) fn tokens(chunk: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = chunk;
    let is_mark = |byte: u8| byte == VARIABLE || kind(byte) & DELIMITER != 0;
    while let Some(first) = rest.as_bytes().first() {
        let end = if is_mark(*first) { 1 } else { rest.bytes().position(is_mark).unwrap_or(rest.len()) };
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// Words that name what is done and are no values, however many of them stand in one place: the methods of HTTP
/// (RFC 9110, 9.3; PATCH: RFC 5789).
const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

/// The message without its parts in brackets (from a chunk that opens a bracket to one that closes it), where words
/// enough stay: a message with such a part and one without it are one template.
pub(super) fn without_brackets(chunks: &[&str]) -> Option<String> {
    let mut kept: Vec<&str> = Vec::with_capacity(chunks.len());
    let mut open: Option<(char, usize)> = None;
    for chunk in chunks {
        if open.is_none() {
            let close = match chunk.as_bytes().first() {
                Some(b'(') => Some(')'),
                Some(b'[') => Some(']'),
                _ => None,
            };
            open = close.map(|close| (close, kept.len()));
        }
        kept.push(chunk);
        if let Some((_, from)) = open.filter(|(close, _)| chunk.ends_with(*close)) {
            kept.truncate(from);
            open = None;
        }
    }
    let n_words = kept.iter().filter(|chunk| has_word(chunk)).count();
    (kept.len() < chunks.len() && n_words >= LEAST_WORDS_BESIDE_BRACKETS).then(|| kept.join(" "))
}

/// Whether the chunk has a letter outside its variables.
pub(super) fn has_word(chunk: &str) -> bool {
    chunk.chars().any(char::is_alphabetic)
}

/// The differing chunks of one place.
#[derive(Debug)]
pub(super) struct Alignment {
    /// Common beginning, a variable, common end.
    pub(super) general: String,
    /// One of the chunks has nothing but a variable where the others differ.
    is_variable_already: bool,
    /// The differing part follows `=`, a quote or an opening bracket.
    enclosed: bool,
    /// Every differing part is one word, and none of them names what is done.
    words: bool,
}

/// Aligns chunks (at least one) token by token from both ends.
pub(super) fn align(chunks: &[&str]) -> Alignment {
    let rows: Vec<Vec<&str>> = chunks.iter().map(|chunk| tokens(chunk)).collect();
    let first = &rows[0];
    let shortest = rows.iter().map(Vec::len).min().unwrap_or(0);
    let common = |place: &dyn Fn(&[&str], usize) -> usize, most: usize| {
        (0..most)
            .take_while(|n| rows.iter().all(|row| row[place(row, *n)] == first[place(first, *n)]))
            .count()
    };
    let prefix = common(&|_, n| n, shortest);
    let suffix = common(&|row, n| row.len() - 1 - n, shortest - prefix);
    let middles = || rows.iter().map(|row| &row[prefix..row.len() - suffix]);
    let is_variable = |token: Option<&&str>| token.is_some_and(|token| token.as_bytes() == [VARIABLE]);
    let touches = is_variable(prefix.checked_sub(1).and_then(|last| first.get(last)))
        || is_variable(first.get(first.len() - suffix));
    let mut general = first[..prefix].concat();
    general.push(char::from(VARIABLE));
    general.push_str(&first[first.len() - suffix..].concat());
    // A variable beside a variable is one.
    while let Some(at) = general.find("\0\0") {
        general.remove(at);
    }
    Alignment {
        general,
        is_variable_already: middles()
            .any(|middle| middle.len() == 1 && is_variable(middle.first()) || middle.is_empty() && touches),
        enclosed: prefix > 0 && OPENING.contains(&first[prefix - 1].as_bytes()[0]),
        words: middles()
            .all(|middle| middle.len() == 1 && has_word(middle[0]) && !METHODS.contains(&middle[0])),
    }
}

/// Whether the chunks at one place, all different, are values of a variable, given how many of the other chunks hold
/// a word.
pub(super) fn is_variable(
    config: &TemplatesConfig,
    alignment: &Alignment,
    n_different: usize,
    position: usize,
    n_words: usize,
) -> bool {
    if n_different < 2 || n_words == 0 {
        return false;
    }
    if alignment.is_variable_already {
        return position > 0 || n_words >= 2;
    }
    if !alignment.words {
        return false;
    }
    let enough = if alignment.enclosed {
        config.enclosed_values
    } else if position > 0 {
        config.values
    } else if n_words >= config.first_words {
        config.first_values
    } else {
        return false;
    };
    n_different >= enough
}

/// Whether the chunks at each of two places, different in both, are values of two variables.
pub(super) fn are_variables(
    config: &TemplatesConfig,
    rows: [(&Alignment, usize); 2],
    n_words: usize,
) -> bool {
    let varies = |(alignment, n_different): &(&Alignment, usize)| {
        alignment.words && *n_different >= config.paired_values
    };
    n_words >= LEAST_WORDS_BESIDE_A_PAIR && rows.iter().all(varies)
}
