//! Fields of an event by the names that messages have for them, for who tells events field by field.

use errpredict::{Error, EventKind, Result, Severity};

/// The severity of that name on the scale of errpredict; names of other scales are what the operation `severity` maps.
///
/// # Errors
/// `unknown_name`, with the list of names.
pub fn severity_named(name: &str) -> Result<Severity> {
    let found = Severity::ALL.into_iter().find(|severity| severity.name() == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = Severity::ALL.iter().map(|severity| severity.name()).collect();
        Error::unknown("severity", name, &names).with("field", "severity")
    })
}

/// The kind of event of that name.
///
/// # Errors
/// `unknown_name`, with the list of names.
pub fn kind_named(name: &str) -> Result<EventKind> {
    name.parse().map_err(|error: Error| error.with("field", "kind"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_messages() {
        for severity in Severity::ALL {
            let written = serde_json::to_value(severity).unwrap();
            assert_eq!(severity_named(written.as_str().unwrap()).unwrap(), severity);
        }
        for kind in EventKind::ALL.iter().copied() {
            let written = serde_json::to_value(kind).unwrap();
            assert_eq!(kind_named(written.as_str().unwrap()).unwrap(), kind);
        }
        assert_eq!(severity_named("WARN").unwrap_err().code(), "unknown_name");
        assert_eq!(kind_named("Error").unwrap_err().code(), "unknown_name");
    }
}
