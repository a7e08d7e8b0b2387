//! Text of bounded length.

use std::borrow::Cow;

use super::plain::hash;

/// Bytes that a name needs at least, once it is cut: what tells it from others, and something to read.
pub(super) const NAME_BYTES_MIN: usize = 32;
/// `~` and 16 hex digits.
const SUFFIX_BYTES: usize = 17;

/// The longest beginning of at most `max_bytes` that ends between characters.
pub(super) fn cut(text: &str, max_bytes: usize) -> &str {
    &text[..text.floor_char_boundary(max_bytes)]
}

/// A name of at most `max_bytes`: a longer one is cut and ends in a hash of the whole, so that two stay two.
#[inline]
pub(super) fn bounded(name: &str, max_bytes: usize) -> Cow<'_, str> {
    if name.len() <= max_bytes { Cow::Borrowed(name) } else { Cow::Owned(shortened(name, max_bytes)) }
}

#[cold]
fn shortened(name: &str, max_bytes: usize) -> String {
    format!("{}~{:016x}", cut(name, max_bytes.saturating_sub(SUFFIX_BYTES)), hash(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let (a, b) = ("ä".repeat(100), "ä".repeat(101));
        assert_eq!(bounded(&a, 200), a);
        let (short_a, short_b) = (bounded(&a, 64).into_owned(), bounded(&b, 64).into_owned());
        assert!(short_a.len() <= 64 && short_a.starts_with("äää") && short_a != short_b);
        assert_eq!(bounded(&short_a, 64), short_a, "what is cut stays as it is");
    }
}
