//! The program `errpredict`.
#![deny(clippy::unwrap_used, clippy::expect_used)]

use std::process::ExitCode;

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

fn main() -> ExitCode {
    let matches = Program::command().get_matches();
    let program = Program::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    exit::code(files::check(&matches).and_then(|()| commands::run(program.command)))
}
