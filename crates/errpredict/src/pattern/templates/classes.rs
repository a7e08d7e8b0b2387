//! What each byte of a message can be part of, as one table lookup.

/// White space and control characters: between chunks.
pub(super) const SPACE: u8 = 1;
/// Punctuation that ends a word.
pub(super) const DELIMITER: u8 = 2;
/// ASCII letter.
pub(super) const LETTER: u8 = 4;
/// ASCII digit.
pub(super) const DIGIT: u8 = 8;
/// Solidus or reverse solidus.
pub(super) const SLASH: u8 = 16;
/// Full stop.
pub(super) const DOT: u8 = 32;
/// Part of a character beyond ASCII.
pub(super) const HIGH: u8 = 64;
/// Any other character that may stand inside a word (`-`, `_`, `+`, `$`, ...).
pub(super) const OTHER: u8 = 128;

/// Characters that end a word. A full stop, hyphen, underscore or slash does not: numbers, addresses, versions,
/// names and paths contain them.
pub(super) const DELIMITERS: &[u8] = b"=,;:()[]{}<>\"'|@#&?!%";

/// Class of every byte.
pub(super) static CLASS: [u8; 256] = table();

const fn table() -> [u8; 256] {
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        let is = byte as u8;
        if is <= b' ' || is == 0x7f {
            table[byte] = SPACE;
        } else if is >= 0x80 {
            table[byte] = HIGH;
        } else if is.is_ascii_digit() {
            table[byte] = DIGIT;
        } else if is.is_ascii_alphabetic() {
            table[byte] = LETTER;
        } else if is == b'/' || is == b'\\' {
            table[byte] = SLASH;
        } else if is == b'.' {
            table[byte] = DOT;
        }
        byte += 1;
    }
    let mut index = 0;
    while index < DELIMITERS.len() {
        table[DELIMITERS[index] as usize] = DELIMITER;
        index += 1;
    }
    table
}
