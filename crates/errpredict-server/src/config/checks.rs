//! Checks of settings that belong together.

use axum::http::HeaderName;
use errpredict::{Error, ErrorKind, Result};

use super::Config;
use crate::outward::{address, private_address};

fn missing(setting: &'static str, message: &str) -> Error {
    Error::new(ErrorKind::InvalidSetting, message).with("setting", setting)
}

/// Keys of somebody else go with that one's name.
pub(super) fn public_keys(config: &Config) -> Result<()> {
    if config.jwks_file.is_some() && config.jwks_url.is_some() {
        return Err(missing(
            "auth.jwks_url",
            "of `auth.jwks_file` and `auth.jwks_url` one can be set: public keys come from one place",
        ));
    }
    let given = config.jwks_file.is_some() || config.jwks_url.is_some();
    if given && (config.external_issuer.is_none() || config.external_audience.is_none()) {
        let message = "`auth.external_issuer` and `auth.external_audience` must be set with `auth.jwks_file` or `auth.jwks_url`: else any \
                       token of that signer would be taken, whomever it was made for";
        return Err(missing("auth.external_issuer", message));
    }
    config.jwks_url.iter().try_for_each(|url| private_address("auth.jwks_url", url).map(drop))
}

/// Sign-in at a provider wants all of it, and nobody may read along.
pub(super) fn oidc(config: &Config) -> Result<()> {
    let Some(issuer) = &config.oidc_issuer else { return Ok(()) };
    private_address("auth.oidc_issuer", issuer)?;
    if config.oidc_client_id.is_none() {
        return Err(missing(
            "auth.oidc_client_id",
            "`auth.oidc_client_id` must be set with `auth.oidc_issuer`: the id that the provider gave this service",
        ));
    }
    let Some(back) = &config.oidc_redirect_url else {
        return Err(missing(
            "auth.oidc_redirect_url",
            "`auth.oidc_redirect_url` must be set with `auth.oidc_issuer`: the address of auth/oidc/callback as browsers know it",
        ));
    };
    private_address("auth.oidc_redirect_url", back)?;
    if config.oidc_roles.is_empty() {
        return Err(missing(
            "auth.oidc_roles",
            "`auth.oidc_roles` must be set with `auth.oidc_issuer`, such as `ops=operator`: else nobody could sign in",
        ));
    }
    Ok(())
}

/// Traces go somewhere that is an address, with headers that are headers.
pub(super) fn telemetry(config: &Config) -> Result<()> {
    if let Some(endpoint) = &config.otel_endpoint {
        address("otel.endpoint", endpoint)?;
    }
    otel_headers(config).map(drop)
}

/// The headers that traces are sent with.
///
/// # Errors
/// `invalid_setting` for what is none.
pub(crate) fn otel_headers(config: &Config) -> Result<Vec<(HeaderName, String)>> {
    let Some(text) = &config.otel_headers else { return Ok(Vec::new()) };
    let one = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        let is_value = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        Some((name.trim().parse().ok()?, value.trim().to_owned())).filter(|_| is_value)
    };
    let wrong = || Error::setting("otel.headers", "name=value with commas between", "something else");
    text.reveal().split(',').map(|pair| one(pair).ok_or_else(wrong)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    #[test]
    fn headers_are_read_or_refused_without_their_values() {
        let with = |text: &str| Config { otel_headers: Some(Secret::new(text)), ..Config::default() };
        let found = otel_headers(&with("x-api-key=a=b, b=c")).unwrap();
        assert_eq!(found[0].1, "a=b");
        assert_eq!(found[1].0, "b");
        let error = otel_headers(&with("a b=hunter2")).unwrap_err();
        assert!(
            error.to_string().contains("otel.headers") && !error.to_string().contains("hunter2"),
            "{error}"
        );
    }
}
