//! The card of one service.

use errpredict::analysis::ServiceAnalysis;
use errpredict::detect::{AnomalyDetection, AnomalyType};
use errpredict::predict::occurrence::{Basis, Target};
use errpredict::stats::Series;
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{ServiceRollup, Timestamp};

use super::chart::{Chart, Frame};
use super::escape::{escape, quote};
use crate::numbers::{amount, count, duration, percent, rate, short_time};

/// Days drawn.
const DAYS: i64 = 30;
/// Hours whose spread the band shows.
const BAND_HOURS: usize = 168;
/// Shares of those hours below and above the band.
const BAND_TAILS: (f64, f64) = (0.05, 0.95);
/// Error types told apart in the mix; the rest is one colour.
const MIX_TYPES: usize = 6;

/// The anchor of a service's card: letters and digits only, so that no name can leave the attribute.
pub(super) fn anchor(service: &str) -> String {
    service.bytes().fold(String::from("s"), |anchor, byte| anchor + &format!("{byte:02x}"))
}

/// The card of a service; `counts` are its counts in the rollup.
pub(super) fn card(found: &ServiceAnalysis, counts: &ServiceRollup, at: Timestamp, open: bool) -> String {
    let badge = found.anomalies.iter().map(|anomaly| anomaly.severity).max();
    let badge = badge.map_or(String::new(), |severity| format!(" <b class=\"{severity}\">{severity}</b>"));
    let mut card = format!(
        "<details id=\"{}\"{}><summary><h2>{}{badge}</h2><span>{} errors in 24 h</span></summary>\n",
        anchor(&found.service),
        if open { " open" } else { "" },
        escape(&found.service),
        count(found.errors_last_day)
    );
    card += &anomalies(&found.anomalies, at);
    card += &rate_chart(found, counts, at);
    card += &mix_chart(counts, at);
    card += &groups(found);
    card += &predictions(found);
    card += &list(
        "Why",
        found.root_causes.iter().flat_map(|found| &found.causes).map(|cause| {
            let evidence: Vec<_> = cause.evidence.iter().map(|line| escape(&line.statement)).collect();
            format!(
                "{} of {} ({}): {}",
                cause.kind.name().replace('_', " "),
                escape(&cause.service),
                percent(cause.probability),
                evidence.join("; ")
            )
        }),
    );
    card += &list(
        "What it means",
        found.insights.iter().map(|insight| {
            format!(
                "<b>{}</b> ({} sure). {}",
                escape(&insight.title),
                percent(insight.confidence),
                escape(&insight.description)
            )
        }),
    );
    card += &list(
        "What to do",
        found.actions.iter().map(|action| {
            let why: Vec<_> = action.evidence.iter().map(|line| escape(&line.statement)).collect();
            format!("<b>{}</b> <span class=\"quiet\">{}</span>", escape(&action.title), why.join("; "))
        }),
    );
    card += &list(
        "Not known",
        found.notes.iter().map(|note| format!("{}: {}", escape(&note.part), escape(&note.message))),
    );
    card + "</details>\n"
}

fn list(title: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: String = lines.map(|line| format!("<li>{line}</li>\n")).collect();
    if lines.is_empty() { lines } else { format!("<h3>{title}</h3><ul>\n{lines}</ul>\n") }
}

fn anomalies(anomalies: &[AnomalyDetection], at: Timestamp) -> String {
    list(
        "What is wrong",
        anomalies.iter().rev().map(|anomaly| {
            let until = if anomaly.ongoing {
                format!("ongoing for {}", duration(at.ms() - anomaly.start.ms()))
            } else {
                format!("over since {}", short_time(anomaly.end))
            };
            let numbers = if anomaly.anomaly_type == AnomalyType::PatternDeviation {
                String::new()
            } else {
                format!("{}/h where {} was expected, ", amount(anomaly.actual), rate(anomaly.expected))
            };
            let mut line = format!(
                "<b class=\"{0}\">{0}</b> {1}: {numbers}since {2} UTC, {until}; {3} sure",
                anomaly.severity,
                anomaly.anomaly_type.name().replace('_', " "),
                short_time(anomaly.start),
                percent(anomaly.confidence),
            );
            for cause in anomaly.causes.iter().take(3) {
                line += &format!(
                    "; {}: {} where {} was expected",
                    quote(&cause.name),
                    amount(cause.actual),
                    amount(cause.expected)
                );
            }
            line
        }),
    )
}

fn points(series: &Series) -> Vec<(Timestamp, f64)> {
    series.values.iter().enumerate().map(|(i, value)| (series.end_of(i), *value)).collect()
}

fn rate_chart(found: &ServiceAnalysis, counts: &ServiceRollup, at: Timestamp) -> String {
    let from = at.plus_ms(-DAYS * DAY_MS).max(counts.first().unwrap_or(at).floor_to(HOUR_MS));
    let hours = (at.ms() - from.ms()) / HOUR_MS;
    if hours < 2 {
        return String::new();
    }
    let series = points(&counts.errors().series(at.plus_ms(-hours * HOUR_MS), at, HOUR_MS));
    let (lower, upper) = band(&series);
    let ahead = found.forecast.as_ref();
    let future: Vec<_> = ahead.iter().flat_map(|forecast| &forecast.values).collect();
    let fan = |of: fn(&errpredict::forecast::ForecastValue) -> Option<f64>| -> Vec<(Timestamp, f64)> {
        future.iter().filter_map(|step| of(step).map(|value| (step.time, value))).collect()
    };
    let (low, high) = (fan(|step| step.lower), fan(|step| step.upper));
    let all = series.iter().chain(&upper).chain(&high).map(|(_, value)| *value);
    let to = future.last().map_or(at, |step| step.time);
    let mut chart = Chart::new(Frame { from, to, max: all.fold(0.0, f64::max) });
    for anomaly in &found.anomalies {
        let title = format!("{} since {}", anomaly.anomaly_type.name(), short_time(anomaly.start));
        chart.span("anomaly", anomaly.start, anomaly.end, &title);
    }
    chart.band("band", &lower, &upper);
    chart.band("fan", &low, &high);
    chart.line("rate", &series);
    chart.line("point", &fan(|step| Some(step.value)));
    let label = "Errors per hour with the band of the seven days before, and the forecast";
    format!("<h3>Errors per hour, and where they are going</h3>{}", chart.svg(label))
}

/// A line of the chart.
type Line = Vec<(Timestamp, f64)>;

/// For every hour the 5th and 95th percentile of the seven days before it.
fn band(series: &[(Timestamp, f64)]) -> (Line, Line) {
    let mut window: Vec<f64> = Vec::with_capacity(BAND_HOURS);
    let (mut lower, mut upper) = (Vec::new(), Vec::new());
    for (i, (time, value)) in series.iter().enumerate() {
        if window.len() >= BAND_HOURS / 7 {
            let at = |share: f64| window[(share * (window.len() - 1) as f64).round() as usize];
            lower.push((*time, at(BAND_TAILS.0)));
            upper.push((*time, at(BAND_TAILS.1)));
        }
        if window.len() == BAND_HOURS {
            let oldest = series[i - BAND_HOURS].1;
            window.remove(window.partition_point(|kept| *kept < oldest));
        }
        window.insert(window.partition_point(|kept| kept < value), *value);
    }
    (lower, upper)
}

/// Errors per day, by error type.
fn mix_chart(counts: &ServiceRollup, at: Timestamp) -> String {
    let from = at.plus_ms(-DAYS * DAY_MS).max(counts.first().unwrap_or(at).floor_to(DAY_MS));
    let n_days = ((at.ms() - from.ms()) / DAY_MS).max(1);
    let days: Vec<_> =
        (0..n_days).rev().map(|ago| (at.plus_ms(-(ago + 1) * DAY_MS), at.plus_ms(-ago * DAY_MS))).collect();
    let mut types: std::collections::BTreeMap<&str, Vec<u64>> = std::collections::BTreeMap::new();
    for (_, group) in counts.groups() {
        let per_day = types.entry(group.error_type()).or_insert_with(|| vec![0; days.len()]);
        for (total, (after, up_to)) in per_day.iter_mut().zip(&days) {
            *total += group.cells().between(*after, *up_to);
        }
    }
    let mut types: Vec<_> = types.into_iter().filter(|(_, per_day)| per_day.iter().any(|n| *n > 0)).collect();
    if types.is_empty() {
        return String::new();
    }
    types.sort_by_key(|(name, per_day)| (std::cmp::Reverse(per_day.iter().sum::<u64>()), *name));
    let totals = (0..days.len()).map(|day| types.iter().map(|(_, per_day)| per_day[day]).sum::<u64>());
    let max = totals.max().unwrap_or(1) as f64;
    let mut chart = Chart::new(Frame { from: days.first().map_or(at, |day| day.0), to: at, max });
    for (day, span) in days.iter().enumerate() {
        let mut below = 0.0;
        for (rank, (name, per_day)) in types.iter().enumerate().filter(|(_, (_, per_day))| per_day[day] > 0) {
            let above = below + per_day[day] as f64;
            let title = format!("{}: {}", quote(name), count(per_day[day]));
            chart.bar(&format!("mix{}", rank.min(MIX_TYPES)), *span, (below, above), &title);
            below = above;
        }
    }
    let legend: String = types
        .iter()
        .take(MIX_TYPES)
        .enumerate()
        .map(|(rank, (name, _))| format!("<span><i class=\"mix{rank}\"></i>{}</span> ", quote(name)))
        .collect();
    let rest = if types.len() > MIX_TYPES {
        format!("<span><i class=\"mix{MIX_TYPES}\"></i>others</span>")
    } else {
        String::new()
    };
    format!(
        "<h3>Mix of errors per day</h3>{}<p class=\"legend\">{legend}{rest}</p>\n",
        chart.svg("Errors per day by type")
    )
}

fn groups(found: &ServiceAnalysis) -> String {
    if found.groups.is_empty() {
        return String::new();
    }
    let rows: String = found
        .groups
        .iter()
        .map(|group| {
            format!(
                "<tr><td>{}<td>{}<td class=\"n\">{}<td>{}</tr>\n",
                quote(&group.error_type),
                if group.sample.is_empty() { "–".to_owned() } else { quote(&group.sample) },
                count(group.errors_last_day),
                short_time(group.first_seen)
            )
        })
        .collect();
    format!(
        "<h3>Top error groups</h3><div class=\"wide\"><table><thead><tr><th>type<th>message<th class=\"n\">24 h<th>first seen (UTC)</tr></thead><tbody>\n{rows}</tbody></table></div>\n"
    )
}

fn predictions(found: &ServiceAnalysis) -> String {
    if found.predictions.is_empty() {
        return String::new();
    }
    let rows: String = found
        .predictions
        .iter()
        .map(|prediction| {
            let what = match (prediction.target, prediction.burst_threshold) {
                (Target::Critical, _) => "a critical event".to_owned(),
                (Target::Burst, Some(threshold)) => format!("a burst of {} errors or more", count(threshold)),
                (Target::Burst, None) => "a burst".to_owned(),
            };
            let basis = match prediction.basis {
                Basis::BaseRate => "base rate",
                Basis::Model => "model",
            };
            format!(
                "<tr><td>{what}<td>within {}<td class=\"n\">{}<td class=\"n\">{} to {}<td>{basis}</tr>\n",
                duration(i64::from(prediction.horizon_minutes) * 60_000),
                percent(prediction.probability),
                percent(prediction.lower),
                percent(prediction.upper)
            )
        })
        .collect();
    format!(
        "<h3>How likely</h3><div class=\"wide\"><table><thead><tr><th>what<th>when<th class=\"n\">probability<th class=\"n\">90 % interval<th>from</tr></thead><tbody>\n{rows}</tbody></table></div>\n"
    )
}
