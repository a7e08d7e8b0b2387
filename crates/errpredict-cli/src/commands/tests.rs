//! The commands as a whole: their examples, and that the wire has what they do.

mod reach;

use clap::CommandFactory;

/// The words of a line as a shell would cut them, as far as the examples go; a part of a pipe that is not ours is
/// left out, and so is where the output goes.
fn words(line: &str) -> Vec<String> {
    let ours = line.split(" | ").find(|part| part.trim_start().starts_with("errpredict ")).unwrap_or("");
    let ours = ours.split(" > ").next().unwrap();
    ours.split_whitespace().map(|word| word.trim_matches('\'').replace("KEY", "0000000000000000")).collect()
}

/// A command with those below it, each under its whole name.
fn all(command: &clap::Command, name: &str) -> Vec<(String, clap::Command)> {
    let own = format!("{name} {}", command.get_name());
    let below = command.get_subcommands().filter(|below| below.get_name() != "help");
    let below: Vec<_> = below.flat_map(|below| all(below, &own)).collect();
    std::iter::once((own.clone(), command.clone())).chain(below).collect()
}

#[test]
fn every_example_of_every_command_is_a_valid_command_line() {
    let program = crate::Program::command();
    for (own, command) in program.get_subcommands().flat_map(|command| all(command, "errpredict")) {
        let examples =
            command.get_after_help().unwrap_or_else(|| panic!("no example of `{own}`")).to_string();
        let lines: Vec<&str> = examples.lines().skip(1).filter(|line| !line.contains(" man ")).collect();
        for line in lines.iter().filter(|line| line.contains("errpredict ")) {
            let parsed = crate::Program::command().try_get_matches_from(words(line));
            assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
        }
        assert!(examples.contains(&own), "no example of `{own}`");
    }
}
