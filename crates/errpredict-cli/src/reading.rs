//! The arguments that every command with a LOG shares, and the reading behind them.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;

use errpredict::{Error, ErrorKind, Result, Rollup, RollupConfig, Severity};
use errpredict_io::{
    Format, LevelNumbers, Progress, ReadOptions, ReadReport, read_into_rollup_with_progress, sources,
};
use indicatif::{ProgressBar, ProgressStyle};

/// Logs to read and how.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ReadArguments {
    /// Log files: plain, .gz or .zst; patterns such as 'logs/*.log'; - is standard input
    #[arg(required = true, value_name = "LOG")]
    pub(crate) logs: Vec<PathBuf>,
    /// Format of the logs; auto finds it from the content
    #[arg(long, default_value = "auto", value_name = "NAME")]
    format: String,
    /// Service of lines that name none
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Severity of lines that name none
    #[arg(long, value_name = "LEVEL")]
    severity: Option<Severity>,
    /// Zone of times without one: UTC or an offset such as +01:00
    #[arg(long, value_name = "OFFSET")]
    utc_offset: Option<String>,
    /// Year of the first line, for formats without years
    #[arg(long)]
    year: Option<i32>,
    /// What numbers under a level name mean: pino, python, syslog or otel
    #[arg(long, value_name = "SCALE")]
    level_numbers: Option<String>,
    /// Own names of a field, such as --field error_type=kind,err.class
    #[arg(long = "field", value_name = "FIELD=NAME,...")]
    fields: Vec<String>,
    /// Options as a JSON file; options on the command line win
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Stop at the first bad line instead of counting it
    #[arg(long)]
    strict: bool,
    /// Longest record that is read, in bytes; 1 MiB when absent
    #[arg(long, value_name = "N")]
    max_line_bytes: Option<usize>,
    /// Read bytes that are not UTF-8 as U+FFFD instead of leaving such lines out
    #[arg(long)]
    replace_invalid_utf8: bool,
    /// Threads that read; 0 is one per core
    #[arg(long, default_value_t = 0, value_name = "N")]
    threads: usize,
}

impl ReadArguments {
    /// Reads the logs into a rollup, with a progress bar where standard error is a terminal.
    pub(crate) fn rollup(&self, base: ReadOptions, config: &RollupConfig) -> Result<(Rollup, ReadReport)> {
        let options = self.options(base)?;
        let bar = progress_bar();
        let mut shown = |progress: Progress<'_>| show(&bar, &progress);
        let read = read_into_rollup_with_progress(&sources(&self.logs)?, &options, config, &mut shown);
        bar.finish_and_clear();
        read
    }

    /// The command line laid over `base`, the options of the configuration file.
    pub(crate) fn options(&self, mut base: ReadOptions) -> Result<ReadOptions> {
        if let Some(format) = Format::from_name(&self.format)? {
            base.format = Some(format);
        }
        if let Some(scale) = &self.level_numbers {
            base.level_numbers = Some(level_numbers(scale)?);
        }
        base.service = self.service.clone().or(base.service);
        base.severity = self.severity.or(base.severity);
        base.utc_offset = self.utc_offset.clone().or(base.utc_offset);
        base.year = self.year.or(base.year);
        base.fields.append(&mut self.own_names()?);
        base.strict |= self.strict;
        base.replace_invalid_utf8 |= self.replace_invalid_utf8;
        base.max_line_bytes = self.max_line_bytes.unwrap_or(base.max_line_bytes);
        if self.threads != 0 {
            base.threads = self.threads;
        }
        Ok(base)
    }

    fn own_names(&self) -> Result<BTreeMap<String, Vec<String>>> {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for text in &self.fields {
            let (field, own) = text.split_once('=').ok_or_else(|| {
                let message =
                    format!("expected --field FIELD=NAME,... such as error_type=kind, got `{text}`");
                Error::new(ErrorKind::InvalidArgument, message)
            })?;
            names.entry(field.to_owned()).or_default().extend(own.split(',').map(str::to_owned));
        }
        Ok(names)
    }
}

fn level_numbers(name: &str) -> Result<LevelNumbers> {
    serde_json::from_value(name.into())
        .map_err(|_| Error::unknown("scale of level numbers", name, &["pino", "python", "syslog", "otel"]))
}

/// A bar on a terminal, nothing on a pipe.
fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    let template = "{prefix} {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_prefix("reading");
    bar
}

fn show(bar: &ProgressBar, progress: &Progress<'_>) {
    if let Some(total) = progress.bytes_total {
        bar.set_length(total);
    }
    bar.set_position(progress.bytes_done);
}
