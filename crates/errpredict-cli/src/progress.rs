//! What a person at a terminal sees while something takes long.

use std::io::IsTerminal;
use std::time::Duration;

use errpredict::predict::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// Steps of the bar: finer than a terminal is wide.
const STEPS: f64 = 1000.0;

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

/// Runs a fit under a bar of how far it is; nothing is shown on a pipe.
pub(crate) fn while_fitting<T>(what: String, fit: impl FnOnce(Progress<'_>) -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return fit(Progress::NONE);
    }
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {percent:>3} % {elapsed}");
    let bar = ProgressBar::new(STEPS as u64).with_message(what);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar.enable_steady_tick(Duration::from_millis(250));
    // Trees grown on several threads report out of order: the bar only goes forward.
    let report = |share: f64| bar.set_position(((share * STEPS) as u64).max(bar.position()));
    let result = fit(Progress::new(&report));
    bar.finish_and_clear();
    result
}
