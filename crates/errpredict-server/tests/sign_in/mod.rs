//! Sign-in at a provider of OpenID Connect: at a real one, and at one that lies.

pub(crate) mod browser;
mod liar;
mod provider;
