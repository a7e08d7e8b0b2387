//! What tokens are checked with: keys, and the sessions that they belong to; and sign-in at somebody else's.

mod jwks;
mod jwt;
mod oidc;
mod provider;
mod remote;
mod sessions;

pub(crate) use jwt::{Claims, Keys, UNREACHABLE, Verified};
pub(crate) use oidc::{Back, COOKIE_MAX_AGE_S, Oidc, Person, identity, same};
pub(crate) use sessions::Sessions;
