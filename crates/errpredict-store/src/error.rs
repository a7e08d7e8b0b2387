//! What PostgreSQL refuses, as an [`Error`] with one of errpredict's stable kinds.

use errpredict::{Error, ErrorKind};
use tokio_postgres::error::SqlState;

/// The state that functions of the schema raise for a step that is not open, and for what only the past may say.
pub(crate) const REFUSED_STEP: &str = "ER001";

/// The error of a call to the database.
#[cold]
pub(crate) fn database(error: tokio_postgres::Error) -> Error {
    let Some(said) = error.as_db_error() else {
        let kind =
            if error.is_closed() || std::error::Error::source(&error).is_some_and(is_about_the_connection) {
                ErrorKind::Unavailable
            } else {
                ErrorKind::Internal
            };
        return Error::new(kind, sentence(&error));
    };
    let mut found = Error::new(kind_of(said.code()), said.message()).with("sqlstate", said.code().code());
    for (key, value) in [("table", said.table()), ("constraint", said.constraint()), ("hint", said.hint())] {
        if let Some(value) = value {
            found = found.with(key, value);
        }
    }
    found
}

/// An error with what caused it, which its own text leaves out.
fn sentence(error: &tokio_postgres::Error) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    format!(
        "the database could not be asked: {error}{}",
        cause.filter(|cause| !error.to_string().ends_with(cause.as_str())).unwrap_or_default()
    )
}

fn is_about_the_connection(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.is::<std::io::Error>()
}

/// The kind of a state (PostgreSQL's documentation, appendix A).
pub(crate) fn kind_of(state: &SqlState) -> ErrorKind {
    match *state {
        SqlState::UNIQUE_VIOLATION
        | SqlState::EXCLUSION_VIOLATION
        | SqlState::T_R_SERIALIZATION_FAILURE
        | SqlState::T_R_DEADLOCK_DETECTED => ErrorKind::Conflict,
        SqlState::QUERY_CANCELED | SqlState::LOCK_NOT_AVAILABLE => ErrorKind::Unavailable,
        SqlState::UNDEFINED_TABLE | SqlState::INVALID_SCHEMA_NAME | SqlState::INVALID_CATALOG_NAME => {
            ErrorKind::NotFound
        }
        SqlState::INSUFFICIENT_PRIVILEGE => ErrorKind::InvalidArgument,
        _ if state.code() == REFUSED_STEP => ErrorKind::InvalidArgument,
        _ => match &state.code()[..2] {
            // Data that cannot be, and constraints that say so.
            "22" | "23" => ErrorKind::InvalidInput,
            "28" => ErrorKind::InvalidSetting,
            // The connection, what it runs out of (disk, memory, connections), an operator or a crash.
            "08" | "53" | "57" | "58" => ErrorKind::Unavailable,
            "40" => ErrorKind::Conflict,
            _ => ErrorKind::Internal,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_have_the_kind_that_tells_what_to_do() {
        for (state, kind) in [
            ("23505", ErrorKind::Conflict),
            ("40001", ErrorKind::Conflict),
            ("40P01", ErrorKind::Conflict),
            ("23514", ErrorKind::InvalidInput),
            ("23503", ErrorKind::InvalidInput),
            ("22P02", ErrorKind::InvalidInput),
            ("53100", ErrorKind::Unavailable),
            ("57P01", ErrorKind::Unavailable),
            ("57014", ErrorKind::Unavailable),
            ("42P01", ErrorKind::NotFound),
            ("42501", ErrorKind::InvalidArgument),
            ("28P01", ErrorKind::InvalidSetting),
            ("ER001", ErrorKind::InvalidArgument),
            ("42601", ErrorKind::Internal),
        ] {
            assert_eq!(kind_of(&SqlState::from_code(state)), kind, "{state}");
        }
    }
}
