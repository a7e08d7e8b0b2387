//! The part that every operation on events shares.

use std::collections::BTreeSet;

use errpredict::{Event, Result, Rollup, RollupConfig};

use crate::guard;

/// A settled rollup of the events of a request.
///
/// # Errors
/// `limit_exceeded` for events of more services than one call may hold; `invalid_input` for the first event that says what cannot be, with its place.
pub(crate) fn rollup(events: &[Event], config: &RollupConfig) -> Result<Rollup> {
    let services: BTreeSet<&str> = events.iter().map(|event| event.service.as_str()).collect();
    guard::count("services", guard::MOST_SERVICES, services.len())?;
    let mut rollup = Rollup::new(config.clone())?;
    for (i, event) in events.iter().enumerate() {
        event.validate().map_err(|error| error.with("event", i))?;
        rollup.observe(event.as_event_ref());
    }
    rollup.settle();
    Ok(rollup)
}
