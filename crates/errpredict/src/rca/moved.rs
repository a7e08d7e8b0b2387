//! How far every metric moved after the onset, in units of its own usual spread.
//!
//! ```text
//! z = (median after − median before) / spread
//! spread = max(IQR / 1.349, 1.4826 · MAD, ½ · standard deviation, 5 % of |median|, 5 % of the usual level of that metric over all services)
//! ```
//!
//! The last two are floors: a column that never moved before has no spread of its own, and without a floor it would
//! win over everything (a processor share going from 0 to 0.001). The half standard deviation keeps columns that jump
//! now and then from looking steady. Medians hold with four or five rows after the onset, one of them odd.
//!
//! **Works badly when** a fault lasts for fewer than half of the rows after the onset: the median then does not see it.

use super::incident::Incident;
use super::metric_kind::MetricKind;
use crate::stats::{IQR_TO_DEVIATION, MAD_TO_DEVIATION, median, quantile};

/// Share of the standard deviation that counts as spread whatever the quartiles say. By judgement: a round number, as
/// all here (`docs/evaluation/rca.md`); more, and one jump hides the fault.
const DEVIATION_SHARE: f64 = 0.5;
/// Share of the usual level below which a move does not matter. By judgement: lower, and what never moved wins by a
/// trifle; higher, and a fault of a tenth is none.
const LEVEL_SHARE: f64 = 0.05;

/// Spreads from which a single row counts as out of its band. The three of Shewhart's charts (1931).
const OUT_OF_BAND: f64 = 3.0;

/// One metric before and after the onset.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved {
    pub(super) service: usize,
    pub(super) kind: MetricKind,
    pub(super) before: f64,
    pub(super) after: f64,
    pub(super) spread: f64,
    /// How far it moved; 0 where either side has no value.
    pub(super) z: f64,
}

/// Every metric of an incident, with the rows split at the onset.
#[derive(Debug)]
pub(super) struct Moves<'a> {
    pub(super) incident: &'a Incident,
    /// First row at or after the onset.
    pub(super) split: usize,
    pub(super) columns: Vec<Moved>,
}

impl<'a> Moves<'a> {
    pub(super) fn new(incident: &'a Incident) -> Self {
        let split = incident.times.partition_point(|&time| time < incident.onset);
        let mut sorted = Vec::new();
        let mut columns: Vec<Moved> = incident
            .metrics
            .iter()
            .map(|column| {
                let (before, after) = column.values.split_at(split.min(column.values.len()));
                let after = Summary::of(after, &mut sorted).map_or(f64::NAN, |summary| summary.median);
                let (before, spread) = Summary::of(before, &mut sorted)
                    .map_or((f64::NAN, f64::NAN), |summary| (summary.median, summary.spread()));
                let kind = MetricKind::of(&column.metric);
                Moved { service: column.service, kind, before, after, spread, z: 0.0 }
            })
            .collect();
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by(|&a, &b| incident.metrics[a].metric.cmp(&incident.metrics[b].metric));
        for same in order.chunk_by(|&a, &b| incident.metrics[a].metric == incident.metrics[b].metric) {
            let mut levels: Vec<f64> =
                same.iter().map(|&i| columns[i].before.abs()).filter(|level| *level > 0.0).collect();
            let floor = LEVEL_SHARE * median(&mut levels).unwrap_or(0.0);
            for &i in same {
                let moved = &mut columns[i];
                moved.spread = moved.spread.max(LEVEL_SHARE * moved.before.abs()).max(floor);
                // Nowhere was it ever anything but 0: then what it is now is the only measure there is.
                if moved.spread == 0.0 {
                    moved.spread = LEVEL_SHARE * moved.after.abs();
                }
                let z = (moved.after - moved.before) / moved.spread;
                moved.z = if z.is_finite() { z } else { 0.0 };
            }
        }
        Moves { incident, split, columns }
    }

    /// Values of a column before and after the onset.
    pub(super) fn rows(&self, column: usize) -> (&'a [f64], &'a [f64]) {
        let values = &self.incident.metrics[column].values;
        values.split_at(self.split.min(values.len()))
    }

    /// Seconds from the onset to the first row that lies outside of three usual spreads, if any does.
    pub(super) fn first_out_of_band(&self, column: usize) -> Option<f64> {
        let moved = &self.columns[column];
        let (_, after) = self.rows(column);
        let row = after.iter().position(|value| (value - moved.before).abs() > OUT_OF_BAND * moved.spread)?;
        let time = self.incident.times[self.split + row];
        Some((time.ms() - self.incident.onset.ms()) as f64 / 1e3)
    }

    /// Number of rows after the onset.
    pub(super) fn rows_after(&self) -> usize {
        self.incident.times.len() - self.split
    }

    /// Columns of one kind.
    pub(super) fn of_kind(&self, kind: MetricKind) -> impl Iterator<Item = (usize, &Moved)> {
        self.columns.iter().enumerate().filter(move |(_, moved)| moved.kind == kind)
    }

    /// The first column of one kind for every service.
    pub(super) fn first_of_kind(&self, kind: MetricKind) -> Vec<Option<usize>> {
        let mut first = vec![None; self.incident.services.len()];
        for (i, moved) in self.of_kind(kind) {
            first[moved.service].get_or_insert(i);
        }
        first
    }
}

/// Centre and spread of some values.
pub(super) struct Summary {
    pub(super) median: f64,
    pub(super) iqr: f64,
    mad: f64,
    pub(super) deviation: f64,
}

impl Summary {
    /// Of the values that are there; nothing if none is. `sorted` is scratch space.
    pub(super) fn of(values: &[f64], sorted: &mut Vec<f64>) -> Option<Summary> {
        sorted.clear();
        sorted.extend(values.iter().copied().filter(|value| !value.is_nan()));
        if sorted.is_empty() {
            return None;
        }
        let n = sorted.len() as f64;
        let mean = sorted.iter().sum::<f64>() / n;
        let deviation = (sorted.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n).sqrt();
        sorted.sort_unstable_by(f64::total_cmp);
        let middle = quantile(sorted, 0.5);
        let iqr = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        for value in sorted.iter_mut() {
            *value = (*value - middle).abs();
        }
        sorted.sort_unstable_by(f64::total_cmp);
        Some(Summary { median: middle, iqr, mad: quantile(sorted, 0.5), deviation })
    }

    /// Spread without floors.
    pub(super) fn spread(&self) -> f64 {
        (self.iqr / IQR_TO_DEVIATION).max(MAD_TO_DEVIATION * self.mad).max(DEVIATION_SHARE * self.deviation)
    }
}

#[cfg(test)]
mod tests {
    use super::super::incident::MetricColumn;
    use super::*;
    use crate::time::Timestamp;

    fn incident(columns: &[(&str, &[f64])], rows_before: i64) -> Incident {
        let at = |ms| Timestamp::from_ms(ms).unwrap();
        let mut incident =
            Incident::new("x", at(rows_before), (0..columns.len()).map(|i| format!("s{i}")).collect());
        incident.times = (0..columns[0].1.len() as i64).map(at).collect();
        for (service, (metric, values)) in columns.iter().enumerate() {
            let (name, metric) = (format!("s{service}_{metric}"), (*metric).to_owned());
            incident.metrics.push(MetricColumn { name, service, metric, values: values.to_vec() });
        }
        incident
    }

    #[test]
    fn a_column_that_never_moved_does_not_win() {
        let busy = [100.0, 104.0, 96.0, 102.0, 98.0, 100.0, 300.0, 310.0, 305.0];
        let still = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.001, 0.001, 0.001];
        let incident = incident(&[("cpu", &busy), ("cpu", &still)], 6);
        let moves = Moves::new(&incident);
        assert!(moves.columns[0].z > 30.0, "{:?}", moves.columns);
        assert!(moves.columns[1].z.abs() < 0.01, "{:?}", moves.columns);
    }

    #[test]
    fn gaps_and_empty_sides_are_no_move() {
        let nan = f64::NAN;
        let incident = incident(&[("cpu", &[nan, nan, 5.0, 6.0]), ("mem", &[1.0, 2.0, nan, nan])], 2);
        let moves = Moves::new(&incident);
        assert!(moves.columns.iter().all(|moved| moved.z == 0.0));
    }
}
