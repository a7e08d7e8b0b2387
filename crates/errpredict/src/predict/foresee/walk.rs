//! Whether a model is used: walked forward over the past, it must beat the base rate.
//!
//! The rows are cut in time; each later part is answered by a model fitted on what was known before it. A hazard's
//! model is used where the probability of its horizon then has less log loss than with the base rate in its place and
//! is right on average; else the base rate is given, and named so.

use ndarray::ArrayView2;

use crate::error::Result;
use crate::predict::lbfgs::minimise;
use crate::predict::logistic::Design;
use crate::predict::{Calibration, Fitted, FittedGradientBoosting, FittedLogistic, Sample, sigmoid};

use super::grid::Moment;
use super::hazard::{Hazard, OF_TREES, Rows, Start, fit_linear, fit_trees};
use super::past::{Kind, Past};
use super::record::{KEEPS_COMING, Pool, cumulated};
use super::worth::Worth;

/// Shares of the rows, oldest first, at which the past is cut: what lies before is learnt from, what follows judged.
/// By judgement: half to learn from, and two parts that are judged, the later one by a model that knows the earlier.
const CUTS: [f64; 2] = [0.5, 0.75];
/// Past spans with trouble below which there is nothing to learn: the base rate is given (`engineering.md`).
pub(super) const MIN_SPANS: f64 = 30.0;
/// A model must save this share of the base rate's log loss, or the simpler answer stays. By judgement: less, and
/// chance picks a model; more, and one that helps a little every day is left out.
const MARGIN: f64 = 0.002;
/// What was said over what came, at most and at least, for a model to count as calibrated. By judgement: what says
/// three where two come misleads, however well it ranks; tighter, and the rows' own chance refuses it.
const BIAS: f64 = 1.5;
/// A map must save this share of the log loss on later rows. By judgement: the same as of `Calibration::choose`.
const MAP_MARGIN: f64 = 0.001;
/// Times at which the shares of all services are counted again.
const POOLS: usize = 16;

/// What is the same for all kinds of trouble.
pub(super) struct Grid<'a> {
    pub(super) moments: &'a [Moment],
    pub(super) rows: ArrayView2<'a, f64>,
    pub(super) names: &'a [String],
    pub(super) design: &'a Design,
    pub(super) horizons: &'a [u32],
    pub(super) seed: u64,
}

/// What one kind of trouble taught: a model for each hazard that is used, and what each horizon was worth.
pub(super) struct Taught {
    pub(super) hazards: Vec<Option<Hazard>>,
    pub(super) worth: Vec<Option<Worth>>,
}

/// Answers of one way to foresee a hazard on the judged rows, as log-odds.
struct Candidate {
    trees: bool,
    calibration: Calibration,
    log_odds: Vec<f64>,
}

impl Grid<'_> {
    /// The rows of a hazard whose outcome is known at `until`: no trouble ahead within the shorter horizon.
    fn rows_of(&self, kind: &Kind, horizon: usize, until: u32) -> Rows {
        let mut rows = Rows::default();
        for (place, moment) in self.moments.iter().enumerate() {
            if moment.minute + self.horizons[horizon] > until {
                continue;
            }
            let Some(record) = &kind.records[moment.service] else { continue };
            let shorter = horizon.checked_sub(1).map(|h| &record.ahead[h]);
            if shorter.is_none_or(|shorter| !shorter.contains(moment.minute)) {
                rows.places.push(place);
                rows.labels.push(record.ahead[horizon].contains(moment.minute));
                rows.weights.push(moment.weight);
            }
        }
        rows
    }

    fn sample(&self, place: usize) -> Sample<'_> {
        Sample::new(self.rows.row(place).to_slice().unwrap_or_default())
    }

    pub(super) fn teach(&self, past: &Past<'_>, kind: &Kind) -> Result<Taught> {
        let cut = |share: f64| {
            let place = (self.moments.len() as f64 * share) as usize;
            self.moments.get(place).map_or(past.at, |moment| moment.minute)
        };
        let cuts = CUTS.map(cut);
        let judged: Vec<usize> = (0..self.moments.len())
            .filter(|place| {
                let moment = self.moments[*place];
                moment.minute > cuts[0] && kind.records[moment.service].is_some()
            })
            .collect();
        let base = self.base(past, kind, &judged, cuts[0]);
        let n_horizons = self.horizons.len();
        let mut taught = Taught { hazards: Vec::new(), worth: Vec::new() };
        // Hazards of the judged rows as they are answered.
        let mut chosen: Vec<Vec<f64>> = vec![Vec::new(); judged.len()];
        for horizon in 0..n_horizons {
            let spans: f64 = kind
                .records
                .iter()
                .flatten()
                .map(|record| record.ahead[horizon].length() as f64 / f64::from(self.horizons[horizon]))
                .sum();
            let rows = self.rows_of(kind, horizon, past.at);
            let mut start: Start = None;
            let with_trees = kind.target == crate::predict::Target::Critical && horizon + 1 == n_horizons;
            let candidates = if spans >= MIN_SPANS && rows.can_teach() {
                self.candidates(horizon, &rows, &judged, &cuts, with_trees, &mut start)?
            } else {
                Vec::new()
            };
            let keeps_coming = |place: &usize| {
                let moment = self.moments[*place];
                let record = kind.records[moment.service].as_ref();
                record.is_some_and(|record| record.state(moment.minute) == KEEPS_COMING)
            };
            let in_trains: Vec<bool> = judged.iter().map(keeps_coming).collect();
            let best = self.best(kind, horizon, past.at, &judged, &chosen, &base, &candidates);
            let hazard = match best {
                None => None,
                Some(best) => {
                    let linear = fit_linear(self.design, &rows, &mut start, self.names.len());
                    let trees = match best.trees {
                        true => Some(fit_trees(self.rows, self.names, &rows, self.seed)?),
                        false => None,
                    };
                    let knows_trains = self.knows_trains(
                        kind,
                        horizon,
                        past.at,
                        &judged,
                        &in_trains,
                        (&chosen, &base),
                        best,
                    );
                    Some(Hazard { linear, trees, calibration: best.calibration.clone(), knows_trains })
                }
            };
            for (i, chosen) in chosen.iter_mut().enumerate() {
                let answers = hazard.as_ref().is_some_and(|hazard| hazard.knows_trains || !in_trains[i]);
                let of_model = best.filter(|_| answers);
                let of_model = of_model.map(|best| best.calibration.probability(best.log_odds[i]));
                chosen.push(of_model.unwrap_or(base[i][horizon]));
            }
            taught.worth.push(self.worth(kind, horizon, past.at, &judged, &chosen));
            taught.hazards.push(hazard);
        }
        Ok(taught)
    }

    /// The base rate's hazards at the judged rows, from what was known then.
    fn base(&self, past: &Past<'_>, kind: &Kind, judged: &[usize], from: u32) -> Vec<Vec<f64>> {
        let step = ((past.at - from) / POOLS as u32).max(1);
        let pools: Vec<Pool> = (0..=POOLS as u32)
            .map(|i| Pool::new(kind.records.iter().flatten(), from + i * step, true))
            .collect();
        let hazards = |place: &usize| {
            let moment = self.moments[*place];
            let pool = &pools[(((moment.minute - from) / step) as usize).min(POOLS)];
            kind.records[moment.service].as_ref().map_or(Vec::new(), |record| {
                pool.hazards(record, Some(record.state(moment.minute)), moment.minute, true)
            })
        };
        judged.iter().map(hazards).collect()
    }

    fn candidates(
        &self,
        horizon: usize,
        rows: &Rows,
        judged: &[usize],
        cuts: &[u32],
        with_trees: bool,
        start: &mut Start,
    ) -> Result<Vec<Candidate>> {
        let mut linear_odds = Vec::with_capacity(judged.len());
        let mut tree_odds = Vec::with_capacity(judged.len());
        for (i, &cut) in cuts.iter().enumerate() {
            let until = cuts.get(i + 1).copied().unwrap_or(u32::MAX);
            let known =
                rows.retain(|place| self.moments[place].minute.saturating_add(self.horizons[horizon]) <= cut);
            if !known.can_teach() {
                return Ok(Vec::new());
            }
            let linear: FittedLogistic = fit_linear(self.design, &known, start, self.names.len());
            let trees: Option<FittedGradientBoosting> = match with_trees {
                true => Some(fit_trees(self.rows, self.names, &known, self.seed)?),
                false => None,
            };
            for &place in judged {
                let minute = self.moments[place].minute;
                if minute > cut && minute <= until {
                    let sample = self.sample(place);
                    let of_linear = linear.log_odds(&sample);
                    linear_odds.push(of_linear);
                    if let Some(trees) = &trees {
                        tree_odds.push((1.0 - OF_TREES) * of_linear + OF_TREES * trees.log_odds(&sample));
                    }
                }
            }
        }
        let mut candidates = Vec::new();
        for (trees, log_odds) in [(false, linear_odds), (true, tree_odds)] {
            if log_odds.len() == judged.len() {
                let calibration = self.calibration(horizon, rows, judged, cuts, &log_odds);
                candidates.push(Candidate { trees, calibration, log_odds });
            }
        }
        Ok(candidates)
    }

    /// The map of a hazard's log-odds: none unless one fitted on the first judged part does better on the later ones.
    fn calibration(
        &self,
        horizon: usize,
        rows: &Rows,
        judged: &[usize],
        cuts: &[u32],
        log_odds: &[f64],
    ) -> Calibration {
        let of_place: std::collections::BTreeMap<usize, usize> =
            rows.places.iter().enumerate().map(|(i, place)| (*place, i)).collect();
        let (mut early, mut late) = (Vec::new(), Vec::new());
        for (&place, &odds) in judged.iter().zip(log_odds) {
            let Some(&i) = of_place.get(&place) else { continue };
            let row = (odds, rows.labels[i], rows.weights[i]);
            let known = self.moments[place].minute.saturating_add(self.horizons[horizon]);
            if known <= cuts[1] {
                early.push(row)
            } else if self.moments[place].minute > cuts[1] {
                late.push(row)
            }
        }
        let Some(map) = platt(&early) else { return Calibration::None };
        let loss = |map: &Calibration| -> f64 {
            late.iter().map(|(odds, label, weight)| weight * log_loss(map.probability(*odds), *label)).sum()
        };
        if loss(&map) > (1.0 - MAP_MARGIN) * loss(&Calibration::None) {
            return Calibration::None;
        }
        early.extend(late.iter().copied());
        platt(&early).unwrap_or(Calibration::None)
    }

    /// The candidate with the least log loss of the horizon's probability, if it beats the base rate.
    #[expect(clippy::too_many_arguments, reason = "one step of the walk, read once")]
    fn best<'c>(
        &self,
        kind: &Kind,
        horizon: usize,
        at: u32,
        judged: &[usize],
        chosen: &[Vec<f64>],
        base: &[Vec<f64>],
        candidates: &'c [Candidate],
    ) -> Option<&'c Candidate> {
        let score = |hazard: &dyn Fn(usize) -> f64| {
            let (mut loss, mut said, mut came) = (0.0, 0.0, 0.0);
            for (i, &place) in judged.iter().enumerate() {
                let Some((label, weight)) = self.outcome(kind, horizon, at, place) else { continue };
                let none: f64 = chosen[i].iter().map(|hazard| 1.0 - hazard).product();
                let p = 1.0 - none * (1.0 - hazard(i));
                loss += weight * log_loss(p, label);
                said += weight * p;
                came += if label { weight } else { 0.0 };
            }
            (loss, said, came)
        };
        let (of_base, ..) = score(&|i| base[i][horizon]);
        let mut best = (None, (1.0 - MARGIN) * of_base);
        for candidate in candidates {
            let (loss, said, came) = score(&|i| candidate.calibration.probability(candidate.log_odds[i]));
            if loss < best.1 && said <= BIAS * came && came <= BIAS * said {
                best = (Some(candidate), loss);
            }
        }
        best.0
    }

    /// Whether a candidate beats the base rate of a hazard while trouble keeps coming, on moments enough to tell.
    #[expect(clippy::too_many_arguments, reason = "one step of the walk, read once")]
    fn knows_trains(
        &self,
        kind: &Kind,
        horizon: usize,
        at: u32,
        judged: &[usize],
        in_trains: &[bool],
        (chosen, base): (&[Vec<f64>], &[Vec<f64>]),
        candidate: &Candidate,
    ) -> bool {
        let (mut of_base, mut of_model, mut n) = (0.0, 0.0, 0.0);
        for (i, &place) in judged.iter().enumerate().filter(|(i, _)| in_trains[*i]) {
            let Some((label, weight)) = self.outcome(kind, horizon, at, place) else { continue };
            let none: f64 = chosen[i].iter().map(|hazard| 1.0 - hazard).product();
            let loss = |hazard: f64| weight * log_loss(1.0 - none * (1.0 - hazard), label);
            of_base += loss(base[i][horizon]);
            of_model += loss(candidate.calibration.probability(candidate.log_odds[i]));
            n += 1.0;
        }
        n >= MIN_SPANS && of_model < of_base
    }

    /// Whether trouble came within the horizon of a row, and the row's weight; nothing where it is not known yet.
    fn outcome(&self, kind: &Kind, horizon: usize, at: u32, place: usize) -> Option<(bool, f64)> {
        let moment = self.moments[place];
        let record = kind.records[moment.service].as_ref()?;
        let known = moment.minute + self.horizons[horizon] <= at;
        known.then(|| (record.ahead[horizon].contains(moment.minute), moment.weight))
    }

    fn worth(
        &self,
        kind: &Kind,
        horizon: usize,
        at: u32,
        judged: &[usize],
        chosen: &[Vec<f64>],
    ) -> Option<Worth> {
        let rows = judged.iter().zip(chosen).filter_map(|(&place, hazards)| {
            let (label, weight) = self.outcome(kind, horizon, at, place)?;
            let moment = self.moments[place];
            Some(super::worth::Judged {
                said: cumulated(&hazards[..=horizon]).last().copied()?,
                came: label,
                weight,
                service: moment.service,
                minute: moment.minute,
            })
        });
        let from = judged.first().map_or(at, |place| self.moments[*place].minute);
        let minutes = |record: &super::record::Record| at.saturating_sub(record.begin.max(from));
        let spans = kind.records.iter().flatten().map(|record| f64::from(minutes(record))).sum::<f64>();
        Worth::new(rows.collect(), spans / f64::from(self.horizons[horizon]))
    }
}

/// Platt's map of weighted rows; none where a class is rare.
fn platt(rows: &[(f64, bool, f64)]) -> Option<Calibration> {
    /// As in [`Calibration::fit`].
    const MIN_CLASS: usize = 10;
    let n_came = rows.iter().filter(|(_, label, _)| *label).count();
    if n_came.min(rows.len() - n_came) < MIN_CLASS {
        return None;
    }
    let total: f64 = rows.iter().map(|(.., weight)| weight).sum();
    let mut x = [1.0, 0.0];
    minimise(&mut x, 100, 1e-8, |x, gradient| {
        gradient.fill(0.0);
        let mut value = 0.0;
        for (odds, label, weight) in rows {
            let p = sigmoid(x[0] * odds + x[1]);
            value += weight / total * log_loss(p, *label);
            let residual = weight / total * (p - f64::from(u8::from(*label)));
            gradient[0] += residual * odds;
            gradient[1] += residual;
        }
        value
    });
    (x[0] > 0.0).then_some(Calibration::Platt { slope: x[0], intercept: x[1] })
}

fn log_loss(p: f64, label: bool) -> f64 {
    -libm::log(if label { p } else { 1.0 - p }.max(crate::predict::MIN_PROBABILITY))
}
