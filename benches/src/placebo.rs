//! What is claimed of actions that do nothing, and of one that halves what comes after it.

use errpredict::action::{ActionType, Effect, Efficacy, Outcome};
use errpredict::stats::Rng;
use errpredict::time::HOUR_MS;
use errpredict::{EventRef, Rollup, Scope, Severity, Timestamp};

use crate::families::of_hour;
use crate::trials::{at, rollup};

/// Errors an hour of a quiet hour, of the hour that makes somebody act, and of the hours after it where nothing is done.
const QUIET: f64 = 2.0;
const BAD: f64 = 60.0;
const AFTER: f64 = 30.0;
/// Hours that an incident goes on after its first, and that are measured.
const LONG: i64 = 6;
/// Hours between two incidents, and some more by chance.
const APART: i64 = 60;

/// Whether something is done about an incident, by its place.
pub type Acted = fn(usize) -> bool;

/// A story of incidents: what is done in which of them, and what that leaves of the errors after it.
#[derive(Debug, Clone, Copy)]
pub struct Story {
    /// Its name.
    pub name: &'static str,
    /// How many incidents.
    pub incidents: usize,
    /// In which something is done.
    pub acted: Acted,
    /// What is left of the errors after it.
    pub left: f64,
    /// Whether incidents are over by themselves after their first hour.
    pub is_short: bool,
}

/// The stories.
pub const STORIES: [Story; 5] = [
    Story {
        name: "placebo in 8 incidents after 8 left alone",
        incidents: 16,
        acted: |i| i >= 8,
        left: 1.0,
        is_short: false,
    },
    Story {
        name: "placebo in 8 incidents of one hour, over by themselves, after 8 left alone",
        incidents: 16,
        acted: |i| i >= 8,
        left: 1.0,
        is_short: true,
    },
    Story {
        name: "placebo in all of 8 incidents, nothing to compare with",
        incidents: 8,
        acted: |_| true,
        left: 1.0,
        is_short: false,
    },
    Story {
        name: "halves 8 incidents after 8 left alone",
        incidents: 16,
        acted: |i| i >= 8,
        left: 0.5,
        is_short: false,
    },
    Story {
        name: "halves every other one of 16 incidents after 5 left alone",
        incidents: 21,
        acted: |i| i >= 5 && i % 2 == 1,
        left: 0.5,
        is_short: false,
    },
];

/// The effect that is told after the whole story, if one is, and how many outcomes were measured.
///
/// # Panics
/// Never: counts are finite.
#[must_use]
#[allow(clippy::expect_used, reason = "counts are finite")]
pub fn told(story: Story, seed: u64, log: u64) -> (Option<Effect>, usize) {
    let mut rng = Rng::for_item(seed, log);
    let (mut errors, mut acted, mut hour) = (Vec::new(), Vec::new(), 0);
    let quiet = |errors: &mut Vec<_>, rng: &mut Rng, hour: &mut i64, n: i64| {
        (0..n).for_each(|_| {
            of_hour(errors, rng, *hour, QUIET);
            *hour += 1;
        });
    };
    quiet(&mut errors, &mut rng, &mut hour, 24 * 7);
    for incident in 0..story.incidents {
        of_hour(&mut errors, &mut rng, hour, BAD);
        hour += 1;
        let is_acted = (story.acted)(incident);
        if is_acted {
            acted.push(at(hour * HOUR_MS));
        }
        for _ in 0..LONG {
            let rate = match (story.is_short, is_acted) {
                (true, _) => QUIET,
                (false, true) => AFTER * story.left,
                (false, false) => AFTER,
            };
            of_hour(&mut errors, &mut rng, hour, rate);
            hour += 1;
        }
        let apart = APART + rng.below(24) as i64;
        quiet(&mut errors, &mut rng, &mut hour, apart);
    }
    let mut log: Rollup = rollup();
    for (ms, kind) in &errors {
        log.observe(EventRef::new(at(*ms), "a", Severity::High, kind));
    }
    log.settle();
    measured(&log, &acted)
}

/// As `feedback outcome` learns: each outcome knows the actions recorded before it.
#[allow(clippy::expect_used, reason = "counts are finite")]
fn measured(log: &Rollup, acted: &[Timestamp]) -> (Option<Effect>, usize) {
    let scope = Scope::Service("a".to_owned());
    let (mut efficacy, mut over, mut outcomes) = (Efficacy::default(), Vec::new(), 0);
    for when in acted {
        let outcome = Outcome::measure(log, &scope, ActionType::CacheClear, (*when, LONG as u32), &over);
        if let Ok(outcome) = outcome {
            efficacy.learn(&outcome).expect("a finite count");
            outcomes += 1;
        }
        // Recorded whether or not anything can be claimed of it.
        over.push(when.plus_ms(LONG * HOUR_MS));
    }
    let claimed = efficacy.of(ActionType::CacheClear).filter(|effect| effect.low > 0.0 || effect.high < 0.0);
    (claimed, outcomes)
}
