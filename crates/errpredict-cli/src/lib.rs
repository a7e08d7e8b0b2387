//! The program `errpredict` as a function: what `main` calls, and the packages for Python and Node, which bring the program too.
//!
//! ```
//! // Wrong usage is told on standard error and ends with 2, as the program does.
//! assert_eq!(errpredict_cli::run(["errpredict", "nonsense"]), 2);
//! ```
#![deny(clippy::unwrap_used, clippy::expect_used)]

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser};

mod clock;
mod commands;
mod config;
mod exit;
mod files;
mod past;
mod progress;
mod reading;
mod style;
mod tables;
mod told;
mod values;

/// Foresees errors in running services: what is wrong, how sure, since when, where it is going, what to do.
#[derive(Debug, Parser)]
#[command(name = "errpredict", version, max_term_width = 110)]
#[command(
    after_help = "Try it: `errpredict demo`. With a log of your own: `errpredict doctor LOG`, then `errpredict analyze LOG`."
)]
struct Program {
    #[command(subcommand)]
    command: commands::Command,
}

/// Runs the program with its arguments, the name it was called by first, and gives the code it ends with: 0 done, 1 failed,
/// 2 wrong usage, 3 most of a log could not be read, 4 what `--fail-on` asks for.
///
/// It writes to standard output and standard error, and is meant for one call a process.
pub fn run<A: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = A>) -> u8 {
    let parsed = Program::command().try_get_matches_from(arguments).and_then(|matches| {
        let program = Program::from_arg_matches(&matches)?;
        Ok((matches, program))
    });
    match parsed {
        Ok((matches, program)) => {
            exit::code(files::check(&matches).and_then(|()| commands::run(program.command)))
        }
        Err(told) => {
            // Help that nobody reads is no failure.
            let _ = told.print();
            u8::try_from(told.exit_code()).unwrap_or(1)
        }
    }
}
