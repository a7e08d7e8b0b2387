//! Made-up logs that are wrapped, nested or of columns: those that one record after the other does not make.

use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::{Float64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use errpredict::Timestamp;
use errpredict_io::Format;

use crate::SplitMix;

/// A log with a name, the format it is found to be in, and its bytes.
#[derive(Debug)]
pub struct MadeLog {
    /// What the page calls it.
    pub name: &'static str,
    /// The format.
    pub format: Format,
    /// The log.
    pub bytes: Vec<u8>,
    /// Bytes of the same events as NDJSON, for a format that is packed.
    pub as_text: Option<usize>,
}

const TYPES: [&str; 4] = ["TimeoutError", "ConnectionError", "KeyError", "PaymentError"];
const SERVICES: [&str; 4] = ["checkout", "cart", "search", "payment"];
/// Records of one OTLP object.
const OTLP_RECORDS: u64 = 20;
/// Rows of one batch of columns.
const ROWS: usize = 10_000;

struct Made {
    at: String,
    ms: i64,
    service: &'static str,
    error_type: &'static str,
    message: String,
    took_ms: f64,
}

#[allow(clippy::expect_used, reason = "the times are in range")]
fn made(n: u64, random: &mut SplitMix) -> Made {
    let ms = 1_767_225_600_000 + (n * 40) as i64;
    Made {
        at: Timestamp::from_ms(ms).expect("a time in range").to_string(),
        ms,
        service: SERVICES[random.below(4) as usize],
        error_type: TYPES[random.below(4) as usize],
        message: format!(
            "could not load order {} for user {}: no answer after {} ms",
            random.below(1_000_000),
            random.below(50_000),
            random.below(9000)
        ),
        took_ms: 1.0 + random.below(9000) as f64 / 10.0,
    }
}

fn log(bytes: usize, mut record: impl FnMut(u64, &mut SplitMix, &mut String)) -> Vec<u8> {
    let (mut random, mut text, mut n) = (SplitMix(11), String::new(), 0);
    while text.len() < bytes {
        record(n, &mut random, &mut text);
        n += 1;
    }
    text.into_bytes()
}

/// The logs, each of about so many bytes.
#[must_use]
pub fn more_logs(bytes: usize) -> Vec<MadeLog> {
    let text = |name, format, record: fn(u64, &mut SplitMix, &mut String)| MadeLog {
        name,
        format,
        bytes: log(bytes, record),
        as_text: None,
    };
    vec![
        text("`docker` around plain lines", Format::Docker, docker),
        text("`cri` around JSON", Format::Cri, cri),
        text("`journald`", Format::Journald, journald),
        text("`otlp`", Format::Otlp, otlp),
        text("`sentry`", Format::Sentry, sentry),
        text("`plain`, every record with a Python traceback", Format::Plain, python),
        text("`plain`, every record with a Java stack", Format::Plain, java),
        text("`plain`, every record with a Node stack", Format::Plain, node),
        text("`plain`, every record with a PHP stack", Format::Plain, php),
        columns("`parquet`", Format::Parquet, bytes, parquet),
        columns("`arrow`", Format::Arrow, bytes, arrow),
    ]
}

fn docker(n: u64, random: &mut SplitMix, text: &mut String) {
    let made = made(n, random);
    let _ = writeln!(
        text,
        "{{\"log\":\"{} ERROR [{}] {}: {}\\n\",\"stream\":\"stderr\",\"time\":\"{}\"}}",
        made.at, made.service, made.error_type, made.message, made.at
    );
}

fn cri(n: u64, random: &mut SplitMix, text: &mut String) {
    let made = made(n, random);
    let _ = writeln!(
        text,
        "{} stderr F {{\"level\":\"error\",\"service\":\"{}\",\"error_type\":\"{}\",\"msg\":\"{}\"}}",
        made.at, made.service, made.error_type, made.message
    );
}

fn journald(n: u64, random: &mut SplitMix, text: &mut String) {
    let made = made(n, random);
    let _ = writeln!(
        text,
        "{{\"_HOSTNAME\":\"host\",\"__CURSOR\":\"s=5ef1;i={n:x}\",\"PRIORITY\":\"3\",\"__REALTIME_TIMESTAMP\":\"{}000\",\"_BOOT_ID\":\"d1a5e7f0a2b04c6d\",\"SYSLOG_IDENTIFIER\":\"{}\",\"_PID\":\"{}\",\"_SYSTEMD_UNIT\":\"{}.service\",\"MESSAGE\":\"{}\"}}",
        made.ms,
        made.service,
        random.below(30_000),
        made.service,
        made.message
    );
}

fn otlp(n: u64, random: &mut SplitMix, text: &mut String) {
    let service = SERVICES[random.below(4) as usize];
    let _ = write!(
        text,
        "{{\"resourceLogs\":[{{\"resource\":{{\"attributes\":[{{\"key\":\"service.name\",\"value\":{{\"stringValue\":\"{service}\"}}}}]}},\"scopeLogs\":[{{\"scope\":{{\"name\":\"app\"}},\"logRecords\":["
    );
    for i in 0..OTLP_RECORDS {
        let made = made(n * OTLP_RECORDS + i, random);
        let _ = write!(
            text,
            "{}{{\"timeUnixNano\":\"{}000000\",\"severityNumber\":17,\"severityText\":\"ERROR\",\"body\":{{\"stringValue\":\"{}\"}},\"attributes\":[{{\"key\":\"exception.type\",\"value\":{{\"stringValue\":\"{}\"}}}},{{\"key\":\"http.route\",\"value\":{{\"stringValue\":\"/api/order\"}}}}],\"traceId\":\"\",\"spanId\":\"\"}}",
            if i == 0 { "" } else { "," },
            made.ms,
            made.message,
            made.error_type
        );
    }
    text.push_str("]}]}]}\n");
}

fn sentry(n: u64, random: &mut SplitMix, text: &mut String) {
    let made = made(n, random);
    let _ = write!(
        text,
        "{{\"event_id\":\"{:032x}\",\"timestamp\":\"{}\",\"platform\":\"python\",\"level\":\"error\",\"release\":\"shop@1.2\",\"user\":{{\"id\":\"{}\"}},\"exception\":{{\"values\":[{{\"type\":\"{}\",\"value\":\"{}\",\"stacktrace\":{{\"frames\":[",
        random.next_u64(),
        made.at,
        random.below(50_000),
        made.error_type,
        made.message
    );
    for depth in 0..6 {
        let lead = if depth == 0 { "" } else { "," };
        let _ = write!(
            text,
            "{lead}{{\"filename\":\"app/{}_{depth}.py\",\"abs_path\":\"/srv/app/{}_{depth}.py\",\"function\":\"handle_{depth}\",\"module\":\"app\",\"lineno\":{},\"context_line\":\"    return self.next(request)\",\"in_app\":true}}",
            made.service,
            made.service,
            depth * 7 + 3
        );
    }
    text.push_str("]}}]}}\n");
}

fn head(made: &Made, text: &mut String) {
    let _ = writeln!(text, "{} ERROR [{}] {}", made.at, made.service, made.message);
}

fn python(n: u64, random: &mut SplitMix, text: &mut String) {
    let made = made(n, random);
    head(&made, text);
    text.push_str("Traceback (most recent call last):\n");
    for depth in 0..8 {
        let _ = writeln!(
            text,
            "  File \"/srv/app/{}_{depth}.py\", line {}, in handle_{depth}\n    return self.next(request)",
            made.service,
            depth * 7 + 3
        );
    }
    let _ = writeln!(text, "{}: {}", made.error_type, made.message);
}

fn java(n: u64, random: &mut SplitMix, text: &mut String) {
    let made = made(n, random);
    head(&made, text);
    let _ = writeln!(text, "shop.{}: {}", made.error_type, made.message);
    for depth in 0..12 {
        let _ = writeln!(
            text,
            "\tat shop.{}.Handler{depth}.next(Handler{depth}.java:{})",
            made.service,
            depth * 7 + 3
        );
    }
    text.push_str("Caused by: java.net.SocketTimeoutException: timeout\n\tat java.base/java.net.Socket.connect(Socket.java:633)\n\t... 12 more\n");
}

fn node(n: u64, random: &mut SplitMix, text: &mut String) {
    let made = made(n, random);
    head(&made, text);
    let _ = writeln!(text, "{}: {}", made.error_type, made.message);
    for depth in 0..10 {
        let _ = writeln!(
            text,
            "    at Handler{depth}.next (/srv/app/{}_{depth}.js:{}:13)",
            made.service,
            depth * 7 + 3
        );
    }
}

fn php(n: u64, random: &mut SplitMix, text: &mut String) {
    let made = made(n, random);
    let _ = writeln!(
        text,
        "{} ERROR [{}] PHP Fatal error:  Uncaught {}: {} in /srv/app/pay.php:12",
        made.at, made.service, made.error_type, made.message
    );
    text.push_str("Stack trace:\n");
    for depth in 0..8 {
        let _ = writeln!(
            text,
            "#{depth} /srv/app/{}_{depth}.php({}): next(Object(Request))",
            made.service,
            depth * 7 + 3
        );
    }
    text.push_str("#8 {main}\n  thrown in /srv/app/pay.php on line 12\n");
}

/// Events as columns; `bytes` of them as NDJSON would be.
fn columns(
    name: &'static str,
    format: Format,
    bytes: usize,
    write: fn(&Arc<Schema>, &[RecordBatch]) -> Vec<u8>,
) -> MadeLog {
    let schema = Arc::new(Schema::new(vec![
        Field::new("timestamp", DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())), false),
        Field::new("service", DataType::Utf8, false),
        Field::new("severity", DataType::Utf8, false),
        Field::new("error_type", DataType::Utf8, false),
        Field::new("message", DataType::Utf8, false),
        Field::new("response_time_ms", DataType::Float64, false),
    ]));
    let (mut random, mut batches, mut as_text, mut n) = (SplitMix(11), Vec::new(), 0, 0);
    while as_text < bytes {
        let rows: Vec<Made> = (0..ROWS as u64).map(|i| made(n + i, &mut random)).collect();
        n += ROWS as u64;
        as_text += rows.iter().map(|row| json(row).len()).sum::<usize>();
        batches.push(batch(&schema, &rows));
    }
    MadeLog { name, format, bytes: write(&schema, &batches), as_text: Some(as_text) }
}

fn json(row: &Made) -> String {
    format!(
        "{{\"timestamp\":\"{}\",\"service\":\"{}\",\"severity\":\"error\",\"error_type\":\"{}\",\"message\":\"{}\",\"response_time_ms\":{}}}\n",
        row.at, row.service, row.error_type, row.message, row.took_ms
    )
}

#[allow(clippy::expect_used, reason = "a bench that cannot make its log has failed")]
fn batch(schema: &Arc<Schema>, rows: &[Made]) -> RecordBatch {
    let text = |of: fn(&Made) -> &str| Arc::new(StringArray::from_iter_values(rows.iter().map(of)));
    let times =
        TimestampMillisecondArray::from_iter_values(rows.iter().map(|row| row.ms)).with_timezone("UTC");
    RecordBatch::try_new(
        Arc::clone(schema),
        vec![
            Arc::new(times),
            text(|row| row.service),
            text(|_| "error"),
            text(|row| row.error_type),
            text(|row| &row.message),
            Arc::new(Float64Array::from_iter_values(rows.iter().map(|row| row.took_ms))),
        ],
    )
    .expect("columns of the schema")
}

#[allow(clippy::expect_used, reason = "a bench that cannot make its log has failed")]
fn parquet(schema: &Arc<Schema>, batches: &[RecordBatch]) -> Vec<u8> {
    let settings = parquet::file::properties::WriterProperties::builder()
        .set_compression(parquet::basic::Compression::SNAPPY)
        .build();
    let mut file = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut file, Arc::clone(schema), Some(settings))
        .expect("a writer");
    for batch in batches {
        writer.write(batch).expect("a batch written");
    }
    writer.close().expect("the end written");
    file
}

#[allow(clippy::expect_used, reason = "a bench that cannot make its log has failed")]
fn arrow(schema: &Arc<Schema>, batches: &[RecordBatch]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = arrow_ipc::writer::FileWriter::try_new(&mut file, schema).expect("a writer");
    for batch in batches {
        writer.write(batch).expect("a batch written");
    }
    writer.finish().expect("the end written");
    drop(writer);
    file
}

#[cfg(test)]
mod tests {
    use errpredict_io::{ReadOptions, Source, read_events};

    use super::*;

    #[test]
    fn every_made_log_is_found_to_be_what_it_is_and_read_whole() {
        for log in more_logs(100_000) {
            let source = [Source::Memory { name: log.name.into(), bytes: Arc::from(&log.bytes[..]) }];
            let options = ReadOptions { service: Some("web".into()), ..ReadOptions::default() };
            let mut types = 0;
            let report = read_events(&source, &options, &mut |event, _| {
                types += u64::from(!event.error_type.is_empty())
            })
            .unwrap();
            assert_eq!(
                (report.sources[0].format, report.bad),
                (log.format.name(), 0),
                "{:?}",
                report.samples
            );
            assert!(report.events >= 50, "{}: {}", log.name, report.events);
            // A type stands in every record but those of journald and of plain lines without a trace.
            let has_types = !matches!(log.format, Format::Journald | Format::Docker);
            assert!(!has_types || types == report.events, "{}: {types} of {}", log.name, report.events);
        }
    }
}
