//! Whole logs for a handle that counts: files of this machine, and blocks of lines as they are, without JSON around.
//!
//! Only who calls from the same process comes here; a message never names a file.

use std::path::PathBuf;
use std::sync::Arc;

use errpredict::analysis::AnalysisConfig;
use errpredict::{Error, ErrorKind, Event, Result, RollupConfig, Stop};
use errpredict_io::{Progress, ReadOptions, ReadReport, Source, read_into_rollup_until};
use serde::Deserialize;

use super::{Handle, kind, lines};
use crate::shape::shape_of;
use crate::{guard, message};

/// How a rollup counts, as the handle's own settings say.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RollupSettings {
    #[serde(default)]
    rollup: RollupConfig,
}

/// Options of a reader as the operation `read` has them, for who reads logs of this machine.
///
/// # Errors
/// `invalid_input` for options that do not fit.
pub fn read_options(options: &str) -> Result<ReadOptions> {
    message::request::<ReadOptions>(options, shape_of!(ReadOptions))
}

/// Events as a JSON list, as requests have them.
///
/// # Errors
/// `invalid_input` for what does not fit, with the path to it.
pub fn events_of(events: &str) -> Result<Vec<Event>> {
    message::request::<Vec<Event>>(events, shape_of!(Vec<Event>))
}

/// The settings of an analysis, as `analyze` takes them.
///
/// # Errors
/// `invalid_input` for what does not fit, with the path to it.
pub fn analysis_config(config: &str) -> Result<AnalysisConfig> {
    message::request::<AnalysisConfig>(config, shape_of!(AnalysisConfig))
}

impl Handle {
    /// Reads logs, in parallel, and opens a `rollup` of their events; gives the report of the reader as JSON beside it.
    /// `options` are those of the operation `read`, `settings` those of the handle `rollup`.
    ///
    /// # Errors
    /// `io` for a file that cannot be read, `invalid_input` for a log whose format is not recognised, and those of
    /// [`Handle::open`].
    pub fn read_files(paths: &[PathBuf], options: &str, settings: &str) -> Result<(Handle, String)> {
        Handle::read_files_with_progress(paths, options, settings, &mut |_| {})
    }

    /// [`Handle::read_files`] that tells how far it has come, about once per half megabyte.
    ///
    /// # Errors
    /// Those of [`Handle::read_files`].
    pub fn read_files_with_progress(
        paths: &[PathBuf],
        options: &str,
        settings: &str,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(Handle, String)> {
        Handle::read_files_until(paths, options, settings, progress, Stop::NEVER)
    }

    /// [`Handle::read_files_with_progress`] that ends once it shall, between two half megabytes.
    ///
    /// # Errors
    /// Those of [`Handle::read_files`]; `cancelled`.
    pub fn read_files_until(
        paths: &[PathBuf],
        options: &str,
        settings: &str,
        progress: &mut dyn FnMut(Progress<'_>),
        stop: Stop<'_>,
    ) -> Result<(Handle, String)> {
        let kind = kind("rollup")?;
        guard::unwinding(|| {
            let options = read_options(options)?;
            let settings = message::request::<RollupSettings>(settings, shape_of!(RollupSettings))?;
            let sources: Vec<Source> = paths.iter().map(|path| Source::File(path.clone())).collect();
            let (rollup, report) =
                read_into_rollup_until(&sources, &options, &settings.rollup, progress, stop)?;
            let state = Box::new(super::rollup::Counts::of(rollup));
            Ok((Handle { kind, state }, written(&report)?))
        })
    }

    /// Counts the events of a block of log lines, packed or not, as the method `observe_log` does; gives the report of the reader as
    /// JSON. `options` are those of the operation `read`.
    ///
    /// # Errors
    /// `invalid_argument` for a kind that takes no events, `invalid_input` for a log whose format is not recognised.
    pub fn observe_lines(&self, block: &[u8], options: &str) -> Result<String> {
        guard::unwinding(|| {
            let options = read_options(options)?;
            // A kind that takes no events says so, whatever the lines hold.
            let mut failed = None;
            let report = lines::counted("log".to_owned(), Arc::from(block), &options, |event| {
                if failed.is_none() {
                    failed = (self.kind.observe)(&self.state, event).err();
                }
            })?;
            failed.map_or_else(|| written(&report), Err)
        })
    }
}

fn written(report: &ReadReport) -> Result<String> {
    serde_json::to_string(report)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("the report could not be written: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "2026-11-20T00:00:10Z ERROR a\nno time\n2026-11-20T00:00:11Z WARN b\n";

    #[test]
    fn a_block_of_lines_counts_as_the_method_does() {
        let options = r#"{"service": "shop"}"#;
        for kind in ["monitor", "rollup"] {
            let (raw, message) = (Handle::open(kind, "{}").unwrap(), Handle::open(kind, "{}").unwrap());
            let report = raw.observe_lines(LOG.as_bytes(), options).unwrap();
            let request = serde_json::json!({"log": LOG, "options": {"service": "shop"}}).to_string();
            assert_eq!(message.run("observe_log", &request, None).unwrap(), report);
            assert_eq!(raw.save().unwrap(), message.save().unwrap(), "{kind}");
        }
        let similar = Handle::open("similar", "{}").unwrap();
        let error = similar.observe_lines(LOG.as_bytes(), options).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    }

    #[test]
    fn files_count_as_their_lines_do() {
        let path = std::env::temp_dir().join(format!("errpredict-wire-{}.log", std::process::id()));
        std::fs::write(&path, LOG).unwrap();
        let options = r#"{"service": "shop"}"#;
        let (read, report) = Handle::read_files(std::slice::from_ref(&path), options, "{}").unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(report.contains(r#""events":3"#), "{report}");
        let lines = Handle::open("rollup", "{}").unwrap();
        lines.observe_lines(LOG.as_bytes(), options).unwrap();
        let described = |handle: &Handle| handle.run("describe", "{}", None).unwrap();
        assert_eq!(described(&read), described(&lines));
        std::fs::write(&path, LOG).unwrap();
        let given_up = Stop::when(&|| true);
        let stopped =
            Handle::read_files_until(std::slice::from_ref(&path), options, "{}", &mut |_| {}, given_up);
        assert_eq!(stopped.unwrap_err().kind(), ErrorKind::Cancelled);
        std::fs::remove_file(&path).unwrap();
        let missing = Handle::read_files(&[path], options, "{}").unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::Io);
    }
}
