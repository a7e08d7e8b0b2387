//! Errors per day, by error type.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use errpredict::pattern::label_of;
use errpredict::time::DAY_MS;

use super::{Card, DAYS};
use crate::html::chart::{Bar, Chart, Frame};
use crate::html::escape::quote;
use errpredict::numbers::count;

/// Error types told apart; the rest is one colour.
const MIX_TYPES: usize = 6;

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let Card { counts, at, .. } = *card;
    let from = at.plus_ms(-DAYS * DAY_MS).max(counts.first().unwrap_or(at).floor_to(DAY_MS));
    let n_days = ((at.ms() - from.ms()) / DAY_MS).max(1);
    let days: Vec<_> =
        (0..n_days).rev().map(|ago| (at.plus_ms(-(ago + 1) * DAY_MS), at.plus_ms(-ago * DAY_MS))).collect();
    let mut types: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (_, group) in counts.groups() {
        let per_day = types.entry(label_of(group, at)).or_insert_with(|| vec![0; days.len()]);
        for (total, (after, up_to)) in per_day.iter_mut().zip(&days) {
            *total += group.cells().between(*after, *up_to);
        }
    }
    let mut types: Vec<_> = types.into_iter().filter(|(_, per_day)| per_day.iter().any(|n| *n > 0)).collect();
    if types.is_empty() {
        return String::new();
    }
    types.sort_by_cached_key(|(name, per_day)| (Reverse(per_day.iter().sum::<u64>()), name.clone()));
    let mut shown: Vec<(String, Vec<u64>)> =
        types.iter().take(MIX_TYPES).map(|(name, per_day)| (quote(name), per_day.clone())).collect();
    if types.len() > MIX_TYPES {
        let rest = |day: usize| types[MIX_TYPES..].iter().map(|(_, per_day)| per_day[day]).sum();
        shown.push(("others".to_owned(), (0..days.len()).map(rest).collect()));
    }
    let totals = (0..days.len()).map(|day| shown.iter().map(|(_, per_day)| per_day[day]).sum::<u64>());
    let max = totals.max().unwrap_or(1) as f64;
    let mut chart = Chart::new(Frame { from: days.first().map_or(at, |day| day.0), to: at, min: 0.0, max })
        .by(card.clock());
    let mut below = vec![0.0; days.len()];
    for (rank, (name, per_day)) in shown.iter().enumerate() {
        let drawn = days.iter().zip(per_day).zip(&mut below).filter(|((_, errors), _)| **errors > 0);
        let bars = drawn.map(|((span, errors), below)| {
            let values = (*below, *below + *errors as f64);
            *below = values.1;
            Bar { span: *span, values, title: format!("{name}: {}", count(*errors)) }
        });
        chart.bars(&format!("mix{rank}"), bars);
    }
    let legend: String = shown
        .iter()
        .enumerate()
        .map(|(rank, (name, _))| format!("<span><i class=\"mix{rank}\"></i>{name}</span> "))
        .collect();
    format!(
        "<h3>Mix of errors per day</h3>{}<p class=\"legend\">{legend}</p>\n",
        chart.svg("Errors per day by type")
    )
}
