//! Who looks at a page, and what its forms and links are made of.

use std::fmt::Write as _;

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use errpredict_store::Listing;
use serde::de::DeserializeOwned;

use crate::app::Shared;
use crate::caller::Caller;
use crate::page::{PageOf, encode, page, parameters};
use crate::problem::{Answered, Problem};
use crate::role::Role;

/// The parameter that says what was done a moment ago.
pub(crate) const SAID: &str = "said";

/// Somebody who looks at a page.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) caller: Caller,
    /// What the forms of this session carry.
    pub(crate) token: String,
    /// The address of the page.
    pub(crate) here: Uri,
    pub(crate) is_demo: bool,
}

impl FromRequestParts<Shared> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Answered<Visit> {
        // The door puts it there; without it nobody comes in.
        parts.extensions.get::<Visit>().cloned().ok_or_else(|| Problem::unauthorized("sign in"))
    }
}

impl Visit {
    pub(crate) fn may(&self, role: Role) -> bool {
        self.caller.may(role)
    }

    /// A parameter of the address; an empty one is absent.
    pub(crate) fn asked(&self, name: &str) -> Option<String> {
        let all = parameters(&self.here).unwrap_or_default();
        all.into_iter().find(|(of, _)| of == name).map(|(_, value)| value).filter(|value| !value.is_empty())
    }

    /// The page of a list that the address asks for. `own` holds unless the address says otherwise; what a form left empty is not
    /// asked for, and what a page has for itself (`except`) is no filter.
    pub(crate) async fn list<T: DeserializeOwned + 'static>(
        &self,
        listing: &'static Listing,
        own: &[(&str, &str)],
        except: &[&str],
    ) -> Answered<PageOf<T>> {
        let given = parameters(&self.here)?;
        let is_asked = |name: &str, value: &str| !value.is_empty() && name != SAID && !except.contains(&name);
        let mut all: Vec<(&str, &str)> = given
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, value)| is_asked(name, value))
            .collect();
        for (name, value) in own {
            if !given.iter().any(|(of, _)| of == name) {
                all.push((name, value));
            }
        }
        let uri = address(self.here.path(), &all);
        let uri: Uri = uri.parse().map_err(|_| Problem::not_found("such page"))?;
        page(&self.caller.tenant, listing, &uri, None).await
    }
}

/// An address of this service.
pub(crate) fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut text = path.to_owned();
    for (place, (name, value)) in parameters.iter().enumerate() {
        let _ = write!(text, "{}{name}=", if place == 0 { '?' } else { '&' });
        encode(value, &mut text);
    }
    text
}
