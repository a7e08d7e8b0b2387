//! How far a fit is, told to whoever asked for it.
//!
//! A fit gets a [`Progress`] and calls it from time to time; the core itself shows nothing. Parts of a fit get a
//! part of the way ([`Progress::part`]). What is told never changes the model.
//!
//! Works badly as a clock: the shares of the way are what such a fit usually takes, not a promise, and where a fit
//! stops early the rest of its part is skipped in one step.

use std::fmt;

use crate::error::Result;
use crate::stop::Stop;

/// Takes shares of the whole way, 0 to 1. Parts that run on several threads may call out of order.
pub type Report<'a> = &'a (dyn Fn(f64) + Sync);

/// A stretch of the way, and whom to tell.
#[derive(Clone, Copy)]
pub struct Progress<'a> {
    report: Option<Report<'a>>,
    stop: Stop<'a>,
    from: f64,
    to: f64,
}

impl<'a> Progress<'a> {
    /// Nobody is told.
    pub const NONE: Progress<'static> = Progress { report: None, stop: Stop::NEVER, from: 0.0, to: 1.0 };

    /// The whole way.
    #[must_use]
    pub fn new(report: Report<'a>) -> Self {
        Progress { report: Some(report), stop: Stop::NEVER, from: 0.0, to: 1.0 }
    }

    /// The same way, that may be ended before its end.
    #[must_use]
    pub fn until(self, stop: Stop<'a>) -> Self {
        Progress { stop, ..self }
    }

    /// Goes on, or not.
    ///
    /// # Errors
    /// `cancelled` once the work shall end.
    pub fn check(&self) -> Result<()> {
        self.stop.check()
    }

    /// The stretch between two shares of this one.
    #[must_use]
    pub fn part(&self, from: f64, to: f64) -> Self {
        let length = self.to - self.from;
        Progress { from: self.from + from * length, to: self.from + to * length, ..*self }
    }

    /// One stretch per length given, one after the other, filling this one.
    #[must_use]
    pub fn split(&self, lengths: &[f64]) -> Vec<Self> {
        let total: f64 = lengths.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let mut from = 0.0;
        lengths
            .iter()
            .map(|length| {
                let to = from + length / total;
                let part = self.part(from, to);
                from = to;
                part
            })
            .collect()
    }

    /// This share of the stretch is done.
    pub fn at(&self, share: f64) {
        if let Some(report) = self.report {
            report((self.from + share * (self.to - self.from)).clamp(0.0, 1.0));
        }
    }

    /// `done` of `all` steps of the stretch are done.
    pub fn step(&self, done: usize, all: usize) {
        self.at(done as f64 / all.max(1) as f64);
    }
}

impl fmt::Debug for Progress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Progress({} to {}, told: {})", self.from, self.to, self.report.is_some())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::super::checks::Data;
    use super::super::{Ensemble, Predictor, RandomForest, Training, TrainingRows};
    use super::*;
    use crate::time::Timestamp;

    #[test]
    fn parts_fill_the_way() {
        let told = Mutex::new(Vec::new());
        let report = |share: f64| told.lock().unwrap().push(share);
        let whole = Progress::new(&report);
        let parts = whole.part(0.2, 1.0).split(&[1.0, 3.0]);
        parts[0].at(0.0);
        parts[0].at(1.0);
        parts[1].step(1, 2);
        parts[1].at(2.0);
        let told = told.lock().unwrap();
        for (told, expected) in told.iter().zip([0.2, 0.4, 0.7, 1.0]) {
            assert!((told - expected).abs() < 1e-12, "{told} {expected}");
        }
        assert_eq!(told.len(), 4);
        Progress::NONE.at(0.5);
    }

    #[test]
    fn a_fit_ends_soon_after_it_was_told_to() {
        let data = Data::new(3000, 4, 1);
        let times: Vec<Timestamp> = (0..3000).map(|i| Timestamp::from_ms(i * 3_600_000).unwrap()).collect();
        let rows =
            TrainingRows { samples: data.samples(), times: &times, n_fit: 2000, horizon_ms: 86_400_000 };
        for method in [
            Predictor::Ensemble(Ensemble::default()),
            Predictor::RandomForest(RandomForest { trees: 200, ..RandomForest::default() }),
        ] {
            let training = Training { method, ..Training::default() };
            let told = Mutex::new(0.0);
            let report = |share: f64| *told.lock().unwrap() = share;
            let asked = || *told.lock().unwrap() > 0.1;
            let progress = Progress::new(&report).until(Stop::when(&asked));
            let error = training.fit_scored(&rows, 7, progress).unwrap_err();
            assert_eq!(error.code(), "cancelled");
            let share = *told.lock().unwrap();
            assert!((0.1..0.6).contains(&share), "it went on to {share}");
        }
    }

    #[test]
    fn a_fit_tells_how_far_it_is_and_gives_the_same_model() {
        let data = Data::new(3000, 4, 1);
        let times: Vec<Timestamp> = (0..3000).map(|i| Timestamp::from_ms(i * 3_600_000).unwrap()).collect();
        let rows =
            TrainingRows { samples: data.samples(), times: &times, n_fit: 2000, horizon_ms: 86_400_000 };
        for (method, least) in [
            (Predictor::Ensemble(Ensemble::default()), 50),
            (Predictor::RandomForest(RandomForest { trees: 20, ..RandomForest::default() }), 20),
        ] {
            let training = Training { method, ..Training::default() };
            let told = Mutex::new(Vec::new());
            let report = |share: f64| told.lock().unwrap().push(share);
            let (model, _) = training.fit_scored(&rows, 7, Progress::new(&report)).unwrap();
            let mut told = told.into_inner().unwrap();
            assert!(told.len() > least, "{}: told {} times", model.predictor().name(), told.len());
            assert_eq!(*told.last().unwrap(), 1.0);
            if model.predictor().name() == "ensemble" {
                assert!(told.is_sorted(), "{told:?}");
            }
            told.sort_unstable_by(f64::total_cmp);
            // No stretch is passed in silence, but where early stopping skips what was not needed.
            let widest = told.windows(2).map(|pair| pair[1] - pair[0]).fold(told[0], f64::max);
            assert!(widest < 0.4, "silent for {widest} of the way");
            assert_eq!(training.fit(&rows, 7).unwrap(), model);
        }
    }
}
