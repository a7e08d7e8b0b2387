//! Exceptions as languages print them: their type, message and stack.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::exception_line::{has_usual_ending, type_and_message};
use super::runtimes::{self, Traceback};

/// Finds the exception in the text of one record.
///
/// - Python: the last `Traceback (most recent call last):` (the exception that was not handled comes last); the type
///   stands on the first line after it that is not indented.
/// - PHP: `Uncaught Type: message in file:line`, and Monolog's `[object] (Type(code: 0): message at file:line)`.
/// - Java, Kotlin, Scala, JavaScript, .NET (in any of its languages): the first line that is an indented frame; the type
///   stands on the lines before it, the outermost first.
/// - Ruby, Go, Rust, Elixir, OCaml, C++: what their runtimes write ([`super::runtimes`]).
/// - Else a line of its own that is `a.b.SomeException: message`, below the first.
pub(crate) fn find(text: &str) -> Option<Traceback> {
    // A text without any of these words holds no trace; most texts are told apart by this alone.
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        // The others need more than one line.
        let may_be_one = matches!(text.as_bytes().first(), Some(b'p' | b'f' | b'F' | b't' | b'*' | b'='));
        let may_be_php = memchr::memchr2(b'U', b'[', text.as_bytes()).is_some();
        let found = if may_be_php { php(text) } else { None };
        return found.or_else(|| may_be_one.then(|| runtimes::find(text)).flatten());
    }
    python(text)
        .or_else(|| php(text))
        .or_else(|| frames(text))
        .or_else(|| runtimes::find(text))
        .or_else(|| type_line(text))
}

/// Whether a line reads `Type` or `Type: message`, with a type of which nobody doubts that it is one.
pub(crate) fn is_type_line(line: &str) -> bool {
    type_and_message(line).is_some_and(|(name, _)| has_usual_ending(&line[name]) || line.ends_with(":"))
        || runtimes::rails(line).is_some()
}

/// `/bin/sh: pay: not found`: the path of a program or a file, and what it says.
pub(crate) fn is_place_before_words(line: &str) -> bool {
    let place = line.split(' ').next().unwrap_or(line);
    place.len() < line.len()
        && place.len() > 2
        && place.ends_with(':')
        && !place[..place.len() - 1].ends_with(char::is_numeric)
}

/// An exception on a line that holds nothing else: its type and its message.
pub(crate) fn alone(line: &str) -> Option<Traceback> {
    let line = line.trim_end();
    let at = ["Uncaught (in promise) ", "Unhandled Exception: "]
        .iter()
        .find_map(|start| line.strip_prefix(start))
        .map_or(0, |rest| line.len() - rest.len());
    let (name, message) = type_and_message(&line[at..])?;
    has_usual_ending(&line[at..][name.clone()]).then(|| Traceback {
        error_type: at + name.start..at + name.end,
        message: at + message.start..at + message.end,
        stack: 0..0,
    })
}

/// An exception that somebody wrote without its frames, on a line of its own.
fn type_line(text: &str) -> Option<Traceback> {
    let first_end = text.find('\n')? + 1;
    for line in text[first_end..].split_inclusive('\n') {
        let trimmed = line.trim_end();
        if let Some((name, message)) = type_and_message(trimmed)
            && has_usual_ending(&trimmed[name.clone()])
        {
            let begin = offset(text, line);
            return Some(Traceback {
                error_type: begin + name.start..begin + name.end,
                message: begin + message.start..begin + message.end,
                stack: begin..text.trim_end().len(),
            });
        }
    }
    None
}

const PYTHON: &str = "Traceback (most recent call last):";
/// Making ready to search costs more than the search in a text of one line.
static HEADER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(PYTHON));
static UNCAUGHT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("Uncaught "));
static STACK_TRACE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("Stack trace:"));
static NEXT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\nNext "));
static OBJECT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("[object] ("));

fn python(text: &str) -> Option<Traceback> {
    // Forwards: that is several times as fast as backwards.
    let mut headers = HEADER.find_iter(text.as_bytes());
    let whole = headers.next()?;
    let start = headers.last().unwrap_or(whole);
    // A group's own type stands above the exceptions in it, each with a header of its own.
    let is_group = text[..whole].ends_with("Exception Group ");
    let header = if is_group { whole } else { start };
    let at = header + PYTHON.len();
    // The whole of it may be indented.
    let before = &text[text[..header].rfind('\n').map_or(0, |end| end + 1)..header];
    let is_indented = before.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
    let indent = if is_group {
        "  | "
    } else if is_indented {
        before
    } else {
        ""
    };
    for line in text[at..].split_inclusive('\n').skip(1) {
        let Some(line) = line.strip_prefix(indent) else { continue };
        if line.starts_with([' ', '\t', '\n', '\r', '|', '+', '>', '\u{a0}']) {
            continue;
        }
        // Whatever it is called: nothing else stands there.
        let begin = offset(text, line);
        let line = line.trim_end();
        let end = line.bytes().position(|byte| matches!(byte, b':' | b' ')).unwrap_or(line.len());
        if !is_python_name(&line[..end]) {
            return None;
        }
        let message = line[end..].trim_start_matches([':', ' ']);
        let message = line.len() - message.len();
        return (end > 0).then(|| Traceback {
            error_type: begin..begin + end,
            message: begin + message..begin + line.len(),
            stack: line_start(text, whole)..text.trim_end().len(),
        });
    }
    // AWS Lambda writes type and message above the header, and nothing below the frames.
    let above = text[..whole].trim_end_matches('\n');
    let line = above.rfind('\n').map_or(0, |end| end + 1);
    let (skipped, tail) = exception_tail(&above[line..], true)?;
    let (name, message) = type_and_message(tail)?;
    let from = line + skipped;
    has_usual_ending(&tail[name.clone()]).then(|| Traceback {
        error_type: from + name.start..from + name.end,
        message: from + message.start..from + message.end,
        stack: whole..text.trim_end().len(),
    })
}

/// `f.<locals>.Boom`
fn is_python_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '<' | '>'))
}

/// Whether a line could be what ends a traceback of Python: a name, alone or before a colon.
pub(crate) fn may_end_python(line: &str) -> bool {
    let line = line.trim_end();
    is_python_name(line.split(": ").next().unwrap_or(line).trim_end_matches(':'))
}

/// Where a slice of `text` begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

fn line_start(text: &str, at: usize) -> usize {
    let before = text[..at].rfind('\n').map_or(0, |end| end + 1);
    // A header on the line of the log record itself: the stack begins with the header.
    if before == 0 { at } else { before }
}

/// The word before a frame in the languages of .NET and of Java, which has one.
const AT: [&str; 14] = [
    "at ",
    "bei ",
    "à ",
    "en ",
    "em ",
    "в ",
    "w ",
    "ved ",
    "vid ",
    "kohteessa ",
    "konum: ",
    "場所 ",
    "위치: ",
    "在 ",
];

/// `    at com.example.A.b(A.java:3)`: not `    at the end of the queue`.
pub(crate) fn is_frame(line: &str) -> bool {
    let trimmed = line.trim_start();
    trimmed.len() < line.len()
        && AT.iter().any(|at| trimmed.starts_with(at))
        && trimmed.contains(['(', ':', '<', '/'])
}

fn frames(text: &str) -> Option<Traceback> {
    let frame = text.split_inclusive('\n').find(|line| is_frame(line))?;
    let before = text[..offset(text, frame)].split_inclusive('\n').rev();
    let mut best: Option<(Traceback, bool)> = None;
    for (distance, candidate) in before.take(MAX_MESSAGE_LINES).enumerate() {
        let trimmed = candidate.trim_end();
        let begin = offset(text, candidate);
        // Words of the log on the first line are no better than a type on a line of its own.
        if begin == 0 && best.as_ref().is_some_and(|(_, is_usual)| *is_usual) {
            break;
        }
        // .NET writes the inner exceptions before the frames, ` ---> Type: message`.
        if trimmed.trim_start().starts_with("---> ") {
            continue;
        }
        // On the record's own first line the exception may follow the words of the log; the whole trace may be indented.
        let lead = if begin == 0 { 0 } else { trimmed.len() - trimmed.trim_start().len() };
        let lead = if lead < frame.len() - frame.trim_start().len() { lead } else { 0 };
        let Some((skipped, tail)) = exception_tail(&trimmed[lead..], begin == 0) else { break };
        let skipped = lead + skipped;
        let Some((error_type, message)) = type_and_message(tail) else {
            if candidate.starts_with([' ', '\t']) && distance == 0 {
                return None;
            }
            continue;
        };
        let is_usual = has_usual_ending(&tail[error_type.clone()]);
        // A later line of the message, or the name of a logger, may look like a type.
        let is_better = match &best {
            None => true,
            Some((_, was_usual)) => is_usual && (begin > 0 || !was_usual),
        };
        if is_better {
            let from = begin + skipped;
            let found = Traceback {
                error_type: from + error_type.start..from + error_type.end,
                message: from + message.start..from + message.end,
                stack: from..text.trim_end().len(),
            };
            best = Some((found, is_usual));
        }
    }
    best.map(|(found, _)| found)
}

/// Lines of a message between an exception's type and its first frame.
const MAX_MESSAGE_LINES: usize = 20;

/// Where the exception begins on a line: after `Exception in thread "x" `, `Uncaught ` or, on the first line of a
/// record, where the last word before a colon looks like an exception.
fn exception_tail(line: &str, is_first: bool) -> Option<(usize, &str)> {
    if let Some(rest) = line.strip_prefix("Exception in thread \"") {
        let end = rest.find("\" ")?;
        let skipped = line.len() - rest.len() + end + 2;
        return Some((skipped, &line[skipped..]));
    }
    for prefix in [
        "Uncaught (in promise) ",
        "Uncaught ",
        "Unhandled exception. ",
        "Unhandled Exception: ",
        "Unhandled exception: ",
    ] {
        if let Some(rest) = line.strip_prefix(prefix) {
            return Some((line.len() - rest.len(), rest));
        }
    }
    // `[v3.0.9] A.B.HttpException: no answer`
    if !is_first
        && line.starts_with('[')
        && let Some((_, rest)) = line.split_once("] ")
        && type_and_message(rest).is_some()
    {
        return Some((line.len() - rest.len(), rest));
    }
    if is_first && type_and_message(line).is_none() {
        // The name of a logger looks like a type as well: on this line the endings decide.
        for (space, _) in line.match_indices([' ', '|', '\t']) {
            let tail = &line[space + 1..];
            if type_and_message(tail).is_some_and(|(name, _)| has_usual_ending(&tail[name])) {
                return Some((space + 1, tail));
            }
        }
    }
    Some((0, line))
}

/// `exception 'PDOException' with message 'no answer' in /a.php:12`, as PHP wrote before version 7.
fn php5(text: &str, begin: usize) -> Option<Traceback> {
    let rest = text[begin..].strip_prefix("exception '")?;
    let from = text.len() - rest.len();
    let to = from + rest.find('\'')?;
    let said = text[to..].strip_prefix("' with message '");
    let message = said.map_or(to..to, |said| {
        let at = text.len() - said.len();
        let line = &said[..said.find('\n').unwrap_or(said.len())];
        at..at + line.rfind("' in ").unwrap_or(line.len())
    });
    let stack = STACK_TRACE.find(text.as_bytes()).unwrap_or(begin);
    Some(Traceback { error_type: from..to, message, stack: stack..text.trim_end().len() })
}

/// A type and a message on the first line, and `Stack trace:` on one of its own with PHP's frames below.
fn type_above_stack(text: &str) -> Option<Traceback> {
    let stack = STACK_TRACE.find(text.as_bytes()).filter(|at| *at > 0 && text.as_bytes()[at - 1] == b'\n')?;
    let is_php = text[stack..].lines().nth(1).is_some_and(|line| line.starts_with("#0 "));
    let first = text.lines().next().filter(|_| is_php)?;
    let (from, tail) = exception_tail(first, true)?;
    let (name, message) = type_and_message(tail).filter(|(name, _)| has_usual_ending(&tail[name.clone()]))?;
    Some(Traceback {
        error_type: from + name.start..from + name.end,
        message: from + message.start..from + message.end,
        stack: stack..text.trim_end().len(),
    })
}

fn php(text: &str) -> Option<Traceback> {
    if let Some(at) = UNCAUGHT.find(text.as_bytes()) {
        // The exception that was not caught comes last; before it, each on a line of its own, those it followed.
        let next = NEXT
            .find_iter(text.as_bytes())
            .last()
            .filter(|next| *next > at)
            .map(|next| next + "\nNext ".len());
        let begin = next.unwrap_or(at + "Uncaught ".len());
        if let Some(found) = php5(text, begin) {
            return Some(found);
        }
        let line_end = text[begin..].find('\n').map_or(text.len(), |end| begin + end);
        let line = &text[begin..line_end];
        // A message of several lines names the file in its last one.
        let in_file = line.rfind(" in /").or_else(|| line.rfind(" in ")).unwrap_or(line.len());
        if let Some((error_type, message)) = type_and_message(&line[..in_file]) {
            let stack = STACK_TRACE.find(text.as_bytes()).unwrap_or(begin);
            return Some(Traceback {
                error_type: begin + error_type.start..begin + error_type.end,
                message: begin + message.start..begin + message.end,
                stack: stack..text.trim_end().len(),
            });
        }
    }
    if let Some(found) = type_above_stack(text) {
        return Some(found);
    }
    // Monolog's line formatter, as Laravel and Symfony use it.
    let object = OBJECT.find(text.as_bytes())?;
    let begin = object + "[object] (".len();
    let name_end = begin + text[begin..].find('(')?;
    let rest = &text[name_end..];
    let message_at = name_end + rest.find("): ")? + 3;
    let message_end = text[message_at..].find(" at ").map_or(message_at, |end| message_at + end);
    Some(Traceback {
        error_type: begin..name_end,
        message: message_at..message_end,
        stack: object..text.trim_end().len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_is_the_one_that_was_not_caught_whatever_it_is_called() {
        for (text, error_type) in [
            (
                "x\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\nsocket.gaierror: [Errno -2] no",
                "socket.gaierror",
            ),
            (
                "x\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\nzlib.error",
                "zlib.error",
            ),
            (
                "x\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\nf.<locals>.Boom: no",
                "f.<locals>.Boom",
            ),
            (
                "x\n  + Exception Group Traceback (most recent call last):\n  |   File \"d.py\", line 1\n  | ExceptionGroup: many (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | Traceback (most recent call last):\n    |   File \"d.py\", line 2\n    | ValueError: 1\n    +------------------------------------",
                "ExceptionGroup",
            ),
            (
                "PHP Fatal error:  Uncaught PDOException: gone in /a.php:3\nStack trace:\n#0 {main}\n\nNext DomainException: bad in /a.php:5\nStack trace:\n#0 {main}\n  thrown in /a.php on line 5",
                "DomainException",
            ),
            (
                "x failed\n\tTraceback (most recent call last):\n\t  File \"a.py\", line 1\n\texceptions.ValueError: x\n\t",
                "exceptions.ValueError",
            ),
            (
                "PHP Fatal error:  Uncaught exception 'PDOException' with message 'gone' in /a.php:3\nStack trace:\n#0 {main}",
                "PDOException",
            ),
            (
                "[t] main.CRITICAL: A\\B\\NoSuchException: none in /a.php:5\nStack trace:\n#0 /b.php(2): f()",
                "A\\B\\NoSuchException",
            ),
            (
                "x|Unable\n\n[v3.0.9] A.B.HttpException: failed: [503] at [http://x]\n  at A.B.Execute (A.R request) [0x0] in C:\\a.cs:120 ",
                "A.B.HttpException",
            ),
            (
                "FATAL -- : [a1b2]   \n[a1b2] ActiveRecord::NotThere (could not connect):\n[a1b2] app/a.rb:12:in `f'",
                "ActiveRecord::NotThere",
            ),
            (
                "PHP Fatal error:  Uncaught RuntimeException: two\nlines in /a.php:3\nStack trace:\n#0 {main}",
                "RuntimeException",
            ),
        ] {
            let found = find(text).map(|found| text[found.error_type].to_owned());
            assert_eq!(found.as_deref(), Some(error_type), "{text}");
        }
    }

    #[test]
    fn exceptions_of_four_languages() {
        let cases = [
            (
                "2026 ERROR failed\nTraceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\nValueError: bad é\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n    raise app.errors.Timeout('x') from None\napp.errors.Timeout: x: y",
                "app.errors.Timeout",
                "x: y",
                "Traceback (most recent call last):\n  File \"a.py\", line 1",
            ),
            (
                "ERROR request failed\njava.lang.IllegalStateException: no\n\tat com.x.Y.f(Y.java:1)\nCaused by: java.io.IOException: inner\n\tat com.x.Z.g(Z.java:2)",
                "java.lang.IllegalStateException",
                "no",
                "java.lang.IllegalStateException: no\n\tat",
            ),
            (
                "Exception in thread \"main\" java.lang.Error\n\tat A.b(A.java:3)\n",
                "java.lang.Error",
                "",
                "java.lang.Error\n\tat",
            ),
            (
                "2026 error: TypeError: Cannot read\n    at f (/a.js:1:2)\n    at /b.js:3:4",
                "TypeError",
                "Cannot read",
                "TypeError: Cannot read\n    at",
            ),
            (
                "/a.js:3\n  throw x\n  ^\n\nRangeError [ERR_X]: of\nmany lines\n    at f (/a.js:1:2)",
                "RangeError",
                "of",
                "RangeError [ERR_X]",
            ),
            (
                "PHP Fatal error:  Uncaught App\\Wrong: it in broke in /a.php:3\nStack trace:\n#0 {main}\n  thrown in /a.php on line 3",
                "App\\Wrong",
                "it in broke",
                "Stack trace:\n#0",
            ),
            (
                "local.ERROR: it {\"exception\":\"[object] (RuntimeException(code: 0): it at /a.php:12)\n[stacktrace]\n#0 /b.php(3): f()\n\"}",
                "RuntimeException",
                "it",
                "[object] (Runtime",
            ),
        ];
        for (text, error_type, message, stack) in cases {
            let found = find(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&text[found.error_type], &text[found.message]), (error_type, message));
            assert!(text[found.stack.clone()].starts_with(stack), "{}", &text[found.stack]);
        }
        for text in [
            "",
            "nothing at all",
            "  at home",
            "look\n  at this: here",
            "Uncaught",
            "Traceback (most recent call last):",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(Traceback \\(most recent call last\\):|Uncaught | in |\n| at |\\[object\\] \\(|é|A\\.B:|\\(|\\): |Exception in thread \"){0,12}") {
            let _ = find(&text);
        }
    }
}
