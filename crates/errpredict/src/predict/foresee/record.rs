//! How often trouble came before, by how long ago it last came: the base rate, as hazards.
//!
//! Minutes of the past are in one of four states: trouble keeps coming (three minutes of the last half hour), came within the
//! last two hours, within the last day, or longer ago. In each, the hazard of a horizon is the share of the minutes with trouble ahead within it among those
//! without trouble ahead within the next shorter one; the probability of a horizon is 1 − Π(1 − hazard) over it and
//! the shorter ones, so that it never falls when the horizon grows.
//!
//! A hazard is shrunk to that of all services in the same state, and that to what is usual of logs ([`usual_of_logs`]):
//! the posterior mean of a beta-binomial model (Gelman et al., *Bayesian Data Analysis*, 2013, 2.4). A first event ever
//! is therefore followed by the probability that such events were followed by more.
//!
//! Where trouble came on most earlier days within the horizon after this minute of the day, and the state alone would bring that
//! once in a thousand times, those days are the trials ([`Record::daily`]): a job of every night is known after three.
//!
//! # Works badly when
//! The service has changed since, or trouble comes in waves longer than a day.

use crate::predict::occurrences::{AGAIN_WITHIN, Occurrences};
use crate::predict::shares::MIN_SPANS;
use crate::predict::spans::Spans;
use crate::stats::special::beta_lower;

/// States last so many minutes after trouble came, the first no longer than trouble keeps coming; the last has no end.
const STATE_MINUTES: [u32; 3] = [AGAIN_WITHIN, 120, 1440];
const N_STATES: usize = STATE_MINUTES.len() + 1;
/// The state in which trouble keeps coming.
pub(super) const KEEPS_COMING: usize = 0;
const DAY_MINUTES: u32 = 1440;
/// Earlier days looked at: four weeks.
const DAYS: u32 = 28;
/// Longest horizon of which the minute of the day says anything: half a day, by definition.
const DAILY_HORIZON: u32 = DAY_MINUTES / 2;
/// What came on fewer days, or on fewer than half of them, is no habit; by the specification what
/// comes every night is known after three to five.
const LEAST_DAYS: f64 = 3.0;
/// How rarely chance may bring so many days. By judgement: there are 48 half hours in a day, so that one in twenty of them
/// would be told of a service without any habit, and then of odds a few times what they are.
const DAILY_P: f64 = 0.001;
/// Weight of the hazard of all services, in spans. By judgement: the same as in
/// [`base_rate`](crate::predict::base_rate).
const POOL_SPANS: f64 = 2.0;
/// Weight of what is usual of logs, in spans: least of all, it speaks until anything else does. By judgement: one span
/// is the least that can be said to have been seen.
const LOGS_SPANS: f64 = 1.0;

/// How often it came: spans with trouble ahead, of spans at risk.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Trials {
    pub(super) came: f64,
    pub(super) of: f64,
}

impl Trials {
    fn add(&mut self, other: Trials) {
        self.came += other.came;
        self.of += other.of;
    }
}

/// The trials of every horizon's hazard in one state.
pub(super) type Hazards = Vec<Trials>;

/// The past of one kind of trouble at one service.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) begin: u32,
    horizons: Vec<u32>,
    /// Minutes with trouble ahead, per horizon: each within the next.
    pub(super) ahead: Vec<Spans>,
    /// Minutes with trouble behind, per state but the last: each within the next.
    behind: Vec<Spans>,
    /// `ahead` within `behind`: per state, per horizon.
    both: Vec<Vec<Spans>>,
}

impl Record {
    pub(super) fn new(occurrences: &Occurrences, begin: u32, horizons: &[u32]) -> Self {
        let ahead: Vec<Spans> = horizons.iter().map(|horizon| occurrences.ahead(*horizon)).collect();
        let since = STATE_MINUTES[KEEPS_COMING + 1..].iter().map(|minutes| occurrences.since(*minutes));
        let behind: Vec<Spans> = std::iter::once(occurrences.again()).chain(since).collect();
        let both =
            behind.iter().map(|behind| ahead.iter().map(|ahead| ahead.and(behind)).collect()).collect();
        Record { begin, horizons: horizons.to_vec(), ahead, behind, both }
    }

    /// Somebody says of those minutes, per horizon, whether trouble came within it.
    pub(super) fn told(&mut self, spans: &[Spans], came: bool) {
        let n = self.ahead.len();
        for h in 0..n {
            let Some(of) = spans.get(h) else { break };
            self.ahead[h] = match came {
                true => joined(&self.ahead[h], of),
                false => self.ahead[h].without(of),
            };
        }
        // Each stays within the next.
        for h in 1..n {
            match came {
                true => self.ahead[h] = joined(&self.ahead[h], &self.ahead[h - 1]),
                false => self.ahead[n - 1 - h] = self.ahead[n - 1 - h].and(&self.ahead[n - h]),
            }
        }
        let both = |behind: &Spans| self.ahead.iter().map(|ahead| ahead.and(behind)).collect();
        self.both = self.behind.iter().map(both).collect();
    }

    /// Spans of a horizon's length up to `at`.
    pub(super) fn n_spans(&self, horizon: usize, at: u32) -> f64 {
        f64::from(at.saturating_sub(self.begin)) / f64::from(self.horizons[horizon])
    }

    /// The state at a minute.
    pub(super) fn state(&self, minute: u32) -> usize {
        self.behind.iter().position(|behind| behind.contains(minute)).unwrap_or(STATE_MINUTES.len())
    }

    /// The trials of each hazard at this minute of the earlier days, as far as their outcome is known at `at`; none for long
    /// horizons.
    fn daily(&self, at: u32) -> Hazards {
        let mut trials = vec![Trials::default(); self.horizons.len()];
        for day in 1..=DAYS {
            let Some(minute) = at.checked_sub(day * DAY_MINUTES).filter(|minute| *minute >= self.begin)
            else {
                break;
            };
            for (trials, (horizon, ahead)) in trials.iter_mut().zip(self.horizons.iter().zip(&self.ahead)) {
                if *horizon > DAILY_HORIZON {
                    break;
                }
                let came = ahead.contains(minute);
                trials.of += 1.0;
                trials.came += f64::from(u8::from(came));
                if came {
                    // It is no longer at risk of coming later.
                    break;
                }
            }
        }
        trials
    }

    /// The hazards, each with the spans it rests on, where this minute of the day says more than `hazards` do; nothing where it
    /// does not.
    pub(super) fn at_this_hour(&self, hazards: &[f64], at: u32) -> Vec<Option<(f64, f64)>> {
        let hazard = |(trials, hazard): (Trials, &f64)| {
            // That many of so many days, or more: the upper tail of the binomial distribution.
            let by_chance = || beta_lower(trials.came, trials.of - trials.came + 1.0, *hazard, 1.0 - hazard);
            let is_habit = trials.came >= LEAST_DAYS.max(0.5 * trials.of) && by_chance() < DAILY_P;
            let spans = trials.of + POOL_SPANS;
            is_habit.then(|| ((trials.came + POOL_SPANS * hazard) / spans, spans))
        };
        self.daily(at).into_iter().zip(hazards).map(hazard).collect()
    }

    /// Minutes with trouble within the horizon ahead, of the minutes in `state` from the beginning to `until`; all of
    /// them where the state is none.
    fn minutes(&self, state: Option<usize>, horizon: Option<usize>, until: u32) -> u64 {
        let all = |state: usize| match (state < self.behind.len(), horizon) {
            (true, Some(h)) => self.both[state][h].between(self.begin, until),
            (true, None) => self.behind[state].between(self.begin, until),
            (false, Some(h)) => self.ahead[h].between(self.begin, until),
            (false, None) => u64::from(until.saturating_sub(self.begin)),
        };
        match state {
            None => all(self.behind.len()),
            Some(0) => all(0),
            // States lie within each other.
            Some(state) => all(state).saturating_sub(all(state - 1)),
        }
    }

    /// The trials of each hazard up to `at`. With `whole` only minutes count of which all that comes within the
    /// horizon is known by then (a time of the past must not know what came later); else all minutes do, and those
    /// after which nothing came yet count as such.
    pub(super) fn trials(&self, state: Option<usize>, at: u32, whole: bool) -> Hazards {
        let mut shorter = 0;
        let each = self.horizons.iter().enumerate().map(|(h, &horizon)| {
            let until = if whole { at.saturating_sub(horizon) } else { at }.max(self.begin);
            let inside = h.checked_sub(1).map_or(0, |h| self.minutes(state, Some(h), until));
            let came = self.minutes(state, Some(h), until).saturating_sub(inside);
            let of = self.minutes(state, None, until).saturating_sub(inside);
            // Minutes of one span say the same; a state that lasts for less than a span is one, too.
            let span = match state.and_then(|state| STATE_MINUTES.get(state)) {
                Some(lasts) => (horizon - shorter).min(*lasts),
                None => horizon - shorter,
            };
            shorter = horizon;
            Trials { came: came as f64 / f64::from(span), of: of as f64 / f64::from(span) }
        });
        each.collect()
    }
}

/// What all services together show, per state, and in all states.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Pool {
    states: Vec<Hazards>,
    all: Hazards,
    /// Spans of each horizon's length, with trouble or without.
    spans: Vec<f64>,
}

impl Pool {
    pub(super) fn new<'a>(records: impl Iterator<Item = &'a Record>, at: u32, whole: bool) -> Self {
        let mut pool = Pool::default();
        for record in records.filter(|record| record.begin < at) {
            pool.states.resize(N_STATES, Hazards::new());
            for state in 0..N_STATES {
                sum(&mut pool.states[state], &record.trials(Some(state), at, whole));
            }
            sum(&mut pool.all, &record.trials(None, at, whole));
            pool.spans.resize(record.horizons.len(), 0.0);
            pool.spans.iter_mut().enumerate().for_each(|(h, spans)| *spans += record.n_spans(h, at));
        }
        pool
    }

    /// Whether there are spans enough to say anything of a horizon: those with trouble count as well, however few are left
    /// without any.
    pub(super) fn knows(&self, horizon: usize) -> bool {
        self.spans.get(horizon).is_some_and(|spans| *spans >= MIN_SPANS)
    }

    /// The hazards of every horizon for a service with that record, in a state; in all states where it is none.
    pub(super) fn hazards(&self, record: &Record, state: Option<usize>, at: u32, whole: bool) -> Vec<f64> {
        self.known(record, state, at, whole).into_iter().map(|(hazard, _)| hazard).collect()
    }

    /// The same, each beside the spans it rests on.
    pub(super) fn known(
        &self,
        record: &Record,
        state: Option<usize>,
        at: u32,
        whole: bool,
    ) -> Vec<(f64, f64)> {
        let none = Hazards::new();
        let pool = match state {
            Some(state) => self.states.get(state).unwrap_or(&none),
            None => &self.all,
        };
        let mut shorter = 0;
        let own = record.trials(state, at, whole);
        let each = own.iter().zip(&record.horizons).enumerate().map(|(h, (own, &horizon))| {
            let usual = state.and_then(|state| usual_of_logs(state, shorter, horizon));
            let (logs, weight) = match usual {
                Some(usual) => (usual, LOGS_SPANS),
                // Jeffreys' half span on either side: never seen is not impossible.
                None => (0.5, 1.0),
            };
            shorter = horizon;
            let pooled = pool.get(h).copied().unwrap_or_default();
            let of_all = (pooled.came + weight * logs) / (pooled.of + weight);
            // Of a service that was hardly heard of yet only all of them tell; half a span of its own would be one in six.
            let weight = if usual.is_none() { weight * own.of.min(1.0) } else { weight };
            let spans = own.of + POOL_SPANS + weight;
            ((own.came + POOL_SPANS * of_all + weight * logs) / spans, spans)
        });
        each.collect()
    }
}

fn sum(into: &mut Hazards, other: &[Trials]) {
    into.resize(other.len(), Trials::default());
    into.iter_mut().zip(other).for_each(|(into, other)| into.add(*other));
}

/// 1 − Π(1 − hazard) of the hazards up to each.
pub(super) fn cumulated(hazards: &[f64]) -> Vec<f64> {
    let mut none = 1.0;
    hazards
        .iter()
        .map(|hazard| {
            none *= 1.0 - hazard;
            1.0 - none
        })
        .collect()
}

/// The hazard of (`shorter`, `horizon`] minutes after trouble that keeps coming, or came within the last two hours or the last
/// day, in logs of other systems; nothing for trouble longer ago, which is as rare as the log itself says.
fn usual_of_logs(state: usize, shorter: u32, horizon: u32) -> Option<f64> {
    let &(scale, shape) = WEIBULL.get(state)?;
    let survives = |minutes: u32| libm::exp(-libm::pow(f64::from(minutes) / scale, shape));
    Some(1.0 - survives(horizon) / survives(shorter))
}

/// Scale in minutes and shape of how critical events follow critical events, per state: Weibull distributions through
/// the shares within 30 minutes and a day: 57.2 and 76.4 %, 5.6 and 43.7 %, and 1.1 and 34.9 %, the means over the sets of
/// the prediction kit in which there were such minutes, spans `train` and `val` (`docs/evaluation/foresee.md`).
const WEIBULL: [(f64, f64); N_STATES - 1] = [(99.8, 0.137), (3663.0, 0.593), (3544.2, 0.939)];

/// What either holds.
fn joined(one: &Spans, other: &Spans) -> Spans {
    let mut all: Vec<(u32, u32)> = one.iter().chain(other.iter()).collect();
    all.sort_unstable();
    Spans::union(all)
}
