//! Every reader on any bytes. The first byte chooses the format (or to find it from the content), the second the
//! options. `ERRPREDICT_FORMAT` fixes the format, which is how `make fuzz` gives every reader its own two minutes.

use std::sync::{Arc, OnceLock};

use errpredict::Severity;
use errpredict_io::{Format, LevelNumbers, ReadOptions, Source, read_events};

fn fixed() -> Option<Format> {
    static FORMAT: OnceLock<Option<Format>> = OnceLock::new();
    *FORMAT.get_or_init(|| {
        let name = std::env::var("ERRPREDICT_FORMAT").ok()?;
        Format::from_name(&name).expect("a format")
    })
}

/// The format that is forced; none where it is found from the content.
pub fn chosen(choice: u8) -> Option<Format> {
    fixed().or_else(|| Format::ALL.get(usize::from(choice) % (Format::ALL.len() + 1)).copied())
}

/// See the module.
pub fn check(data: &[u8]) {
    let [choice, flags, bytes @ ..] = data else { return };
    let format = chosen(*choice);
    let flag = |bit: u8| flags & (1 << bit) != 0;
    let options = ReadOptions {
        format,
        service: flag(0).then(|| "s".into()),
        severity: flag(1).then_some(Severity::Medium),
        utc_offset: flag(2).then(|| "+01:00".into()),
        year: flag(3).then_some(2026),
        level_numbers: flag(4).then_some(LevelNumbers::Pino),
        replace_invalid_utf8: flag(5),
        strict: flag(6),
        max_line_bytes: if flag(7) { 1 << 10 } else { 1 << 20 },
        threads: 1,
        ..ReadOptions::default()
    };
    let source = [Source::Memory { name: "fuzz".into(), bytes: Arc::from(bytes) }];
    let mut last = 0;
    let read = read_events(&source, &options, &mut |event, at| {
        assert!(!event.service.is_empty() && at.line >= 1);
        assert!(event.response_time_ms.is_none_or(|ms| ms.is_finite() && ms >= 0.0));
        assert!(event.status_code.is_none_or(|status| (100..600).contains(&status)));
        last = last.max(at.line);
    });
    match read {
        Ok(report) => assert!(last <= report.lines.max(1), "line {last} of {}", report.lines),
        Err(error) => super::refused(&error, &["invalid_input", "io", "limit_exceeded"]),
    }
}
