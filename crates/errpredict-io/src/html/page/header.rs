//! What was analysed, and whether anything is wrong.

use errpredict::action::Priority;

use crate::html::Contents;
use crate::html::escape::{cell, escape, sentences};
use errpredict::numbers::{duration, errors_and_failed, plural};

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let analysis = contents.analysis;
    let headline = &analysis.headline;
    let is_new = analysis.services.iter().any(|found| found.is_unjudged());
    // What is urgent is no calm either, though nothing goes on.
    let is_urgent = analysis.to_do().first().is_some_and(|action| action.priority >= Priority::High);
    let class =
        match (headline.trouble || headline.unread, is_new || is_urgent || analysis.is_without_levels()) {
            (true, _) => "trouble",
            // Neither wrong nor calm can be said yet.
            (false, true) => "quiet",
            (false, false) => "calm",
        };
    let clock = analysis.clock();
    let clock_told = match &analysis.zone {
        Some(zone) => format!("Times are those of {}.", escape(zone)),
        None => "Times are UTC.".to_owned(),
    };
    let state = format!("<p class=\"state {class}\">{}</p>", sentences(&headline.text));
    let warnings: String = analysis
        .warnings
        .iter()
        .map(|warning| format!("<p class=\"state quiet\">{}</p>", escape(warning)))
        .collect();
    format!(
        "<header><h1>{}</h1>{state}{warnings}<p>{}, {} of {} over {}; {} to {}. {clock_told}</p></header>\n",
        cell(contents.title),
        plural(analysis.events, "event"),
        errors_and_failed(analysis.errors, analysis.system.failed_requests),
        plural(analysis.services.len() as u64, "service"),
        duration(analysis.effective_at.ms() - analysis.first_event.ms()),
        clock.short(analysis.first_event),
        clock.told(analysis.effective_at),
    )
}
