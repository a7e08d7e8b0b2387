//! How text is cut into words and what variable words look like, said once for both maskers: fingerprints
//! (`fingerprint::mask`) and templates (`pattern::templates`). Each chooses what ends a word and what it masks.

/// White space and control characters.
pub(crate) const SPACE: u16 = 1;
/// ASCII digit.
pub(crate) const DIGIT: u16 = 1 << 1;
/// ASCII letter that is a hexadecimal digit.
pub(crate) const HEX_LETTER: u16 = 1 << 2;
/// Any other ASCII letter.
pub(crate) const OTHER_LETTER: u16 = 1 << 3;
/// Any ASCII letter.
pub(crate) const LETTER: u16 = HEX_LETTER | OTHER_LETTER;
/// Solidus or reverse solidus.
pub(crate) const SLASH: u16 = 1 << 4;
/// Full stop.
pub(crate) const DOT: u16 = 1 << 5;
/// Colon.
pub(crate) const COLON: u16 = 1 << 6;
/// Commercial at.
pub(crate) const AT: u16 = 1 << 7;
/// What joins the parts of a name or a number.
pub(crate) const JOINT: u16 = 1 << 8;
/// Percent and number sign.
pub(crate) const SIGN: u16 = 1 << 9;
/// Quotation marks and apostrophe.
pub(crate) const QUOTE: u16 = 1 << 10;
/// Grave accent: a quotation mark to some.
pub(crate) const GRAVE: u16 = 1 << 11;
/// Brackets, and marks that end a word everywhere.
pub(crate) const BRACKET: u16 = 1 << 12;
/// `$`, `*` and `^`.
pub(crate) const SYMBOL: u16 = 1 << 13;
/// Part of a character beyond ASCII.
pub(crate) const HIGH: u16 = 1 << 14;

/// The kind of every byte, one bit each.
static KINDS: [u16; 256] = {
    let mut kinds = [0_u16; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            0..=b' ' | 0x7f => SPACE,
            b'0'..=b'9' => DIGIT,
            b'a'..=b'f' | b'A'..=b'F' => HEX_LETTER,
            b'g'..=b'z' | b'G'..=b'Z' => OTHER_LETTER,
            b'/' | b'\\' => SLASH,
            b'.' => DOT,
            b':' => COLON,
            b'@' => AT,
            b'-' | b'_' | b'+' | b'~' => JOINT,
            b'%' | b'#' => SIGN,
            b'"' | b'\'' => QUOTE,
            b'`' => GRAVE,
            b'$' | b'*' | b'^' => SYMBOL,
            0x80..=0xff => HIGH,
            _ => BRACKET,
        };
        byte += 1;
    }
    kinds
};

/// The kind of a byte.
#[inline(always)]
pub(crate) fn kind(byte: u8) -> u16 {
    KINDS[byte as usize]
}

/// The word from there: where the first byte of a kind in `ends` stands, and the kinds met on the way, that byte's too.
#[inline(always)]
pub(crate) fn word(text: &[u8], from: usize, ends: u16) -> (usize, u16) {
    let mut kinds = 0;
    let length = text[from..].iter().position(|&byte| {
        let kind = kind(byte);
        kinds |= kind;
        kind & ends != 0
    });
    (length.map_or(text.len(), |length| from + length), kinds)
}

/// Names of days in the C library's `ctime`.
pub(crate) const DAYS: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
/// Names of months, likewise.
pub(crate) const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// Whether a word is the short English name of a day or a month.
#[inline]
pub(crate) fn is_day_or_month(word: &[u8]) -> bool {
    DAYS.contains(&word) || MONTHS.contains(&word)
}

/// Whether a word is nothing but hexadecimal digits.
#[inline]
pub(crate) fn is_hex(word: &[u8]) -> bool {
    word.iter().all(u8::is_ascii_hexdigit)
}

/// The words that stand where something of a person or a secret stood (`redact`). What stood there varies, so maskers mask them.
pub(crate) const REDACTED: [&[u8]; 6] =
    [b"<mail>", b"<card>", b"<secret>", b"<name>", b"<ip>", b"<redacted>"];

/// The end of such a word, if one begins there.
#[inline]
pub(crate) fn redacted_end(text: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..).filter(|rest| rest.first() == Some(&b'<'))?;
    REDACTED.iter().find(|word| rest.starts_with(word)).map(|word| from + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_one_kind() {
        for byte in 0..=u8::MAX {
            assert_eq!(kind(byte).count_ones(), 1, "{byte}");
            assert_eq!(kind(byte) & LETTER != 0, byte.is_ascii_alphabetic(), "{byte}");
            assert_eq!(kind(byte) & (HEX_LETTER | DIGIT) != 0, byte.is_ascii_hexdigit(), "{byte}");
        }
    }

    #[test]
    fn a_word_ends_where_its_reader_says() {
        let text = b"at 10.0.0.7:80 now";
        assert_eq!(word(text, 3, SPACE), (14, DIGIT | DOT | COLON | SPACE));
        assert_eq!(word(text, 3, SPACE | COLON), (11, DIGIT | DOT | COLON));
        assert_eq!(word(text, 15, SPACE), (18, LETTER ^ HEX_LETTER));
    }
}
