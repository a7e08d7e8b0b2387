//! The sections of the page.

mod cards;
mod footer;
mod header;
mod patterns;
mod services;
mod system;
mod to_do;

use super::Contents;

/// The sections from top to bottom: one file, one line.
const SECTIONS: &[fn(&Contents<'_>) -> String] = &[
    header::section,
    to_do::section,
    services::section,
    cards::section,
    system::section,
    patterns::section,
    footer::section,
];

/// Everything between the head and the end of the page.
pub(super) fn body(contents: &Contents<'_>) -> String {
    SECTIONS.iter().map(|section| section(contents)).collect()
}
