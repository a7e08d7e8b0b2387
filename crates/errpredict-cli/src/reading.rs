//! The arguments that every command with a LOG shares, and the reading behind them.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use errpredict::redact::RedactConfig;
use errpredict::{Error, ErrorKind, Result, Rollup, Severity};
use errpredict_io::{
    LevelNumbers, Progress, ReadOptions, ReadReport, printable, read_into_rollup_with_progress, sources,
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::config::Config;
use crate::exit;
use crate::values::{self, FormatChoice};

/// Characters of a line's fault that are shown.
const SHOWN_CHARS: usize = 400;

/// Logs to read and how.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadArguments {
    /// Log files: plain, .gz, .zst, .bz2 or .xz; patterns such as 'logs/*.log'; - is standard input
    #[arg(required = true, value_name = "LOG", help_heading = None::<&'static str>)]
    pub(crate) logs: Vec<PathBuf>,
    /// Format of the logs; auto finds it from the content
    #[arg(long, default_value = "auto", value_name = "NAME", value_parser = values::format)]
    format: FormatChoice,
    /// Service of lines that name none; NAME=FILES for some of the files, such as web=nginx/*.log
    #[arg(id = "service_of", long = "service", value_name = "NAME", value_parser = values::service)]
    services: Vec<String>,
    /// Severity of lines that name none
    #[arg(long, value_name = "LEVEL")]
    severity: Option<Severity>,
    /// Zone by name, such as Europe/Berlin, of times without one and of the clock that days and weeks follow; UTC when absent
    #[arg(long, value_name = "NAME", value_parser = values::zone)]
    pub(crate) zone: Option<String>,
    /// The same as an offset, such as +01:00
    #[arg(long, conflicts_with = "zone", value_name = "OFFSET", value_parser = values::utc_offset)]
    utc_offset: Option<String>,
    /// Year of the first line, for formats without years
    #[arg(long, value_name = "YYYY", value_parser = values::year)]
    year: Option<i32>,
    /// A form of lines of your own: a regular expression with names, or grok such as '%{TIMESTAMP:timestamp} %{GREEDYDATA:message}'
    #[arg(long = "pattern", value_name = "PATTERN", value_parser = values::pattern)]
    patterns: Vec<String>,
    /// Take words such as "failed" for a severity where a line states none
    #[arg(long)]
    level_words: bool,
    /// Folder with source maps: minified JavaScript traces are shown and grouped by their source
    #[arg(long, value_name = "DIR")]
    source_maps: Option<PathBuf>,
    /// Take out of every event what is of a person or a secret: without rules mail, card, secret and name; ip as well when named
    #[arg(long, value_name = "RULE,...", num_args = 0..=1, require_equals = true, default_missing_value = "mail,card,secret,name", value_parser = values::redact)]
    redact: Option<Box<RedactConfig>>,
    /// What numbers under a level name mean: pino, python, syslog or otel
    #[arg(long, value_name = "SCALE", value_parser = values::level_numbers)]
    level_numbers: Option<LevelNumbers>,
    /// Own names of a field, such as --field error_type=kind,err.class
    #[arg(long = "field", value_name = "FIELD=NAME,...", value_parser = values::field)]
    fields: Vec<(String, Vec<String>)>,
    /// Options as a JSON file with the parts read, rollup, analysis and training; the command line wins
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Stop at the first bad line instead of counting it
    #[arg(long)]
    strict: bool,
    /// Longest record that is read, in bytes; 1 MiB when absent
    #[arg(long, value_name = "N", value_parser = values::max_line_bytes)]
    max_line_bytes: Option<usize>,
    /// Read bytes that are not UTF-8 as U+FFFD instead of leaving such lines out
    #[arg(long)]
    replace_invalid_utf8: bool,
    /// Threads that read; 0 is one per core
    #[arg(long, default_value_t = 0, value_name = "N")]
    threads: usize,
}

impl ReadArguments {
    /// The configuration file, with the command line laid over its part `read`.
    pub(crate) fn config(&self) -> Result<Config> {
        let mut config = Config::read(self.config.as_deref())?;
        config.read = self.over(config.read);
        config.read.validate()?;
        Ok(config)
    }

    /// Reads the logs into a rollup, with a progress bar where standard error is a terminal.
    pub(crate) fn rollup_and_report(&self, config: &Config) -> Result<(Rollup, ReadReport)> {
        let bar = progress_bar();
        let mut shown = |progress: Progress<'_>| show(&bar, &progress);
        let sources = sources(&self.logs)?;
        let read = read_into_rollup_with_progress(&sources, &config.read, &config.rollup, &mut shown);
        bar.finish_and_clear();
        let (rollup, report) = read?;
        if rollup.first().is_none() {
            return Err(no_events(&report));
        }
        if !report.mostly_unread().is_empty() {
            exit::note_mostly_unread();
        }
        Ok((rollup, report))
    }

    /// The same for commands without a report of their own: what could not be read is said on standard error.
    pub(crate) fn rollup(&self, config: &Config) -> Result<Rollup> {
        let (rollup, report) = self.rollup_and_report(config)?;
        say_bad_lines(&report);
        Ok(rollup)
    }

    fn over(&self, mut base: ReadOptions) -> ReadOptions {
        base.format = self.format.0.or(base.format);
        base.level_numbers = self.level_numbers.or(base.level_numbers);
        base.source_maps = self.source_maps.clone().or(base.source_maps);
        if let Some(rules) = &self.redact {
            // Patterns and names of your own stand in the file, and stay.
            let own = base.redact.unwrap_or_default();
            let RedactConfig { keys, patterns, pseudonym_seed, .. } = own;
            base.redact = Some(RedactConfig { keys, patterns, pseudonym_seed, ..RedactConfig::clone(rules) });
        }
        for service in &self.services {
            if service.contains('=') {
                base.services.push(service.clone());
            } else {
                base.service = Some(service.clone());
            }
        }
        if self.utc_offset.is_some() {
            base.zone = None;
        }
        base.zone = self.zone.clone().or(base.zone);
        base.patterns.splice(0..0, self.patterns.iter().cloned());
        base.level_words |= self.level_words;
        base.severity = self.severity.or(base.severity);
        base.utc_offset = self.utc_offset.clone().or(base.utc_offset);
        base.year = self.year.or(base.year);
        for (field, names) in &self.fields {
            base.fields.entry(field.clone()).or_default().splice(0..0, names.iter().cloned());
        }
        base.strict |= self.strict;
        base.replace_invalid_utf8 |= self.replace_invalid_utf8;
        base.max_line_bytes = self.max_line_bytes.unwrap_or(base.max_line_bytes);
        if self.threads != 0 {
            base.threads = self.threads;
        }
        base
    }
}

/// Says on standard error how much was read, and what not and why.
pub(crate) fn say_what_was_read(report: &ReadReport) {
    let mut text = format!("errpredict: {} events of {} lines", report.events, report.lines);
    if report.bad > 0 {
        let reasons: Vec<_> = report.reasons.iter().map(|(why, n)| format!("{n} {}", why.about())).collect();
        text.push_str(&format!("; {} lines left out: {}", report.bad, reasons.join(", ")));
    }
    text.push('\n');
    for source in &report.sources {
        let name = printable(&source.name, SHOWN_CHARS);
        source.notes.iter().for_each(|note| text.push_str(&format!("errpredict: {name}: {note}\n")));
    }
    report.notes.iter().for_each(|note| text.push_str(&format!("errpredict: {note}\n")));
    // Nothing is lost when nobody listens.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Says on standard error what of a log could not be used, for commands without a report of their own.
pub(crate) fn say_bad_lines(report: &ReadReport) {
    if let Some(bad) = report.samples.first() {
        let text = format!(
            "errpredict: {} of {} lines could not be used; the first: {}; `errpredict doctor` says more\n",
            report.bad,
            report.lines,
            printable(&bad.to_string(), SHOWN_CHARS),
        );
        // Nothing is lost when nobody listens.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}

/// Logs without one event: which, and what would help.
fn no_events(report: &ReadReport) -> Error {
    let names: Vec<_> = report.sources.iter().map(|source| format!("`{}`", source.name)).collect();
    let names = names.join(", ");
    let Some(bad) = report.samples.first() else {
        return Error::new(
            ErrorKind::NotEnoughData,
            format!("there is no event in {names}: nothing is in it"),
        );
    };
    let help = bad.reason.help().map_or(String::new(), |help| format!("; {help}"));
    let message = format!(
        "none of {} lines of {names} could be read as an event: expected {}{help}; `errpredict doctor` says more",
        report.lines, bad.expected
    );
    Error::new(ErrorKind::NotEnoughData, message).with("file", &bad.source).with("line", bad.line)
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
