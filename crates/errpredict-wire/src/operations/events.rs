//! The part that every operation on events shares.

use errpredict::{Event, Result, Rollup, RollupConfig};

/// A settled rollup of the events of a request.
///
/// # Errors
/// `invalid_input` for the first event that says what cannot be, with its place.
pub(crate) fn rollup(events: &[Event], config: &RollupConfig) -> Result<Rollup> {
    let mut rollup = Rollup::new(config.clone())?;
    for (i, event) in events.iter().enumerate() {
        event.validate().map_err(|error| error.with("event", i))?;
        rollup.observe(event.as_event_ref());
    }
    rollup.settle();
    Ok(rollup)
}
