//! `errpredict feedback normal`: so many errors of a service are normal at a time of the day.

use std::path::PathBuf;

use errpredict::history::NormalTime;
use errpredict::{Error, ErrorKind, Result, Timestamp};

use super::record;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The history file; it is made where there is none
    history: PathBuf,
    /// The service
    #[arg(value_name = "SERVICE")]
    of: String,
    /// When it begins every day, HH:MM
    #[arg(long, value_name = "HH:MM", value_parser = minute_of_day)]
    from: u16,
    /// When it ends, HH:MM; before --from where it goes beyond midnight
    #[arg(long, value_name = "HH:MM", value_parser = minute_of_day)]
    to: u16,
    /// Zone of these times, such as Europe/Paris [default: UTC]
    #[arg(long, value_name = "NAME")]
    zone: Option<String>,
    /// Errors an hour that are normal then; more than that is told as ever
    #[arg(long, value_name = "N")]
    at_most: f64,
    /// When that was decided (RFC 3339); analyses of earlier times do not know it
    #[arg(long, value_name = "TIME")]
    at: Timestamp,
    /// Until when it holds [default: for good]
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
}

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let normal = NormalTime {
        at: arguments.at,
        service: arguments.of.clone(),
        from_minute: arguments.from,
        to_minute: arguments.to,
        zone: arguments.zone.clone(),
        at_most: arguments.at_most,
        until: arguments.until,
    };
    normal.validate()?;
    record(&arguments.history, |history| {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let said = format!(
            "up to {} errors an hour of {} are normal every day from {} to {} {}",
            normal.at_most,
            normal.service,
            clock(normal.from_minute),
            clock(normal.to_minute),
            normal.zone.as_deref().unwrap_or("UTC"),
        );
        history.normal.push(normal);
        Ok(said)
    })
}

/// `02:15` as a minute of the day.
fn minute_of_day(text: &str) -> Result<u16> {
    let read = text.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    });
    read.ok_or_else(|| {
        let message = format!("expected a time of the day such as 02:15, got `{text}`");
        Error::new(ErrorKind::InvalidArgument, message)
    })
}
