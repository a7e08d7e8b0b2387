//! What a probability was worth before: how often trouble came after such words.

use serde::{Deserialize, Serialize};

use crate::stats::Z_95;

/// Groups of about equally many rows, from the lowest probability to the highest.
const GROUPS: usize = 10;
/// Rows of one service within so many minutes are one observation: a week, in which trouble hangs together.
const BLOCK_MINUTES: u32 = 7 * 1440;

/// A row of the past that was answered without knowing what came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) said: f64,
    pub(super) came: bool,
    pub(super) weight: f64,
    pub(super) service: usize,
    pub(super) minute: u32,
}

/// How often it came after what was said, in groups of like probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Worth {
    groups: Vec<Group>,
    /// No probability lies below this: what so many quiet rows can tell apart from never.
    pub(super) floor: f64,
}

/// One group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Group {
    /// What was said, on average.
    pub(super) said: f64,
    /// How often it came.
    pub(super) came: f64,
    /// Standard error of `came`.
    pub(super) error: f64,
    /// Rows.
    pub(super) rows: usize,
}

impl Worth {
    /// Nothing without rows.
    pub(super) fn new(mut rows: Vec<Judged>) -> Option<Worth> {
        if rows.is_empty() {
            return None;
        }
        let floor = 0.5 / (rows.len() as f64 + 1.0);
        rows.sort_by(|a, b| {
            a.said.total_cmp(&b.said).then((a.minute, a.service).cmp(&(b.minute, b.service)))
        });
        let n = rows.len();
        let groups = (0..GROUPS).map(|i| &rows[n * i / GROUPS..n * (i + 1) / GROUPS]);
        Some(Worth { groups: groups.filter(|rows| !rows.is_empty()).map(Group::new).collect(), floor })
    }

    /// The group whose words were nearest to this probability.
    pub(super) fn nearest(&self, probability: f64) -> Option<Group> {
        let away = |group: &Group| (group.said - probability).abs();
        self.groups.iter().copied().min_by(|a, b| away(a).total_cmp(&away(b)))
    }
}

impl Group {
    fn new(rows: &[Judged]) -> Group {
        let total: f64 = rows.iter().map(|row| row.weight).sum();
        let mean = |of: fn(&Judged) -> f64| rows.iter().map(|row| row.weight * of(row)).sum::<f64>() / total;
        let came = mean(|row| f64::from(u8::from(row.came)));
        Group { said: mean(|row| row.said), came, error: error(rows, came, total), rows: rows.len() }
    }

    /// The interval of 95 % of the share that comes after this probability, which lies inside.
    pub(super) fn interval(&self, probability: f64) -> (f64, f64) {
        // What the group missed counts as well: the interval reaches from the words to what came after them.
        let moved = probability + self.came - self.said;
        let reach = Z_95 * self.error;
        ((probability.min(moved) - reach).max(0.0), (probability.max(moved) + reach).min(1.0))
    }
}

/// Standard error of a weighted share of rows that hang together by service and by week: two-way clustering (Cameron,
/// Gelbach and Miller, "Robust inference with multiway clustering", 2011). Never less than that of independent rows.
fn error(rows: &[Judged], came: f64, total: f64) -> f64 {
    let residual = |row: &Judged| row.weight * (f64::from(u8::from(row.came)) - came);
    let clustered = |key: fn(&Judged) -> (usize, u32)| -> f64 {
        let mut sums: std::collections::BTreeMap<(usize, u32), f64> = std::collections::BTreeMap::new();
        rows.iter().for_each(|row| *sums.entry(key(row)).or_default() += residual(row));
        sums.values().map(|sum| sum * sum).sum()
    };
    let by_service = clustered(|row| (row.service, 0));
    let by_week = clustered(|row| (0, row.minute / BLOCK_MINUTES));
    let by_both = clustered(|row| (row.service, row.minute / BLOCK_MINUTES));
    let alone: f64 = rows.iter().map(|row| residual(row) * residual(row)).sum();
    // Half a row to either side: a group in which nothing came is not certain.
    let least = (came + 0.5 / rows.len() as f64) * (1.0 - came + 0.5 / rows.len() as f64) / rows.len() as f64;
    let variance = (by_service + by_week - by_both).max(alone) / (total * total);
    variance.max(least).sqrt()
}
