//! Keys of what is found: the same finding has the same key, whenever and wherever it is made.

/// 16 hexadecimal digits (xxh3) of a kind and the parts that tell one finding from another.
///
/// Parts hold no numbers that move with the data; a zero byte stands between them.
pub(crate) fn key_of(kind: &str, parts: &[&str]) -> String {
    let mut text = kind.to_owned();
    for part in parts {
        text.push('\0');
        text.push_str(part);
    }
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_and_parts_make_the_key() {
        let key = key_of("action", &["a", "b"]);
        assert_eq!(key.len(), 16);
        for other in [key_of("cause", &["a", "b"]), key_of("action", &["ab"]), key_of("action", &["b", "a"])]
        {
            assert_ne!(key, other);
        }
    }
}
