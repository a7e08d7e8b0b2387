//! One pass over a text that finds what is to be taken out of it. Every step goes forward, and none looks further than a
//! stated number of bytes or to the end of what it then takes out: the time is linear in the text.

use super::keys;
use super::shapes::{self, TOKEN_MIN, Word};
use crate::fingerprint::{is_ip6, is_path};
use crate::text::{
    AT, BRACKET, COLON, DIGIT, GRAVE, HIGH, LETTER, QUOTE, SIGN, SLASH, SPACE, SYMBOL, redacted_end, word,
};

/// Ends a word: what ends one for the masker of fingerprints, so that both see the same words.
const DELIMITER: u16 = SPACE | QUOTE | GRAVE | BRACKET | SYMBOL;
/// Bytes in which the name and the password of a URL end.
const USER_MAX: usize = 512;
/// Bytes in which a quoted value ends.
const QUOTED_MAX: usize = 4096;
/// A weak name (`token`) is followed by a secret where the value is at least so long and no plain word.
const RANDOM_MIN: usize = 8;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looks {
    pub(super) mail: bool,
    pub(super) card: bool,
    pub(super) secret: bool,
    pub(super) name: bool,
    pub(super) ip: bool,
}

/// A piece of the text, and what stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) word: Word,
}

/// Appends what is found to `hits`, in the order of the text.
pub(super) fn scan(text: &[u8], looks: Looks, own: &[Vec<u8>], hits: &mut Vec<Hit>) {
    let mut i = 0;
    while i < text.len() {
        let (end, kinds) = word(text, i, DELIMITER);
        let after = if end > i { whole_word(text, (i, end), kinds, looks, own, hits) } else { end };
        i = if after > end { after } else { redacted_end(text, end).unwrap_or(end + 1) };
    }
}

/// Looks at one word; where to go on, which is behind its end if something there was taken out.
fn whole_word(
    text: &[u8],
    (start, end): (usize, usize),
    kinds: u16,
    looks: Looks,
    own: &[Vec<u8>],
    hits: &mut Vec<Hit>,
) -> usize {
    if let Some(hit) = valued(text, (start, end), kinds, looks, own) {
        hits.push(hit);
        return hit.end;
    }
    if looks.secret
        && kinds & SLASH != 0
        && kinds & COLON != 0
        && let Some(hit) = user_of_url(text, start, end)
    {
        hits.push(hit);
        return hit.end;
    }
    let before = hits.len();
    if looks.mail && (kinds & AT != 0 || kinds & SIGN != 0) {
        mails(text, start, end, hits);
    }
    if hits.len() == before && looks.ip && kinds & COLON != 0 {
        let trimmed = text[start..end].trim_ascii_end().strip_suffix(b":").unwrap_or(&text[start..end]);
        if is_ip6(trimmed) {
            hits.push(Hit { start, end: start + trimmed.len(), word: Word::Ip });
            return end;
        }
    }
    let is_long = end - start >= TOKEN_MIN;
    if kinds & DIGIT == 0 && !(looks.secret && is_long) {
        return end;
    }
    parts(text, start, end, looks, hits)
}

/// Looks at the places inside a word where a number or a token may begin.
fn parts(text: &[u8], start: usize, end: usize, looks: Looks, hits: &mut Vec<Hit>) -> usize {
    let mut at = start;
    let mut after = end;
    while at < end {
        if let Some(hit) = hits.last().filter(|hit| at < hit.end) {
            at = hit.end;
            continue;
        }
        let is_start = at == start
            || !(text[at - 1].is_ascii_alphanumeric() || matches!(text[at - 1], b'_' | b'.' | b'-'));
        let found = match text[at] {
            b'0'..=b'9' if is_start => {
                let card = || shapes::card(&text[at..]).map(|length| (length, Word::Card));
                let ip = || shapes::ip4(&text[at..]).map(|length| (length, Word::Ip));
                looks.card.then(card).flatten().or_else(|| looks.ip.then(ip).flatten())
            }
            b'a'..=b'z' | b'A'..=b'Z' if is_start && looks.secret && end - at >= TOKEN_MIN => {
                shapes::token(&text[at..end]).map(|length| (length, Word::Secret))
            }
            _ => None,
        };
        match found {
            Some((length, word)) => {
                hits.push(Hit { start: at, end: at + length, word });
                at += length;
                after = after.max(at);
            }
            None => {
                // To the end of the run: another begins behind what is no letter.
                let run = text[at..end].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                at += run.max(1);
            }
        }
    }
    after
}

/// The place itself, or the next at which a letter begins: a piece that was cut by its length must not cut a letter.
fn whole_letter(text: &[u8], mut at: usize) -> usize {
    while text.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
        at += 1;
    }
    at
}

/// The end of a list or an object, by its brackets alone.
fn balanced_end(text: &[u8], at: usize, open: u8) -> usize {
    let close = if open == b'{' { b'}' } else { b']' };
    let within = &text[at..text.len().min(at + QUOTED_MAX)];
    let mut depth = 0;
    let end = within.iter().position(|&byte| {
        depth += i32::from(byte == open) - i32::from(byte == close);
        depth == 0
    });
    end.map_or_else(|| whole_letter(text, at + within.len()), |end| at + end + 1)
}

/// `-----BEGIN RSA PRIVATE KEY-----` up to its end, or that of the text.
fn private_key(text: &[u8], start: usize) -> Option<Hit> {
    /// Bytes of such a line.
    const LINE: usize = 80;
    let rest = text[start..].strip_prefix(b"-----BEGIN")?;
    memchr::memmem::find(&rest[..rest.len().min(LINE)], b"PRIVATE KEY-----")?;
    let Some(last) = memchr::memmem::find(rest, b"-----END") else {
        return Some(Hit { start, end: text.len(), word: Word::Secret });
    };
    let line = &rest[last..rest.len().min(last + LINE)];
    let length = memchr::memmem::find(line, b"KEY-----").map_or(line.len(), |at| at + b"KEY-----".len());
    let end = whole_letter(text, text.len() - rest.len() + last + length);
    Some(Hit { start, end, word: Word::Secret })
}

/// The value behind a name that says it is secret: `password=x`, `"token": "x"`, `Authorization: Bearer x`, `--password x`.
fn valued(
    text: &[u8],
    (start, end): (usize, usize),
    kinds: u16,
    looks: Looks,
    own: &[Vec<u8>],
) -> Option<Hit> {
    if looks.secret
        && text[start] == b'-'
        && let Some(hit) = private_key(text, start)
    {
        return Some(hit);
    }
    if kinds & (LETTER | HIGH) == 0 {
        return None;
    }
    let whole = &text[start..end];
    // Where the name ends, where its value may begin, and whether that is the way of prose: a colon and a space.
    let (name, from, is_prose) = match memchr::memchr(b':', whole).filter(|_| kinds & COLON != 0) {
        Some(colon) => {
            let from = start + colon + 1;
            (&whole[..colon], from, from == end && text.get(from) == Some(&b' '))
        }
        None => {
            let mut at = end;
            // The quote that ends the name, which may be escaped.
            if text.get(at) == Some(&b'\\') {
                at += 1;
            }
            if matches!(text.get(at), Some(b'"' | b'\'' | b'`')) {
                at += 1;
            }
            if at == end && text.get(at) == Some(&b' ') && whole.starts_with(b"--") {
                return flag(text, whole, at + 1, looks, own);
            }
            while text.get(at) == Some(&b' ') && at < end + 3 {
                at += 1;
            }
            if !matches!(text.get(at), Some(b'=' | b':')) {
                return None;
            }
            at += 1;
            // `=>` of Ruby and PHP.
            if text.get(at) == Some(&b'>') {
                at += 1;
            }
            (whole, at, false)
        }
    };
    let name = name.strip_suffix(b"\\").unwrap_or(name);
    let key = keys::key(name, own)?;
    if !(key.is_own || if key.word == Word::Name { looks.name } else { looks.secret }) {
        return None;
    }
    // `token::parse` is a path of a program.
    if text.get(from) == Some(&b':') {
        return None;
    }
    let (from, to) = value(text, from, key.is_header)?;
    let found = &text[from..to];
    if is_nothing(found) || (is_prose && key.is_word && !key.is_header && !is_random(found)) {
        return None;
    }
    // The working directory is called so.
    if name.eq_ignore_ascii_case(b"pwd") && found.starts_with(b"/") {
        return None;
    }
    Some(Hit { start: from, end: to, word: key.word })
}

/// `--password x`
fn flag(text: &[u8], whole: &[u8], from: usize, looks: Looks, own: &[Vec<u8>]) -> Option<Hit> {
    let key = keys::key(whole.strip_prefix(b"--")?, own)?;
    if !(key.is_own || key.word == Word::Secret && looks.secret) {
        return None;
    }
    let (from, to) = value(text, from, false)?;
    (text[from] != b'-' && !is_nothing(&text[from..to])).then_some(Hit {
        start: from,
        end: to,
        word: key.word,
    })
}

/// Where the value that begins there, or after spaces, starts and ends.
fn value(text: &[u8], from: usize, is_header: bool) -> Option<(usize, usize)> {
    let mut at = from;
    while matches!(text.get(at), Some(b' ' | b'\t')) && at < from + 4 {
        at += 1;
    }
    let escaped = text.get(at) == Some(&b'\\');
    if let Some(quote @ (b'"' | b'\'' | b'`')) = text.get(at + usize::from(escaped)).copied() {
        let start = at + usize::from(escaped) + 1;
        let inside = &text[start..text.len().min(start + QUOTED_MAX)];
        let mut skip = false;
        let end = inside.iter().position(|&byte| {
            let is_end = byte == quote && !skip || byte == b'\n';
            skip = byte == b'\\' && !skip && !escaped;
            is_end
        });
        let mut end = end.map_or_else(|| whole_letter(text, start + inside.len()), |end| start + end);
        if escaped && end > start && text[end - 1] == b'\\' {
            end -= 1;
        }
        return (end > start).then_some((start, end));
    }
    let ends = |byte: &u8| {
        byte.is_ascii_whitespace()
            || matches!(
                byte,
                b',' | b';' | b'&' | b'"' | b'\'' | b'`' | b')' | b']' | b'}' | b'<' | b'|' | b'\\'
            )
    };
    if redacted_end(text, at).is_some() {
        return None;
    }
    if let Some(open @ (b'{' | b'[')) = text.get(at).copied() {
        return Some((at, balanced_end(text, at, open)));
    }
    let length = |from: usize| text[from..].iter().position(ends).unwrap_or(text.len() - from);
    let mut end = at + text.get(at..).map(|_| length(at))?;
    if is_header {
        // The kind of the credential stays; what follows it is the credential, and of several the rest of the line.
        let scheme = text[at..end].to_ascii_lowercase();
        let is_scheme = matches!(&scheme[..], b"bearer" | b"basic" | b"token" | b"apikey" | b"negotiate");
        if is_scheme && text.get(end) == Some(&b' ') {
            at = end + 1;
            end = at + length(at);
        } else {
            let stops = |byte: &u8| matches!(byte, b'\n' | b'\r' | b'"' | b'\'' | b'`');
            let line = &text[at..text.len().min(at + QUOTED_MAX)];
            end = line
                .iter()
                .position(stops)
                .map_or_else(|| whole_letter(text, at + line.len()), |end| at + end);
        }
        if redacted_end(text, at).is_some() {
            return None;
        }
    }
    (end > at).then_some((at, end))
}

/// What says that there is no value, or hides it already.
fn is_nothing(value: &[u8]) -> bool {
    const NOTHING: &[&[u8]] = &[
        b"null",
        b"none",
        b"nil",
        b"undefined",
        b"true",
        b"false",
        b"empty",
        b"missing",
        b"[filtered]",
        b"filtered",
        b"redacted",
        b"[redacted]",
        b"[]",
        b"{}",
    ];
    NOTHING.iter().any(|nothing| nothing.eq_ignore_ascii_case(value))
        || value.iter().all(|byte| matches!(byte, b'*' | b'.' | b'-' | b'x' | b'='))
}

/// No plain word: long, and with a digit or both cases inside.
fn is_random(value: &[u8]) -> bool {
    value.len() >= RANDOM_MIN
        && (value.iter().any(u8::is_ascii_digit)
            || (value[1..].iter().any(u8::is_ascii_uppercase) && value.iter().any(u8::is_ascii_lowercase)))
}

/// `user:password` in `scheme://user:password@host`.
fn user_of_url(text: &[u8], start: usize, end: usize) -> Option<Hit> {
    let scheme = memchr::memmem::find(&text[start..end], b"://")?;
    let from = start + scheme + 3;
    let within = &text[from..text.len().min(from + USER_MAX)];
    let ends = |byte: &u8| {
        byte.is_ascii_whitespace()
            || matches!(byte, b'/' | b'?' | b'#' | b'<' | b'>' | b'"' | b'\'' | b'`' | b'(' | b')')
    };
    let within = &within[..within.iter().position(ends).unwrap_or(within.len())];
    let at = memchr::memrchr(b'@', within)?;
    let user = &within[..at];
    let is_web = matches!(&text[start + scheme.saturating_sub(4)..start + scheme], b"http")
        || matches!(&text[start + scheme.saturating_sub(5)..start + scheme], b"https");
    let is_secret = memchr::memchr(b':', user).is_some() || is_web;
    (is_secret && !user.is_empty() && user != Word::InUrl.text().as_bytes()).then_some(Hit {
        start: from,
        end: from + at,
        word: Word::InUrl,
    })
}

/// The mail addresses of a word: all of it where the masker takes it for one, else what stands around each `@`.
fn mails(text: &[u8], start: usize, end: usize, hits: &mut Vec<Hit>) {
    let whole = &text[start..end];
    let trailing = whole.iter().rev().take_while(|byte| matches!(byte, b'.' | b':' | b'-')).count();
    let trimmed = &whole[..whole.len() - trailing];
    if shapes::is_mail(trimmed) && !is_path(trimmed) {
        hits.push(Hit { start, end: start + trimmed.len(), word: Word::Mail });
        return;
    }
    let is_user = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'-' | b'~') || *byte >= 0x80
    };
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-') || *byte >= 0x80;
    let mut done = 0;
    let mut from = 0;
    while let Some(at) = whole[from..].iter().position(|byte| matches!(byte, b'@' | b'%')).map(|at| from + at)
    {
        // As URLs write it: `anna%40example.com`.
        let sign = if whole[at] == b'@' {
            1
        } else if whole[at..].starts_with(b"%40") {
            3
        } else {
            0
        };
        from = at + sign.max(1);
        if sign == 0 {
            continue;
        }
        if whole[done..at].ends_with(Word::InUrl.text().as_bytes()) {
            continue;
        }
        let user = whole[done..at].iter().rev().take_while(|byte| is_user(byte)).count();
        let host = whole[at + sign..].iter().take_while(|byte| is_host(byte)).count();
        let host = &whole[at + sign..at + sign + host];
        let host =
            &host[..host.len() - host.iter().rev().take_while(|byte| matches!(byte, b'.' | b'-')).count()];
        let plain = [&whole[at - user..at], b"@", host].concat();
        if shapes::is_mail(&plain) {
            done = at + sign + host.len();
            hits.push(Hit { start: start + at - user, end: start + done, word: Word::Mail });
            from = done;
        }
    }
}
