//! Logs into a rollup.

use errpredict::{EventRef, Result, Rollup, RollupConfig, Stop};

use super::parallel::{fold_parallel, n_threads};
use super::task::Progress;
use super::{ReadOptions, ReadReport, Source, read_events_until};

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
    read_into_rollup_until(sources, options, config, progress, Stop::NEVER)
}

/// [`read_into_rollup_with_progress`] that ends once it shall, between two half megabytes.
///
/// # Errors
/// As [`read_into_rollup`]; `cancelled`.
pub fn read_into_rollup_until(
    sources: &[Source],
    options: &ReadOptions,
    config: &RollupConfig,
    progress: &mut dyn FnMut(Progress<'_>),
    stop: Stop<'_>,
) -> Result<(Rollup, ReadReport)> {
    let empty = Rollup::new(config.clone())?;
    if n_threads(options)? == 1 {
        let mut rollup = empty;
        let report = read_events_until(
            sources,
            options,
            &mut |event, _| {
                rollup.observe(event);
            },
            progress,
            stop,
        )?;
        rollup.settle();
        return Ok((rollup, report));
    }
    let observe = |rollup: &mut Rollup, event: EventRef<'_>| {
        rollup.observe(event);
    };
    let (parts, report) = fold_parallel(sources, options, &|| empty.clone(), observe, (progress, stop))?;
    let mut parts = parts.into_iter();
    let mut rollup = parts.next().unwrap_or(empty);
    for part in parts {
        rollup.merge(part)?;
    }
    rollup.settle();
    Ok((rollup, report))
}
