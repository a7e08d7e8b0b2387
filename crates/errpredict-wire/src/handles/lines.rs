//! A block of log lines for a handle that counts.

use std::sync::Arc;

use errpredict::{EventRef, Result};
use errpredict_io::{ReadOptions, ReadReport, Source, read_events};

use crate::operations::read::Request;

/// Reads the block of a message and counts its events one after the other.
pub(super) fn each(request: Request, count: impl FnMut(EventRef<'_>)) -> Result<ReadReport> {
    let log = request.log()?;
    counted(log.name, Arc::from(log.bytes), &log.options, count)
}

/// Reads the block and counts each event that is in its ranges, as `observe` does; one that is not loses no other, and
/// the report has it among what was left out.
pub(super) fn counted(
    name: String,
    bytes: Arc<[u8]>,
    options: &ReadOptions,
    mut count: impl FnMut(EventRef<'_>),
) -> Result<ReadReport> {
    let mut refused = Vec::new();
    let source = Source::Memory { name, bytes };
    let mut report = read_events(&[source], options, &mut |event, place| match event.validate() {
        Ok(()) => count(event),
        Err(error) => refused.push((place.source.to_owned(), place.line, error)),
    })?;
    for (source, line, error) in refused {
        if options.strict {
            return Err(error.with("line", line));
        }
        report.refuse(&source, line, &error, options);
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::super::Handle;

    fn answer(handle: &Handle, method: &str, request: &str) -> serde_json::Value {
        serde_json::from_str(&handle.call(method, request, None)).unwrap()
    }

    #[test]
    fn a_block_of_lines_counts_as_its_events_one_by_one_do() {
        let block = r#"{"log": "2026-11-20T00:00:10Z ERROR a\nno time\n{\"time\":\"2026-11-20T00:00:11Z\",\"level\":\"error\",\"service\":\"pay\",\"msg\":\"b\"}\n", "options": {"service": "shop"}}"#;
        let events = r#"{"events": [{"timestamp": "2026-11-20T00:00:10Z", "service": "shop", "severity": "high", "message": "a"}, {"timestamp": "2026-11-20T00:00:10Z", "service": "shop", "message": "no time"}, {"timestamp": "2026-11-20T00:00:11Z", "service": "pay", "severity": "high", "message": "b"}]}"#;
        for kind in ["monitor", "rollup"] {
            let (lines, single) = (Handle::open(kind, "{}").unwrap(), Handle::open(kind, "{}").unwrap());
            let report = answer(&lines, "observe_log", block);
            assert_eq!((&report["ok"]["events"], &report["ok"]["bad"]), (&3.into(), &0.into()), "{report}");
            let counted = answer(&single, "observe", events);
            assert_eq!(counted["ok"]["counted"], 3, "{counted}");
            assert_eq!(lines.save().unwrap(), single.save().unwrap(), "{kind}");
            let refused = answer(&lines, "observe_log", "{}");
            assert_eq!(refused["error"]["code"], "invalid_argument", "{refused}");
        }
    }

    #[test]
    fn one_event_out_of_its_ranges_loses_no_other() {
        let log = concat!(
            r#"{"time":"2026-11-20T00:00:10Z","level":"error","service":"a","environment":"qa","msg":"b"}"#,
            "\n",
            r#"{"time":"1969-11-20T00:00:10Z","level":"error","service":"a","msg":"old"}"#,
            "\n",
            r#"{"time":"2026-11-20T00:00:11Z","level":"error","service":"a","msg":"a\u0000b"}"#,
            "\n",
            r#"{"time":"2026-11-20T00:00:12Z","level":"error","service":"a","msg":"c"}"#,
        );
        for kind in ["monitor", "rollup"] {
            let (raw, message) = (Handle::open(kind, "{}").unwrap(), Handle::open(kind, "{}").unwrap());
            let report = raw.observe_lines(log.as_bytes(), "{}").unwrap();
            let told: serde_json::Value = serde_json::from_str(&report).unwrap();
            assert_eq!((&told["events"], &told["bad"]), (&1.into(), &3.into()), "{report}");
            assert_eq!(told["samples"].as_array().map(Vec::len), Some(3), "{report}");
            let request = serde_json::json!({"log": log}).to_string();
            assert_eq!(message.run("observe_log", &request, None).unwrap(), report);
            assert_eq!(raw.save().unwrap(), message.save().unwrap(), "{kind}");
        }
    }
}
