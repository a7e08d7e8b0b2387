//! Scored rows as a page: the series with what was expected, the scores with their threshold, the anomalies.

use errpredict::Timestamp;
use errpredict::detect::{AnomalyDetection, Decision, expected_band};

use super::chart::{Chart, Frame};
use super::document;
use super::escape::{escape, percent};
use super::parts::{Column, or_dash, table};
use errpredict::numbers::{amount, plural, short_time};

/// Points of a line at most: about two for each pixel of a wide screen.
const MAX_POINTS: usize = 1_440;
/// Anomalies listed at most, newest first.
const MAX_LISTED: usize = 200;

/// What the page of scored rows is made of.
#[derive(Debug, Clone, Copy)]
pub struct ScoredRows<'a> {
    /// The heading: what was scored.
    pub title: &'a str,
    /// End of every row.
    pub ends: &'a [Timestamp],
    /// The values of a single series; absent where there are many columns.
    pub values: Option<&'a [f64]>,
    /// The expected band of that series, lower and upper end; empty where unknown.
    pub band: (&'a [f64], &'a [f64]),
    /// Score of every row.
    pub scores: &'a [f64],
    /// The score from which a row is an anomaly.
    pub threshold: f64,
    /// The anomalies.
    pub anomalies: &'a [AnomalyDetection],
}

/// The page of scores with what was decided of them and the anomalies found; of a single series with its values and what was expected.
/// The first row ends at `first_end`.
#[must_use]
pub fn decided(
    title: &str,
    scored: &[f64],
    decision: &Decision,
    single: Option<&[f64]>,
    (first_end, step_ms): (Timestamp, i64),
    anomalies: &[AnomalyDetection],
) -> String {
    let ends: Vec<Timestamp> =
        (0..scored.len()).map(|i| first_end.plus_ms(step_ms.saturating_mul(i as i64))).collect();
    let (lower, upper) = single.map(expected_band).unwrap_or_default();
    scores(&ScoredRows {
        title,
        ends: &ends,
        values: single,
        band: (&lower, &upper),
        scores: scored,
        threshold: decision.threshold(),
        anomalies,
    })
}

/// The page of scored rows.
#[must_use]
pub fn scores(rows: &ScoredRows<'_>) -> String {
    let state = if rows.anomalies.is_empty() {
        "<p class=\"state calm\">Nothing stands out from chance.</p>".to_owned()
    } else {
        format!("<p class=\"state trouble\">{}</p>", anomalies(rows.anomalies.len()))
    };
    let mut body = format!(
        "<header><h1>{}</h1>{state}<p>{} scored.</p></header>\n",
        escape(rows.title),
        plural(rows.scores.len() as u64, "row")
    );
    if let Some(values) = rows.values {
        body +=
            &format!("<section><h2>Values and what was expected</h2>{}</section>\n", series(rows, values));
    }
    let threshold = vec![rows.threshold; rows.scores.len()];
    let mut chart = Chart::new(frame(rows, rows.scores.iter().chain(&[rows.threshold]).copied()));
    marks(&mut chart, rows.anomalies);
    chart.line("rate", &extremes(rows.ends, rows.scores));
    chart.line("point", &extremes(rows.ends, &threshold));
    let svg = chart.svg("Score of every row, and the threshold");
    body += &format!(
        "<section><h2>Scores</h2>{svg}<p class=\"quiet\">A row is an anomaly from a score of {} on.</p></section>\n",
        amount(rows.threshold)
    );
    body += &list(rows.anomalies);
    document(rows.title, &body)
}

fn anomalies(n: usize) -> String {
    if n == 1 { "1 anomaly".to_owned() } else { format!("{n} anomalies") }
}

fn series(rows: &ScoredRows<'_>, values: &[f64]) -> String {
    let all = values.iter().chain(rows.band.0).chain(rows.band.1).copied();
    let mut chart = Chart::new(frame(rows, all));
    marks(&mut chart, rows.anomalies);
    let ends = |side: &[f64]| extremes(rows.ends, side);
    chart.band("band", &ends(rows.band.0), &ends(rows.band.1));
    chart.line("rate", &ends(values));
    chart.svg("Values with the band of what was expected; anomalies are marked")
}

/// The frame of these values and 0: what goes below 0 stands below it on the scale.
fn frame(rows: &ScoredRows<'_>, values: impl Iterator<Item = f64>) -> Frame {
    let bound = |end: Option<&Timestamp>| end.copied().unwrap_or_else(|| Timestamp::clamped(0));
    let (from, to) = (bound(rows.ends.first()), bound(rows.ends.last()));
    let points: Vec<(Timestamp, f64)> = values.map(|value| (from, value)).collect();
    Frame::around(from, to, points.iter())
}

fn marks(chart: &mut Chart, anomalies: &[AnomalyDetection]) {
    for anomaly in anomalies {
        let title = format!("{} since {}", anomaly.anomaly_type.name(), short_time(anomaly.start));
        chart.span("anomaly", anomaly.start, anomaly.end, &title);
    }
}

/// Least and greatest of as many stretches as there is room for, so that no outlier is lost.
fn extremes(ends: &[Timestamp], values: &[f64]) -> Vec<(Timestamp, f64)> {
    let per_stretch = (2 * values.len()).div_ceil(MAX_POINTS).max(1);
    let points: Vec<(Timestamp, f64)> = ends
        .iter()
        .zip(values)
        .filter(|(_, value)| value.is_finite())
        .map(|(end, value)| (*end, *value))
        .collect();
    if per_stretch <= 2 {
        return points;
    }
    let mut kept = Vec::with_capacity(MAX_POINTS);
    for stretch in points.chunks(per_stretch) {
        let low = stretch.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        let high = stretch.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        let mut pair: Vec<(Timestamp, f64)> = low.into_iter().chain(high).copied().collect();
        pair.sort_by_key(|(end, _)| *end);
        kept.extend(pair);
    }
    kept
}

fn list(anomalies: &[AnomalyDetection]) -> String {
    let columns = [
        Column::Text("since"),
        Column::Text("until"),
        Column::Text("what"),
        Column::Text("severity"),
        Column::Number("expected"),
        Column::Number("seen"),
        Column::Number("sure"),
    ];
    let rows = anomalies.iter().rev().take(MAX_LISTED).map(|anomaly| {
        vec![
            short_time(anomaly.start),
            if anomaly.ongoing { "ongoing".to_owned() } else { short_time(anomaly.end) },
            anomaly.anomaly_type.name().replace('_', " "),
            format!("<b class=\"{0}\">{0}</b>", anomaly.severity),
            or_dash(Some(amount(anomaly.expected))),
            amount(anomaly.actual),
            percent(anomaly.confidence),
        ]
    });
    let table = table(&columns, rows);
    if table.is_empty() { table } else { format!("<section><h2>Anomalies</h2>{table}</section>\n") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use errpredict::detect::{Seen, Subject, anomalies_of};
    use errpredict::stats::Series;

    #[test]
    fn the_page_shows_series_band_scores_and_anomalies_in_bounded_size() {
        let n = 50_000;
        let first_end = Timestamp::from_ms(1_795_392_000_000).unwrap();
        let values: Vec<f64> =
            (0..n).map(|i| if i == 40_000 { 900.0 } else { (i % 10) as f64 - 4.0 }).collect();
        let series = Series { first_end, step_ms: 60_000, values: values.clone() };
        let seen: Vec<Seen> =
            values.iter().map(|value| Seen { value: *value, expected: 0.0, deviation: 3.0 }).collect();
        let flags: Vec<_> = (0..n).map(|i| (i == 40_000).then_some((true, 1e-9))).collect();
        let found = anomalies_of(&Subject::measured("x"), &series, &seen, &flags, n as f64);
        let ends: Vec<Timestamp> = (0..n).map(|i| series.end_of(i)).collect();
        let (lower, upper) = (vec![-9.0; n], vec![9.0; n]);
        let rows = ScoredRows {
            title: "<cpu>",
            ends: &ends,
            values: Some(&values),
            band: (&lower, &upper),
            scores: &values,
            threshold: 20.0,
            anomalies: &found,
        };
        let page = scores(&rows);
        assert!(page.contains("&lt;cpu&gt;") && !page.contains("<cpu>"));
        // The scale says the values themselves, those below 0 as well.
        for text in
            ["1 anomaly", "class=\"anomaly\"", "class=\"band\"", "critical", ">900</text>", ">-9</text>"]
        {
            assert!(page.contains(text), "{text}");
        }
        assert!(!page.contains("add that"));
        assert!(page.len() < 120_000, "{} bytes", page.len());
        let empty =
            ScoredRows { ends: &[], values: None, band: (&[], &[]), scores: &[], anomalies: &[], ..rows };
        assert!(scores(&empty).contains("Nothing stands out"));
    }
}
