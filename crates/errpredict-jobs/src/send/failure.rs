//! Why a message was not handed over.

/// Why a message was not handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) said: String,
    /// Whether trying again is of no use.
    pub(crate) is_for_good: bool,
    /// Whether nobody knows what became of it: it may have arrived, and no answer came.
    pub(crate) is_unknown: bool,
}

impl Failure {
    pub(crate) fn again(said: impl Into<String>) -> Failure {
        Failure { said: said.into(), is_for_good: false, is_unknown: false }
    }

    /// It went out, and no answer came.
    pub(crate) fn unanswered(said: impl Into<String>) -> Failure {
        Failure { is_unknown: true, ..Failure::again(said) }
    }

    pub(crate) fn for_good(said: impl Into<String>) -> Failure {
        Failure { said: said.into(), is_for_good: true, is_unknown: false }
    }
}
