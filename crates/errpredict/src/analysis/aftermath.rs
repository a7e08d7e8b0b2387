//! Forecasts beside a trouble of a day or more, which no method tells from a new level by itself: while it goes on, and in the
//! days after it.
//!
//! What is over is left out of the history where the forecast would repeat a part of it. What goes on may be over tomorrow or
//! not: a forecast that knows of one of the two only is none.

use crate::detect::{AnomalyDetection, Metric, is_as_usual};
use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::forecast::{Note, NoteKind, TimeSeriesForecast};
use crate::numbers::{duration, plural, short_time};
use crate::rollup::ServiceRollup;
use crate::time::{DAY_MS, HOUR_MS};

use super::asked::Asked;
use super::outlooks;

/// Time after its end in which a trouble is looked for in a forecast: the longest season, a week.
const AFTER_MS: i64 = 7 * DAY_MS;
/// Times what is usual from which a forecast repeats a trouble that is over. By definition: it doubles what came before and since.
const REPEATS: f64 = 2.0;
/// Part of the way from what was usual to a trouble of a day or more below which a forecast takes it for over, and above which one
/// takes a trouble that is over for usual. By definition: half of it, to which it is nearer.
const HALF: f64 = 0.5;

/// What was found of a scope that a forecast is held against.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) recent: &'a [AnomalyDetection],
    /// Of the whole history.
    pub(super) all: &'a [AnomalyDetection],
    pub(super) errors_last_hour: u64,
}

/// The forecast, or one without a trouble of a day or more that is over and that it would repeat.
///
/// # Errors
/// `not_enough_data` where what comes depends on whether a trouble goes on and the forecast knows nothing of that, and where too
/// little came after one to tell what is usual.
pub(super) fn forecast(
    made: TimeSeriesForecast,
    scope: &Scope,
    service: &ServiceRollup,
    found: Found<'_>,
    asked: &Asked<'_>,
) -> Result<TimeSeriesForecast> {
    let is_rise = |one: &&AnomalyDetection| {
        one.metric == Metric::Errors && one.is_rise() == Some(true) && one.is_told()
    };
    let mut ongoing = found.recent.iter().filter(is_rise).filter(|one| one.ongoing).peekable();
    if ongoing.peek().is_some() {
        return match ongoing.find_map(|one| why_not(&made, one, found.errors_last_hour)) {
            Some(message) => Err(Error::new(ErrorKind::NotEnoughData, message)),
            None => Ok(made),
        };
    }
    let is_over = |one: &&AnomalyDetection| {
        !one.ongoing && one.end > asked.at.plus_ms(-AFTER_MS) && lasted(one) >= DAY_MS
    };
    let over: Vec<&AnomalyDetection> = found.all.iter().filter(is_rise).filter(is_over).collect();
    let made = match repeats(&made, service, &over, asked) {
        true => without(scope, service, &over, asked).filter(|one| ahead(one) < ahead(&made)).unwrap_or(made),
        false => made,
    };
    let is_like_it = |one: &&&AnomalyDetection| {
        one.end > asked.at.plus_ms(-DAY_MS) && half_way(one).is_some_and(|half_way| ahead(&made) > half_way)
    };
    let Some(over) = over.iter().find(is_like_it) else { return Ok(made) };
    let message = format!(
        "what went on for {} is over since {} UTC, and too few hours have come since to tell what is usual now",
        duration(lasted(over)),
        short_time(over.end)
    );
    Err(Error::new(ErrorKind::NotEnoughData, message))
}

/// Why it says nothing of what goes on, of which it tells no two cases: it says that no hour will have as many as the last one had,
/// or that a trouble of a day or more is over.
fn why_not(made: &TimeSeriesForecast, goes_on: &AnomalyDetection, errors_last_hour: u64) -> Option<String> {
    if made.cases.is_some() {
        return None;
    }
    if made.highest.is_some_and(|most| most < errors_last_hour as f64) {
        let message = "more came in the last hour than this history tells of: how many come next depends on whether it goes on";
        return Some(message.to_owned());
    }
    let is_below = half_way(goes_on).is_some_and(|half_way| ahead(made) < half_way);
    (lasted(goes_on) >= DAY_MS && goes_on.adopted.is_none() && is_below).then(|| {
        let so_far = duration(lasted(goes_on));
        format!("what came for {so_far} may go on or end: how many come next depends on that")
    })
}

fn lasted(one: &AnomalyDetection) -> i64 {
    one.end.ms() - one.start.ms()
}

/// An hour, on average over all that is forecast.
fn ahead(made: &TimeSeriesForecast) -> f64 {
    let hours = (made.values.len() as i64 * made.step_ms) as f64 / HOUR_MS as f64;
    made.values.iter().map(|step| step.value).sum::<f64>() / hours.max(1.0)
}

/// Half of the way from what was expected to what came, an hour.
fn half_way(one: &AnomalyDetection) -> Option<f64> {
    let (during, before) = (one.actual_level().as_per_hour()?, one.expected_level().as_per_hour()?);
    Some(before + HALF * (during - before))
}

/// Whether it says far more than was usual before these troubles, and than came since.
fn repeats(
    made: &TimeSeriesForecast,
    service: &ServiceRollup,
    over: &[&AnomalyDetection],
    asked: &Asked<'_>,
) -> bool {
    let Some(end) = over.iter().map(|one| one.end).max() else { return false };
    let before =
        over.iter().filter_map(|one| one.expected_level().as_per_hour()).fold(f64::INFINITY, f64::min);
    let hours = (asked.at.ms() - end.ms()) as f64 / HOUR_MS as f64;
    let since = service.errors().between(end, asked.at) as f64 / hours.max(1.0);
    // Two or three more in a day are no trouble that is told again.
    let (said, usual) = (24.0 * ahead(made), 24.0 * before.max(since));
    before.is_finite() && said > REPEATS * usual && !is_as_usual(said, usual, true)
}

/// The forecast of a history with gaps in the place of what is over.
fn without(
    scope: &Scope,
    service: &ServiceRollup,
    over: &[&AnomalyDetection],
    asked: &Asked<'_>,
) -> Option<TimeSeriesForecast> {
    let mut hours = asked.hourly_errors(service);
    let first_end = hours.first_end;
    let (mut count, mut newest) = (0, 0);
    for (place, value) in hours.values.iter_mut().enumerate() {
        let end = first_end.plus_ms(place as i64 * HOUR_MS);
        if over.iter().any(|one| one.start < end && end.plus_ms(-HOUR_MS) < one.end) {
            *value = f64::NAN;
            (count, newest) = (count + 1, place);
        }
    }
    let mut made = outlooks::one(asked, scope, &hours, false).ok()?.close();
    let first = over.iter().map(|one| one.start).min()?;
    let text = format!(
        "{} of the time since {} UTC in which more came than usual are left out, and it was not moved to add up with others",
        plural(count as u64, "hour"),
        short_time(first)
    );
    made.notes.push(Note { kind: NoteKind::Outlier, count, newest, text });
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, steady};
    use super::super::{AnalysisConfig, analyze};
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::stats::Rng;
    use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

    /// Five an hour, and two hundred more in these hours; what is forecast of the day after `hours`, and whether two cases are told.
    fn forecast_after(hours: i64, trouble: std::ops::Range<i64>) -> Result<(f64, bool), String> {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let mut rng = Rng::new(6);
        for hour in 0..hours {
            let n = rng.poisson(if trouble.contains(&hour) { 205.0 } else { 5.0 }) as i64;
            for i in 0..n {
                let ms = hour * HOUR_MS + i * HOUR_MS / n;
                rollup.observe(EventRef::new(at(ms), "pay", Severity::High, "DbError"));
            }
        }
        rollup.settle();
        let found = analyze(&rollup, at(hours * HOUR_MS), &AnalysisConfig::default()).unwrap();
        let told = &found.services[0];
        match &told.forecast {
            Some(made) => Ok((made.values.iter().map(|step| step.value).sum(), made.cases.is_some())),
            None => Err(told.notes.iter().map(|note| note.message.as_str()).collect::<Vec<_>>().join("; ")),
        }
    }

    #[test]
    fn a_trouble_of_days_that_is_over_is_not_forecast_again() {
        let end = 20 * 24;
        for (lasted, ago) in [(30, 6), (48, 12), (30, 30), (48, 60), (3, 5)] {
            let said = forecast_after(end, end - ago - lasted..end - ago);
            let is_usual = said.as_ref().is_ok_and(|(said, _)| (60.0..240.0).contains(said));
            assert!(is_usual, "{lasted} {ago}: {said:?}");
        }
    }

    #[test]
    fn what_went_on_for_days_is_not_forecast_as_if_it_were_over() {
        let end = 14 * 24;
        for hours in [30, 36, 60] {
            match forecast_after(end + hours, end..end + hours) {
                Ok((said, is_of_two)) => assert!(is_of_two || said > 2_400.0, "{hours}: {said}"),
                Err(why) => assert!(why.contains("depends on"), "{hours}: {why}"),
            }
        }
    }

    #[test]
    fn what_just_ended_is_in_no_hour_ahead() {
        // Five an hour, and three hundred from five past ten to eleven; asked twenty minutes and an hour later.
        let begin = 14 * DAY_MS + 605 * MINUTE_MS;
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (_, ms) in steady("pay", 5.0, 15, 8) {
            rollup.observe(EventRef::new(at(ms), "pay", Severity::High, "TimeoutError"));
        }
        for i in 0..275 {
            rollup.observe(EventRef::new(at(begin + i * 12_000), "pay", Severity::High, "DbError"));
        }
        rollup.settle();
        for after in [20, 60] {
            let asked = at(begin + (55 + after) * MINUTE_MS);
            let found = analyze(&rollup, asked, &AnalysisConfig::default()).unwrap();
            assert!(found.headline.text.starts_with("Nothing goes on now."), "{}", found.headline.text);
            let made = found.services[0].forecast.as_ref().unwrap();
            assert!(made.values.iter().all(|step| step.value < 30.0), "{after}: {:?}", made.values);
            assert!(made.peak.value < 30.0 && made.minimum.value <= made.peak.value, "{after}: {made:?}");
        }
    }
}
