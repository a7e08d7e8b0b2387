//! The analysis as one self-contained page.
//!
//! No script, no font, no image from outside: it opens from a mail, a chat or a disk, light or dark as the reader's
//! system is, and on a phone. Charts are plain SVG. Text from logs passes through `escape` and stands in quotation
//! marks, so it can be neither markup nor, when a table is copied into a spreadsheet, a formula.

mod chart;
mod escape;
mod service;

use errpredict::Rollup;
use errpredict::analysis::{Analysis, ServiceAnalysis};

use crate::numbers::{count, duration, percent, plural, short_time};
use escape::escape;

/// Services with a card of their own; the others stand in the table only.
const MAX_CARDS: usize = 60;

const STYLE: &str = include_str!("style.css");

/// The page of an analysis; `rollup` is the one that was analysed.
#[must_use]
pub fn report(analysis: &Analysis, rollup: &Rollup, title: &str) -> String {
    let ranked = analysis.by_trouble();
    let mut page = String::with_capacity(1 << 18);
    page.push_str("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page += &format!("<title>errpredict: {}</title>\n<style>{STYLE}</style></head><body>\n", escape(title));
    page += &header(analysis, title);
    page += &service::card(&analysis.system, rollup.system(), analysis.effective_at, true);
    page += &overview(&ranked);
    for found in ranked.iter().take(MAX_CARDS) {
        if let Some(counts) = rollup.service(&found.service) {
            page += &service::card(found, counts, analysis.effective_at, !found.anomalies.is_empty());
        }
    }
    if ranked.len() > MAX_CARDS {
        page += &format!(
            "<p class=\"quiet\">{} more services stand in the table only.</p>\n",
            ranked.len() - MAX_CARDS
        );
    }
    page += "<footer><p>Made by errpredict from the log alone. Base rates say how often it came before, whatever the \
             present state. Shaded bands hold 90 % of the hours of the seven days before (rate) and the stated share \
             of future hours (forecast).</p></footer>\n</body></html>\n";
    page
}

fn header(analysis: &Analysis, title: &str) -> String {
    let troubled = analysis.services.iter().filter(|found| found.anomalies.iter().any(|a| a.ongoing)).count();
    let state = if troubled == 0 {
        "<p class=\"state calm\">Nothing stands out from chance now.</p>".to_owned()
    } else {
        format!(
            "<p class=\"state trouble\">Something is wrong in {} now.</p>",
            plural(troubled as u64, "service")
        )
    };
    format!(
        "<header><h1>{}</h1>{state}<p>{}, {} of {} over {}; {} to {} UTC.</p></header>\n",
        escape(title),
        plural(analysis.events, "event"),
        plural(analysis.errors, "error"),
        plural(analysis.services.len() as u64, "service"),
        duration(analysis.effective_at.ms() - analysis.first_event.ms()),
        short_time(analysis.first_event),
        short_time(analysis.effective_at),
    )
}

fn overview(ranked: &[&ServiceAnalysis]) -> String {
    let mut table = String::from(
        "<section><h2>Services</h2><div class=\"wide\"><table><thead><tr><th>service<th>state<th class=\"n\">errors, 24 h\
         <th class=\"n\">a usual day<th class=\"n\">critical within 24 h (base rate)</tr></thead><tbody>\n",
    );
    for found in ranked {
        let worst = found.anomalies.iter().map(|anomaly| anomaly.severity).max();
        let state =
            worst.map_or("calm".to_owned(), |severity| format!("<b class=\"{severity}\">{severity}</b>"));
        let usual =
            found.usual_errors_per_hour.map_or("–".to_owned(), |rate| crate::numbers::amount(24.0 * rate));
        table += &format!(
            "<tr><td><a href=\"#{}\">{}</a><td>{state}<td class=\"n\">{}<td class=\"n\">{usual}<td class=\"n\">{}</tr>\n",
            service::anchor(&found.service),
            escape(&found.service),
            count(found.errors_last_day),
            critical_within_a_day(found).map_or("–".to_owned(), percent),
        );
    }
    table + "</tbody></table></div></section>\n"
}

fn critical_within_a_day(found: &ServiceAnalysis) -> Option<f64> {
    use errpredict::predict::occurrence::Target;
    let mut predictions = found.predictions.iter();
    predictions.find(|p| p.target == Target::Critical && p.horizon_minutes == 1440).map(|p| p.probability)
}

#[cfg(test)]
mod tests;
