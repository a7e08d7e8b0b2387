//! The page of a model, from a log with something to learn.

use errpredict::features::Statics;
use errpredict::predict::{Plan, Predictor, Progress, Shares, Task, Training, self_queries, split_by_time};
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};

use super::{ModelContents, model_report};

/// On every third day of a service a warning, three hours before a critical event.
fn rollup(names: &[&str]) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (i, name) in names.iter().enumerate() {
        for day in 0..90 {
            let at = |hours: i64| Timestamp::clamped(1_700_006_400_000 + day * DAY_MS + hours * HOUR_MS);
            rollup.observe(EventRef::new(at(1), name, Severity::Info, "ok"));
            if (day * 7 + i as i64) % 3 == 0 {
                rollup.observe(EventRef::new(at(9), name, Severity::Medium, "slow"));
                rollup.observe(EventRef::new(at(12), name, Severity::Critical, "down"));
            }
        }
    }
    rollup.settle();
    rollup
}

fn page(title: &str, names: &[&str]) -> String {
    let rollup = rollup(names);
    let statics = Statics::default();
    let queries = self_queries(&rollup, 2 * HOUR_MS);
    let splits = split_by_time(&queries, Shares::ALL).unwrap();
    let training = Training { method: Predictor::from_name("logistic").unwrap(), ..Training::default() };
    let task = Task { horizon_ms: 4 * HOUR_MS, ..Task::default() };
    let plan = Plan { task, training, ..Plan::default() };
    let (saved, rows) = plan.fit_seen(&rollup, &statics, &queries, &splits, 1, Progress::NONE).unwrap();
    let importances = saved.importances(&rollup, &statics, &queries[..400], 0).unwrap();
    let contents = ModelContents::new(title, &saved, &rows, "later rows, which it had not seen")
        .with_importances(&importances);
    model_report(&contents).unwrap()
}

#[test]
fn says_how_good_it_is_with_its_charts() {
    let page = page("shop.csv", &["a", "b", "c"]);
    for expected in [
        "Foresees a critical event within 4 h",
        "id=\"quality\"",
        "aria-label=\"Reliability curve",
        "aria-label=\"Precision against recall",
        "aria-label=\"Histogram of hours",
        "id=\"importance\"",
        "critical events",
    ] {
        assert!(page.contains(expected), "{expected} is missing");
    }
    assert!(page.matches("<circle").count() >= 5);
    assert!(!page.contains("NaN") && !page.contains("inf%"));
    assert!(page.len() < 200_000, "{} bytes", page.len());
}

#[test]
fn text_from_logs_is_never_markup() {
    let hostile = "\"><script>alert(1)</script>\u{202e}";
    let page = page(hostile, &[hostile, "b"]);
    assert!(!page.contains("<script") && !page.contains('\u{202e}'));
}
