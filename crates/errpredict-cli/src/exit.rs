//! How the program ends: its exit codes, and what is said when something went wrong.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use errpredict::{Error, ErrorKind};

/// Characters of an error message that are shown; names from logs and files stand in it.
const MESSAGE_CHARS: usize = 4_000;

/// What a command came to, beside what it wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It did what was asked.
    Done,
    /// Something of the severity named with `--fail-on`, or a worse one, goes on.
    GoesOn,
}

impl From<()> for Outcome {
    fn from((): ()) -> Outcome {
        Outcome::Done
    }
}

/// It did what was asked.
const DONE: u8 = 0;
/// Something went wrong.
const FAILED: u8 = 1;
/// Most of a log could not be read, so that the answer rests on little.
const MOSTLY_UNREAD: u8 = 3;
/// What `--fail-on` asks for.
const GOES_ON: u8 = 4;

/// Set by whichever command reads; known to [`code`] alone, so that no command can forget to hand it on.
static MOST_UNREAD: AtomicBool = AtomicBool::new(false);

/// Notes that most of a log could not be read: the program ends with 3, whatever else it found.
pub(crate) fn note_mostly_unread() {
    MOST_UNREAD.store(true, Ordering::Relaxed);
}

/// The exit code of a result, with the error said on standard error.
///
/// 0 done, 1 failed, 2 wrong usage (said by clap), 3 most of a log could not be read, 4 what `--fail-on` asks for.
pub(crate) fn code(result: errpredict::Result<Outcome>) -> u8 {
    match result {
        Ok(_) if MOST_UNREAD.load(Ordering::Relaxed) => MOSTLY_UNREAD,
        Ok(Outcome::Done) => DONE,
        Ok(Outcome::GoesOn) => GOES_ON,
        // `errpredict analyze LOG | head`: the reader has seen what it wanted.
        Err(error) if is_closed_pipe(&error) => {
            if MOST_UNREAD.load(Ordering::Relaxed) {
                MOSTLY_UNREAD
            } else {
                DONE
            }
        }
        Err(error) => {
            let message = errpredict_io::printable(&error.to_string(), MESSAGE_CHARS);
            // Words for people first, the code for programs last. Nobody may be listening.
            let _ = writeln!(io::stderr(), "errpredict: {message} [{}]", error.code());
            FAILED
        }
    }
}

/// What was written, where it is no matter that nobody reads any more: what was found is told by the exit code all the same.
///
/// # Errors
/// Any other than a closed pipe.
pub(crate) fn whoever_reads(written: errpredict::Result<()>) -> errpredict::Result<()> {
    written.or_else(|error| if is_closed_pipe(&error) { Ok(()) } else { Err(error) })
}

/// Whether writing failed because nobody reads any more.
fn is_closed_pipe(error: &Error) -> bool {
    // EPIPE is 32 on every Unix Rust runs on; the system's own words for it end the message.
    let closed = io::Error::from_raw_os_error(32).to_string();
    cfg!(unix) && error.kind() == ErrorKind::Io && error.message().ends_with(&closed)
}
