//! What happened in which order: the errors of the last day with the deployments, and the moments around the onset.

use errpredict::Timestamp;
use errpredict::rca::MomentKind;
use errpredict::time::{DAY_MS, MINUTE_MS};

use super::Card;
use crate::html::chart::{Bar, Chart, Frame};
use crate::html::escape::{escape, quote};
use crate::html::parts::{Column, or_dash, table};
use errpredict::numbers::count;

/// Width of a bar.
const STEP_MS: i64 = 15 * MINUTE_MS;
const COLUMNS: [Column; 4] =
    [Column::Text("when"), Column::Text("what"), Column::Text("service"), Column::Text("which")];

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let moments = card.found.root_causes.as_ref().map_or(&[][..], |found| &found.timeline);
    let from = card.at.plus_ms(-DAY_MS);
    let mut deployments: Vec<(Timestamp, String)> = card
        .counts
        .deployments()
        .range(from, card.at)
        .map(|(end, _)| (end, format!("deployment of {}", escape(&card.found.scope.to_string()))))
        .collect();
    for moment in moments.iter().filter(|moment| moment.kind == MomentKind::Deployment && moment.at > from) {
        // Its own deployments are in the counts already; the release is worth more than the minute.
        let end = moment.at.bucket_end(MINUTE_MS);
        deployments.retain(|(at, _)| *at != end || card.found.scope.service() != Some(&moment.service));
        let release =
            moment.subject.as_ref().map_or(String::new(), |release| format!(" {}", escape(release)));
        deployments.push((moment.at, format!("deployment{release} of {}", escape(&moment.service))));
    }
    if moments.is_empty() && deployments.is_empty() {
        return String::new();
    }
    let clock = card.clock();
    let series = card.counts.errors().series(from, card.at, STEP_MS);
    let most = series.values.iter().copied().fold(0.0, f64::max);
    let mut chart = Chart::new(Frame { from, to: card.at, min: 0.0, max: most }).by(card.clock());
    let bars = series.values.iter().enumerate().filter(|(_, errors)| **errors > 0.0).map(|(i, errors)| {
        let end = series.end_of(i);
        let title = format!("{}: {}", clock.short(end), count(*errors as u64));
        Bar { span: (end.plus_ms(-STEP_MS), end), values: (0.0, *errors), title }
    });
    chart.bars("mix0", bars);
    for (at, title) in &deployments {
        chart.span("deployment", *at, *at, title);
    }
    let legend = if deployments.is_empty() {
        "<span>no deployment in 24 h is recorded</span>".to_owned()
    } else {
        "<span><i class=\"deployment\"></i>deployments</span>".to_owned()
    };
    let rows = moments.iter().map(|moment| {
        let what = match moment.kind {
            MomentKind::Deployment => "deployment",
            MomentKind::OtherRise => "errors rose elsewhere",
            MomentKind::Rise => "<b>errors rose</b>",
            MomentKind::NewGroup => "new error",
        };
        vec![
            clock.short(moment.at),
            what.to_owned(),
            quote(&moment.service),
            or_dash(moment.subject.as_ref().map(|what| quote(what))),
        ]
    });
    format!(
        "<h3>What happened when</h3>{}<p class=\"legend\">{legend}</p>\n{}",
        chart.svg("Errors per quarter of an hour in the last 24 hours, with deployments"),
        table(&COLUMNS, rows)
    )
}
