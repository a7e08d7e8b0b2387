//! The same fold in a running process: one event at a time, from many threads, in bounded memory.
//!
//! One lock around one `Rollup`: an event holds it for less than a microsecond, and one state is a fraction of the
//! memory of one for each thread. Because a rollup holds only order-free exact state, a snapshot equals to the bit
//! what a batch over the same events in any order holds.
//!
//! Reading works on snapshots: what was counted before today is shared, not copied, so that taking one costs a pointer a
//! service, and the first event of a service after it copies what that service counted today. Old minutes become hours an
//! array at a time. So an event never waits for an analysis, a judgement or the forgetting.
//!
//! It also watches ([`Watches`]): [`Monitor::advance`] judges each step of every service once it is over, and
//! [`Monitor::measure`] any number of the process, a value at a time, in [`WATCH_BYTES`](crate::detect::WATCH_BYTES)
//! bytes a series, by the same code as a batch over the same points.

mod save;
#[cfg(test)]
mod tests;
mod watches;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use watches::{WatchConfig, Watches};

use crate::analysis::{self, Analysis, AnalysisConfig};
use crate::detect::{AnomalyDetection, WatchPoint};
use crate::error::Result;
use crate::event::EventRef;
use crate::history::History;
use crate::predict::FittedForesight;
use crate::rollup::{Observed, Rollup, RollupConfig, Sweep};
use crate::stop::Stop;
use crate::time::{MINUTE_MS, Timestamp};

/// Folds events one at a time, from any number of threads.
///
/// Memory is bounded by the configuration: see [`RollupConfig::memory_bound_bytes`].
///
/// ```
/// use errpredict::{EventRef, Monitor, RollupConfig, Severity};
///
/// let monitor = Monitor::new(RollupConfig::monitor())?;
/// let at = "2026-11-23T07:00:00Z".parse()?;
/// monitor.observe(EventRef::new(at, "checkout", Severity::High, "TimeoutError"));
/// assert_eq!(monitor.rollup().system().errors().total(), 1);
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug)]
pub struct Monitor {
    state: Mutex<State>,
    /// A lock of its own: judging must not hold up the fold. Who takes both takes this one first.
    watches: Mutex<Watches>,
    /// What the last analysis learnt of the past; a lock of its own as well.
    learnt: Mutex<Option<FittedForesight>>,
}

#[derive(Debug)]
struct State {
    rollup: Rollup,
    sweep: Sweep,
}

impl Monitor {
    /// A monitor that has seen nothing.
    ///
    /// # Errors
    /// `invalid_setting` for a configuration out of its range.
    pub fn new(config: RollupConfig) -> Result<Self> {
        Ok(Monitor::resume(Rollup::new(config)?))
    }

    /// A monitor that goes on where a rollup, from a saved state or a log, ends.
    #[must_use]
    pub fn resume(rollup: Rollup) -> Self {
        Monitor::with_sweep(rollup, Sweep::default())
    }

    fn with_sweep(mut rollup: Rollup, sweep: Sweep) -> Self {
        rollup.close();
        Monitor {
            state: Mutex::new(State { rollup, sweep }),
            watches: Mutex::new(Watches::default()),
            learnt: Mutex::new(None),
        }
    }

    /// Goes on with what an earlier process learnt: [`Monitor::learnt`].
    #[must_use]
    pub fn with_learnt(self, learnt: FittedForesight) -> Self {
        Monitor { learnt: Mutex::new(Some(learnt)), ..self }
    }

    /// Watches as configured there, or goes on where saved watches end.
    #[must_use]
    pub fn with_watches(self, watches: Watches) -> Self {
        Monitor { watches: Mutex::new(watches), ..self }
    }

    /// Folds one event, and says what it was; late ones and repeated ones count like any other.
    ///
    /// Its clock is believed: where the time of arrival is known, [`Monitor::observe_received`] is the safer door.
    pub fn observe(&self, event: EventRef<'_>) -> Observed {
        self.folded(|rollup| rollup.observe_ref(&event))
    }

    /// As [`Monitor::observe`], but an event too far ahead of when it was received is left out: see
    /// [`Rollup::observe_received`].
    pub fn observe_received(&self, event: EventRef<'_>, received_at: Timestamp) -> Observed {
        self.folded(|rollup| rollup.observe_received(event, received_at))
    }

    #[inline]
    fn folded(&self, fold: impl FnOnce(&mut Rollup) -> Observed) -> Observed {
        let State { rollup, sweep } = &mut *self.lock();
        let observed = fold(rollup);
        rollup.sweep(sweep);
        observed
    }

    /// A copy of everything seen so far, settled and ready to be read.
    #[must_use]
    pub fn rollup(&self) -> Rollup {
        let mut rollup = self.snapshot();
        rollup.settle();
        rollup
    }

    /// What was seen so far, not settled; the lock is held for a pointer a service.
    fn snapshot(&self) -> Rollup {
        self.lock().rollup.snapshot()
    }

    /// Everything found about every service at a time, from what was seen so far.
    ///
    /// Works on a copy, so that observing goes on meanwhile. What it learnt of the past answers for later times too, for
    /// `foresight.keep_minutes`, so that an analysis every minute learns once a day; between, the answer is that of
    /// [`analyze_keeping`](crate::analysis::analyze_keeping) with what was kept. Learning takes a second or two: where no
    /// analysis may wait for it, [`Monitor::refit`] does it beforehand, on a thread of its own.
    ///
    /// # Errors
    /// Those of [`analyze`](crate::analysis::analyze).
    pub fn analyze(&self, at: Timestamp, config: &AnalysisConfig) -> Result<Analysis> {
        self.analyze_with_history(at, config, &History::default())
    }

    /// As [`Monitor::analyze`], with what happened before.
    ///
    /// # Errors
    /// Those of [`analyze_with_history`](crate::analysis::analyze_with_history).
    pub fn analyze_with_history(
        &self,
        at: Timestamp,
        config: &AnalysisConfig,
        history: &History,
    ) -> Result<Analysis> {
        self.analyze_until(at, config, history, Stop::NEVER)
    }

    /// As [`Monitor::analyze_with_history`], ending between two services once it shall.
    ///
    /// # Errors
    /// Those of [`analyze_until`](crate::analysis::analyze_until).
    pub fn analyze_until(
        &self,
        at: Timestamp,
        config: &AnalysisConfig,
        history: &History,
        stop: Stop<'_>,
    ) -> Result<Analysis> {
        // The lock is not held while the analysis runs: two at once may learn the same twice.
        let before = self.learnt();
        let since = before.as_ref().map(FittedForesight::fitted_at);
        let (analysis, kept) = analysis::analyze_keeping(&self.rollup(), at, config, history, before, stop)?;
        if let Some(kept) = kept.filter(|kept| Some(kept.fitted_at()) != since) {
            *self.lock_learnt() = Some(kept);
        }
        Ok(analysis)
    }

    /// Learns the past up to `at` anew, if what was learnt is half as old as `foresight.keep_minutes` lets it become or older,
    /// or was learnt with other settings; says whether it did.
    ///
    /// Meant for a thread of its own that calls it as often as it likes: called at least every `keep_minutes` / 2, no
    /// [`Monitor::analyze`] with the same configuration ever learns, but the first. Nothing waits for it: it works on a copy,
    /// and what was learnt before answers until it is done. It starts no thread itself.
    ///
    /// # Errors
    /// Those of [`Foresight::fit`](crate::predict::Foresight::fit).
    pub fn refit(&self, at: Timestamp, config: &AnalysisConfig) -> Result<bool> {
        let at = at.floor_to(MINUTE_MS);
        let (foresight, statics) = (&config.foresight, config.statics_in_zone());
        let half = foresight.keep_minutes / 2;
        let fits =
            |kept: &FittedForesight| kept.answers(foresight, &statics, &config.horizons_minutes, at, half);
        if self.lock_learnt().as_ref().is_some_and(fits) {
            return Ok(false);
        }
        let learnt = foresight.fit(&self.rollup(), &statics, at, &config.horizons_minutes)?;
        *self.lock_learnt() = Some(learnt);
        Ok(true)
    }

    /// What was learnt of the past, to be kept beside the saved state.
    #[must_use]
    pub fn learnt(&self) -> Option<FittedForesight> {
        self.lock_learnt().clone()
    }

    /// Judges every step of every service's errors that is over at `at` and was not judged yet.
    ///
    /// Gives the anomalies that are under way or just ended, each once; what was given before comes again with the same
    /// key. Steps and budget are those of [`WatchConfig::errors`].
    ///
    /// # Errors
    /// Those of [`Watch::update`](crate::detect::Watch::update); none for times that go on.
    pub fn advance(&self, at: Timestamp) -> Result<Vec<AnomalyDetection>> {
        let mut watches = self.lock_watches();
        // Taken under the lock of the watches: of two threads the later one judges what was seen later.
        let rollup = self.snapshot();
        watches.advance(&rollup, at)
    }

    /// Takes out a service: see [`Rollup::remove_service`]; its watch goes too. Events wait for it, some tenths of a second
    /// where there are hundreds of services.
    pub fn remove_service(&self, name: &str) -> bool {
        let was_watched = self.lock_watches().remove(name);
        self.changed(|rollup| rollup.remove_service(name)) || was_watched
    }

    /// Rewrites every sample message: see [`Rollup::redact`]. Events wait for it.
    pub fn redact(&self, redacted: impl Fn(&str) -> String) {
        self.changed(|rollup| rollup.redact(redacted));
    }

    /// Forgets old sample messages: see [`Rollup::drop_samples_before`]. Events wait for it.
    pub fn drop_samples_before(&self, at: Timestamp) {
        self.changed(|rollup| rollup.drop_samples_before(at));
    }

    fn changed<T>(&self, change: impl FnOnce(&mut Rollup) -> T) -> T {
        let mut state = self.lock();
        let changed = change(&mut state.rollup);
        state.rollup.close();
        // Places may have moved.
        state.sweep.restart();
        changed
    }

    /// Judges the next value of a number that the process measures itself, and learns from it.
    ///
    /// # Errors
    /// `limit_exceeded` beyond [`WatchConfig::max_series`] names; `invalid_argument` for a time that does not go on by whole
    /// steps, or an infinite value.
    pub fn measure(&self, name: &str, end: Timestamp, value: f64) -> Result<WatchPoint> {
        self.lock_watches().measure(name, end, value)
    }

    /// A copy of the state of all watched series, to be saved.
    #[must_use]
    pub fn watches(&self) -> Watches {
        self.lock_watches().clone()
    }

    /// Bytes held in memory now, computed from the capacities.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let watches = self.lock_watches().memory_bytes();
        watches + self.lock().rollup.memory_bytes()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic in another thread must not stop the fold: counts are whole after every event.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_learnt(&self) -> MutexGuard<'_, Option<FittedForesight>> {
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_watches(&self) -> MutexGuard<'_, Watches> {
        self.watches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
