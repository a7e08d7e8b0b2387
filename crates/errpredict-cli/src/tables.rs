//! The tables beside a log: services with their groups and attributes, and queries.

use std::path::Path;

use errpredict::features::{FeatureQuery, Statics};
use errpredict::{Error, ErrorKind, Result, Rollup, RollupConfig, Timestamp};
use errpredict_io::{ReadOptions, Table, read_into_rollup, sources};

/// Columns of SERVICES that are not attributes.
const SERVICE_COLUMNS: [&str; 2] = ["service", "group"];

/// Times and services to answer for.
#[derive(Debug)]
pub(crate) struct Queries {
    /// Id as it stands in the file.
    pub(crate) ids: Vec<String>,
    pub(crate) services: Vec<String>,
    pub(crate) times: Vec<Timestamp>,
    /// The split of each query, where the file has the column.
    pub(crate) splits: Option<Vec<String>>,
}

impl Queries {
    /// Reads `query_id,service,timestamp` and, where it is there, `split`.
    pub(crate) fn read(path: &Path) -> Result<Queries> {
        let table = Table::read(path)?;
        let texts = |name: &str| Ok(table.column(name)?.text().map(str::to_owned).collect::<Vec<_>>());
        Ok(Queries {
            ids: texts("query_id")?,
            services: texts("service")?,
            times: table.column("timestamp")?.parse("seconds since 1970 or an RFC 3339 time", time)?,
            splits: table.get("split").map(|column| column.text().map(str::to_owned).collect()),
        })
    }

    pub(crate) fn feature_queries(&self) -> Vec<FeatureQuery<'_>> {
        self.services.iter().zip(&self.times).map(|(service, at)| FeatureQuery { service, at: *at }).collect()
    }
}

/// Seconds since 1970 (as the logs of the evaluation kit), or RFC 3339.
pub(crate) fn time(text: &str) -> Option<Timestamp> {
    match text.trim().parse::<f64>() {
        Ok(seconds) if seconds.is_finite() => Timestamp::from_ms((seconds * 1e3).floor() as i64).ok(),
        Ok(_) => None,
        Err(_) => text.trim().parse().ok(),
    }
}

/// Reads `service,group` and attributes; without a file nothing is known of the services.
pub(crate) fn statics(path: Option<&Path>) -> Result<Statics> {
    let Some(path) = path else { return Ok(Statics::default()) };
    let table = Table::read(path)?;
    let names: Vec<String> =
        table.header().iter().filter(|name| !SERVICE_COLUMNS.contains(&name.as_str())).cloned().collect();
    let columns = names.iter().map(|name| table.column(name)).collect::<Result<Vec<_>>>()?;
    let attributes: Vec<Vec<&str>> = columns.iter().map(|column| column.text().collect()).collect();
    let services: Vec<&str> = table.column("service")?.text().collect();
    let groups: Vec<&str> =
        table.get("group").map_or_else(|| vec![""; services.len()], |column| column.text().collect());
    let mut statics = Statics::new(names);
    for (i, (service, group)) in services.iter().zip(groups).enumerate() {
        let row = attributes.iter().map(|column| column[i].to_owned()).collect();
        statics.insert(service, group, row).map_err(|error| {
            Error::new(ErrorKind::InvalidInput, error.message())
                .with("file", path.display())
                .with("line", i + 2)
        })?;
    }
    Ok(statics)
}

/// Reads logs into a rollup and says on standard error what could not be read.
pub(crate) fn rollup(logs: &[std::path::PathBuf]) -> Result<Rollup> {
    let (rollup, _) = read_into_rollup(&sources(logs)?, &ReadOptions::default(), &RollupConfig::default())?;
    if rollup.first().is_none() {
        return Err(Error::not_enough("events", 1, 0));
    }
    Ok(rollup)
}

/// Reads a model file.
pub(crate) fn model(path: &Path) -> Result<errpredict::predict::Saved> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut errpredict_io::open(path)?, &mut bytes).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read: {error}")).with("file", path.display())
    })?;
    errpredict::predict::Saved::from_bytes(&bytes).map_err(|error| error.with("file", path.display()))
}

/// Prints a text meant for people on standard output.
pub(crate) fn say(text: &str) -> Result<()> {
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes()).map_err(cannot_write)
}

/// A failed write as an error.
pub(crate) fn cannot_write(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write: {error}"))
}

/// A text as one CSV field: quoted where it must be.
pub(crate) fn field(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_seconds_and_as_text() {
        for (text, ms) in
            [("1117065600", Some(1_117_065_600_000)), ("1.5", Some(1_500)), ("", None), ("soon", None)]
        {
            assert_eq!(time(text).map(Timestamp::ms), ms, "{text}");
        }
        assert_eq!(time("2005-05-26T00:00:00Z").map(Timestamp::ms), Some(1_117_065_600_000));
        assert_eq!(time("inf"), None);
    }
}
