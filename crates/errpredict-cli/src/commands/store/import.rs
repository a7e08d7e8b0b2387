//! `errpredict store import LOG...`.

use std::collections::BTreeMap;

use errpredict::numbers::plural;
use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, Event, Result, Timestamp};
use errpredict_io::{read_events, sources};
use errpredict_store::{IngestConfig, Ingested};

use super::place::Whose;
use crate::commands::watch::wall_clock;
use crate::reading::{ReadArguments, say_bad_lines};
use crate::tables::say;
use crate::values;

/// Events in a batch. A batch of a log is the same whenever it is read, so that the ids of its events are.
const BATCH: usize = 20_000;
/// Reasons that are said.
const REASONS_SHOWN: usize = 3;

/// Read logs into the store.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    #[command(flatten)]
    whose: Whose,
    /// What time it is (RFC 3339 or seconds since 1970), for a log of the past [default: now]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    now: Option<Timestamp>,
    /// Days that events are kept; older ones are refused
    #[arg(long, default_value_t = 90, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3660))]
    retention_days: u16,
}

/// Reads, stores, says what became of it.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let config = arguments.reading.config()?;
    let now = arguments.now.unwrap_or_else(wall_clock);
    let ingest = IngestConfig {
        retention_days: arguments.retention_days,
        rollup: config.rollup.clone(),
        ..IngestConfig::default()
    };
    let all = sources(&arguments.reading.logs)?;
    let (sender, batches) = std::sync::mpsc::sync_channel::<Vec<Event>>(2);
    let options = config.read.clone();
    // One thread reads while the other stores.
    let reader = std::thread::spawn(move || {
        let mut batch = Batch { events: Vec::with_capacity(BATCH), failed: None };
        let report = read_events(&all, &options, &mut |event, _| batch.push(event.to_event(), &sender))?;
        if let Some(error) = batch.failed.take() {
            return Err(error);
        }
        // Where storing failed nobody takes it any more, and the program has ended or will.
        let _ = sender.send(batch.events);
        Ok(report)
    });
    let total = arguments.whose.with_tenant(async |store, tenant| {
        let mut total = Total::default();
        for events in batches {
            total.add(tenant.ingest(events, None, now, &ingest).await?);
        }
        store.make_parts_ahead(now).await?;
        // Days that are over are put together; late events still find their place.
        tenant.close_days(now.plus_ms(-2 * DAY_MS)).await?;
        Ok(total)
    })?;
    // Not waited for where storing failed: it would read the log to its end for nobody, and a log that is followed has none.
    let report = reader.join().map_err(|_| Error::new(ErrorKind::Internal, "reading the log ended badly"));
    say_bad_lines(&report??);
    say(&total.in_words(arguments.retention_days))
}

/// Events on their way to the store.
struct Batch {
    events: Vec<Event>,
    failed: Option<Error>,
}

impl Batch {
    fn push(&mut self, event: Result<Event>, sender: &std::sync::mpsc::SyncSender<Vec<Event>>) {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                self.failed.get_or_insert(error);
                return;
            }
        };
        // Equal events are told apart by their place among equals, so those of one moment stay in one batch.
        let is_full = self.events.len() >= BATCH
            && self.events.last().is_some_and(|last| last.timestamp != event.timestamp);
        if is_full || self.events.len() == errpredict_store::MOST_IN_A_BATCH {
            let _ = sender.send(std::mem::replace(&mut self.events, Vec::with_capacity(BATCH)));
        }
        self.events.push(event);
    }
}

/// What became of all batches.
#[derive(Default)]
struct Total {
    stored: u64,
    thinned: u64,
    duplicates: u64,
    refused: u64,
    reasons: BTreeMap<String, u64>,
}

impl Total {
    fn add(&mut self, answer: Ingested) {
        self.stored += answer.stored as u64;
        self.thinned += answer.thinned as u64;
        self.duplicates += answer.duplicates as u64;
        self.refused += answer.refused.len() as u64;
        for refusal in answer.refused {
            // The value itself is different every time.
            let reason = refusal.reason.split(", got ").next().unwrap_or_default().to_owned();
            *self.reasons.entry(reason).or_default() += 1;
        }
    }

    fn in_words(&self, retention_days: u16) -> String {
        let mut text = format!("{} stored", plural(self.stored, "event"));
        if self.thinned > 0 {
            text.push_str(&format!(", {} of floods counted and not kept", plural(self.thinned, "event")));
        }
        if self.duplicates > 0 {
            text.push_str(&format!(", {} there already", plural(self.duplicates, "event")));
        }
        if self.refused > 0 {
            text.push_str(&format!(", {} refused", self.refused));
        }
        text.push('\n');
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (reason, count) in reasons.iter().take(REASONS_SHOWN) {
            let reason = errpredict_io::printable(reason, 200);
            text.push_str(&format!("  {count} refused: {reason}\n"));
        }
        if self.reasons.keys().any(|reason| reason.contains("as long as events are kept")) {
            text.push_str(&format!(
                "  A log of the past: --retention-days (now {retention_days}) keeps older events, --now TIME takes the log's own time\n"
            ));
        }
        text
    }
}
