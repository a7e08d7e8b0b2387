//! `errpredict watch LOG...`: follows logs as they grow and tells what is new.
//!
//! The logs are looked at four times a second. What came is folded into a [`Monitor`], analysed at most once a second,
//! and held against what was told before. The time of an analysis is that of the log: the newest event's, which goes on
//! as fast as this machine's clock. So a log that is replayed is judged by its own time, and silence is seen as well.

pub(in crate::commands) mod clock;
mod deployed;
mod incidents;
mod pipe;
mod place;
mod post;
mod state;
mod tail;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use errpredict::analysis::{AnalysisConfig, Depth};
use errpredict::history::History;
use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::{Error, ErrorKind, Monitor, PeopleClock, Result, RollupConfig, Severity, Timestamp};
use errpredict_io::{Following, ReadOptions, printable};

use crate::past::read_history;
use crate::reading::ReadArguments;
use crate::tables::say;
use crate::values::{self, Deployed};

use self::clock::now;
pub(super) use self::clock::wall_clock;
use self::incidents::{Incidents, Message};
use self::pipe::{Pipe, standard_input};
use self::place::Place;
use self::post::Hook;
use self::state::Head;
use self::tail::{Counts, Known, Tail};

/// How often the logs are looked at.
const LOOK: Duration = Duration::from_millis(250);
/// Analyses lie at least so far apart, and four times as long as one takes, so that at most a fifth of a core goes into
/// them; but never longer than this.
const ANALYSE: Duration = Duration::from_secs(1);
const ANALYSE_SHARE: u32 = 4;
const ANALYSE_AT_LEAST: Duration = Duration::from_secs(10);
/// The state is written at most so often, and twenty times as long as writing takes.
const SAVE: Duration = Duration::from_secs(5);
const SAVE_SHARE: u32 = 20;
/// Patterns are looked through for new files this often.
const NEW_FILES: Duration = Duration::from_secs(10);
/// A hook that failed is left alone for so long.
const HOOK_PAUSE: Duration = Duration::from_secs(10);
/// Messages kept for a hook that does not answer; the oldest go first.
const UNSENT_KEPT: usize = 1_000;
/// Records before it is said that most of a log is not read.
const RECORDS_TO_JUDGE: u64 = 100;

/// What to follow, and whom to tell.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    /// Keep what was seen and told in this file: after a restart nothing is read twice, lost, or told again
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Only incidents of this severity or worse: low, medium, high or critical
    #[arg(long, value_name = "SEVERITY", default_value = "low")]
    least: Severity,
    /// Print one JSON object a message
    #[arg(long)]
    json: bool,
    /// Also post each message as JSON: http://HOST[:PORT]/PATH
    #[arg(long, value_name = "URL")]
    post: Option<Hook>,
    /// Look once at what came since the last time, tell what is new, save and end: for cron, with --state
    #[arg(long)]
    once: bool,
    /// A deployment that no log records, such as checkout=2.4.1@2026-11-27T14:00:00Z; may be given several times
    #[arg(long, value_name = "SERVICE=VERSION@TIME", value_parser = values::deployed)]
    deployed: Vec<Deployed>,
    /// Earlier incidents, actions and decisions, as `errpredict feedback` writes them
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
}

/// Follows until it is stopped, or standard input ends.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let mut watcher = Watcher::new(arguments)?;
    // What is there already is read first: it is history, not news.
    while watcher.read()? > 0 {}
    watcher.must_know_formats()?;
    watcher.is_changed |= deployed::observe(&watcher.monitor, &arguments.deployed);
    watcher.caught_up();
    loop {
        let ended = arguments.once || watcher.has_ended();
        if ended {
            watcher.flush()?;
        }
        watcher.analyse_if_due(ended)?;
        watcher.send();
        watcher.save_if_due(ended)?;
        if ended {
            return Ok(());
        }
        if watcher.read()? == 0 {
            watcher.wait()?;
        }
    }
}

struct Watcher<'a> {
    arguments: &'a Arguments,
    options: ReadOptions,
    analysis: AnalysisConfig,
    /// By which times are told.
    clock: PeopleClock,
    history: History,
    monitor: Monitor,
    pipe: Option<Pipe>,
    tails: Vec<Tail>,
    known: Known,
    /// The newest event's time, and when it came.
    newest: Option<(Timestamp, Instant)>,
    incidents: Incidents,
    unsent: Vec<String>,
    /// Events came, or something else that is to be saved.
    is_changed: bool,
    events_came: bool,
    analysed: Option<(Instant, Duration, Timestamp)>,
    saved: Option<(Instant, Duration)>,
    looked_for_files: Instant,
    hook_failed: Option<Instant>,
    said_unread: bool,
}

impl<'a> Watcher<'a> {
    fn new(arguments: &'a Arguments) -> Result<Watcher<'a>> {
        let mut config = arguments.reading.config()?;
        let zone = arguments.reading.zone.clone();
        config.analysis.detection.zone = zone.or(config.analysis.detection.zone);
        let clock = PeopleClock::new(config.analysis.detection.zone.as_deref())?;
        let (head, rollup) = match arguments.state.as_deref().map(state::load).transpose()?.flatten() {
            Some((head, rollup)) => (head, Some(rollup)),
            None => (Head::default(), None),
        };
        let monitor = match rollup {
            Some(rollup) => Monitor::resume(rollup),
            // What runs for months holds what a monitor holds, unless it is told otherwise.
            None if config.rollup == RollupConfig::default() => Monitor::new(RollupConfig::monitor())?,
            None => Monitor::new(config.rollup)?,
        };
        let now = now();
        let newest = head.newest.map(|(event, came)| {
            let since = u64::try_from(wall_clock().ms() - came.ms()).unwrap_or(0);
            (event, now.checked_sub(Duration::from_millis(since)).unwrap_or(now))
        });
        let mut watcher = Watcher {
            arguments,
            options: config.read,
            analysis: AnalysisConfig { depth: Depth::Quick, ..config.analysis },
            clock,
            history: read_history(arguments.history.as_deref())?,
            monitor,
            pipe: None,
            tails: Vec::new(),
            known: Known { open: Vec::new(), left: head.left },
            newest,
            incidents: head.incidents,
            unsent: head.unsent,
            is_changed: false,
            events_came: false,
            analysed: None,
            saved: None,
            looked_for_files: now,
            hook_failed: None,
            said_unread: false,
        };
        watcher.open_logs(&head.open)?;
        Ok(watcher)
    }

    /// Opens what is named, and goes on where it was left.
    fn open_logs(&mut self, left: &[Place]) -> Result<()> {
        let logs = &self.arguments.reading.logs;
        if logs.iter().any(|log| log == Path::new("-")) {
            self.pipe = Some(Pipe {
                blocks: standard_input(),
                following: Following::new("-", &self.options)?,
                came: None,
                ended: false,
            });
        }
        for path in files(logs)? {
            let place = left.iter().find(|place| place.path == path);
            self.open(&path, place)?;
        }
        Ok(())
    }

    fn open(&mut self, path: &Path, place: Option<&Place>) -> Result<()> {
        let Watcher { monitor, newest, events_came, known, options, .. } = self;
        let mut each = |event: errpredict::EventRef<'_>| observe(monitor, newest, events_came, event);
        self.tails.push(Tail::new(path, options, place, known, &mut each)?);
        self.remember_places();
        Ok(())
    }

    /// Reads what came from everywhere; how many bytes.
    fn read(&mut self) -> Result<u64> {
        self.look_for_files()?;
        let Watcher { monitor, newest, events_came, known, .. } = self;
        let mut each = |event: errpredict::EventRef<'_>| observe(monitor, newest, events_came, event);
        let mut came = 0;
        for tail in &mut self.tails {
            let of_this = tail.poll(known, &mut each)?;
            came += of_this;
        }
        if let Some(pipe) = &mut self.pipe {
            while came < tail::ROUND_BYTES
                && let Ok(block) = pipe.blocks.try_recv()
            {
                came += pipe.take(block, &mut each)?;
            }
            pipe.flush_if_quiet(&mut each)?;
        }
        self.is_changed |= came > 0;
        self.remember_places();
        Ok(came)
    }

    fn remember_places(&mut self) {
        self.known.open = self.tails.iter().filter_map(Tail::place).collect();
    }

    /// A pattern stands for the files of tomorrow too.
    fn look_for_files(&mut self) -> Result<()> {
        let now = now();
        if now.duration_since(self.looked_for_files) < NEW_FILES {
            return Ok(());
        }
        self.looked_for_files = now;
        // A pattern that no file matches for a moment, while a log is moved, is no reason to end.
        for path in files(&self.arguments.reading.logs).unwrap_or_default() {
            if self.tails.iter().all(|tail| tail.path() != path) {
                self.open(&path, None)?;
            }
        }
        Ok(())
    }

    /// A log that is there and of no known format is said at once, as every command does.
    fn must_know_formats(&mut self) -> Result<()> {
        let mut ignore = |_: errpredict::EventRef<'_>| {};
        self.tails.iter_mut().try_for_each(|tail| tail.must_be_known(&mut ignore))
    }

    fn caught_up(&self) {
        // What cron runs is silent unless there is something to tell.
        if self.arguments.once {
            return;
        }
        let counts = self.counts();
        let n_logs = self.tails.len() + usize::from(self.pipe.is_some());
        let text = format!(
            "errpredict: {} events and {} lines left out so far; following {n_logs} {}\n",
            counts.events,
            counts.bad,
            if n_logs == 1 { "log" } else { "logs" },
        );
        // Nothing is lost when nobody listens.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    fn counts(&self) -> Counts {
        let of_pipe = self.pipe.as_ref().map(|pipe| pipe.following.report());
        let mut all =
            of_pipe.map_or(Counts::default(), |report| Counts { events: report.events, bad: report.bad });
        for counts in self.tails.iter().map(Tail::counts) {
            all.events += counts.events;
            all.bad += counts.bad;
        }
        all
    }

    fn has_ended(&self) -> bool {
        self.tails.is_empty() && self.pipe.as_ref().is_some_and(|pipe| pipe.ended)
    }

    fn flush(&mut self) -> Result<()> {
        let Watcher { monitor, newest, events_came, .. } = self;
        let mut each = |event: errpredict::EventRef<'_>| observe(monitor, newest, events_came, event);
        self.tails.iter_mut().try_for_each(|tail| tail.flush(&mut each))?;
        self.pipe.as_mut().map_or(Ok(()), |pipe| pipe.following.flush(pipe.ended, &mut each))
    }

    /// Waits until something may have come.
    fn wait(&mut self) -> Result<()> {
        let Watcher { monitor, newest, events_came, .. } = self;
        let mut each = |event: errpredict::EventRef<'_>| observe(monitor, newest, events_came, event);
        match &mut self.pipe {
            Some(pipe) if !pipe.ended => match pipe.blocks.recv_timeout(LOOK) {
                Ok(block) => pipe.take(block, &mut each).map(|_| ()),
                Err(RecvTimeoutError::Timeout) => Ok(()),
                Err(RecvTimeoutError::Disconnected) => {
                    pipe.ended = true;
                    Ok(())
                }
            },
            _ => {
                std::thread::sleep(LOOK);
                Ok(())
            }
        }
    }

    /// The log's time now, at the end of its minute, so that what just came counts.
    fn log_time(&self) -> Option<Timestamp> {
        let (event, came) = self.newest?;
        let since = i64::try_from(now().duration_since(came).as_millis()).unwrap_or(i64::MAX);
        Some(event.plus_ms(since).bucket_end(MINUTE_MS))
    }

    /// Analyses where something came or a minute went by, and tells what is new.
    fn analyse_if_due(&mut self, ended: bool) -> Result<()> {
        let Some(at) = self.log_time() else { return Ok(()) };
        let begun = now();
        if let Some((when, took, last)) = self.analysed {
            let is_new = self.events_came || at > last;
            let is_rested =
                begun.duration_since(when) >= (took * ANALYSE_SHARE).clamp(ANALYSE, ANALYSE_AT_LEAST);
            if !is_new || !is_rested && !ended {
                return Ok(());
            }
        }
        self.events_came = false;
        let analysis = self.monitor.analyze_with_history(at, &self.analysis, &self.history)?;
        let messages = self.incidents.update(&analysis, self.arguments.least);
        self.analysed = Some((begun, now().duration_since(begun), at));
        self.say_if_unread();
        self.tell(&messages)
    }

    fn tell(&mut self, messages: &[Message]) -> Result<()> {
        for message in messages {
            let json = serde_json::to_string(message)
                .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
            let json = errpredict_io::json_for_terminals(&json);
            say(&if self.arguments.json { format!("{json}\n") } else { message.in_words(&self.clock) })?;
            if self.arguments.post.is_some() {
                self.unsent.push(json);
                let surplus = self.unsent.len().saturating_sub(UNSENT_KEPT);
                self.unsent.drain(..surplus);
            }
        }
        if !messages.is_empty() {
            // Told of is told of, whatever happens next.
            self.is_changed = true;
            self.saved = None;
        }
        Ok(())
    }

    /// Says once that most of what comes is not read, which makes every silence worthless.
    fn say_if_unread(&mut self) {
        let counts = self.counts();
        if self.said_unread || counts.bad <= counts.events || counts.bad < RECORDS_TO_JUDGE {
            return;
        }
        self.said_unread = true;
        crate::exit::note_mostly_unread();
        let text = format!(
            "errpredict: most of what came could not be read ({} records left out, {} events): that nothing is told means nothing; `errpredict doctor` says why\n",
            counts.bad, counts.events
        );
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// Posts what is not posted yet, in order; what fails is tried again later.
    fn send(&mut self) {
        let Some(hook) = &self.arguments.post else { return };
        if self.hook_failed.is_some_and(|when| now().duration_since(when) < HOOK_PAUSE) {
            return;
        }
        while let Some(json) = self.unsent.first() {
            if let Err(error) = hook.post(json) {
                if self.hook_failed.is_none() {
                    let why = printable(&error.to_string(), 200);
                    let text = format!("errpredict: not posted, will be tried again: {why}\n");
                    let _ = std::io::stderr().write_all(text.as_bytes());
                }
                self.hook_failed = Some(now());
                return;
            }
            self.hook_failed = None;
            self.unsent.remove(0);
            (self.is_changed, self.saved) = (true, None);
        }
    }

    fn save_if_due(&mut self, ended: bool) -> Result<()> {
        let Some(path) = &self.arguments.state else { return Ok(()) };
        let begun = now();
        let is_rested =
            self.saved.is_none_or(|(when, took)| begun.duration_since(when) >= SAVE.max(took * SAVE_SHARE));
        if !self.is_changed || !is_rested && !ended {
            return Ok(());
        }
        let newest = self.newest.map(|(event, came)| {
            let since = i64::try_from(begun.duration_since(came).as_millis()).unwrap_or(i64::MAX);
            (event, wall_clock().plus_ms(since.saturating_neg()))
        });
        let head = Head {
            errpredict_watch: state::VERSION,
            open: self.known.open.clone(),
            left: self.known.left.clone(),
            newest,
            incidents: self.incidents.clone(),
            unsent: self.unsent.clone(),
        };
        state::save(path, &head, self.monitor.rollup())?;
        self.is_changed = false;
        self.saved = Some((begun, now().duration_since(begun)));
        Ok(())
    }
}

/// Counts an event. One from the future, by a day or more, is counted but does not move the log's clock: a wrong one
/// would make everything after it look old.
fn observe(
    monitor: &Monitor,
    newest: &mut Option<(Timestamp, Instant)>,
    events_came: &mut bool,
    event: errpredict::EventRef<'_>,
) {
    monitor.observe(event);
    *events_came = true;
    let is_newest = newest.is_none_or(|(newest, _)| event.timestamp > newest);
    if is_newest && event.timestamp.ms() <= wall_clock().ms() + DAY_MS {
        *newest = Some((event.timestamp, now()));
    }
}

/// The files of names and patterns, without standard input.
fn files(logs: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let logs: Vec<_> = logs.iter().filter(|log| log.as_path() != Path::new("-")).collect();
    let sources = errpredict_io::sources(&logs)?;
    Ok(sources.into_iter().map(|source| PathBuf::from(source.name())).collect())
}
