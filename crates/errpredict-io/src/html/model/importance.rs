//! What the model relies on.

use errpredict::predict::Importance;

use super::Page;
use crate::html::escape::cell;
use crate::html::parts::{Column, or_dash, table};
use errpredict::numbers::count;

/// Factors and features shown.
const SHOWN: usize = 15;

const COLUMNS: [Column; 4] = [
    Column::Text("factor"),
    Column::Text("what shuffling it costs"),
    Column::Number("rise of the log loss"),
    Column::Number("share of the gain"),
];

pub(super) fn section(page: &Page<'_>) -> String {
    let Some(found) = page.contents.importances else { return String::new() };
    format!(
        "<section id=\"importance\"><h2>What it relies on</h2>\n<p>How much the log loss of {:.4} rises on {} rows when \
         the values of a factor are shuffled, and the share of the loss its splits and weights saved in training.</p>\n\
         {}<details><summary>Single features</summary>{}<p class=\"quiet\">Features that tell of the same stand in for \
         each other, so that each alone may seem worth nothing.</p></details></section>\n",
        found.log_loss,
        count(found.n_rows as u64),
        of(&found.factors),
        of(&found.features),
    )
}

fn of(list: &[Importance]) -> String {
    let most = list.iter().map(|one| one.permutation).fold(f64::MIN_POSITIVE, f64::max);
    let rows = list.iter().take(SHOWN).map(|one| {
        let width = (100.0 * one.permutation / most).clamp(0.0, 100.0);
        vec![
            cell(&one.name),
            format!("<i class=\"bar\" style=\"width:{width:.0}%\"></i>"),
            format!("{:+.4} ± {:.4}", one.permutation, one.spread),
            or_dash(one.gain.map(|gain| format!("{:.1}%", 100.0 * gain))),
        ]
    });
    table(&COLUMNS, rows)
}
