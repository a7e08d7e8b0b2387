//! Deployments that no log records, as the command line names them.

use errpredict::Monitor;

use crate::values::Deployed;

/// Counts them, and says whether any is new; those that an earlier run was told of are in its state.
pub(super) fn observe(monitor: &Monitor, deployed: &[Deployed]) -> bool {
    if deployed.is_empty() {
        return false;
    }
    let known = monitor.rollup();
    let is_new = |one: &&Deployed| {
        let mut releases = known.service(&one.service).into_iter().flat_map(|service| service.releases());
        !releases.any(|(at, release)| at == one.at && release == one.version)
    };
    let new: Vec<_> = deployed.iter().filter(is_new).collect();
    new.iter().for_each(|one| {
        monitor.observe(one.event());
    });
    !new.is_empty()
}
