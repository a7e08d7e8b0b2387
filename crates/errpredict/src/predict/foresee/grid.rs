//! The rows a fit learns from: a few thousand moments of services, for all kinds of trouble and horizons at once.
//!
//! Moments are drawn from several frames: from all minutes in which a service was heard from, and, because trouble is
//! rare, from the minutes of each hazard with trouble ahead. A moment weighs 1 / Σ (draws of a frame / minutes of it)
//! over the frames it lies in, so that weighted sums are those over all minutes, whatever the frames (Hansen and Hurwitz,
//! "On the theory of sampling from finite populations", 1943; for several frames Kalton and Anderson, "Sampling rare
//! populations", 1986).

use crate::stats::Rng;

use super::record::Record;
use crate::predict::spans::Spans;

/// Share of the rows drawn from all minutes; the rest is shared by the hazards. By judgement: it could be set while
/// constants were chosen and stayed; no figure of that was kept.
const OF_ALL: f64 = 0.5;

/// A moment of a service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moment {
    /// Its place among the services.
    pub(super) service: usize,
    pub(super) minute: u32,
    pub(super) weight: f64,
}

/// One frame: a set of minutes for each service.
struct Frame {
    of_service: Vec<Spans>,
    /// Minutes in the services before each.
    before: Vec<u64>,
    total: u64,
    draws: f64,
}

impl Frame {
    fn new(of_service: Vec<Spans>) -> Self {
        let mut total = 0;
        let before = of_service
            .iter()
            .map(|spans| {
                let before = total;
                total += spans.length();
                before
            })
            .collect();
        Frame { of_service, before, total, draws: 0.0 }
    }

    fn nth(&self, n: u64) -> Option<(usize, u32)> {
        let service = self.before.partition_point(|before| *before <= n).checked_sub(1)?;
        Some((service, self.of_service[service].nth(n - self.before[service])?))
    }
}

/// About `rows` moments of services heard from in `heard`, oldest first. `records` holds for every kind of trouble the
/// record of each service.
pub(super) fn moments(
    heard: &[Spans],
    records: &[&[Option<Record>]],
    n_horizons: usize,
    rows: usize,
    seed: u64,
) -> Vec<Moment> {
    let mut frames = vec![Frame::new(heard.to_vec())];
    for of_trouble in records {
        for horizon in 0..n_horizons {
            let of_service = of_trouble.iter().zip(heard).map(|(record, heard)| {
                let Some(record) = record else { return Spans::default() };
                let ahead = record.ahead[horizon].and(heard);
                match horizon.checked_sub(1) {
                    Some(shorter) => ahead.without(&record.ahead[shorter]),
                    None => ahead,
                }
            });
            frames.push(Frame::new(of_service.collect()));
        }
    }
    frames.retain(|frame| frame.total > 0);
    let n_rare = frames.len().saturating_sub(1).max(1) as f64;
    for (i, frame) in frames.iter_mut().enumerate() {
        let share = if i == 0 { OF_ALL } else { (1.0 - OF_ALL) / n_rare };
        frame.draws = (rows as f64 * share).floor().min(frame.total as f64);
    }
    let mut drawn: Vec<(u32, usize)> = Vec::with_capacity(rows);
    for (i, frame) in frames.iter().enumerate() {
        let mut rng = Rng::for_item(seed, i as u64);
        let step = frame.total as f64 / frame.draws.max(1.0);
        // One moment in each of equally long pieces, so that no service and no time is missed by chance.
        for k in 0..frame.draws as usize {
            let n = ((k as f64 + rng.uniform()) * step) as u64;
            drawn.extend(frame.nth(n.min(frame.total - 1)).map(|(service, minute)| (minute, service)));
        }
    }
    drawn.sort_unstable();
    drawn.dedup();
    let weight = |&(minute, service): &(u32, usize)| {
        let inside = frames.iter().filter(|frame| frame.of_service[service].contains(minute));
        let density: f64 = inside.map(|frame| frame.draws / frame.total as f64).sum();
        Moment { service, minute, weight: 1.0 / density }
    };
    let mut moments: Vec<Moment> = drawn.iter().map(weight).collect();
    let mean = moments.iter().map(|moment| moment.weight).sum::<f64>() / moments.len().max(1) as f64;
    moments.iter_mut().for_each(|moment| moment.weight /= mean);
    moments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::occurrences::Occurrences;

    #[test]
    fn weighted_rows_stand_for_all_minutes() {
        // One service in trouble for 3 minutes of 100,000, another never.
        let heard = vec![Spans::union([(0, 100_000)]), Spans::union([(0, 50_000)])];
        let busy = Occurrences::bursts([(500, 1), (40_000, 1), (90_000, 1)].into_iter(), 1, 1);
        let records: Vec<Option<Record>> = [busy, Occurrences::default()]
            .iter()
            .map(|occurrences| Some(Record::new(occurrences, 0, &[30, 120])))
            .collect();
        let moments = moments(&heard, &[&records], 2, 6_000, 1);
        // 3,000 of all minutes, and all 90 and 270 with trouble ahead, of which some are drawn twice.
        assert!((3_340..=3_360).contains(&moments.len()), "{}", moments.len());
        assert!(moments.windows(2).all(|pair| pair[0].minute <= pair[1].minute));
        let total: f64 = moments.iter().map(|m| m.weight).sum();
        let share = |of: &dyn Fn(&Moment) -> bool| {
            moments.iter().filter(|m| of(m)).map(|m| m.weight).sum::<f64>() / total
        };
        let ahead = |horizon: usize| {
            let records = &records;
            move |m: &Moment| records[m.service].as_ref().is_some_and(|r| r.ahead[horizon].contains(m.minute))
        };
        for (name, share, expected) in [
            ("first service", share(&|m| m.service == 0), 100_000.0 / 150_000.0),
            ("within half an hour", share(&ahead(0)), 90.0 / 150_000.0),
            ("within two hours", share(&ahead(1)), 360.0 / 150_000.0),
        ] {
            assert!((share / expected - 1.0).abs() < 0.05, "{name}: {share} instead of {expected}");
        }
        let n_rare = moments.iter().filter(|m| ahead(1)(m)).count();
        assert!(n_rare > 300, "{n_rare} rows with trouble ahead");
    }
}
