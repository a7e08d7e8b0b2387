//! The analysis as one self-contained page.
//!
//! No script, no font, no image from outside: it opens from a mail, a chat or a disk, light or dark as the reader's
//! system is, and on a phone. Charts are plain SVG. Text from logs passes through `escape` and, where it stands
//! alone in a table cell, is guarded against being taken for a formula by the spreadsheet it is copied into.
//!
//! # Adding a section
//! A section is one file and one line:
//!
//! 1. A file in `page/` (about everything) or `card/` (about one service) with `pub(in crate::html) fn section`.
//!    It takes the [`Contents`] or the `Card` and returns its markup, or an empty text where it has
//!    nothing to say; `parts` holds headings, lists and tables, `chart` the charts.
//! 2. A line in the list of sections in `page/mod.rs` or `card/mod.rs`, where it is to stand.
//!
//! What a section needs beyond the analysis and the rollup is a field of [`Contents`], absent unless the caller has
//! it. A page of its own is `document` around its sections. Colours are the variables at the top of `style.css`;
//! a section's own rules go there, below a comment with its name.
//!
//! ```
//! use errpredict::analysis::{AnalysisConfig, analyze};
//! use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
//! use errpredict_io::html;
//!
//! let mut rollup = Rollup::new(RollupConfig::default())?;
//! let start: Timestamp = "2026-11-20T00:00:00Z".parse()?;
//! for minute in 0..300 {
//!     rollup.observe(EventRef::new(start.plus_ms(minute * 60_000), "<shop>", Severity::High, "TimeoutError"));
//! }
//! rollup.settle();
//! let found = analyze(&rollup, start.plus_ms(300 * 60_000), &AnalysisConfig::default())?;
//! let page = html::report(&html::Contents::new("Night of 20 November", &found, &rollup));
//! assert!(page.contains("Night of 20 November") && !page.contains("<shop>"), "text of logs is never markup");
//! # Ok::<(), errpredict::Error>(())
//! ```

mod card;
mod chart;
pub mod draw;
mod escape;
mod forecast;
mod model;
mod page;
mod parts;
mod plane;
mod scores;

use errpredict::Rollup;
use errpredict::analysis::{Analysis, PastWorth};

pub use model::{ModelContents, ROWS_OF_BACKTEST, ROWS_OF_TRAINING, model_report};

use escape::escape;
pub use scores::{ScoredRows, decided, scores};

pub use forecast::forecasts;

/// The style of every page.
pub const STYLE: &str = include_str!("style.css");

/// What a page is made of. Where an optional part is absent, its section is.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Contents<'a> {
    /// The heading: what was analysed.
    pub title: &'a str,
    /// The analysis.
    pub analysis: &'a Analysis,
    /// The rollup that was analysed.
    pub rollup: &'a Rollup,
    /// What the probabilities were worth in the past weeks; empty where nobody looked.
    pub past: &'a [PastWorth],
}

impl<'a> Contents<'a> {
    /// A page without optional parts.
    #[must_use]
    pub fn new(title: &'a str, analysis: &'a Analysis, rollup: &'a Rollup) -> Self {
        Contents { title, analysis, rollup, past: &[] }
    }

    /// With what the probabilities were worth in the past weeks beside them.
    #[must_use]
    pub fn with_past(self, past: &'a [PastWorth]) -> Self {
        Contents { past, ..self }
    }
}

/// The page of an analysis.
#[must_use]
pub fn report(contents: &Contents<'_>) -> String {
    document(contents.title, &page::body(contents))
}

/// A page around ready sections.
fn document(title: &str, body: &str) -> String {
    let mut page = String::with_capacity(body.len() + STYLE.len() + 1_000);
    page.push_str("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page += &format!("<title>errpredict: {}</title>\n<style>{STYLE}</style></head><body>\n", escape(title));
    page.push_str(body);
    page.push_str("</body></html>\n");
    page
}

#[cfg(test)]
mod tests;
