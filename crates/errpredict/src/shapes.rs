//! What variable words look like, said once for both maskers: fingerprints (`fingerprint::mask`) and templates
//! (`pattern::templates`). Each chooses what it masks.

/// Names of days in the C library's `ctime`.
pub(crate) const DAYS: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
/// Names of months, likewise.
pub(crate) const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// Whether a word is the short English name of a day or a month.
pub(crate) fn is_day_or_month(word: &[u8]) -> bool {
    DAYS.contains(&word) || MONTHS.contains(&word)
}

/// Whether a word is nothing but hexadecimal digits.
pub(crate) fn is_hex(word: &[u8]) -> bool {
    word.iter().all(u8::is_ascii_hexdigit)
}
