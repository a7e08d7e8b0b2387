//! What an event may say, for whoever keeps events: a rollup counts whatever it is given.

use std::fmt;

use crate::error::{Error, ErrorKind, Result};
use crate::time::Timestamp;

use super::EventRef;

/// What [`Event::environment`](super::Event::environment) may be.
pub const ENVIRONMENTS: [&str; 3] = ["development", "staging", "production"];

impl EventRef<'_> {
    /// Checks every value: a time from 1970 on, a service with a name, a status of 100 to 599, one of [`ENVIRONMENTS`],
    /// a response time that is finite and not negative, attributes that are an object, and no zero character, which
    /// databases refuse, in any text.
    ///
    /// # Errors
    /// `invalid_input` names the field, what was expected and what was found.
    pub fn validate(&self) -> Result<()> {
        if self.timestamp < Timestamp::default() {
            return Err(invalid("timestamp", "at or after 1970-01-01", self.timestamp));
        }
        if self.service.trim().is_empty() {
            return Err(invalid("service", "a name", format!("`{}`", self.service)));
        }
        if let Some(status) = self.status_code.filter(|status| !(100..=599).contains(status)) {
            return Err(invalid("status_code", "an HTTP status, 100 to 599", status));
        }
        if let Some(name) = self.environment.filter(|name| !ENVIRONMENTS.contains(name)) {
            return Err(invalid("environment", "development, staging or production", format!("`{name}`")));
        }
        if let Some(ms) = self.response_time_ms.filter(|ms| !(ms.is_finite() && *ms >= 0.0)) {
            return Err(invalid("response_time_ms", "finite and at least 0", ms));
        }
        if let Some((field, _)) = self.texts().into_iter().find(|(_, text)| text.contains('\0')) {
            return Err(invalid(field, "free of zero characters", "one"));
        }
        self.attributes.map_or(Ok(()), |attributes| attributes.to_map().map(|_| ()))
    }

    fn texts(&self) -> [(&'static str, &str); 11] {
        [
            ("service", self.service),
            ("error_type", self.error_type),
            ("message", self.message.unwrap_or("")),
            ("error_id", self.error_id.unwrap_or("")),
            ("code", self.code.unwrap_or("")),
            ("endpoint", self.endpoint.unwrap_or("")),
            ("user_id", self.user_id.unwrap_or("")),
            ("request_id", self.request_id.unwrap_or("")),
            ("stack_trace", self.stack_trace.unwrap_or("")),
            ("environment", self.environment.unwrap_or("")),
            ("release", self.release.unwrap_or("")),
        ]
    }
}

fn invalid(field: &'static str, expected: &str, found: impl fmt::Display) -> Error {
    let message = format!("`{field}` must be {expected}, got {found}");
    Error::new(ErrorKind::InvalidInput, message).with("field", field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Attributes, Severity};

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let good = EventRef::new(Timestamp::default(), "shop", Severity::High, "E");
        good.validate().unwrap();
        let whole = EventRef {
            status_code: Some(599),
            environment: Some("staging"),
            response_time_ms: Some(0.0),
            attributes: Some(Attributes::Json("{}")),
            severity: None,
            ..good
        };
        whole.validate().unwrap();
        for (field, wrong) in [
            ("timestamp", EventRef { timestamp: Timestamp::clamped(-1), ..good }),
            ("service", EventRef { service: "", ..good }),
            ("service", EventRef { service: " \t", ..good }),
            ("service", EventRef { service: "a\0b", ..good }),
            ("status_code", EventRef { status_code: Some(9_999), ..good }),
            ("status_code", EventRef { status_code: Some(99), ..good }),
            ("environment", EventRef { environment: Some("moon"), ..good }),
            ("response_time_ms", EventRef { response_time_ms: Some(-0.1), ..good }),
            ("response_time_ms", EventRef { response_time_ms: Some(f64::NAN), ..good }),
            ("attributes", EventRef { attributes: Some(Attributes::Json("[]")), ..good }),
            ("message", EventRef { message: Some("a\0"), ..good }),
        ] {
            let error = wrong.validate().unwrap_err();
            assert_eq!(
                (error.code(), error.context()),
                ("invalid_input", &[("field", field.to_owned())][..])
            );
        }
    }
}
