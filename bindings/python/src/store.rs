//! The store in PostgreSQL: events go in, analyses are made of what is stored, lists come out.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use errpredict::{Error, ErrorKind, Event, Result, Timestamp};
use errpredict_io::{ReadOptions, ReadReport, Source, read_events};
use errpredict_store::{BlockingStore, IngestConfig, Ingested, MOST_IN_A_BATCH};
use pyo3::prelude::*;
use serde_json::{Value, json};

use crate::errors::OrRaise;

/// Events in a batch. A batch of a log is the same whenever it is read, so that the ids of its events are.
const BATCH: usize = 20_000;

/// A store of one tenant.
#[pyclass(frozen, subclass, module = "errpredict._native")]
pub(crate) struct Store {
    store: BlockingStore,
}

#[pymethods]
impl Store {
    #[new]
    #[pyo3(signature = (url, folder, tenant, migrate))]
    fn new(
        py: Python<'_>,
        url: Option<String>,
        folder: PathBuf,
        tenant: &str,
        migrate: bool,
    ) -> PyResult<Self> {
        let open = if migrate { BlockingStore::open_migrated } else { BlockingStore::open };
        let store = py.detach(|| open(url.as_deref(), folder, tenant)).or_raise(py)?;
        Ok(Store { store })
    }

    /// Stores events given as a JSON array, and tells as JSON what became of them.
    fn ingest_json(
        &self,
        py: Python<'_>,
        events: &str,
        key: Option<&str>,
        now_ms: i64,
        retention_days: u16,
    ) -> PyResult<String> {
        py.detach(|| {
            let events = errpredict_wire::events_of(events)?;
            let done =
                self.store.ingest(events, key, Timestamp::from_ms(now_ms)?, &of_days(retention_days))?;
            text(&done)
        })
        .or_raise(py)
    }

    /// Reads log files into the store, and tells as JSON what was read and what became of it.
    fn import_files(
        &self,
        py: Python<'_>,
        paths: Vec<PathBuf>,
        options: &str,
        now_ms: i64,
        retention_days: u16,
    ) -> PyResult<String> {
        py.detach(|| self.imported(&paths, options, Timestamp::from_ms(now_ms)?, &of_days(retention_days)))
            .or_raise(py)
    }

    /// Analyses what is stored, keeps what is found, and gives it as JSON.
    fn analyze_json(&self, py: Python<'_>, at_ms: Option<i64>, config: &str) -> PyResult<String> {
        py.detach(|| {
            let config = errpredict_wire::analysis_config(config)?;
            text(&self.store.analyze(at_ms.map(Timestamp::from_ms).transpose()?, &config)?)
        })
        .or_raise(py)
    }

    /// A page of a list as JSON.
    fn list_json(
        &self,
        py: Python<'_>,
        name: &str,
        parameters: Vec<(String, String)>,
        now_ms: i64,
    ) -> PyResult<String> {
        py.detach(|| {
            let found = self.store.list(name, &parameters, Timestamp::from_ms(now_ms)?)?;
            text(&json!({
                "count": found.count,
                "is_at_least": found.is_at_least,
                "results": found.results,
            }))
        })
        .or_raise(py)
    }

    /// Ends it; a private cluster is stopped.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.store.close()).or_raise(py)
    }
}

impl Store {
    fn imported(
        &self,
        paths: &[PathBuf],
        options: &str,
        now: Timestamp,
        config: &IngestConfig,
    ) -> Result<String> {
        let options = errpredict_wire::read_options(options)?;
        let sources = errpredict_io::sources(paths)?;
        let (sender, batches) = sync_channel(2);
        // One thread reads while this one stores.
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| in_batches(&sources, &options, sender));
            let stored = self.stored(batches, now, config);
            let report =
                reader.join().map_err(|_| Error::new(ErrorKind::Internal, "reading the log ended badly"))?;
            let (mut told, report) = (stored?, report?);
            told["report"] = serde_json::to_value(&report).map_err(untold)?;
            text(&told)
        })
    }

    fn stored(&self, batches: Receiver<Vec<Event>>, now: Timestamp, config: &IngestConfig) -> Result<Value> {
        let mut total = Ingested::default();
        let mut before = 0;
        for events in batches {
            let size = events.len();
            let mut done = self.store.ingest(events, None, now, config)?;
            done.refused.iter_mut().for_each(|refusal| refusal.index += before);
            before += size;
            total.stored += done.stored;
            total.thinned += done.thinned;
            total.duplicates += done.duplicates;
            total.refused.append(&mut done.refused);
        }
        self.store.close_days(now)?;
        serde_json::to_value(&total).map_err(untold)
    }
}

/// Reads logs, a batch after the other.
fn in_batches(
    sources: &[Source],
    options: &ReadOptions,
    sender: SyncSender<Vec<Event>>,
) -> Result<ReadReport> {
    let mut events: Vec<Event> = Vec::with_capacity(BATCH);
    let mut failed = None;
    let report = read_events(sources, options, &mut |event, _| match event.to_event() {
        Err(error) => {
            failed.get_or_insert(error);
        }
        Ok(event) => {
            // Equal events are told apart by their place among equals, so those of one moment stay in one batch.
            let is_full =
                events.len() >= BATCH && events.last().is_some_and(|last| last.timestamp != event.timestamp);
            if is_full || events.len() == MOST_IN_A_BATCH {
                // Nobody takes it any more where storing failed, which is what is raised then.
                let _ = sender.send(std::mem::replace(&mut events, Vec::with_capacity(BATCH)));
            }
            events.push(event);
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    let _ = sender.send(events);
    Ok(report)
}

fn of_days(retention_days: u16) -> IngestConfig {
    IngestConfig { retention_days, ..IngestConfig::default() }
}

fn text(told: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(told).map_err(untold)
}

fn untold(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("an answer has no form in JSON: {error}"))
}
