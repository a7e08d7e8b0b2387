//! What changes from one occurrence of an error to the next, masked.

/// The message with what changes from one occurrence to the next replaced by `*`.
#[must_use]
pub fn mask_message(message: &str) -> String {
    let mut out = Vec::with_capacity(message.len());
    mask(message.as_bytes(), &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

pub(super) fn mask(text: &[u8], out: &mut Vec<u8>) {
    let mut i = 0;
    while i < text.len() {
        if text[i].is_ascii_digit() {
            out.push(b'*');
            while i < text.len() && text[i].is_ascii_hexdigit() {
                i += 1;
            }
        } else {
            out.push(text[i]);
            i += 1;
        }
    }
}
