//! The events of a log as an Arrow table, through the C stream that pandas, Polars and pyarrow read.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, StringBuilder, TimestampMillisecondBuilder, UInt16Builder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, DataType, Field, Schema, TimeUnit};
use errpredict::Attributes;
use errpredict::{Error, ErrorKind, EventRef};
use errpredict_io::{Location, Source, read_events_with_progress};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::errors::OrRaise;
use crate::progress::Told;

/// Columns of text, in their order behind the time.
const TEXTS: [&str; 13] = [
    "service",
    "severity",
    "kind",
    "error_type",
    "message",
    "error_id",
    "code",
    "endpoint",
    "user_id",
    "request_id",
    "stack_trace",
    "environment",
    "release",
];

/// The events of a log, one column a field; read by `pandas.DataFrame.from_arrow`, `polars.DataFrame`, `pyarrow.table`.
#[pyclass(frozen, module = "errpredict._native")]
pub(crate) struct EventTable {
    batch: RecordBatch,
    report: String,
}

#[pymethods]
impl EventTable {
    /// What was read, what was left out and why, as JSON.
    #[getter]
    fn report(&self) -> &str {
        &self.report
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// The stream of the Arrow C interface. What schema is asked for is not looked at, as the protocol allows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let batches =
            RecordBatchIterator::new([Ok::<_, ArrowError>(self.batch.clone())], self.batch.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

#[derive(Default)]
struct Columns {
    time: TimestampMillisecondBuilder,
    texts: [StringBuilder; TEXTS.len()],
    status_code: UInt16Builder,
    response_time_ms: Float64Builder,
    attributes: StringBuilder,
}

impl Columns {
    fn add(&mut self, event: &EventRef<'_>) {
        self.time.append_value(event.timestamp.ms());
        let texts = [
            Some(event.service),
            event.severity.map(errpredict::Severity::name),
            Some(event.kind.name()),
            Some(event.error_type).filter(|name| !name.is_empty()),
            event.message,
            event.error_id,
            event.code,
            event.endpoint,
            event.user_id,
            event.request_id,
            event.stack_trace,
            event.environment,
            event.release,
        ];
        self.texts.iter_mut().zip(texts).for_each(|(column, text)| column.append_option(text));
        self.status_code.append_option(event.status_code);
        self.response_time_ms.append_option(event.response_time_ms);
        self.attributes.append_option(event.attributes.map(|attributes| match attributes {
            Attributes::Json(text) => text.to_owned(),
            Attributes::Map(map) => serde_json::Value::Object(map.clone()).to_string(),
        }));
    }

    fn finish(mut self) -> errpredict::Result<RecordBatch> {
        let time = self.time.finish().with_timezone("UTC");
        let mut fields = vec![Field::new(
            "timestamp",
            DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
            false,
        )];
        let mut columns: Vec<ArrayRef> = vec![Arc::new(time)];
        for (name, column) in TEXTS.iter().zip(&mut self.texts) {
            fields.push(Field::new(*name, DataType::Utf8, true));
            columns.push(Arc::new(column.finish()));
        }
        fields.push(Field::new("status_code", DataType::UInt16, true));
        columns.push(Arc::new(self.status_code.finish()));
        fields.push(Field::new("response_time_ms", DataType::Float64, true));
        columns.push(Arc::new(self.response_time_ms.finish()));
        fields.push(Field::new("attributes", DataType::Utf8, true));
        columns.push(Arc::new(self.attributes.finish()));
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
            .map_err(|error| Error::new(ErrorKind::Internal, format!("the table could not be made: {error}")))
    }
}

/// Text of a column of a batch has at most so many bytes: its offsets are 32 bits wide.
const MOST_TEXT_BYTES: u64 = i32::MAX as u64;

/// As many bytes have the longest names of a severity and of a kind together.
const NAMES_BYTES: usize = "critical".len() + "deployment".len();

/// Reads logs into one table; `options` are those of the operation `read`, as JSON.
#[pyfunction]
#[pyo3(signature = (paths, options, progress=None))]
pub(crate) fn read_table(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    options: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<EventTable> {
    let mut told = Told::new(progress);
    let read = py.detach(|| {
        let options = errpredict_wire::read_options(options)?;
        let sources: Vec<Source> = paths.iter().map(|path| Source::File(path.clone())).collect();
        let mut columns = Columns::default();
        let mut bytes = 0_u64;
        let mut each = |event: EventRef<'_>, _: Location<'_>| {
            let attributes = match event.attributes {
                Some(Attributes::Json(text)) => text.len(),
                Some(Attributes::Map(map)) => serde_json::Value::Object(map.clone()).to_string().len(),
                None => 0,
            };
            // As if all stood in one column, which is more than any of them holds.
            let texts = [
                Some(event.service),
                Some(event.error_type),
                event.message,
                event.error_id,
                event.code,
                event.endpoint,
                event.user_id,
                event.request_id,
                event.stack_trace,
                event.environment,
                event.release,
            ];
            let texts: usize = texts.into_iter().flatten().map(str::len).sum();
            bytes += (NAMES_BYTES + attributes + texts) as u64;
            if bytes < MOST_TEXT_BYTES {
                columns.add(&event);
            }
        };
        let report =
            read_events_with_progress(&sources, &options, &mut each, &mut |progress| told.tell(progress))?;
        if bytes >= MOST_TEXT_BYTES {
            let message =
                format!("a table holds at most {MOST_TEXT_BYTES} bytes of text, the log has {bytes}");
            return Err(Error::new(ErrorKind::LimitExceeded, message));
        }
        let report = serde_json::to_string(&report).map_err(|error| {
            Error::new(ErrorKind::Internal, format!("the report could not be written: {error}"))
        })?;
        Ok(EventTable { batch: columns.finish()?, report })
    });
    told.or_raise()?;
    read.or_raise(py)
}
