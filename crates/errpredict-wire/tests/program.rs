//! What the program writes beside its answers, the wire gives too: pages, causes, and columns that no longer move together.

use std::path::PathBuf;

use errpredict::detect::{DetectorChoice, Measurements};
use errpredict_wire::{Handle, run};
use ndarray::Array2;
use serde_json::{Value, json};

/// The request of the first case of an operation.
fn request_of(operation: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/cases/{operation}.json"));
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    file["cases"][0]["request"].clone()
}

fn with(mut request: Value, field: &str, value: Value) -> Value {
    request[field] = value;
    request
}

fn answer(operation: &str, request: &Value) -> Value {
    let answer = run(operation, &request.to_string());
    serde_json::from_str(&answer.unwrap_or_else(|error| panic!("{operation}: {error}"))).unwrap()
}

#[test]
fn every_page_of_the_program_is_an_answer_without_scripts() {
    let title = "shop <at night>";
    let mut pages = vec![
        ("detect_report", answer("detect_report", &with(request_of("detect_report"), "title", json!(title)))),
        ("report", answer("report", &with(request_of("report"), "title", json!(title)))),
    ];
    for operation in ["forecast_all", "train", "backtest"] {
        let request = request_of(operation);
        let without = answer(operation, &request);
        assert!(without.get("html").is_none(), "{operation}: nobody asked for a page");
        let found = answer(operation, &with(request, "page", json!(title)));
        for (name, value) in without.as_object().unwrap() {
            assert_eq!(&found[name], value, "{operation}: a page changes no answer");
        }
        pages.push((operation, found));
    }
    let rollup = Handle::open("rollup", "{}").unwrap();
    let events = json!({"events": request_of("train")["events"]}).to_string();
    rollup.run("observe", &events, None).unwrap();
    let plan = request_of("train")["plan"].clone();
    let naive = json!({"method": {"method": "seasonal_naive"}, "seasons": [24], "horizon": 4});
    for (method, request) in [
        ("train", json!({"plan": plan, "page": title})),
        ("backtest", json!({"plan": plan, "page": title})),
        ("forecast", json!({"metrics": ["errors"], "settings": naive, "page": title})),
    ] {
        let found = rollup.run(method, &request.to_string(), None).unwrap();
        pages.push((method, serde_json::from_str(&found).unwrap()));
    }
    for (name, found) in pages {
        let page = found["html"].as_str().unwrap_or_else(|| panic!("{name} gives no page"));
        assert!(page.starts_with("<!doctype html>"), "{name}: {page:.60}");
        assert!(page.contains("shop &lt;at night&gt;") && !page.contains("<script"), "{name}");
    }
}

#[test]
fn a_rollup_answers_as_the_operations_of_events_do() {
    let rollup = Handle::open("rollup", "{}").unwrap();
    let request = request_of("backtest");
    rollup.run("observe", &json!({"events": request["events"]}).to_string(), None).unwrap();
    let asked = json!({"plan": request["plan"], "rows": true});
    let kept: Value =
        serde_json::from_str(&rollup.run("backtest", &asked.to_string(), None).unwrap()).unwrap();
    assert_eq!(kept, answer("backtest", &with(request, "rows", json!(true))));
    let rows = kept["rows"].as_array().unwrap();
    assert_eq!(rows.len() as u64, kept["times"].as_u64().unwrap());
    assert!(rows.iter().all(|row| row["probability"].as_f64().is_some_and(|p| (0.0..=1.0).contains(&p))));
}

#[test]
fn columns_that_no_longer_move_together_are_among_the_anomalies() {
    // Two columns that move as one for days, and then do not for two hours.
    let row = |i: usize| {
        let load = ((i * 7_919) % 101) as f64;
        [load, 2.0 * load + ((i * 31) % 3) as f64]
    };
    let history: Vec<[f64; 2]> = (0..1_800).map(row).collect();
    let mut rows: Vec<[f64; 2]> = (1_800..2_400).map(row).collect();
    rows[240..360].iter_mut().enumerate().for_each(|(i, row)| row[1] = ((i * 53) % 211) as f64);
    let request = json!({
        "names": ["load", "requests"], "rows": rows, "history": history, "step_ms": 60_000,
        "first_end": "2026-11-01T01:00:00Z", "threshold": {}, "causes": true,
    });
    let found = answer("detect_series", &request);
    let table = |rows: &[[f64; 2]]| {
        let values = Array2::from_shape_fn((rows.len(), 2), |(i, j)| rows[i][j]);
        let steps = ("2026-11-01T01:00:00Z".parse().unwrap(), 60_000);
        Measurements::new(vec!["load".to_owned(), "requests".to_owned()], values, steps).unwrap()
    };
    let breaks = DetectorChoice::Metrics.breaks(&table(&rows), Some(&table(&history))).unwrap();
    assert!(!breaks.is_empty(), "the test has nothing to find");
    assert!(DetectorChoice::Metrics.breaks(&table(&rows), None).unwrap().is_empty());
    let types: Vec<&Value> = found["anomalies"].as_array().unwrap().iter().map(|one| &one["type"]).collect();
    let wanted = serde_json::to_value(&breaks[0]).unwrap()["type"].clone();
    assert!(types.contains(&&wanted), "{wanted} is not among {types:?}");
    let p_values = found["p_values"].as_array().unwrap();
    assert!(p_values.len() == 600 && p_values.iter().all(|p| (0.0..=1.0).contains(&p.as_f64().unwrap())));
    let causes = found["causes"].as_array().unwrap();
    assert_eq!((&causes[0]["start"], &causes[causes.len() - 1]["end"]), (&json!(0), &json!(599)));
}
