//! The language of `--pattern`: a pattern is refused with a reason or used, on whatever log. The first line is the pattern,
//! the rest the log.

use std::sync::Arc;

use errpredict_io::{ReadOptions, Source, read_events};

/// See the module.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (pattern, log) = text.split_once('\n').unwrap_or((text, ""));
    let options = ReadOptions {
        patterns: vec![pattern.to_owned()],
        service: Some("s".into()),
        year: Some(2026),
        threads: 1,
        ..ReadOptions::default()
    };
    if let Err(error) = options.validate() {
        super::refused(&error, &["invalid_setting"]);
        return;
    }
    let source = [Source::Memory { name: "fuzz".into(), bytes: Arc::from(log.as_bytes()) }];
    if let Err(error) = read_events(&source, &options, &mut |event, _| assert!(!event.service.is_empty())) {
        super::refused(&error, &["invalid_input"]);
    }
}
