//! What tokens are checked with: keys, and the sessions that they belong to.

mod jwks;
mod jwt;
mod sessions;

pub(crate) use jwt::{Claims, Keys, Verified};
pub(crate) use sessions::Sessions;
