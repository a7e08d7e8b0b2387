//! What methods took beside what [`errpredict::Work`] says they take, largest ratio first:
//! `cargo run --release -p errpredict --features lstm --example work`.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "it measures, and shows what it measured"
)]

use std::time::Instant;

use errpredict::detect::{self, Detector};
use errpredict::forecast::Forecaster;
use errpredict::ndarray::Array2;
use errpredict::predict::{Predictor, Samples};
use errpredict::stats::{Rng, Series};
use errpredict::{Result, Timestamp, threads};

fn numbers(n: usize, m: usize) -> Array2<f64> {
    let mut random = Rng::new(7);
    Array2::from_shape_fn((n, m), |(i, j)| random.normal() + (i * (j + 1) % 24) as f64)
}

struct Row {
    name: String,
    estimated: f64,
    took: f64,
}

fn measured(name: String, estimated: f64, work: impl FnOnce() -> Result<()>) -> Result<Row> {
    let begin = Instant::now();
    work()?;
    Ok(Row { name, estimated, took: begin.elapsed().as_secs_f64() })
}

fn parsed<T: serde::de::DeserializeOwned>(settings: &str) -> Result<T> {
    serde_json::from_str(settings)
        .map_err(|error| errpredict::Error::new(errpredict::ErrorKind::InvalidSetting, error.to_string()))
}

fn main() -> Result<()> {
    threads::set(1);
    let mut rows = Vec::new();
    let mut detectors: Vec<Detector> =
        Detector::NAMES.iter().flat_map(|name| Detector::from_name(name)).collect();
    for settings in [
        r#"{"method": "lof", "k": 200}"#,
        r#"{"method": "knn", "k": 200}"#,
        r#"{"method": "isolation_forest", "n_trees": 500, "sample_size": 4096}"#,
        r#"{"method": "half_space_trees", "n_trees": 200, "height": 14}"#,
        r#"{"method": "hbos", "n_bins": 10000}"#,
    ] {
        detectors.push(parsed(settings)?);
    }
    for (n, m) in [(2_000, 10), (5_000, 10), (2_000, 100), (500, 250)] {
        let data = numbers(n, m);
        for detector in &detectors {
            let name = format!("{} {n} x {m}", detector.name());
            rows.push(measured(name, detector.work(n, m).seconds(), || {
                let fitted = detector.fit(data.view(), 0)?;
                fitted.as_fitted().score_fitted(data.view())?;
                Ok(())
            })?);
        }
    }
    let mut of_series: Vec<detect::series::SeriesDetector> = detect::series::SeriesDetector::NAMES
        .iter()
        .flat_map(|name| detect::series::SeriesDetector::from_name(name))
        .collect();
    of_series.push(parsed(r#"{"method": "sub_pca", "window": 128}"#)?);
    for n in [2_000, 20_000] {
        let values = numbers(n, 1).iter().copied().collect();
        let series = Series { first_end: Timestamp::default(), step_ms: 3_600_000, values };
        for detector in &of_series {
            let name = format!("{} {n}", detector.name());
            rows.push(measured(name, detector.work(n, 1).seconds(), || {
                detector.fit(&series, 0)?.as_fitted_mut().score_fitted(&series)?;
                Ok(())
            })?);
        }
    }
    let mut forecasters: Vec<Forecaster> = Forecaster::NAMES
        .iter()
        .filter(|name| **name != "lstm")
        .flat_map(|name| Forecaster::from_name(name))
        .collect();
    for settings in [
        r#"{"method": "prophet", "changepoints": 200, "order_short": 50, "order_long": 50}"#,
        #[cfg(feature = "lstm")]
        r#"{"method": "lstm", "steps": 10}"#,
        #[cfg(feature = "lstm")]
        r#"{"method": "lstm", "steps": 10, "units": 8, "layers": 1}"#,
        #[cfg(feature = "lstm")]
        r#"{"method": "lstm", "steps": 2, "units": 256, "layers": 2}"#,
    ] {
        forecasters.push(parsed(settings)?);
    }
    for n in [500, 2_000, 20_000] {
        let values: Vec<f64> = numbers(n, 1).iter().copied().collect();
        for method in &forecasters {
            let name = format!("{} {n}", method.name());
            rows.push(measured(name, method.work(n, 168).seconds(), || {
                method.fit(&values, &[24, 168], 0)?.as_fitted().points(24);
                Ok(())
            })?);
        }
    }
    let mut predictors: Vec<Predictor> =
        Predictor::NAMES.iter().flat_map(|name| Predictor::from_name(name)).collect();
    for settings in [
        r#"{"method": "gradient_boosting", "rounds": 100, "depth": 8}"#,
        r#"{"method": "gradient_boosting", "rounds": 30, "depth": 14}"#,
        r#"{"method": "gradient_boosting", "rounds": 300, "depth": 3, "row_share": 0.2, "column_share": 0.1}"#,
        r#"{"method": "random_forest", "trees": 50, "depth": 16}"#,
        r#"{"method": "random_forest", "trees": 50, "depth": 8, "features_per_node": 1000}"#,
    ] {
        predictors.push(parsed(settings)?);
    }
    for (n, m) in [(1_000, 20), (1_000, 200), (4_000, 200)] {
        let data = numbers(n, m);
        let names: Vec<String> = (0..m).map(|column| format!("c{column}")).collect();
        let mut random = Rng::new(1);
        let labels: Vec<bool> = (0..n).map(|i| data[[i, 0]] + random.normal() * 9.0 > 20.0).collect();
        let samples =
            Samples { names: &names, rows: data.view(), labels: &labels, weights: None, keys: None };
        for method in &predictors {
            let name = format!("{} {n} x {m}", method.name());
            rows.push(measured(name, method.work(n, m).seconds(), || method.fit(&samples, 0).map(drop))?);
        }
    }
    rows.sort_by(|a, b| (b.took / b.estimated).total_cmp(&(a.took / a.estimated)));
    println!("{:>9} {:>9} {:>6}", "took s", "said s", "ratio");
    for Row { name, estimated, took } in &rows {
        println!("{took:>9.4} {estimated:>9.4} {:>6.2} {name}", took / estimated);
    }
    Ok(())
}
