//! The life of an action: the states of specification 4.1 and the only ways between them.
//!
//! ```text
//! recommended ──► manual_review ──► approved ──► scheduled ──► running ──► executed ──► rolled_back
//!      │                │               └───────────────────────►│  └────► failed ──────►│
//!      └──► rejected, skipped (from any state before running)
//! ```
//!
//! A type that may run unattended goes from `recommended` straight to `scheduled` or `running`. Every other type
//! needs an approval by a person first, and a type that is never unattended is also started by a person.
//! `rejected`, `skipped` and `rolled_back` are final; `executed` and `failed` end only by being rolled back.

use serde::{Deserialize, Serialize};

use super::kind::{ActionType, Unattended};
use crate::error::{Error, ErrorKind, Result};
use crate::named::named;
use crate::time::Timestamp;

/// Where an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// Proposed, nothing decided.
    Recommended,
    /// A person is looking at it.
    ManualReview,
    /// A person has approved it.
    Approved,
    /// A person has refused it.
    Rejected,
    /// It will run at a stated time.
    Scheduled,
    /// It is running.
    Running,
    /// It ran to its end.
    Executed,
    /// It ran and failed.
    Failed,
    /// What it did was taken back.
    RolledBack,
    /// It was not needed any more.
    Skipped,
}

named!(ActionStatus, "status of an action":
    Recommended "recommended",
    ManualReview "manual_review",
    Approved "approved",
    Rejected "rejected",
    Scheduled "scheduled",
    Running "running",
    Executed "executed",
    Failed "failed",
    RolledBack "rolled_back",
    Skipped "skipped",
);

impl ActionStatus {
    /// Whether the action is going to act, acts or has acted.
    #[must_use]
    pub const fn acts(self) -> bool {
        matches!(
            self,
            ActionStatus::Scheduled
                | ActionStatus::Running
                | ActionStatus::Executed
                | ActionStatus::Failed
                | ActionStatus::RolledBack
        )
    }
}

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// errpredict itself or an executor.
    System,
    /// A person, by id.
    Person(String),
}

/// What is asked of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Put it before a person.
    Review,
    /// Approve it.
    Approve,
    /// Refuse it, or withdraw an approval before it runs.
    Reject,
    /// Plan it for later.
    Schedule,
    /// Drop it because it is not needed any more.
    Skip,
    /// Start it.
    Start,
    /// It ended well.
    Succeed,
    /// It ended badly.
    Fail,
    /// Take it back.
    RollBack,
}

named!(Move, "move":
    Review "review",
    Approve "approve",
    Reject "reject",
    Schedule "schedule",
    Skip "skip",
    Start "start",
    Succeed "succeed",
    Fail "fail",
    RollBack "roll_back",
);

/// One step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "LifecycleStep"))]
pub struct Step {
    /// What was asked.
    pub asked: Move,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// The state after it.
    pub to: ActionStatus,
}

/// The state of one action and every step that led there. Can only be changed by [`Lifecycle::apply`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lifecycle {
    action_type: ActionType,
    status: ActionStatus,
    steps: Vec<Step>,
}

impl Lifecycle {
    /// A new recommendation.
    #[must_use]
    pub const fn new(action_type: ActionType) -> Self {
        Lifecycle { action_type, status: ActionStatus::Recommended, steps: Vec::new() }
    }

    /// The type of the action.
    #[must_use]
    pub const fn action_type(&self) -> ActionType {
        self.action_type
    }

    /// Where it stands.
    #[must_use]
    pub const fn status(&self) -> ActionStatus {
        self.status
    }

    /// Every step so far, oldest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The approval, if there was one.
    #[must_use]
    pub fn approval(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|step| step.asked == Move::Approve)
    }

    /// Takes one step.
    ///
    /// # Errors
    /// `invalid_argument` if the step is not open in this state, needs an approval that is not there, needs a person,
    /// or lies before the last step; the action is then unchanged.
    pub fn apply(&mut self, asked: Move, by: Actor, at: Timestamp) -> Result<ActionStatus> {
        if let Some(last) = self.steps.last().filter(|last| at < last.at) {
            return Err(
                self.refuse(asked, &format!("the time {at} lies before the last step at {}", last.at))
            );
        }
        let to = self.next(asked, &by)?;
        self.steps.push(Step { asked, by, at, to });
        self.status = to;
        Ok(to)
    }

    fn next(&self, asked: Move, by: &Actor) -> Result<ActionStatus> {
        use ActionStatus as S;
        let person = matches!(by, Actor::Person(id) if !id.is_empty());
        let free = self.action_type.unattended() == Unattended::Yes;
        match (asked, self.status) {
            (Move::Review, S::Recommended) => Ok(S::ManualReview),
            (Move::Approve, S::Recommended | S::ManualReview) if person => Ok(S::Approved),
            (Move::Approve, S::Recommended | S::ManualReview) => {
                Err(self.refuse(asked, "only a person can approve"))
            }
            (Move::Reject, S::Recommended | S::ManualReview | S::Approved | S::Scheduled) if person => {
                Ok(S::Rejected)
            }
            (Move::Reject, S::Recommended | S::ManualReview | S::Approved | S::Scheduled) => {
                Err(self.refuse(asked, "only a person can reject; skip it instead"))
            }
            (Move::Skip, S::Recommended | S::ManualReview | S::Approved | S::Scheduled) => Ok(S::Skipped),
            (Move::Schedule | Move::Start, S::Recommended) if !free => {
                Err(self.refuse(asked, "it needs the approval of a person first"))
            }
            (Move::Start, S::Recommended | S::Approved | S::Scheduled)
                if self.action_type.unattended() == Unattended::No && !person =>
            {
                Err(self.refuse(asked, "this type is never run unattended: a person has to start it"))
            }
            (Move::Schedule, S::Recommended | S::Approved) => Ok(S::Scheduled),
            (Move::Start, S::Recommended | S::Approved | S::Scheduled) => Ok(S::Running),
            (Move::Succeed, S::Running) => Ok(S::Executed),
            (Move::Fail, S::Running) => Ok(S::Failed),
            (Move::RollBack, S::Executed | S::Failed)
                if !self.action_type.reversibility().can_roll_back() =>
            {
                Err(self.refuse(asked, "this type cannot be taken back"))
            }
            (Move::RollBack, S::Executed | S::Failed) => Ok(S::RolledBack),
            _ => Err(self.refuse(asked, "that step is not open in this state")),
        }
    }

    #[cold]
    fn refuse(&self, asked: Move, why: &str) -> Error {
        Error::new(ErrorKind::InvalidArgument, format!("cannot {asked:?} this action: {why}"))
            .with("action", self.action_type.name())
            .with("status", self.status.name())
    }
}

/// Reading a saved action walks through its steps again, so a state that was never earned cannot be loaded.
impl<'de> Deserialize<'de> for Lifecycle {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Saved {
            action_type: ActionType,
            status: ActionStatus,
            steps: Vec<Step>,
        }
        use serde::de::Error as _;
        let saved = Saved::deserialize(deserializer)?;
        let mut lifecycle = Lifecycle::new(saved.action_type);
        for step in saved.steps {
            let reached = lifecycle.apply(step.asked, step.by, step.at).map_err(D::Error::custom)?;
            if reached != step.to {
                return Err(D::Error::custom(format!(
                    "step leads to {}, not {}",
                    reached.name(),
                    step.to.name()
                )));
            }
        }
        if lifecycle.status != saved.status {
            return Err(D::Error::custom(format!(
                "the steps lead to {}, not {}",
                lifecycle.status.name(),
                saved.status.name()
            )));
        }
        Ok(lifecycle)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_ms(ms).unwrap()
    }

    fn someone() -> Actor {
        Actor::Person("ada".to_owned())
    }

    #[test]
    fn the_usual_way() {
        let mut action = Lifecycle::new(ActionType::RollbackDeployment);
        assert!(action.apply(Move::Start, Actor::System, at(1)).is_err());
        assert!(action.apply(Move::Approve, Actor::System, at(1)).is_err());
        for (asked, by, to) in [
            (Move::Review, Actor::System, ActionStatus::ManualReview),
            (Move::Approve, someone(), ActionStatus::Approved),
            (Move::Schedule, Actor::System, ActionStatus::Scheduled),
            (Move::Start, Actor::System, ActionStatus::Running),
            (Move::Succeed, Actor::System, ActionStatus::Executed),
            (Move::RollBack, Actor::System, ActionStatus::RolledBack),
        ] {
            assert_eq!(action.apply(asked, by, at(2)).unwrap(), to);
        }
        let saved = serde_json::to_string(&action).unwrap();
        assert_eq!(serde_json::from_str::<Lifecycle>(&saved).unwrap(), action);
    }

    #[test]
    fn a_state_that_was_not_earned_cannot_be_loaded() {
        for saved in [
            r#"{"action_type":"code_patch","status":"running","steps":[]}"#,
            r#"{"action_type":"code_patch","status":"running","steps":[{"asked":"start","by":"system","at":"2026-01-01T00:00:00Z","to":"running"}]}"#,
        ] {
            assert!(serde_json::from_str::<Lifecycle>(saved).is_err(), "{saved}");
        }
    }

    #[test]
    fn time_does_not_run_backwards() {
        let mut action = Lifecycle::new(ActionType::NotifyTeam);
        action.apply(Move::Schedule, Actor::System, at(10)).unwrap();
        assert!(action.apply(Move::Start, Actor::System, at(9)).is_err());
        assert_eq!(action.status(), ActionStatus::Scheduled);
    }

    proptest! {
        /// Over every type and any sequence of moves by anyone: nothing acts without the approval its type demands,
        /// a type that is never unattended is started by a person, and what cannot be taken back is not rolled back.
        #[test]
        fn nothing_acts_without_its_approval(
            kind in proptest::sample::select(ActionType::ALL.to_vec()),
            asked in proptest::collection::vec(
                (proptest::sample::select(Move::ALL.to_vec()), 0..3_u8, 0..5_i64), 0..40),
        ) {
            let mut action = Lifecycle::new(kind);
            for (asked, who, time) in asked {
                let by = match who { 0 => Actor::System, 1 => Actor::Person(String::new()), _ => someone() };
                let before = action.clone();
                if action.apply(asked, by, at(time)).is_err() {
                    prop_assert_eq!(&action, &before);
                }
                let approved = action.steps().iter()
                    .any(|step| step.asked == Move::Approve && matches!(&step.by, Actor::Person(id) if !id.is_empty()));
                if action.status().acts() && kind.unattended() != Unattended::Yes {
                    prop_assert!(approved, "{:?} without approval", action.status());
                }
                for step in action.steps().iter().filter(|step| step.to == ActionStatus::Running) {
                    prop_assert!(kind.unattended() != Unattended::No || matches!(step.by, Actor::Person(_)));
                }
                if action.status() == ActionStatus::RolledBack {
                    prop_assert!(kind.reversibility().can_roll_back());
                }
            }
        }
    }

    /// All sequences of any length: a step depends on type, state and who asks alone, so the pairs of a state and
    /// whether a person has approved are followed until no new one turns up.
    #[test]
    fn over_all_sequences_nothing_acts_without_its_approval() {
        let actors = [Actor::System, Actor::Person(String::new()), someone()];
        let mut pairs = 0;
        for &kind in ActionType::ALL {
            let mut known = std::collections::BTreeSet::new();
            let mut open = vec![Lifecycle::new(kind)];
            while let Some(action) = open.pop() {
                let approved = action.approval().is_some_and(|step| step.by == someone());
                if !known.insert((action.status(), approved)) {
                    continue;
                }
                if action.status().acts() {
                    assert!(
                        approved || kind.unattended() == Unattended::Yes,
                        "{kind:?} {:?}",
                        action.status()
                    );
                }
                for &asked in Move::ALL {
                    for by in &actors {
                        let mut next = action.clone();
                        let Ok(to) = next.apply(asked, by.clone(), at(0)) else { continue };
                        if kind.unattended() == Unattended::No && to == ActionStatus::Running {
                            assert_eq!(*by, someone(), "{kind:?} started by {by:?}");
                        }
                        if to == ActionStatus::Approved || to == ActionStatus::Rejected {
                            assert_eq!(*by, someone(), "{kind:?} {to:?} by {by:?}");
                        }
                        assert!(
                            to != ActionStatus::RolledBack || kind.reversibility().can_roll_back(),
                            "{kind:?}"
                        );
                        open.push(next);
                    }
                }
            }
            pairs += known.len();
        }
        // Every type reaches all states up to failed; those that may not run unattended never act unapproved.
        assert!(pairs >= 9 * ActionType::ALL.len(), "{pairs} pairs of state and approval");
    }

    #[test]
    fn every_state_can_be_reached_and_final_ones_stay() {
        // All sequences of up to six moves of a reversible type, by a person: every state occurs.
        let mut seen = std::collections::BTreeSet::new();
        let mut open = vec![Lifecycle::new(ActionType::TrafficReroute)];
        for _ in 0..6 {
            let mut next = Vec::new();
            for action in &open {
                for &asked in Move::ALL {
                    let mut copy = action.clone();
                    if copy.apply(asked, someone(), at(0)).is_ok() {
                        assert!(
                            !matches!(
                                action.status(),
                                ActionStatus::Rejected | ActionStatus::Skipped | ActionStatus::RolledBack
                            ),
                            "{:?} is final",
                            action.status()
                        );
                        seen.insert(copy.status());
                        next.push(copy);
                    }
                }
            }
            open = next;
        }
        seen.insert(ActionStatus::Recommended);
        assert_eq!(seen.len(), ActionStatus::ALL.len());
    }
}
