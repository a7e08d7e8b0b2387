//! An analysis in parts is the analysis, whatever the shards.

use super::{at, chain, rollup, steady};
use crate::analysis::{AnalysisConfig, AnalysisInParts, AnalysisStep, Depth, analyze};
use crate::history::History;
use crate::predict::Foresight;
use crate::rollup::Rollup;
use crate::stop::Stop;
use crate::time::{DAY_MS, Timestamp};

/// The steps as processes do them that are given bytes: the counts too are read anew for each.
fn in_shards(rollup: &Rollup, at: Timestamp, config: &AnalysisConfig, n: usize) -> Vec<u8> {
    let (saved, history) = (rollup.clone().save(), History::default());
    let step = |step: AnalysisStep, given: &[&[u8]]| {
        let rollup = Rollup::load(&saved).unwrap();
        let parts = AnalysisInParts::new(&rollup, at, config, &history).unwrap();
        parts.step(&step, given, Stop::NEVER).unwrap()
    };
    let names: Vec<String> = rollup.services().map(|(name, _)| name.to_owned()).collect();
    let mut given = step(AnalysisStep::Learn, &[]);
    for services in names.chunks(n) {
        given.extend(step(AnalysisStep::Forecast { services: services.to_vec() }, &[]));
    }
    let given: Vec<&[u8]> = given.iter().map(Vec::as_slice).collect();
    let mut known = step(AnalysisStep::AddUp, &given);
    let of_all = known.pop().unwrap();
    assert_eq!(known.len(), names.chunks(n).count());
    let looked: Vec<Vec<u8>> =
        known.iter().flat_map(|known| step(AnalysisStep::Look, &[known.as_slice()])).collect();
    let given: Vec<&[u8]> = [of_all.as_slice()].into_iter().chain(looked.iter().map(Vec::as_slice)).collect();
    step(AnalysisStep::Together, &given).remove(0)
}

#[test]
fn shards_of_whatever_size_give_the_analysis_to_the_bit() {
    let end = 14 * DAY_MS;
    let mut young = steady("calm", 5.0, 14, 1);
    young.extend(steady("late", 20.0, 14, 2).into_iter().filter(|(_, ms)| *ms > end - DAY_MS / 4));
    young.extend((0..400).map(|i| ("calm".to_owned(), end - 3_000_000 + i * 7_000)));
    for (name, rollup) in [("a chain in trouble", chain(end)), ("a young service", rollup(&young))] {
        for depth in [Depth::Quick, Depth::Full, Depth::Deep] {
            // One of the services is forecast in full, so that it matters which.
            let foresight = Foresight { rows: 300, ..Foresight::default() };
            let config =
                AnalysisConfig { depth, max_full_forecasts: 1, foresight, ..AnalysisConfig::default() };
            let alone = analyze(&rollup, at(end), &config).unwrap();
            let alone = String::from_utf8(serde_json::to_vec(&alone).unwrap()).unwrap();
            for n in [1, 2] {
                let spread = String::from_utf8(in_shards(&rollup, at(end), &config, n)).unwrap();
                assert!(spread == alone, "{name}, {depth:?}, shards of {n}:\n{spread}\n{alone}");
            }
        }
    }
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let rollup = rollup(&steady("a", 3.0, 3, 4));
    let (config, history) = (AnalysisConfig::default(), History::default());
    let parts = AnalysisInParts::new(&rollup, at(3 * DAY_MS), &config, &history).unwrap();
    let step = |step: AnalysisStep, given: &[&[u8]]| parts.step(&step, given, Stop::NEVER);
    let learnt = step(AnalysisStep::Learn, &[]).unwrap().remove(0);
    let other = AnalysisStep::Forecast { services: vec!["b".to_owned()] };
    for (name, refused) in [
        ("nothing", step(AnalysisStep::AddUp, &[])),
        ("no shard", step(AnalysisStep::AddUp, &[&learnt])),
        ("another service", step(other, &[])),
        ("bytes of another step", step(AnalysisStep::Look, &[b"{}"])),
        ("no JSON", step(AnalysisStep::Together, &[b"\xff"])),
    ] {
        assert_eq!(refused.unwrap_err().code(), "invalid_argument", "{name}");
    }
    let given_up = Stop::when(&|| true);
    let services = vec!["a".to_owned()];
    let forecasts = step(AnalysisStep::Forecast { services }, &[]).unwrap().remove(0);
    let known = step(AnalysisStep::AddUp, &[&learnt, &forecasts]).unwrap().remove(0);
    assert_eq!(parts.step(&AnalysisStep::Look, &[&known], given_up).unwrap_err().code(), "cancelled");
}
