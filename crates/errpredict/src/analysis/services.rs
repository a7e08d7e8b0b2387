//! Which services are analysed, and all of them at once.

use crate::error::{Error, Result};
use crate::rollup::{Rollup, ServiceRollup};
use crate::threads;

use super::config::AnalysisConfig;

/// Names listed where one is not known.
const NAMES_LISTED: usize = 50;

/// The services to analyse, in name order.
///
/// # Errors
/// `unknown_name` for one that was never heard from.
pub(super) fn chosen<'a>(
    rollup: &'a Rollup,
    config: &AnalysisConfig,
) -> Result<Vec<(&'a str, &'a ServiceRollup)>> {
    if config.services.is_empty() {
        return Ok(rollup.services().collect());
    }
    let mut names: Vec<&str> = config.services.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .map(|name| {
            rollup.services().find(|(known, _)| *known == name).ok_or_else(|| {
                let known: Vec<&str> = rollup.services().map(|(known, _)| known).take(NAMES_LISTED).collect();
                Error::unknown("service", name, &known)
            })
        })
        .collect()
}

/// `read` over every item, in the order of the items whatever the number of threads.
pub(super) fn each<T: Sync, R: Send>(items: &[T], read: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    threads::map(items.len(), |i| read(&items[i]))
}
