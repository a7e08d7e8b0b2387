//! Logs into a rollup.

use errpredict::{EventRef, Result, Rollup, RollupConfig};

use super::parallel::{fold_parallel, n_threads};
use super::releases::Releases;
use super::task::Progress;
use super::{ReadOptions, ReadReport, Source, read_events_with_progress};

/// Reads logs into a rollup, on as many threads as the options say.
///
/// # Errors
/// `io` for a file that cannot be read, `invalid_input` for one whose format is not recognised (or, with
/// `strict`, at the first bad line), `invalid_setting` for options out of their range.
pub fn read_into_rollup(
    sources: &[Source],
    options: &ReadOptions,
    config: &RollupConfig,
) -> Result<(Rollup, ReadReport)> {
    read_into_rollup_with_progress(sources, options, config, &mut |_| {})
}

/// [`read_into_rollup`] that tells how far it has come, about once per half megabyte.
///
/// # Errors
/// As [`read_into_rollup`].
pub fn read_into_rollup_with_progress(
    sources: &[Source],
    options: &ReadOptions,
    config: &RollupConfig,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(Rollup, ReadReport)> {
    let empty = Rollup::new(config.clone())?;
    if n_threads(options)? == 1 {
        let mut state = (empty, Releases::default());
        let report = read_events_with_progress(
            sources,
            options,
            &mut |event, _| observe(&mut state, event),
            progress,
        )?;
        let (mut rollup, releases) = state;
        rollup.settle();
        releases.deploy(&mut rollup);
        return Ok((rollup, report));
    }
    let (parts, report) =
        fold_parallel(sources, options, &|| (empty.clone(), Releases::default()), observe, progress)?;
    let mut parts = parts.into_iter();
    let (mut rollup, mut releases) = parts.next().unwrap_or((empty, Releases::default()));
    for (part, seen) in parts {
        rollup.merge(part)?;
        releases.merge(seen);
    }
    rollup.settle();
    releases.deploy(&mut rollup);
    Ok((rollup, report))
}

fn observe((rollup, releases): &mut (Rollup, Releases), event: EventRef<'_>) {
    // Before the event is handed on, so that it is moved and not copied: it is a quarter of a kilobyte.
    releases.observe(&event);
    rollup.observe(event);
}
