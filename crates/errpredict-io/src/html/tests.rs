//! The page against hostile text and its size limit.

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};

fn page_of(name: &str, message: &str) -> String {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let start: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
    for hour in 0..100 {
        let mut event = EventRef::new(start.plus_ms(hour * 3_600_000), name, Severity::High, name);
        event.message = Some(message);
        rollup.observe(event);
    }
    rollup.settle();
    let at = rollup.last().unwrap();
    let analysis = analyze(&rollup, at, &AnalysisConfig::default()).unwrap();
    super::report(&super::Contents::new(name, &analysis, &rollup))
}

#[test]
fn text_from_logs_is_never_markup_nor_a_formula() {
    let hostile = "\"><script>alert(1)</script><img src=x onerror='a`'>&\u{202e}\u{1b}[2J";
    let page = page_of(hostile, hostile);
    for forbidden in ["<script", "<img", "onerror='", "\u{1b}", "\u{202e}", "href=\"\""] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let page = page_of("=HYPERLINK(1)", "=cmd|' /C calc'!A0");
    assert!(!page.contains(">=") && page.contains("“=HYPERLINK(1)”"));
}

#[test]
fn nothing_comes_from_outside() {
    let page = page_of("checkout", "order 17 failed");
    for outside in ["http://", "https://", "url(", "@import", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("<svg") && page.contains("prefers-color-scheme:dark") && page.contains("viewport"));
}
