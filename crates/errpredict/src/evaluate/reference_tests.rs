//! The metrics beside scikit-learn's (`tests/reference/evaluate.py` made the numbers).

use super::*;

fn reference() -> serde_json::Value {
    serde_json::from_str(include_str!("../../../../tests/reference/evaluate.json")).unwrap()
}

fn numbers(json: &serde_json::Value, name: &str) -> Vec<f64> {
    json[name].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn close(name: &str, got: f64, expected: &serde_json::Value) {
    let expected = expected.as_f64().unwrap();
    assert!((got - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{name}: {got} for {expected}");
}

#[test]
fn probability_metrics_works_like_sklearn() {
    let json = reference();
    let labels: Vec<bool> = numbers(&json, "labels").iter().map(|label| *label == 1.0).collect();
    let scores = numbers(&json, "scores");
    close("pr_auc", pr_auc(&labels, &scores).unwrap(), &json["pr_auc"]);
    close("roc_auc", roc_auc(&labels, &scores).unwrap(), &json["roc_auc"]);
    close("brier", brier(&labels, &scores).unwrap(), &json["brier"]);
    close("log_loss", log_loss(&labels, &scores).unwrap(), &json["log_loss"]);
    close("ece15", expected_calibration_error(&labels, &scores, DEFAULT_BINS).unwrap(), &json["ece15"]);
    let point = recall_at_precision(&labels, &scores, 0.6).unwrap().unwrap();
    close("threshold", point.threshold, &json["at_precision_060"][0]);
    close("recall", point.recall, &json["at_precision_060"][1]);
}

#[test]
fn numeric_metrics_works_like_sklearn() {
    let json = reference();
    let (actual, forecast) = (numbers(&json, "actual"), numbers(&json, "forecast"));
    close("mae", mae(&actual, &forecast).unwrap(), &json["mae"]);
    close("rmse", rmse(&actual, &forecast).unwrap(), &json["rmse"]);
    close("mape", mape(&actual, &forecast).unwrap(), &json["mape"]);
    close("pinball", pinball(&actual, &forecast, 0.9).unwrap(), &json["pinball_090"]);
    close("mase", mase(&actual, &forecast, &numbers(&json, "history"), 7).unwrap(), &json["mase"]);
    close("crps", crps_sample(0.5, &numbers(&json, "sample")).unwrap(), &json["crps_at_05"]);
}

#[test]
fn confusion_works_like_sklearn() {
    let json = reference();
    let whole = |name| numbers(&json, name).iter().map(|value| *value as usize).collect::<Vec<_>>();
    let matrix = Confusion::new(&whole("classes"), &whole("guesses"), 4).unwrap();
    assert_eq!(serde_json::to_value(&matrix.counts).unwrap(), json["confusion"]);
    close("macro_f1", matrix.macro_f1(), &json["macro_f1"]);
    close("balanced_accuracy", matrix.balanced_accuracy(), &json["balanced_accuracy"]);
}
