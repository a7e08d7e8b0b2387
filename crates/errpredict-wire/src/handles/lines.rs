//! A block of log lines for a handle that counts.

use std::sync::Arc;

use errpredict::{EventRef, Result};
use errpredict_io::{ReadReport, Source, read_events};

use crate::operations::read::Request;

/// Reads the block and counts its events one after the other.
pub(super) fn each(request: Request, mut count: impl FnMut(EventRef<'_>)) -> Result<ReadReport> {
    let log = request.log()?;
    let source = Source::Memory { name: log.name, bytes: Arc::from(log.bytes) };
    read_events(&[source], &log.options, &mut |event, _| count(event))
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
}
