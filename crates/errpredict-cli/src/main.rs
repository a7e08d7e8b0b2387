//! The program `errpredict`.
#![deny(clippy::unwrap_used, clippy::expect_used)]

use std::process::ExitCode;

use clap::Parser;

mod clock;
mod commands;
mod config;
mod past;
mod progress;
mod reading;
mod style;
mod tables;
mod values;

/// Foresees errors in running services: what is wrong, how sure, since when, where it is going, what to do.
#[derive(Debug, Parser)]
#[command(name = "errpredict", version, max_term_width = 110)]
struct Program {
    #[command(subcommand)]
    command: commands::Command,
}

/// Characters of an error message that are shown; names from logs and files stand in it.
const MESSAGE_CHARS: usize = 4_000;

/// Exit codes: 0 done, 1 failed, 2 wrong usage (clap's own).
fn main() -> ExitCode {
    match commands::run(Program::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The one place where an error meets a person.
            #[expect(clippy::print_stderr, reason = "this is what standard error is for")]
            {
                let message = errpredict_io::printable(&error.to_string(), MESSAGE_CHARS);
                eprintln!("errpredict: {}: {message}", error.code());
            }
            ExitCode::FAILURE
        }
    }
}
