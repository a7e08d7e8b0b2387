//! The card of all services together.

use crate::html::Contents;
use crate::html::card::{Card, card};

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let analysis = contents.analysis;
    let counts = contents.rollup.system();
    card(&Card { contents, found: &analysis.system, counts, at: analysis.effective_at, open: false })
}
