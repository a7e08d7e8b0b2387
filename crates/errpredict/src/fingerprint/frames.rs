//! The top frames of a stack trace, as the languages print them.
//!
//! A frame is the name of its function with its class or module; for Python, JavaScript, PHP and Dart the stem of the
//! file, for functions without a name above all. No line numbers, no addresses, no directories, digits in names
//! masked (`lambda$0`, `$Proxy12`, `func1`), so that a new build of the same code gives the same frames.
//!
//! Of an exception that followed from others the frames of the innermost cause count: what went wrong first, whatever was
//! made of it on the way out. .NET and PHP print it first, Java and Node last, Python before the others.
//!
//! | language | a frame begins with | innermost frame |
//! |---|---|---|
//! | Python | `File "...", line N, in f` | last |
//! | Java, Kotlin, C# | `at pkg.Class.f(File.java:N)` | first |
//! | JavaScript (V8; Firefox and Safari) | `at f (url:N:M)`, `at url:N:M`; `f@url:N:M` | first |
//! | PHP | `#0 file(N): Class->f()` | first |
//! | Dart | `#0      Class.f (package:...)` | first |
//! | Rust | `0: crate::f` with or without an address | first, after the panic machinery |
//! | Go | `pkg.f(0x...)` before a line that begins with a tab | first, after the runtime |

use std::sync::LazyLock;

use memchr::memmem;

/// How many of the innermost frames count. Sentry and others group by all frames of the application's own code, which
/// only a configured path tells; five tell places apart and survive a refactoring further out.
pub(super) const TOP_FRAMES: usize = 5;

/// Longer traces are cut here, from the side that is further out.
const TRACE_MAX: usize = 32 * 1024;

/// Appends the top frames, innermost first, each ended by a line feed.
///
/// Gives back the depth: how many frames the exception that arrived has, a recursion counted in full, those of
/// other exceptions that it was raised from (`Caused by`, earlier tracebacks) not counted.
pub(super) fn top_frames(trace: &str, out: &mut Vec<u8>) -> u32 {
    let python = trace.starts_with(TRACEBACK) || TRACEBACK_FINDER.find(trace.as_bytes()).is_some();
    if !python {
        return match innermost_cause(trace) {
            Some(cause) => {
                let depth = innermost_first(trace, &mut Vec::new());
                innermost_first(cause, out);
                depth
            }
            None => innermost_first(trace, out),
        };
    }
    match first_traceback(trace) {
        Some(cause) => {
            let depth = innermost_last(trace, &mut Vec::new());
            innermost_last(cause, out);
            depth
        }
        None => innermost_last(trace, out),
    }
}

/// The part of a trace of Java or Node that is of its innermost cause; nothing where it has none, or one without frames.
fn innermost_cause(trace: &str) -> Option<&str> {
    let java = CAUSED_BY.rfind(trace).map(|at| &trace[at + 1..]);
    let node = || NODE_CAUSE.rfind(trace).map(|at| &trace[at..]);
    let cause = java.or_else(node)?;
    let has_frames = cause.lines().skip(1).any(|line| frame(trim_start(line)).is_some());
    has_frames.then_some(cause)
}

/// The first of the tracebacks of Python that followed from each other; nothing where there is one alone.
fn first_traceback(trace: &str) -> Option<&str> {
    let after = TRACEBACK_FINDER.find(trace.as_bytes())? + TRACEBACK.len();
    let second = after + TRACEBACK_FINDER.find(&trace.as_bytes()[after..])?;
    // Exceptions of a group stand beside each other, and none is the cause of another.
    let is_chain = trace[after..second].contains("xception was the direct cause")
        || trace[after..second].contains("uring handling of the above exception");
    is_chain.then(|| &trace[..second])
}

static CAUSED_BY: LazyLock<memmem::FinderRev<'static>> =
    LazyLock::new(|| memmem::FinderRev::new("\nCaused by: "));
static NODE_CAUSE: LazyLock<memmem::FinderRev<'static>> =
    LazyLock::new(|| memmem::FinderRev::new("[cause]: "));

/// How every traceback of Python begins.
const TRACEBACK: &str = "Traceback (most recent call last)";

/// Making a search ready costs more than the search.
static TRACEBACK_FINDER: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(TRACEBACK));

/// The top frames as they are found.
struct Top<'a, 'b> {
    out: &'b mut Vec<u8>,
    written: usize,
    last: Frame<'a>,
}

impl<'a, 'b> Top<'a, 'b> {
    fn new(out: &'b mut Vec<u8>) -> Self {
        Top { out, written: 0, last: ("", "") }
    }

    /// Whether more frames are wanted.
    fn is_open(&self) -> bool {
        self.written < TOP_FRAMES
    }

    fn offer(&mut self, frame: Frame<'a>) {
        // A recursion is one frame, however deep.
        if self.is_open() && frame != self.last {
            self.last = frame;
            write(frame, self.out);
            self.written += 1;
        }
    }
}

fn innermost_first(trace: &str, out: &mut Vec<u8>) -> u32 {
    let mut rest = &trace[..trace.floor_char_boundary(TRACE_MAX)];
    let mut top = Top::new(out);
    let (mut depth, mut arrived) = (0, true);
    while !rest.is_empty() {
        let line = first_line(&mut rest);
        arrived &= depth == 0 || !line.starts_with("Caused by:");
        if !arrived && !top.is_open() {
            break;
        }
        let next_is_place = rest.starts_with('\t') && {
            let mut rest = rest;
            find(first_line(&mut rest), ".go:").is_some()
        };
        if !next_is_place && !top.is_open() {
            depth += u32::from(is_frame(trim_start(line)));
            continue;
        }
        let frame = if next_is_place { go(line) } else { frame(trim_start(line)) };
        if let Some(frame) = frame {
            top.offer(frame);
            depth += u32::from(arrived);
        }
    }
    depth
}

fn innermost_last(trace: &str, out: &mut Vec<u8>) -> u32 {
    let mut rest = &trace[trace.ceil_char_boundary(trace.len().saturating_sub(TRACE_MAX))..];
    let mut top = Top::new(out);
    let mut depth = 0;
    while !rest.is_empty() {
        let line = last_line(&mut rest);
        // Only the traceback of the exception that arrived; those it was raised from come before.
        if depth > 0 && line.starts_with(TRACEBACK) {
            break;
        }
        if let Some(frame) = python(trim_start(line)) {
            top.offer(frame);
            depth += 1;
        }
    }
    depth
}

/// As the standard one, which decodes every character.
fn trim_start(line: &str) -> &str {
    let line = line.trim_ascii_start();
    if line.as_bytes().first().is_some_and(|byte| !byte.is_ascii()) { line.trim_start() } else { line }
}

/// Takes the first line off.
fn first_line<'a>(rest: &mut &'a str) -> &'a str {
    let end = memchr::memchr(b'\n', rest.as_bytes());
    let line = &rest[..end.unwrap_or(rest.len())];
    *rest = end.map_or("", |end| &rest[end + 1..]);
    line.strip_suffix('\r').unwrap_or(line)
}

/// Takes the last line off.
fn last_line<'a>(rest: &mut &'a str) -> &'a str {
    let text = rest.strip_suffix('\n').unwrap_or(rest);
    let start = memchr::memrchr(b'\n', text.as_bytes()).map_or(0, |feed| feed + 1);
    *rest = &text[..start];
    let line = &text[start..];
    line.strip_suffix('\r').unwrap_or(line)
}

/// Where `pattern`, which begins with an ASCII character, first stands. The standard search makes itself ready for
/// every pattern, which costs more than walking through a line.
fn find(text: &str, pattern: &str) -> Option<usize> {
    let (text, pattern) = (text.as_bytes(), pattern.as_bytes());
    memchr::memchr_iter(*pattern.first()?, text).find(|at| text[*at..].starts_with(pattern))
}

fn split_once<'a>(text: &'a str, pattern: &str) -> Option<(&'a str, &'a str)> {
    find(text, pattern).map(|at| (&text[..at], &text[at + pattern.len()..]))
}

/// A frame as (file stem or nothing, function).
type Frame<'a> = (&'a str, &'a str);

/// Whether [`frame`] finds one, without taking it apart.
fn is_frame(line: &str) -> bool {
    match line.as_bytes() {
        [b'a', b't', b' ', ..] if line.contains('(') => true,
        [b'#', b'0'..=b'9', ..] => true,
        _ => frame(line).is_some(),
    }
}

fn frame(line: &str) -> Option<Frame<'_>> {
    match line.as_bytes() {
        [b'a', b't', b' ', ..] => at(&line[3..]),
        [b'#', b'0'..=b'9', ..] => numbered(line),
        [b'0'..=b'9', ..] => rust(line),
        _ => firefox(line),
    }
}

/// `File "/app/shop/cart.py", line 12, in add`
fn python(line: &str) -> Option<Frame<'_>> {
    let line = line.strip_prefix("File \"")?;
    let quote = memchr::memchr(b'"', line.as_bytes())?;
    let (file, rest) = (&line[..quote], &line[quote + 1..]);
    let function = split_once(rest, ", in ").map_or("", |(_, function)| function);
    Some((stem(file), function))
}

/// Java, C#: `com.acme.Cart.add(Cart.java:12)`; V8: `Cart.add (/app/cart.js:1:2)`, `/app/cart.js:1:2`.
fn at(rest: &str) -> Option<Frame<'_>> {
    let rest = rest.strip_prefix("async ").unwrap_or(rest);
    if let Some((function, place)) = split_once(rest, " (") {
        return Some((stem(place), function.strip_prefix("new ").unwrap_or(function)));
    }
    match rest.split_once('(') {
        // The module or class loader before the class: `java.base/java.util...`, `app//com.acme...`.
        Some((function, _)) => Some(("", without_module(function))),
        // The place where Rust found the function above.
        None if is_rust_place(rest) => None,
        None => rest.contains(':').then(|| (stem(rest), "")),
    }
}

fn without_module(function: &str) -> &str {
    match function.rsplit_once('/') {
        Some((_, name)) if !name.starts_with("0x") => name,
        _ => function,
    }
}

fn is_rust_place(place: &str) -> bool {
    place.contains(".rs:")
}

/// PHP: `#0 /app/Cart.php(12): Shop\Cart->add()`; Dart: `#0      Cart.add (package:shop/cart.dart:12:3)`.
fn numbered(line: &str) -> Option<Frame<'_>> {
    let rest = line.trim_start_matches(|char: char| char == '#' || char.is_ascii_digit()).trim_start();
    if let Some((file, call)) = split_once(rest, "): ") {
        let function = call.split_once('(').map_or(call, |(function, _)| function);
        return Some((stem(file), function));
    }
    if let Some((function, place)) = split_once(rest, " (") {
        return Some((stem(place), function));
    }
    // `#1 [internal function]: Shop\Cart->add()` and `#2 {main}`
    let function = split_once(rest, ": ").map_or(rest, |(_, call)| call);
    Some(("", function.split_once('(').map_or(function, |(function, _)| function)))
}

/// `12: shop::cart::add::h0123456789abcdef`, with an address before the name or not.
fn rust(line: &str) -> Option<Frame<'_>> {
    let (number, name) = split_once(line, ": ")?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let name = name.trim_start();
    let name = match split_once(name, " - ") {
        Some((address, name)) if address.starts_with("0x") => name,
        _ => name,
    };
    let name = match name.rsplit_once("::h") {
        Some((name, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => name,
        _ => name,
    };
    (!RUST_PANIC.iter().any(|prefix| name.starts_with(prefix))).then_some(("", name))
}

/// What stands above the panicking function in every Rust backtrace.
const RUST_PANIC: &[&str] = &[
    "std::panicking",
    "core::panicking",
    "rust_begin_unwind",
    "__rustc",
    "__rust",
    "std::backtrace",
    "std::sys",
    "backtrace::",
    "core::result::unwrap_failed",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::slice::index",
    "<alloc::boxed::Box",
    "anyhow::",
];

/// `main.(*Server).handle(0xc000010000, {0x1, 0x2})`, the line before the place.
fn go(line: &str) -> Option<Frame<'_>> {
    let line = line.strip_prefix("created by ").unwrap_or(line);
    let line = split_once(line, " in goroutine ").map_or(line, |(line, _)| line);
    // The arguments: the last parenthesis, unless it belongs to a receiver such as `(*Server)`.
    let function = match line.rsplit_once('(') {
        Some((function, arguments)) if arguments.ends_with(')') => function,
        _ => line,
    };
    let runtime = function == "panic" || function.starts_with("runtime.") || function.starts_with("runtime/");
    (!runtime && !function.is_empty()).then_some(("", function))
}

/// Firefox and Safari: `add@https://example.com/cart.js:1:2`.
fn firefox(line: &str) -> Option<Frame<'_>> {
    let (function, place) = line.split_once('@')?;
    let place_like = place.contains("://") && place.ends_with(|char: char| char.is_ascii_digit());
    (place_like && !function.contains(' ')).then(|| (stem(place), function))
}

/// The file name up to its first dot: directories, versions and content hashes change with every release.
fn stem(path: &str) -> &str {
    let slash = path.bytes().rposition(|byte| matches!(byte, b'/' | b'\\'));
    let name = &path[slash.map_or(0, |slash| slash + 1)..];
    let end = name.bytes().position(|byte| matches!(byte, b'.' | b'?' | b':' | b')' | b'('));
    &name[..end.unwrap_or(name.len())]
}

fn write((file, function): Frame<'_>, out: &mut Vec<u8>) {
    write_masked(file, out);
    out.push(b' ');
    write_masked(function, out);
    out.push(b'\n');
}

/// Copies a name with each run of digits as one `0`, and without hexadecimal ids of generated classes.
fn write_masked(name: &str, out: &mut Vec<u8>) {
    if !name.bytes().any(|byte| byte.is_ascii_digit() || byte == b'$') {
        return out.extend_from_slice(name.as_bytes());
    }
    let mut previous = 0;
    // `Cart$$Lambda$14/0x0000000800066840`, `Cart$$EnhancerBySpringCGLIB$$1a2b3c4d`
    let name = split_once(name, "/0x").map_or(name, |(name, _)| name);
    let generated = if name.contains('$') { name.rsplit_once("$$") } else { None };
    let name = match generated {
        Some((start, id)) if id.len() >= 6 && id.bytes().take(6).all(|byte| byte.is_ascii_hexdigit()) => {
            start
        }
        _ => name,
    };
    for &byte in name.as_bytes() {
        let byte = if byte.is_ascii_digit() { b'0' } else { byte };
        if byte != b'0' || previous != b'0' {
            out.push(byte);
        }
        previous = byte;
    }
}

#[cfg(test)]
mod tests;
