//! What was analysed, and whether anything is wrong.

use crate::html::Contents;
use crate::html::escape::cell;
use crate::numbers::{duration, errors_and_failed, plural, short_time};

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let analysis = contents.analysis;
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
        cell(contents.title),
        plural(analysis.events, "event"),
        errors_and_failed(analysis.errors, analysis.system.failed_requests),
        plural(analysis.services.len() as u64, "service"),
        duration(analysis.effective_at.ms() - analysis.first_event.ms()),
        short_time(analysis.first_event),
        short_time(analysis.effective_at),
    )
}
