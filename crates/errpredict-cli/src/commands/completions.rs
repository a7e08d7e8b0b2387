//! `errpredict completions SHELL`: what a shell needs to complete commands and options, on standard output.

use clap::CommandFactory;
use clap_complete::Shell;
use errpredict::Result;

use crate::tables::say;

/// For which shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Writes the script.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    // Into memory first: the generator panics where it cannot write, as on a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut crate::Program::command(), "errpredict", &mut script);
    say(&String::from_utf8_lossy(&script))
}
