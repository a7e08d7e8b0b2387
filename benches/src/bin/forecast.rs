//! Forecasting: each method with its interval, one update, and the Python peers on the same series in the same run.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::hint::black_box;
use std::process::Command;

use errpredict::Scope;
use errpredict::Timestamp;
use errpredict::forecast::{ForecastSettings, Forecaster, forecast, quick};
use errpredict::stats::Series;
use errpredict_benches::{SplitMix, measure, table, write_page};

const RUNS: usize = 7;
const HOUR_MS: i64 = 3_600_000;
/// Updates timed together: one alone is below the clock.
const UPDATES: usize = 10_000;

/// Hourly counts with a day, a weekend, a slow rise and noise.
fn made(n: usize, seed: u64) -> Vec<f64> {
    let mut random = SplitMix(seed);
    let mut next = move || random.next_u64() as f64 / u64::MAX as f64;
    (0..n)
        .map(|t| {
            let hour = (t % 24) as f64;
            let day = 30.0 * (1.0 - ((hour - 14.0) / 12.0).powi(2)).max(-0.5);
            let weekend = if (t / 24) % 7 >= 5 { -15.0 } else { 0.0 };
            let noise: f64 = (0..6).map(|_| next() - 0.5).sum::<f64>() * 6.0;
            (100.0 + 0.02 * t as f64 + day + weekend + noise).round()
        })
        .collect()
}

fn hourly(values: Vec<f64>) -> Series {
    Series { first_end: Timestamp::from_ms(0).unwrap(), step_ms: HOUR_MS, values }
}

fn main() {
    let python = std::env::args().nth(1);
    let (short, long) = (made(336, 1), made(960, 2));
    let peers = python.map(|python| peer_seconds(&python, &short, &long)).unwrap_or_default();
    let mut rows = Vec::new();
    // The recurrent network is trained, not fitted: seconds, not a figure of this table.
    for name in Forecaster::NAMES.iter().filter(|name| **name != "lstm") {
        let values = if *name == "prophet" { &long } else { &short };
        let seasons = if *name == "ets" { vec![24] } else { vec![24, 168] };
        let method = Forecaster::from_name(name).unwrap();
        let settings =
            ForecastSettings { method: method.clone(), seasons: seasons.clone(), ..Default::default() };
        let series = hourly(values.clone());
        let whole =
            measure(RUNS, || forecast(&Scope::service_named("bench"), "errors", &series, &settings).unwrap())
                .cpu_s;
        let fit = measure(RUNS, || method.fit(values, &seasons, 0).unwrap().as_fitted().points(24)).cpu_s;
        let mut model = method.fit(values, &seasons, 0).unwrap();
        let update = measure(RUNS, || {
            let known = model.as_fitted_mut();
            (0..UPDATES).for_each(|i| known.update(black_box(values[i % values.len()])));
        });
        let peer = peers.iter().find(|(known, _)| known == name).map(|(_, seconds)| *seconds);
        let ms = |seconds: f64| format!("{:.3} ms", seconds * 1e3);
        rows.push(vec![
            format!("`{name}`"),
            values.len().to_string(),
            ms(fit),
            ms(whole),
            peer.map_or_else(|| "–".into(), ms),
            peer.map_or_else(|| "–".into(), |peer| format!("1/{:.1}", peer / whole)),
            format!("{:.0} ns", update.cpu_s / UPDATES as f64 * 1e9),
        ]);
    }
    let month = hourly(made(720, 3));
    let cheap = measure(RUNS, || {
        quick(&Scope::service_named("bench"), "errors", &month, &ForecastSettings::default()).unwrap()
    });
    let header = [
        "method",
        "points",
        "fit and 24 points",
        "with backtest and interval",
        "peer",
        "ratio",
        "one update",
    ];
    let text = format!(
        "# Forecasting speed\n\n{}\nPeers, on the same series in the same run, one thread, calls repeated until they took a \
         second together, the median of three such runs, 24 steps with a 95 % interval: \
         `ets` statsforecast AutoETS(24), `mstl` statsforecast MSTL(24, 168) with AutoETS, `theta` statsforecast \
         AutoTheta(24), `prophet` the Python package (its interval by 1,000 samples). The ratio takes the whole call \
         with our backtest against the peer's fit and forecast.\n\n`quick` (the better of two simple methods, \
         backtest and interval included), 720 points: {:.3} ms.\n",
        table(&header, &rows),
        cheap.cpu_s * 1e3,
    );
    write_page("forecast", "make bench-forecast", &text);
}

/// Median CPU seconds of the peers, by method name.
fn peer_seconds(python: &str, short: &[f64], long: &[f64]) -> Vec<(String, f64)> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/forecast_speed.py");
    let input = serde_json::to_string(&[short, long]).unwrap();
    let output = Command::new(python).arg(script).arg(input).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}
