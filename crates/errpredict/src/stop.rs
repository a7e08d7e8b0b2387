//! Ending work that takes long before it is done: because somebody gave up, or because a deadline has passed.
//!
//! The core has no clock, so whoever calls asks the question: a flag that another thread sets, or a clock of their own.
//! The work asks from time to time, between two services, series, trees or members, and then ends with `cancelled`.
//!
//! ```
//! use std::sync::atomic::{AtomicBool, Ordering};
//! use errpredict::Stop;
//!
//! let cancelled = AtomicBool::new(true);
//! let asked = || cancelled.load(Ordering::Relaxed);
//! let error = Stop::when(&asked).check().unwrap_err();
//! assert_eq!(error.code(), "cancelled");
//! # Ok::<(), errpredict::Error>(())
//! ```

use std::fmt;

use crate::error::{Error, ErrorKind, Result};

/// Whether the work shall end.
#[derive(Clone, Copy, Default)]
pub struct Stop<'a> {
    asked: Option<&'a (dyn Fn() -> bool + Sync)>,
}

impl<'a> Stop<'a> {
    /// The work runs to its end.
    pub const NEVER: Stop<'static> = Stop { asked: None };

    /// The work ends once `asked` says so; it is called from any thread, and often.
    #[must_use]
    pub fn when(asked: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Stop { asked: Some(asked) }
    }

    /// Goes on, or not.
    ///
    /// # Errors
    /// `cancelled` once the work shall end.
    pub fn check(&self) -> Result<()> {
        match self.asked {
            Some(asked) if asked() => {
                Err(Error::new(ErrorKind::Cancelled, "it was told to stop before it was done"))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Stop<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.asked.is_some() { "Stop::when(..)" } else { "Stop::NEVER" })
    }
}
