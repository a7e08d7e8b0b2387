//! A line that names an exception: its type, and what it says.

/// `Type: message` or `Type`. A type is a name with a dot, a backslash or one of the usual endings.
pub(crate) fn type_and_message(line: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let end = line
        .bytes()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'$' | b'\\')))
        .unwrap_or(line.len());
    let name = &line[..end];
    let rest = &line[end..];
    // Node: `TypeError [ERR_X]: message`; .NET: `SocketException (111): message`.
    let code = if rest.starts_with(" [") {
        rest.find(']').map_or(0, |close| close + 1)
    } else if rest.starts_with(" (") && rest[2..].starts_with(|digit: char| digit.is_ascii_alphanumeric()) {
        rest.find("): ").filter(|close| *close < MAX_CODE).map_or(0, |close| close + 1)
    } else {
        0
    };
    let rest = &rest[code..];
    let starts_well =
        name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_' || letter == '\\');
    if !starts_well || !(rest.is_empty() || rest.starts_with(':')) || name.ends_with('.') {
        return None;
    }
    let last = name.rsplit(['.', '\\', '$']).next().unwrap_or(name);
    let looks_right = has_usual_ending(last)
        || (name.contains(['.', '\\']) && last.starts_with(|letter: char| letter.is_ascii_uppercase()));
    let message_at = (end + code + 1).min(line.len());
    let message = message_at + (line[message_at..].len() - line[message_at..].trim_start().len())..line.len();
    looks_right.then_some((0..end, message))
}

/// Longest code between a type and its message.
const MAX_CODE: usize = 16;

/// Whether a name ends as types of exceptions do.
pub(crate) fn has_usual_ending(name: &str) -> bool {
    const ENDINGS: [&str; 10] = [
        "Error",
        "Exception",
        "Warning",
        "Throwable",
        "Interrupt",
        "Exit",
        "Fault",
        "Failure",
        "Timeout",
        "Iteration",
    ];
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}
