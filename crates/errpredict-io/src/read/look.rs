//! What a line looks like that begins no record: indented, a sign, a crash, a frame, a type, a level, or words.

use errpredict::Severity;

use super::level;
use super::{inner, runtimes, traceback};

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Blank,
    /// Begins with space.
    Indented,
    /// Begins with a sign: an end of brackets, a tag of XML, a table.
    Sign,
    /// The first line of what a runtime writes when a program dies, and of a traceback.
    Crash,
    /// A line that links parts of a trace, or a frame that is not indented.
    Link,
    /// `Type: message`
    Type,
    /// Begins with a level.
    Level,
    Words,
}

/// Beginnings of what a runtime writes when a program dies.
pub(crate) const CRASHES: [&str; 34] = [
    "Traceback (most recent call last):",
    "panic: ",
    "fatal error: ",
    "Exception in thread \"",
    "Exception in ",
    "Unhandled exception",
    "Unhandled Exception",
    "Uncaught ",
    "PHP Fatal error: ",
    "Fatal error: ",
    "terminate called ",
    "libc++abi: ",
    "Segmentation fault",
    "SIGSEGV",
    "Fatal Python error: ",
    "=================================================================",
    "** (",
    "thread '",
    "FATAL EXCEPTION",
    "E/AndroidRuntime",
    "*** glibc detected ***",
    "*** stack smashing detected",
    "*** Terminating app due to",
    "*** Check failure stack trace",
    "*** SIG",
    "*** Aborted at ",
    "# A fatal error has been detected",
    "[UnhandledPromiseRejection",
    "Aborted",
    "Bus error",
    "Floating point exception",
    "Illegal instruction",
    "lua: ",
    "node:internal/",
];

/// Beginnings of lines that only a trace has, beside frames that are indented.
const LINKS: [&str; 51] = [
    "Caused by",
    "Suppressed:",
    "During handling of the above exception",
    "The above exception was the direct cause",
    "--- End of ",
    "stack backtrace:",
    "stack traceback:",
    "Stack trace:",
    "Stacktrace:",
    "[stacktrace]",
    "[previous exception]",
    "goroutine ",
    "[signal ",
    "created by ",
    "exit status ",
    "note: run with `RUST_BACKTRACE",
    "note: Some details are omitted",
    "Current thread 0x",
    "Thread 0x",
    "Extension modules: ",
    "Wrapped by: ",
    "Node.js v",
    "Current stack trace",
    "CallStack (from HasCallStack)",
    "At line:",
    "Process: ",
    "ClientConnectionId:",
    "Error Number:",
    "Last message: ",
    "Last message (from ",
    "State: ",
    "Client #PID<",
    "SUMMARY: ",
    "==",
    "#0 ",
    "#1",
    "#2",
    "#3",
    "at ",
    "from ",
    "Next ",
    "thrown in",
    "eval at ",
    "rb:",
    "Process ",
    "===== ",
    "*** ",
    "Raised at ",
    "Raised by primitive operation at ",
    "Re-raised at ",
    "Called from ",
];

/// For every first byte, which of these begin with it, a bit each.
const fn by_first_byte<const N: usize>(beginnings: &[&str; N]) -> [u64; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < N {
        table[beginnings[at].as_bytes()[0] as usize] |= 1 << at;
        at += 1;
    }
    table
}

static CRASHES_BY_BYTE: [u64; 256] = by_first_byte(&CRASHES);
static LINKS_BY_BYTE: [u64; 256] = by_first_byte(&LINKS);

/// Whether a line, which is not empty, begins with one of these.
fn begins(line: &str, known: &[&str], by_byte: &[u64; 256]) -> bool {
    let mut left = by_byte[usize::from(line.as_bytes()[0])];
    while left != 0 {
        if line.starts_with(known[left.trailing_zeros() as usize]) {
            return true;
        }
        left &= left - 1;
    }
    false
}

impl Look {
    /// Whether only a trace looks so.
    pub(crate) fn is_of_trace(self) -> bool {
        matches!(self, Look::Crash | Look::Type | Look::Link)
    }
}

/// Whether an indented line is a frame by itself.
pub(crate) fn is_indented_frame(line: &str) -> bool {
    traceback::is_frame(line)
        || line.trim_start().starts_with("File \"")
        || line.trim_start().starts_with("... ")
}

pub(crate) fn look(line: &str) -> Look {
    let trimmed = line.trim_end();
    let Some(&first) = trimmed.as_bytes().first() else { return Look::Blank };
    match first {
        b' ' | b'\t' if trimmed.trim_start().starts_with("+ Exception Group Traceback") => {
            return Look::Crash;
        }
        b' ' | b'\t' => return Look::Indented,
        // `/srv/a.rb:3:in 'show': boom (NoMethodError)`, `/src/a.cc:3:5: runtime error: overflow`, `/bin/sh: pay: not found`
        b'/' if is_fault_in_file(trimmed) => return Look::Crash,
        b'/' if traceback::is_place_before_words(trimmed) => return Look::Words,
        // A row of signs.
        b'=' if trimmed.len() < SANITIZER_ROW && trimmed.bytes().all(|byte| byte == b'=') => {
            return Look::Sign;
        }
        // `#4 /srv/a.php(12): f()`
        b'#' if trimmed.as_bytes().get(1).is_some_and(u8::is_ascii_digit) => return Look::Link,
        b'A'..=b'Z' | b'a'..=b'z' | b'*' | b'=' | b'[' | b'#' | b'-' | b'_' => {}
        b'0'..=b'9' => return Look::Words,
        b'\\' => return if traceback::is_type_line(trimmed) { Look::Type } else { Look::Sign },
        b'{' => return if inner::states_level(trimmed) { Look::Level } else { Look::Sign },
        // A blank that does not break lines: AWS Lambda indents with it.
        _ if trimmed.starts_with('\u{a0}') => return Look::Indented,
        _ if !first.is_ascii() => return Look::Words,
        _ => return Look::Sign,
    }
    if begins(trimmed, &CRASHES, &CRASHES_BY_BYTE) && is_crash(trimmed)
        || first.is_ascii_alphabetic() && is_failed_assertion(trimmed)
    {
        Look::Crash
    } else if begins(trimmed, &LINKS, &LINKS_BY_BYTE) && is_link(trimmed) || is_frame(trimmed) {
        Look::Link
    } else if traceback::is_type_line(trimmed) {
        Look::Type
    } else if level::first_word(trimmed.as_bytes()).is_some() {
        Look::Level
    } else if first == b'[' && is_list(trimmed) {
        Look::Sign
    } else if first.is_ascii_alphabetic() || first == b'[' {
        Look::Words
    } else {
        Look::Sign
    }
}

/// Signs in the row above the report of a sanitizer.
pub(super) const SANITIZER_ROW: usize = 65;

/// `thread 'main' panicked at ...` among all that threads do; `Aborted (core dumped)`, not `Aborted by the user`.
fn is_crash(line: &str) -> bool {
    if line.starts_with("thread '") {
        return line.contains("' panicked at ") || line.contains("' has overflowed");
    }
    let is_of_shell = ["Aborted", "Bus error", "Floating point exception", "Illegal instruction"]
        .iter()
        .find_map(|word| line.strip_prefix(word));
    is_of_shell
        .is_none_or(|rest| rest.is_empty() || rest.starts_with(" (core dumped)") || rest.starts_with(": "))
}

/// `==12== Memcheck`, `===== end =====`, and not `=== REPORT ===`; `Called from Pay.run in file "pay.ml", line 12` of OCaml,
/// and not `Called from a browser`.
fn is_link(line: &str) -> bool {
    if line.starts_with("Called from ") || line.starts_with("Raised ") || line.starts_with("Re-raised ") {
        return line.contains(", line ") || line.ends_with(" unknown location");
    }
    !line.starts_with("==")
        || line.starts_with("===== ")
        || line.as_bytes().get(2).is_some_and(u8::is_ascii_digit)
}

/// What a runtime or a compiler's check writes after the place where it happened.
fn is_fault_in_file(line: &str) -> bool {
    let is_script = || {
        let place = line.trim_end_matches(|letter: char| letter.is_ascii_digit());
        place.len() < line.len()
            && [".js:", ".mjs:", ".cjs:", ".ts:"].iter().any(|ending| place.ends_with(ending))
    };
    runtimes::ruby(line).is_some()
        || line.contains(": runtime error: ")
        || is_failed_assertion(line)
        || is_script()
}

/// `pay: a.c:12: main: Assertion `x' failed.`, `main.swift:12: Fatal error: it broke`
fn is_failed_assertion(line: &str) -> bool {
    memchr::memchr_iter(b':', line.as_bytes()).any(|colon| {
        let rest = &line[colon..];
        rest.starts_with(": Assertion ") && line.ends_with(" failed.") || rest.starts_with(": Fatal error: ")
    })
}

/// A list of JSON, or the beginning of one.
fn is_list(line: &str) -> bool {
    line == "[" || (line.ends_with(']') && (line.starts_with("[{") || line.starts_with("[\"")))
}

/// A frame that is not indented: `main.handle(0xc000012345)` of Go, `app/a.rb:3:in 'show'` of Ruby.
fn is_frame(line: &str) -> bool {
    let is_go = || {
        if !line.ends_with(')') {
            return false;
        }
        let open = line.rfind('(').unwrap_or(0);
        open > 0 && line[..open].contains('.') && !line[..open].contains([' ', ':'])
    };
    let is_ruby = || line.ends_with('\'') && (line.contains(":in '") || line.contains(":in `"));
    // `f@https://shop.example/main.js:1:2345` of Firefox and Safari.
    let is_browser = || {
        line.ends_with(|last: char| last.is_ascii_digit()) && !line.contains(' ') && line.contains("@http")
    };
    is_go() || is_ruby() || is_browser()
}

/// Whether a text ends with a category of .NET's console, `info: Shop.Pay[0]`: its text stands on the next line.
pub(crate) fn is_category(text: &str) -> bool {
    let Some((name, number)) = text.trim_end().strip_suffix(']').and_then(|text| text.rsplit_once('['))
    else {
        return false;
    };
    let name = name.rsplit(' ').next().unwrap_or(name);
    !name.is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line is written when a program or a thread of it dies, as no logger writes it about a record of its own.
pub(crate) fn ends_program(line: &str) -> bool {
    // Most crashes of which it is asked are this.
    !line.starts_with(CRASHES[0])
        && (is_by_runtime(line) || line.starts_with(DOTNET) || runtimes::severity(line) == Severity::Critical)
}

/// The same where lines of a trace stand before it, which may end with what the shell says of the process.
pub(crate) fn begins_crash(line: &str) -> bool {
    [THREAD, DOTNET, "panic: ", "thread '", "# A fatal error"].iter().any(|start| line.starts_with(start))
}

/// Whether a runtime wrote a line by itself, whatever the program logged before it: what nobody caught in a thread of Java.
pub(crate) fn is_by_runtime(line: &str) -> bool {
    line.starts_with(THREAD)
}

/// What .NET writes of an exception that nobody caught.
const DOTNET: &str = "Unhandled exception. ";
/// What Java writes of a thread that nobody caught an exception of.
const THREAD: &str = "Exception in thread \"";

/// Words that begin many a sentence too.
pub(crate) fn is_soft(line: &str) -> bool {
    ["at ", "from ", "Process ", "Next ", "exit status ", "created by "]
        .iter()
        .any(|start| line.starts_with(start))
}
