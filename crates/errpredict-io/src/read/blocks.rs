//! What the lines are that follow a record and do not begin one: its trace or the rest of its text, a crash of its own,
//! or lines of a program that writes no times.
//!
//! A line belongs to the record before it only if it looks like that: it is indented, a frame, `Caused by`, the type of an
//! exception, or the record's own line leaves something open. A crash below a record that is no error is an event of its
//! own, and so is a line of words.

use std::ops::Range;

use errpredict::Severity;

use super::body::end_below;
use super::look::{CRASHES, Look, SANITIZER_ROW, begins_crash, ends_program, is_by_runtime, is_soft, look};
use super::traceback;

/// Longer objects are data.
const MAX_OBJECT: usize = 1 << 16;
/// Lines of a message between an exception's type and its first frame.
const MAX_MESSAGE_LINES: usize = 20;

/// How Go's race detector begins.
const DATA_RACE: &str = "WARNING: DATA RACE";

/// How the lines look that begin there: an object over several lines as what it holds.
fn look_at(block: &str, line: &str) -> Look {
    let is_open = line.starts_with('{') && !line.trim_end().ends_with('}');
    match end_below(block.as_bytes(), 0, MAX_OBJECT).filter(|_| is_open) {
        Some(end) => look(&block[..end]),
        None => look(line),
    }
}

/// The last line of what a sanitizer or a race detector tells.
fn is_end_of_report(line: &str) -> bool {
    let line = line.trim_end();
    line.starts_with("SUMMARY: ")
        || line.ends_with("==ABORTING")
        || (!line.is_empty() && line.len() < SANITIZER_ROW && line.bytes().all(|byte| byte == b'='))
}

/// What belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// Bytes at the beginning that belong to the record.
    pub(crate) own: usize,
    /// Events of their own, in order.
    pub(crate) others: Vec<Range<usize>>,
}

/// What the record is that the lines follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Before {
    /// Whether lines can belong to it at all.
    pub(crate) takes_lines: bool,
    /// Whether it is an error, so that a trace is its own.
    pub(crate) is_error: bool,
    /// Whether it is worse than a warning, which no program dies of.
    pub(crate) is_grave: bool,
    /// Whether its line leaves something open.
    pub(crate) is_open: bool,
}

impl Before {
    /// A record that is one line, whatever follows.
    pub(crate) const LINE: Before =
        Before { takes_lines: false, is_error: false, is_grave: false, is_open: false };

    pub(crate) fn of(first_line: &str, severity: Option<Severity>) -> Before {
        let text = first_line.trim_end();
        Before {
            takes_lines: true,
            is_error: severity >= Some(Severity::Medium),
            is_grave: severity >= Some(Severity::High),
            is_open: text.ends_with([':', '(', '[', '{', '=', ',', '>', '|']),
        }
    }
}

/// Whether a line below an error can only go on with it, as all that [`part`] would look at: told by the first byte of most
/// lines.
#[inline]
pub(crate) fn is_of_one_trace(line: &str, is_first: bool) -> bool {
    match line.as_bytes().first() {
        Some(b' ' | b'\t') => true,
        _ => match look(line) {
            Look::Indented | Look::Sign | Look::Link | Look::Type => true,
            Look::Crash => is_first && !ends_program(line),
            Look::Blank | Look::Level | Look::Words => false,
        },
    }
}

/// Parts the lines after a record.
pub(crate) fn part(block: &str, before: Before) -> Block {
    let lines: Vec<(usize, &str, Look)> = block
        .split_inclusive('\n')
        .scan(0, |at, line| {
            let begin = *at;
            *at += line.len();
            let look = if line.starts_with('{') { look_at(&block[begin..], line) } else { look(line) };
            Some((begin, line, look))
        })
        .collect();
    let mut starts: Vec<usize> = Vec::new();
    let mut state = State {
        to_record: before.takes_lines,
        traced: false,
        ended: false,
        is_error: before.is_error,
        words: false,
        python: false,
        is_report: false,
        is_crash: false,
    };
    let mut blank_before = false;
    for (index, &(begin, line, look)) in lines.iter().enumerate() {
        let follows = |wanted: fn(Look) -> bool| {
            lines[index + 1..]
                .iter()
                .take(MAX_MESSAGE_LINES)
                .take_while(|(_, _, look)| !matches!(look, Look::Blank))
                .any(|(_, _, look)| wanted(*look))
        };
        let begins_other = match look {
            Look::Blank => false,
            Look::Indented | Look::Sign | Look::Link => {
                // Nothing to belong to, or the file of an error of Python that has no header.
                let bare = !state.to_record && starts.is_empty()
                    || (look == Look::Indented
                        && !state.traced
                        && !state.is_error
                        && line.starts_with("  File \"")
                        && follows(|look| look == Look::Type));
                let starts_trace = look == Look::Link && !state.traced && state.to_record && !state.is_error;
                bare || (starts_trace && !line.starts_with(['#', '=', '*', '-']) && !is_soft(line))
            }
            Look::Crash => {
                let is_new = state.traced
                    && !state.is_report
                    && (state.ended || blank_before)
                    && !is_linked(&lines, index);
                let dies = ends_program(line);
                // What the runtime writes of a thread is never a record's own.
                let is_apart = state.to_record
                    && !state.traced
                    && !before.is_open
                    && dies
                    && (!before.is_grave || is_by_runtime(line));
                let is_next = state.traced
                    && !state.is_crash
                    && !state.is_report
                    && begins_crash(line)
                    && !lines[index - 1].1.trim_end().ends_with(':')
                    && lines[index - 1].2 != Look::Link;
                is_new
                    || is_apart
                    || is_next
                    || (state.to_record && !state.is_error)
                    || (!state.to_record && starts.is_empty())
                    || state.words && !state.traced
            }
            Look::Type if state.traced => state.ended && blank_before && !state.is_report,
            Look::Type => {
                (state.words
                    || (state.to_record && !state.is_error)
                    || (!state.to_record && starts.is_empty()))
                    && !in_message(&state, &lines, index)
            }
            Look::Level | Look::Words if state.is_report => false,
            Look::Level => !state.traced || blank_before || state.ended || !follows(is_trace),
            Look::Words => {
                let ends_trace = state.traced
                    && !state.ended
                    && index > 0
                    && lines[index - 1].2 == Look::Indented
                    && traceback::may_end_python(line);
                let in_trace = ends_trace
                    || state.traced
                        && (!state.ended || follows(is_trace))
                        && !blank_before
                        && (follows(is_trace) || ends_open(&lines, index));
                let is_message = state.to_record
                    && !state.traced
                    && (before.is_open
                        || (state.is_error
                            && (lines.get(index + 1).is_some_and(|(_, _, look)| *look == Look::Indented)
                                || follows(Look::is_of_trace))));
                !(in_trace || is_message)
            }
        };
        if begins_other {
            starts.push(begin);
            state = State {
                to_record: false,
                traced: false,
                ended: false,
                is_error: true,
                words: look == Look::Words,
                python: false,
                is_report: false,
                is_crash: false,
            };
        }
        state.is_crash |= look == Look::Crash && !state.traced && ends_program(line) && !is_by_runtime(line);
        if look == Look::Crash && line.starts_with(['=', '#']) || line.starts_with(DATA_RACE) {
            state.is_report = true;
        } else if is_end_of_report(line) {
            state.is_report = false;
        }
        match look {
            Look::Crash | Look::Type | Look::Link => {
                // A type after a traceback's frames ends it.
                state.ended = look == Look::Type && state.traced && (state.python || !follows(is_trace));
                state.python |= line.starts_with(CRASHES[0]);
                state.traced = true;
            }
            Look::Indented if state.traced => state.ended = false,
            Look::Words if state.traced && !begins_other => state.ended = state.python || !follows(is_trace),
            _ => {}
        }
        blank_before = look == Look::Blank;
    }
    let ends = starts.iter().skip(1).copied().chain([block.len()]);
    Block {
        own: starts.first().copied().unwrap_or(block.len()),
        others: starts.iter().copied().zip(ends).map(|(begin, end)| begin..end).collect(),
    }
}

/// Where a line stands while a block is parted.
struct State {
    /// Whether it belongs to the record so far.
    to_record: bool,
    /// Whether a trace has begun.
    traced: bool,
    /// Whether that trace is whole.
    ended: bool,
    is_error: bool,
    /// Whether it is an event that began with words.
    words: bool,
    /// Whether its trace is one of Python, which a line that is not indented ends.
    python: bool,
    /// Whether its trace is what a program left that died, to which more may be added.
    is_crash: bool,
    /// Whether it is a report of many parts, of a sanitizer or of the JVM, up to its last line.
    is_report: bool,
}

fn is_trace(look: Look) -> bool {
    matches!(look, Look::Indented | Look::Link | Look::Crash)
}

/// Whether the line before says that the next trace belongs to the one before.
fn is_linked(lines: &[(usize, &str, Look)], index: usize) -> bool {
    let before = lines[..index].iter().rev().find(|(_, _, look)| *look != Look::Blank);
    before.is_some_and(|(_, line, look)| {
        *look == Look::Link || line.trim_end().ends_with(':') || *look == Look::Indented
    })
}

/// Whether a line that reads like a type is a later line of the message of the record.
fn in_message(state: &State, lines: &[(usize, &str, Look)], index: usize) -> bool {
    state.to_record && index > 0 && matches!(lines[index - 1].2, Look::Words)
}

/// Whether the line before it leaves something open.
fn ends_open(lines: &[(usize, &str, Look)], index: usize) -> bool {
    index > 0 && lines[index - 1].1.trim_end().ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(block: &str, before: Before) -> (usize, Vec<String>) {
        let found = part(block, before);
        let own = block[..found.own].lines().count();
        (
            own,
            found
                .others
                .iter()
                .map(|range| block[range.clone()].lines().next().unwrap().to_owned())
                .collect(),
        )
    }

    const INFO: Before = Before { takes_lines: true, is_error: false, is_grave: false, is_open: false };
    const WARN: Before = Before { is_error: true, ..INFO };
    const ERROR: Before = Before { is_grave: true, ..WARN };

    #[test]
    fn what_a_program_dies_of_is_not_the_record_before_it() {
        let java = "java.io.IOException: x\n\tat a.B.c(B.java:1)\n";
        for crash in [
            "Exception in thread \"worker-1\" java.lang.OutOfMemoryError: Java heap space\n\tat a.B.c(B.java:1)\n",
            "panic: runtime error: x\n\ngoroutine 1 [running]:\nmain.main()\n\t/srv/main.go:3 +0x1\n",
            "thread 'main' panicked at 'oops', src/main.rs:3:5\nnote: run with `RUST_BACKTRACE=1`\n",
            "#\n# A fatal error has been detected by the Java Runtime Environment:\n#\n#  SIGSEGV (0xb)\n",
        ] {
            assert_eq!(parts(crash, WARN).1.len(), 1, "{crash}");
            assert_eq!(parts(&format!("{java}{crash}"), ERROR).1.len(), 1, "{crash}");
        }
        assert_eq!(parts("Segmentation fault (core dumped)\n", WARN).1.len(), 1);
        let dotnet = "Unhandled exception. System.IO.IOException: x\n   at A.B() in /a.cs:line 3\n";
        assert_eq!(parts(dotnet, WARN).1.len(), 1);
        assert_eq!(parts(&format!("{java}{dotnet}"), ERROR).1.len(), 1);
        assert!(parts(dotnet, ERROR).1.is_empty());
        let thread = "Exception in thread \"a\" java.lang.StackOverflowError\n\tat a.B.d(B.java:1)\n";
        assert_eq!(parts(thread, ERROR).1.len(), 1);
        let python = "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: x\n";
        assert!(parts(python, WARN).1.is_empty());
        assert!(parts("panic: x\n", ERROR).1.is_empty());
        assert!(parts("panic: x\n", Before { is_open: true, ..WARN }).1.is_empty());
        let dead =
            "terminate called after throwing an instance of 'x'\n  what():  y\nAborted (core dumped)\n";
        assert!(parts(dead, ERROR).1.is_empty());
        assert_eq!(parts(dead, WARN).1.len(), 1);
        let again = format!("{java}Caused by: java.io.IOException: y\n\tat a.B.c(B.java:1)\n");
        assert!(parts(&again, ERROR).1.is_empty());
    }

    #[test]
    fn a_crash_below_an_info_line_is_its_own_event() {
        let python =
            "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    g()\nValueError: bad\n";
        assert_eq!(parts(python, INFO), (0, vec!["Traceback (most recent call last):".to_owned()]));
        assert_eq!(parts(python, ERROR), (4, vec![]));
        let twice = format!("{python}{python}");
        assert_eq!(parts(&twice, Before::LINE).1.len(), 2);
        let chained = format!(
            "{python}\nDuring handling of the above exception, another exception occurred:\n\n{python}"
        );
        assert_eq!(parts(&chained, Before::LINE).1.len(), 1);
        let go = "panic: runtime error: x\n[signal SIGSEGV]\n\ngoroutine 34 [running]:\nmain.handle(0xc0)\n\t/src/main.go:41 +0x1a\n";
        assert_eq!(parts(go, INFO), (0, vec!["panic: runtime error: x".to_owned()]));
        let node = "/app/a.js:3\n  throw new TypeError('x')\n  ^\n\nTypeError: x\n    at f (/app/a.js:3:9)\n";
        assert_eq!(parts(node, Before::LINE), (0, vec!["/app/a.js:3".to_owned()]));
    }

    #[test]
    fn words_are_events_and_what_belongs_to_a_record_stays() {
        assert_eq!(parts("END of it\nREPORT of it\n", ERROR).1, ["END of it", "REPORT of it"]);
        assert_eq!(parts("\tindented\n}\n", INFO), (2, vec![]));
        let java =
            "java.lang.IllegalStateException: the message\nAnd.More: lines\n\tat com.example.A.b(A.java:3)\n";
        assert_eq!(parts(java, ERROR), (3, vec![]));
        let mail = "java.lang.RuntimeException: javax.mail.SendFailedException: Invalid;\n  nested exception is:\ncom.sun.mail.smtp.SMTPAddressFailedException: 550 denied\n\n\tat com.example.Mail.send(Mail.java:3)\nCaused by: javax.mail.X: y\n";
        assert_eq!(parts(mail, ERROR), (6, vec![]));
        let rust = "thread 'main' panicked at src/main.rs:9:5:\nindex out of bounds\nstack backtrace:\n   0: rust_begin_unwind\n";
        assert_eq!(parts(rust, ERROR), (4, vec![]));
        assert_eq!(
            parts("Can't call method \"x\" at a.pl line 3.\n\tmain::f() called at a.pl line 9\n", ERROR),
            (2, vec![])
        );
        assert_eq!(parts("NoMethodError (undefined method):\napp/a.rb:3:in 'show'\n", ERROR), (2, vec![]));
        let object = "{\n  \"code\": 7,\n  \"message\": \"x\"\n}\n";
        assert_eq!(parts(object, ERROR), (4, vec![]));
        assert_eq!(parts("[\n  1\n]\n{\"a\":1}\n", INFO), (4, vec![]));
        let graded = "{\n  \"level\": \"error\"\n}\n{\"level\":\"info\"}\n";
        assert_eq!(parts(graded, ERROR).1, ["{", "{\"level\":\"info\"}"]);
        let xml = "<a>\n  <b>\n    x\n</a>\n";
        assert_eq!(parts(xml, Before { is_open: true, ..INFO }), (4, vec![]));
        assert_eq!(parts("WARNING: x\nordinary\n", INFO).1, ["WARNING: x", "ordinary"]);
    }

    proptest::proptest! {
        #[test]
        fn one_trace_is_no_part_of_another(block in "((Traceback \\(most recent call last\\):|panic: x|A.B: c|AError: c|Caused by: d| at e|#0 f|\\}| )\n){0,8}") {
            let is_one = block.lines().enumerate().all(|(index, line)| is_of_one_trace(line, index == 0));
            // The same error after a blank line may be the next one, that has no frames.
            let is_repeated = block.matches("AError: c\n").count() > 1;
            if is_one && !is_repeated {
                proptest::prop_assert!(part(&block, ERROR).others.is_empty());
            }
        }

        #[test]
        fn every_byte_is_in_one_part(block in "((Traceback \\(most recent call last\\):|panic: x|A.B: c|Caused by: d|word| at e|#0 f|\\}|ERROR g|)\n){0,12}", error in 0u8..2) {
            let before = Before { takes_lines: true, is_error: error == 1, is_grave: error == 1, is_open: false };
            let found = part(&block, before);
            let mut at = found.own;
            for range in found.others {
                proptest::prop_assert_eq!(range.start, at);
                at = range.end;
            }
            proptest::prop_assert_eq!(at, block.len());
        }
    }
}
