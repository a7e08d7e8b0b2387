//! What a person at a terminal sees while something takes long.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Runs `work` under a line that says what is done and for how long; nothing is shown on a pipe.
pub(crate) fn while_working<T>(what: String, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let style = ProgressStyle::with_template("{msg} {spinner} {elapsed}");
    let line = ProgressBar::new_spinner().with_message(what);
    line.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    line.enable_steady_tick(Duration::from_millis(120));
    let result = work();
    line.finish_and_clear();
    result
}
