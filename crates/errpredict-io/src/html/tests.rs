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

/// A deployment, new errors after it in two services with hostile names, a burst that is still going on.
#[test]
fn causes_timeline_and_patterns_stand_on_the_page() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let start: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
    let error = |rollup: &mut Rollup, ms: i64, service: &str, error_type: &str, message: &str| {
        let mut event = EventRef::new(start.plus_ms(ms), service, Severity::High, error_type);
        event.message = Some(message);
        rollup.observe(event);
    };
    let hour = 3_600_000;
    for half in 0..400 {
        error(&mut rollup, half * hour / 2, "=shop", "KeyError", "no article 7");
        error(&mut rollup, half * hour / 2 + 60_000, "<site>", "KeyError", "no article 9");
    }
    let end = 200 * hour;
    let mut deployment = EventRef::new(start.plus_ms(end - hour / 2), "=shop", Severity::Info, "deployment");
    deployment.kind = errpredict::EventKind::Deployment;
    deployment.release = Some("=v42");
    rollup.observe(deployment);
    for i in 0..500 {
        let message = ["=cmd for ann failed", "=cmd for bob failed"][i as usize % 2];
        error(&mut rollup, end - 28 * 60_000 + i * 3_000, "=shop", "TypeError", message);
        error(&mut rollup, end - 20 * 60_000 + i * 2_000, "<site>", "ReadTimeout", "no answer from =shop");
    }
    rollup.settle();
    let at = start.plus_ms(end);
    let analysis = analyze(&rollup, at, &AnalysisConfig::default()).unwrap();
    let page = super::report(&super::Contents::new("made", &analysis, &rollup));
    for wanted in [
        "<h3>Why</h3>",
        "<h3>What happened when</h3>",
        "class=\"deployment\"",
        "“=v42”",
        "<h2>Commonest messages</h2>",
        "“no article &lt;*&gt;”",
        "<h3>Errors that changed</h3>",
        "<h3>Similar errors</h3>",
        "Not recorded, and missed",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert!(!page.contains(">=") && !page.contains("<site>"));

    // The head says what the analysis says first, and nothing of its own.
    let head = |analysis: &errpredict::analysis::Analysis| {
        let page = super::report(&super::Contents::new("made", analysis, &rollup));
        page.split("<p class=\"state ").nth(1).unwrap().split("</p>").next().unwrap().to_owned()
    };
    assert!(analysis.headline.trouble);
    let told = head(&analysis);
    assert!(told.starts_with("trouble\">") && told.contains("since 2026-11-09 07:"), "{told}");
    let mut calm = analysis;
    calm.headline = errpredict::analysis::Headline::default();
    calm.headline.text = "Nothing stands out from chance.".to_owned();
    assert_eq!(head(&calm), "quiet\">Nothing stands out from chance.");
}

/// A service that fails every hour but on one day: what was said of it, what came, the false alarms of that day.
#[test]
fn what_probabilities_were_worth_stands_beside_them() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let start: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
    for hour in (0..240).filter(|hour| !(120..144).contains(hour)) {
        rollup.observe(EventRef::new(start.plus_ms(hour * 3_600_000), "<pay>", Severity::Critical, "E"));
    }
    rollup.settle();
    let (at, config) = (rollup.last().unwrap(), AnalysisConfig::default());
    let analysis = analyze(&rollup, at, &config).unwrap();
    let past = errpredict::analysis::past_worth(&rollup, at, &config).unwrap();
    let page = super::report(&super::Contents::new("made", &analysis, &rollup).with_past(&past));
    let worth = past
        .iter()
        .find(|worth| worth.scope.service() == Some("<pay>") && worth.horizon_minutes == 120)
        .unwrap();
    assert!(worth.alarms.alarms > 90 && worth.alarms.false_alarms >= 11, "{worth:?}");
    let right = worth.alarms.alarms - worth.alarms.false_alarms;
    for wanted in [
        "said before",
        &format!("{}, {right} right, half of these 1", worth.alarms.alarms),
        "since 2026-11-01T",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    let without = super::report(&super::Contents::new("made", &analysis, &rollup));
    assert!(without.contains("How likely") && !without.contains("said before"));
}
