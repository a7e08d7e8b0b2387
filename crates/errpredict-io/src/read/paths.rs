//! Paths of endpoints and requests.

use super::span::Span;

/// The path of an endpoint: without scheme, host, query and fragment.
pub(crate) fn path_of(text: &str) -> Option<&str> {
    let scheme = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    let text = match text[scheme..].strip_prefix("://") {
        Some(rest) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => text,
    };
    let end = memchr::memchr2(b'?', b'#', text.as_bytes()).unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

/// The path in `GET /path HTTP/1.1`, where the request is one.
pub(crate) fn request_path(line: &str, (begin, end): (usize, usize)) -> Option<Span> {
    let request = &line[begin..end];
    let (method, rest) = request.split_once(' ')?;
    let target = rest.rsplit_once(' ').map_or(rest, |(target, _)| target);
    let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
    let at = begin + method.len() + 1;
    (is_method && !target.is_empty()).then(|| Span::line(at, at + target.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_host_and_query() {
        for (text, path) in [
            ("/a/b?c=d", Some("/a/b")),
            ("https://x.example/a#b", Some("/a")),
            ("https://x.example", Some("/")),
            ("GET /a", Some("GET /a")),
            ("?x", None),
            ("/redirect?to=http://y/z", Some("/redirect")),
        ] {
            assert_eq!(path_of(text), path, "{text}");
        }
    }
}
