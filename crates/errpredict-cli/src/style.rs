//! Colours, where they are wanted.

use std::io::IsTerminal;

use errpredict::Severity;

/// Whether and how text is coloured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    color: bool,
}

impl Style {
    /// No colours, wherever it goes.
    pub(crate) const PLAIN: Style = Style { color: false };

    /// Colours on a terminal that has them, unless `NO_COLOR` is set (<https://no-color.org>).
    pub(crate) fn of_stdout() -> Style {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Style { color: std::io::stdout().is_terminal() && !refused && !dumb }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// Red for critical and high, yellow for medium, plain below.
    pub(crate) fn severity(self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Critical => self.paint("1;31", text),
            Severity::High => self.paint("31", text),
            Severity::Medium => self.paint("33", text),
            Severity::Low | Severity::Info => text.to_owned(),
        }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
