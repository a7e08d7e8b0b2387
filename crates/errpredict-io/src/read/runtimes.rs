//! What runtimes write when a program dies, where it is not an exception with indented frames: Ruby, Go, Rust, Elixir,
//! C++ and its sanitizers.
//!
//! - `app/a.rb:3:in 'show': undefined method (NoMethodError)`, Rails' `NoMethodError (undefined method):`;
//! - `panic: runtime error: index out of range`, `fatal error: all goroutines are asleep`: the type is `panic` and
//!   `fatal error`, for Go gives none else;
//! - `thread 'main' panicked at src/main.rs:9:5:` and the message on the next line, or in quotes on this one: `panic`;
//! - `** (RuntimeError) boom`;
//! - `Fatal error: exception Stdlib.Failure("boom")` (OCaml), and below it `Raised at ...`, `Called from ...`;
//! - `terminate called after throwing an instance of 'std::runtime_error'` and `what():  boom`;
//! - `==12==ERROR: AddressSanitizer: heap-use-after-free on address ...`: the kind of fault is the type.

use std::ops::Range;

use errpredict::Severity;

use super::exception_line::type_and_message;

/// Byte ranges inside the text that was looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Traceback {
    pub(crate) error_type: std::ops::Range<usize>,
    pub(crate) message: std::ops::Range<usize>,
    pub(crate) stack: std::ops::Range<usize>,
}

/// The fault a text holds, on any of its lines.
pub(crate) fn find(text: &str) -> Option<Traceback> {
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        // Words of the log may stand before it, on the first line only.
        let found = one(text, begin, line.trim_end(), begin == 0);
        if found.is_some() {
            return found;
        }
        begin += line.len();
    }
    None
}

fn one(text: &str, begin: usize, line: &str, is_first: bool) -> Option<Traceback> {
    let made = |error_type: Range<usize>, message: Range<usize>| {
        let shifted = |range: Range<usize>| begin + range.start..begin + range.end;
        Some(Traceback {
            error_type: shifted(error_type),
            message: shifted(message),
            stack: begin..text.trim_end().len(),
        })
    };
    match line.as_bytes().first()? {
        b'p' | b'f' => {
            let name = ["panic", "fatal error"].into_iter().find(|name| line.starts_with(name))?;
            let message = line[name.len()..].strip_prefix(": ")?;
            return made(0..name.len(), line.len() - message.len()..line.len());
        }
        b'F' => {
            const START: &str = "Fatal error: exception ";
            let name = line.strip_prefix(START)?;
            let end = name.find(['(', ' ']).unwrap_or(name.len());
            let said = name[end..].trim_matches(['(', ')', '"', ' ']);
            let from = said.as_ptr() as usize - line.as_ptr() as usize;
            return made(START.len()..START.len() + end, from..from + said.len());
        }
        b't' if line.starts_with("thread '") => return rust(text, begin, line),
        b't' => {
            let name = line.strip_prefix("terminate called after throwing an instance of '")?;
            let (from, to) = (line.len() - name.len(), line.len() - name.len() + name.find('\'')?);
            let what = text[begin..].find("what():").map(|at| begin + at + "what():".len());
            let message = what.map_or(begin + line.len()..begin + line.len(), |at| {
                let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                at + (text[at..end].len() - text[at..end].trim_start().len())..end
            });
            return Some(Traceback {
                error_type: begin + from..begin + to,
                message,
                stack: begin..text.trim_end().len(),
            });
        }
        b'*' if line.starts_with("*** Terminating app due to uncaught exception '") => {
            let from = "*** Terminating app due to uncaught exception '".len();
            let to = from + line[from..].find('\'')?;
            let reason = line[to..].find("reason: '").map_or(to, |at| to + at + "reason: '".len());
            let end = line[reason..].rfind('\'').map_or(line.len(), |at| reason + at);
            return made(from..to, reason..end);
        }
        b'*' => {
            let name = line.strip_prefix("** (")?;
            let end = name.find(") ").or_else(|| name.strip_suffix(')').map(str::len))?;
            let from = line.len() - name.len();
            let is_name = name[..end]
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':'));
            return if is_name {
                made(from..from + end, (from + end + 2).min(line.len())..line.len())
            } else {
                None
            };
        }
        // The JVM tells below what it was.
        b'#' if line.starts_with("# A fatal error has been detected") => {
            let mut at = begin + line.len() + 1;
            let what = text.get(at..)?.split_inclusive('\n').find(|line| {
                let said = !line.trim_matches(['#', ' ', '\n', '\r']).is_empty();
                at += if said { 0 } else { line.len() };
                said
            })?;
            let from = at + (what.len() - what.trim_start_matches(['#', ' ']).len());
            let to = at + what.trim_end().len();
            let kind = from + text[from..to].find([' ', '(']).unwrap_or(to - from);
            return Some(Traceback {
                error_type: from..kind,
                message: from..to,
                stack: begin..text.trim_end().len(),
            });
        }
        // `Unhandled exception:` and what it is on the next line (Dart)
        b'U' if line == "Unhandled exception:" => {
            let at = begin + line.len() + 1;
            let next = text.get(at..)?.lines().next().unwrap_or("");
            let kind = type_and_message(next).map_or(at..at, |(kind, _)| at + kind.start..at + kind.end);
            let said = kind.end + next[kind.end - at..].len()
                - next[kind.end - at..].trim_start_matches([':', ' ']).len();
            let error_type = if kind.is_empty() { begin..begin + "Unhandled exception".len() } else { kind };
            return Some(Traceback {
                error_type,
                message: said..at + next.len(),
                stack: begin..text.trim_end().len(),
            });
        }
        b'=' => {
            let at = line.find("Sanitizer: ")? + "Sanitizer: ".len();
            let end = line[at..].find(' ').map_or(line.len(), |space| at + space);
            return made(at..end, at..line.len());
        }
        _ => {}
    }
    if let Some((name, message)) = ruby(line) {
        return made(name, message);
    }
    // Rails' tags of a request stand before each of its lines.
    let tags = if line.starts_with('[') { line.find("] ").map_or(0, |end| end + 2) } else { 0 };
    let (name, message) = rails(&line[tags..]).filter(|_| !is_first)?;
    made(name.start + tags..name.end + tags, message.start + tags..message.end + tags)
}

/// An exception of Rails that a text begins with, its frames below: `NoMethodError (undefined method):`.
pub(crate) fn begins_rails(text: &str) -> Option<Traceback> {
    let (error_type, message) = rails(text.lines().next()?.trim_end())?;
    Some(Traceback { error_type, message, stack: 0..text.trim_end().len() })
}

/// `thread 'main' panicked at src/main.rs:9:5:\nmessage`, `thread 'main' panicked at 'message', src/main.rs:9:5`.
fn rust(text: &str, begin: usize, line: &str) -> Option<Traceback> {
    let at = line.find("' panicked at ")? + 2;
    let after = at + "panicked at ".len();
    let error_type = begin + at..begin + at + "panic".len();
    let message = if let Some(quoted) = line[after..].strip_prefix('\'') {
        let end = quoted.rfind("', ").unwrap_or(quoted.len());
        begin + after + 1..begin + after + 1 + end
    } else {
        let next = begin + line.len();
        let from = next + (text[next..].len() - text[next..].trim_start().len());
        from..text[from..].find('\n').map_or(text.len(), |end| from + end)
    };
    Some(Traceback { error_type, message, stack: begin..text.trim_end().len() })
}

/// A panic that a server went on after, as the words of a line tell it: where they begin.
pub(crate) fn recovered(line: &str) -> Option<usize> {
    let words = ["panic serving ", "panic recovered:", "ecovered from panic"];
    line.find("panic").filter(|_| words.iter().any(|words| line.contains(words)))
}

/// `app/a.rb:3:in 'show': undefined method (NoMethodError)`
pub(super) fn ruby(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let place = line.find(":in '").or_else(|| line.find(":in `"))?;
    let message = place + line[place + 5..].find("': ")? + 8;
    let name = line.strip_suffix(')')?.rfind('(')?;
    let is_name = is_constant(&line[name + 1..line.len() - 1]);
    (is_name && name > message).then(|| (name + 1..line.len() - 1, message..name.saturating_sub(1)))
}

/// `NoMethodError (undefined method 'x' for nil):`
pub(crate) fn rails(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let inside = line.strip_suffix("):")?;
    let open = inside.find(" (")?;
    // `Traceback (most recent call last):` is Python's header.
    (is_constant(&line[..open]) && &line[..open] != "Traceback").then(|| (0..open, open + 2..inside.len()))
}

/// `ActionView::Template::Error`
fn is_constant(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_'))
        && name.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// How bad a crash is that states no level: a process that a runtime ended is lost.
pub(crate) fn severity(text: &str) -> Severity {
    let ends = [
        "panic: ",
        "fatal error: ",
        "terminate called",
        "*** ",
        "# A fatal error",
        "Aborted",
        "Bus error",
        "Floating point exception",
        "Illegal instruction",
        "libc++abi: ",
        "Segmentation fault",
        "SIGSEGV",
        "Fatal Python error",
        "PHP Fatal error",
        "Fatal error: ",
        "=================================================================",
        "==",
        "FATAL EXCEPTION",
    ];
    let first = text.lines().next().unwrap_or("");
    let is_end = ends.iter().any(|start| text.starts_with(start))
        || text.starts_with("thread '")
        || first.contains(": Assertion ")
        || first.contains(": Fatal error: ");
    if is_end { Severity::Critical } else { Severity::High }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runtimes_write() {
        for (text, error_type, message) in [
            (
                "app/a.rb:3:in 'Orders#show': undefined method 'x' for nil (NoMethodError)\n\tfrom b",
                "NoMethodError",
                "undefined method 'x' for nil",
            ),
            (
                "x\nActionView::Template::Error (undefined method 'x' for nil):\napp/a.rb:3:in 'show'",
                "ActionView::Template::Error",
                "undefined method 'x' for nil",
            ),
            (
                "panic: runtime error: index out of range [5]\n\ngoroutine 1",
                "panic",
                "runtime error: index out of range [5]",
            ),
            (
                "fatal error: all goroutines are asleep - deadlock!",
                "fatal error",
                "all goroutines are asleep - deadlock!",
            ),
            (
                "thread 'main' panicked at src/main.rs:9:5:\nindex out of bounds\nnote",
                "panic",
                "index out of bounds",
            ),
            ("thread 'main' panicked at 'it broke', src/main.rs:2:5", "panic", "it broke"),
            ("** (RuntimeError) boom\n    (shop 0.1.0) lib/a.ex:12: A.b/3", "RuntimeError", "boom"),
            (
                "terminate called after throwing an instance of 'std::runtime_error'\n  what():  it broke\n",
                "std::runtime_error",
                "it broke",
            ),
            (
                "=====\n==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x1\n",
                "heap-use-after-free",
                "heap-use-after-free on address 0x1",
            ),
        ] {
            let found = find(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&text[found.error_type], &text[found.message]), (error_type, message), "{text}");
        }
        for text in
            ["", "it broke", "thread 'a' sleeps", "** bold **", "panicked", "a (b):", "Note (see above): x"]
        {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
