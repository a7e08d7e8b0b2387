//! Requests whose every setting is in its range, and whose product is not; and the largest that are allowed.

use errpredict::detect::{Detector, Knn, Lof};
use errpredict::features::{FeatureSet, FeatureSource, Statics};
use errpredict::forecast::ForecastSettings;
use errpredict::predict::{Plan, training_step_ms};
use errpredict::{Event, Rollup, RollupConfig, Work};
use errpredict_wire::{Bounds, Handle};
use serde_json::Value;

use super::{Hostile, event, list};

/// The largest number from 1 on that still fits, where those below do.
fn largest(most: usize, work: impl Fn(usize) -> Work) -> usize {
    let bounds = Bounds::default();
    let fits = |n: usize| work(n).seconds() <= bounds.seconds && work(n).bytes() <= bounds.bytes;
    let (mut least, mut most) = (1, most + 1);
    while most - least > 1 {
        let middle = usize::midpoint(least, most);
        if fits(middle) { least = middle } else { most = middle }
    }
    least
}

fn rows(operation_rest: &str, n: usize, columns: usize) -> String {
    let names = list(columns, |column| format!("\"c{column}\""));
    let row = |i: usize| list(columns, |column| ((i * 7 + column * 13 + i * i % 17) % 101).to_string());
    format!(r#"{{"names":{names},"rows":{}{operation_rest}}}"#, list(n, row))
}

/// 2,000 events of ten services over four weeks, some of them critical: 1,041 rows to learn from, of which a method needs 1,000.
fn learnt() -> Vec<String> {
    let one = |i: usize| {
        let event = event(i * 1_200, &format!("s{}", i % 10));
        if i.is_multiple_of(23) { event.replace("high", "critical") } else { event }
    };
    (0..2_000).map(one).collect()
}

/// A training on [`learnt`].
fn train(plan: &str) -> String {
    format!(r#"{{"events":[{}],"plan":{plan}}}"#, learnt().join(","))
}

/// The same with the largest number in the place of `N` that is allowed.
fn largest_train(plan: &str, most: usize) -> String {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for event in learnt() {
        rollup.observe(serde_json::from_str::<Event>(&event).unwrap().as_event_ref());
    }
    rollup.settle();
    let (statics, last) = (Statics::default(), rollup.last().unwrap());
    let set = FeatureSet::fit(&rollup, &statics, last);
    let features = FeatureSource::new(&rollup, &statics, set).unwrap().names().len();
    let of = |n: usize| plan.replace('N', &n.to_string());
    let parsed = |n: usize| serde_json::from_str::<Plan>(&of(n)).unwrap();
    let step_ms = training_step_ms(parsed(1).task.horizon_ms);
    let asked = rollup.services().map(|(_, counts)| (last.ms() - counts.first().unwrap().ms()) / step_ms + 1);
    let asked = asked.sum::<i64>() as usize;
    train(&of(largest(most, |n| parsed(n).training.work(asked, features))))
}

/// Questions to a forest of a hundred deep trees, as many as are allowed.
fn asked(operation: &str, most: usize) -> String {
    let plan = r#"{"training":{"method":{"method":"random_forest","trees":100,"depth":16}}}"#;
    let handle = Handle::open("rollup", "{}").unwrap();
    let events = learnt();
    handle.run("observe", &format!(r#"{{"events":[{}]}}"#, events.join(",")), None).unwrap();
    let trained = handle.run("train", &format!(r#"{{"plan":{plan}}}"#), None).unwrap();
    let trained: Value = serde_json::from_str(&trained).unwrap();
    assert_eq!(trained["method"], "random_forest", "a share of the past is asked in no time");
    let query = |i: usize| {
        format!(r#"{{"service":"s{}","at":"2026-11-{:02}T{:02}:00:00Z"}}"#, i % 10, 5 + i / 24 % 23, i % 24)
    };
    let request = |n: usize| {
        format!(
            r#"{{"events":[{}],"model":{},"queries":{}}}"#,
            events.join(","),
            trained["model"],
            list(n, query)
        )
    };
    let mut n = most;
    while n > 1 && super::of_a_stranger(operation, &request(n)).contains("estimated") {
        n /= 2;
    }
    request(n)
}

/// What is in every range by itself, and long in the product.
pub(super) fn products() -> Vec<Hostile> {
    let series = |n: usize| {
        let values = list(n, |i| (100 + i * 7 % 13 + i % 24).to_string());
        format!(r#"{{"first_end":"2026-11-20T00:00:00Z","step_ms":3600000,"values":{values}}}"#)
    };
    let forecast = move |settings: &str, n: usize| {
        format!(r#"{{"metric":"m","history":{},"settings":{settings}}}"#, series(n))
    };
    let changepoint = r#","first_end":"2026-11-20T00:00:00Z","detector":"changepoint""#;
    let lstm = |steps: usize| {
        format!(r#"{{"method":{{"method":"lstm","units":16,"layers":1,"batch":8,"steps":{steps}}}}}"#)
    };
    vec![
        (
            "9,000 rows of 100 columns, 1,000 neighbours",
            "detect_rows",
            Box::new(|| rows(r#","detector":{"method":"lof","k":1000}"#, 9_000, 100)),
        ),
        (
            "lof with as many neighbours as are allowed",
            "detect_rows",
            Box::new(|| {
                let k = largest(1_000, |k| Detector::Lof(Lof { k, ..Lof::default() }).work(4_000, 50));
                rows(&format!(r#","detector":{{"method":"lof","k":{k}}}"#), 4_000, 50)
            }),
        ),
        (
            "knn with as many rows as are allowed",
            "detect_rows",
            Box::new(|| {
                let n = largest(10_000, |n| Detector::Knn(Knn { k: 100, ..Knn::default() }).work(n, 100));
                rows(r#","detector":{"method":"knn","k":100}"#, n, 100)
            }),
        ),
        ("20,000 steps without a change", "detect_series", Box::new(move || rows(changepoint, 20_000, 1))),
        (
            "changepoints of as many steps as are allowed",
            "detect_series",
            Box::new(move || {
                let n = largest(100_000, |n| {
                    errpredict::detect::DetectorChoice::parse("changepoint").unwrap().work(n, 1)
                });
                rows(changepoint, n, 1)
            }),
        ),
        (
            "256 metrics of 2,000 steps",
            "detect_series",
            Box::new(|| rows(r#","first_end":"2026-11-20T00:00:00Z","detector":"metrics""#, 2_000, 256)),
        ),
        (
            "lstm by its default",
            "forecast",
            Box::new(move || forecast(r#"{"method":{"method":"lstm"}}"#, 20_000)),
        ),
        (
            "lstm of as many steps as are allowed",
            "forecast",
            Box::new(move || {
                let settings = |steps: usize| serde_json::from_str::<ForecastSettings>(&lstm(steps)).unwrap();
                forecast(&lstm(largest(1_000, |steps| settings(steps).work(2_000))), 2_000)
            }),
        ),
        (
            "prophet with 200 changepoints",
            "forecast",
            Box::new(move || {
                forecast(
                    r#"{"method":{"method":"prophet","changepoints":200,"order_short":50,"order_long":50}}"#,
                    20_000,
                )
            }),
        ),
        (
            "2,000 rounds of depth 8",
            "train",
            Box::new(|| {
                train(r#"{"training":{"method":{"method":"gradient_boosting","rounds":2000,"depth":8}}}"#)
            }),
        ),
        (
            "16 forests of 1,000 trees",
            "train",
            Box::new(|| {
                let members = list(16, |_| r#"{"method":"random_forest","trees":1000}"#.to_owned());
                train(&format!(r#"{{"training":{{"method":{{"method":"ensemble","members":{members}}}}}}}"#))
            }),
        ),
        ("a training by the default plan", "train", Box::new(|| train("{}"))),
        (
            "as many rounds as are allowed",
            "train",
            Box::new(|| {
                largest_train(
                    r#"{"training":{"method":{"method":"gradient_boosting","rounds":N,"depth":8}}}"#,
                    2_000,
                )
            }),
        ),
        (
            "as many trees as are allowed",
            "train",
            Box::new(|| {
                largest_train(
                    r#"{"training":{"method":{"method":"random_forest","trees":N,"depth":16}}}"#,
                    1_000,
                )
            }),
        ),
        (
            "as many steps of regression as are allowed",
            "train",
            Box::new(|| {
                largest_train(r#"{"training":{"method":{"method":"logistic","max_steps":N}}}"#, 1_000)
            }),
        ),
        (
            "an incident of 900 metrics with 1,000 values",
            "rca",
            Box::new(|| {
                let metric = |i: usize| {
                    let values = list(1_000, |t| {
                        (100 + t * (i + 3) % 17 + usize::from(t > 900) * (i % 5) * 50).to_string()
                    });
                    format!(r#"{{"name":"m{i}","service":{},"metric":"cpu","values":{values}}}"#, i % 100)
                };
                let time = |i: usize| format!(r#""2026-11-10T{:02}:{:02}:00Z""#, i / 60, i % 60);
                format!(
                    r#"{{"incident":{{"id":"I","onset":"2026-11-10T15:00:00Z","services":{},"times":{},"metrics":{}}}}}"#,
                    list(100, |i| format!("\"s{i}\"")),
                    list(1_000, time),
                    list(900, metric)
                )
            }),
        ),
        ("as many predictions as are allowed", "predict", Box::new(|| asked("predict", 5_000))),
        ("as many explanations as are allowed", "explain", Box::new(|| asked("explain", 1_000))),
    ]
}

/// What has too few rows is answered by a share of the past, at once: then nothing of a method would be measured.
#[cfg(test)]
#[test]
fn what_is_learnt_from_is_enough_for_a_method() {
    let request = train(r#"{"training":{"method":{"method":"logistic","max_steps":1}}}"#);
    let answer: Value = serde_json::from_str(&errpredict_wire::call("train", &request)).unwrap();
    assert_eq!(answer["ok"]["method"], "logistic", "{}", answer["error"]);
}
