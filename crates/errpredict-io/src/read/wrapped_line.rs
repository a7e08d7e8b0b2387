//! What one line of a log around another holds.

use errpredict::Timestamp;

use super::draft::Span;

/// The log of the lines of a file that are not wrapped. No name of a unit or container has such a letter.
pub(crate) const BARE: &str = "\0";

/// What one line wraps: a text in the line or in the scratch text, and whether a line ends with it.
pub(crate) struct Line<'a> {
    pub(crate) text: Span,
    pub(crate) time: Option<Timestamp>,
    pub(crate) ends: bool,
    /// Whether the line says that it ends or goes on.
    pub(crate) is_sure: bool,
    /// Which of the logs in the file it belongs to.
    pub(crate) stream: &'a str,
    /// The service of that log.
    pub(crate) service: &'a str,
}

impl Line<'_> {
    /// A whole line of no known log.
    pub(crate) fn of(text: Span) -> Line<'static> {
        Line { text, time: None, ends: true, is_sure: true, stream: "", service: "" }
    }

    /// A line that stands among the wrapped ones as it was written.
    pub(crate) fn bare(line: &str) -> Line<'static> {
        Line { stream: BARE, ..Line::of(Span::line(0, line.len())) }
    }
}
