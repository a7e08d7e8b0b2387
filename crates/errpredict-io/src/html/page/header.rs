//! What was analysed, and whether anything is wrong.

use errpredict::analysis::ServiceAnalysis;

use crate::html::Contents;
use crate::html::escape::cell;
use crate::numbers::{duration, errors_and_failed, plural, short_time};

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let analysis = contents.analysis;
    let is_troubled = |found: &&ServiceAnalysis| found.anomalies.iter().any(|anomaly| anomaly.ongoing);
    let troubled = analysis.services.iter().filter(is_troubled).count();
    let state = match (troubled, is_troubled(&&analysis.system)) {
        (0, false) => "<p class=\"state calm\">Nothing stands out from chance now.</p>".to_owned(),
        // What no service shows alone.
        (0, true) => {
            "<p class=\"state trouble\">Something is wrong now in all services together.</p>".to_owned()
        }
        (n, _) => format!(
            "<p class=\"state trouble\">Something is wrong in {} now.</p>",
            plural(n as u64, "service")
        ),
    };
    format!(
        "<header><h1>{}</h1>{state}<p>{}, {} of {} over {}; {} to {} UTC.</p></header>\n",
        cell(contents.title),
        plural(analysis.events, "event"),
        errors_and_failed(analysis.errors, analysis.system.failed_requests),
        plural(analysis.services.len() as u64, "service"),
        duration(analysis.effective_at.ms() - analysis.first_event.ms()),
        short_time(analysis.first_event),
        short_time(analysis.effective_at),
    )
}
