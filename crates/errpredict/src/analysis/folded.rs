//! What is the same of many services, told once: a fault that meets sixty machines is one thing to read, not sixty.

use std::collections::{BTreeMap, BTreeSet};

use crate::action::{PreventiveAction, Priority};
use crate::event::Scope;
use crate::numbers::{count, plural};
use crate::pattern::states::{GroupState, State};
use crate::time::Timestamp;

use super::result::Analysis;

/// Services from which on the same change is said beside a calm first sentence. By judgement: two may share a fault by chance.
const SHARED_BY: usize = 3;

/// Something to do, and for whom else it is the same.
#[derive(Debug, Clone)]
pub struct ToDo<'a> {
    /// The action, of the service in most trouble.
    pub action: &'a PreventiveAction,
    /// The others, by trouble.
    pub also: Vec<&'a Scope>,
}

impl ToDo<'_> {
    /// What to do, in the words of all it is for.
    #[must_use]
    pub fn title(&self) -> String {
        if self.also.is_empty() { self.action.title.clone() } else { without_name(self.action) }
    }

    /// For whom: `R12-M1`, `R12-M1 and 58 more services`.
    #[must_use]
    pub fn whom(&self, printed: &str) -> String {
        and_more(printed, self.also.len())
    }
}

/// A change of an error group, and where else it is the same.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// The change where most events came.
    pub state: &'a GroupState,
    /// The same of other services.
    pub also: Vec<&'a GroupState>,
}

impl Change<'_> {
    /// Events of all services it is told of, and those that were expected.
    #[must_use]
    pub fn numbers(&self) -> (u64, f64) {
        let all = || self.also.iter().copied().chain([self.state]);
        (all().map(|state| state.recent).sum(), all().map(|state| state.expected).sum())
    }

    /// Since when none of them had been seen, for what came back.
    #[must_use]
    pub fn silent_since(&self) -> Option<Timestamp> {
        self.also.iter().copied().chain([self.state]).filter_map(|state| state.silent_since).max()
    }

    /// When the first of them came, for what is new.
    #[must_use]
    pub fn since(&self) -> Option<Timestamp> {
        self.also.iter().copied().chain([self.state]).filter_map(|state| state.since).min()
    }

    /// Where: `R12-M1`, `R12-M1 and 58 more services`.
    #[must_use]
    pub fn whom(&self, printed: &str) -> String {
        and_more(printed, self.n_services() - 1)
    }

    /// Services it is told of, each once, however many groups of it changed.
    fn n_services(&self) -> usize {
        let all = self.also.iter().copied().chain([self.state]).map(|state| &state.service);
        all.collect::<BTreeSet<_>>().len()
    }
}

fn and_more(first: &str, others: usize) -> String {
    match others {
        0 => first.to_owned(),
        n => format!("{first} and {} more {}", count(n as u64), if n == 1 { "service" } else { "services" }),
    }
}

/// The title with "each" for its own service.
fn without_name(action: &PreventiveAction) -> String {
    action.title.replace(&format!(" in {}", action.scope), " in each")
}

impl Analysis {
    /// As [`Analysis::to_do`], with what is the same for many services told once, where the first of them stands; what the first
    /// sentence begins with stands first here, too.
    #[must_use]
    pub fn to_do_once(&self) -> Vec<ToDo<'_>> {
        let mut all: Vec<ToDo<'_>> = Vec::new();
        let mut places = BTreeMap::new();
        for action in self.to_do() {
            let place = all.len();
            all.push(ToDo { action, also: Vec::new() });
            // What is urgent stands for itself.
            if action.priority >= Priority::High {
                continue;
            }
            let key = (action.priority, action.action_type.name(), without_name(action));
            let first = *places.entry(key).or_insert(place);
            if first != place {
                all.pop();
                // Two groups of one service that are called the same are one thing to do.
                let known = &mut all[first];
                if known.action.scope != action.scope && !known.also.contains(&&action.scope) {
                    known.also.push(&action.scope);
                }
            }
        }
        let first = self.headline.action.as_ref();
        if let Some(place) = all.iter().position(|todo| Some(&todo.action.key) == first) {
            all[..=place].rotate_right(1);
        }
        all
    }

    /// Error groups that are new, regressed, escalating or vanished, most events first; the same of many services told once.
    #[must_use]
    pub fn changes(&self) -> Vec<Change<'_>> {
        let mut states: Vec<&GroupState> = self.services.iter().flat_map(|found| &found.states).collect();
        states.sort_by(|a, b| {
            let place = |state: &GroupState| (state.service.clone(), state.fingerprint.clone());
            b.recent
                .cmp(&a.recent)
                .then(b.expected.total_cmp(&a.expected))
                .then_with(|| place(a).cmp(&place(b)))
        });
        let mut all: Vec<Change<'_>> = Vec::new();
        let mut places = BTreeMap::new();
        for state in states {
            let place = all.len();
            let first = *places.entry((state.state.name(), &state.label, state.recent_ms)).or_insert(place);
            // Two groups of one service that are called the same are two changes of it.
            let is_known = all.get(first).is_some_and(|known| known.state.service != state.service);
            match is_known {
                true => all[first].also.push(state),
                false => all.push(Change { state, also: Vec::new() }),
            }
        }
        all.sort_by(|a, b| {
            let ((recent_a, expected_a), (recent_b, expected_b)) = (a.numbers(), b.numbers());
            recent_b.cmp(&recent_a).then(expected_b.total_cmp(&expected_a))
        });
        all
    }
}

/// What a calm sentence must not leave out: the change that most services share.
pub(super) fn shared_change(analysis: &Analysis) -> Option<String> {
    let changes = analysis.changes();
    let arose = |change: &&Change<'_>| matches!(change.state.state, State::New | State::Regressed);
    let shared = |change: &&Change<'_>| change.n_services() >= SHARED_BY;
    let most = changes.iter().filter(arose).filter(shared).max_by_key(|change| change.n_services())?;
    let how = if most.state.state == State::New { "is new" } else { "came back" };
    let services = plural(most.n_services() as u64, "service");
    Some(format!("{} {how} in {services}", most.state.label))
}
