//! Forecasts on the hourly series of M4, changepoints in made series.

use std::collections::BTreeMap;

use augurs::changepoint::{Detector, NormalGammaDetector};
use augurs::ets::AutoETS;
use augurs::mstl::MSTLModel;
use augurs::{Fit, Predict};
use errpredict::detect::series::changepoints as changepoints_of;
use errpredict::evaluate::mase;
use errpredict::forecast::{Ets, Fitted, Method, Mstl};
use errpredict_benches::{SplitMix, cpu_seconds, median, table};
use errpredict_io::Table;

use crate::eval;

/// Series of the page: the peers take minutes for all.
const SERIES: usize = 60;

/// Histories with the 48 values that came.
pub fn hourly() -> Vec<(Vec<f64>, Vec<f64>)> {
    let folder = eval().join("forecast/m4_hourly");
    let read = |file: &str, at: &str| {
        let table = Table::read(&folder.join(file)).unwrap();
        let mut found: BTreeMap<String, Vec<(u64, f64)>> = BTreeMap::new();
        let ids = table.column("unique_id").unwrap().text();
        let places = table.column(at).unwrap().text().map(|text| text.parse::<u64>().unwrap());
        let values = table.column("y").unwrap().text().map(|text| text.parse::<f64>().unwrap());
        for ((id, place), value) in ids.zip(places).zip(values) {
            found.entry(id.to_owned()).or_default().push((place, value));
        }
        for values in found.values_mut() {
            values.sort_by_key(|(place, _)| *place);
        }
        found
    };
    let (history, mut truth) = (read("history.csv.gz", "t"), read("truth.csv.gz", "h"));
    let values = |of: Vec<(u64, f64)>| of.into_iter().map(|(_, value)| value).collect();
    history
        .into_iter()
        .filter_map(|(id, history)| Some((values(history), values(truth.remove(&id)?))))
        .take(SERIES)
        .collect()
}

/// What a method says of the next values, if it says anything.
type Way<'a> = &'a dyn Fn(&[f64], usize) -> Option<Vec<f64>>;

pub fn forecasts() -> String {
    let series = hourly();
    let mstl_ets = |history: &[f64], horizon: usize| {
        let trend = AutoETS::non_seasonal().into_trend_model();
        let fitted = MSTLModel::new(vec![24, 168], trend).fit(history).ok()?;
        Some(fitted.predict(horizon, None).ok()?.point)
    };
    let ways: [(&str, Way<'_>); 4] = [
        ("ours, `ets`, season 24", &|history, horizon| {
            Some(Ets::default().fit(history, &[24], 0).ok()?.points(horizon))
        }),
        ("augurs-ets, `ZZZ`, season 24", &|history, horizon| {
            Some(AutoETS::new(24, "ZZZ").ok()?.fit(history).ok()?.predict(horizon, None).ok()?.point)
        }),
        ("ours, `mstl`, seasons 24 and 168", &|history, horizon| {
            Some(Mstl::default().fit(history, &[24, 168], 0).ok()?.points(horizon))
        }),
        ("augurs-mstl with augurs-ets, seasons 24 and 168", &mstl_ets),
    ];
    // The errors of the method before, series by series: each of ours is followed by the one it is compared with.
    let mut before: Vec<f64> = Vec::new();
    let lines: Vec<Vec<String>> = ways
        .iter()
        .map(|(name, way)| {
            let (mut times, mut errors) = (Vec::new(), Vec::new());
            for (history, truth) in &series {
                let start = cpu_seconds();
                let said = way(history, truth.len());
                times.push(cpu_seconds() - start);
                errors.extend(said.and_then(|said| mase(truth, &said, history, 24).ok()));
            }
            let mean = errors.iter().sum::<f64>() / errors.len() as f64;
            let beaten = if name.starts_with("ours") {
                before.clone_from(&errors);
                String::new()
            } else {
                let pairs = || before.iter().zip(&errors);
                let ours = pairs().filter(|(ours, theirs)| ours < theirs).count();
                // Without the three series whose difference is the largest, whichever way.
                let mut apart: Vec<f64> = pairs().map(|(ours, theirs)| ours - theirs).collect();
                apart.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
                let rest = &apart[3..];
                let rest = rest.iter().sum::<f64>() / rest.len() as f64;
                format!("{ours} of {}; without three series {rest:+.3}", before.len())
            };
            vec![
                (*name).to_owned(),
                format!("{} of {}", errors.len(), series.len()),
                format!("{:.2} ms", median(&mut times) * 1e3),
                format!("{mean:.3}"),
                format!("{:.3}", median(&mut errors)),
                beaten,
            ]
        })
        .collect();
    table(
        &[
            "method",
            "series answered",
            "a series, CPU",
            "MASE, mean",
            "MASE, median",
            "ours is better; ours less theirs",
        ],
        &lines,
    )
}

/// A shift of one and a half deviations in the middle of 1,000 values, and no shift at all.
pub fn changepoints() -> String {
    let runs = 20;
    let made = |seed: u64, shift: f64| -> Vec<f64> {
        let mut random = SplitMix(seed);
        let mut uniform = move || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        (0..1_000)
            .map(|i| (0..12).map(|_| uniform()).sum::<f64>() - 6.0 + if i >= 500 { shift } else { 0.0 })
            .collect()
    };
    let ways: [(&str, &dyn Fn(&[f64]) -> Vec<usize>); 2] = [
        ("ours, `changepoints`", &|values| changepoints_of(values).into_iter().map(|(at, _)| at).collect()),
        ("augurs-changepoint, normal-gamma", &|values| {
            NormalGammaDetector::default().detect_changepoints(values)
        }),
    ];
    let lines: Vec<Vec<String>> = ways
        .iter()
        .map(|(name, find)| {
            let (mut times, mut found, mut wrong) = (Vec::new(), 0, 0);
            for run in 0..runs {
                let (shifted, steady) = (made(run, 1.5), made(1_000 + run, 0.0));
                let start = cpu_seconds();
                let at = find(&shifted);
                times.push(cpu_seconds() - start);
                // The first place is reported by some as a change.
                found += usize::from(at.iter().any(|at| (480..=540).contains(at)));
                wrong += find(&steady).iter().filter(|at| **at > 0).count();
            }
            vec![
                (*name).to_owned(),
                format!("{found} of {runs}"),
                wrong.to_string(),
                format!("{:.1} ms", median(&mut times) * 1e3),
            ]
        })
        .collect();
    table(&["method", "shifts found", "false ones in 20 steady series", "a series, CPU"], &lines)
}
