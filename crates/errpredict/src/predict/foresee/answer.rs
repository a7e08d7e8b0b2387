//! Answers: the probabilities of every service and of all together, and what stands behind them.

use std::collections::BTreeMap;

use crate::event::Scope;
use crate::features::{FeatureSource, factor_of};
use crate::predict::occurrences::time;
use crate::predict::shares::beta_interval;
use crate::predict::{Basis, ErrorPrediction, Factor, FeaturePart, PastWords, Question, Sample, Target};

use super::hazard::Hazard;
use super::past::{Kind, Past};
use super::record::{Pool, Record, cumulated};
use super::{FittedForesight, FittedKind};

/// Facts told of a probability: two or three, as a person can take in (issue 16).
const MAX_FACTS: usize = 3;
/// Features told of a fact.
const MAX_FEATURES: usize = 3;

impl FittedForesight {
    /// The answers at the time of `past`: of each target all services together first, then service by service. A service of
    /// which nothing was heard yet is answered by what all of them show.
    pub(super) fn answer(&self, past: &Past<'_>, source: &FeatureSource<'_>) -> Vec<ErrorPrediction> {
        let names: Vec<&str> = self.columns.iter().map(|column| source.names()[*column].as_str()).collect();
        let rows = self.rows(past, source);
        let mut told = Vec::new();
        for kind in &past.kinds {
            let fitted = self.kinds.iter().find(|fitted| fitted.target == kind.target);
            let pool = Pool::new(kind.records.iter().flatten(), past.at, false);
            let mut parts: Vec<ErrorPrediction> = Vec::new();
            for (i, ((name, _), record)) in past.services.iter().zip(&kind.records).enumerate() {
                let Some(record) = record else { continue };
                let answer = Answer::new(fitted, &pool, record, past.at, &rows[i]);
                let scope = Scope::Service((*name).to_owned());
                let known = (0..self.horizons.len()).filter(|h| pool.knows(*h));
                parts.extend(known.map(|h| {
                    answer.told(self.question(kind, scope.clone(), Some(i), h, past), h, &names, record)
                }));
            }
            let answer = Answer::new(None, &Pool::default(), &kind.system, past.at, &[]);
            for h in (0..self.horizons.len()).filter(|h| pool.knows(*h)) {
                let question = self.question(kind, Scope::System, None, h, past);
                let mut whole = answer.told(question, h, &names, &kind.system);
                // All together are in trouble wherever one is.
                let horizon = whole.horizon_minutes;
                let of_horizon = || parts.iter().filter(move |part| part.horizon_minutes == horizon);
                let highest = of_horizon().max_by(|a, b| a.probability.total_cmp(&b.probability));
                // A critical event of all together is one of any: no likelier than that of each added up (Boole 1854). A short past of
                // all of them says little, and what stands in for it would say ten times as much. A burst of all of them can come
                // without one of any.
                if highest.is_some() && kind.target == Target::Critical {
                    let added = |of: fn(&ErrorPrediction) -> f64| of_horizon().map(of).sum::<f64>();
                    let at_most = added(|part| part.probability);
                    let usual = added(|part| part.usual.unwrap_or(part.probability));
                    whole.usual = whole.usual.map(|of_all| of_all.min(usual));
                    if at_most < whole.probability {
                        whole.set_probability(at_most, (whole.lower, whole.upper));
                    }
                }
                if let Some(highest) = highest.filter(|highest| highest.probability > whole.probability) {
                    let upper = whole.upper.max(highest.upper);
                    whole.set_probability(highest.probability, (highest.lower, upper));
                    whole.basis = highest.basis;
                }
                told.push(whole);
            }
            told.extend(parts);
        }
        told
    }

    /// The columns that are read of every service, now; empty where no model reads them.
    fn rows(&self, past: &Past<'_>, source: &FeatureSource<'_>) -> Vec<Vec<f64>> {
        let row = |(name, _): &(&str, _)| {
            if self.kinds.is_empty() {
                return Vec::new();
            }
            let full = source.extract(name, time(past.at)).values;
            self.columns.iter().map(|column| full[*column]).collect()
        };
        past.services.iter().map(row).collect()
    }

    fn question(
        &self,
        kind: &Kind,
        scope: Scope,
        service: Option<usize>,
        h: usize,
        past: &Past<'_>,
    ) -> Question {
        let limit = service.and_then(|i| kind.limits[i]).filter(|_| kind.target.is_burst());
        Question {
            scope,
            target: kind.target,
            fingerprint: None,
            burst_threshold: limit.map(|limit| limit.at_least),
            horizon_minutes: self.horizons[h],
            at: time(past.at),
        }
    }
}

/// The hazards of one service and target, now.
struct Answer<'a> {
    fitted: Option<&'a FittedKind>,
    at: u32,
    sample: Sample<'a>,
    probabilities: Vec<f64>,
    hazards: Vec<f64>,
    /// Whether each hazard is a model's.
    modelled: Vec<bool>,
    /// Spans that each hazard of the base rate rests on.
    spans: Vec<f64>,
    usual: Vec<f64>,
}

impl<'a> Answer<'a> {
    fn new(fitted: Option<&'a FittedKind>, pool: &Pool, record: &Record, at: u32, row: &'a [f64]) -> Self {
        let sample = Sample::new(row);
        let state = record.state(at);
        let (mut hazards, mut spans): (Vec<f64>, Vec<f64>) =
            pool.known(record, Some(state), at, false).into_iter().unzip();
        let mut modelled = vec![false; hazards.len()];
        if let Some(fitted) = fitted {
            let models = fitted.hazards.iter().zip(&mut modelled);
            for (hazard, (model, modelled)) in hazards.iter_mut().zip(models) {
                if let Some(model) = model.as_ref().filter(|model| model.answers_in(state)) {
                    (*hazard, *modelled) = (model.probability(&sample), true);
                }
            }
        }
        let at_this_hour = record.at_this_hour(&hazards, at);
        let each = hazards.iter_mut().zip(&mut modelled).zip(&mut spans);
        for (((hazard, modelled), spans), habit) in each.zip(&at_this_hour) {
            if let Some((habit, days)) = habit {
                (*hazard, *modelled, *spans) = (*habit, false, *days);
            }
        }
        let mut probabilities = cumulated(&hazards);
        if let Some(fitted) = fitted {
            let mut least: f64 = 0.0;
            for (probability, worth) in probabilities.iter_mut().zip(&fitted.worth) {
                least = worth.as_ref().map_or(least, |worth| least.max(worth.floor));
                *probability = probability.max(least);
            }
        }
        let mut usual = pool.hazards(record, None, at, false);
        // What comes at this hour of most days is usual at this hour.
        for (usual, habit) in usual.iter_mut().zip(&at_this_hour) {
            *usual = habit.map_or(*usual, |(habit, _)| usual.max(habit));
        }
        let usual = cumulated(&usual);
        Answer { fitted, at, sample, probabilities, hazards, modelled, spans, usual }
    }

    /// The answer for one horizon.
    fn told(&self, question: Question, h: usize, names: &[&str], record: &Record) -> ErrorPrediction {
        let models = self.fitted.map_or(&[][..], |fitted| &fitted.hazards);
        let models = &models[..models.len().min(h + 1)];
        let from_model = self.modelled[..=h].contains(&true);
        let probability = self.probabilities[h];
        let group = self
            .fitted
            .and_then(|fitted| fitted.worth.get(h)?.as_ref()?.nearest(probability))
            .filter(|_| from_model);
        let n_spans = record.n_spans(h, self.at);
        let interval = match group {
            Some(group) => group.interval(probability),
            None => beta_interval(probability, self.spans[h]),
        };
        let basis = if from_model { Basis::Model } else { Basis::BaseRate };
        let mut told = ErrorPrediction::new(question, basis, probability, interval);
        told.usual = Some(self.usual[h]);
        told.n_spans = Some(n_spans);
        told.worth = group.map(|group| PastWords { said: group.said, came: group.came, cases: group.rows });
        if from_model {
            told.factors = self.facts(models, h, names);
        }
        told
    }

    /// What moved the log-odds of the horizon's probability P, the strongest first: a hazard h adds what moves its own
    /// log-odds times h / P, the slope of the one in the other.
    fn facts(&self, models: &[Option<Hazard>], h: usize, names: &[&str]) -> Vec<Factor> {
        let mut contributions = vec![0.0; names.len()];
        for ((model, hazard), modelled) in models.iter().zip(&self.hazards).zip(&self.modelled) {
            if let Some(model) = model.as_ref().filter(|_| *modelled) {
                model.contributions(&self.sample, hazard / self.probabilities[h], &mut contributions);
            }
        }
        let mut facts: BTreeMap<String, Vec<FeaturePart>> = BTreeMap::new();
        for (i, (name, &contribution)) in names.iter().zip(&contributions).enumerate() {
            if contribution == 0.0 {
                continue;
            }
            facts.entry(factor_of(name)).or_default().push(FeaturePart {
                feature: (*name).to_owned(),
                value: Some(self.sample.value(i)).filter(|value| value.is_finite()),
                contribution,
            });
        }
        let larger_first = |a: f64, b: f64| b.abs().total_cmp(&a.abs());
        let mut facts: Vec<Factor> =
            facts.into_iter().map(|(factor, features)| Factor::of(factor, features)).collect();
        // Stable: like parts stay in the order of their names.
        facts.sort_by(|a, b| larger_first(a.contribution, b.contribution));
        facts.truncate(MAX_FACTS);
        facts.iter_mut().for_each(|fact| fact.features.truncate(MAX_FEATURES));
        facts
    }
}
