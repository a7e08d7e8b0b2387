//! A route: its path, who may take it, what goes in and what comes out. Router, checks, metrics and description all come from it.

use axum::extract::Path;
use axum::handler::Handler;
use axum::http::{Method, Uri};
use axum::routing::{MethodFilter, MethodRouter, get, on};
use errpredict_store::Listing;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::Shared;
use crate::caller::Caller;
use crate::page::{PageOf, Paged, page};
use crate::role::Role;

/// The schema of a type, once somebody collects them.
pub(crate) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// Who may take a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Whoever comes: sign-in, health, the description.
    Anybody,
    /// Whoever has this role.
    Having(Role),
}

/// How it is found out who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asks {
    /// By a token or a key in the headers, or a cookie.
    ByHeaders,
    /// As clients of Sentry say it: by a key in the headers or the address, or else in the envelope.
    AsSentry,
    /// By the signature of a source of webhooks.
    BySource,
}

/// What an `Idempotency-Key` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// The door keeps the answer for a request that comes again.
    ByDoor,
    /// The events of the request are kept with it.
    ByEvents,
    /// The request changes nothing, or the same however often it comes: it does nothing.
    Harmless,
    /// It is refused: the answer is a secret that is not kept, or nobody is known to keep it for.
    Refused,
}

/// For how long answers are kept ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    Features,
    Predictions,
}

/// One route.
pub(crate) struct Route {
    pub(crate) method: Method,
    /// Below the base, or from the root where it begins with a slash.
    pub(crate) path: &'static str,
    pub(crate) who: Who,
    pub(crate) about: &'static str,
    pub(crate) handler: MethodRouter<Shared>,
    pub(crate) listing: Option<&'static Listing>,
    /// The filter of the list that the path gives.
    pub(crate) of_path: Option<&'static str>,
    pub(crate) query: Option<SchemaOf>,
    pub(crate) body: Option<SchemaOf>,
    pub(crate) answer: Option<SchemaOf>,
    /// The status of success.
    pub(crate) status: u16,
    /// The type of the answer, where it is no JSON.
    pub(crate) content: &'static str,
    pub(crate) kept: Option<Kept>,
    /// Whether a key opens it.
    pub(crate) keys: bool,
    /// Whether its body is something else than JSON of one type, or its answer a secret.
    pub(crate) is_raw: bool,
    pub(crate) asks: Asks,
    pub(crate) repeats: Repeats,
    /// Whether it goes on for as long as somebody listens.
    pub(crate) is_endless: bool,
    /// Whether it is a page for people: asked by a cookie, errors are pages too, forms are checked.
    pub(crate) is_page: bool,
}

/// Where everything is but what other programs expect elsewhere.
pub(crate) const BASE: &str = "/api/ml/";

fn schema_of<T: JsonSchema>() -> SchemaOf {
    |all| all.subschema_for::<T>()
}

impl Route {
    fn new(
        method: Method,
        path: &'static str,
        who: Who,
        about: &'static str,
        handler: MethodRouter<Shared>,
    ) -> Route {
        let repeats = match (&method, who) {
            (&Method::GET | &Method::OPTIONS, _) => Repeats::Harmless,
            (_, Who::Anybody) => Repeats::Refused,
            _ => Repeats::ByDoor,
        };
        Route {
            method,
            path,
            who,
            about,
            handler,
            listing: None,
            of_path: None,
            query: None,
            body: None,
            answer: None,
            status: 200,
            content: "application/json",
            kept: None,
            keys: false,
            is_raw: false,
            asks: Asks::ByHeaders,
            repeats,
            is_endless: false,
            is_page: false,
        }
    }

    /// What reads.
    pub(crate) fn get<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        who: Who,
        about: &'static str,
        handler: H,
    ) -> Route {
        Route::new(Method::GET, path, who, about, get(handler))
    }

    /// What does something.
    pub(crate) fn post<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        who: Who,
        about: &'static str,
        handler: H,
    ) -> Route {
        Route::new(Method::POST, path, who, about, on(MethodFilter::POST, handler))
    }

    /// What brings something to what is said.
    pub(crate) fn put<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        who: Who,
        about: &'static str,
        handler: H,
    ) -> Route {
        Route::new(Method::PUT, path, who, about, on(MethodFilter::PUT, handler))
    }

    /// What a browser asks before it sends something to another origin.
    pub(crate) fn preflight<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        about: &'static str,
        handler: H,
    ) -> Route {
        Route {
            status: 204,
            ..Route::new(Method::OPTIONS, path, Who::Anybody, about, on(MethodFilter::OPTIONS, handler))
        }
    }

    /// A page for people.
    pub(crate) fn page<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        who: Who,
        about: &'static str,
        handler: H,
    ) -> Route {
        Route { content: "text/html", is_page: true, ..Route::get(path, who, about, handler) }
    }

    /// What a form of a page does.
    pub(crate) fn form<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        who: Who,
        about: &'static str,
        handler: H,
    ) -> Route {
        Route { content: "text/html", is_page: true, ..Route::post(path, who, about, handler) }
            .raw(Repeats::Refused)
    }

    /// What takes away.
    pub(crate) fn delete<H: Handler<T, Shared>, T: 'static>(
        path: &'static str,
        who: Who,
        about: &'static str,
        handler: H,
    ) -> Route {
        Route::new(Method::DELETE, path, who, about, on(MethodFilter::DELETE, handler))
    }

    /// A list, page by page.
    pub(crate) fn list<T>(path: &'static str, about: &'static str, listing: &'static Listing) -> Route
    where
        T: DeserializeOwned + Serialize + JsonSchema + Send + 'static,
    {
        let handler = move |caller: Caller, uri: Uri| async move {
            page::<T>(&caller.tenant, listing, &uri, None).await
        };
        let mut route = Route::get(path, Who::Having(Role::Viewer), about, handler);
        route.listing = Some(listing);
        route.answers::<PageOf<T>>()
    }

    /// A list of which the path says one filter.
    pub(crate) fn list_of<T>(
        path: &'static str,
        about: &'static str,
        listing: &'static Listing,
        filter: &'static str,
    ) -> Route
    where
        T: DeserializeOwned + Serialize + JsonSchema + Send + 'static,
    {
        let handler = move |caller: Caller, Path(value): Path<String>, uri: Uri| async move {
            page::<T>(&caller.tenant, listing, &uri, Some((filter, value))).await
        };
        let mut route = Route::get(path, Who::Having(Role::Viewer), about, handler);
        (route.listing, route.of_path) = (Some(listing), Some(filter));
        route.answers::<PageOf<T>>()
    }

    /// Parameters after the question mark.
    pub(crate) fn asks<T: JsonSchema>(self) -> Route {
        Route { query: Some(schema_of::<T>()), ..self }
    }

    /// The body.
    pub(crate) fn takes<T: JsonSchema>(self) -> Route {
        Route { body: Some(schema_of::<T>()), ..self }
    }

    /// The answer.
    pub(crate) fn answers<T: JsonSchema>(self) -> Route {
        Route { answer: Some(schema_of::<T>()), ..self }
    }

    /// A body that is not JSON of one type, or an answer that is a secret.
    pub(crate) fn raw(self, repeats: Repeats) -> Route {
        Route { is_raw: true, repeats, ..self }
    }

    /// A page of rows as the answer.
    pub(crate) fn pages<T: JsonSchema>(self) -> Route {
        self.asks::<Paged>().answers::<PageOf<T>>()
    }

    pub(crate) fn with_status(self, status: u16) -> Route {
        Route { status, ..self }
    }

    /// The list that the handler goes through, and the filter that it sets by itself.
    pub(crate) fn over(self, listing: &'static Listing, filter: &'static str) -> Route {
        Route { listing: Some(listing), of_path: Some(filter), ..self }
    }

    pub(crate) fn needing(self, who: Who) -> Route {
        Route { who, ..self }
    }

    pub(crate) fn kept(self, kept: Kept) -> Route {
        Route { kept: Some(kept), ..self }
    }

    pub(crate) fn for_keys(self) -> Route {
        Route { keys: true, ..self }
    }

    /// The whole path.
    pub(crate) fn whole(&self) -> String {
        if self.path.starts_with('/') { self.path.to_owned() } else { format!("{BASE}{}", self.path) }
    }
}

/// Whoever has a role.
pub(crate) const VIEWER: Who = Who::Having(Role::Viewer);
pub(crate) const OPERATOR: Who = Who::Having(Role::Operator);
pub(crate) const APPROVER: Who = Who::Having(Role::Approver);
pub(crate) const ADMIN: Who = Who::Having(Role::Admin);
pub(crate) const INGEST: Who = Who::Having(Role::Ingest);
pub(crate) const UPLOAD: Who = Who::Having(Role::Upload);
