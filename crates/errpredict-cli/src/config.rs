//! The configuration file, the same for every command that reads a log.

use std::path::Path;

use errpredict::analysis::AnalysisConfig;
use errpredict::predict::Training;
use errpredict::{Result, RollupConfig};
use errpredict_io::ReadOptions;
use serde::Deserialize;

/// `{"read": {...}, "rollup": {...}, "analysis": {...}, "training": {...}}`, every part optional; a command uses the
/// parts that concern it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) read: ReadOptions,
    pub(crate) rollup: RollupConfig,
    pub(crate) analysis: AnalysisConfig,
    pub(crate) training: Training,
}

impl Config {
    /// The file's, or the defaults without one.
    pub(crate) fn read(path: Option<&Path>) -> Result<Self> {
        path.map_or_else(|| Ok(Config::default()), |path| crate::values::json_file(path, "the configuration"))
    }
}
