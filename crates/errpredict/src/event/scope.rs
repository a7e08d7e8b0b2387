//! What a finding is about: one service, or all of them together.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};

/// One service, or all services together.
///
/// A type and not a name, because a service may be called anything, `system` included. In JSON `{"system": true}` or
/// `{"service": "checkout"}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Scope {
    /// All services together.
    System,
    /// The service of that name.
    Service(String),
}

/// How a scope is written down.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Written {
    /// Always true: all services together.
    System(bool),
    /// The name of the service.
    Service(String),
}

impl TryFrom<Written> for Scope {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        match written {
            Written::System(true) => Ok(Scope::System),
            Written::System(false) => {
                Err(Error::new(ErrorKind::InvalidInput, "expected `true` for `system`, or a `service`"))
            }
            Written::Service(name) => Ok(Scope::Service(name)),
        }
    }
}

impl From<Scope> for Written {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::System => Written::System(true),
            Scope::Service(name) => Written::Service(name),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Scope {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Scope".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = Written::json_schema(generator);
        schema.insert("description".to_owned(), "One service, or all services together.".into());
        schema
    }
}

impl Scope {
    /// The service of that name.
    pub fn service_named(name: impl Into<String>) -> Self {
        Scope::Service(name.into())
    }

    /// The name of the service; nothing for all of them together.
    #[must_use]
    pub fn service(&self) -> Option<&str> {
        match self {
            Scope::System => None,
            Scope::Service(name) => Some(name),
        }
    }

    /// Whether it is all services together.
    #[must_use]
    pub fn is_system(&self) -> bool {
        matches!(self, Scope::System)
    }

    /// Inside a sentence: the name of the service, `all services together`.
    #[must_use]
    pub fn in_a_sentence(&self) -> &str {
        match self {
            Scope::System => "all services together",
            Scope::Service(name) => name,
        }
    }

    /// The scope inside a key made of parts with `:` between them: no two scopes give the same text, and none gives a `:`.
    pub(crate) fn key_part(&self) -> String {
        match self {
            Scope::System => "system".to_owned(),
            // A `%` of a name is always followed by two digits, so this is no other service.
            Scope::Service(name) if name == "system" => "%system".to_owned(),
            Scope::Service(name) => name.replace('%', "%25").replace(':', "%3A"),
        }
    }
}

/// For people: the name of the service, `system` for all of them; a service of that name is said to be one.
impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::System => formatter.pad("system"),
            Scope::Service(name) if name == "system" => formatter.pad("system (a service)"),
            Scope::Service(name) => formatter.pad(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_called_system_is_a_service() {
        let (all, one) = (Scope::System, Scope::service_named("system"));
        assert_ne!(all, one);
        assert!(all < one && all < Scope::service_named(""), "the sum stands first");
        assert_ne!(all.to_string(), one.to_string());
        for (scope, json) in [
            (&all, r#"{"system":true}"#),
            (&one, r#"{"service":"system"}"#),
            (&Scope::service_named("a\"b"), r#"{"service":"a\"b"}"#),
        ] {
            assert_eq!(serde_json::to_string(scope).unwrap(), json);
            assert_eq!(serde_json::from_str::<Scope>(json).unwrap(), *scope);
        }
    }

    #[test]
    fn what_is_no_scope_is_refused() {
        for json in [r#"{"system":false}"#, r#""system""#, "{}", r#"{"system":true,"service":"a"}"#] {
            assert!(serde_json::from_str::<Scope>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn no_two_scopes_have_the_same_part_of_a_key() {
        let names = ["system", "%system", "%25system", "a:b", "a%3Ab", "a"];
        let mut parts: Vec<String> =
            names.iter().map(|name| Scope::service_named(*name).key_part()).collect();
        parts.push(Scope::System.key_part());
        parts.sort();
        parts.dedup();
        assert_eq!(parts.len(), names.len() + 1);
        assert!(parts.iter().all(|part| !part.contains(':')));
    }
}
