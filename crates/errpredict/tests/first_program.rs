//! The program that a stranger writes from the docs alone; `cargo run -p errpredict --example running_service` shows it.

#[path = "../examples/running_service.rs"]
mod running_service;

#[test]
fn the_program_of_a_stranger_runs() {
    running_service::main().unwrap();
}
