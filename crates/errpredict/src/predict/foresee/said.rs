//! What people said of what was foreseen, in the past that is learnt from: whether trouble came, and how much such moments count.
//!
//! Of a prediction the moments within a quarter of a horizon around it are spoken of, of trouble that was missed those in the horizon
//! before it. What did not come within a horizon did not come within a shorter one, and what came within one came within the longer
//! ones, so that each stays inside of the next. Weights count for moments within a quarter of the middle horizon: rows are shared by
//! all horizons.
//!
//! Both the fit and the calibration read what is changed here; how often trouble came (the base rate's states) is what was counted, and
//! stays.

use crate::predict::Target;
use crate::predict::occurrences::minute;
use crate::predict::spans::Spans;
use crate::time::Timestamp;

use super::grid::Moment;
use super::past::Past;

/// A prediction is spoken of within so many parts of its horizon to either side: a step of the grid on which a log labels itself.
const PART: u32 = 4;
/// Kinds of trouble that are errors: where nobody says which kind is meant, it is these.
const ERRORS: [Target; 2] = [Target::Critical, Target::Burst];

/// What a person said of what was foreseen of a service, or was not.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The service.
    pub service: String,
    /// When it was foreseen; of what was missed when it came.
    pub about: Timestamp,
    /// Of this kind of trouble; of errors where absent.
    pub target: Option<Target>,
    /// Whether it came; as the log says where absent.
    pub came: Option<bool>,
    /// Whether it was missed.
    pub missed: bool,
    /// How much such moments count, 1 as any other.
    pub weight: f64,
}

impl Said {
    fn is_of(&self, target: Target) -> bool {
        self.target.map_or(ERRORS.contains(&target), |of| of == target)
    }

    /// The minutes that it speaks of, for a horizon.
    fn spans(&self, horizon: u32) -> Spans {
        let about = minute(self.about);
        let (before, after) = if self.missed { (horizon, 0) } else { (horizon / PART, horizon / PART + 1) };
        Spans::union([(about.saturating_sub(before), about.saturating_add(after))])
    }
}

/// Changes what the past says by what people said of it.
pub(super) fn teach(past: &mut Past<'_>, horizons: &[u32], said: &[Said]) {
    for one in said {
        let (Some(came), Some(place)) =
            (one.came, past.services.iter().position(|(name, _)| *name == one.service))
        else {
            continue;
        };
        let spans: Vec<Spans> = horizons.iter().map(|horizon| one.spans(*horizon)).collect();
        for kind in past.kinds.iter_mut().filter(|kind| one.is_of(kind.target)) {
            if let Some(record) = &mut kind.records[place] {
                record.told(&spans, came);
            }
        }
    }
}

/// How much moments count.
pub(super) fn weigh(past: &Past<'_>, moments: &mut [Moment], horizons: &[u32], said: &[Said]) {
    let Some(middle) = horizons.get(horizons.len() / 2) else { return };
    for one in said.iter().filter(|one| one.weight.is_finite() && one.weight > 0.0) {
        let spans = one.spans(*middle);
        let is_it = |moment: &&mut Moment| {
            past.services[moment.service].0 == one.service && spans.contains(moment.minute)
        };
        moments.iter_mut().filter(is_it).for_each(|moment| moment.weight *= one.weight);
    }
}
