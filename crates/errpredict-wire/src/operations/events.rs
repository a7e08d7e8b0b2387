//! The part that every operation on events shares.

use errpredict::{Event, Result, Rollup, RollupConfig};

/// A settled rollup of the events of a request.
pub(crate) fn rollup(events: &[Event], config: &RollupConfig) -> Result<Rollup> {
    let mut rollup = Rollup::new(config.clone())?;
    for event in events {
        rollup.observe(event.as_event_ref());
    }
    rollup.settle();
    Ok(rollup)
}
