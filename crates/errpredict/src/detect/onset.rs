//! When a rise or a fall of counts began, to the step of the counts (a minute), the same whenever it is asked.
//!
//! A detector judges hours that end at the time it is asked, so that the hour it flags moves with the question. What
//! began it does not: it is looked for on a grid that stands still. Along the minutes runs a sum (CUSUM, Page 1954,
//! "Continuous inspection schemes"):
//!
//! ```text
//! S <- min(max(S + x - k, 0), c)        k = u + 1.5 sqrt(u) an hour      u what is usual at that hour
//! ```
//!
//! Where S leaves 0 and reaches h = 2 + 2 sqrt(u) something began; chance alone takes S there from 0 with a probability of
//! about exp(-6 - 6 / sqrt(u)), at most 1 in 400 (a walk with that drift and variance, Siegmund 1985, "Sequential
//! analysis"). Within the time from leaving 0 to reaching h, the begin is the minute from which the usual explains the rest worst (the change point of the largest Poisson likelihood ratio;
//! Hinkley 1970). Both rest on what came up to then, so that nothing that comes later moves them. Where S reached h by chance and
//! had not fallen to 0 yet when something larger began, the same is asked once of all up to reaching 2 h: what began only after
//! h was reached is what is told, and not the chance before it. For a fall the signs
//! are turned, with k = max(u / 2, u - 1.5 sqrt(u)). The cap c = h + k / 2 brings S back to 0 about half an hour after
//! the last of it.
//!
//! What is usual at a clock hour is the median over the 14 days before of the three hours around it, so that neither a
//! daily cycle nor an earlier incident moves it (by the clock of a zone where one is given); where these are mostly too
//! few to tell, the median of whole days. Of a fall the hours beside that of a job are told by themselves.
//!
//! Where next to nothing is usual k is so small that S takes days to fall. There what came earlier was another trouble where
//! nothing came for six hours, and that could hardly be if it had gone on as it came.
//!
//! Works badly for rises so small that only a day's windows show them: S may not reach h, and the begin is then that of
//! the largest S so far.

use crate::clock::Clock;
use crate::stats::median;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// Days whose same hours tell what is usual: two weeks hold every day of the week twice.
const USUAL_DAYS: i64 = 14;
/// Days below which they tell nothing and what the detector expected stands in.
const LEAST_DAYS: usize = 3;
/// Events in three hours below which the median of whole days is asked: a median of 0 says nothing. By judgement: one
/// an hour; lower, and night hours of nothing make any error a rise.
const LEAST_IN_THREE_HOURS: f64 = 3.0;
/// Deviations (Poisson, of an hour) above the usual that count as its middle towards what is strange: half of the three
/// deviations at which the budget flags an hour (see [`counts`](super::counts)).
const TOWARDS: f64 = 1.5;
/// What S must reach: two events, and two deviations of an hour's count. With one, chance alone reached it before the
/// rise already in the first incident of 300 an hour of the simulation (test below).
const REACHED: (f64, f64) = (2.0, 2.0);
/// Share of an hour of k that the cap lies above h: how long after the last of it S may stay above 0. By judgement:
/// longer, and two troubles are one; shorter, and a lull of minutes begins a second.
const CAP_HOURS: f64 = 0.5;
/// Times h from which an excursion is taken for the first one, whatever larger ones follow. By judgement: what reached
/// twice what was asked for is no chance, so the trouble began there and not at a later peak.
const STRONG: f64 = 2.0;
/// Time without anything from which two troubles may be told apart where next to nothing is usual. By definition of this
/// module: a quarter of a day, as no daily job pauses for less.
const PAUSE_MS: i64 = 6 * HOUR_MS;
/// What should have come in such a pause if the trouble had gone on: -ln(1 / 400), of the 1 in 400 that S is held to (Siegmund 1985).
pub(crate) const PAUSED: f64 = 5.99;
/// Time looked at before the flagged interval (in whole days) and after its start.
const BEFORE_DAYS: i64 = 1;
/// See [`BEFORE_DAYS`].
const AFTER_MS: i64 = 2 * DAY_MS;

/// Counts of (`after`, `up_to`] at an even step.
pub(crate) type Counts<'a> = &'a dyn Fn(Timestamp, Timestamp, i64) -> Vec<f64>;

/// Where an interval was flagged, and in what.
#[derive(Clone, Copy)]
pub(crate) struct Flagged<'a> {
    pub(crate) counts: Counts<'a>,
    /// A minute, or what the counts are kept by.
    pub(crate) step_ms: i64,
    /// Where the history begins.
    pub(crate) known_from: Timestamp,
    /// The zone whose clock hours of day follow.
    pub(crate) zone: Option<&'a str>,
    /// The flagged interval, and now: nothing after it is read.
    pub(crate) start: Timestamp,
    pub(crate) end: Timestamp,
    pub(crate) at: Timestamp,
    /// More came than was expected, or less.
    pub(crate) up: bool,
    /// What the detector expected an hour.
    pub(crate) expected_per_hour: f64,
}

/// Whether a count lies no further above what is expected (of a fall: below it) than where something began.
pub(crate) fn is_as_usual(count: f64, expected: f64, up: bool) -> bool {
    let beyond = if up { count - expected } else { expected - count };
    beyond < REACHED.0 + REACHED.1 * expected.sqrt()
}

/// The begin of what was flagged; nothing where no count of it can be seen.
pub(crate) fn onset(flagged: Flagged<'_>) -> Option<Timestamp> {
    let Flagged { counts, step_ms, known_from, start, end, at, up, .. } = flagged;
    let known_from = known_from.bucket_end(step_ms);
    let from = start.floor_to(DAY_MS).plus_ms(-BEFORE_DAYS * DAY_MS).max(known_from);
    let until = start.plus_ms(AFTER_MS).min(at).floor_to(step_ms);
    let values = counts(from, until, step_ms);
    let usual = Usual::new(&flagged, from, until);
    let place = |time: Timestamp| (time.ms() - from.ms()).div_euclid(step_ms);
    let (first, last) = (place(start), place(end));
    let excursions = excursions(&values, &usual, up);
    let overlapping =
        || excursions.iter().filter(|one| one.end as i64 > first && (one.begin as i64) < last.max(first + 1));
    let strong = overlapping().find(|one| one.reached.is_some() && one.largest >= STRONG * one.threshold);
    let largest = |some: &mut dyn Iterator<Item = &Excursion>| -> Option<Excursion> {
        some.fold(None, |best: Option<Excursion>, next| match best {
            Some(best) if best.largest >= next.largest => Some(best),
            _ => Some(*next),
        })
    };
    let found = strong
        .copied()
        .or_else(|| largest(&mut overlapping().filter(|one| one.reached.is_some())))
        .or_else(|| largest(&mut overlapping()))?;
    let step = change(&values, &usual, &found, up)?;
    Some(from.plus_ms(step as i64 * step_ms))
}

/// The usual count of a step, by clock hour.
struct Usual {
    /// The first clock hour, and per hour from there on.
    first: Timestamp,
    per_hour: Vec<f64>,
    from: Timestamp,
    step_ms: i64,
}

impl Usual {
    fn new(flagged: &Flagged<'_>, from: Timestamp, until: Timestamp) -> Self {
        let first = from.floor_to(HOUR_MS);
        let hours = ((until.ms() - first.ms()).max(0) / HOUR_MS + 1) as usize;
        // One hour before the first day and one after the last, for the hours beside.
        let begin = first.plus_ms(-USUAL_DAYS * DAY_MS - HOUR_MS);
        // Of the day before the last hour looked at and the hour beside: nothing newer is asked.
        let until_known = first.plus_ms((hours as i64 - 24 + 2) * HOUR_MS);
        let known = (flagged.counts)(begin, until_known, HOUR_MS);
        let is_known = |hour: usize| begin.plus_ms(hour as i64 * HOUR_MS) >= flagged.known_from;
        // Validated with the settings; without a clock, hours are those of UTC.
        let clock = Clock::new(flagged.zone, &[]).ok().filter(|_| flagged.zone.is_some());
        let moved_hours = |time: Timestamp, days: i64| {
            let ahead =
                |time: Timestamp| clock.as_ref().map_or(0, |clock| clock.local(time).ms() - time.ms());
            (ahead(time) - ahead(time.plus_ms(-days * DAY_MS))) / HOUR_MS
        };
        let per_hour = (0..hours)
            .map(|hour| {
                let back = |day: i64| {
                    let moved = moved_hours(first.plus_ms(hour as i64 * HOUR_MS), day);
                    usize::try_from((USUAL_DAYS - day) * 24 + hour as i64 + moved).ok()
                };
                let over = |from: usize, n: usize| -> f64 { known.iter().skip(from).take(n).sum() };
                let days: Vec<usize> =
                    (1..=USUAL_DAYS).filter_map(back).filter(|place| is_known(*place)).collect();
                if days.len() < LEAST_DAYS {
                    return flagged.expected_per_hour;
                }
                let mut three: Vec<f64> = days.iter().map(|place| over(*place, 3)).collect();
                let three = median(&mut three).unwrap_or_default();
                if three >= LEAST_IN_THREE_HOURS {
                    let mean = three / 3.0;
                    // Beside the hour of a job half of that and more is the job's: of what falls in it nothing is missed yet.
                    let mut own: Vec<f64> = days.iter().map(|place| over(*place + 1, 1)).collect();
                    let own = median(&mut own).filter(|own| !flagged.up && 2.0 * own < mean);
                    return own.unwrap_or(mean);
                }
                // The whole day that ends with the hour, on each of the days: half an event in all is the least.
                let whole = days.iter().filter(|place| **place >= 24 && is_known(**place - 24));
                let mut whole: Vec<f64> = whole.map(|place| over(place - 22, 24)).collect();
                let least = 0.5 / (24.0 * days.len() as f64);
                median(&mut whole).map_or(least, |whole| (whole / 24.0).max(least))
            })
            .collect();
        Usual { first, per_hour, from, step_ms: flagged.step_ms }
    }

    /// An hour's usual count at that step.
    fn per_hour(&self, step: usize) -> f64 {
        let time = self.from.ms() + step as i64 * self.step_ms;
        let hour = ((time - self.first.ms()) / HOUR_MS) as usize;
        self.per_hour.get(hour).or(self.per_hour.last()).copied().unwrap_or_default()
    }

    fn per_step(&self, step: usize) -> f64 {
        self.per_hour(step) * self.step_ms as f64 / HOUR_MS as f64
    }
}

/// A time in which S was above 0.
#[derive(Debug, Clone, Copy)]
struct Excursion {
    /// First step, and the one after the last.
    begin: usize,
    end: usize,
    /// Step at which S reached the threshold.
    reached: Option<usize>,
    /// Step at which the sum without the cap was as strong as no chance is (see [`STRONG`]).
    sure: Option<usize>,
    threshold: f64,
    /// Largest sum without the cap, and where.
    largest: f64,
    peak: usize,
}

fn excursions(values: &[f64], usual: &Usual, up: bool) -> Vec<Excursion> {
    let steps_per_hour = HOUR_MS as f64 / usual.step_ms as f64;
    let mut found: Vec<Excursion> = Vec::new();
    let (mut capped, mut sum, mut is_open) = (0.0_f64, 0.0, false);
    // What came since the excursion began, and the step of the last of it.
    let (mut came, mut last) = (0.0_f64, 0);
    let pause = (PAUSE_MS / usual.step_ms).max(1) as usize;
    for (step, value) in values.iter().enumerate() {
        // Where hardly anything is usual the sum falls too slowly to tell two troubles apart.
        if up && *value > 0.0 && is_open {
            let begin = found.last().map_or(step, |open| open.begin);
            let missing = came * (step - last) as f64 / (last + 1 - begin) as f64;
            if step - last > pause && missing > libm::log(came.max(1.0)) + PAUSED {
                (capped, sum, is_open) = (0.0, 0.0, false);
                if let Some(open) = found.last_mut() {
                    open.end = last + 1;
                }
            }
        }
        let hourly = usual.per_hour(step);
        let deviation = hourly.sqrt();
        let middle = match up {
            true => hourly + TOWARDS * deviation,
            false => (hourly - TOWARDS * deviation).max(0.5 * hourly),
        };
        let threshold = REACHED.0 + REACHED.1 * deviation;
        let gain = (value - middle / steps_per_hour) * if up { 1.0 } else { -1.0 };
        capped = (capped + gain).clamp(0.0, threshold + CAP_HOURS * middle);
        if capped <= 0.0 {
            (sum, is_open) = (0.0, false);
            continue;
        }
        if !is_open {
            (is_open, came, last) = (true, 0.0, step);
            found.push(Excursion {
                begin: step,
                end: step,
                reached: None,
                sure: None,
                threshold,
                largest: 0.0,
                peak: step,
            });
        }
        if *value > 0.0 {
            (came, last) = (came + value, step);
        }
        sum += gain;
        if let Some(open) = found.last_mut() {
            // Of a sum that only falls slowly the trouble itself is long over.
            open.end = if up { (step + 1).min(last + 1 + pause) } else { step + 1 };
            if sum > open.largest {
                (open.largest, open.peak) = (sum, step);
            }
            if open.reached.is_none() && capped >= threshold {
                (open.reached, open.threshold) = (Some(step), threshold);
            }
            if open.sure.is_none() && open.reached.is_some() && sum >= STRONG * open.threshold {
                open.sure = Some(step);
            }
        }
    }
    found
}

/// The first step of the change: that from which the usual explains the counts up to reaching the threshold worst; or up to being
/// sure, where that lies after it, and what had reached it was chance.
fn change(values: &[f64], usual: &Usual, of: &Excursion, up: bool) -> Option<usize> {
    let until = of.reached.unwrap_or(of.peak);
    let after = of.sure.and_then(|sure| change_until(values, usual, (of.begin, sure), up));
    after.filter(|step| *step > until).or_else(|| change_until(values, usual, (of.begin, until), up))
}

/// The step from which the usual explains the counts up to and with the last one worst.
fn change_until(values: &[f64], usual: &Usual, (begin, until): (usize, usize), up: bool) -> Option<usize> {
    let (mut count, mut expected) = (0.0, 0.0);
    let mut best: Option<(f64, usize)> = None;
    for step in (begin..=until).rev() {
        count += values[step];
        expected += usual.per_step(step);
        if expected <= 0.0 || (count > expected) != up {
            continue;
        }
        let log = if count > 0.0 { count * libm::log(count / expected) } else { 0.0 };
        let surprise = log - (count - expected);
        if best.is_none_or(|(most, _)| surprise > most) {
            best = Some((surprise, step));
        }
    }
    best.map(|(_, step)| step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;
    use crate::time::MINUTE_MS;

    const BEGIN: i64 = 1_795_392_000_000;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_ms(BEGIN + minute * MINUTE_MS).unwrap()
    }

    /// Poisson counts by the minute: `rate` an hour at each minute.
    fn noise(seed: u64, minutes: usize, rate: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut rng = Rng::new(seed);
        let mut each = |minute: usize| {
            let (limit, mut product, mut n) = (libm::exp(-rate(minute) / 60.0), rng.uniform(), 0.0);
            while product > limit {
                n += 1.0;
                product *= rng.uniform();
            }
            n
        };
        (0..minutes).map(&mut each).collect()
    }

    /// The onset, asked at a minute, of an interval that was flagged in the hours that end there.
    fn asked(values: &[f64], begun: i64, asked: i64, up: bool, expected_per_hour: f64) -> Option<Timestamp> {
        let counts = |after: Timestamp, up_to: Timestamp, step_ms: i64| -> Vec<f64> {
            let steps = (up_to.ms() - after.ms()).max(0) / step_ms;
            let minute = |time: i64| (time - BEGIN) / MINUTE_MS;
            let of = |step: i64| -> f64 {
                let from = minute(after.ms() + step * step_ms).max(0) as usize;
                let to = minute(after.ms() + (step + 1) * step_ms).clamp(0, asked) as usize;
                values.get(from..to.max(from)).map_or(0.0, |some| some.iter().sum())
            };
            (0..steps).map(of).collect()
        };
        let hours = (asked - begun + 59) / 60;
        onset(Flagged {
            counts: &counts,
            step_ms: MINUTE_MS,
            known_from: at(0),
            zone: None,
            start: at(asked - hours * 60),
            end: at(asked),
            at: at(asked),
            up,
            expected_per_hour,
        })
    }

    #[test]
    fn a_rise_has_one_onset_whatever_the_minute_it_is_asked() {
        // Where few come, one that came by chance minutes before the first is not told from it.
        for (usual, during, exact) in [(0.2, 30.0, 6), (2.0, 40.0, 12), (20.0, 200.0, 2), (300.0, 1_500.0, 2)]
        {
            for seed in 0..5 {
                let begun = 9 * 1440 + 14 * 60 + 7;
                let is_on = |minute: usize| (begun..begun + 167).contains(&(minute as i64));
                let values = noise(seed, 10 * 1440, |minute| if is_on(minute) { during } else { usual });
                // From a quarter of an hour on, at every minute for six hours.
                let mut onsets: Vec<i64> = (begun + 15..begun + 360)
                    .filter_map(|minute| asked(&values, begun, minute, true, usual))
                    .map(|onset| (onset.ms() - BEGIN) / MINUTE_MS - begun)
                    .collect();
                assert!(onsets.len() > 300, "{usual} {seed}: {}", onsets.len());
                onsets.dedup();
                assert_eq!(onsets.len(), 1, "{usual} {during} {seed}: {onsets:?}");
                assert!(onsets[0].abs() <= exact, "{usual} {during} {seed}: {onsets:?}");
            }
        }
    }

    #[test]
    fn a_fall_begins_where_the_counts_fell() {
        for (usual, during) in [(80.0, 0.0), (80.0, 30.0), (6.0, 0.0)] {
            let begun = 9 * 1440 + 7 * 60 + 31;
            let values = noise(3, 10 * 1440, |minute| if minute as i64 >= begun { during } else { usual });
            let mut onsets: Vec<i64> = (begun + 300..begun + 600)
                .filter_map(|minute| asked(&values, begun, minute, false, usual))
                .map(|onset| (onset.ms() - BEGIN) / MINUTE_MS - begun)
                .collect();
            onsets.dedup();
            assert_eq!(onsets.len(), 1, "{usual} {during}: {onsets:?}");
            assert!(onsets[0].abs() <= 30, "{usual} {during}: {onsets:?}");
        }
    }

    #[test]
    fn a_daily_cycle_is_no_onset() {
        // Four times as much by day as by night; the incident begins at noon, not with the day.
        let begun = 13 * 1440 + 12 * 60;
        let rate = |minute: usize| {
            let day = if (480..1200).contains(&(minute % 1440)) { 40.0 } else { 10.0 };
            if (begun..begun + 120).contains(&(minute as i64)) { 10.0 * day } else { day }
        };
        let values = noise(7, 14 * 1440, rate);
        let onset = asked(&values, begun, begun + 90, true, 40.0).unwrap();
        assert!(((onset.ms() - BEGIN) / MINUTE_MS - begun).abs() <= 2, "{onset}");
    }

    #[test]
    fn by_the_clock_of_a_zone_the_change_of_the_clock_is_no_onset() {
        // A daily cycle in Los Angeles, where the clock went back on 1 November 2026 at 09:00 UTC.
        let begin: Timestamp = "2026-10-18T00:00:00Z".parse().unwrap();
        let begun = 16 * 1440 + 5 * 60 + 20;
        let rate = |minute: usize| {
            let behind = if minute < 14 * 1440 + 540 { 7 } else { 8 };
            let local = (minute + 1440 - behind * 60) % 1440;
            let wave = libm::sin((local as f64 / 60.0 - 9.0) / 24.0 * std::f64::consts::TAU);
            400.0 * (1.0 + 0.6 * wave) * if minute >= begun { 3.0 } else { 1.0 }
        };
        let values = noise(3, 17 * 1440, rate);
        let counts = |after: Timestamp, up_to: Timestamp, step_ms: i64| -> Vec<f64> {
            let place = |time: i64| ((time - begin.ms()) / MINUTE_MS).clamp(0, values.len() as i64) as usize;
            let steps = (up_to.ms() - after.ms()).max(0) / step_ms;
            let of = |step: i64| -> f64 {
                let from = after.ms() + step * step_ms;
                values[place(from)..place(from + step_ms)].iter().sum()
            };
            (0..steps).map(of).collect()
        };
        let told = |zone: Option<&str>| {
            let start = begin.plus_ms(16 * DAY_MS + 5 * HOUR_MS);
            onset(Flagged {
                counts: &counts,
                step_ms: MINUTE_MS,
                known_from: begin,
                zone,
                start,
                end: start.plus_ms(HOUR_MS),
                at: start.plus_ms(HOUR_MS),
                up: true,
                expected_per_hour: 400.0,
            })
            .map(|onset| (onset.ms() - begin.ms()) / MINUTE_MS - begun as i64)
        };
        let (by_zone, by_utc) = (told(Some("America/Los_Angeles")).unwrap(), told(None).unwrap());
        assert!(by_zone.abs() <= 2, "{by_zone}");
        assert!(by_utc < -30, "by UTC the evening itself is news: {by_utc}");
    }

    #[test]
    fn where_nothing_is_usual_an_earlier_trouble_is_another() {
        // Nine in five minutes forty hours ago, then one every five minutes; the day that ends now was flagged.
        let (now, earlier) = (12 * 1440 + 9 * 60, 12 * 1440 + 9 * 60 - 40 * 60);
        let mut values = vec![0.0; now as usize];
        (0..9).for_each(|i| values[(earlier + i / 2) as usize] += 1.0);
        (0..20).for_each(|i| values[(now - 100 + 5 * i) as usize] = 1.0);
        let counts = |after: Timestamp, up_to: Timestamp, step_ms: i64| -> Vec<f64> {
            let place = |time: i64| ((time - BEGIN) / MINUTE_MS).clamp(0, now) as usize;
            let steps = (up_to.ms() - after.ms()).max(0) / step_ms;
            let of = |step: i64| {
                let from = after.ms() + step * step_ms;
                values[place(from)..place(from + step_ms)].iter().sum::<f64>()
            };
            (0..steps).map(of).collect()
        };
        let flagged = |asked: i64| Flagged {
            counts: &counts,
            step_ms: MINUTE_MS,
            known_from: at(0),
            zone: None,
            start: at(asked - 1440),
            end: at(asked),
            at: at(asked),
            up: true,
            expected_per_hour: 0.0,
        };
        for asked in [now - 80, now - 30, now] {
            assert_eq!(onset(flagged(asked)), Some(at(now - 100)), "{asked}");
        }
    }

    #[test]
    fn what_came_by_chance_before_it_is_not_its_begin() {
        // Five an hour; fourteen within three quarters of an hour two and a half hours before, and then three hundred an hour.
        let begun = 12 * 1440 + 10 * 60 + 3;
        let mut values = vec![0.0; (begun + 180) as usize];
        (0..values.len()).step_by(12).for_each(|minute| values[minute] += 1.0);
        (0..14).for_each(|i| values[(begun - 151 + 3 * i) as usize] += 1.0);
        (begun..begun + 40).for_each(|minute| values[minute as usize] += 5.0);
        for after in [5, 20, 35, 90, 170] {
            let onset = asked(&values, begun, begun + after, true, 5.0).unwrap();
            assert_eq!((onset.ms() - BEGIN) / MINUTE_MS, begun, "{after}");
        }
    }

    #[test]
    fn what_shows_no_count_has_no_onset() {
        assert_eq!(asked(&[0.0; 14_400], 9 * 1440, 9 * 1440 + 60, true, 1.0), None);
        assert_eq!(asked(&[], 0, 60, true, 1.0), None);
    }
}
