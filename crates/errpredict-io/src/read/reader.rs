//! A reader made ready once, for many logs that are in memory: what a service is sent.

use std::sync::Arc;

use errpredict::redact::Redactor;
use errpredict::{Error, ErrorKind, Event, EventRef, Result};

use super::collect::{Findings, Memory};
use super::files::Stream;
use super::options::Rules;
use super::source_maps::SourceMaps;
use super::task::strict_error;
use super::{Format, ReadOptions, ReadReport, Source};

/// Reads logs that are in memory by options that are checked and made ready once.
///
/// ```
/// use errpredict_io::{LogReader, ReadOptions};
///
/// let reader = LogReader::new(&ReadOptions { service: Some("shop".into()), ..ReadOptions::default() })?;
/// let (events, report) = reader.read("request", b"2026-11-23T06:57:22Z ERROR no answer\n", None, 1_000)?;
/// assert_eq!((events.len(), report.bad), (1, 0));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct LogReader {
    options: ReadOptions,
    rules: Rules,
}

impl LogReader {
    /// A reader by these options.
    ///
    /// # Errors
    /// `invalid_setting` or `unknown_name` for options out of their range; `io` for source maps that cannot be read.
    pub fn new(options: &ReadOptions) -> Result<LogReader> {
        Ok(LogReader { options: options.clone(), rules: options.rules()? })
    }

    /// The same with another service for lines that name none.
    #[must_use]
    pub fn with_service(&self, service: &str) -> LogReader {
        let mut reader = self.clone();
        reader.options.service = Some(service.to_owned());
        reader.rules.service = Some(service.to_owned());
        reader
    }

    /// The service of lines that name none.
    #[must_use]
    pub fn service(&self) -> Option<&str> {
        self.rules.service.as_deref()
    }

    /// What takes out of events what is of a person or a secret, if the options say so: for events from elsewhere.
    #[must_use]
    pub fn redactor(&self) -> Option<&Redactor> {
        self.rules.redactor.as_deref()
    }

    /// The same with source maps that are in memory.
    #[must_use]
    pub fn with_source_maps(&self, maps: Arc<SourceMaps>) -> LogReader {
        let mut reader = self.clone();
        reader.rules.source_maps = Some(maps);
        reader
    }

    /// Reads one log, packed or not, as `format` or as what its content says it is: its events, and what was read and what
    /// was left out.
    ///
    /// # Errors
    /// `invalid_input` for a log whose format is not recognised (or, with `strict`, at the first bad line); `limit_exceeded`
    /// where it holds more than `max_events` events, as soon as they are too many.
    pub fn read(
        &self,
        name: &str,
        bytes: &[u8],
        format: Option<Format>,
        max_events: usize,
    ) -> Result<(Vec<Event>, ReadReport)> {
        let source = [Source::Memory { name: name.to_owned(), bytes: Arc::from(bytes) }];
        let format = format.or(self.options.format);
        let options = ReadOptions { format, ..self.options.clone() };
        let mut stream = Stream::with_rules(self.rules.clone(), &source, &options);
        let (mut memory, mut findings) = (Memory::default(), Findings::default());
        let (mut events, mut failed, mut buffer) = (Vec::new(), None, Vec::new());
        while failed.is_none()
            && let Some(task) = stream.next(std::mem::take(&mut buffer), &mut |_| {})?
        {
            let mut fold = |event: EventRef<'_>, _: u64| {
                if failed.is_none() && events.len() == max_events {
                    let message = format!("at most {max_events} events in one call: give the log in parts");
                    failed = Some(Error::new(ErrorKind::LimitExceeded, message));
                } else if failed.is_none() {
                    match event.to_event() {
                        Ok(event) => events.push(event),
                        Err(error) => failed = Some(error),
                    }
                }
            };
            if let Some(bad) = task.parse(&options, &mut memory, &mut findings, &mut fold) {
                return Err(strict_error(&bad));
            }
            buffer = task.chunk.bytes;
        }
        match failed {
            Some(error) => Err(error),
            None => Ok((events, Findings::report(vec![findings], stream.reports, &options))),
        }
    }
}
