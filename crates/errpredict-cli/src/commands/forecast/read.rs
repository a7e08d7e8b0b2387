//! The histories: columns of a CSV file, or metrics of a log.

use std::collections::BTreeMap;

use errpredict::forecast::{CapacityMetric, Histories};
use errpredict::{Error, ErrorKind, Result, Scope};
use errpredict_io::Table;

use super::Arguments;
use super::grid::{Place, evenly};

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
        match arguments.system {
            true => Histories::with_sum(metric, series),
            false => Ok(Histories::apart(metric, series)),
        }
    };
    columns.into_iter().map(histories).collect()
}

/// Metrics of the services of a log.
pub(super) fn log(arguments: &Arguments) -> Result<Vec<Histories>> {
    let metrics =
        arguments.metric.iter().map(|name| CapacityMetric::from_name(name)).collect::<Result<Vec<_>>>()?;
    let rollup = arguments.reading.rollup(&arguments.reading.config()?)?;
    metrics.into_iter().map(|metric| Histories::of_log(&rollup, metric)).collect()
}
