//! The configuration file: `read`, `rollup`, `analysis` and `training`, as the program reads it.

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict::predict::Training;
use errpredict::{RollupConfig, Timestamp};
use errpredict_io::{ReadOptions, Source, read_events};
use serde::{Deserialize, Serialize};

/// The program's own is private to it; `config.rs` there says the same.
#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Config {
    read: ReadOptions,
    rollup: RollupConfig,
    analysis: AnalysisConfig,
    training: Training,
}

/// Lines for the read part.
const LOG: &[u8] =
    b"2026-11-23T07:00:00Z ERROR checkout: order 1 failed\n{\"level\":30,\"msg\":\"x\",\"time\":1}\n";

/// See the module.
pub fn check(data: &[u8]) {
    let Some(Config { read, rollup, analysis, training: _ }) = super::from_json::<Config>(data) else {
        return;
    };
    let setting = &["invalid_setting", "unknown_name", "invalid_argument"];
    match read.validate() {
        Ok(()) => {
            let source = [Source::Memory { name: "fuzz".into(), bytes: LOG.into() }];
            let options = ReadOptions { threads: 1, ..read };
            if let Err(error) = read_events(&source, &options, &mut |_, _| ()) {
                super::refused(&error, &["invalid_input", "limit_exceeded"]);
            }
        }
        Err(error) => super::refused(&error, setting),
    }
    let _ = rollup.memory_bound_bytes();
    if let Err(error) = rollup.validate() {
        return super::refused(&error, setting);
    }
    let rollup = super::small_rollup(rollup).expect("a valid configuration makes a rollup");
    match analyze(&rollup, rollup.last().unwrap_or(Timestamp::MIN), &analysis) {
        Ok(found) => drop(serde_json::to_vec(&found).expect("an analysis can be written")),
        Err(error) => {
            super::refused(&error, &["invalid_setting", "unknown_name", "not_enough_data", "limit_exceeded"]);
        }
    }
}
