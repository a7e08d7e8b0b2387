//! Why a message was not handed over.

/// Why a message was not handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) said: String,
    /// Whether trying again is of no use.
    pub(crate) is_for_good: bool,
}

impl Failure {
    pub(crate) fn again(said: impl Into<String>) -> Failure {
        Failure { said: said.into(), is_for_good: false }
    }

    pub(crate) fn for_good(said: impl Into<String>) -> Failure {
        Failure { said: said.into(), is_for_good: true }
    }
}
