//! Forecasts of parts and of their whole, made to add up where that is possible, and told where it is not.

use super::hierarchy::reconcile;
use super::open::OpenForecast;
use super::result::TimeSeriesForecast;
use crate::error::{Error, Result};

/// Forecasts of parts and of their whole.
#[derive(Debug)]
pub struct Family {
    /// The parts, in the order given; what went wrong with one stands in its place.
    pub parts: Vec<Result<TimeSeriesForecast>>,
    /// The whole.
    pub whole: Result<TimeSeriesForecast>,
    /// Why they do not add up, where they do not: every forecast then stands alone.
    pub apart: Option<Error>,
}

/// Makes the forecasts that there are add up. `rest` is the forecast of what no part with a forecast holds
/// ([`rest`](super::rest)); it takes part, and is not given back.
#[must_use]
pub fn add_up(
    parts: Vec<Result<OpenForecast>>,
    whole: Result<OpenForecast>,
    rest: Option<Result<OpenForecast>>,
) -> Family {
    let mut places = Vec::with_capacity(parts.len());
    let mut open = Vec::with_capacity(parts.len() + 1);
    let parts: Vec<Option<Error>> = parts
        .into_iter()
        .enumerate()
        .map(|(place, part)| part.map(|part| (places.push(place), open.push(part))).err())
        .collect();
    let (mut whole, mut apart) = (whole, None);
    match (&mut whole, rest) {
        (Ok(whole), rest) => match rest.transpose() {
            Ok(rest) => {
                open.extend(rest);
                apart = reconcile(whole, &mut open).err();
            }
            // Without a forecast of the rest nothing can agree.
            Err(error) => apart = Some(error),
        },
        (Err(error), _) if !open.is_empty() => apart = Some(error.clone()),
        (Err(_), _) => {}
    }
    let mut closed = open.into_iter().map(OpenForecast::close);
    let parts = parts.into_iter().map(|failed| match (failed, &mut closed) {
        (Some(error), _) => Some(Err(error)),
        (None, closed) => closed.next().map(Ok),
    });
    Family { parts: parts.flatten().collect(), whole: whole.map(OpenForecast::close), apart }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Scope;
    use crate::forecast::{ForecastSettings, quick};
    use crate::stats::Series;
    use crate::time::HOUR_MS;

    fn made(name: &str, level: f64, step_ms: i64) -> Result<OpenForecast> {
        let values = (0..200).map(|t| level + ((t * 7919) % 5) as f64).collect();
        let series = Series { first_end: "2026-11-01T00:00:00Z".parse().unwrap(), step_ms, values };
        quick(&Scope::service_named(name), "errors", &series, &ForecastSettings::default())
    }

    fn failed() -> Result<OpenForecast> {
        Err(Error::not_enough("values", 1, 0))
    }

    #[test]
    fn parts_keep_their_places_and_the_rest_takes_part() {
        let parts = vec![made("a", 10.0, HOUR_MS), failed(), made("b", 20.0, HOUR_MS)];
        let family = add_up(parts, made("all", 60.0, HOUR_MS), Some(made("rest", 5.0, HOUR_MS)));
        assert!(family.apart.is_none() && family.parts.len() == 3 && family.parts[1].is_err());
        let at = |part: &Result<TimeSeriesForecast>| part.as_ref().unwrap().values[0].value;
        let (sum, whole) = (at(&family.parts[0]) + at(&family.parts[2]), at(&family.whole));
        assert!(
            sum < whole && family.parts[2].as_ref().unwrap().scope == Scope::service_named("b"),
            "{sum} {whole}"
        );
    }

    #[test]
    fn what_keeps_them_apart_is_told() {
        let whole = || made("all", 60.0, HOUR_MS);
        assert!(add_up(vec![made("a", 1.0, 2 * HOUR_MS)], whole(), None).apart.is_some());
        assert!(add_up(vec![made("a", 1.0, HOUR_MS)], whole(), Some(failed())).apart.is_some());
        assert!(add_up(vec![made("a", 1.0, HOUR_MS)], failed(), None).apart.is_some());
    }
}
