//! Reads the folder of one incident: `incident.json`, `metrics.csv.gz` and whatever else lies beside it.
//!
//! ```text
//! FOLDER/incident.json           id, onset (unix s); optional graph, reference, symptom {service, metric}
//! FOLDER/metrics.csv.gz          timestamp (unix s) and one column per service_metric, split at the last underscore
//! FOLDER/events.csv.gz           optional: timestamp_ms,service,severity,source[,error_type,message]
//! FOLDER/traces.csv.gz           optional: bucket (unix s),service,spans,self_ms_mean
//! FOLDER/edges.csv.gz            optional: bucket,caller,callee,calls,net_ms_mean
//! FOLDER/changes.csv.gz          optional: timestamp_ms,service,kind (deployment or other),what
//! FOLDER/../services.json        optional: the candidate services
//! FOLDER/../GRAPH                optional: caller,callee
//! FOLDER/../reference_*_DAY.csv.gz  optional: events, traces and edges of a time without fault
//! ```
//!
//! Every `.csv.gz` may be a plain `.csv`.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use errpredict::rca::{
    CallRow, ChangeEvent, Incident, Logs, MetricColumn, SpanRow, Statement, Symptom, Traces,
};
use errpredict::{Error, ErrorKind, Result, Severity, Timestamp};
use serde::Deserialize;

use crate::Table;
use crate::file::{io_error, open};

/// Width of a trace bucket in these files, ms.
const TRACE_BUCKET_MS: i64 = 10_000;

#[derive(Deserialize)]
struct Head {
    id: String,
    onset: f64,
    #[serde(default)]
    graph: Option<String>,
    #[serde(default)]
    reference: Option<String>,
    #[serde(default)]
    symptom: Option<HeadSymptom>,
}

#[derive(Deserialize)]
struct HeadSymptom {
    service: String,
    metric: String,
}

/// Service names and their places; unknown ones are added at the end.
struct Services {
    names: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Services {
    fn new(names: Vec<String>) -> Self {
        let places = names.iter().cloned().enumerate().map(|(place, name)| (name, place)).collect();
        Services { names, places }
    }

    fn known(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    fn place(&mut self, name: &str) -> usize {
        self.known(name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.places.insert(name.to_owned(), self.names.len() - 1);
            self.names.len() - 1
        })
    }
}

/// Reads one incident from its folder.
///
/// # Errors
/// `io` if a file that must be there cannot be read, `invalid_input` naming file, line and column otherwise.
pub fn read_incident(folder: &Path) -> Result<Incident> {
    let head_path = folder.join("incident.json");
    let head: Head = json(&head_path)?;
    let parent = folder.join("..");
    let services = parent.join("services.json");
    let mut services = Services::new(if services.exists() { json(&services)? } else { Vec::new() });

    let onset = seconds(head.onset).map_err(|error| error.with("file", head_path.display()))?;
    let mut incident = Incident::new(head.id, onset, Vec::new());
    if let Some(path) = table_path(folder, "metrics") {
        read_metrics(&Table::read(&path)?, &mut services, &mut incident)?;
    }
    if let Some(graph) = &head.graph {
        let table = Table::read(&parent.join(graph))?;
        let (callers, callees) = (table.column("caller")?, table.column("callee")?);
        let known = callers.text().zip(callees.text());
        // A graph may hold hosts and clients that are no candidates; they have no metrics either.
        incident.graph = known.filter_map(|(a, b)| services.known(a).zip(services.known(b))).collect();
    }
    incident.symptom = head
        .symptom
        .map(|symptom| Symptom { service: services.place(&symptom.service), metric: symptom.metric });
    let reference = |kind: &str| {
        let day = head.reference.as_ref()?;
        table_path(&parent, &format!("reference_{kind}_{day}"))
    };
    if let Some(path) = table_path(folder, "events") {
        let mut logs = Logs::default();
        let mut statements = BTreeMap::new();
        logs.lines = read_lines(&Table::read(&path)?, &mut services, &mut statements, &mut logs.statements)?;
        if let Some(path) = reference("events") {
            logs.reference =
                read_lines(&Table::read(&path)?, &mut services, &mut statements, &mut logs.statements)?;
        }
        incident.logs = Some(logs);
    }
    let (spans, calls) = (table_path(folder, "traces"), table_path(folder, "edges"));
    if spans.is_some() || calls.is_some() {
        let mut spans_of = |path: Option<PathBuf>| match path {
            Some(path) => read_spans(&Table::read(&path)?, &mut services),
            None => Ok(Vec::new()),
        };
        let (spans, reference_spans) = (spans_of(spans)?, spans_of(reference("traces"))?);
        let mut calls_of = |path: Option<PathBuf>| match path {
            Some(path) => read_calls(&Table::read(&path)?, &mut services),
            None => Ok(Vec::new()),
        };
        let (calls, reference_calls) = (calls_of(calls)?, calls_of(reference("edges"))?);
        let bucket_ms = TRACE_BUCKET_MS;
        incident.traces = Some(Traces { bucket_ms, spans, calls, reference_spans, reference_calls });
    }
    if let Some(path) = table_path(folder, "changes") {
        incident.changes = read_changes(&Table::read(&path)?, &mut services)?;
    }
    incident.services = services.names;
    Ok(incident)
}

fn json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text).map_err(|error| io_error("read", path, &error))?;
    serde_json::from_str(&text)
        .map_err(|error| Error::new(ErrorKind::InvalidInput, error.to_string()).with("file", path.display()))
}

/// The table `name` in `folder`, packed or not, if it is there.
fn table_path(folder: &Path, name: &str) -> Option<PathBuf> {
    [".csv.gz", ".csv", ".csv.zst"]
        .iter()
        .map(|end| folder.join(format!("{name}{end}")))
        .find(|path| path.exists())
}

fn seconds(value: f64) -> Result<Timestamp> {
    if value.is_finite() {
        // Whole milliseconds, cut: a time never moves into the future.
        Timestamp::from_ms((value * 1e3).floor() as i64)
    } else {
        Err(Error::new(
            ErrorKind::InvalidInput,
            format!("expected a time in seconds since 1970, got {value}"),
        ))
    }
}

fn times(table: &Table, column: &str, scale: f64) -> Result<Vec<Timestamp>> {
    table.column(column)?.parse("a time since 1970", |text| {
        text.trim().parse::<f64>().ok().and_then(|value| seconds(value * scale).ok())
    })
}

fn read_metrics(table: &Table, services: &mut Services, incident: &mut Incident) -> Result<()> {
    let times = times(table, "timestamp", 1.0)?;
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by_key(|&row| times[row]);
    incident.times = order.iter().map(|&row| times[row]).collect();
    for name in table.header().iter().filter(|name| *name != "timestamp") {
        let Some((service, metric)) = name.rsplit_once('_') else {
            let message = format!("expected columns named service_metric, got `{name}`");
            return Err(Error::new(ErrorKind::InvalidInput, message).with("incident", &incident.id));
        };
        let values = table.column(name)?.numbers()?;
        incident.metrics.push(MetricColumn {
            name: name.clone(),
            service: services.place(service),
            metric: metric.to_owned(),
            values: order.iter().map(|&row| values[row]).collect(),
        });
    }
    Ok(())
}

/// Lines as (time, statement); new statements are added to the list.
fn read_lines(
    table: &Table,
    services: &mut Services,
    known: &mut BTreeMap<(usize, Severity, String), u32>,
    statements: &mut Vec<Statement>,
) -> Result<Vec<(Timestamp, u32)>> {
    let times = times(table, "timestamp_ms", 1e-3)?;
    let severities = table.column("severity")?.parse("a severity", |text| match text.trim() {
        "" => Some(Severity::Info),
        text => Severity::from_level_name(text).ok(),
    })?;
    let names = table.column("service")?.text();
    let sources: Vec<&str> = match table.get("source") {
        Some(column) => column.text().collect(),
        None => vec![""; table.n_rows()],
    };
    let messages: Vec<&str> = match table.get("message") {
        Some(column) => column.text().collect(),
        None => vec![""; table.n_rows()],
    };
    let mut lines = Vec::with_capacity(times.len());
    for (((time, severity), name), (source, message)) in
        times.into_iter().zip(severities).zip(names).zip(sources.into_iter().zip(messages))
    {
        let text = if source.is_empty() { masked(message) } else { source.to_owned() };
        let key = (services.place(name), severity, text);
        let statement = match known.get(&key) {
            Some(&statement) => statement,
            None => {
                let statement = statements.len() as u32;
                statements.push(Statement { service: key.0, severity, text: key.2.clone() });
                known.insert(key, statement);
                statement
            }
        };
        lines.push((time, statement));
    }
    Ok(lines)
}

/// The fixed part of a message, for lines whose place in the code is not recorded: digits and what they touch left out.
fn masked(message: &str) -> String {
    const LONGEST: usize = 80;
    let words = message
        .split_whitespace()
        .map(|word| if word.bytes().any(|b| b.is_ascii_digit()) { "*" } else { word });
    let text = words.collect::<Vec<_>>().join(" ");
    text.chars().take(LONGEST).collect()
}

fn read_spans(table: &Table, services: &mut Services) -> Result<Vec<SpanRow>> {
    let buckets = times(table, "bucket", 1.0)?;
    let (spans, own) = (table.column("spans")?.numbers()?, table.column("self_ms_mean")?.numbers()?);
    let names = table.column("service")?.text();
    let rows = buckets.into_iter().zip(names).zip(spans).zip(own);
    Ok(rows
        .map(|(((bucket, name), spans), self_ms)| SpanRow {
            bucket,
            service: services.place(name),
            spans,
            self_ms,
        })
        .collect())
}

fn read_calls(table: &Table, services: &mut Services) -> Result<Vec<CallRow>> {
    let buckets = times(table, "bucket", 1.0)?;
    let (calls, net) = (table.column("calls")?.numbers()?, table.column("net_ms_mean")?.numbers()?);
    let names = table.column("caller")?.text().zip(table.column("callee")?.text());
    let rows = buckets.into_iter().zip(names).zip(calls).zip(net);
    Ok(rows
        .map(|(((bucket, (caller, callee)), calls), net_ms)| CallRow {
            bucket,
            caller: services.place(caller),
            callee: services.place(callee),
            calls,
            net_ms,
        })
        .collect())
}

fn read_changes(table: &Table, services: &mut Services) -> Result<Vec<ChangeEvent>> {
    let times = times(table, "timestamp_ms", 1e-3)?;
    let (names, kinds) = (table.column("service")?.text(), table.column("kind")?.text());
    let rows = times.into_iter().zip(names).zip(kinds.zip(table.column("what")?.text()));
    Ok(rows
        .map(|((at, name), (kind, what))| ChangeEvent {
            at,
            service: services.place(name),
            deployment: kind == "deployment",
            what: what.to_owned(),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const HEAD: &str = r#"{"id": "i1", "onset": 120, "graph": "graph.csv", "reference": "d",
        "symptom": {"service": "a", "metric": "latency-avg"}, "step_seconds": 60}"#;

    /// A set with one incident in `i1`, from (path, content).
    fn set(files: &[(&str, &str)]) -> tempfile::TempDir {
        let set = tempfile::tempdir().unwrap();
        fs::create_dir(set.path().join("i1")).unwrap();
        for (path, content) in files {
            fs::write(set.path().join(path), content).unwrap();
        }
        set
    }

    #[test]
    fn everything_that_lies_there_is_read() {
        let events = "timestamp_ms,service,severity,source\n119000,a,INFO,A#1\n121000,b_c,ERROR,B#2\n";
        let set = set(&[
            ("services.json", r#"["a", "b_c"]"#),
            ("graph.csv", "caller,callee\na,b_c\na,10.0.0.1\n"),
            ("i1/incident.json", HEAD),
            // Rows out of order, a gap, a service with an underscore: split at the last one.
            ("i1/metrics.csv", "timestamp,a_cpu,b_c_mem\n120,2,\n60,1,5\n"),
            ("i1/events.csv", events),
            ("reference_events_d.csv", "timestamp_ms,service,severity,source\n1000,a,INFO,A#1\n"),
            ("i1/traces.csv", "bucket,service,spans,self_ms_mean\n110,a,3,1.5\n"),
            ("i1/edges.csv", "bucket,caller,callee,calls,net_ms_mean\n110,a,b_c,2,0.5\n"),
            ("i1/changes.csv", "timestamp_ms,service,kind,what\n60000,b_c,deployment,v2\n"),
        ]);
        let incident = read_incident(&set.path().join("i1")).unwrap();
        assert_eq!((incident.id.as_str(), incident.onset.ms()), ("i1", 120_000));
        assert_eq!(incident.services, ["a", "b_c"]);
        assert_eq!(incident.graph, [(0, 1)]);
        assert_eq!(incident.times.iter().map(|time| time.ms()).collect::<Vec<_>>(), [60_000, 120_000]);
        assert_eq!(incident.metrics[0].values, [1.0, 2.0]);
        assert_eq!((incident.metrics[1].service, incident.metrics[1].metric.as_str()), (1, "mem"));
        assert!(incident.metrics[1].values[0] == 5.0 && incident.metrics[1].values[1].is_nan());
        assert_eq!(incident.symptom.unwrap().service, 0);
        let logs = incident.logs.unwrap();
        assert_eq!((logs.statements.len(), logs.lines.len(), logs.reference.len()), (2, 2, 1));
        assert_eq!(logs.reference[0].1, logs.lines[0].1, "the same place in the code is the same statement");
        let traces = incident.traces.unwrap();
        assert_eq!((traces.spans[0].self_ms, traces.calls[0].callee), (1.5, 1));
        assert!(incident.changes[0].deployment);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (metrics, expected) in [
            ("timestamp,a_cpu\n60,many\n", "line 2"),
            ("timestamp,cpu\n60,1\n", "service_metric"),
            ("time,a_cpu\n60,1\n", "timestamp"),
        ] {
            let set =
                set(&[("i1/incident.json", r#"{"id": "i1", "onset": 1}"#), ("i1/metrics.csv", metrics)]);
            let error = read_incident(&set.path().join("i1")).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        let set = set(&[("i1/incident.json", r#"{"id": "i1"}"#)]);
        let error = read_incident(&set.path().join("i1")).unwrap_err();
        assert!(
            error.to_string().contains("onset") && error.to_string().contains("incident.json"),
            "{error}"
        );
    }

    #[test]
    fn messages_without_a_place_are_masked() {
        assert_eq!(masked("order 17 of user u9 failed"), "order * of user * failed");
    }
}
