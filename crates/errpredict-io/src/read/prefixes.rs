//! What tools that show the logs of several programs put before each line: the name of a container, a pod or a process.
//!
//! - `web-1  | ` (docker compose), `shop_web.1.abc@node1  | ` (docker service logs), `0|web  | ` (PM2),
//!   `06:57:22 web.1  | ` (foreman, honcho);
//! - `[pod/web-1/app] ` (`kubectl logs --prefix`), `web-7d9c5b6f4-x2x9z app ` (stern).

use errpredict::Timestamp;

use super::counted;
use super::options::Rules;

/// Longest name: compose pads the names to the longest one.
const MAX_NAME: usize = 64;

/// The name before a line, and where the text begins.
pub(super) fn prefix(line: &str) -> Option<(&str, usize)> {
    if let Some(inside) = line.strip_prefix("[pod/") {
        let end = inside.find(']')?;
        return Some((&inside[..end], (line.len() - inside.len() + end + 2).min(line.len())));
    }
    let Some(bar) = memchr::memchr(b'|', &line.as_bytes()[..line.len().min(2 * MAX_NAME)]) else {
        return stern(line);
    };
    let begins = line.as_bytes()[..bar].iter().all(u8::is_ascii_digit);
    if begins && bar > 0 {
        // `0|web      | `
        let rest = &line[bar + 1..];
        let second = memchr::memchr(b'|', &rest.as_bytes()[..rest.len().min(2 * MAX_NAME)])?;
        let name = rest[..second].strip_suffix(' ')?.trim_end();
        let at = bar + 1 + second + 2;
        return (is_name(name) && ends(line, at - 1)).then_some((name, at.min(line.len())));
    }
    let Some(name) = line.get(..bar)?.strip_suffix(' ').map(str::trim_end).filter(|_| ends(line, bar + 1))
    else {
        return stern(line);
    };
    let found = if is_name(name) { Some(name) } else { after_clock(name) };
    found.map(|name| (name, (bar + 2).min(line.len()))).or_else(|| stern(line))
}

/// Whether a space or nothing stands after the bar.
fn ends(line: &str, at: usize) -> bool {
    line.as_bytes().get(at).is_none_or(|byte| *byte == b' ')
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 2 * MAX_NAME
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'@'))
}

/// `06:57:22 web.1`, where the number tells it from a level.
fn after_clock(text: &str) -> Option<&str> {
    let (clock, name) = text.split_once(' ')?;
    let is_clock = clock.len() == 8
        && clock
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at % 3 == 2 { byte == b':' } else { byte.is_ascii_digit() });
    let name = name.trim_start();
    let is_process = name == "system" || name.rsplit_once('.').is_some_and(|(_, number)| is_number(number));
    (is_clock && is_process && is_name(name)).then_some(name)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `web-7d9c5b6f4-x2x9z app `: the names of a pod and of a container of it.
fn stern(line: &str) -> Option<(&str, usize)> {
    // Most lines are told apart by their first byte or by the length of their first word.
    if !line.as_bytes().first()?.is_ascii_lowercase() {
        return None;
    }
    let end = memchr::memchr(b' ', &line.as_bytes()[..line.len().min(2 * MAX_NAME)])?;
    let pod = &line[..end];
    let (before, last) = pod.rsplit_once('-')?;
    let container = line[end + 1..].split(' ').next()?;
    let at = end + 1 + container.len() + 1;
    let is_label = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    // `7d9c5b6f4` of the set and `x2x9z` of the pod.
    let is_random = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().any(|byte| byte.is_ascii_digit()) && is_label_end(text)
    };
    let is_set = before.rsplit_once('-').is_some_and(|(_, hash)| is_random(hash, 6..=10));
    let begins =
        || line.as_bytes().get(at).is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'{' | b'['));
    let is_pod = is_random(last, 5..=5) && (is_set || begins()) || is_number(last) && begins();
    (is_pod && is_label(before) && is_label(container)).then_some((&line[..at - 1], at.min(line.len())))
}

fn is_label_end(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// When a line was written, where the time stands before the name.
pub(super) fn time(line: &str, rules: &Rules) -> Option<Timestamp> {
    line.as_bytes().first()?.is_ascii_digit().then(|| counted::time_of(line, rules))?
}

/// The service of such a name: `web-1` is `web`, `web-7d9c5b6f4-x2x9z/app` is `app`.
pub(super) fn workload(name: &str) -> &str {
    if let Some((_, container)) = name.rsplit_once(['/', ' ']) {
        return container;
    }
    // `shop_web.1.abcdefghijkl@node1`
    if let Some((task, _)) = name.split_once('@') {
        return task.split('.').next().unwrap_or(task);
    }
    match name.rsplit_once(['-', '_', '.']) {
        Some((service, number)) if is_number(number) => service,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_front() {
        for (line, name, rest) in [
            ("web-1    | 2026 x", "web-1", "2026 x"),
            ("db-1  | ", "db-1", ""),
            ("db-1  |", "db-1", ""),
            ("[pod/web-7d9c5b6f4-x2x9z/app] x", "web-7d9c5b6f4-x2x9z/app", "x"),
            ("web-7d9c5b6f4-x2x9z app x", "web-7d9c5b6f4-x2x9z app", "x"),
            ("web-0 app 2026 x", "web-0 app", "2026 x"),
            ("shop_web.1.abcdefghijkl@node1    | x", "shop_web.1.abcdefghijkl@node1", "x"),
            ("0|web      | x", "web", "x"),
            ("06:57:22 web.1    | x", "web.1", "x"),
            ("06:57:22 system   | x", "system", "x"),
        ] {
            let found = prefix(line).map(|(name, at)| (name, &line[at..]));
            assert_eq!(found, Some((name, rest)), "{line}");
        }
        for line in [
            "06:57:22 | ERROR | x",
            "06:57:22 INFO | x",
            "web-1 started it",
            "order-7 failed",
            "1|2|3",
            "",
            "a b | c",
            "2026-11-23 06:57:22 | ERROR | x",
            "a|b",
            "| x",
            "web-1 || x",
        ] {
            assert_eq!(prefix(line), None, "{line}");
        }
        assert_eq!(
            (workload("web-1"), workload("my-web"), workload("web-7d9c5b6f4-x2x9z/app")),
            ("web", "my-web", "app")
        );
        assert_eq!(
            (workload("shop_web.1.abc@node1"), workload("web.1"), workload("web-0 app")),
            ("shop_web", "web", "app")
        );
    }
}
