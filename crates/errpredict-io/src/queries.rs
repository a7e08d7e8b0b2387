//! The tables beside a log: services with their groups and attributes, and queries.

use std::path::Path;

use errpredict::features::{FeatureQuery, Statics};
use errpredict::{Error, ErrorKind, Result, Timestamp};

use crate::table::Table;

/// Columns of SERVICES that are not attributes.
const SERVICE_COLUMNS: [&str; 3] = ["service", "group", "depends_on"];
/// Between the services that a service depends on.
const DEPENDS_ON_SEPARATOR: char = ';';

/// Times and services to answer for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queries {
    /// Id as it stands in the file.
    pub ids: Vec<String>,
    /// The service of each.
    pub services: Vec<String>,
    /// The time of each.
    pub times: Vec<Timestamp>,
    /// The split of each query, where the file has the column.
    pub splits: Option<Vec<String>>,
}

impl Queries {
    /// Reads `query_id,service,timestamp` and, where it is there, `split`.
    ///
    /// # Errors
    /// `io` if the file cannot be read; `invalid_input`, with file, line and column, for anything else.
    pub fn read(path: &Path) -> Result<Queries> {
        let table = Table::read(path)?;
        let texts = |name: &str| Ok(table.column(name)?.text().map(str::to_owned).collect::<Vec<_>>());
        Ok(Queries {
            ids: texts("query_id")?,
            services: texts("service")?,
            times: table.column("timestamp")?.parse("seconds since 1970 or an RFC 3339 time", parse_time)?,
            splits: table.get("split").map(|column| column.text().map(str::to_owned).collect()),
        })
    }

    /// The questions for features.
    #[must_use]
    pub fn feature_queries(&self) -> Vec<FeatureQuery<'_>> {
        self.services.iter().zip(&self.times).map(|(service, at)| FeatureQuery { service, at: *at }).collect()
    }
}

/// Seconds since 1970 (as in the logs of the evaluation kit), or RFC 3339.
#[must_use]
pub fn parse_time(text: &str) -> Option<Timestamp> {
    match text.trim().parse::<f64>() {
        Ok(seconds) if seconds.is_finite() => Timestamp::from_ms((seconds * 1e3).floor() as i64).ok(),
        Ok(_) => None,
        Err(_) => text.trim().parse().ok(),
    }
}

/// Reads `service` and, where they are there, `group`, `depends_on` (services with `;` between them) and attributes;
/// without a file nothing is known of the services.
///
/// # Errors
/// `io` if the file cannot be read; `invalid_input`, with file and line, for anything else.
pub fn read_statics(path: Option<&Path>) -> Result<Statics> {
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
    let depends_on: Option<Vec<&str>> = table.get("depends_on").map(|column| column.text().collect());
    for (i, (service, group)) in services.iter().zip(groups).enumerate() {
        let row = attributes.iter().map(|column| column[i].to_owned()).collect();
        let upstream = depends_on.as_ref().map_or("", |column| column[i]).split(DEPENDS_ON_SEPARATOR);
        let upstream = upstream.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let added = statics.insert(service, group, row);
        added.and_then(|()| statics.set_depends_on(service, upstream)).map_err(|error| {
            Error::new(ErrorKind::InvalidInput, error.message())
                .with("file", path.display())
                .with("line", i + 2)
        })?;
    }
    Ok(statics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_with_what_they_depend_on() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("services.csv");
        std::fs::write(&path, "service,depends_on,tier\nshop,billing; stock,1\nbilling,,2\n").unwrap();
        let statics = read_statics(Some(&path)).unwrap();
        assert_eq!(statics.depends_on("shop"), ["billing", "stock"]);
        assert!(statics.depends_on("billing").is_empty());
        assert_eq!(statics.encodings().len(), 1, "the tier");
        std::fs::write(&path, "service,depends_on\nshop,shop\n").unwrap();
        let error = read_statics(Some(&path)).unwrap_err().to_string();
        assert!(error.contains("line: 2") || error.contains("line 2"), "{error}");
    }

    #[test]
    fn times_in_seconds_and_as_text() {
        for (text, ms) in
            [("1117065600", Some(1_117_065_600_000)), ("1.5", Some(1_500)), ("", None), ("soon", None)]
        {
            assert_eq!(parse_time(text).map(Timestamp::ms), ms, "{text}");
        }
        assert_eq!(parse_time("2005-05-26T00:00:00Z").map(Timestamp::ms), Some(1_117_065_600_000));
        assert_eq!(parse_time("inf"), None);
    }
}
