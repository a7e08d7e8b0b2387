//! The card of all services together.

use crate::html::Contents;
use crate::html::card::{Card, card};

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let analysis = contents.analysis;
    let counts = contents.rollup.system();
    // All services are the only one: its card says it.
    if analysis.services.len() == 1
        && contents.rollup.services().len() == 1
        && analysis.system.actions.is_empty()
    {
        return String::new();
    }
    card(&Card { contents, found: &analysis.system, counts, at: analysis.effective_at, open: false })
}
