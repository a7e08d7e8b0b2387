//! The part of a row that reads the service's group.

use super::counts::DecayState;
use super::row::Row;
use super::source::{GroupSource, N_DECAYED, N_SEVERITIES, SHARE_WINDOWS_H, Sources};
use super::totals::{Hints, Totals, W1, W24, W168, hours_since, smoothed, totals, window};
use super::windows::{Moment, N_BOUNDARIES, WINDOW, WINDOWS_H};

/// Place of the errors among what is counted as decayed sums ([`super::registry::DECAYED`]).
const ERRORS: usize = 1;

/// What a sweep carries from one time to the next.
#[derive(Debug, Default)]
pub(super) struct GroupState {
    severities: [Hints; N_SEVERITIES],
    types: Vec<Hints>,
    plain: [Hints; N_DECAYED],
    decayed: [DecayState; N_DECAYED],
    heard: u32,
    critical: [u32; SHARE_WINDOWS_H.len()],
    failing: u32,
}

/// A group at a time: computed once, used for every service of the group.
#[derive(Debug, Default)]
pub(super) struct GroupNow {
    pub(super) heard: u32,
    pub(super) errors_1h: f64,
    /// The group's columns.
    pub(super) values: Vec<f64>,
}

impl GroupNow {
    /// Reads the group at a moment; a group that does not exist gives zeros and missing values.
    pub(super) fn read(
        &mut self,
        sources: &Sources<'_>,
        group: Option<&GroupSource>,
        state: &mut GroupState,
        n_common: usize,
        moment: &Moment,
    ) {
        self.values.clear();
        let empty = GroupSource::default();
        let group = group.unwrap_or(&empty);
        self.heard = group.heard.at(&mut state.heard, moment.at);
        let heard = if self.heard == 0 { f64::NAN } else { f64::from(self.heard) };
        let severity = |i: usize, hints: &mut Hints| totals(group.severities[i].track(), hints, moment);
        for (i, hints) in state.severities.iter_mut().enumerate() {
            let (totals, n) = severity(i, hints);
            self.push_windows(&totals, heard);
            self.values.push(hours_since(group.severities[i].track(), n, moment.at));
        }
        let (critical, _) = severity(0, &mut state.severities[0]);
        state.types.resize(n_common, [0; N_BOUNDARIES]);
        for (i, hints) in state.types.iter_mut().enumerate() {
            let track = group.types.get(i).map(|merged| merged.track()).unwrap_or_default();
            let (totals, n) = totals(track, hints, moment);
            self.push_windows(&totals, heard);
            self.values.push(hours_since(track, n, moment.at));
        }
        let mut errors = [0; N_BOUNDARIES];
        for i in 0..N_DECAYED {
            let track = group.decayed[i].track();
            let (totals, n) = totals(track, &mut state.plain[i], moment);
            if i == ERRORS {
                errors = totals;
            }
            let sums =
                group.checkpoints[i].at(&mut state.decayed[i], track, n, moment.at, &sources.ready.decay);
            self.values.extend(sums.map(|sum| sum / heard));
        }
        self.errors_1h = window(&errors, W1);
        for (steps, hint) in group.critical.iter().zip(&mut state.critical) {
            self.values.push(f64::from(steps.at(hint, moment.at)) / heard);
        }
        self.values.push(f64::from(group.failing.at(&mut state.failing, moment.at)) / heard);
        self.values.push(smoothed(self.errors_1h, window(&errors, W24) / 24.0));
        self.values.push(smoothed(window(&critical, W24), window(&critical, W168) / 7.0));
    }

    fn push_windows(&mut self, totals: &Totals, heard: f64) {
        self.values.extend((0..WINDOWS_H.len()).map(|i| window(totals, WINDOW + i) / heard));
    }

    /// Copies the group's columns into a row.
    pub(super) fn fill(&self, row: &mut Row<'_>) {
        row.extend(&self.values);
    }
}
