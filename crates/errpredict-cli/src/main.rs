//! The program `errpredict`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(errpredict_cli::run(std::env::args_os()))
}
