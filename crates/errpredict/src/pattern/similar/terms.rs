//! A text → the set of its terms.
//!
//! Two kinds of terms: the words inside identifiers and prose ("HttpServerError" has http, server and error), and
//! every qualified name without its last part (the class of a method, the folder of a file), which tells *where*
//! an error happened in any language that writes names with dots, slashes or double colons.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::pattern::script::unspaced;

/// Seeds that keep the two kinds of terms apart.
const WORD: u64 = 1;
const PLACE: u64 = 2;

/// The terms of a text as sorted hashes, each once.
pub(super) fn terms(text: &str) -> Vec<u64> {
    let mut terms = Vec::new();
    words(text, &mut terms);
    places(text, &mut terms);
    terms.sort_unstable();
    terms.dedup();
    terms
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Upper,
    Lower,
    Digit,
    Unspaced,
    None,
}

fn kind(character: char) -> Kind {
    match character {
        'a'..='z' => Kind::Lower,
        'A'..='Z' => Kind::Upper,
        '0'..='9' => Kind::Digit,
        _ if character.is_ascii() => Kind::None,
        _ if !character.is_alphanumeric() => Kind::None,
        _ if character.is_numeric() => Kind::Digit,
        _ if character.is_uppercase() => Kind::Upper,
        _ if unspaced(character) => Kind::Unspaced,
        _ => Kind::Lower,
    }
}

/// Words in lower case, cut where the case or the kind of character changes. In scripts without spaces every two
/// neighbouring characters are a word.
fn words(text: &str, terms: &mut Vec<u64>) {
    let mut word = String::new();
    let mut before = Kind::None;
    let mut before_unspaced = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let now = kind(character);
        if now == Kind::Unspaced {
            finish(&mut word, terms);
            word.extend(before_unspaced);
            word.push(character);
            finish(&mut word, terms);
            before_unspaced = Some(character);
        } else {
            before_unspaced = None;
            // "HTTPServer": the last capital begins the next word.
            let begins = now == Kind::Upper
                && before == Kind::Upper
                && characters.peek().is_some_and(|next| kind(*next) == Kind::Lower);
            let continues = now == before && !begins || before == Kind::Upper && now == Kind::Lower;
            if !continues {
                finish(&mut word, terms);
            }
            if now != Kind::None {
                word.extend(character.to_lowercase());
            }
        }
        before = now;
    }
    finish(&mut word, terms);
}

fn finish(word: &mut String, terms: &mut Vec<u64>) {
    if !word.is_empty() {
        terms.push(xxh3_64_with_seed(word.as_bytes(), WORD));
        word.clear();
    }
}

/// Qualified names without their last part.
fn places(text: &str, terms: &mut Vec<u64>) {
    let in_name = |character: char| character.is_alphanumeric() || "_$./\\-:".contains(character);
    let separates = |character: char| "./\\:".contains(character);
    for name in text.split(|character| !in_name(character)) {
        let name = name.trim_matches(|character| separates(character) || character == '-');
        if let Some(end) = name.rfind(separates) {
            let place = name[..end].trim_end_matches(separates);
            terms.push(xxh3_64_with_seed(place.as_bytes(), PLACE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_inside_identifiers_and_places() {
        let word = |word: &str| xxh3_64_with_seed(word.as_bytes(), WORD);
        let place = |place: &str| xxh3_64_with_seed(place.as_bytes(), PLACE);
        for (text, expected) in [
            (
                "HTTPServerError42 in_x",
                vec![word("http"), word("server"), word("error"), word("42"), word("in"), word("x")],
            ),
            (
                "a.b.C.run(C.java)",
                vec![word("a"), word("b"), word("c"), word("run"), word("java"), place("a.b.C"), place("C")],
            ),
            (
                "crate::module::call",
                vec![word("crate"), word("module"), word("call"), place("crate::module")],
            ),
            ("src/app.py:", vec![word("src"), word("app"), word("py"), place("src/app")]),
            ("磁盘满", vec![word("磁"), word("磁盘"), word("盘满")]),
            ("Ошибка", vec![word("ошибка")]),
            ("", vec![]),
        ] {
            let mut expected = expected;
            expected.sort_unstable();
            assert_eq!(terms(text), expected, "{text}");
        }
    }
}
