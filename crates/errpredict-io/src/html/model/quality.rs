//! The reliability curve, and precision against recall.

use super::Page;
use crate::html::escape::percent;
use crate::html::plane::{Axis, Plane};
use errpredict::numbers::count;
use errpredict::predict::{Reliability, ReliabilityBin};

/// Bins of the reliability curve: equal numbers of rows.
const BINS: usize = 20;
const Z95: f64 = 1.959_963_984_540_054;
/// Points of a curve that are drawn: more cannot be told apart.
const MAX_POINTS: usize = 400;

pub(super) fn section(page: &Page<'_>) -> String {
    format!(
        "<section id=\"reliability\"><h2>Does it come as often as it says?</h2>\n{}\
         <p class=\"quiet\">Rows in {BINS} groups of equal size by what was predicted. On the line, what was predicted \
         is what came; the bars hold the true rate of a group with 95 % confidence, rows of one time and \
         of overlapping horizons counted for what they are worth.</p></section>\n\
         <section id=\"curve\"><h2>Alarms that are right against trouble that is caught</h2>\n{}\
         <p class=\"quiet\">Every threshold is a point: how many of the rows above it were right (precision), and what \
         share of all trouble they were (recall). Dashed: alarms at random. The dot is the model's own threshold.</p>\
         </section>\n",
        reliability(page),
        curve(page)
    )
}

fn reliability(page: &Page<'_>) -> String {
    let times: Vec<_> = page.contents.rows.iter().map(|row| row.at).collect();
    let horizon_ms = page.contents.saved.model.horizon_ms;
    reliability_curve(
        &Reliability::of_times(&page.probabilities, &page.labels, (&times, horizon_ms), BINS).bins,
    )
}

/// How often it came against what was predicted, bin by bin, with the interval of each.
#[must_use]
pub fn reliability_curve(bins: &[ReliabilityBin]) -> String {
    let highest = bins.iter().map(|bin| interval(bin).1.max(bin.predicted)).fold(0.0, f64::max);
    let max = nice(highest);
    let axis = |name| Axis { max, name, number: percent_mark };
    let mut plane = Plane::new(axis("predicted"), axis("came"), 320.0);
    plane.line("ideal", [(0.0, 0.0), (max, max)].into_iter());
    plane.line("rate", bins.iter().map(|bin| (bin.predicted, bin.observed)));
    for bin in bins {
        let title = format!(
            "predicted {}, came {}, {} rows",
            percent(bin.predicted),
            percent(bin.observed),
            count(bin.n_rows as u64)
        );
        plane.dot((bin.predicted, bin.observed), Some(interval(bin)), &title);
    }
    plane.svg("Reliability curve: how often it came against what was predicted")
}

/// Wilson's score interval (1927) of the rate of a bin, with the independent rows it is worth.
fn interval(bin: &ReliabilityBin) -> (f64, f64) {
    let (n, p) = (bin.n_independent.unwrap_or(bin.n_rows as f64), bin.observed);
    let centre = (p + Z95 * Z95 / (2.0 * n)) / (1.0 + Z95 * Z95 / n);
    let half = Z95 / (1.0 + Z95 * Z95 / n) * (p * (1.0 - p) / n + Z95 * Z95 / (4.0 * n * n)).sqrt();
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

/// The next of 1, 2, 5 times a power of ten, at most 1.
fn nice(highest: f64) -> f64 {
    let steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
    steps.into_iter().find(|step| *step >= highest).unwrap_or(1.0)
}

fn percent_mark(share: f64) -> String {
    let value = 100.0 * share;
    if (value - value.round()).abs() < 1e-9 { format!("{value:.0}%") } else { format!("{value:.2}%") }
}

fn curve(page: &Page<'_>) -> String {
    let axis = |name| Axis { max: 1.0, name, number: percent_mark };
    let mut plane = Plane::new(axis("recall"), axis("precision"), 320.0);
    plane.line("ideal dashed", [(0.0, page.base_rate), (1.0, page.base_rate)].into_iter());
    let step = page.points.len().div_ceil(MAX_POINTS).max(1);
    let last = page.points.last().into_iter();
    let drawn = page.points.iter().step_by(step).chain(last);
    plane.line("rate", drawn.map(|point| (point.recall, point.precision)));
    let threshold = page.contents.saved.task.as_ref().and_then(|state| state.alert.threshold);
    if let Some(threshold) = threshold
        && let Some(point) = page.points.iter().rfind(|point| point.threshold >= threshold)
    {
        let title = format!(
            "alert at {}: precision {}, recall {}",
            percent(threshold),
            percent(point.precision),
            percent(point.recall)
        );
        plane.dot((point.recall, point.precision), None, &title);
    }
    plane.svg("Precision against recall at every threshold")
}
