//! Scripts written without spaces between words.

/// Whether the character belongs to a script written without spaces between words, so that neighbouring
/// characters of other kinds (digits above all) must be told apart from it. Blocks of the Unicode standard.
pub(super) fn unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0E00..=0x0EFF        // Thai, Lao
        | 0x1000..=0x109F      // Myanmar
        | 0x1780..=0x17FF      // Khmer
        | 0x2E80..=0x9FFF      // CJK radicals to unified ideographs, with kana and CJK punctuation
        | 0xAC00..=0xD7AF      // Hangul syllables: spaced, but particles follow numbers directly
        | 0xF900..=0xFAFF      // CJK compatibility ideographs
        | 0xFE30..=0xFE4F      // CJK compatibility forms
        | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFFEF // full-width marks, half-width kana
        | 0x20000..=0x3FFFF) // further ideographs
}
