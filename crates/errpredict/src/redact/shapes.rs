//! What mail addresses, card numbers, tokens and IP addresses look like.

use crate::fingerprint::is_email;

/// What stands where something was taken out. One word each, the same everywhere, so that groups of errors stay what they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Mail,
    Card,
    Secret,
    Name,
    Ip,
    Own,
    /// Inside a URL, where brackets would end it.
    InUrl,
}

impl Word {
    pub(super) const fn text(self) -> &'static str {
        match self {
            Word::Mail => "<mail>",
            Word::Card => "<card>",
            Word::Secret => "<secret>",
            Word::Name => "<name>",
            Word::Ip => "<ip>",
            Word::Own => "<redacted>",
            Word::InUrl => "redacted",
        }
    }
}

/// Endings of files that are no top-level domain: `icon@2x.png` and `pay@app.js` are no addresses.
const FILES: &[&[u8]] = &[
    b"js", b"mjs", b"cjs", b"ts", b"jsx", b"tsx", b"vue", b"html", b"htm", b"css", b"json", b"map", b"png",
    b"jpg", b"jpeg", b"gif", b"svg", b"webp", b"ico", b"php", b"jsp", b"dll", b"exe",
];

/// A mail address: what the fingerprint's masker takes for one, with a top-level domain of letters that is no file's ending.
pub(super) fn is_mail(text: &[u8]) -> bool {
    if !is_email(text) {
        return false;
    }
    let top = text.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let is_domain = top.len() >= 2 && top.iter().all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    is_domain && !FILES.iter().any(|file| file.eq_ignore_ascii_case(top))
}

/// The length of the card number that begins there; digits in groups with one kind of space or hyphen, or in one.
///
/// Issuers and lengths: ISO/IEC 7812 ranges of Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay. The check
/// digit (Luhn) is right by chance in one of ten.
pub(super) fn card(text: &[u8]) -> Option<usize> {
    /// Digits of the longest.
    const MOST: usize = 19;
    let (mut digits, mut groups) = ([0u8; MOST], [0usize; 5]);
    let (mut n, mut n_groups, mut at, mut between) = (0, 0, 0, None);
    loop {
        let run = text[at..].iter().take(MOST + 1).take_while(|byte| byte.is_ascii_digit()).count();
        if run == 0 || n + run > MOST || n_groups == groups.len() {
            return None;
        }
        digits[n..n + run].iter_mut().zip(&text[at..]).for_each(|(digit, byte)| *digit = byte - b'0');
        groups[n_groups] = run;
        (n, n_groups, at) = (n + run, n_groups + 1, at + run);
        let next = text.get(at).copied();
        let goes_on = matches!(next, Some(b' ' | b'-'))
            && text.get(at + 1).is_some_and(u8::is_ascii_digit)
            && (between.is_none() || between == next)
            && n < 16;
        if !goes_on {
            break;
        }
        (between, at) = (next, at + 1);
    }
    let is_grouped = matches!(&groups[..n_groups], [_] | [4, 4, 4, 4] | [4, 6, 5] | [4, 6, 4]);
    let ends = |byte: &u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b'%');
    let is_end = text.get(at).is_none_or(ends)
        && !(matches!(text.get(at), Some(b'.' | b'-' | b':'))
            && text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric));
    (is_grouped && is_end && is_issued(&digits[..n]) && luhn(&digits[..n])).then_some(at)
}

fn is_issued(digits: &[u8]) -> bool {
    let first = |n: usize| digits.iter().take(n).fold(0u32, |number, digit| number * 10 + u32::from(*digit));
    match digits.len() {
        13 | 19 if digits[0] == 4 => true,
        14 => matches!(first(2), 36 | 38) || matches!(first(3), 300..=305),
        15 => matches!(first(2), 34 | 37),
        16 => {
            digits[0] == 4
                || matches!(first(2), 51..=55 | 62 | 65)
                || matches!(first(3), 644..=649)
                || matches!(first(4), 2221..=2720 | 3528..=3589 | 6011)
        }
        17..=19 => first(2) == 62,
        _ => false,
    }
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let twice = u32::from(*digit) * if place % 2 == 1 { 2 } else { 1 };
            twice / 10 + twice % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Beginnings of the tokens of well-known issuers, and how many letters follow at the least.
const TOKENS: &[(&[u8], usize)] = &[
    (b"AKIA", 16),
    (b"ASIA", 16),
    (b"AIza", 30),
    (b"ghp_", 30),
    (b"gho_", 30),
    (b"ghu_", 30),
    (b"ghs_", 30),
    (b"ghr_", 30),
    (b"github_pat_", 30),
    (b"glpat-", 16),
    (b"xoxa-", 10),
    (b"xoxb-", 10),
    (b"xoxp-", 10),
    (b"xoxr-", 10),
    (b"xoxs-", 10),
    (b"sk_live_", 16),
    (b"sk_test_", 16),
    (b"rk_live_", 16),
    (b"whsec_", 16),
    (b"sk-", 32),
    (b"npm_", 30),
    (b"pypi-", 30),
    (b"dop_v1_", 30),
    (b"shpat_", 30),
    (b"hf_", 30),
    (b"SG.", 30),
    (b"ya29.", 30),
];
/// The shortest of them.
pub(super) const TOKEN_MIN: usize = 15;

/// The length of the token that begins there: of a known issuer, or a JSON Web Token (RFC 7519: `eyJ` is `{"` in base 64).
pub(super) fn token(text: &[u8]) -> Option<usize> {
    let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if text.starts_with(b"eyJ") {
        let head = text.iter().take_while(is_letter).count();
        let rest = text[head..].strip_prefix(b".")?;
        let body = rest.iter().take_while(is_letter).count();
        let signature =
            rest[body..].strip_prefix(b".").map_or(0, |rest| 1 + rest.iter().take_while(is_letter).count());
        return (head >= 10 && body >= 10).then_some(head + 1 + body + signature);
    }
    let (begin, least) = TOKENS.iter().find(|(begin, _)| text.starts_with(begin))?;
    let rest = text[begin.len()..].iter().take_while(|byte| is_letter(byte) || **byte == b'.').count();
    let rest = text[begin.len()..begin.len() + rest].trim_ascii_end().len();
    let dots = text[..begin.len() + rest].iter().rev().take_while(|byte| **byte == b'.').count();
    (rest - dots.min(rest) >= *least).then_some(begin.len() + rest - dots.min(rest))
}

/// The length of the IPv4 address that begins there.
pub(super) fn ip4(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    for part in 0..4 {
        let run = text[at..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let number =
            text[at..at + run].iter().fold(0u32, |number, byte| number * 10 + u32::from(byte - b'0'));
        if !(1..=3).contains(&run) || number > 255 {
            return None;
        }
        at += run;
        if part < 3 {
            if text.get(at) != Some(&b'.') {
                return None;
            }
            at += 1;
        }
    }
    let is_end = match text.get(at) {
        None => true,
        Some(b'.') => !text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric),
        Some(byte) => !byte.is_ascii_alphanumeric() && *byte != b'_',
    };
    is_end.then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards() {
        for (text, length) in [
            ("4111111111111111", Some(16)),
            ("4111 1111 1111 1111 was declined", Some(19)),
            ("4111-1111-1111-1111.", Some(19)),
            ("378282246310005,", Some(15)),
            ("3782 822463 10005", Some(17)),
            ("5555555555554444", Some(16)),
            ("6011111111111117", Some(16)),
            ("3530111333300000", Some(16)),
            ("30569309025904", Some(14)),
            // The check digit is wrong.
            ("4111111111111112", None),
            // No issuer begins so.
            ("1234567812345670", None),
            // A part of something longer.
            ("41111111111111111111", None),
            ("4111111111111111a", None),
            ("4111111111111111-a", None),
            ("4111 1111-1111 1111", None),
            ("411 1111 1111 11111", None),
            ("1795417042125", None),
            ("", None),
        ] {
            assert_eq!(card(text.as_bytes()), length, "{text}");
        }
    }

    #[test]
    fn mails() {
        for (text, expected) in [
            ("anna.schmidt+x@example.co.uk", true),
            ("müller@beispiel.de", true),
            ("com.acme.Order@1b6d3586", false),
            ("icon@2x.png", false),
            ("f@app.js", false),
            ("lodash@4.17.21", false),
            ("@example.com", false),
            ("anna@localhost", false),
        ] {
            assert_eq!(is_mail(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn tokens() {
        for (text, length) in [
            ("AKIAIOSFODNN7EXAMPLE", Some(20)),
            ("AKIA is short", None),
            ("ghp_0123456789abcdefghijklmnopqrstuvwxyz rest", Some(40)),
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123 x", Some(48)),
            ("eyJhbGciOiJIUzI1NiJ9", None),
            ("sk_live_4eC39HqLyjWDarjtT1zdp7dc.", Some(32)),
            ("plain", None),
        ] {
            assert_eq!(token(text.as_bytes()), length, "{text}");
        }
    }

    #[test]
    fn addresses() {
        for (text, length) in [
            ("10.0.0.7:5432", Some(8)),
            ("10.0.0.7.", Some(8)),
            ("10.0.0.256", None),
            ("1.2.3", None),
            ("1.2.3.4.5", None),
            ("1.2.3.4a", None),
        ] {
            assert_eq!(ip4(text.as_bytes()), length, "{text}");
        }
    }
}
