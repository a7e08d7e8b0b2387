//! What to do about it: actions recommended from evidence, and the one way each may come to run.
//!
//! - [`ActionType`]: the fifteen types, with what each may do unattended and whether it can be taken back;
//! - [`Lifecycle`]: the state machine; nothing runs without the approval its type demands;
//! - [`recommend`]: from a [`Situation`] to [`PreventiveAction`]s, each with the numbers that call for it;
//! - [`Efficacy`]: what each type achieved before, learnt from what happened against the forecast.
//!
//! ```
//! use errpredict::action::{ActionStatus, ActionType, Actor, Lifecycle, Move};
//!
//! // Nothing runs without the approval its type demands.
//! let at = "2026-11-20T12:00:00Z".parse()?;
//! let mut action = Lifecycle::new(ActionType::RollbackDeployment);
//! assert!(action.apply(Move::Start, Actor::System, at).is_err());
//! action.apply(Move::Approve, Actor::Person("ada".into()), at)?;
//! assert_eq!(action.apply(Move::Start, Actor::Person("ada".into()), at)?, ActionStatus::Running);
//! # Ok::<(), errpredict::Error>(())
//! ```

mod efficacy;
mod kind;
mod lifecycle;
mod measure;
mod recommend;
mod situation;

pub use efficacy::{Effect, Efficacy, Outcome};
pub use kind::{ActionType, Difficulty, Priority, Reversibility, Unattended};
pub use lifecycle::{ActionStatus, Actor, Lifecycle, Move, Step};
pub use recommend::{AtStake, Impact, ImpactSource, PreventiveAction, recommend};
pub(crate) use recommend::{NO_CAUSE, is_called_for, look_at_unjudged};
pub use situation::{CapacityForecast, Change, Situation};
