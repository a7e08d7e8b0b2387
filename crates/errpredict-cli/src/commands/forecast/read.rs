//! The histories: columns of a CSV file, or metrics of a log.

use std::collections::BTreeMap;

use errpredict::forecast::CapacityMetric;
use errpredict::stats::Series;
use errpredict::time::MINUTE_MS;
use errpredict::{Error, ErrorKind, Result, Scope};
use errpredict_io::Table;

use super::grid::{Place, evenly};
use super::{Arguments, Histories};

/// Names looked for when no column is named, in this order.
const ID_NAMES: [&str; 3] = ["unique_id", "id", "series"];
const TIME_NAMES: [&str; 5] = ["t", "timestamp", "time", "ds", "date"];
const VALUE_NAMES: [&str; 3] = ["y", "value", "count"];

/// The series of a CSV file, by name, one list per column of values.
pub(super) fn table(arguments: &Arguments) -> Result<Vec<Histories>> {
    let [file] = arguments.reading.logs.as_slice() else {
        let message = "expected one CSV file; several logs need `--metric`";
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    };
    let table = Table::read(file)?;
    let named = |given: &Option<String>, known: &[&str]| match given {
        Some(name) => table.column(name).map(Some),
        None => Ok(known.iter().find_map(|name| table.get(name))),
    };
    let missing = |what: &str, known: &[&str]| {
        let message =
            format!("name the column of the {what} with `--{what}`: none of {} is there", known.join(", "));
        Error::new(ErrorKind::InvalidInput, message).with("file", file.display())
    };
    let ids = named(&arguments.id, &ID_NAMES)?;
    let times = named(&arguments.time, &TIME_NAMES)?.ok_or_else(|| missing("time", &TIME_NAMES))?;
    let times = times.parse("a step number or an RFC 3339 time with zone", |text| {
        let text = text.trim();
        text.parse::<i64>().ok().map(Place::Step).or_else(|| text.parse().ok().map(Place::Time))
    })?;
    if (arguments.reading.zone.is_some() || arguments.holidays.is_some())
        && times.iter().any(|t| matches!(t, Place::Step(_)))
    {
        let message = "a zone or holidays need times, and the file numbers its steps";
        return Err(Error::new(ErrorKind::InvalidInput, message).with("file", file.display()));
    }
    let columns = match arguments.value.as_slice() {
        [] => {
            let known = VALUE_NAMES.iter().find(|name| table.get(name).is_some());
            vec![(*known.ok_or_else(|| missing("value", &VALUE_NAMES))?).to_owned()]
        }
        named => named.to_vec(),
    };
    let histories = |metric: String| {
        let values = table.column(&metric)?.numbers()?;
        let mut rows: BTreeMap<&str, Vec<(Place, f64)>> = BTreeMap::new();
        let timed = times.iter().copied().zip(values);
        match ids {
            Some(ids) => ids.text().zip(timed).for_each(|(id, row)| rows.entry(id).or_default().push(row)),
            None => {
                rows.insert("series", timed.collect());
            }
        }
        let series =
            rows.into_iter().map(|(id, rows)| Ok((Scope::service_named(id), evenly(id, rows, file)?)));
        let series = series.collect::<Result<Vec<_>>>()?;
        let whole = if arguments.system { Some(sum(&series)?) } else { None };
        // The sum is of these series and nothing else.
        Ok(Histories { metric, series, whole, rest: None })
    };
    columns.into_iter().map(histories).collect()
}

/// The sum of series that end together, from where the last of them begins; a gap in one is a gap in the sum.
fn sum(series: &[(Scope, Series)]) -> Result<Series> {
    let Some((_, first)) = series.first() else {
        return Err(Error::not_enough("series", 1, 0));
    };
    let end = |series: &Series| series.end_of(series.values.len());
    let other = series.iter().find(|(_, s)| s.step_ms != first.step_ms || end(s) != end(first));
    if let Some((id, _)) = other {
        let message = "`--system` needs series of the same step that end at the same time";
        return Err(Error::new(ErrorKind::InvalidInput, message).with("series", id));
    }
    let length = series.iter().map(|(_, series)| series.values.len()).min().unwrap_or(0);
    let from = |series: &Series| series.values.len() - length;
    let value = |i: usize| series.iter().map(|(_, series)| series.values[from(series) + i]).sum();
    Ok(Series {
        first_end: first.end_of(from(first)),
        step_ms: first.step_ms,
        values: (0..length).map(value).collect(),
    })
}

/// Metrics of the services of a log, per hour; hours end at the newest event that is no stray of a wrong clock, and begin with
/// the oldest such.
pub(super) fn log(arguments: &Arguments) -> Result<Vec<Histories>> {
    let metrics =
        arguments.metric.iter().map(|name| CapacityMetric::from_name(name)).collect::<Result<Vec<_>>>()?;
    let rollup = arguments.reading.rollup(&arguments.reading.config()?)?;
    let (oldest, last) =
        rollup.oldest().zip(rollup.newest()).ok_or_else(|| Error::not_enough("events", 1, 0))?;
    // The end of the first minute that counts: what lies in it began up to a minute before.
    let first = rollup.first().unwrap_or(oldest).max(oldest.plus_ms(-MINUTE_MS));
    let at = last.bucket_end(MINUTE_MS);
    let histories = |metric: CapacityMetric| {
        let mut series = Vec::new();
        for (name, service) in rollup.services() {
            let from = service.first().unwrap_or(first).max(first).floor_to(MINUTE_MS);
            // A service that never says anything of the metric has no series of it.
            let found = metric.series(service, from, at).ok().filter(|found| !found.values.is_empty());
            series.extend(found.map(|found| (Scope::service_named(name), found)));
        }
        let from = first.floor_to(MINUTE_MS);
        let whole = metric.series(rollup.system(), from, at)?;
        let metric_name = metric.name().to_owned();
        if !metric.adds_up() {
            series.push((Scope::System, whole));
            return Ok(Histories { metric: metric_name, series, whole: None, rest: None });
        }
        // Over the hours of the system: a service's own series begins with its first whole hour.
        let known = rollup
            .services()
            .filter(|(name, _)| series.iter().any(|(known, _)| known.service() == Some(*name)));
        let known: Vec<Series> =
            known.filter_map(|(_, service)| metric.series(service, from, at).ok()).collect();
        let rest = errpredict::forecast::rest(&whole, &known.iter().collect::<Vec<_>>());
        Ok(Histories { metric: metric_name, series, whole: Some(whole), rest })
    };
    metrics.into_iter().map(histories).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_end_together() {
        let series = |first: &str, values: &[f64]| {
            (
                Scope::service_named(""),
                Series { first_end: first.parse().unwrap(), step_ms: 60_000, values: values.to_vec() },
            )
        };
        let early = series("2026-11-01T00:00:00Z", &[9.0, 1.0, 2.0]);
        let late = series("2026-11-01T00:01:00Z", &[10.0, f64::NAN]);
        let sum = super::sum(&[early.clone(), late]).unwrap();
        assert_eq!((sum.first_end.to_string().as_str(), sum.values[0]), ("2026-11-01T00:01:00Z", 11.0));
        assert!(sum.values[1].is_nan());
        let longer = series("2026-11-01T00:01:00Z", &[1.0, 2.0, 3.0]);
        assert!(super::sum(&[early, longer]).is_err());
    }
}
