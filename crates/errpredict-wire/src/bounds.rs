//! What one call of a stranger may be estimated to take. Who calls from its own process has all of it, unless it says otherwise.
//!
//! Every setting in its range says nothing of their product: a thousand trees are little and so is a depth of sixteen. So what a
//! method is estimated to take ([`errpredict::Work`]) is held against a bound before it is begun.

use std::cell::Cell;

use errpredict::{Error, ErrorKind, Result, Work};

/// What one call may be estimated to take.
///
/// ```
/// use errpredict::Stop;
/// use errpredict_wire::{Bounds, run_within};
///
/// let row = format!("[{}]", vec!["1.5"; 100].join(","));
/// let rows = vec![row; 3_000].join(",");
/// let names: Vec<String> = (0..100).map(|column| format!("\"c{column}\"")).collect();
/// let request = format!(r#"{{"names": [{}], "rows": [{rows}], "detector": {{"method": "lof", "k": 1000}}}}"#, names.join(","));
/// let refused = run_within("detect_rows", &request, Stop::NEVER, Bounds::default()).unwrap_err();
/// assert_eq!(refused.code(), "limit_exceeded");
/// assert!(refused.message().contains("`seconds`"), "{refused}");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Seconds of one core, in a release build.
    pub seconds: f64,
    /// Bytes of memory beside the request and its data.
    pub bytes: f64,
}

/// What a stranger may take of a server at once: a second, and memory as much as a few requests.
const DEFAULT: Bounds = Bounds { seconds: 1.0, bytes: 64.0 * 1024.0 * 1024.0 };

impl Default for Bounds {
    fn default() -> Self {
        DEFAULT
    }
}

/// What the own process may take.
const ALL: Bounds = Bounds { seconds: f64::INFINITY, bytes: f64::INFINITY };

thread_local! {
    /// The bounds of the call that this thread is in.
    static NOW: Cell<Bounds> = const { Cell::new(ALL) };
}

/// Puts back what held before, also when a call ends by a panic.
struct Before(Bounds);

impl Drop for Before {
    fn drop(&mut self) {
        NOW.set(self.0);
    }
}

/// Runs `call` with these bounds.
pub(crate) fn within<T>(bounds: Bounds, call: impl FnOnce() -> T) -> T {
    let _before = Before(NOW.replace(bounds));
    call()
}

/// Refuses what is estimated to take more than the bounds of this call; `what` says of what, with its size.
pub(crate) fn fits(what: &str, work: Work) -> Result<()> {
    let Bounds { seconds, bytes } = NOW.get();
    let refuse = |name: &str, unit: &str, asked: f64, most: f64| {
        let message = format!(
            "{what} is estimated to take {asked:.1} {unit}, and one call takes at most {most:.1} here (`{name}`): ask for less, \
             or in a process of your own, which has no such bound"
        );
        Err(Error::new(ErrorKind::LimitExceeded, message).with("bound", name))
    };
    // An estimate that is no number holds no bound.
    if work.seconds().is_nan() || work.seconds() > seconds {
        return refuse("seconds", "s of one core", work.seconds(), seconds);
    }
    if work.bytes().is_nan() || work.bytes() > bytes {
        return refuse(
            "bytes",
            "MiB of memory",
            work.bytes() / f64::from(1 << 20),
            bytes / f64::from(1 << 20),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_for_one_call() {
        let long = Work::steps(2e9, 1.0);
        fits("it", long).unwrap();
        let stranger = Bounds::default();
        assert!(within(stranger, || fits("it", long)).is_err());
        assert!(within(stranger, || fits("it", Work::steps(f64::NAN, 1.0))).is_err());
        let more = Bounds { seconds: 3.0, ..stranger };
        within(more, || fits("it", long)).unwrap();
        assert!(within(more, || fits("it", long.holding(1e9))).is_err());
        let panicked = std::panic::catch_unwind(|| within(stranger, || panic!("of a kind")));
        assert!(panicked.is_err() && fits("it", long).is_ok());
    }
}
